"""Who answers queries, and how many at once: a bounded queue before whatever runs them."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Protocol
from typing import TypeVar

from kg.errors import KgError
from kg.query.advice.hints import Hint
from kg.query.answer import Answer
from kg.query.engine import Request
from kg.query.engine import Serialized

T = TypeVar("T")
WAITING = 1_000  # queries that may wait for a worker; more are turned away


class BusyError(KgError):
    """More queries wait than the server lets wait."""


class Asker(Protocol):
    """Whatever answers queries, from any thread."""

    def run(self, request: Request) -> Answer | Serialized:
        """Answer a query, or raise a QueryError."""

    def doubts(self, request: Request, *, empty: bool) -> list[Hint]:
        """Give what a reader should know about the answer to a query."""

    def cancel(self, request: Request) -> None:
        """Stop a query that nobody waits for any more."""

    def close(self) -> None:
        """End what runs."""


class Desk:
    """Takes queries from the event loop, runs so many at once in threads, and lets so many wait.

    Attributes:
        asker: who answers.
        workers: how many queries run at once.
        waiting: how many more may wait.
    """

    def __init__(self, asker: Asker, workers: int = 2, waiting: int = WAITING) -> None:
        self.asker = asker
        self.workers = workers
        self.waiting = waiting
        self._here = 0
        self._limiter: object | None = None

    async def open(self) -> None:
        """Start every worker, so that no first query waits for one."""
        from anyio import create_task_group  # noqa: PLC0415

        async def first() -> None:
            with suppress(KgError):  # whoever asks next is told
                await self.ask(Request("ASK {}"))

        async with create_task_group() as tasks:
            for _ in range(self.workers):
                tasks.start_soon(first)

    async def ask(self, request: Request) -> Answer | Serialized:
        """Answer a query when its turn comes.

        Raises:
            BusyError: too many wait already.
            QueryError: it is wrong, refused, or over a limit.
        """
        try:
            return await self._turn(partial(self.asker.run, request))
        except BaseException:
            self.asker.cancel(request)  # it may run on although nobody waits for it
            raise

    async def doubts(self, request: Request, *, empty: bool) -> list[Hint]:
        """Give what a reader should know about the answer to a query; nothing where that can't be found out now."""
        try:
            return await self._turn(partial(self.asker.doubts, request, empty=empty))
        except KgError:
            return []

    async def _turn(self, work: Callable[[], T]) -> T:
        from anyio import CapacityLimiter  # noqa: PLC0415
        from anyio import to_thread  # noqa: PLC0415

        if self._here >= self.workers + self.waiting:
            message = f"{self._here:,} queries are being answered or waiting: try again in a moment"
            raise BusyError(message)
        if not isinstance(self._limiter, CapacityLimiter):
            self._limiter = CapacityLimiter(self.workers)
        self._here += 1
        try:
            return await to_thread.run_sync(work, limiter=self._limiter, abandon_on_cancel=True)
        finally:
            self._here -= 1
