"""Time as people know it: EDTF text with the days that it can mean.

Extended Date/Time Format (ISO 8601-2:2019; https://www.loc.gov/standards/datetime/): level 0 and 1,
and one of a set ``[a..b]``. Bounds are whole days, inclusive (proleptic Gregorian, years 1 to 9999).
``~`` and ``?`` do not widen bounds: how far they reach is for the reader to judge, and the flags say so.
Seasons are those of the northern hemisphere's meteorology: spring is March to May, and
winter is December of the year named to February of the next.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kg.errors import KgError

LONGEST = 200  # characters
MONTHS = 12
SPRING, WINTER = 21, 24  # EDTF's codes of the first and last season
SEASON_MONTHS = 3
MONTH_NAMES = (  # not calendar.month_name, which follows the locale
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

_DATE = re.compile(
    r"(?P<year>[0-9]{2}(?:[0-9]{2}|[0-9]X|XX))(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?"
    r"(?:T(?P<time>[0-9:]+(?:Z|[+-][0-9:]+)?))?(?P<mark>[~?%])?"
)
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(Z|[+-]([01][0-9]|2[0-3])(:[0-5][0-9])?)?")
_FAR = re.compile(r"-[0-9]{4}|Y-?[0-9]{5}")  # EDTF, but no year that a Python date can hold
_PROSE = re.compile(r"[0-9]{1,2}\s+\w|[A-Za-z]")  # “14 October 2017”, “late 2017”
_FORMS = "YYYY, YYYY-MM or YYYY-MM-DD"
_OUT_OF_RANGE = "years before 1 and after 9999 are out of range"

Days = tuple[date, date]
Bounds = tuple[date | None, date | None]


class EdtfError(KgError):
    """A text that is no EDTF.

    Attributes:
        text: the whole text.
        position: where it goes wrong, counted from 0.
        reason: what is wrong, and what was expected.
    """

    def __init__(self, text: str, position: int, reason: str) -> None:
        self.text = text
        self.position = position
        self.reason = reason
        shown = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
        super().__init__(f"“{_printable(shown)}”: {reason}")


def _printable(text: str) -> str:
    """Write line breaks and the like as escapes: a message is one line."""
    return "".join(sign if sign.isprintable() or sign == " " else repr(sign)[1:-1] for sign in text)


@dataclass(frozen=True, slots=True)
class When:
    """A time, with the days that it can mean.

    Attributes:
        edtf: the text, as written.
        earliest_start: first day on which it can have begun; None if not bounded.
        latest_start: last day on which it can have begun.
        earliest_end: first day on which it can have ended.
        latest_end: last day on which it can have ended; None if not bounded.
        open_start: whether it is said to have no known beginning (``..``).
        open_end: whether it is said to go on (``..``).
        uncertain: whether a date is marked ``?`` or ``%``.
        approximate: whether a date is marked ``~`` or ``%``.
        is_interval: whether it is ``a/b``.
        is_set: whether it is one day of ``[a..b]``.
    """

    edtf: str
    earliest_start: date | None
    latest_start: date | None
    earliest_end: date | None
    latest_end: date | None
    open_start: bool = False
    open_end: bool = False
    uncertain: bool = False
    approximate: bool = False
    is_interval: bool = False
    is_set: bool = False

    def __str__(self) -> str:
        """Give the text as written."""
        return self.edtf

    def span(self, cap: date | None) -> tuple[date | None, date | None]:
        """Give first and last day for display; an open end stops at ``cap``, if it has begun by then.

        >>> [str(day) for day in parse("2017-06/..").span(date(2018, 2, 15))]
        ['2017-06-01', '2018-02-15']
        """
        last = self.latest_end
        if self.open_end and cap is not None and (self.earliest_start is None or self.earliest_start <= cap):
            last = cap
        return self.earliest_start, last


@lru_cache(maxsize=2**14)
def parse(text: str) -> When:
    """Read EDTF text.

    >>> when = parse("2017-09-21/2017-10")
    >>> print(when.earliest_start, when.latest_end)
    2017-09-21 2017-10-31

    Raises:
        EdtfError: it is none, or lies outside the years 1 to 9999.
    """
    if len(text) > LONGEST:
        raise EdtfError(text, LONGEST, f"longer than {LONGEST} characters")
    if text.startswith("["):
        return _set(text)
    if "/" in text:
        return _interval(text)
    first, last = _date(text, text, 0)
    return When(text, first, last, first, last, **_flags(text))


def _flags(text: str) -> dict[str, bool]:
    return {"uncertain": "?" in text or "%" in text, "approximate": "~" in text or "%" in text}


def _interval(text: str) -> When:
    left, _, right = text.partition("/")
    if "/" in right:
        raise EdtfError(text, len(left) + 1 + right.index("/"), "an interval has one /, its dates have -")
    if left in {"", ".."} and right in {"", ".."}:
        raise EdtfError(text, 0, "an interval needs at least one date")
    start = None if left in {"", ".."} else _date(text, left, 0)
    end = None if right in {"", ".."} else _date(text, right, len(left) + 1)
    if start and end and end[1] < start[0]:
        raise EdtfError(text, len(left) + 1, f"{right} ends before it starts ({left})")
    return When(
        text,
        start[0] if start else None,
        start[1] if start else None,
        end[0] if end else None,
        end[1] if end else None,
        open_start=left == "..",
        open_end=right == "..",
        is_interval=True,
        **_flags(text),
    )


def _set(text: str) -> When:
    if len(text) == 1 or not text.endswith("]"):
        raise EdtfError(text, len(text), "expected ] at the end of the set")
    pieces = text[1:-1].split(",")
    members: list[Bounds] = []
    at = 1
    for number, piece in enumerate(pieces, 1):
        part = piece.strip(" ")
        inner = at + len(piece) - len(piece.lstrip(" "))
        if number > 1 and part.startswith(".."):
            raise EdtfError(text, inner, "an open .. stands at the beginning or the end of a set")
        if number < len(pieces) and part.endswith(".."):
            raise EdtfError(text, inner + len(part) - 2, "an open .. stands at the beginning or the end of a set")
        members.append(_member(text, part, inner))
        at += len(piece) + 1
    firsts, lasts = zip(*members, strict=True)
    start = None if None in firsts else min(firsts)
    end = None if None in lasts else max(lasts)
    return When(text, start, end, start, end, start is None, end is None, is_set=True, **_flags(text))


def _member(text: str, part: str, at: int) -> Bounds:
    """Give the bounds of one member of a set: a date, ``a..b``, ``..b`` or ``a..``."""
    left, dots, right = part.partition("..")
    if not dots:
        return _date(text, part, at)
    if not left and not right:
        raise EdtfError(text, at, f"expected a date before or after ..: {_FORMS}")
    start = _date(text, left, at) if left else None
    end = _date(text, right, at + len(left) + 2) if right else None
    if start and end and end[1] < start[0]:
        raise EdtfError(text, at + len(left) + 2, f"{right} ends before it starts ({left})")
    return start[0] if start else None, end[1] if end else None


def _date(text: str, part: str, at: int) -> Days:
    """Give first and last day of one date, which stands at ``at`` in the whole text."""
    match = _DATE.match(part)
    if match is None:
        raise EdtfError(text, at, _advice(part))
    if match.end() < len(part):
        raise _trailing(text, part, match, at)
    year, month, day, time = match["year"], match["month"], match["day"], match["time"]
    if time is not None:
        _check_time(text, match, at)
    if "X" in year:
        return _unspecified_year(text, match, at)
    if month in {None, "XX"}:
        return _whole_year(text, match, at)
    if day in {None, "XX"}:
        return _month_or_season(text, int(year), int(month), at, day)
    return _day(text, match, at)


def _advice(part: str) -> str:
    if _FAR.match(part):
        return _OUT_OF_RANGE
    if _PROSE.match(part):
        return "write dates as YYYY-MM-DD, e.g. 2017-10-14"
    return f"expected {_FORMS}"


def _trailing(text: str, part: str, match: re.Match[str], at: int) -> EdtfError:
    """Explain what follows the part of a date that could be read."""
    end = match.end()
    if part[end] == "-" and match["day"] is None and match["mark"] is None and "X" not in match["year"]:
        unit = "day" if match["month"] else "month"
        return EdtfError(text, at + end + 1, f"expected a two-digit {unit} after “{part[: end + 1]}”")
    if part[end] == "T" and match["time"] is None and match["mark"] is None:
        return EdtfError(text, at + end + 1, "expected a time as 02:29:00Z after a whole day")
    return EdtfError(text, at + end, f"expected {_FORMS}, then at most one of ~ ? %")


def _check_time(text: str, match: re.Match[str], at: int) -> None:
    if not _TIME.fullmatch(match["time"]) or match["day"] in {None, "XX"}:
        raise EdtfError(text, at + match.start("time"), "expected a time as 02:29:00Z after a whole day")


def _unspecified_year(text: str, match: re.Match[str], at: int) -> Days:
    if match["month"] is not None:
        raise EdtfError(text, at + match.start("month"), "a year with X stands alone")
    first, last = int(match["year"].replace("X", "0")), int(match["year"].replace("X", "9"))
    return date(_in_range(text, first, at), 1, 1), date(last, MONTHS, 31)


def _whole_year(text: str, match: re.Match[str], at: int) -> Days:
    if match["day"] not in {None, "XX"}:
        raise EdtfError(text, at + match.start("day"), "a day needs its month")
    year = _in_range(text, int(match["year"]), at)
    return date(year, 1, 1), date(year, MONTHS, 31)


def _month_or_season(text: str, year: int, month: int, at: int, day: str | None) -> Days:
    _in_range(text, year, at)
    if 1 <= month <= MONTHS:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    if SPRING <= month <= WINTER and day is None:
        first = (month - SPRING + 1) * SEASON_MONTHS
        after, last = divmod(first + SEASON_MONTHS - 2, MONTHS)
        _in_range(text, year + after, at)
        return date(year, first, 1), date(year + after, last + 1, monthrange(year + after, last + 1)[1])
    raise EdtfError(text, at + 5, f"there is no month {month:02}: expected 01 to 12, or a season 21 to 24")


def _day(text: str, match: re.Match[str], at: int) -> Days:
    year, month, day = (int(match[name]) for name in ("year", "month", "day"))
    last = _month_or_season(text, year, month, at, match["day"])[1]
    if not 1 <= day <= last.day:
        raise EdtfError(text, at + match.start("day"), f"{MONTH_NAMES[month - 1]} {year} has {last.day} days")
    whole = date(year, month, day)
    return whole, whole


def _in_range(text: str, year: int, at: int) -> int:
    if not date.min.year <= year <= date.max.year:
        raise EdtfError(text, at, _OUT_OF_RANGE)
    return year
