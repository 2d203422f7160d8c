"""What plain edges entail by the ontology's axioms: sub-property, symmetry, transitivity.

The same three rules stand as SPARQL in ``ontology/rules/*.rq`` for other engines; a test holds the
two to each other. Inverses are declared, never materialised.
"""

from collections.abc import Iterator

from kg.terms import Ontology

Edge = tuple[str, str, str]  # subject id, relation, object id
SUB_PROPERTY = "sub-property"
SYMMETRY = "symmetry"
TRANSITIVITY = "transitivity"
RULES = (SUB_PROPERTY, SYMMETRY, TRANSITIVITY)


class Rules:
    """Applies the rules to edges as they come.

    What an edge entails alone depends on its relation alone, and is worked out once a relation.
    Only the edges of transitive relations are held together.
    """

    def __init__(self, terms: Ontology) -> None:
        self.terms = terms
        self.entailed: dict[str, list[tuple[str, bool, str]]] = {}
        self.pairs: dict[str, set[tuple[str, str]]] = {}

    def local(self, subject: str, relation: str, target: str) -> Iterator[tuple[Edge, str]]:
        """Give what an edge entails alone, each with the rule that made it last."""
        if relation not in self.entailed:
            self.entailed[relation] = self._entailed(relation)
        if self._is_transitive(relation):
            self.pairs.setdefault(relation, set()).add((subject, target))
        for found, swapped, rule in self.entailed[relation]:
            edge = (target, found, subject) if swapped else (subject, found, target)
            if self._is_transitive(found):
                self.pairs.setdefault(found, set()).add((edge[0], edge[2]))
            yield edge, rule

    def chained(self) -> Iterator[tuple[Edge, str]]:
        """Give what the transitive relations of all edges so far entail, and what follows from that."""
        for relation in sorted(self.pairs):
            pairs = set(self.pairs[relation])
            for subject, target in sorted(_closure(pairs) - pairs):
                yield (subject, relation, target), TRANSITIVITY
                yield from list(self.local(subject, relation, target))

    def _is_transitive(self, relation: str) -> bool:
        term = self.terms.terms.get(relation)
        return term is not None and term.transitive

    def _entailed(self, relation: str) -> list[tuple[str, bool, str]]:
        """Give the relations that follow from one, whether the other way round, and by which rule."""
        found: dict[tuple[str, bool], str] = {(relation, False): ""}
        queue = [(relation, False)]
        for name, swapped in queue:
            term = self.terms.terms.get(name)
            if term is None:
                continue
            new = {(parent, swapped): SUB_PROPERTY for parent in term.parents}
            new |= {(name, not swapped): SYMMETRY} if term.symmetric else {}
            queue += [one for one in new if one not in found]
            found = new | found
        return [(name, swapped, rule) for (name, swapped), rule in found.items() if rule]


def _closure(pairs: set[tuple[str, str]]) -> set[tuple[str, str]]:
    following: dict[str, set[str]] = {}
    for first, second in pairs:
        following.setdefault(first, set()).add(second)
    return {(start, end) for start in following for end in _reached(start, following) if start != end}


def _reached(start: str, following: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    queue = list(following[start])
    while queue:
        current = queue.pop()
        if current not in seen:
            seen.add(current)
            queue.extend(following.get(current, ()))
    return seen
