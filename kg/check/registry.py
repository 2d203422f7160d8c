"""The registry: one spelling, one entity; and no entity that nothing uses."""

from collections.abc import Iterator

from kg.check import rule
from kg.errors import Problem
from kg.errors import Severity
from kg.model import Claim
from kg.model import Entity
from kg.read.corpus import Draft
from kg.text import fold


@rule
def alias_clash(draft: Draft) -> Iterator[Problem]:
    """``alias-clash``: a spelling that names two entities, unless both list it as shared and their types differ."""
    owners: dict[str, list[Entity]] = {}
    for entity in draft.corpus.entities.values():
        for spelling in dict.fromkeys(map(fold, entity.spellings)):
            owners.setdefault(spelling, []).append(entity)
    for spelling, entities in owners.items():
        if len(entities) > 1 and not _is_shared(spelling, entities):
            last = draft.entities[entities[-1].id].node
            names = " and ".join(entity.id for entity in entities)
            hint = "if they are of different types, list it under `shared_aliases` of each; else drop it from one"
            where = last.keys.get("aliases", last.where)
            yield Problem(where, f"“{spelling}” names {names}", "alias-clash", hint=hint)


def _is_shared(spelling: str, entities: list[Entity]) -> bool:
    types = {entity.type for entity in entities}
    return len(types) == len(entities) and all(spelling in map(fold, entity.shared_aliases) for entity in entities)


@rule
def unused_entity(draft: Draft) -> Iterator[Problem]:
    """``unused-entity`` (warning): an entity that no claim, document or other entity refers to."""
    corpus = draft.corpus
    used = {name for claim in corpus.claims for name in entities_of(claim)}
    for document in corpus.documents.values():
        used.update([document.publisher, *document.authors, *document.interviewers, *document.interviewees])
    for entity in corpus.entities.values():
        used.update(entity.located_in, [entity.speaks_for or ""])
    for name, item in draft.entities.items():
        if name not in used:
            yield Problem(item.node.where, f"nothing refers to {name}", "unused-entity", Severity.WARNING)


@rule
def background_source(draft: Draft) -> Iterator[Problem]:
    """``missing-source``: an entity with coordinates, identifiers or a containing place, and no source for them."""
    for item in draft.entities.values():
        entity = item.entity
        if (entity.coordinates or entity.external or entity.located_in or entity.speaks_for) and not entity.source:
            message = f"{entity.id} has background statements: say where they come from"
            yield Problem(item.node.where, message, "missing-source", hint="add `source:`, `curator` if nothing else")


def entities_of(claim: Claim) -> Iterator[str]:
    """Give the ids of every entity that a claim refers to."""
    yield claim.subject
    yield from claim.voices
    for value in (claim.object, *(value for _, value in claim.qualifiers)):
        if isinstance(value, str):
            yield value
