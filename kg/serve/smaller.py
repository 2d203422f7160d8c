"""Answers made smaller on their way: gzip for pages, assets and long answers, where the client takes it."""

from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import Receive
from starlette.types import Scope
from starlette.types import Send

LEAST = 2_000  # bytes: below it compressing costs more than it saves
LEVEL = 5  # pages are made anew for each request, so that speed counts


class Smaller(GZipMiddleware):
    """Compresses what is long; parts of a file are sent as they are, because their place is told in its own bytes."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back, compressed if that helps."""
        if scope["type"] == "http" and "range" in Headers(scope=scope):
            await self.app(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)
