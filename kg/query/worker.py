"""The process that runs queries: it opens the store once, limits its own memory, and answers until told to stop."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.connection import wait
from pathlib import Path
from typing import TYPE_CHECKING
from typing import TypeVar

from kg.errors import KgError
from kg.errors import LimitError
from kg.errors import QueryError
from kg.errors import RefusedError
from kg.query.advice.advice import remarks
from kg.query.advice.hints import Hint
from kg.query.answer import Answer
from kg.query.answer import Serialized
from kg.query.engine import answer
from kg.query.request import Doubt
from kg.query.request import Limits
from kg.query.request import Request
from kg.query.results import serialized
from kg.query.source import Source

if TYPE_CHECKING:
    from pyoxigraph import Store

T = TypeVar("T")
SPARE = 2.0  # seconds after which a query ends even if nobody stopped it in time
TOO_MUCH_MEMORY = "the query needed more memory than it may have: make it narrower"
KINDS: dict[str, type[QueryError]] = {kind.__name__: kind for kind in (QueryError, RefusedError, LimitError)}


@dataclass(frozen=True, slots=True)
class Failure:
    """An error on its way to another process: its class by name, and its message."""

    kind: str
    message: str

    def error(self) -> QueryError:
        """Give the error to raise."""
        return KINDS.get(self.kind, QueryError)(self.message)


Asked = Request | Doubt
Reply = Answer | Serialized | list[Hint] | Failure | None


def work(source: Source, limits: Limits, connection: Connection) -> None:
    """Open the store, say None, and then answer each request that comes; the end of the connection ends it."""
    _limit_memory(limits.memory)
    _end_with_parent()
    _quiet()
    store = _guarded(source.open, connection)
    if store is None:
        return
    connection.send(None)
    while True:
        try:
            received: tuple[Asked, float] = connection.recv()
        except (EOFError, OSError):
            return
        request, seconds = received
        _alarm(seconds + SPARE)
        reply = _guarded(lambda: reply_to(store, request, source, limits), connection)  # noqa: B023  # called at once
        if reply is not None:
            connection.send(reply)
        _alarm(0)


def reply_to(store: "Store", request: Asked, source: Source, limits: Limits) -> Answer | Serialized | list[Hint]:
    """Answer one request, in the form that it asks for.

    Raises:
        QueryError: it is wrong, refused, or over a limit.
    """
    if isinstance(request, Doubt):
        return remarks(store, request.request, source.prefixes, empty=request.empty)
    result = answer(store, request, source.prefixes, limits)
    if request.media is None:
        return result
    rows, triples = request.media
    media = triples if result.triples else rows
    data = serialized(result, media)
    if len(data) > limits.size:
        message = f"the answer is larger than {limits.size:,} bytes: make it narrower, or take it in parts with LIMIT"
        raise LimitError(message)
    return Serialized(data, media, len(result) if result.boolean is None else int(result.boolean))


def _guarded(act: Callable[[], T], connection: Connection) -> T | None:
    try:
        return act()
    except KgError as error:
        connection.send(Failure(type(error).__name__, str(error)))
    except MemoryError:
        connection.send(Failure(LimitError.__name__, TOO_MUCH_MEMORY))
    except Exception as error:  # noqa: BLE001  # of a library: it is told, and the next query goes on
        connection.send(Failure(QueryError.__name__, f"the engine failed: {error}"))
    return None


def _alarm(seconds: float) -> None:
    """Let the system end this process in so many seconds, whatever the engine does and whoever is there to stop it."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _end_with_parent() -> None:
    """End when the process that asks has ended, however it ended."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _limit_memory(memory: int) -> None:
    if sys.platform != "win32":  # which has no such limit for a process to set for itself
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _quiet() -> None:
    """Silence what the engine's runtime says when it runs out of memory; Python's own errors are still seen."""
    sys.stderr = os.fdopen(os.dup(2), "w", buffering=1)
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 2)
