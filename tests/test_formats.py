"""The RDF files: the same triples in every format, by every reader, on every machine."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from helpers import HARBOUR
from helpers import INTEROP
from helpers import ROOT
from helpers import need
from helpers import node_modules
from rdflib import Dataset
from rdflib import Graph
from rdflib.compare import to_isomorphic
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

import kg

GRAPHS = ("graph.ttl", "graph.rdf", "graph.jsonld")  # the default graph alone
DATASETS = ("graph.trig", "graph.nq")

Triple = tuple[str, str, str]


def by_oxigraph(path: Path) -> set[Triple]:
    """Triples of the default graph, in N-Triples notation."""
    kind = ox.RdfFormat.from_extension(path.suffix[1:])
    assert kind is not None
    quads = ox.parse(path.read_bytes(), format=kind)
    default = (quad.triple for quad in quads if isinstance(quad.graph_name, ox.DefaultGraph))
    return {(str(one.subject), str(one.predicate), str(one.object)) for one in default}


def by_rdflib(path: Path) -> set[Triple]:
    if path.name in DATASETS:
        dataset = Dataset()
        dataset.parse(path)
        triples = list(dataset.graph(DATASET_DEFAULT_GRAPH_ID))
    else:
        triples = list(Graph().parse(path))
    return {(one.n3(), two.n3(), three.n3()) for one, two, three in triples}


@pytest.fixture(scope="module")
def reference(built: Path) -> set[Triple]:
    return by_oxigraph(built / "graph.ttl")


@pytest.mark.parametrize("name", GRAPHS + DATASETS)
def test_every_format_holds_the_same_triples(built: Path, reference: set[Triple], name: str) -> None:
    assert len(reference) > 5000
    assert by_oxigraph(built / name) == reference


@pytest.mark.parametrize("name", GRAPHS + DATASETS)
def test_rdflib_reads_the_same_number_of_triples(built: Path, reference: set[Triple], name: str) -> None:
    assert len(by_rdflib(built / name)) == len(reference)


def test_rdflib_reads_the_very_same_terms(built: Path) -> None:
    expected = by_rdflib(built / "graph.nq")
    for name in (*GRAPHS, "graph.trig"):
        assert by_rdflib(built / name) == expected, name


def test_both_datasets_have_the_same_named_graphs(built: Path) -> None:
    trig, nquads = (set(ox.parse(path=str(built / name))) for name in DATASETS)
    assert trig == nquads
    names = {str(quad.graph_name) for quad in nquads}
    assert len(names) > 5


@pytest.mark.parametrize(("name", "syntax"), [("graph.ttl", "turtle"), ("graph.rdf", "rdfxml"), ("graph.nq", "nquads")])
def test_rapper_reads_it(built: Path, name: str, syntax: str) -> None:
    done = subprocess.run(
        [need("rapper"), "-q", "-i", syntax, "-o", "ntriples", built / name], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    expected = by_oxigraph(built / "graph.ttl") if name != "graph.nq" else None
    lines = set(done.stdout.splitlines())
    assert len(lines) == len(expected) if expected else len(lines) > 5000


@pytest.mark.parametrize("name", ["graph.ttl", "graph.trig", "graph.nq", "graph.jsonld"])
def test_n3js_reads_it(built: Path, name: str) -> None:
    node = need("node")
    node_modules()
    done = subprocess.run([node, INTEROP / "count.mjs", built / name], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == {"quads": len(set(ox.parse(path=str(built / name))))}


def test_the_rdf_12_file_reifies_every_claim(built: Path, corpus: kg.Corpus) -> None:
    quads = list(ox.parse(path=str(built / "graph-rdf12.ttl")))
    reified = [quad for quad in quads if quad.predicate.value.endswith("#reifies")]
    assert len(reified) == len(corpus.claims)
    assert all(isinstance(quad.object, ox.Triple) for quad in reified)


@pytest.mark.parametrize("seed", ["0", "1", "31337"])
def test_files_are_the_same_under_another_hash_seed(built: Path, tmp_path: Path, seed: str) -> None:
    code = f"import kg; kg.build(kg.read({str(ROOT / 'seeds')!r})).write('out')"
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, check=True)
    for path in sorted(built.iterdir()):
        assert (tmp_path / "out" / path.name).read_bytes() == path.read_bytes(), path.name


def test_files_do_not_depend_on_where_the_corpus_stands(built: Path, tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere" / "corpus"
    shutil.copytree(ROOT / "seeds", copy)
    kg.build(kg.read(copy)).write(tmp_path / "out")
    for path in sorted(built.iterdir()):
        assert (tmp_path / "out" / path.name).read_bytes() == path.read_bytes(), path.name


def test_another_base_moves_every_name_of_ours(tmp_path: Path) -> None:
    base = "https://example.org/elsewhere/"
    kg.build(kg.read(ROOT / "seeds", base=base)).write(tmp_path / "out")
    for name in (*GRAPHS, *DATASETS, "ontology.ttl", "shapes.ttl", "claims.jsonl", "graph.gexf"):
        text = (tmp_path / "out" / name).read_text(encoding="utf-8")
        assert "w3id.org/syraq" not in text, name
        assert base in text, name


def test_a_second_corpus_builds_with_the_same_call(tmp_path: Path) -> None:
    graph = kg.build(kg.read(HARBOUR))
    graph.write(tmp_path / "out")
    triples = by_oxigraph(tmp_path / "out" / "graph.ttl")
    base = "https://example.org/harbour/"
    assert (f"<{base}id/FerryCompany>", f"<{base}ontology#withdrew_from>", f"<{base}id/OldPier>") in triples
    assert not any("w3id.org/syraq" in part for triple in triples for part in triple)
    assert "paid_for" in (tmp_path / "out" / "ontology.ttl").read_text(encoding="utf-8")


def test_the_rdflib_dataset_is_the_same_graph(graph: kg.Graph, built: Path) -> None:
    assert len(graph.rdflib.graph(DATASET_DEFAULT_GRAPH_ID)) == len(by_oxigraph(built / "graph.ttl"))
    assert to_isomorphic(graph.rdflib.graph(DATASET_DEFAULT_GRAPH_ID))


def test_the_wide_policy_keeps_what_is_unconfirmed_in_a_graph_of_its_own(corpus: kg.Corpus) -> None:
    wide = kg.build(corpus, "wide")
    rest = "SELECT ?s ?p ?o { ?s ?p ?o FILTER(!STRSTARTS(STR(?s), STR(graph:))) }"
    assert set(wide.query(rest).terms) == set(kg.build(corpus).query(rest).terms)
    edges = "SELECT ?s ?p ?o { GRAPH graph:unconfirmed { ?s ?p ?o } }"
    assert len(wide.query(edges)) > 30
    leaked = "SELECT ?s ?p ?o { GRAPH graph:unconfirmed { ?s ?p ?o } FILTER EXISTS { ?s ?p ?o } }"
    assert len(wide.query(leaked)) == 0
    assert len(kg.build(corpus).query(edges)) == 0


def test_the_strict_policy_draws_only_what_a_narrator_asserts(corpus: kg.Corpus) -> None:
    strict = kg.build(corpus, "strict").network.edges
    assert 0 < len(strict) < len(kg.build(corpus).network.edges)
    claims = [claim for edge in strict for claim in edge.claims]
    assert {(claim.mode, claim.certainty, len(claim.voices)) for claim in claims} == {("asserted", "certain", 1)}
