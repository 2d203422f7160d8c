"""Where a graph is published: a Graph Store, or an endpoint that takes updates.

(https://www.w3.org/TR/sparql11-http-rdf-update/, https://www.w3.org/TR/sparql11-update/) Both only add, and
adding a triple again changes nothing, so that a batch may be sent twice.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace
from typing import Protocol
from urllib.parse import urlencode

from kg.errors import RemoteError
from kg.remote.address import Address
from kg.remote.http import Sent
from kg.remote.quads import DEFAULT
from kg.remote.quads import Batch

NTRIPLES = {"Content-Type": "application/n-triples; charset=utf-8"}
UPDATE = {"Content-Type": "application/sparql-update; charset=utf-8"}
TRIED = 400  # from this status on, an address that was only guessed is no target
DENIED = {401, 403}
QUERY_PARTS = {"query", "sparql"}
_CODE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|.)", re.DOTALL)
_WRITTEN = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r"}


class Target(Protocol):
    """A place that takes triples."""

    @property
    def address(self) -> Address:
        """Where it is."""

    @property
    def about(self) -> str:
        """What it is, for people."""

    def adding(self, batch: Batch) -> Iterator[Sent]:
        """Give what to send so that a batch is added."""

    def clearing(self, graph: str) -> Sent:
        """Give what to send so that a graph is empty, whether it is there or not."""


@dataclass(frozen=True, slots=True)
class GraphStore:
    """The Graph Store Protocol: each graph has an address of its own."""

    address: Address
    about: str = "Graph Store Protocol"

    def adding(self, batch: Batch) -> Iterator[Sent]:
        """Give one POST of N-Triples for each graph."""
        for graph, triples in batch.triples.items():
            body = "".join(f"{triple} .\n" for triple in triples)
            yield Sent("POST", self._of(graph), NTRIPLES, body.encode())

    def clearing(self, graph: str) -> Sent:
        """Give a PUT of nothing: a graph that is not there may not be deleted."""
        return Sent("PUT", self._of(graph), NTRIPLES, b"")

    def _of(self, graph: str) -> Address:
        return self.address.asking("default" if graph == DEFAULT else urlencode({"graph": graph}))


@dataclass(frozen=True, slots=True)
class Updates:
    """SPARQL 1.1 Update."""

    address: Address
    about: str = "SPARQL Update"

    def adding(self, batch: Batch) -> Iterator[Sent]:
        """Give one INSERT DATA."""
        groups = []
        for graph, triples in batch.triples.items():
            block = "".join(f"{_for_sparql(triple)} .\n" for triple in triples)
            groups.append(block if graph == DEFAULT else f"GRAPH <{graph}> {{\n{block}}}\n")
        yield Sent("POST", self.address, UPDATE, f"INSERT DATA {{\n{''.join(groups)}}}".encode())

    def clearing(self, graph: str) -> Sent:
        """Give a CLEAR."""
        which = "DEFAULT" if graph == DEFAULT else f"GRAPH <{graph}>"
        return Sent("POST", self.address, UPDATE, f"CLEAR SILENT {which}".encode())


def _for_sparql(triple: str) -> str:
    """Write the code points of a literal as themselves: SPARQL reads ``\\u`` before it looks for quotes.

    >>> _for_sparql(r'<a:s> <a:p> "a \\u0022 b \\\\u0022"')
    '<a:s> <a:p> "a \\\\" b \\\\\\\\u0022"'
    """

    def written(match: re.Match[str]) -> str:
        code = match[1] or match[2]
        return match[0] if code is None else _WRITTEN.get(chr(int(code, 16)), chr(int(code, 16)))

    return _CODE.sub(written, triple) if "\\u" in triple or "\\U" in triple else triple


def guesses(endpoint: Address) -> Iterator[tuple[Target, Sent]]:
    """Give where servers usually take triples, beside where they take queries, and what to try each with.

    What is tried adds nothing: no triples to a graph store, an INSERT DATA of none.
    """
    part = endpoint.url.partition("?")[0].rstrip("/").rpartition("/")[2]
    place = endpoint.beside if part in QUERY_PARTS else endpoint.below
    for name in ("data", "store", "rdf-graphs/service"):
        store = GraphStore(place(name))
        yield store, next(store.adding(Batch(0, {DEFAULT: []})))
    for address in (place("update"), place("statements"), endpoint):
        yield Updates(address), Sent("POST", address, UPDATE, b"INSERT DATA { }")


def given(graph_store: str | None, update: str | None) -> Target | None:
    """Give the target that a person names, if any."""
    if graph_store is not None:
        return GraphStore(Address.read(graph_store))
    return None if update is None else Updates(Address.read(update))


def nothing_found(endpoint: Address, tried: list[Address]) -> RemoteError:
    """Give the error for an endpoint beside which nothing takes triples."""
    listed = ", ".join(str(replace(address, url=address.url.partition("?")[0])) for address in tried)
    return RemoteError(
        f"found nothing near {endpoint} that takes triples (tried {listed}): give --graph-store or --update"
    )
