"""Every name that a corpus uses is known: entities, relations, voices."""

from collections.abc import Iterable
from collections.abc import Iterator

from kg.check import rule
from kg.errors import Problem
from kg.errors import Where
from kg.errors import did_you_mean
from kg.model import Corpus
from kg.model import Literal
from kg.read.corpus import Draft
from kg.read.statements import Located
from kg.terms import Ontology
from kg.text import normalized

OWN_TERMS = (
    "`kg export ontology` writes those that there are; one of your own goes into the Turtle file that corpus.yaml "
    "names as `ontology:`"
)


@rule
def unknown_entity(draft: Draft) -> Iterator[Problem]:
    """``unknown-entity``: a claim, document or entity names an id that the registry lacks."""
    for name, where in _used(draft):
        if name and name not in draft.corpus.entities:
            yield Problem(where, f"there is no entity {name}", "unknown-entity", hint=suggest(name, draft.corpus))


@rule
def unknown_predicate(draft: Draft) -> Iterator[Problem]:
    """``unknown-predicate``: a claim uses a relation that the ontology lacks, or an abstract one."""
    relations = draft.corpus.ontology.relations
    usable = [name for name, term in relations.items() if not term.abstract]
    for located in draft.claims:
        name, where = located.claim.predicate, place(located, "predicate")
        if name and name not in relations:
            hint = _term(name, draft.corpus.ontology) or did_you_mean(name, usable) or OWN_TERMS
            yield Problem(where, f"there is no relation {name}", "unknown-predicate", hint=hint)
        elif name and relations[name].abstract:
            below = [other for other in usable if name in draft.corpus.ontology.lineage(other)]
            hint = f"use one of {', '.join(below)}" if below else "swap the claim around and use its inverse"
            yield Problem(where, f"{name} only groups other relations", "unknown-predicate", hint=hint)


@rule
def no_voice(draft: Draft) -> Iterator[Problem]:
    """``no-voice``: a claim says nothing of who says it."""
    for located in draft.claims:
        if not located.claim.voices and "voice" not in located.parts:
            hint = "add `voice:` here, in a `defaults` entry, or in the document's head"
            yield Problem(located.where, "nobody is named as saying this", "no-voice", hint=hint)


def place(located: Located, part: str) -> Where:
    """Give the place of a claim's part, or of the claim where the part has none."""
    return located.parts.get(part, located.where)


def suggest(name: str, corpus: Corpus) -> str:
    """Give a hint: the entity that has this spelling, else the ids most like it."""
    folded = normalized(name)
    having = [entity.id for entity in corpus.entities.values() if folded in map(normalized, entity.spellings)]
    return f"did you mean {' or '.join(having)}?" if having else did_you_mean(name, corpus.entities)


def _term(name: str, terms: Ontology) -> str:
    if name in terms.qualifiers:
        return f"it is a qualifier, a setting of a claim: {{{name}: …}}"
    return f"o:{name} is a term, but no o:Relation: `o:{name} a o:Relation` makes it one" if name in terms.terms else ""


def _used(draft: Draft) -> Iterator[tuple[str, Where]]:
    for located in draft.claims:
        yield from _in_claim(located, draft.corpus)
    for name, head in draft.documents.items():
        document = draft.corpus.documents[name]
        roles = {
            "publisher": (document.publisher,),
            "author": document.authors,
            "interviewer": document.interviewers,
            "interviewee": document.interviewees,
        }
        for key, ids in roles.items():
            yield from _each(ids, head.fields[key].where if key in head.fields else head.where)
    for entity, node in ((item.entity, item.node) for item in draft.entities.values()):
        yield from _each(entity.located_in, node.keys.get("located_in", node.where))
        yield from _each([entity.speaks_for or ""], node.keys.get("speaks_for", node.where))


def _in_claim(located: Located, corpus: Corpus) -> Iterator[tuple[str, Where]]:
    claim = located.claim
    yield claim.subject, place(located, "subject")
    if isinstance(claim.object, str):
        yield claim.object, place(located, "object")
    yield from _each(claim.voices, place(located, "voice"))
    for name, value in claim.qualifiers:
        if name in corpus.ontology.qualifiers and not isinstance(value, Literal):
            yield value, place(located, name)


def _each(ids: Iterable[str], where: Where) -> Iterator[tuple[str, Where]]:
    return ((name, where) for name in ids)
