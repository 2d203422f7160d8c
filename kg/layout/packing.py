"""Parts of a drawing side by side: each at the free place nearest to the middle, the biggest first."""

import numpy as np
from numpy.typing import NDArray

from kg.layout.links import Floats
from kg.layout.links import Ints

CELLS = 3  # squares of the raster across a box
FINEST = 100_000  # squares that all parts may cover; for more nodes squares are bigger
EACH = 4  # but so many for each part
TRIED = 256  # places that are looked at together
SPARE = 30  # squares around what all parts would fill
SWEPT = 64  # parts after which places that are taken are left out, and then again after a tenth more


def packed(spots: Floats, part: Ints, box: tuple[float, float]) -> Floats:
    """Give a shift for each part; parts are numbered from the biggest on.

    Args:
        spots: where nodes stand, each part around 0.
        part: the part of each node, 0 … without a gap.
        box: width and height that a node needs.
    """
    reach = np.zeros((int(part.max()) + 1, 2))
    np.maximum.at(reach, part, np.abs(spots))
    covered = float((4 * (reach + 0.5 * np.array(box)).prod(axis=1)).sum())
    cell = max(box[0] / CELLS, (covered / max(FINEST, EACH * len(reach))) ** 0.5)
    order = np.argsort(part, kind="stable")
    ends = np.cumsum(np.bincount(part))
    around = _around(box, cell)
    shapes = [_shape(spots[order[start:end]], cell, around) for start, end in zip([0, *ends[:-1]], ends, strict=True)]
    board = _Board(shapes)
    return np.array([[cell * axis for axis in board.put(shape)] for shape in shapes])


def _around(box: tuple[float, float], cell: float) -> Ints:
    """Give the squares that a node's box covers, with a margin."""
    across, down = (int(side / cell / 2 + 0.5) for side in box)
    return np.array([(x, y) for x in range(-across, across + 1) for y in range(-down, down + 1)])


def _shape(spots: Floats, cell: float, around: Ints) -> Ints:
    """Give the squares that a part covers, each once."""
    middles = np.unique(np.rint(spots / cell).astype(np.int64), axis=0)
    if len(middles) == 1:
        squares: Ints = middles + around
        return squares
    low = middles.min(axis=0) + around.min(axis=0)
    span = middles.max(axis=0) + around.max(axis=0) - low + 1
    covered = np.zeros((int(span[0]), int(span[1])), dtype=np.bool_)
    for step in around:
        at = middles + step - low
        covered[at[:, 0], at[:, 1]] = True
    return np.asarray(np.argwhere(covered) + low, np.int64)


class _Board:
    """A raster and its places, ordered by their distance from the middle; wider than high, as pages are."""

    def __init__(self, shapes: list[Ints]) -> None:
        furthest = max(int(np.abs(shape).max()) for shape in shapes)
        radius = int(1.2 * sum(map(len, shapes)) ** 0.5) + furthest + SPARE
        self.width = 2 * (radius + furthest) + 1
        self.middle = self.width // 2
        self.taken: NDArray[np.bool_] = np.zeros(self.width * self.width, dtype=np.bool_)
        x, y = (axis.ravel() for axis in np.mgrid[-radius : radius + 1, -radius : radius + 1])
        far = x * x * 4 + y * y * 9
        near = np.flatnonzero(far <= 4 * radius * radius)
        near = near[np.argsort(far[near], kind="stable")]
        self.shift = x[near] * self.width + y[near]
        self.rank = np.arange(len(near))
        self.tried: dict[bytes, int] = {}
        self.puts = self.next = 0

    def put(self, shape: Ints) -> tuple[int, int]:
        """Take the first free place for a shape."""
        squares = (shape[:, 0] + self.middle) * self.width + shape[:, 1] + self.middle
        name = squares.tobytes()
        start = int(np.searchsorted(self.rank, self.tried.get(name, 0)))
        while start < len(self.shift):
            free = ~self.taken[squares + self.shift[start : start + TRIED, None]].any(axis=1)
            if free.any():
                start += int(free.argmax())
                break
            start += TRIED
        start = min(start, len(self.shift) - 1)
        shift = int(self.shift[start])
        self.tried[name] = int(self.rank[start])
        self.taken[squares + shift] = True
        self._sweep()
        x = (shift + self.middle) // self.width  # y is between -middle and middle
        return x, shift - x * self.width

    def _sweep(self) -> None:
        """Leave places out whose own square is taken: a part covers the square in its middle, or nearly."""
        self.puts += 1
        if self.puts > self.next:
            self.next = SWEPT + self.puts + self.puts // 10
            free = ~self.taken[self.shift + self.middle * self.width + self.middle]
            self.shift, self.rank = self.shift[free], self.rank[free]
