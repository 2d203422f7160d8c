"""The application: routes, and what they share."""

from collections.abc import AsyncIterator
from collections.abc import Callable
from contextlib import asynccontextmanager
from importlib.resources import files

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.serve import site
from kg.serve.answers import problem
from kg.serve.asking_page import query_page
from kg.serve.bundle import MEDIA
from kg.serve.bundle import assets
from kg.serve.bundle import version as bundle_version
from kg.serve.index import index
from kg.serve.pages import Pages
from kg.serve.security import Guard
from kg.serve.security import dress
from kg.serve.service import Counts
from kg.serve.service import void
from kg.serve.settings import Settings
from kg.serve.shown import Shower
from kg.serve.smaller import LEAST
from kg.serve.smaller import LEVEL
from kg.serve.smaller import Smaller
from kg.serve.sparql import METHODS
from kg.serve.sparql import notes
from kg.serve.sparql import sparql
from kg.serve.things import KINDS
from kg.serve.things import thing

REFUSED, FAILED = 405, 500
ASSETS = {"style.css": "text/css"}
FOREVER = "max-age=31536000, immutable"


def application(settings: Settings, ready: Callable[[], None] = lambda: None) -> Starlette:
    """Make the application that serves a graph; ``ready`` is called once it can answer."""

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        await settings.desk.open()
        ready()
        yield
        settings.desk.asker.close()

    made = Starlette(
        routes=_routes(),
        middleware=[
            Middleware(Guard, hosts=settings.hosts, cors=settings.cors),
            Middleware(Smaller, minimum_size=LEAST, compresslevel=LEVEL),
        ],
        exception_handlers={HTTPException: _refused, Exception: _failed},
        lifespan=lifespan,
    )
    made.state.settings = settings
    made.state.shower = Shower(index(settings.graph))
    made.state.counts = Counts()
    made.state.pages = Pages({"site": settings.graph.corpus.title})
    return made


def _routes() -> list[Route]:
    kinds = [Route(f"/{kind}/{{name:path}}", _of(kind), methods=["GET"], name=kind) for kind in KINDS]
    return [
        Route("/", site.home),
        Route("/sparql", sparql, methods=METHODS),
        Route("/sparql/", sparql, methods=METHODS),
        Route("/query", query_page),
        Route("/find", site.find),
        Route("/entities", site.entities),
        Route("/ontology", site.ontology),
        Route("/ontology.{suffix:str}", site.ontology),
        Route("/terms.json", site.terms),
        Route("/questions.json", site.stored_questions),
        Route("/notes", notes, methods=["POST"]),
        Route("/explorer", site.explorer),
        Route("/data", site.data_folder),
        Route("/data/{name:path}", site.data),
        Route("/assets/{name:path}", asset),
        Route("/.well-known/void", void),
        *kinds,
    ]


def _of(kind: str) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        request.path_params["kind"] = kind
        return thing(request)

    return answer


def asset(request: Request) -> Response:
    """Give a static file of this package."""
    name = str(request.path_params["name"])
    bundled = assets()
    version = bundle_version() if bundled else None  # the page asks for ?version
    if name in bundled:
        data, media = bundled[name].read_bytes(), MEDIA[bundled[name].suffix]
    elif name in ASSETS:
        data, media = files("kg.serve").joinpath(name).read_bytes(), ASSETS[name]
    else:
        return problem(request, site.MISSING, f"there is no asset “{name}”")
    kept = FOREVER if request.url.query == version else "no-cache"
    headers = {"Content-Type": f"{media}; charset=utf-8", "Cache-Control": kept}
    return Response(data, 200, headers)


def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else FAILED
    detail = error.detail if isinstance(error, HTTPException) else ""
    if status == REFUSED:
        return _not_so(request, error)
    messages = {404: f"there is no page {request.url.path} here"}
    headers = error.headers if isinstance(error, HTTPException) else None
    return problem(request, status, messages.get(status, detail), headers)


def _not_so(request: Request, error: Exception) -> Response:
    """Answer a method that is not for a page: say which are, which is all that OPTIONS asks."""
    given = (error.headers or {}).get("Allow", "") if isinstance(error, HTTPException) else ""
    allowed = {*given.replace(",", " ").split(), "OPTIONS"}
    headers = {"Allow": ", ".join(method for method in METHODS if method in allowed)}
    if request.method == "OPTIONS":
        return Response(status_code=204, headers=headers)
    message = f"{request.method} is not for this page: it takes {headers['Allow']}"
    return problem(request, REFUSED, message, headers)


def _failed(request: Request, _error: Exception) -> Response:
    """Answer after a mistake of ours; the guard does not see this answer, which is made outside of it."""
    settings: Settings = request.app.state.settings
    answer = problem(request, FAILED, "this server made a mistake; its log says more")
    dress(answer.headers, settings.cors)
    return answer
