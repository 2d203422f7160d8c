"""A dataset put on a server that a team already runs: in batches, resumable, counted at the end.

Nothing is deleted on the server unless ``replace`` is asked for, and then only the graphs of the dataset.
"""

import time
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from pathlib import Path
from typing import Self

from kg.errors import RemoteError
from kg.query.request import Limits
from kg.rdf.terms import literal_parts
from kg.remote.address import Address
from kg.remote.client import Endpoint
from kg.remote.http import Http
from kg.remote.http import LostError
from kg.remote.http import Reply
from kg.remote.http import Sent
from kg.remote.login import NOBODY
from kg.remote.login import Login
from kg.remote.quads import DEFAULT
from kg.remote.quads import Batch
from kg.remote.quads import Survey
from kg.remote.quads import batches
from kg.remote.refusal import refusal
from kg.remote.state import State
from kg.remote.target import DENIED
from kg.remote.target import TRIED
from kg.remote.target import Target
from kg.remote.target import guesses
from kg.remote.target import nothing_found

BATCH = 900_000  # bytes: servers behind a proxy often take no more than 1 MB
BUSY = {429, 502, 503, 504}
TOO_LARGE = 413
TRIES = 8
FIRST_WAIT, LONGEST_WAIT = 0.5, 60.0  # seconds
REPLY = 2**20  # bytes of a reply to an update that are read


@dataclass(frozen=True, slots=True)
class Way:
    """How to publish.

    Attributes:
        batch: bytes of one request, about.
        seconds: for one request.
        tries: of a request that a busy server refuses, or that is lost.
        sleep: waits so many seconds.
    """

    batch: int = BATCH
    seconds: float = 300.0
    tries: int = TRIES
    sleep: Callable[[float], None] = field(default=time.sleep, repr=False)


@dataclass(frozen=True, slots=True)
class Published:
    """What a server holds after a publication.

    Attributes:
        wanted: distinct triples of each graph of the dataset.
        before: what it held before.
        after: what it holds now.
        is_union: whether its default graph shows the named graphs too.
    """

    wanted: Mapping[str, int]
    before: Mapping[str, int]
    after: Mapping[str, int]
    is_union: bool


class Publisher:
    """Publishes one dataset to one server; a context manager, which closes the connections.

    Args:
        endpoint: where the server is asked.
        target: where triples go, if that is known; else it is looked for beside the endpoint.
        login: for the endpoint's server.
        way: how to publish.
        target_login: for the target's server where that is another one; a login goes to no server but its own.
    """

    def __init__(
        self,
        endpoint: str,
        target: Target | None = None,
        login: Login = NOBODY,
        way: Way | None = None,
        target_login: Login = NOBODY,
    ) -> None:
        self.way = way or Way()
        self.endpoint = Endpoint(endpoint, {}, login=login, limits=Limits(seconds=self.way.seconds))
        one = target is None or target.address.origin == self.endpoint.address.origin
        self._http = Http(login if one else target_login)
        self._given = target

    def __enter__(self) -> Self:
        """Begin; nothing is sent yet."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connections."""
        self.endpoint.close()
        self._http.close()

    def target(self) -> Target:
        """Give where triples go: what was named, else what is found beside the endpoint.

        Raises:
            RemoteError: nothing there takes triples.
        """
        if self._given is not None:
            return self._given
        tried: list[Address] = []
        for target, trial in guesses(self.endpoint.address):
            reply = self._once(trial)
            if reply.status in DENIED:
                raise refusal(reply, target.address, self._http.login)
            if reply.status < TRIED:
                self._given = target
                return target
            tried.append(target.address)
        raise nothing_found(self.endpoint.address, tried)

    def counts(self, survey: Survey) -> dict[str, int]:
        """Give how many triples the server holds in each graph of a dataset.

        Raises:
            RemoteError: it can't be asked.
        """
        return {graph: self._count(graph) for graph in survey.graphs}

    def begin(self, data: Path, survey: Survey, *, resume: bool = False) -> State:
        """Give where to start: at what an earlier run left if ``resume``, else at the beginning.

        Raises:
            RemoteError: the server can't be asked.
        """
        state = State.at(data, survey, self.target().address)
        found = state.found() if resume else None
        return found or replace(state, before=self.counts(survey))

    def clear(self, survey: Survey) -> None:
        """Empty the graphs of a dataset on the server: what ``replace`` means.

        Raises:
            RemoteError: it refuses.
        """
        for graph in survey.graphs:
            self._patiently(self.target().clearing(graph))

    def send(self, data: Path, state: State) -> Iterator[int]:
        """Send what is still to be sent; give the bytes of the dataset that the server has, batch by batch.

        Raises:
            RemoteError: the server refuses, or is lost for longer than is waited for.
        """
        for batch in batches(data, state.done, self.way.batch):
            try:
                self._add(batch)
            except RemoteError as error:
                if not state.done:
                    raise
                message = f"{error}\nit has the first {state.done:,} bytes of {data}: run this again with --resume"
                raise RemoteError(message) from error
            state = replace(state, done=batch.end)
            state.keep()
            yield batch.end

    def end(self, survey: Survey, state: State) -> Published:
        """Count what the server holds, and forget the state.

        Raises:
            RemoteError: it holds less than was sent.
        """
        after = self.counts(survey)
        state.drop()
        short = {graph: count for graph, count in after.items() if count < survey.graphs[graph]}
        if short:
            lines = (f"\n  {name(graph)}: {after[graph]:,} of {survey.graphs[graph]:,} triples" for graph in short)
            message = f"{self.endpoint.address} shows less than was sent: is it the endpoint of the same data?"
            raise RemoteError(message + "".join(lines))
        return Published(survey.graphs, state.before, after, is_union=self._is_union(survey, after))

    def _add(self, batch: Batch) -> None:
        for sent in self.target().adding(batch):
            reply = self._patiently(sent, or_status=TOO_LARGE)
            if reply.status == TOO_LARGE:
                if len(batch) < 2:  # noqa: PLR2004  # nothing left to halve
                    raise refusal(reply, sent.address, self._http.login)
                for half in batch.halves():
                    self._add(half)
                return

    def _once(self, sent: Sent) -> Reply:
        return self._http.send(replace(sent, seconds=self.way.seconds, size=REPLY))

    def _patiently(self, sent: Sent, or_status: int = 0) -> Reply:
        """Send, and again after a while where the server is busy or lost."""
        wait = FIRST_WAIT
        for left in reversed(range(self.way.tries)):
            try:
                reply = self._once(sent)
            except LostError:
                if not left:
                    raise
                reply = None
            if reply is not None and (reply.is_fine or reply.status == or_status):
                return reply
            if reply is not None and (reply.status not in BUSY or not left):
                raise refusal(reply, sent.address, self._http.login)
            self.way.sleep(min(LONGEST_WAIT, max(wait, (reply and reply.wait) or 0)))
            wait *= 2
        message = f"{sent.address} was not tried"
        raise RemoteError(message)

    def _count(self, graph: str) -> int:
        where = "?s ?p ?o" if graph == DEFAULT else f"GRAPH <{graph}> {{ ?s ?p ?o }}"
        ((count,),) = self.endpoint.query(f"SELECT (COUNT(*) AS ?count) {{ {where} }}").terms or [("",)]
        text = literal_parts(count)[0] if count and count.startswith('"') else count or ""
        if not text.isdecimal():
            message = f"{self.endpoint.address} can't count its triples: it answers “{text[:40]}”"
            raise RemoteError(message)
        return int(text)

    def _is_union(self, survey: Survey, after: Mapping[str, int]) -> bool:
        """Tell whether the default graph shows what is only in named graphs."""
        if len(survey.graphs) == 1 or after[DEFAULT] <= survey.graphs[DEFAULT]:
            return False
        apart = "ASK { GRAPH ?g { ?s ?p ?o } FILTER NOT EXISTS { ?s ?p ?o } }"
        return self.endpoint.query(apart).boolean is False


def name(graph: str) -> str:
    """Give a graph's name for people."""
    return graph or "default graph"
