"""Nanopublications in TriG: one for each claim, which stands alone and can be cited (https://nanopub.net/)."""

from collections.abc import Iterator

from kg.export import exporter
from kg.graph import Graph
from kg.rdf.dataset import context_of
from kg.rdf.nanopub import PREFIXES
from kg.rdf.nanopub import nanopub
from kg.rdf.turtle import Shortener
from kg.rdf.turtle import turtle

INDENT = "    "


@exporter("nanopubs", file="nanopubs.trig", about="a nanopublication for each claim: to cite, sign and publish")
def write(graph: Graph) -> Iterator[str]:
    """Give each claim's four graphs under its own ``this:`` and ``sub:``."""
    corpus = graph.corpus
    context = context_of(corpus, graph.policy)
    short = Shortener(graph.names.prefixes | PREFIXES)
    yield short.head()
    for claim in corpus.claims:
        one = nanopub(claim, corpus, context)
        yield f"\n@prefix this: <{one.iri}> .\n@prefix sub: <{one.space}> .\n"
        for name, triples in one.graphs:
            yield f"\n{name} {{\n"
            yield from turtle(triples, short, INDENT)
            yield "}\n"
