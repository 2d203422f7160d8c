"""Editors complete and check the hand-written files by schemas that are never older than the code."""

import json
from dataclasses import fields
from pathlib import Path

import pytest
import yaml
from helpers import ROOT
from jsonschema import Draft202012Validator

from kg.model import Claim
from kg.model import Document
from kg.model import Entity
from kg.read import schema
from kg.terms import ontology

SEEDS = ROOT / "seeds"
CLAIMS = schema.claims_schema(ontology())
ENTITIES = schema.entities_schema(ontology())


@pytest.mark.parametrize(("name", "made"), [("claims", CLAIMS), ("entities", ENTITIES)])
def test_the_committed_schemas_are_the_generated_ones(name: str, made: dict[str, object]) -> None:
    """Run ``python tests/schemas.py`` after a change of the ontology or of the format."""
    Draft202012Validator.check_schema(made)
    assert json.loads((SEEDS / f"{name}.schema.json").read_text(encoding="utf-8")) == made


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*/claims.yaml")), ids=lambda path: path.parent.name)
def test_the_built_in_claims_fit_their_schema(path: Path) -> None:
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  # text only
    assert [error.message for error in Draft202012Validator(CLAIMS).iter_errors(data)] == []


def test_the_registry_fits_its_schema() -> None:
    text = (SEEDS / "entities.yaml").read_text(encoding="utf-8")
    data = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506
    assert [error.message for error in Draft202012Validator(ENTITIES).iter_errors(data)] == []


@pytest.mark.parametrize(
    "entry",
    [
        {"quote": "x", "claim": ["A", "b"]},
        {"quote": "x", "claim": ["A", "b", "C"], "mode": "predictd"},
        {"quote": "x", "claims": [{"subject": "A", "predicate": "no_such_relation", "object": "C"}]},
        {"qoute": "x", "claim": ["A", "b", "C"]},
    ],
)
def test_an_editor_sees_what_does_not_fit(entry: dict[str, object]) -> None:
    head = {key.name: "x" for key in schema.DOCUMENT.values() if key.required}
    assert list(Draft202012Validator(CLAIMS).iter_errors({"document": head, "claims": [entry]}))


def test_the_keys_are_those_of_the_records() -> None:
    renamed = {"authors": "author", "interviewers": "interviewer", "interviewees": "interviewee", "file": "text"}
    for record, keys, more in (
        (Document, schema.DOCUMENT, {"voice"}),
        (Entity, schema.ENTITY, {"id"}),
        (Claim, {**schema.STATEMENT, **schema.PROPOSITION}, set()),
    ):
        names = {renamed.get(field.name, field.name) for field in fields(record)}
        if record is Claim:
            names = (names - {"key", "evidence", "voices", "qualifiers", "links"}) | {"voice", "id", *schema.LINKS}
        assert set(keys) | {"id"} == names | more | {"id"}
