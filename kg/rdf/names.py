"""IRIs and literals in N-Triples notation, as plain strings.

A term is a string: ``<https://…>`` or ``"text"^^<datatype>``. Strings are interned per ``Names``,
so that hot loops only look up and join. (https://www.w3.org/TR/n-triples/)
"""

import re
from urllib.parse import quote

from kg.model import Literal
from kg.terms import EDTF
from kg.terms import RDF
from kg.terms import RDFS
from kg.terms import SKOS
from kg.terms import XSD

Triple = tuple[str, str, str]

OA = "http://www.w3.org/ns/oa#"
PROV = "http://www.w3.org/ns/prov#"
DCTERMS = "http://purl.org/dc/terms/"
WGS84 = "http://www.w3.org/2003/01/geo/wgs84_pos#"

TYPE = f"<{RDF}type>"
LABEL = f"<{RDFS}label>"
VOCABULARIES = {
    "rdf": RDF,
    "rdfs": RDFS,
    "xsd": XSD,
    "skos": SKOS,
    "dcterms": DCTERMS,
    "oa": OA,
    "prov": PROV,
    "wgs84": WGS84,
    "edtf": EDTF.removesuffix("EDTF"),
}
KINDS = ("id", "claim", "evidence", "doc", "attribution", "background", "graph")

_SPECIAL = re.compile(r'["\\\x00-\x1f\x7f]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def literal(text: str, datatype: str = "") -> str:
    """Encode a literal; ``datatype`` is a full IRI, empty for a plain string.

    >>> literal('say "no"')
    '"say \\\\"no\\\\""'
    """
    if _SPECIAL.search(text):
        text = _SPECIAL.sub(_escape, text)
    return f'"{text}"^^<{datatype}>' if datatype else f'"{text}"'


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    return _ESCAPES.get(char) or f"\\u{ord(char):04X}"


def xsd(text: str, datatype: str) -> str:
    """Encode a literal of an XML Schema datatype; the text is kept as it is.

    >>> xsd("0.50", "decimal")
    '"0.50"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    """
    return literal(text) if datatype == "string" else literal(text, XSD + datatype)


class _Interned(dict[str, str]):
    """IRIs in one namespace by local name, made once."""

    def __init__(self, namespace: str) -> None:
        super().__init__()
        self.namespace = namespace

    def __missing__(self, local: str) -> str:
        made = self[local] = f"<{self.namespace}{quote(local, safe='-._~')}>"
        return made


class Names:
    """The names of one corpus: ``names.id["IS"]`` is ``<{base}id/IS>``.

    Attributes:
        base: the corpus's base IRI.
        o: terms of the ontology.
        id: entities.
        doc: documents.
        graph: named graphs.
    """

    def __init__(self, base: str) -> None:
        self.base = base
        self.o = _Interned(f"{base}ontology#")
        self.id = _Interned(f"{base}id/")
        self.doc = _Interned(f"{base}doc/")
        self.graph = _Interned(f"{base}graph/")

    def claim(self, key: str) -> str:
        """Give a claim's IRI."""
        return f"<{self.base}claim/{key}>"

    def evidence(self, key: str) -> str:
        """Give a passage's IRI."""
        return f"<{self.base}evidence/{key}>"

    def attribution(self, key: str) -> str:
        """Give the IRI of one link of a chain of voices."""
        return f"<{self.base}attribution/{key}>"

    def background(self, key: str) -> str:
        """Give the IRI of a statement of the registry."""
        return f"<{self.base}background/{key}>"

    def value(self, value: str | Literal) -> str:
        """Encode an entity's id or a literal."""
        return self.id[value] if isinstance(value, str) else xsd(value.text, value.datatype)

    @property
    def prefixes(self) -> dict[str, str]:
        """Prefix → namespace, for files and queries: one for each kind of name, and the vocabularies."""
        own = {"o": f"{self.base}ontology#"} | {kind: f"{self.base}{kind}/" for kind in KINDS}
        return own | VOCABULARIES
