"""The explorer beside sigma and pyvis, on the same graphs, in one run of one browser.

``PYTHONPATH=tests:tests/bench python tests/bench/pages.py [--sizes 1000,10000] [--peers] [--rounds 3] [--patience 60]``
prints, for each size: seconds from the beginning of the navigation until everything is drawn, the 95th
percentile of the gaps between frames while the drawing is dragged, and the milliseconds from a filter on
one relation until it is drawn. Two edges a node; the explorer draws arrows, dashes, curves and names where
they can be seen. A peer that draws nothing within ``--patience`` seconds is not tried with more nodes; what
it does not end within them has a dash.
The median of the rounds counts. ``--markdown`` writes the table as the README has it.
"""

import argparse
import math
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from time import sleep

from peers import WRITERS
from peers import ours
from playwright.sync_api import Browser
from playwright.sync_api import Error
from playwright.sync_api import Page
from playwright.sync_api import sync_playwright
from watching import SIZE

OURS = "kg explore"
SIZES = "1000,10000,50000,100000,500000"
BARS = {1_000: 0.25, 10_000: 0.4, 50_000: 0.9, 100_000: 1.3, 500_000: 4.0}
FLAGS = ["--no-sandbox", "--no-first-run", "--enable-unsafe-swiftshader"]
MOVES = 70
TOP = 200  # pixels: below the tools, above the names
PAUSE = 0.012  # seconds between two moves of the mouse
WATCH = """
const look = () => {
  const own = document.querySelector('.network-stage[data-detail="full"]');
  const canvas = document.querySelector("#mynetwork canvas");
  if (own) return (window.drawnAt = performance.now());
  if (canvas) {
    const dot = Object.assign(document.createElement("canvas"), { width: 64, height: 64 });
    const pen = dot.getContext("2d", { willReadFrequently: true });
    pen.drawImage(canvas, 0, 0, 64, 64);
    if (pen.getImageData(0, 0, 64, 64).data.some(Boolean)) return (window.drawnAt = performance.now());
  }
  if (!window.drawnAt) requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""
GAPS = """() => {
  window.gaps = [];
  let last = performance.now();
  const step = () => {
    const now = performance.now();
    window.gaps.push(now - last);
    last = now;
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}"""
FILTER = {
    OURS: """() => new Promise((done) => {
      const start = performance.now();
      const stage = document.querySelector(".network-stage");
      const before = stage.dataset.drawn;
      location.hash = `${location.hash.slice(1)}&no-relation=attacked`;  // the camera stays
      const look = () => stage.dataset.detail === "full" && stage.dataset.drawn !== before
        ? done(performance.now() - start) : requestAnimationFrame(look);
      requestAnimationFrame(look);
    })""",
    "sigma 3": """async () => {
      const start = performance.now();
      await window.filtered(0);
      return performance.now() - start;
    }""",
    "pyvis": """() => new Promise((done) => {
      const start = performance.now();
      const hidden = edges.get({ filter: (edge) => edge.kind === 0 }).map(({ id }) => ({ id, hidden: true }));
      edges.update(hidden);
      network.once("afterDrawing", () => requestAnimationFrame(() => done(performance.now() - start)));
      network.redraw();
    })""",
}


@dataclass(frozen=True, slots=True)
class Result:
    """What one page took: seconds, milliseconds, milliseconds; not a number where it did not finish."""

    name: str
    nodes: int
    first: float
    gap: float
    filtered: float


def measured(browser: Browser, name: str, path: Path, nodes: int, patience: float) -> Result:
    """Open a page, drag it, filter it."""
    page = browser.new_page(viewport=SIZE)  # type: ignore[arg-type]
    page.add_init_script(WATCH)
    page.set_default_timeout(1_000 * patience)
    first = gap = math.nan
    try:
        first = drawn(page, path, patience)
        if math.isnan(first):
            return Result(name, nodes, first, gap, math.nan)
        sleep(1)  # what comes after the first frame
        gap = dragged(page, patience)
        sleep(0.5)
        script = FILTER.get(name) or FILTER["pyvis"]
        return Result(name, nodes, first, gap, float(page.evaluate(script)))
    except Error as error:
        print(f"{name}, {nodes:,} nodes: {str(error).splitlines()[0]}")
        return Result(name, nodes, first, gap, math.nan)  # its first frame counts, whatever it did later
    finally:
        page.close()


def drawn(page: Page, path: Path, patience: float) -> float:
    """Give the seconds from the navigation's beginning until everything is drawn."""
    begun = perf_counter()
    page.goto(path.as_uri(), wait_until="commit")
    while perf_counter() - begun < patience:
        page.wait_for_timeout(30)
        found = page.evaluate("window.drawnAt ?? null")
        if found is not None:
            return float(found) / 1_000
    return math.nan


def dragged(page: Page, patience: float) -> float:
    """Give the 95th percentile of the gaps between frames, in milliseconds, while the ground is dragged.

    It is dragged a shorter way where the seconds of ``patience`` are over before.
    """
    x = SIZE["width"] / 2 - 60
    page.evaluate(GAPS)
    page.mouse.move(x, TOP)
    page.mouse.down()
    page.evaluate("() => void (window.gaps.length = 0)")
    begun = perf_counter()
    for move in range(MOVES):
        if perf_counter() - begun > patience:
            break
        page.mouse.move(x + 180 * math.sin(move / 9), TOP + 90 * (1 - math.cos(move / 7)))
        sleep(PAUSE)
    gaps = sorted(page.evaluate("window.gaps"))
    page.mouse.up()
    return float(gaps[min(len(gaps) - 1, int(len(gaps) * 0.95))])


def middle(results: list[Result]) -> Result:
    """Give the median of several rounds."""
    one = results[0]
    values = [median(getattr(result, name) for result in results) for name in ("first", "gap", "filtered")]
    return Result(one.name, one.nodes, *values)


def told(number: float, places: int, unit: str) -> str:
    return "–" if math.isnan(number) else f"{number:.{places}f} {unit}"


def line(result: Result, cells: str) -> str:
    """Give one row of the table."""
    size = f"{result.nodes:,} / {2 * result.nodes:,}"
    found = told(result.first, 2, "s"), told(result.gap, 0, "ms"), told(result.filtered, 0, "ms")
    return cells.format(size, result.name, *found)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default=SIZES, help="numbers of nodes")
    parser.add_argument("--peers", default=",".join(WRITERS), help="which; empty for none")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--patience", type=float, default=60.0, help="seconds")
    parser.add_argument("--markdown", action="store_true")
    options = parser.parse_args()
    cells = "| {} | {} | {} | {} | {} |" if options.markdown else "{:>21}  {:20} {:>8} {:>8} {:>9}"
    print(cells.format("nodes / edges", "page", "drawn", "drag p95", "filter"))
    if options.markdown:
        print("|---|---|---|---|---|")
    willing = {name for name in options.peers.split(",") if name}
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        for nodes in map(int, options.sizes.split(",")):
            path = Path(folder) / "page.html"
            graph = ours(nodes, path)
            rounds = [measured(browser, OURS, path, nodes, options.patience) for _ in range(options.rounds)]
            print(line(middle(rounds), cells), flush=True)
            for name in [one for one in WRITERS if one in willing]:
                WRITERS[name](graph, path)
                result = measured(browser, name, path, nodes, options.patience)
                print(line(result, cells), flush=True)
                if math.isnan(result.first):
                    willing.discard(name)
        browser.close()


if __name__ == "__main__":
    main()
