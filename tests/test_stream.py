"""The network as a stream: many claims in blocks on disk give what few in memory give."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest
from hostile import CAPTURE
from hostile import CLAIMS
from hostile import HOSTILE
from hostile import claim
from hypothesis import example
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.model import Claim
from kg.model import Corpus
from kg.model import Literal
from kg.model import with_key
from kg.network import network
from kg.projection import Policy
from kg.stream import Stream
from kg.stream import kept
from kg.stream import many
from kg.stream import spill
from kg.stream.kept import Kept
from kg.stream.rows import EdgeRow
from kg.terms import Certainty
from kg.terms import Mode
from kg.terms import Polarity
from kg.terms import Rank
from kg.when import parse

NAMES = ("Army", "Group", "Town", "Village", "Paper")
RELATIONS = ("attacked", "captured", "fought", "supports")
TIMES = (None, parse("2017-10"), parse("2017-10-14"), parse("2017-06/.."), parse("../2016"), parse("2018"))
VOICES = (("Paper",), ("Paper", "Analyst"), ("Analyst",), ("Paper", "Analyst", "Army"))


def made_up(size: int, seed: int) -> list[Claim]:
    """Claims of every kind; most edges have several."""
    random = Random(seed)  # noqa: S311
    found = {
        one.key: one
        for number in range(size)
        for one in [
            claim(
                random.choice(NAMES), random.choice(RELATIONS), random.choice(NAMES), number % 5,
                when=random.choice(TIMES), voices=random.choice(VOICES), mode=random.choice(list(Mode)),
                certainty=random.choice((Certainty.CERTAIN, Certainty.CERTAIN, Certainty.PROBABLE)),
                polarity=random.choice((Polarity.POSITIVE, Polarity.POSITIVE, Polarity.NEGATIVE)),
                links=(("derived_from", CAPTURE.key),), note=random.choice(("", "", "largely")),
                qualifiers=random.choice(((), (), (("at_place", "Town"),))),
            )
        ]
    }  # fmt: skip
    return list(found.values())


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is many, in small."""
    for module, name, number in (
        (kept, "HELD", 3),
        (kept, "BLOCK", 7),
        (spill, "HELD", 2),
        (many, "LOOKED_AT", 20),
        (many, "PLACED", 10**6),
    ):
        monkeypatch.setattr(module, name, number)


def shown(one: Kept) -> list[tuple[object, ...]]:
    return sorted((tuple(row) for row in one.rows()), key=str)


def together(one: Kept) -> dict[str, tuple[int, int]]:
    return {name: (one.ends.degrees[number], one.ends.claims[number]) for name, number in one.ends.index.items()}


ALSO = frozenset({"denied", "predicted", "question"})


def of_values(claims: list[Claim]) -> list[Claim]:
    """The same claims about a few values."""
    return [with_key(replace(one, object=Literal(str(number % 5)))) for number, one in enumerate(claims)]


@pytest.mark.parametrize(
    ("also", "full"), [(frozenset(), False), (ALSO, False), (ALSO, True)], ids=["facts", "also", "full"]
)
@pytest.mark.parametrize("seed", range(4))
def test_on_disk_as_in_memory(seed: int, also: frozenset[str], full: bool, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001
    claims = made_up(400, seed)
    stream = Stream(replace(HOSTILE, claims=[*CLAIMS, *claims, *of_values(claims[:200])]), also=also, full=full)
    with stream.kept() as few:
        wanted, ends, pairs = shown(few), together(few), sorted(set(edges_of(few)))
        dated, count, noted = few.dated, few.count, few.tables.noted
        assert {name for name in ends if name.startswith("literal:")} == set(few.tables.literals)
        assert len(few.tables.literals) == (5 if full else 0)
    for module, name, number in ((kept, "HELD", 3), (kept, "BLOCK", 7), (spill, "HELD", 2), (many, "LOOKED_AT", 20)):
        monkeypatch.setattr(module, name, number)
    with stream.kept() as much:
        assert isinstance(much, many.Many)
        assert shown(much) == wanted
        assert shown(much) == wanted  # again
        assert (much.count, much.dated, much.tables.noted) == (count, dated, noted)
        assert together(much) == ends
        assert sorted(set(edges_of(much))) == pairs


def edges_of(one: Kept) -> list[tuple[str, str]]:
    names = list(one.ends.index)
    return [(names[source], names[target]) for source, target in zip(one.ends.sources, one.ends.targets, strict=True)]


@pytest.mark.usefixtures("small")
@given(st.integers(0, 10**6), st.integers(0, 60))
@example(222, 11)  # a claim that is no inference is tied to another as if it were
def test_each_edge_comes_once_with_all_its_claims(seed: int, size: int) -> None:
    corpus = replace(HOSTILE, claims=made_up(size, seed))
    edges = {(one.source, one.predicate, one.target): one for one in network(corpus).edges}
    rows = list(Stream(corpus).rows())
    assert len(rows) == len(edges)
    for row in rows:
        edge = edges[row.source, row.predicate, row.target]
        assert sorted(row.claims) == sorted(one.key for one in edge.claims)
        assert row.independent == edge.voices
        spells = tuple((first and first.isoformat(), last and last.isoformat()) for first, last in edge.spells)
        assert row.spells == spells


@pytest.mark.usefixtures("small")
def test_claims_come_once_and_are_not_held() -> None:
    """A stream can be gone through, not indexed."""

    class Once:
        times = 0

        def __iter__(self) -> Iterator[Claim]:
            Once.times += 1
            return (one for one in made_up(100, 1) if one.mode is not Mode.INFERRED)

    corpus = replace(HOSTILE, claims=Once())  # type: ignore[arg-type]
    with Stream(corpus).kept() as rows:
        assert len(list(rows.rows())) == rows.count
        assert len(list(rows.rows())) == rows.count
    assert Once.times == 1


def rows_of(*claims: Claim, also: tuple[str, ...] = (), policy: Policy = Policy.DEFAULT) -> list[EdgeRow]:
    return list(Stream(replace(HOSTILE, claims=claims), policy, frozenset(also)).rows())


def kinds(*claims: Claim, also: tuple[str, ...] = ()) -> set[str]:
    return {row.kind for row in rows_of(*claims, also=also)}


def test_what_is_denied_or_predicted_has_a_kind_of_its_own() -> None:
    fact = claim("Army", "captured", "Town")
    denied = claim("Army", "captured", "Town", polarity=Polarity.NEGATIVE)
    predicted = claim("Army", "captured", "Town", mode=Mode.PREDICTED)
    both = claim("Army", "captured", "Town", mode=Mode.PREDICTED, polarity=Polarity.NEGATIVE)
    every = (fact, denied, predicted, both)
    assert kinds(*every) == {"captured"}
    assert kinds(*every, also=("denied",)) == {"captured", "denied:captured"}
    assert kinds(*every, also=("predicted",)) == {"captured", "predicted:captured"}
    assert kinds(*every, also=("denied", "predicted")) == {
        "captured", "denied:captured", "predicted:captured", "predicted:denied:captured",
    }  # fmt: skip
    assert all(
        row.line == "unconfirmed" for row in rows_of(*every, also=("denied", "predicted")) if row.kind != "captured"
    )


def test_what_was_withdrawn_is_not_drawn_in_any_way() -> None:
    withdrawn = claim("Army", "captured", "Town", mode=Mode.PREDICTED, rank=Rank.DEPRECATED)
    assert kinds(withdrawn, also=("predicted", "denied")) == set()


def test_a_prediction_stays_open_where_a_fact_ends_with_what_its_document_knows() -> None:
    when = parse("2018-02-15/..")
    (fact,) = rows_of(claim("Army", "captured", "Town", when=when))
    (prediction,) = rows_of(claim("Army", "captured", "Town", when=when, mode=Mode.PREDICTED), also=("predicted",))
    assert fact.spells == (("2018-02-15", "2018-02-15"),)
    assert prediction.spells == (("2018-02-15", None),)


def test_the_built_in_corpus_in_parts(graph: kg.Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus: Corpus = graph.corpus
    with Stream(corpus).kept() as few:
        wanted = shown(few)
    monkeypatch.setattr(kept, "HELD", 10)
    with Stream(corpus).kept() as much:
        assert shown(much) == wanted
