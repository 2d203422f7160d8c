"""SPARQL inside the explorer's page: how large the page is, and how soon after its opening queries are answered.

``python tests/bench/explorer_query.py`` makes a graph of 100,000 triples in which each claim has a sentence of its own,
writes its page with and without the engine, and opens it from the file in headless Chromium, as often as ``--times``.
The seconds are from the start of the navigation until the engine answers; those of the processor, of all threads of
the page together, tell more where other programs run beside it.
Options: ``--triples N``, ``--times N``.
"""

import argparse
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter

from pages_data import corpus
from playwright.sync_api import Browser
from playwright.sync_api import sync_playwright

import kg
from kg.view.explore import page as explorer

CLAIMS = 2_500  # of the graph whose triples are counted first
QUERIES = {
    "yes or no": "ASK { ?claim a o:Claim }",
    "count": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "100 sentences": "SELECT ?l ?s { ?c rdfs:label ?l ; o:supported_by/oa:hasSelector/oa:exact ?s } LIMIT 100",
    "two hops": "SELECT (COUNT(*) AS ?n) { ?a o:attacked ?b . ?b o:attacked ?c }",
    "by predicate": "SELECT ?p (COUNT(*) AS ?n) { ?c rdf:predicate ?p } GROUP BY ?p ORDER BY DESC(?n)",
}
MARKED = "performance.getEntriesByName('kg:engine')[0].startTime"
SETTLED = ".results:not([aria-busy]):not([hidden])"


def graph_of(triples: int) -> tuple[kg.Graph, int]:
    """Give a graph of about so many triples, and how many they are."""
    graph = kg.Graph(corpus(CLAIMS // 2, CLAIMS))
    claims = round(CLAIMS * triples / counted(graph))
    graph = kg.Graph(corpus(claims // 2, claims))
    return graph, counted(graph)


def counted(graph: kg.Graph) -> int:
    """Count the distinct triples of the default graph."""
    return len({triple for block in graph.blocks() if block.in_default for triple in block.triples})


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start a browser."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def processor(browser: Browser) -> float:
    """Give the processor's seconds that pages have taken so far."""
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    return sum(float(one["cpuTime"]) for one in processes if one["type"] == "renderer")


def ready(browser: Browser, file: Path) -> tuple[float, float]:
    """Give the seconds from the start of the navigation until the engine answers, and those of the processor."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{file.as_uri()}#view=query&query=ASK+%7B%7D")
    page.locator(SETTLED).wait_for(timeout=60_000)
    took = float(page.evaluate(MARKED)) / 1_000
    used = processor(browser)
    context.close()
    return took, used


def answered(browser: Browser, file: Path) -> Iterator[tuple[str, str]]:
    """Give what the page says of each query: its rows and its time."""
    page = browser.new_page()
    page.goto(f"{file.as_uri()}#view=query")
    for name, query in QUERIES.items():
        page.get_by_role("textbox", name="SPARQL query").click()
        page.keyboard.press("Control+a")
        page.keyboard.insert_text(query)
        page.keyboard.press("Control+Enter")
        page.locator(SETTLED).wait_for(timeout=60_000)
        yield name, page.locator(".told").inner_text()
    page.close()


def main() -> None:
    """Measure, and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--triples", type=int, default=100_000)
    options.add_argument("--times", type=int, default=5)
    chosen = options.parse_args()
    graph, triples = graph_of(chosen.triples)
    print(f"{triples:,} triples, {len(graph.corpus.claims):,} claims, {len(graph.corpus.entities):,} entities")
    with tempfile.TemporaryDirectory() as folder:
        sizes = {}
        for name, query in (("without", False), ("with", True), ("with", True)):  # the first engine reads its files
            start = perf_counter()
            file = Path(folder) / f"{name}.html"
            file.write_text("".join(explorer(graph, query=query)), encoding="utf-8")
            sizes[name] = (file.stat().st_size, perf_counter() - start)
        for name, (size, seconds) in sizes.items():
            print(f"page {name} the engine: {size / 1e6:.2f} MB, written in {seconds:.2f} s")
        with chromium() as browser:
            times = [ready(browser, file) for _ in range(chosen.times)]
            waited, used = (sorted(column) for column in zip(*times, strict=True))
            print(f"queries answered after {median(waited):.2f} s ({waited[0]:.2f} to {waited[-1]:.2f})")
            print(
                f"of the processor, until the answer is drawn: {median(used):.2f} s ({used[0]:.2f} to {used[-1]:.2f})"
            )
            for name, answer in answered(browser, file):
                print(f"  {name}: {answer}")


if __name__ == "__main__":
    main()
