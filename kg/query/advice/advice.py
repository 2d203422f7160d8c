"""Words for a reader whose query was refused, or has an answer that needs explaining; asked of the store itself."""

import re
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from kg.query.advice.hints import Hint
from kg.query.advice.hints import Prologue
from kg.query.advice.hints import at
from kg.query.request import Request
from kg.query.request import dataset
from kg.query.syntax.tokens import code
from kg.terms import XSD

CASTS = ("boolean", "double", "float", "decimal", "integer", "string", "date", "time", "dateTime", "duration")
LIKE = 0.9  # how alike whole IRIs must be
_FUNCTION = re.compile(r"function <([^<>]+)> is not supported")

if TYPE_CHECKING:
    from pyoxigraph import Store

    from kg.query.advice.vocabulary import Vocabulary


def refusal(store: "Store", text: str, message: str, prefixes: Mapping[str, str]) -> str:
    """Say why a query was refused: place, reason, and what was probably meant."""
    from kg.query.advice.explain import explain  # noqa: PLC0415  # most queries are fine

    return explain(text, message, prefixes, _vocabulary(store, prefixes))


def failure(text: str, message: str, prefixes: Mapping[str, str]) -> str:
    """Say why a legal query failed: the place of a function that the engine lacks, else what the engine says.

    >>> said = f"The custom function <{XSD}dat> is not supported"
    >>> print(failure("SELECT (xsd:dat('2017') AS ?x) {}", said, {"xsd": XSD}))
    1:9: there is no function xsd:dat: did you mean xsd:date?
        1 | SELECT (xsd:dat('2017') AS ?x) {}
          |         ^^^^^^^
    """
    found = _FUNCTION.search(message)
    known = Prologue(code(text), prefixes)
    token = next((one for one in code(text) if found and known.iri(one) == found[1]), None)
    if found is None or token is None:
        return message
    close = get_close_matches(found[1], [f"{XSD}{name}" for name in CASTS], n=1, cutoff=LIKE)
    meant = f"did you mean xsd:{close[0].removeprefix(XSD)}?" if close else "this engine has those of the standard only"
    return at(token, f"there is no function {token.text}: {meant}").shown(text)


def remarks(store: "Store", request: Request, prefixes: Mapping[str, str], *, empty: bool) -> list[Hint]:
    """Say what a reader should know about the answer to a query; see ``kg.query.advice.notes``."""
    from kg.query.advice.notes import notes  # noqa: PLC0415

    def ask(query: str) -> bool:
        return bool(store.query(query, base_iri=request.base or None, prefixes=dict(prefixes), **dataset(request)))

    return notes(request.text, empty=empty, ask=ask, vocabulary=_vocabulary(store, prefixes), prefixes=prefixes)


def _vocabulary(store: "Store", prefixes: Mapping[str, str]) -> "Vocabulary":
    from pyoxigraph import QuerySolutions  # noqa: PLC0415

    from kg.query.advice.vocabulary import Vocabulary  # noqa: PLC0415

    def rows(query: str) -> Iterable[Sequence[str]]:
        found = store.query(query)
        return (
            ([str(getattr(term, "value", term)) for term in row] for row in found)
            if isinstance(found, QuerySolutions)
            else ()
        )

    return Vocabulary(prefixes, rows)
