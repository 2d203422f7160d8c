"""The stored questions of the second list, held against the records: what they list, and what they must never list."""

from collections import Counter
from collections.abc import Callable

import pytest
from helpers import HARBOUR

import kg
from kg.model import Claim
from kg.model import Literal
from kg.projection import Layer
from kg.projection import layer
from kg.query.answer import Row
from kg.query.stored.binding import bind
from kg.query.stored.questions import questions
from kg.terms import Certainty
from kg.terms import Mode
from kg.terms import Polarity

FIGHTING = {"fought", "attacked", "launched_offensive_against", "threatened", "denounced"}
MOVING = {"advanced_toward", "entered", "moved_toward", "relocated_to", "left_place", "withdrew_from"}


def ask(graph: kg.Graph, name: str, **values: str) -> list[Row]:
    """Ask a stored question with parameters by their names."""
    return list(graph.query(bind(questions()[name], values, graph.names, graph.query)))


def claims(graph: kg.Graph, name: str, **values: str) -> set[str]:
    """Ask, and give the keys of the claims found."""
    return {str(row["claim"]).removeprefix("claim:") for row in ask(graph, name, **values)}


def keys(graph: kg.Graph, keep: Callable[[Claim], bool]) -> set[str]:
    return {claim.key for claim in graph.corpus.claims if keep(claim)}


LISTED: dict[str, tuple[dict[str, str], Callable[[Claim], bool]]] = {
    "asked": ({}, lambda claim: claim.mode is Mode.QUESTION),
    "assessments": ({"about": "any"}, lambda claim: claim.mode is Mode.ASSESSED),
    "intentions": ({}, lambda claim: claim.mode is Mode.INTENDED),
    "should": ({"who": "any"}, lambda claim: claim.mode is Mode.NORMATIVE),
    "conditions": ({}, lambda claim: claim.mode is Mode.CONDITIONAL),
    "hedged": ({"certainty": "any"}, lambda claim: claim.certainty is not Certainty.CERTAIN),
    "undated": ({"entity": "any"}, lambda claim: claim.when is None),
    "relayed": ({"by": "any"}, lambda claim: len(claim.voices) > 1),
    "confirmations": ({}, lambda claim: bool(claim.linked("confirms"))),
    "relation": ({"relation": "captured"}, lambda claim: claim.predicate == "captured"),
    "movements": ({"place": "any"}, lambda claim: claim.predicate in MOVING),
    "document": ({"document": "syria-direct-2018-02-15"}, lambda claim: "syria-direct-2018-02-15" in claim.documents),
    "events-on-date": (
        {"on": "2017-09-25"},
        lambda claim: bool(
            claim.when
            and claim.when.earliest_start
            and claim.when.latest_end
            and claim.when.earliest_start.isoformat() <= "2017-09-25" <= claim.when.latest_end.isoformat()
        ),
    ),
    "estimates": (
        {},
        lambda claim: (
            isinstance(claim.object, Literal)
            or bool({name for name, _ in claim.qualifiers} & {"low", "high", "distance_km"})
        ),
    ),
}


@pytest.mark.parametrize("name", LISTED)
def test_a_question_lists_every_such_claim_and_no_other(graph: kg.Graph, name: str) -> None:
    values, keep = LISTED[name]
    assert claims(graph, name, **values) == keys(graph, keep)


@pytest.mark.parametrize("entity", ["IS", "SyrianGovernment", "SDF", "AymanAlZawahiri"])
def test_enemies_are_agents_that_a_claim_sets_against_each_other(graph: kg.Graph, entity: str) -> None:
    corpus = graph.corpus

    def agent(value: object) -> bool:
        return isinstance(value, str) and corpus.ontology.is_a(corpus.entities[value].type, ["Agent"])

    def against(claim: Claim) -> set[object]:
        sides = {value for name, value in claim.qualifiers if name in {"against", "from_party"}}
        return sides | ({claim.object} if claim.predicate in FIGHTING else set())

    def keep(claim: Claim) -> bool:
        others = {one for one in against(claim) if agent(one)}
        return agent(claim.subject) and bool(others) and (claim.subject == entity or entity in others)

    assert claims(graph, "enemies", who=entity) == keys(graph, keep)


def test_between_finds_both_directions_and_what_is_done_against_a_party(graph: kg.Graph) -> None:
    def keep(claim: Claim) -> bool:
        rest = {claim.object, *(value for _, value in claim.qualifiers)}
        return (claim.subject == "IS" and "SDF" in rest) or (claim.subject == "SDF" and "IS" in rest)

    found = claims(graph, "between", one="SDF", other="ISIS")
    assert found == claims(graph, "between", one="IS", other="SDF") == keys(graph, keep)


def test_facts_come_first_and_the_rest_says_what_it_is(graph: kg.Graph) -> None:
    for name, values in {
        "allies": {"who": "any"},
        "enemies": {"who": "any"},
        "members": {"who": "any"},
        "relation": {"relation": "recaptured"},
        "between": {"one": "IS", "other": "the regime"},
    }.items():
        rows = ask(graph, name, **values)
        by_key = {claim.key: claim for claim in graph.corpus.claims}
        found = [by_key[str(row["claim"]).removeprefix("claim:")] for row in rows]
        facts = [layer(claim) is Layer.EDGES for claim in found]
        assert facts == sorted(facts, reverse=True)
        assert not all(facts)
        for row, claim in zip(rows, found, strict=True):
            assert claim.mode is Mode.ASSERTED or str(claim.mode) in str(row["what"])
            assert (row["mode"], row["certainty"], row["polarity"]) == (claim.mode, claim.certainty, claim.polarity)


def test_the_prediction_that_is_may_retake_towns_is_no_act_between_is_and_the_government(graph: kg.Graph) -> None:
    rows = [
        row for row in ask(graph, "between", one="IS", other="SyrianGovernment") if "recaptured" in str(row["what"])
    ]
    assert {row["mode"] for row in rows} == {"predicted"}
    assert all("[predicted, possible]" in str(row["what"]) for row in rows)


def test_counts_are_those_of_the_records(graph: kg.Graph) -> None:
    corpus = graph.corpus
    counted = Counter((claim.mode, claim.certainty, claim.polarity) for claim in corpus.claims)
    rows = ask(graph, "claims-by-mode")
    assert {(row["mode"], row["certainty"], row["polarity"]): int(str(row["claims"])) for row in rows} == counted
    assert sum(int(str(row["plain_edges"])) for row in rows) == sum(layer(one) is Layer.EDGES for one in corpus.claims)
    assert not [row for row in rows if row["polarity"] != Polarity.POSITIVE and row["plain_edges"] != "0"]
    sources = {row["document"]: int(str(row["claims"])) for row in ask(graph, "sources")}
    assert sources == {f"doc:{name}": sum(name in one.documents for one in corpus.claims) for name in corpus.documents}


def test_a_voice_is_the_innermost_one_and_what_others_pass_on_is_counted(graph: kg.Graph) -> None:
    rows = [row for row in ask(graph, "voices", document="any") if row["voice"] == "IS leaders"]
    own = [claim for claim in graph.corpus.claims if claim.voices[-1] == "ISLeaders"]
    assert sum(int(str(row["claims"])) for row in rows) == len(own)
    assert all(row["relayed"] == row["claims"] for row in rows)


def test_degrees_are_those_of_the_network(graph: kg.Graph) -> None:
    found = {
        row["entity"]: (row["edges"], row["claims_in_edges"]) for row in ask(graph, "most-connected", type="Entity")
    }
    drawn = {f"id:{node.entity.id}": (str(node.degree), str(node.claims)) for node in graph.network.nodes}
    assert found == drawn


def test_background_is_never_said_by_a_text(graph: kg.Graph) -> None:
    rows = ask(graph, "places-in-region", region="Deir ez-Zor Governorate")
    assert [row["ground"] for row in rows if row["place"] == "Mayadeen"] == ["background"]
    for row in ask(graph, "places-in-region", region="Syria"):
        assert (row["sentence"] is None) == (row["ground"] == "background")
        assert (row["claim"] is None) == (row["ground"] == "background")
    everything = ask(graph, "background", entity="any")
    registry = sum(len(one.located_in) + (one.speaks_for is not None) for one in graph.corpus.entities.values())
    assert len(everything) == registry
    assert all(row["source"] for row in everything)


def test_a_place_reached_through_another_names_it(graph: kg.Graph) -> None:
    rows = ask(graph, "places-in-region", region="Syria")
    sukhna = {(row["ground"], row["through"]) for row in rows if row["place"] == "Sukhna"}
    assert sukhna == {("background", None), ("a text", "Homs Governorate")}


def test_a_confirmation_by_the_same_paper_is_no_second_voice(graph: kg.Graph) -> None:
    found = {(row["what"], row["independent"]) for row in ask(graph, "confirmations")}
    assert ("Islamic State (IS) recaptured Qaryatayn", "no: one voice") in found
    assert {independent for what, independent in found if "offensives" in str(what)} == {"yes"}


def test_a_month_lists_what_touches_it_and_says_how(graph: kg.Graph) -> None:
    rows = ask(graph, "events-in-month", month="2017-10")
    fits = {(row["when"], row["fit"]) for row in rows}
    assert ("2017-10-14", "in that month") in fits
    assert ("2017-10", "in that month") in fits
    assert ("2017-09/2017-10", "a span that touches it") in fits
    assert not [when for when, _ in fits if ".." in str(when)]


def test_search_finds_any_part_of_any_spelling(graph: kg.Graph) -> None:
    for text in ("bukamal", "BUKAMAL", "bu Kamal"):
        assert "id:AbuKamal" in {row["entity"] for row in ask(graph, "search", text=text)}
    assert ask(graph, "search", text='zor" } UNION { ?entity ?b ?c') == []


def test_places_without_a_position_are_on_the_list_too(graph: kg.Graph) -> None:
    rows = ask(graph, "map", region="any")
    position = {row["place"]: row["latitude"] for row in rows}
    assert position["id:Mayadeen"] == "35.01982"
    assert position["id:SyrianIraqiBorderlands"] is None
    where = [row["latitude"] is None for row in rows]
    assert where == sorted(where)


def test_a_timeline_keeps_to_the_days_given(graph: kg.Graph) -> None:
    values = {"entity": "Mayadeen", "from": "2017-10-01", "to": "2017-10-31"}
    rows = ask(graph, "timeline", **values)
    assert {row["when"] for row in rows} == {"2017-06/2018-02-15", "2017-10", "2017-10-14", "../2018-02-15"}
    assert {row["when"] for row in ask(graph, "timeline", **{**values, "from": "2018-02-01", "to": "any"})} == {
        "2017-06/2018-02-15",
        "../2018-02-15",
    }


def test_the_questions_work_over_any_corpus() -> None:
    harbour = kg.build(kg.read(HARBOUR))
    rows = ask(harbour, "movements", who="the company", place="any")
    assert {(row["what"], row["mode"]) for row in rows} == {
        ("Coastal Ferry Company withdrew from old pier [inferred, probable]", "inferred")
    }
    assert {row["what"] for row in ask(harbour, "relayed", by="Ana Petrova")} >= {
        "Coastal Ferry Company operates in new pier [predicted, probable]"
    }
    assert [row["subject"] for row in ask(harbour, "background", entity="Lima Bay")] == ["old pier"]


def test_background_is_asked_of_the_dataset_in_rdflib_too(graph: kg.Graph) -> None:
    ((subject, relation, target, source),) = graph.rdflib.query(questions()["background"].text)  # type: ignore[misc]
    told = [str(subject), str(relation), str(target), str(source)]
    assert told == ["Mayadeen", "located in", "Deir ez-Zor Governorate", "GeoNames"]


def test_control_says_what_is_open_on_the_day_itself_and_after_every_document(graph: kg.Graph) -> None:
    def why(place: str, on: str) -> set[str]:
        rows = ask(graph, "control", place=f"id:{place}", on=on)
        return {str(row["why"]) for row in rows if str(row["control"]) != "context"}

    on_it, later = "; on this very day; when in it, and how long after, is not said", "; this day is after the newest"
    assert why("Mayadeen", "2017-10-14") == {f"captured it (2017-10-14){on_it}"}
    assert all(later not in text for text in why("Mayadeen", "2018-02-15"))
    assert all(later in text for text in why("Mayadeen", "2018-02-16"))


def test_a_month_begins_with_what_is_told_as_fact_and_ends_with_what_is_not(graph: kg.Graph) -> None:
    rows = list(ask(graph, "events-in-month", month="2017-09"))
    plain = {f"claim:{claim.key}": layer(claim) is Layer.EDGES for claim in graph.corpus.claims}
    facts = [plain[row["claim"] or ""] for row in rows]
    assert facts == sorted(facts, reverse=True)
    assert any(facts)
    assert not all(facts)
    assert "hilltop" in (rows[0]["sentence"] or "")
    assert not any(row["when"] == "2017-09-07" for row in rows[:3])
