"""A network as a ``networkx.MultiDiGraph``: with our records, or with nothing but texts and numbers."""

import json
from typing import TYPE_CHECKING

from kg.network import Network
from kg.network import attributes
from kg.stream.columns import SPELLS
from kg.stream.drawing import Drawing
from kg.stream.drawing import Value
from kg.text import NOT_IN_XML

if TYPE_CHECKING:
    from networkx import MultiDiGraph

INTERVALS = "intervals"


def with_records(network: Network) -> "MultiDiGraph[str]":
    """Give nodes by entity id and edges keyed by predicate, with claims as records; see ``Graph.networkx``."""
    from networkx import MultiDiGraph  # noqa: PLC0415  # half a second that most commands do not need

    graph: MultiDiGraph[str] = MultiDiGraph(name=network.corpus.title)
    for node in network.nodes:
        graph.add_node(node.entity.id, **attributes(node))
    for edge in network.edges:
        graph.add_edge(
            edge.source,
            edge.target,
            key=edge.predicate,
            label=edge.label,
            weight=len(edge.voices),
            inferred=edge.inferred,
            unconfirmed=edge.unconfirmed,
            only_may_hold=edge.maybe,
            claims=list(edge.claims),
            quotes=[passage.exact for claim in edge.claims for passage in claim.evidence],
            spells=list(edge.spells),
        )
    return graph


def with_values(drawing: Drawing) -> "MultiDiGraph[str]":
    """Give what the files hold, so that every writer of networkx takes it: nodes, edges and columns as in GraphML.

    Nodes are ``id:…``, edges are keyed by the id that the files give them; ``kind`` is the predicate. Lists are JSON in
    a text, and values that are not known are left out. The spells are called ``intervals``, since networkx's own
    GEXF takes ``spells`` for pairs. Control characters are left out: its writers of XML fail over them, or its readers.
    """
    from networkx import MultiDiGraph  # noqa: PLC0415

    graph: MultiDiGraph[str] = MultiDiGraph(name=_plain(drawing.corpus.title))
    for node in drawing.nodes():
        values = {name: _plain(value) for name, value in {"label": node.label, **node.values}.items()}
        graph.add_node(_text(node.id), **values)
    for edge in drawing.edges():
        values = {INTERVALS if name == SPELLS else name: _plain(value) for name, value in edge.values.items()}
        values = {"kind": _text(edge.kind), "label": _text(edge.label), "weight": edge.weight, **values}
        graph.add_edge(_text(edge.source), _text(edge.target), key=edge.id, **values)
    return graph


def _plain(value: Value) -> str | int | float | bool:
    if isinstance(value, list):
        return json.dumps(list(map(_text, value)), ensure_ascii=False)
    return _text(value) if isinstance(value, str) else value


def _text(text: str) -> str:
    return NOT_IN_XML.sub("", text)
