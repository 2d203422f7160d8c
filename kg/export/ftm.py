"""FollowTheMoney entities, an object a line, for Aleph and OpenSanctions (https://followthemoney.tech/).

Documents and entities come first; then each claim as an entity of its own, so that every statement keeps its passages,
its source, its voices and its time. What each class and relation becomes is written in ``ontology/alignments.ttl``.
Only plain edges become links. What is predicted, denied, asked, judged or doubted becomes a note that begins with what
it is, and so does what FollowTheMoney has no things for; an event that nobody states as a fact is left out.
"""

from collections.abc import Generator
from typing import Any

from kg.export import exporter
from kg.export.ftm_claims import SCHEMA
from kg.export.ftm_claims import Claims
from kg.export.ftm_claims import identifier
from kg.export.json_text import encoded
from kg.graph import Graph
from kg.model import Document
from kg.model import Entity
from kg.terms import Ontology


@exporter("ftm", file="graph.ftm.json", about="FollowTheMoney entities, one a line: for Aleph and OpenSanctions")
def write(graph: Graph) -> Generator[str, None, tuple[str, ...]]:
    """Give documents, then the entities that claims name, then claims. Return what was cut."""
    claims = Claims(graph)
    for document in graph.corpus.documents.values():
        yield encoded(_document(document, claims)) + "\n"
    for name, schema in claims.schemata.items():
        iri = graph.names.id[name][1:-1]
        properties = _described(graph.corpus.entities[name], iri, schema, graph.corpus.ontology)
        yield encoded(claims.made(identifier(iri), schema, properties)) + "\n"
    for claim in graph.corpus.claims:
        yield encoded(claims.entity(claim)) + "\n"
    return claims.told()


def _document(document: Document, claims: Claims) -> dict[str, Any]:
    iri = claims.graph.names.doc[document.id][1:-1]
    properties = {
        "title": [document.title],
        "fileName": [document.file],
        "author": [claims.label(name) for name in document.authors],
        "publisher": [claims.label(document.publisher)],
        "publishedAt": [document.issued.isoformat()],
        "notes": [document.rights],
        "sourceUrl": [iri],
    }
    return claims.made(identifier(iri), claims.corpus.ontology.aligned("Document", SCHEMA)[SCHEMA], properties)


def _described(entity: Entity, iri: str, schema: str, terms: Ontology) -> dict[str, list[str]]:
    properties = {
        "name": [entity.label],
        "alias": list(entity.spellings[1:]),
        "description": [entity.description],
        "keywords": [terms.label(entity.type)],
        "sourceUrl": [iri],
        "notes": [],
    }
    for scheme, text in entity.external:
        known = terms.aligned(scheme, "ftm_property").get("ftm_property")
        properties[known or "notes"] = [text if known else f"{terms.label(scheme)}: {text}"]
    if schema == terms.aligned("Place", SCHEMA)[SCHEMA]:
        properties["full"] = [entity.label]
        numbers = zip(("latitude", "longitude"), entity.coordinates or (), strict=False)
        properties |= {name: [str(number)] for name, number in numbers}
    return properties
