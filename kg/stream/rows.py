"""An edge as plain values: what one claim gives to it, and all claims of one edge together."""

from collections.abc import Iterable
from collections.abc import Iterator
from itertools import chain
from typing import Any
from typing import NamedTuple
from typing import TypeAlias
from typing import TypeVar

from kg.palette import Line
from kg.terms import Certainty
from kg.voices import Heard
from kg.voices import apart

ALWAYS = "~"  # after every date: an end that is not bounded
RANK = {line.value: rank for rank, line in enumerate(Line)}  # strongest first
SURE = tuple(one.value for one in (Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE, Certainty.UNSPECIFIED))

Value = TypeVar("Value")
Spell: TypeAlias = tuple[str | None, str | None]  # ISO days, inclusive; None where not bounded
Spells: TypeAlias = tuple[Spell, ...]
Names: TypeAlias = tuple[str, ...]


class EdgeRow(NamedTuple):
    """All claims of one (subject, predicate, object) of one kind, as nothing but texts.

    Attributes:
        source: entity id.
        predicate: local name of the relation.
        target: entity id, or the name of a literal.
        kind: the predicate; ``denied:…`` or ``predicted:…`` (any mode that is no fact) where those were asked for.
        claims: keys of the claims, in the corpus's order, inferred ones last.
        quotes: their passages, distinct.
        voices: their chains of voices as ids, outermost first, distinct.
        independent: ids of the independent voices behind them, sorted; their number is the weight.
        through: ids of those through whom alone these are heard, sorted.
        documents: ids of their documents, distinct.
        modes: their modes, distinct.
        certainty: the surest of theirs.
        edtf: their times as curated, distinct.
        spells: disjoint, sorted.
        line: the strongest kind of saying among them, a value of ``Line``.
        qualifiers: theirs in words, distinct.
        notes: the curators' notes on them, distinct.
    """

    source: str
    predicate: str
    target: str
    kind: str
    claims: tuple[str, ...]
    quotes: tuple[str, ...]
    voices: tuple[tuple[str, ...], ...]
    independent: tuple[str, ...]
    through: tuple[str, ...]
    documents: tuple[str, ...]
    modes: tuple[str, ...]
    certainty: str
    edtf: tuple[str, ...]
    spells: tuple[Spell, ...]
    line: str
    qualifiers: Names = ()
    notes: Names = ()

    @property
    def bounds(self) -> Spell:
        """First and last day of all its times; None where one of them is open."""
        return bounds(self.spells)


def bounds(spells: Spells) -> Spell:
    """Give first and last day of spells; None where one of them is open, or there are none."""
    firsts, lasts = zip(*spells, strict=True) if spells else ((), ())
    first = None if None in firsts else min(firsts, default=None)
    return first, None if None in lasts else max(lasts, default=None)


def grouped(rows: Iterable[EdgeRow]) -> Iterator[EdgeRow]:
    """Unite rows of the same edge; the edges come sorted by source, kind and target."""
    groups: dict[Names, list[EdgeRow]] = {}
    for row in rows:
        groups.setdefault((row.source, row.kind, row.target), []).append(row)
    for triple in sorted(groups):
        group = groups[triple]
        yield group[0] if len(group) == 1 else _united(group)


def _united(rows: list[EdgeRow]) -> EdgeRow:
    of: Any = EdgeRow._make(zip(*rows, strict=True))  # each field of all rows
    return EdgeRow(
        *rows[0][:4],
        claims=tuple(chain.from_iterable(of.claims)),
        quotes=_distinct(of.quotes),
        voices=_distinct(of.voices),
        independent=tuple(sorted(apart(map(Heard, of.independent, of.through)))),
        through=tuple(sorted(set.intersection(*map(set, of.through)))),
        documents=_distinct(of.documents),
        modes=_distinct(of.modes),
        certainty=min(of.certainty, key=SURE.index),
        edtf=_distinct(of.edtf),
        spells=united(chain.from_iterable(of.spells)),
        line=min(of.line, key=RANK.__getitem__),
        qualifiers=_distinct(of.qualifiers),
        notes=_distinct(of.notes),
    )


def _distinct(several: Iterable[tuple[Value, ...]]) -> tuple[Value, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(several)))


def united(spells: Iterable[Spell]) -> tuple[Spell, ...]:
    """Unite spells that overlap.

    >>> united([("2017-10-14", "2017-10-14"), ("2017-10-01", "2017-10-31"), ("2018-01-01", None)])
    (('2017-10-01', '2017-10-31'), ('2018-01-01', None))
    """
    merged: list[Spell] = []
    for first, last in sorted(spells, key=lambda spell: (spell[0] or "", spell[1] or ALWAYS)):
        start, end = merged[-1] if merged else (None, "")
        if merged and (end is None or (first or "") <= end):
            merged[-1] = (start, None if end is None or last is None else max(end, last))
        else:
            merged.append((first, last))
    return tuple(merged)
