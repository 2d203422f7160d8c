"""Documents: the text is the one that was curated, and every quote stands in it."""

from collections.abc import Iterator

from kg.check import rule
from kg.check.claims import spell
from kg.errors import Problem
from kg.read.corpus import Draft
from kg.read.nodes import Scalar

SHOWN = 5  # affected claims named in a message


@rule
def changed_text(draft: Draft) -> Iterator[Problem]:
    """``text-changed``: the text's SHA-256 is not the one in the document's head."""
    for name, head in draft.documents.items():
        document = draft.corpus.documents[name]
        stated = head.fields.get("sha256")
        if isinstance(stated, Scalar) and stated.text and stated.text != document.sha256:
            message = f"{document.file} is not the text that was curated: its SHA-256 is {document.sha256}"
            yield Problem(stated.where, message, "text-changed", hint=_affected(draft, name))


def _affected(draft: Draft, name: str) -> str:
    folder = draft.corpus.documents[name].file.partition("/")[0]
    own = [item for item in draft.claims if item.where.path.startswith(f"{folder}/") and "quote" in item.parts]
    lost = [f"{spell(item.claim)} (line {item.where.line})" for item in own if not item.claim.evidence]
    if not lost:
        return "every claim still finds its quotes: read them again, then write the new hash here"
    more = f" and {len(lost) - SHOWN} more" if len(lost) > SHOWN else ""
    return f"{len(lost)} of {len(own)} claims lose their quote: {'; '.join(lost[:SHOWN])}{more}"


@rule
def offsets(draft: Draft) -> Iterator[Problem]:
    """``offset``: ``text[start:end] == exact`` for every passage (holds by construction; asserted at every build)."""
    for located in draft.claims:
        for passage in located.claim.evidence:
            text = draft.corpus.documents[passage.document].text
            if text[passage.start : passage.end] != passage.exact:
                message = f"characters {passage.start}–{passage.end} are not “{passage.exact}”"
                yield Problem(located.where, message, "offset")
