"""Evidence paths: how two entities hang together, with a sentence for every hop.

A hop is walked along plain edges in either direction; which one it is stays visible. Shortest paths
come in a fixed order: those with the fewest weak hops first (inferred, or unconfirmed under the policy
``wide``), then by the ids on the way.
"""

from collections import deque
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from heapq import heappop
from heapq import heappush
from itertools import islice
from itertools import pairwise

from kg.model import Claim
from kg.network import Edge
from kg.network import Network
from kg.terms import Mode

HOPS = 6  # the longest path looked for, unless told otherwise
SHOWN = 3  # equally short paths given, unless told otherwise

_PLAINNESS = (Mode.ASSERTED, Mode.REPORTED, Mode.PRESUPPOSED, Mode.ESTIMATED, Mode.ASSESSED, Mode.INFERRED)

Hops = Mapping[str, Mapping[str, tuple[Edge, ...]]]  # from entity, to entity: the edges between, best first
Onward = dict[str, tuple[str, ...]]  # the next entities of each on a shortest path, in the order of distance


@dataclass(frozen=True, slots=True)
class Step:
    """One hop.

    Attributes:
        source: id of the entity where it begins.
        target: id of the entity where it ends.
        edges: every plain edge between the two, in either direction, the best attested first.
    """

    source: str
    target: str
    edges: tuple[Edge, ...]

    @property
    def edge(self) -> Edge:
        """The best attested edge: a stated one before an inferred one, then the one of most voices."""
        return self.edges[0]

    @property
    def forward(self) -> bool:
        """Whether that edge points the way of the path."""
        return self.edge.source == self.source

    @property
    def claim(self) -> Claim:
        """The claim whose sentences stand for that edge."""
        return best_claim(self.edge)


@dataclass(frozen=True, slots=True)
class Path:
    """A chain of hops from one entity to another."""

    steps: tuple[Step, ...]

    @property
    def entities(self) -> tuple[str, ...]:
        """Ids of the entities on the way, both ends included."""
        return (self.steps[0].source, *(step.target for step in self.steps)) if self.steps else ()


@dataclass(frozen=True, slots=True)
class Paths:
    """What a search found.

    Attributes:
        start: id of the one end.
        end: id of the other.
        distance: hops of a shortest path, however long; None if there is none.
        total: number of shortest paths within the hops asked for.
        paths: the first of them.
    """

    start: str
    end: str
    distance: int | None
    total: int
    paths: tuple[Path, ...]

    def __iter__(self) -> Iterator[Path]:
        """Give the paths found."""
        return iter(self.paths)

    def __len__(self) -> int:
        """Give the number of paths given; ``total`` counts all of that length."""
        return len(self.paths)


def shortest(network: Network, start: str, end: str, hops: int = HOPS, limit: int | None = SHOWN) -> Paths:
    """Find the shortest paths between two entities over plain edges.

    Args:
        network: whose edges are walked, in either direction.
        start: id of the one end.
        end: id of the other.
        hops: the most hops that a path may have.
        limit: how many equally short paths are given; None for all of them.
    """
    between = _hops(network)
    away = _distances(between, end)
    distance = away.get(start)
    if distance is None or distance > hops or start == end:
        return Paths(start, end, distance, 0, ())
    onward = _onward(between, away, start)
    names = islice(_in_order(between, onward, start, end), limit)
    found = (Path(tuple(Step(one, other, between[one][other]) for one, other in pairwise(name))) for name in names)
    return Paths(start, end, distance, _count(onward, away, start, end), tuple(found))


def best_claim(edge: Edge) -> Claim:
    """Choose the claim that speaks for an edge: the plainest mode, the fewest relays, dated, first in the text."""
    return min(edge.claims, key=_claim_order)


def _claim_order(claim: Claim) -> tuple[int, int, bool, str, int, str]:
    place = min((passage.document, passage.start) for passage in claim.evidence)
    return _PLAINNESS.index(claim.mode), len(claim.voices), claim.when is None, *place, claim.key


def _edge_order(edge: Edge) -> tuple[bool, bool, int, int, str]:
    return edge.unconfirmed, edge.inferred, -len(edge.voices), -len(edge.claims), edge.key


def _weak(edges: tuple[Edge, ...]) -> bool:
    return edges[0].inferred or edges[0].unconfirmed


def _hops(network: Network) -> Hops:
    between: dict[str, dict[str, list[Edge]]] = {}
    for edge in network.edges:
        for one, other in {(edge.source, edge.target), (edge.target, edge.source)}:
            between.setdefault(one, {}).setdefault(other, []).append(edge)
    return {
        one: {other: tuple(sorted(edges, key=_edge_order)) for other, edges in sorted(others.items())}
        for one, others in between.items()
    }


def _distances(between: Hops, end: str) -> Mapping[str, int]:
    away, queue = {end: 0}, deque([end])
    while queue:
        current = queue.popleft()
        for other in between.get(current, ()):
            if other not in away:
                away[other] = away[current] + 1
                queue.append(other)
    return away


def _onward(between: Hops, away: Mapping[str, int], start: str) -> Onward:
    """Give, for each entity on some shortest path, the next ones; the keys come in the order of distance."""
    onward: Onward = {}
    queue = [start]
    for current in queue:
        if current not in onward:
            onward[current] = tuple(other for other in between[current] if away.get(other) == away[current] - 1)
            queue.extend(onward[current])
    return onward


def _count(onward: Onward, away: Mapping[str, int], start: str, end: str) -> int:
    ways = {end: 1}
    for name in sorted(onward.keys() - {end}, key=lambda name: away[name]):
        ways[name] = sum(ways[other] for other in onward[name])
    return ways[start]


def _in_order(between: Hops, onward: Onward, start: str, end: str) -> Iterator[tuple[str, ...]]:
    """Give the shortest paths one by one, those with the fewest weak hops first (A*, with the exact rest)."""
    rest = {end: 0}
    for name in reversed(onward):
        if name != end:
            rest[name] = min(_weak(between[name][other]) + rest[other] for other in onward[name])
    queue: list[tuple[int, tuple[str, ...]]] = [(rest[start], (start,))]
    while queue:
        expected, names = heappop(queue)
        last = names[-1]
        if last == end:
            yield names
            continue
        so_far = expected - rest[last]
        for other in onward[last]:
            heappush(queue, (so_far + _weak(between[last][other]) + rest[other], (*names, other)))
