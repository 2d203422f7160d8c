"""Legal queries that can't mean what they say: what a reader is told beside the answer."""

from pathlib import Path

import pytest
from helpers import ROOT
from helpers import Run
from readme import BLOCK

import kg
from kg.query.advice.advice import remarks
from kg.query.advice.notes import MOST
from kg.query.advice.notes import notes
from kg.query.advice.vocabulary import Vocabulary
from kg.query.request import Request

CLAIM = "SELECT * { ?claim rdf:subject"


def told(graph: kg.Graph, text: str) -> list[str]:
    """Give the notes on a query, each without the line that it points at."""
    answer = graph.query(text)
    empty = not answer.terms if answer.boolean is None else not answer.boolean
    found = remarks(graph.store, Request(text), graph.names.prefixes, empty=empty)
    return [note.shown(text).split("\n")[0] for note in found]


NAMES = [
    (
        "SELECT ?x { ?x ⟦o:withdraw_from ?y }",
        "there is no class, property or value o:withdraw_from here: did you mean o:withdrew_from?",
    ),
    ("SELECT ?x { ?x ⟦o:withdrewFrom ?y }", "did you mean o:withdrew_from?"),
    ("SELECT ?x { ?x ⟦o:Captured ?y }", "did you mean o:captured?"),
    ("SELECT ?x { ?x a ⟦o:settlement }", "did you mean o:Settlement?"),
    ("SELECT ?x { ⟦id:ISIS o:withdrew_from ?x }", "there is no entity id:ISIS here: did you mean id:IS?"),
    ("SELECT ?x { ?x o:captured ⟦id:mayadeen }", "did you mean id:Mayadeen?"),
    ("SELECT ?x { ?x o:captured ⟦id:Mayaden }", "did you mean id:Mayadeen?"),
    ("SELECT ?x { ?x o:near ⟦id:Deir_Ezzour }", "did you mean id:DeirEzZor?"),
    ("SELECT ?x { ?x o:near ⟦id:deir-ezzor }", "did you mean id:DeirEzZor?"),
    ("SELECT ?x { ?x o:captured ⟦o:Mayadeen }", "did you mean id:Mayadeen?"),
    ("SELECT ?x { ?x ⟦id:captured ?y }", "did you mean o:captured?"),
    ("SELECT ?x { ⟦doc:syria-direct ?p ?x }", "did you mean doc:syria-direct-2018-02-15?"),
    ("SELECT ?x { ⟦claim:0 ?p ?x }", "there is no claim claim:0 here"),
    ("SELECT ?x { ?x a o:Claim OPTIONAL { ?x ⟦o:voices ?y } } LIMIT 1", "did you mean o:voice?"),
    ("PREFIX e: <https://w3id.org/syraq/id/>\nSELECT ?x { ?x o:captured ⟦e:Mayaden }", "did you mean id:Mayadeen?"),
    ("SELECT ?x { ?x ⟦<https://w3id.org/syraq/ontology#captures> ?y }", "did you mean o:captured"),
    ("SELECT ?x { ?x a ⟦o:captured }", "o:captured is a property, no class: write ?x o:captured ?what"),
    ("SELECT ?x { ?x a ⟦o:predicted }", "o:predicted is a value, no class"),
    ("SELECT ?x { ?x ⟦o:Settlement ?y }", "o:Settlement is a class, no property: write ?x a o:Settlement"),
    ("SELECT ?x { ?x a o:Place ; ⟦rdfs:lable ?l }", "there is no property rdfs:lable here: did you mean rdfs:label?"),
    ("SELECT ?x { ?x a o:Place OPTIONAL { ?x ⟦rdfs:lable ?l } } LIMIT 1", "did you mean rdfs:label?"),
    ('SELECT ?x {\r\n\t# Дейр\r\n\t?x o:voice/⟦skos:preflabel "é" }', "did you mean skos:prefLabel?"),
    ("SELECT ?x { { SELECT ?x { ?x a o:Claim ; ⟦rdf:subjct id:IS } } }", "did you mean rdf:subject?"),
    ("SELECT ?x { ?x a o:Claim ; ⟦o:subject id:IS }", "did you mean rdf:subject?"),
    ("SELECT ?x { ?x a o:Claim ; ⟦o:predicate o:captured }", "did you mean rdf:predicate?"),
]

VARIABLES = [
    (
        'SELECT ?x { ?x rdfs:label ?name FILTER(STRSTARTS(⟦?nam, "M")) }',
        "?nam stands in no pattern, so it has no value: did",
    ),
    ("SELECT ?x { ?x a o:Place ; rdfs:label ?name } ORDER BY DESC(⟦?nam) LIMIT 1", "did you mean ?name?"),
    (
        "SELECT ?v (COUNT(?c) AS ?n) { ?c o:voice ?v FILTER(⟦?n > 2) } GROUP BY ?v",
        "so no FILTER sees it: write HAVING( … ) after the pattern, with COUNT(?c) in its place",
    ),
    ("SELECT ?c (STRLEN(?l) AS ?n) { ?c rdfs:label ?l FILTER(⟦?n > 999) }", "write STRLEN(?l) in its place"),
    (
        "SELECT ?v (COUNT(DISTINCT ?c) AS ?n) { ?c o:voice ?v } GROUP BY ?v HAVING(⟦?n > 2)",
        "?n has no value yet in HAVING: write COUNT(DISTINCT ?c) in its place",
    ),
]

CLAIMS = [
    (
        "SELECT ?t { id:IS o:withdrew_from id:Mayadeen ; ⟦o:valid_time ?t }",
        f"plain edges have no valid time: ask o:Claim. {CLAIM} id:IS ; rdf:predicate o:withdrew_from ;"
        " rdf:object id:Mayadeen ; o:projected true ; o:valid_time ?t }",
    ),
    ("SELECT ?t { ?who o:captured ?p ; ⟦o:valid_from ?t }", "plain edges have no valid from: ask o:Claim"),
    ("SELECT ?t { ?who o:captured ?p OPTIONAL { ?who ⟦o:valid_time ?t } }", "plain edges have no valid time"),
    ("SELECT ?v { ?who o:captured ?p . ?p ⟦o:voice/rdfs:label ?v }", "plain edges have no voice: ask o:Claim"),
    ("SELECT ?m { id:IS ⟦o:mode ?m }", f"entities have no mode, claims do: {CLAIM} id:IS ; o:mode ?m }}"),
    ("SELECT ?t { ?who o:captured|o:recaptured id:Mayadeen ; ⟦o:valid_time ?t }", "plain edges have no valid time"),
    ("SELECT ?v { ?who o:captured ?p ; ⟦<https://w3id.org/syraq/ontology#voice> ?v }", "plain edges have no voice"),
    ("SELECT ?who { ?who o:captured ?p MINUS { ?who ⟦o:mode o:predicted } }", "plain edges have no mode: ask o:Claim"),
]

PATTERNS = [
    ('SELECT ?x { ⟦?x rdfs:label "Mayadeen"@en }', 'texts here have no language, write "Mayadeen"'),
    ('SELECT ?x { ⟦?x rdfs:label "ISIS" }', "no label is spelt so; did you mean id:IS?"),
    ('SELECT ?x { ⟦?x rdfs:label "mayadeen" }', "did you mean id:Mayadeen?"),
    ('SELECT ?c { ?c a o:Claim ; ⟦o:valid_from "2017-10-14" }', 'write "2017-10-14"^^xsd:date'),
    ('SELECT ?c { ?c a o:Claim ; ⟦o:valid_time "2017-10-14" }', 'write "2017-10-14"^^edtf:EDTF'),
    ('SELECT ?c { ?c a o:Claim ; ⟦o:projected "true" }', "the value has another type, write true"),
    ("SELECT ?w { ⟦id:Mayadeen o:captured ?w }", "the other way round it does, ?w o:captured id:Mayadeen"),
    (
        "SELECT ?w { ⟦?w o:captured id:Raqqa }",
        f"(predicted, denied, not certain …): {CLAIM} ?w ; rdf:predicate o:captured",
    ),
    (
        "SELECT ?w { ?w a o:Agent ; o:captured ?p .\n ⟦id:IS o:recaptured id:Raqqa . }",
        "nothing matches id:IS o:recaptured id:Raqqa",
    ),
    (
        "SELECT ?w { ?w o:captured ?p . ⟦?p a o:Person }",
        "?p a o:Person matches, and so does ?w o:captured ?p (1:13), but never both",
    ),
    (
        "SELECT ?c { ?c o:mode o:predicted ; o:voice ?v ; ⟦o:projected true ; rdfs:label ?l }",
        "?c o:projected true matches, and so does ?c o:mode o:predicted (1:13), but never both together",
    ),
    ("SELECT ?c { VALUES ?p { id:Mayadeen } ⟦?c o:recaptured ?p }", "and so does VALUES ?p { id:Mayadeen } (1:13)"),
    ("SELECT ?x { ⟦GRAPH graph:edges { ?x a o:Claim } }", "nothing matches GRAPH graph:edges"),
    ("SELECT ?x ⟦FROM NAMED graph:edges { ?x a o:Claim }", "FROM NAMED alone leaves nothing outside of GRAPH"),
    ("SELECT ?x FROM graph:edges { ⟦?x a o:Claim }", "nothing matches ?x a o:Claim"),
    ('SELECT ?d { ?c o:valid_from ?d ⟦FILTER(?d > "2017-10-14") }', 'write "2017-10-14"^^xsd:date'),
    ('SELECT ?l { ?c rdfs:label ?l ⟦FILTER(LANG(?l) = "en") }', "texts in this graph have no language"),
    ('SELECT ?l { ?c rdfs:label ?l ⟦FILTER(CONTAINS(?l, "mayadeen")) }', "capitals count"),
    ("SELECT ?c { ?c a o:Claim ⟦MINUS { ?c o:mode ?m } }", "the patterns match, but this MINUS leaves nothing"),
    (
        'SELECT ?d { ?c o:valid_from ?d FILTER(?d > "2017-10-14"^^xsd:date) ⟦FILTER(?d < "2017-10-01"^^xsd:date) }',
        "each FILTER leaves something, but all of them together leave nothing",
    ),
    ("SELECT ?c { ?c a o:Claim } ⟦LIMIT 0", "the patterns match, but this LIMIT leaves nothing"),
    ("SELECT ?c { ?c a o:Claim } ⟦OFFSET 100000", "this OFFSET leaves nothing"),
    ("SELECT ?v (COUNT(*) AS ?n) { ?c o:voice ?v } GROUP BY ?v ⟦HAVING(COUNT(*) > 9999)", "this HAVING leaves nothing"),
    ("ASK { ⟦id:Mayadeen o:captured id:SyrianArabArmy }", "the other way round it does"),
    ("ASK { ⟦id:IS o:captured id:Mayadeen ; o:mode o:asserted }", "nothing matches id:IS o:captured id:Mayadeen"),
    ("SELECT (COUNT(*) AS ?n) { ⟦?who o:captured id:Raqqa }", "It stands in claims that are none (predicted"),
    ('SELECT ?c { ?c o:valid_from ?d ⟦FILTER(STRSTARTS(?d, "2017")) }', "?d is no text, write STR(?d)"),
    ('SELECT ?c { ?c o:valid_time ?t ⟦FILTER(?t = "2017-10-14") }', "?t is no text, write STR(?t)"),
    ('SELECT ?c { ?c o:valid_from ?d ⟦FILTER(YEAR(?d) = "2017") }', "write 2017, without quotes"),
    ('SELECT ?c { ?c o:valid_from ?d ⟦FILTER(?d > "2017-10"^^xsd:date) }', "“2017-10” is no whole day"),
    ('SELECT ?c { ?c rdfs:label ?l ⟦FILTER(REGEX(?l, "MAYADEEN")) }', "capitals count"),
    ("SELECT ?q { ⟦?c o:supported_by/oa:exact ?q }", "; write ?c o:supported_by/oa:hasSelector/oa:exact ?q"),
    ("SELECT ?q { ?c a o:Claim ; ⟦oa:exact ?q }", "; write ?c o:supported_by/oa:hasSelector/oa:exact ?q"),
    ("SELECT ?v { ⟦<<id:IS o:withdrew_from id:Mayadeen>> o:voice ?v }", "stands in graph-rdf12.ttl (--data)"),
    ('SELECT ?c { ⟦?c o:voice "hassan hasan" }', "its values are no texts, write id:HassanHassan"),
]


@pytest.mark.parametrize(("marked", "said"), [*NAMES, *VARIABLES, *CLAIMS, *PATTERNS], ids=lambda one: one)
def test_a_reader_is_told_what_can_t_match(graph: kg.Graph, marked: str, said: str) -> None:
    before, _, after = marked.partition("⟦")
    (note,) = told(graph, before + after)
    assert said in note
    assert note.startswith(f"{before.count(chr(10)) + 1}:{len(before.rpartition(chr(10))[2]) + 1}:")


@pytest.mark.parametrize("marked", [marked for marked, _ in CLAIMS])
def test_the_query_that_is_proposed_has_an_answer(graph: kg.Graph, marked: str) -> None:
    (note,) = told(graph, marked.replace("⟦", ""))
    assert len(graph.query(note[note.index("SELECT") :]))


def test_a_proposed_query_keeps_clear_of_the_reader_s_own_variables(graph: kg.Graph) -> None:
    (note,) = told(graph, "SELECT ?claim { ?claim o:captured ?statement ; o:voice ?v }")
    assert "?said rdf:subject ?claim" in note


def test_a_claim_that_is_no_plain_edge_is_proposed_with_its_mode(graph: kg.Graph) -> None:
    (note,) = told(graph, "SELECT ?w { ?w o:captured id:Raqqa }")
    rows = list(graph.query(note[note.index("SELECT") :]))
    assert [(row["w"], row["mode"], row["certainty"]) for row in rows] == [("id:SDF", "o:predicted", "o:probable")]


QUIET = [
    "SELECT ?x { ?x o:captured ?p OPTIONAL { ?x o:within_place ?y } }",
    "CONSTRUCT { ?x o:my_own id:New } WHERE { ?x a o:Claim }",
    "SELECT ?x { ?x o:captured id:Mayadeen }",
    "SELECT ?x { id:Mayadeen o:within_place ?x ; o:normalized_label ?l }",
    "SELECT ?a { ?a o:position 2 ; o:attributed_through ?b }",
    "SELECT ?x { ?c a o:Claim ; rdf:subject ?x OPTIONAL { ?c o:rationale ?r } }",
    "SELECT (COUNT(*) AS ?n) { ?x o:captured id:Mayadeen }",
    "SELECT ?v { { SELECT ?v (COUNT(?c) AS ?n) { ?c o:voice ?v } GROUP BY ?v } FILTER(?n > 2) } ORDER BY ?n",
    "SELECT ?v (COUNT(?c) AS ?n) { ?c o:voice ?v } GROUP BY ?v HAVING(COUNT(?c) > 2) ORDER BY DESC(?n) STR(?v)",
    "SELECT ?c { ?c o:voice ?v FILTER EXISTS { ?v a ?t FILTER(?t = o:Person) } } LIMIT 1",
    "SELECT ?t { ?c o:voice ?v } GROUP BY ?v (STR(?v) AS ?t) ORDER BY ?t",
    "PREFIX x: <http://a.example/> SELECT ?x { ?x rdfs:label ?l OPTIONAL { ?x x:unknown ?y } } LIMIT 1",
]


@pytest.mark.parametrize("text", QUIET)
def test_nothing_is_said_where_nothing_is_wrong(graph: kg.Graph, text: str) -> None:
    assert told(graph, text) == []


@pytest.mark.parametrize("path", sorted((ROOT / "ontology" / "questions").glob("*.rq")), ids=lambda path: path.stem)
def test_the_stored_questions_name_nothing_unknown(graph: kg.Graph, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    said = told(graph, text)
    assert not [note for note in said if "there is no" in note or "have no" in note]
    assert said == [] or graph.query(text).is_empty  # an answer may well be that there is none


def test_nothing_is_said_of_the_queries_in_the_readme(graph: kg.Graph) -> None:
    for match in BLOCK.finditer((ROOT / "README.md").read_text(encoding="utf-8")):
        assert told(graph, match["query"]) == []


def test_the_dataset_is_asked_so_many_questions_and_no_more(graph: kg.Graph) -> None:
    asked = []

    def ask(query: str) -> bool:
        asked.append(query)
        return True

    patterns = " . ".join(f"id:E{number} o:p{number} ?x{number}" for number in range(100))
    text = f"SELECT * {{ {patterns} }}"
    notes(text, empty=True, ask=ask, vocabulary=Vocabulary(graph.names.prefixes), prefixes=graph.names.prefixes)
    assert 0 < len(asked) <= MOST


def test_nothing_is_claimed_where_the_dataset_can_t_be_asked(graph: kg.Graph) -> None:
    def ask(_: str) -> bool:
        message = "too busy"
        raise RuntimeError(message)

    text = "SELECT ?x { id:ISIS o:withdrew_from ?x }"
    prefixes = graph.names.prefixes
    assert notes(text, empty=True, ask=ask, vocabulary=Vocabulary(prefixes), prefixes=prefixes) == []


def test_another_server_is_not_asked_why_it_had_no_answer(graph: kg.Graph) -> None:
    asked: list[str] = []

    def ask(query: str) -> bool:
        asked.append(query)
        return False

    text = "SELECT ?x { SERVICE <http://a.example/> { ?x a o:Claim } ?x o:mode ?m }"
    prefixes = graph.names.prefixes
    notes(text, empty=True, ask=ask, vocabulary=Vocabulary(prefixes), prefixes=prefixes)
    assert not [query for query in asked if "SERVICE" in query]


def test_the_terminal_shows_notes_beside_the_answer(run: Run) -> None:
    done = run("query", "SELECT ?x { ?x o:withdraw_from ?y }")
    assert done.returncode == 0
    assert "note: 1:16: there is no class, property or value o:withdraw_from here" in done.stderr
    assert "did you mean o:withdrew_from?" in done.stderr
    assert "note" not in run("query", "SELECT ?x { ?x o:withdraw_from ?y }", "-q").stderr
    assert "note" not in run("query", "SELECT ?x { ?x o:withdraw_from ?y }", "--format", "csv").stdout


SLIPS = [
    ("SELECT ⟦?who { ?whom o:captured ?what }", "?who stands in no pattern, so it has no value: did you mean ?whom?"),
    ("SELECT ?y (COUNT(⟦?x) AS ?n) { ?y o:captured ?z } GROUP BY ?y", "?x stands in no pattern"),
    (
        "SELECT ⟦?x { ?y o:captured ?z } ORDER BY ?x",
        "?x stands in no pattern, so it has no value: did you mean ?y or ?z?",
    ),
    ('SELECT ?c { ⟦?c o:mode "predicted" }', "its values are no texts, write o:predicted"),
    ('SELECT ?w { ⟦?w o:captured "Mayadeen" }', "its values are no texts, write id:Mayadeen"),
    ('SELECT ?c { ?c o:mode ?m ⟦FILTER(?m = "predicted") }', "?m is no text, write ?m = o:predicted"),
    ("SELECT ?c { ?c o:mode ⟦o:prediction }", "did you mean o:predicted?"),
    (
        "PREFIX ⟦o: <http://example.org/> SELECT ?s { ?s o:captured ?x }",
        "o: is declared anew here; in this graph it stands for <https://w3id.org/syraq/ontology#>",
    ),
]

INFERRED = "some of these edges are inferred by a curator: kg ask inferred shows what they rest on"


@pytest.mark.parametrize(("marked", "said"), SLIPS)
def test_a_slip_is_shown_where_it_is(graph: kg.Graph, marked: str, said: str) -> None:
    before, _, after = marked.partition("⟦")
    (note,) = told(graph, before + after)
    assert note.startswith(f"1:{len(before) + 1}: ")
    assert said in note


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?who ?w { ?who o:withdrew_from ?w }",
        "ASK { id:IS o:withdrew_from id:Mayadeen }",
        "SELECT * { id:IS ?p ?o }",
        "SELECT ?w { id:Mayadeen ^o:withdrew_from ?w }",
        "SELECT ?w { ?w a o:Organization OPTIONAL { ?w o:withdrew_from ?place } }",
        "PREFIX e: <https://w3id.org/syraq/ontology#>\nPREFIX o: <x:>\nSELECT ?w { ?w e:withdrew_from ?x }",
        "CONSTRUCT { ?w o:withdrew_from ?x } WHERE { ?w o:withdrew_from ?x }",
    ],
)
def test_an_answer_from_edges_that_no_sentence_states_says_so(graph: kg.Graph, text: str) -> None:
    (note,) = told(graph, text)
    assert note.endswith(INFERRED)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?who { ?who o:captured id:Mayadeen }",
        "SELECT * { id:SyrianArabArmy ?p ?o }",
        "SELECT * { ?who o:withdrew_from id:Mayadeen . ?claim rdf:subject ?who ; o:mode ?mode }",
        "SELECT * { ?claim a o:Claim ; ?p ?o }",
        "SELECT ?claim { ?claim rdf:predicate o:withdrew_from }",
    ],
)
def test_nothing_is_said_of_inference_where_a_sentence_states_the_edges(graph: kg.Graph, text: str) -> None:
    assert told(graph, text) == []
