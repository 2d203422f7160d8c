"""The built-in corpus: what a reader who distrusts us would check first."""

import csv
import json
from hashlib import sha256
from pathlib import Path

import pytest
from helpers import ROOT

import kg
from kg.check import check
from kg.curate.coverage import State
from kg.curate.coverage import coverage
from kg.projection import Layer
from kg.projection import layer
from kg.read.corpus import read_draft
from kg.terms import Mode
from kg.terms import Polarity

SEEDS = ROOT / "seeds"
ORIGINALS = {
    "al-bawaba-2017-09-07": "4730ef6c24ffd5696c8720bb87eacb6065c1156be859e301ff601061f189e25c",
    "syria-direct-2018-02-15": "4334dc27f8190a40bee6a8da3f46057954c5b864619cd18df9bc5775eae28364",
}
NO_FACTS = {
    "predicted",
    "conditional",
    "hypothetical",
    "counterfactual",
    "intended",
    "normative",
    "question",
}


@pytest.mark.parametrize(("name", "digest"), ORIGINALS.items())
def test_the_texts_are_the_originals_byte_for_byte(name: str, digest: str) -> None:
    assert sha256((SEEDS / name / "text.txt").read_bytes()).hexdigest() == digest


def test_there_is_no_error_and_no_warning() -> None:
    assert [str(problem) for problem in check(read_draft(SEEDS))] == []


def test_every_sentence_is_covered_or_declared(corpus: kg.Corpus) -> None:
    for document in corpus.documents.values():
        assert [one.text for one in coverage(corpus, document) if one.state is State.OPEN] == []


def test_every_quote_stands_where_it_says(corpus: kg.Corpus) -> None:
    for claim in corpus.claims:
        assert claim.evidence
        for passage in claim.evidence:
            text = (SEEDS / corpus.documents[passage.document].file).read_bytes().decode()
            assert text[passage.start : passage.end] == passage.exact
            assert text[: passage.start].endswith(passage.prefix)
            assert text[passage.end :].startswith(passage.suffix)


def test_there_are_about_three_hundred_claims(corpus: kg.Corpus) -> None:
    assert 260 <= len(corpus.claims) <= 420
    assert len({claim.key for claim in corpus.claims}) == len(corpus.claims)


def test_nothing_but_facts_as_told_is_an_edge(graph: kg.Graph) -> None:
    edges = [claim for edge in graph.network.edges for claim in edge.claims]
    assert edges
    assert not [claim for claim in edges if claim.mode in NO_FACTS or claim.polarity is not Polarity.POSITIVE]


def test_the_plain_edges_in_the_file_are_the_projected_claims(graph: kg.Graph) -> None:
    """Ask the built graph itself: no plain edge without a projected claim, and none whose claims are no facts."""
    orphans = """SELECT ?s ?p ?o WHERE { GRAPH graph:edges { ?s ?p ?o }
      FILTER NOT EXISTS { ?c rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; o:projected true } }"""
    assert len(graph.query(orphans)) == 0
    modes = """SELECT DISTINCT ?mode ?polarity WHERE {
      ?c o:projected true ; o:mode ?mode ; o:polarity ?polarity }"""
    rows = list(graph.query(modes))
    assert {row["polarity"] for row in rows} == {"o:positive"}
    assert not {str(row["mode"]).removeprefix("o:") for row in rows} & NO_FACTS


def test_is_withdrew_from_mayadeen_is_inferred_and_shows_from_what(graph: kg.Graph) -> None:
    assert graph.query("ASK { id:IS o:withdrew_from id:Mayadeen }").boolean
    (claim,) = (
        claim
        for claim in graph.corpus.claims
        if (claim.subject, claim.predicate, claim.object) == ("IS", "withdrew_from", "Mayadeen")
    )
    assert claim.mode is Mode.INFERRED
    assert layer(claim) is Layer.EDGES
    assert claim.rationale
    assert len(claim.linked("derived_from")) >= 2
    quotes = " | ".join(passage.exact for passage in claim.evidence)
    assert len(claim.evidence) >= 2
    assert "captured Mayadeen on October 14" in quotes
    assert "withdrew [from much of its remaining territory in Deir e-Zor province]" in quotes
    assert "relocated to Mayadeen" in quotes  # that IS was there
    assert not [one for one in claim.evidence if "Mayadeen" in one.exact and "withdrew" in one.exact]


def test_no_sentence_says_that_raqqa_was_captured_and_no_edge_does(graph: kg.Graph) -> None:
    assert not graph.query("ASK { ?who o:captured|o:recaptured|o:gained_control_of id:Raqqa }").boolean


def test_the_merger_of_2013_is_a_contradiction_between_two_voices(graph: kg.Graph) -> None:
    rows = list(
        graph.query(
            """SELECT DISTINCT ?one ?other WHERE {
              ?first o:contradicts ?second . ?first o:voice ?one . ?second o:voice ?other .
              ?first o:supported_by/oa:hasSelector/oa:exact ?a . ?second o:supported_by/oa:hasSelector/oa:exact ?b .
              FILTER(CONTAINS(?a, "merg") || CONTAINS(?b, "merg") || CONTAINS(?a, "unif") || CONTAINS(?b, "unif")) }"""
        )
    )
    assert rows
    assert all(row["one"] != row["other"] for row in rows)


def test_brackets_are_never_the_speakers_words(corpus: kg.Corpus) -> None:
    """A passage that lies wholly inside square brackets has the editor (or whom the editor relays) as its voice."""
    for claim in corpus.claims:
        if claim.mode is Mode.INFERRED:
            continue
        for passage in claim.evidence:
            text = corpus.documents[passage.document].text
            before, after = text[: passage.start], text[passage.end :]
            inside = before.rfind("[") > before.rfind("]") and after.find("]") >= 0
            closes_first = after.find("[") < 0 or after.find("]") < after.find("[")
            if inside and closes_first and "video release" not in passage.exact and "Wilayat" not in passage.exact:
                assert "HassanHassan" not in claim.voices[:1], claim
                assert claim.voices[0] in {"SyriaDirectEditor", "SyriaDirect"}, claim


def test_the_claims_table_has_a_row_for_each_claim(built: Path, corpus: kg.Corpus) -> None:
    rows = [json.loads(line) for line in (built / "claims.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(rows) == len(corpus.claims)
    for row in rows:
        for passage in row["evidence"]:
            text = (SEEDS / passage["file"]).read_bytes().decode()
            assert text[passage["start"] : passage["end"]] == passage["exact"]
    noted = {claim.note for claim in corpus.claims}
    assert {row["note"] or "" for row in rows} == noted
    assert '"nearly 200 km"' in noted
    with (built / "claims.csv").open(encoding="utf-8", newline="") as file:
        assert {row["note"].removeprefix("'") for row in csv.DictReader(file)} == noted
    assert sum(row["projected"] for row in rows) == sum(layer(claim) is Layer.EDGES for claim in corpus.claims)
