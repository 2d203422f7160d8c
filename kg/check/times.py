"""Time: a text can't know what comes after it."""

from collections.abc import Iterator

from kg.check import rule
from kg.check.names import place
from kg.errors import Problem
from kg.read.corpus import Draft


@rule
def date_after_document(draft: Draft) -> Iterator[Problem]:
    """``date-after-document``: a time after every document behind the claim, yet the mode is not forward-looking."""
    modes = draft.corpus.ontology.of_kind("Mode")
    for located in draft.claims:
        claim = located.claim
        days = [draft.corpus.documents[name].issued for name in claim.documents]
        if claim.when is None or not days or modes[claim.mode].notes.get("forward_looking") == "true":
            continue
        known = [day for day in (claim.when.earliest_start, claim.when.earliest_end) if day is not None]
        if known and max(known) > max(days):
            message = f"{claim.when} lies after the document's date ({max(days)}), yet the mode is {claim.mode}"
            hint = "if the text foresees it, say so: `mode: predicted`"
            yield Problem(place(located, "when"), message, "date-after-document", hint=hint)


@rule
def time_without_basis(draft: Draft) -> Iterator[Problem]:
    """``basis-without-time``: a time basis or time mode where no time is given."""
    for located in draft.claims:
        if located.claim.when is None and located.claim.time_basis and "when" not in located.parts:
            yield Problem(place(located, "time_basis"), "a time_basis needs a `when`", "basis-without-time")
