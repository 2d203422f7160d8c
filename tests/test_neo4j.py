"""Neo4j's own import, its shell's reading of scripts and its database: everything arrives, and no text is ever code."""

import re
import subprocess
from collections import Counter
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from random import Random

import pytest
from helpers import INTEROP
from helpers import need
from hostile import CAPTURE
from hostile import HOSTILE
from hypothesis import given
from hypothesis import strategies as st
from servers import jars
from test_gephi import unescaped

import kg
from kg.export import formats
from kg.export.cypher import BATCH
from kg.export.cypher import HALVES
from kg.export.cypher import literal
from kg.export.cypher import name
from kg.export.neo4j_csv import BETWEEN
from kg.export.xml import ILLEGAL
from kg.model import Corpus
from kg.model import Entity
from kg.model import with_key

FOLDER = INTEROP / "neo4j"
PATIENCE = 500  # seconds
OPENED = ("java.nio", "java.lang", "java.util.concurrent")  # packages of Java that Neo4j looks into
FRAGMENTS = (
    "'", '"', "`", "\\", "\\u0027", "\\u0060", "\\U0027", "u0027", "\\'", "\n", "\r\n", "\r", ";", ";\n", "//", "/*",
    "*/", "{", "}", "$row", "\x00", "\x1f", "\u2028", "\x85", "😀", "دير الزور", " ", ",", "=cmd()",
    ") DETACH DELETE entity //",    "' DETACH DELETE entity //", "INF", "\ud800", "null", "\t", ":param x => 1;", "a",
)  # fmt: skip
ANY_TEXT = st.lists(st.sampled_from(FRAGMENTS) | st.text(st.characters(codec=None), max_size=5)).map("".join)
HEADING = re.compile(  # what its documentation names
    r"(:START_ID|:END_ID|:TYPE|:LABEL|[a-z][a-z0-9_]*:(ID|string(\[\])?|int|double|boolean|date))$"
)


def nasty() -> Corpus:
    """Entities and sentences of what has a meaning in Cypher or in tables."""
    chance = Random(5)  # noqa: S311  # the same on every run

    def text() -> str:
        return "".join(chance.choices(FRAGMENTS, k=chance.randrange(1, 9))) or "a"

    entities = {f"N{number}": Entity(f"N{number}", "Person", text(), (text(), text())) for number in range(12)}
    claims = tuple(
        with_key(
            replace(
                CAPTURE,
                subject=f"N{number % 12}",
                object=f"N{number // 12}",
                evidence=(replace(CAPTURE.evidence[0], key=f"{number:016x}", exact=text()),),
            )
        )
        for number in range(60)
    )
    return replace(HOSTILE, entities={**HOSTILE.entities, **entities}, claims=(*HOSTILE.claims, *claims))


@dataclass
class Held:
    """What a database holds.

    Attributes:
        code: of the import; -1 where there was none.
        parted: how many statements the shell found, at each run, and whether one was incomplete.
        nodes: id → labels.
        edges: id → source, type, target.
        values: (element, property) → its type, and its items as texts.
    """

    code: str = ""
    parted: list[list[str]] = field(default_factory=list)
    nodes: dict[str, set[str]] = field(default_factory=dict)
    edges: dict[str, tuple[str, ...]] = field(default_factory=dict)
    values: dict[tuple[str, str], tuple[str, list[str]]] = field(default_factory=dict)

    def take(self, word: str, parts: list[str]) -> None:
        """Take a line of words."""
        if word == "import":
            self.code = parts[0]
        elif word == "statements":
            self.parted.append(parts)
        elif word == "node":
            assert parts[0] not in self.nodes
            self.nodes[parts[0]] = set(parts[1].split())
        elif word == "edge":
            assert parts[0] not in self.edges
            self.edges[parts[0]] = tuple(parts[1:])
        elif word == "value":
            self.values.setdefault((parts[0], parts[1]), (parts[2], []))[1].append(parts[3])


def filled(groups: list[str]) -> dict[str, Held]:
    """Fill databases, one program for all."""
    lib = jars(project=FOLDER, newest="neo4j-import-tool-")
    opened = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED]
    path = ["-cp", f"{lib[0].parent}/*", str(FOLDER / "Neo4j.java")]
    command = [need("java"), "-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", *opened, *path, *groups]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Held] = defaultdict(Held)
    home = ""
    for line in done.stdout.split("\n")[:-1]:  # not at other line ends, which values hold
        word, *parts = map(unescaped, line.split("\t"))
        home = parts[0] if word == "home" else home
        found[home].take(word, parts)
    return found


@pytest.fixture(scope="module")
def databases(graph: kg.Graph, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[kg.Graph, Held]]:
    """The built-in and a nasty corpus, imported from tables and made by the script."""
    folder = tmp_path_factory.mktemp("neo4j")
    graphs = {"seeds": graph, "nasty": kg.build(nasty())}
    groups = []
    for which, one in graphs.items():
        for kind in ("neo4j-nodes", "neo4j-edges", "cypher"):
            text = "".join(formats()[kind].write(one))
            (folder / f"{which}-{formats()[kind].file}").write_text(text, encoding="utf-8", newline="")
        groups.append(f"{folder}/{which}-csv,{folder}/{which}-neo4j-nodes.csv,{folder}/{which}-neo4j-edges.csv")
        groups.append(f"{folder}/{which}-cypher,{folder}/{which}-graph.cypher")
    found = filled(groups)
    return lambda which: (graphs[which.split("-")[0]], found[which])


def texts(value: object) -> list[str]:
    assert isinstance(value, list)
    return value


@pytest.mark.parametrize("which", ["seeds-csv", "seeds-cypher", "nasty-csv", "nasty-cypher"])
def test_everything_arrives_in_neo4j(databases: Callable[[str], tuple[kg.Graph, Held]], which: str) -> None:
    graph, held = databases(which)
    dropped = ILLEGAL if which.endswith("csv") else HALVES

    def whole(texts: list[str]) -> list[str]:
        return [dropped.sub("", text) for text in texts]

    drawing = graph.drawing
    assert held.nodes == {node.id: {*node.lineage, "Entity"} for node in drawing.nodes()}
    assert held.edges == {edge.id: (edge.source, edge.kind, edge.target) for edge in drawing.edges()}
    for node in drawing.nodes():
        assert held.values[node.id, "label"] == ("String", whole([node.label]))
        assert held.values.get((node.id, "aliases"), ("", []))[1] == whole(texts(node.values.get("aliases", [])))
    for edge in drawing.edges():
        nothing = "String[]", [""]  # a list of one empty text is an empty list in a table
        assert held.values.get((edge.id, "quotes"), nothing) == ("String[]", whole(texts(edge.values["quotes"])))
        assert held.values[edge.id, "weight"] == ("Long", [str(edge.weight)])
        assert held.values[edge.id, "inferred"] == ("Boolean", [str(edge.values["inferred"]).lower()])
        start = edge.values.get("start")
        assert held.values.get((edge.id, "start")) == (("LocalDate", [start]) if start else None)


@pytest.mark.parametrize("which", ["seeds", "nasty"])
def test_the_shell_finds_just_our_statements_and_running_them_again_changes_nothing(
    databases: Callable[[str], tuple[kg.Graph, Held]], which: str
) -> None:
    graph, held = databases(f"{which}-cypher")
    kinds = Counter(edge.kind for edge in graph.drawing.edges())
    classes = Counter(node.lineage for node in graph.drawing.nodes())
    batches = sum(-(-rows // BATCH) for rows in (*kinds.values(), *classes.values()))
    assert held.parted == [[str(1 + batches), "false"]] * 2
    assert databases(f"{which}-csv")[1].code == "0"


def test_headings_are_what_the_import_documents(graph: kg.Graph) -> None:
    for kind, wanted in (("neo4j-nodes", ["id:ID", ":LABEL"]), ("neo4j-edges", [":START_ID", ":END_ID", ":TYPE"])):
        heading, *rows = "".join(formats()[kind].write(graph)).split("\n")[:-1]
        columns = heading.split(",")
        assert columns[: len(wanted)] == wanted
        assert all(HEADING.match(column) for column in columns)
        assert len({column.split(":")[0] for column in columns if not column.startswith(":")}) == sum(
            not column.startswith(":") for column in columns
        )
        assert len(rows) == len(graph.network.nodes if kind == "neo4j-nodes" else graph.network.edges)


def read(text: str, place: int) -> tuple[str, int]:
    """Read a string as the manual of Cypher tells, and the place behind it; parts that are added are one."""
    plain = {"n": "\n", "r": "\r", "t": "\t", "'": "'", "\\": "\\"}
    assert text[place] == "'"
    found, place = "", place + 1
    while text[place] != "'":
        if text[place] != "\\":
            found, place = found + text[place], place + 1
        elif text[place + 1] == "u":
            found, place = found + chr(int(text[place + 2 : place + 6], 16)), place + 6
        else:
            found, place = found + plain[text[place + 1]], place + 2
    if text.startswith(" + ", place + 1):
        more, place = read(text, place + 4)
        return found + more, place
    return found, place + 1


@given(ANY_TEXT)
def test_any_text_is_one_string_and_nothing_else(text: str) -> None:
    written = literal({"label": text})
    for decoded in (written, re.sub(r"\\u(00[0-9A-F]{2}|202[89])", lambda found: chr(int(found[1], 16)), written)):
        assert decoded.startswith("{`label`: ")
        found, end = read(decoded, len("{`label`: "))
        assert found == HALVES.sub("", text)
        assert decoded[end:] == "}"
    assert "\n" not in written


@given(ANY_TEXT)
def test_any_name_stays_within_its_backticks(text: str) -> None:
    written = name(text)
    assert (written[0], written[-1]) == ("`", "`")
    assert not set(written[1:-1]) & set("`\\\n\r\"';{}()")


@given(ANY_TEXT)
def test_any_text_is_one_cell(text: str) -> None:
    person = Entity("N", "Person", text or "N", (f"{text}.",))
    said = replace(CAPTURE, subject="N", evidence=(replace(CAPTURE.evidence[0], exact=text),))
    graph = kg.build(replace(HOSTILE, entities={**HOSTILE.entities, "N": person}, claims=(said,)))
    written = "".join(formats()["neo4j-edges"].write(graph)).encode().decode()
    cells = re.findall(r'"((?:[^"]|"")*)"|(?<=,)([^",\n]*)(?=[,\n])', written)
    assert ILLEGAL.sub("", text).replace('"', '""') in {one for one, _ in cells} | {""}
    assert written.count(BETWEEN) == 0
