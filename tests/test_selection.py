"""A part of the graph: what a person who asks for it gets, and what is left out and said."""

from datetime import date
from pathlib import Path

import pytest
from helpers import Run
from hostile import HOSTILE

import kg
from kg.errors import QueryError
from kg.projection import Layer
from kg.projection import layer
from kg.terms import Mode

INTERVIEW = "syria-direct-2018-02-15"


def selected(graph: kg.Graph) -> list[kg.Claim]:
    return [claim for claim in graph.corpus.claims if claim.key not in graph.corpus.context]


def ends(claim: kg.Claim) -> set[str]:
    return {end for end in (claim.subject, claim.object) if isinstance(end, str)}


# --- around ---------------------------------------------------------------------------------------


def test_around_takes_what_names_the_entity_and_what_joins_its_neighbours(graph: kg.Graph) -> None:
    near = graph.around("al-Mayadin")
    edges = [edge for edge in graph.network.edges if "Mayadeen" in {edge.source, edge.target}]
    neighbours = {end for edge in edges for end in (edge.source, edge.target)}
    assert {edge.key for edge in edges} <= {edge.key for edge in near.network.edges}
    assert all("Mayadeen" in ends(claim) or ends(claim) <= neighbours for claim in selected(near))
    assert near.corpus.title.endswith(": around Mayadeen, 1 hop")


def test_predictions_about_the_entity_are_not_lost(graph: kg.Graph) -> None:
    near = graph.around("IS")
    assert {claim.key for claim in graph.corpus.claims if "IS" in ends(claim)} <= {one.key for one in selected(near)}
    assert any(claim.mode is Mode.PREDICTED for claim in selected(near))


def test_more_hops_reach_further(graph: kg.Graph) -> None:
    sizes = [len(graph.around("Mayadeen", hops).network.nodes) for hops in (1, 2, 3)]
    assert sizes == sorted(set(sizes))
    assert graph.around("Mayadeen", 2).corpus.title.endswith(": around Mayadeen, 2 hops")


# --- time -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("on", ["2017-10-20", date(2017, 10, 20)])
def test_a_day_takes_what_holds_or_may_hold_then(graph: kg.Graph, on: str | date) -> None:
    day = date(2017, 10, 20)
    kept = {claim.key for claim in selected(graph.selected(on=on))}
    for claim in graph.corpus.claims:
        when = claim.when
        may = when is not None and (when.earliest_start or day) <= day <= (when.latest_end or day)
        assert (claim.key in kept) is may


def test_a_day_says_what_it_leaves_out(graph: kg.Graph) -> None:
    found = graph.selected(on="2017-10-20")
    undated = sum(claim.when is None for claim in graph.corpus.claims)
    assert f"{undated} without a date are left out" in found.notice
    assert found.corpus.title.endswith(": on 20 October 2017")
    assert graph.selected(on="2017-10").corpus.title.endswith(": in October 2017")


def test_what_was_over_is_told_beside_an_inference_but_not_drawn(graph: kg.Graph) -> None:
    """The army took Mayadeen on the 14th; a curator infers from that a withdrawal in October, maybe on the 20th."""
    found = graph.selected(around="Mayadeen", on="2017-10-20")
    (capture,) = (one for one in found.corpus.claims if one.subject == "SyrianArabArmy" and one.predicate == "captured")
    assert capture.key in found.corpus.context
    assert "withdrew_from" in {edge.predicate for edge in found.network.edges}
    assert "captured" not in {edge.predicate for edge in found.network.edges}
    assert not found.query("ASK { id:SyrianArabArmy o:captured id:Mayadeen }").boolean
    assert found.query("ASK { ?c rdf:predicate o:captured ; rdf:object id:Mayadeen ; o:projected false }").boolean
    assert "told beside" in found.notice
    assert "captured" not in {entry.claim.predicate for entry in found.timeline("Mayadeen")}


# --- documents, types, policy -----------------------------------------------------------------------


def test_a_document_takes_its_own_claims(graph: kg.Graph) -> None:
    found = graph.selected(documents=[INTERVIEW])
    assert {claim.key for claim in selected(found)} == {
        claim.key for claim in graph.corpus.claims if INTERVIEW in claim.documents
    }
    assert set(found.corpus.documents) >= {INTERVIEW}
    assert f"“{graph.corpus.documents[INTERVIEW].title}”" in found.corpus.title


@pytest.mark.parametrize("name", ["ArmedGroup", "armed group", "Armed Group"])
def test_types_are_known_by_name_and_label_with_those_below(graph: kg.Graph, name: str) -> None:
    found = graph.selected(types=[name, "Place"])
    is_a, entities = graph.corpus.ontology.is_a, graph.corpus.entities
    assert selected(found)
    assert all(is_a(entities[end].type, {"ArmedGroup", "Place"}) for claim in selected(found) for end in ends(claim))


def test_a_policy_is_part_of_a_selection(graph: kg.Graph) -> None:
    strict = graph.selected(policy="strict")
    assert all(layer(claim, kg.Policy.STRICT) is Layer.EDGES for edge in strict.network.edges for claim in edge.claims)
    assert 0 < len(strict.network.edges) < len(graph.network.edges)


def test_parts_narrow_each_other(graph: kg.Graph) -> None:
    both = {one.key for one in selected(graph.selected(documents=[INTERVIEW], on="2017-10"))}
    apart = [graph.selected(documents=[INTERVIEW]), graph.selected(on="2017-10")]
    assert both == set.intersection(*({one.key for one in selected(part)} for part in apart))
    found = graph.selected(around="Mayadeen", hops=2, on="2017-10-20")
    assert found.corpus.title.endswith(": around Mayadeen, 2 hops, on 20 October 2017")


def test_a_selection_of_a_selection_is_one(graph: kg.Graph) -> None:
    one = graph.selected(on="2017-10-20").selected(around="Mayadeen")
    assert {claim.key for claim in selected(one)} == {
        claim.key for claim in selected(graph.selected(around="Mayadeen", on="2017-10-20"))
    }


def test_nothing_asked_is_everything(graph: kg.Graph) -> None:
    assert graph.selected() is graph


# --- queries --------------------------------------------------------------------------------------


def test_a_row_with_claims_selects_them_alone(graph: kg.Graph) -> None:
    found = graph.selected(query="SELECT ?claim ?who { ?claim o:mode o:predicted ; rdf:subject ?who }")
    assert {claim.key for claim in selected(found)} == {
        claim.key for claim in graph.corpus.claims if claim.mode is Mode.PREDICTED
    }


def test_a_row_of_one_entity_selects_all_that_is_said_of_it(graph: kg.Graph) -> None:
    found = graph.selected(query="SELECT ?p { VALUES ?p { id:Mayadeen } }")
    assert {one.key for one in selected(found)} == {one.key for one in graph.corpus.claims if "Mayadeen" in ends(one)}


def test_a_row_of_two_entities_selects_what_joins_them(graph: kg.Graph) -> None:
    found = graph.selected(query="SELECT ?a ?b { VALUES (?a ?b) { (id:Mayadeen id:IS) } }")
    assert {one.key for one in selected(found)} == {
        one.key for one in graph.corpus.claims if ends(one) == {"Mayadeen", "IS"}
    }


def test_a_constructed_triple_selects_the_claims_that_say_it(graph: kg.Graph) -> None:
    found = graph.selected(query="CONSTRUCT WHERE { ?who o:captured ?what }")
    assert selected(found)
    assert {one.predicate for one in selected(found)} == {"captured"}


def test_a_stored_question_selects_its_claims(graph: kg.Graph) -> None:
    claims = {str(row["claim"]).removeprefix("claim:") for row in graph.ask("denials")}
    listed = " ".join(f"claim:{key}" for key in claims)
    text = f"SELECT ?claim {{ VALUES ?claim {{ {listed} }} }}"
    assert {one.key for one in selected(graph.selected(query=text))} == claims


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("ASK {}", "ASK answers yes or no"),
        ("SELECT ?l { id:IS rdfs:label ?l }", "names a claim or an entity"),
        ("SELECT ?x {", "never closed|expected|ends"),
        ("SELECT ?x { SERVICE <http://a.example/> { ?x ?p ?o } }", "SERVICE"),
    ],
)
def test_queries_that_select_nothing_on_principle(graph: kg.Graph, query: str, said: str) -> None:
    with pytest.raises(QueryError, match=said):
        graph.selected(query=query)


# --- what is in it ----------------------------------------------------------------------------------


@pytest.mark.parametrize("parts", [{"around": "Mayadeen"}, {"on": "2017-10-20"}, {"types": ["Place"]}])
def test_a_selection_names_nothing_that_it_lacks(graph: kg.Graph, parts: dict[str, object]) -> None:
    found = graph.selected(**parts)  # type: ignore[arg-type]
    missing = found.query(
        "SELECT DISTINCT ?x { { ?c a o:Claim ; rdf:subject|rdf:object|o:voice|o:supported_by|o:derived_from ?x } UNION "
        "{ ?d dcterms:publisher ?x } FILTER(isIRI(?x) && NOT EXISTS { ?x a ?any }) }"
    )
    assert list(missing) == []
    assert len(found.corpus.entities) < len(graph.corpus.entities)


def test_a_selection_of_hostile_names_is_made(tmp_path: Path) -> None:
    found = kg.build(HOSTILE).selected(around="al-Jaysh", on="2017-10-14")
    found.to_html(tmp_path / "graph.html")
    assert "Title </script>" in found.corpus.title
    assert "\u202e reversed\u2069: around Army" in found.corpus.title  # our words are not turned around


# --- the command line -------------------------------------------------------------------------------


def test_every_format_takes_a_selection(run: Run, tmp_path: Path) -> None:
    for name in ("ttl", "gexf", "csv"):
        done = run("export", name, "--around", "Mayadeen", "--on", "2017-10-20", "-o", f"part.{name}")
        assert done.returncode == 0, done.stderr
        assert "may hold on 20 October 2017" in done.stderr
        text = (tmp_path / f"part.{name}").read_text(encoding="utf-8")
        assert "Mayadeen" in text
        assert "Sinai" not in text


def test_gephi_users_are_told_what_a_selection_leaves_out(run: Run) -> None:
    done = run("export", "gexf", "--on", "2017-10-20", "-q", "-o", "-")
    assert "on 20 October 2017" in done.stdout
    assert "without a date are left out" in done.stdout
    assert done.stderr == ""


def test_a_query_comes_from_a_file_or_standard_input(run: Run, tmp_path: Path) -> None:
    query = "SELECT ?claim { ?claim o:mode o:predicted }"
    (tmp_path / "predicted.rq").write_text(query, encoding="utf-8")
    outputs = [
        run("export", "jsonl", "--query", "predicted.rq", "-o", "-").stdout,
        run("export", "jsonl", "--query", "-", "-o", "-", stdin=query).stdout,
        run("export", "jsonl", "--query", query, "-o", "-").stdout,
    ]
    assert outputs[0].count('"mode": "predicted"') > 3
    assert len(set(outputs)) == 1


@pytest.mark.parametrize(
    ("flags", "code", "said"),
    [
        (["--around", "Mayaden"], 1, "did you mean Mayadeen"),
        (["--document", "syria-direct"], 1, "did you mean syria-direct-2018-02-15?"),
        (["--type", "Settlment"], 1, "did you mean Settlement?"),
        (["--on", "2017-13"], 2, "Invalid value for '--on': “2017-13”: there is no month 13"),
        (["--on", "2017-10/2017-11"], 2, "expected one date"),
        (["--on", "2030", "--around", "Mayadeen"], 1, "no claim names Mayadeen among those in 2030"),
        (["--document", "foo"], 1, "(documents: al-bawaba-2017-09-07, syria-direct-2018-02-15)"),
        (["--type", "Citty"], 1, "(classes: AdministrativeArea, "),
        (["--type", "setlement"], 1, "did you mean Settlement?"),
        (["--around", "Nowhere"], 1, "kg ask search --text PART finds names by a part of them"),
        (["--hops", "2"], 2, "--hops needs --around"),
        (["--query", "missing.rq"], 1, "can't read missing.rq"),
    ],
)
def test_what_can_t_be_selected_is_said_and_nothing_written(
    run: Run, tmp_path: Path, flags: list[str], code: int, said: str
) -> None:
    done = run("view", *flags)
    assert (done.returncode, list(tmp_path.iterdir())) == (code, [])
    assert said in done.stderr


def test_the_command_says_what_it_selected(run: Run, tmp_path: Path) -> None:
    done = run("view", "--around", "Mayadeen", "--hops", "2", "--on", "2017-10-20", "-o", "out.html")
    assert done.returncode == 0, done.stderr
    assert "told beside" in done.stderr
    page = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert "around Mayadeen, 2 hops, on 20 October 2017</h1>" in page
    assert "may hold on 20 October 2017" in page


@pytest.mark.parametrize(
    ("flag", "said"),
    [("--around", "there is no entity “”"), ("--query", "there is no query here"), ("--on", "expected YYYY")],
)
def test_an_empty_name_is_none_and_not_the_whole_graph(run: Run, tmp_path: Path, flag: str, said: str) -> None:
    """A script's variable may be empty: ``kg view --around "$NAME"``."""
    done = run("view", flag, "", "-o", tmp_path / "page.html")
    assert done.returncode != 0
    assert said in done.stderr
    assert not (tmp_path / "page.html").exists()
