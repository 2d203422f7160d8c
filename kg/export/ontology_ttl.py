"""The ontology and its shapes as used, so that a build folder stands alone.

They are copied as written, comments and all; only their ``@base`` line is the corpus's.
"""

from collections.abc import Iterator

from kg.export import exporter
from kg.graph import Graph
from kg.resources import folder
from kg.terms import BASE


@exporter("ontology", file="ontology.ttl", about="classes and properties, with definitions and examples")
def write(graph: Graph) -> Iterator[str]:
    """Give ``kg.ttl``, then the corpus's own terms, under the corpus's base."""
    yield _based("kg.ttl", graph)
    terms = graph.corpus.ontology
    if terms.own:
        yield "\n" + terms.own.replace(f"<{terms.own_base}>", f"<{graph.corpus.base}>", 1)


@exporter("shapes", file="shapes.ttl", about="SHACL shapes that the graph conforms to")
def write_shapes(graph: Graph) -> Iterator[str]:
    """Give ``shapes.ttl`` under the corpus's base."""
    yield _based("shapes.ttl", graph)


def _based(name: str, graph: Graph) -> str:
    text = (folder("ontology") / name).read_text(encoding="utf-8")
    return text.replace(f"<{BASE}>", f"<{graph.corpus.base}>", 1)
