"""The engine: pyoxigraph over a read-only store, with nothing that reaches out.

``SERVICE`` would open connections, so it is refused unless its address is allowed; updates are no
queries to this engine; ``FROM`` picks named graphs of the store, opens nothing, and is refused
where the store has no such graph.
"""

import zlib
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO
from typing import TYPE_CHECKING
from typing import cast

from kg.errors import LimitError
from kg.errors import QueryError
from kg.errors import RefusedError
from kg.errors import either
from kg.query.advice.hints import forbidden
from kg.query.advice.hints import iris_of_dataset_clauses
from kg.query.answer import Answer
from kg.query.request import Limits
from kg.query.request import Request
from kg.query.request import dataset
from kg.query.syntax.lateral import lateral
from kg.query.syntax.tokens import Kind
from kg.query.syntax.tokens import code

if TYPE_CHECKING:
    from pyoxigraph import QueryBoolean
    from pyoxigraph import QuerySolutions
    from pyoxigraph import QueryTriples
    from pyoxigraph import Store

TRIPLE_COLUMNS = ("subject", "predicate", "object")
PACKED = ".gz"
REMOTE_CONTEXT = "its @context stands at another address, and nothing is fetched: write the context into the file"
FORMATS = ("ttl", "trig", "nq", "nt", "rdf", "jsonld", "n3")


def load(nquads: bytes) -> "Store":
    """Give a store in memory that holds a dataset in N-Quads."""
    from pyoxigraph import RdfFormat  # noqa: PLC0415
    from pyoxigraph import Store  # noqa: PLC0415

    store = Store()
    store.bulk_load(nquads, format=RdfFormat.N_QUADS)
    return store


def load_file(store: "Store", path: Path) -> None:
    """Load an RDF file; its ending tells the format.

    Raises:
        QueryError: it can't be read, or is not what its ending says, with the place.
    """
    from pyoxigraph import RdfFormat  # noqa: PLC0415

    kind = RdfFormat.from_extension(ending(path))
    if kind is None:
        message = f"{path}: which format is this? Known endings: {either(FORMATS)}, each also with .gz"
        raise QueryError(message)
    try:
        base = path.absolute().as_uri()
        if path.suffix != PACKED:
            store.bulk_load(path=str(path), format=kind, base_iri=base)
            return
        with opened(path) as file:
            store.bulk_load(file, format=kind, base_iri=base)
    except SyntaxError as error:
        said = REMOTE_CONTEXT if "LoadDocumentCallback" in str(error.msg) else error.msg
        message = f"{path}:{error.lineno or 1}:{error.offset or 1}: {said}"
        raise QueryError(message) from error
    except (OSError, EOFError, zlib.error) as error:
        message = f"can't read {path}: {getattr(error, 'strerror', None) or error}"
        raise QueryError(message) from error


def ending(path: Path) -> str:
    """Give the ending that tells a file's format, without the dot and without ``.gz``."""
    return (path.with_suffix("") if path.suffix == PACKED else path).suffix.removeprefix(".")


def opened(path: Path) -> "IO[bytes]":
    """Open a file to read its bytes, unpacked if it is packed."""
    import gzip  # noqa: PLC0415

    return cast("IO[bytes]", gzip.open(path)) if path.suffix == PACKED else path.open("rb")


def answer(store: "Store", request: Request, prefixes: Mapping[str, str], limits: Limits) -> Answer:
    """Answer a query.

    Args:
        store: the dataset; it is not changed.
        request: the query and its dataset.
        prefixes: declared before the query's own.
        limits: of these, only rows and bytes are watched here; time and memory are the process's.

    Raises:
        QueryError: a syntax error, with line, column and a caret.
        RefusedError: it asks for what is never done.
        LimitError: the answer is larger than it may be.
    """
    from pyoxigraph import QueryBoolean  # noqa: PLC0415
    from pyoxigraph import QueryTriples  # noqa: PLC0415

    with _explained(store, request.text, prefixes):
        result = _evaluate(store, request, prefixes)
        if isinstance(result, QueryBoolean):
            return Answer((), [], bool(result), dict(prefixes))
        if isinstance(result, QueryTriples):
            triples = ((str(one.subject), str(one.predicate), notation(one.object)) for one in result)
            return Answer(TRIPLE_COLUMNS, _collected(triples, limits), None, dict(prefixes), triples=True)
        names = _as_written(request.text, [variable.value for variable in result.variables])
        rows = (tuple(notation(row[name]) for name in names) for row in result)
        return Answer(names, _collected(rows, limits), None, dict(prefixes))


def _as_written(text: str, names: Sequence[str]) -> tuple[str, ...]:
    """Give the columns of ``SELECT *`` in the order in which the query first names them; others as they are."""
    found = code(text)
    words = [token.upper or token.text for token in found[:9_999]]
    start = words.index("SELECT") + 1 if "SELECT" in words else 0
    if words[start : start + 1] != ["*"] and words[start + 1 : start + 2] != ["*"]:
        return tuple(names)
    variables = [token.text[1:] for token in found if token.kind is Kind.VARIABLE]
    first = {name: place for place, name in reversed(list(enumerate(variables)))}
    return tuple(sorted(names, key=lambda name: first.get(name, len(first))))


def notation(term: object) -> str | None:
    """Give a term in N-Triples notation, None for an unbound one; the library leaves triple terms bare."""
    from pyoxigraph import Triple  # noqa: PLC0415

    if term is None:
        return None
    if isinstance(term, Triple):
        return f"<<( {term.subject} {term.predicate} {notation(term.object)} )>>"
    return str(term)


def _collected(rows: Iterable[tuple[str | None, ...]], limits: Limits) -> list[tuple[str | None, ...]]:
    kept, size = [], 0
    for row in rows:
        kept.append(row)
        size += sum(len(term) for term in row if term)
        if len(kept) > limits.rows:
            message = f"the answer has more than {limits.rows:,} rows: make it narrower, or take it in parts with LIMIT"
            raise LimitError(message)
        if size > limits.size:
            message = (
                f"the answer is larger than {limits.size:,} bytes: make it narrower, or take it in parts with LIMIT"
            )
            raise LimitError(message)
    return kept


def _evaluate(
    store: "Store", request: Request, prefixes: Mapping[str, str]
) -> "QuerySolutions | QueryBoolean | QueryTriples":
    _refuse(store, request, prefixes)
    ask = partial(store.query, base_iri=request.base or None, prefixes=dict(prefixes), **dataset(request))
    try:
        return ask(lateral(request.text))
    except SyntaxError:
        return ask(request.text)  # whose places and words are the reader's own


@contextmanager
def _explained(store: "Store", text: str, prefixes: Mapping[str, str]) -> Iterator[None]:
    try:
        yield
    except SyntaxError as error:
        from kg.query.advice.advice import refusal  # noqa: PLC0415  # most queries are fine

        raise QueryError(refusal(store, text, str(error.msg), prefixes)) from error
    except (OSError, ValueError, RuntimeError) as error:
        from kg.query.advice.advice import failure  # noqa: PLC0415

        raise QueryError(failure(text, str(error), prefixes)) from error


def _refuse(store: "Store", request: Request, prefixes: Mapping[str, str]) -> None:
    """Refuse what would call another server, change the graph, or open a file or an address.

    Raises:
        RefusedError: the query asks for it, or names a graph that the dataset does not have.
    """
    hint = forbidden(request.text, request.services, prefixes)
    if hint is not None:
        raise RefusedError(hint.shown(request.text))
    if request.default_graphs is None and request.named_graphs is None:
        for iri, place in iris_of_dataset_clauses(request.text, prefixes):
            if not _has_graph(store, iri):
                raise RefusedError(place.shown(request.text))
    for iri in (*(request.default_graphs or ()), *(request.named_graphs or ())):
        if not _has_graph(store, iri):
            message = f"<{iri}> is no graph of this dataset, and nothing is fetched"
            raise RefusedError(message)


def _has_graph(store: "Store", iri: str) -> bool:
    from pyoxigraph import NamedNode  # noqa: PLC0415

    try:
        return store.contains_named_graph(NamedNode(iri))
    except ValueError:  # a relative IRI
        return False
