"""The README's pictures: ``python tests/pictures.py`` builds the page, opens it in Chromium and takes them."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

import kg

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "tests" / "pictures"
SIZE = {"width": 1400, "height": 900}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def main() -> None:
    """Take the light and the dark picture."""
    PICTURES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "graph.html"
        kg.build(kg.read(ROOT / "seeds")).to_html(page_file)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for scheme in ("light", "dark"):
            page = browser.new_page(viewport=SIZE, color_scheme=scheme)  # type: ignore[arg-type]
            page.goto(page_file.as_uri())
            page.wait_for_timeout(1500)
            if scheme == "dark":  # the way from a name to its sentences, by keyboard
                page.keyboard.press("/")
                page.keyboard.type("al-Mayadin")
                page.keyboard.press("Enter")
                page.wait_for_timeout(1500)
            page.screenshot(path=PICTURES / f"graph-{scheme}.png")
        browser.close()


if __name__ == "__main__":
    main()
