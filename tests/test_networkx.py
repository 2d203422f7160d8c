"""networkx and back: what the graph gives, networkx can write and read, and our files say the same."""

import io
import json
from collections.abc import Callable

import networkx as nx
import pytest
from hostile import VALUED
from hostile import worst

import kg
from kg.export import formats
from kg.model import Corpus
from kg.stream.columns import SPELLS

Multi = nx.MultiDiGraph  # what every reader must give
LOOKS = {"x", "y", "size", "color", "r", "g", "b", "viz"}  # of nodes
OWN = {"id", "interaction", "color", "line"}  # what files repeat for other readers, of edges


@pytest.fixture(scope="module")
def plain(graph: kg.Graph) -> "nx.MultiDiGraph[str]":
    return graph.networkx(plain=True)


def by_graphml(text: str) -> "nx.MultiDiGraph[str]":
    read = nx.read_graphml(io.BytesIO(text.encode()), force_multigraph=True)
    assert isinstance(read, Multi)
    return read


def by_gexf(text: str) -> "nx.MultiDiGraph[str]":
    read = nx.read_gexf(io.BytesIO(text.encode()))
    assert isinstance(read, Multi)
    return read


def nodes_of(network: "nx.MultiDiGraph[str]") -> dict[str, dict[str, object]]:
    return {
        name: {key: value for key, value in data.items() if key not in LOOKS} for name, data in network.nodes(data=True)
    }


def edges_of(network: "nx.MultiDiGraph[str]") -> dict[str, dict[str, object]]:
    """Each edge with its ends, by its id; spells as intervals, in whatever form a reader has them."""
    found = {}
    for source, target, key, data in network.edges(keys=True, data=True):
        told = {"source": source, "target": target, **{k: v for k, v in data.items() if k not in OWN}}
        spells = told.pop(SPELLS, None) or told.pop("intervals", None)
        if isinstance(spells, list):  # networkx's own, of GEXF; it reads a missing day as the text None
            spells = json.dumps(["/".join(day if day and day != "None" else ".." for day in spell) for spell in spells])
        found[key] = told | ({"intervals": spells} if spells else {})
    return found


@pytest.mark.parametrize(
    ("write", "read"), [(nx.write_graphml, by_graphml), (nx.write_gexf, by_gexf)], ids=["GraphML", "GEXF"]
)
def test_networkx_s_own_writers_and_readers_lose_nothing(
    plain: "nx.MultiDiGraph[str]", write: Callable[..., None], read: Callable[[str], "nx.MultiDiGraph[str]"]
) -> None:
    file = io.BytesIO()
    write(plain, file)
    again = read(file.getvalue().decode())
    assert nodes_of(again) == nodes_of(plain)
    assert edges_of(again) == edges_of(plain)


@pytest.mark.parametrize("make", [lambda: VALUED, worst], ids=["hostile", "every attack"])
def test_texts_that_attack_go_through_its_files_too(make: Callable[[], Corpus]) -> None:
    hostile = kg.build(make()).networkx(plain=True)
    for write, read in ((nx.write_graphml, by_graphml), (nx.write_gexf, by_gexf)):
        file = io.BytesIO()
        write(hostile, file)
        again = read(file.getvalue().decode())
        assert edges_of(again) == edges_of(hostile)
        assert nodes_of(again) == nodes_of(hostile)


def test_json_and_pickles_of_networkx_too(plain: "nx.MultiDiGraph[str]") -> None:
    again = nx.node_link_graph(json.loads(json.dumps(nx.node_link_data(plain, edges="links"))), edges="links")
    assert nx.utils.graphs_equal(again, plain)


@pytest.mark.parametrize(("name", "read"), [("graphml", by_graphml), ("gexf", by_gexf)])
def test_our_files_are_read_as_the_same_graph(
    graph: kg.Graph, plain: "nx.MultiDiGraph[str]", name: str, read: Callable[[str], "nx.MultiDiGraph[str]"]
) -> None:
    again = read("".join(formats()[name].write(graph)))
    assert nodes_of(again) == nodes_of(plain)
    told, expected = edges_of(again), edges_of(plain)
    if name == "gexf":  # its reader passes over kinds, but not over the column
        expected = {key: {k: v for k, v in one.items() if k != "kind"} for key, one in expected.items()}
    assert told == expected
    assert len(told) > 200


def test_both_graphs_say_the_same(graph: kg.Graph, plain: "nx.MultiDiGraph[str]") -> None:
    records = graph.networkx()
    labels = {name: data["label"] for name, data in plain.nodes(data=True)}
    assert {f"id:{name}": data["label"] for name, data in records.nodes(data=True)} == labels
    rich = {
        (f"id:{one}", kind, f"id:{other}"): (data["weight"], data["inferred"], list(dict.fromkeys(data["quotes"])))
        for one, other, kind, data in records.edges(keys=True, data=True)
    }
    assert rich == {
        (one, data["kind"], other): (data["weight"], data["inferred"], json.loads(data["quotes"]))
        for one, other, data in plain.edges(data=True)
    }


def test_the_columns_that_were_asked_for_are_there_too(corpus: kg.Corpus) -> None:
    graph = kg.build(corpus)
    graph.columns = graph.measures.columns
    assert graph.networkx(plain=True).nodes["id:Mayadeen"]["degree"] == graph.measures.by_entity["Mayadeen"].degree


def test_what_is_predicted_or_denied_is_no_edge(graph: kg.Graph, plain: "nx.MultiDiGraph[str]") -> None:
    keys = {claim.split("/")[-1] for *_, data in plain.edges(data=True) for claim in json.loads(data["claims"])}
    modes = {claim.mode for claim in graph.corpus.claims if claim.key in keys}
    assert len(keys) > 200
    assert {str(mode) for mode in modes} <= {"asserted", "reported", "presupposed", "estimated", "inferred"}
    assert {str(claim.polarity) for claim in graph.corpus.claims if claim.key in keys} == {"positive"}
