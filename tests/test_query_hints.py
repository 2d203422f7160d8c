"""Queries as beginners write them: each mistake is shown where it is, with what was probably meant.

In the queries below ⟦ stands before the character that the caret must point at.
"""

from collections.abc import Iterable
from typing import cast

import pytest
from helpers import ROOT
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store
from readme import BLOCK

import kg
from kg.errors import QueryError
from kg.query.advice.explain import explain
from kg.query.advice.hints import Hint
from kg.query.advice.hints import forbidden
from kg.query.advice.hints import form
from kg.query.advice.hints import iris_of_dataset_clauses
from kg.query.advice.vocabulary import Vocabulary
from kg.query.syntax.parse import parse
from kg.query.syntax.tokens import code
from kg.rdf.names import Names

PREFIXES = Names("https://w3id.org/syraq/").prefixes
FEATURES = """
SELECT (COUNT(DISTINCT ?x) AS ?n) (GROUP_CONCAT(?x; SEPARATOR=", ") AS ?z) { ?x o:mode ?y } GROUP BY ?y
SELECT (SUM(?x) AS ?n) { ?x o:mode ?y } GROUP BY (STR(?y) AS ?t) HAVING(COUNT(*) > 1) ORDER BY ?n
SELECT ?x { ?x (o:located_in|^o:near)+/!(rdf:type|^rdf:type) ?y ; a o:Place ; . } ORDER BY DESC(?x) LIMIT 5 OFFSET 2
SELECT * { VALUES (?x ?y) { (id:IS UNDEF) ("a"@en 1.5e3) } OPTIONAL { ?x o:mode ?m } MINUS { ?x a o:Claim } }
SELECT ?x { { SELECT ?x (MAX(?d) AS ?last) { ?x o:valid_from ?d } GROUP BY ?x } UNION { GRAPH ?g { ?x a o:Place } } }
CONSTRUCT { ?x a o:Place } WHERE { ?x a o:Settlement FILTER NOT EXISTS { ?x o:near [] } }
CONSTRUCT WHERE { ?x o:near ?y }
DESCRIBE id:IS id:Mayadeen
DESCRIBE ?x WHERE { ?x a o:Country } LIMIT 1
ASK { ?x rdfs:label "it's", '''long 'text' ''' }
PREFIX x: <http://a.example/> BASE <http://a.example/> ASK { <b> x:c-d.e x:%41 ; x:f\\.g (1 2 <c>), [ x:h -3 ] }
SELECT ?x { ?x o:valid_from ?d FILTER(?d<"2017-10-01"^^xsd:date&&?d>"2017-01-01"^^xsd:date) }
SELECT (IF(BOUND(?y), "a", "b") AS ?z) { ?x o:mode ?y FILTER(?y IN (o:asserted, o:reported) && !isBLANK(?x)) }
SELECT ?x { ?x o:mode ?y FILTER(REGEX(STR(?x), "a", "i") || xsd:integer("3") * -1 + 2 >= 1 / 3) } VALUES ?x { id:IS }
SELECT ?s { << ?s o:near ?o >> o:voice ?v . ?s o:near ?p {| o:voice ?w |} . BIND(<<( ?s o:near ?p )>> AS ?t) }
"""


def features() -> list[str]:
    """Legal queries: the standard's features, the README's examples, the stored questions."""
    readme = [match["query"] for match in BLOCK.finditer((ROOT / "README.md").read_text(encoding="utf-8"))]
    stored = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "ontology" / "questions").glob("*.rq"))]
    return [*FEATURES.strip().split("\n"), *readme, *stored]


def refused(graph: kg.Graph, text: str) -> str:
    with pytest.raises(QueryError) as caught:
        graph.query(text)
    return str(caught.value)


def pointed(marked: str) -> tuple[str, str]:
    """Give a query without its mark, and the place that was marked."""
    before, _, after = marked.partition("⟦")
    return before + after, f"{before.count(chr(10)) + 1}:{len(before.rpartition(chr(10))[2]) + 1}:"


WORDS = [
    # missing prefix
    ("SELECT ?x { ?x ⟦foaf:name ?y }", "put PREFIX foaf: <http://xmlns.com/foaf/0.1/> before the query"),
    ("SELECT ?x { ?x ⟦schema:name ?y }", "put PREFIX schema: <https://schema.org/>"),
    ("SELECT ?x { ?x ⟦geo:asWKT ?y }", "put PREFIX geo: <http://www.opengis.net/ont/geosparql#>"),
    ("SELECT ?x { ?x ⟦rfds:label ?y }", "did you mean rdfs:?"),
    ("SELECT ?x { ?x ⟦RDFS:label ?y }", "did you mean rdfs:? Prefixes tell capitals from small letters"),
    ("SELECT ?x { ?x a ⟦zzz:Thing }", "the prefix zzz: is not declared: write PREFIX zzz: <…> before the query"),
    ("SELECT ?x { ?x ⟦https://schema.org/name ?y }", "an IRI stands between < and >"),
    ("PREFIX ⟦a <http://a.example/> SELECT ?x { ?x a:b ?y }", "a prefix ends in a colon: write PREFIX a: <…>"),
    ("⟦@prefix a: <http://a.example/> . SELECT ?x { ?x a:b ?y }", "this is Turtle"),
    ("PREFIX a: <http://a.example/> ⟦. SELECT ?x { ?x a:b ?y }", "no dot after a PREFIX"),
    # names with spaces and quotes
    ("SELECT ?x { id:IS ⟦o:withdrew from ?x }", "did you mean o:withdrew_from?"),
    ('SELECT ?x { id:IS ⟦o:"withdrew from" ?x }', "did you mean o:withdrew_from?"),
    ('SELECT ?x { ?x o:captured ⟦id:"Deir Ezzor" }', "did you mean id:DeirEzZor?"),
    ("SELECT ?x { ?x o:captured ⟦id:Deir Ezzour . ?x a o:Agent }", "did you mean id:DeirEzZor?"),
    ("SELECT ?x { ?x o:captured ⟦id:Deir Ezour }", "did you mean id:DeirEzZor or"),
    ("SELECT ?x { ?x a ⟦Settlement }", "a name needs its prefix: write o:Settlement"),
    ("SELECT ?x { ⟦ISIS o:captured ?x }", "a name needs its prefix: write id:IS"),
    ("SELECT ?x { ?x o:mode ⟦predicted }", "a name needs its prefix: write o:predicted"),
    # curly quotes and other guests from a document
    ("SELECT ?x { ?x rdfs:label ⟦“Mayadeen” }", '“ is a typographic quote mark: write straight ones, "…"'),
    ('SELECT ?x { ?x rdfs:label "Mayadeen⟦” }', '” does not end a string that begins with ": write "'),
    ('SELECT ?x { ?x rdfs:label "Mayadeen⟦” . ?x ?p "a" }', '” does not end a string that begins with "'),
    ("SELECT ?x {\r\n\tOPTIONAL { ?x rdfs:label 'Дейр 𝔘⟦’ } }", "’ does not end a string that begins with ': write '"),
    ("PREFIX x: ⟦‹http://a.example/› ASK { ?s x:p ?o }", "an IRI stands between < and >"),
    ("SELECT ?x { ?x rdfs:label ⟦«Mayadeen» }", "« is a typographic quote mark"),
    ("SELECT ?x { ?x rdfs:label ⟦‘Mayadeen’ }", "‘ is not a quote mark of SPARQL"),
    ("SELECT ?x { ?x rdfs:label ⟦`Mayadeen` }", "` is not a quote mark of SPARQL"),
    ("SELECT ?x⟦\u00a0{ ?x a o:Claim }", "an invisible character, pasted from a document (no-break space, U+00A0)"),
    ("SELECT ?x { ?x a⟦\u200bo:Claim }", "zero width space, U+200B"),
    ("⟦\ufeffSELECT ?x { ?x a o:Claim }", "U+FEFF"),
    ("SELECT ?x { ?x wgs84:lat ⟦–3 }", "– is a long dash or a special hyphen: write -"),
    ("SELECT ?x { ?x wgs84:lat ?y FILTER(?y ⟦≥ 3) }", "write >="),
    # misspelt keywords
    ("SELECT ?x { ?x o:mode ?m BIND(?m ⟦SA ?n) }", "SA is no word of SPARQL: did you mean AS?"),
    ("SELECT ?x { ?x o:near ?y FILTER(?x = ?y ⟦ADN ?x = ?x) }", "SPARQL has no AND: write &&"),
    ("SELECT ?x { ?x ⟦is o:Claim }", "write a (it stands for rdf:type)"),
    ("⟦SELCT ?x { ?x a o:Claim }", "did you mean SELECT?"),
    ("SELECT ?x ⟦WEHRE { ?x a o:Claim }", "did you mean WHERE?"),
    ("SELECT ⟦DISTICT ?x { ?x a o:Claim }", "did you mean DISTINCT?"),
    ("SELECT ?x { ?x a o:Claim ⟦FITLER(?x = 3) }", "did you mean FILTER?"),
    ("SELECT ?x { ?x a o:Claim . ⟦FITLER(?x = 3) }", "did you mean FILTER?"),
    ("SELECT ?x { ?x a o:Claim\n⟦OPTINAL { ?x o:mode ?m } }", "did you mean OPTIONAL?"),
    ("SELECT ?x { ?x a o:Claim } ⟦LIMT 3", "did you mean LIMIT?"),
    ("SELECT ?x { ?x a o:Claim } ⟦ODER BY ?x", "did you mean ORDER?"),
    ("SELECT ?x { ?x rdfs:label ?l FILTER(⟦CONTAIN(?l, 'a')) }", "did you mean CONTAINS?"),
    ("SELECT ?x { ?x rdfs:label ?l FILTER(⟦LENGTH(?l) > 3) }", "SPARQL has no LENGTH: write STRLEN"),
    ("SELECT ?x { ?x ⟦A o:Claim }", "write a in lower case"),
    ("SELECT ?x { ?x rdfs:label ?l FILTER(?l = 'a' ⟦AND ?x = 3) }", "SPARQL has no AND: write &&"),
    ("SELECT ?x { ?x rdfs:label ?l FILTER(?l ⟦== 'a') }", "equality is a single ="),
    ("SELECT ?x { ?x rdfs:label ?l FILTER(?l ⟦<> 'a') }", "unequal is written !="),
    # question marks and quote marks
    ("SELECT ⟦x { ?x a o:Claim }", "a variable begins with a question mark: write ?x"),
    ("SELECT ?who { ⟦who o:captured ?x }", "write ?who"),
    ('SELECT ?x { ?x rdfs:label ⟦"Mayadeen }', 'this string has no end: close it with "'),
    ("SELECT ?x { ?x rdfs:label ⟦'Syria's army' }", "a string with an apostrophe goes in double quotes"),
    ('SELECT ?x { ?x rdfs:label "a"⟦@ en }', "a language follows its string at once"),
    ("SELECT ?x { ?x ⟦<http://a.example/a b> ?y }", "spaces and the marks"),
]

SHAPES = [
    # missing brace, dot, semicolon
    ("SELECT ?x ⟦{ ?x o:captured ?y", "this brace is never closed"),
    ("SELECT ?x ⟦{ ?x a o:Claim . OPTIONAL { ?x o:mode ?m . ?x o:voice ?v }", "this brace is never closed"),
    ("SELECT ?x {\n  OPTIONAL ⟦{\n    ?x a o:Claim .\n  ?x o:mode ?m .\n}\n", "this brace is never closed"),
    ("SELECT ?x { ?x a o:Claim⟦ ORDER BY ?x", "a closing brace is missing before ORDER BY: the one opened at 1:11"),
    ("SELECT ?x WHERE⟦ ?x a o:Claim }", "an opening brace is missing after WHERE"),
    ("SELECT ?x { ?x a o:Claim }⟦}", "one closing brace too many"),
    ("SELECT ?x {\n  ?x a o:Claim⟦\n  ?x o:mode ?m .\n}", "a dot is missing here"),
    ("SELECT ?x { ?x a o:Claim⟦ o:mode ?m }", "a semicolon is missing here"),
    ("SELECT ?x { ?x o:near id:Mosul⟦ id:Raqqa }", "a comma is missing here"),
    ("SELECT ?x { ?x o:mode ?m ⟦. ; o:voice ?v }", "remove the dot"),
    ("SELECT ?x { ?x o:mode ?m ⟦, }", "a comma promises one more object"),
    ("SELECT ?x { ?x o:mode ?m . ⟦. }", "one dot too many"),
    ("SELECT ?x { ?x ⟦o:captured }", "no object follows o:captured"),
    ("SELECT ?x { ⟦?x . ?y a o:Claim }", "no property follows ?x"),
    ("SELECT ?x { ?x ⟦= 3 }", "a comparison is no triple: write FILTER(?x = 3)"),
    ("SELECT ?x { ?x o:mode ?m . ?m ⟦!= o:predicted }", "write FILTER(?m != o:predicted)"),
    # brackets
    ("SELECT ?x { ?x o:mode ?m FILTER ⟦(?m = (o:predicted) }", "this bracket is never closed"),
    ("SELECT ?x { ?x o:mode ?m FILTER (?m = o:predicted)⟦) }", "one closing bracket too many"),
    ("SELECT ?x { ?x o:mode ?m FILTER ⟦{ ?m = o:predicted } }", "FILTER takes its condition in round brackets"),
    ("SELECT ?x { ?x o:mode ?m FILTER ⟦?m = o:predicted }", "FILTER takes its condition in round brackets"),
    ("SELECT ?x { ?x o:mode ?m BIND ⟦STR(?m) AS ?y }", "write BIND( … AS ?name)"),
    ("SELECT ?x { ?x o:mode ?m OPTIONAL ⟦?x o:voice ?v }", "OPTIONAL takes a pattern in braces"),
    ("SELECT ?x { ?x o:mode ?m BIND(CONCAT(?x⟦ 'a') AS ?y) }", "a comma or an operator is missing here"),
    # SELECT
    ("SELECT⟦ WHERE { ?x o:mode ?y }", "which variables?"),
    ("SELECT ?x⟦, ?y { ?x o:mode ?y }", "variables are separated by spaces"),
    ("SELECT ⟦COUNT(?x) { ?x o:mode ?y }", "write (COUNT( … ) AS ?name)"),
    ("SELECT (COUNT(?x)⟦) { ?x o:mode ?y }", "what is computed needs a name"),
    ("SELECT ?x ⟦AS ?y { ?x o:mode ?y }", "AS stands within brackets"),
    # order of clauses
    ("SELECT ?x { ?x o:mode ?y } LIMIT 3 ⟦ORDER BY ?x", "ORDER BY stands before LIMIT"),
    ("SELECT ?x { ?x o:mode ?y } ORDER BY ?x ⟦GROUP BY ?x", "GROUP BY stands before ORDER BY"),
    ("SELECT ?x { ?x o:mode ?y ⟦LIMIT 3 }", "LIMIT stands after the closing brace"),
    ("SELECT ?x { ?x a o:Claim } ⟦PREFIX a: <http://a.example/>", "at the beginning of the query"),
    ("SELECT ?x { ?x a o:Claim } ⟦;", "nothing may stand behind the query"),
    ("SELECT ?x ⟦GROUP BY ?x { ?x a o:Claim }", "GROUP BY stands after the pattern"),
    ("SELECT ?x { ?x a o:Claim } ORDER BY ?x ⟦DESC", "write DESC(?x)"),
    ("SELECT ?x { ?x a o:Claim } ORDER BY ⟦DESC ?x LIMIT 2", "write DESC(?x)"),
    ("SELECT ?x { ?x a o:Claim } ⟦UNION { ?x a o:Document }", "UNION stands within the braces of the pattern"),
    ("SELECT ?x { ⟦UNION { ?x a o:Claim } }", "UNION stands between two groups"),
    ("SELECT ?x {\r\n\t?x a o:Claim # é𝔘\r\n\t⟦UNION { ?x a o:Document } }", "each in braces of its own"),
    ("SELECT *⟦ ?x a o:Claim }", "an opening brace is missing before the pattern"),
    ("SELECT ?x ⟦?x o:mode ?m . ?x o:voice ?v }", "an opening brace is missing before ?x"),
    ("SELECT ?x { { SELECT ?x { ?x a o:Claim }⟦ ?x o:mode ?m }", "a closing brace is missing here: a sub-select"),
    ("⟦Who captured Mayadeen?", "this is no SPARQL"),
    ("⟦find all claims", "kg ask lists questions"),
    ("⟦?who WHERE { ?who o:captured ?x }", "SELECT is missing before ?who"),
    ("SELECT ?x ⟦?x { ?x a o:Claim }", "?x stands here twice: remove one"),
    ("SELECT ?x { ?x a o:Claim . ⟦NOT EXISTS { ?x o:mode o:predicted } }", "write FILTER before it: FILTER NOT EXISTS"),
    ("SELECT ?x { ?x rdfs:label ?l\n\t⟦CONTAINS(?l, 'é') }", "a condition needs FILTER: write FILTER(CONTAINS( … ))"),
    ("SELECT ?x { ?x a o:Claim . ⟦SELECT ?y { ?y o:mode ?m } }", "a sub-select stands in braces of its own"),
    ("SELECT ?x { OPTIONAL { ⟦a o:Claim } }", "no subject stands before a"),
    ("CONSTRUCT ⟦{ ?x rdfs:label ?l WHERE { ?x rdfs:label ?l }", "this brace is never closed"),
    ("⟦", "there is no query here"),
    # grouping, scope, numbers of values
    (
        "SELECT ⟦?x { ?x o:near ?y } ORDER BY COUNT(?y)",
        "?x stands beside COUNT, so it must be grouped: add GROUP BY ?x",
    ),
    ("SELECT ?x { ?x rdfs:label ?l FILTER(REGEX(?l, ⟦raqqa)) }", 'REGEX takes text in quotes: write "raqqa"'),
    ("SELECT ⟦?x (COUNT(?y) AS ?n) { ?x o:mode ?y }", "?x stands beside COUNT, so it must be grouped: add GROUP BY ?x"),
    (
        "SELECT ?x ⟦?z (COUNT(?y) AS ?n) { ?x o:mode ?y ; o:voice ?z } GROUP BY ?x",
        "?z is not grouped (GROUP BY has ?x)",
    ),
    ("SELECT ?x (STR(⟦?y) AS ?t) { ?x o:mode ?y } GROUP BY ?x", "?y is not grouped"),
    ("SELECT ⟦* { ?x o:mode ?y } GROUP BY ?x", "* does not go with GROUP BY"),
    ("SELECT ?x { ?x o:mode ?m FILTER(⟦COUNT(?x) > 3) }", "write HAVING"),
    ("SELECT ?x { ?x o:mode ?m BIND(3 AS ⟦?x) }", "?x has a value already"),
    ("SELECT (1 AS ⟦?x) (2 AS ?x) { }", "?x has a value already"),
    ("SELECT (COUNT(?c) AS ?n) (⟦?n * 2 AS ?m) { ?c o:voice ?v }", "?n is computed in this same SELECT"),
    ("SELECT ?x { ?x rdfs:label ?l FILTER(⟦CONTAINS(?l)) }", "CONTAINS takes 2 values, not 1"),
    ("SELECT ?x { VALUES (?x ?y) { ⟦(1) } }", "a row of 1 for 2 variables"),
    ("SELECT ?x { _:a o:mode ?m OPTIONAL { ⟦_:a o:voice ?x } }", "_:a stands in another pattern too"),
    ("SELECT ?x { ?x a o:Claim . ⟦() }", "this says nothing by itself"),
    ("SELECT (⟦TRUE AS ?yes) { }", "write true, in lower case"),
    ("PREFIX ⟦e:e: <http://a.example/> ASK { ?x a e:b }", "expected a prefix with its colon"),
    ("SELECT ?x { ?x ⟦<mode> ?m }", "no whole IRI"),
    ("SELECT ?x FROM ⟦<g> { ?x o:mode ?m }", "is no graph of this dataset"),
]


@pytest.mark.parametrize(("marked", "said"), [*WORDS, *SHAPES], ids=lambda one: one)
def test_a_mistake_is_shown_where_it_is_with_what_was_meant(graph: kg.Graph, marked: str, said: str) -> None:
    text, place = pointed(marked)
    message = refused(graph, text)
    assert said in message.split("\n")[0]
    assert message.startswith(place)


@pytest.mark.parametrize(
    ("marked", "said"),
    [
        ("SELECT ?x { ?x a o:Claim } ⟦ORDERBY ?x", "two words: write ORDER BY"),
        ("SELECT ?x { ?x a o:Claim } ⟦GROUPBY ?x", "two words: write GROUP BY"),
        ("⟦SELECTDISTINCT ?x { ?x a o:Claim }", "two words: write SELECT DISTINCT"),
    ],
)
def test_what_our_engine_forgives_is_explained_where_another_engine_refuses_it(marked: str, said: str) -> None:
    text, place = pointed(marked)
    message = explain(text, "400 Bad Request", PREFIXES, Vocabulary(PREFIXES))
    assert said in message
    assert message.startswith(place)


def test_a_function_that_the_engine_lacks_is_shown_where_it_is(graph: kg.Graph) -> None:
    message = refused(graph, "SELECT ?x {\r\n\t?x o:valid_from ?d # é𝔘\r\n\tFILTER(?d > xsd:dat('2017-10-14')) }")
    assert message.startswith("3:14: there is no function xsd:dat: did you mean xsd:date?\n")
    own = refused(graph, "PREFIX x: <http://a.example/> SELECT (x:f(1) AS ?y) { }")
    assert own.startswith("1:39: there is no function x:f: this engine has those of the standard only\n")


def test_the_caret_stands_under_the_mistake(graph: kg.Graph) -> None:
    assert refused(graph, "SELECT ?x\nWHERE { ?x o:captured id:Deir Ezzour }").split("\n")[1:] == [
        "    2 | WHERE { ?x o:captured id:Deir Ezzour }",
        "      |                       ^^^^^^^^^^^^^^",
    ]


@pytest.mark.parametrize("text", features())
def test_a_legal_query_gets_no_hint(text: str) -> None:
    assert parse(text).stop is None


@pytest.mark.parametrize("text", features()[len(FEATURES.strip().split("\n")) :][:8])
def test_a_query_with_any_one_word_left_out_is_explained_in_words(graph: kg.Graph, text: str) -> None:
    for token in code(text):
        broken = text[: token.offset] + text[token.end :]
        try:
            graph.query(broken)
        except QueryError as error:
            head, line, caret = str(error).split("\n")
            assert "not understood" not in head
            assert "[" not in head.replace("[]", "")
            assert line.strip()
            assert set(caret.strip()) == {"|", " ", "^"}


@given(
    st.text()
    | st.lists(st.sampled_from(["SELECT ", "?x ", "{", "}", "(", ")", "id:", '"', "a ", "b", ".", "<"])).map("".join)
)
def test_whatever_the_text_is_its_explanation_has_a_place_in_it(text: str) -> None:
    line, column, rest = explain(text, "error at 1:1: expected [_]", PREFIXES, Vocabulary(PREFIXES)).split(":", 2)
    lines = text.split("\n")
    assert 1 <= int(line) <= len(lines)
    assert 1 <= int(column) <= len(lines[int(line) - 1]) + 1
    assert rest.strip()


def test_a_long_line_is_cut_around_the_caret_and_control_characters_are_not_shown() -> None:
    text = f"ASK {{ {'?x a o:Claim . ' * 50} \x1b[31m {'?x a o:Claim . ' * 50} }}"
    message = explain(text, "", PREFIXES, Vocabulary(PREFIXES))
    head, line, caret = message.split("\n")
    assert "\x1b" not in message
    assert len(line) < 120
    assert line[caret.index("^")] == "�"
    assert head.endswith("write an ordinary space")


def test_a_caret_keeps_its_place_behind_tabs_and_wide_characters() -> None:
    assert Hint(1, 5, "here").shown("\t中国\tx").split("\n")[2] == "      | \t    \t^"


# ---- what a query is and may not do --------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("select * {}", "select"),
        ("PREFIX select: <http://a.example/> # ask\nASK {}", "ask"),
        ("BASE <http://a.example/> construct where {}", "construct"),
        ("DESCRIBE <a>", "describe"),
        ("WITH <a> DELETE {} WHERE {}", "update"),
        ("load <http://a.example/>", "update"),
        ("SELCT * { SELECT * {} }", None),
        ("", None),
    ],
)
def test_the_form_of_a_query_is_its_first_keyword(text: str, expected: str | None) -> None:
    assert form(text) == expected


@pytest.mark.parametrize("word", ["INSERT DATA", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD"])
def test_an_update_is_refused_with_the_reason(graph: kg.Graph, word: str) -> None:
    message = refused(graph, f"PREFIX a: <http://a.example/> {word} {{ a:a a:b a:c }}")
    assert message.startswith(f"1:31: {word.split(maxsplit=1)[0]} would change the data: refused")


SERVICES = [
    "SELECT * { SERVICE <http://a.example/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p true.serVice SILENT <http://a.example/> { ?s ?p ?o } }",
    "SELECT * { SERVICE ?where { ?s ?p ?o } }",
    "SELECT * { ?s ?p trueSERVICE<http://a.example/>{ ?s ?p ?o } }",  # our engine needs no spaces
    "SELECT * { ?s ?p 1SERVICESILENT<http://a.example/>{ ?s ?p ?o } }",
    "PREFIX e: <http://a.example/> SELECT * { ?s ?p 1SERVICEe:x{ ?s ?p ?o } }",
    "PREFIX e: <http://a.example/> PREFIX SERVICEe: <http://a.example/> SELECT * { ?s ?p 1SERVICEe:x #\n{ ?s ?p ?o } }",
    'SELECT * { ?s ?p ?o FILTER(1<#>"""\n2) SERVICE <http://a.example/> { } #"""\n }',
    'SELECT * { ?s ?p ?o FILTER(1 <#>"""\n2) SERVICE <http://a.example/> { } #"""\n }',
]


@pytest.mark.parametrize("text", SERVICES)
def test_service_is_refused_however_it_is_written(text: str) -> None:
    found = forbidden(text)
    assert found is not None
    assert "SERVICE" in found.message


def test_service_is_allowed_for_the_addresses_that_are_listed() -> None:
    assert forbidden(SERVICES[0], ["http://a.example/"]) is None
    assert forbidden("PREFIX a: <http://a.example/> ASK { SERVICE a: {} }", ["http://a.example/"]) is None
    assert forbidden(SERVICES[0], ["http://b.example/"]) is not None
    assert forbidden(SERVICES[2], ["http://a.example/"]) is not None


@pytest.mark.parametrize(
    "text",
    [
        'SELECT * { ?s rdfs:label "SERVICE <http://a.example/>" } # SERVICE <http://a.example/> {}',
        "PREFIX service: <http://a.example/> ASK { ?x service:name ?service }",
        "ASK { ?x <http://a.example/SERVICE> '''SERVICE <b> {''' }",
        "ASK { ?x a o:Claim ",
    ],
)
def test_the_word_service_elsewhere_is_fine(text: str) -> None:
    assert forbidden(text) is None


def test_graphs_of_a_query_are_named_with_their_places() -> None:
    text = "BASE <http://a.example/b/>\nPREFIX g: <http://g.example/>\nASK FROM <c> FROM NAMED g:d FROM graph:edges { }"
    found = iris_of_dataset_clauses(text, {"graph": "http://our.example/"})
    assert [iri for iri, _ in found] == ["http://a.example/b/c", "http://g.example/d", "http://our.example/edges"]
    assert [(hint.line, hint.column) for _, hint in found] == [(3, 10), (3, 25), (3, 34)]


JUNK = [
    "FILTER(1<#>",
    '"""',
    "'''",
    '"',
    "'",
    "\n",
    ")",
    "(",
    "2",
    "?s ?p ?o",
    ".",
    "true",
    "#",
    "<",
    ">",
    "{",
    "}",
    " ",
    "'a'",
]
JUNK += ["ex:a", "<#>", "OPTIONAL{", "&&", "BIND(1 AS ?z)", "1", "EXISTS{", "\r", "\\"]
CALLS = ["SERVICE<http://127.0.0.1:9/>{}", " SERVICE <http://127.0.0.1:9/> { } ", "SERVICEex:a{}", "SERVICE ex:a{}"]
junk = st.lists(st.sampled_from(JUNK), max_size=5).map("".join)


@given(junk, st.sampled_from(CALLS), junk)
def test_whatever_the_engine_takes_for_a_call_to_a_server_is_seen_before(before: str, call: str, after: str) -> None:
    text = f"PREFIX ex: <http://127.0.0.1:9/> SELECT * {{ {before}{call}{after} }}"
    try:
        list(cast("Iterable[object]", Store().query(text)))  # the engine itself refuses this port, and says so
    except (SyntaxError, ValueError, RuntimeError):
        return
    except OSError:
        assert forbidden(text) is not None
