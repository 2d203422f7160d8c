"""The explorer as one who reads it closely: pages of corpora, gone through by their addresses."""

from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import contextmanager
from pathlib import Path

import exploring
from exploring import WIDE
from exploring import chromium
from helpers import INTEROP
from helpers import node_modules
from playwright.sync_api import Browser
from playwright.sync_api import Page
from waiting import go

import kg

CLIPBOARD = ["clipboard-read", "clipboard-write"]


@contextmanager
def browsing() -> Iterator[Browser]:
    """Give a browser, closed at the end."""
    exploring.there()
    with chromium() as browser:
        yield browser


def written(corpus: kg.Corpus, path: Path, *, texts: bool = True) -> Path:
    """Write the explorer of a corpus."""
    return exploring.written(kg.build(corpus), path, texts=texts)


@contextmanager
def explored(
    browser: Browser, path: Path, fragment: str = "", scheme: str = "light", size: Mapping[str, int] = WIDE
) -> Iterator[Page]:
    """Open a page at a fragment; at the end it must have done nothing wrong."""
    with exploring.opened(
        browser,
        path,
        f"#{fragment}",
        viewport=size,
        color_scheme=scheme,
        reduced_motion="reduce",
        permissions=CLIPBOARD,
    ) as page:
        yield page


def at(page: Page, fragment: str) -> Page:
    """Go to another fragment of a page that is open, as a link does."""
    go(page, fragment)
    return page


def barriers(page: Page, within: str) -> list[str]:
    """Give what axe-core finds in a part of a page that keeps people out."""
    node_modules()
    page.evaluate((INTEROP / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(
        """within => axe.run(within).then(({violations}) =>
           violations.map(one => `${one.id}: ${one.nodes.map(n => n.html + ' ' + n.failureSummary).join(' ')}`))""",
        within,
    )
    return found
