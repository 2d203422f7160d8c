"""A claim and its evidence → triples (reified statement, Web Annotation selectors; RDF 1.1).

The form is that of the claim model: ``rdf:Statement`` with subject, predicate and object, because it
loads in every engine. Hash IRIs throughout, no blank nodes.
"""

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kg.model import Claim
from kg.model import Entity
from kg.model import Evidence
from kg.model import Literal
from kg.model import Value
from kg.model import content_key
from kg.model import proposition_key
from kg.projection import Layer
from kg.projection import Policy
from kg.projection import layer
from kg.rdf.names import LABEL
from kg.rdf.names import OA
from kg.rdf.names import PROV
from kg.rdf.names import TYPE
from kg.rdf.names import Names
from kg.rdf.names import Triple
from kg.rdf.names import literal
from kg.rdf.names import xsd
from kg.terms import EDTF
from kg.terms import RDF
from kg.terms import XSD
from kg.terms import Mode
from kg.terms import Ontology
from kg.terms import Polarity
from kg.terms import Rank
from kg.voices import heard
from kg.when import When

SUBJECT, PREDICATE, OBJECT = f"<{RDF}subject>", f"<{RDF}predicate>", f"<{RDF}object>"
TRUE, FALSE = f'"true"^^<{XSD}boolean>', f'"false"^^<{XSD}boolean>'
MONTHS = 24  # a longer span gets no year_month helpers: they would find nothing in particular

_SOURCE, _SELECTOR = f"<{OA}hasSource>", f"<{OA}hasSelector>"
_QUOTE, _POSITION = f"<{OA}TextQuoteSelector>", f"<{OA}TextPositionSelector>"
_EXACT, _PREFIX, _SUFFIX = f"<{OA}exact>", f"<{OA}prefix>", f"<{OA}suffix>"
_START, _END = f"<{OA}start>", f"<{OA}end>"
_AGENT = f"<{PROV}agent>"


@dataclass(frozen=True, slots=True)
class Context:
    """What a claim's triples draw on besides the claim.

    Attributes:
        names: IRIs of the corpus.
        ontology: labels of relations.
        entities: labels, and who speaks for whom; may be empty for a bare stream of claims.
        bases: claims that inferred claims rest on, by key.
        policy: which claims become plain edges.
        unprojected: keys of claims that become none here, whatever the policy says.
    """

    names: Names
    ontology: Ontology
    entities: Mapping[str, Entity]
    bases: Mapping[str, Claim]
    policy: Policy = Policy.DEFAULT
    unprojected: frozenset[str] = frozenset()

    def layer(self, claim: Claim) -> Layer:
        """Decide where a claim's plain edge goes."""
        return Layer.NONE if claim.key in self.unprojected else layer(claim, self.policy)


def claim_triples(claim: Claim, context: Context) -> list[Triple]:
    """Give the triples of one claim, without those of its passages."""
    names, o = context.names, context.names.o
    me = names.claim(claim.key)
    projected = context.layer(claim) is Layer.EDGES
    triples = [
        (me, TYPE, o["Claim"]),
        (me, LABEL, literal(claim_label(claim, context))),
        (me, SUBJECT, names.id[claim.subject]),
        (me, PREDICATE, o[claim.predicate]),
        (me, OBJECT, names.value(claim.object)),
        (me, o["proposition_key"], literal(proposition_key(claim))),
        (me, o["mode"], o[claim.mode]),
        (me, o["certainty"], o[claim.certainty]),
        (me, o["polarity"], o[claim.polarity]),
        (me, o["projected"], TRUE if projected else FALSE),
        (me, o["voice"], names.id[claim.voices[-1]]),
        (me, o["attribution"], names.attribution(chain_key(claim.voices))),
    ]
    triples += [(me, o["relayed_by"], names.id[voice]) for voice in claim.voices[:-1]]
    behind = heard(claim, context.entities, context.bases)
    triples += [(me, o["independent_voice"], names.id[voice]) for voice in behind.voices]
    triples += [(me, o["heard_through"], names.id[voice]) for voice in behind.through]
    triples += [(me, o["in_document"], names.doc[name]) for name in claim.documents]
    triples += [(me, o["supported_by"], names.evidence(passage.key)) for passage in claim.evidence]
    triples += [(me, o[name], names.value(value)) for name, value in claim.qualifiers]
    triples += _time(claim, me, names)
    triples += _rest(claim, me, names)
    return triples


def _time(claim: Claim, me: str, names: Names) -> Iterator[Triple]:
    when = claim.when
    if when is None:
        return
    o = names.o
    yield me, o["time_mode"], o[claim.time_mode]
    for name, value in _bounds(when):
        yield me, o[name], value
    if claim.time_basis:
        yield me, o["time_basis"], literal(claim.time_basis)


@lru_cache(maxsize=2**12)
def _bounds(when: When) -> list[tuple[str, str]]:
    days = {
        "valid_from": when.earliest_start,
        "latest_start": when.latest_start,
        "earliest_end": when.earliest_end,
        "valid_until": when.latest_end,
    }
    found = [("valid_time", literal(when.edtf, EDTF))]
    found += [(name, xsd(day.isoformat(), "date")) for name, day in days.items() if day is not None]
    return found + [("year_month", xsd(month, "gYearMonth")) for month in months(when.earliest_start, when.latest_end)]


def _rest(claim: Claim, me: str, names: Names) -> Iterator[Triple]:
    o = names.o
    if claim.mode is Mode.INFERRED:
        yield me, TYPE, o["InferredClaim"]
    if claim.rank is not Rank.NORMAL:
        yield me, o["rank"], o[claim.rank]
    for link, key in claim.links:
        yield me, o[link], names.claim(key)
    if claim.rationale:
        yield me, o["rationale"], literal(claim.rationale)
    if claim.note:
        yield me, o["curator_note"], literal(claim.note)


def claim_label(claim: Claim, context: Context) -> str:
    """Spell a claim with labels; what is not a plain fact says so.

    A tool that shows only labels must not show a prediction as a fact.
    """
    text, marks = claim_words(claim, context), claim_marks(claim)
    return f"{text} [{marks}]" if marks else text


def claim_words(claim: Claim, context: Context) -> str:
    """Spell a claim's subject, relation and object alone: only where its marks are told too."""
    subject, target = (value_label(value, context.entities) for value in (claim.subject, claim.object))
    return f"{subject} {context.ontology.label(claim.predicate)} {target}"


def claim_marks(claim: Claim) -> str:
    """Say in a few words what keeps a claim from being a plain assertion; empty where nothing does."""
    marks = [str(mark) for mark in (claim.mode, claim.certainty) if mark not in {"asserted", "certain"}]
    marks += {Polarity.POSITIVE: [], Polarity.NEGATIVE: ["denied"], Polarity.UNKNOWN: ["open"]}[claim.polarity]
    return ", ".join(marks)


def value_label(value: Value, entities: Mapping[str, Entity]) -> str:
    """Give an entity's label, or a literal's text."""
    if isinstance(value, Literal):
        return value.text
    return entities[value].label if value in entities else value


def evidence_triples(passage: Evidence, names: Names) -> list[Triple]:
    """Give the triples of one passage: a specific resource with a quote and a position selector."""
    me = names.evidence(passage.key)
    quote, position = f"{me[:-1]}-quote>", f"{me[:-1]}-position>"
    return [
        (me, TYPE, names.o["Evidence"]),
        (me, _SOURCE, names.doc[passage.document]),
        (me, _SELECTOR, quote),
        (me, _SELECTOR, position),
        (quote, TYPE, _QUOTE),
        (quote, _EXACT, literal(passage.exact)),
        (quote, _PREFIX, literal(passage.prefix)),
        (quote, _SUFFIX, literal(passage.suffix)),
        (position, TYPE, _POSITION),
        (position, _START, f'"{passage.start}"^^<{XSD}nonNegativeInteger>'),
        (position, _END, f'"{passage.end}"^^<{XSD}nonNegativeInteger>'),
    ]


@lru_cache(maxsize=2**12)
def chain_key(voices: tuple[str, ...]) -> str:
    """Identify a chain of voices, outermost first."""
    return content_key("attribution", *voices)


def attribution_triples(voices: tuple[str, ...], names: Names) -> list[Triple]:
    """Give the triples of the innermost link of a chain, which points to the next outer link."""
    me, o = names.attribution(chain_key(voices)), names.o
    triples = [
        (me, TYPE, o["Attribution"]),
        (me, _AGENT, names.id[voices[-1]]),
        (me, o["position"], f'"{len(voices)}"^^<{XSD}positiveInteger>'),
    ]
    if len(voices) > 1:
        triples.append((me, o["attributed_through"], names.attribution(chain_key(voices[:-1]))))
    return triples


def months(first: date | None, last: date | None) -> list[str]:
    """Give the months that a span touches as ``YYYY-MM``; none for an open or a very long one.

    >>> months(date(2017, 11, 30), date(2018, 1, 1))
    ['2017-11', '2017-12', '2018-01']
    """
    if first is None or last is None:
        return []
    start, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    if end - start >= MONTHS:
        return []
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(start, end + 1)]
