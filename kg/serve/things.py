"""Linked data: each thing that the graph names has a page, and the same in four forms of RDF.

The form is the one that the Accept header likes best, or the one that a suffix names (``/id/IS.ttl``).
"""

from collections.abc import Callable
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from kg.rdf.names import Triple
from kg.serve.answers import accept
from kg.serve.answers import page
from kg.serve.answers import problem
from kg.serve.answers import redirect
from kg.serve.negotiation import PAGES
from kg.serve.negotiation import choose
from kg.serve.rdf import encoded
from kg.serve.shown import Shower

MISSING, UNACCEPTABLE = 404, 406
SUBRESOURCES = ("-quote", "-position")  # a passage's selectors are described with it

Values = Mapping[str, Any]
Show = Callable[[Shower, str, Request], Values]
Describe = Callable[[Shower, str], list[Triple]]


class Kind:
    """One kind of thing: which names it has, its page, and its triples."""

    def __init__(self, names: Callable[[Shower], Mapping[str, object]], show: Show, describe: Describe) -> None:
        self.names = names
        self.show = show
        self.describe = describe


KINDS = {
    "id": Kind(
        lambda shower: shower.corpus.entities,
        lambda shower, name, _: shower.entity(name),
        lambda shower, name: shower.describer.entity(name),
    ),
    "claim": Kind(
        lambda shower: shower.index.claims,
        lambda shower, name, _: shower.claim(name),
        lambda shower, name: shower.describer.claim(name),
    ),
    "doc": Kind(
        lambda shower: shower.corpus.documents,
        lambda shower, name, request: shower.document(name, _here(request)),
        lambda shower, name: shower.describer.document(name),
    ),
    "evidence": Kind(
        lambda shower: shower.index.passages,
        lambda shower, name, _: shower.evidence(name),
        lambda shower, name: shower.describer.evidence(name),
    ),
    "attribution": Kind(
        lambda shower: shower.index.chains,
        lambda shower, name, _: shower.attribution(name),
        lambda shower, name: shower.describer.attribution(name),
    ),
    "background": Kind(
        lambda shower: shower.background,
        lambda shower, name, _: shower.statement(name),
        lambda shower, name: list(shower.background[name]),
    ),
    "graph": Kind(
        lambda shower: shower.graphs,
        lambda shower, name, _: shower.named_graph(name),
        lambda shower, name: list(shower.graphs[name]),
    ),
}


def thing(request: Request) -> Response:
    """Answer for one thing: ``/id/IS``, ``/claim/…``, ``/doc/….ttl``."""
    shower: Shower = request.app.state.shower
    word = str(request.path_params["kind"])
    kind, given = KINDS[word], str(request.path_params["name"])
    known = kind.names(shower)
    name, suffix = (given, "") if given in known else _split(given)
    if name not in known:
        return _missing(request, shower, word, given)
    form = suffix or choose(accept(request), PAGES)
    if form is None:
        return problem(request, UNACCEPTABLE, f"this comes as {', '.join(PAGES.values())}")
    where = f"/{word}/{quote(name, safe='-._~')}"
    if form == "html":
        answer: Response = page(request, f"{word}.html", here=where, **kind.show(shower, name, request))
    else:
        answer = encoded(kind.describe(shower, name), form, request)
    answer.headers["Link"] = alternates(where, form)
    answer.headers["Content-Location"] = f"{where}.{form}"
    return answer


def alternates(where: str, form: str) -> str:
    """Give a Link header: the thing's other forms."""
    return ", ".join(
        f'<{where}.{other}>; rel="alternate"; type="{media}"' for other, media in PAGES.items() if other != form
    )


def _split(name: str) -> tuple[str, str]:
    """Take a known suffix off a name."""
    bare, dot, suffix = name.rpartition(".")
    return (bare, suffix) if dot and suffix in PAGES else (name, "")


def _here(request: Request) -> tuple[int, int]:
    """Give the span of a text that the address points out, (0, 0) for none."""
    given = [request.query_params.get(name, "") for name in ("from", "to")]
    if not all(text.isascii() and text.isdigit() and len(text) < 10 for text in given):  # noqa: PLR2004
        return 0, 0
    start, end = map(int, given)
    return (start, end) if start < end else (0, 0)


def _missing(request: Request, shower: Shower, word: str, given: str) -> Response:
    name, _ = _split(given)
    if word == "evidence" and name.endswith(SUBRESOURCES):
        whole = name.rpartition("-")[0]
        if whole in shower.index.passages:
            return redirect(request, f"/evidence/{whole}")
    suggestions = shower.suggestions(word, name)
    message = f"there is no {shower.noun(word)} “{name}” here"
    if choose(accept(request), {"text": "text/plain", "html": "text/html"}) == "html":
        return page(request, "missing.html", MISSING, title="Not here", message=message, suggestions=suggestions)
    hint = f": did you mean {' or '.join(one.text for one in suggestions)}?" if suggestions else ""
    return problem(request, MISSING, f"{message}{hint}")
