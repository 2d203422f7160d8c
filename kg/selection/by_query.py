"""Which claims a query's answer names.

A row of SELECT that has claims in it selects them, whatever else it holds. A row of entities selects the
claims that join two of them, or, where it names one entity alone, every claim that has it as subject or
object. A triple of CONSTRUCT or DESCRIBE selects the claims that say it; one about a claim selects that claim.
"""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator

from kg.errors import QueryError
from kg.graph import Graph
from kg.model import Claim
from kg.query.answer import Answer


def named(graph: Graph, text: str) -> set[str]:
    """Give the keys of the claims that a query's answer names.

    Raises:
        QueryError: the query is wrong or refused, is an ASK, or its answer holds no IRI of a claim or an entity.
    """
    answer = graph.query(text)
    if answer.boolean is not None:
        message = "ASK answers yes or no, which selects nothing: write SELECT ?claim, or CONSTRUCT"
        raise QueryError(message)
    by_iri = {graph.names.claim(claim.key): claim.key for claim in graph.corpus.claims}
    keys = {by_iri[term] for row in answer.terms for term in row if term in by_iri}
    test = _by_triple(graph, answer) if answer.triples else _by_entities(graph, _bare(answer, by_iri))
    found = keys | {claim.key for claim in graph.corpus.claims if test(claim)}
    if not found and answer.terms and not _knows(graph, answer):
        message = f"no row of the answer ({len(answer):,}) names a claim or an entity: select their IRIs"
        raise QueryError(message)
    return found


def _bare(answer: Answer, claims: Iterable[str]) -> Iterator[tuple[str | None, ...]]:
    """Give the rows that name no claim."""
    return (row for row in answer.terms if set(row).isdisjoint(claims))


def _by_triple(graph: Graph, answer: Answer) -> Callable[[Claim], bool]:
    names = graph.names
    triples = set(answer.terms)
    return lambda claim: (names.id[claim.subject], names.o[claim.predicate], names.value(claim.object)) in triples


def _by_entities(graph: Graph, rows: Iterable[tuple[str | None, ...]]) -> Callable[[Claim], bool]:
    ids = {graph.names.id[name]: name for name in graph.corpus.entities}
    alone: set[str] = set()
    together: dict[str, list[set[str]]] = {}
    for row in rows:
        ends = {ids[term] for term in row if term in ids}
        if len(ends) == 1:
            alone |= ends
        for end in ends if len(ends) > 1 else ():
            together.setdefault(end, []).append(ends)

    def test(claim: Claim) -> bool:
        if claim.subject in alone or claim.object in alone:
            return True
        return claim.subject != claim.object and any(claim.object in ends for ends in together.get(claim.subject, ()))

    return test


def _knows(graph: Graph, answer: Answer) -> bool:
    entities = {graph.names.id[name] for name in graph.corpus.entities}
    return any(term in entities for row in answer.terms for term in row)
