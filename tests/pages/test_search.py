"""The explorer's search, paths and address without a browser: the same answers as kg gives."""

import json
import sys
import unicodedata
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import quote

import pytest
from helpers import HARBOUR
from modules import MODEL
from modules import Modules
from modules import told

import kg
from kg.graph import Graph
from kg.model import Claim
from kg.model import Literal
from kg.network import network
from kg.paths import shortest
from kg.projection import Policy
from kg.text import normalized

SEARCH = f"""
import {{ SearchIndex }} from "./search/spellings";
{MODEL}
const index = new SearchIndex(model);
console.log(JSON.stringify(given.queries.map((query: string) =>
  index.find(query).map((found) => [model.nodes.id.at(found.node), found.spelling, found.fit]))));
"""
PATHS = f"""
import {{ visible }} from "./data/filter";
import {{ evidencePaths }} from "./paths/shortest";
import {{ fromFragment }} from "./state";
{MODEL}
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
    "Straße", "ΣΊΣΥΦΟΣ", "ΟΔΟΣ", "İstanbul", "ıı", "ﬁlm", "①②", "x²", "A_B", "_", "—",
    "الميادين", "أَبُو بَكْر", "دَيْر الزَّوْر",
    "ﷺ", "हिन्दी", "ไทย", "𝔘𝔫𝔦", "Ꭰꭰ", "ᲀ", "e\u0301\u0323", "\u0301", "a b", "🏴 flag", "O’Neil", "K9", "\ud83c\udff4",
)  # fmt: skip


@pytest.fixture(scope="module")
def data(graph: Graph) -> dict[str, Any]:
    return told(graph)


@pytest.fixture(scope="module")
def fold(tmp_path_factory: pytest.TempPathFactory) -> Modules:
    return Modules(FOLD, tmp_path_factory.mktemp("fold"))


def test_labels_fold_in_the_page_as_in_kg(graph: Graph, fold: Modules) -> None:
    """
    Every spelling of both registries, hard cases, every character of Unicode, and a shuffle of them.
    """
    spellings = [
        name
        for one in (graph, kg.build(kg.read(HARBOUR)))
        for entity in one.corpus.entities.values()
        for name in entity.spellings
    ]
    assert len(spellings) > 300
    letters = [chr(code) for code in range(sys.maxunicode) if unicodedata.category(chr(code)) not in {"Cn", "Cs", "Co"}]
    dice = Random(4)  # noqa: S311  # the same on every run
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
    missed = [
        pair for pair, answers in zip(pairs, found, strict=True) if pair[1] not in {answer[0] for answer in answers}
    ]
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


LIKE = """
import { WordCollector, wordsLike } from "./search/typos";
const collector = new WordCollector();
given.words.forEach((word: string, at: number) => collector.add(word, at));
let index = null;
while (index === null) index = collector.collected();
const pairs = (flat: number[]) => flat.flatMap((one, at) => (at % 2 ? [] : [[one, flat[at + 1]!]]));
const lines = (word: number) => [...index.lines.subarray(index.starts[word], index.starts[word + 1])];
console.log(JSON.stringify(given.asked.map(([wanted, most, unfinished]: [string, number, boolean]) =>
  pairs(wordsLike(index, wanted, most, unfinished))
    .flatMap(([word, typos]) => lines(word!).map((line) => [line, typos]))
    .sort((one, other) => one[0]! - other[0]!))));
"""


def typos(one: str, other: str) -> list[int]:
    """Letters too many, too few, others, and neighbours swapped, between one and each beginning of the other."""
    coded = (word.encode("utf-16-le") for word in (one, other))
    ours, theirs = (list(zip(word[::2], word[1::2], strict=True)) for word in coded)
    before, last = [0], list(range(len(theirs) + 1))
    for row, letter in enumerate(ours, 1):
        now = [row]
        for at, there in enumerate(theirs, 1):
            ways = [last[at] + 1, now[at - 1] + 1, last[at - 1] + (letter != there)]
            if row > 1 and at > 1 and (letter, ours[row - 2]) == (theirs[at - 2], there):
                ways.append(before[at - 2] + 1)
            now.append(min(ways))
        before, last = last, now
    return last


def test_words_with_typos_are_found_as_if_each_was_compared(tmp_path: Path) -> None:
    """
    Words of few letters, so that many are alike; some very long, some beyond one alphabet.
    """
    dice = Random(7)  # noqa: S311  # the same on every run
    words = sorted({"".join(dice.choices("abcA\u0441\U0001f3f4", k=dice.randint(1, 9))) for _ in range(150)})
    asked = [(word, most, late) for word in dice.sample(words, 15) for most in range(3) for late in (False, True)]
    words += ["a" * length for length in (70, 71, 300, 301)]
    asked += [("a" * 70, 2, False), ("a" * 299, 2, True), ("b" + "a" * 300, 1, False)]
    found = Modules(LIKE, tmp_path)({"words": words, "asked": asked})
    for (wanted, most, late), there in zip(asked, found, strict=True):
        each = [typos(wanted, word) for word in words]
        costs = [min(costs) if late else costs[-1] for costs in each]
        assert there == [[at, cost] for at, cost in enumerate(costs) if cost <= most], (wanted, most, late)


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
    coded = ",".join(quote(name, safe="") for name in names)
    fragment = (
        f"view=map&entity=Mayadeen&policy=wide&single-voice=yes&inferred=no&undated=yes&no-type={coded}&no-voice=X"
        f"&from=2017-10-01&to=2017-10-31&size=voices&focus={coded}&path=IS,Mayadeen&document=d&query=ask&at=1.5,-2,0.75&table=claims&sort=-when"
    )
    empty, full = states(["", fragment])
    assert empty["again"] == ""
    assert full["changed"] == []
    assert sorted(full["plain"]["hiddenTypes"]) == sorted(names)
    assert full["plain"]["focus"] == names
    assert full["plain"]["window"] == ["2017-10-01", "2017-10-31"]
    assert full["plain"]["camera"] == [1.5, -2, 0.75]
    assert full["plain"]["tableKind"] == "claims"
    assert full["plain"]["tableSort"] == "-when"
    assert full["active"] == 8
    assert "Ω" in full["again"]
    assert " " not in full["again"]


@pytest.mark.parametrize(
    "fragment",
    [
        "view=nowhere&policy=loose&size=huge&inferred=maybe&table=chairs&sort=<b>",
        "from=2017-13-01&to=2017-10-31", "from=2017-02-30&to=2018-01-01", "from=2018-01-01&to=2017-01-01",
        "from=2017-01-01",
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
