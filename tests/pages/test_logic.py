"""What the explorer's filters leave, and what each choice would show, without a browser."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from modules import MODEL
from modules import Modules
from modules import told

from kg.graph import Graph
from kg.model import Claim
from kg.model import Literal
from kg.network import network
from kg.projection import Layer
from kg.projection import Policy
from kg.projection import layer
from kg.terms import Mode
from kg.voices import apart
from kg.voices import heard

FILTER = f"""
import {{ facets }} from "./data/facets";
import {{ visible }} from "./data/filter";
import {{ fromFragment }} from "./state";
{MODEL}
const keys = (flags: Uint8Array, names: any) => [...flags].flatMap((flag, at) => flag ? [names.at(at)] : []);
console.log(JSON.stringify(given.fragments.map((fragment: string) => {{
  const state = fromFragment(fragment);
  const seen = visible(model, state);
  const counts = facets(model, state);
  const named = (terms: any, column: any) =>
    Object.fromEntries(terms.map((one: any, at: number) => [one.name, column[at]]));
  const heard = [...counts.voices].flatMap((count, at) => (count ? [[model.nodes.id.at(at), count]] : []));
  const voices = Object.fromEntries(heard);
  return {{
    claims: keys(seen.claims, model.facts!.claims.key),
    edges: keys(seen.edges, model.facts!.claims.key),
    maybe: keys(seen.maybe, model.facts!.claims.key),
    nodes: keys(seen.nodes, model.nodes.id),
    numbers: [seen.claimCount, seen.edgeCount, seen.nodeCount],
    types: named(model.types, counts.types),
    predicates: named(model.predicates, counts.predicates),
    modes: named(model.modes, counts.modes),
    certainties: named(model.certainties, counts.certainties),
    documents: Object.fromEntries(model.facts!.documents.map((one, at) => [one.id, counts.documents[at]])),
    voices,
    policies: [...counts.policies],
    inferred: counts.inferred,
    singleVoice: counts.singleVoice,
    undated: counts.undated,
    never: counts.never,
  }};
}})));
"""

WORDS = f"""
import {{ visible }} from "./data/filter";
import {{ Labels }} from "./draw/labels";
import {{ Scene }} from "./draw/scene";
import {{ initial }} from "./state";
{MODEL}
const node = (id: string) => Array.from({{ length: model.nodes.count }}, (_, at) => model.nodes.id.at(at)).indexOf(id);
const [one, other, between] = given.nodes.map(node);
const scene = new Scene(model);
scene.follow(visible(model, initial), "degree");
scene.x.fill(-4000);
[scene.x[one], scene.x[other], scene.x[between]] = [-200, 200, given.middle];
[scene.y[one], scene.y[other], scene.y[between]] = [0, 0, 0];
const link = [...scene.links.from].findIndex((from, at) => from === one && scene.links.to[at] === other);
const sight = {{ x: 0, y: 0, zoom: 1, width: 800, height: 400 }};
const pen: any = {{ font: "", measureText: (text: string) => ({{ width: 30 * text.length }}) }};
const strokes: any = model.lines.map(() => ({{ words: "" }}));
const labels = new Labels(scene).among(pen, sight, {{ font: "serif" }} as any, [one, other], [link], strokes, []);
const words = labels.find((label) => label.link >= 0)!;
const mark = scene.radius[between]! * scene.scale(1);
const place = 400 + given.middle;
console.log(JSON.stringify([words.text, Math.abs(words.x - place) >= words.width / 2 + mark]));
"""


@pytest.mark.parametrize("middle", [0, -30, 60, 1_000])
def test_words_on_a_chosen_edge_lie_on_no_mark(graph: Graph, tmp_path: Path, middle: int) -> None:
    """
    Syrian Arab Army captured Mayadeen, with the mark of Islamic State somewhere on that edge.
    """
    nodes = ["SyrianArabArmy", "Mayadeen", "IS"]
    words, is_free = Modules(WORDS, tmp_path)({**told(graph), "nodes": nodes, "middle": middle})
    assert words == "captured"
    assert is_free


def test_words_on_an_edge_that_is_too_short_for_them_stand_beside_it(graph: Graph, tmp_path: Path) -> None:
    """
    Both ends lie close together: the words cover neither names nor marks.
    """
    near = WORDS.replace("[-200, 200, given.middle]", "[-20, 20, given.middle]")
    boxes = (
        near[: near.index("const words =")]
        + """
const box = ({ x, y, width, size }: any) => [x - width / 2, y - size / 2, x + width / 2, y + size / 2];
console.log(JSON.stringify(labels.map((label) => [label.text, label.turn, ...box(label)])));
"""
    )
    found = Modules(boxes, tmp_path)({**told(graph), "nodes": ["SyrianArabArmy", "Mayadeen", "IS"], "middle": 1_000})
    placed = {text: (left, top, right, bottom) for text, _, left, top, right, bottom in found}
    assert [turn for text, turn, *_ in found if text == "captured"] == [0]
    left, top, right, bottom = placed.pop("captured")
    assert placed
    assert all(right <= box[0] or box[2] <= left or bottom <= box[1] or box[3] <= top for box in placed.values())


def test_words_on_a_chosen_edge_are_told_though_no_place_is_free(graph: Graph, tmp_path: Path) -> None:
    """
    Text stands all over the picture.
    """
    everywhere = "[{ text: 'all', x: 400, y: 200, size: 400, width: 800, turn: 0, strong: true, node: one, link: -1 }]"
    full = WORDS.replace("strokes, []);", f"strokes, {everywhere});")
    words = full[: full.index("const words =")] + "console.log(JSON.stringify(labels.map(({ text }: any) => text)));"
    found = Modules(words, tmp_path)({**told(graph), "nodes": ["SyrianArabArmy", "Mayadeen"], "middle": 0})
    assert found[-1] == "captured"  # drawn last, above what else stands there


@pytest.fixture(scope="module")
def data(graph: Graph) -> dict[str, Any]:
    return told(graph)


class Filters:
    """Asks for what fragments leave."""

    def __init__(self, data: dict[str, Any], folder: Path) -> None:
        self._modules = Modules(FILTER, folder)
        self._data = data

    def __call__(self, *fragments: str) -> list[dict[str, Any]]:
        left: list[dict[str, Any]] = self._modules({**self._data, "fragments": list(fragments)})
        return left


@pytest.fixture(scope="module")
def filters(data: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Filters:
    return Filters(data, tmp_path_factory.mktemp("filters"))


def keys(graph: Graph, *, edges: Policy | None = None, **wanted: set[str]) -> list[str]:
    """Keys of claims that a plain reading of the records lets through."""
    return [claim.key for claim in graph.corpus.claims if _passes(graph, claim, wanted) and _drawn(claim, edges)]


def _drawn(claim: Claim, policy: Policy | None) -> bool:
    return policy is None or (layer(claim, policy) is not Layer.NONE and not isinstance(claim.object, Literal))


def _passes(graph: Graph, claim: Claim, wanted: dict[str, set[str]]) -> bool:
    entities = graph.corpus.entities
    ends = {claim.subject} | (set() if isinstance(claim.object, Literal) else {claim.object})
    has = {
        "no_type": {entities[name].type for name in ends},
        "no_relation": {claim.predicate},
        "no_mode": {str(claim.mode)},
        "no_certainty": {str(claim.certainty)},
    }
    return not any(has[name] & hidden for name, hidden in wanted.items())


@pytest.mark.parametrize("policy", list(Policy))
def test_a_policy_draws_what_the_projection_says(graph: Graph, filters: Filters, policy: Policy) -> None:
    (seen,) = filters(f"policy={policy}")
    assert seen["edges"] == keys(graph, edges=policy)
    assert seen["claims"] == keys(graph)
    assert seen["nodes"] == sorted(seen["nodes"], key=lambda name: name)
    assert seen["numbers"] == [len(seen[name]) for name in ("claims", "edges", "nodes")]
    drawn = {node.entity.id for node in network(graph.corpus, policy).nodes}
    assert set(seen["nodes"]) == drawn


def test_what_is_switched_off_is_gone_and_nothing_else(graph: Graph, filters: Filters) -> None:
    by_type, by_relation, by_mode, by_certainty, both = filters(
        "no-type=Militia,Settlement",
        "no-relation=captured,controls",
        "no-mode=predicted,inferred",
        "no-certainty=certain",
        "no-type=Settlement&no-mode=predicted",
    )
    assert by_type["claims"] == keys(graph, no_type={"Militia", "Settlement"})
    assert by_relation["claims"] == keys(graph, no_relation={"captured", "controls"})
    assert by_mode["claims"] == keys(graph, no_mode={"predicted", "inferred"})
    assert by_certainty["claims"] == keys(graph, no_certainty={"certain"})
    assert both["claims"] == keys(graph, no_type={"Settlement"}, no_mode={"predicted"})
    assert len(keys(graph, no_type={"Settlement"})) < len(graph.corpus.claims)


def test_a_claim_stays_while_its_voice_or_one_of_its_documents_stays(graph: Graph, filters: Filters) -> None:
    corpus = graph.corpus
    hidden = {"HassanHassan", "SyriaDirectEditor"}
    paper = next(iter(corpus.documents))
    by_voice, by_document = filters(f"no-voice={','.join(hidden)}", f"no-document={paper}")
    assert by_voice["claims"] == [claim.key for claim in corpus.claims if claim.voices[-1] not in hidden]
    kept = [claim.key for claim in corpus.claims if set(claim.documents) - {paper}]
    assert by_document["claims"] == kept
    assert 0 < len(kept) < len(corpus.claims)


def test_only_one_voice_shows_what_it_says_and_no_inference_from_it(graph: Graph, filters: Filters) -> None:
    said = Counter(claim.voices[-1] for claim in graph.corpus.claims)
    (every,) = filters("")
    assert every["voices"] == said
    (seen,) = filters(f"no-voice={','.join(set(said) - {'HassanHassan'})}")
    assert len(seen["claims"]) == said["HassanHassan"]
    modes = {claim.key: claim.mode for claim in graph.corpus.claims}
    assert Mode.INFERRED not in {modes[key] for key in seen["claims"]}
    assert Mode.INFERRED in {claim.mode for claim in graph.corpus.claims if claim.links}


def test_inferences_can_be_left_out(graph: Graph, filters: Filters) -> None:
    (seen,) = filters("inferred=no")
    assert seen["claims"] == [claim.key for claim in graph.corpus.claims if claim.mode is not Mode.INFERRED]


@pytest.mark.parametrize("policy", list(Policy))
def test_one_voice_alone_is_what_the_network_counts(graph: Graph, filters: Filters, policy: Policy) -> None:
    (seen,) = filters(f"single-voice=yes&policy={policy}")
    entities = graph.corpus.entities
    alone = set()
    for edge in network(graph.corpus, policy).edges:  # an inference is the curators' own word, and no second voice
        said = [claim for claim in edge.claims if claim.mode is not Mode.INFERRED] or edge.claims
        if len(apart(heard(claim, entities, {}) for claim in said)) == 1:
            alone |= {claim.key for claim in edge.claims}
    assert set(seen["edges"]) == alone


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2017-10-14", "2017-10-14"),
        ("2017-10-01", "2017-10-31"),
        ("2013-04-09", "2013-04-09"),
        ("2020-01-01", "2020-12-31"),
    ],
)
def test_a_claim_is_in_a_window_that_its_time_may_touch(graph: Graph, filters: Filters, first: str, last: str) -> None:
    seen, with_undated = filters(f"from={first}&to={last}", f"from={first}&to={last}&undated=yes")
    dated = [claim for claim in graph.corpus.claims if claim.when]
    expected = {
        claim.key for claim in dated if _touches(graph, claim, date.fromisoformat(first), date.fromisoformat(last))
    }
    assert {key for key in seen["claims"] if key in {claim.key for claim in dated}} == expected
    assert set(with_undated["claims"]) - set(seen["claims"]) == {
        claim.key for claim in graph.corpus.claims if not claim.when
    }


def _touches(graph: Graph, claim: Claim, first: date, last: date) -> bool:
    """Whether a claim's time, its open end capped at its document's day, has a day in the window."""
    assert claim.when is not None
    notes = graph.corpus.ontology.of_kind("Mode")[claim.mode].notes
    forward = bool(notes.get("forward_looking"))
    starts, ends = claim.when.span(None if forward else graph.corpus.last_issue(claim))
    return (starts is None or starts <= last) and (ends is None or ends >= first)


def test_a_focus_keeps_what_joins_its_entities(graph: Graph, filters: Filters) -> None:
    (seen,) = filters("focus=IS,Mayadeen,SyrianArabArmy,Wikipedia")
    names = {"IS", "Mayadeen", "SyrianArabArmy"}
    by_key = {claim.key: claim for claim in graph.corpus.claims}
    assert {end for key in seen["edges"] for end in (by_key[key].subject, by_key[key].object)} <= names
    assert seen["edges"]
    assert set(seen["nodes"]) == names


def test_counts_say_what_each_choice_would_show(filters: Filters) -> None:
    """
    Beside other filters, and with one choice of its own list off.
    """
    base = "policy=wide&no-mode=predicted&no-type=Settlement&no-voice=HassanHassan&from=2017-01-01&to=2018-12-31"
    (now,) = filters(base)
    assert now["policies"] == [len(filters(base.replace("wide", policy))[0]["edges"]) for policy in Policy]
    for facet, switch in (("modes", "no-mode"), ("certainties", "no-certainty"), ("predicates", "no-relation")):
        names = list(now[facet])
        pieces = [piece for piece in base.split("&") if not piece.startswith(switch)]
        only = [
            "&".join([*pieces, f"{switch}={','.join(other for other in names if other != name)}"]) for name in names
        ]
        assert now[facet] == {name: len(seen["claims"]) for name, seen in zip(names, filters(*only), strict=True)}
    voices = now["voices"]
    only = [base.replace("HassanHassan", ",".join({*voices} - {name})) for name in voices]
    lone = {name: len(seen["claims"]) for name, seen in zip(now["voices"], filters(*only), strict=True)}
    assert now["voices"] == lone
    assert now["never"] > 0


def test_the_count_of_a_type_is_its_entities_that_are_drawn(graph: Graph, filters: Filters) -> None:
    entities = graph.corpus.entities
    now, every = filters("policy=wide&no-type=Settlement", "policy=wide")
    drawn = Counter(entities[name].type for name in now["nodes"])
    assert {name: number for name, number in now["types"].items() if number and name != "Settlement"} == drawn
    switched_on = Counter(entities[name].type for name in every["nodes"])
    assert now["types"]["Settlement"] == switched_on["Settlement"] > 0


@pytest.mark.parametrize(("first", "last"), [("2005-01-01", "2005-12-31"), ("2017-09-01", "2017-09-30")])
def test_what_only_may_hold_in_a_window_is_marked(graph: Graph, filters: Filters, first: str, last: str) -> None:
    seen, undated, ever = filters(f"from={first}&to={last}", f"from={first}&to={last}&undated=yes", "")
    claims = {claim.key: claim for claim in graph.corpus.claims}
    days = range(date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal() + 1)
    maybe = set(seen["maybe"])
    assert maybe <= set(seen["edges"])
    for key in seen["edges"]:
        when = claims[key].when
        assert when is not None
        starts, ends = when.span(None)
        inside = starts and ends and starts.toordinal() in days and ends.toordinal() in days
        if inside:
            assert key not in maybe
        if starts is None:
            assert key in maybe
    assert set(undated["edges"]) - set(seen["edges"]) <= set(undated["maybe"])
    assert ever["maybe"] == []
