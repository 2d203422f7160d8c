"""Entities by any of their names."""

from kg.errors import UnknownNameError
from kg.errors import unknown
from kg.model import Corpus
from kg.text import normalized

BY_A_PART = "kg ask search --text PART finds names by a part of them"


def found(corpus: Corpus, name: str) -> str:
    """Give the id of the entity that an id, a label or any spelling names.

    Raises:
        UnknownNameError: none has it, or several have; the message lists candidates.
    """
    entities = corpus.entities
    if name in entities:
        return name
    folded = normalized(name)
    ids = [one for one in entities if one.casefold() == name.casefold()]
    if len(ids) != 1:
        ids = [entity.id for entity in entities.values() if folded in map(normalized, entity.spellings)]
    if len(ids) == 1:
        return ids[0]
    if ids:
        listed = ", ".join(f"{one} ({corpus.ontology.label(entities[one].type)})" for one in ids)
        message = f"“{name}” names several entities: {listed}. Use an id"
        raise UnknownNameError(message)
    spellings = [spelling for entity in entities.values() for spelling in (entity.id, *entity.spellings)]
    message = unknown(f"there is no entity “{name}”", name, spellings)
    if "did you mean" not in message:
        message += f": {BY_A_PART}"
    raise UnknownNameError(message)
