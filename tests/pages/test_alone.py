"""Pages on a machine without a network, with WebGL and without: they ask nobody, and everything is drawn."""

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from exploring import VIEWS
from exploring import Watched
from exploring import chromium
from exploring import open_view
from exploring import opened
from playwright.sync_api import Browser
from playwright.sync_api import expect
from waiting import PAUSE
from waiting import until

import kg
from kg.view.page import render

QUIET = ("--disable-component-update", "--disable-sync", "--disable-default-apps", "--no-pings", "--disable-breakpad")
COLOURED = """view => {
  const canvas = document.querySelector(`#${view} canvas`);
  const copy = Object.assign(document.createElement("canvas"), { width: canvas.width, height: canvas.height });
  const pen = copy.getContext("2d", { willReadFrequently: true });
  pen.drawImage(canvas, 0, 0);
  const { data } = pen.getImageData(0, 0, copy.width, copy.height);
  return new Set(new Uint32Array(data.buffer)).size > 20;
}"""
TRIES = 1_000
BROWSERS_OWN = re.compile(r"[A-Z]+ (?:http://)?[\w.-]+\.(?:google|googleapis|gstatic|gvt1)\.com[:/]")


@pytest.fixture(scope="module")
def network_page(graph: kg.Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The network view of the built-in corpus, as a file."""
    path = tmp_path_factory.mktemp("network") / "graph.html"
    path.write_text(render(graph.network, title=graph.corpus.title), encoding="utf-8")
    return path


class Trap:
    """A proxy that answers nobody and keeps what it was asked."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.all: list[str] = []
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def flag(self) -> str:
        return f"--proxy-server=http://127.0.0.1:{self.socket.getsockname()[1]}"

    @property
    def asked(self) -> list[str]:
        """What pages asked: the browser has questions of its own to its maker."""
        return [one for one in self.all if not BROWSERS_OWN.match(one)]

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self._note, args=(connection,), daemon=True).start()

    def _note(self, connection: socket.socket) -> None:
        """Keep the first line of what is asked; a connection that the browser only keeps ready asks nothing."""
        with connection, suppress(OSError):
            line = connection.recv(4096).decode("latin-1").partition("\r\n")[0]
            if line:
                self.all.append(line)


@pytest.fixture(scope="module", params=[(), ("--disable-3d-apis",)], ids=["with WebGL", "without WebGL"])
def alone(request: pytest.FixtureRequest) -> Iterator[tuple[Browser, Trap]]:
    """A browser whose every request leads into a trap, on a machine with WebGL or without."""
    trap = Trap()
    with chromium(trap.flag, *QUIET, *request.param) as started:
        yield started, trap
    trap.socket.close()


def test_the_explorer_asks_nobody_and_draws_everything(alone: tuple[Browser, Trap], explorer: Path) -> None:
    browser, trap = alone
    with opened(browser, explorer) as page:
        expect(page.locator("#network canvas").first).to_be_visible()
        assert page.evaluate(COLOURED, "network")
        for view in VIEWS:
            open_view(page, view)
            if view in {"network", "map"}:
                until(page, COLOURED, view)
        assert page.locator(".trouble").count() == 0
        page.wait_for_timeout(300)
    assert trap.asked == []


def test_the_network_view_asks_nobody_and_draws(alone: tuple[Browser, Trap], network_page: Path) -> None:
    browser, trap = alone
    with opened(browser, network_page) as page:
        until(page, COLOURED, "network")
    assert trap.asked == []


def test_the_trap_catches_what_asks(alone: tuple[Browser, Trap], tmp_path: Path) -> None:
    """So that the two tests above can fail."""
    browser, trap = alone
    path = tmp_path / "asking.html"
    path.write_text('<img src="http://example.org/dot.png">', encoding="utf-8")
    page = browser.new_page()
    watched = Watched(page)
    page.goto(path.as_uri())
    page.wait_for_load_state()
    assert "request http://example.org/dot.png" in watched.wrong
    for _ in range(TRIES):
        if any("example.org" in one for one in trap.asked):
            break
        page.wait_for_timeout(PAUSE)
    assert any("example.org" in one for one in trap.asked)
    trap.all.clear()
    page.close()
