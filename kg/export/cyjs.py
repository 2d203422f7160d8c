"""A network with its looks for Cytoscape.js: ``cytoscape({container, ...file})`` (https://js.cytoscape.org/)."""

from collections.abc import Iterable
from collections.abc import Iterator
from typing import Any

from kg.export import exporter
from kg.export.about import about
from kg.export.json_text import encoded
from kg.export.json_text import listed
from kg.graph import Graph
from kg.palette import LINES
from kg.palette import Style

SMALLEST, GROWTH = 18.0, 42.0  # width of a node in pixels
SHAPES = {"dot": "ellipse", "square": "rectangle", "triangleDown": "vee"}  # the others have the same names


@exporter(
    "cyjs",
    file="graph.cyjs",
    about="the network with its looks: for Cytoscape.js",
    columns=True,
    options=("also", "full"),
)
def write(graph: Graph) -> Iterator[str]:
    """Give the file, a line a node, an edge and a rule of the looks."""
    drawing = graph.drawing
    yield '{"format_version": "1.0",\n"generated_by": "kg",\n"target_cytoscapejs_version": "~3.0",\n'
    yield f'"data": {encoded(about(graph))},\n"layout": {{"name": "preset"}},\n"elements": {{"nodes": '
    yield from listed(
        {
            "data": {
                "id": node.id,
                "name": node.label,
                "label": node.label,
                "group": node.look.group,
                "size": round(SMALLEST + GROWTH * node.share, 1),
                **node.values,
            },
            "position": {"x": node.place[0], "y": node.place[1]},
        }
        for node in drawing.nodes()
    )
    yield ',\n"edges": '
    yield from listed(
        {
            "data": {
                "id": edge.id,
                "source": edge.source,
                "target": edge.target,
                "kind": edge.kind,
                "interaction": edge.kind,
                "label": edge.label,
                "weight": edge.weight,
                "line": edge.line,
                **edge.values,
            }
        }
        for edge in drawing.edges()
    )
    yield '},\n"style": '
    yield from listed(_looks(drawing.looks))
    yield "}\n"


def _looks(looks: Iterable[Style]) -> Iterator[dict[str, Any]]:
    node = {"label": "data(label)", "width": "data(size)", "height": "data(size)", "font-size": 9}
    yield {"selector": "node", "style": {**node, "text-wrap": "wrap", "text-max-width": "110px"}}
    for look in looks:
        shape = SHAPES.get(look.shape, look.shape)
        yield {
            "selector": f'node[group = "{look.group}"]',
            "style": {"background-color": look.colour, "shape": shape},
        }
    edge = {"curve-style": "bezier", "target-arrow-shape": "triangle", "label": "data(label)", "font-size": 6}
    yield {"selector": "edge", "style": {**edge, "text-rotation": "autorotate"}}
    for name, line in LINES.items():
        dashes = {"line-style": "dashed", "line-dash-pattern": list(line.dashes)} if line.dashes else {}
        drawn = {"line-color": line.colour, "target-arrow-color": line.colour, "width": line.width, **dashes}
        yield {"selector": f'edge[line = "{name}"]', "style": drawn}
