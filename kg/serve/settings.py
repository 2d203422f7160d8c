"""What a server needs to know."""

from dataclasses import dataclass
from dataclasses import field
from pathlib import Path

from kg.graph import Graph
from kg.serve.asking import Desk

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1", "[::1]"})
ANYWHERE = "*"


@dataclass(frozen=True, slots=True)
class Settings:
    """What is served, to whom, within which bounds.

    Attributes:
        graph: pages and files are made from it.
        desk: takes queries.
        build: folder of output files, served under ``/data/``; None for none.
        hosts: names that a request's Host header may have; empty for any. A page elsewhere whose name is
            made to lead to this machine (DNS rebinding) has another.
        cors: the origin whose scripts may read answers, ``*`` for every, empty for none.
        body: most bytes of a request's body.
        patience: seconds for a request's body to arrive.
    """

    graph: Graph
    desk: Desk
    build: Path | None = None
    hosts: frozenset[str] = field(default=LOOPBACK)
    cors: str = ANYWHERE
    body: int = 2**20
    patience: float = 30.0
