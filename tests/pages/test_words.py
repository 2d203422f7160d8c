"""A claim in words, for every mode, certainty, polarity, rank and chain of voices: as guarded as the server's pages."""

from dataclasses import replace
from itertools import product
from typing import Any
from typing import TypeAlias

import pytest
from hostile import CAPTURE
from modules import Modules

from kg.model import Claim
from kg.projection import Layer
from kg.projection import layer
from kg.serve.sections import kind
from kg.terms import Certainty
from kg.terms import Mode
from kg.terms import Polarity
from kg.terms import Rank

CODE = """
import { kindOf, leadOf, marksOf } from "./words";
const terms = (names) => names.map((name) => ({ name, label: name, about: "" }));
const { modes, certainties, polarities, ranks, rows } = given;
const model = {
  modes: terms(modes), certainties: terms(certainties), polarities: terms(polarities), ranks: terms(ranks),
  nodes: { label: { at: (node) => ["Paper", "Analyst"][node] } }, claims: { level: [] },
};
const column = (at) => rows.map((row) => row[at]);
const facts = {
  claims: { mode: column(0), certainty: column(1), polarity: column(2), rank: column(3), chain: column(4) },
  chains: { starts: [0, 1, 3], values: Uint32Array.of(0, 0, 1) },
};
console.log(JSON.stringify(rows.map((_, claim) => {
  const { key, factual } = kindOf(model, facts, claim);
  return [key, factual, leadOf(model, facts, claim), marksOf(model, facts, claim).map(({ text }) => text)];
})));
"""
Told: TypeAlias = list[tuple[Claim, str, bool, str, list[str]]]  # kind, whether it is told as fact, lead, marks
CHAINS = (("Paper",), ("Paper", "Analyst"))
ALL = list(product(Mode, Certainty, Polarity, Rank, CHAINS))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """Every combination with its kind, whether that is told as fact, what stands before it, and its marks."""
    axes: tuple[list[Any], ...] = (list(Mode), list(Certainty), list(Polarity), list(Rank), list(CHAINS))
    rows = [[axis.index(one) for axis, one in zip(axes, row, strict=True)] for row in ALL]
    names = dict(zip(("modes", "certainties", "polarities", "ranks"), axes, strict=False))
    answers = Modules(CODE, tmp_path_factory.mktemp("modules"))({**names, "rows": rows})
    claims = [
        replace(CAPTURE, mode=mode, certainty=certainty, polarity=polarity, rank=rank, voices=voices)
        for mode, certainty, polarity, rank, voices in ALL
    ]
    return [(claim, *answer) for claim, answer in zip(claims, answers, strict=True)]


def test_kinds_are_those_of_the_servers_pages(told: Told) -> None:
    for claim, key, *_ in told:
        assert {"reported": "stated"}.get(key, key) == kind(claim).key


def test_only_what_a_text_commits_to_is_told_as_a_fact(told: Told) -> None:
    for claim, _, is_fact, *_ in told:
        assert is_fact == (layer(claim) is Layer.EDGES and claim.mode is not Mode.INFERRED)


def test_nothing_but_a_plain_statement_stands_without_words_before_it(
    told: Told,
) -> None:
    for claim, _, _, lead, marks in told:
        is_stated = claim.mode is Mode.ASSERTED and claim.certainty is Certainty.CERTAIN and len(claim.voices) == 1
        plain = is_stated and claim.polarity is Polarity.POSITIVE
        if not plain or claim.rank is Rank.DEPRECATED:
            assert lead, claim
            assert marks, claim
        elif claim.rank is Rank.NORMAL:
            assert (lead, marks) == ("", [])


def test_what_stands_before_names_denial_doubt_and_voice(told: Told) -> None:
    for claim, _, _, lead, marks in told:
        if claim.polarity is Polarity.NEGATIVE:
            assert "denied" in lead or "said not to be so" in lead
            assert "denied" in marks
        if claim.certainty in {Certainty.PROBABLE, Certainty.POSSIBLE}:
            assert str(claim.certainty) in lead
            assert str(claim.certainty) in marks
        if claim.mode not in {Mode.ASSERTED, Mode.INFERRED} and claim.polarity is Polarity.POSITIVE:
            assert f"{claim.voices[-1]}" in lead
            assert str(claim.mode) in marks
