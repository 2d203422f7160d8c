"""JSON-LD 1.1: the default graph, compact, with its context inside (https://www.w3.org/TR/json-ld11/)."""

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from kg.export import exporter
from kg.graph import Graph
from kg.rdf.names import TYPE
from kg.rdf.names import Triple
from kg.rdf.terms import is_iri
from kg.rdf.terms import literal_parts
from kg.rdf.turtle import Shortener


@exporter("jsonld", file="graph.jsonld", about="the graph as compact JSON-LD, with its context inside")
def write(graph: Graph) -> Iterator[str]:
    """Give ``{"@context": …, "@graph": [one object a line]}``."""
    prefixes = graph.names.prefixes
    short = Shortener(prefixes)
    yield f'{{"@context": {_dump({"@version": 1.1, **_context(prefixes)})},\n"@graph": [\n'
    lead = ""
    for block in graph.blocks():
        if block.in_default:
            for subject, triples in groupby(block.triples, lambda triple: triple[0]):
                yield f"{lead}{_dump(_node(subject, list(triples), short))}"
                lead = ",\n"
    yield "\n]}\n"


def _context(prefixes: dict[str, str]) -> dict[str, Any]:
    """Declare each prefix as one, so that compact IRIs expand whatever they end in."""
    return {prefix: {"@id": namespace, "@prefix": True} for prefix, namespace in prefixes.items()}


def _node(subject: str, triples: list[Triple], short: Shortener) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": _compact(subject, short)}
    for _, predicate, value in triples:
        if predicate == TYPE:
            node.setdefault("@type", []).append(_compact(value, short))
        else:
            node.setdefault(_compact(predicate, short), []).append(_value(value, short))
    return {key: value[0] if isinstance(value, list) and len(value) == 1 else value for key, value in node.items()}


def _value(value: str, short: Shortener) -> str | dict[str, str]:
    if is_iri(value):
        return {"@id": _compact(value, short)}
    text, datatype = literal_parts(value)
    return {"@value": text, "@type": _compact(f"<{datatype}>", short)} if datatype else text


def _compact(iri: str, short: Shortener) -> str:
    written = short.iri(iri)
    return written[1:-1] if written.startswith("<") else written


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
