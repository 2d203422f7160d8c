"""Files for Gephi's neighbours: every edge arrives with its sentences, by the readers that people use."""

import csv
import io
import json
import re
import subprocess
from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import igraph
import networkx as nx
import pytest
from helpers import INTEROP
from helpers import ROOT
from helpers import Run
from helpers import need
from helpers import node_modules
from hostile import CAPTURE
from hostile import CLAIMS
from hostile import HOSTILE
from hypothesis import given
from hypothesis import strategies as st
from ndex2.cx2 import RawCX2NetworkFactory
from test_gephi import Opened
from test_gephi import grown
from test_gephi import opened

import kg
from kg.export import formats
from kg.export.cells import FORMULA
from kg.export.json_text import encoded
from kg.export.xml import ILLEGAL
from kg.export.xml import JOINER
from kg.model import Claim
from kg.model import Corpus
from kg.model import content_key
from kg.palette import LINES
from kg.palette import line
from kg.palette import rgb
from kg.palette import style
from kg.stream.options import Options
from kg.write import Pieces

ANY_TEXT = st.text(st.characters(codec=None), max_size=40) | st.sampled_from(
    [
        "=cmd()",
        "@SUM(1)",
        "+1",
        "-1",
        "INFANTRY",
        "]]>",
        '\\"',
        "\\",
        "a\u2028b",
        "\ud800",
        "', '",
        '", "',
        "\x00\x0b",
        " a ",
    ]
)
HALVES = re.compile("[\ud800-\udfff\ufffe\uffff]")
NODE_PATIENCE = 120  # seconds
Ends = tuple[str, str, str]  # source, kind, target


def text_of(name: str, graph: kg.Graph) -> str:
    return "".join(formats()[name].write(graph))


def expected(graph: kg.Graph) -> dict[Ends, list[str]]:
    """The sentences of each edge."""
    return {
        (f"id:{one.source}", one.predicate, f"id:{one.target}"): list(
            dict.fromkeys(passage.exact for claim in one.claims for passage in claim.evidence)
        )
        for one in graph.network.edges
    }


def without(pattern: re.Pattern[str], told: Mapping[Ends, list[str]]) -> dict[Ends, list[str]]:
    return {ends: [pattern.sub("", quote) for quote in quotes] for ends, quotes in told.items()}


@pytest.fixture(scope="module", params=["seeds", "hostile", "grown", "nothing"])
def drawn(request: pytest.FixtureRequest, graph: kg.Graph) -> kg.Graph:
    made = {"hostile": HOSTILE, "nothing": replace(HOSTILE, claims=())}
    return {"seeds": graph, "grown": kg.build(grown())}.get(request.param) or kg.build(made[request.param])


def test_predictions_and_denials_are_no_edges_anywhere() -> None:
    graph = kg.build(HOSTILE)
    for name in ("graphml", "graphology", "node-link", "edges", "cyjs", "cx2"):
        text = text_of(name, graph)
        unreal = [claim.key for claim in CLAIMS if claim.mode == "predicted" or claim.polarity == "negative"]
        assert len(unreal) == 2
        assert not any(key in text for key in unreal), name
        assert CAPTURE.key in text, name


@pytest.mark.parametrize("name", ["graphml", "edges", "graphology", "node-link"])
def test_a_label_alone_says_that_an_edge_is_inferred_or_unconfirmed(name: str) -> None:
    told = text_of(name, kg.build(HOSTILE, "wide"))
    assert "withdrew from (inferred)" in told
    assert "supports (unconfirmed)" in told


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("graphml", '<data key="edge.kind">{}</data>'),
        ("graphology", '"kind": "{}"'),
        ("node-link", '"kind": "{}"'),
        ("edges", ",{},edge:"),
        ("cyjs", '"kind": "{}"'),
        ("cx2", '"interaction": "{}"'),
        ("cypher", "-[edge:`{}` "),
        ("neo4j-edges", ',"{}","edge:'),
    ],
)
def test_what_is_drawn_on_request_has_kinds_and_labels_of_its_own(name: str, kind: str) -> None:
    plain, more = text_of(name, kg.build(HOSTILE)), kg.build(HOSTILE)
    more.options = Options(frozenset({"denied", "predicted"}))
    text = text_of(name, more)
    for word in ("denied", "predicted"):
        assert kind.format(f"{word}:captured") in text
        assert f"{word}: captured" in text
        assert word not in plain
    assert ("What is denied, predicted is no fact" in text) == (
        name in {"graphml", "graphology", "node-link", "cyjs", "cx2"}
    )
    assert text.count(kind.format("captured")) == plain.count(kind.format("captured")) > 0


@pytest.mark.parametrize("name", ["nodes", "edges", "neo4j-nodes", "neo4j-edges", "graphml", "cypher", "csv"])
def test_what_had_to_be_replaced_is_told(name: str) -> None:
    pieces = Pieces(formats()[name].write(kg.build(saying("=cmd() INFANTRY \x00\uffff"))))
    assert list(pieces)
    told = " ".join(pieces.remarks)
    assert ("with control characters" in told) == (name != "csv")
    assert ("formula" in told) == (name in {"nodes", "csv"})
    assert ("infinity" in told) == (name in {"nodes", "edges"})


@pytest.mark.parametrize(
    "name",
    ["graphml", "graphology", "node-link", "nodes", "edges", "cyjs", "cx2", "cypher", "neo4j-nodes", "neo4j-edges"],
)
def test_a_selection_holds_only_what_was_selected(run: Run, name: str) -> None:
    done = run("export", name, ROOT / "seeds", "--around", "Mayadeen", "-o", "-")
    assert done.returncode == 0, done.stderr
    part = kg.build(kg.read(ROOT / "seeds")).around("Mayadeen")
    assert done.stdout == text_of(name, part).replace("\r\n", "\n")
    assert "id:Mayadeen" in done.stdout
    assert "id:Nice" not in done.stdout


def test_networkx_reads_graphml(drawn: kg.Graph) -> None:
    read = nx.read_graphml(io.BytesIO(text_of("graphml", drawn).encode()), force_multigraph=True)
    told = {(one, data["kind"], other): json.loads(data["quotes"]) for one, other, data in read.edges(data=True)}
    assert told == without(HALVES, expected(drawn))
    assert len(read.edges) == len(told)
    assert {name: data["entity_type"] for name, data in read.nodes(data=True)} == {
        f"id:{node.entity.id}": node.entity.type for node in drawn.network.nodes
    }


def test_igraph_reads_graphml(drawn: kg.Graph, tmp_path: Path) -> None:
    path = tmp_path / "graph.graphml"
    path.write_text(text_of("graphml", drawn), encoding="utf-8", newline="\n")
    read = igraph.Graph.Read_GraphML(str(path))
    names = read.vs["id"] if drawn.network.nodes else []
    told = {(names[one.source], one["kind"], names[one.target]): json.loads(one["quotes"]) for one in read.es}
    assert told == without(HALVES, expected(drawn))
    assert read.ecount() == len(told)
    assert read.is_directed()


def test_networkx_reads_nodes_and_links(drawn: kg.Graph) -> None:
    read = nx.node_link_graph(json.loads(text_of("node-link", drawn)), edges="links")
    assert isinstance(read, nx.MultiDiGraph)
    told = {(one, data["kind"], other): data["quotes"] for one, other, data in read.edges(data=True)}
    assert told == expected(drawn)
    assert len(read.edges) == len(told)


def by_javascript(files: list[Path]) -> list[dict[str, list[list[object]]]]:
    node_modules()
    command = [need("node"), str(INTEROP / "graphs.mjs"), *map(str, files)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, timeout=NODE_PATIENCE)
    read: list[dict[str, list[list[object]]]] = json.loads(done.stdout)
    return read


def test_graphology_reads_both_of_its_formats(drawn: kg.Graph, tmp_path: Path) -> None:
    files = [tmp_path / formats()[name].file for name in ("graphml", "graphology")]
    for name, path in zip(("graphml", "graphology"), files, strict=True):
        path.write_text(text_of(name, drawn), encoding="utf-8", newline="\n")
    of_graphml, of_json = by_javascript(files)
    told = expected(drawn)
    assert {(edge[1], edge[3], edge[2]): edge[4] for edge in of_json["edges"]} == told
    assert {(edge[1], edge[3], edge[2]): json.loads(str(edge[4])) for edge in of_graphml["edges"]} == without(
        HALVES, told
    )
    assert len(of_json["edges"]) == len(of_graphml["edges"]) == len(told)
    assert [node[0] for node in of_json["nodes"]] == [f"id:{node.entity.id}" for node in drawn.network.nodes]
    assert [(node[0], node[-1]) for node in of_graphml["nodes"]] == [(node[0], node[-1]) for node in of_json["nodes"]]


SHAPES = {"dot": "ellipse", "square": "rectangle", "triangleDown": "vee"}


def test_cytoscape_js_opens_its_file_as_it_is(drawn: kg.Graph, tmp_path: Path) -> None:
    path = tmp_path / "graph.cyjs"
    path.write_text(text_of("cyjs", drawn), encoding="utf-8", newline="\n")
    (read,) = by_javascript([path])
    assert {(edge[1], edge[3], edge[2]): edge[4] for edge in read["edges"]} == expected(drawn)
    lines = {f"edge:{content_key(one.source, one.predicate, one.target)}": line(one) for one in drawn.network.edges}
    for edge in read["edges"]:
        look = LINES[lines[str(edge[0])]]
        assert (edge[5], edge[6]) == ("dashed" if look.dashes else "solid", "rgb({},{},{})".format(*rgb(look.colour)))
    looks = {f"id:{node.entity.id}": style(node.lineage) for node in drawn.network.nodes}
    places = {f"id:{name}": place for name, place in drawn.drawing.places.items()}
    for key, _, x, y, colour, shape in read["nodes"]:
        look_of = looks.pop(str(key))
        wanted = "rgb({},{},{})".format(*rgb(look_of.colour)), SHAPES.get(look_of.shape, look_of.shape)
        assert (colour, shape) == wanted
        assert (x, y) == places[str(key)]
    assert looks == {}


def test_the_reader_of_ndex_opens_cx2(drawn: kg.Graph) -> None:
    aspects = json.loads(text_of("cx2", drawn))
    read = RawCX2NetworkFactory().get_cx2network(aspects)
    names = {number: node["v"]["id"] for number, node in read.get_nodes().items()}
    assert list(names.values()) == [f"id:{node.entity.id}" for node in drawn.network.nodes]
    told = {
        (names[edge["s"]], edge["v"]["interaction"], names[edge["t"]]): edge["v"]["quotes"]
        for edge in read.get_edges().values()
    }
    assert told == expected(drawn)
    counts = {one["name"]: one["elementCount"] for one in aspects[1]["metaData"]}
    held = {name: len(value) for aspect in aspects[2:-1] for name, value in aspect.items() if value}
    assert counts == held
    assert [*aspects[0], *aspects[-1]] == ["CXVersion", "hasFragments", "status"]


CX2_TYPES = {"string": str, "boolean": bool, "integer": int, "double": float, "list_of_string": list}


def test_every_value_in_cx2_has_the_type_that_is_declared(drawn: kg.Graph) -> None:
    aspects = {name: value for aspect in json.loads(text_of("cx2", drawn))[1:] for name, value in aspect.items()}
    (declared,) = aspects["attributeDeclarations"]
    for kind in ("nodes", "edges"):
        used = {name for one in aspects[kind] for name in one["v"]}
        assert used <= set(declared[kind])
        for one in aspects[kind]:
            assert all(type(value) is CX2_TYPES[declared[kind][name]["d"]] for name, value in one["v"].items())
    mapped = {**aspects["visualProperties"][0]["nodeMapping"], **aspects["visualProperties"][0]["edgeMapping"]}
    known = {*declared["nodes"], *declared["edges"]}
    assert all(one["definition"]["attribute"] in known for one in mapped.values())


def test_tables_have_a_row_for_each_node_and_edge(drawn: kg.Graph) -> None:
    nodes, edges = (list(csv.DictReader(io.StringIO(text_of(name, drawn), newline=""))) for name in ("nodes", "edges"))
    assert [row["Id"] for row in nodes] == [f"id:{node.entity.id}" for node in drawn.network.nodes]
    rows = {(row["Source"], row["Kind"], row["Target"]): row for row in edges}
    told = {ends: "; ".join(f"“{quote}”" for quote in quotes) for ends, quotes in expected(drawn).items()}
    assert {ends: row["quotes"] for ends, row in rows.items()} == {ends: in_table(text) for ends, text in told.items()}
    assert len(edges) == len(told)
    assert {row["Type"] for row in edges} <= {"Directed"}


def in_table(text: str, inf: str = f"I{JOINER}NF") -> str:
    """A text as it stands in a cell for Gephi."""
    plain = ILLEGAL.sub("", text.replace("INF", inf)).replace("\\", "\\\\")
    return f"'{plain}" if plain.startswith(FORMULA) else plain


def numbered() -> Corpus:
    """Forty towns: the first has a number for a name, too, the last a word; the document 1984 tells all."""
    corpus = grown()
    names = {"Town0": ("1984",), "Town9": ("New Town",)}
    entities = {name: replace(one, aliases=names.get(name, ())) for name, one in corpus.entities.items()}
    paper = replace(corpus.documents["paper"], id="1984")
    claims = [replace(one, evidence=(replace(one.evidence[0], document="1984"),)) for one in corpus.claims]
    return replace(corpus, entities=entities, documents={"1984": paper}, claims=claims)


def test_gephi_takes_no_column_of_texts_for_numbers(by_gephi: Callable[[str], tuple[kg.Graph, Opened]]) -> None:
    """It looks at 25 rows, and would leave out all that is something else."""
    _, table = by_gephi("numbered-edges.csv")
    kinds = {name: kind for (_, name), kind in table.columns.items()}
    assert (kinds["aliases"], kinds["documents"]) == ("String", "String")
    assert table.values["id:Town9", "aliases"] == "New Town"
    assert table.values["id:Town0", "aliases"] == f"1984{JOINER}"


def test_identifiers_that_are_all_numbers_stay_as_they_are(graph: kg.Graph) -> None:
    rows = list(csv.DictReader(io.StringIO(text_of("nodes", graph), newline="")))
    numbers = [row["geonames"] for row in rows if row["geonames"]]
    assert numbers
    assert all(number.isdecimal() for number in numbers)


@pytest.fixture(scope="module")
def by_gephi(graph: kg.Graph, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[kg.Graph, Opened]]:
    """GraphML and tables of three corpora, as Gephi opens them."""
    folder = tmp_path_factory.mktemp("gephi")
    graphs = {
        "seeds": graph,
        "hostile": kg.build(HOSTILE),
        "grown": kg.build(grown()),
        "numbered": kg.build(numbered()),
    }
    files = []
    for name, one in graphs.items():
        for kind in ("graphml", "nodes", "edges"):
            path = folder / f"{name}-{formats()[kind].file}"
            path.write_text(text_of(kind, one), encoding="utf-8", newline="")
        files += [folder / f"{name}-graph.graphml", Path(f"{folder / name}-nodes.csv,{folder / name}-edges.csv")]
    found = opened(files)
    return lambda name: (graphs[name.split("-")[0]], found[name])


@pytest.mark.parametrize("kind", ["graph.graphml", "edges.csv"])
@pytest.mark.parametrize("name", ["seeds", "hostile", "grown"])
def test_gephi_merges_and_drops_nothing(
    by_gephi: Callable[[str], tuple[kg.Graph, Opened]], name: str, kind: str
) -> None:
    graph, shown = by_gephi(f"{name}-{kind}")
    assert shown.complaints == []
    assert shown.counts == (len(graph.network.nodes), len(graph.network.edges))
    column = "edge.quotes" if kind == "graph.graphml" else "quotes"
    told = expected(graph)
    for key, (source, target, edge_kind, label, _) in shown.edges.items():
        words = re.findall("[A-Za-z]+", " ".join(told.pop((source, edge_kind, target))))
        assert all(word in shown.values[key, column] for word in words if "INF" not in word)
        assert label
    assert told == {}
    labels = {f"id:{node.entity.id}": ILLEGAL.sub("", node.entity.label).strip() for node in graph.network.nodes}
    assert {key: node[0].strip() for key, node in shown.nodes.items()} == labels


@pytest.mark.parametrize("name", ["seeds", "hostile", "grown"])
def test_gephi_has_days_from_the_table_and_looks_from_graphml(
    by_gephi: Callable[[str], tuple[kg.Graph, Opened]], name: str
) -> None:
    graph, table = by_gephi(f"{name}-edges.csv")
    dated = sum(1 for edge in graph.network.edges if any(first or last for first, last in edge.spells))
    assert dated == sum(1 for key in table.edges if (key, "timeset") in table.values)
    _, graphml = by_gephi(f"{name}-graph.graphml")
    assert {node[4] for node in graphml.nodes.values()} != {"ff000000"}
    sizes = [float(node[1]) for node in graphml.nodes.values()]
    assert (min(sizes), max(sizes)) == (4, 100)


def saying(text: str) -> Corpus:
    """A corpus whose label, alias, description and sentence are any text."""
    passage = replace(CAPTURE.evidence[0], exact=text)
    said: tuple[Claim, ...] = (replace(CAPTURE, evidence=(passage,)),)
    town = replace(HOSTILE.entities["Town"], label=text, aliases=(f"{text}.",), description=text)
    return replace(HOSTILE, entities={**HOSTILE.entities, "Town": town}, claims=said)


@given(ANY_TEXT)
def test_any_text_survives_in_graphml(text: str) -> None:
    tree = ET.fromstring(text_of("graphml", kg.build(saying(text))).encode())  # noqa: S314  # our own file
    found = {str(one.get("key")): one.text or "" for one in tree.iter("{http://graphml.graphdrawing.org/xmlns}data")}
    assert json.loads(found["edge.quotes"]) == [HALVES.sub("", text)]
    town = tree.find(".//*[@id='id:Town']")
    assert town is not None
    of_town = {str(one.get("key")): one.text or "" for one in town}
    assert of_town["node.label"] == ILLEGAL.sub("", text or "Town")
    assert of_town.get("node.description", "") == ILLEGAL.sub("", text)
    assert json.loads(of_town["node.aliases"]) == [HALVES.sub("", f"{text}.")]


@given(ANY_TEXT)
def test_any_text_survives_in_json(text: str) -> None:
    graph = kg.build(saying(text))
    links = json.loads(text_of("node-link", graph).encode())
    assert [link["quotes"] for link in links["links"]] == [[text]]
    assert [(node["label"], node["aliases"]) for node in links["nodes"] if node["id"] == "id:Town"] == [
        (text or "Town", [f"{text}."])
    ]
    for name in ("cyjs", "cx2"):
        assert encoded([text])[1:-1] in text_of(name, graph)
        json.loads(text_of(name, graph).encode())
    serialised = json.loads(text_of("graphology", graph).encode())
    assert [edge["attributes"]["quotes"] for edge in serialised["edges"]] == [[text]]


@given(ANY_TEXT)
def test_any_text_in_a_table_is_text_and_no_formula(text: str) -> None:
    graph = kg.build(saying(text))
    for name in ("nodes", "edges"):
        written = text_of(name, graph).encode().decode()
        rows = list(csv.reader(io.StringIO(written, newline=""), strict=True))
        assert len({len(row) for row in rows}) == 1
        assert not any(cell.startswith(FORMULA) for row in rows for cell in row)
        told = dict(zip(rows[0], rows[-1], strict=True))
        if name == "edges":
            assert told["quotes"] == in_table(f"“{text}”")
        else:
            assert told["Label"] == in_table(text or "Town", "INF")
