"""What a server answers, read where it can do no harm: in a process of its own, with limits on time and memory.

A small answer can be made to unpack to a huge one (entities and prefixes that hold a lot), to take for ever,
or to nest until a parser's stack is full, which no exception tells of. Short rows in JSON, which is what
most servers send, can do none of it, and are read here.
"""

import json
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import Connection

from kg.errors import RemoteError
from kg.query.engine import TRIPLE_COLUMNS
from kg.query.engine import notation

SHORT = 2**22  # bytes of an answer in JSON that is read in this process
DEEPEST = 32  # triple terms within each other that are taken
SPARE = 2.0  # seconds after which the process ends by itself
GRACE = 1.0  # seconds for it to go
JSON = "srj"
ROWS, TRIPLES = "rows", "triples"

Terms = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """An answer to be read.

    Attributes:
        kind: rows or triples.
        suffix: of its format, as the engine names it.
        data: whole.
        base: where relative IRIs start from.
        most: rows that are read; one more shows that there are too many.
    """

    kind: str
    suffix: str
    data: bytes
    base: str
    most: int


@dataclass(frozen=True, slots=True)
class Found:
    """What an answer holds: columns and rows, or a yes or no."""

    variables: tuple[str, ...]
    terms: list[Terms]
    boolean: bool | None = None


def read(body: Body, seconds: float, memory: int) -> Found:
    """Read an answer.

    Args:
        body: the answer.
        seconds: that it may take.
        memory: bytes that it may take.

    Raises:
        SyntaxError: it is not what it says; it may be cut off.
        RemoteError: it goes over a limit, or is nested too deeply.
    """
    is_short = body.kind == ROWS and body.suffix == JSON and len(body.data) <= SHORT
    return _parsed(body) if is_short else _apart(body, seconds, memory)


def _apart(body: Body, seconds: float, memory: int) -> Found:
    alone = threading.active_count() == 1 and sys.platform == "linux"
    context = multiprocessing.get_context("fork") if alone else multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(body, seconds, memory, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        found = ours.recv() if ours.poll(seconds) else RemoteError(_late(seconds))
    except (EOFError, OSError):
        process.join(GRACE)
        found = RemoteError(_late(seconds) if process.exitcode == -signal.SIGALRM else _why(process.exitcode))
    finally:
        ours.close()
        process.kill()
        process.join(GRACE)
    if isinstance(found, Exception):
        raise found
    assert isinstance(found, Found)  # noqa: S101  # nothing else is sent
    return found


def _late(seconds: float) -> str:
    return f"its answer could not be read within {seconds:.3g} s: ask for less, or give it more time"


def _why(code: int | None) -> str:
    if code == -signal.SIGSEGV:
        return "its answer is nested too deeply to be read"
    return "its answer needs more memory than it may have: ask for less"


def _work(body: Body, seconds: float, memory: int, connection: Connection) -> None:
    """Read an answer and send what it holds, or the error; whatever goes wrong ends this process only."""
    _limit(seconds, memory)
    connection.send(_safely(lambda: _parsed(body)))


def _safely(act: Callable[[], Found]) -> Found | Exception:
    try:
        return act()
    except MemoryError:
        return RemoteError(_why(None))
    except RecursionError:
        return RemoteError(_why(-signal.SIGSEGV))
    except RemoteError as error:
        return error
    except Exception as error:  # noqa: BLE001  # of a library, and another process is to know it
        return SyntaxError(str(error))


def _limit(seconds: float, memory: int) -> None:
    with open(os.devnull, "w", encoding="ascii") as nowhere:  # noqa: PTH123  # what a library's runtime says at its end
        os.dup2(nowhere.fileno(), 2)
    if sys.platform != "win32":
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds + SPARE)  # even if nobody is left to stop it


def _parsed(body: Body) -> Found:
    return _rows(body) if body.kind == ROWS else _triples(body)


def _rows(body: Body) -> Found:
    from pyoxigraph import QueryBoolean  # noqa: PLC0415
    from pyoxigraph import QueryResultsFormat  # noqa: PLC0415
    from pyoxigraph import parse_query_results  # noqa: PLC0415

    kind = QueryResultsFormat.from_extension(body.suffix)
    assert kind is not None  # noqa: S101  # it came from there
    data = plain_json(body.data) if body.suffix == JSON else body.data
    found = parse_query_results(data, format=kind)
    if isinstance(found, QueryBoolean):
        return Found((), [], bool(found))
    names = tuple(variable.value for variable in found.variables)
    return Found(names, _held((tuple(map(notation, row)) for row in found), body.most))


def _triples(body: Body) -> Found:
    from pyoxigraph import RdfFormat  # noqa: PLC0415
    from pyoxigraph import parse  # noqa: PLC0415

    kind = RdfFormat.from_extension(body.suffix)
    assert kind is not None  # noqa: S101  # it came from there
    quads = parse(body.data, format=kind, base_iri=body.base)
    rows = (tuple(map(notation, (one.subject, one.predicate, one.object))) for one in quads)
    return Found(TRIPLE_COLUMNS, _held(rows, body.most))


def _held(rows: Iterable[Terms], most: int) -> list[Terms]:
    held = list(islice(rows, most + 1))
    if any(term and term.count("<<(") > DEEPEST and term.startswith("<<(") for row in held for term in row):
        raise RemoteError(_why(-signal.SIGSEGV))
    return held


def plain_json(body: bytes) -> bytes:
    """Leave out of an answer in JSON what servers add to it (Comunica tells of its requests, Virtuoso of order).

    Raises:
        ValueError: it is no answer in JSON; it may be cut off.
    """
    try:
        found = json.loads(body)
        if "boolean" in found:
            return json.dumps({"head": {}, "boolean": found["boolean"]}).encode()
        head, results = {"vars": found["head"]["vars"]}, {"bindings": found["results"]["bindings"]}
        return json.dumps({"head": head, "results": results}).encode()
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        message = f"no answer in JSON: {error}"
        raise ValueError(message) from error
