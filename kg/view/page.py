"""A network on one page: offline, without a request, and nothing that a stranger wrote runs.

pyvis holds the network and ships vis-network, which draws it. The page itself is our own: an
autoescaped template, data as JSON that can't end its element, text set as text, and a policy under
which only our three scripts run, by their hashes. Positions are given: no physics, no waiting.
"""

import json
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files

from kg.layout import positions
from kg.network import Edge
from kg.network import Network
from kg.network import Node
from kg.palette import LINES
from kg.palette import line
from kg.palette import style
from kg.view.facts import Facts
from kg.view.facts import Teller
from kg.view.facts import kinds
from kg.view.facts import undrawn
from kg.view.facts import undrawn_by_node
from kg.view.harmless import hashes
from kg.view.harmless import inline
from kg.view.harmless import template
from kg.view.legend import SHAPES
from kg.view.legend import groups
from kg.view.legend import lines

NODES = 2_000  # more are not readable on one page; the most connected are kept
VIS = "templates/lib/vis-9.1.2"  # where pyvis keeps the drawing library
SMALLEST, GROWTH = 9.0, 3.4  # radius of a node without edges, and by the root of its degree
SCRIPTS = ("say", "draw", "labels", "panel", "page")  # each uses what stands before it
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


def render(network: Network, *, title: str, notice: str = "") -> str:
    """Draw a network on one HTML page.

    Args:
        network: nodes and edges; of more than 2,000 nodes the most connected are drawn, and the page says so.
        title: the page's heading, any text.
        notice: what a selection leaves out, any text.

    Returns:
        A whole HTML document, the same on every run.
    """
    shown = _readable(network)
    teller = Teller(network.corpus)
    silent = undrawn(network)
    scripts = [_asset("vis-network.min.js", VIS), _behaviour()]
    styles = [_own("page.css")]
    page: str = template("page.html").render(
        title=title,
        notice=notice,
        policy=_policy(scripts, styles),
        scripts=scripts,
        styles=styles,
        data=_json(_data(shown, teller, undrawn_by_node(shown, silent, teller))),
        counts=_counts(shown),
        left_out=len(network.nodes) - len(shown.nodes),
        silent=len(silent),
        kinds=kinds(silent),
        groups=groups(shown),
        lines=lines(shown),
        shapes=SHAPES,
        rows=[teller.edge(edge) for edge in shown.edges],
        documents=teller.documents(claim for edge in shown.edges for claim in edge.claims),
    )
    return page.encode("utf-8", "replace").decode()  # half a surrogate pair is no text


def _readable(network: Network) -> Network:
    if len(network.nodes) <= NODES:
        return network
    ranked = sorted(network.nodes, key=lambda node: (-node.degree, node.entity.id))[:NODES]
    kept = {node.entity.id for node in ranked}
    edges = tuple(edge for edge in network.edges if edge.source in kept and edge.target in kept)
    return replace(network, nodes=tuple(node for node in network.nodes if node.entity.id in kept), edges=edges)


def _counts(network: Network) -> list[tuple[int, str]]:
    claims = {claim.key: claim for edge in network.edges for claim in edge.claims}
    documents = {name for claim in claims.values() for name in claim.documents}
    parts = (
        (len(network.nodes), "node"),
        (len(network.edges), "edge"),
        (len(claims), "claim"),
        (len(documents), "document"),
    )
    return [(number, word if number == 1 else f"{word}s") for number, word in parts]


def _data(network: Network, teller: Teller, silent: Mapping[str, list[Facts]]) -> Facts:
    nodes, edges, options = _pyvis(network)
    claims = [claim for edge in network.edges for claim in edge.claims]
    return {
        "nodes": nodes,
        "edges": edges,
        "options": options,
        "entities": [teller.node(node) for node in network.nodes],
        "facts": [teller.edge(edge) for edge in network.edges],
        "silent": silent,
        "documents": teller.documents([*claims, *network.corpus.claims]),
        "lines": {name: look.about for name, look in LINES.items()},
    }


def _pyvis(network: Network) -> tuple[list[Facts], list[Facts], Facts]:
    """Give nodes, edges and options as pyvis has them for vis-network.

    Rows are appended: ``add_edge`` looks through all edges each time. The page is not pyvis's, since
    that one asks a CDN, and writes titles, headings and menus unescaped.
    """
    from pyvis.edge import Edge as PyvisEdge  # noqa: PLC0415  # it loads IPython
    from pyvis.network import Network as PyvisNetwork  # noqa: PLC0415
    from pyvis.node import Node as PyvisNode  # noqa: PLC0415

    drawn = PyvisNetwork(directed=True, cdn_resources="in_line")
    names = [node.entity.id for node in network.nodes]
    places = positions(names, ((edge.source, edge.target, 1.0) for edge in network.edges))
    drawn.nodes = [PyvisNode(**_node(node, places[node.entity.id])).options for node in network.nodes]
    drawn.node_ids = names
    drawn.node_map = {row["id"]: row for row in drawn.nodes}
    bends = _bends(network.edges)
    drawn.edges = [
        PyvisEdge(edge.source, edge.target, directed=True, **_edge(edge), **bends[edge.key]).options
        for edge in network.edges
    ]
    drawn.set_options(json.dumps(OPTIONS))
    nodes, edges, _, _, _, options = drawn.get_network_data()
    return nodes, edges, json.loads(options)


def _node(node: Node, place: tuple[float, float]) -> Facts:
    look = style(node.lineage)
    return {
        "n_id": node.entity.id,
        "label": node.entity.label,
        "shape": look.shape,
        "color": look.colour,
        "size": round(SMALLEST + GROWTH * min(node.degree, 60) ** 0.5, 1),
        "x": place[0],
        "y": place[1],
    }


def _edge(edge: Edge) -> Facts:
    look = LINES[line(edge)]
    dashes = list(look.dashes) or False
    return {"id": edge.key, "label": edge.label, "color": look.colour, "width": look.width, "dashes": dashes}


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


def _policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """Forbid every request, and every script and style sheet but ours."""
    own = {"script-src": hashes(scripts), "style-src": hashes(styles)}
    rules = {"default-src": "'none'", **own, "img-src": "data:", "base-uri": "'none'", "form-action": "'none'"}
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _json(data: Facts) -> str:
    """Write JSON that stays inside its element whatever it holds."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


@lru_cache(maxsize=8)
def _asset(name: str, folder: str) -> str:
    """Read a file that pyvis ships, fit to stand inside an element."""
    text = files("pyvis").joinpath(folder, name).read_text(encoding="utf-8")
    return inline(text.replace("//# sourceMappingURL=vis-network.min.js.map", ""))


def _own(name: str) -> str:
    return inline(files("kg.view").joinpath(name).read_text(encoding="utf-8"))


def _behaviour() -> str:
    """Join our scripts into one scope."""
    parts = "\n".join(_own(f"{name}.js") for name in SCRIPTS)
    return f'"use strict";\n(() => {{\n{parts}}})();\n'
