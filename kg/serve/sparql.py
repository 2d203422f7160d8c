"""The endpoint: a request of the SPARQL Protocol in, a whole answer or an error out.

Nothing is sent before all of an answer is there, so an answer is never cut off silently. Statuses:
400 wrong or refused query, 403 update, 406 no form that the client reads, 408 a body that does not
come, 413 too long, 415 wrong media type, 500 a limit (the standard's status for a query that is not
executed), 503 with Retry-After too many at once.
"""

from collections.abc import Mapping
from typing import NamedTuple

from anyio import create_task_group
from anyio import fail_after
from anyio import to_thread
from starlette.requests import ClientDisconnect
from starlette.requests import Request as Call
from starlette.responses import JSONResponse
from starlette.responses import Response

from kg.errors import KgError
from kg.errors import LimitError
from kg.query.answer import Answer
from kg.query.answer import Serialized
from kg.query.request import Request
from kg.serve.answers import accept
from kg.serve.answers import page
from kg.serve.answers import problem
from kg.serve.asking import BusyError
from kg.serve.asking import Desk
from kg.serve.negotiation import HTML
from kg.serve.negotiation import ROWS
from kg.serve.negotiation import TRIPLES
from kg.serve.negotiation import choose
from kg.serve.negotiation import content_type
from kg.serve.protocol import BAD
from kg.serve.protocol import TOO_LARGE
from kg.serve.protocol import UNACCEPTABLE
from kg.serve.protocol import UNSUPPORTED
from kg.serve.protocol import Asked
from kg.serve.protocol import ProtocolError
from kg.serve.protocol import of_get
from kg.serve.protocol import of_post
from kg.serve.results import FORMS
from kg.serve.results import table
from kg.serve.service import description
from kg.serve.settings import Settings

LATE, LIMIT, BUSY = 408, 500, 503
GONE = 499  # nobody reads it
SOON = "2"  # seconds until a client may try again
METHODS = ("GET", "HEAD", "POST", "OPTIONS")


class Forms(NamedTuple):
    """The forms of an answer that a client likes best, None where it reads none of them."""

    rows: str | None
    triples: str | None


async def sparql(request: Call) -> Response:
    """Answer one request to the endpoint."""
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={"Allow": ", ".join(METHODS)})
    query = ""
    try:
        asked = await _asked(request)
        query = asked.query or ""
        return await _answered(request, asked)
    except KgError as error:
        headers = {"Retry-After": SOON} if isinstance(error, BusyError) else {}
        return problem(request, _status(error), str(error), headers, query)


def _status(error: KgError) -> int:
    if isinstance(error, ProtocolError):
        return error.status
    if isinstance(error, BusyError):
        return BUSY
    return LIMIT if isinstance(error, LimitError) else BAD


async def _asked(request: Call) -> Asked:
    query_string: bytes = request.scope.get("query_string", b"")
    if request.method != "POST":
        return of_get(query_string)
    coding = request.headers.get("content-encoding", "identity").strip().lower()
    if coding not in {"", "identity"}:
        raise ProtocolError(UNSUPPORTED, f"a query comes as it is, not compressed by {coding}")
    content = ", ".join(request.headers.getlist("content-type"))
    return of_post(query_string, content, await body(request))


async def body(request: Call) -> bytes:
    """Read a request's body, no more of it than may be, and no longer than it may take.

    Raises:
        ProtocolError: it is too long (413), or does not come (408).
    """
    settings: Settings = request.app.state.settings
    message = f"a request has at most {settings.body:,} bytes"
    if _number(request.headers.get("content-length", "0")) > settings.body:
        raise ProtocolError(TOO_LARGE, message)
    read = bytearray()
    try:
        with fail_after(settings.patience):
            async for piece in request.stream():
                read += piece
                if len(read) > settings.body:
                    raise ProtocolError(TOO_LARGE, message)
    except (TimeoutError, ClientDisconnect):
        raise ProtocolError(LATE, "the request's body did not come") from None
    return bytes(read)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


async def _answered(request: Call, asked: Asked) -> Response:
    if asked.query is None:
        return await description(request)
    forms = _forms(accept(request), asked.format)
    as_page = "html" in forms
    media = FORMS if as_page else (forms.rows or "json", forms.triples or "ttl")
    settings: Settings = request.app.state.settings
    wanted = Request(asked.query, media, asked.default_graphs, asked.named_graphs, base=_base(request))
    given = await _unless_gone(request, settings.desk, wanted)
    if given is None:
        return Response(status_code=GONE)
    assert isinstance(given, Serialized)  # noqa: S101  # as it was asked for
    if as_page:
        found = await settings.desk.doubts(wanted, empty=not given.rows)
        told = [one.shown(asked.query) for one in found]
        return await to_thread.run_sync(_page, request, asked.query, told, given)
    return _whole(given, forms)


def _page(request: Call, query: str, told: list[str], given: Serialized) -> Response:
    settings: Settings = request.app.state.settings
    return page(request, "results.html", query=query, notes=told, **table(given, settings.graph))


def _base(request: Call) -> str:
    """Give where relative IRIs start from: as the standard has it, where the query is sent."""
    return str(request.url.replace(path="/sparql", query="", fragment=""))


async def _unless_gone(request: Call, desk: Desk, wanted: Request) -> Answer | Serialized | None:
    """Ask, and stop asking when the client goes away; None then."""
    given: Answer | Serialized | None = None
    wrong: KgError | None = None
    async with create_task_group() as tasks:

        async def watch() -> None:
            while (await request.receive())["type"] != "http.disconnect":
                pass
            tasks.cancel_scope.cancel()

        tasks.start_soon(watch)
        try:
            given = await desk.ask(wanted)
        except KgError as error:  # passed on outside, where it is not one of a group
            wrong = error
        tasks.cancel_scope.cancel()
    if wrong is not None:
        raise wrong
    return given


def _whole(given: Serialized, forms: Forms) -> Response:
    if given.media not in forms:
        kind, known = ("rows", ROWS) if given.media in ROWS else ("triples", TRIPLES)
        message = f"this query gives {kind}, which come as {', '.join(known.values())}"
        raise ProtocolError(UNACCEPTABLE, message)
    media = {**ROWS, **TRIPLES}[given.media]
    headers = {"Content-Type": content_type(media), "Vary": "Accept"}
    return Response(given.data, 200, headers)


def _forms(accepted: str, named: str) -> Forms:
    """Give the best forms for rows and for triples.

    Raises:
        ProtocolError: the client reads none at all (406), or names a form that there isn't (400).
    """
    rows: Mapping[str, str] = {**ROWS, **HTML}
    triples: Mapping[str, str] = {**TRIPLES, **HTML}
    if named:
        forms = Forms(named if named in rows else None, named if named in triples else None)
        if forms == (None, None):
            raise ProtocolError(BAD, f"there is no format {named}: use {', '.join({**rows, **triples})}")
        return forms
    forms = Forms(choose(accepted, rows), choose(accepted, triples))
    if forms == (None, None):
        known = ", ".join({**rows, **triples}.values())
        raise ProtocolError(UNACCEPTABLE, f"answers come as {known}")
    return forms


async def notes(request: Call) -> Response:
    """Give what a reader should know about the answer to a query that is legal, as a list; empty for nothing."""
    settings: Settings = request.app.state.settings
    try:
        text = (await body(request)).decode("utf-8", "replace")
        wanted = Request(text, ("json", "nt"), base=_base(request))
        given = await settings.desk.ask(wanted)
    except KgError:
        return JSONResponse([])
    found = await settings.desk.doubts(wanted, empty=isinstance(given, Serialized) and not given.rows)
    rows = [{"line": one.line, "column": one.column, "length": one.length, "message": one.message} for one in found]
    return JSONResponse(rows)
