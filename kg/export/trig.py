"""TriG: the dataset with its named graphs (https://www.w3.org/TR/trig/)."""

from collections.abc import Iterator
from itertools import groupby

from kg.export import exporter
from kg.export.turtle import write as write_default
from kg.graph import Graph
from kg.rdf.turtle import Shortener
from kg.rdf.turtle import turtle

INDENT = "    "


@exporter("trig", file="graph.trig", about="the dataset: the same graph, and its named graphs")
def write(graph: Graph) -> Iterator[str]:
    """Give the default graph, then every named graph in braces."""
    yield from write_default(graph)
    names = graph.names
    short = Shortener(names.prefixes)
    for name, blocks in groupby(graph.blocks(), lambda block: block.graph):
        yield f"\n{short.iri(names.graph[name])} {{\n"
        for block in blocks:
            yield from turtle(block.triples, short, INDENT)
        yield "}\n"
