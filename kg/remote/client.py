"""A SPARQL 1.1 endpoint anywhere: asked over the Protocol, its answers checked and made ours.

(https://www.w3.org/TR/sparql11-protocol/) What comes back is read whole before any of it is given on: a
cut-off answer is an error and never a short answer.
"""

from collections.abc import Mapping
from types import TracebackType
from typing import TYPE_CHECKING
from typing import Self
from urllib.parse import urlencode

from kg.errors import RefusedError
from kg.errors import RemoteError
from kg.query.advice.hints import Hint
from kg.query.advice.hints import forbidden
from kg.query.advice.hints import form
from kg.query.answer import Answer
from kg.query.answer import Serialized
from kg.query.request import Limits
from kg.query.request import Request
from kg.query.results import serialized
from kg.remote.address import Address
from kg.remote.http import Http
from kg.remote.http import Reply
from kg.remote.http import Sent
from kg.remote.login import NOBODY
from kg.remote.login import Login
from kg.remote.prefixes import with_prefixes
from kg.remote.reading import ROWS
from kg.remote.reading import TRIPLES
from kg.remote.reading import Body
from kg.remote.reading import Found
from kg.remote.reading import read
from kg.remote.refusal import refusal
from kg.remote.words import is_page
from kg.remote.words import shown

if TYPE_CHECKING:
    from pyoxigraph import QueryResultsFormat
    from pyoxigraph import RdfFormat

ACCEPT = (
    "application/sparql-results+json, application/sparql-results+xml;q=0.9, "
    "text/turtle;q=0.8, application/n-triples;q=0.7, application/rdf+xml;q=0.3"
)
FORM = "application/x-www-form-urlencoded"
MISREAD = 400
NO_POST = {405, 415, 501}
CLOSED = {"application/sparql-results+json", "application/sparql-results+xml", "application/rdf+xml"}  # by a last mark
UNTOLD = {"", "text/plain", "application/octet-stream"}  # media types that say nothing


class Endpoint:
    """A SPARQL endpoint; a context manager, which closes the connection. Runs requests as a ``Pool`` does.

    Attributes:
        address: where queries go.
        prefixes: declared for queries that use them, and used for showing names.
        limits: of one query; memory is bounded by rows and size.
    """

    def __init__(
        self,
        url: str,
        prefixes: Mapping[str, str],
        *,
        login: Login = NOBODY,
        limits: Limits = Limits(),  # noqa: B008  # frozen
    ) -> None:
        self.address = Address.read(url)
        self.prefixes = dict(prefixes)
        self.limits = limits
        self._http = Http(login)

    def __enter__(self) -> Self:
        """Begin; nothing is sent yet."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close the connection."""
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self._http.close()

    def run(self, request: Request) -> Answer | Serialized:
        """Run a query and give its answer, as terms or as bytes.

        Raises:
            RemoteError: the server can't be reached, refuses, or answers what can't be used.
            RefusedError: it would change data, or allows ``SERVICE``, which is the server's to allow; nothing is sent.
            QueryError: the format does not fit the kind of answer.
        """
        if request.services:
            message = "which servers SERVICE may call is for the endpoint to say: leave --allow-service out"
            raise RefusedError(message)
        _refuse_update(request.text)
        answer = self._answer(request)
        if request.media is None:
            return answer
        media = request.media[1] if answer.triples else request.media[0]
        rows = len(answer) if answer.boolean is None else int(answer.boolean)
        return Serialized(serialized(answer, media), media, rows)

    def doubts(self, request: Request, *, empty: bool) -> list[Hint]:  # noqa: ARG002  # as a pool has it
        """Give what a reader should know about an answer: nothing, since another server's data is not looked into."""
        return []

    def query(self, text: str) -> Answer:
        """Answer a query.

        Raises:
            RemoteError: the server can't be reached, refuses, or answers what can't be used.
            RefusedError: it would change data.
        """
        _refuse_update(text)
        return self._answer(Request(text))

    def _answer(self, request: Request) -> Answer:
        reply = self._ask(request)
        try:
            return self._read(reply)
        except (SyntaxError, ValueError) as error:
            reason = shown(self._http.login.hide(str(error)))
            message = f"{self.address} answers what can't be read; it may be cut off ({reason})"
            raise RemoteError(message) from error

    def _ask(self, request: Request) -> Reply:
        values = [("query", with_prefixes(request.text, self.prefixes))]
        values += [("default-graph-uri", iri) for iri in request.default_graphs or ()]
        values += [("named-graph-uri", iri) for iri in request.named_graphs or ()]
        body = urlencode(values)
        headers = {"Accept": ACCEPT, "Content-Type": FORM}
        reply = self._send("POST", self.address, headers, body.encode())
        if reply.status in NO_POST:
            reply = self._send("GET", self.address.asking(body), {"Accept": ACCEPT}, None)
        if reply.status == MISREAD:
            raise self._explained(request.text, refusal(reply, self.address, self._http.login))
        if not reply.is_fine:
            raise refusal(reply, self.address, self._http.login)
        return reply

    def _explained(self, text: str, error: RemoteError) -> RemoteError:
        """Add to a server's refusal where the mistake is, if we see it; its own places count our prefixes too."""
        from kg.query.advice.explain import mistake  # noqa: PLC0415
        from kg.query.advice.vocabulary import Vocabulary  # noqa: PLC0415

        hint = mistake(text, self.prefixes, Vocabulary(self.prefixes))
        if hint is not None:
            return RemoteError(f"{error}\n{hint.shown(text)}")
        added = len(with_prefixes(text, self.prefixes)) - len(text)
        note = f"\n(on line 1 its columns count {added} characters of PREFIX declarations that we put there)"
        return RemoteError(f"{error}{note}") if added else error

    def _send(self, method: str, address: Address, headers: Mapping[str, str], body: bytes | None) -> Reply:
        return self._http.send(Sent(method, address, headers, body, self.limits.seconds, self.limits.size))

    def _read(self, reply: Reply) -> Answer:
        """Read a reply by its media type, whole."""
        from pyoxigraph import RdfFormat  # noqa: PLC0415

        if not is_page(reply.body):
            results = _results_format(reply)
            rdf = None if results else RdfFormat.from_media_type(reply.media)
            if (results or rdf) and not reply.is_framed and reply.media not in CLOSED:
                message = f"{reply.address} does not say where its answer ends: it could be cut off unseen"
                raise RemoteError(message)
            if results:
                return self._results(reply, results)
            if rdf:
                return self._triples(reply, rdf)
        what = "a web page" if is_page(reply.body) else f"“{reply.media}”" if reply.media else "something unnamed"
        message = f"{reply.address} answers with {what}, not with results: is this the address of a SPARQL endpoint?"
        raise RemoteError(message)

    def _results(self, reply: Reply, kind: "QueryResultsFormat") -> Answer:
        found = self._found(reply, ROWS, kind.file_extension)
        return Answer(found.variables, found.terms, found.boolean, self.prefixes)

    def _triples(self, reply: Reply, kind: "RdfFormat") -> Answer:
        found = self._found(reply, TRIPLES, kind.file_extension)
        return Answer(found.variables, found.terms, None, self.prefixes, triples=True)

    def _found(self, reply: Reply, kind: str, suffix: str) -> Found:
        most, limits = self.limits.rows, self.limits
        try:
            found = read(Body(kind, suffix, reply.body, reply.address.url, most), limits.seconds, limits.memory)
        except RemoteError as error:
            message = f"{self.address}: {error}"
            raise RemoteError(message) from None
        if len(found.terms) > most:
            message = (
                f"{self.address} answers with more than {most:,} rows: ask for less, with a LIMIT or more narrowly"
            )
            raise RemoteError(message)
        return found


def _refuse_update(text: str) -> None:
    hint = forbidden(text) if form(text) == "update" else None
    if hint is not None:
        raise RefusedError(hint.shown(text))


def _results_format(reply: Reply) -> "QueryResultsFormat | None":
    """Give the format of rows; a body without a telling type is known by how it begins."""
    from pyoxigraph import QueryResultsFormat  # noqa: PLC0415

    if reply.media in UNTOLD:
        name = {b"{": "json", b"<": "xml"}.get(reply.body.lstrip()[:1])
        return QueryResultsFormat.from_extension(name) if name else None
    return QueryResultsFormat.from_media_type(reply.media)
