"""A real browser, and a page with everything it did that it should not."""

from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager

from helpers import INTEROP
from helpers import need
from playwright.sync_api import Browser
from playwright.sync_api import Page
from playwright.sync_api import sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
SIZE = {"width": 1400, "height": 900}


class Watched:
    """A page with everything it did that it should not."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.wrong: list[str] = []
        page.on("dialog", lambda dialog: self.note(f"dialog {dialog.message}", dialog.dismiss))
        page.on("pageerror", lambda error: self.note(f"error {error}"))
        page.on("console", lambda message: self.note(f"console {message.text}"))
        page.on(
            "request", lambda request: None if request.url.startswith(("file:", "data:")) else self.note(request.url)
        )

    def note(self, what: str, then: Callable[[], object] = lambda: None) -> None:
        self.wrong.append(what)
        then()


@contextmanager
def started() -> Iterator[Browser]:
    """Give a browser, ended at the end."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=need("chromium"), args=FLAGS)
        yield browser
        browser.close()


def barriers(page: Page) -> list[str]:
    """Give what axe-core finds that keeps people out."""
    page.evaluate((INTEROP / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(
        "axe.run().then(({violations}) => violations.map(one => `${one.id}: ${one.nodes.map(n => n.html).join(' ')}`))"
    )
    return found
