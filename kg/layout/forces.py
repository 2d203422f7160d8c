"""Forces that move the nodes: links pull, and all nodes of a part push each other, by their degrees.

The pull of a link weakens with its length, and the push of a node fades with distance (as in UMAP,
McInnes 2018), so that neighbourhoods hold together. Both set in by degrees: at the coarsest level
they reach far (as in ForceAtlas2), which keeps the whole from folding or tearing. A node is pushed
by a sample of the others; where a part is small, by all.
"""

from collections.abc import Iterator

import numpy as np

from kg.layout.links import Floats
from kg.layout.links import Ints
from kg.layout.links import Links
from kg.layout.links import scattered
from kg.layout.links import tallied

NEAR = 1.58  # how fast a pull weakens beyond distance 1
SAMPLE = 16  # others that push a node in one step, at least
WIDE = 8_000  # pushes in one step at a small level, at least
BIG = 3_000  # nodes of a part from which on slices are faster than numbers
BLOCK = 16_000  # pushes that are computed at once: what a processor's cache holds
STEPS = 120  # at a level; the last has twice as many
GATHERING = 200  # steps at the end that draw close neighbours closer
REACH = 0.1  # how fast a push fades then
LOCAL = 2_000  # nodes beyond which "close" is a smaller distance then, since they stand closer
HEAVY = 100_000  # nodes beyond which steps are halved
FASTEST = 4.0  # furthest move in one step
NOTHING = 1e-9  # keeps a division by 0 away


def settled(spots: Floats, links: Links, fading: float, push: float, *, last: bool) -> Floats:
    """Let forces move the nodes in ever smaller steps.

    Args:
        spots: where they stand.
        links: the network.
        fading: 0 where forces reach far, 1 where they keep to the neighbourhood.
        push: pushes for each pull.
        last: whether this is the network itself, no coarser form of it.
    """
    if not len(links.one):
        return spots
    field = _Field(links, push)
    x, y = (spots[field.order, axis] for axis in (0, 1))
    steps = STEPS * (2 if last else 1) // (2 if links.count > HEAVY else 1)
    for step in range(steps):
        x, y = field.moved(x, y, (fading, fading), 1 - 0.95 * step / steps)
    if last and fading == 1:
        steps = GATHERING // (2 if links.count > HEAVY else 1)
        field.near = NEAR * max(1.0, links.count / LOCAL)
        for step in range(steps):
            x, y = field.moved(x, y, (1.0, REACH), 0.5 - 0.48 * step / steps)
    found = np.empty_like(spots)
    found[field.order] = np.stack([x, y], axis=1)
    return found


class _Field:
    """The nodes in an order of chance within each part: whoever follows at some distance is a sample."""

    def __init__(self, links: Links, push: float) -> None:
        chance = scattered(np.arange(links.count), 3)
        sizes = np.bincount(links.part)
        by_size = np.argsort(-sizes, kind="stable")  # nodes that nothing pushes come last
        number = np.empty_like(by_size)
        number[by_size] = np.arange(len(sizes))
        sizes = sizes[by_size]
        self.order = np.lexsort((chance, number[links.part]))
        rank = np.empty(links.count, np.int64)
        rank[self.order] = np.arange(links.count)
        self.one, self.other, self.pull = rank[links.one], rank[links.other], links.pull
        self.count = links.count
        self.degree = links.around(links.pull)[self.order] + NOTHING
        self.part = np.repeat(np.arange(len(sizes)), sizes)
        self.sizes = sizes[sizes > 1]
        self.pushed = int(self.sizes.sum())
        self.size = sizes[self.part]
        self.end = np.cumsum(sizes)[self.part]
        mean = tallied(self.part, self.degree, len(sizes)) / np.maximum(sizes, 1)
        self.mass = self.degree / mean[self.part]
        self.big = int(sizes[0]) if sizes[0] >= BIG else 0  # nodes in a part so big that slices pay
        self.sample = int(min(max(SAMPLE, WIDE // links.count), max(int(sizes.max()) - 1, 1)))
        self.share = 4 * push / np.maximum(np.minimum(self.sample, self.size - 1), 1)
        self.calls = 0
        self.near = NEAR

    def moved(self, x: Floats, y: Floats, fading: tuple[float, float], rate: float) -> tuple[Floats, Floats]:
        """Give the places after one step."""
        across, down = x[self.one] - x[self.other], y[self.one] - y[self.other]
        pull = self.pull * (2 * self.near) / (1 + fading[0] * self.near * (across * across + down * down))
        push = self._pushes(x, y, fading[1])
        speed = rate / (self.degree * self.near)
        moves = []
        for apart, pushed in ((across, push[0]), (down, push[1])):
            drawn = apart * pull
            drawn = tallied(self.other, drawn, self.count) - tallied(self.one, drawn, self.count)
            moves.append((drawn + pushed * (self.share * self.degree)) * speed)
        length = np.sqrt(moves[0] * moves[0] + moves[1] * moves[1])
        held = np.minimum(1.0, FASTEST * rate / (length + NOTHING))
        return x + moves[0] * held, y + moves[1] * held

    def _pushes(self, x: Floats, y: Floats, fading: float) -> tuple[Floats, Floats]:
        """Give the pushes on each node, by slices in a big part and by numbers in the others."""
        right, below = np.zeros(self.count), np.zeros(self.count)
        for shift in self._shifts(self.big):
            for here, there in self._slices(shift):
                across, down = _push(x[here] - x[there], y[here] - y[there], self.mass[there], fading)
                right[here] += across
                below[here] += down
        rest = slice(self.big, self.pushed)
        rows = max(1, BLOCK // max(self.pushed - self.big, 1))
        for top in range(0, self.sample, rows) if self.big < self.pushed else ():
            whom = self._others(np.arange(top, min(top + rows, self.sample)))
            across, down = _push(x[rest] - x[whom], y[rest] - y[whom], self.mass[whom], fading)
            right[rest] += across.sum(axis=0)
            below[rest] += down.sum(axis=0)
        self.calls += 1
        return right, below

    def _shifts(self, size: int) -> list[int]:
        if not size:
            return []
        keys = self.calls * self.sample + np.arange(self.sample)
        found: list[int] = (1 + scattered(keys, 5) % (size - 1)).tolist()
        return found

    def _slices(self, shift: int) -> Iterator[tuple[slice, slice]]:
        """Pair the nodes of the big part with those that follow at a distance, and begin anew at its end."""
        for first, last, gap in ((0, self.big - shift, shift), (self.big - shift, self.big, shift - self.big)):
            for start in range(first, last, BLOCK):
                end = min(start + BLOCK, last)
                yield slice(start, end), slice(start + gap, end + gap)

    def _others(self, rows: Ints) -> Ints:
        """Give for each row and node another node of its part, or itself where there are not so many."""
        others = self.sizes - 1
        keys = (self.calls * self.sample + rows[:, None]) * len(self.sizes) + np.arange(len(self.sizes))
        chosen = 1 + scattered(keys, 4) % np.maximum(others, 1)
        every = np.where(rows[:, None] < others, rows[:, None] + 1, 0)
        shift = np.where(others <= self.sample, every, chosen)[:, self.part[self.big : self.pushed]]
        whom = np.arange(self.big, self.pushed) + shift
        whom -= self.size[self.big : self.pushed] * (whom >= self.end[self.big : self.pushed])
        return whom


def _push(across: Floats, down: Floats, mass: Floats, fading: float) -> tuple[Floats, Floats]:
    """Give the push of each other node, from how far it stands and its mass; overwrites the former."""
    square = across * across
    square += down * down
    held = np.sqrt(square + NOTHING)
    push = square * (fading * NEAR)
    push += 1
    square += 0.001
    push *= square
    np.maximum(push, held * 0.5, out=push)  # no push is harder than 2
    np.divide(mass, push, out=push)
    across *= push
    down *= push
    return across, down
