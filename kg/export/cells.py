"""Rows of CSV (RFC 4180), whose cells no spreadsheet takes for a formula."""

import csv
import io
from collections.abc import Iterable

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def line(cells: Iterable[object]) -> str:
    """Give a row; ``None`` is an empty cell."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def harmless(text: str) -> str:
    """Give a text with an apostrophe in front where a spreadsheet would take it for a formula.

    >>> harmless("=cmd()")
    "'=cmd()"
    """
    return f"'{text}" if text.startswith(FORMULA) else text
