"""A tiny server with what the query page needs, over any corpus: for tests of the page alone."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from threading import Thread
from time import sleep

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.responses import HTMLResponse
from starlette.responses import JSONResponse
from starlette.responses import PlainTextResponse
from starlette.responses import Response
from starlette.routing import Route

import kg
from kg.errors import KgError
from kg.query import engine
from kg.query.engine import Limits
from kg.query.questions import questions
from kg.query.results import serialized
from kg.serve.page import MEDIA
from kg.serve.page import POLICY
from kg.serve.page import assets
from kg.serve.page import render

SLOW = "# slow"  # a query with this comment is answered late


class Stub:
    """The answers, from a graph in memory."""

    def __init__(self, graph: kg.Graph) -> None:
        self.graph = graph

    async def sparql(self, request: Request) -> Response:
        text = (await request.body()).decode()
        try:
            media, data = await run_in_threadpool(self._answer, text)
        except KgError as error:
            return PlainTextResponse(str(error), 400)
        return Response(data, media_type=media)

    def _answer(self, text: str) -> tuple[str, bytes]:
        if SLOW in text:
            sleep(5)
        names = self.graph.names.prefixes
        answer = engine.answer(self.graph.store, engine.Request(text), names, Limits())
        triples = engine.hints_form(text) if hasattr(engine, "hints_form") else None
        kind = "ttl" if triples or text.lstrip().upper().startswith(("CONSTRUCT", "DESCRIBE")) else "json"
        media = {"ttl": "text/turtle", "json": "application/sparql-results+json"}[kind]
        return media, serialized(answer, kind)

    async def notes(self, _: Request) -> Response:
        return JSONResponse([{"line": 1, "column": 1, "message": "no match: this is a hint", "length": 3}])

    async def terms(self, _: Request) -> Response:
        corpus = self.graph.corpus
        relations = [
            {"name": f"o:{term.name}", "kind": "relation", "label": term.label, "definition": term.definition}
            for term in corpus.ontology.relations.values()
        ]
        classes = [
            {"name": f"o:{term.name}", "kind": "class", "label": term.label, "definition": term.definition}
            for term in corpus.ontology.entity_classes.values()
        ]
        entities = [
            {"name": f"id:{one.id}", "kind": "entity", "label": one.label, "definition": one.description, "aliases": list(one.aliases)}
            for one in corpus.entities.values()
        ]  # fmt: skip
        return Response(json.dumps(relations + classes + entities, default=str), media_type="application/json")

    async def questions(self, _: Request) -> Response:
        stored = questions().values()
        rows = [
            {
                "name": one.name,
                "title": one.title,
                "answers": one.answers,
                "parameters": [asdict(parameter) for parameter in one.parameters],
                "example": dict(one.example),
                "query": one.text,
            }
            for one in stored
        ]
        return JSONResponse(rows)

    async def page(self, _: Request) -> Response:
        corpus = self.graph.corpus
        text = render(
            title=corpus.title, base=corpus.base, prefixes=self.graph.names.prefixes, ontology=corpus.ontology
        )
        return HTMLResponse(text, headers={"Content-Security-Policy": POLICY})

    async def asset(self, request: Request) -> Response:
        path = assets().get(request.path_params["name"])
        return FileResponse(path, media_type=MEDIA[path.suffix]) if path else PlainTextResponse("no", 404)

    async def thing(self, request: Request) -> Response:
        return HTMLResponse(f"<!doctype html><title>{request.url.path.rsplit('/')[-1]}</title><h1>page</h1>")

    @property
    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/sparql", self.sparql, methods=["GET", "POST"]),
                Route("/notes", self.notes, methods=["POST"]),
                Route("/terms.json", self.terms),
                Route("/questions.json", self.questions),
                Route("/query", self.page),
                Route("/assets/{name}", self.asset),
                Route("/id/{name}", self.thing),
                Route("/claim/{name}", self.thing),
            ]
        )


@contextmanager
def serving(graph: kg.Graph) -> Iterator[str]:
    """Serve a graph on a free port of this machine; gives the address."""
    import uvicorn  # noqa: PLC0415

    graph.store  # noqa: B018  # made once, before threads ask
    server = uvicorn.Server(uvicorn.Config(Stub(graph).app, port=0, log_level="warning"))
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()
