"""The README's pictures: ``python tests/pictures.py`` builds the pages, opens them in Chromium and takes them."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from playwright.sync_api import Browser
from playwright.sync_api import Page
from playwright.sync_api import sync_playwright

import kg
from kg.write import write_folder

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "tests" / "pictures"
SIZE = {"width": 1400, "height": 900}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
SETTLED = 1_500  # milliseconds for a page to come to rest


def main() -> None:
    """Take the explorer and the network page, light and dark, and the served pages."""
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        with TemporaryDirectory() as folder:
            explorer(browser, Path(folder))
            network(browser, Path(folder) / "graph.html")
        with server() as address:
            served(browser, address)
        browser.close()


def explorer(browser: Browser, folder: Path) -> None:
    """Take the explorer: who held a place on a day, and what is predicted and denied."""
    list(write_folder(kg.build(kg.read(ROOT / "seeds")), folder, ["explorer"]))
    address = (folder / "explorer.html").as_uri()
    for name, scheme, state in (
        ("map", "light", "view=map&entity=Mayadeen&from=2017-10-20&to=2017-10-20"),
        ("network", "light", "edge=IS withdrew_from Mayadeen"),
        ("claims", "dark", "view=claims"),
    ):
        page = opened(browser, f"{address}#{quote(state, safe='=&')}", scheme)
        page.screenshot(path=PICTURES / f"explorer-{name}.png")


def network(browser: Browser, path: Path) -> None:
    """Take the network page: the whole, and the way from a name to its sentences by keyboard."""
    kg.build(kg.read(ROOT / "seeds")).to_html(path)
    for scheme in ("light", "dark"):
        page = opened(browser, path.as_uri(), scheme)
        if scheme == "dark":
            page.keyboard.press("/")
            page.keyboard.type("al-Mayadin")
            page.keyboard.press("Enter")
            page.wait_for_timeout(SETTLED)
        page.screenshot(path=PICTURES / f"graph-{scheme}.png")


def served(browser: Browser, address: str) -> None:
    """Take an entity's page, and the query page with the answer to a stored question."""
    opened(browser, f"{address}id/Mayadeen", "light").screenshot(path=PICTURES / "entity.png")
    asked = f"ask=control&place={quote('Mayadeen')}&on=2017-10-20"
    opened(browser, f"{address}query#{asked}", "light").screenshot(path=PICTURES / "query.png")


def opened(browser: Browser, address: str, scheme: str) -> Page:
    """Open a page and let it come to rest."""
    page = browser.new_page(viewport=SIZE, color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(address)
    page.wait_for_timeout(SETTLED)
    return page


@contextmanager
def server() -> Iterator[str]:
    """Serve the built-in corpus on a free port; give the address."""
    command = [sys.executable, "-m", "kg", "serve", str(ROOT / "seeds"), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = (re.match(r"http://\S+/", line) for line in process.stdout)
        yield next(match[0] for match in found if match)
        process.terminate()


if __name__ == "__main__":
    main()
