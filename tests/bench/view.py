"""How soon the network view stands, beside pyvis's own page of the same network.

``PYTHONPATH=tests python tests/bench/view.py [NODES]``. A page stands when its canvas shows something, by the
browser's clock from the beginning of the navigation. Both pages are opened in turn in one Chromium, without
a network: ours seven times, pyvis's once.
"""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from hostile import HOSTILE
from hostile import claim
from playwright.sync_api import Browser
from pyvis.network import Network as PyvisNetwork
from watching import SIZE
from watching import started

import kg
from kg.model import Claim
from kg.model import Entity

NODES = 1_000
ROUNDS = 7
TYPES = ("Settlement", "Person", "ArmedGroup", "State", "MediaOrganization")
RELATIONS = ("attacked", "captured", "supports", "present_in", "fought")
LONGEST = 300  # seconds to wait for a page
STANDS = """
addEventListener("DOMContentLoaded", () => {
  const dot = Object.assign(document.createElement("canvas"), { width: 64, height: 64 });
  const pen = dot.getContext("2d", { willReadFrequently: true });
  const look = () => {
    const canvas = document.querySelector("canvas");
    if (canvas) pen.drawImage(canvas, 0, 0, 64, 64);
    if (pen.getImageData(0, 0, 64, 64).data.some(Boolean)) window.stands = performance.now();
    else requestAnimationFrame(look);
  };
  look();
});
"""


def corpus(nodes: int) -> kg.Corpus:
    """Make a corpus of so many entities, and twice as many claims that join them, a few of them to many."""
    random = Random(1)  # noqa: S311  # no secrets here
    names = [f"Entity{number:05}" for number in range(nodes)]
    entities = {name: Entity(name, random.choice(TYPES), f"Some entity {name[6:]}") for name in names}
    return replace(
        HOSTILE, title="A bench", entities={**HOSTILE.entities, **entities}, claims=tuple(claims(names, random))
    )


def claims(names: list[str], random: Random) -> Iterator[Claim]:
    """Give the claims, each once."""
    pairs = {(name, names[int(random.random() ** 2 * number)]) for number, name in enumerate(names) if number}
    while len(pairs) < 2 * len(names):
        one, other = random.choice(names), names[int(random.random() ** 2 * len(names))]
        pairs |= {(one, other)} if one != other else set()
    for one, other in sorted(pairs):
        yield claim(one, random.choice(RELATIONS), other)


def theirs(graph: kg.Graph, path: Path) -> None:
    """Write pyvis's own page, with its library inside."""
    drawn = PyvisNetwork(directed=True, cdn_resources="in_line")
    for node in graph.network.nodes:
        drawn.add_node(node.entity.id, label=node.entity.label)
    for edge in graph.network.edges:
        drawn.add_edge(edge.source, edge.target, title=edge.label)
    path.write_text(drawn.generate_html(), encoding="utf-8")


def seconds(browser: Browser, path: Path) -> float:
    """Give how long a page takes until it stands."""
    page = browser.new_page(viewport=SIZE)  # type: ignore[arg-type]
    page.add_init_script(STANDS)
    page.route("**/*", lambda route: route.continue_() if route.request.url.startswith("file:") else route.abort())
    page.set_default_timeout(LONGEST * 1000)
    page.goto(path.as_uri(), wait_until="commit")
    begun, found = perf_counter(), None
    while found is None and perf_counter() - begun < LONGEST:
        page.wait_for_timeout(50)
        found = page.evaluate("window.stands ?? null")
    page.close()
    return float("inf") if found is None else float(found) / 1000


def main(nodes: int) -> None:
    """Write both pages, open them, and print the times and their ratio."""
    graph = kg.build(corpus(nodes))
    with TemporaryDirectory() as folder, started() as browser:
        own, other = Path(folder) / "own.html", Path(folder) / "pyvis.html"
        graph.to_html(own)
        theirs(graph, other)
        times = [seconds(browser, own) for _ in range(ROUNDS)]
        default = seconds(browser, other)
    print(f"{len(graph.network.nodes):,} nodes, {len(graph.network.edges):,} edges")
    print(f"kg view   {median(times):8.2f} s  (best {min(times):.2f}, worst {max(times):.2f})")
    print(f"pyvis     {default:8.2f} s  {default / median(times):.0f} times as long")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else NODES)
