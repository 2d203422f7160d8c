"""Claims as numbers: what is the same for many of them is looked up once, and known by a number from then on."""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple
from typing import TypeAlias
from typing import TypeVar

from kg.model import Claim
from kg.model import Corpus
from kg.model import Literal
from kg.palette import Line
from kg.palette import claim_line
from kg.projection import Layer
from kg.projection import layer
from kg.stream.columns import NOTED
from kg.stream.literals import literal_name
from kg.stream.rows import EdgeRow
from kg.stream.rows import Names
from kg.stream.rows import Spells
from kg.table import label
from kg.terms import Certainty
from kg.terms import Mode
from kg.terms import Polarity
from kg.terms import Rank
from kg.voices import Heard
from kg.voices import heard
from kg.when import When

Key = TypeVar("Key")
Value = TypeVar("Value")
Single: TypeAlias = tuple[int, int, int, int, int, int, str, Names, tuple[Names, ...]]
"""An edge of one claim: numbers of what is said, source, target, who says it, where, when; claim and quotes;
qualifiers and notes, if it has any."""


class Said(NamedTuple):
    """A relation, and how it is said; the names are those of ``EdgeRow``."""

    predicate: str
    kind: str
    modes: Names
    certainty: str
    line: str


class Who(NamedTuple):
    """A chain of voices, the independent ones behind it, and through whom alone these are heard."""

    voices: tuple[Names, ...]
    independent: Names
    through: Names


class Times(NamedTuple):
    """A time as curated, and its spell; both empty where there is none."""

    edtf: Names
    spells: Spells


class Tables:
    """What the numbers of rows stand for, in the order of their first coming.

    Attributes:
        nodes: names of entities and of literals.
        literals: what the names of literals stand for.
        swapped: how many times had their end before their beginning.
        noted: which of ``NOTED`` any row has.
    """

    def __init__(self) -> None:
        self.said: list[Said] = []
        self.nodes: list[str] = []
        self.literals: dict[str, Literal] = {}
        self.who: list[Who] = []
        self.documents: list[Names] = []
        self.times: list[Times] = [Times((), ())]
        self.swapped = 0
        self.noted = set[str]()

    def row(self, single: Single) -> EdgeRow:
        """Give an edge of one claim as texts."""
        said, source, target, who, documents, times, claim, quotes, noted = single
        predicate, kind, modes, certainty, line = self.said[said]
        row = EdgeRow(
            *(self.nodes[source], predicate, self.nodes[target], kind, (claim,), quotes, *self.who[who]),
            *(self.documents[documents], modes, certainty, *self.times[times], line),
        )
        return row._replace(qualifiers=noted[0], notes=noted[1]) if noted else row


class Known:
    """Looks up what claims say, once for all that say the same."""

    def __init__(self, corpus: Corpus, kind: Callable[[Claim], str | None], *, full: bool = False) -> None:
        """Take what decides on kinds of edges, and whether they lead to literals too."""
        self.corpus = corpus
        self.kind = kind
        self.full = full
        self.tables = Tables()
        self.nodes: dict[str, int] = {}
        self.said: dict[tuple[str, Mode, Certainty, Polarity, Rank, bool], int] = {}
        self.who: dict[tuple[Names, Heard], int] = {}
        self.stated: dict[Names, int] = {}
        self.documents: dict[Names, int] = {}
        self.times: dict[tuple[str, date | None], int] = {}
        self.closed: dict[str, int] = {}
        forward = corpus.ontology.of_kind("Mode").values()
        self.forward = frozenset(mode.name for mode in forward if mode.notes.get("forward_looking") == "true")

    def rows(self, claims: Iterable[Claim], bases: Mapping[str, Claim]) -> Iterator[Single]:
        """Give each claim that is drawn, as if it were an edge of its own; ``bases`` are what inferred ones rest on."""
        kinds, nodes, stated, places, closed = self.said, self.nodes, self.stated, self.documents, self.closed
        context = self.corpus.context
        for claim in claims:
            source, target, voices, evidence = claim.subject, claim.object, claim.voices, claim.evidence
            if (isinstance(target, Literal) and not self.full) or (context and claim.key in context):
                continue
            saying = claim.predicate, claim.mode, claim.certainty, claim.polarity, claim.rank, len(voices) > 1
            said = kinds[saying] if saying in kinds else self._said(claim, saying)
            if said < 0:
                continue
            quotes: Names
            documents: Names
            if len(evidence) == 1:
                (passage,) = evidence
                quotes, documents = (passage.exact,), (passage.document,)
            else:
                quotes, documents = tuple(dict.fromkeys([one.exact for one in evidence])), claim.documents
            one = nodes[source] if source in nodes else _number(nodes, self.tables.nodes, source, source)
            end = self._literal(target) if isinstance(target, Literal) else target
            other = nodes[end] if end in nodes else _number(nodes, self.tables.nodes, end, end)
            who = stated[voices] if voices in stated else self._who(claim, bases)
            where = (
                places[documents]
                if documents in places
                else _number(places, self.tables.documents, documents, documents)
            )
            when = claim.when
            if when is None:
                times = 0
            elif when.open_end or when.edtf not in closed:
                times = self._times(claim, when)
            else:
                times = closed[when.edtf]
            noted = self._noted(claim) if claim.note or claim.qualifiers else ()
            yield said, one, other, who, where, times, claim.key, quotes, noted

    def _said(self, claim: Claim, saying: tuple[str, Mode, Certainty, Polarity, Rank, bool]) -> int:
        kind = self.kind(claim)
        if kind is None:
            self.said[saying] = -1
            return -1
        line = Line.UNCONFIRMED if layer(claim) is Layer.NONE else claim_line(claim)
        said = Said(claim.predicate, kind, (claim.mode.value,), claim.certainty.value, line.value)
        return _number(self.said, self.tables.said, saying, said)

    def _literal(self, value: Literal) -> str:
        name = literal_name(value)
        self.tables.literals[name] = value
        return name

    def _who(self, claim: Claim, bases: Mapping[str, Claim]) -> int:
        behind = heard(claim, self.corpus.entities, bases)
        key = claim.voices, behind
        number = (
            self.who[key]
            if key in self.who
            else _number(self.who, self.tables.who, key, Who((key[0],), tuple(sorted(behind.voices)), behind.through))
        )
        if claim.mode is not Mode.INFERRED:  # what that rests on is a matter of each claim
            self.stated[claim.voices] = number
        return number

    def _noted(self, claim: Claim) -> tuple[Names, Names]:
        """Give qualifiers in words, and notes."""
        terms = self.corpus.ontology
        told = [f"{terms.label(name)}: {label(value, self.corpus)}" for name, value in claim.qualifiers]
        noted = tuple(told), (claim.note,) if claim.note else ()
        self.tables.noted.update(name for name, has in zip(NOTED, noted, strict=True) if has)
        return noted

    def _where(self, documents: Names) -> int:
        return _number(self.documents, self.tables.documents, documents, documents)

    def _times(self, claim: Claim, when: When) -> int:
        capped = when.open_end and claim.mode.value not in self.forward
        key = when.edtf, self.corpus.last_issue(claim) if capped else None
        if key not in self.times:
            first, last = when.span(key[1])
            if first and last and last < first:  # not from EDTF, which is checked; Gephi would drop it
                first, last = last, first
                self.tables.swapped += 1
            spell = first.isoformat() if first else None, last.isoformat() if last else None
            _number(self.times, self.tables.times, key, Times((when.edtf,), (spell,)))
        if not when.open_end:
            self.closed[when.edtf] = self.times[key]
        return self.times[key]


def _number(numbers: dict[Key, int], values: list[Value], key: Key, value: Value) -> int:
    """Give a new value its number."""
    number = numbers[key] = len(values)
    values.append(value)
    return number
