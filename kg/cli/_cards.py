"""Answers with sentences, for reading in a terminal: a card a claim, every sentence in full on lines of its own."""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from textwrap import wrap
from typing import TypeAlias

from kg.cli._common import count
from kg.cli._reading import NOTE
from kg.query.answer import Answer

OTHER = "other_"  # columns of the second claim of a pair
SENTENCE = "sentence"
FOOT = ("voices", "when", "mode", "certainty", "polarity", "document", "claim")
PASSAGE = (SENTENCE, "basis", "basis_voices", "basis_when", "document", "at")  # what tells a claim's passages apart
LONG = 48  # characters; a longer value stands on a line of its own
INDENT = "    "
WIDEST = 110  # characters; longer lines are hard to read

Values: TypeAlias = Mapping[str, str]


def has_sentences(answer: Answer) -> bool:
    """Tell whether rows hold sentences, which a table would squeeze."""
    return any(name.endswith(SENTENCE) for name in answer.variables)


def together(rows: Iterable[Values]) -> list[list[Values]]:
    """Bring the rows of a claim together that differ in its passages alone.

    >>> [len(group) for group in together([{"claim": "a", "sentence": "1"}, {"claim": "a", "sentence": "2"}])]
    [2]
    """
    groups: dict[object, list[Values]] = {}
    for number, row in enumerate(rows):
        same = tuple(pair for pair in row.items() if pair[0].removeprefix(OTHER) not in PASSAGE)
        groups.setdefault(same if "claim" in row else number, []).append(row)
    return list(groups.values())


def counted(groups: Sequence[Sequence[Values]]) -> str:
    """Say how many claims there are, and how many rows in the other formats, where that is not the same."""
    rows = sum(map(len, groups))
    claims = {row.get("claim") for group in groups for row in group}
    if None in claims:
        return count(rows, "row")
    if any(OTHER + "claim" in row for group in groups for row in group):
        cards = f"{count(len(groups), 'pair')} of claims"
    else:
        cards = count(len(groups), "claim" if len(claims) == len(groups) else "answer")
    return cards if rows == len(groups) else f"{cards} in {rows:,} rows, a row for each passage"


def cards(groups: Iterable[Sequence[Values]], width: int) -> Iterator[str]:
    """Give the lines of a card for each group of rows, an empty line after each."""
    for group in groups:
        yield from _block(_half(group), min(width, WIDEST))
        if any(name.startswith(OTHER) for name in group[0]):
            yield from _block(_half(group, OTHER), min(width, WIDEST), lead="and: ")
        yield ""


def _half(group: Sequence[Values], start: str = "") -> list[Values]:
    """Give the columns of one claim, without repeats; those of the other one have another start."""
    mine = (
        {name.removeprefix(start): value for name, value in row.items() if name.startswith(OTHER) is bool(start)}
        for row in group
    )
    return list({tuple(values.items()): values for values in mine}.values())


def _block(rows: Sequence[Values], width: int, lead: str = "") -> Iterator[str]:
    differing = [name for name in PASSAGE if len({row.get(name) for row in rows}) > 1]
    values = {name: value for name, value in rows[0].items() if name not in differing}
    note = values.pop(NOTE, "")
    first = next((name for name in values if not name.endswith(SENTENCE) and name not in FOOT), "")
    head = {name: value for name, value in values.items() if name not in FOOT and not name.endswith(SENTENCE)}
    short = [value if name == first else f"{_said(name)}: {value}" for name, value in head.items() if _is_short(value)]
    if head and not _is_short(head[first]):
        yield from wrap(f"{lead}{head[first]}", width, subsequent_indent=INDENT, break_on_hyphens=False)
        lead = INDENT
    if short:
        yield from wrap(f"{lead}{' · '.join(short)}", width, subsequent_indent=INDENT, break_on_hyphens=False)
    for name, value in head.items():
        if name != first and not _is_short(value):
            yield from _line(f"{_said(name)}: {value}", width)
    for name, value in values.items():
        if name.endswith(SENTENCE):
            label = "" if name == SENTENCE else f"{_said(name)}: "
            yield from _line(f"{label}“{value}”", width)
    yield from _passages(rows, differing, width)
    foot = " · ".join(values[name] for name in FOOT if name in values)
    for told in filter(None, (note and f"Curator's note: {note}", foot)):
        yield from _line(told, width)


def _passages(rows: Iterable[Values], differing: Sequence[str], width: int) -> Iterator[str]:
    """Give each passage with what differs from that of the others; nothing where there is one alone."""
    for row in rows if differing else ():
        rest = " · ".join(row[name] for name in differing if name != SENTENCE and name in row)
        yield from _line(f"“{row.get(SENTENCE, '')}”{f' ({rest})' if rest else ''}", width)


def _line(text: str, width: int) -> list[str]:
    return wrap(text, width, initial_indent=INDENT, subsequent_indent=INDENT, break_on_hyphens=False)


def _is_short(value: str) -> bool:
    return len(value) <= LONG


def _said(name: str) -> str:
    return name.replace("_", " ")
