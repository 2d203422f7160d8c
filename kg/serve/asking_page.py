"""The query page: with its script where the package carries one, else a form that needs none."""

from starlette.requests import Request
from starlette.responses import Response

from kg.serve.answers import page
from kg.serve.bundle import assets
from kg.serve.bundle import version
from kg.serve.security import SCRIPTED
from kg.serve.settings import Settings
from kg.view.askable import first_query
from kg.view.askable import setup


def query_page(request: Request) -> Response:
    """Show the query page."""
    settings: Settings = request.app.state.settings
    query = request.query_params.get("query", first_query(settings.graph))
    if not assets():
        return page(request, "query.html", title="Query", query=query)
    told = setup(settings.graph)
    answer = page(request, "asking.html", title="Ask", query=query, version=version(), setup=told)
    answer.headers["content-security-policy"] = SCRIPTED
    return answer
