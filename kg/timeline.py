"""What is told of an entity, in order of time, and how a time is drawn as a bar.

Facts, a curator's conclusions, and what is no fact (predicted, judged, asked, denied, uncertain) stay
apart. A bar never fills what a text leaves open: an end that is not told is an arrow, a time that is
only known to lie within a span is drawn light, and solid means every day.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kg.model import Claim
from kg.model import Corpus
from kg.projection import Layer
from kg.projection import Policy
from kg.projection import layer
from kg.terms import Mode
from kg.terms import TimeMode
from kg.when import MONTHS
from kg.when import Days
from kg.when import When
from kg.when_words import words

DAY, SOLID, LIGHT, BEFORE, AFTER, EMPTY = "●", "█", "░", "◄", "►", "·"
YEAR = 4  # digits
STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 12_000)  # months that one column can stand for


class Section(StrEnum):
    """What a claim is to the reader."""

    FACT = "told as fact"
    INFERRED = "inferred by a curator: no sentence says it"
    OTHER = "not told as fact: predicted, judged, asked, denied or uncertain"


@dataclass(frozen=True, slots=True)
class Entry:
    """A dated claim of a timeline.

    Attributes:
        claim: the claim.
        when: its time.
        section: what it is to the reader.
        known: the day of its newest document, which knows of nothing later.
    """

    claim: Claim
    when: When
    section: Section
    known: date | None = None

    @property
    def reading(self) -> str:
        """The time in words."""
        return reading(self.claim)

    @property
    def is_day(self) -> bool:
        """Whether the time is one known day."""
        return self.when.earliest_start is not None and self.when.earliest_start == self.when.latest_end


def reading(claim: Claim) -> str:
    """Say when a claim holds. Empty without a time."""
    return said(claim.when, claim.time_mode) if claim.when else ""


def said(when: When, mode: TimeMode) -> str:
    """Say a time; one known only to lie within a span says so."""
    told = words(when)
    if mode is TimeMode.THROUGHOUT:
        return told if when.earliest_start == when.latest_end else f"every day, {told}"
    if not when.is_interval:
        return told
    if when.earliest_start is None:
        return told.replace("until ", "some time up to ", 1)
    return f"some time {told} on" if when.latest_end is None else f"some time, {told}"


@dataclass(frozen=True, slots=True)
class Timeline:
    """What is told of an entity.

    Attributes:
        entity: its id.
        entries: dated claims in order of time: by the first day each can mean, or the last where none is told.
        undated: claims without a time, in the order of the texts.
        total: how many dated claims there are at any time.
    """

    entity: str
    entries: tuple[Entry, ...]
    undated: tuple[Claim, ...]
    total: int

    def __iter__(self) -> Iterator[Entry]:
        """Give the dated claims."""
        return iter(self.entries)

    def __len__(self) -> int:
        """Give the number of dated claims."""
        return len(self.entries)

    def section(self, section: Section) -> tuple[Entry, ...]:
        """Give the dated claims of one section."""
        return tuple(entry for entry in self.entries if entry.section is section)


def timeline(
    corpus: Corpus,
    entity: str,
    policy: Policy = Policy.DEFAULT,
    first: date | None = None,
    last: date | None = None,
) -> Timeline:
    """Collect what is told of an entity.

    A claim is about it that has it as subject, object or the value of a qualifier.

    Args:
        corpus: where the claims are.
        entity: its id.
        policy: which claims count as facts.
        first: leave out what must have ended before this day.
        last: leave out what must have begun after this day.
    """
    about = [claim for claim in corpus.claims if _names(claim, entity) and claim.key not in corpus.context]
    entries = [
        Entry(claim, claim.when, _section(claim, policy), corpus.last_issue(claim)) for claim in about if claim.when
    ]
    kept = sorted((entry for entry in entries if touches(entry.when, first, last)), key=_order)
    undated = tuple(claim for claim in about if claim.when is None)
    return Timeline(entity, tuple(kept), undated, len(entries))


def _names(claim: Claim, entity: str) -> bool:
    return entity in {claim.subject, claim.object} or any(value == entity for _, value in claim.qualifiers)


def _section(claim: Claim, policy: Policy) -> Section:
    if layer(claim, policy) is not Layer.EDGES:
        return Section.OTHER
    return Section.INFERRED if claim.mode is Mode.INFERRED else Section.FACT


def touches(when: When, first: date | None, last: date | None) -> bool:
    """Tell whether what holds at some time holds or may hold between two days, both inclusive."""
    starts, ends = when.earliest_start, when.latest_end
    return not (first and ends and ends < first) and not (last and starts and starts > last)


def surely(claim: Claim, known: date | None, first: date, last: date) -> bool:
    """Tell whether a claim holds between two days, both inclusive, by every reading of its time.

    Args:
        claim: what holds.
        known: the day of its newest document, see ``covered``.
        first: the first day.
        last: the last day.
    """
    when = claim.when
    if when is None or when.approximate or when.uncertain:
        return False
    if when.earliest_start and when.latest_end and first <= when.earliest_start and when.latest_end <= last:
        return True
    sure = covered(when, known) if claim.time_mode is TimeMode.THROUGHOUT else None
    return sure is not None and sure[0] <= last and sure[1] >= first


def _order(entry: Entry) -> tuple[date, date, str, int, str]:
    starts, ends = entry.when.earliest_start, entry.when.latest_end
    place = min((passage.document, passage.start) for passage in entry.claim.evidence)
    return starts or ends or date.min, ends or starts or date.max, *place, entry.claim.key


@dataclass(frozen=True, slots=True)
class Scale:
    """Columns of equal numbers of months.

    Attributes:
        first: the first column's first month, counted from year 0.
        step: months a column.
        columns: how many there are.
    """

    first: int
    step: int
    columns: int

    def column(self, day: date) -> int:
        """Give the column of a day; what lies outside is at the edge."""
        return min(max((_month(day) - self.first) // self.step, 0), self.columns - 1)

    def year(self, column: int) -> int:
        """Give the year in which a column begins."""
        return (self.first + column * self.step) // MONTHS

    def header(self) -> str:
        """Give the years over the columns where each begins, as many as have room."""
        begins = [column for column in range(1, self.columns) if self.year(column) != self.year(column - 1)]
        text = ""
        for column in [0, *begins] if not begins or begins[0] > YEAR else begins:
            if column >= len(text):
                text = f"{text:{column}}{self.year(column)} "
        return text.rstrip()

    def bar(self, entry: Entry) -> str:
        """Draw a time."""
        when = entry.when
        signs = [EMPTY] * self.columns
        starts, ends = when.earliest_start or when.earliest_end, when.latest_end or when.latest_start
        if starts is None or ends is None:
            return "".join(signs)
        low, high = self.column(starts), self.column(ends)
        sure = _sure(entry)
        if sure:
            high = max(high, self.column(sure[1]))
        signs[low : high + 1] = [DAY if entry.is_day else LIGHT] * (high + 1 - low)
        if sure and not entry.is_day:
            first, last = map(self.column, sure)
            signs[first : last + 1] = [SOLID] * (last + 1 - first)
        if when.earliest_start is None:
            signs[max(low - 1, 0)] = BEFORE
        if when.latest_end is None:
            signs[min(high + 1, self.columns - 1)] = AFTER
        return "".join(signs)


def _sure(entry: Entry) -> Days | None:
    """Give first and last of the days on which it holds for sure: an open end is known up to the document."""
    return covered(entry.when, entry.known) if entry.claim.time_mode is TimeMode.THROUGHOUT else None


def covered(when: When, known: date | None) -> Days | None:
    """Give first and last of the days that every reading of a span covers, if there are any.

    Args:
        when: the span.
        known: the day of the newest document that tells it: an open end is known up to there.
    """
    first = when.latest_start or when.earliest_end
    last = when.earliest_end or (known if when.open_end else when.latest_start)
    return (first, last) if first and last and first <= last else None


def scale(entries: Iterable[Entry], columns: int, start: date | None = None, end: date | None = None) -> Scale:
    """Give the finest scale of at most so many columns on which all times have room.

    A column stays free at each side for arrows.

    Args:
        entries: what is drawn.
        columns: at most.
        start: nothing before it is drawn.
        end: nothing after it is drawn.
    """
    low_end, high_end = start or date.min, end or date.max
    days = [min(max(day, low_end), high_end) for entry in entries for day in _days(entry)]
    if not days:
        return Scale(0, 1, 0)
    low, high = _month(min(days)), _month(max(days))
    for step in STEPS:
        first = low // step * step - step
        needed = (high - first) // step + 2
        if needed <= columns:
            break
    return Scale(max(first, MONTHS), step, needed)


def _days(entry: Entry) -> list[date]:
    when = entry.when
    bounds = (when.earliest_start, when.latest_start, when.earliest_end, when.latest_end, *(_sure(entry) or ()))
    return [day for day in bounds if day is not None]


def _month(day: date) -> int:
    return day.year * MONTHS + day.month - 1
