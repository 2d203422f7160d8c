"""Turtle: the default graph, for people and for every tool (https://www.w3.org/TR/turtle/)."""

from collections.abc import Iterator

from kg.export import exporter
from kg.graph import Graph
from kg.rdf.turtle import Shortener
from kg.rdf.turtle import turtle


@exporter("ttl", file="graph.ttl", about="the graph: entities, plain edges, claims, evidence, documents")
def write(graph: Graph) -> Iterator[str]:
    """Give the default graph, grouped by subject, under the corpus's prefixes."""
    short = Shortener(graph.names.prefixes)
    yield short.head()
    section = ""
    for block in graph.blocks():
        if block.in_default:
            if block.graph != section:
                section = block.graph
                yield f"\n# {section}\n"
            yield "\n"
            yield from turtle(block.triples, short)
