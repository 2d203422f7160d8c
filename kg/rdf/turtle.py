"""Blocks → Turtle text: prefixed, grouped by subject, in the order given.

(https://www.w3.org/TR/turtle/) Literals keep their lexical form: only what reads back as the very
same term is shortened.
"""

import re
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from functools import lru_cache
from itertools import groupby

from kg.rdf.names import Triple
from kg.terms import RDF
from kg.terms import XSD

_LOCAL = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_-])?")
_BOOLEAN, _INTEGER, _DECIMAL = (f"^^<{XSD}{name}>" for name in ("boolean", "integer", "decimal"))
_A = f"<{RDF}type>"


class Shortener:
    """Writes terms with prefixes, remembering recent ones."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.prefixes = prefixes
        self._by_namespace = {namespace: prefix for prefix, namespace in prefixes.items()}
        self.short = lru_cache(maxsize=2**14)(self._short)

    def head(self) -> str:
        """Give the ``@prefix`` lines."""
        return "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in self.prefixes.items())

    def _short(self, term: str) -> str:
        if term.startswith("<"):
            return self.iri(term)
        text, mark, datatype = term.rpartition("^^")
        if not mark or not datatype.endswith(">"):
            return term
        bare = text[1:-1]
        if _is_plain(bare, f"^^{datatype}"):
            return bare
        return f"{text}^^{self.iri(datatype)}"

    def iri(self, term: str) -> str:
        """Shorten ``<…>`` to a prefixed name where its local part needs no escape."""
        iri = term[1:-1]
        cut = max(iri.rfind("#"), iri.rfind("/")) + 1
        prefix, local = self._by_namespace.get(iri[:cut]), iri[cut:]
        return f"{prefix}:{local}" if prefix is not None and _LOCAL.fullmatch(local) else term

    def predicate(self, term: str) -> str:
        """Shorten a predicate; ``rdf:type`` is ``a``."""
        return "a" if term == _A else self.short(term)


def _is_plain(bare: str, datatype: str) -> bool:
    """Tell whether Turtle reads the bare text back as the same literal."""
    return (
        (datatype == _BOOLEAN and bare in {"true", "false"})
        or (datatype == _INTEGER and re.fullmatch(r"[+-]?[0-9]+", bare) is not None)
        or (datatype == _DECIMAL and re.fullmatch(r"[+-]?[0-9]*\.[0-9]+", bare) is not None)
    )


def turtle(triples: Iterable[Triple], short: Shortener, indent: str = "") -> Iterator[str]:
    """Give Turtle statements, one for each run of triples with one subject."""
    for subject, group in groupby(triples, lambda triple: triple[0]):
        lines = [
            " ".join((short.predicate(predicate), ", ".join(short.short(triple[2]) for triple in same)))
            for predicate, same in groupby(group, lambda triple: triple[1])
        ]
        body = f" ;\n{indent}    ".join(lines)
        yield f"{indent}{short.short(subject)} {body} .\n"
