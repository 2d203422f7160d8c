"""Prefixes that a query uses and does not declare, declared for servers that don't know ours."""

import re
from collections.abc import Mapping

_TOKENS = re.compile(
    r"""\#[^\r\n]*|<[^<>"{}|^`\\\x00-\x20]*>|\"{3}(?:\\.|[^\\])*?\"{3}|'{3}(?:\\.|[^\\])*?'{3}"""
    r"""|"(?:\\.|[^"\\\n\r])*"|'(?:\\.|[^'\\\n\r])*'|[?$]\w+|@[A-Za-z-]+|_:[\w.-]*"""
    r"""|\bPREFIX\s+(?P<declared>[\w.-]*):|(?P<used>(?:[^\W\d_][\w.-]*)?):[\w%.-]*""",
    re.DOTALL | re.IGNORECASE,
)


def with_prefixes(text: str, prefixes: Mapping[str, str]) -> str:
    """Declare before a query those of our prefixes that it uses and does not declare.

    They stand on the query's own first line, so that a server's line numbers stay right.

    >>> with_prefixes("SELECT ?p { id:IS ?p 'o:x' } # rdf:type", {"id": "http://a/", "o": "http://o/", "rdf": "http://r/"})
    "PREFIX id: <http://a/> SELECT ?p { id:IS ?p 'o:x' } # rdf:type"
    """
    found = list(_TOKENS.finditer(text))
    declared = {match["declared"] for match in found if match["declared"] is not None}
    used = {match["used"] for match in found if match["used"] is not None} - declared
    head = "".join(f"PREFIX {name}: <{iri}> " for name, iri in prefixes.items() if name in used)
    return head + text
