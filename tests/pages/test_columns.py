"""Every word and number of a corpus arrives in the page as it was: read back by the page's own modules."""

import json
import os
import subprocess
import sys
from base64 import b64decode
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from zlib import decompress

import pytest
from helpers import HARBOUR
from helpers import ROOT
from hostile import worst
from modules import MODEL
from modules import Modules

import kg
from kg.model import Claim
from kg.model import Document
from kg.model import Entity
from kg.model import Literal
from kg.model import by_id
from kg.model import passage
from kg.model import with_key
from kg.projection import least_policy
from kg.rdf.registry import containers
from kg.terms import Mode
from kg.terms import TimeMode
from kg.text import Span
from kg.timeline import reading
from kg.view.columns import columns
from kg.view.harmless import closed
from kg.voices import Heard
from kg.voices import apart
from kg.voices import heard
from kg.when import parse

ALL = f"""
{MODEL}
const facts = model.facts!;
const {{ nodes, claims }} = model;
const name = (at: number) => nodes.id.at(at);
const list = (lists: any, at: number) => [...lists.values.subarray(lists.starts[at], lists.starts[at + 1])];
const day = (days: number) => (days === 0x7fffffff ? null : new Date(days * 86400000).toISOString().slice(0, 10));
const degrees = (one: number | undefined) => (Number.isNaN(one) ? null : one);
const place = (at: number) => [facts.nodes.latitude[at], facts.nodes.longitude[at]].map(degrees);
const between = (first: number, last: number) => (first > last ? null : [day(first), day(last)]);
const linked = (at: number) => list(facts.claims.linked, at).map((other, place) => [
  model.links[facts.claims.linkKind[facts.claims.linked.starts[at]! + place]!]!.name,
  facts.claims.key.at(other),
]);
const passageOf = (at: number) => ({{
  document: facts.documents[facts.passages.document[at]!]!.id,
  start: facts.passages.start[at],
  end: facts.passages.end[at],
  exact: facts.passages.exact.at(at),
  prefix: facts.passages.prefix.at(at),
  suffix: facts.passages.suffix.at(at),
}});
const claimOf = (at: number) => ({{
  key: facts.claims.key.at(at),
  found: facts.claims.key.find(facts.claims.key.at(at)),
  subject: name(claims.subject[at]!),
  predicate: model.predicates[claims.predicate[at]!]!.name,
  object: claims.object[at] === 0xffffffff ? [facts.claims.literal.at(at)] : name(claims.object[at]!),
  level: claims.level[at],
  line: model.lines[claims.line[at]!]!.name,
  mode: model.modes[facts.claims.mode[at]!]!.name,
  certainty: model.certainties[facts.claims.certainty[at]!]!.name,
  polarity: model.polarities[facts.claims.polarity[at]!]!.name,
  rank: model.ranks[facts.claims.rank[at]!]!.name,
  when: facts.claims.when.at(at),
  words: facts.claims.whenWords.at(at),
  throughout: facts.claims.throughout[at],
  dated: facts.claims.dated[at],
  widest: [day(facts.claims.earliest[at]!), day(facts.claims.latest[at]!)],
  sure: between(facts.claims.surelyFrom[at]!, facts.claims.surelyUntil[at]!),
  basis: facts.claims.timeBasis.at(at),
  voices: list(facts.chains, facts.claims.chain[at]!).map(name),
  independent: list(facts.claims.independent, at).map(name),
  through: list(facts.claims.through, at).map(name),
  evidence: list(facts.claims.evidence, at).map(passageOf),
  qualifiers: facts.claims.qualifiers.at(at),
  rationale: facts.claims.rationale.at(at),
  note: facts.claims.note.at(at),
  links: linked(at),
}});
const nodeOf = (at: number) => ({{
  id: name(at),
  label: nodes.label.at(at),
  type: model.types[nodes.type[at]!]!.name,
  group: model.groups[nodes.group[at]!]!.name,
  degree: nodes.degree[at],
  voices: nodes.voices[at],
  spot: [nodes.x[at], nodes.y[at]],
  aliases: facts.nodes.aliases.at(at),
  description: facts.nodes.description.at(at),
  place: place(at),
  within: list(facts.nodes.within, at).map(name),
  external: facts.nodes.external.at(at),
}});
const every = (count: number, make: (at: number) => unknown) => Array.from({{ length: count }}, (_, at) => make(at));
console.log(JSON.stringify({{
  title: model.title, notice: model.notice, policy: model.policy, prefixes: model.prefixes,
  nodes: every(nodes.count, nodeOf),
  claims: every(claims.count, claimOf),
  documents: facts.documents.map((one) => ({{ ...one, text: one.text, length: one.length }})),
}}));
"""


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> Modules:
    return Modules(ALL, tmp_path_factory.mktemp("columns"))


def arrived(modules: Modules, graph: kg.Graph, *, texts: bool = True) -> dict[str, Any]:
    """What the page knows of a graph."""
    parts = {name: part.result() for name, part in columns(graph, texts=texts).parts.items()}
    found: dict[str, Any] = modules({"parts": parts})
    return found


def told(text: str) -> str:
    """A text as the page has it: what turns other text is closed."""
    return plain(closed(text))


def plain(text: str) -> str:
    """A text without half surrogate pairs, which are no text."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def check_claim(graph: kg.Graph, claim: Claim, page: dict[str, Any]) -> None:
    bases = {one.key: one for one in graph.corpus.claims}
    is_literal = isinstance(claim.object, Literal)
    assert page["key"] == claim.key
    assert (page["subject"], page["predicate"]) == (claim.subject, claim.predicate)
    assert page["object"] == ([told(claim.object.text)] if isinstance(claim.object, Literal) else claim.object)
    assert is_literal == isinstance(page["object"], list)
    levels = {kg.Policy.STRICT: 0, kg.Policy.DEFAULT: 1, kg.Policy.WIDE: 2, None: 3}
    assert page["level"] == levels[least_policy(claim)]
    said = (claim.mode, claim.certainty, claim.polarity, claim.rank)
    assert (page["mode"], page["certainty"], page["polarity"], page["rank"]) == said
    assert page["when"] == (claim.when.edtf if claim.when else "")
    assert page["words"] == reading(claim)
    assert page["dated"] == (claim.when is not None)
    assert page["throughout"] == (claim.time_mode is TimeMode.THROUGHOUT)
    assert page["voices"] == list(claim.voices)
    behind = heard(claim, graph.corpus.entities, bases)
    assert (page["independent"], page["through"]) == (list(behind.voices), list(behind.through))
    assert page["links"] == [list(link) for link in claim.links if link[1] in bases]
    assert [page["basis"], page["rationale"], page["note"]] == [
        told(claim.time_basis),
        told(claim.rationale),
        told(claim.note),
    ]
    assert len(page["evidence"]) == len(claim.evidence)
    for there, one in zip(page["evidence"], claim.evidence, strict=True):
        assert (there["document"], there["start"], there["end"]) == (one.document, one.start, one.end)
        assert (there["prefix"], there["exact"], there["suffix"]) == (
            plain(one.prefix),
            plain(one.exact),
            plain(one.suffix),
        )
    rows = json.loads(page["qualifiers"] or "[]")
    assert [row[2] for row in rows] == [name for name, _ in claim.qualifiers]
    assert [row[3] for row in rows] == ["" if isinstance(value, Literal) else value for _, value in claim.qualifiers]


CORPORA = {"built-in": lambda: kg.read(ROOT / "seeds"), "harbour": lambda: kg.read(HARBOUR), "hostile": worst}


@pytest.mark.parametrize("corpus", CORPORA.values(), ids=CORPORA)
def test_every_claim_and_every_entity_arrives_as_it_was(modules: Modules, corpus: Any) -> None:  # noqa: ANN401
    graph = kg.Graph(corpus())
    page = arrived(modules, graph)
    assert page["title"] == told(graph.corpus.title)
    assert len(page["claims"]) == len(graph.corpus.claims)
    assert [there["found"] for there in page["claims"]] == list(range(len(graph.corpus.claims)))
    for claim, there in zip(graph.corpus.claims, page["claims"], strict=True):
        check_claim(graph, claim, there)
    degrees = {node.entity.id: node.degree for node in graph.network.nodes}
    entities = graph.corpus.entities
    bases = {claim.key: claim for claim in graph.corpus.claims}
    behind: dict[Any, list[Heard]] = {}
    for claim in graph.corpus.claims:
        for name in (claim.subject, claim.object):
            behind.setdefault(name, []).append(heard(claim, entities, bases))
    for there in page["nodes"]:
        entity = entities.get(there["id"], Entity(there["id"], "Entity", there["id"]))
        assert (there["label"], there["type"]) == (told(entity.label), entity.type)
        assert there["degree"] == degrees.get(entity.id, 0)
        assert there["voices"] == len(apart(behind.get(entity.id, [])))
        assert there["aliases"].split("\n") == [told(one.replace("\n", " ")) for one in entity.spellings[1:] or [""]]
        assert there["description"] == told(entity.description)
        assert there["place"] == list(entity.coordinates or (None, None))
        assert there["within"] == list(containers(entity, entities))
        assert all(abs(one) <= 5_000 for one in there["spot"])
    for document in page["documents"]:
        there = graph.corpus.documents[document["id"]]
        assert (document["text"], document["length"]) == (plain(there.text), len(there.text))
        assert (document["title"], document["issued"]) == (told(there.title), str(there.issued))


def test_every_entity_that_a_claim_names_is_a_node(modules: Modules, graph: kg.Graph) -> None:
    named = {node["id"] for node in arrived(modules, graph)["nodes"]}
    for claim in graph.corpus.claims:
        values = [claim.object, *claim.voices, *(value for _, value in claim.qualifiers)]
        assert {claim.subject, *(value for value in values if isinstance(value, str))} <= named


EMOJI = "🛰️ says: “ISIS” left.\u00a0Then 🏳️ came — déjà vu. ISIS left again."


def emoji_graph() -> kg.Graph:
    """Text beyond ASCII, and beyond what UTF-16 holds in one unit, before and inside passages."""
    document = Document("d", EMOJI, "0" * 64, "d/text.txt", "", "D", date(2018, 1, 1), "Paper")
    quotes = ("“ISIS” left.", "Then 🏳️ came", "ISIS left again.")
    claims = []
    for quote in quotes:
        start, end = EMOJI.index(quote), EMOJI.index(quote) + len(quote)
        evidence = passage(document, Span(start, end), (EMOJI[max(0, start - 5) : start], EMOJI[end : end + 5]))
        claims.append(with_key(Claim("", "A", "attacked", "B", (evidence,), ("Paper",))))
    base = kg.read(ROOT / "seeds")
    known = [Entity("A", "ArmedGroup", "A"), Entity("B", "ArmedGroup", "B"), Entity("Paper", "MediaOrganization", "P")]
    return kg.Graph(
        replace(base, documents=by_id([document]), entities=by_id(known), claims=tuple(claims), claimless=())
    )


@pytest.mark.parametrize("texts", [True, False])
def test_passages_are_exact_beyond_ascii_too(modules: Modules, *, texts: bool) -> None:
    graph = emoji_graph()
    page = arrived(modules, graph, texts=texts)
    for claim, there in zip(graph.corpus.claims, page["claims"], strict=True):
        check_claim(graph, claim, there)
    assert page["documents"][0]["text"] == (EMOJI if texts else None)
    assert page["documents"][0]["length"] == len(EMOJI)


def test_a_quote_that_is_not_in_its_text_arrives_all_the_same(modules: Modules) -> None:
    graph = emoji_graph()
    wrong = replace(graph.corpus.claims[0].evidence[0], exact="other words", key="other")
    claims = (replace(graph.corpus.claims[0], evidence=(wrong,)), *graph.corpus.claims[1:])
    graph = kg.Graph(replace(graph.corpus, claims=claims))
    for claim, there in zip(claims, arrived(modules, graph)["claims"], strict=True):
        check_claim(graph, claim, there)


def many(number: int) -> list[Claim]:
    """Claims by as many voices, with keys as ``kg`` makes them."""
    (one, *_) = emoji_graph().corpus.claims
    return [with_key(replace(one, voices=(f"Voice{at}",))) for at in range(number)]


@pytest.mark.parametrize(("number", "every"), [(3_000, 1), (1_200, 300)])
def test_keys_that_were_made_in_another_way_arrive_all_the_same(modules: Modules, number: int, every: int) -> None:
    """
    The page makes a claim's key from what it says, and has those in full that it would make otherwise.
    """
    claims = many(number)
    claims[::every] = [replace(claim, key=f"{at:016x}") for at, claim in enumerate(claims[::every])]
    claims[1::600] = [replace(claim, key=f"by hand {at}") for at, claim in enumerate(claims[1::600])]
    page = arrived(modules, kg.Graph(replace(emoji_graph().corpus, claims=tuple(claims))))
    assert [there["key"] for there in page["claims"]] == [claim.key for claim in claims]
    assert [there["found"] for there in page["claims"]] == list(range(number))


def test_a_key_takes_a_byte_of_the_page() -> None:
    parts = columns(kg.Graph(replace(emoji_graph().corpus, claims=tuple(many(3_000))))).parts
    rest = decompress(b64decode(parts["rest"].result()))
    held = json.loads(rest[4 : 4 + int.from_bytes(rest[:4], "little")])["columns"]
    assert {name: held[name]["count"] for name in held if "key" in name or "mark" in name} == {
        "claims.mark": 3_000, "told.key.hex": 0,
    }  # fmt: skip
    assert held["claims.mark"]["kind"] == "u8"


def test_a_graph_without_claims_or_without_edges_is_a_page_too(modules: Modules) -> None:
    graph = emoji_graph()
    denied = tuple(replace(one, mode=Mode.PREDICTED) for one in graph.corpus.claims)
    assert arrived(modules, kg.Graph(replace(graph.corpus, claims=())))["nodes"] == []
    page = arrived(modules, kg.Graph(replace(graph.corpus, claims=denied)))
    spots = {tuple(node["spot"]) for node in page["nodes"]}
    assert len(spots) == len(page["nodes"]) == 3


TIMES = [  # the document is of 2018-02-15
    ("2017-10-14", "within", "asserted", ["2017-10-14", "2017-10-14"], ["2017-10-14", "2017-10-14"]),
    ("2017-10-14~", "within", "asserted", ["2017-10-14", "2017-10-14"], None),
    ("2017-10", "within", "asserted", ["2017-10-01", "2017-10-31"], None),
    ("2017-09-01/2017-10-14", "within", "asserted", ["2017-09-01", "2017-10-14"], None),
    ("2017-09-01/2017-10-14", "throughout", "asserted", ["2017-09-01", "2017-10-14"], ["2017-09-01", "2017-10-14"]),
    ("2017-09/2017-10", "throughout", "asserted", ["2017-09-01", "2017-10-31"], ["2017-09-30", "2017-10-01"]),
    ("2017-09-01/..", "throughout", "asserted", ["2017-09-01", "2018-02-15"], ["2017-09-01", "2018-02-15"]),
    ("2017-09-01/..", "within", "asserted", ["2017-09-01", "2018-02-15"], None),
    ("../2017-10-14", "within", "asserted", [None, "2017-10-14"], None),
    ("2018-02-15/..", "within", "predicted", ["2018-02-15", None], None),
    ("2018-02-15/..", "throughout", "predicted", ["2018-02-15", None], None),
    ("[2017-09-21..2017-09-30]", "within", "asserted", ["2017-09-21", "2017-09-30"], None),
]


def test_a_time_is_as_wide_as_it_may_be_and_as_sure_as_every_reading_of_it(modules: Modules) -> None:
    """An open end goes on to the document's day, which knows of nothing later; a prediction's goes on and on."""
    graph = emoji_graph()
    document = replace(graph.corpus.documents["d"], issued=date(2018, 2, 15))
    one = graph.corpus.claims[0]
    claims = tuple(
        replace(one, key=f"{at:016x}", when=parse(edtf), time_mode=TimeMode(mode), mode=Mode(saying))
        for at, (edtf, mode, saying, _, _) in enumerate(TIMES)
    )
    page = arrived(modules, kg.Graph(replace(graph.corpus, claims=claims, documents=by_id([document]))))
    found = [(there["when"], there["widest"], there["sure"]) for there in page["claims"]]
    assert found == [(edtf, widest, sure) for edtf, _, _, widest, sure in TIMES]


def test_a_prediction_or_a_denial_is_an_edge_under_no_policy(modules: Modules, graph: kg.Graph) -> None:
    for there in arrived(modules, graph)["claims"]:
        if there["polarity"] != "positive" or there["mode"] not in {
            *("asserted", "reported", "presupposed", "estimated", "inferred", "assessed"),
        }:
            assert there["level"] == 3
        if there["level"] > 1:
            assert there["line"] == "unconfirmed"


def test_what_a_selection_tells_beside_its_claims_is_no_edge(modules: Modules, graph: kg.Graph) -> None:
    chosen = graph.around("Mayadeen", 1)
    corpus = replace(chosen.corpus, context=frozenset({chosen.corpus.claims[0].key}))
    page = arrived(modules, kg.Graph(corpus, notice="One claim is told beside them."))
    assert page["claims"][0]["level"] == 3
    assert page["notice"] == "One claim is told beside them."


def test_the_page_is_the_same_under_every_hash_seed(tmp_path: Path) -> None:
    pages = set()
    for seed in range(5):
        path = tmp_path / f"{seed}.html"
        subprocess.run(
            [sys.executable, "-m", "kg", "explore", str(HARBOUR), "-q", "-o", str(path)],
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": str(seed)},
            check=True,
            timeout=120,
        )
        pages.add(path.read_bytes())
    assert len(pages) == 1
