"""Who stands where in the network: figures that are networkx's, the same every time, and say what they do not mean."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest
from helpers import HARBOUR
from helpers import Run
from hostile import HOSTILE
from hostile import claim
from test_gephi import opened

import kg
from kg.metrics import COLUMNS
from kg.metrics import measures
from kg.model import Corpus
from kg.stream.columns import TAKEN
from kg.terms import Mode


def drawn(*triples: tuple[str, str, str], **parts: object) -> kg.Graph:
    """A graph of edges among the hostile corpus's entities."""
    corpus = Corpus(
        title="Test",
        base=HOSTILE.base,
        ontology=HOSTILE.ontology,
        documents=HOSTILE.documents,
        entities=HOSTILE.entities,
        claims=[claim(*triple, **parts) for triple in triples],  # type: ignore[arg-type]
    )
    return kg.build(corpus)


STAR = drawn(("Army", "attacked", "Town"), ("Group", "attacked", "Town"), ("Paper", "present_in", "Town"))


def test_no_identifier_scheme_takes_a_measure_s_column() -> None:
    assert set(COLUMNS) <= TAKEN


def test_whoever_stands_between_all_others_has_all_shortest_paths() -> None:
    found = STAR.measures.by_entity
    assert found["Town"].betweenness == 1.0
    assert {found[name].betweenness for name in ("Army", "Group", "Paper")} == {0.0}
    assert (found["Town"].in_degree, found["Town"].out_degree, found["Town"].degree) == (3, 0, 3)


def test_degrees_are_those_of_the_networkx_graph(graph: kg.Graph) -> None:
    network = graph.networkx()
    for name, found in graph.measures.by_entity.items():
        assert (found.in_degree, found.out_degree) == (network.in_degree(name), network.out_degree(name))
        around = [*network.in_edges(name, data=True), *network.out_edges(name, data=True)]
        assert found.weighted_degree == sum(data["weight"] for _, _, data in around)
        assert found.degree == len(around)
        assert 1 <= found.voices <= found.weighted_degree


def test_betweenness_and_parts_are_networkx_s(graph: kg.Graph) -> None:
    plain = nx.Graph(graph.networkx())
    plain.remove_edges_from(nx.selfloop_edges(plain))
    between = nx.betweenness_centrality(plain)
    parts = sorted(map(len, nx.connected_components(plain)), reverse=True)
    for name, found in graph.measures.by_entity.items():
        assert found.betweenness == pytest.approx(between[name], abs=1e-5)
    assert [len(part) for part in graph.measures.components] == parts


def test_pagerank_sums_to_one_and_follows_the_arrows(graph: kg.Graph) -> None:
    assert sum(found.pagerank for found in graph.measures.by_entity.values()) == pytest.approx(1, abs=1e-3)
    found = STAR.measures.by_entity
    assert found["Town"].pagerank > found["Army"].pagerank


def test_a_symmetric_relation_leads_both_ways() -> None:
    found = drawn(("Army", "fought", "Group")).measures.by_entity
    assert found["Army"].pagerank == found["Group"].pagerank == 0.5
    assert (found["Army"].out_degree, found["Army"].in_degree) == (1, 0)  # as it is told


def test_a_loop_is_one_edge() -> None:
    found = drawn(("Group", "fought", "Group")).measures.by_entity["Group"]
    assert (found.degree, found.in_degree, found.out_degree, found.weighted_degree) == (1, 1, 1, 1)


def test_two_passages_of_one_voice_do_not_weigh_twice() -> None:
    graph = drawn(("Army", "attacked", "Town"), ("Army", "captured", "Town"))
    found = graph.measures.by_entity["Town"]
    assert (found.degree, found.weighted_degree, found.voices) == (2, 2, 1)


def test_who_is_only_heard_through_another_does_not_weigh_beside_him() -> None:
    told = [
        claim("Army", "captured", "Town", voices=voices)
        for voices in (("Paper", "Analyst"), ("Paper", "Analyst", "Group"))
    ]
    elsewhere = claim("Army", "attacked", "Town", voices=("Paper", "Group"))
    found = kg.build(replace(HOSTILE, claims=tuple(told))).measures.by_entity["Town"]
    assert (found.weighted_degree, found.voices) == (1, 1)
    found = kg.build(replace(HOSTILE, claims=(*told, elsewhere))).measures.by_entity["Town"]
    assert (found.weighted_degree, found.voices) == (2, 2)


@pytest.mark.parametrize("mode", [Mode.PREDICTED, Mode.INTENDED, Mode.QUESTION])
def test_what_is_no_fact_counts_for_nothing(mode: Mode) -> None:
    assert drawn(("Army", "captured", "Town"), mode=mode).measures.by_entity == {}


def test_communities_and_parts_are_numbered_from_the_largest(graph: kg.Graph) -> None:
    found = graph.measures
    for groups, column in ((found.communities, "community"), (found.components, "component")):
        assert sorted(name for group in groups for name in group) == sorted(found.by_entity)
        assert [len(group) for group in groups] == sorted(map(len, groups), reverse=True)
        assert all(
            getattr(found.by_entity[name], column) == number for number, group in enumerate(groups, 1) for name in group
        )


def test_betweenness_of_a_large_network_is_estimated_and_says_so(graph: kg.Graph) -> None:
    assert graph.measures.pivots is None
    found = measures(graph.network, effort=1)
    assert found.pivots == 50
    assert max(found.by_entity, key=lambda name: found.by_entity[name].betweenness) == "IS"


def test_the_figures_are_the_same_under_every_order_of_hashes(run: Run) -> None:
    one, other = (run("stats", "--network", "--format", "json", PYTHONHASHSEED=seed).stdout for seed in ("1", "2"))
    assert one == other
    told = json.loads(one)
    assert list(told["entities"][0]) == ["entity", "label", *COLUMNS]
    assert "not say who is powerful" in told["caution"]


def test_the_tables_name_entities_and_begin_with_the_caution(run: Run, graph: kg.Graph) -> None:
    done = run("stats", "--network", "--top", 3)
    assert "in 2 documents; they do not say who is powerful" in " ".join(done.stdout.split())
    assert "Islamic State" in done.stdout
    assert f"3 of {len(graph.network.nodes)}" in done.stdout


def test_a_selection_is_measured_alone(run: Run) -> None:
    around = run("stats", "--network", "--around", "al-Mayadin", "--format", "md").stdout
    assert "| Mayadeen | settlement | 5 |" in around
    assert "1 document;" in around
    assert run("stats", HARBOUR, "--network", "--policy", "wide").returncode == 0


def test_a_network_without_edges_is_said_to_be_one(harbour: Path, run: Run) -> None:
    for path in harbour.glob("*/claims.yaml"):
        text = path.read_text(encoding="utf-8").partition("claims:")[0]
        path.write_text(f"{text}claims: []\n", encoding="utf-8")
    done = run("stats", harbour, "--network")
    assert "0 nodes, 0 edges" in done.stdout, done.stderr
    assert "That means unknown, not nothing." in done.stdout
    assert json.loads(run("stats", harbour, "--network", "--format", "json").stdout)["entities"] == []


def test_an_option_of_the_tables_alone_is_refused(run: Run) -> None:
    done = run("stats", "--format", "json")
    assert (done.returncode, "--network" in done.stderr) == (2, True)


def read_csv(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["Id"].removeprefix("id:"): row for row in csv.DictReader(file)}


def test_files_of_networks_carry_the_measures_as_columns(run: Run, tmp_path: Path, graph: kg.Graph) -> None:
    for name in ("gexf", "graphml", "nodes", "node-link"):
        done = run("export", name, "--metrics", "-o", f"some.{name}")
        assert done.returncode == 0
        assert "not say who is powerful" in done.stderr
    links = json.loads((tmp_path / "some.node-link").read_text(encoding="utf-8"))
    told = {
        "gexf": dict(nx.read_gexf(tmp_path / "some.gexf").nodes(data=True)),
        "graphml": dict(nx.read_graphml(tmp_path / "some.graphml").nodes(data=True)),
        "node-link": dict(nx.node_link_graph(links, edges="links").nodes(data=True)),
    }
    table = read_csv(tmp_path / "some.nodes")
    for name, found in graph.measures.by_entity.items():
        for column in COLUMNS:
            value = getattr(found, column)
            assert {one[f"id:{name}"][column] for one in told.values()} == {value}
            assert type(told["gexf"][f"id:{name}"][column]) is type(value)
            assert float(table[name][column]) == value


def test_without_the_option_they_carry_none(run: Run) -> None:
    assert "pagerank" not in run("export", "gexf", "-o", "-").stdout


def test_a_format_without_columns_of_nodes_says_so(run: Run) -> None:
    done = run("export", "ttl", "--metrics")
    assert done.returncode == 2
    assert "these have: cx2, cyjs, cypher, gexf, graphml" in done.stderr


def test_gephi_takes_the_columns_without_a_complaint(run: Run, tmp_path: Path, graph: kg.Graph) -> None:
    run("export", "gexf", "--metrics", "-o", "some.gexf")
    found = opened([tmp_path / "some.gexf"])["some.gexf"]
    assert found.complaints == []
    classes = {name: found.columns["node", name] for name in COLUMNS}
    assert classes == {name: "Double" if name in {"betweenness", "pagerank"} else "Integer" for name in COLUMNS}
    for name, measure in graph.measures.by_entity.items():
        assert float(found.values[f"id:{name}", "betweenness"]) == measure.betweenness
