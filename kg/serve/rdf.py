"""Triples of one thing in the forms of RDF that clients ask for."""

import re
from collections.abc import Iterable
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from kg.rdf.names import Triple
from kg.rdf.turtle import Shortener
from kg.rdf.turtle import turtle
from kg.serve.negotiation import TRIPLES
from kg.serve.negotiation import content_type

_NO_XML = re.compile(r"(?<!\\)((?:\\\\)*)\\u(?:00(?:0[0-8BCEF]|1[0-9A-F])|FFF[EF])")


def encoded(triples: Iterable[Triple], form: str, request: Request, more: Mapping[str, str] | None = None) -> Response:
    """Give triples as a response in one form of ``TRIPLES``, with our prefixes and ``more``."""
    prefixes = {**request.app.state.settings.graph.names.prefixes, **(more or {})}
    headers = {"Content-Type": content_type(TRIPLES[form]), "Vary": "Accept"}
    return Response(serialized(triples, form, prefixes), 200, headers)


def serialized(triples: Iterable[Triple], form: str, prefixes: dict[str, str]) -> bytes:
    """Write triples: Turtle with our prefixes and in the given order, or what the library writes."""
    chosen = list(dict.fromkeys(triples))
    if form == "ttl":
        short = Shortener(prefixes)
        text = f"{short.head()}\n{''.join(turtle(chosen, short))}"
        return text.encode("utf-8", "replace")
    lines = "".join(f"{subject} {predicate} {value} .\n" for subject, predicate, value in chosen)
    if form == "nt":
        return lines.encode("utf-8", "replace")
    return _by_library(lines, form, prefixes)


def _by_library(lines: str, form: str, prefixes: dict[str, str]) -> bytes:
    from pyoxigraph import RdfFormat  # noqa: PLC0415
    from pyoxigraph import parse  # noqa: PLC0415
    from pyoxigraph import serialize  # noqa: PLC0415

    kind = RdfFormat.JSON_LD
    if form == "rdf":
        kind, lines = RdfFormat.RDF_XML, _NO_XML.sub(r"\1\\uFFFD", lines)  # XML has no place for these
    quads = parse(lines.encode("utf-8", "replace"), format=RdfFormat.N_TRIPLES)
    return serialize((quad.triple for quad in quads), format=kind, prefixes=prefixes) or b""
