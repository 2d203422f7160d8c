"""The network that people see: plain rows of nodes and edges, drawn from a corpus.

One edge stands for one (subject, predicate, object), however many claims state it, so that
nothing is merged or lost downstream. Literals are not nodes. Rows come sorted, so that output
never depends on input order.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from datetime import date

from kg.model import Claim
from kg.model import Corpus
from kg.model import Entity
from kg.model import Literal
from kg.model import content_key
from kg.projection import Layer
from kg.projection import Policy
from kg.projection import layer
from kg.terms import Mode
from kg.voices import apart
from kg.voices import heard
from kg.when import When


@dataclass(frozen=True, slots=True)
class Node:
    """An entity that at least one edge touches.

    Attributes:
        entity: the registry's record.
        lineage: local names of its class and every class above it, nearest first.
        degree: number of edges that touch it.
        claims: number of claims behind those edges.
    """

    entity: Entity
    lineage: tuple[str, ...]
    degree: int
    claims: int


@dataclass(frozen=True, slots=True)
class Edge:
    """All claims of one (subject, predicate, object).

    Attributes:
        key: content hash, stable from build to build.
        source: entity id.
        predicate: local name of the relation.
        target: entity id.
        label: the relation's label.
        claims: the claims behind it, in the corpus's order, at least one.
        voices: ids of the independent voices behind it; their number is the edge's weight.
        spells: disjoint (first day, last day), both inclusive, None where not bounded; sorted.
        unconfirmed: whether it rests only on claims that the default policy leaves out.
        maybe: in a selection by time, whether it only may hold then.
    """

    key: str
    source: str
    predicate: str
    target: str
    label: str
    claims: tuple[Claim, ...]
    voices: tuple[str, ...]
    spells: tuple[tuple[date | None, date | None], ...]
    unconfirmed: bool
    maybe: bool = False

    @property
    def inferred(self) -> bool:
        """Whether no passage states it: a curator concluded it."""
        return all(claim.mode is Mode.INFERRED for claim in self.claims)


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes and edges, with the corpus that they come from."""

    corpus: Corpus
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def network(
    corpus: Corpus,
    policy: Policy = Policy.DEFAULT,
    claims: Iterable[Claim] | None = None,
    maybe: frozenset[str] = frozenset(),
) -> Network:
    """Draw the network of a corpus, or of some of its claims.

    Args:
        corpus: where labels and documents are looked up.
        policy: which claims become edges.
        claims: a selection; all but the context where None.
        maybe: keys of claims that only may hold in the time that was selected.
    """
    chosen = (claim for claim in corpus.claims if claim.key not in corpus.context) if claims is None else claims
    grouped: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in chosen:
        if layer(claim, policy) is not Layer.NONE and not isinstance(claim.object, Literal):
            grouped.setdefault((claim.subject, claim.predicate, claim.object), []).append(claim)
    bases = {claim.key: claim for claim in corpus.claims}
    drawn = (_edge(corpus, bases, triple, grouped[triple]) for triple in sorted(grouped))
    edges = tuple(replace(one, maybe=maybe.issuperset(claim.key for claim in one.claims)) for one in drawn)
    return Network(corpus, _nodes(corpus, edges), edges)


def _edge(corpus: Corpus, bases: Mapping[str, Claim], triple: tuple[str, str, str], claims: list[Claim]) -> Edge:
    subject, predicate, target = triple
    return Edge(
        key=content_key(*triple),
        source=subject,
        predicate=predicate,
        target=target,
        label=corpus.ontology.label(predicate),
        claims=tuple(claims),
        voices=tuple(sorted(apart(heard(claim, corpus.entities, bases) for claim in claims))),
        spells=spells((claim.when, corpus.last_issue(claim)) for claim in claims),
        unconfirmed=all(layer(claim) is Layer.NONE for claim in claims),
    )


def _nodes(corpus: Corpus, edges: tuple[Edge, ...]) -> tuple[Node, ...]:
    touching: dict[str, list[Edge]] = {}
    for edge in edges:
        for name in {edge.source, edge.target}:
            touching.setdefault(name, []).append(edge)
    return tuple(
        Node(
            entity=corpus.entities[name],
            lineage=corpus.ontology.lineage(corpus.entities[name].type),
            degree=len(touching[name]),
            claims=sum(len(edge.claims) for edge in touching[name]),
        )
        for name in sorted(touching)
    )


def spells(dated: Iterable[tuple[When | None, date | None]]) -> tuple[tuple[date | None, date | None], ...]:
    """Unite the times of claims into disjoint spells; an open end stops at its document's day.

    >>> from kg.when import parse
    >>> [(str(a), str(b)) for a, b in spells([(parse("2017-10"), None), (parse("2017-10-14"), None)])]
    [('2017-10-01', '2017-10-31')]
    """
    known = [when.span(cap) for when, cap in dated if when is not None]
    merged: list[tuple[date | None, date | None]] = []
    for first, last in sorted(known, key=lambda spell: (spell[0] or date.min, spell[1] or date.max)):
        if merged and _reaches(merged[-1], first):
            start, end = merged[-1]
            merged[-1] = (start, None if end is None or last is None else max(end, last))
        else:
            merged.append((first, last))
    return tuple(merged)


def _reaches(spell: tuple[date | None, date | None], first: date | None) -> bool:
    return first is None or spell[1] is None or first <= spell[1]


def attributes(node: Node) -> dict[str, str | float | list[str] | None]:
    """Give what an entity's node carries in other people's graph libraries."""
    entity = node.entity
    latitude, longitude = entity.coordinates or (None, None)
    return {
        "label": entity.label,
        "type": entity.type,
        "types": list(node.lineage),
        "aliases": list(entity.spellings[1:]),
        "latitude": latitude,
        "longitude": longitude,
        "description": entity.description,
    }
