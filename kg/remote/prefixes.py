"""Prefixes that a query uses and does not declare, declared for servers that don't know ours."""

from collections.abc import Mapping
from itertools import pairwise

from kg.query.syntax.tokens import Kind
from kg.query.syntax.tokens import code


def with_prefixes(text: str, prefixes: Mapping[str, str]) -> str:
    """Declare before a query those of our prefixes that it uses and does not declare.

    They stand on the query's own first line, so that a server's line numbers stay right.

    >>> with_prefixes("SELECT ?p { id:IS ?p 'o:x' } # rdf:type", {"id": "http://a/", "o": "http://o/", "rdf": "http://r/"})
    "PREFIX id: <http://a/> SELECT ?p { id:IS ?p 'o:x' } # rdf:type"
    """
    found = code(text)
    names = {token.text.partition(":")[0] for token in found if token.kind is Kind.NAME}
    declared = {after.text.partition(":")[0] for before, after in pairwise(found) if before.upper == "PREFIX"}
    used = names - declared
    return "".join(f"PREFIX {name}: <{iri}> " for name, iri in prefixes.items() if name in used) + text
