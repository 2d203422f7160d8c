"""The pages as a whole: they ask nobody, draw on every machine, and everybody can use them."""

import re
from html import unescape
from pathlib import Path
from typing import Literal

import pytest
from exploring import PHONE
from exploring import READY
from exploring import VIEWS
from exploring import WIDE
from exploring import barriers
from exploring import open_view
from exploring import opened
from exploring import written
from playwright.sync_api import Browser
from playwright.sync_api import expect

import kg

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def test_every_view_opens_from_its_address(browser: Browser, explorer: Path) -> None:
    for view in VIEWS:
        with opened(browser, explorer, f"#view={view}") as page:
            expect(page.locator(".view:not([hidden])")).to_have_count(1)
            expect(page.get_by_role("tab", selected=True)).to_have_count(1)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_people_who_use_pages_with_help_meet_no_barrier(
    browser: Browser, explorer: Path, scheme: Literal["light", "dark"], size: dict[str, int]
) -> None:
    with opened(browser, explorer, color_scheme=scheme, viewport=size) as page:
        for view in VIEWS:
            open_view(page, view)
            assert barriers(page) == [], f"{view}, {scheme}"


# --- the file -------------------------------------------------------------------------------------


def test_the_policy_lets_nothing_in_but_the_page_itself(explorer: Path) -> None:
    text = explorer.read_text(encoding="utf-8")
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text)
    assert found is not None
    rules = dict(rule.partition(" ")[::2] for rule in unescape(found[1]).split("; "))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert re.fullmatch(r"('sha256-[A-Za-z0-9+/=]{44}' )+'wasm-unsafe-eval'", rules["script-src"])
    assert re.fullmatch(r"'sha256-[A-Za-z0-9+/=]{44}'", rules["style-src"])
    assert rules["worker-src"] == "blob:"
    assert "connect-src" not in rules
    assert text.index("Content-Security-Policy") < text.index("<title>")


def test_without_the_query_panel_no_page_compiles_anything(graph: kg.Graph, tmp_path: Path, browser: Browser) -> None:
    path = written(graph, tmp_path / "explorer.html", query=False)
    assert "wasm-unsafe-eval" not in path.read_text(encoding="utf-8")
    with opened(browser, path, "#view=query") as page:
        expect(page.locator("#query")).to_contain_text("This page has no query panel")


def test_without_script_the_page_says_what_it_holds(browser: Browser, explorer: Path, graph: kg.Graph) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(explorer.as_uri())
    expect(page.locator("h1")).to_have_text(graph.corpus.title)
    expect(page.locator("body")).to_contain_text(f"{len(graph.corpus.claims)} claims")
    said = explorer.read_text(encoding="utf-8").partition("<noscript>")[2].partition("</noscript>")[0]
    assert "needs JavaScript" in said
    context.close()


def test_a_page_that_was_cut_off_says_so(browser: Browser, explorer: Path, tmp_path: Path) -> None:
    path = tmp_path / "cut.html"
    text = explorer.read_text(encoding="utf-8")
    path.write_text(text[: text.index('id="rest">') + 200], encoding="utf-8")
    page = browser.new_page()
    page.goto(path.as_uri())
    expect(page.get_by_role("alert")).to_contain_text("This page could not be read")
    assert page.locator(READY).count() == 0
    page.close()


def test_a_page_without_texts_keeps_the_quotes_and_says_so(browser: Browser, graph: kg.Graph, tmp_path: Path) -> None:
    path = written(graph, tmp_path / "explorer.html", texts=False, query=False, title="Quotes alone")
    with opened(browser, path, "#entity=Mayadeen") as page:
        expect(page.locator("h1")).to_have_text("Quotes alone")
        expect(page.locator("header.top")).to_contain_text("full texts were left out")
        expect(page.get_by_text("The SAA and allied forces captured Mayadeen on October 14.").first).to_be_visible()
