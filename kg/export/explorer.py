"""The explorer: network, time, map, texts and queries together on one offline page."""

from collections.abc import Iterator

from kg.export import exporter
from kg.graph import Graph


def missing() -> str:
    """Say why there can be no explorer here."""
    from kg.view.explore import missing  # noqa: PLC0415  # numpy: 80 ms

    return missing()


@exporter(
    "explorer",
    file="explorer.html",
    about="network, time, map, texts and queries on one offline page: for a browser",
    missing=missing,
)
def write(graph: Graph) -> Iterator[str]:
    """Give the page, in pieces."""
    from kg.view.explore import page  # noqa: PLC0415

    yield from page(graph)
