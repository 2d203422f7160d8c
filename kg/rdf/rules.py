"""What plain edges entail by the ontology's axioms: sub-property, symmetry, transitivity.

The same three rules stand as SPARQL in ``ontology/rules/*.rq`` for other engines; a test holds the
two to each other. Inverses are declared, never materialised.
"""

from collections.abc import Iterable
from collections.abc import Iterator

from kg.terms import Ontology

Edge = tuple[str, str, str]  # subject id, relation, object id
SUB_PROPERTY = "sub-property"
SYMMETRY = "symmetry"
TRANSITIVITY = "transitivity"
RULES = (SUB_PROPERTY, SYMMETRY, TRANSITIVITY)


def infer(edges: Iterable[Edge], terms: Ontology) -> Iterator[tuple[Edge, str]]:
    """Give every entailed edge with the rule that made it last; given edges are not repeated by it.

    Local rules look at one edge at a time; only edges of transitive relations are held together,
    so memory grows with those alone. An edge may come from several rules, and more than once.
    """
    chained: dict[str, set[tuple[str, str]]] = {}
    for edge in edges:
        for found, rule in _local(edge, terms):
            if found != edge:
                yield found, rule
            if terms.terms[found[1]].transitive:
                chained.setdefault(found[1], set()).add((found[0], found[2]))
    for relation in sorted(chained):
        for pair in sorted(_closure(chained[relation]) - chained[relation]):
            edge = (pair[0], relation, pair[1])
            yield edge, TRANSITIVITY
            yield from (item for item in _local(edge, terms) if item[0] != edge)


def _local(edge: Edge, terms: Ontology) -> list[tuple[Edge, str]]:
    """Give an edge and all that follows from it alone."""
    found = {edge: ""}
    for subject, relation, target in (queue := [edge]):
        term = terms.terms.get(relation)
        if term is None:
            continue
        entailed = [((subject, parent, target), SUB_PROPERTY) for parent in term.parents]
        entailed += [((target, relation, subject), SYMMETRY)] if term.symmetric else []
        for new, rule in entailed:
            if new not in found:
                found[new] = rule
                queue.append(new)
    return list(found.items())


def _closure(pairs: set[tuple[str, str]]) -> set[tuple[str, str]]:
    following: dict[str, set[str]] = {}
    for first, second in pairs:
        following.setdefault(first, set()).add(second)
    return {(start, end) for start in following for end in _reached(start, following) if start != end}


def _reached(start: str, following: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    queue = sorted(following[start])
    while queue:
        current = queue.pop()
        if current not in seen:
            seen.add(current)
            queue.extend(following.get(current, ()))
    return seen
