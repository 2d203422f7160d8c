"""Stored questions: their files, their answers in two engines, the values that people give, and ``kg ask``."""

import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pyoxigraph
import pytest
from helpers import HARBOUR
from helpers import Run
from hypothesis import given
from hypothesis import strategies as st
from questions import answer_of
from rdflib import Graph as RdflibGraph
from rdflib.query import ResultRow

import kg
from kg.errors import QueryError
from kg.errors import Report
from kg.errors import UnknownNameError
from kg.query.stored.binding import bind
from kg.query.stored.questions import Question
from kg.query.stored.questions import Type
from kg.query.stored.questions import parse
from kg.query.stored.questions import questions
from kg.query.stored.values import text_term
from kg.terms import ontology

ALL = sorted(questions())
ASKED_FOR = {
    "control",
    "control-history",
    "entity",
    "predictions",
    "denials",
    "voice",
    "single-voice",
    "contradictions-polarity",
    "contradictions-certainty",
    "contradictions-states",
    "contradictions-stated",
    "inferred",
    "attribution",
    "insertions",
    "both-documents",
}
WHOLE_DATASET = {name for name in ALL if "GRAPH" in questions()[name].text}  # what no text says has a graph of its own
EMPTY = {"contradictions-polarity", "contradictions-states"}  # the built-in corpus has no such case


@pytest.fixture(scope="module")
def turtle(built: Path) -> pyoxigraph.Store:
    """The Turtle file alone, as another engine loads it."""
    store = pyoxigraph.Store()
    store.bulk_load(path=built / "graph.ttl", format=pyoxigraph.RdfFormat.TURTLE)
    return store


@pytest.fixture(scope="module")
def rdflib_graph(built: Path) -> RdflibGraph:
    """The Turtle file alone, in rdflib."""
    return RdflibGraph().parse(built / "graph.ttl")


def rows_of(store: pyoxigraph.Store, text: str) -> list[list[str | None]]:
    found = store.query(text)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    return [[None if term is None else getattr(term, "value", str(term)) for term in row] for row in found]


def rdflib_rows(graph: RdflibGraph, text: str) -> list[list[str | None]]:
    rows = (row for row in graph.query(text) if isinstance(row, ResultRow))
    return [[None if cell is None else str(cell) for cell in row] for row in rows]


# ---- files --------------------------------------------------------------------------


def test_the_questions_that_were_asked_for_are_there() -> None:
    assert set(ALL) >= ASKED_FOR


@pytest.mark.parametrize("name", ALL)
def test_the_answer_in_a_header_is_the_answer(graph: kg.Graph, name: str) -> None:
    assert questions()[name].answer == answer_of(questions()[name], graph)


@pytest.mark.parametrize("name", sorted(ASKED_FOR - EMPTY))
def test_an_example_has_an_answer(name: str) -> None:
    assert questions()[name].answer.count("\n") > 2


@pytest.mark.parametrize("name", ALL)
def test_the_file_unchanged_asks_its_example(graph: kg.Graph, name: str) -> None:
    question = questions()[name]
    assert bind(question, question.example, graph.names, graph.query) == question.text


@pytest.mark.parametrize("name", sorted(set(ALL) - WHOLE_DATASET))
def test_a_file_runs_unchanged_over_the_turtle_file_in_two_engines(
    graph: kg.Graph, turtle: pyoxigraph.Store, rdflib_graph: RdflibGraph, name: str
) -> None:
    question = questions()[name]
    expected = [[None if term is None else _value(term) for term in row] for row in graph.query(question.text).terms]
    assert rows_of(turtle, question.text) == expected
    assert rdflib_rows(rdflib_graph, question.text) == expected


@pytest.mark.parametrize("name", sorted(WHOLE_DATASET))
def test_a_file_that_names_a_graph_runs_unchanged_over_the_dataset_in_two_engines(graph: kg.Graph, name: str) -> None:
    text = questions()[name].text
    assert rdflib_rows(graph.rdflib, text) == rows_of(graph.store, text) != []


def _value(term: str) -> str:
    literal = next(iter(pyoxigraph.parse(f"<x:x> <x:x> {term} .", format=pyoxigraph.RdfFormat.N_TRIPLES))).object
    return str(getattr(literal, "value", literal))


GOOD = """\
# title: Who?
# answers: A row is one
#   who.
# parameter: place entity; the place
# parameter: word text = any; a word
# example: --place Mayadeen
# answer: | who |
#   | --- |
SELECT ?who WHERE {
  VALUES ?place { id:Mayadeen }  # parameter
  VALUES ?word { UNDEF }  # parameter
}
"""
PREFIXED = GOOD.replace("SELECT", "PREFIX id: <https://w3id.org/syraq/id/>\nSELECT")


def problems_of(text: str, name: str = "who") -> list[str]:
    report = Report()
    parse(name, text, report)
    return [str(problem).split(": error: ")[0] + ": " + problem.message for problem in report.problems]


def test_a_header_is_read() -> None:
    report = Report()
    question = parse("who", GOOD, report)
    assert (question.title, question.answers, question.example) == ("Who?", "A row is one who.", {"place": "Mayadeen"})
    assert [(one.option, one.type, one.default, one.text) for one in question.parameters] == [
        ("--place", Type.ENTITY, None, "the place"),
        ("--word", Type.TEXT, "any", "a word"),
    ]
    assert (question.answer, question.usage, report.problems) == ("| who |\n| --- |\n", "--place Mayadeen", [])


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("# title: Who?\n", "", "who.rq:1:1: the header lacks “# title:”"),
        ("# title: Who?", "# title:", "who.rq:1:3: “# title:” is empty"),
        ("# title: Who?", "# titel: Who?", "who.rq:1:3: “titel” is no key: did you mean title?: expected title"),
        ("# title: Who?", "#title: Who?", "who.rq:1:1: expected “# key: text”"),
        ("# answers: A", "# title: A", "who.rq:2:3: “# title:” stands here a second time"),
        ("place entity; the place", "place", "who.rq:4:14: expected “name type; what it is”"),
        ("place entity;", "place entiti;", "who.rq:4:21: “entiti” is no type: did you mean entity?"),
        ("place entity;", "place entity of Plaice;", "who.rq:4:31: “Plaice” is no class: did you mean Place?"),
        (
            "word text = any",
            "word text of Place = any",
            "who.rq:5:28: only an entity has a class: write entity of Place",
        ),
        ("word text = any", "place text = any", "who.rq:5:14: the parameter place is declared twice"),
        ("word text", "data text", "who.rq:5:14: --data is an option of kg ask itself"),
        (
            "--place Mayadeen",
            "--plac Mayadeen",
            "who.rq:6:12: --plac is no option of this question: did you mean --pla",
        ),
        ("--place Mayadeen", "", "who.rq:6:12: the example lacks --place, which has no default"),
        ("--place Mayadeen", "--place 'May", "who.rq:6:12: the example's quotes don't close"),
        ("--place Mayadeen", "--place", "who.rq:6:12: the example is not made of options and their values"),
        ("VALUES ?word { UNDEF }  # parameter", "", "who.rq:5:14: the parameter word is never used"),
        ("VALUES ?word {", "VALUES ?words {", "who.rq:11:10: ?words is no parameter of the header: did you mean word?"),
        ("{ UNDEF }  # parameter", "{ UNDEF } . # parameter", "who.rq:11:3: expected “VALUES ?name { value }  # par"),
        ("SELECT", "SELECT *\n# title: x\n", "who.rq:10:3: “# title:” stands below the header"),
    ],
)
def test_a_problem_of_a_file_is_said_with_its_place(old: str, new: str, expected: str) -> None:
    assert GOOD.count(old) == 1
    assert expected in "\n".join(problems_of(GOOD.replace(old, new)))


def test_a_file_is_named_as_a_command_is() -> None:
    assert "Who_is.rq:1:1: the file's name “Who_is” is the command" in problems_of(GOOD, "Who_is")[0]


def test_every_problem_of_a_folder_is_listed_at_once(tmp_path: Path) -> None:
    (tmp_path / "one.rq").write_text(GOOD.replace("# title: Who?\n", ""), encoding="utf-8")
    (tmp_path / "two.rq").write_text(GOOD.replace("entity;", "place;"), encoding="utf-8")
    with pytest.raises(QueryError, match=r"one\.rq:1:1: (.|\n)*two\.rq:4:21: "):
        questions(tmp_path)


# ---- values -------------------------------------------------------------------------


def filled(graph: kg.Graph, kind: str, value: str) -> str:
    """Give what stands in the braces for a value of a type."""
    text = PREFIXED.replace("word text", f"word {kind}")
    question = parse("who", text, Report())
    bound = bind(question, {"place": "Mayadeen", "word": value}, graph.names, graph.query)
    return bound.splitlines()[-2].removeprefix("  VALUES ?word { ").removesuffix(" }  # parameter")


@pytest.mark.parametrize(
    "name", ["Mayadeen", "id:Mayadeen", "https://w3id.org/syraq/id/Mayadeen", "mayadeen", "MAYADEEN "]
)
def test_an_entity_is_found_in_any_common_spelling(graph: kg.Graph, name: str) -> None:
    assert filled(graph, "entity", name) == "id:Mayadeen"


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("entity", "al-Bukamal", "id:AbuKamal"),
        ("entity", "ISIS", "id:IS"),
        ("date", "2017-10-20", '"2017-10-20"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("month", "2017-10", '"2017-10"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>'),
        ("number", "12", "12"),
        ("number", "0.5", "0.5"),
        ("relation", "withdrew from", "<https://w3id.org/syraq/ontology#withdrew_from>"),
        ("class", "o:Settlement", "<https://w3id.org/syraq/ontology#Settlement>"),
        ("mode", "Predicted", "<https://w3id.org/syraq/ontology#predicted>"),
        ("certainty", "possible", "<https://w3id.org/syraq/ontology#possible>"),
        ("document", "al-bawaba-2017-09-07", "<https://w3id.org/syraq/doc/al-bawaba-2017-09-07>"),
        (
            "document",
            "Syrian-Iraqi borderlands key to 'post-caliphate' Islamic State, says analyst Hassan Hassan",
            "<https://w3id.org/syraq/doc/syria-direct-2018-02-15>",
        ),
        ("text", 'a "b"', '"a \\"b\\""'),
        ("entity of Place", "Mayadeen", "id:Mayadeen"),
        ("entity", "SYRIANARABARMY", "id:SyrianArabArmy"),
        ("document", "Al-Bawaba-2017-09-07", "<https://w3id.org/syraq/doc/al-bawaba-2017-09-07>"),
    ],
)
def test_a_value_becomes_a_term(graph: kg.Graph, kind: str, value: str, expected: str) -> None:
    assert filled(graph, kind, value) == expected


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("entity", "Mayaden", "--word: there is no entity “Mayaden”: did you mean Mayadeen, "),
        (
            "entity",
            "Deir e-Zor",
            "--word: “Deir e-Zor” names several: DeirEzZor (settlement), DeirEzZorGovernorate (admin",
        ),
        ("entity", "", "--word: there is no entity “”"),
        ("entity of Place", "ISIS", "--word: IS (armed group) is no place"),
        ("entity", "x> } #", "--word: there is no entity “x> } #”"),
        ("date", "20 October 2017", "--word: “20 October 2017” is no day: write it as 2017-10-20 (year-month-day)"),
        ("date", "2017-02-30", "--word: “2017-02-30” is no day"),
        ("date", "20171020", "--word: “20171020” is no day"),
        ("month", "2017-13", "--word: “2017-13” is no month: write it as 2017-10 (year-month)"),
        ("number", "1e9 }", "--word: “1e9 }” is no number: write it as 12 or 0.5"),
        ("number", "٣", "--word: “٣” is no number"),
        ("relation", "withdrew", "--word: there is no relation “withdrew”: did you mean"),
        ("class", "Settlment", "--word: there is no class “Settlment”: did you mean settlement?"),
        ("mode", "predict", "--word: “predict”: expected asserted, reported"),
        ("document", "al-bawaba", "--word: there is no document “al-bawaba” (documents: al-bawaba-2017-09-07, syria-"),
        ("text", "\0", "--word: text can't hold a null character"),
    ],
)
def test_a_wrong_value_is_answered_with_what_is_right(graph: kg.Graph, kind: str, value: str, expected: str) -> None:
    with pytest.raises((QueryError, UnknownNameError)) as caught:
        filled(graph, kind, value)
    assert str(caught.value).startswith(expected)


def test_a_missing_value_and_an_unknown_parameter_are_said(graph: kg.Graph) -> None:
    with pytest.raises(
        QueryError, match=r"needs --on \(the day\), for example:\n  kg ask control --place Mayadeen --on"
    ):
        graph.ask("control", place="Mayadeen")
    with pytest.raises(QueryError, match="has no parameter plac: did you mean place"):
        graph.ask("control", plac="Mayadeen", on="2017-10-20")
    with pytest.raises(QueryError, match="there is no stored question “controls”: did you mean control"):
        graph.ask("controls")


NASTY = st.text(
    st.sampled_from(["\\", "u", "U", '"', "'", "}", "{", "0", "2", "\n", "\r", "\t", "#", "\x01", "é", "😀", "?"])
)


@given(st.one_of(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), NASTY))
def test_text_stays_a_literal_whatever_it_holds(text: str) -> None:
    query = f"SELECT ?x WHERE {{\n  VALUES ?x {{ {text_term(text)} }}  # parameter\n}}"
    assert rows_of(pyoxigraph.Store(), query) == [[text]]
    assert rdflib_rows(RdflibGraph(), query) == [[text]]


@pytest.mark.parametrize("text", ['"', "\\u0022 } #", "}\n# parameter", "'''\"\"\"", "?x { } UNION"])
def test_a_hostile_value_fills_one_line_and_nothing_else(graph: kg.Graph, text: str) -> None:
    question = parse("who", PREFIXED, Report())
    bound = bind(question, {"place": "Mayadeen", "word": text}, graph.names, graph.query).splitlines()
    assert [*bound[:-2], bound[-1]] == [*PREFIXED.splitlines()[:-2], "}"]
    assert bound[-2].startswith('  VALUES ?word { "')
    assert bound[-2].endswith('" }  # parameter')


# ---- another corpus -----------------------------------------------------------------


def test_questions_are_asked_of_a_corpus_with_another_base() -> None:
    harbour = kg.build(kg.read(HARBOUR))
    rows = list(harbour.ask("control", place="the old pier", on="2021-03-05"))
    assert [(row["control"], row["who"], row["since"]) for row in rows] == [
        ("possible", "Fishermen’s Union", "some day in 2021-02"),
        ("context", "Coastal Ferry Company", None),
        ("context", "Coastal Ferry Company", None),
        ("context", "Coastal Ferry Company", None),
    ]
    assert {row["document"] for row in rows} == {"doc:gazette-2021-03-05", "doc:radio-2021-04-02"}
    assert [row["what"] for row in harbour.ask("denials", about="new pier")] == [
        "Coastal Ferry Company paid for new pier [reported, denied]"
    ]


Make = Callable[[str], kg.Graph]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Build a graph from claims about two parties and two places; each claim's sentence is its own."""

    def build(claims: str) -> kg.Graph:
        lines = [line.split(" | ") for line in claims.strip().splitlines()]
        text = "".join(f"Sentence {number} says so.\n" for number in range(len(lines)))
        kinds = {"Red": "ArmedGroup", "Blue": "ArmedGroup", "Paper": "MediaOrganization", "Radio": "MediaOrganization"}
        entities = "".join(f"{name}:\n  type: {kind}\n  label: {name}\n" for name, kind in kinds.items())
        entities += "Region:\n  type: Region\n  label: Region\n"
        entities += "Town:\n  type: Settlement\n  label: Town\n  located_in: Region\n  source: invented\n"
        head = f"document:\n  id: d\n  text: text.txt\n  sha256: {sha256(text.encode()).hexdigest()}\n  title: D\n"
        head += "  publisher: Paper\n  issued: 2021-01-01\n  rights: invented\n  voice: [Paper]\n\nclaims:\n"
        body = "".join(
            f"- quote: Sentence {number} says so.\n  {claim.strip()}\n" + "".join(f"  {one.strip()}\n" for one in rest)
            for number, (claim, *rest) in enumerate(lines)
        )
        (tmp_path / "d").mkdir()
        (tmp_path / "corpus.yaml").write_text(
            "title: T\nbase: https://example.org/t/\ndescription: x\n", encoding="utf-8"
        )
        (tmp_path / "entities.yaml").write_text(entities, encoding="utf-8")
        (tmp_path / "d" / "text.txt").write_text(text, encoding="utf-8")
        (tmp_path / "d" / "claims.yaml").write_text(head + body, encoding="utf-8")
        return kg.build(kg.read(tmp_path))

    return build


def graded(graph: kg.Graph, on: str, place: str = "Town") -> list[tuple[str | None, ...]]:
    return [(row["control"], row["who"], row["since"]) for row in graph.ask("control", place=place, on=on)]


def test_control_is_certain_only_where_a_claim_surely_covers_the_day(make: Make) -> None:
    """
    claim: [Red, controls, Town] | when: 2019-01-01/2019-12-31 | time_mode: throughout
    claim: [Blue, controls, Town] | when: 2020
    """
    graph = make(str(test_control_is_certain_only_where_a_claim_surely_covers_the_day.__doc__))
    assert graded(graph, "2019-06-01") == [("certain", "Red", "2019-01-01"), ("context", "Blue", None)]
    assert graded(graph, "2020-06-01") == [("possible", "Blue", None), ("possible", "Red", "2019-01-01")][::-1]
    assert graded(graph, "2018-06-01")[0] == ("unknown", None, None)


def test_a_later_holder_ends_what_was_possible(make: Make) -> None:
    """
    claim: [Red, captured, Town] | when: 2018-03-01
    claim: [Blue, captured, Town] | when: 2019-05-01
    claim: [Blue, lost_control_of, Town] | when: 2020-02
    """
    graph = make(str(test_a_later_holder_ends_what_was_possible.__doc__))
    assert graded(graph, "2019-01-01")[0] == ("possible", "Red", "2018-03-01")
    assert graded(graph, "2019-06-01")[0] == ("possible", "Blue", "2019-05-01")
    assert ("context", "Red", "2018-03-01") in graded(graph, "2019-06-01")
    assert graded(graph, "2020-06-01")[0] == ("unknown", None, None)
    assert {grade for grade, *_ in graded(graph, "2020-06-01")} == {"unknown", "context"}


def test_predictions_denials_and_withdrawals_never_grade_control(make: Make) -> None:
    """
    claim: [Red, captured, Town] | when: 2019-05-01 | mode: predicted
    not: [Red, controls, Town] | when: 2019-05-02
    claim: [Red, withdrew_from, Town] | when: 2019-05-03
    claim: [Red, controls, Town] | when: 2019-05-04 | mode: assessed
    """
    graph = make(str(test_predictions_denials_and_withdrawals_never_grade_control.__doc__))
    for day in ("2019-05-01", "2019-05-02", "2019-05-04", "2020-01-01"):
        assert [grade for grade, *_ in graded(graph, day)] == ["unknown", *["context"] * 4]


def test_control_of_a_larger_place_is_never_certain_for_a_smaller(make: Make) -> None:
    """
    claim: [Red, controls, Region] | when: 2019-05-01
    """
    graph = make(str(test_control_of_a_larger_place_is_never_certain_for_a_smaller.__doc__))
    assert graded(graph, "2019-05-01", "Region") == [("certain", "Red", None)]
    assert graded(graph, "2019-05-01", "Town") == [("possible", "Red", None)]


def test_an_approximate_day_is_never_certain(make: Make) -> None:
    """
    claim: [Red, controls, Town] | when: 2019-05-01~
    """
    graph = make(str(test_an_approximate_day_is_never_certain.__doc__))
    assert graded(graph, "2019-05-01") == [("possible", "Red", None)]


def test_opposite_polarity_is_found_where_times_may_overlap(make: Make) -> None:
    """
    claim: [Red, captured, Town] | when: 2019-05
    not: [Red, captured, Town] | when: 2019-05-10 | voice: [Radio]
    not: [Red, captured, Town] | when: 2018-05-10
    claim: [Red, captured, Town] | when: 2019-05-11 | mode: hypothetical | certainty: unspecified
    """
    graph = make(str(test_opposite_polarity_is_found_where_times_may_overlap.__doc__))
    rows = [(row["sentence"], row["other_sentence"]) for row in graph.ask("contradictions-polarity")]
    assert rows == [("Sentence 0 says so.", "Sentence 1 says so.")]


def test_rival_holders_are_found_at_one_place_and_at_nested_ones(make: Make) -> None:
    """
    claim: [Red, controls, Town] | when: 2019-05-01/2019-05-31 | time_mode: throughout
    claim: [Blue, controls, Town] | when: 2019-05-10
    claim: [Blue, controls, Region] | when: 2019-05-20/2019-06-20
    claim: [Blue, controls, Town] | when: 2020
    """
    graph = make(str(test_rival_holders_are_found_at_one_place_and_at_nested_ones.__doc__))
    rows = {
        (row["overlap"], row["extent"], *sorted([str(row["sentence"])[9], str(row["other_sentence"])[9]]))
        for row in graph.ask("contradictions-states")
    }
    assert rows == {("surely", "the same place", "0", "1"), ("perhaps", "one in the other", "0", "2")}


def test_two_passages_of_one_speaker_are_one_voice(make: Make) -> None:
    """
    claim: [Red, captured, Town] | when: 2019-05
    claim: [Red, captured, Town] | when: 2019-06
    claim: [Blue, captured, Town] | when: 2019-05
    claim: [Blue, captured, Town] | when: 2019-06 | voice: [Radio]
    """
    graph = make(str(test_two_passages_of_one_speaker_are_one_voice.__doc__))
    assert [row["sentence"] for row in graph.ask("single-voice", about="Town")] == [
        "Sentence 0 says so.",
        "Sentence 1 says so.",
    ]


def test_who_is_only_heard_through_another_is_no_second_voice(make: Make) -> None:
    """
    claim: [Red, captured, Town] | voice: [Paper, Radio]
    claim: [Red, captured, Town] | voice: [Paper, Radio, Blue]
    claim: [Red, attacked, Town] | voice: [Paper, Radio]
    claim: [Red, attacked, Town] | voice: [Paper, Blue]
    """
    graph = make(str(test_who_is_only_heard_through_another_is_no_second_voice.__doc__))
    rows = graph.ask("single-voice", about="Town")
    assert [(row["sentence"], row["rests_on"]) for row in rows] == [
        ("Sentence 0 says so.", "Radio"),
        ("Sentence 1 says so.", "Blue"),
    ]
    assert {edge.predicate: edge.voices for edge in graph.network.edges} == {
        "captured": ("Radio",),
        "attacked": ("Blue", "Radio"),
    }


def test_who_confirms_less_surely_is_no_rival(make: Make) -> None:
    """
    claim: [Red, captured, Town] | id: first | voice: [Paper]
    claim: [Red, captured, Town] | confirms: first | voice: [Paper, Radio] | certainty: probable
    claim: [Red, captured, Region] | voice: [Paper]
    claim: [Red, captured, Region] | voice: [Paper, Radio] | certainty: probable
    """
    graph = make(str(test_who_confirms_less_surely_is_no_rival.__doc__))
    rows = graph.ask("contradictions-certainty")
    assert [(row["sentence"], row["other_sentence"]) for row in rows] == [
        ("Sentence 2 says so.", "Sentence 3 says so.")
    ]


def test_a_voice_that_only_its_teller_confirms_is_not_confirmed(make: Make) -> None:
    """
    claim: [Red, captured, Town] | id: first | voice: [Paper, Radio, Blue]
    claim: [Red, captured, Town] | confirms: first | voice: [Paper, Radio]
    claim: [Red, captured, Region] | id: second | voice: [Paper, Blue]
    claim: [Red, captured, Region] | confirms: second | voice: [Paper, Radio]
    """
    graph = make(str(test_a_voice_that_only_its_teller_confirms_is_not_confirmed.__doc__))
    rows = graph.ask("confirmations")
    assert [(row["sentence"], row["independent"]) for row in rows] == [
        ("Sentence 1 says so.", "no: one voice"),
        ("Sentence 3 says so.", "yes"),
    ]


# ---- kg ask -------------------------------------------------------------------------


def test_ask_lists_the_questions_in_groups(run: Run) -> None:
    result = run("ask")
    assert (result.returncode, result.stderr) == (0, "")
    assert "Of the whole graph:" in result.stdout
    assert "control --place --on       Who held a place on a day, and since when?" in result.stdout


def test_ask_shows_a_sentence_in_full_below_who_and_since(run: Run) -> None:
    result = run("ask", "control", "--place", "mayadeen", "--on", "2017-10-20")
    assert result.stdout.startswith("possible · who: Allied forces of the Syrian Arab Army · since: 14 October 2017\n")
    assert "\n    “The SAA and allied forces captured Mayadeen on October 14.”\n" in result.stdout
    assert "inferred by a curator, no sentence says it: withdrew from it" in result.stdout
    assert result.stderr == "6 claims in 8 rows, a row for each passage\n"
    assert max(map(len, result.stdout.splitlines())) <= 100


def test_a_claim_is_one_card_with_all_its_passages(run: Run) -> None:
    result = run("ask", "predictions", "--voice", "Hassan Hassan")
    assert result.stderr == "8 claims in 9 rows, a row for each passage\n"
    assert result.stdout.count("important for Non-caliphate phase of IS [predicted]") == 1
    inferred = run("ask", "inferred")
    assert inferred.stdout.count("withdrew from Mayadeen [inferred, probable]") == 1
    told = " ".join(inferred.stdout.split())
    assert (
        "in October 2017.” (Islamic State (IS) withdrew from Much of IS's remaining Deir ez-Zor territory [reported] ·"
        in told
    )
    assert "captured Mayadeen on October 14.” (Syrian Arab Army (SAA) captured Mayadeen · Editor at Syria" in told
    assert run("ask", "contradictions-stated").stderr == "2 pairs of claims\n"


def test_times_are_in_words_and_say_whether_they_mean_every_day(run: Run) -> None:
    asked = run("ask", "contradictions-stated").stdout
    assert "Editor at Syria Direct · some time, spring 2013 to 15 February 2018 · asserted" in asked
    assert "2013-21" not in asked
    assert "2013-21/2018-02-15" in run("ask", "contradictions-stated", "--format", "md").stdout
    assert "every day, spring 2008 to 2013" in run("ask", "entity", "--entity", "ISI").stdout
    held = " ".join(run("ask", "control", "--place", "Mayadeen", "--on", "2017-10-20").stdout.split())
    assert "moved there (some time, June 2017 to 15 February 2018); that does not say who held it" in held
    assert "withdrew from it (October 2017; certainty probable)" in held


def test_what_a_curator_notes_stands_with_the_claim_that_it_is_about(run: Run) -> None:
    (card,) = (one for one in run("ask", "denials", "--about", "IS").stdout.split("\n\n") if "Defence of" in one)
    assert '    Curator\'s note: "largely unable": that' in card
    first, second = run("ask", "contradictions-stated").stdout.split("\n\n")[0].split("and: ")
    assert "the other side of the announced unification" in first
    assert "Hassan does not say that it" in second


def test_help_says_what_is_answered_and_shows_the_example_with_its_answer(run: Run) -> None:
    result = run("ask", "control", "--help")
    assert "Who held a place on a day, and since when?" in result.stdout
    assert "--place ENTITY" in result.stdout
    assert "Example: kg ask control --place Mayadeen --on 2017-10-20" in result.stdout
    assert "\n        “The SAA and allied forces captured Mayadeen on October 14.”\n" in result.stdout


def test_show_prints_sparql_that_any_engine_answers(run: Run, turtle: pyoxigraph.Store) -> None:
    result = run("ask", "control", "--place", "al-Bukamal", "--on", "2018-02-15", "--show")
    assert "VALUES ?place { id:AbuKamal }  # parameter" in result.stdout
    assert rows_of(turtle, result.stdout)[0][:2] == ["possible", "Syrian government"]


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("csv", "what,certainty,when,concluded_by,basis,sentence,"),
        ("tsv", "?what\t?certainty\t"),
        ("json", '"vars":["what","certainty"'),
        ("xml", '<variable name="what"/>'),
        ("md", "| what | certainty |"),
    ],
)
def test_answers_come_in_every_format(run: Run, style: str, expected: str) -> None:
    result = run("ask", "inferred", "--format", style)
    assert (result.returncode, expected in result.stdout) == (0, True), result.stdout[:300]


def test_an_empty_answer_means_unknown(run: Run) -> None:
    result = run("ask", "denials", "--about", "Nice")
    assert (result.returncode, result.stdout) == (0, "No claim in this graph answers that. It means unknown, not no.\n")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["contradictions"], "did you mean contradictions-certainty, contradictions-polarity, contradictions-stat"),
        (["Who held Mayadeen on 20 October 2017?"], "did you mean control or control-history?\n  control: Who held"),
        (["Who", "held", "Mayadeen"], "did you mean control or control-history?"),
        (["denials", "--who", "ISIS"], "there is no option --who (denials takes --about, --voice; --help tells"),
        (["control", "Mayadeen", "2017-10-20"], "“Mayadeen”: values are given as --place ENTITY --on DATE. Example:"),
        (["contrl"], "there is no stored question “contrl”: did you mean control?"),
        (
            ["control", "--plce", "Mayadeen"],
            "there is no option --plce: did you mean --place? (control takes --place, --on;",
        ),
        (
            ["control", "--place", "Mayadeen"],
            "--on is missing (the day). Example:\n  kg ask control --place Mayadeen --on",
        ),
    ],
)
def test_wrong_usage_ends_with_2_and_says_what_is_right(run: Run, arguments: list[str], expected: str) -> None:
    result = run("ask", *arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert expected in result.stderr


def test_a_wrong_value_ends_with_1(run: Run) -> None:
    result = run("ask", "control", "--place", "Deir e-Zor", "--on", "2017-10-20")
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == (
        "error: --place: “Deir e-Zor” names several: DeirEzZor (settlement), "
        "DeirEzZorGovernorate (administrative area). Use an id\n"
    )


def test_ask_works_on_a_corpus_and_on_a_file(run: Run, built: Path) -> None:
    result = run("ask", "denials", "--corpus", HARBOUR, "--format", "csv")
    assert "Coastal Ferry Company paid for new pier" in result.stdout
    result = run("ask", "inferred", "--data", built / "graph.ttl", "--format", "csv")
    assert "Islamic State (IS) withdrew from Mayadeen" in result.stdout


def test_a_question_of_our_own_is_kept_from_running_what_it_holds(graph: kg.Graph) -> None:
    hostile = Question("x", "x", "x", (), {}, "", "SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    with pytest.raises(QueryError, match="SERVICE"):
        graph.query(bind(hostile, {}, graph.names, graph.query))


def test_relations_of_control_are_those_that_the_ontology_marks() -> None:
    text = questions()["control"].text
    asked = set(re.findall(r'\(o:(\w+) "object" "(state|gain|loss)" ', text))
    roles = {name: term.notes.get("control_role") for name, term in ontology().relations.items()}
    assert asked == {(name, role) for name, role in roles.items() if role}
