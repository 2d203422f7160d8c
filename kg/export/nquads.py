"""N-Quads: the dataset, a quad a line, in the corpus's own order (https://www.w3.org/TR/n-quads/)."""

from collections.abc import Iterator

from kg.export import exporter
from kg.graph import Graph
from kg.rdf.dataset import quads


@exporter("nq", file="graph.nq", about="the dataset, a quad a line: for bulk loading and diffs")
def write(graph: Graph) -> Iterator[str]:
    """Give each block's lines for the default graph, then for its named graph."""
    return quads(graph.blocks(), graph.names.graph)
