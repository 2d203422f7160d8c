"""The layout: the same on every run, close, and with room for labels."""

import os
import subprocess
import sys
from itertools import combinations
from itertools import pairwise
from math import dist
from math import isfinite
from time import perf_counter

import pytest
from helpers import ROOT
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

import kg
from kg.layout import BOX
from kg.layout import LIMIT
from kg.layout import positions

Edges = list[tuple[str, str, float]]


def star(size: int) -> tuple[list[str], Edges]:
    names = [f"n{number}" for number in range(size)]
    return names, [("n0", name, 1.0) for name in names[1:]]


def tree(size: int) -> tuple[list[str], Edges]:
    names = [f"n{number:05}" for number in range(size)]
    links = [(names[number], names[number * number % (number + 7) % number], 1.0) for number in range(1, size)]
    return names, links + [(names[number], names[number * 7 % size], 1.0) for number in range(0, size, 2)]


@given(st.lists(st.tuples(st.integers(0, 25), st.integers(0, 25)), max_size=60))
@settings(max_examples=25, deadline=None)
def test_every_node_has_a_place_within_bounds(pairs: list[tuple[int, int]]) -> None:
    names = [f"n{number}" for number in range(26)]
    found = positions(names, [(f"n{one}", f"n{other}", 1.0) for one, other in pairs])
    assert list(found) == names
    assert len(set(found.values())) == len(names)
    for x, y in found.values():
        assert isfinite(x)
        assert isfinite(y)
        assert max(abs(x), abs(y)) <= LIMIT
        assert (round(x, 1), round(y, 1)) == (x, y)
    for axis in (0, 1):
        assert abs(sum(spot[axis] for spot in found.values())) / len(names) < 0.1


def test_nothing_gives_nothing() -> None:
    assert positions([], []) == {}
    assert positions(["a"], [("a", "a", 1.0), ("a", "unknown", 1.0)]) == {"a": (0.0, 0.0)}


def test_the_order_of_input_does_not_matter() -> None:
    names, links = tree(60)
    turned = [(other, one, weight) for one, other, weight in reversed(links)]
    assert positions(list(reversed(names)), turned) == positions(names, links)


@pytest.mark.parametrize("seed", ["0", "1", "77"])
def test_the_hash_seed_does_not_matter(seed: str) -> None:
    code = "from test_layout import *; print(positions(*tree(80)))"
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == f"{positions(*tree(80))}\n"


def test_labels_have_room() -> None:
    found = list(positions(*star(80)).values())
    for (x, y), (u, v) in combinations(found, 2):
        assert abs(x - u) > BOX[0] * 0.8 or abs(y - v) > BOX[1] * 0.8


def test_linked_nodes_are_nearer_than_others(graph: kg.Graph) -> None:
    names = [node.entity.id for node in graph.network.nodes]
    links = [(edge.source, edge.target, 1.0) for edge in graph.network.edges if edge.source != edge.target]
    found = positions(names, links)
    linked = sum(dist(found[one], found[other]) for one, other, _ in links) / len(links)
    pairs = list(combinations(found.values(), 2))
    assert linked < 0.55 * sum(dist(*pair) for pair in pairs) / len(pairs)


def test_two_communities_stay_apart() -> None:
    left, right = ([f"{side}{number}" for number in range(8)] for side in "ab")
    links = [(*pair, 1.0) for side in (left, right) for pair in combinations(side, 2)] + [("a0", "b0", 1.0)]
    found = positions(left + right, links)
    middles = [tuple(sum(found[name][axis] for name in side) / 8 for axis in (0, 1)) for side in (left, right)]
    spread = max(dist(found[name], middles[0]) for name in left)
    assert dist(*middles) > spread


def test_parts_are_packed_not_flung() -> None:
    names, links = star(30)
    small = [(f"s{number}a", f"s{number}b", 1.0) for number in range(12)]
    found = positions(names + [end for one, other, _ in small for end in (one, other)], links + small)
    reach = max(abs(x) for x, _ in found.values())
    alone = max(abs(x) for x, _ in positions(names, links).values())
    assert reach < 3 * alone


def test_a_path_does_not_fold() -> None:
    names = [f"n{number}" for number in range(12)]
    found = positions(names, [(*pair, 1.0) for pair in pairwise(names)])
    assert dist(found["n0"], found["n11"]) > 3 * dist(found["n0"], found["n1"])


def test_ten_thousand_nodes_end_in_time() -> None:
    start = perf_counter()
    found = positions(*tree(10_000))
    assert perf_counter() - start < 30  # about 5 s here; machines differ
    assert len(found) == 10_000
