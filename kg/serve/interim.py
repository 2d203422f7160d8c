"""Until the engine's pool is there: its interface, and an answerer without limits, for tests."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import QueryError
from kg.query.answer import Answer
from kg.query.engine import TRIPLE_COLUMNS
from kg.query.engine import explain
from kg.query.engine import refuse_service

if TYPE_CHECKING:
    from pyoxigraph import Store


class RefusedError(QueryError):
    """A query that asks for what is never done."""


class LimitError(QueryError):
    """A query over its limit of time, memory, rows or bytes."""


@dataclass(frozen=True, slots=True)
class Request:
    """A query to run."""

    text: str
    media: tuple[str, str] | None = None
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    services: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Serialized:
    """An answer in a standard format."""

    data: bytes
    media: str


class InProcess:
    """Answers in this process."""

    def __init__(self, store: "Store", prefixes: Mapping[str, str]) -> None:
        self.store = store
        self.prefixes = dict(prefixes)

    def run(self, request: Request) -> Answer | Serialized:
        """Answer a query."""
        from pyoxigraph import NamedNode  # noqa: PLC0415
        from pyoxigraph import QueryBoolean  # noqa: PLC0415
        from pyoxigraph import QueryResultsFormat  # noqa: PLC0415
        from pyoxigraph import QueryTriples  # noqa: PLC0415
        from pyoxigraph import RdfFormat  # noqa: PLC0415
        from pyoxigraph import serialize  # noqa: PLC0415

        refuse_service(request.text)
        given = {
            name: [NamedNode(iri) for iri in iris]
            for name, iris in (("default_graph", request.default_graphs), ("named_graphs", request.named_graphs))
            if iris is not None
        }
        try:
            result = self.store.query(request.text, prefixes=self.prefixes, **given)
        except SyntaxError as error:
            raise QueryError(explain(request.text, str(error.msg))) from error
        if request.media is None:
            if isinstance(result, QueryBoolean):
                return Answer((), [], bool(result), self.prefixes)
            if isinstance(result, QueryTriples):
                rows = [(str(one.subject), str(one.predicate), str(one.object)) for one in result]
                return Answer(TRIPLE_COLUMNS, rows, None, self.prefixes)
            names = tuple(variable.value for variable in result.variables)
            return Answer(
                names, [tuple(None if term is None else str(term) for term in row) for row in result], None, self.prefixes
            )
        rows_media, triples_media = request.media
        if isinstance(result, QueryTriples):
            kind = RdfFormat.from_extension(triples_media)
            return Serialized(serialize(result, format=kind, prefixes=self.prefixes) or b"", triples_media)
        return Serialized(result.serialize(format=QueryResultsFormat.from_extension(rows_media)) or b"", rows_media)

    def close(self) -> None:
        """Nothing runs on."""
