"""Forces that move the nodes: links pull, and all nodes of a part push each other, by their degrees.

The pull of a link weakens with its length, and the push of a node fades with distance (as in UMAP,
McInnes 2018), so that neighbourhoods hold together. Both set in by degrees: at the coarsest level
they reach far (as in ForceAtlas2), which keeps the whole from folding or tearing. A node is pushed
by a sample of the others; where a part is small, by all.
"""

import numpy as np

from kg.layout.links import Floats
from kg.layout.links import Ints
from kg.layout.links import Links
from kg.layout.links import scattered
from kg.layout.links import tallied

NEAR = 1.58  # how fast a pull weakens beyond distance 1
PUSH = 5.0  # pushes for each pull
SAMPLE = 16  # others that push a node in one step, at least
BLOCK = 16_000  # pushes that are computed at once: what a processor's cache holds
STEPS = 100  # at a level; the last has twice as many
GATHERING = 120  # steps at the end that draw close neighbours closer
REACH = 0.2  # how fast a push fades then
HEAVY = 100_000  # nodes beyond which steps are halved
FASTEST = 4.0  # furthest move in one step
NOTHING = 1e-9  # keeps a division by 0 away


def settled(spots: Floats, links: Links, fading: float, *, last: bool) -> Floats:
    """Let forces move the nodes in ever smaller steps.

    Args:
        spots: where they stand.
        links: the network.
        fading: 0 where forces reach far, 1 where they keep to the neighbourhood.
        last: whether this is the network itself, no coarser form of it.
    """
    if not len(links.one):
        return spots
    field = _Field(links)
    x, y = (spots[field.order, axis] for axis in (0, 1))
    scale = 2 if links.count > HEAVY else 1
    steps = STEPS * (2 if last else 1) // scale
    for step in range(steps):
        x, y = field.moved(x, y, (fading, fading), 1 - 0.95 * step / steps)
    if last:
        steps = GATHERING // scale
        for step in range(steps):
            x, y = field.moved(x, y, (1.0, REACH), 0.5 - 0.48 * step / steps)
    found = np.empty_like(spots)
    found[field.order] = np.stack([x, y], axis=1)
    return found


class _Field:
    """The nodes in an order of chance within each part: whoever follows at some distance is a sample."""

    def __init__(self, links: Links) -> None:
        chance = scattered(np.arange(links.count), 3)
        self.order = np.lexsort((chance, links.part))
        rank = np.empty(links.count, np.int64)
        rank[self.order] = np.arange(links.count)
        self.one, self.other, self.pull = rank[links.one], rank[links.other], links.pull
        self.count = links.count
        self.degree = links.around(links.pull)[self.order] + NOTHING
        sizes = np.bincount(links.part)
        self.part = np.repeat(np.arange(len(sizes)), sizes)
        self.sizes = sizes
        self.size = sizes[self.part]
        self.end = np.cumsum(sizes)[self.part]
        mean = tallied(self.part, self.degree, len(sizes)) / np.maximum(sizes, 1)
        self.mass = self.degree / mean[self.part]
        self.sample = int(min(max(SAMPLE, BLOCK // links.count), max(int(sizes.max()) - 1, 1)))
        self.share = 4 * PUSH / np.maximum(np.minimum(self.sample, self.size - 1), 1)
        self.calls = 0

    def moved(self, x: Floats, y: Floats, fading: tuple[float, float], rate: float) -> tuple[Floats, Floats]:
        """Give the places after one step."""
        across, down = x[self.one] - x[self.other], y[self.one] - y[self.other]
        pull = self.pull * (2 * NEAR) / (1 + fading[0] * NEAR * (across * across + down * down))
        push = self._pushes(x, y, fading[1])
        speed = rate / (self.degree * NEAR)
        moves = []
        for apart, pushed in ((across, push[0]), (down, push[1])):
            drawn = apart * pull
            drawn = tallied(self.other, drawn, self.count) - tallied(self.one, drawn, self.count)
            moves.append((drawn + pushed * (self.share * self.degree)) * speed)
        length = np.sqrt(moves[0] * moves[0] + moves[1] * moves[1])
        held = np.minimum(1.0, FASTEST * rate / (length + NOTHING))
        return x + moves[0] * held, y + moves[1] * held

    def _pushes(self, x: Floats, y: Floats, fading: float) -> tuple[Floats, Floats]:
        right, below = np.zeros(self.count), np.zeros(self.count)
        rows = max(1, BLOCK // self.count)
        for top in range(0, self.sample, rows):
            whom = self._others(np.arange(top, min(top + rows, self.sample)))
            across, down = x - x[whom], y - y[whom]
            square = across * across + down * down
            push = 1 / ((0.001 + square) * (1 + fading * NEAR * square))
            push = np.minimum(push, 2 / np.sqrt(square + NOTHING)) * self.mass[whom]
            right += (across * push).sum(axis=0)
            below += (down * push).sum(axis=0)
        self.calls += 1
        return right, below

    def _others(self, rows: Ints) -> Ints:
        """Give for each row and node another node of its part, or itself where there are not so many."""
        others = self.sizes - 1
        keys = (self.calls * self.sample + rows[:, None]) * len(self.sizes) + np.arange(len(self.sizes))
        chosen = 1 + scattered(keys, 4) % np.maximum(others, 1)
        every = np.where(rows[:, None] < others, rows[:, None] + 1, 0)
        shift = np.where(others <= self.sample, every, chosen)[:, self.part]
        whom = np.arange(self.count) + shift
        whom -= self.size * (whom >= self.end)
        return whom
