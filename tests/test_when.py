"""Dates as curators write them, and what they can mean."""

from datetime import date
from time import struct_time

import edtf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.when import EdtfError
from kg.when import When
from kg.when import parse
from kg.when_words import words


def bounds(text: str) -> list[str]:
    when = parse(text)
    days = (when.earliest_start, when.latest_start, when.earliest_end, when.latest_end)
    return [str(day) if day else ".." for day in days]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2017", "2017-01-01 2017-12-31 2017-01-01 2017-12-31"),
        ("2017-02", "2017-02-01 2017-02-28 2017-02-01 2017-02-28"),
        ("2017-10-14", "2017-10-14 2017-10-14 2017-10-14 2017-10-14"),
        ("2017-10-14T02:29:00Z", "2017-10-14 2017-10-14 2017-10-14 2017-10-14"),
        ("2017-09~", "2017-09-01 2017-09-30 2017-09-01 2017-09-30"),
        ("201X", "2010-01-01 2019-12-31 2010-01-01 2019-12-31"),
        ("20XX", "2000-01-01 2099-12-31 2000-01-01 2099-12-31"),
        ("2004-XX", "2004-01-01 2004-12-31 2004-01-01 2004-12-31"),
        ("1985-04-XX", "1985-04-01 1985-04-30 1985-04-01 1985-04-30"),
        ("2013-21", "2013-03-01 2013-05-31 2013-03-01 2013-05-31"),
        ("2015-24", "2015-12-01 2016-02-29 2015-12-01 2016-02-29"),
        ("../2017-09-07", ".. .. 2017-09-07 2017-09-07"),
        ("2017-06/..", "2017-06-01 2017-06-30 .. .."),
        ("2017-09-21/2017-10", "2017-09-21 2017-09-21 2017-10-01 2017-10-31"),
        ("[2017-09-21..2017-09-30]", "2017-09-21 2017-09-30 2017-09-21 2017-09-30"),
        ("[2017,2018-02]", "2017-01-01 2018-02-28 2017-01-01 2018-02-28"),
        ("[..2017]", ".. 2017-12-31 .. 2017-12-31"),
    ],
)
def test_a_date_means_these_days(text: str, expected: str) -> None:
    assert bounds(text) == expected.split()


@pytest.mark.parametrize(
    ("text", "position", "reason"),
    [
        ("1 March 2021", 0, "write dates as YYYY-MM-DD"),
        ("2017-9", 4, "expected YYYY, YYYY-MM or YYYY-MM-DD"),
        ("2017-13", 5, "there is no month 13"),
        ("2017-02-30", 8, "2017-02 has 28 days"),
        ("2021-06/2021-03-05", 8, "ends before it starts"),
        ("[2018..2017]", 7, "ends before it starts"),
        ("2017/2018/2019", 9, "an interval has one /"),
        ("../..", 0, "at least one date"),
        ("[2017", 5, "expected ]"),
        ("-0044", 0, "out of range"),
        ("2017-10-14T25:00:00", 11, "expected a time"),
        ("1985-XX-12", 0, "a day needs its month"),
        ("", 0, "expected YYYY"),
    ],
)
def test_what_is_no_date_is_explained_with_its_place(text: str, position: int, reason: str) -> None:
    with pytest.raises(EdtfError) as caught:
        parse(text)
    assert caught.value.position == position
    assert reason in caught.value.reason


def test_an_open_end_is_capped_for_display_and_never_extended() -> None:
    cap = date(2018, 2, 15)
    assert parse("2017-06/..").span(cap) == (date(2017, 6, 1), cap)
    assert parse("2018-02-16/..").span(cap) == (date(2018, 2, 16), None)
    assert parse("2017-06/2017-07").span(cap) == (date(2017, 6, 1), date(2017, 7, 31))
    assert parse("2017-06/").span(cap) == (date(2017, 6, 1), None)


def test_doubt_is_kept_as_flags() -> None:
    assert (parse("2017~").approximate, parse("2017?").uncertain) == (True, True)
    assert (parse("2017%").approximate, parse("2017%").uncertain) == (True, True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2017", "2017"),
        ("2017-10?", "October 2017 (uncertain)"),
        ("[2017,2018-02]", "one of 2017, February 2018"),
        ("[..2017]", "one day until 2017"),
        ("2017-12/", "from December 2017"),
    ],
)
def test_times_are_said_in_words(text: str, said: str) -> None:
    assert words(parse(text)) == said


days = st.dates(min_value=date(1, 1, 1), max_value=date(9998, 12, 31))
precisions = st.sampled_from([4, 7, 10])
marks = st.sampled_from(["", "~", "?", "%"])
dates = st.builds(lambda day, length, mark: f"{day.isoformat()[:length]}{mark}", days, precisions, marks)


def ordered(when: When) -> bool:
    pairs = [(when.earliest_start, when.latest_start), (when.earliest_end, when.latest_end)]
    pairs.append((when.earliest_start, when.latest_end))
    return all(one is None or other is None or one <= other for one, other in pairs)


@given(dates)
def test_every_date_keeps_its_text_and_orders_its_bounds(text: str) -> None:
    when = parse(text)
    assert str(when) == text
    assert ordered(when)
    assert words(when)


@given(dates | st.just("..") | st.just(""), dates | st.just("..") | st.just(""))
def test_every_interval_is_read_or_explained(left: str, right: str) -> None:
    text = f"{left}/{right}"
    try:
        when = parse(text)
    except EdtfError as error:
        assert 0 <= error.position <= len(text)
        assert "before" in error.reason or "at least one" in error.reason
    else:
        assert ordered(when)
        assert words(when)


@given(st.text(max_size=250) | st.text(alphabet="0123456789-/.[],~?%XTZ:+ ", max_size=40))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    try:
        when = parse(text)
    except EdtfError as error:
        assert 0 <= error.position <= len(text)
        assert error.reason
    else:
        assert when.edtf == text
        assert ordered(when)
        assert words(when)


def library(value: struct_time) -> date:
    return date(value.tm_year, value.tm_mon, value.tm_mday)


@given(
    st.builds(lambda day, length: day.isoformat()[:length], st.dates(date(1000, 1, 1), date(2999, 12, 31)), precisions)
)
def test_the_edtf_library_agrees_on_plain_dates(text: str) -> None:
    other = edtf.parse_edtf(text)
    when = parse(text)
    assert (when.earliest_start, when.latest_end) == (library(other.lower_strict()), library(other.upper_strict()))


@pytest.mark.parametrize(
    "text", ["201X", "2004-XX", "1985-04-XX", "2001-21", "2001-22", "2001-23", "1984?", "2004-06~"]
)
def test_the_edtf_library_agrees_on_level_one(text: str) -> None:
    """Where it is right: it pads ``..`` with floats and crashes on ``2017-09-2X``, so those are not asked."""
    other = edtf.parse_edtf(text)
    when = parse(text)
    assert (when.earliest_start, when.latest_end) == (library(other.lower_strict()), library(other.upper_strict()))


@given(st.dates(date(1000, 1, 1), date(2900, 1, 1)), st.integers(0, 4000))
def test_the_edtf_library_agrees_on_intervals(first: date, length: int) -> None:
    last = date.fromordinal(first.toordinal() + length)
    other = edtf.parse_edtf(f"{first}/{last}")
    when = parse(f"{first}/{last}")
    assert (when.earliest_start, when.latest_end) == (library(other.lower_strict()), library(other.upper_strict()))
