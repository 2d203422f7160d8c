"""A network on one page: offline, without a request, and nothing that a stranger wrote runs.

pyvis holds the network and ships vis-network, which draws it. The page itself is our own: an
autoescaped template, data as JSON that can't end its element, text set as text, and a policy under
which only our own scripts run, by their hashes. Positions are given: no physics, no waiting.
"""

import json
from collections.abc import Iterable
from collections.abc import Sized
from dataclasses import replace
from functools import lru_cache
from html import escape
from importlib.resources import files

from kg.network import Network
from kg.palette import LINES
from kg.projection import Policy
from kg.view.facts import Facts
from kg.view.facts import Teller
from kg.view.facts import kinds
from kg.view.facts import listed
from kg.view.facts import told
from kg.view.facts import undrawn
from kg.view.harmless import hashes
from kg.view.harmless import inline
from kg.view.harmless import template
from kg.view.legend import SHAPES
from kg.view.legend import groups
from kg.view.legend import lines
from kg.view.rows import rows

CLAIMS = 2_000  # undrawn claims that are listed
NODES = 2_000  # more are not readable on one page; the most connected are kept
VIS = "templates/lib/vis-9.1.2"  # where pyvis keeps the drawing library
DRAWN = {  # what is drawn under a policy that a reader would not expect
    Policy.STRICT: "Drawn is only what a document states as certain in its own voice (policy strict).",
    Policy.DEFAULT: "",
    Policy.WIDE: "What is only probable, possible or assessed is drawn too, as unconfirmed (policy wide).",
}
SCRIPTS = ("say", "draw", "labels", "panel", "page")  # each uses what stands before it


def render(network: Network, *, title: str, notice: str = "", policy: Policy = Policy.DEFAULT) -> str:
    """Draw a network on one HTML page.

    Args:
        network: nodes and edges; of more than 2,000 nodes the most connected are drawn, and the page says so.
        title: the page's heading, any text.
        notice: what a selection leaves out, any text.
        policy: which claims the network's edges stand for.

    Returns:
        A whole HTML document, the same on every run.
    """
    shown = _readable(network)
    teller = Teller(network.corpus, {node.entity.id: f"n{index}" for index, node in enumerate(shown.nodes)})
    silent = undrawn(network)
    untold = told(listed(silent, teller, CLAIMS), teller)
    scripts = [_asset("vis-network.min.js", VIS), _behaviour()]
    styles = [_own("page.css")]
    page: str = template("network/page.html").render(
        title=title,
        notice=" ".join(filter(None, [DRAWN[policy], notice])),
        policy=_policy(scripts, styles),
        scripts=scripts,
        styles=styles,
        data=_json(_drawn(shown, teller)),
        words=_json(_told(shown, teller, untold)),
        counts=_counts(shown),
        left_out=len(network.nodes) - len(shown.nodes),
        edges_left_out=len(network.edges) - len(shown.edges),
        silent=len(silent),
        nothing=_nothing(shown, silent),
        untold=untold,
        kinds=kinds(silent, network.corpus),
        groups=groups(shown),
        lines=lines(shown),
        shapes=SHAPES,
        maybe=sum(edge.maybe for edge in shown.edges),
        rows=[teller.edge(edge) for edge in shown.edges],
        documents=teller.documents(network.corpus.claims),
    )
    return page.encode("utf-8", "replace").decode()  # half a surrogate pair is no text


def frame(page: str, title: str, told: str) -> str:
    """Put a page into a frame that is cut off from the notebook around it.

    Args:
        page: a whole HTML document.
        title: what the frame is called, any text.
        told: stands below it, any text: sites that show notebooks without frames keep it.
    """
    text, name, below = (escape(part, quote=True) for part in (page, title, told))
    look = 'sandbox="allow-scripts" width="100%" height="640" style="border:1px solid #8886;border-radius:6px"'
    return f'<iframe srcdoc="{text}" title="{name}" {look}></iframe>\n<p><small>{below}</small></p>'


def _nothing(network: Network, silent: Sized) -> str:
    if network.edges:
        return ""
    if not len(silent):
        return "There is no claim here, so nothing is drawn."
    why = "Nothing is drawn, since no claim here is a plain edge between entities."
    return f"{why} What the claims say stands in the table below."


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


def _drawn(network: Network, teller: Teller) -> Facts:
    """Give what the drawing needs at once."""
    nodes, edges, options = rows(network, teller.names)
    looks = {str(name): look.about for name, look in LINES.items()}
    return {"nodes": nodes, "edges": edges, "options": options, "lines": looks, **teller.first(network)}


def _told(network: Network, teller: Teller, untold: list[Facts]) -> Facts:
    """Give the words, which the page reads when somebody asks for them."""
    return {
        "entities": [teller.node(node) for node in network.nodes],
        "facts": [teller.edge(edge) for edge in network.edges],
        "untold": untold,
        "documents": teller.documents(network.corpus.claims),
    }


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
    return inline(files("kg.view").joinpath("network", name).read_text(encoding="utf-8"))


def _behaviour() -> str:
    """Join our scripts into one scope."""
    parts = "\n".join(_own(f"{name}.js") for name in SCRIPTS)
    return f'"use strict";\n(() => {{\n{parts}}})();\n'
