"""Entities, documents and background statements → triples."""

from collections.abc import Iterator
from collections.abc import Mapping

from kg.model import Document
from kg.model import Entity
from kg.model import content_key
from kg.rdf.claims import OBJECT
from kg.rdf.claims import PREDICATE
from kg.rdf.claims import SUBJECT
from kg.rdf.names import DCTERMS
from kg.rdf.names import LABEL
from kg.rdf.names import TYPE
from kg.rdf.names import WGS84
from kg.rdf.names import Names
from kg.rdf.names import Triple
from kg.rdf.names import literal
from kg.rdf.names import xsd
from kg.terms import SKOS
from kg.terms import Ontology
from kg.text import normalized

_DESCRIPTION = f"<{DCTERMS}description>"
_IDENTIFIER = f"<{DCTERMS}identifier>"


def entity_triples(entity: Entity, names: Names, terms: Ontology, places: Mapping[str, Entity]) -> list[Triple]:
    """Give what the registry says of an entity itself: types, labels, identifiers, position.

    The classes above its own are given too, so that ``?x a o:Place`` finds every settlement.
    """
    me, o = names.id[entity.id], names.o
    triples = [(me, TYPE, o[name]) for name in terms.lineage(entity.type)]
    triples += [(me, LABEL, literal(entity.label)), (me, f"<{SKOS}prefLabel>", literal(entity.label))]
    triples += [(me, f"<{SKOS}altLabel>", literal(text)) for text in entity.spellings[1:]]
    folded = dict.fromkeys(filter(None, map(normalized, entity.spellings)))
    triples += [(me, o["normalized_label"], literal(text)) for text in folded]
    if entity.description:
        triples.append((me, _DESCRIPTION, literal(entity.description)))
    if entity.coordinates:
        numbers = dict(zip(("lat", "long"), entity.coordinates, strict=True))
        triples += [(me, f"<{WGS84}{name}>", xsd(_degrees(number), "decimal")) for name, number in numbers.items()]
    triples += _external(entity, me, terms)
    triples += [(me, o["within_place"], names.id[name]) for name in containers(entity, places)]
    return triples


def _degrees(number: float) -> str:
    """Give degrees as curated: no exponent, no zeros added.

    >>> _degrees(35.33588), _degrees(14.0)
    ('35.33588', '14.0')
    """
    text = f"{number:.7f}".rstrip("0")
    return f"{text}0" if text.endswith(".") else text


def _external(entity: Entity, me: str, terms: Ontology) -> Iterator[Triple]:
    for scheme, identifier in entity.external:
        term = terms.terms[scheme]
        template = term.notes.get("iri_template")
        if template:
            yield me, f"<{SKOS}exactMatch>", f"<{template.format(id=identifier)}>"
        else:
            yield me, _IDENTIFIER, literal(f"{term.label}: {identifier}")


def containers(entity: Entity, places: Mapping[str, Entity]) -> tuple[str, ...]:
    """Give every place that an entity lies in, nearest first, through the registry."""
    queue = list(entity.located_in)
    for name in queue:
        outer = places[name].located_in if name in places else ()
        queue.extend(one for one in outer if one not in queue)
    return tuple(dict.fromkeys(queue))


def background_triples(entity: Entity, names: Names) -> list[list[Triple]]:
    """Give the registry's statements on an entity, each as an edge and as a statement with its source."""
    o = names.o
    pairs = [("located_in", outer) for outer in entity.located_in]
    pairs += [("speaks_for", entity.speaks_for)] if entity.speaks_for else []
    blocks = []
    for predicate, value in pairs:
        me = names.background(content_key("background", entity.id, predicate, value))
        subject, target = names.id[entity.id], names.id[value]
        statement = [
            (subject, o[predicate], target),
            (me, TYPE, o["BackgroundStatement"]),
            (me, SUBJECT, subject),
            (me, PREDICATE, o[predicate]),
            (me, OBJECT, target),
            (me, f"<{DCTERMS}source>", literal(entity.source)),
        ]
        blocks.append(statement)
    return blocks


def document_triples(document: Document, names: Names) -> list[Triple]:
    """Give a document's description; the text itself stays in its file."""
    me, o = names.doc[document.id], names.o
    text = {
        "title": literal(document.title),
        "issued": xsd(document.issued.isoformat(), "date"),
        "publisher": names.id[document.publisher],
        "language": literal(document.language),
        "rights": literal(document.rights),
    }
    triples = [(me, TYPE, o["Document"]), (me, LABEL, literal(document.title))]
    triples += [(me, f"<{DCTERMS}{name}>", value) for name, value in text.items()]
    triples += [(me, f"<{DCTERMS}creator>", names.id[name]) for name in document.authors]
    triples += [(me, o["interviewer"], names.id[name]) for name in document.interviewers]
    triples += [(me, o["interviewee"], names.id[name]) for name in document.interviewees]
    triples.append((me, o["sha256"], literal(document.sha256)))
    if document.original_file:
        triples.append((me, o["original_file"], literal(document.original_file)))
    return triples
