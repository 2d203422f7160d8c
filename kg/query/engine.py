"""The engine: pyoxigraph over a read-only store, with nothing that reaches out.

``SERVICE`` would open connections, so it is refused; ``LOAD`` and other updates are no queries to
this engine; ``FROM`` picks named graphs of the store and opens nothing.
"""

import re
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import QueryError
from kg.errors import either
from kg.query.answer import Answer

if TYPE_CHECKING:
    from pyoxigraph import QueryBoolean
    from pyoxigraph import QuerySolutions
    from pyoxigraph import QueryTriples
    from pyoxigraph import Store

TRIPLE_COLUMNS = ("subject", "predicate", "object")
_TOKENS = re.compile(
    r"""(?P<skip>\#[^\r\n]*|<[^<>"{}|^`\\\x00-\x20]*>|\"{3}(?:\\.|[^\\])*?\"{3}|'{3}(?:\\.|[^\\])*?'{3}"""
    r"""|"(?:\\.|[^"\\\n\r])*"|'(?:\\.|[^'\\\n\r])*'|[?$]\w+|@[A-Za-z-]+|[\w-]*:[\w.-]*)|(?P<word>[A-Za-z_]\w*)""",
    re.DOTALL,
)
_PLACE = re.compile(r"error at (\d+):(\d+):?\s*(.*)", re.DOTALL)


def load(nquads: bytes) -> "Store":
    """Give a store in memory that holds a dataset in N-Quads."""
    from pyoxigraph import RdfFormat  # noqa: PLC0415
    from pyoxigraph import Store  # noqa: PLC0415

    store = Store()
    store.bulk_load(nquads, format=RdfFormat.N_QUADS)
    return store


def load_file(store: "Store", path: Path) -> None:
    """Load an RDF file; its ending tells the format (ttl, trig, nq, nt, rdf, jsonld, n3).

    Raises:
        QueryError: it can't be read, or is not what its ending says, with the place.
    """
    from pyoxigraph import RdfFormat  # noqa: PLC0415

    kind = RdfFormat.from_extension(path.suffix.removeprefix("."))
    if kind is None:
        message = f"{path}: which format is this? Known endings: ttl, trig, nq, nt, rdf, jsonld, n3"
        raise QueryError(message)
    try:
        store.bulk_load(path.read_bytes(), format=kind, base_iri=path.resolve().as_uri())
    except SyntaxError as error:
        message = f"{path}:{error.lineno or 1}:{error.offset or 1}: {error.msg}"
        raise QueryError(message) from error
    except OSError as error:
        message = f"can't read {path}: {error.strerror or error}"
        raise QueryError(message) from error


def answer(store: "Store", text: str, prefixes: Mapping[str, str]) -> Answer:
    """Answer a query.

    Args:
        store: the dataset; it is not changed.
        text: SPARQL 1.1 (and what of 1.2 the engine knows).
        prefixes: declared before the query's own.

    Raises:
        QueryError: a syntax error, with line, column and a caret; or SERVICE, which is refused.
    """
    from pyoxigraph import QueryBoolean  # noqa: PLC0415
    from pyoxigraph import QueryTriples  # noqa: PLC0415

    with _explained(text):
        result = _evaluate(store, text, prefixes)
        if isinstance(result, QueryBoolean):
            return Answer((), [], bool(result), dict(prefixes))
        if isinstance(result, QueryTriples):
            rows = [(str(one.subject), str(one.predicate), str(one.object)) for one in result]
            return Answer(TRIPLE_COLUMNS, rows, None, dict(prefixes))
        names = tuple(variable.value for variable in result.variables)
        terms = [tuple(None if term is None else str(term) for term in row) for row in result]
        return Answer(names, terms, None, dict(prefixes))


def serialized(store: "Store", text: str, prefixes: Mapping[str, str], name: str) -> bytes:
    """Answer a query in a standard format: csv, tsv, json or xml for rows and ASK, ttl for triples.

    Raises:
        QueryError: as for ``answer``, or the format does not fit the kind of query.
    """
    from pyoxigraph import QueryResultsFormat  # noqa: PLC0415
    from pyoxigraph import QueryTriples  # noqa: PLC0415
    from pyoxigraph import RdfFormat  # noqa: PLC0415
    from pyoxigraph import serialize  # noqa: PLC0415

    with _explained(text):
        result = _evaluate(store, text, prefixes)
        if isinstance(result, QueryTriples):
            if name != "ttl":
                message = f"a query for triples has no {name} form: use ttl or table"
                raise QueryError(message)
            return serialize(result, format=RdfFormat.TURTLE, prefixes=dict(prefixes)) or b""
        if name == "ttl":
            message = "ttl is for CONSTRUCT and DESCRIBE: use csv, tsv, json, xml, md or table"
            raise QueryError(message)
        return result.serialize(format=QueryResultsFormat.from_extension(name)) or b""


def _evaluate(store: "Store", text: str, prefixes: Mapping[str, str]) -> "QuerySolutions | QueryBoolean | QueryTriples":
    refuse_service(text)
    return store.query(text, prefixes=dict(prefixes))


@contextmanager
def _explained(text: str) -> Iterator[None]:
    try:
        yield
    except SyntaxError as error:
        raise QueryError(explain(text, str(error.msg))) from error
    except (OSError, ValueError, RuntimeError) as error:
        raise QueryError(str(error)) from error


def refuse_service(text: str) -> None:
    """Refuse a query that would call another server.

    Raises:
        QueryError: the word SERVICE stands in it, outside strings, IRIs and comments.
    """
    for match in _TOKENS.finditer(text):
        if (match["word"] or "").upper() == "SERVICE":
            line = text.count("\n", 0, match.start()) + 1
            column = match.start() - text.rfind("\n", 0, match.start())
            message = "SERVICE would send the query to another server: refused"
            raise QueryError(_pointed(text, line, column, message))


def explain(text: str, message: str) -> str:
    """Turn the engine's syntax error into a place, a caret and the likely words.

    >>> print(explain("SELECT ?x WHERE { ?x }", "error at 1:22: expected one of A, [x]"))
    1:22: expected A
        1 | SELECT ?x WHERE { ?x }
          |                      ^
    """
    found = _PLACE.match(message)
    if found is None:
        return message
    line, column, reason = int(found[1]), int(found[2]), found[3]
    if "Prefix not found" in reason:
        reason = "this prefix is not declared: write PREFIX name: <IRI>, or use one of ours (o: id: claim: doc: …)"
    elif reason.startswith("expected one of"):
        words = [word for word in reason[len("expected one of") :].split(", ") if "[" not in word and "\n" not in word]
        reason = f"expected {either([word.strip() for word in words if word.strip(chr(34)).strip()])}"
    return _pointed(text, line, column, reason)


def _pointed(text: str, line: int, column: int, reason: str) -> str:
    lines = text.splitlines() or [""]
    shown = lines[min(line, len(lines)) - 1]
    return f"{line}:{column}: {reason}\n{line:>5} | {shown}\n{'':>5} | {' ' * (column - 1)}^"
