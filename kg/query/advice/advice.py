"""Words for a reader whose query was refused, or has an answer that needs explaining; asked of the store itself."""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.query.advice.hints import Hint
from kg.query.request import Request
from kg.query.request import dataset

if TYPE_CHECKING:
    from pyoxigraph import Store

    from kg.query.advice.vocabulary import Vocabulary


def refusal(store: "Store", text: str, message: str, prefixes: Mapping[str, str]) -> str:
    """Say why a query was refused: place, reason, and what was probably meant."""
    from kg.query.advice.explain import explain  # noqa: PLC0415  # most queries are fine

    return explain(text, message, prefixes, _vocabulary(store, prefixes))


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
