"""The Python API beside the libraries that notebooks use: rdflib, pandas, networkx."""

from datetime import date

import networkx as nx
import pandas as pd
import pytest
from rdflib import Dataset
from rdflib import Namespace
from rdflib import URIRef

import kg

O = Namespace("https://w3id.org/syraq/ontology#")  # noqa: E741  # the prefix's name
ID = Namespace("https://w3id.org/syraq/id/")
WHO = "SELECT ?who { ?who o:captured id:Mayadeen }"


@pytest.fixture(scope="module", params=["rdflib", "oxigraph"])
def dataset(graph: kg.Graph, request: pytest.FixtureRequest) -> Dataset:
    return graph.rdflib if request.param == "rdflib" else graph.rdflib_on_oxigraph()


def test_rdflib_users_find_triples_queries_and_prefixes(dataset: Dataset) -> None:
    assert (ID.SyrianArabArmy, O.captured, ID.Mayadeen) in dataset
    assert {row.who for row in dataset.query(WHO)} == {ID.SyrianArabArmy, ID.AlliedForcesOfSAA}  # type: ignore[union-attr]
    assert dataset.namespace_manager.normalizeUri(ID.Mayadeen) == "id:Mayadeen"


def test_rdflib_users_find_the_named_graphs(dataset: Dataset) -> None:
    names = {str(one.identifier) for one in dataset.graphs()}
    assert "https://w3id.org/syraq/graph/background" in names
    assert "https://w3id.org/syraq/graph/syria-direct-2018-02-15" in names


def test_rdflib_finds_the_same_either_way(graph: kg.Graph) -> None:
    def quads(dataset: Dataset) -> set[tuple[str, ...]]:
        return {tuple(map(str, quad)) for quad in dataset.quads()}

    assert quads(graph.rdflib) == quads(graph.rdflib_on_oxigraph())


def test_what_is_added_to_the_copy_does_not_change_the_graph(graph: kg.Graph) -> None:
    copy = graph.rdflib_on_oxigraph()
    copy.add((URIRef("http://a.example/s"), URIRef("http://a.example/p"), URIRef("http://a.example/o")))
    assert graph.query("ASK { <http://a.example/s> ?p ?o }").boolean is False


def test_an_answer_is_a_pandas_table(graph: kg.Graph) -> None:
    table = pd.DataFrame(
        graph.query(
            "SELECT ?voice ?mode (COUNT(*) AS ?claims) { ?c a o:Claim ; o:voice/rdfs:label ?voice ; o:mode ?mode } "
            "GROUP BY ?voice ?mode"
        )
    ).astype({"claims": int})
    by_voice = table.pivot_table(index="voice", columns="mode", values="claims", fill_value=0)
    assert by_voice.loc["Hassan Hassan", "o:predicted"] > 0
    assert by_voice.loc["Tariq Adely", "o:predicted"] == 0


def test_an_unbound_cell_is_missing_in_pandas(graph: kg.Graph) -> None:
    table = pd.DataFrame(graph.query("SELECT ?e ?lat { ?e a o:Place OPTIONAL { ?e wgs84:lat ?lat } }"))
    assert table["lat"].notna().any()
    assert table["lat"].isna().any()


def test_networkx_finds_paths_with_their_sentences(graph: kg.Graph) -> None:
    network = graph.networkx()
    path = nx.shortest_path(network.to_undirected(as_view=True), "SDF", "Mayadeen")
    assert path == ["SDF", "IS", "Mayadeen"]
    edge = network.edges["SyrianArabArmy", "Mayadeen", "captured"]
    assert edge["quotes"] == ["The SAA and allied forces captured Mayadeen on October 14."]


def test_answers_go_from_sparql_into_networkx(graph: kg.Graph) -> None:
    rows = graph.query("SELECT ?a ?b { ?a o:fought ?b }")
    network = nx.DiGraph((row["a"], row["b"]) for row in rows)
    assert network.has_edge("id:SDF", "id:IS")


def test_an_empty_answer_says_what_it_means(graph: kg.Graph) -> None:
    answer = graph.query("SELECT ?who { ?who o:captured id:Mayadin }")
    said = "no rows: nothing in this graph matches; that means unknown, not no"
    assert str(answer) == said
    assert answer._repr_html_() == f"<p>{said}</p>"
    assert str(graph.query("ASK { id:IS o:captured id:Mayadeen }")).startswith("no (")
    (doubt,) = graph.doubts("SELECT ?who { ?who o:captured id:Mayadin }")
    assert "did you mean id:Mayadeen?" in doubt
    assert graph.doubts("SELECT ?who { ?who o:captured id:Mayadeen }") == []


def test_a_question_takes_python_s_own_dates(graph: kg.Graph) -> None:
    typed = graph.ask("control", place="Mayadeen", on=date(2017, 10, 20))
    assert typed.terms == graph.ask("control", place="Mayadeen", on="2017-10-20").terms != []


def test_an_id_is_found_whatever_its_capitals(graph: kg.Graph) -> None:
    assert graph.find("syrianarabarmy") == "SyrianArabArmy"


def test_an_unknown_policy_is_an_error_that_names_them_all(corpus: kg.Corpus) -> None:
    with pytest.raises(kg.KgError, match="there is no policy 'loose': strict, default or wide"):
        kg.build(corpus, "loose")
