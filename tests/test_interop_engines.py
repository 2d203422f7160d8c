"""The files in other people's engines: every one reads the same triples, and gives the same answers."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import engines
import pyoxigraph as ox
import pytest
from engines import ENGINES
from engines import Said
from engines import oxigraph
from engines import rapper
from engines import roqet
from helpers import ROOT
from readme import BLOCK

import kg
from kg.remote.prefixes import with_prefixes

FILES = ("graph.ttl", "graph.trig", "graph.nq", "graph.jsonld", "graph.rdf")
STORED = ROOT / "ontology" / "questions"
ASKED = (  # of Comunica, which needs minutes for most others
    "background",
    "contradictions-polarity",
    "contradictions-stated",
    "control-history",
    "denials",
    "entity",
    "inferred",
    "map",
    "predictions",
    "relation",
    "search",
    "voice",
)
ALL = {"jena", "rdf4j", "oxigraph", "rdflib"}  # asked every stored question

Ask = Callable[[str], Said]

pytestmark = pytest.mark.timeout(2 * engines.PATIENCE)  # one test asks an engine everything, for all others


def queries(folder: Path, graph: kg.Graph) -> dict[str, Path]:
    """The README's queries with their prefixes, and the stored questions, as files."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    found = {}
    for number, match in enumerate(BLOCK.finditer(readme), 1):
        path = folder / f"readme-{number}.rq"
        path.write_text(with_prefixes(match["query"], graph.names.prefixes), encoding="utf-8")
        found[path.stem] = path
    return found | {path.stem: path for path in sorted(STORED.glob("*.rq"))}


@pytest.fixture(scope="module")
def texts(graph: kg.Graph, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return queries(tmp_path_factory.mktemp("queries"), graph)


@pytest.fixture(scope="module")
def said(built: Path, texts: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """What an engine says, asked once."""
    known: dict[str, Said] = {}
    folder = tmp_path_factory.mktemp("engines")

    def ask(name: str) -> Said:
        if name not in known:
            chosen = {key: path for key, path in texts.items() if name in ALL or key in ASKED or "readme" in key}
            files = [built / one for one in FILES]
            known[name] = ENGINES[name](files, built / "graph.ttl", chosen, folder / name)
        return known[name]

    return ask


@pytest.mark.parametrize("engine", ["comunica", "jena", "rdf4j", "rdflib"])
def test_an_engine_reads_the_same_triples_from_every_file(said: Ask, engine: str) -> None:
    assert said(engine).counts == said("oxigraph").counts
    assert len(said(engine).counts) == len(FILES)


@pytest.mark.parametrize(
    ("name", "syntax"),
    [("graph.ttl", "turtle"), ("graph.rdf", "rdfxml"), ("graph.nq", "nquads"), ("graph.trig", "trig")],
)
def test_rapper_reads_the_same_triples(built: Path, said: Ask, name: str, syntax: str) -> None:
    """Rapper writes no graphs of TriG: there triples are counted, whichever graph they stand in."""
    quads = set(ox.parse(path=str(built / name)))
    expected = len({quad.triple for quad in quads}) if syntax == "trig" else said("oxigraph").counts[name]
    assert rapper(built / name, syntax) == expected


@pytest.mark.parametrize("engine", ["comunica", "jena", "rdf4j", "rdflib"])
def test_an_engine_gives_the_same_answers(said: Ask, engine: str) -> None:
    ours, theirs = said("oxigraph").answers, said(engine)
    assert theirs.failures == {}
    assert len(theirs.answers) >= 5
    different = {
        name: [*(Counter(answer) - Counter(ours[name])), "ours:", *(Counter(ours[name]) - Counter(answer))]
        for name, answer in theirs.answers.items()
        if Counter(answer) != Counter(ours[name])
    }
    assert different == {}


@pytest.mark.parametrize("engine", ["jena", "rdf4j", "rdflib"])
def test_a_stored_question_has_its_rows_in_the_same_order(said: Ask, engine: str) -> None:
    """Comunica has an order of its own among strings."""
    ours, theirs = said("oxigraph").answers, said(engine).answers
    stored = {name for name in theirs if "readme" not in name}
    assert {name for name in stored if theirs[name] != ours[name]} == set()


def test_ten_stored_questions_are_among_those_that_every_engine_is_asked() -> None:
    there = {path.stem for path in STORED.glob("*.rq")}
    if not there:
        pytest.skip("there are no stored questions yet")
    assert len(there & set(ASKED)) >= 10


PLAIN = (
    "SELECT ?place WHERE { id:IS o:withdrew_from ?place }",
    "SELECT ?label WHERE { ?claim o:mode o:predicted ; rdfs:label ?label . FILTER regex(?label, 'Deir') }",
    "SELECT ?label ?when { ?claim o:polarity o:negative ; rdfs:label ?label . OPTIONAL { ?claim o:valid_time ?when } }",
)


@pytest.mark.parametrize("query", PLAIN)
def test_roqet_answers_plain_queries(built: Path, graph: kg.Graph, tmp_path: Path, query: str) -> None:
    """It speaks SPARQL 1.0: paths, VALUES and MINUS are beyond it."""
    text = with_prefixes(query, graph.names.prefixes)
    path = tmp_path / "plain.rq"
    path.write_text(text, encoding="utf-8")
    expected = oxigraph([], built / "graph.ttl", {"plain": path}, tmp_path / "work").answers["plain"]
    assert len(expected) >= 2
    assert sorted(roqet(text, built / "graph.ttl")) == sorted(expected)


def test_every_engine_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in ("Apache Jena", "RDF4J", "rdflib", "Oxigraph", "N3.js", "Comunica", "rapper", "roqet"):
        assert re.search(name, readme), name


def test_numbers_are_compared_by_value() -> None:
    integer = ox.NamedNode(f"{engines.XSD}nonNegativeInteger")
    decimal = ox.NamedNode(f"{engines.XSD}decimal")
    assert engines.normal(ox.Literal("07", datatype=integer)) == engines.normal(ox.Literal(7))
    assert engines.normal(ox.Literal("0.50", datatype=decimal)) == "0.5"
    assert engines.normal(ox.Literal("7")) == '"7"'
