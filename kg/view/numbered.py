"""A corpus by number: nodes, claims, and what several columns of the explorer are made from.

Nodes are every entity that a claim names, those whose voice such an entity is, and the places that it
lies in, sorted by id. Claims keep the corpus's order.
"""

from collections.abc import Iterator
from collections.abc import Sequence
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING
from typing import TypeAlias

import numpy as np

from kg.layout import place
from kg.layout.sizes import LIMIT
from kg.model import Claim
from kg.model import Corpus
from kg.model import Entity
from kg.model import Value
from kg.palette import Line
from kg.palette import Style
from kg.palette import claim_line
from kg.palette import style
from kg.projection import Policy
from kg.projection import least_policy
from kg.rdf.registry import containers
from kg.voices import Heard
from kg.voices import heard
from kg.voices import principal

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints: TypeAlias = NDArray[np.int64]
    Floats: TypeAlias = NDArray[np.float64]

LEVELS: tuple[Policy | None, ...] = (*Policy, None)  # as the page numbers them
DEFAULT, WIDE, NEVER = (LEVELS.index(name) for name in (Policy.DEFAULT, Policy.WIDE, None))
LITERAL = -1  # in place of a node
TURN = 2.399963229728653  # the golden angle, in radians
BESIDE = 90.0  # pixels between an entity without an edge and the one that it is told with


class Numbered:
    """A corpus's nodes and claims by number.

    Attributes:
        corpus: what is numbered.
        names: ids of the nodes, sorted.
        node: their numbers.
        subjects: the node of each claim's subject.
        objects: that of its object, or ``LITERAL``.
    """

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.names = _named(corpus)
        self.node: dict[Value, int] = {name: number for number, name in enumerate(self.names)}
        self.subjects = whole([self.node[claim.subject] for claim in corpus.claims])
        self.objects = whole([self.node.get(claim.object, LITERAL) for claim in corpus.claims])

    @cached_property
    def entities(self) -> list[Entity]:
        """The nodes' records; an entity that the registry lacks has its id as label."""
        known = self.corpus.entities
        return [known.get(name) or Entity(name, "Entity", name) for name in self.names]

    @cached_property
    def styles(self) -> list[Style]:
        """How each node looks."""
        lineage = self.corpus.ontology.lineage
        looks = {name: style(lineage(name)) for name in {entity.type for entity in self.entities}}
        return [looks[entity.type] for entity in self.entities]

    @cached_property
    def kinds(self) -> "tuple[Ints, list[Claim]]":
        """Which kind of saying each claim is, and a claim of each kind: all of them look and count the same.

        A selection's context, which is told beside its claims, is of kinds of its own. Members of an enumeration
        are told apart by what they are, which is many times as fast as by what they equal.
        """
        found: dict[tuple[object, ...], int] = {}
        examples: list[Claim] = []
        context = self.corpus.context
        kinds = []
        for claim in self.corpus.claims:
            saying = id(claim.mode), id(claim.certainty), id(claim.polarity), id(claim.rank), id(claim.time_mode)
            kind = found.setdefault((*saying, len(claim.voices) > 1, claim.key in context), len(examples))
            if kind == len(examples):
                examples.append(claim)
            kinds.append(kind)
        return whole(kinds), examples

    @cached_property
    def kind_levels(self) -> "Ints":
        """Index into ``LEVELS`` of each kind; what is a selection's context is no edge."""
        policies = [None if one.key in self.corpus.context else least_policy(one) for one in self.kinds[1]]
        return np.array([LEVELS.index(policy) for policy in policies], np.int64)

    @cached_property
    def kind_lines(self) -> "Ints":
        """Index into ``Line`` of each kind: what is no edge under the default policy is never drawn as one."""
        order = {name: number for number, name in enumerate(Line)}
        told = np.array([order[claim_line(claim)] for claim in self.kinds[1]], np.int64)
        return np.where(self.kind_levels > DEFAULT, order[Line.UNCONFIRMED], told)

    @cached_property
    def levels(self) -> "Ints":
        """Index into ``LEVELS`` of each claim."""
        return self.kind_levels[self.kinds[0]]

    @cached_property
    def predicates(self) -> "tuple[Ints, list[str]]":
        """Which relation each claim's predicate is, and their names, sorted."""
        told = [claim.predicate for claim in self.corpus.claims]
        names = sorted(set(told))
        number = {name: place for place, name in enumerate(names)}
        return whole([number[name] for name in told]), names

    @cached_property
    def saying(self) -> "tuple[Ints, list[tuple[tuple[str, ...], Heard]]]":
        """Who says each claim, and whose word it is; what many claims have in common stands once."""
        claims, entities = self.corpus.claims, self.corpus.entities
        alone = {claim.voices: heard(claim, entities, {}) for claim in {one.voices: one for one in claims}.values()}
        behind = [alone[claim.voices] for claim in claims]
        bases = {claim.key: claim for claim in claims} if self.linking else {}
        for at, claim in self.linking:
            behind[at] = heard(claim, entities, bases)
        found: dict[tuple[tuple[str, ...], Heard], int] = {}
        told = zip([claim.voices for claim in claims], behind, strict=True)
        return whole([found.setdefault(one, len(found)) for one in told]), list(found)

    @cached_property
    def linking(self) -> list[tuple[int, Claim]]:
        """The claims that lead to others, by number."""
        return [(at, claim) for at, claim in enumerate(self.corpus.claims) if claim.links]

    def degrees(self) -> "Ints":
        """Give the number of plain edges (policy default) that touch each node."""
        drawn = (self.levels <= DEFAULT) & (self.objects != LITERAL)
        size = len(self.names)
        edges = distinct((self.predicates[0][drawn] * size + self.subjects[drawn]) * size + self.objects[drawn])
        one, other = edges // max(size, 1) % max(size, 1), edges % max(size, 1)
        return np.bincount(one, minlength=size) + np.bincount(other[other != one], minlength=size)

    def voiced(self) -> "Ints":
        """Give the number of independent voices behind the claims that name each node as subject or object.

        Whom others among them tell of is none of them (see ``kg.voices.apart``).
        """
        numbers, told = self.saying
        behind = [one for _, one in told]
        size, kinds = max(len(self.names), 1), max(len(told), 1)
        pairs = distinct(np.concatenate([ends * kinds + numbers for ends in (self.subjects, self.objects)]))
        pairs = pairs[pairs >= 0]
        named = distinct(self._spread(pairs, [one.voices for one in behind])[1])
        at, tellers = self._spread(pairs, [one.through for one in behind])
        second = np.zeros(len(pairs), np.bool_)
        second[at[np.isin(tellers, named)]] = True
        own = distinct(self._spread(pairs[~second], [one.voices for one in behind])[1]) if second.any() else named
        counted, all_of_them = (np.bincount(codes // size, minlength=len(self.names)) for codes in (own, named))
        return np.where(counted, counted, all_of_them)

    def _spread(self, pairs: "Ints", voices: Sequence[tuple[str, ...]]) -> "tuple[Ints, Ints]":
        """Give for pairs of node and saying each voice of the saying: the number of the pair; node and voice in one."""
        size, kinds = max(len(self.names), 1), max(len(voices), 1)
        lengths = whole([len(one) for one in voices])
        starts = np.cumsum(lengths) - lengths
        node, saying = pairs // kinds, pairs % kinds
        counts = lengths[saying]
        at = np.repeat(np.arange(len(pairs)), counts)
        within = np.arange(len(at)) - np.repeat(np.cumsum(counts) - counts, counts)
        of = whole([self.node[name] for name in chain.from_iterable(voices)])
        return at, node[at] * size + of[starts[saying][at] + within]

    def places(self) -> "Floats":
        """Give x and y of each node: by the edges that any policy draws, so that none moves it.

        An entity without such an edge stands beside one that a claim names with it.
        """
        drawn = (self.levels <= WIDE) & (self.objects != LITERAL)
        ends = np.concatenate([self.subjects[drawn], self.objects[drawn]])
        touched, number = np.unique(ends, return_inverse=True)
        sources, targets = np.split(number.reshape(-1), 2)
        spots = np.full((len(self.names), 2), np.nan)
        spots[touched] = place(len(touched), sources, targets, np.ones(len(sources)))
        self._beside(spots)
        return spots

    def _beside(self, spots: "Floats") -> None:
        """Give places to the nodes that have none yet."""
        told = {number: other for claim in self.corpus.claims for number, other in self._together(claim)}
        lacking = np.flatnonzero(np.isnan(spots[:, 0])).tolist()
        for count, number in enumerate(lacking):
            near = spots[told[number]] if number in told else np.full(2, np.nan)
            middle = np.zeros(2) if np.isnan(near[0]) else near
            away = BESIDE * (1 + count % 3 / 3) if number in told else BESIDE * (1 + count) ** 0.5
            spots[number] = middle + away * np.array([np.cos(count * TURN), np.sin(count * TURN)])
        np.clip(spots, -LIMIT, LIMIT, out=spots)

    def _together(self, claim: Claim) -> Iterator[tuple[int, int]]:
        """Give pairs of nodes that a claim names, none of which is its subject twice."""
        subject = self.node[claim.subject]
        values = (claim.object, *(value for _, value in claim.qualifiers), *claim.voices)
        for other in (self.node[value] for value in values if isinstance(value, str)):
            if other != subject:
                yield from ((subject, other), (other, subject))


def whole(numbers: Sequence[int]) -> "Ints":
    """Give whole numbers as a column."""
    return np.array(numbers, np.int64)


def distinct(numbers: "Ints") -> "Ints":
    """Give each number once, the lowest first: sorting is many times as fast as ``np.unique``."""
    ordered = np.sort(numbers)
    first: NDArray[np.bool_] = np.diff(ordered, prepend=ordered[:1] - 1) != 0
    return ordered[first]


def _named(corpus: Corpus) -> list[str]:
    claims = corpus.claims
    values: set[Value] = {claim.subject for claim in claims}
    values.update([claim.object for claim in claims], *{claim.voices for claim in claims})
    values.update([value for claim in claims if claim.qualifiers for _, value in claim.qualifiers])
    names = {value for value in values if isinstance(value, str)}
    known = [corpus.entities[name] for name in names if name in corpus.entities]
    names.update(principal(entity.id, corpus.entities) for entity in known if entity.speaks_for)
    for entity in known:
        if entity.located_in:
            names.update(containers(entity, corpus.entities))
    return sorted(names)
