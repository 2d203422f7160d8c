"""The strip of time: what its bars count, and a window chosen by mouse, keys, days and play."""

from collections.abc import Callable
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from exploring import opened
from playwright.sync_api import Browser
from playwright.sync_api import Locator
from playwright.sync_api import Page
from playwright.sync_api import expect
from waiting import frames

import kg
from kg.model import Claim
from kg.terms import TimeMode
from kg.timeline import covered
from kg.when import MONTH_NAMES

Visit = Callable[..., Page]
OCTOBER = "#from=2017-10-01&to=2017-10-31"


@pytest.fixture
def visit(browser: Browser, explorer: Path) -> Iterator[Visit]:
    """Open the explorer at a fragment."""
    with ExitStack() as pages:

        def enter(fragment: str = "", **options: Any) -> Page:  # noqa: ANN401  # of the browser
            page = pages.enter_context(opened(browser, explorer, fragment, **options))
            frames(page)  # the strip knows its width once it was laid out
            return page

        yield enter


def words(page: Page) -> Locator:
    return page.locator(".time-words")


def slider(page: Page, which: str) -> Locator:
    return page.get_by_role("slider", name=f"{which} day of the window")


def window(page: Page) -> str:
    days = [page.get_by_label(side, exact=True).input_value() for side in ("from", "to")]
    return "/".join(days) if all(days) else ""


def test_a_window_is_said_in_words_with_what_holds_or_may_hold_in_it(visit: Visit, corpus: kg.Corpus) -> None:
    page = visit(OCTOBER)
    first, last = date(2017, 10, 1), date(2017, 10, 31)
    touching = []
    forward = {name for name, term in corpus.ontology.of_kind("Mode").items() if term.notes.get("forward_looking")}
    for claim in corpus.claims:
        if claim.when:
            starts, ends = claim.when.span(None if claim.mode in forward else corpus.last_issue(claim))
            if not (starts and starts > last) and not (ends and ends < first):
                touching.append(claim)
    expect(words(page)).to_contain_text(f"October 2017: {len(touching)} claims hold or may hold")
    expect(words(page)).to_contain_text("not told as fact")
    expect(page.get_by_label("49 undated left out")).not_to_be_checked()


def test_bars_count_solid_only_what_every_reading_covers(visit: Visit, corpus: kg.Corpus) -> None:
    page = visit("#from=2013-01-01&to=2013-12-31")
    page.get_by_role("button", name="Closer").click()
    plot = page.locator(".time-plot").bounding_box()
    assert plot
    page.mouse.move(plot["x"] + plot["width"] * 0.5, plot["y"] + 20)
    told = page.locator(".time-readout")
    expect(told).to_contain_text("2013")
    month = _month(told.inner_text())
    solid = sum(_surely_in(claim, *month) for claim in corpus.claims)
    expect(told).to_contain_text(f": {solid} claim" if solid else "that may")


def _month(text: str) -> tuple[date, date]:
    name, year = text.split(":", maxsplit=1)[0].split()
    when = kg.when.parse(f"{year}-{MONTH_NAMES.index(name) + 1:02}")
    assert when.earliest_start
    assert when.latest_end
    return when.earliest_start, when.latest_end


def _surely_in(claim: Claim, first: date, last: date) -> bool:
    when = claim.when
    if when is None:
        return False
    if when.earliest_start and when.latest_end and first <= when.earliest_start <= when.latest_end <= last:
        return True
    sure = covered(when, None) if claim.time_mode is TimeMode.THROUGHOUT else None
    return sure is not None and sure[0] <= last and sure[1] >= first


def test_the_strip_begins_where_most_dates_are_and_the_whole_time_is_a_press_away(visit: Visit) -> None:
    page = visit()
    expect(words(page)).to_contain_text("any time. The bars show ")
    assert _years(page) < 3
    page.get_by_role("button", name="Whole time").click()
    expect(words(page)).not_to_contain_text("The bars show")
    assert _years(page) > 9
    chosen = visit("#from=2013-01-01&to=2013-12-31")
    assert _years(chosen) > 9  # a window out of the core is seen


def _years(page: Page) -> float:
    """Give how many years the strip shows."""
    ends = []
    plot = page.locator(".time-plot").bounding_box()
    assert plot
    for share in (0.001, 0.999):
        page.mouse.move(plot["x"] + plot["width"] * share, plot["y"] + 20)
        frames(page)
        name, year = page.locator(".time-readout").inner_text().split(":", maxsplit=1)[0].rsplit(" ", 1)
        ends.append(int(year) + MONTH_NAMES.index(name.split()[-1]) / 12)
    return ends[1] - ends[0]


def test_dragging_over_the_bars_chooses_whole_units_and_filters_every_view(visit: Visit) -> None:
    page = visit()
    plot = page.locator(".time-plot").bounding_box()
    assert plot
    before = page.locator(".summary").inner_text()
    page.mouse.move(plot["x"] + plot["width"] * 0.5, plot["y"] + 30)
    page.mouse.down()
    page.mouse.move(plot["x"] + plot["width"] * 0.7, plot["y"] + 34, steps=4)
    page.mouse.up()
    expect(page.locator(".time-frame")).to_be_visible()
    expect(words(page)).to_contain_text("hold or may hold")
    expect(page.locator(".summary")).not_to_have_text(before)
    chosen = window(page)
    first, last = chosen.split("/")
    assert first.endswith("-01")
    assert (kg.when.parse(last).latest_end or 0) == kg.when.parse(last[:7]).latest_end
    page.wait_for_url(f"**from={first}&to={last}")  # the address follows
    page.go_back()
    expect(page.locator(".time-frame")).to_be_hidden()
    assert window(page) == ""


def test_the_window_moves_as_a_whole_and_by_its_handles(visit: Visit) -> None:
    page = visit("#from=2013-01-01&to=2013-03-31")
    frame = page.locator(".time-frame").bounding_box()
    plot = page.locator(".time-plot").bounding_box()
    assert frame
    assert plot
    year = plot["width"] / 10
    page.mouse.move(frame["x"] + frame["width"] / 2, frame["y"] + 8)
    page.mouse.down()
    page.mouse.move(frame["x"] + frame["width"] / 2 + year, frame["y"] + 8, steps=3)
    page.mouse.up()
    first, last = window(page).split("/")
    assert first[:4] in {"2013", "2014"}
    assert first > "2013-06"
    assert first.endswith("-01")
    assert int(last[5:7]) == (int(first[5:7]) + 1) % 12 + 1  # three whole months, as before


def test_sliders_say_days_and_move_by_the_unit_or_with_shift_by_more(visit: Visit) -> None:
    page = visit(OCTOBER)
    page.get_by_role("button", name="Whole time").click()
    first, last = slider(page, "First"), slider(page, "Last")
    expect(first).to_have_attribute("aria-valuetext", "1 October 2017")
    expect(last).to_have_attribute("aria-valuetext", "31 October 2017")
    first.focus()
    page.keyboard.press("ArrowLeft")
    expect(first).to_have_attribute("aria-valuetext", "1 September 2017")
    page.keyboard.press("Shift+ArrowLeft")
    expect(first).to_have_attribute("aria-valuetext", "1 January 2017")
    last.focus()
    page.keyboard.press("ArrowRight")
    expect(last).to_have_attribute("aria-valuetext", "30 November 2017")
    page.keyboard.press("Home")
    expect(last).to_have_attribute("aria-valuetext", "1 March 2008")
    expect(first).to_have_attribute("aria-valuetext", "1 March 2008")
    assert first.get_attribute("aria-valuenow") == last.get_attribute("aria-valuenow")


def test_days_can_be_typed_and_never_stand_the_wrong_way_round(visit: Visit) -> None:
    page = visit()
    page.get_by_label("from", exact=True).fill("2017-10-14")
    expect(words(page)).to_contain_text("14 October 2017:")
    page.get_by_label("to", exact=True).fill("2017-10-20")
    expect(words(page)).to_contain_text("14–20 October 2017:")
    page.get_by_label("from", exact=True).fill("2017-12-01")
    assert window(page) == "2017-12-01/2017-12-01"
    page.get_by_role("button", name="Any time", exact=True).click()
    expect(words(page)).to_contain_text("any time")


def test_one_can_jump_to_a_document_s_day_and_to_a_year(visit: Visit) -> None:
    page = visit()
    jump = page.get_by_label("Jump to a time")
    jump.select_option(value="2017-09-07 2017-09-07")
    expect(words(page)).to_contain_text("7 September 2017:")
    jump.select_option(value="2013-01-01 2013-12-31")
    expect(words(page)).to_contain_text("2013:")
    assert window(page) == "2013-01-01/2013-12-31"


def test_undated_claims_stay_when_asked_to(visit: Visit) -> None:
    page = visit(OCTOBER)
    drawn = page.locator(".summary b").first
    before = int(drawn.inner_text())
    page.get_by_label("49 undated left out").check()
    expect(page.get_by_label("49 undated kept")).to_be_checked()
    assert int(drawn.inner_text()) > before
    expect(words(page)).to_contain_text("October 2017:")


def test_playing_moves_the_window_to_the_end_and_can_be_paused(visit: Visit) -> None:
    page = visit(OCTOBER)
    page.get_by_label("Speed of playing").select_option("Slow")
    pressed = """button => {
      const said = [button.textContent];
      for (let times = 2; times; times--) button.click(), said.push(button.textContent);
      return said;
    }"""  # in one turn: the next step comes by itself
    assert page.get_by_role("button", name="Play").evaluate(pressed) == ["Play", "Pause", "Play"]
    expect(words(page)).to_contain_text("November 2017:")
    page.get_by_label("Speed of playing").select_option("Fast")
    page.get_by_role("button", name="Play").click()
    expect(words(page)).to_contain_text("February 2018:")
    expect(page.get_by_role("button", name="Play")).to_be_visible()  # it has come to the end by itself
    assert window(page) == "2018-02-01/2018-02-28"


def test_who_wants_less_motion_steps_instead(visit: Visit) -> None:
    page = visit(OCTOBER, reduced_motion="reduce")
    expect(page.get_by_role("button", name="Play")).to_have_count(0)
    page.get_by_role("button", name="Step", exact=True).click()
    assert window(page) == "2017-11-01/2017-11-30"


def test_filters_change_the_bars_and_the_window_does_not(visit: Visit) -> None:
    page = visit()
    bars = "[...document.querySelectorAll('.timedrawing path')].map(path => path.getAttribute('d')).join()"
    whole = page.evaluate(bars)
    page.get_by_label("from", exact=True).fill("2017-10-14")
    assert page.evaluate(bars) == whole
    other = visit("#no-document=al-bawaba-2017-09-07")
    assert other.evaluate(bars) != whole


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_leave_the_kinds_of_bars_apart(visit: Visit, scheme: str) -> None:
    """
    High contrast replaces the colours of grounds; what they say must not go with them.
    """
    page = visit("#", forced_colors="active", color_scheme=scheme)
    keys = page.locator(".time-key")
    expect(keys).to_have_count(3)
    assert len({keys.nth(at).screenshot() for at in range(3)}) == 3
