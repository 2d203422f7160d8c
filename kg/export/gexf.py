"""Gephi's own format, GEXF 1.3, which opens with colours, sizes, places and a timeline.

One edge stands for one (subject, predicate, object): with ``kind`` as an XML attribute, or Gephi merges
parallel edges. Dates are whole days, or Gephi stops. Strings are escaped and streamed: no XML tree.
What Gephi does with each construct was tried on its importer (https://gexf.net/schema.html).
"""

import re
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from json import JSONEncoder
from typing import TypeAlias

from kg.export import exporter
from kg.graph import Graph
from kg.layout import positions
from kg.model import Claim
from kg.network import Edge
from kg.network import Network
from kg.network import Node
from kg.palette import LINES
from kg.palette import line
from kg.palette import rgb
from kg.palette import style
from kg.terms import Certainty

SIZES = (4.0, 100.0)  # exactly Gephi's own span, so that it leaves sizes and positions alone
PLAIN = re.compile(
    '[^&<>"\\\\\x00-\x1f\x7f-\x9f\u2028\ud800-\udfff\ufffe\uffff]*'
)  # nothing to escape, in XML or in a list
ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # in XML 1.0
SPACED = re.compile("[\t\n\r\x85\u2028]")  # what readers would turn into plain spaces or line ends
SPACES = str.maketrans({char: f"&#{ord(char)};" for char in "\t\n\r\x85\u2028"})
DYNAMIC = 'mode="dynamic" timeformat="date" timerepresentation="interval" timezone="UTC"'
STATIC = 'mode="static"'
ENCODER = JSONEncoder(ensure_ascii=False)
JOINER = "\u2060"  # shows as nothing
SURE = (Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE, Certainty.UNSPECIFIED)
NODE_TYPES = {
    "entity_type": "string",
    "types": "liststring",
    "aliases": "liststring",
    "iri": "string",
    "latitude": "double",
    "longitude": "double",
    "claims": "integer",
    "description": "string",
}
EDGE_TYPES = {
    "predicate": "string",
    "claims": "liststring",
    "quotes": "liststring",
    "voices": "liststring",
    "documents": "liststring",
    "modes": "liststring",
    "certainty": "string",
    "inferred": "boolean",
    "edtf": "liststring",
    "start": "string",
    "end": "string",
    "symmetric": "boolean",
}

Value: TypeAlias = str | bool | float | list[str] | tuple[str, ...] | None
Row: TypeAlias = Mapping[str, str]  # a column's value as it stands in the file, for each column that has one
EMPTY: tuple[Value, ...] = (None, "", (), [])


@exporter("gexf", file="graph.gexf", about="the network with colours, places and a timeline: for Gephi")
def write(graph: Graph) -> Iterator[str]:
    """Give the file: head, columns that have values, nodes, edges; a line an element."""
    drawn, corpus = graph.network, graph.corpus
    nodes = [_node_row(node, graph) for node in drawn.nodes]
    edges = [_edge_row(edge, graph) for edge in drawn.edges]
    schemes = {name: "string" for row in nodes for name in sorted(row) if name not in NODE_TYPES}
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">\n'
    yield from _meta(corpus.title, [document.issued for document in corpus.documents.values()])
    dated = any(_bounded(edge) for edge in drawn.edges)
    yield f'<graph defaultedgetype="directed" {DYNAMIC if dated else STATIC}>\n'
    yield from _columns("node", NODE_TYPES | schemes, nodes)
    yield from _columns("edge", EDGE_TYPES, edges)
    yield from _nodes(drawn, nodes)
    yield from _edges(drawn, edges)
    yield "</graph>\n</gexf>\n"


def _meta(title: str, issued: Iterable[date]) -> Iterator[str]:
    newest = max(issued, default=None)
    day = f' lastmodifieddate="{newest}"' if newest else ""
    about = f"{title} (one edge for each subject, predicate and object; weight = number of independent voices)"
    yield f"<meta{day}><creator>kg</creator><description>{escape(about)}</description></meta>\n"


def _columns(kind: str, types: Mapping[str, str], rows: Sequence[Row]) -> Iterator[str]:
    used = [name for name in types if any(name in row for row in rows)]
    if used:
        yield f'<attributes class="{kind}" mode="static">\n'
        yield from (f'<attribute id="{name}" title="{name}" type="{types[name]}"/>\n' for name in used)
        yield "</attributes>\n"


def _node_row(node: Node, graph: Graph) -> Row:
    entity = node.entity
    latitude, longitude = entity.coordinates or (None, None)
    external: dict[str, list[str]] = {}
    for scheme, identifier in entity.external:
        external.setdefault(_column(scheme), []).append(identifier)
    values: dict[str, Value] = {
        "entity_type": entity.type,
        "types": node.lineage,
        "aliases": entity.spellings[1:],
        "iri": f"{graph.corpus.base}id/{entity.id}",
        "latitude": latitude,
        "longitude": longitude,
        "claims": node.claims,
        "description": entity.description,
        **{name: "; ".join(several) for name, several in external.items()},
    }
    return _row(values)


def _column(scheme: str) -> str:
    """Give an identifier scheme's column: lower snake case, apart from ours and from Gephi's own."""
    name = re.sub("[^a-z0-9]+", "_", scheme.lower()).strip("_")
    return f"external_{name}" if name in {*NODE_TYPES, "", "id", "label", "timeset"} or name[0].isdigit() else name


def _edge_row(edge: Edge, graph: Graph) -> Row:
    corpus = graph.corpus
    term = corpus.ontology.terms.get(edge.predicate)
    first, last = _bounds(edge)
    values: dict[str, Value] = {
        "predicate": edge.predicate,
        "claims": [f"{corpus.base}claim/{claim.key}" for claim in edge.claims],
        "quotes": _distinct(passage.exact for claim in edge.claims for passage in claim.evidence),
        "voices": _distinct(_voices(claim, graph) for claim in edge.claims),
        "documents": _distinct(name for claim in edge.claims for name in claim.documents),
        "modes": _distinct(claim.mode for claim in edge.claims),
        "certainty": min((claim.certainty for claim in edge.claims), key=SURE.index),
        "inferred": edge.inferred,
        "edtf": _distinct(str(claim.when) for claim in edge.claims if claim.when),
        "start": first.isoformat() if first else None,
        "end": last.isoformat() if last else None,
        "symmetric": term is not None and term.symmetric,
    }
    return _row(values)


def _voices(claim: Claim, graph: Graph) -> str:
    entities = graph.corpus.entities
    return " > ".join(entities[voice].label if voice in entities else voice for voice in claim.voices)


def _distinct(several: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(several))


def _bounded(edge: Edge) -> list[tuple[date | None, date | None]]:
    return [(first, last) for first, last in edge.spells if first or last]


def _bounds(edge: Edge) -> tuple[date | None, date | None]:
    """Give an edge's first and last day; None where one of its spells is open."""
    firsts, lasts = [first for first, _ in edge.spells], [last for _, last in edge.spells]
    first = min((day for day in firsts if day), default=None) if None not in firsts else None
    return first, max((day for day in lasts if day), default=None) if None not in lasts else None


def _nodes(drawn: Network, rows: Sequence[Row]) -> Iterator[str]:
    names = [node.entity.id for node in drawn.nodes]
    places = positions(names, ((edge.source, edge.target, 1.0) for edge in drawn.edges))
    roots = [node.degree**0.5 for node in drawn.nodes]
    low, high = min(roots, default=0.0), max(roots, default=0.0)
    yield f'<nodes count="{len(names)}">\n'
    for node, row, root in zip(drawn.nodes, rows, roots, strict=True):
        size = round(SIZES[0] + (SIZES[1] - SIZES[0]) * (root - low) / (high - low), 2) if high > low else None
        sized = f'<viz:size value="{size}"/>' if size else ""  # one size for all: Gephi's own
        x, y = places[node.entity.id]
        label = escape(node.entity.label or node.entity.id)
        yield (
            f'<node id="id:{escape(node.entity.id)}" label="{label}">{_values(row)}'
            f'{sized}<viz:position x="{x}" y="{0.0 - y}"/>{_colour(style(node.lineage).colour)}</node>\n'
        )
    yield "</nodes>\n"


def _edges(drawn: Network, rows: Sequence[Row]) -> Iterator[str]:
    yield f'<edges count="{len(rows)}">\n'
    for edge, row in zip(drawn.edges, rows, strict=True):
        yield (
            f'<edge id="edge:{edge.key}" source="id:{escape(edge.source)}" target="id:{escape(edge.target)}"'
            f' kind="{escape(edge.predicate)}" label="{escape(edge.label)}" weight="{max(1, len(edge.voices))}">'
            f"{_values(row)}{_spells(edge)}{_colour(LINES[line(edge)].colour)}</edge>\n"
        )
    yield "</edges>\n"


def _spells(edge: Edge) -> str:
    inner = "".join(f"<spell{_attribute('start', first)}{_attribute('end', last)}/>" for first, last in _bounded(edge))
    return f"<spells>{inner}</spells>" if inner else ""


def _attribute(name: str, day: date | None) -> str:
    return f' {name}="{day.isoformat()}"' if day else ""


@lru_cache(maxsize=64)
def _colour(colour: str) -> str:
    red, green, blue = rgb(colour)
    return f'<viz:color r="{red}" g="{green}" b="{blue}"/>'


def _values(row: Row) -> str:
    inner = "".join([f'<attvalue for="{name}" value="{value}"/>' for name, value in row.items()])
    return f"<attvalues>{inner}</attvalues>" if inner else ""


def _row(values: Mapping[str, Value]) -> Row:
    return {name: _text(value) for name, value in values.items() if value not in EMPTY}


def _text(value: Value) -> str:
    if isinstance(value, str):
        return escape(_neutral(value))
    if isinstance(value, list | tuple):
        return escape(_neutral(liststring(value)))
    return str(value).lower()  # true, false; numbers have no capitals


def liststring(items: Iterable[str]) -> str:
    r"""Give a list as Gephi and graphology read it: quoted, comma-separated, in brackets.

    >>> print(liststring(["a, b", 'say "c"']))
    ["a, b", "say \"c\""]
    """
    return f"[{', '.join([_quoted(item) for item in items])}]"


def _quoted(item: str) -> str:
    return f'"{item}"' if PLAIN.fullmatch(item) else ENCODER.encode(ILLEGAL.sub("", item))


def _neutral(text: str) -> str:
    """Keep Gephi from reading ``INF`` inside any text as infinity: a word joiner parts it, unseen."""
    return text.replace("INF", f"I{JOINER}NF") if "INF" in text else text


def escape(text: str) -> str:
    """Give a text as it stands in an XML attribute; characters that XML does not have are dropped.

    >>> escape('a & "b"')
    'a &amp; &quot;b&quot;'
    """
    if PLAIN.fullmatch(text):
        return text
    if ILLEGAL.search(text):
        text = ILLEGAL.sub("", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return text.translate(SPACES) if SPACED.search(text) else text
