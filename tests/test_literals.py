"""Values as nodes, on request: numbers and names that claims give, which are no entities."""

import csv
import io
import json
import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import networkx as nx
import pytest
from helpers import Run
from hostile import CAPTURE
from hostile import DRAWN_EDGES
from hostile import HOSTILE
from hostile import VALUED
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from lxml import etree
from test_gexf_options import SCHEMA
from test_gexf_options import as_read
from test_gexf_options import parsed

import kg
from kg.export import formats
from kg.model import Claim
from kg.model import Corpus
from kg.model import Literal
from kg.model import with_key
from kg.palette import OTHER
from kg.stream.literals import literal_name
from kg.stream.options import Options

FULL = Options(full=True)
EVERY = Options(also=frozenset({"denied", "predicted"}), full=True)
ABLE = sorted(name for name, one in formats().items() if "full" in one.options)
TWELVE = literal_name(Literal("12", "integer"))
TEXT = st.text(st.characters(codec="utf-8"), max_size=60)
FACTS = 5  # edges to values in VALUED
VALUES = 4  # that they lead to


def text_of(corpus: Corpus, name: str = "gexf", options: Options = FULL) -> str:
    graph = kg.build(corpus)
    graph.options = options
    return "".join(formats()[name].write(graph))


def read(text: str) -> "nx.MultiDiGraph[str]":
    return nx.MultiDiGraph(nx.read_gexf(BytesIO(text.encode())))


def values_of(network: "nx.MultiDiGraph[str]") -> dict[str, dict[str, object]]:
    return {name: data for name, data in network.nodes(data=True) if data["entity_type"] == "Literal"}


def plain(corpus: Corpus) -> list[Claim]:
    """The claims of the built-in corpus whose object is a value: all are facts."""
    return [one for one in corpus.claims if isinstance(one.object, Literal)]


def test_what_claims_give_as_values_is_drawn_with_its_sentence(corpus: Corpus, graph: kg.Graph) -> None:
    network, claims = read(text_of(corpus)), plain(corpus)
    assert [one.object.text for one in claims if isinstance(one.object, Literal)] == [
        "20,000 and 31,500 fighters", "Syraq", "the jihadi heartlands",
    ]  # fmt: skip
    assert len(network.nodes) == len(graph.network.nodes) + len(claims)
    assert len(network.edges) == len(graph.network.edges) + len(claims)
    told = {
        (source, data["predicate"], network.nodes[target]["label"]): json.loads(data["quotes"])
        for source, target, data in network.edges(data=True)
        if target in values_of(network)
    }
    assert told == {
        (f"id:{one.subject}", one.predicate, getattr(one.object, "text", "")): [one.evidence[0].exact] for one in claims
    }


def test_without_the_option_no_value_is_a_node(corpus: Corpus) -> None:
    text = text_of(corpus, options=Options())
    assert "literal:" not in text
    assert 'id="datatype"' not in text
    assert "has_strength" not in text


def test_one_value_is_one_node_however_many_claims_give_it() -> None:
    network = read(text_of(VALUED))
    assert len(network.edges) == DRAWN_EDGES + FACTS
    values = values_of(network)
    assert len(values) == VALUES
    assert {source for source, _ in network.in_edges(TWELVE)} == {"id:Army", "id:Group"}
    assert (values[TWELVE]["claims"], values[TWELVE]["datatype"]) == (2, "integer")
    same = [data for data in values.values() if data["label"] == "12"]
    assert sorted(str(data["datatype"]) for data in same) == ["integer", "string"]


def test_a_value_has_no_iri_and_is_grey() -> None:
    for name, data in values_of(read(text_of(VALUED))).items():
        assert set(data) == {"label", "entity_type", "types", "datatype", "claims", "viz"}
        assert json.loads(str(data["types"])) == ["Literal"]
        assert data["label"], name  # one that is empty is called by its id
    grey = tuple(int(OTHER.colour[at : at + 2], 16) for at in (1, 3, 5))
    for node in parsed(text_of(VALUED)).iterfind(".//{*}node"):
        if node.get("id").startswith("literal:"):
            assert tuple(int(node.find("{*}color").get(one)) for one in "rgb") == grey


def test_values_that_are_denied_or_predicted_are_no_facts() -> None:
    """Not without asking, and then as kinds of their own."""
    usual, every = read(text_of(VALUED)), read(text_of(VALUED, options=EVERY))
    lions, many, perhaps = (literal_name(Literal(text)) for text in ("Lions", "40,000", "perhaps 3"))
    assert not {lions, many, perhaps} & set(usual)
    assert perhaps not in every
    labels = {
        target: (data["label"], data["polarity"], data["mode"])
        for _, target, data in every.edges(data=True)
        if target in {lions, many}
    }
    assert labels == {
        lions: ("denied: called", "negative", "asserted"),
        many: ("predicted: has strength", "positive", "predicted"),
    }
    kinds = re.findall('kind="([^"]+)"', text_of(VALUED, options=EVERY))
    assert {kind for kind in kinds if ":" in kind} == {
        "denied:called", "denied:captured", "predicted:captured", "predicted:has_strength",
    }  # fmt: skip


def test_a_wider_policy_draws_what_is_possible_and_says_so() -> None:
    graph = kg.build(VALUED, "wide")
    graph.options = FULL
    network = read("".join(formats()["gexf"].write(graph)))
    ((*_, data),) = network.in_edges(literal_name(Literal("perhaps 3")), data=True)
    assert data["label"] == "has strength (unconfirmed)"


@pytest.mark.parametrize("name", ABLE)
def test_every_file_that_can_has_the_same_values(name: str) -> None:
    text = text_of(VALUED, name)
    found = set(re.findall("literal:[0-9a-f]{16}", text))
    assert found == set(values_of(read(text_of(VALUED))))
    assert text == text_of(VALUED, name)
    tables = name in {"nodes", "edges"}
    assert ("the type Literal are values, not entities" in text) == (not tables)


def test_readers_of_the_other_files_find_nodes_for_all_edges() -> None:
    """None of them may make up a node, or miss one."""
    nodes, edges = (list(csv.DictReader(io.StringIO(text_of(VALUED, name)))) for name in ("nodes", "edges"))
    ids = {row["Id"] for row in nodes}
    assert {row[end] for row in edges for end in ("Source", "Target")} == ids
    assert {row["entity_type"] for row in nodes if row["Id"].startswith("literal:")} == {"Literal"}
    graphml = nx.read_graphml(BytesIO(text_of(VALUED, "graphml").encode()), force_multigraph=True)
    assert set(graphml) == ids
    links = json.loads(text_of(VALUED, "node-link"))
    assert set(nx.node_link_graph(links, edges="links")) == ids
    assert {one["group"] for one in links["nodes"] if one["id"].startswith("literal:")} == {"Literal"}
    told = {name: part for aspect in json.loads(text_of(VALUED, "cx2")) for name, part in aspect.items()}
    numbers = {one["id"]: one["v"]["id"] for one in told["nodes"]}
    assert set(numbers.values()) == ids
    ends = {(numbers[one["s"]], numbers[one["t"]]) for one in told["edges"]}
    assert ends == {(row["Source"], row["Target"]) for row in edges}
    elements = json.loads(text_of(VALUED, "cyjs"))
    assert 'node[group = "Literal"]' in {one["selector"] for one in elements["style"]}


def test_networkx_has_them_too() -> None:
    graph = kg.build(VALUED)
    graph.options = FULL
    network = graph.networkx(plain=True)
    assert network.nodes[TWELVE]["label"] == "12"
    assert len(network.edges) == DRAWN_EDGES + FACTS


@settings(max_examples=40)
@given(TEXT, TEXT)
def test_any_value_survives_or_is_replaced(one: str, other: str) -> None:
    claims = [with_key(replace(CAPTURE, predicate="called", object=Literal(text))) for text in (one, other)]
    text = text_of(replace(HOSTILE, claims=claims))
    etree.RelaxNG(etree.parse(SCHEMA)).assertValid(parsed(text))
    values = values_of(read(text))
    assert set(values) == {literal_name(Literal(one)), literal_name(Literal(other))}
    for name in (one, other):
        key = literal_name(Literal(name))
        assert as_read(str(values[key]["label"])) == as_read(name or key)


def test_the_command_line_takes_it_and_says_what_can_not_do_it(run: Run, tmp_path: Path) -> None:
    for name in ("one.gexf", "other.gexf"):
        assert run("export", "gexf", "--full", "-o", name).returncode == 0
    one, other = ((tmp_path / name).read_bytes() for name in ("one.gexf", "other.gexf"))
    assert one == other
    assert "Syraq" in run("export", "gexf", "--full", "--around", "SyrianIraqiBorderlands", "-o", "-").stdout
    done = run("export", "cypher", "--full", "-o", "-")
    assert (done.returncode, done.stdout) == (2, "")
    assert f"--full: cypher can't do that; these can: {', '.join(ABLE)}" in done.stderr
