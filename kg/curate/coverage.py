"""Which sentences of a document carry claims, which are declared claimless, which are open."""

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kg.model import Corpus
from kg.model import Document
from kg.model import Evidence
from kg.text import Span
from kg.text import sentences


class State(StrEnum):
    """What curation has made of a sentence."""

    CURATED = "curated"
    CLAIMLESS = "claimless"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document.

    Attributes:
        span: its place in the text.
        line: its line in the text, counted from 1.
        text: its words, white space folded.
        state: curated, claimless or open.
        claims: number of claims whose passages touch it.
        reason: why it carries no claim, if it is declared claimless.
    """

    span: Span
    line: int
    text: str
    state: State
    claims: int
    reason: str


def coverage(corpus: Corpus, document: Document) -> Iterator[Sentence]:
    """Give every sentence of a document with its state, in order."""
    curated = [_spans(claim.evidence, document) for claim in corpus.claims]
    declared = [(one.reason, _spans([one.passage], document)) for one in corpus.claimless]
    for span in sentences(document.text):
        claims = sum(any(span.overlaps(other) for other in spans) for spans in curated)
        reasons = [reason for reason, spans in declared if any(span.overlaps(other) for other in spans)]
        state = State.CURATED if claims else State.CLAIMLESS if reasons else State.OPEN
        yield Sentence(
            span=span,
            line=document.text.count("\n", 0, span.start) + 1,
            text=" ".join(document.text[span.start : span.end].split()),
            state=state,
            claims=claims,
            reason="" if claims else ", ".join(dict.fromkeys(reasons)),
        )


def _spans(passages: Iterable[Evidence], document: Document) -> list[Span]:
    return [Span(one.start, one.end) for one in passages if one.document == document.id]
