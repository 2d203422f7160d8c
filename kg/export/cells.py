"""Rows of CSV (RFC 4180), whose cells no spreadsheet takes for a formula."""

import csv
import io
import re
from collections.abc import Iterable

from kg.export.xml import NULLED

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # wide ones, too: some editions take them


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


class Whole:
    """Leaves out what a file can't hold, and counts the texts that it did that to, and others that it changed.

    Attributes:
        dropped: texts without some of their characters.
        formulas: texts with an apostrophe in front.
        parted: texts with INF, parted.
        nothing: texts that are ``null``, parted.
        doubtful: texts that look like numbers, marked as texts.
    """

    def __init__(self, pattern: re.Pattern[str]) -> None:
        """Take the characters that are left out."""
        self.pattern = pattern
        self.dropped = self.formulas = self.parted = self.nothing = self.doubtful = 0

    def text(self, text: str) -> str:
        """Give what is left of a text."""
        if not self.pattern.search(text):
            return text
        self.dropped += 1
        return self.pattern.sub("", text)

    def harmless(self, text: str) -> str:
        """Give a text that no spreadsheet takes for a formula."""
        cell = harmless(text)
        self.formulas += cell != text
        return cell

    def told(self) -> tuple[str, ...]:
        """Say what was done, a sentence each."""
        said = {
            "with control characters: they are left out": self.dropped,
            "that {begin} like a formula: an apostrophe stands in front": self.formulas,
            "with INF, which Gephi would read as infinity: an unseen U+2060 parts the letters": self.parted,
            NULLED: self.nothing,
            "that Gephi could take for a number, and its column with it: an unseen U+2060 stands behind": self.doubtful,
        }
        return tuple(_counted(number, what) for what, number in said.items() if number)


def _counted(number: int, what: str) -> str:
    noun, verb = ("text", "begins") if number == 1 else ("texts", "begin")
    return f"{number:,} {noun} {what.format(begin=verb)}"
