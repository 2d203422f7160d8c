"""A corpus cut to some of its claims, with all that these need to be understood.

Claims that a kept one rests on, and those that contradict it, stay as context (``Corpus.context``); so do the
entities and documents that all of them name, the places that places lie in, and those for whom voices speak.
"""

from collections import deque
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from kg.model import Claim
from kg.model import Corpus
from kg.model import Entity

RESTS_ON = ("derived_from", "condition")  # links to what a claim would say nothing without
CONTRADICTS = "contradicts"


def cut(corpus: Corpus, claims: Iterable[Claim]) -> Corpus:
    """Cut a corpus to some claims, their context, and the entities and documents that these name."""
    selected = {claim.key for claim in claims}
    context = frozenset(_context(corpus, selected))
    kept = tuple(claim for claim in corpus.claims if claim.key in selected or claim.key in context)
    names = {name for claim in kept for name in claim.documents}
    documents = {name: one for name, one in corpus.documents.items() if name in names}
    agents = (
        name
        for one in documents.values()
        for name in (one.publisher, *one.authors, *one.interviewers, *one.interviewees)
    )
    wanted = set(_with_background(chain(agents, chain.from_iterable(map(_entities, kept))), corpus))
    return replace(
        corpus,
        documents=documents,
        entities={name: one for name, one in corpus.entities.items() if name in wanted},
        claims=kept,
        claimless=tuple(one for one in corpus.claimless if one.passage.document in names),
        context=context,
    )


def _context(corpus: Corpus, selected: set[str]) -> set[str]:
    """Give the keys of claims that selected ones rest on, link to, or are contradicted by."""
    by_key = {claim.key: claim for claim in corpus.claims}
    queue = deque(sorted(selected))
    seen = set(selected)
    while queue:
        links = by_key[queue.popleft()].links
        new = {key for link, key in links if link in RESTS_ON and key in by_key} - seen
        seen |= new
        queue.extend(sorted(new))
    linked = {key for name in selected for _, key in by_key[name].links if key in by_key}
    against = {claim.key for claim in corpus.claims if not selected.isdisjoint(claim.linked(CONTRADICTS))}
    return (seen | linked | against) - selected


def _entities(claim: Claim) -> Iterator[str]:
    """Give every entity that a claim names."""
    values = (claim.subject, claim.object, *claim.voices, *(value for _, value in claim.qualifiers))
    return (value for value in values if isinstance(value, str))


def _with_background(names: Iterable[str], corpus: Corpus) -> set[str]:
    """Add the places that places lie in, and those for whom voices speak."""
    seen: set[str] = set()
    queue = [name for name in names if name in corpus.entities]
    while queue:
        name = queue.pop()
        if name not in seen:
            seen.add(name)
            queue.extend(other for other in _background(corpus.entities[name]) if other in corpus.entities)
    return seen


def _background(entity: Entity) -> Iterator[str]:
    yield from entity.located_in
    if entity.speaks_for:
        yield entity.speaks_for
