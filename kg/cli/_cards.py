"""Answers with sentences, for reading in a terminal: a card a row, every sentence in full on lines of its own."""

from collections.abc import Iterator
from collections.abc import Mapping
from textwrap import wrap

from kg.query.answer import Answer

OTHER = "other_"  # columns of the second claim of a pair
SENTENCE = "sentence"
FOOT = ("voices", "when", "mode", "certainty", "polarity", "document", "claim")
LONG = 48  # characters; a longer value stands on a line of its own
INDENT = "    "
WIDEST = 110  # characters; longer lines are hard to read


def has_sentences(answer: Answer) -> bool:
    """Tell whether rows hold sentences, which a table would squeeze."""
    return any(name.endswith(SENTENCE) for name in answer.variables)


def cards(answer: Answer, width: int) -> Iterator[str]:
    """Give the lines of a card for each row, an empty line after each."""
    for row in answer:
        values = {name: " ".join(value.split()) for name, value in row.items() if value}
        mine = {name: value for name, value in values.items() if not name.startswith(OTHER)}
        yield from _block(mine, min(width, WIDEST))
        others = {name.removeprefix(OTHER): value for name, value in values.items() if name.startswith(OTHER)}
        if others:
            yield from _block(others, min(width, WIDEST), lead="and: ")
        yield ""


def _block(values: Mapping[str, str], width: int, lead: str = "") -> Iterator[str]:
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
    foot = [values[name] for name in FOOT if name in values]
    if foot:
        yield from _line(" · ".join(foot), width)


def _line(text: str, width: int) -> list[str]:
    return wrap(text, width, initial_indent=INDENT, subsequent_indent=INDENT, break_on_hyphens=False)


def _is_short(value: str) -> bool:
    return len(value) <= LONG


def _said(name: str) -> str:
    return name.replace("_", " ")
