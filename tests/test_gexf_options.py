"""The Gephi file as wished for: compressed, without times, with what is no fact; held to a schema, with any text."""

import gzip
import json
import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from helpers import HARBOUR
from helpers import Run
from hostile import HOSTILE
from hostile import VALUED
from hostile import worst
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from lxml import etree
from test_gephi import grown

import kg
from kg.export import formats
from kg.export.gexf import write
from kg.export.xml import ILLEGAL
from kg.export.xml import JOINER
from kg.model import Corpus
from kg.model import Entity
from kg.model import Evidence
from kg.stream.options import DRAWABLE
from kg.stream.options import Options
from kg.when import parse
from kg.write import Pieces

GEXF = {"g": "http://gexf.net/1.3"}
SCHEMA = Path(__file__).with_name("gexf_profile.rng")
EVERY = Options(also=frozenset(DRAWABLE))
USUAL = Options()
STATIC = Options(static=True)
FULL = Options(also=frozenset(DRAWABLE), full=True)
TEXT = st.text(st.characters(codec=None), max_size=60) | st.sampled_from(
    [
        "INFANTRY",
        "]]>",
        "a\u2028b\u2029c",
        "\u202eدير الزور",
        "👩🏽\u200d🚒",
        "=cmd()",
        "\x00\x0b",
        "null",
        " ",
        "\\",
        '","',
        "\ud800",
        "&amp;",
        "a\tb\r\nc",
        "x" * 100_000,
    ]
)


def written(corpus: Corpus, options: Options = USUAL) -> tuple[str, tuple[str, ...]]:
    """Give the file, and what is remarked on it."""
    graph = kg.build(corpus)
    graph.options = options
    pieces = Pieces(write(graph))
    return "".join(pieces), pieces.remarks


def parsed(text: str) -> Any:  # noqa: ANN401  # lxml has no types
    return etree.fromstring(text.encode(), etree.XMLParser(huge_tree=True))


def labels(text: str) -> dict[str, str]:
    """Give kinds of edges with their labels."""
    return dict(re.findall(r'kind="([^"]+)" label="([^"]+)"', text))


CORPORA: dict[str, Callable[[], Corpus]] = {
    "hostile": lambda: HOSTILE,
    "every attack": worst,
    "values": lambda: VALUED,
    "grown": grown,
    "nothing": lambda: replace(HOSTILE, claims=()),
    "harbour": lambda: kg.read(HARBOUR),
}


@pytest.mark.parametrize("options", [USUAL, STATIC, EVERY, FULL], ids=["usual", "static", "also", "full"])
@pytest.mark.parametrize("name", CORPORA)
def test_every_file_keeps_to_the_schema(name: str, options: Options) -> None:
    """The schema in this folder is a part of the official one, which allows all that it allows."""
    schema = etree.RelaxNG(etree.parse(SCHEMA))
    schema.assertValid(parsed(written(CORPORA[name](), options)[0]))


def test_the_built_in_file_keeps_to_the_schema(corpus: Corpus) -> None:
    etree.RelaxNG(etree.parse(SCHEMA)).assertValid(parsed(written(corpus, FULL)[0]))


def test_columns_are_declared_and_used(corpus: Corpus) -> None:
    tree = parsed(written(corpus)[0])
    for kind in ("node", "edge"):
        declared = set(tree.xpath(f"//g:attributes[@class='{kind}']/g:attribute/@id", namespaces=GEXF))
        assert declared == set(tree.xpath(f"//g:{kind}//g:attvalue/@for", namespaces=GEXF))


def test_denials_and_predictions_come_only_when_asked_for_and_say_what_they_are() -> None:
    usual, every = (labels(written(HOSTILE, options)[0]) for options in (USUAL, EVERY))
    assert [kind for kind in usual if ":" in kind] == []
    assert {kind: label for kind, label in every.items() if kind not in usual} == {
        "denied:captured": "denied: captured",
        "predicted:captured": "predicted: captured",
    }


def test_a_denial_adds_nothing_to_what_is_denied() -> None:
    def captured(options: Options) -> list[tuple[str, ...]]:
        tree = parsed(written(HOSTILE, options)[0])
        return [
            (one.get("source"), one.get("target"), one.get("weight"))
            for one in tree.iterfind(".//g:edge[@kind='captured']", GEXF)
        ]

    assert captured(EVERY) == captured(USUAL)


def test_a_denial_is_negative_in_its_columns_too() -> None:
    tree = parsed(written(HOSTILE, EVERY)[0])
    values = {
        one.get("kind"): {value.get("for"): value.get("value") for value in one.iterfind(".//g:attvalue", GEXF)}
        for one in tree.iterfind(".//g:edge", GEXF)
    }
    assert values["denied:captured"]["polarity"] == "negative"
    assert values["predicted:captured"]["mode"] == "predicted"
    assert {value["polarity"] for kind, value in values.items() if ":" not in kind} == {"positive"}
    assert "denied, intended, " not in written(HOSTILE)[0]
    assert "is no fact, and has kinds of its own" in written(HOSTILE, EVERY)[0]


def test_what_only_may_hold_on_a_day_says_so_in_every_file() -> None:
    """Gephi draws no time into a picture of a selection: an edge of it must not look sure."""
    part = kg.build(HOSTILE).selected(on="2017-10-14")
    maybe = {edge.key: edge.maybe for edge in part.network.edges}
    assert set(maybe.values()) == {True, False}
    tree = parsed("".join(write(part)))
    told = {one.get("id"): one for one in tree.iterfind(".//g:edge", GEXF)}
    for key, drawn in maybe.items():
        edge = told[f"edge:{key}"]
        assert edge.get("label").endswith("may hold)") is drawn
        assert edge.xpath("string(.//g:attvalue[@for='only_may_hold']/@value)", namespaces=GEXF) == str(drawn).lower()
    assert {edge.id.partition(":")[2]: edge.values["only_may_hold"] for edge in part.drawing.edges()} == maybe
    assert {edge.label for edge in part.drawing.edges()} == {edge.get("label") for edge in told.values()}
    assert {data["only_may_hold"] for *_, data in part.networkx().edges(data=True)} == {True, False}
    assert "only_may_hold" not in written(HOSTILE)[0]


def test_static_edges_have_no_times_but_keep_their_dates() -> None:
    text, _ = written(HOSTILE, STATIC)
    assert '<graph defaultedgetype="directed" mode="static">' in text
    assert "<spell" not in text
    assert '<attvalue for="start" value="2017-10-01"/>' in text


def test_what_was_replaced_is_counted() -> None:
    _, remarks = written(HOSTILE)
    assert [remark.split(" ", 1)[1] for remark in remarks] == [
        "texts with control characters, which XML does not have: they are left out",
        "texts with INF, which Gephi would read as infinity: an unseen U+2060 parts the letters",
    ]
    plain = {name: Entity(name, one.type, name) for name, one in HOSTILE.entities.items()}
    assert written(replace(HOSTILE, title="Plain", entities=plain, claims=HOSTILE.claims[8:9]))[1] == ()


def test_times_the_wrong_way_round_are_swapped_and_counted() -> None:
    """EDTF refuses them; a program may make them."""
    right = parse("2017-10-01/2017-10-31")
    wrong = replace(right, earliest_start=right.latest_end, latest_end=right.earliest_start)
    claims = (replace(HOSTILE.claims[0], when=wrong),)
    text, remarks = written(replace(HOSTILE, claims=claims))
    assert '<spell start="2017-10-01" end="2017-10-31"/>' in text
    assert "times whose end was before their beginning, now swapped: 1" in remarks


@settings(max_examples=60)
@given(TEXT, TEXT, st.lists(TEXT, min_size=1, max_size=3))
def test_any_text_survives_or_is_replaced_and_told(label: str, alias: str, quotes: list[str]) -> None:
    entity = replace(HOSTILE.entities["Town"], label=label, aliases=(alias,), description=quotes[0])
    passages = tuple(Evidence(f"{at:016x}", "doc", at, at + len(quote), quote) for at, quote in enumerate(quotes))
    claim = replace(HOSTILE.claims[0], evidence=passages, voices=("Town",))
    text, remarks = written(replace(HOSTILE, entities={**HOSTILE.entities, "Town": entity}, claims=(claim,)))
    etree.RelaxNG(etree.parse(SCHEMA)).assertValid(parsed(text))
    read = nx.read_gexf(BytesIO(text.encode()))
    ((*_, edge),) = read.edges(data=True)
    assert json.loads(edge["quotes"], strict=False) == [as_read(quote) for quote in dict.fromkeys(quotes)]
    assert read.nodes["id:Town"]["label"] == ILLEGAL.sub("", label or "Town")
    shown = (label or "Town", alias, *quotes)
    assert any("control characters" in remark for remark in remarks) == any(ILLEGAL.search(one) for one in shown)
    assert any("INF" in remark for remark in remarks) >= any("INF" in one for one in quotes)


@pytest.mark.parametrize("text", ["null", "NULL", "Null"])
def test_null_is_a_text_too_and_not_an_empty_cell(text: str) -> None:
    town = replace(HOSTILE.entities["Town"], description=text)
    corpus = replace(HOSTILE, entities={**HOSTILE.entities, "Town": town})
    told = "1 text with “null” alone, which Gephi would read as nothing: an unseen U+2060 parts the letters"
    gexf, remarks = written(corpus)
    assert told in remarks
    pieces = Pieces(formats()["nodes"].write(kg.build(corpus)))
    table = "".join(pieces)
    assert told in pieces.remarks
    assert f'for="description" value="{text[0]}{JOINER}{text[1:]}"' in gexf
    assert f",{text[0]}{JOINER}{text[1:]}," in table


def as_read(text: str) -> str:
    whole = ILLEGAL.sub("", text)
    return f"{whole[0]}{JOINER}{whole[1:]}" if whole.lower() == "null" else whole.replace("INF", f"I{JOINER}NF")


def test_a_compressed_file_is_the_file_and_the_same_each_time(run: Run, tmp_path: Path) -> None:
    for name in ("one.gexf.gz", "other.gexf.gz", "plain.gexf"):
        assert run("export", "gexf", HARBOUR, "-o", name).returncode == 0
    one, other, plain = ((tmp_path / name).read_bytes() for name in ("one.gexf.gz", "other.gexf.gz", "plain.gexf"))
    assert one == other
    assert one[4:8] == bytes(4)  # no date
    assert gzip.decompress(one) == plain
    assert nx.read_gexf(tmp_path / "one.gexf.gz").number_of_nodes() > 0


def test_the_command_line_takes_the_options(run: Run) -> None:
    usual = run("export", "gexf", "-o", "-").stdout
    every = run("export", "gexf", "--also", "denied,predicted", "--also", "question", "--static", "-o", "-").stdout
    assert {kind.split(":")[0] for kind in set(labels(every)) - set(labels(usual))} == {
        "denied", "predicted", "question",
    }  # fmt: skip
    assert "<spell" in usual
    assert "<spell" not in every
    assert "denied:" in run("export", "graphml", "--also", "denied", "-o", "-").stdout


def test_a_file_without_edges_says_why(run: Run) -> None:
    predicted = ("--query", "SELECT ?claim { ?claim o:mode o:predicted }")
    done = run("export", "gexf", HARBOUR, *predicted, "-o", "h.gexf")
    assert done.returncode == 0
    assert done.stderr.splitlines()[-1] == (
        "h.gexf: no edge is in it: of 1 claim, none is a plain edge between entities (policy default); "
        "--also and --full draw more"
    )
    told = run("export", "neo4j-edges", HARBOUR, *predicted, "-o", "h.csv").stderr
    assert told.endswith("(policy default); --also draws more\n")
    assert "no edge" not in run("export", "gexf", HARBOUR, *predicted, "--also", "predicted", "-o", "h.gexf").stderr
    assert "no edge" not in run("export", "jsonl", HARBOUR, *predicted, "-o", "h.jsonl").stderr
    assert "no edge" not in run("export", "gexf", HARBOUR, "-o", "h.gexf").stderr


def test_what_a_format_can_not_do_is_refused(run: Run) -> None:
    done = run("export", "csv", "--static", "-o", "-")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--static: csv can't do that; these can: gexf" in done.stderr
    done = run("export", "gexf", "--also", "predictd", "-o", "-")
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no 'predictd': did you mean predicted?" in done.stderr


def test_what_was_replaced_is_told_beside_the_file(harbour: Path, run: Run) -> None:
    entities = harbour / "entities.yaml"
    text = entities.read_text(encoding="utf-8")
    entities.write_text(text.replace("aliases: [fishermen", "aliases: [INF treaty, fishermen", 1), encoding="utf-8")
    done = run("export", "gexf", harbour, "-o", "h.gexf")
    assert done.stderr.splitlines() == [
        "h.gexf: 1 text with INF, which Gephi would read as infinity: an unseen U+2060 parts the letters"
    ]
    assert done.stdout == "wrote h.gexf\n"
    assert run("export", "gexf", harbour, "-q", "-o", "h.gexf").stderr == ""
    assert "build/graph.gexf: 1 text with INF" in run("build", harbour, "--only", "gexf").stderr
