"""Processes that run queries and can be stopped: limits on time and memory that hold whatever a query does.

A query that outruns its time is killed with its process, so it uses nothing afterwards, and a new
process takes its place when the next query comes. Others go on meanwhile.
"""

import multiprocessing
import signal
import sys
import threading
from collections.abc import Mapping
from multiprocessing.connection import Connection
from queue import PriorityQueue
from types import TracebackType
from typing import Self

from kg.errors import LimitError
from kg.errors import QueryError
from kg.query.advice.hints import Hint
from kg.query.answer import Answer
from kg.query.answer import Serialized
from kg.query.request import Doubt
from kg.query.request import Limits
from kg.query.request import Request
from kg.query.source import Source
from kg.query.worker import TOO_MUCH_MEMORY
from kg.query.worker import Asked
from kg.query.worker import Failure
from kg.query.worker import Reply
from kg.query.worker import work

LOADING = 10  # times the limit of a query: what a store may take to open, its first loading included
SHORTEST = 60.0  # seconds, but at least so long
GIVEN_UP = Failure(LimitError.__name__, "nobody waits for the answer any more")
PATIENCE = 2.0  # seconds for finding out why an answer is empty
GRACE = 1.0  # seconds for a stopped process to go


class Pool:
    """Workers over one source; safe to use from many threads.

    Args:
        source: what is asked.
        workers: how many queries run at once; others wait.
        limits: what each query may use.
        lasting: whether more queries will come, so that a process which was stopped is replaced at once.
    """

    def __init__(
        self,
        source: Source,
        workers: int = 1,
        limits: Limits = Limits(),  # noqa: B008  # frozen
        *,
        lasting: bool = False,
    ) -> None:
        self.source = source
        self.limits = limits
        self._calls: dict[int, _Call] = {}
        self._idle: PriorityQueue[tuple[bool, int]] = PriorityQueue()  # those whose store is open come first
        self._workers = [_Worker(source, limits, lasting=lasting) for _ in range(workers)]
        for number in range(workers):
            self._idle.put((True, number))

    @property
    def prefixes(self) -> Mapping[str, str]:
        """Prefix → namespace, declared in every query."""
        return self.source.prefixes

    def run(self, request: Request, seconds: float | None = None) -> Answer | Serialized:
        """Run a query and give its answer; waits while all workers are busy.

        Args:
            request: the query.
            seconds: less time than the pool's limit, if that is wanted.

        Raises:
            QueryError: it is wrong.
            RefusedError: it asks for what is never done.
            LimitError: it went over a limit and was stopped.
        """
        reply = self._reply(request, self.limits.seconds if seconds is None else min(seconds, self.limits.seconds))
        assert isinstance(reply, Answer | Serialized)  # noqa: S101  # that is what a request gets
        return reply

    def doubts(self, request: Request, *, empty: bool) -> list[Hint]:
        """Give what a reader should know about the answer to a query; nothing where that takes too long to find out.

        Args:
            request: that was answered.
            empty: whether its answer was empty.
        """
        try:
            reply = self._reply(Doubt(request, empty), PATIENCE)
        except LimitError:
            return []
        assert isinstance(reply, list)  # noqa: S101  # that is what a doubt gets
        return reply

    def _reply(self, request: Asked, seconds: float) -> Reply:
        call = _Call(request, seconds)
        self._calls[id(request)] = call
        try:
            _, number = self._idle.get()
            worker = self._workers[number]
            try:
                reply = worker.ask(call)
            finally:
                self._idle.put((not worker.is_open, number))
        finally:
            self._calls.pop(id(request), None)
        if isinstance(reply, Failure):
            raise reply.error()
        return reply

    def cancel(self, request: Request) -> None:
        """Stop a request that nobody waits for any more: this very one, wherever it is, not one that equals it."""
        call = self._calls.get(id(request))
        if call is not None and call.request is request:
            call.cancel()

    def close(self) -> None:
        """End every process."""
        for worker in self._workers:
            worker.stop()

    def __enter__(self) -> Self:
        """Give the pool."""
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Close."""
        self.close()


class _Call:
    """A request on its way: waiting, or with a process; or given up."""

    def __init__(self, request: Asked, seconds: float) -> None:
        self.request = request
        self.seconds = seconds
        self._gone = False
        self._process: multiprocessing.process.BaseProcess | None = None
        self._lock = threading.Lock()

    def cancel(self) -> None:
        with self._lock:
            self._gone = True
            if self._process is not None:
                self._process.kill()  # whoever waits for its answer finds the connection ended

    def goes_to(self, process: multiprocessing.process.BaseProcess | None) -> bool:
        """Note the process that answers, or None afterwards; tell whether anybody still waits."""
        with self._lock:
            self._process = None if self._gone else process
            return not self._gone


class _Worker:
    """One process, started when it is first needed and again after it was stopped."""

    def __init__(self, source: Source, limits: Limits, *, lasting: bool) -> None:
        self._source = source
        self._limits = limits
        self._lasting = lasting
        self.is_open = False
        self._process: multiprocessing.process.BaseProcess | None = None
        self._connection: Connection | None = None

    def ask(self, call: _Call) -> Reply:
        if not call.goes_to(None):
            return GIVEN_UP
        opened = self._start()
        if opened is not None:
            return opened
        if not call.goes_to(self._process):
            return GIVEN_UP
        try:
            return self._asked(call.request, call.seconds)
        finally:
            call.goes_to(None)

    def _asked(self, request: Asked, seconds: float) -> Reply:
        assert self._connection is not None  # noqa: S101  # started
        try:
            self._connection.send((request, seconds))
            if self._connection.poll(seconds):
                reply: Reply = self._connection.recv()
                return reply
        except (EOFError, OSError):
            failure = self._died("query", TOO_MUCH_MEMORY)
            self._replace()
            return failure
        except BaseException:  # interrupted: what comes back later would answer the next question
            self.stop()
            raise
        self.stop()
        self._replace()
        return Failure(LimitError.__name__, f"stopped after {seconds:g} s: make it narrower, or allow it more time")

    def stop(self) -> None:
        self.is_open = False
        process, self._process = self._process, None
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()
        if process is not None:
            process.kill()
            process.join(GRACE)

    def _died(self, what: str, out_of_memory: str) -> Failure:
        """Say why a process is gone: the engine aborts, or the system kills it, when memory runs out."""
        code = None
        if self._process is not None:
            self._process.join(GRACE)
            code = self._process.exitcode
        self.stop()
        if code == -signal.SIGSEGV:  # the engine's stack is full
            return Failure(LimitError.__name__, f"the {what} is nested too deeply, or too long, for the engine")
        if code in {-signal.SIGABRT, -signal.SIGKILL, None}:
            return Failure(LimitError.__name__, out_of_memory)
        return Failure(QueryError.__name__, f"the process that ran the query ended by itself (exit code {code})")

    def _start(self) -> Reply:
        """Start the process if it is not there; give the failure if its store does not open."""
        if self._process is None or not self._process.is_alive():
            self._begin()
        ours = self._connection
        if self.is_open or ours is None:
            return None
        try:
            loading = max(LOADING * self._limits.seconds, SHORTEST)
            slow = Failure(LimitError.__name__, f"the data was not loaded after {loading:g} s: allow it more time")
            opened: Reply = ours.recv() if ours.poll(loading) else slow
        except (EOFError, OSError):
            return self._died("data", "the data needs more memory than a query may have")
        if opened is not None:
            self.stop()
        self.is_open = opened is None
        return opened

    def _begin(self) -> None:
        """Start a process, and do not wait until its store is open."""
        self.stop()
        ours, theirs = multiprocessing.Pipe()
        process = _process(self._source, self._limits, theirs)
        process.start()
        theirs.close()
        self._process, self._connection, self.is_open = process, ours, False

    def _replace(self) -> None:
        """Start the next process while nobody waits for it."""
        if self._lasting:
            self._begin()


def _process(source: Source, limits: Limits, connection: Connection) -> multiprocessing.process.BaseProcess:
    """Give a process to start: forked, which is fastest, where there is one thread; elsewhere it begins anew."""
    alone = threading.active_count() == 1 and sys.platform == "linux"
    context = multiprocessing.get_context("fork") if alone else multiprocessing.get_context("spawn")
    return context.Process(target=work, args=(source, limits, connection), daemon=True)
