"""The explorer's page: its size, how fast it is written, and how fast a browser reads what the first frame needs.

``python tests/bench/explorer_data.py``; the query engine and the layout are left out, which have benches of their own.
"""

import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter
from time import process_time

import numpy as np
from pages_data import corpus
from pages_data import made

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from exploring import chromium

from kg.graph import Graph
from kg.view.columns import columns
from kg.view.explore import render
from kg.view.numbered import Numbered

NODES, CLAIMS = 10_000, 20_000
RUNS = 7
LARGE = ((10_000, 20_000), (100_000, 200_000), (500_000, 1_000_000))
MEGA = 1e6


def written(sharing: float, what: str) -> None:
    """Print the size of a page and the time to write it."""
    graph = Graph(corpus(NODES, CLAIMS, sharing=sharing))
    times = []
    for _ in range(RUNS):
        wall, work = perf_counter(), process_time()
        text = "".join(render(columns(graph)))
        times.append((perf_counter() - wall, process_time() - work))
    walls, works = zip(*times, strict=True)
    size = len(text.encode()) / MEGA
    print(f"{NODES:,} entities, {CLAIMS:,} claims, {what}: {size:.2f} MB")
    print(f"  written in {min(walls):.2f} s (median {median(walls):.2f}; of the processor {min(works):.2f})")


def read() -> None:
    """Print how long the browser takes from the script's start to the model of the first frame."""
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        for nodes, claims in LARGE:
            path = Path(folder) / f"{nodes}.html"
            with path.open("w", encoding="utf-8") as file:
                file.writelines(render(made(nodes, claims)))
            took = []
            for _ in range(3):
                page = browser.new_page()
                page.goto(path.as_uri())
                page.wait_for_selector("html[data-ready]", timeout=120_000)
                marks = "name => performance.getEntriesByName(name)[0].startTime"
                start, core, facts = (page.evaluate(marks, f"kg:{name}") for name in ("start", "core", "facts"))
                took.append((core - start, core, facts))
                page.close()
            decoded, core, facts = min(took)
            size = path.stat().st_size / MEGA
            print(
                f"{nodes:,} entities, {claims:,} claims, {size:.1f} MB: first frame's data decoded in "
                f"{decoded / 1000:.2f} s, {core / 1000:.2f} s after the page was asked for; all at {facts / 1000:.2f} s"
            )


if __name__ == "__main__":
    dice = np.random.default_rng(1)
    Numbered.places = lambda self: dice.uniform(-5_000, 5_000, (len(self.names), 2))  # type: ignore[method-assign]
    written(378 / 217, "sentences shared as in the built-in corpus")
    written(1, "a sentence of its own for each claim")
    read()
