"""A SPARQL 1.1 endpoint anywhere: asked over the Protocol, its answers checked and made ours.

(https://www.w3.org/TR/sparql11-protocol/) What comes back is parsed whole before any of it is given on: a
cut-off answer is an error and never a short answer.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import contextmanager
from itertools import islice
from types import TracebackType
from typing import TYPE_CHECKING
from typing import Self
from typing import TypeVar
from urllib.parse import urlencode

from kg.errors import RemoteError
from kg.query.answer import Answer
from kg.query.engine import TRIPLE_COLUMNS
from kg.remote.address import Address
from kg.remote.http import Bounds
from kg.remote.http import Http
from kg.remote.http import Reply
from kg.remote.login import NOBODY
from kg.remote.login import Login
from kg.remote.prefixes import with_prefixes
from kg.remote.words import is_page
from kg.remote.words import said
from kg.remote.words import shown

if TYPE_CHECKING:
    from pyoxigraph import QueryBoolean
    from pyoxigraph import QueryResultsFormat
    from pyoxigraph import QuerySolutions
    from pyoxigraph import Triple

Row = TypeVar("Row")
ROWS = 1_000_000
UNTOLD = {"", "text/plain", "application/octet-stream"}
RESULTS = ("csv", "tsv", "json", "xml")
ACCEPT = (
    "application/sparql-results+json, application/sparql-results+xml;q=0.9, "
    "text/turtle;q=0.8, application/n-triples;q=0.7, application/rdf+xml;q=0.3"
)
FORM = "application/x-www-form-urlencoded"
NO_POST = {405, 415, 501}
_ADVICE = {
    400: "it can't read this query",
    401: "it wants a login: set KG_ENDPOINT_USER and KG_ENDPOINT_PASSWORD, or KG_ENDPOINT_TOKEN, or write it into netrc",
    403: "it does not allow this: ask whoever runs it, or log in (KG_ENDPOINT_USER, KG_ENDPOINT_PASSWORD)",
    404: "there is no endpoint at this address: it often ends in /query or /sparql",
    405: "it takes no queries here: is this the address of a SPARQL endpoint?",
    406: "it has no answer in a form that we read",
    408: "it gave up: ask for less",
    410: "this endpoint is gone",
    413: "this is too long for it",
    414: "this is too long for it",
    429: "it has too much to do: try again later",
    503: "it has too much to do: try again later",
    504: "it gave up: ask for less",
}


class Endpoint:
    """A SPARQL endpoint; a context manager, which closes the connection.

    Attributes:
        address: where queries go.
        prefixes: declared for queries that use them, and used for showing names.
        bounds: limits of one query.
    """

    def __init__(
        self, url: str, prefixes: Mapping[str, str], *, login: Login = NOBODY, bounds: Bounds | None = None
    ) -> None:
        self.address = Address.read(url)
        self.prefixes = dict(prefixes)
        self.bounds = bounds or Bounds()
        self._http = Http(login)

    def __enter__(self) -> Self:
        """Begin; nothing is sent yet."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close the connection."""
        self._http.close()

    def answer(self, text: str) -> Answer:
        """Answer a query.

        Raises:
            RemoteError: the server can't be reached, refuses, or answers what can't be used.
        """
        from pyoxigraph import QueryBoolean  # noqa: PLC0415
        from pyoxigraph import QuerySolutions  # noqa: PLC0415

        with self._readable():
            result = self._ask(text)
            if isinstance(result, QueryBoolean):
                return Answer((), [], bool(result), self.prefixes)
            if isinstance(result, QuerySolutions):
                names = tuple(variable.value for variable in result.variables)
                rows = (tuple(None if term is None else str(term) for term in row) for row in result)
                return Answer(names, self._counted(rows), None, self.prefixes)
            triples = ((str(one.subject), str(one.predicate), str(one.object)) for one in result)
            return Answer(TRIPLE_COLUMNS, self._counted(triples), None, self.prefixes)

    def serialized(self, text: str, media: str) -> bytes:
        """Answer a query in a standard format: csv, tsv, json or xml for rows and ASK, ttl or nt for triples.

        Raises:
            RemoteError: as for ``answer``, or the format does not fit the kind of query.
        """
        from pyoxigraph import QueryBoolean  # noqa: PLC0415
        from pyoxigraph import QueryResultsFormat  # noqa: PLC0415
        from pyoxigraph import QuerySolutions  # noqa: PLC0415
        from pyoxigraph import RdfFormat  # noqa: PLC0415
        from pyoxigraph import serialize  # noqa: PLC0415

        with self._readable():
            result = self._ask(text)
            results, rdf = QueryResultsFormat.from_extension(media), RdfFormat.from_extension(media)
            if isinstance(result, QueryBoolean | QuerySolutions):
                if results is None or media not in RESULTS:
                    message = f"an answer of rows has no {media} form: use csv, tsv, json, xml, md or table"
                    raise RemoteError(message)
                return result.serialize(format=results) or b""
            if rdf is None or media in RESULTS:
                message = f"an answer of triples has no {media} form: use ttl or table"
                raise RemoteError(message)
            return serialize(result, format=rdf, prefixes=self.prefixes) or b""

    def _counted(self, rows: Iterable[Row]) -> list[Row]:
        held = list(islice(rows, ROWS + 1))
        if len(held) > ROWS:
            message = f"{self.address} answers with more than {ROWS:,} rows: ask for less, with a LIMIT or a narrower query"
            raise RemoteError(message)
        return held

    def _ask(self, text: str) -> "QuerySolutions | QueryBoolean | Iterator[Triple]":
        full = with_prefixes(text, self.prefixes)
        headers = {"Accept": ACCEPT, "Content-Type": FORM}
        body = urlencode({"query": full}).encode()
        reply = self._http.send("POST", self.address, headers, body, self.bounds)
        if reply.status in NO_POST:
            where = self.address.asking(query=full)
            reply = self._http.send("GET", where, {"Accept": ACCEPT}, None, self.bounds)
        if not reply.is_fine:
            raise refusal(reply, self.address, self._http.login)
        return _read(reply)

    @contextmanager
    def _readable(self) -> Iterator[None]:
        try:
            yield
        except (SyntaxError, ValueError) as error:
            reason = shown(self._http.login.hide(str(error)))
            message = f"{self.address} answers what can't be read; it may be cut off ({reason})"
            raise RemoteError(message) from error


def refusal(reply: Reply, address: Address, login: Login) -> RemoteError:
    """Give the error for a reply that is a refusal: what it means, and the server's own words."""
    advice = _ADVICE.get(reply.status, "it has failed" if reply.status >= 500 else "it refuses")  # noqa: PLR2004
    if reply.status == 401 and login.header:  # noqa: PLR2004
        advice = "it does not take this login"
    words = said(login.hide(reply.body.decode(errors="replace")).encode())
    return RemoteError(f"{address} answers {reply.status}: {advice}" + (f"\nit says: {words}" if words else ""))


def _read(reply: Reply) -> "QuerySolutions | QueryBoolean | Iterator[Triple]":
    """Read a reply by its media type; errors in it come up as it is read.

    Raises:
        RemoteError: it is nothing that SPARQL answers with.
    """
    from pyoxigraph import RdfFormat  # noqa: PLC0415
    from pyoxigraph import parse  # noqa: PLC0415
    from pyoxigraph import parse_query_results  # noqa: PLC0415

    if not is_page(reply.body):
        if results := _results_format(reply):
            return parse_query_results(reply.body, format=results)
        if rdf := RdfFormat.from_media_type(reply.media):
            quads = parse(reply.body, format=rdf, base_iri=reply.address.url)
            return (quad.triple for quad in quads)
    what = "a web page" if is_page(reply.body) else f"“{reply.media}”" if reply.media else "something unnamed"
    message = f"{reply.address} answers with {what}, not with results: is this the address of a SPARQL endpoint?"
    raise RemoteError(message)


def _results_format(reply: Reply) -> "QueryResultsFormat | None":
    """Give the format of rows; a body without a telling type is known by how it begins."""
    from pyoxigraph import QueryResultsFormat  # noqa: PLC0415

    if reply.media in UNTOLD:
        name = {b"{": "json", b"<": "xml"}.get(reply.body.lstrip()[:1])
        return QueryResultsFormat.from_extension(name) if name else None
    return QueryResultsFormat.from_media_type(reply.media)
