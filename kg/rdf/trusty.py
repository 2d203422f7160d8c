"""Trusty URIs: names that hold a hash of what they name, so that whoever has the name can check the content.

Module RA of https://trustyuri.net/: the quads are sorted, each term on a line of its own, a blank in the place of the
hash, and all of it hashed with SHA-256. Terms are compared as the reference implementation does, by UTF-16 units.
"""

import base64
import re
from collections.abc import Iterable
from hashlib import sha256

from kg.rdf.terms import is_iri
from kg.rdf.terms import literal_parts
from kg.terms import XSD

MODULE = "RA"  # RDF content, one hash for all graphs
BLANK = " "  # stands where the hash will be; no IRI holds one
CODE = re.compile(r"RA[A-Za-z0-9_-]{43}")

Quad = tuple[str, str, str, str]  # graph, subject, predicate, object: encoded terms


def artifact_code(quads: Iterable[Quad]) -> str:
    """Compute the code of quads whose own IRIs hold a blank where the code will be.

    >>> artifact_code([("<http://a.example/ #g>", "<http://a.example/ >", "<http://a.example/p>", '"text"')])[:2]
    'RA'
    """
    lines = dict.fromkeys("".join(map(_line, quad)) for quad in sorted(set(quads), key=_order))
    digest = sha256("".join(lines).encode()).digest()
    return MODULE + base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _order(quad: Quad) -> tuple[bytes | bool, ...]:
    *resources, value = quad
    keys: list[bytes | bool] = [_units(term[1:-1]) for term in resources]
    if is_iri(value):
        return (*keys, False, _units(value[1:-1]))
    text, datatype = literal_parts(value)
    return (*keys, True, _units(text), _units(datatype or f"{XSD}string"))


def _units(text: str) -> bytes:
    return text.encode("utf-16-be")


def _line(term: str) -> str:
    if is_iri(term):
        return f"{term[1:-1]}\n"
    text, datatype = literal_parts(term)
    escaped = text.replace("\\", "\\\\").replace("\n", "\\n")
    return f"^{datatype or f'{XSD}string'} {escaped}\n"
