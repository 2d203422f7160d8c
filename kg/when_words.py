"""A time in English words, for pages and tables."""

import re
from datetime import date

from kg.when import MONTH_NAMES
from kg.when import When

_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_PART = re.compile(r"([0-9]{2}[0-9X]{2})(?:-([0-9]{2}|XX))?(?:-([0-9]{2}|XX))?(?:T[^~?%]*)?([~?%]?)")
_UNSURE = re.compile(r"[0-9]{4}(-[0-9]{2})?\?")  # a year or a month
_MARKS = {"": "{}", "~": "about {}", "?": "{} (uncertain)", "%": "about {} (uncertain)"}
_OPEN = {"", ".."}


def words(when: When) -> str:
    """Say a time as a person would.

    >>> from kg.when import parse
    >>> [words(parse(text)) for text in ("2017-10-14", "2017-09~", "../2017-09-07", "2013-21")]
    ['14 October 2017', 'about September 2017', 'until 7 September 2017', 'spring 2013']
    >>> [words(parse(text)) for text in ("2017-06/..", "2017-09-21/2017-09-30", "[2017-09-21..2017-09-30]")]
    ['from June 2017', '21–30 September 2017', 'between 21 and 30 September 2017']
    """
    text = when.edtf
    if when.is_set:
        *others, last = (_member(part.strip(" ")) for part in text[1:-1].split(","))
        return f"{', '.join(others)} or {last}" if others else last
    if when.is_interval:
        left, _, right = text.partition("/")
        return _interval(left, right)
    said = _part(text)
    return f"in {said}" if _UNSURE.fullmatch(text) else said


def _interval(left: str, right: str) -> str:
    if left in _OPEN:
        return f"until {_part(right)}"
    if right in _OPEN:
        return f"from {_part(left)}"
    if left == right:
        return _part(left)
    short, whole = _pair(left, right)
    shared = short != _part(left)
    return f"{short}–{whole}" if shared and " " not in short else f"{short} to {whole}"


def _member(text: str) -> str:
    left, dots, right = text.partition("..")
    if not dots:
        return _part(text)
    if not left:
        return f"not later than {_part(right)}"
    if not right:
        return f"not earlier than {_part(left)}"
    return "between {} and {}".format(*_pair(left, right))


def _pair(left: str, right: str) -> tuple[str, str]:
    """Say two dates, the first without the month and year that the second repeats."""
    one, other = _part(left).split(" "), _part(right).split(" ")
    if len(left) == len(right) and not re.search("[X~?%]", left + right):
        while len(one) > 1 and one[-1] == other[len(one) - 1]:
            one.pop()
    return " ".join(one), " ".join(other)


def _part(text: str) -> str:
    match = _PART.fullmatch(text)
    if match is None:
        return text
    year, month, day, mark = match.groups()
    return _MARKS[mark].format(_unmarked(year, month, day))


def _unmarked(year: str, month: str | None, day: str | None) -> str:
    if "X" in year:
        return f"the {year[:3]}0s" if year[2] != "X" else f"the years {year[:2]}00–{year[:2]}99"
    if month == "24":
        return f"winter {year}–{(int(year) + 1) % 100:02}"  # it ends in the next year's February
    if month is None or month in _SEASONS:
        return f"{_SEASONS[month]} {year}" if month else year
    if month == "XX":
        return f"some {'day' if day else 'month'} of {year}"
    said = f"{MONTH_NAMES[int(month) - 1]} {year}"
    return f"some day of {said}" if day == "XX" else f"{int(day)} {said}" if day else said


def day(value: date) -> str:
    """Say a day: ``14 October 2017``."""
    return f"{value.day} {MONTH_NAMES[value.month - 1]} {value.year}"
