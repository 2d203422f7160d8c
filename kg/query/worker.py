"""A query in a process of its own, which can be stopped: limits on time and memory."""

import multiprocessing
import sys
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.errors import QueryError
from kg.query.answer import Answer
from kg.query.engine import answer
from kg.query.engine import load
from kg.query.engine import load_file
from kg.query.engine import serialized

if TYPE_CHECKING:
    from pyoxigraph import Store

MEMORY = 8 * 2**30  # bytes of address space for a query
TIMEOUT = 60.0  # seconds, unless told otherwise
GRACE = 1.0  # seconds for a stopped process to go


@dataclass(frozen=True, slots=True)
class Job:
    """A query to run.

    Attributes:
        text: SPARQL.
        nquads: the dataset, if it is not in files.
        files: RDF files to load into the default graph (N-Quads and TriG keep their graphs).
        prefixes: declared before the query's own.
        media: csv, tsv, json, xml or ttl for serialized bytes; empty for an ``Answer``.
    """

    text: str
    nquads: bytes
    files: Sequence[Path]
    prefixes: Mapping[str, str]
    media: str = ""


def run(job: Job, timeout: float = TIMEOUT) -> Answer | bytes:
    """Run a query and give its answer, or end it when its time is up.

    Raises:
        QueryError: it is wrong, refused, or over a limit.
    """
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=_work, args=(job, sender), daemon=True)
    process.start()
    sender.close()
    try:
        if not receiver.poll(timeout):
            message = f"stopped after {timeout:g} s: make it narrower, or give it more time with --timeout"
            raise QueryError(message)
        result: Answer | bytes | str = receiver.recv()
    except EOFError:
        message = "the query needed more memory than it may have: make it narrower"
        raise QueryError(message) from None
    finally:
        process.kill()
        process.join(GRACE)
    if isinstance(result, str):
        raise QueryError(result)
    return result


def _work(job: Job, sender: Connection) -> None:
    _limit_memory()
    try:
        store = _store(job)
        if job.media:
            sender.send(serialized(store, job.text, job.prefixes, job.media))
        else:
            sender.send(answer(store, job.text, job.prefixes))
    except (KgError, MemoryError) as error:
        sender.send(str(error) or "the query needed more memory than it may have: make it narrower")


def _limit_memory() -> None:
    if sys.platform != "win32":  # which has no such limit for a process to set for itself
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _store(job: Job) -> "Store":
    store = load(job.nquads)
    for path in job.files:
        load_file(store, path)
    return store
