"""The Gephi file: every edge arrives, with its sentences, by every reader at hand."""

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import combinations
from math import hypot
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
from helpers import INTEROP
from helpers import need
from helpers import node_modules
from hostile import CAPTURE
from hostile import DRAWN_EDGES
from hostile import HOSTILE
from hostile import QUOTES
from hostile import VALUED
from hostile import claim
from hypothesis import given
from hypothesis import strategies as st
from test_gephi import grown

import kg
from kg.export.gexf import write
from kg.export.xml import ILLEGAL
from kg.export.xml import JOINER
from kg.export.xml import Escape
from kg.model import Corpus
from kg.stream.options import DRAWABLE
from kg.stream.options import Options
from kg.terms import Mode
from kg.when import parse

NS = {"g": "http://gexf.net/1.3", "viz": "http://gexf.net/1.3/viz"}
NODE_PATIENCE = 120  # seconds
ROOM = 50  # units: two lines of labels
ANY_TEXT = st.text(st.characters(codec=None), max_size=40)


def text_of(corpus: Corpus) -> str:
    return "".join(write(kg.build(corpus)))


def tree_of(corpus: Corpus) -> ET.Element:
    return ET.fromstring(text_of(corpus).encode())  # noqa: S314  # our own file


def values(element: ET.Element) -> dict[str, str]:
    return {one.attrib["for"]: one.attrib["value"] for one in element.iterfind(".//g:attvalue", NS)}


def items_of(text: str) -> list[str]:
    """Give the items of a list, in which line ends and tabs stand as they are: Gephi does not know JSON's signs."""
    read: list[str] = json.loads(text, strict=False)
    assert "\\n" not in text.replace("\\\\", "")
    return read


def as_read(text: str) -> str:
    """What a reader gets back: without what XML does not have, and INF parted."""
    whole = ILLEGAL.sub("", text)
    return f"{whole[0]}{JOINER}{whole[1:]}" if whole.lower() == "null" else whole.replace("INF", f"I{JOINER}NF")


def edges(tree: ET.Element) -> Iterator[ET.Element]:
    return tree.iterfind(".//g:edge", NS)


def edge(tree: ET.Element, source: str, kind: str, target: str) -> ET.Element:
    ends = {"source": f"id:{source}", "kind": kind, "target": f"id:{target}"}
    (found,) = (one for one in edges(tree) if ends.items() <= one.attrib.items())
    return found


@given(ANY_TEXT)
def test_any_text_reads_back_from_an_attribute(text: str) -> None:
    element = ET.fromstring(f'<a b="{Escape().text(text)}"/>'.encode())  # noqa: S314
    assert element.attrib["b"] == ILLEGAL.sub("", text)


@given(st.lists(ANY_TEXT))
def test_any_list_reads_back(items: list[str]) -> None:
    element = ET.fromstring(f'<a b="{Escape().strings(items)}"/>'.encode())  # noqa: S314
    assert items_of(element.attrib["b"]) == [as_read(item) for item in items]


@given(ANY_TEXT, ANY_TEXT)
def test_any_label_and_alias_read_back(label: str, alias: str) -> None:
    town = replace(HOSTILE.entities["Town"], label=label, aliases=(alias,))
    tree = tree_of(replace(HOSTILE, entities={**HOSTILE.entities, "Town": town}, claims=(CAPTURE,)))
    node = tree.find(".//g:node[@id='id:Town']", NS)
    assert node is not None
    assert node.attrib["label"] == ILLEGAL.sub("", label or "Town")
    if alias and alias != label:
        assert items_of(values(node)["aliases"]) == [as_read(alias)]


def test_every_edge_and_quote_is_there() -> None:
    tree = tree_of(HOSTILE)
    found = [quote for one in edges(tree) for quote in items_of(values(one)["quotes"])]
    assert len(list(edges(tree))) == DRAWN_EDGES
    assert {as_read(quote) for quote in QUOTES} == set(found)


def test_an_edge_says_what_its_claims_say() -> None:
    found = edge(tree_of(HOSTILE), "Army", "captured", "Town")
    told = values(found)
    assert found.attrib["label"] == "captured"
    assert found.attrib["weight"] == "2"
    assert json.loads(told["claims"])[0] == f"https://example.org/hostile/claim/{CAPTURE.key}"
    assert len(json.loads(told["voices"])) == 2
    assert json.loads(told["voices"])[1].count(" > ") == 1
    assert json.loads(told["modes"]) == ["asserted", "reported"]
    assert json.loads(told["edtf"]) == ["2017-10-14", "2017-10"]
    assert (told["start"], told["end"]) == ("2017-10-01", "2017-10-31")
    assert (told["certainty"], told["inferred"], told["symmetric"]) == ("certain", "false", "false")


def test_notes_of_curators_and_qualifiers_stand_at_the_edge(graph: kg.Graph) -> None:
    seeds = ET.fromstring("".join(write(graph)).encode())  # noqa: S314
    told = values(edge(seeds, "ISOperationalCommand", "relocated_to", "Mayadeen"))
    assert json.loads(told["notes"]) == ['"much of its operational command"']
    hostile = tree_of(HOSTILE)
    assert items_of(values(edge(hostile, "Army", "captured", "Town"))["notes"]) == [as_read(CAPTURE.note)]
    qualified = items_of(values(edge(hostile, "Army", "attacked", "Group"))["qualifiers"])
    assert [one.partition(":")[0] for one in qualified] == ["at place", "bearing"]


def test_columns_that_no_edge_has_are_not_declared() -> None:
    bare = replace(CAPTURE, note="", qualifiers=())
    tree = tree_of(replace(HOSTILE, claims=(bare,)))
    assert not {"notes", "qualifiers"} & {one.attrib["id"] for one in tree.iterfind(".//g:attribute", NS)}


def test_what_is_inferred_or_symmetric_says_so() -> None:
    tree = tree_of(HOSTILE)
    inferred = edge(tree, "Group", "withdrew_from", "Town")
    assert values(inferred)["inferred"] == "true"
    assert inferred.attrib["label"] == "withdrew from (inferred)"  # in a picture the label stands alone
    assert values(edge(tree, "Group", "fought", "Army"))["symmetric"] == "true"


def test_spells_are_whole_days_and_open_where_not_bounded() -> None:
    tree = tree_of(HOSTILE)
    spells = {
        (source, kind): [one.attrib for one in edge(tree, source, kind, "Town").iterfind(".//g:spell", NS)]
        for source, kind in (("Army", "captured"), ("Army", "attacked"), ("Group", "controls"))
    }
    assert spells == {
        ("Army", "captured"): [{"start": "2017-10-01", "end": "2017-10-31"}],
        ("Army", "attacked"): [{"start": "2017-06-01", "end": "2018-02-15"}],  # open: until the document's day
        ("Group", "controls"): [{"end": "2017-10-14"}],
    }
    assert edge(tree, "Group", "present_in", "Village").find("g:spells", NS) is None


def test_predictions_and_denials_are_no_edges() -> None:
    assert {one.attrib["kind"] for one in edges(tree_of(HOSTILE)) if one.attrib["source"] == "id:Group"} == {
        "attacked", "controls", "fought", "present_in", "withdrew_from",
    }  # fmt: skip


def test_gephi_finds_what_it_looks_for() -> None:
    text = text_of(HOSTILE)
    assert 'mode="dynamic" timeformat="date" timerepresentation="interval" timezone="UTC"' in text
    assert 'lastmodifieddate="2018-02-15"' in text
    assert " a=" not in re.sub('"[^"]*"', '""', text)  # no alpha
    for attribute in re.findall(r'<attribute id="([^"]+)" title="([^"]+)"', text):
        assert attribute[0] == attribute[1] == attribute[0].lower()
    assert 'id="latitude" title="latitude" type="double"' in text


def test_an_identifier_scheme_gets_a_column_that_nothing_else_has() -> None:
    town = replace(HOSTILE.entities["Town"], external=(("label", "L1"), ("Wikidata!", "Q2"), ("Type", "T")))
    text = text_of(replace(HOSTILE, entities={**HOSTILE.entities, "Town": town}))
    for column in ("external_label", "wikidata", "external_type"):
        assert f'id="{column}" title="{column}" type="string"' in text


def test_sizes_span_exactly_what_gephi_expects() -> None:
    sizes = [float(one.attrib["value"]) for one in tree_of(HOSTILE).iterfind(".//viz:size", NS)]
    assert (min(sizes), max(sizes)) == (4, 100)


def test_between_two_nodes_there_is_room_for_names(graph: kg.Graph) -> None:
    tree = ET.fromstring("".join(write(graph)).encode())  # noqa: S314  # our own file
    circles = [
        (float(spot.attrib["x"]), float(spot.attrib["y"]), float(size.attrib["value"]) / 2)
        for spot, size in zip(tree.iterfind(".//viz:position", NS), tree.iterfind(".//viz:size", NS), strict=True)
    ]
    for (x, y, radius), (there, then, other) in combinations(circles, 2):
        assert hypot(x - there, y - then) > radius + other + ROOM


def test_one_edge_alone_has_no_sizes_and_no_time() -> None:
    text = text_of(replace(HOSTILE, claims=(claim("Group", "present_in", "Village"),)))
    assert "viz:size" not in text
    assert 'mode="static">' in text
    assert "timeformat" not in text
    for missing in ("edtf", "start", "end", "latitude", "external_label"):
        assert f'id="{missing}"' not in text


def test_nothing_drawn_is_still_a_file() -> None:
    tree = tree_of(replace(HOSTILE, claims=()))
    assert list(edges(tree)) == []


def test_spells_that_overlap_are_one() -> None:
    times = ("2017-01/2017-06", "2017-05/2017-08", "2016", "2017-12-01")
    several = [
        claim("Army", "attacked", "Town", 3, when=parse(time), voices=(voice,))
        for time, voice in zip(times, ("Paper", "Analyst", "Army", "Group"), strict=True)
    ]
    found = edge(tree_of(replace(HOSTILE, claims=tuple(several))), "Army", "attacked", "Town")
    spells = [(one.attrib["start"], one.attrib["end"]) for one in found.iterfind(".//g:spell", NS)]
    days = [date.fromisoformat(day) for spell in spells for day in spell]
    assert days == sorted(days)
    assert spells[-1] == ("2017-12-01", "2017-12-01")


def test_unconfirmed_edges_come_only_when_asked_for() -> None:
    def kinds(policy: str) -> set[str]:
        return set(re.findall('kind="([^"]+)"', "".join(write(kg.build(HOSTILE, policy)))))

    assert "supports" not in kinds("default")
    assert "supports" in kinds("wide")
    assert 'label="supports (unconfirmed)"' in "".join(write(kg.build(HOSTILE, "wide")))
    assert CAPTURE.mode is Mode.ASSERTED


def read_by_networkx(text: str) -> "nx.MultiDiGraph[str]":
    read = nx.read_gexf(BytesIO(text.encode()))
    assert isinstance(read, nx.MultiDiGraph)
    return read


def test_networkx_reads_the_same_graph(graph: kg.Graph) -> None:
    read = read_by_networkx("".join(write(graph)))
    assert read.number_of_nodes() == len(graph.network.nodes)
    assert read.number_of_edges() == len(graph.network.edges)
    told = "\n".join(quote for *_, data in read.edges(data=True) for quote in items_of(data["quotes"]))
    for one in graph.network.edges:
        for said in one.claims:
            assert all(as_read(passage.exact) in told for passage in said.evidence)


def as_wished(name: str, graph: kg.Graph) -> kg.Graph:
    """Give a corpus's graph, to be written as options say: ``seeds --also``."""
    which, *wishes = name.split(" --")
    drawn = kg.build({"hostile": HOSTILE, "values": VALUED, "seeds": graph.corpus}.get(which) or grown())
    also = frozenset(DRAWABLE) if "also" in wishes else frozenset[str]()
    drawn.options = Options(also, static="static" in wishes, full="full" in wishes)
    return drawn


def quotes_of(drawn: kg.Graph) -> set[str]:
    """Give the sentences of all edges that are drawn."""
    found = set[str]()
    for one in drawn.drawing.edges():
        quotes = one.values["quotes"]
        assert isinstance(quotes, list)
        found.update(map(as_read, quotes))
    return found


def test_graphology_reads_the_same_graph(graph: kg.Graph, tmp_path: Path) -> None:
    """It is strict by default: it stops at what it did not expect."""
    node = need("node")
    node_modules()
    wished = ["hostile", "seeds", "grown", *(f"seeds --{one}" for one in ("static", "also", "full"))]
    graphs = [as_wished(name, graph) for name in (*wished, "values --also --full --static")]
    files = [tmp_path / f"{number}.gexf" for number in range(len(graphs))]
    for path, drawn in zip(files, graphs, strict=True):
        path.write_text("".join(write(drawn)), encoding="utf-8", newline="\n")
    command = [node, str(INTEROP / "gexf.mjs"), *map(str, files)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, timeout=NODE_PATIENCE)
    for drawn, read in zip(graphs, json.loads(done.stdout), strict=True):
        assert (read["order"], read["size"]) == (len(drawn.drawing.places), drawn.drawing.edges_count)
        assert set(read["quotes"]) == quotes_of(drawn)
        assert all(isinstance(color, str) and color.startswith("rgb(") for color in read["colors"])
