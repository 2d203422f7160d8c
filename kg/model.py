"""The records: documents, entities, claims and their evidence.

Records never change, and know no RDF and no files. Entities and documents are named by their ids, terms by local
names of the ontology, claims and evidence by hashes of their content, the same on every machine and in every build.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from hashlib import sha256
from types import MappingProxyType
from typing import TypeAlias
from typing import TypeVar

from kg.imprint import NO_IMPRINT
from kg.imprint import Imprint
from kg.terms import Certainty
from kg.terms import Mode
from kg.terms import Ontology
from kg.terms import Polarity
from kg.terms import Rank
from kg.terms import TimeMode
from kg.text import Span
from kg.when import When

Record = TypeVar("Record", "Document", "Entity")
KEY_LENGTH = 16  # hexadecimal digits: 64 bits


def content_key(*parts: str) -> str:
    """Hash parts into a short identifier: 16 hexadecimal digits of their SHA-256.

    >>> content_key("IS", "withdrew_from", "Mayadeen")
    'e862dbc6f6c6a08c'
    """
    return sha256("\x1f".join(parts).encode()).hexdigest()[:KEY_LENGTH]


@dataclass(frozen=True, slots=True)
class Literal:
    """A value that is not an entity.

    Attributes:
        text: the value exactly as curated.
        datatype: local name of an XML Schema datatype, such as ``string`` or ``decimal``.
    """

    text: str
    datatype: str = "string"


Value: TypeAlias = str | Literal  # an entity's id, or a literal


@dataclass(frozen=True, slots=True)
class Document:
    """A source text at one fixed version.

    Attributes:
        id: kebab-case name, also of its folder.
        text: the whole text.
        sha256: of the text's bytes (UTF-8), 64 hexadecimal digits.
        file: the text's path relative to the corpus folder.
        original_file: the name under which the text was received.
        title: as published.
        issued: date of publication.
        publisher: entity id.
        authors: entity ids; empty for an interview.
        interviewers: entity ids.
        interviewees: entity ids.
        language: BCP 47 tag.
        rights: who holds the rights, and on what terms the text is here.
    """

    id: str
    text: str
    sha256: str
    file: str
    original_file: str
    title: str
    issued: date
    publisher: str
    authors: tuple[str, ...] = ()
    interviewers: tuple[str, ...] = ()
    interviewees: tuple[str, ...] = ()
    language: str = "en"
    rights: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """Anything a claim can be about, as the registry knows it.

    Attributes:
        id: PascalCase name.
        type: local name of an ontology class.
        label: preferred label, neutral.
        aliases: every other spelling.
        shared_aliases: spellings that an entity of another type has too.
        located_in: ids of places that it lies in (background, not from the texts).
        coordinates: latitude and longitude in degrees (WGS 84).
        external: pairs of identifier scheme and identifier.
        speaks_for: id of the agent whose voice this one is, for voices that are not independent.
        source: where the background statements come from.
        description: what exactly the entity stands for.
    """

    id: str
    type: str
    label: str
    aliases: tuple[str, ...] = ()
    shared_aliases: tuple[str, ...] = ()
    located_in: tuple[str, ...] = ()
    coordinates: tuple[float, float] | None = None
    external: tuple[tuple[str, str], ...] = ()
    speaks_for: str | None = None
    source: str = ""
    description: str = ""

    @property
    def spellings(self) -> tuple[str, ...]:
        """The label and every alias, in order, without repeats."""
        return tuple(dict.fromkeys((self.label, *self.aliases, *self.shared_aliases)))


@dataclass(frozen=True, slots=True)
class Evidence:
    """One verbatim passage: ``text[start:end] == exact`` in its document.

    Attributes:
        key: content hash of the document's hash and the span.
        document: id of the document.
        start: first code point, counted from 0.
        end: one past the last code point.
        exact: the passage.
        prefix: up to 32 code points before it.
        suffix: up to 32 code points after it.
    """

    key: str
    document: str
    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One proposition as one voice states it in one or more passages.

    Attributes:
        key: content hash of the passages, the proposition, mode, polarity and voices.
        subject: entity id.
        predicate: local name of a relation.
        object: entity id or literal.
        evidence: the passages.
        voices: entity ids, who says it, outermost first.
        mode: what kind of saying it is.
        certainty: as the innermost voice holds it.
        polarity: as the innermost voice holds it.
        when: when it holds in the world.
        time_mode: how an interval is to be read.
        time_basis: where a resolved date comes from.
        qualifiers: pairs of qualifier and value; one qualifier can come more than once.
        rank: order among rival claims.
        links: pairs of link and key of another claim (``condition``, ``derived_from`` …).
        rationale: why a curator infers it; inferred claims only.
        note: a curator's note to readers.
    """

    key: str
    subject: str
    predicate: str
    object: Value
    evidence: tuple[Evidence, ...]
    voices: tuple[str, ...]
    mode: Mode = Mode.ASSERTED
    certainty: Certainty = Certainty.CERTAIN
    polarity: Polarity = Polarity.POSITIVE
    when: When | None = None
    time_mode: TimeMode = TimeMode.WITHIN
    time_basis: str = ""
    qualifiers: tuple[tuple[str, Value], ...] = ()
    rank: Rank = Rank.NORMAL
    links: tuple[tuple[str, str], ...] = ()
    rationale: str = ""
    note: str = ""

    @property
    def documents(self) -> tuple[str, ...]:
        """Ids of the documents that its passages stand in, without repeats."""
        return tuple(dict.fromkeys(passage.document for passage in self.evidence))

    def linked(self, link: str) -> tuple[str, ...]:
        """Give the keys of the claims behind one kind of link."""
        return tuple(key for name, key in self.links if name == link)


def claim_key(claim: Claim) -> str:
    """Compute a claim's key from its passages, proposition, mode, polarity and voices."""
    value = claim.object
    text = value if isinstance(value, str) else f'"{value.text}"^^{value.datatype}'
    spans = [passage.key for passage in claim.evidence]
    return content_key(*spans, claim.subject, claim.predicate, text, claim.mode, claim.polarity, *claim.voices)


def proposition_key(claim: Claim) -> str:
    """Hash subject, relation and object alone: what is claimed, whoever claims it, when and how."""
    parts = (claim.object,) if isinstance(claim.object, str) else (claim.object.text, claim.object.datatype)
    return content_key(claim.subject, claim.predicate, *parts)


def with_key(claim: Claim) -> Claim:
    """Give the claim with its key computed from its content."""
    return replace(claim, key=claim_key(claim))


def passage(document: Document, span: Span, context: tuple[str, str]) -> Evidence:
    """Make the evidence for a span of a document; ``context`` is its prefix and suffix."""
    return Evidence(
        content_key(document.sha256, str(span.start), str(span.end)),
        document.id,
        span.start,
        span.end,
        document.text[span.start : span.end],
        *context,
    )


@dataclass(frozen=True, slots=True)
class Claimless:
    """A passage that carries no claim, and why.

    Attributes:
        passage: the passage.
        reason: local name of an ontology individual (``boilerplate`` …).
        note: a curator's note.
    """

    passage: Evidence
    reason: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything curated: documents, entities, claims.

    Attributes:
        title: what the corpus is about.
        base: IRI under which its names live, with a final ``/`` or ``#``.
        ontology: the terms it uses.
        documents: by id.
        entities: by id.
        claims: in the order of documents and their texts.
        claimless: passages declared to carry no claim.
        context: in a selection, keys of claims that others rest on or contradict: told, never a plain edge.
        imprint: who curated it, when, on what terms.
    """

    title: str
    base: str
    ontology: Ontology
    documents: Mapping[str, Document]
    entities: Mapping[str, Entity]
    claims: Sequence[Claim]
    claimless: Sequence[Claimless] = ()
    context: frozenset[str] = frozenset()
    imprint: Imprint = NO_IMPRINT

    def last_issue(self, claim: Claim) -> date | None:
        """Give the day of the newest document behind a claim: it knows of nothing later."""
        return max((self.documents[name].issued for name in claim.documents), default=None)


def by_id(records: Iterable[Record]) -> Mapping[str, Record]:
    """Index records by their ids, read-only, in order."""
    return MappingProxyType({record.id: record for record in records})
