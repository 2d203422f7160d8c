"""Networks of known kinds, and how well a drawing keeps neighbours together."""

from collections.abc import Callable
from typing import NamedTuple
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]
Ends: TypeAlias = tuple[Ints, Ints]

ROWS = 500  # nodes whose distances to all others are held at once
NEAREST = 5
SAMPLE = 100_000


class Quality(NamedTuple):
    """How well a drawing keeps neighbours together.

    Attributes:
        length: mean length of an edge, as a share of the mean distance of two random nodes.
        near: share of a node's neighbours (of five, where it has more) among its five nearest.
    """

    length: float
    near: float


def communities(size: int) -> Ends:
    """Groups of ten to some hundreds; two edges a node, nine in ten of them inside a group."""
    random = np.random.default_rng(3)
    sizes = np.minimum(10 / (1 - random.random(size)) ** 0.9, max(20, size / 8)).astype(np.int64)
    group = np.repeat(np.arange(size), sizes)[:size]
    start = np.concatenate([[0], np.cumsum(sizes)])
    one = random.integers(0, size, 2 * size)
    room = np.minimum(start[group[one] + 1], size) - start[group[one]]
    within = start[group[one]] + (room * random.random(2 * size) ** 2).astype(np.int64)
    other = np.where(random.random(2 * size) < 0.9, within, random.integers(0, size, 2 * size))
    names = random.permutation(size)
    return once(size, names[one], names[other])


def hubs(size: int) -> Ends:
    """A scale-free network: each new node is linked to two, the likelier the more links they have."""
    random = np.random.default_rng(2)
    ends, pairs = [0, 1], []
    for node in range(2, size):
        for chosen in sorted({ends[int(at)] for at in random.random(2) * len(ends)}):
            pairs.append((node, chosen))
            ends += [chosen, node]
    one, other = (np.array(column) for column in zip(*pairs, strict=True))
    return once(size, one, other)


def random_edges(size: int) -> Ends:
    """Two edges a node between any: no drawing can show a structure that is not there."""
    random = np.random.default_rng(1)
    return once(size, random.integers(0, size, 2 * size), random.integers(0, size, 2 * size))


KINDS: dict[str, Callable[[int], Ends]] = {"communities": communities, "hubs": hubs, "random": random_edges}


def once(size: int, one: Ints, other: Ints) -> Ends:
    """Give each pair of two nodes once."""
    pairs = np.unique((np.minimum(one, other) * size + np.maximum(one, other))[one != other])
    return pairs // size, pairs % size


def quality(spots: Floats, one: Ints, other: Ints) -> Quality:
    """Measure a drawing; each pair of linked nodes is given once."""
    random = np.random.default_rng(9)
    count = len(spots)
    pairs = random.integers(0, count, (2, SAMPLE))
    chance = np.sqrt(((spots[pairs[0]] - spots[pairs[1]]) ** 2).sum(axis=1)).mean()
    length = np.sqrt(((spots[one] - spots[other]) ** 2).sum(axis=1)).mean()
    degree = np.bincount(one, minlength=count) + np.bincount(other, minlength=count)
    linked = np.concatenate([one * count + other, other * count + one])
    hits = np.isin(np.arange(count)[:, None] * count + nearest(spots, NEAREST), linked).sum(axis=1)
    some = degree > 0
    return Quality(float(length / chance), float((hits[some] / np.minimum(degree[some], NEAREST)).mean()))


def nearest(spots: Floats, count: int) -> Ints:
    """Give for each node the ``count`` that stand nearest."""
    found = []
    for top in range(0, len(spots), ROWS):
        far = ((spots[top : top + ROWS, None, :] - spots[None, :, :]) ** 2).sum(axis=2)
        far[np.arange(len(far)), np.arange(top, top + len(far))] = np.inf
        found.append(np.argpartition(far, count, axis=1)[:, :count])
    return np.concatenate(found)
