"""The explorer as a whole: it asks nobody, nothing that strangers wrote runs, everybody can use it."""

from pathlib import Path
from typing import Literal

import pytest
from exploring import PHONE
from exploring import VIEWS
from exploring import WIDE
from exploring import barriers
from exploring import opened
from playwright.sync_api import Browser
from playwright.sync_api import Page

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def test_every_view_opens_from_its_address(browser: Browser, explorer: Path) -> None:
    for view in VIEWS:
        with opened(browser, explorer, f"#view={view}") as page:
            shown = page.locator(".view:not([hidden])")
            assert shown.count() == 1
            assert page.get_by_role("tab", selected=True).count() == 1


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_people_who_use_pages_with_help_meet_no_barrier(
    browser: Browser, explorer: Path, scheme: Literal["light", "dark"], size: dict[str, int]
) -> None:
    with opened(browser, explorer, color_scheme=scheme, viewport=size) as page:
        for view in VIEWS:
            open_view(page, view)
            assert barriers(page) == [], f"{view}, {scheme}"


def open_view(page: Page, view: str) -> None:
    page.evaluate("view => { location.hash = `view=${view}` }", view)
    page.wait_for_function("document.querySelector('.view:not([hidden])')?.childElementCount > 0")
