"""The flat claims table: a claim a row, as scripts and spreadsheets read it."""

from collections.abc import Iterator
from typing import Any

from kg.model import Claim
from kg.model import Corpus
from kg.model import Literal
from kg.model import Value
from kg.projection import Layer
from kg.projection import Policy
from kg.projection import layer

COLUMNS = (
    "claim", "subject", "subject_label", "subject_aliases", "subject_type", "predicate", "predicate_label",
    "object", "object_label", "object_aliases", "object_type", "mode", "certainty", "polarity", "projected",
    "valid_time", "time_mode", "valid_from", "valid_until", "time_basis", "voices", "qualifiers", "rationale",
    "evidence", "note",
)  # fmt: skip


def rows(corpus: Corpus, policy: Policy = Policy.DEFAULT) -> Iterator[dict[str, Any]]:
    """Give a row for each claim, keys in the order of ``COLUMNS``; values are JSON's."""
    return (row(claim, corpus, policy) for claim in corpus.claims)


def row(claim: Claim, corpus: Corpus, policy: Policy) -> dict[str, Any]:
    """Give one claim's row."""
    when = claim.when
    cells = {
        "claim": f"{corpus.base}claim/{claim.key}",
        **_value("subject", claim.subject, corpus),
        "predicate": claim.predicate,
        "predicate_label": corpus.ontology.label(claim.predicate),
        **_value("object", claim.object, corpus),
        "mode": str(claim.mode),
        "certainty": str(claim.certainty),
        "polarity": str(claim.polarity),
        "projected": layer(claim, policy) is Layer.EDGES and claim.key not in corpus.context,
        "valid_time": when.edtf if when else None,
        "time_mode": str(claim.time_mode) if when else None,
        "valid_from": when.earliest_start.isoformat() if when and when.earliest_start else None,
        "valid_until": when.latest_end.isoformat() if when and when.latest_end else None,
        "time_basis": claim.time_basis or None,
        "voices": [label(voice, corpus) for voice in claim.voices],
        "qualifiers": _qualifiers(claim, corpus),
        "rationale": claim.rationale or None,
        "evidence": [
            {
                "document": passage.document,
                "file": corpus.documents[passage.document].file,
                "start": passage.start,
                "end": passage.end,
                "exact": passage.exact,
            }
            for passage in claim.evidence
        ],
        "note": claim.note or None,
    }
    return {name: cells[name] for name in COLUMNS}


def label(value: Value, corpus: Corpus) -> str:
    """Give an entity's label, or a literal's text."""
    return value.text if isinstance(value, Literal) else corpus.entities[value].label


def _value(role: str, value: Value, corpus: Corpus) -> dict[str, Any]:
    entity = None if isinstance(value, Literal) else corpus.entities[value]
    return {
        role: f"{corpus.base}id/{entity.id}" if entity else None,
        f"{role}_label": label(value, corpus),
        f"{role}_aliases": list(entity.spellings[1:]) if entity else [],
        f"{role}_type": entity.type if entity else f"xsd:{value.datatype}" if isinstance(value, Literal) else None,
    }


def _qualifiers(claim: Claim, corpus: Corpus) -> dict[str, str | list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in claim.qualifiers:
        found.setdefault(name, []).append(label(value, corpus))
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}
