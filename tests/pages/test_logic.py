"""The explorer's logic without a browser: what filters leave, what search finds, which paths there are."""

import json
import sys
import unicodedata
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

import pytest
from helpers import HARBOUR
from modules import Modules

import kg
from kg.graph import Graph
from kg.model import Claim
from kg.model import Literal
from kg.network import last_issue
from kg.network import network
from kg.paths import shortest
from kg.projection import Layer
from kg.projection import Policy
from kg.projection import layer
from kg.terms import Mode
from kg.text import normalized
from kg.view.columns import columns

LOAD = """
const holders: Record<string, string> = {core: given.core, rest: given.rest};
Object.assign(globalThis, {document: {
  readyState: "complete",
  getElementById: (id: string) => ({textContent: holders[id], remove: () => {}}),
}});
const model = await loadCore();
(model as any).facts = await loadFacts(model);
"""
FILTER = f"""
import {{ loadCore, loadFacts }} from "./data/load";
import {{ facets }} from "./data/facets";
import {{ visible }} from "./data/filter";
import {{ fromFragment }} from "./state";
{LOAD}
const keys = (flags: Uint8Array, names: any) => [...flags].flatMap((flag, at) => flag ? [names.at(at)] : []);
console.log(JSON.stringify(given.fragments.map((fragment: string) => {{
  const state = fromFragment(fragment);
  const seen = visible(model, state);
  const counts = facets(model, state);
  const named = (terms: any, column: any) => Object.fromEntries(terms.map((one: any, at: number) => [one.name, column[at]]));
  const voices = Object.fromEntries([...counts.voices].flatMap((count, at) => count ? [[model.nodes.id.at(at), count]] : []));
  return {{
    claims: keys(seen.claims, model.facts!.claims.key),
    edges: keys(seen.edges, model.facts!.claims.key),
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
SEARCH = f"""
import {{ loadCore, loadFacts }} from "./data/load";
import {{ SearchIndex }} from "./data/search";
{LOAD}
const index = new SearchIndex(model);
console.log(JSON.stringify(given.queries.map((query: string) =>
  index.find(query).map((found) => [model.nodes.id.at(found.node), found.spelling, found.fit]))));
"""
PATHS = f"""
import {{ loadCore, loadFacts }} from "./data/load";
import {{ visible }} from "./data/filter";
import {{ evidencePaths }} from "./data/paths";
import {{ fromFragment }} from "./state";
{LOAD}
const ids = new Map(Array.from({{length: model.nodes.count}}, (_, at) => [model.nodes.id.at(at), at]));
const seen = Object.fromEntries(["strict", "default", "wide"].map((policy) =>
  [policy, visible(model, fromFragment(`policy=${{policy}}`))]));
const key = (claim: number) => model.facts!.claims.key.at(claim);
console.log(JSON.stringify(given.pairs.map(([policy, start, end]: [string, string, string]) => {{
  const found = evidencePaths(model, seen[policy]!, ids.get(start)!, ids.get(end)!);
  const paths = found.paths.map((steps) => steps.map((step) =>
    [model.nodes.id.at(step.source), model.nodes.id.at(step.target), key(step.claim), step.forward]));
  return [found.distance, found.total, paths];
}})));
"""
FOLD = """
import { normalizedLabel } from "./data/folding";
console.log(JSON.stringify(given.map(normalizedLabel)));
"""
STATE = """
import { activeFilters, differences, fromFragment, toFragment } from "./state";
console.log(JSON.stringify(given.map((fragment: string) => {
  const state = fromFragment(fragment);
  const again = toFragment(state);
  const plain = JSON.parse(JSON.stringify(state, (_, value) => value instanceof Set ? [...value] : value));
  return {again, plain, changed: [...differences(state, fromFragment(again))], active: activeFilters(state)};
})));
"""
HARD = (
    "", "the", "The SAA", "al-Būkamāl", "Al Bukamal", "al-al-Nusra", "el Niño", "Ḥayʾat Taḥrīr al-Shām", "Deir e-Zor",
    "Straße", "ΣΊΣΥΦΟΣ", "ΟΔΟΣ", "İstanbul", "ıı", "ﬁlm", "①②", "x²", "A_B", "_", "—", "الميادين", "أَبُو بَكْر", "دَيْر الزَّوْر",
    "ﷺ", "हिन्दी", "ไทย", "𝔘𝔫𝔦", "Ꭰꭰ", "ᲀ", "e\u0301\u0323", "\u0301", "a b", "🏴 flag", "O’Neil", "K9", "\ud83c\udff4",
)  # fmt: skip


def told(graph: Graph) -> dict[str, Any]:
    """The page's data, as the page holds them."""
    made = columns(graph)
    counts = {"nodes": made.nodes, "claims": made.claims}
    core = made.core.text({**made.model, "title": made.title, "counts": counts})
    return {"core": core, "rest": made.rest.text(made.facts)}


@pytest.fixture(scope="module")
def data(graph: Graph) -> dict[str, Any]:
    return told(graph)


class Filters:
    """Asks for what fragments leave."""

    def __init__(self, data: dict[str, Any], folder: Path) -> None:
        self._modules = Modules(FILTER, folder)
        self._data = data

    def __call__(self, *fragments: str) -> Any:
        return self._modules({**self._data, "fragments": list(fragments)})


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


def test_a_claim_stays_while_one_of_its_voices_or_documents_stays(graph: Graph, filters: Filters) -> None:
    corpus = graph.corpus
    voices = {
        claim.key: set(edge.voices)
        for edge in network(corpus, Policy.WIDE).edges
        if len(edge.claims) == 1
        for claim in edge.claims
    }
    hidden = {"HassanHassan", "SyriaDirectEditor"}
    paper = next(iter(corpus.documents))
    by_voice, by_document = filters(f"no-voice={','.join(hidden)}", f"no-document={paper}")
    left = set(by_voice["claims"])
    assert all((key in left) == bool(names - hidden) for key, names in voices.items())
    kept = [claim.key for claim in corpus.claims if set(claim.documents) - {paper}]
    assert by_document["claims"] == kept
    assert 0 < len(kept) < len(corpus.claims)


def test_inferences_can_be_left_out(graph: Graph, filters: Filters) -> None:
    (seen,) = filters("inferred=no")
    assert seen["claims"] == [claim.key for claim in graph.corpus.claims if claim.mode is not Mode.INFERRED]


@pytest.mark.parametrize("policy", list(Policy))
def test_one_voice_alone_is_what_the_network_counts(graph: Graph, filters: Filters, policy: Policy) -> None:
    (seen,) = filters(f"single-voice=yes&policy={policy}")
    alone = {
        claim.key
        for edge in network(graph.corpus, policy).edges
        if len(edge.voices) == 1
        for claim in edge.claims
    }
    assert set(seen["edges"]) == alone


@pytest.mark.parametrize(
    ("first", "last"),
    [("2017-10-14", "2017-10-14"), ("2017-10-01", "2017-10-31"), ("2013-04-09", "2013-04-09"), ("2020-01-01", "2020-12-31")],
)
def test_a_claim_is_in_a_window_that_its_time_may_touch(graph: Graph, filters: Filters, first: str, last: str) -> None:
    seen, with_undated = filters(f"from={first}&to={last}", f"from={first}&to={last}&undated=yes")
    dated = [claim for claim in graph.corpus.claims if claim.when]
    expected = {claim.key for claim in dated if _touches(graph, claim, date.fromisoformat(first), date.fromisoformat(last))}
    assert {key for key in seen["claims"] if key in {claim.key for claim in dated}} == expected
    assert set(with_undated["claims"]) - set(seen["claims"]) == {
        claim.key for claim in graph.corpus.claims if not claim.when
    }


def _touches(graph: Graph, claim: Claim, first: date, last: date) -> bool:
    """Whether a claim's time, its open end capped at its document's day, has a day in the window."""
    assert claim.when is not None
    notes = graph.corpus.ontology.of_kind("Mode")[claim.mode].notes
    forward = bool(notes.get("forward_looking"))
    starts, ends = claim.when.span(None if forward else last_issue(graph.corpus, claim))
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
        only = ["&".join([*pieces, f"{switch}={','.join(other for other in names if other != name)}"]) for name in names]
        assert now[facet] == {name: len(seen["claims"]) for name, seen in zip(names, filters(*only), strict=True)}
    only = [base.replace("no-voice=HassanHassan", f"no-voice={','.join(set(now['voices']) - {name})}") for name in now["voices"]]
    lone = {name: len(seen["claims"]) for name, seen in zip(now["voices"], filters(*only), strict=True)}
    assert now["voices"] == lone
    assert now["never"] > 0


def test_the_count_of_a_type_is_what_switching_it_changes(filters: Filters) -> None:
    base, off = "policy=wide", "Settlement"
    (now,) = filters(f"{base}&no-type={off}")
    names = [name for name in now["types"] if name != off]
    without = filters(*(f"{base}&no-type={off},{name}" for name in names))
    assert {name: now["types"][name] for name in names} == {
        name: len(now["claims"]) - len(seen["claims"]) for name, seen in zip(names, without, strict=True)
    }
    (all_of_them,) = filters(base)
    assert now["types"][off] == len(all_of_them["claims"]) - len(now["claims"])


@pytest.fixture(scope="module")
def fold(tmp_path_factory: pytest.TempPathFactory) -> Modules:
    return Modules(FOLD, tmp_path_factory.mktemp("fold"))


def test_labels_fold_in_the_page_as_in_kg(graph: Graph, fold: Modules) -> None:
    """
    Every spelling of both registries, hard cases, every character of Unicode, and a shuffle of them.
    """
    spellings = [name for one in (graph, kg.build(kg.read(HARBOUR))) for entity in one.corpus.entities.values() for name in entity.spellings]
    assert len(spellings) > 300
    letters = [chr(code) for code in range(sys.maxunicode) if unicodedata.category(chr(code)) not in {"Cn", "Cs", "Co"}]
    dice = Random(4)
    mixed = ["".join(dice.choices(letters, k=dice.randint(1, 12))) for _ in range(2000)]
    given = [*spellings, *HARD, *(f"x{letter}y {letter}" for letter in letters), *mixed]
    assert [pair for pair in zip(given, fold(given), strict=True) if pair[1] != normalized(pair[0])] == []


class Finder:
    """Asks for what queries find."""

    def __init__(self, data: dict[str, Any], folder: Path) -> None:
        self._modules = Modules(SEARCH, folder)
        self._data = data

    def __call__(self, *queries: str) -> list[list[list[Any]]]:
        answers: list[list[list[Any]]] = self._modules({**self._data, "queries": list(queries)})
        return answers


@pytest.fixture(scope="module")
def find(data: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Finder:
    return Finder(data, tmp_path_factory.mktemp("search"))


def test_every_spelling_finds_its_entity(graph: Graph, find: Finder) -> None:
    named = {name for claim in graph.corpus.claims for name in _names(claim)}
    pairs = [(spelling, name) for name in sorted(named) for spelling in graph.corpus.entities[name].spellings]
    found = find(*(spelling for spelling, _ in pairs))
    missed = [pair for pair, answers in zip(pairs, found, strict=True) if pair[1] not in {answer[0] for answer in answers}]
    assert missed == []


def _names(claim: Claim) -> Iterator[str]:
    yield claim.subject
    if not isinstance(claim.object, Literal):
        yield claim.object


@pytest.mark.parametrize(
    ("query", "entity"),
    [
        ("mayadin", "Mayadeen"),  # another spelling
        ("AL MAYADEEN", "Mayadeen"),  # case, article
        ("Mayaden", "Mayadeen"),  # one letter too few
        ("hasan hasan", "HassanHassan"),  # a typo in each word
        ("hassan, hassan", "HassanHassan"),
        ("withdrawal zzz", None),
        ("deirezzor", "DeirEzZorGovernorate"),  # spaces and hyphens that nobody remembers
        ("", None),
        ("   ", None),
        ("<img src=x>", None),
    ],
)
def test_search_forgives(find: Finder, query: str, entity: str | None) -> None:
    (found,) = find(query)
    names = [name for name, _, _ in found]
    if entity is None:
        assert names == []
    else:
        assert entity in names[:3], found


def test_better_fits_come_first(find: Finder) -> None:
    (found,) = find("islamic state")
    fits = [fit for _, _, fit in found]
    assert fits == sorted(fits)
    assert found[0][0] == "IS"
    (words,) = find("army syrian")
    assert words[0][0] == "SyrianArabArmy"


def test_paths_are_those_of_kg_paths(graph: Graph, data: dict[str, Any], tmp_path: Path) -> None:
    search = Modules(PATHS, tmp_path)
    wanted = []
    expected = []
    for policy in Policy:
        drawn = network(graph.corpus, policy)
        names = [node.entity.id for node in sorted(drawn.nodes, key=lambda node: (-node.degree, node.entity.id))[:30]]
        for start, end in list(combinations(names, 2))[::4]:
            paths = shortest(drawn, start, end)
            wanted.append([str(policy), start, end])
            steps = [[[one.source, one.target, one.claim.key, one.forward] for one in path.steps] for path in paths]
            expected.append([paths.distance, paths.total, steps])
    assert len({json.dumps(one) for one in expected}) > 100
    for pair, found, told_by_kg in zip(wanted, search({**data, "pairs": wanted}), expected, strict=True):
        assert found == told_by_kg, pair


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> Modules:
    return Modules(STATE, tmp_path_factory.mktemp("state"))


def test_an_address_holds_the_whole_state(states: Modules) -> None:
    names = ["a b", "c,d", "e&f=g", "#h", "100%", "é", "Ω", "العراق", "🏴", "+", "x/y?z"]
    from urllib.parse import quote  # noqa: PLC0415

    coded = ",".join(quote(name, safe="") for name in names)
    fragment = (
        f"view=map&entity=Mayadeen&policy=wide&single-voice=yes&inferred=no&undated=yes&no-type={coded}&no-voice=X"
        f"&from=2017-10-01&to=2017-10-31&size=voices&focus={coded}&path=IS,Mayadeen&document=d&query=ask&at=1.5,-2,0.75"
    )
    empty, full = states(["", fragment])
    assert empty["again"] == ""
    assert full["changed"] == []
    assert sorted(full["plain"]["hiddenTypes"]) == sorted(names)
    assert full["plain"]["focus"] == names
    assert full["plain"]["window"] == ["2017-10-01", "2017-10-31"]
    assert full["plain"]["camera"] == [1.5, -2, 0.75]
    assert full["active"] == 8
    assert "Ω" in full["again"]
    assert " " not in full["again"]


@pytest.mark.parametrize(
    "fragment",
    [
        "view=nowhere&policy=loose&size=huge&inferred=maybe",
        "from=2017-13-01&to=2017-10-31", "from=2017-02-30&to=2018-01-01", "from=2018-01-01&to=2017-01-01", "from=2017-01-01",
        "at=1,2", "at=1,2,0", "at=NaN,1,1", "at=1e99,1,1", "at=,,", "at=1,2,3,4",
        "path=A", "path=A,B,C", "path=,", "entity=%E0%A4%A", "entity=", "focus=", "focus=,,", "no-type=",
        "&&&=&=x&#&%00", "__proto__=x&constructor=y&toString=z", "x" * 300_000,
    ],
)  # fmt: skip
def test_what_an_address_can_not_mean_is_ignored(states: Modules, fragment: str) -> None:
    alone, beside, plain = states([fragment, f"{fragment}&no-mode=predicted", "no-mode=predicted"])
    assert alone["again"] == ""
    if len(fragment) < 1000:  # a longer one is not read at all
        assert beside["plain"] == plain["plain"]
