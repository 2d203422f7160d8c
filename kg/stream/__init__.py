"""The network as a stream: a row for each (subject, predicate, object), from any number of claims.

Most edges rest on one claim. A first look at the claims notes a checksum of what each states; those whose
checksum is alone become rows at once, in the corpus's order. The others are shared out over parts on disk by
the same checksum, so that one part after the other fits into memory, and come last, sorted within a part:
always in the same order for the same claims.
"""

from array import array
from collections.abc import Collection
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date

from kg.model import Claim
from kg.model import Corpus
from kg.model import Literal
from kg.model import independent_voices
from kg.network import last_issue
from kg.palette import Line
from kg.palette import claim_line
from kg.projection import FACTUAL
from kg.projection import Layer
from kg.projection import Policy
from kg.projection import layer
from kg.stream.rows import EdgeRow
from kg.stream.rows import Names
from kg.stream.rows import Spell
from kg.stream.rows import grouped
from kg.stream.spill import Shared
from kg.stream.spill import alone
from kg.stream.spill import checksum
from kg.terms import Certainty
from kg.terms import Mode
from kg.terms import Polarity

DENIED = "denied"
REMEMBERED = 20_000  # times, or chains of voices


@dataclass(frozen=True, slots=True)
class Stream:
    """Which claims become rows, and how.

    Attributes:
        corpus: its claims are gone through once (twice if some are inferred).
        policy: which claims become edges.
        also: what is drawn besides, as kinds of its own: ``denied``, and modes such as ``predicted``.
    """

    corpus: Corpus
    policy: Policy = Policy.DEFAULT
    also: frozenset[str] = frozenset()

    def rows(self) -> Iterator[EdgeRow]:
        """Give the rows, sorted where there are few; some ten bytes a claim are in memory, and one part."""
        sums, wanted = array("I"), set[str]()
        for claim, kind in self._drawn():
            sums.append(checksum(claim.subject, kind, str(claim.object)))
            if claim.mode is Mode.INFERRED:
                wanted.update(claim.linked("derived_from"))
        known = _Known(self.corpus, wanted)
        with ExitStack() as files:
            shared = Shared(files)
            for (claim, kind), single in zip(self._drawn(), alone(sums), strict=True):
                row = known.row(claim, kind)
                if single:
                    yield row
                else:
                    shared.add(row)
            for rows in shared.parts():
                yield from grouped(rows)

    def _drawn(self) -> Iterator[tuple[Claim, str]]:
        """Give the claims that are drawn, each with its kind of edge."""
        kind, context = self.kind, self.corpus.context
        for claim in self.corpus.claims:
            drawn = kind(claim)
            if drawn is not None and claim.key not in context:
                yield claim, drawn

    def kind(self, claim: Claim) -> str | None:
        """Give the kind of edge that a claim is drawn as; None where it is not drawn."""
        if isinstance(claim.object, Literal):
            return None
        if layer(claim, self.policy) is not Layer.NONE:
            return claim.predicate
        if not self.also:
            return None
        if claim.polarity is Polarity.NEGATIVE:
            return f"{DENIED}:{claim.predicate}" if DENIED in self.also else None
        unreal = claim.mode not in FACTUAL and claim.mode is not Mode.ASSESSED and claim.mode.value in self.also
        return f"{claim.mode.value}:{claim.predicate}" if unreal else None


class _Known:
    """What is looked up for each claim, remembered."""

    def __init__(self, corpus: Corpus, wanted: Collection[str]) -> None:
        self.corpus = corpus
        self.bases = {claim.key: claim for claim in corpus.claims if claim.key in wanted} if wanted else {}
        self.independent: dict[Names, Names] = {}
        self.said: dict[tuple[Mode, Certainty, Polarity, bool], tuple[Names, str, str]] = {}
        self.times: dict[tuple[str, date | None], tuple[Names, tuple[Spell, ...]]] = {}

    def row(self, claim: Claim, kind: str) -> EdgeRow:
        """Give the row of an edge that rests on one claim alone."""
        modes, certainty, line = self._said(claim)
        edtf, spells = self._times(claim) if claim.when else ((), ())
        return EdgeRow(
            claim.subject,
            claim.predicate,
            str(claim.object),
            kind,
            (claim.key,),
            tuple([passage.exact for passage in claim.evidence]),
            (claim.voices,),
            self._independent(claim),
            claim.documents,
            modes,
            certainty,
            edtf,
            spells,
            line,
        )

    def _said(self, claim: Claim) -> tuple[Names, str, str]:
        key = claim.mode, claim.certainty, claim.polarity, len(claim.voices) > 1
        found = self.said.get(key)
        if found is None:
            line = Line.UNCONFIRMED if layer(claim) is Layer.NONE else claim_line(claim)
            found = self.said[key] = ((claim.mode.value,), claim.certainty.value, line.value)
        return found

    def _times(self, claim: Claim) -> tuple[Names, tuple[Spell, ...]]:
        when = claim.when
        assert when is not None  # noqa: S101  # asked of dated claims alone
        key = when.edtf, last_issue(self.corpus, claim) if when.open_end else None
        found = self.times.get(key)
        if found is None:
            first, last = when.span(key[1])
            spell = first.isoformat() if first else None, last.isoformat() if last else None
            found = (when.edtf,), (spell,)
            if len(self.times) < REMEMBERED:
                self.times[key] = found
        return found

    def _independent(self, claim: Claim) -> Names:
        if claim.mode is Mode.INFERRED:
            return independent_voices(claim, self.corpus.entities, self.bases)
        found = self.independent.get(claim.voices)
        if found is None:
            found = independent_voices(claim, self.corpus.entities, {})
            if len(self.independent) < REMEMBERED:
                self.independent[claim.voices] = found
        return found
