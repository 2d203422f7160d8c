"""Answers that several rooms of the server give: pages, and errors in the form that a client reads."""

import json
from http import HTTPStatus
from typing import TYPE_CHECKING
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.responses import Response

from kg.serve.negotiation import choose
from kg.serve.negotiation import content_type
from kg.serve.pages import Pages

if TYPE_CHECKING:
    from collections.abc import Mapping

ERRORS = {"text": "text/plain", "problem": "application/problem+json", "html": "text/html"}


def accept(request: Request) -> str:
    """Give a request's Accept header; several are one list."""
    return ", ".join(request.headers.getlist("accept"))


def pages(request: Request) -> Pages:
    """Give what renders the server's pages."""
    found: Pages = request.app.state.pages
    return found


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:  # noqa: ANN401
    """Give a page from a template."""
    text = pages(request).render(template, **values)
    return HTMLResponse(text.encode("utf-8", "replace"), status, {"Vary": "Accept"})


def problem(
    request: Request, status: int, message: str, headers: "Mapping[str, str] | None" = None, query: str = ""
) -> Response:
    """Give an error: as text, as problem+json (RFC 9457), or as a page, whichever the client likes best.

    The page of an error in a query shows the query, to be mended.
    """
    form = choose(accept(request), ERRORS) or "text"
    kept = {"Vary": "Accept", **(headers or {})}
    if form == "html":
        answer = page(request, "error.html", status, title=HTTPStatus(status).phrase, message=message, query=query)
        answer.headers.update(kept)
        return answer
    if form == "problem":
        said = {"title": HTTPStatus(status).phrase, "status": status, "detail": message}
        body = json.dumps(said).encode()
    else:
        body = f"{message}\n".encode("utf-8", "replace")
    return Response(body, status, {"Content-Type": content_type(ERRORS[form]), **kept})


def redirect(request: Request, path: str, **query: str) -> Response:
    """Send a client on to another address of this server, by 303 See Other."""
    target = request.url.replace(path=path, query="").include_query_params(**query)
    return Response(status_code=303, headers={"Location": f"{target.path}{'?' * bool(target.query)}{target.query}"})
