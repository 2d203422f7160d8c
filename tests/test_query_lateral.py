"""A query with OPTIONAL is answered faster than it is written, and never differently."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.query.stored.questions import questions
from kg.query.syntax.lateral import lateral

NS = "http://example.org/"
terms = st.sampled_from(["a", "b", "c"])
names = st.sampled_from(["?x", "?y", "?z", "?w"])
verbs = st.sampled_from([":p", ":q", ":r", "^:p", ":p/:q"])
ends = st.one_of(names, terms.map(lambda name: f":{name}"))


@st.composite
def sentences(draw: st.DrawFn, least: int = 1) -> str:
    count = draw(st.integers(least, 2))
    return " ".join(f"{draw(names)} {draw(verbs)} {draw(ends)} ." for _ in range(count))


@st.composite
def optionals(draw: st.DrawFn, depth: int = 2) -> str:
    inner = draw(optionals(depth - 1)) if depth and draw(st.booleans()) else ""
    odd = draw(st.sampled_from(["", "", "", "FILTER(?x != ?y)", "BIND(:a AS ?v)", "VALUES ?z { :a }"]))
    return f"OPTIONAL {{ {draw(sentences())} {odd} {inner} }}"


@st.composite
def queries(draw: st.DrawFn) -> str:
    parts = [draw(sentences()), draw(optionals())]
    parts += draw(st.lists(st.one_of(optionals(), sentences(), st.just("FILTER(BOUND(?y))")), max_size=2))
    return f"PREFIX : <{NS}> SELECT * WHERE {{ {' '.join(parts)} }}"


def rows(store: ox.Store, query: str) -> list[tuple[str, ...]]:
    found = store.query(query)
    assert isinstance(found, ox.QuerySolutions)
    variables = sorted(variable.value for variable in found.variables)
    return sorted(tuple(str(row[name]) for name in variables) for row in found)


@given(query=queries(), triples=st.sets(st.tuples(terms, st.sampled_from(["p", "q", "r"]), terms), max_size=9))
def test_answers_are_the_same(query: str, triples: set[tuple[str, str, str]]) -> None:
    store = ox.Store()
    for one in triples:
        store.add(ox.Quad(*(ox.NamedNode(NS + name) for name in one)))
    assert rows(store, lateral(query)) == rows(store, query)


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    assert lateral(text).replace("LATERAL { ", "").count("OPTIONAL") == text.count("OPTIONAL")


@pytest.mark.parametrize("name", sorted(questions()))
def test_a_stored_question_stays_legal_and_is_rewritten(name: str) -> None:
    text = questions()[name].text
    ox.Store().query(lateral(text))
    assert ("LATERAL" in lateral(text)) == ("OPTIONAL" in text)


@pytest.mark.parametrize(
    "body",
    [
        "?x :p ?y OPTIONAL { ?z :q ?w }",  # nothing joins it to the row
        "?x :p ?y OPTIONAL { ?x :q ?w . ?v :r ?u }",  # nor its second half
        "?x :p ?y OPTIONAL { ?x :q ?w FILTER(?y > 1) }",
        "?x :p ?y OPTIONAL { ?x :q* ?w }",
        "?x :p ?y OPTIONAL { SELECT ?x { ?x :q ?w } LIMIT 1 }",
        "FILTER NOT EXISTS { ?x :p ?y OPTIONAL { ?x :q ?w } }",
        "SERVICE <http://example.org/sparql> { ?x :p ?y OPTIONAL { ?x :q ?w } }",
        "SERVICE SILENT ?there { { ?x :p ?y OPTIONAL { ?x :q ?w } } }",
        "?x :p 'OPTIONAL { ?x :q ?w }' # OPTIONAL { ?x :q ?w }",
    ],
)
def test_what_could_differ_is_left_as_it_stands(body: str) -> None:
    assert lateral(f"SELECT * {{ {body} }}") == f"SELECT * {{ {body} }}"


def test_a_name_that_only_an_inner_part_shares_is_not_seen_there() -> None:
    """``?y`` of the row must not reach the inner part, which is joined with its own parent first."""
    query = "SELECT * { ?x :p ?y OPTIONAL { ?x :q ?w OPTIONAL { ?w :r ?y } } }"
    assert lateral(query) == query.replace("OPTIONAL { ?w :r ?y }", "LATERAL { OPTIONAL { ?w :r ?y } }")
