"""Rows that were gone through once, to be had again and again, with what files tell before their edges."""

from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import ExitStack
from contextlib import contextmanager
from itertools import chain
from itertools import islice
from typing import Protocol

from kg.stream.columns import dated
from kg.stream.ends import Ends
from kg.stream.known import Single
from kg.stream.known import Tables
from kg.stream.rows import EdgeRow
from kg.stream.rows import grouped

HELD = 20_000  # claims that are sorted in memory; more go to disk
BLOCK = 2_000  # claims that are looked at, and stored, together


class Kept(Protocol):
    """A network's rows.

    Attributes:
        count: how many edges there are.
        ends: which nodes they join.
        dated: which of the columns that tell of time have values.
        tables: what the numbers of ``singles`` stand for.
    """

    count: int
    ends: Ends
    dated: frozenset[str]
    tables: Tables

    def singles(self) -> Iterator[Single]:
        """Give edges of one claim as numbers, in the corpus's order; none where there are few edges."""

    def others(self) -> Iterator[EdgeRow]:
        """Give all other edges, sorted by parts."""

    def rows(self) -> Iterator[EdgeRow]:
        """Give all edges: ``singles`` as texts, then ``others``."""


@contextmanager
def keep(claims: Iterable[Single], tables: Tables) -> Iterator[Kept]:
    """Go through rows of single claims, bring those of an edge together, and keep them while the context lasts."""
    coming = iter(claims)
    first = list(islice(coming, HELD + 1))
    if len(first) <= HELD:
        yield _Few(first, tables)
        return
    from kg.stream.many import Many  # noqa: PLC0415  # numpy: 80 ms

    with ExitStack() as files:
        many = Many(tables, files)
        every = chain(first, coming)
        del first
        while block := list(islice(every, BLOCK)):
            many.add(block)
        many.finish()
        yield many


class _Few:
    """Rows in memory, sorted."""

    def __init__(self, claims: Iterable[Single], tables: Tables) -> None:
        self.tables = tables
        self.all = list(grouped(map(tables.row, claims)))
        self.count = len(self.all)
        self.ends = Ends()
        for row in self.all:
            self.ends.add(row.source, row.target, len(row.claims))
        self.dated = dated((row.edtf, row.spells) for row in self.all)

    def singles(self) -> Iterator[Single]:
        return iter(())

    def others(self) -> Iterator[EdgeRow]:
        return iter(self.all)

    rows = others
