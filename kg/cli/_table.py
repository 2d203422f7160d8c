"""Rows in a terminal: a table where its cells are wide enough to read, else a card a row."""

import re
from collections.abc import Sequence

import click

from kg.cli._cards import cards
from kg.cli._common import clean
from kg.cli._common import console
from kg.query.answer import Answer

NARROW = 20  # columns of a cell: in fewer, a sentence can't be read
FRAME = 3  # columns that a cell's borders and padding take
_NAME = re.compile(r"[\w.-]*:\S+")  # an id or an address, which is never broken


def show_rows(answer: Answer) -> None:
    """Print an answer's rows."""
    screen = console()
    widths = column_widths(answer.variables, answer.shown(), screen.width)
    if widths is None:
        rows = ([{name: " ".join(value.split()) for name, value in row.items() if value}] for row in answer)
        click.echo(clean("\n".join(cards(rows, screen.width))))
        return
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(header_style="bold")
    for name, width in zip(answer.variables, widths, strict=True):
        table.add_column(Text(clean(name)), width=width, overflow="fold")
    for row in answer.shown():
        table.add_row(*(Text(clean(cell)) for cell in row))
    screen.print(table)


def column_widths(names: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[int] | None:
    """Give the columns' widths, the longest texts getting what the others leave; None if they don't fit.

    >>> column_widths(["who"], [["id:IS"]], 40)
    [5]
    >>> column_widths(["who", "sentence"], [["id:Mayadeen", "word " * 20]], 40)
    [11, 22]
    >>> column_widths(["who", "sentence"], [["id:Mayadeen", "word " * 20]], 30)
    """
    from rich.cells import cell_len  # noqa: PLC0415

    columns = [[name, *(row[place] for row in rows)] for place, name in enumerate(names)]
    wanted = [max(cell_len(line) for cell in column for line in (cell.splitlines() or [""])) for column in columns]
    free = width - 1 - FRAME * len(columns)
    least = [min(want, max(NARROW, _longest_name(column))) for want, column in zip(wanted, columns, strict=True)]
    if sum(least) > free:
        return None
    return _shared(least, wanted, free)


def _shared(least: list[int], wanted: list[int], free: int) -> list[int]:
    """Share what is left: columns that need little get it whole, the others equal parts."""
    widths = list(least)
    for left, place in enumerate(sorted(range(len(widths)), key=lambda one: wanted[one] - least[one])):
        part = (free - sum(widths)) // (len(widths) - left)
        widths[place] += min(part, wanted[place] - widths[place])
    return widths


def _longest_name(column: Sequence[str]) -> int:
    return max((len(cell) for cell in column if _NAME.fullmatch(cell)), default=0)
