"""Whose word an inference is: the voices of what it rests on, wherever it is told."""

from dataclasses import replace

import pytest
from hostile import HOSTILE
from hostile import claim

import kg
from kg.cli._telling import Telling
from kg.model import Claim
from kg.model import Corpus
from kg.model import with_key
from kg.network import network
from kg.rdf.dataset import blocks
from kg.rdf.names import Names
from kg.stream import Stream
from kg.terms import Mode
from kg.view.numbered import Numbered
from kg.voices import heard

PAPER = claim("Army", "captured", "Village", 0, voices=("Paper",))
ANALYST = claim("Army", "attacked", "Village", 1, voices=("Analyst",))
ARMY = claim("Army", "supports", "Group", 2, voices=("Army",))


def inferred(subject: str, relation: str, target: str, *bases: Claim) -> Claim:
    """A curator's conclusion, with the passages of what it rests on."""
    passages = tuple(dict.fromkeys(passage for base in bases for passage in base.evidence))
    drawn = claim(
        subject, relation, target, mode=Mode.INFERRED, voices=("Group",),
        links=tuple(("derived_from", base.key) for base in bases), rationale="Both together.",
    )  # fmt: skip
    return with_key(replace(drawn, evidence=passages))


FIRST = inferred("Army", "fought", "Group", PAPER, ANALYST)
SECOND = inferred("Group", "withdrew_from", "Village", FIRST, ARMY)
VOICES = ("Analyst", "Army", "Paper")


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return replace(HOSTILE, claims=[PAPER, ANALYST, ARMY, FIRST, SECOND])


def test_an_inference_from_an_inference_rests_on_who_spoke(corpus: Corpus) -> None:
    (edge,) = [one for one in network(corpus).edges if one.target == "Village" and one.source == "Group"]
    (row,) = [one for one in Stream(corpus).rows() if one.claims == (SECOND.key,)]
    of, chains = Numbered(corpus).saying
    _, behind = chains[int(of[-1])]
    assert edge.voices == row.independent == VOICES
    assert tuple(sorted(behind.voices)) == VOICES
    names = Names(corpus.base)
    triples = {triple for block in blocks(corpus) for triple in block.triples}
    told = {
        value for who, what, value in triples if (who, what) == (names.claim(SECOND.key), names.o["independent_voice"])
    }
    assert told == {names.id[voice] for voice in VOICES}


def test_its_sentences_are_told_by_who_said_them_not_by_its_curator(corpus: Corpus) -> None:
    telling = Telling(kg.build(corpus))
    assert [voices for _, voices, _ in telling.passages(SECOND)] == [
        telling.voices(one) for one in (PAPER, ANALYST, ARMY)
    ]


def test_what_a_voice_says_is_its_own_word_whatever_it_is_tied_to(corpus: Corpus) -> None:
    """Only curators' conclusions rest on others; a link alone makes none."""
    tied = replace(ARMY, links=(("derived_from", PAPER.key),))
    by_key = {one.key: one for one in corpus.claims}
    assert heard(tied, corpus.entities, by_key).voices == ("Army",)


def test_conclusions_in_a_circle_end(corpus: Corpus) -> None:
    """The check refuses them in curated files; claims made in Python may have them."""
    one = inferred("Army", "supports", "Village")
    other = replace(SECOND, links=(("derived_from", one.key),))
    one = replace(one, links=(("derived_from", other.key),))
    by_key = {one.key: one, other.key: other}
    assert heard(one, corpus.entities, by_key).voices == ("Group",)
