"""A network drawn from its coarse shape to its details (multilevel, as Walshaw 2003 describes).

Neighbours that lie close in the graph are merged, two by two and stars as one, until nothing is left
to merge; then the coarsest network is drawn, and each finer one starts from the places of the one before.
"""

import numpy as np

from kg.layout.forces import settled
from kg.layout.links import Floats
from kg.layout.links import Ints
from kg.layout.links import Links
from kg.layout.links import merged
from kg.layout.links import scattered
from kg.layout.links import tallied
from kg.layout.sizes import READABLE

ROUNDS = 4  # of matching, for each level
STUCK = 0.97  # share of nodes that are left where merging no longer pays
JITTER = 0.5  # how far apart merged nodes start
FEW = (0.5, 5.0)  # fading and push for so few nodes that all labels can be read: even, hubs in the middle
MANY = (1.0, 3.0)  # and for more: neighbours close together


def drawn(links: Links) -> Floats:
    """Draw a network; parts lie on top of each other, each around 0."""
    levels: list[tuple[Links, Ints]] = []
    fading, push = FEW if links.count <= READABLE else MANY
    while len(links.one):
        coarse, group = _coarser(links)
        levels.append((links, group))
        links = coarse
        if coarse.count > STUCK * len(group):
            break
    spots = settled(_sunflower(links), links, 0.0, push, last=False)
    for height in range(len(levels) - 1, -1, -1):
        links, group = levels[height]
        spots = spots[group] + _jitter(links.count)
        spots = settled(spots, links, fading * (1 - height / len(levels)), push, last=height == 0)
    return spots


def _coarser(links: Links) -> tuple[Links, Ints]:
    """Merge nodes; give the coarser network and the new number of each node."""
    nodes = np.arange(links.count)
    ends = np.concatenate([links.one, links.other])
    across = np.concatenate([links.other, links.one])
    pull = np.concatenate([links.pull, links.pull])
    rate = pull / (links.size[ends] * links.size[across])
    chance = scattered(np.tile(links.one * links.count + links.other, 2), 0)
    order = np.lexsort((chance, -rate, ends))
    ends, across = ends[order], across[order]
    mate = np.full(links.count, -1)
    for _ in range(ROUNDS):
        free = (mate[ends] < 0) & (mate[across] < 0)
        ends, across = ends[free], across[free]
        best = _first(links.count, ends, across)
        paired = np.flatnonzero((best >= 0) & (best[best] == nodes))
        mate[paired] = best[paired]
    group = np.where(mate >= 0, np.minimum(mate, nodes), nodes)
    ends, across = (np.concatenate(pair)[order] for pair in ((links.one, links.other), (links.other, links.one)))
    joins = (mate[ends] < 0) & (mate[across] >= 0)
    host = _first(links.count, ends[joins], across[joins])
    group = np.where(host >= 0, group[host], group)
    kept, group = np.unique(group, return_inverse=True)
    one, other = group[links.one], group[links.other]
    apart = one != other
    one, other, pulls = merged(len(kept), one[apart], other[apart], links.pull[apart])
    size = tallied(group, links.size, len(kept))
    return Links(len(kept), one, other, pulls, links.part[kept], size), group


def _first(count: int, ends: Ints, across: Ints) -> Ints:
    """Give for each node what stands first across from it, -1 where nothing does; ``ends`` are sorted."""
    found = np.full(count, -1)
    starts = np.flatnonzero(np.diff(ends, prepend=-1))
    found[ends[starts]] = across[starts]
    return found


def _sunflower(links: Links) -> Floats:
    """Let the nodes of each part stand on a spiral, so that no two start in one place."""
    turn = (-0.7373688780783197, 0.6754902942615238)  # cosine and sine of the golden angle
    order = np.argsort(links.part, kind="stable")
    sizes = np.bincount(links.part)
    rank = np.empty(links.count, np.int64)
    rank[order] = np.arange(links.count) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    circle = np.empty((int(sizes.max(initial=0)), 2))
    x, y = 1.0, 0.0
    for index in range(len(circle)):
        circle[index] = x, y
        x, y = x * turn[0] - y * turn[1], x * turn[1] + y * turn[0]
    spots: Floats = circle[rank] * np.sqrt(rank + 0.5)[:, None]
    return spots


def _jitter(count: int) -> Floats:
    """Give small steps off one place, the same each time."""
    axes = (scattered(np.arange(count), salt) for salt in (1, 2))
    return np.stack([(axis / 2.0**62 - 0.5) * JITTER for axis in axes], axis=1)
