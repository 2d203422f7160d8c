"""Where the nodes of a network stand: the same places on every run and under every hash seed.

The network is made coarse step by step and drawn from the coarsest on (``levels``). At each step linked
nodes pull each other and all others push (``forces``); then boxes with room for a label are pushed
apart, and parts that no edge joins are packed close to the biggest (``room``). No chance, no clock, no
order of input, no linear-algebra library whose sums depend on the machine: only additions in a fixed
order, products, quotients and square roots, which IEEE 754 rounds alike everywhere. Units are pixels
of the page at its natural zoom.
"""

from collections.abc import Iterable
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.layout.sizes import LIMIT

if TYPE_CHECKING:
    from kg.layout.links import Floats
    from kg.layout.links import Ints


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
    index = {name: number for number, name in enumerate(names)}
    known = [(index[one], index[other], weight) for one, other, weight in edges if one in index and other in index]
    ends = [link[0] for link in known], [link[1] for link in known]
    spots = place(len(names), *ends, [link[2] for link in known])
    found = {name: (x, y) for name, (x, y) in zip(names, spots.tolist(), strict=True)}
    return {name: found[name] for name in nodes}


def place(
    count: int, sources: "Sequence[int] | Ints", targets: "Sequence[int] | Ints", weights: "Sequence[float] | Floats"
) -> "Floats":
    """Place nodes that are known by number; half a million take some minutes.

    Args:
        count: how many nodes there are; they are 0 … count - 1.
        sources: one end of each edge.
        targets: the other end.
        weights: weight of each edge, above 0; parallel edges add up, loops are left out.

    Returns:
        An array of ``count`` rows: x and y, centred on 0, within 5,000, to one decimal.

    >>> place(2, [0], [1], [1.0]).tolist()
    [[-75.0, 0.0], [75.0, 0.0]]
    """
    import numpy as np  # noqa: PLC0415  # 100 ms, and most commands draw nothing

    from kg.layout.levels import drawn  # noqa: PLC0415
    from kg.layout.links import linked  # noqa: PLC0415
    from kg.layout.room import arranged  # noqa: PLC0415

    if not count:
        return np.zeros((0, 2))
    links = linked(count, np.asarray(sources, np.int64), np.asarray(targets, np.int64), np.asarray(weights, np.float64))
    spots = arranged(drawn(links), links)
    spots -= spots.sum(axis=0) / count
    spots *= min(1.0, LIMIT / max(float(np.abs(spots).max()), 1.0))
    return np.round(spots, 1) + 0.0
