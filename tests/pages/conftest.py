"""Pages and browsers that tests of pages share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from exploring import chromium
from exploring import opened
from exploring import written
from hostile import attack
from hostile import worst
from playwright.sync_api import Browser
from playwright.sync_api import Page

import kg


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for one module's tests."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def explorer(graph: kg.Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The explorer of the built-in corpus, as a file."""
    return written(graph, tmp_path_factory.mktemp("explorer") / "explorer.html")


@pytest.fixture(scope="session")
def hostile_explorer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The explorer of a corpus whose every text attacks, as a file."""
    return written(
        kg.Graph(worst(), kg.Policy.WIDE, attack("notice")), tmp_path_factory.mktemp("hostile") / "explorer.html"
    )


@pytest.fixture
def page(browser: Browser, explorer: Path) -> Iterator[Page]:
    """The explorer of the built-in corpus, open; at the end it must have done nothing wrong."""
    with opened(browser, explorer) as shown:
        yield shown
