"""The explorer in a real browser: opened from a file, with everything noted that it should not do."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from helpers import INTEROP
from helpers import need
from helpers import node_modules
from playwright.sync_api import Browser
from playwright.sync_api import Page
from playwright.sync_api import expect
from playwright.sync_api import sync_playwright
from waiting import go

import kg
from kg.view.explore import missing
from kg.view.explore import page as explorer

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
WIDE = {"width": 1400, "height": 900}
PHONE = {"width": 390, "height": 844}
VIEWS = ("network", "map", "text", "claims", "table", "query")
READY = "html[data-ready]"
OWN = ("file:", "data:", "blob:")  # what a page from a file may open


def there() -> None:
    """Skip a test of the explorer where its bundle was not built, or fail where CI is set."""
    if missing():
        (pytest.fail if os.environ.get("CI") else pytest.skip)("the explorer is not built: pip install -e . builds it")


@contextmanager
def chromium(*flags: str) -> Iterator[Browser]:
    """Start a browser; one module's ends before the next one's begins."""
    path = shutil.which("chromium") or shutil.which("google-chrome") or need("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *flags])
        yield browser
        browser.close()


def written(graph: kg.Graph, path: Path, **options: Any) -> Path:  # noqa: ANN401  # what the page takes
    """Write a graph's explorer to a file."""
    there()
    path.write_text("".join(explorer(graph, **options)), encoding="utf-8")
    return path


class Watched:
    """What a page did that it should not: requests, errors, words on the console, dialogs."""

    def __init__(self, page: Page) -> None:
        self.wrong: list[str] = []
        page.on("dialog", self.dialog)
        page.on("pageerror", lambda error: self.wrong.append(f"error {error}"))
        page.on("console", lambda message: self.wrong.append(f"console {message.text}"))
        page.on("request", lambda one: None if one.url.startswith(OWN) else self.wrong.append(f"request {one.url}"))

    def dialog(self, dialog: Any) -> None:  # noqa: ANN401  # playwright has no public name for it
        self.wrong.append(f"dialog {dialog.message}")
        dialog.dismiss()


@contextmanager
def opened(
    browser: Browser,
    file: Path,
    fragment: str = "",
    script: str = "",
    **options: Any,  # noqa: ANN401
) -> Iterator[Page]:
    """Open a file of the explorer, all of it read; at the end it must have done nothing wrong.

    A ``script`` runs before the page's own.
    """
    context = browser.new_context(**{"viewport": WIDE, **options})
    try:
        page = context.new_page()
        watched = Watched(page)
        page.add_init_script(script)
        page.goto(file.as_uri() + fragment)
        page.wait_for_selector(READY)
        yield page
        assert watched.wrong == []
    finally:
        context.close()


def open_view(page: Page, view: str) -> None:
    """Go to a view, and wait until something stands there."""
    go(page, f"view={view}")
    expect(page.locator(f"#{view}.view")).to_be_visible()
    expect(page.locator(f"#{view}.view")).to_contain_text(re.compile("[a-z]{3}"))


def barriers(page: Page, within: str = "html") -> list[str]:
    """Give what axe-core finds wrong for people who use a page, or a part of it, with help."""
    node_modules()
    page.evaluate((INTEROP / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(
        "part => axe.run(part)"
        ".then(({violations}) => violations.map(one => `${one.id}: ${one.nodes.map(n => n.html).join(' ')}`))",
        within,
    )
    return found
