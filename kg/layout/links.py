"""Edges as arrays: each pair once, in one order whatever the input's, and the parts they join."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]

HEAVIEST = 5.0  # weight beyond which an edge pulls no harder
HARDER = 0.25  # how much harder for each unit of weight above 1


@dataclass(frozen=True, slots=True)
class Links:
    """A network whose nodes are numbers.

    Attributes:
        count: number of nodes.
        one: the lower end of each edge.
        other: the higher end; edges are sorted by both.
        pull: how hard each edge pulls.
        part: for each node the part it belongs to; the biggest is 0.
        size: for each node how many nodes of the whole network it stands for.
    """

    count: int
    one: Ints
    other: Ints
    pull: Floats
    part: Ints
    size: Floats

    def around(self, values: Floats) -> Floats:
        """Add a value of each edge up at both its ends."""
        return tallied(self.one, values, self.count) + tallied(self.other, values, self.count)


def linked(count: int, sources: Ints, targets: Ints, weights: Floats) -> Links:
    """Join parallel edges, leave loops out, and find the parts."""
    apart = sources != targets
    one, other, summed = merged(count, sources[apart], targets[apart], weights[apart])
    pull = np.where(summed > 1, 1 + (np.minimum(summed, HEAVIEST) - 1) * HARDER, summed)
    return Links(count, one, other, pull, _parts(count, one, other), np.ones(count))


def merged(count: int, sources: Ints, targets: Ints, weights: Floats) -> tuple[Ints, Ints, Floats]:
    """Give each pair once with the sum of its weights, which are added in order of size."""
    pair = np.minimum(sources, targets) * max(count, 1) + np.maximum(sources, targets)
    order = np.lexsort((weights, pair))
    found, inverse = np.unique(pair[order], return_inverse=True)
    summed = tallied(inverse, weights[order], len(found))
    return found // max(count, 1), found % max(count, 1), summed


def tallied(keys: Ints, values: Floats, count: int) -> Floats:
    """Add up the values of each key below ``count``, in their order."""
    return np.bincount(keys, values, count).astype(np.float64, copy=False)


def scattered(keys: Ints, salt: int) -> Ints:
    """Give a number below 2**62 for each key, far from its neighbours' numbers (as splitmix64 does)."""
    mixed = keys.astype(np.uint64) + np.uint64(salt * 1_000_003 + 1)
    for multiplier, shift in ((0x9E3779B97F4A7C15, 30), (0xBF58476D1CE4E5B9, 27), (0x94D049BB133111EB, 31)):
        mixed = mixed * np.uint64(multiplier)
        mixed = mixed ^ (mixed >> np.uint64(shift))
    return (mixed >> np.uint64(2)).astype(np.int64)


def _parts(count: int, one: Ints, other: Ints) -> Ints:
    """Number the connected parts, biggest first, by their lowest node where they are as big."""
    label = np.arange(count)
    while True:
        ends = label[one], label[other]
        apart = ends[0] != ends[1]
        if not apart.any():
            break
        one, other = one[apart], other[apart]
        low, high = np.minimum(*ends)[apart], np.maximum(*ends)[apart]
        np.minimum.at(label, high, low)
        while (label[label] != label).any():
            label = label[label]
    first, inverse, sizes = np.unique(label, return_inverse=True, return_counts=True)
    rank = np.empty(len(first), np.int64)
    rank[np.lexsort((first, -sizes))] = np.arange(len(first))
    return rank[inverse]
