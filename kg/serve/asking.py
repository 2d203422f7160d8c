"""Who answers queries, and how many at once: a bounded queue before whatever runs them.

Quick queries do not wait for slow ones: what has run for a while and is one too many of its kind makes
room when somebody waits, and begins again when it may run to its end.
"""

from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Protocol
from typing import TypeVar

from kg.errors import KgError
from kg.errors import LimitError
from kg.query.advice.hints import Hint
from kg.query.answer import Answer
from kg.query.answer import Serialized
from kg.query.request import Request

T = TypeVar("T")
YOUNG = 1.0  # seconds after which a query is a slow one
TICK = 0.1  # seconds between looks at who waits
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

    Slow queries have one worker less than there are, so that quick ones are answered meanwhile; a single
    worker is everybody's.

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
        self._lanes: _Lanes | None = None

    async def open(self) -> None:
        """Start every worker, so that no first query waits for one."""
        from anyio import create_task_group  # noqa: PLC0415

        async with create_task_group() as tasks:
            for _ in range(self.workers):
                tasks.start_soon(self._warmed)

    async def ask(self, request: Request) -> Answer | Serialized:
        """Answer a query when its turn comes.

        Raises:
            BusyError: too many wait already.
            QueryError: it is wrong, refused, or over a limit.
        """
        with self._admitted() as lanes:
            given = await self._first(request, lanes)
            if given is None:
                async with lanes.slow:
                    given = await self._run(replace(request), lanes)
            return given

    async def doubts(self, request: Request, *, empty: bool) -> list[Hint]:
        """Give what a reader should know about the answer to a query; nothing where that can't be found out now."""
        with suppress(KgError), self._admitted() as lanes:
            async with lanes.all:
                return await _in_thread(partial(self.asker.doubts, request, empty=empty))
        return []

    @contextmanager
    def _admitted(self) -> "Iterator[_Lanes]":
        """Count who is here, and turn away who is one too many."""
        if self._here >= self.workers + self.waiting:
            message = f"{self._here:,} queries are being answered or waiting: try again in a moment"
            raise BusyError(message)
        if self._lanes is None:
            self._lanes = _Lanes(self.workers)
        self._here += 1
        try:
            yield self._lanes
        finally:
            self._here -= 1

    async def _first(self, request: Request, lanes: "_Lanes") -> Answer | Serialized | None:
        """Answer a query; None if it was stopped, because it is slow and others wait."""
        from anyio import create_task_group  # noqa: PLC0415

        given: Answer | Serialized | None = None
        wrong: KgError | None = None
        watch = _Watch(lanes, partial(self.asker.cancel, request))
        async with lanes.all:
            try:
                async with create_task_group() as tasks:
                    tasks.start_soon(watch.look)
                    try:
                        given = await self._asked(request)
                    except KgError as error:  # passed on outside, where it is not one of a group
                        wrong = error
                    tasks.cancel_scope.cancel()
            finally:
                watch.end()
            if given is None and (watch.stopped or (isinstance(wrong, LimitError) and lanes.is_crowded)):
                await self._warmed()  # its process is gone, and whoever comes next should find one
            if given is None and watch.stopped:
                return None
        if wrong is not None:
            raise wrong
        return given

    async def _run(self, request: Request, lanes: "_Lanes") -> Answer | Serialized:
        async with lanes.all:
            try:
                return await self._asked(request)
            except LimitError:
                if lanes.is_crowded:
                    await self._warmed()
                raise

    async def _asked(self, request: Request) -> Answer | Serialized:
        try:
            return await _in_thread(partial(self.asker.run, request))
        except BaseException:
            self.asker.cancel(request)  # it may run on although nobody waits for it
            raise

    async def _warmed(self) -> None:
        with suppress(KgError):  # whoever asks next is told
            await self._asked(Request("ASK {}"))


class _Lanes:
    """The workers: all of them, and those that slow queries may have. Of one event loop."""

    def __init__(self, workers: int) -> None:
        from anyio import CapacityLimiter  # noqa: PLC0415
        from anyio import Semaphore  # noqa: PLC0415

        self.workers = workers
        self.all = CapacityLimiter(workers)
        self.slow = Semaphore(max(workers - 1, 1))

    @property
    def is_crowded(self) -> bool:
        """Whether somebody waits."""
        return self.all.statistics().tasks_waiting > 0


class _Watch:
    """Looks at a query that runs: once it is slow and others wait, it is one of the slow ones, or is stopped."""

    def __init__(self, lanes: _Lanes, stop: Callable[[], None]) -> None:
        self.stopped = False
        self._lanes = lanes
        self._stop = stop
        self._held = False

    async def look(self) -> None:
        from anyio import WouldBlock  # noqa: PLC0415
        from anyio import sleep  # noqa: PLC0415

        if self._lanes.workers == 1:
            return
        await sleep(YOUNG)
        while not self._lanes.is_crowded:  # noqa: ASYNC110  # who waits is the library's to know
            await sleep(TICK)
        try:
            self._lanes.slow.acquire_nowait()
            self._held = True
        except WouldBlock:
            self.stopped = True
            self._stop()

    def end(self) -> None:
        """Give the place among the slow ones back."""
        if self._held:
            self._lanes.slow.release()


async def _in_thread(work: Callable[[], T]) -> T:
    """Run what waits, in one of as many threads as there are lanes."""
    from anyio import CapacityLimiter  # noqa: PLC0415
    from anyio import to_thread  # noqa: PLC0415

    return await to_thread.run_sync(work, limiter=CapacityLimiter(1), abandon_on_cancel=True)
