"""Subjects, objects and qualifiers are of the kinds that the ontology says."""

from collections.abc import Iterator
from collections.abc import Sequence
from re import fullmatch

from kg.check import rule
from kg.check.names import place
from kg.errors import Problem
from kg.errors import Where
from kg.errors import a
from kg.errors import either
from kg.model import Literal
from kg.model import Value
from kg.read.corpus import Draft

LEXICAL = {
    "decimal": r"[+-]?(\d+(\.\d*)?|\.\d+)",
    "integer": r"[+-]?\d+",
    "nonNegativeInteger": r"\+?\d+",
    "boolean": r"true|false|1|0",
    "date": r"-?\d{4,}-\d\d-\d\d",
    "gYear": r"-?\d{4,}",
}


@rule
def wrong_type(draft: Draft) -> Iterator[Problem]:
    """``wrong-type``: a subject or object outside the relation's domain or range (``schema:domainIncludes``)."""
    relations = draft.corpus.ontology.relations
    for located in draft.claims:
        term = relations.get(located.claim.predicate)
        if term is not None and not term.abstract:
            for part, value, wanted in (
                ("subject", located.claim.subject, term.domain),
                ("object", located.claim.object, term.range),
            ):
                yield from _fits(draft, value, wanted, f"the {part} of {term.name}", place(located, part))


@rule
def wrong_qualifier(draft: Draft) -> Iterator[Problem]:
    """``wrong-type``: a qualifier's value outside its range; ``bad-literal``: a value that is no such literal."""
    qualifiers = draft.corpus.ontology.qualifiers
    for located in draft.claims:
        for name, value in located.claim.qualifiers:
            yield from _fits(draft, value, qualifiers[name].range, name, place(located, name))


@rule
def wrong_voice(draft: Draft) -> Iterator[Problem]:
    """``wrong-type``: a voice that is no agent and no document."""
    for located in draft.claims:
        for voice in located.claim.voices:
            yield from _fits(draft, voice, ("Agent", "Work"), "a voice", place(located, "voice"))


def _fits(draft: Draft, value: Value, wanted: Sequence[str], role: str, where: Where) -> Iterator[Problem]:
    if isinstance(value, Literal):
        if not fullmatch(LEXICAL.get(value.datatype, "(?s).*"), value.text):
            yield Problem(where, f"{role} must be xsd:{value.datatype}, not “{value.text}”", "bad-literal")
        return
    entity = draft.corpus.entities.get(value)
    terms = draft.corpus.ontology
    if entity is None or entity.type not in terms.terms or not wanted or terms.is_a(entity.type, wanted):
        return
    labels = either([terms.label(name) for name in wanted])
    found = f"{value} is {a(terms.label(entity.type))}"
    yield Problem(where, f"{role} must be {a(labels)}, but {found}", "wrong-type")
