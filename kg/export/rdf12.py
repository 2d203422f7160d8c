"""Turtle 1.2: the default graph with each claim as a reifier of its proposition (an extra).

(https://www.w3.org/TR/rdf12-turtle/) Few tools read it yet; ``graph.ttl`` says the same in RDF 1.1.
"""

from collections.abc import Iterator
from itertools import groupby

from kg.export import exporter
from kg.graph import Graph
from kg.rdf.claims import OBJECT
from kg.rdf.claims import PREDICATE
from kg.rdf.claims import SUBJECT
from kg.rdf.names import TYPE
from kg.rdf.names import Triple
from kg.rdf.turtle import Shortener
from kg.rdf.turtle import turtle

PROPOSITION = (SUBJECT, PREDICATE, OBJECT)


@exporter("rdf12", file="graph-rdf12.ttl", about="the graph with RDF 1.2 reifiers (few tools read it yet)")
def write(graph: Graph) -> Iterator[str]:
    """Give the default graph; ``rdf:subject/predicate/object`` become ``rdf:reifies <<( s p o )>>``."""
    short = Shortener(graph.names.prefixes)
    claim = graph.names.o["Claim"]
    yield short.head()
    for block in graph.blocks():
        if block.in_default:
            yield "\n"
            for subject, group in groupby(block.triples, lambda triple: triple[0]):
                triples = list(group)
                is_claim = (subject, TYPE, claim) in triples
                yield from _reifier(subject, triples, short) if is_claim else turtle(triples, short)


def _reifier(subject: str, triples: list[Triple], short: Shortener) -> Iterator[str]:
    parts = {predicate: value for _, predicate, value in triples if predicate in PROPOSITION}
    proposition = " ".join(short.short(parts[name]) for name in PROPOSITION)
    yield f"{short.short(subject)} rdf:reifies <<( {proposition} )>> .\n"
    yield from turtle((triple for triple in triples if triple[1] not in PROPOSITION), short)
