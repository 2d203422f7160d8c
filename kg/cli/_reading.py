"""What a reader of an answer is told beside its columns: times in words, and curators' notes.

Stored questions give times as EDTF, which says neither whether a span means every day of it or some day in it, nor how
far a claim goes. Both are looked up; where that can't be, the weaker reading stands.
"""

import re
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from typing import NamedTuple

from kg.errors import KgError
from kg.query.answer import Answer
from kg.query.answer import Row
from kg.rdf.names import Names
from kg.rdf.terms import is_iri
from kg.terms import TimeMode
from kg.timeline import said
from kg.when import parse

CLAIMS = {"": "claim", "other_": "other_claim"}  # by what begins the names of columns about it
TIMES = ("when", "since")
NOTE = "note"
SOME = "some time"
SOME_DAY = "some day in "  # how "control" says when somebody came, where only a span is known
TOGETHER = 500  # claims that one query looks up
_INSIDE = re.compile(r"\(([0-9.\[][^\s();]*)(?=[;)])")  # a time in a sentence of ours


class Beside(NamedTuple):
    """What an answer's columns don't say of a claim."""

    time_mode: TimeMode = TimeMode.WITHIN
    note: str = ""


def beside(answer: Answer, ask: Callable[[str], Answer], names: Names) -> Mapping[str, Beside]:
    """Look up what columns don't say of the claims in an answer, by their names as shown."""
    places = [place for place, name in enumerate(answer.variables) if name in CLAIMS.values()]
    named = (row[place] for row in answer.terms for place in places)
    claims = list(dict.fromkeys(term for term in named if term and is_iri(term)))
    found = {}
    for start in range(0, len(claims), TOGETHER):
        several = claims[start : start + TOGETHER]
        rest = "".join(f" OPTIONAL {{ ?claim {names.o[name]} ?{name} }}" for name in ("time_mode", "curator_note"))
        for row in ask(f"SELECT * {{ VALUES ?claim {{ {' '.join(several)} }}{rest} }}"):
            throughout = (row["time_mode"] or "").endswith(TimeMode.THROUGHOUT)
            mode = TimeMode.THROUGHOUT if throughout else TimeMode.WITHIN
            found[row["claim"] or ""] = Beside(mode, row["curator_note"] or "")
    return found


def told(rows: Iterable[Row], known: Mapping[str, Beside]) -> Iterator[dict[str, str]]:
    """Give rows for people: times in words, with notes, without what is empty."""
    for row in rows:
        values = {name: " ".join(value.split()) for name, value in row.items() if value}
        for start, column in CLAIMS.items():
            about = known.get(values.get(column, ""), Beside())
            for name in TIMES:
                if start + name in values:
                    values[start + name] = in_words(values[start + name], about.time_mode)
            if about.note:
                values[start + NOTE] = about.note
        if "basis_when" in values:
            values["basis_when"] = in_words(values["basis_when"])
        if "why" in values:
            values["why"] = _INSIDE.sub(lambda match: f"({in_words(match[1])}", values["why"])
        yield values


def in_words(text: str, mode: TimeMode = TimeMode.WITHIN) -> str:
    """Say a time as ``kg timeline`` says it.

    >>> in_words("2013-21/2018-02-15"), in_words("some day in ../2017-09-07"), in_words("no time")
    ('some time, spring 2013 to 15 February 2018', 'some day up to 7 September 2017', 'no time')
    """
    if text.startswith(SOME_DAY):
        words = in_words(text.removeprefix(SOME_DAY))
        return f"some day{words.removeprefix(SOME)}" if words.startswith(SOME) else f"{SOME_DAY}{words}"
    try:
        return said(parse(text), mode)
    except KgError:
        return text
