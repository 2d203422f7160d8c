"""The keys of the hand-written files, declared once: the reader and the JSON Schema use them.

``write`` makes ``claims.schema.json`` and ``entities.schema.json`` of them for editors (JSON Schema
2020-12, as the usual YAML language servers read it).
"""

import json
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.terms import Certainty
from kg.terms import Mode
from kg.terms import Ontology
from kg.terms import Polarity
from kg.terms import Rank
from kg.terms import TimeMode
from kg.terms import ontology

ENTITY_ID = r"[A-Za-z_][A-Za-z0-9_]*"
DOCUMENT_ID = CLAIM_ID = r"[a-z0-9]+(-[a-z0-9]+)*"
BASE_IRI = r"https?://[^\s<>\"{}|\\^`]+[/#]"
SHA256 = r"[0-9a-f]{64}"


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a map.

    Attributes:
        name: as written.
        about: one line for editors and docs.
        pattern: a full-match regular expression for its text; empty for any text.
        values: the closed list of its values; empty for an open one.
        many: whether a list is allowed (one value is a list of one).
        required: whether it must be there.
    """

    name: str
    about: str
    pattern: str = ""
    values: tuple[str, ...] = ()
    many: bool = False
    required: bool = False


def _keys(*keys: Key) -> Mapping[str, Key]:
    return {key.name: key for key in keys}


CORPUS = _keys(
    Key("title", "what the corpus is about", required=True),
    Key("base", "IRI under which its names live, ending in / or #", BASE_IRI, required=True),
    Key("description", "a sentence or two"),
    Key("ontology", "a Turtle file with terms of the corpus's own, beside this file"),
    Key("curators", "who curated it: entity ids, names, or IRIs such as an ORCID's", many=True),
    Key("curated", "the day when the curation was last changed, YYYY-MM-DD", r"\d{4}-\d\d-\d\d"),
    Key("license", "IRI of the terms that the curation is under", r"https?://[^\s<>\"{}|\\^`]+"),
)
DOCUMENT = _keys(
    Key("id", "name of the document, also of its folder", DOCUMENT_ID, required=True),
    Key("text", "the text file beside this one", required=True),
    Key("sha256", "SHA-256 of the text file, 64 hexadecimal digits", SHA256, required=True),
    Key("original_file", "the name under which the text was received"),
    Key("title", "as published", required=True),
    Key("publisher", "entity id", ENTITY_ID, required=True),
    Key("author", "entity ids", ENTITY_ID, many=True),
    Key("interviewer", "entity ids", ENTITY_ID, many=True),
    Key("interviewee", "entity ids", ENTITY_ID, many=True),
    Key("issued", "day of publication, YYYY-MM-DD", r"\d{4}-\d\d-\d\d", required=True),
    Key("language", "BCP 47 tag", r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*"),
    Key("rights", "who holds the rights, and on what terms the text is here", required=True),
    Key("voice", "default voices, outermost first", ENTITY_ID, many=True),
)
SETTINGS = _keys(
    Key("voice", "who says it, outermost first", ENTITY_ID, many=True),
    Key("mode", "what kind of saying it is", values=tuple(Mode)),
    Key("certainty", "as the innermost voice holds it", values=tuple(Certainty)),
    Key("polarity", "as the innermost voice holds it", values=tuple(Polarity)),
    Key("when", "when it holds: EDTF level 0 or 1, or one of a set [..]", many=True),
    Key("time_mode", "how an interval is read", values=tuple(TimeMode)),
    Key("time_basis", "how a date was worked out that the quote does not spell out"),
    Key("rank", "order among rival claims", values=tuple(Rank)),
    Key("note", "a note to readers"),
)
LINKS = _keys(
    Key("because", "ids of the claims that an inferred claim rests on", CLAIM_ID, many=True),
    Key("condition", "id of the claim that is the condition", CLAIM_ID, many=True),
    Key("confirms", "ids of claims that this one confirms", CLAIM_ID, many=True),
    Key("contradicts", "ids of claims that this one contradicts", CLAIM_ID, many=True),
    Key("refines", "ids of claims that this one makes more precise", CLAIM_ID, many=True),
)
STATEMENT: Mapping[str, Key] = {
    **SETTINGS,
    **LINKS,
    **_keys(
        Key("id", "kebab-case name for links, unique in the corpus", CLAIM_ID),
        Key("rationale", "why a curator infers it; inferred claims only"),
    ),
}
PASSAGE = _keys(
    Key("quote", "verbatim passage, or `first words ... last words`", required=True),
    Key("near", "words that stand close by, when the quote is not unique"),
    Key("occurrence", "which one of several, counted from 1", r"[1-9]\d*"),
)
CLAIMLESS = _keys(Key("claimless", "why the passage carries no claim"))
PROPOSITION = _keys(
    Key("subject", "entity id", ENTITY_ID),
    Key("predicate", "relation of the ontology"),
    Key("object", "entity id, or a literal's text"),
)
SHAPES = ("claim", "not", "claims")  # where an entry's propositions stand
ENTITY = _keys(
    Key("type", "class of the ontology, the narrowest that fits", required=True),
    Key("label", "preferred label, neutral", required=True),
    Key("aliases", "every other spelling", many=True),
    Key("shared_aliases", "spellings that an entity of another type has too", many=True),
    Key("located_in", "places that it lies in (background)", ENTITY_ID, many=True),
    Key("coordinates", "[latitude, longitude] in degrees, WGS 84", r"-?\d+(\.\d+)?", many=True),
    Key("external", "verified identifiers by scheme"),
    Key("speaks_for", "whose voice this one is, if it is not independent", ENTITY_ID),
    Key("source", "where the background statements come from"),
    Key("description", "what exactly the entity stands for"),
)


def claims_schema(terms: Ontology) -> dict[str, Any]:
    """Give the JSON Schema of a ``claims.yaml``."""
    statement = _properties({**STATEMENT, **_qualifiers(terms)}.values())
    proposition = _properties(PROPOSITION.values())
    proposition["predicate"] = {"enum": [name for name, term in terms.relations.items() if not term.abstract]}
    triple = {"$ref": "#/$defs/triple"}
    claim = _closed({**statement, **proposition, "claim": triple, "not": triple})
    settings = _properties({**SETTINGS, **_qualifiers(terms)}.values())
    passages = {"$ref": "#/$defs/passages"}
    entry = {**statement, **_properties(PASSAGE.values()), "claim": triple, "not": triple, "also": passages}
    reasons = {"enum": list(terms.of_kind("ClaimlessReason"))}
    entry |= {"claims": {"type": "array", "items": {"anyOf": [triple, claim]}, "minItems": 1}, "claimless": reasons}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "claims of one document",
        **_closed({"document": _map(DOCUMENT), "claims": {"type": "array", "items": {"$ref": "#/$defs/entry"}}}),
        "required": ["document", "claims"],
        "$defs": {
            "entry": {"anyOf": [_closed(entry), _closed({"defaults": _closed(settings)})]},
            "triple": {"type": "array", "minItems": 3, "maxItems": 4},
            "passages": {"anyOf": [{"type": "string"}, {"type": "array"}, _map(PASSAGE)]},
        },
    }


def entities_schema(terms: Ontology) -> dict[str, Any]:
    """Give the JSON Schema of an ``entities.yaml``."""
    entity = _map(ENTITY)
    entity["properties"]["type"] = {"enum": list(terms.entity_classes)}
    schemes = {name: {"type": ["string", "number"]} for name in terms.of_kind("IdentifierScheme")}
    entity["properties"]["external"] = _closed(schemes)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "registry of entities",
        "type": "object",
        "propertyNames": {"pattern": f"^{ENTITY_ID}$"},
        "additionalProperties": entity,
    }


def _qualifiers(terms: Ontology) -> Mapping[str, Key]:
    return {name: Key(name, term.definition, many=True) for name, term in terms.qualifiers.items()}


def _map(keys: Mapping[str, Key]) -> dict[str, Any]:
    required = [key.name for key in keys.values() if key.required]
    return _closed(_properties(keys.values())) | ({"required": required} if required else {})


def _closed(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": dict(properties), "additionalProperties": False}


def _properties(keys: Iterable[Key]) -> dict[str, Any]:
    return {key.name: _property(key) for key in keys}


def _property(key: Key) -> dict[str, Any]:
    one: dict[str, Any] = {"type": ["string", "number", "boolean", "null"]}  # YAML guesses; the reader does not
    if key.values:
        one = {"enum": list(key.values)}
    elif key.pattern:
        one["pattern"] = f"^{key.pattern}$"
    many = {"anyOf": [one, {"type": "array", "items": one}]} if key.many else one
    return {"description": key.about, **many}


def write(target: Path) -> None:
    """Write both schemas into a corpus folder."""
    terms = ontology()
    for name, schema in (("claims", claims_schema(terms)), ("entities", entities_schema(terms))):
        text = json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
        (target / f"{name}.schema.json").write_text(text, encoding="utf-8")
