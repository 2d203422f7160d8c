"""The explorer: network, time, map, texts and evidence together on one offline page."""

from collections.abc import Iterator

from kg.export import exporter
from kg.graph import Graph


@exporter(
    "explorer", file="explorer.html", about="network, time, map, texts and queries on one offline page: for a browser"
)
def write(graph: Graph) -> Iterator[str]:
    """Give the page."""
    from kg.view.explore import page  # noqa: PLC0415  # numpy: 80 ms

    yield from page(graph)
