"""The columns that nodes and edges have in files of networks, with their types as GEXF calls them."""

import re
from collections.abc import Iterable
from collections.abc import Mapping
from itertools import chain

from kg.model import Entity
from kg.palette import Line
from kg.palette import labelled
from kg.stream.rows import Names
from kg.stream.rows import Spells
from kg.stream.rows import bounds
from kg.terms import Ontology

NODE_TYPES = {
    "entity_type": "string",
    "types": "liststring",
    "datatype": "string",
    "aliases": "liststring",
    "iri": "string",
    "latitude": "double",
    "longitude": "double",
    "claims": "integer",
    "description": "string",
}
TAKEN = frozenset(  # names that mean something else to a reader of one of our files
    {"", "b", "color", "g", "group", "id", "key", "kind", "label", "labels", "name", "parent", "r", "shape", "size"}
    | {"end", "source", "start", "target", "timeset", "type", "weight", "x", "y", "z", "hidden", "highlighted"}
    | {"degree", "in_degree", "out_degree", "weighted_degree", "voices"}  # measures of nodes
    | {"betweenness", "pagerank", "community", "component"}
)
DATED = {"edtf": "liststring", "start": "string", "end": "string"}
NOTED = ("qualifiers", "notes")  # what few claims have: how exactly it holds, and the curators' notes to readers
MAY_HOLD = "only_may_hold"  # in a selection by time: whether nothing says that it surely holds then
SPELLS = "spells"  # bounded times, for which GEXF has an element
EDGE_TYPES = {
    "predicate": "string",
    "iri": "string",
    "symmetric": "boolean",
    "claims": "liststring",
    "quotes": "liststring",
    "voices": "liststring",
    "documents": "liststring",
    "mode": "string",
    "modes": "liststring",
    "certainty": "string",
    "polarity": "string",
    "inferred": "boolean",
    MAY_HOLD: "boolean",
    **dict.fromkeys(NOTED, "liststring"),
    **DATED,
}

Further = Mapping[str, Mapping[str, float]]  # columns of numbers that nodes have besides, by entity id


def label(kind: str, predicate: str, line: str, ontology: Ontology, *, may_hold: bool = False) -> str:
    """Give an edge's label: its relation's, with what keeps it from being a plain fact, of the time that was selected.

    >>> from kg.terms import ontology
    >>> label("predicted:captured", "captured", "unconfirmed", ontology())
    'predicted: captured'
    >>> label("controls", "controls", "inferred", ontology(), may_hold=True)
    'controls (inferred, may hold)'
    """
    before, name = kind.removesuffix(predicate).strip(":").replace(":", ", "), ontology.label(predicate)
    marks = ("may hold",) if may_hold else ()
    return f"{before}: {labelled(name, Line.ASSERTED, *marks)}" if before else labelled(name, Line(line), *marks)


def dated(times: Iterable[tuple[Names, Spells]]) -> frozenset[str]:
    """Tell which of the columns that tell of time have values, from times as curated and the spells of edges.

    >>> sorted(dated([(("2017/..",), (("2017-01-01", None),))]))
    ['edtf', 'spells', 'start']
    """
    found = set[str]()
    for edtf, spells in set(times):
        has = dict(zip(DATED, (edtf, *bounds(spells)), strict=True)) | {SPELLS: any(chain(*spells))}
        found.update(name for name, value in has.items() if value)
    return frozenset(found)


def further_types(further: Further) -> dict[str, str]:
    """Give the further columns with their types.

    >>> further_types({"IS": {"degree": 3, "pagerank": 0.5}})
    {'degree': 'integer', 'pagerank': 'double'}
    """
    one: Mapping[str, float] = next(iter(further.values()), {})
    return {name: "integer" if isinstance(value, int) else "double" for name, value in one.items()}


def external(entity: Entity) -> Mapping[str, list[str]]:
    """Give an entity's identifiers elsewhere, by the column that each scheme has."""
    found: dict[str, list[str]] = {}
    for scheme, identifier in entity.external:
        found.setdefault(_column(scheme), []).append(identifier)
    return found


def _column(scheme: str) -> str:
    """Give an identifier scheme's column: lower snake case, apart from ours and what readers take for their own."""
    name = re.sub("[^a-z0-9]+", "_", scheme.lower()).strip("_")
    return f"external_{name}" if name in {*NODE_TYPES, *TAKEN} or name[0].isdigit() else name
