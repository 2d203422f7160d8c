"""The columns that nodes and edges have in files of networks, with their types as GEXF calls them."""

import re
from collections.abc import Mapping

from kg.model import Entity

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
TAKEN = frozenset(  # names that mean something else to a reader of one of our files
    {"", "b", "color", "g", "group", "id", "key", "kind", "label", "labels", "name", "parent", "r", "shape", "size"}
    | {"source", "target", "timeset", "weight", "x", "y", "z"}
)
DATED = {"edtf": "liststring", "start": "string", "end": "string"}
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
    **DATED,
}


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
