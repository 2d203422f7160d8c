"""Graphs in a notebook: what IPython shows, in a frame of a page as notebooks make them."""

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest
from helpers import ROOT
from hostile import HOSTILE
from hostile import IMAGE
from IPython.core.formatters import HTMLFormatter
from playwright.sync_api import Browser
from playwright.sync_api import FrameLocator
from playwright.sync_api import expect
from watching import SIZE
from watching import Watched
from watching import started

import kg


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with started() as browser:
        yield browser


def output(cell: str, graph: kg.Graph) -> str:
    """Give the HTML that IPython shows of what a cell ends in."""
    shown = HTMLFormatter()(eval(cell, {"graph": graph}))  # noqa: S307  # our own cells
    return str(shown)


def cells() -> list[str]:
    """Give the lines of the README's example that end a cell."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    block = text[text.index("In a notebook (JupyterLab") :]
    code = re.search(r"```python\n(.*?)```", block, re.DOTALL)
    assert code is not None
    return code[1].splitlines()


def notebook(browser: Browser, tmp_path: Path, html: str) -> tuple[FrameLocator, Watched]:
    """Open a page that shows a cell's output as notebooks do, in a browser without a network."""
    path = tmp_path / "notebook.html"
    path.write_text(f"<!doctype html><title>Notebook</title><body><div class=output>{html}</div>", encoding="utf-8")
    page = browser.new_page(viewport=SIZE)  # type: ignore[arg-type]
    watched = Watched(page)
    page.goto(path.as_uri())
    return page.frame_locator("iframe"), watched


@pytest.mark.parametrize("cell", cells())
def test_the_cells_of_the_readme_show_something(graph: kg.Graph, cell: str) -> None:
    assert re.match("<(iframe|table)", output(cell, graph))


def test_a_graph_shows_itself_in_a_frame_and_can_be_used_there(
    browser: Browser, graph: kg.Graph, tmp_path: Path
) -> None:
    html = output('graph.selected(around="Mayadeen", hops=2)', graph)
    frame, watched = notebook(browser, tmp_path, html)
    expect(frame.locator("html[data-ready] h1")).to_contain_text("around Mayadeen, 2 hops")
    steps = watched.page.evaluate("history.length")
    frame.locator("#query").fill("al-Mayadin")
    frame.locator("#query").press("Enter")
    expect(frame.locator("#panel h2")).to_have_text("Mayadeen")
    frame.locator("#panel .said button").first.click()
    expect(frame.locator("#panel blockquote").first).to_be_visible()
    assert watched.page.evaluate("history.length") == steps  # going back leaves the notebook as it would without us
    assert watched.wrong == []
    watched.page.close()


def test_a_frame_can_t_reach_the_notebook(browser: Browser, tmp_path: Path) -> None:
    hostile = output("graph", kg.build(HOSTILE))
    frame, watched = notebook(browser, tmp_path, hostile)
    expect(frame.locator("html[data-ready] h1")).to_contain_text(IMAGE)
    (inner,) = watched.page.frames[1:]
    assert inner.evaluate("self.origin") == "null"
    assert watched.page.locator("body > .output > *").count() == 2
    assert watched.wrong == []
    watched.page.close()


def test_where_frames_are_taken_out_words_are_left(graph: kg.Graph) -> None:
    html = output("graph", graph)
    left = re.sub("<iframe.*?</iframe>", "", html, flags=re.DOTALL)
    assert escape(graph.corpus.title) in left
    assert f"{len(graph.corpus.claims)} claims" in left
