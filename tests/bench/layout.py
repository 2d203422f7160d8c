"""Layouts against their peers: seconds, length of edges, and neighbours kept, in one run.

``python tests/bench/layout.py [SIZE …]`` (default 1000 10000). networkx is asked up to 1,000 nodes;
igraph where it is installed. Seconds are the processor's, so that other work counts for little; read
them as ratios. What "length" and "near" mean stands in ``tests/drawings.py``.
"""

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

import networkx as nx
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from drawings import KINDS
from drawings import Ends
from drawings import Floats
from drawings import quality

from kg.layout import place

SIZES = (1_000, 10_000)
SLOWEST = 1_000  # nodes up to which networkx is asked
Draw = Callable[[int, Ends], Floats]


def ours(size: int, ends: Ends) -> Floats:
    """Draw with kg."""
    return place(size, *ends, np.ones(len(ends[0])))


def spring(size: int, ends: Ends) -> Floats:
    """Draw with networkx, its default."""
    graph: nx.Graph[int] = nx.empty_graph(size)
    graph.add_edges_from(zip(*(column.tolist() for column in ends), strict=True))
    found = nx.spring_layout(graph, seed=1)
    return np.array([found[node] for node in range(size)])


def igraph(kind: str) -> Draw:
    """Give a layout of igraph."""
    module = importlib.import_module("igraph")

    def draw(size: int, ends: Ends) -> Floats:
        edges = list(zip(*(column.tolist() for column in ends), strict=True))
        return np.array(module.Graph(size, edges).layout(kind).coords)

    return draw


def main() -> None:
    """Print a row for each network and layout."""
    peers: dict[str, Draw] = {"kg": ours, "networkx spring": spring}
    if importlib.util.find_spec("igraph"):
        peers |= {f"igraph {kind}": igraph(kind) for kind in ("fr", "drl")}
    place(3, [0, 1], [1, 2], [1.0, 1.0])  # loads what is loaded once
    print(f"{'network':<14}{'nodes':>7}  {'layout':<16}{'seconds':>8}{'ratio':>7}{'length':>8}{'near':>6}")
    for size in [int(argument) for argument in sys.argv[1:]] or SIZES:
        for kind, made in KINDS.items():
            ends, own = made(size), 0.0
            for name, draw in peers.items():
                if name == "networkx spring" and size > SLOWEST:
                    continue
                start = process_time()
                spots = draw(size, ends)
                took = process_time() - start
                own = own or took
                length, near = quality(spots, *ends)
                print(
                    f"{kind:<14}{size:>7}  {name:<16}{took:>8.2f}{took / own:>7.1f}{length:>8.3f}{near:>6.2f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
