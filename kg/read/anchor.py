"""A quote as written → its one place in the text, or a problem that helps to mend it."""

from kg.errors import Report
from kg.read.nodes import Scalar
from kg.text import Span
from kg.text import Text

NEAR = 600  # code points on either side in which `near` is looked for
SHOWN = 90  # code points of a passage shown in a hint


def anchor(text: Text, quote: Scalar, near: Scalar | None, nth: Scalar | None, report: Report) -> Span | None:
    """Find a quote's one place; None after reporting that there is none, or more than one."""
    spans = text.find(quote.text)
    if not spans:
        report.error(quote.where, "quote-not-found", "this quote is not in the text", _closest(text, quote.text))
        return None
    if near is not None:
        spans = [span for span in spans if _is_near(text, span, near)]
        if not spans:
            message = "these words don't stand near the quote"
            report.error(near.where, "near-not-found", message, _near_hint(text, quote))
            return None
    if nth is not None:
        return _pick(spans, nth, report)
    if len(spans) > 1:
        message = f"this quote stands in the text {len(spans)} times"
        report.error(quote.where, "quote-ambiguous", message, _candidates(text, spans))
        return None
    return spans[0]


def _is_near(text: Text, span: Span, near: Scalar) -> bool:
    window = Span(span.start - NEAR, span.end + NEAR)
    return any(place.overlaps(window) for place in text.find(near.text))


def _pick(spans: list[Span], nth: Scalar, report: Report) -> Span | None:
    if not nth.text.isdecimal() or not 1 <= int(nth.text) <= len(spans):
        message = f"occurrence must be a number from 1 to {len(spans)}, not {nth.text}"
        report.error(nth.where, "bad-value", message)
        return None
    return spans[int(nth.text) - 1]


def _closest(text: Text, quote: str) -> str:
    span = text.closest(quote)
    return "" if span is None else f"closest: {_show(text, span)}"


def _near_hint(text: Text, quote: Scalar) -> str:
    return "the quote stands at " + "; ".join(_show(text, span) for span in text.find(quote.text)[:4])


def _candidates(text: Text, spans: list[Span]) -> str:
    shown = "; ".join(f"{number}. {_show(text, span)}" for number, span in enumerate(spans[:4], 1))
    return f"add `occurrence:` or `near:`, or quote more words: {shown}"


def _show(text: Text, span: Span) -> str:
    """Say where a passage stands, with some words around a short one."""
    room = max(0, SHOWN - len(span)) // 2
    start, end = max(0, span.start - room), min(len(text.raw), span.end + room)
    shown = " ".join(text.raw[start:end].split())
    return f"characters {span.start}–{span.end}, “{shown[: 2 * SHOWN]}”"
