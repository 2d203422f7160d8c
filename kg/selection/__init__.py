"""A part of a graph: what lies around an entity, on a day, in a document, of some types, or what a query names.

A selection is a graph again: its claims, with the entities and documents that they name. Claims that a
selected one rests on, and those that contradict it, come along as context: they are told with it and never
become plain edges, so that nothing is drawn that was not selected. Its title says what is selected, its
notice what is left out.
"""

from collections import deque
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from datetime import date

from kg.errors import KgError
from kg.errors import UnknownNameError
from kg.errors import either
from kg.errors import unknown_among
from kg.excerpt import cut
from kg.graph import Graph
from kg.model import Claim
from kg.model import Corpus
from kg.projection import Layer
from kg.projection import Policy
from kg.projection import layer
from kg.text import isolated
from kg.timeline import surely
from kg.timeline import touches
from kg.when import When
from kg.when import parse
from kg.when_words import words

DAY = len("2017-10-20")


class SelectionError(KgError):
    """A selection that can't be made, or that holds nothing."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What to take of a graph; every part narrows it further, the neighbourhood last.

    Attributes:
        around: an entity's id, label or any spelling: claims among the entities near it, and all that name it.
        hops: how many plain edges away is near.
        query: SPARQL whose answer names claims (see ``kg.selection.by_query``).
        documents: ids of documents: claims with a passage in one of them.
        on: a day, month or year (EDTF): claims that hold or may hold then; undated ones are left out.
        types: names or labels of classes: claims whose entities all are of one of them.
        policy: which claims become plain edges; the graph's own where None.
    """

    around: str | None = None
    hops: int = 1
    query: str | None = None
    documents: tuple[str, ...] = ()
    on: str | None = None
    types: tuple[str, ...] = ()
    policy: Policy | None = None

    @property
    def is_everything(self) -> bool:
        """Whether no claim is left out; a name that is given and empty is none, and not everything."""
        return not (self.documents or self.types) and self.around is self.query is self.on is None

    def of(self, graph: Graph) -> Graph:
        """Give the selected part of a graph.

        Raises:
            UnknownNameError: there is no such entity, document or class.
            EdtfError: the day is none.
            QueryError: the query is wrong, or refused.
            SelectionError: nothing is selected, or the query can't select.
        """
        policy = self.policy or graph.policy
        if self.is_everything:
            return graph if policy is graph.policy else Graph(graph.corpus, policy, graph.notice, graph.maybe)
        picker = _Picker(Graph(graph.corpus, policy, graph.notice, graph.maybe))
        if self.documents:
            picker.documents(self.documents)
        if self.on is not None:
            picker.day(self.on)
        if self.types:
            picker.types(self.types)
        if self.query is not None:
            picker.query(self.query)
        if self.around is not None:
            picker.around(self.around, self.hops)
        return picker.graph()


class _Picker:
    """Narrows the claims of a graph step by step, and keeps in words what was done."""

    def __init__(self, graph: Graph) -> None:
        self.whole = graph
        self.corpus = graph.corpus
        self.claims = [claim for claim in self.corpus.claims if claim.key not in self.corpus.context]
        self.undated: list[Claim] = []  # left out for that alone
        self.time: tuple[When, str] | None = None
        self.said: list[str] = []

    def graph(self) -> Graph:
        """Give the graph of the claims that are left."""
        corpus = cut(self.corpus, self.claims)
        title = f"{isolated(self.corpus.title)}: {', '.join(reversed(self.said))}"
        notice = " ".join(filter(None, (self.whole.notice, self._timing(), _beside(len(corpus.context)))))
        return Graph(replace(corpus, title=title), self.whole.policy, notice, self.whole.maybe | self._maybe())

    def _maybe(self) -> frozenset[str]:
        """Give the keys of claims that only may hold in the chosen time."""
        if self.time is None:
            return frozenset()
        return frozenset(claim.key for claim in self.claims if not self._surely(claim, self.time[0]))

    def _surely(self, claim: Claim, when: When) -> bool:
        return surely(claim, self.corpus.last_issue(claim), *_days(when))

    def _timing(self) -> str:
        if self.time is None:
            return ""
        when, said = self.time
        sure = sum(layer(one, self.whole.policy) is Layer.EDGES and self._surely(one, when) for one in self.claims)
        holds = "claim holds or may hold" if len(self.claims) == 1 else "claims hold or may hold"
        parts = [f"{len(self.claims):,} {holds} {said}", f"{sure:,} of them told as fact and sure for that time"]
        return "; ".join([*parts, _left_out(self.undated)] if self.undated else parts) + "."

    def _keep(self, test: Callable[[Claim], bool], said: str, nothing: str) -> None:
        self.claims, self.undated = list(filter(test, self.claims)), list(filter(test, self.undated))
        if not self.claims:
            among = f" among those {', '.join(reversed(self.said))}" if self.said else ""
            more = f" ({_left_out(self.undated)})" if self.undated else ""
            message = f"nothing is selected: {nothing}{among}{more}. That means unknown, not nothing"
            raise SelectionError(message)
        self.said.append(said)

    def documents(self, wanted: Sequence[str]) -> None:
        known = self.corpus.documents
        for name in wanted:
            if name not in known:
                raise UnknownNameError(unknown_among(f"there is no document “{name}”", name, known, "documents"))
        titles = f"“{isolated(known[wanted[0]].title)}”" if len(wanted) == 1 else f"{len(wanted)} documents"
        self._keep(
            lambda claim: not set(wanted).isdisjoint(claim.documents), f"from {titles}", f"no claim stands in {titles}"
        )

    def day(self, text: str) -> None:
        when = date_of(text)
        said = f"on {words(when)}" if len(text) == DAY else f"in {words(when)}"
        self.time = when, said
        self.undated = [claim for claim in self.claims if claim.when is None]
        self.claims = [claim for claim in self.claims if claim.when and touches(claim.when, *_days(when))]
        self._keep(lambda _: True, said, f"no claim holds or may hold {said}")

    def types(self, wanted: Sequence[str]) -> None:
        names = [_class(name, self.corpus) for name in wanted]
        said = f"only {either([self.corpus.ontology.label(name) for name in names])}"
        classes = {name for name in self.corpus.ontology.entity_classes if self.corpus.ontology.is_a(name, names)}
        fitting = {name for name, entity in self.corpus.entities.items() if entity.type in classes}
        self._keep(lambda claim: _ends(claim) <= fitting, said, f"no claim is {said}")

    def query(self, text: str) -> None:
        from kg.selection.by_query import named  # noqa: PLC0415

        keys = named(self.whole, text)
        nothing = "the query's answer names no claim, and no entities that a claim joins"
        self._keep(lambda claim: claim.key in keys, "as a query names them", nothing)

    def around(self, name: str, hops: int) -> None:
        centre = self.whole.find(name)
        near = _near(self.whole.policy, self.claims, centre, hops)
        label = isolated(self.corpus.entities[centre].label)
        said = f"around {label}, {hops} hop{'' if hops == 1 else 's'}"
        self._keep(lambda claim: centre in _ends(claim) or _ends(claim) <= near, said, f"no claim names {label}")


def _left_out(undated: Sequence[Claim]) -> str:
    return f"{len(undated):,} without a date {'is' if len(undated) == 1 else 'are'} left out"


def _ends(claim: Claim) -> set[str]:
    return {end for end in (claim.subject, claim.object) if isinstance(end, str)}


def _beside(number: int) -> str:
    some = "1 claim that another refers to is" if number == 1 else f"{number:,} claims that others refer to are"
    return f"{some} told beside them, and not drawn." if number else ""


def date_of(text: str) -> When:
    """Read the one date that a selection can be of; an error where it is none, or not just one."""
    when = parse(text)
    if when.is_interval or when.is_set or when.uncertain or when.approximate or "X" in text or "T" in text:
        message = f"{text}: expected one date, such as 2017, 2017-10 or 2017-10-20"
        raise SelectionError(message)
    return when


def _days(when: When) -> tuple[date, date]:
    return when.earliest_start or date.min, when.latest_end or date.max


def _class(name: str, corpus: Corpus) -> str:
    classes = corpus.ontology.entity_classes
    by_name = {name.casefold(): name for name in classes} | {
        corpus.ontology.label(known).casefold(): known for known in classes
    }
    found = name if name in classes else by_name.get(name.casefold())
    if found is None:
        message = f"there is no class of entities “{name}”"
        raise UnknownNameError(unknown_among(message, name, classes, "classes"))
    return found


def _near(policy: Policy, claims: Iterable[Claim], start: str, hops: int) -> set[str]:
    """Give the entities that so many plain edges of some claims reach."""
    neighbours: dict[str, set[str]] = {}
    for claim in claims:
        if isinstance(claim.object, str) and layer(claim, policy) is not Layer.NONE:
            neighbours.setdefault(claim.subject, set()).add(claim.object)
            neighbours.setdefault(claim.object, set()).add(claim.subject)
    seen, queue = {start}, deque([(start, 0)])
    while queue:
        current, distance = queue.popleft()
        if distance < hops:
            new = neighbours.get(current, set()) - seen
            seen |= new
            queue.extend((name, distance + 1) for name in sorted(new))
    return seen
