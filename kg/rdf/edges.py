"""Plain edges: each once, sorted, with what the rules infer from them, in bounded memory."""

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from types import TracebackType
from typing import Self

from kg.model import Claim
from kg.model import Literal
from kg.projection import Layer
from kg.rdf.claims import Context
from kg.rdf.names import Triple
from kg.rdf.rules import Rules
from kg.rdf.spool import Spool

EDGES, UNCONFIRMED = str(Layer.EDGES), str(Layer.UNCONFIRMED)
SEPARATOR = "\t"  # between an edge's parts while it is sorted: it is in no N-Triples term
SURE, MAYBE = "0", "1"  # sort a plain edge before the same edge as unconfirmed or inferred


@dataclass(frozen=True, slots=True)
class Block:
    """Triples that belong together.

    Attributes:
        graph: local name of their named graph.
        in_default: whether they stand in the default graph too.
        triples: those with one subject stand together.
    """

    graph: str
    in_default: bool
    triples: list[Triple]


class Edges:
    """Takes claims, gives the blocks of their plain edges.

    What is inferred rests on the projected edges alone; where an edge is projected anyway, its
    unconfirmed or inferred double is left out. Memory stays bounded but for edges of transitive
    relations, which are held together.
    """

    def __init__(self, context: Context) -> None:
        self.context = context
        self.rules = Rules(context.ontology)
        self.spool = Spool()

    def __enter__(self) -> Self:
        """Begin; what is stored on disk goes when the block ends."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Remove what is stored on disk."""
        self.spool.__exit__(kind, error, at)

    def add(self, claim: Claim) -> None:
        """Take a claim; it is passed over where the policy makes no edge of it."""
        where = self.context.layer(claim)
        if where is Layer.NONE:
            return
        names = self.context.names
        parts = names.id[claim.subject], names.o[claim.predicate], names.value(claim.object)
        sure = where is Layer.EDGES
        is_new = self.spool.add(SEPARATOR.join((*parts, SURE if sure else MAYBE, where)))
        if is_new and sure and not isinstance(claim.object, Literal):
            self._infer(self.rules.local(claim.subject, claim.predicate, claim.object))

    def passing(self, claims: Iterable[Claim]) -> Iterator[Claim]:
        """Give claims on, taking each: for streams that can be gone through once."""
        for claim in claims:
            self.add(claim)
            yield claim

    def _infer(self, found: Iterable[tuple[tuple[str, str, str], str]]) -> None:
        names = self.context.names
        for (subject, relation, target), rule in found:
            parts = names.id[subject], names.o[relation], names.id[target]
            self.spool.add(SEPARATOR.join((*parts, MAYBE, f"inferred-{rule}")))

    def blocks(self) -> Iterator[Block]:
        """Give the edges of every graph, a block a subject."""
        self._infer(self.rules.chained())
        with Spool() as winners:
            for line in _winners(self.spool.lines()):
                winners.add(line)
            for (tag, graph), lines in groupby(winners.lines(), _heading):
                for _, group in groupby(map(_triple, lines), lambda triple: triple[0]):
                    yield Block(graph, in_default=tag == SURE, triples=list(group))


def _winners(lines: Iterable[str]) -> Iterator[str]:
    """Drop the lesser doubles of projected edges; turn ``s p o tag graph`` into ``tag graph s p o``."""
    for _, group in groupby(lines, lambda line: line.rsplit(SEPARATOR, 2)[0]):
        rows = [line.rsplit(SEPARATOR, 2) for line in group]
        for edge, tag, graph in rows:
            if tag == rows[0][1]:
                yield SEPARATOR.join((tag, graph, edge))


def _heading(line: str) -> tuple[str, str]:
    tag, graph, _ = line.split(SEPARATOR, 2)
    return tag, graph


def _triple(line: str) -> Triple:
    _, _, subject, predicate, value = line.split(SEPARATOR)
    return subject, predicate, value
