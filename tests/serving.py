"""A server of our own for tests: a real one, on a free port, in a thread."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import uvicorn

from kg.errors import LimitError
from kg.graph import Graph
from kg.query.advice.hints import Hint
from kg.query.answer import Answer
from kg.query.answer import Serialized
from kg.query.request import Request
from kg.serve.app import application
from kg.serve.asking import Desk
from kg.serve.settings import Settings


class Silent:
    """Answers nothing: for pages, which ask nothing."""

    def run(self, request: Request) -> Answer | Serialized:
        if request.text == "ASK {}":
            return Answer((), [], boolean=True, prefixes={})
        message = "nothing is answered here"
        raise LimitError(message)

    def doubts(self, request: Request, *, empty: bool) -> list[Hint]:
        return [Hint(1, 1, f"{request.text} is empty")] if empty else []

    def cancel(self, request: Request) -> None:
        pass

    def close(self) -> None:
        pass


def pages_only(graph: Graph) -> Settings:
    return Settings(graph, Desk(Silent(), 1))


@contextmanager
def served(settings: Settings) -> Iterator[httpx.Client]:
    """Serve, and give a client that follows no redirect by itself."""
    config = uvicorn.Config(
        application(settings), port=0, log_level="warning", ws="none", server_header=False, timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
        yield client
    server.should_exit = True
    thread.join(10)
