"""The site as people use it: in a real browser, by keyboard, light and dark, wide and narrow, and nothing leaves."""

from collections.abc import Iterator
from typing import Literal

import httpx
import pytest
from helpers import need
from playwright.sync_api import Browser
from playwright.sync_api import Page
from playwright.sync_api import expect
from playwright.sync_api import sync_playwright

from kg.view.explore import missing

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PATHS = (
    "/",
    "/id/IS",
    "/id/Mayadeen",
    "/doc/syria-direct-2018-02-15",
    "/ontology",
    "/entities",
    "/data/",
    "/find?q=deir",
)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=need("chromium"), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complains of, and every request to elsewhere."""
    return []


@pytest.fixture
def tab(browser: Browser, site: httpx.Client, complaints: list[str]) -> Iterator[Page]:
    context = browser.new_context(base_url=str(site.base_url))
    page = context.new_page()
    own = str(site.base_url).rstrip("/")
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: complaints.append(f"dialog: {dialog.message}"))
    page.on(
        "request", lambda asked: None if asked.url.startswith((own, "data:", "blob:")) else complaints.append(asked.url)
    )
    yield page
    context.close()


def test_from_a_name_to_the_sentence_by_keyboard_alone(tab: Page, complaints: list[str]) -> None:
    tab.goto("/")
    tab.keyboard.press("Tab")
    expect(tab.locator(":focus")).to_have_text("Skip to the content")
    tab.get_by_label("Find an entity by any of its names").focus()
    tab.keyboard.type("al-Mayadin")
    tab.keyboard.press("Enter")
    expect(tab.locator("h1")).to_have_text("Mayadeen")
    link = tab.get_by_label("Claim: Syrian Arab Army (SAA) captured Mayadeen")
    link.focus()
    tab.keyboard.press("Enter")
    expect(tab.locator("h1")).to_contain_text("captured")
    place = tab.locator("figure.passage figcaption a").first
    place.focus()
    tab.keyboard.press("Enter")
    passage = tab.locator("mark.here").first
    expect(passage).to_contain_text("The SAA and allied forces captured Mayadeen")
    expect(passage).to_be_in_viewport()
    assert complaints == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [360, 1200])
def test_pages_fit_their_window_and_nothing_leaves_the_machine(
    tab: Page, complaints: list[str], width: int, scheme: Literal["light", "dark"]
) -> None:
    tab.set_viewport_size({"width": width, "height": 800})
    tab.emulate_media(color_scheme=scheme)
    for path in PATHS:
        tab.goto(path)
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, path
    assert complaints == []


def test_the_explorer_runs_apart_and_asks_nobody(tab: Page, complaints: list[str]) -> None:
    tab.goto("/explorer")
    expect(tab.locator("h1")).to_be_visible()
    assert tab.evaluate("self.origin") == "null"
    assert complaints == []


def test_the_explorer_that_is_served_does_all_that_the_file_does(tab: Page, complaints: list[str]) -> None:
    if missing():
        pytest.skip("the explorer is not built: pip install -e . builds it")
    tab.goto("/explorer#view=query")
    tab.wait_for_selector("html[data-ready]")
    expect(tab.get_by_role("tab", name="Query")).to_have_attribute("aria-selected", "true")
    tab.get_by_role("button", name="Run").click()
    expect(tab.get_by_text("The SAA and allied forces captured Mayadeen").first).to_be_visible(timeout=60_000)
    tab.get_by_role("tab", name="Network").click()
    tab.go_back()
    expect(tab.get_by_role("tab", name="Query")).to_have_attribute("aria-selected", "true")
    assert complaints == []


def test_a_query_without_script_gives_rows_that_lead_on(browser: Browser, site: httpx.Client) -> None:
    context = browser.new_context(base_url=str(site.base_url), java_script_enabled=False)
    tab = context.new_page()
    tab.goto("/sparql?format=html&query=SELECT ?who { ?who o:captured id:Sukhna }")
    tab.get_by_role("link", name="id:SyrianArabArmy").click()
    expect(tab.locator("h1")).to_have_text("Syrian Arab Army (SAA)")
    tab.goto("/sparql?format=html&query=SELECT ?who { ?who o:captured id:Sukhna")
    tab.get_by_label("Query").fill("ASK { id:SyrianArabArmy o:captured id:Sukhna }")
    tab.get_by_role("button", name="Ask again").click()
    expect(tab.locator("h1")).to_have_text("Yes")
    context.close()


def test_on_paper_the_pages_keep_the_words_and_drop_the_rest(tab: Page) -> None:
    tab.goto("/id/Mayadeen")
    tab.emulate_media(media="print")
    expect(tab.get_by_role("navigation", name="Site")).to_be_hidden()
    expect(tab.get_by_text("The SAA and allied forces captured Mayadeen on October 14.").first).to_be_visible()


def test_hostile_text_does_nothing_in_a_browser(browser: Browser, hostile_site: httpx.Client) -> None:
    context = browser.new_context(base_url=str(hostile_site.base_url))
    tab = context.new_page()
    happened: list[str] = []
    own = str(hostile_site.base_url).rstrip("/")
    tab.on("dialog", lambda dialog: happened.append(dialog.message))
    tab.on("console", lambda message: happened.append(message.text))
    tab.on("request", lambda asked: None if asked.url.startswith((own, "data:")) else happened.append(asked.url))
    for path in ("/", "/id/Army", "/id/Group", "/id/Town", "/doc/doc", "/entities"):
        tab.goto(path)
        expect(tab.locator("a[href^='javascript:'], [onclick], [onerror]")).to_have_count(0)
    assert happened == []
    context.close()
