"""Claims in words, as pages show them: nothing here is HTML, and a guess never reads like a fact."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from kg.graph import Graph
from kg.model import Claim
from kg.model import Evidence
from kg.model import Literal
from kg.model import Value
from kg.projection import FACTUAL
from kg.projection import Layer
from kg.projection import layer
from kg.terms import Certainty
from kg.terms import Mode
from kg.terms import Polarity
from kg.terms import Rank
from kg.timeline import reading
from kg.when_words import day

_FIRST, _LAST = re.compile(r"^\S+\s*"), re.compile(r"\s*\S+$")  # a word at an end of a context, which may be half


_UNIT, _NUMBER = re.compile(r" (km|m|kg|usd|percent)$"), re.compile(r"-?[0-9]+(\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Name:
    """A name to show.

    Attributes:
        text: the label.
        href: the page of what it names, empty for none.
    """

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Badge:
    """A mark that a claim carries.

    Attributes:
        text: the word.
        kind: ``mode``, ``certainty``, ``polarity`` or ``rank``.
        about: what it means.
        guarded: whether it has to be read before the claim's words.
    """

    text: str
    kind: str
    about: str
    guarded: bool = True


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage to show, with the place where it stands.

    Attributes:
        before: the text just before it.
        exact: the passage.
        after: the text just after it.
        document: its document, leading to the place of the passage.
        issued: the document's day.
        href: the passage's own page.
    """

    before: str
    exact: str
    after: str
    document: Name
    issued: str
    href: str


@dataclass(frozen=True, slots=True)
class Told:
    """A claim in words.

    Attributes:
        key: of the claim.
        href: its page.
        subject: who or what it is about.
        relation: what it says of it.
        object: to whom or what.
        badges: what is not plain about it, the most telling first.
        quotes: its passages.
        voices: who says it, outermost first.
        when: when it holds, with how a span is to be read; empty where no time is given.
        basis: where a resolved date comes from.
        mode: the mode's label.
        certainty: the certainty's label.
        also: qualifiers, a pair of label and value each.
        rationale: why a curator infers it.
        note: a curator's note.
    """

    key: str
    href: str
    subject: Name
    relation: Name
    object: Name
    badges: tuple[Badge, ...]
    quotes: tuple[Quote, ...]
    voices: tuple[Name, ...]
    when: str
    basis: str
    mode: str
    certainty: str
    also: tuple[tuple[Name, Name], ...]
    rationale: str
    note: str

    @property
    def plain(self) -> bool:
        """Whether nothing has to be said before its words: no prediction, denial, opinion, inference or doubt."""
        return not any(badge.guarded for badge in self.badges)


def context(text: str, passage: Evidence) -> tuple[str, str]:
    """Give what stands before and after a passage, in whole words; an ellipsis where the text goes on."""
    start, end = passage.start - len(passage.prefix), passage.end + len(passage.suffix)
    before, after = passage.prefix, passage.suffix
    if start > 0:
        cut = text[start - 1].isspace() or before[:1].isspace()
        before = f"… {before.lstrip() if cut else _FIRST.sub('', before)}"
    if end < len(text):
        cut = text[end].isspace() or after[-1:].isspace()
        after = f"{after.rstrip() if cut else _LAST.sub('', after)} …"
    return before, after


def path(kind: str, name: str) -> str:
    """Give the address of a page: ``/id/IS``."""
    return f"/{kind}/{quote(name, safe='-._~')}"


@dataclass(frozen=True, slots=True)
class Teller:
    """Puts a graph's records into words."""

    graph: Graph

    def name(self, value: Value) -> Name:
        """Name an entity, or give a literal's text."""
        if isinstance(value, Literal):
            return Name(value.text)
        entity = self.graph.corpus.entities.get(value)
        return Name(entity.label, path("id", value)) if entity else Name(value)

    def term(self, name: str) -> Name:
        """Name a term of the ontology."""
        return Name(self.graph.corpus.ontology.label(name), f"/ontology#{quote(name, safe='-._~')}")

    def document(self, name: str) -> Name:
        """Name a document."""
        document = self.graph.corpus.documents.get(name)
        return Name(document.title if document else name, path("doc", name))

    def quote(self, passage: Evidence) -> Quote:
        """Show a passage in its place."""
        document = self.graph.corpus.documents[passage.document]
        place = f"{path('doc', document.id)}?from={passage.start}&to={passage.end}#c{passage.start}"
        issued = day(document.issued)
        named = Name(document.title, place)
        before, after = context(document.text, passage)
        return Quote(before, passage.exact, after, named, issued, path("evidence", passage.key))

    def claim(self, claim: Claim) -> Told:
        """Tell everything that a reader needs to judge a claim."""
        return Told(
            key=claim.key,
            href=path("claim", claim.key),
            subject=self.name(claim.subject),
            relation=self.term(claim.predicate),
            object=self.name(claim.object),
            badges=tuple(self._badges(claim)),
            quotes=tuple(map(self.quote, claim.evidence)),
            voices=tuple(map(self.name, claim.voices)),
            when=reading(claim),
            basis=claim.time_basis,
            mode=self.label(claim.mode),
            certainty=self.label(claim.certainty),
            also=tuple(self._also(name, value) for name, value in claim.qualifiers),
            rationale=claim.rationale,
            note=claim.note,
        )

    def _also(self, name: str, value: Value) -> tuple[Name, Name]:
        """Say a qualifier as people do: "distance 200 km", "de facto"; the value is empty where the label says all."""
        label = self.term(name)
        if not isinstance(value, Literal):
            return label, self.name(value)
        if value.text in {"true", "false"}:
            return Name(label.text if value.text == "true" else f"not {label.text}", label.href), Name("")
        unit = _UNIT.search(label.text) if _NUMBER.fullmatch(value.text) else None
        if unit is None:
            return label, Name(value.text)
        return Name(label.text[: unit.start()], label.href), Name(f"{value.text} {unit[1]}")

    def claims(self, claims: Iterable[Claim]) -> list[Told]:
        """Tell several claims."""
        return [self.claim(claim) for claim in claims]

    def label(self, name: str) -> str:
        """Give the label of a mode, certainty or other controlled value."""
        return self.graph.corpus.ontology.label(name)

    def about(self, name: str) -> str:
        """Give the definition of a term."""
        term = self.graph.corpus.ontology.terms.get(name)
        return term.definition if term else ""

    def _badges(self, claim: Claim) -> Iterable[Badge]:
        if claim.polarity is not Polarity.POSITIVE:
            text = "denied" if claim.polarity is Polarity.NEGATIVE else "left open"
            yield Badge(text, "polarity", self.about(claim.polarity))
        if claim.rank is not Rank.NORMAL:
            yield Badge(self.label(claim.rank), "rank", self.about(claim.rank))
        guarded = claim.mode not in FACTUAL or claim.mode is Mode.INFERRED
        yield Badge(self.label(claim.mode), "mode", self.about(claim.mode), guarded)
        if claim.certainty is not Certainty.CERTAIN:
            text = "unspecified certainty" if claim.certainty is Certainty.UNSPECIFIED else self.label(claim.certainty)
            yield Badge(text, "certainty", self.about(claim.certainty))

    def edge(self, claim: Claim) -> tuple[bool, str]:
        """Tell whether a claim is also a plain edge, and why."""
        policy = self.graph.policy
        where = layer(claim, policy)
        if where is Layer.EDGES:
            also = ", and only the claim says that it is inferred" if claim.mode is Mode.INFERRED else ""
            return True, f"Yes: under the policy “{policy}” it also stands as a plain edge{also}."
        if where is Layer.UNCONFIRMED:
            return False, "Not in the default graph: only as an unconfirmed edge, in a graph of its own."
        return False, f"No: {self._why_not(claim)}."

    def _why_not(self, claim: Claim) -> str:
        if claim.rank is Rank.DEPRECATED:
            return "it is kept for the record only"
        if claim.polarity is Polarity.NEGATIVE:
            return "a denial never becomes a plain edge"
        if claim.polarity is Polarity.UNKNOWN:
            return "the voice leaves it open"
        if claim.mode not in FACTUAL:
            return f"what is “{self.label(claim.mode)}” is not stated as a fact, so it is no plain edge"
        if claim.certainty is not Certainty.CERTAIN:
            return f"its certainty is “{self.label(claim.certainty)}”, and plain edges are certain"
        return f"the policy “{self.graph.policy}” leaves it out"
