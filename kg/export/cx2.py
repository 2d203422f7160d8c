"""CX2, the format of Cytoscape, Cytoscape Web and NDEx, with its looks.

(https://cytoscape.org/cx/cx2/specification/cytoscape-exchange-format-specification-(version-2)/)
Shapes stand for groups, styles of lines for kinds of saying; both are mappings, so that they can be changed.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from typing import Any

from kg.export import exporter
from kg.export.about import about
from kg.export.json_text import listed
from kg.graph import Graph
from kg.palette import LINES
from kg.palette import OTHER
from kg.palette import Line
from kg.palette import Style
from kg.stream.drawing import Drawing

SMALLEST, GROWTH = 18.0, 42.0  # width of a node
FORMS = {"liststring": "list_of_string"}  # the others have the same names
SHAPES = {"dot": "ellipse", "square": "rectangle", "triangleDown": "vee", "star": "octagon"}
NODES = {"name": "string", "id": "string", "group": "string", "size": "double"}
EDGES = {"name": "string", "id": "string", "interaction": "string", "weight": "integer", "line": "string"}
TOLD = {"name": "string", "description": "string"}
STROKES = {Line.PRESUPPOSED: "dotted", Line.INFERRED: "dashed", Line.UNCONFIRMED: "dotted"}


@exporter(
    "cx2",
    file="graph.cx2",
    about="the network with its looks: for Cytoscape, Cytoscape Web and NDEx",
    columns=True,
    options=("also", "full"),
)
def write(graph: Graph) -> Iterator[str]:
    """Give the file: an aspect after the other, a line a node and an edge."""
    drawing = graph.drawing
    counts = {"attributeDeclarations": 1, "networkAttributes": 1, "nodes": len(drawing.ends.index)}
    counts |= {"edges": drawing.edges_count, "visualProperties": 1, "visualEditorProperties": 1}
    yield '[{"CXVersion": "2.0", "hasFragments": false},\n'
    yield from _aspect("metaData", [{"name": name, "elementCount": count} for name, count in counts.items() if count])
    declared = {
        "networkAttributes": _declared(TOLD),
        "nodes": _declared({**NODES, **drawing.node_types}),
        "edges": _declared({**EDGES, **drawing.edge_types}),
    }
    yield from _aspect("attributeDeclarations", [declared])
    yield from _aspect("networkAttributes", [about(graph)])
    yield from _aspect("nodes", _nodes(drawing))
    yield from _aspect("edges", _edges(drawing))
    yield from _aspect("visualProperties", [_looks(drawing.looks)])
    yield from _aspect("visualEditorProperties", [{"properties": {"nodeSizeLocked": True}}])
    yield '{"status": [{"success": true}]}]\n'


def _aspect(name: str, items: Iterable[object]) -> Iterator[str]:
    yield f'{{"{name}": '
    yield from listed(items)
    yield "},\n"


def _declared(types: Mapping[str, str]) -> dict[str, dict[str, str]]:
    return {name: {"d": FORMS.get(form, form)} for name, form in types.items()}


def _nodes(drawing: Drawing) -> Iterator[dict[str, object]]:
    for number, node in enumerate(drawing.nodes()):
        own = {"name": node.label, "id": node.id, "group": node.look.group}
        size = round(SMALLEST + GROWTH * node.share, 1)
        x, y = node.place
        yield {"id": number, "x": x, "y": y, "v": {**own, "size": size, **node.values}}


def _edges(drawing: Drawing) -> Iterator[dict[str, object]]:
    numbers = {drawing.node_id(name): number for number, name in enumerate(drawing.places)}
    for number, edge in enumerate(drawing.edges()):
        own = {"name": edge.label, "id": edge.id, "interaction": edge.kind, "weight": edge.weight, "line": edge.line}
        ends = {"s": numbers[edge.source], "t": numbers[edge.target]}
        yield {"id": number, **ends, "v": {**own, **edge.values}}


def _looks(looks: Sequence[Style]) -> dict[str, object]:
    shapes = {look.group: SHAPES.get(look.shape, look.shape) for look in looks}
    return {
        "default": {
            "network": {"NETWORK_BACKGROUND_COLOR": "#FFFFFF"},
            "node": {"NODE_BACKGROUND_COLOR": OTHER.colour, "NODE_LABEL_FONT_SIZE": 9, "NODE_BORDER_WIDTH": 0},
            "edge": {"EDGE_TARGET_ARROW_SHAPE": "triangle", "EDGE_LABEL_FONT_SIZE": 6},
        },
        "nodeMapping": {
            "NODE_LABEL": _passed("name", "string"),
            "NODE_WIDTH": _passed("size", "double"),
            "NODE_HEIGHT": _passed("size", "double"),
            "NODE_BACKGROUND_COLOR": _mapped("group", {look.group: look.colour for look in looks}),
            "NODE_SHAPE": _mapped("group", shapes),
        },
        "edgeMapping": {
            "EDGE_LABEL": _passed("name", "string"),
            "EDGE_LINE_COLOR": _mapped("line", {name: line.colour for name, line in LINES.items()}),
            "EDGE_TARGET_ARROW_COLOR": _mapped("line", {name: line.colour for name, line in LINES.items()}),
            "EDGE_WIDTH": _mapped("line", {name: line.width for name, line in LINES.items()}),
            "EDGE_LINE_STYLE": _mapped("line", {name: STROKES.get(name, "solid") for name in LINES}),
        },
    }


def _passed(column: str, form: str) -> dict[str, object]:
    return {"type": "PASSTHROUGH", "definition": {"attribute": column, "type": form}}


def _mapped(column: str, values: Mapping[Any, object]) -> dict[str, object]:
    pairs = [{"v": str(value), "vp": shown} for value, shown in values.items()]
    return {"type": "DISCRETE", "definition": {"attribute": column, "type": "string", "map": pairs}}
