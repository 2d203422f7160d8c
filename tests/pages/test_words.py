"""A claim in words, for every mode, certainty, polarity, rank and chain of voices: as guarded as the server's pages."""

from dataclasses import replace
from itertools import product
from typing import Any
from typing import TypeAlias

import pytest
from hostile import CAPTURE
from modules import Modules

from kg.kinds import kind
from kg.model import Claim
from kg.projection import Layer
from kg.projection import layer
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
  nodes: { label: { at: (node) => ["Paper", "Analyst", "Editor"][node] } }, claims: { level: [] },
};
const column = (at) => rows.map((row) => row[at]);
const facts = {
  claims: {
    mode: column(0), certainty: column(1), polarity: column(2), rank: column(3), chain: column(4),
    evidence: { starts: Uint32Array.from([...rows, 0], (_, at) => at), values: new Uint32Array(rows.length) },
  },
  chains: { starts: [0, 1, 3, 6], values: Uint32Array.of(0, 0, 1, 0, 2, 1) },
  passages: { document: [0], exact: { at: () => given.exact } },
  documents: [{ publisher: given.publisher }],
};
console.log(JSON.stringify(rows.map((_, claim) => {
  const { key, factual } = kindOf(model, facts, claim);
  return [key, factual, leadOf(model, facts, claim), marksOf(model, facts, claim).map(({ text }) => text)];
})));
"""
Told: TypeAlias = list[tuple[Claim, str, bool, str, list[str]]]  # kind, whether it is told as fact, lead, marks
CHAINS = (("Paper",), ("Paper", "Analyst"), ("Paper", "Editor", "Analyst"))
NEGATIONS = ("denied", "said not to be so", "not to happen")
ALL = list(product(Mode, Certainty, Polarity, Rank, CHAINS))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """Every combination with its kind, whether that is told as fact, what stands before it, and its marks."""
    axes: tuple[list[Any], ...] = (list(Mode), list(Certainty), list(Polarity), list(Rank), list(CHAINS))
    rows = [[axis.index(one) for axis, one in zip(axes, row, strict=True)] for row in ALL]
    names = dict(zip(("modes", "certainties", "polarities", "ranks"), axes, strict=False))
    given = {**names, "rows": rows, "exact": "They left [the town].", "publisher": "Paper"}
    answers = Modules(CODE, tmp_path_factory.mktemp("modules"))(given)
    claims = [
        replace(CAPTURE, mode=mode, certainty=certainty, polarity=polarity, rank=rank, voices=voices)
        for mode, certainty, polarity, rank, voices in ALL
    ]
    return [(claim, *answer) for claim, answer in zip(claims, answers, strict=True)]


def test_kinds_are_those_of_the_servers_pages(told: Told) -> None:
    for claim, key, *_ in told:
        assert key == kind(claim).key


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
            assert any(words in lead for words in NEGATIONS), claim
            assert any(words in " ".join(marks) for words in NEGATIONS), claim
        if claim.certainty in {Certainty.PROBABLE, Certainty.POSSIBLE}:
            assert str(claim.certainty) in lead
            assert str(claim.certainty) in marks
        if claim.mode not in {Mode.ASSERTED, Mode.INFERRED} and claim.polarity is Polarity.POSITIVE:
            assert f"{claim.voices[-1]}" in lead
            assert str(claim.mode) in marks


def test_words_that_others_tell_of_name_everybody_but_who_prints_them(told: Told) -> None:
    for claim, _, _, lead, _ in told:
        if len(claim.voices) == 1 or claim.mode is Mode.INFERRED:
            continue
        assert "Paper" not in lead
        assert "with an editor’s insertion in [ ]" in lead
        if len(claim.voices) > 2:
            assert "according to Editor" in lead or "Analyst, as told by Editor" in lead, claim


def test_a_prediction_that_it_will_not_be_is_no_denial(told: Told) -> None:
    for claim, key, _, lead, _ in told:
        negative = claim.mode is Mode.PREDICTED and claim.polarity is Polarity.NEGATIVE
        if negative and claim.rank is not Rank.DEPRECATED:
            assert key == "predicted"
            assert f"predicted by {claim.voices[-1]} not to happen" in lead
