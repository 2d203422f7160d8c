"""Which nodes the edges of a stream join, and where those nodes stand."""

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING
from typing import Any

from kg.layout import place

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PLACED = 250_000  # edges that have a say in where nodes stand: the first


class Ends:
    """Which nodes the edges join.

    Attributes:
        index: entity id → number, in the order in which edges name them.
        sources: the number of each edge's source.
        targets: of its target.
        degrees: by number: edges that touch a node.
        claims: by number: claims behind those edges.
    """

    def __init__(self) -> None:
        self.index: dict[str, int] = {}
        self.sources, self.targets = array("I"), array("I")
        self.degrees, self.claims = array("I"), array("I")

    @classmethod
    def counted(cls, names: Sequence[str], *columns: "NDArray[np.integer[Any]]") -> "Ends":
        """Give ends that were counted elsewhere: names by number; sources, targets, degrees and claims."""
        ends = cls()
        ends.index.update({name: number for number, name in enumerate(names)})
        for several, numbers in zip((ends.sources, ends.targets, ends.degrees, ends.claims), columns, strict=True):
            several.extend(numbers.tolist())
        return ends

    def add(self, source: str, target: str, claims: int) -> None:
        """Count an edge."""
        one, other = self._number(source), self._number(target)
        self.sources.append(one)
        self.targets.append(other)
        self.degrees[one] += 1
        self.claims[one] += claims
        if one != other:
            self.degrees[other] += 1
            self.claims[other] += claims

    def places(self) -> dict[str, tuple[float, float]]:
        """Give x and y of each node by its id, sorted, as the pages draw them: y grows downwards."""
        names = sorted(self.index)
        number = {old: new for new, old in enumerate(self.index[name] for name in names)}
        sources, targets = ([number[old] for old in several[:PLACED]] for several in (self.sources, self.targets))
        spots = place(len(names), sources, targets, [1.0] * len(sources)).tolist()
        return {name: (x, y) for name, (x, y) in zip(names, spots, strict=True)}

    def _number(self, name: str) -> int:
        found = self.index.get(name)
        if found is None:
            found = self.index[name] = len(self.index)
            self.degrees.append(0)
            self.claims.append(0)
        return found
