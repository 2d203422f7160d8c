"""Nodes and links as flat JSON objects, as d3, force-graph, Observable and networkx take them."""

from collections.abc import Iterator

from kg.export import exporter
from kg.export.about import about
from kg.export.json_text import encoded
from kg.export.json_text import listed
from kg.graph import Graph
from kg.palette import LINES


@exporter(
    "node-link",
    file="node-link.json",
    about="the network as nodes and links: for d3, force-graph and networkx",
    columns=True,
    options=("also", "full"),
)
def write(graph: Graph) -> Iterator[str]:
    """Give the file, a line a node and a link; places have y growing downwards, as on a page."""
    drawing = graph.drawing
    yield f'{{"directed": true,\n"multigraph": true,\n"graph": {encoded(about(graph))},\n"nodes": '
    yield from listed(
        {
            "id": node.id,
            "label": node.label,
            "group": node.look.group,
            "x": node.place[0],
            "y": node.place[1],
            "color": node.look.colour,
            **node.values,
        }
        for node in drawing.nodes()
    )
    yield ',\n"links": '
    yield from listed(
        {
            "source": edge.source,
            "target": edge.target,
            "key": edge.id,
            "kind": edge.kind,
            "label": edge.label,
            "weight": edge.weight,
            "color": LINES[edge.line].colour,
            "line": edge.line,
            **edge.values,
        }
        for edge in drawing.edges()
    )
    yield "}\n"
