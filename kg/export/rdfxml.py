"""RDF/XML: the default graph, for older tools (https://www.w3.org/TR/rdf-syntax-grammar/).

XML 1.0 has no place for control characters: they become U+FFFD here, in this format only.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from xml.sax.saxutils import escape
from xml.sax.saxutils import quoteattr

from kg.export import exporter
from kg.graph import Graph
from kg.rdf.names import Triple
from kg.rdf.terms import is_iri
from kg.rdf.terms import literal_parts
from kg.rdf.turtle import Shortener

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CARRIAGE_RETURN = {"\r": "&#13;"}  # a parser would read a bare one as a line feed


@exporter("rdf", file="graph.rdf", about="the graph as RDF/XML, for older tools")
def write(graph: Graph) -> Iterator[str]:
    """Give one ``rdf:Description`` for each run of triples with one subject."""
    prefixes = graph.names.prefixes
    short = Shortener(prefixes)
    spaces = "".join(f"\n  xmlns:{prefix}={quoteattr(namespace)}" for prefix, namespace in prefixes.items())
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{spaces}>\n'
    for block in graph.blocks():
        if block.in_default:
            for subject, triples in groupby(block.triples, lambda triple: triple[0]):
                yield f"<rdf:Description rdf:about={quoteattr(subject[1:-1])}>\n"
                yield from (_property(triple, short) for triple in triples)
                yield "</rdf:Description>\n"
    yield "</rdf:RDF>\n"


def _property(triple: Triple, short: Shortener) -> str:
    _, predicate, value = triple
    name = short.iri(predicate)
    if is_iri(value):
        return f"  <{name} rdf:resource={quoteattr(value[1:-1])}/>\n"
    text, datatype = literal_parts(value)
    kind = f" rdf:datatype={quoteattr(datatype)}" if datatype else ""
    return f"  <{name}{kind}>{escape(_ILLEGAL.sub(chr(0xFFFD), text), _CARRIAGE_RETURN)}</{name}>\n"
