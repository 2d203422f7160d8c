"""The network as a stream: a row for each (subject, predicate, object), from any number of claims.

Claims are gone through once, in blocks that wait on disk (``kept``); of few, everything stays in memory.
Most edges rest on one claim: these come first, in the corpus's order, the others after them, each part
sorted. The same claims give the same order; few of them are sorted as a whole.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from kg.model import Claim
from kg.model import Corpus
from kg.model import Literal
from kg.projection import Layer
from kg.projection import Policy
from kg.projection import layer
from kg.stream.kept import Kept
from kg.stream.kept import keep
from kg.stream.known import Known
from kg.stream.known import Single
from kg.stream.options import DENIED
from kg.stream.options import UNREAL
from kg.stream.rows import EdgeRow
from kg.terms import Mode
from kg.terms import Polarity
from kg.terms import Rank


@dataclass(frozen=True, slots=True)
class Stream:
    """Which claims become rows, and how.

    Attributes:
        corpus: its claims are gone through once (three times if some are inferred).
        policy: which claims become edges.
        also: what is drawn besides, as kinds of its own: ``denied``, and modes such as ``predicted``.
        full: whether claims whose object is a literal are drawn too.
        maybe: in a selection by time, keys of claims that only may hold then.
    """

    corpus: Corpus
    policy: Policy = Policy.DEFAULT
    also: frozenset[str] = frozenset()
    full: bool = False
    maybe: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether no claim is drawn."""
        context = self.corpus.context
        return not any(claim.key not in context and self.kind(claim) for claim in self.corpus.claims)

    def rows(self) -> Iterator[EdgeRow]:
        """Give the rows once; see ``kept`` for more than once."""
        with self.kept() as kept:
            yield from kept.rows()

    @contextmanager
    def kept(self) -> Iterator[Kept]:
        """Go through the claims, and keep the rows: they can be had again and again, with the nodes that they join."""
        known = Known(self.corpus, self.kind, full=self.full)
        with keep(self._singles(known), known.tables) as kept:
            yield kept

    def _singles(self, known: Known) -> Iterator[Single]:
        """Give a row for each claim that is drawn; inferred ones last, which rest on the others."""
        wanted = set[str]()
        inferred = False

        def stated() -> Iterator[Claim]:
            nonlocal inferred
            for claim in self.corpus.claims:
                if claim.mode is Mode.INFERRED:
                    inferred = True
                    wanted.update(claim.linked("derived_from"))
                else:
                    yield claim

        yield from known.rows(stated(), {})
        if inferred:
            bases = {claim.key: claim for claim in self.corpus.claims if claim.key in wanted}
            yield from known.rows((claim for claim in self.corpus.claims if claim.mode is Mode.INFERRED), bases)

    def kind(self, claim: Claim) -> str | None:
        """Give the kind of edge that a claim is drawn as; None where it is not drawn.

        What is denied, predicted and so on says so before the relation, in every part that applies.
        """
        if isinstance(claim.object, Literal) and not self.full:
            return None
        if layer(claim, self.policy) is not Layer.NONE:
            return claim.predicate
        if not self.also or claim.rank is Rank.DEPRECATED:
            return None
        parts: list[str] = [claim.mode.value] if claim.mode.value in UNREAL else []
        parts += [DENIED] if claim.polarity is Polarity.NEGATIVE else []
        return ":".join((*parts, claim.predicate)) if parts and self.also.issuperset(parts) else None
