"""GraphML, which most graph libraries read (http://graphml.graphdrawing.org/specification.html).

The edge's kind stands as the XML attribute ``label``, where Gephi looks for it (it merges parallel edges of one
kind) and Neo4j for a relationship's type; a node's classes as ``labels``. GraphML has neither time nor lists:
days are text, and lists are JSON.
"""

from collections.abc import Generator
from collections.abc import Iterator
from collections.abc import Mapping

from kg.export import exporter
from kg.export.about import about
from kg.export.gexf_nodes import SIZES
from kg.export.gexf_nodes import spread
from kg.export.xml import ENCODER
from kg.export.xml import Escape
from kg.graph import Graph
from kg.palette import LINES
from kg.palette import rgb
from kg.stream.drawing import DrawnEdge
from kg.stream.drawing import DrawnNode
from kg.stream.drawing import Value

FORMS = {"integer": "int", "liststring": "string"}  # as GraphML calls our types; the others have the same names
LOOKS = {"label": "string", "x": "double", "y": "double", "size": "double", "color": "string"}
LOOKS |= {"r": "int", "g": "int", "b": "int"}
LINKS = {"label": "string", "kind": "string", "interaction": "string", "weight": "double", "color": "string"}
LINKS |= {"line": "string"}


@exporter(
    "graphml",
    file="graph.graphml",
    about="the network as GraphML: for igraph, networkx, Cytoscape and most others",
    columns=True,
    options=("also", "full"),
)
def write(graph: Graph) -> Generator[str, None, tuple[str, ...]]:
    """Give the file: keys of the columns that have values, nodes, edges; a line an element."""
    drawing, escape = graph.drawing, Escape()
    told = escape.text(" ".join(about(graph).values()).strip())
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    yield from _keys("node", {**LOOKS, **drawing.node_types})
    yield from _keys("edge", {**LINKS, **drawing.edge_types})
    yield f'<graph id="graph" edgedefault="directed">\n<desc>{told}</desc>\n'
    places = spread(drawing.places.values())
    yield from (_node(node, place, escape) for node, place in zip(drawing.nodes(), places, strict=True))
    yield from (_edge(edge, escape) for edge in drawing.edges())
    yield "</graph>\n</graphml>\n"
    return escape.replaced.told()


def _keys(kind: str, types: Mapping[str, str]) -> Iterator[str]:
    for name, form in types.items():
        yield f'<key id="{kind}.{name}" for="{kind}" attr.name="{name}" attr.type="{FORMS.get(form, form)}"/>\n'


def _node(node: DrawnNode, place: tuple[float, float], escape: Escape) -> str:
    red, green, blue = rgb(node.look.colour)
    look: dict[str, Value] = {
        "label": node.label,
        "x": place[0],
        "y": 0.0 - place[1],
        "size": round(SIZES[0] + (SIZES[1] - SIZES[0]) * node.share, 2),
        "color": node.look.colour,
        "r": red,
        "g": green,
        "b": blue,
    }
    labels = escape.text("".join(f":{name}" for name in node.lineage))
    data = _data("node", {**look, **node.values}, escape)
    return f'<node id="{escape.text(node.id)}" labels="{labels}">{data}</node>\n'


def _edge(edge: DrawnEdge, escape: Escape) -> str:
    link: dict[str, Value] = {
        "label": edge.label,
        "kind": edge.kind,
        "interaction": edge.kind,
        "weight": float(edge.weight),
        "color": LINES[edge.line].colour,
        "line": edge.line,
    }
    source, target, kind = escape.text(edge.source), escape.text(edge.target), escape.text(edge.kind)
    data = _data("edge", {**link, **edge.values}, escape)
    return f'<edge id="{edge.id}" source="{source}" target="{target}" label="{kind}">{data}</edge>\n'


def _data(kind: str, values: Mapping[str, Value], escape: Escape) -> str:
    return "".join(f'<data key="{kind}.{name}">{escape.text(_text(value))}</data>' for name, value in values.items())


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return ENCODER.encode(value) if isinstance(value, list) else str(value)
