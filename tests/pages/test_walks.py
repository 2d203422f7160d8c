"""Four walks that a stranger takes without help, from the first screen to the sentence, wide and on a phone.

Each begins where the page offers to begin, which is computed from the graph; nothing in the page names this corpus.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from exploring import PHONE
from exploring import WIDE
from exploring import opened
from playwright.sync_api import Browser
from playwright.sync_api import Locator
from playwright.sync_api import Page
from playwright.sync_api import expect

PICTURES = os.environ.get("KG_WALKS")  # a folder: each walk's last screen is saved there, to be looked at
SENTENCE = "The SAA and allied forces captured Mayadeen on October 14."
SCREENS = [(WIDE, "light"), (PHONE, "dark"), (WIDE, "dark"), (PHONE, "light")]


@pytest.fixture(params=SCREENS, ids=["wide-light", "phone-dark", "wide-dark", "phone-light"])
def walk(request: pytest.FixtureRequest, browser: Browser, explorer: Path) -> Iterator["Walk"]:
    size, scheme = request.param
    with opened(browser, explorer, viewport=size, color_scheme=scheme, has_touch=size is PHONE) as page:
        walk = Walk(page, phone=size is PHONE)
        yield walk
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{request.node.name}.png")


class Walk:
    """What a reader does with a page: on a phone, panels are opened from the bar below."""

    def __init__(self, page: Page, *, phone: bool) -> None:
        self.page = page
        self._phone = phone

    def begin(self, question: str) -> None:
        """Choose a question that the page offers."""
        self.panel("Start here")
        self.page.locator("#evidence .start").get_by_role("button", name=re.compile(question)).click()

    def panel(self, name: str) -> None:
        """Open a panel where it is a sheet."""
        button = self.page.get_by_role("button", name=name, exact=True)
        if self._phone and button.get_attribute("aria-expanded") != "true":
            button.tap()

    def day(self, day: str) -> None:
        """Choose a day in the time strip."""
        self.panel("Time")
        time = self.page.locator("#time")
        time.get_by_label("from").fill(day)
        time.get_by_label("to", exact=True).fill(day)
        time.get_by_label("to", exact=True).press("Enter")
        if self._phone:
            self.page.get_by_role("button", name="Close: Time").tap()

    @property
    def evidence(self) -> Locator:
        """What is told of what is chosen."""
        self.panel("Evidence")
        return self.page.locator("#evidence .chosen")


def test_who_held_mayadeen_on_a_day_and_the_sentence_for_it(walk: Walk) -> None:
    walk.begin("^Who held Mayadeen")
    walk.day("2017-10-20")
    told = walk.page.locator("#map")
    expect(told).to_contain_text("As on 20 October 2017")
    row = told.get_by_role("listitem").filter(has_text="Mayadeen").first
    expect(row).to_contain_text("possible: Syrian Arab Army (SAA)")
    expect(row).to_contain_text("Allied forces of the Syrian Arab Army")
    expect(row).not_to_contain_text("certain")
    expect(walk.evidence).to_contain_text(SENTENCE)
    expect(walk.evidence).to_contain_text("Editor at Syria Direct")
    expect(walk.evidence).to_contain_text("14 October 2017")


def test_what_hassan_hassan_predicts(walk: Walk) -> None:
    walk.begin("^What does Hassan Hassan predict")
    told = walk.page.locator("#claims")
    expect(told).to_be_visible()
    expect(told).to_contain_text("IS knows this area will be important for the next phase: the non-caliphate phase.")
    expect(told).not_to_contain_text("Ty Joplin")
    cards = told.get_by_role("article") if told.get_by_role("article").count() else told.get_by_role("listitem")
    predicted = cards.filter(has_text="predicted")
    assert predicted.count() >= 7
    expect(walk.page.locator(".summary b")).to_have_text("0")  # none of them is drawn
    chips = walk.page.get_by_role("list", name="Filters that are on")
    expect(chips).to_contain_text("only Hassan Hassan")


def test_why_the_withdrawal_from_mayadeen_is_an_inference(walk: Walk) -> None:
    walk.begin("^Why is .*withdrew from Mayadeen.* an inference")
    expect(walk.evidence).to_contain_text("No passage says this")
    expect(walk.evidence).to_contain_text("No sentence says that IS withdrew from Mayadeen")  # the curator's reason
    expect(walk.evidence).to_contain_text("probable")
    expect(walk.evidence).to_contain_text(SENTENCE)  # what it rests on
    expect(walk.evidence).to_contain_text("as part of a calculated strategy in October 2017.")


def test_what_opposes_the_merger_of_2013(walk: Walk) -> None:
    walk.begin("^What opposes the claim that .*merged with Jabhat al-Nusra")
    expect(walk.evidence).to_contain_text("announced the unification with Jabhat a-Nusra")
    expect(walk.evidence).to_contain_text("certainty not stated")
    expect(walk.evidence).to_contain_text("Opposes, and is opposed by")
    walk.evidence.get_by_role("button", name=re.compile("Al-Qaeda leadership denounced")).first.click()
    expect(walk.evidence).to_contain_text("denounced")
    expect(walk.evidence.locator("blockquote").first).to_be_visible()
    walk.page.go_back()
    expect(walk.evidence).to_contain_text("announced the unification with Jabhat a-Nusra")


def test_who_held_mayadeen_by_searching_for_it(walk: Walk) -> None:
    """
    The way of a stranger who looks for the name first.
    """
    walk.page.get_by_role("combobox", name="Search entities by any spelling").fill("al-mayadin")
    walk.page.get_by_role("option").first.click()
    expect(walk.evidence).to_contain_text(SENTENCE)
