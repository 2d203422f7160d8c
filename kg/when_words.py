"""A time in English words, for pages and tables."""

import re
from datetime import date

from kg.when import When

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_PART = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T[^~?%]*)?([~?%]?)")
_MARKS = {"": "{}", "~": "about {}", "?": "{} (uncertain)", "%": "about {} (uncertain)"}


def words(when: When) -> str:
    """Say a time as a person would.

    >>> from kg.when import parse
    >>> [words(parse(text)) for text in ("2017-10-14", "2017-09~", "../2017-09-07", "2013-21")]
    ['14 October 2017', 'about September 2017', 'until 7 September 2017', 'spring 2013']
    >>> [words(parse(text)) for text in ("2017-06/..", "2017-09-21/2017-09-30", "[2017-09-21..2017-09-30]")]
    ['from June 2017', '21 September 2017 to 30 September 2017', 'one day from 21 September 2017 to 30 September 2017']
    """
    text = when.edtf
    if when.is_set:
        inner = text[1:-1]
        if ".." in inner and "," not in inner:
            return f"one day {_range(*inner.split('..', 1))}"
        return f"one of {', '.join(_part(part.strip()) for part in inner.split(','))}"
    if when.is_interval:
        left, _, right = text.partition("/")
        return _range(left, right).removeprefix("from ") if _is_closed(left, right) else _range(left, right)
    return _part(text)


def _is_closed(left: str, right: str) -> bool:
    return left not in {"", ".."} and right not in {"", ".."}


def _range(left: str, right: str) -> str:
    start, end = (("" if side == ".." else side) for side in (left, right))
    said = [f"from {_part(start)}" if start else "", f"{'to' if start else 'until'} {_part(end)}" if end else ""]
    return " ".join(part for part in said if part)


def _part(text: str) -> str:
    match = _PART.fullmatch(text)
    if match is None:
        return text
    year, month, day, mark = match.groups()
    if month in _SEASONS:
        said = f"{_SEASONS[month]} {year}"
    elif month:
        said = f"{int(day)} " if day else ""
        said += f"{_MONTHS[int(month) - 1]} {year}"
    else:
        said = year
    return _MARKS[mark].format(said)


def day(value: date) -> str:
    """Say a day: ``14 October 2017``."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"
