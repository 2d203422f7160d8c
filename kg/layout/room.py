"""Room for labels: each part at the size its labels ask for, boxes pushed apart, parts side by side."""

from collections.abc import Iterator

import numpy as np

from kg.layout.links import Floats
from kg.layout.links import Ints
from kg.layout.links import Links
from kg.layout.links import tallied
from kg.layout.packing import packed
from kg.layout.sizes import BOX
from kg.layout.sizes import LIMIT
from kg.layout.sizes import READABLE

ROOM = 0.08  # share of the whole square that boxes may fill
AIR = (1.4, 4.0)  # area of a drawing in boxes a node: where there are few, and where there are many
ROUNDS = (120, 60)  # of pushing boxes apart, at most: where there are few nodes, and where there are many
MANY = 1_500
PULL = 0.8  # share of its way to its neighbours that a node goes in the first round
PULLED = 0.8  # share of the rounds in which it does
REACH = 1.5  # boxes beyond which an edge no longer pulls so
PUSH = 0.35  # share of an overlap that each of two boxes gives way in a round
FLAT = 4.0  # how much wider than high a drawing may count
PAIR = 2  # two nodes stand a box apart
NOTHING = 1e-9  # keeps a division by 0 away


def arranged(spots: Floats, links: Links) -> Floats:
    """Scale, spread and pack the parts of a drawing."""
    part, count = links.part, links.count
    sizes = np.bincount(part)
    area = min(BOX[0] * BOX[1], ROOM * 4 * LIMIT**2 / max(count, 1))
    height = min(BOX[1], area**0.5)
    box = (area / height, height)
    spots = _scaled(_level(spots, part, sizes), part, sizes, box)
    row = _side_by_side(spots, part, sizes, box)
    spots = _apart(spots + row, box, links) - row
    spots -= _means(spots, part, sizes)[part]
    if len(sizes) > 1:
        spots += packed(spots, part, box)[part]
    return spots


def _means(spots: Floats, part: Ints, sizes: Ints) -> Floats:
    return np.stack([tallied(part, spots[:, axis], len(sizes)) / sizes for axis in (0, 1)], axis=1)


def _level(spots: Floats, part: Ints, sizes: Ints) -> Floats:
    """Turn each part so that it is wider than high, as pages are, and its first node stands top left."""
    spots = spots - _means(spots, part, sizes)[part]
    x, y = spots[:, 0], spots[:, 1]
    wide, high, mixed = (tallied(part, product, len(sizes)) for product in (x * x, y * y, x * y))
    long = np.sqrt((wide - high) ** 2 + 4 * mixed**2) + NOTHING
    cosine = np.sqrt(np.maximum((1 + (wide - high) / long) / 2, 0))
    sine = np.copysign(np.sqrt(np.maximum((1 - (wide - high) / long) / 2, 0)), mixed)
    cosine, sine = cosine[part], sine[part]
    turned = np.stack([x * cosine + y * sine, y * cosine - x * sine], axis=1)
    first = np.unique(part, return_index=True)[1]
    return turned * np.where(turned[first] > 0, -1.0, 1.0)[part]


def _scaled(spots: Floats, part: Ints, sizes: Ints, box: tuple[float, float]) -> Floats:
    """Give each part an area by its number of nodes; its own is judged by their variance."""
    wide, high = (np.sqrt(tallied(part, spots[:, axis] ** 2, len(sizes)) / sizes) for axis in (0, 1))
    taken = 16 * wide * np.maximum(high, wide / FLAT)
    air = AIR[0] * np.sqrt(np.maximum(len(part) / READABLE, 1))
    scale = np.sqrt(min(air, AIR[1]) * box[0] * box[1] * sizes / np.maximum(taken, NOTHING))
    scale = np.where(sizes == PAIR, box[0] / (2 * wide + NOTHING), scale)
    return spots * scale[part][:, None]


def _side_by_side(spots: Floats, part: Ints, sizes: Ints, box: tuple[float, float]) -> Floats:
    """Give shifts that keep the parts clear of each other."""
    reach = np.zeros(len(sizes))
    np.maximum.at(reach, part, np.abs(spots[:, 0]))
    room = 2 * reach + 2 * sizes.clip(max=20) * box[0]
    shift = np.zeros_like(spots)
    shift[:, 0] = (np.cumsum(room) - room / 2)[part]
    return shift


def _apart(spots: Floats, box: tuple[float, float], links: Links) -> Floats:
    """Push boxes apart that overlap; where labels can't all be read, linked nodes come close before."""
    rounds = ROUNDS[links.count > MANY]
    pulled = PULLED * rounds if links.count > READABLE else 0
    for number in range(rounds):
        if number < pulled:
            spots += _drawn_closer(spots, box, links) * (PULL * (1 - number / pulled))
        one, other = (np.concatenate(ends) for ends in zip(*_pairs(spots, *box), strict=True))
        apart = spots[one] - spots[other]
        lack = np.abs(apart) - box
        over = (lack < 0).all(axis=1)
        if number >= pulled and not over.any():
            break
        one, other, apart, lack = one[over], other[over], apart[over], lack[over]
        flat = lack[:, 0] / box[0] > lack[:, 1] / box[1]
        for axis, chosen in ((0, flat), (1, ~flat)):
            move = np.copysign(lack[:, axis] * chosen * PUSH, apart[:, axis])
            spots[:, axis] += tallied(one, move, links.count) - tallied(other, move, links.count)
    return spots


def _drawn_closer(spots: Floats, box: tuple[float, float], links: Links) -> Floats:
    """Give the way of each node to the middle of its neighbours, of which the close ones count most."""
    apart = spots[links.one] - spots[links.other]
    pull = links.pull / (1 + (apart**2).sum(axis=1) / (REACH**2 * box[0] * box[1]))
    ways = []
    for axis in (0, 1):
        move = apart[:, axis] * pull
        ways.append(tallied(links.other, move, links.count) - tallied(links.one, move, links.count))
    return np.stack(ways, axis=1) / (links.around(links.pull) + NOTHING)[:, None]


def _pairs(spots: Floats, width: float, height: float) -> Iterator[tuple[Ints, Ints]]:
    """Give the pairs of nodes in the same or touching cells of a grid of boxes."""
    rows = int(float(np.ptp(spots[:, 1])) / height) + 4
    cells = np.floor((spots - spots.min(axis=0)) / (width, height)).astype(np.int64)
    keys = cells[:, 0] * rows + cells[:, 1] + rows
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    here = np.arange(len(keys))
    for ahead in (0, 1, rows - 1, rows, rows + 1):
        start = np.searchsorted(keys, keys + ahead) if ahead else here + 1
        count = np.maximum(np.searchsorted(keys, keys + ahead, side="right") - start, 0)
        begin = np.repeat(start - np.cumsum(count) + count, count)
        yield order[np.repeat(here, count)], order[begin + np.arange(len(begin))]
