"""The ontology is the only source of names: nothing undocumented, nothing unused, nothing repeated in code."""

import re
from enum import StrEnum

import pytest
from helpers import ROOT

import kg
from kg.model import Literal
from kg.terms import BASE
from kg.terms import Certainty
from kg.terms import Mode
from kg.terms import Ontology
from kg.terms import Polarity
from kg.terms import Rank
from kg.terms import Term
from kg.terms import TimeMode
from kg.terms import ontology

TERMS = ontology()
ENUMERATIONS = {"Mode": Mode, "Certainty": Certainty, "Polarity": Polarity, "Rank": Rank, "TimeMode": TimeMode}


@pytest.mark.parametrize(("kind", "names"), ENUMERATIONS.items())
def test_what_code_decides_by_is_what_the_ontology_has(kind: str, names: type[StrEnum]) -> None:
    assert set(TERMS.of_kind(kind)) == set(names)


@pytest.mark.parametrize("term", TERMS.terms.values(), ids=lambda term: term.name)
def test_a_term_has_label_definition_and_example(term: Term) -> None:
    assert term.label
    assert len(term.definition.split()) >= 2
    assert term.definition.endswith(".")
    assert term.example


@pytest.mark.parametrize("term", TERMS.terms.values(), ids=lambda term: term.name)
def test_what_a_term_refers_to_is_there(term: Term) -> None:
    for name in (*term.parents, *term.domain, *(one for one in term.range if ":" not in one)):
        assert name in TERMS.terms, name
    assert term.name not in TERMS.lineage(term.name)[1:], "a circle"


def test_the_example_of_a_relation_is_a_claim_of_the_corpus(corpus: kg.Corpus) -> None:
    for relation in TERMS.relations.values():
        subject, predicate, target = re.fullmatch(r"(\S+) (\S+) (.+)", relation.example).groups()  # type: ignore[union-attr]
        below = [name for name in TERMS.relations if relation.name in TERMS.lineage(name)]
        assert predicate in below or relation.abstract, relation.name
        assert any(
            (claim.subject, claim.predicate) == (subject, predicate) and _text(claim.object) == target.strip('"')
            for claim in corpus.claims
        ), relation.example


def _text(value: str | Literal) -> str:
    return value.text if isinstance(value, Literal) else value


def test_the_example_of_a_class_is_an_entity_of_it(corpus: kg.Corpus) -> None:
    for name, term in TERMS.entity_classes.items():
        assert term.example in corpus.entities or term.example in corpus.documents, f"{name}: {term.example}"
        if term.example in corpus.entities:
            assert TERMS.is_a(corpus.entities[term.example].type, [name]), f"{name}: {term.example}"


def test_every_relation_and_class_is_used(corpus: kg.Corpus) -> None:
    relations = {name for claim in corpus.claims for name in TERMS.lineage(claim.predicate)}
    inverses = {name for name in TERMS.relations if TERMS.terms[name].abstract}
    assert set(TERMS.relations) - relations - inverses == set()
    classes = {name for entity in corpus.entities.values() for name in TERMS.lineage(entity.type)}
    assert set(TERMS.entity_classes) - classes - {"Document"} == set()
    qualifiers = {name for claim in corpus.claims for name, _ in claim.qualifiers}
    assert set(TERMS.qualifiers) - qualifiers == set()


def test_every_term_of_the_claim_layer_is_used_by_the_code_or_the_graph(graph: kg.Graph) -> None:
    written = "".join(graph.nquads())
    for name in TERMS.of_kind("ClaimTerm"):
        used = f"<{BASE}ontology#{name}>" in written
        if not used:
            source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "kg" / "rdf").glob("*.py"))
            used = f'"{name}"' in source
        assert used, name


def test_every_term_in_the_graph_is_in_the_ontology(graph: kg.Graph) -> None:
    names = set(re.findall(rf"<{re.escape(BASE)}ontology#([^>]+)>", "".join(graph.nquads())))
    assert names - set(TERMS.terms) == set()


def test_code_repeats_no_label_or_definition() -> None:
    definitions = {term.definition for term in TERMS.terms.values() if len(term.definition) > 30}
    for path in (ROOT / "kg").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not [one for one in definitions if one in text], path.name


def test_lineage_ends_even_on_a_circle() -> None:
    def term(name: str, parent: str) -> Term:
        return Term(name, "", "", "", frozenset(), (parent,), (), (), False, False, False, {})  # noqa: FBT003

    circle = Ontology({"a": term("a", "b"), "b": term("b", "a")})
    assert circle.lineage("a") == ("a", "b")
