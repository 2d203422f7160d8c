"""Opened in Gephi with its default options: nothing merged, nothing dropped, nothing complained about."""

import re
import subprocess
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from helpers import INTEROP
from helpers import need
from hostile import HOSTILE
from hostile import VALUED
from servers import jars

import kg
from kg.export.gexf import write
from kg.model import Claim
from kg.model import Corpus
from kg.model import Document
from kg.model import Entity
from kg.model import Evidence
from kg.model import with_key
from kg.stream.columns import EDGE_TYPES
from kg.stream.columns import NODE_TYPES
from kg.stream.options import Options
from kg.terms import BASE
from kg.terms import ontology
from kg.when import parse

PATIENCE = 300  # seconds
CLASSES = {"string": "String", "liststring": "String[]", "double": "Double", "integer": "Integer", "boolean": "Boolean"}
RELATIONS = (
    "attacked", "captured", "controls", "fought", "moved_toward", "present_in", "supports", "withdrew_from",
    "announced", "denounced", "led", "recruited",
)  # fmt: skip


@dataclass
class Opened:
    """What Gephi shows of a file.

    Attributes:
        complaints: lines of its import report.
        counts: nodes and edges.
        time: format, representation and zone of its timeline.
        columns: (table, column) → class.
        nodes: id → label, size, x, y, colour.
        edges: id → source, target, kind, label, weight.
        values: (element, column) → value as Gephi shows it.
    """

    complaints: list[str] = field(default_factory=list)
    counts: tuple[int, int] = (0, 0)
    time: list[str] = field(default_factory=list)
    columns: dict[tuple[str, str], str] = field(default_factory=dict)
    nodes: dict[str, list[str]] = field(default_factory=dict)
    edges: dict[str, list[str]] = field(default_factory=dict)
    values: dict[tuple[str, str], str] = field(default_factory=dict)

    def take(self, word: str, parts: list[str]) -> None:
        """Take a line of its words."""
        if word in {"issue", "report"}:
            self.complaints.append(" ".join(parts))
        elif word == "counts":
            self.counts = int(parts[0]), int(parts[1])
        elif word == "time":
            self.time = parts
        elif word == "column":
            self.columns[parts[0], parts[1]] = parts[3]
        elif word in {"node", "edge"}:
            (self.nodes if word == "node" else self.edges)[parts[0]] = parts[1:]
        elif word == "value":
            self.values[parts[0], parts[1]] = parts[2]


def unescaped(text: str) -> str:
    plain = {"\\t": "\t", "\\n": "\n", "\\r": "\r"}
    parts = text.split("\\\\")
    for escaped, char in plain.items():
        parts = [part.replace(escaped, char) for part in parts]
    return "\\".join(parts)


def opened(files: list[Path]) -> dict[str, Opened]:
    """Import files into Gephi, one program for all."""
    (jar,) = jars("gephi-toolkit")
    command: list[object] = [need("java"), "-Djava.awt.headless=true", "-cp", jar, INTEROP / "Gephi.java", *files]
    done = subprocess.run(list(map(str, command)), capture_output=True, encoding="utf-8", check=True, timeout=PATIENCE)
    found: dict[str, Opened] = defaultdict(Opened)
    name = ""
    for line in done.stdout.split("\n")[:-1]:  # not at other line ends, which values hold
        word, *parts = map(unescaped, line.split("\t"))
        if word == "file":
            name = Path(parts[0]).name
        else:
            found[name].take(word, parts)
    return found


def grown() -> Corpus:
    """Two thousand claims over 40 entities and 12 relations: nearly every pair has several edges."""
    entities = {f"Town{number}": Entity(f"Town{number}", "Settlement", f"Town {number}") for number in range(40)}
    names = list(entities)
    claims: list[Claim] = []
    for number in range(2_000):
        subject, target = names[number % 40], names[(number * 7 + number // 40 + 1) % 40]
        passage = Evidence(f"{number:016x}", "paper", number, number + 1, f"Sentence number {number}.")
        day = f"20{10 + number % 10}-{1 + number % 12:02}"
        one = Claim("", subject, RELATIONS[number % 11 + (number // 500) % 2], target, (passage,), ("Town0",))
        claims.append(with_key(one if number % 3 else replace(one, when=parse(day))))
    paper = Document("paper", "", "", "text.txt", "text.txt", "Paper", date(2020, 1, 1), "Town0")
    return Corpus("Grown", BASE, ontology(), {"paper": paper}, entities, claims)


ODD = (
    *("INFANTRY", "a ]]> b", "a\u2028b", "\u202eدير الزور", "👩🏽\u200d🚒", "=cmd()", "a\x0bb", "null", "[a, b]"),
    "x" * 100_000,
    'two\nlines\r\nand a\ttab, "back\\slash"',
)


def odd() -> Corpus:
    """Texts of every kind in quotes, an edge each; and what is no fact."""
    passages = [Evidence(f"{at:016x}", "doc", at, at + len(quote), quote) for at, quote in enumerate(ODD)]
    claims = [
        with_key(Claim("", "Army", RELATIONS[at], "Town", (passage,), ("Paper",), when=parse(f"20{10 + at}")))
        for at, passage in enumerate(passages)
    ]
    return replace(HOSTILE, claims=[*HOSTILE.claims[-4:], *claims])


@pytest.fixture(scope="module")
def gephi(graph: kg.Graph, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[kg.Graph, Opened]]:
    """The built-in, a hostile and a grown corpus, as Gephi opens them."""
    folder = tmp_path_factory.mktemp("gephi")
    graphs = {
        "seeds": graph,
        "hostile": kg.build(HOSTILE),
        "grown": kg.build(grown()),
        "near": graph.around("Mayadeen"),
    }
    files = []
    for name, one in graphs.items():
        files.append(folder / f"{name}.gexf")
        files[-1].write_text("".join(write(one)), encoding="utf-8", newline="\n")
    unreal = frozenset({"denied", "predicted"})
    for name, corpus, options in (
        ("odd", odd(), Options(also=unreal)),
        ("full", graph.corpus, Options(full=True)),
        ("values", VALUED, Options(also=unreal, full=True)),
    ):
        graphs[name] = kg.build(corpus)
        graphs[name].options = options
        files.append(folder / f"{name}.gexf")
        files[-1].write_text("".join(write(graphs[name])), encoding="utf-8", newline="\n")
    found = opened(files)
    return lambda name: (graphs[name], found[f"{name}.gexf"])


@pytest.fixture(params=["seeds", "hostile", "grown", "near"])
def both(request: pytest.FixtureRequest, gephi: Callable[[str], tuple[kg.Graph, Opened]]) -> tuple[kg.Graph, Opened]:
    return gephi(request.param)


def test_gephi_has_nothing_to_complain_about(both: tuple[kg.Graph, Opened]) -> None:
    assert both[1].complaints == []


def test_every_node_and_edge_arrives_once(both: tuple[kg.Graph, Opened]) -> None:
    graph, shown = both
    assert shown.counts == (len(graph.network.nodes), len(graph.network.edges))
    arrived = {(one[0], one[2], one[1]) for one in shown.edges.values()}
    assert arrived == {(f"id:{one.source}", one.predicate, f"id:{one.target}") for one in graph.network.edges}


def test_every_quote_and_claim_arrives(both: tuple[kg.Graph, Opened]) -> None:
    graph, shown = both
    places = {(f"id:{one.source}", one.predicate, f"id:{one.target}"): one for one in graph.network.edges}
    for key, (source, target, kind, _, weight) in shown.edges.items():
        edge = places[source, kind, target]
        assert float(weight) == max(1, len(edge.voices))
        for claim in edge.claims:
            assert claim.key in shown.values[key, "claims"]
            told = shown.values[key, "quotes"]
            words = [word for passage in claim.evidence for word in re.findall("[A-Za-z]+", passage.exact)]
            assert [word for word in words if word not in told and "INF" not in word] == []


def test_every_dated_edge_is_on_the_timeline(both: tuple[kg.Graph, Opened]) -> None:
    graph, shown = both
    assert shown.time == ["DATE", "INTERVAL", "UTC"]
    dated = sum(1 for edge in graph.network.edges if any(first or last for first, last in edge.spells))
    assert dated == sum(1 for key in shown.edges if (key, "timeset") in shown.values)


def test_sizes_and_places_stay_where_they_are(both: tuple[kg.Graph, Opened]) -> None:
    """Gephi's automatic scaling is on by default: it must have nothing to do."""
    graph, shown = both
    text = "".join(write(graph))
    sizes = [float(one[1]) for one in shown.nodes.values()]
    assert (min(sizes), max(sizes)) == (4, 100)
    written = {
        name: [float(number) for number in numbers]
        for name, *numbers in re.findall(
            r'<node id="([^"]+)".*size value="(.+?)"/>.*position x="(.+?)" y="(.+?)"', text
        )
    }
    assert written.keys() == shown.nodes.keys()
    for name, (_, *numbers, _) in shown.nodes.items():
        assert [float(number) for number in numbers] == pytest.approx(written[name], abs=0.01)
        assert all(abs(axis) <= 5_000 for axis in written[name][1:])


def test_columns_have_the_types_that_they_were_given(both: tuple[kg.Graph, Opened]) -> None:
    for (table, column), kind in both[1].columns.items():
        wanted = (NODE_TYPES if table == "node" else EDGE_TYPES).get(column)
        if wanted is not None:
            assert kind == CLASSES[wanted], (table, column)


def test_all_claims_of_a_grown_corpus_survive(gephi: Callable[[str], tuple[kg.Graph, Opened]]) -> None:
    """A file by networkx keeps 44 of 100, since Gephi merges what has no kind."""
    graph, shown = gephi("grown")
    told = " ".join(shown.values[key, "quotes"] for key in shown.edges)
    assert all(f"Sentence number {number}." in told for number in range(2_000))
    assert len(graph.corpus.claims) == 2_000


def test_any_text_arrives_and_what_is_no_fact_keeps_its_kind(
    gephi: Callable[[str], tuple[kg.Graph, Opened]],
) -> None:
    _, shown = gephi("odd")
    assert shown.complaints == []
    quotes = {one[2]: shown.values[key, "quotes"] for key, one in shown.edges.items() if one[0] == "id:Army"}
    wanted = [quote.replace("INF", "I\u2060NF").replace("\x0b", "") for quote in ODD]
    wanted[ODD.index("null")] = "n\u2060ull"  # or the item would be none
    assert {kind: quotes[kind] for kind in RELATIONS[: len(ODD)]} == {
        kind: f"[{quote}]" for kind, quote in zip(RELATIONS, wanted, strict=False)
    }
    labels = {one[2]: one[3] for one in shown.edges.values() if ":" in one[2]}
    assert labels == {"denied:captured": "denied: captured", "predicted:captured": "predicted: captured"}


@pytest.mark.parametrize("name", ["full", "values"])
def test_values_arrive_as_nodes(name: str, gephi: Callable[[str], tuple[kg.Graph, Opened]]) -> None:
    graph, shown = gephi(name)
    assert shown.complaints == []
    drawn = {edge.id: (edge.source, edge.target, edge.kind) for edge in graph.drawing.edges()}
    assert {key: tuple(one[:3]) for key, one in shown.edges.items()} == drawn
    assert shown.counts == (len(graph.drawing.places), len(drawn))
    values = {key for key in shown.nodes if key.startswith("literal:")}
    assert values == set(graph.drawing.literals)
    assert {shown.values[key, "datatype"] for key in values} <= {"string", "integer"}
    assert {shown.values[key, "entity_type"] for key in values} == {"Literal"}
    sizes = [float(one[1]) for one in shown.nodes.values()]
    assert (min(sizes), max(sizes)) == (4, 100)
