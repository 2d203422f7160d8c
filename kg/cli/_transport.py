"""Connections of ``kg serve`` with an end: for clients that say nothing, and for those that never read.

What the library bounds by itself is the time between two requests, and the size of headers.
"""

import asyncio
from collections.abc import Callable

from uvicorn.protocols.http.h11_impl import H11Protocol

ASKING = 30.0  # seconds for a request's line and headers to arrive
READING, LEAST = 30.0, 2**18  # in so many seconds, a client reads at least so many bytes of what waits for it
CONNECTIONS = 900  # open at once; below what systems let a process have


class Patient(H11Protocol):
    """A connection that is closed when its client keeps it without use."""

    asking = ASKING
    reading = READING
    connections_at_most = CONNECTIONS
    _asked: asyncio.TimerHandle | None = None
    _read: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as the library has it
        """Begin; one connection too many ends at once."""
        super().connection_made(transport)
        if len(self.connections) > self.connections_at_most:
            transport.abort()
            return
        self._asked = self._later(self.asking, self._not_asked)

    def connection_lost(self, exc: Exception | None) -> None:
        """End."""
        for timer in (self._asked, self._read):
            if timer is not None:
                timer.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what the client sends; the time for a request's headers runs from their first byte."""
        super().data_received(data)
        if self._is_waiting and self._asked is None and not self.transport.is_closing():
            self._asked = self._later(self.asking, self._not_asked)
        elif not self._is_waiting and self._asked is not None:
            self._asked.cancel()
            self._asked = None

    def pause_writing(self) -> None:
        """Wait until the client has read; not for ever."""
        super().pause_writing()
        self._watch_reading()

    def resume_writing(self) -> None:
        """Go on: the client has read."""
        super().resume_writing()
        if self._read is not None:
            self._read.cancel()
            self._read = None

    @property
    def _is_waiting(self) -> bool:
        """Whether no request is being answered."""
        return self.cycle is None or self.cycle.response_complete

    def _not_asked(self) -> None:
        self._asked = None
        if self._is_waiting:
            self.transport.abort()

    def _watch_reading(self) -> None:
        left = self.transport.get_write_buffer_size()

        def look() -> None:
            if left - self.transport.get_write_buffer_size() < LEAST:
                self.transport.abort()
            else:
                self._watch_reading()

        self._read = self._later(self.reading, look)

    def _later(self, seconds: float, act: Callable[[], None]) -> asyncio.TimerHandle:
        return self.loop.call_later(seconds, act)
