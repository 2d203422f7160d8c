"""Where the nodes of a network stand: the same places on every run and under every hash seed.

Forces push all nodes apart, by their degrees, and pull linked ones together (as ForceAtlas2 does),
from a start that keeps distances in the graph (pivot multidimensional scaling). No chance, no clock,
no order of input, no linear-algebra library whose sums depend on the machine. Parts that no edge
joins are packed close to the biggest. Units are pixels of the page at its natural zoom.
"""

from collections import deque
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from typing import TYPE_CHECKING
from typing import TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]
    Ints: TypeAlias = NDArray[np.int64]

LIMIT = 5_000.0  # no coordinate is further from 0: Gephi leaves such positions alone
BOX = (150.0, 70.0)  # room for a node with its label, width and height
ROOM = 0.16  # share of the whole square that boxes may fill
AIR = 1.4  # area of a drawing, in boxes a node
EXACT = 1_500  # up to so many nodes every pair is computed; above, cells of a grid stand for their nodes
WORK = 1.2e8  # pairs computed in one drawing, at most
STEPS = (90, 520)  # rounds, fewest and most
PIVOTS = 32
GRAVITY = 1.6
WINDOW = 20  # nearest followers in one cell that are computed one by one
NOTHING = 1e-9  # keeps a division by 0 away
CELL = 50.0  # raster on which parts are packed
TURN = (-0.7373688780783197, 0.6754902942615238)  # cosine and sine of the golden angle


def positions(nodes: Sequence[str], edges: Iterable[tuple[str, str, float]]) -> dict[str, tuple[float, float]]:
    """Place the nodes of a network.

    Args:
        nodes: their ids.
        edges: pairs of ids with a weight above 0; parallel edges add up, loops and unknown ids are left out.

    Returns:
        x and y of each node, in the order of ``nodes``, centred on 0, within 5,000, to one decimal.

    >>> positions(["b", "a"], [("a", "b", 1.0)])
    {'b': (75.0, 0.0), 'a': (-75.0, 0.0)}
    """
    names = sorted(set(nodes))
    links = _links({name: index for index, name in enumerate(names)}, edges)
    parts = _parts(len(names), links)
    width = BOX[0] * min(1.0, (ROOM * 4 * LIMIT**2 / (BOX[0] * BOX[1] * max(1, len(names)))) ** 0.5)
    owner = {node: number for number, part in enumerate(parts) for node in part}
    inside: list[list[tuple[int, int, float]]] = [[] for _ in parts]
    for (one, other), weight in links.items():
        inside[owner[one]].append((one, other, weight))
    spots = _packed([_part(part, own, width) for part, own in zip(parts, inside, strict=True)], width)
    indexes = (index for part in parts for index in part)
    found = {names[index]: spot for index, spot in zip(indexes, (spot for part in spots for spot in part), strict=True)}
    return _centred({name: found[name] for name in nodes})


def _links(index: Mapping[str, int], edges: Iterable[tuple[str, str, float]]) -> Mapping[tuple[int, int], float]:
    found: dict[tuple[int, int], float] = {}
    for one, other, weight in edges:
        if one != other and one in index and other in index:
            pair = (min(index[one], index[other]), max(index[one], index[other]))
            found[pair] = found.get(pair, 0.0) + weight
    return dict(sorted(found.items()))


def _parts(size: int, links: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Give the connected parts, biggest first."""
    near, parts, seen = _neighbours(size, links), [], set[int]()
    for node in range(size):
        if node not in seen:
            parts.append(sorted(_hops(near, node)))
            seen.update(parts[-1])
    return sorted(parts, key=lambda part: (-len(part), part[0]))


def _neighbours(size: int, links: Iterable[tuple[int, int]]) -> list[list[int]]:
    near: list[list[int]] = [[] for _ in range(size)]
    for one, other in links:
        near[one].append(other)
        near[other].append(one)
    return near


def _hops(near: list[list[int]], start: int) -> dict[int, int]:
    """Give the number of edges from one node to each that can be reached."""
    found, queue = {start: 0}, deque([start])
    while queue:
        node = queue.popleft()
        new = [other for other in near[node] if other not in found]
        found.update(dict.fromkeys(new, found[node] + 1))
        queue.extend(dict.fromkeys(new))
    return found


def _centred(found: Mapping[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    x_mean, y_mean = (sum(spot[axis] for spot in found.values()) / max(1, len(found)) for axis in (0, 1))
    reach = max((max(abs(x - x_mean), abs(y - y_mean)) for x, y in found.values()), default=0.0)
    scale = min(1.0, LIMIT / reach) if reach else 1.0
    return {
        name: (round((x - x_mean) * scale, 1) + 0.0, round((y - y_mean) * scale, 1) + 0.0)
        for name, (x, y) in found.items()
    }


def _part(part: list[int], links: list[tuple[int, int, float]], width: float) -> list[tuple[float, float]]:
    """Draw one connected part, centred on 0."""
    if len(part) <= 2:  # noqa: PLR2004  # a node, or two side by side
        return [(width * (index - (len(part) - 1) / 2), 0.0) for index in range(len(part))]
    from numpy import array  # noqa: PLC0415

    local = {node: index for index, node in enumerate(part)}
    first, second = array([local[link[0]] for link in links]), array([local[link[1]] for link in links])
    pull = array([1.0 + min(weight - 1.0, 4.0) * 0.25 if weight > 1 else weight for *_, weight in links])
    spots = _forces(_start(len(part), first, second), (first, second, pull))
    return [(float(x), float(y)) for x, y in _spread(spots, width)]


def _start(size: int, first: "Ints", second: "Ints") -> "Floats":
    """Give a drawing in which distances follow those in the graph (Brandes and Pich 2006)."""
    import numpy as np  # noqa: PLC0415

    near = _neighbours(size, zip(first.tolist(), second.tolist(), strict=True))
    squares: Floats = np.array(list(_pivoted(size, near)), dtype=np.float64).T ** 2
    centred = squares.mean(axis=0) + squares.mean(axis=1)[:, None] - squares - squares.mean()
    inner = np.stack([(centred * centred[:, [column]]).sum(axis=0) for column in range(centred.shape[1])])
    axes: list[Floats] = []
    for seed in (1.0, -1.0):
        vector: Floats = np.array([seed**index / (1.0 + index) for index in range(len(inner))])
        for _ in range(60):
            for axis in axes:
                vector = vector - axis * (vector * axis).sum()
            vector = (inner * vector).sum(axis=1)
            vector = vector / ((vector * vector).sum() ** 0.5 + NOTHING)
        axes.append(vector)
    drawn: Floats = np.stack([(centred * axis).sum(axis=1) for axis in axes], axis=1)
    drawn *= size**0.5 * 3 / (float(np.abs(drawn).max()) + NOTHING)
    drawn += np.array(list(_spiral(size)))
    return drawn


def _spiral(size: int) -> Iterator[tuple[float, float]]:
    """Give a sunflower's pattern, so that no two nodes start in one place."""
    x, y = 1.0, 0.0
    for index in range(size):
        radius = (index + 0.5) ** 0.5 * 0.3
        yield x * radius, y * radius
        x, y = x * TURN[0] - y * TURN[1], x * TURN[1] + y * TURN[0]


def _pivoted(size: int, near: list[list[int]]) -> Iterator[list[int]]:
    """Give hops to all nodes from pivots that lie as far from each other as can be."""
    pivot, closest = max(range(size), key=lambda node: (len(near[node]), -node)), [size] * size
    for _ in range(min(PIVOTS, size)):
        hops = _hops(near, pivot)
        yield [hops[node] for node in range(size)]
        closest = [min(before, hops[node]) for node, before in enumerate(closest)]
        pivot = max(range(size), key=lambda node: (closest[node], -node))


def _forces(spots: "Floats", links: "tuple[Ints, Ints, Floats]") -> "Floats":
    """Let forces move the nodes, in ever smaller steps."""
    import numpy as np  # noqa: PLC0415

    first, second, pull = links
    size = len(spots)
    degree = np.bincount(first, minlength=size) + np.bincount(second, minlength=size)
    mass = 1.0 + degree.astype(np.float64)
    pairs = size**2 if size <= EXACT else size * WINDOW * 8 + (size // 8) ** 2
    steps = int(min(max(WORK / pairs, STEPS[0]), STEPS[1]))
    push = _push_all if size <= EXACT else _push_cells
    for step in range(steps):
        force = push(spots, mass, step)
        force -= spots * (mass * (GRAVITY / (NOTHING + np.sqrt((spots**2).sum(axis=1)))))[:, None]
        tension = (spots[first] - spots[second]) * pull[:, None]
        for axis in (0, 1):
            force[:, axis] -= np.bincount(first, tension[:, axis], size) - np.bincount(second, tension[:, axis], size)
        left = 1.0 - step / steps
        reach = 0.02 * float(np.abs(spots).max()) * left + 0.05
        length = np.sqrt((force**2).sum(axis=1))
        spots = spots + force * (np.minimum(length / mass * 0.6, reach * left) / (length + NOTHING))[:, None]
    return spots


def _push_all(spots: "Floats", mass: "Floats", _step: int) -> "Floats":
    import numpy as np  # noqa: PLC0415

    size = len(spots)
    force = np.empty_like(spots)
    rows = max(1, 400_000 // size)
    for top in range(0, size, rows):
        part = slice(top, min(top + rows, size))
        apart = spots[part, None, :] - spots[None, :, :]
        share = mass[part, None] * mass[None, :] / (apart[..., 0] ** 2 + apart[..., 1] ** 2 + 0.01)
        for axis in (0, 1):
            force[part, axis] = (apart[..., axis] * share).sum(axis=1)
    return force


def _push_cells(spots: "Floats", mass: "Floats", step: int) -> "Floats":
    """Push by cells of a grid, which shifts from step to step, and by near nodes one by one."""
    import numpy as np  # noqa: PLC0415

    side = max(4, int((len(spots) / 8) ** 0.5))
    low = spots.min(axis=0)
    width = float((spots.max(axis=0) - low).max()) / side + NOTHING
    shift = np.array([step * 0.618 % 1, step * 0.414 % 1])
    columns = np.floor((spots - low) / width + shift).astype(np.int64)
    cell = np.unique(columns[:, 0] * (side + 2) + columns[:, 1], return_inverse=True)[1]
    weight = np.bincount(cell, mass).astype(np.float64)
    centres = np.stack([np.bincount(cell, mass * spots[:, axis]) / weight for axis in (0, 1)], axis=1)
    force = (_push_all(centres, weight, step) / weight[:, None])[cell] * mass[:, None]
    order = np.argsort(cell, kind="stable")
    for ahead in range(1, min(WINDOW, len(order))):
        one, other = order[:-ahead], order[ahead:]
        same = cell[one] == cell[other]
        one, other = one[same], other[same]
        apart = spots[one] - spots[other]
        share = mass[one] * mass[other] / ((apart**2).sum(axis=1) + 0.01)
        force[one] += apart * share[:, None]
        force[other] -= apart * share[:, None]
    return force


def _spread(spots: "Floats", width: float) -> "Floats":
    """Scale to the size that labels ask for, and push boxes apart that overlap."""
    import numpy as np  # noqa: PLC0415

    height = width * BOX[1] / BOX[0]
    across, down = (float(extent) for extent in spots.max(axis=0) - spots.min(axis=0))
    taken = across * max(down, across / 4) + NOTHING
    spots = spots * (AIR * width * height * len(spots) / taken) ** 0.5
    for _ in range(120):
        one, other = (np.concatenate(ends) for ends in zip(*_pairs(spots, width, height), strict=True))
        apart = spots[one] - spots[other]
        lack = abs(apart) - (width, height)
        over = (lack < 0).all(axis=1)
        if not over.any():
            break
        one, other, apart, lack = one[over], other[over], apart[over], lack[over]
        flat = lack[:, 0] / width > lack[:, 1] / height
        for axis, chosen in ((0, flat), (1, ~flat)):
            move = np.copysign(lack[:, axis] * chosen * 0.35, apart[:, axis])
            spots[:, axis] += np.bincount(one, move, len(spots)) - np.bincount(other, move, len(spots))
    return spots


def _pairs(spots: "Floats", width: float, height: float) -> "Iterator[tuple[Ints, Ints]]":
    """Give the pairs of nodes in the same or touching cells of a grid of boxes."""
    import numpy as np  # noqa: PLC0415

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


def _packed(parts: list[list[tuple[float, float]]], width: float) -> Iterator[list[tuple[float, float]]]:
    """Move each part to the free place nearest to the middle."""
    cell = CELL * width / BOX[0]
    taken: set[tuple[int, int]] = set()
    tried: dict[frozenset[tuple[int, int]], int] = {}
    places = _places(int(5 * sum(map(len, parts)) ** 0.5) + 60) if len(parts) > 1 else [(0, 0)]
    for part in parts:
        cells = frozenset(_cells(part, cell, width))
        index = tried.get(cells, 0)
        while index + 1 < len(places) and any((x + places[index][0], y + places[index][1]) in taken for x, y in cells):
            index += 1
        tried[cells] = index
        right, down = places[index]
        taken.update((x + right, y + down) for x, y in cells)
        yield [(x + right * cell, y + down * cell) for x, y in part]


def _cells(part: list[tuple[float, float]], cell: float, width: float) -> Iterator[tuple[int, int]]:
    across, down = int(width / cell / 2) + 1, int(width * BOX[1] / BOX[0] / cell / 2) + 1
    around = [(x, y) for x in range(-across, across + 1) for y in range(-down, down + 1)]
    return ((round(x / cell) + right, round(y / cell) + below) for x, y in part for right, below in around)


def _places(radius: int) -> list[tuple[int, int]]:
    """Give shifts by their distance from the middle, wider than high, as pages are."""
    reach = range(-radius, radius + 1)
    rated = ((x * x * 4 + y * y * 9, x, y) for x in reach for y in reach)
    return [(x, y) for _, x, y in sorted(place for place in rated if place[0] <= 4 * radius * radius)]
