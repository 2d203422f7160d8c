"""What is drawn, saved for other tools: their own readers read it, and it says what kg's own files say."""

import csv
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph
import pytest
from helpers import INTEROP
from helpers import need
from helpers import node_modules
from hostile import HOSTILE
from playwright.sync_api import Browser
from playwright.sync_api import Page
from playwright.sync_api import expect
from reading import at
from reading import browsing
from reading import explored
from reading import written

import kg
from kg.model import Corpus
from kg.projection import Layer
from kg.projection import layer

NAMES = {
    "gexf": "Selection as GEXF",
    "edges": "Edges as CSV",
    "entities": "Entities as CSV",
    "turtle": "Selection as Turtle",
}
SHARED = (
    "kind",
    "label",
    "weight",
    "predicate",
    "claims",
    "quotes",
    "voices",
    "documents",
    "modes",
    "certainty",
    "inferred",
)
TIMES = ("edtf", "start", "end", "spells")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


@pytest.fixture(scope="module")
def whole(browser: Browser, corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    path = written(corpus, tmp_path_factory.mktemp("whole") / "explorer.html")
    with explored(browser, path, "view=table") as page:
        yield page


@pytest.fixture
def page(whole: Page) -> Page:
    return at(whole, "view=table")


@pytest.fixture(scope="module")
def hostile(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    path = written(HOSTILE, tmp_path_factory.mktemp("hostile") / "explorer.html")
    with explored(browser, path, "view=table") as page:
        yield page


def saved(page: Page, name: str, folder: Path) -> Path:
    """Save the selection as a reader does, through the page's menu."""
    page.get_by_role("button", name="Export", exact=True).click()
    with page.expect_download() as caught:
        page.get_by_role("button", name=NAMES[name]).click()
    path = folder / caught.value.suggested_filename
    caught.value.save_as(path)
    return path


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def triples(text: str) -> set[tuple[str, str, str]]:
    parsed = pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE)
    return {(str(one.subject), str(one.predicate), str(one.object)) for one in parsed}


def by_id(path: Path) -> dict[str, tuple[str, str, dict[str, Any]]]:
    graph = nx.read_gexf(path)
    return {data["id"]: (source, target, data) for source, target, data in graph.edges(data=True)}


def same_items(one: object, other: object) -> bool:
    """Tell whether two lists, as Gephi writes them, hold the same: a text may say one sentence twice."""
    return set(json.loads(str(one))) == set(json.loads(str(other)))


# --- GEXF -----------------------------------------------------------------------------------------


def test_networkx_reads_the_same_edges_as_from_kgs_own_file(page: Page, built: Path, tmp_path: Path) -> None:
    ours, whole = by_id(saved(page, "gexf", tmp_path)), by_id(built / "graph.gexf")
    assert ours.keys() == whole.keys()
    for key, (source, target, data) in ours.items():
        assert (source, target) == whole[key][:2]
        for name in SHARED:
            expected = whole[key][2].get(name)
            found = data.get(name)
            assert (found == expected) or same_items(found, expected), name
        for name in TIMES:
            assert data.get(name) == whole[key][2].get(name), (key, name)


def test_networkx_reads_the_entities_with_label_type_and_place(page: Page, built: Path, tmp_path: Path) -> None:
    ours, whole = nx.read_gexf(saved(page, "gexf", tmp_path)), nx.read_gexf(built / "graph.gexf")
    assert set(ours.nodes) == set(whole.nodes)
    for name, data in ours.nodes(data=True):
        for column in ("label", "entity_type", "iri", "aliases", "latitude", "longitude", "description"):
            assert data.get(column) == whole.nodes[name].get(column), (name, column)
        assert data["viz"]["color"] == whole.nodes[name]["viz"]["color"]


def test_only_what_is_drawn_is_saved(page: Page, corpus: Corpus, tmp_path: Path) -> None:
    at(page, "view=table&policy=strict&no-mode=presupposed")
    expect(page.locator(".tables")).to_contain_text("entities")
    found = by_id(saved(page, "gexf", tmp_path))
    strict = {
        (one.subject, one.predicate, one.object)
        for one in corpus.claims
        if layer(one, kg.Policy.STRICT) is Layer.EDGES and isinstance(one.object, str)
    }
    assert {(source, data["predicate"], target) for source, target, data in found.values()} == {
        (f"id:{subject}", predicate, f"id:{target}") for subject, predicate, target in strict
    }


@pytest.mark.parametrize("which", ["built-in", "hostile"])
def test_graphology_reads_it_strictly(which: str, page: Page, hostile: Page, graph: kg.Graph, tmp_path: Path) -> None:
    node = need("node")
    node_modules()
    path = saved(hostile if which == "hostile" else page, "gexf", tmp_path)
    command = [node, str(INTEROP / "gexf.mjs"), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    (read,) = json.loads(done.stdout)
    drawn = (kg.build(HOSTILE) if which == "hostile" else graph).network
    assert (read["order"], read["size"]) == (len(drawn.nodes), len(drawn.edges))


def test_hostile_texts_are_read_back_as_they_were(hostile: Page, tmp_path: Path) -> None:
    path = saved(hostile, "gexf", tmp_path)
    graph = nx.read_gexf(path)
    drawn = kg.build(HOSTILE).network
    assert set(graph.nodes) == {f"id:{node.entity.id}" for node in drawn.nodes}
    assert len(graph.edges) == len(drawn.edges)
    assert graph.nodes["id:Army"]["label"] == HOSTILE.entities["Army"].label
    assert not re.search("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", path.read_text(encoding="utf-8"))
    assert "INF" not in path.read_text(encoding="utf-8").replace('label="', "")


# --- Turtle ---------------------------------------------------------------------------------------


def test_each_triple_of_a_selection_stands_in_the_graph(page: Page, built: Path, tmp_path: Path) -> None:
    ours = triples(saved(page, "turtle", tmp_path).read_text(encoding="utf-8"))
    whole = triples((built / "graph.ttl").read_text(encoding="utf-8"))
    assert ours <= whole
    relations = {one for one in ours if one[1].startswith("<https://w3id.org/syraq/ontology#") and "/id/" in one[0]}
    assert relations == {
        one
        for one in whole
        if one[1] in {relation for _, relation, _ in relations} and "/id/" in one[0] and "/id/" in one[2]
    }


def test_what_is_unconfirmed_is_saved_as_a_claim_and_never_as_a_plain_edge(
    page: Page, corpus: Corpus, built: Path, tmp_path: Path
) -> None:
    at(page, "view=table&policy=wide")
    ours = triples(saved(page, "turtle", tmp_path).read_text(encoding="utf-8"))
    assert ours <= triples((built / "graph.ttl").read_text(encoding="utf-8"))
    claims = {subject for subject, predicate, _ in ours if predicate.endswith("#projected>")}
    wide = [
        one for one in corpus.claims if layer(one, kg.Policy.WIDE) is not Layer.NONE and isinstance(one.object, str)
    ]
    assert claims == {f"<{corpus.base}claim/{one.key}>" for one in wide}


def test_hostile_texts_are_turtle(hostile: Page, tmp_path: Path) -> None:
    ours = triples(saved(hostile, "turtle", tmp_path).read_text(encoding="utf-8"))
    assert any("<script>" in value for _, _, value in ours)
    assert sum(predicate.endswith("#mode>") for _, predicate, _ in ours) == len(
        [one for one in HOSTILE.claims if layer(one) is Layer.EDGES]
    )


# --- CSV ------------------------------------------------------------------------------------------


def test_edges_are_rows_with_their_sentences_and_how_they_are_meant(
    page: Page, graph: kg.Graph, tmp_path: Path
) -> None:
    found = {(row["source"], row["predicate"], row["target"]): row for row in rows(saved(page, "edges", tmp_path))}
    assert found.keys() == {(edge.source, edge.predicate, edge.target) for edge in graph.network.edges}
    row = found["IS", "withdrew_from", "Mayadeen"]
    assert (row["modes"], row["certainty"], row["inferred"], row["weight"]) == ("inferred", "probable", "true", "1")
    assert (row["valid_time"], row["start"], row["end"]) == ("2017-10", "2017-10-01", "2017-10-31")
    assert "“The SAA and allied forces captured Mayadeen on October 14.”" in row["quotes"]
    assert row["independent_voices"] == ""  # nobody says it
    rested_on = set(row["voices_that_it_rests_on"].split("; "))
    assert rested_on == {"Hassan Hassan", "Editor at Syria Direct", "Syria Direct"}
    said = found["SyrianArabArmy", "captured", "Mayadeen"]
    assert said["independent_voices"] != ""
    assert said["voices_that_it_rests_on"] == ""
    for edge in graph.network.edges:
        assert int(found[edge.source, edge.predicate, edge.target]["weight"]) == max(1, len(edge.voices))


def test_entities_are_rows(page: Page, graph: kg.Graph, tmp_path: Path) -> None:
    found = {row["id"]: row for row in rows(saved(page, "entities", tmp_path))}
    assert found.keys() == {node.entity.id for node in graph.network.nodes}
    assert (found["Mayadeen"]["latitude"], found["Mayadeen"]["longitude"]) == ("35.01982", "40.45154")


def test_no_cell_is_a_formula(hostile: Page, browser: Browser, tmp_path: Path) -> None:
    from dataclasses import replace  # noqa: PLC0415

    entities = {name: replace(one, label=f"=HYPERLINK(1)&{one.label}") for name, one in HOSTILE.entities.items()}
    corpus = replace(HOSTILE, entities=entities)
    with explored(browser, written(corpus, tmp_path / "formula.html"), "view=table") as page:
        for name in ("edges", "entities"):
            cells = [cell for row in rows(saved(page, name, tmp_path)) for cell in row.values()]
            assert any(cell.startswith("'=HYPERLINK") for cell in cells)
            assert not [cell for cell in cells if cell.startswith(FORMULA)]
    assert len(rows(saved(hostile, "edges", tmp_path))) == len(kg.build(HOSTILE).network.edges)
