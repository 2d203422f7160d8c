"""A network as pyvis has it for vis-network: nodes, edges and options as plain rows.

Rows are appended: ``add_edge`` looks through all edges each time. Only pyvis's records and its reading of
options are used, never its page, its headings or its menus, which write strangers' text unescaped. Nodes are
called by their place in the list, so that no name of a corpus is a key of the drawing library's objects.
"""

import json
from collections.abc import Iterable
from collections.abc import Mapping

from kg.layout import positions
from kg.network import Edge
from kg.network import Network
from kg.network import Node
from kg.palette import LINES
from kg.palette import labelled
from kg.palette import line
from kg.palette import style
from kg.view.facts import Facts

SMALLEST, GROWTH = 9.0, 3.4  # radius of a node without edges, and by the root of its degree
BEND = 0.17  # roundness between neighbouring parallel edges
WIDEST_BEND = 0.75
LOOP = 0.8  # radians between loops of one node
OPTIONS: Facts = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        "hideEdgesOnDrag": False,
        "multiselect": False,
        "selectConnectedEdges": False,
        "tooltipDelay": 3_600_000,  # tooltips are the page's own
        "keyboard": {"enabled": True, "bindToWindow": False, "autoFocus": False},
    },
    "nodes": {"borderWidth": 0, "borderWidthSelected": 0, "font": {"size": 0}, "chosen": False},
    "edges": {
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.55}},
        "arrowStrikethrough": False,
        "chosen": False,
        "font": {"size": 0},
        "hoverWidth": 0,
        "selectionWidth": 0,
        "smooth": {"enabled": False},
    },
}


def rows(network: Network, names: Mapping[str, str]) -> tuple[list[Facts], list[Facts], Facts]:
    """Give nodes, edges and options.

    Args:
        network: what is drawn.
        names: what each entity is called here, by its id.
    """
    from pyvis.edge import Edge as PyvisEdge  # noqa: PLC0415  # it loads IPython
    from pyvis.network import Network as PyvisNetwork  # noqa: PLC0415
    from pyvis.node import Node as PyvisNode  # noqa: PLC0415

    drawn = PyvisNetwork(directed=True, cdn_resources="in_line")
    ids = [node.entity.id for node in network.nodes]
    places = positions(ids, ((edge.source, edge.target, 1.0) for edge in network.edges))
    drawn.nodes = [PyvisNode(**_node(node, names, places)).options for node in network.nodes]
    drawn.node_ids = [row["id"] for row in drawn.nodes]
    drawn.node_map = {row["id"]: row for row in drawn.nodes}
    bends = _bends(network.edges)
    drawn.edges = [
        PyvisEdge(names[edge.source], names[edge.target], directed=True, **_edge(edge), **bends[edge.key]).options
        for edge in network.edges
    ]
    drawn.set_options(json.dumps(OPTIONS))
    nodes, edges, _, _, _, options = drawn.get_network_data()
    return nodes, edges, json.loads(options)


def _node(node: Node, names: Mapping[str, str], places: dict[str, tuple[float, float]]) -> Facts:
    look, place = style(node.lineage), places[node.entity.id]
    return {
        "n_id": names[node.entity.id],
        "label": node.entity.label,
        "shape": look.shape,
        "color": look.colour,
        "size": round(SMALLEST + GROWTH * min(node.degree, 60) ** 0.5, 1),
        "x": place[0],
        "y": place[1],
    }


def _edge(edge: Edge) -> Facts:
    kind = line(edge)
    look, label = LINES[kind], labelled(edge.label, kind, "may hold" if edge.maybe else "")
    dashes = list(look.dashes) or False
    return {"id": edge.key, "label": label, "color": look.colour, "width": look.width, "dashes": dashes}


def _bends(edges: Iterable[Edge]) -> dict[str, Facts]:
    """Give each of several edges between two nodes a curve of its own, and each loop an angle."""
    groups: dict[tuple[str, str], list[Edge]] = {}
    for edge in edges:
        groups.setdefault((min(edge.source, edge.target), max(edge.source, edge.target)), []).append(edge)
    return {
        edge.key: _loop(index) if first == second else _bend(index - (len(group) - 1) / 2, len(group), edge)
        for (first, second), group in groups.items()
        for index, edge in enumerate(group)
    }


def _bend(offset: float, size: int, edge: Edge) -> Facts:
    if not offset:
        return {"smooth": {"enabled": False}}
    step = min(BEND, 2 * WIDEST_BEND / (size - 1))
    clockwise = (offset > 0) == (edge.source < edge.target)
    turn = "curvedCW" if clockwise else "curvedCCW"
    return {"smooth": {"enabled": True, "type": turn, "roundness": round(abs(offset) * step, 3)}}


def _loop(index: int) -> Facts:
    return {"selfReference": {"size": 22, "angle": round(0.8 + index * LOOP, 2), "renderBehindTheNode": False}}
