"""The network on one offline page, drawn by pyvis and vis-network."""

from collections.abc import Iterator

from kg.export import exporter
from kg.graph import Graph
from kg.view.page import render


@exporter("html", file="graph.html", about="the network with its sentences, on one offline page: for a browser")
def write(graph: Graph) -> Iterator[str]:
    """Give the page, whole."""
    yield render(graph.network, title=graph.corpus.title, notice=graph.notice, policy=graph.policy)
