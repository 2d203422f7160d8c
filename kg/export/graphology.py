"""graphology's own serialisation, as sigma.js draws it (https://graphology.github.io/serialization.html)."""

from collections.abc import Iterator

from kg.export import exporter
from kg.export.about import about
from kg.export.json_text import encoded
from kg.export.json_text import listed
from kg.graph import Graph
from kg.palette import LINES

OPTIONS = {"type": "directed", "multi": True, "allowSelfLoops": True}
SMALLEST, GROWTH = 3.0, 12.0  # radius in pixels, as sigma draws


@exporter(
    "graphology",
    file="graph.json",
    about="the network as JSON: for graphology and sigma.js",
    columns=True,
    options=("also", "full"),
)
def write(graph: Graph) -> Iterator[str]:
    """Give the file, a line a node and an edge; places have y growing upwards, as sigma has them."""
    drawing = graph.drawing
    yield f'{{"attributes": {encoded(about(graph))},\n"options": {encoded(OPTIONS)},\n"nodes": '
    yield from listed(
        {
            "key": node.id,
            "attributes": {
                "label": node.label,
                "x": node.place[0],
                "y": 0.0 - node.place[1],
                "size": round(SMALLEST + GROWTH * node.share, 2),
                "color": node.look.colour,
                **node.values,
            },
        }
        for node in drawing.nodes()
    )
    yield ',\n"edges": '
    yield from listed(
        {
            "key": edge.id,
            "source": edge.source,
            "target": edge.target,
            "attributes": {
                "kind": edge.kind,
                "label": edge.label,
                "weight": edge.weight,
                "color": LINES[edge.line].colour,
                "line": edge.line,
                **edge.values,
            },
        }
        for edge in drawing.edges()
    )
    yield "}\n"
