"""Evidence paths: the shortest ones, all of them, in a fixed order, with a sentence for every hop."""

import json
from datetime import date
from itertools import pairwise

import networkx as nx
import pytest
from helpers import HARBOUR
from helpers import Run
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.model import Claim
from kg.model import Document
from kg.model import Entity
from kg.model import Evidence
from kg.model import by_id
from kg.network import network
from kg.paths import Paths
from kg.paths import shortest
from kg.terms import Certainty
from kg.terms import Mode
from kg.terms import ontology

NAMES = "ABCDEFG"
PASSAGE = Evidence("e", "paper", 0, 4, "Text")
LINKS = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.sampled_from(["fought", "supports", "attacked"]),
        st.sampled_from(NAMES),
        st.sampled_from([Mode.ASSERTED, Mode.INFERRED]),
    ),
    max_size=14,
)


def world(links: list[tuple[str, str, str, Mode]]) -> kg.Corpus:
    """A corpus of these links."""
    paper = Document("paper", "Text", "", "text.txt", "", "Paper", date(2020, 1, 1), "A")
    claims = [
        Claim(str(number), one, relation, other, (PASSAGE,), ("A",), mode=mode)
        for number, (one, relation, other, mode) in enumerate(links)
    ]
    entities = by_id(Entity(name, "ArmedGroup", name) for name in NAMES)
    return kg.Corpus("World", "https://example.org/", ontology(), by_id([paper]), entities, claims)


def reference(corpus: kg.Corpus) -> "nx.Graph[str]":
    """The same world for networkx."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(NAMES)
    graph.add_edges_from((edge.source, edge.target) for edge in network(corpus).edges)
    return graph


@given(LINKS, st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_the_paths_are_those_of_networkx(links: list[tuple[str, str, str, Mode]], one: str, other: str) -> None:
    corpus = world(links)
    found = shortest(network(corpus), one, other, limit=None)
    graph = reference(corpus)
    if one == other or not nx.has_path(graph, one, other):
        assert not found.paths
        assert found.distance == (0 if one == other else None)
        return
    assert found.distance == nx.shortest_path_length(graph, one, other)
    expected = [tuple(names) for names in nx.all_shortest_paths(graph, one, other)]
    assert sorted(path.entities for path in found) == sorted(expected)
    assert found.total == len(expected)


@given(LINKS, st.sampled_from(NAMES), st.sampled_from(NAMES), st.integers(1, 3))
def test_every_hop_is_an_edge_and_those_told_come_before_those_inferred(
    links: list[tuple[str, str, str, Mode]], one: str, other: str, limit: int
) -> None:
    everything = shortest(network(world(links)), one, other, limit=None)
    weak = [sum(step.edge.inferred for step in path.steps) for path in everything]
    assert weak == sorted(weak)
    for path in everything:
        for step in path.steps:
            ends = [step.source, step.target]
            assert [step.edge.source, step.edge.target] in (ends, ends[::-1])
            assert (step.claim.subject == step.source) is step.forward
            told = [edge for edge in step.edges if not edge.inferred]
            assert step.edge.inferred is not bool(told)
    few = shortest(network(world(links[::-1])), one, other, limit=limit)
    assert [path.entities for path in few] == [path.entities for path in everything][:limit]
    assert few.total == everything.total


@given(LINKS, st.integers(1, 4))
def test_no_path_is_longer_than_asked_for(links: list[tuple[str, str, str, Mode]], hops: int) -> None:
    found = shortest(network(world(links)), "A", "B", hops, None)
    assert all(len(path.steps) <= hops for path in found)
    assert bool(found.paths) == (found.distance is not None and found.distance <= hops)


def test_predictions_and_denials_are_no_hops(graph: kg.Graph) -> None:
    drawn = {(edge.source, edge.predicate, edge.target) for edge in graph.network.edges}
    for name in ("Mayadeen", "AbuKamal", "SDF", "Raqqa", "JabhatAlNusra"):
        for path in graph.paths("IS", name, limit=None):
            assert {(edge.source, edge.predicate, edge.target) for step in path.steps for edge in step.edges} <= drawn
            assert all(step.claim.certainty is Certainty.CERTAIN or step.edge.inferred for step in path.steps)


def names(found: Paths) -> list[tuple[str, ...]]:
    return [path.entities for path in found]


def test_any_spelling_names_an_end(graph: kg.Graph) -> None:
    assert names(graph.paths("al-Bukamal", "Deir Ezzour")) == names(graph.paths("AbuKamal", "DeirEzZor"))


def test_a_path_reads_as_it_is_told_whichever_way_it_is_walked(run: Run) -> None:
    """The flagship: nobody says that IS withdrew from Mayadeen, and the path says so."""
    result = run("path", "Mayadeen", "Syrian Democratic Forces")
    assert result.returncode == 0, result.stderr
    assert "Mayadeen to Syrian Democratic Forces (SDF): 2 hops, 1 shortest path" in result.stdout
    assert "Mayadeen ← withdrew from (inferred) — Islamic State (IS) ← launched offensive against —" in result.stdout
    assert "Islamic State (IS) withdrew from Mayadeen [inferred, probable], October 2017" in result.stdout
    assert "(inferred by a curator: no sentence says it)" in result.stdout
    assert "No sentence says that IS withdrew" in " ".join(result.stdout.split())
    captured = (
        "“The SAA and allied forces captured Mayadeen on October 14.” (Editor at Syria Direct, in syria-direct-2018"
    )
    assert captured in result.stdout


def test_the_same_path_is_printed_under_another_hash_seed(run: Run) -> None:
    one, other = (run("path", "Russia", "Mosul", "--all", PYTHONHASHSEED=seed) for seed in ("1", "2"))
    assert one.stdout == other.stdout
    assert "→" in one.stdout


def test_paths_as_json_carry_the_claim_of_every_hop(run: Run) -> None:
    found = json.loads(run("path", "Mayadeen", "SDF", "--format", "json").stdout)
    (steps,) = found["paths"]
    assert [(step["from"], step["relation"], step["to"], step["forward"]) for step in steps] == [
        ("Mayadeen", "withdrew_from", "IS", False),
        ("IS", "launched_offensive_against", "SDF", False),
    ]
    assert [step["inferred"] for step in steps] == [True, False]
    assert steps[1]["claim"]["voices"] == ["Syria Direct"]
    assert steps[1]["also"] == [["SDF", "fought", "IS"]]


def test_paths_as_markdown_are_one_table(run: Run) -> None:
    lines = run("path", "Mayadeen", "SDF", "--format", "md").stdout.splitlines()[2:]
    assert lines[0].startswith("| path | hop | from | to | what |")
    assert len({line.count(" | ") for line in lines}) == 1


@pytest.mark.parametrize(
    ("ends", "message"),
    [
        (("Abu Kamal", "SDF", "--hops", 2), "no path of at most 2 hops between Abu Kamal and Syrian Democratic Forces"),
        (("Abu Kamal", "SDF", "--hops", 2), "the shortest has 3 (--hops 3)"),
        (("CIA", "Nice"), "no path between CIA and Nice: no plain edge touches CIA."),
        (("Nice", "IS"), "That means that no text links them by what it tells as fact, not that there is no link."),
        (("IS", "ISIS"), "Islamic State (IS) is both ends"),
    ],
)
def test_what_is_not_found_is_said_in_full(run: Run, ends: tuple[str, ...], message: str) -> None:
    result = run("path", *ends)
    assert result.returncode == 0
    assert message in result.stdout


def test_an_unknown_end_is_an_error_with_a_hint(run: Run) -> None:
    result = run("path", "Mayaden", "IS")
    assert (result.returncode, result.stdout) == (1, "")
    assert "error: there is no entity “Mayaden”: did you mean Mayadeen" in result.stderr


def test_paths_work_over_any_corpus(run: Run) -> None:
    result = run("path", "Lima Bay", "the union", HARBOUR)
    assert "Lima Bay ← located in — old pier ← gained control of — Fishermen’s Union" in result.stdout


def test_unconfirmed_hops_say_so_under_the_wide_policy(run: Run) -> None:
    plain = run("path", "NewPier", "FerryCompany", HARBOUR)
    assert "no plain edge touches new pier" in plain.stdout
    wide = run("path", "Canada", "CanadianCitizensWhoWentToJoinIS", "--policy", "wide")
    assert "(unconfirmed: not told as certain fact)" in wide.stdout


def test_entities_of_a_path_join_up(graph: kg.Graph) -> None:
    for path in graph.paths("Russia", "Mosul", limit=None):
        assert list(pairwise(path.entities)) == [(step.source, step.target) for step in path.steps]
