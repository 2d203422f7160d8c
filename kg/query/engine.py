"""The engine: pyoxigraph over a read-only store, with nothing that reaches out.

``SERVICE`` would open connections, so it is refused unless its address is allowed; updates are no
queries to this engine; ``FROM`` picks named graphs of the store, opens nothing, and is refused
where the store has no such graph.
"""

import re
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from typing import TypedDict

from kg.errors import LimitError
from kg.errors import QueryError
from kg.errors import either
from kg.query.answer import Answer

if TYPE_CHECKING:
    from pyoxigraph import BlankNode
    from pyoxigraph import DefaultGraph
    from pyoxigraph import NamedNode
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
FORMATS = ("ttl", "trig", "nq", "nt", "rdf", "jsonld", "n3")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may use.

    Attributes:
        seconds: wall-clock time.
        rows: rows or triples of the answer.
        size: bytes of the answer, as N-Triples terms and as written in a format.
        memory: bytes of address space of the process that runs it, the store included.
    """

    seconds: float = 60.0
    rows: int = 1_000_000
    size: int = 256 * 2**20
    memory: int = 8 * 2**30


@dataclass(frozen=True, slots=True)
class Request:
    """A query to run.

    Attributes:
        text: SPARQL 1.1 (and what of 1.2 the engine knows).
        media: the format for rows and ASK, and the one for triples (see ``kg.query.results``), for
            bytes as answer; None for an ``Answer``.
        default_graphs: IRIs of graphs whose union is the default graph; None: what the query says.
        named_graphs: IRIs of the graphs that ``GRAPH`` sees; None: what the query says.
        services: addresses that ``SERVICE`` may call.
    """

    text: str
    media: tuple[str, str] | None = None
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    services: tuple[str, ...] = ()


class _Dataset(TypedDict, total=False):
    default_graph: "list[NamedNode | BlankNode | DefaultGraph]"
    named_graphs: "list[NamedNode | BlankNode]"


@dataclass(frozen=True, slots=True)
class Serialized:
    """An answer as bytes, and the format that they are in."""

    data: bytes
    media: str


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

    kind = RdfFormat.from_extension(path.suffix.removeprefix("."))
    if kind is None:
        message = f"{path}: which format is this? Known endings: {either(FORMATS)}"
        raise QueryError(message)
    try:
        store.bulk_load(path=str(path), format=kind, base_iri=path.resolve().as_uri())
    except SyntaxError as error:
        message = f"{path}:{error.lineno or 1}:{error.offset or 1}: {error.msg}"
        raise QueryError(message) from error
    except OSError as error:
        message = f"can't read {path}: {error.strerror or error}"
        raise QueryError(message) from error


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

    with _explained(request.text):
        result = _evaluate(store, request, prefixes)
        if isinstance(result, QueryBoolean):
            return Answer((), [], bool(result), dict(prefixes))
        if isinstance(result, QueryTriples):
            triples = ((str(one.subject), str(one.predicate), notation(one.object)) for one in result)
            return Answer(TRIPLE_COLUMNS, _collected(triples, limits), None, dict(prefixes), triples=True)
        names = tuple(variable.value for variable in result.variables)
        rows = (tuple(map(notation, row)) for row in result)
        return Answer(names, _collected(rows, limits), None, dict(prefixes))


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
    refuse_service(request.text)
    return store.query(request.text, prefixes=dict(prefixes), **_dataset(request))


def _dataset(request: Request) -> "_Dataset":
    """Give the dataset of a request; where only one of its two parts is given, the other is empty."""
    from pyoxigraph import NamedNode  # noqa: PLC0415

    if request.default_graphs is None and request.named_graphs is None:
        return {}
    default, named = request.default_graphs or (), request.named_graphs or ()
    return {"default_graph": [NamedNode(iri) for iri in default], "named_graphs": [NamedNode(iri) for iri in named]}


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
