"""The rest of the site: home, search, the ontology, lists for programs, the explorer, and the build's files."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.responses import JSONResponse
from starlette.responses import RedirectResponse
from starlette.responses import Response

from kg.export.ontology_ttl import write as ontology_text
from kg.query.stored.questions import questions
from kg.serve.answers import accept
from kg.serve.answers import page
from kg.serve.answers import problem
from kg.serve.bundle import assets
from kg.serve.negotiation import PAGES
from kg.serve.negotiation import TRIPLES
from kg.serve.negotiation import choose
from kg.serve.negotiation import content_type
from kg.serve.security import ALONE
from kg.serve.settings import Settings
from kg.serve.shown import Shower
from kg.serve.telling import path
from kg.serve.things import alternates
from kg.terms import Term
from kg.view.askable import names
from kg.view.askable import told

MISSING = 404
LISTED = 1_000  # entities of one type on a page
EXPLORERS = ("explorer.html", "graph.html")  # the first that a build has
MEDIA = {
    ".ttl": "text/turtle",
    ".trig": "application/trig",
    ".nq": "application/n-quads",
    ".nt": "application/n-triples",
    ".jsonld": "application/ld+json",
    ".rdf": "application/rdf+xml",
    ".gexf": "application/gexf+xml",
    ".graphml": "application/graphml+xml",
    ".csv": "text/csv",
    ".jsonl": "application/jsonl",
    ".json": "application/json",
    ".html": "text/html",
    ".md": "text/plain",
    ".txt": "text/plain",
    ".png": "image/png",
}
UNKNOWN = "application/octet-stream"
TERM_KINDS = {
    "Class": "Classes",  # the only kind that is no term itself
    "Relation": "Relations",
    "Qualifier": "Qualifiers",
    "ClaimTerm": "Properties of claims",
    "Mode": "Modes",
    "Certainty": "Certainties",
    "Polarity": "Polarities",
    "TimeMode": "Time modes",
    "Rank": "Ranks",
}


@dataclass(frozen=True, slots=True)
class File:
    """One file of the build: its name, its size in bytes, what it is for."""

    name: str
    size: int
    about: str


def home(request: Request) -> Response:
    """Show what there is, and where."""
    shower: Shower = request.app.state.shower
    settings: Settings = request.app.state.settings
    corpus = shower.corpus
    counts = {
        "documents": len(corpus.documents),
        "entities": len(corpus.entities),
        "claims": len(corpus.claims),
        "plain edges": len(settings.graph.network.edges),
    }
    busiest = sorted(corpus.entities, key=lambda name: (-len(shower.index.about.get(name, ())), name))[:24]
    return page(
        request,
        "home.html",
        title=corpus.title,
        counts=counts,
        documents=[(shower.teller.document(name), str(one.issued)) for name, one in corpus.documents.items()],
        busiest=[(shower.teller.name(name), len(shower.index.about.get(name, ()))) for name in busiest],
        explorer=explorer_file(settings) is not None,
        files=settings.build is not None,
        questions=len(questions()) if assets() else 0,  # their forms need the script
    )


def find(request: Request) -> Response:
    """Lead to the entity that words name, or list those that they may mean."""
    shower: Shower = request.app.state.shower
    words = request.query_params.get("q", "").strip()
    found = shower.index.find(words)
    if len(found) == 1:
        return Response(status_code=303, headers={"Location": path("id", found[0])})
    close = [] if found else shower.index.close(words)
    entities = [shower.corpus.entities[name] for name in (found or close)[:200]]
    rows = [(shower.teller.name(one.id), shower.teller.label(one.type), one.description) for one in entities]
    total = len(found)
    return page(request, "find.html", 200 if found else MISSING, title="Find", words=words, rows=rows, total=total)


def entities(request: Request) -> Response:
    """List every entity by the kind of thing that it is."""
    shower: Shower = request.app.state.shower
    by_type: dict[str, list[str]] = {}
    for entity in shower.corpus.entities.values():
        by_type.setdefault(entity.type, []).append(entity.id)
    groups = [
        (
            shower.teller.term(name),
            sorted(map(shower.teller.name, ids), key=lambda one: one.text.casefold())[:LISTED],
            len(ids),
        )
        for name, ids in sorted(by_type.items(), key=lambda pair: shower.teller.label(pair[0]))
    ]
    return page(request, "entities.html", title="All entities", groups=groups)


def ontology(request: Request) -> Response:
    """Give the ontology: as a page, or as the Turtle that it is written in, or what that says in another form."""
    suffix = str(request.path_params.get("suffix", ""))
    form = suffix or choose(accept(request), PAGES) or ""
    if form not in PAGES:
        return problem(request, MISSING if suffix else 406, f"the ontology comes as {', '.join(PAGES.values())}")
    settings: Settings = request.app.state.settings
    if form == "html":
        answer: Response = page(request, "ontology.html", title="Ontology", groups=_terms(settings))
    else:
        data = "".join(ontology_text(settings.graph)).encode()
        data = data if form == "ttl" else _converted(data, form, settings.graph.names.prefixes)
        answer = Response(data, 200, {"Content-Type": content_type(TRIPLES[form]), "Vary": "Accept"})
    answer.headers["Link"] = alternates("/ontology", form)
    return answer


def _converted(turtle: bytes, form: str, prefixes: Mapping[str, str]) -> bytes:
    from pyoxigraph import RdfFormat  # noqa: PLC0415
    from pyoxigraph import parse  # noqa: PLC0415
    from pyoxigraph import serialize  # noqa: PLC0415

    kinds = {"nt": RdfFormat.N_TRIPLES, "rdf": RdfFormat.RDF_XML, "jsonld": RdfFormat.JSON_LD}
    triples = (quad.triple for quad in parse(turtle, format=RdfFormat.TURTLE))
    return serialize(triples, format=kinds[form], prefixes=dict(prefixes)) or b""


def _terms(settings: Settings) -> list[tuple[str, str, list[Term]]]:
    known = settings.graph.corpus.ontology
    about = {name: term.definition for name, term in known.terms.items()}
    groups = ((title, about.get(kind, ""), list(known.of_kind(kind).values())) for kind, title in TERM_KINDS.items())
    return [(title, definition, terms) for title, definition, terms in groups if terms]


def terms(request: Request) -> Response:
    """Give every name that a query can use, for completion."""
    settings: Settings = request.app.state.settings
    corpus = settings.graph.corpus
    rows = [*names(corpus.ontology)]
    rows += [
        {
            "name": f"id:{entity.id}",
            "kind": "entity",
            "label": entity.label,
            "definition": entity.description or corpus.ontology.label(entity.type),
            "aliases": list(entity.spellings[1:]),
            "classes": [f"o:{one}" for one in corpus.ontology.lineage(entity.type)],
        }
        for entity in corpus.entities.values()
    ]
    rows += [
        {"name": f"doc:{one.id}", "kind": "document", "label": one.title or one.id, "definition": str(one.issued or "")}
        for one in corpus.documents.values()
    ]
    return Response(json.dumps(rows), media_type="application/json")  # ASCII: a label may hold half a character


def stored_questions(request: Request) -> Response:
    """Give the stored questions, for menus."""
    settings: Settings = request.app.state.settings
    base = settings.graph.corpus.base
    return JSONResponse([told(one, base) for one in questions().values()])


def explorer_file(settings: Settings) -> Path | None:
    """Give the build's explorer, or what comes closest to one."""
    if settings.build is None:
        return None
    return next((settings.build / name for name in EXPLORERS if (settings.build / name).is_file()), None)


def explorer(request: Request) -> Response:
    """Give the explorer of the build."""
    settings: Settings = request.app.state.settings
    found = explorer_file(settings)
    if found is None:
        message = "there is no explorer in the build folder: run kg build, or name the folder with --build"
        return problem(request, MISSING, message)
    return FileResponse(found, media_type="text/html", headers={"Content-Security-Policy": ALONE})


def data(request: Request) -> Response:
    """Give a file of the build folder, or the list of them; nothing outside of it, and nothing hidden."""
    settings: Settings = request.app.state.settings
    name = str(request.path_params.get("name", ""))
    if settings.build is None or not settings.build.is_dir():
        return problem(request, MISSING, "there is no build folder: run kg build, or name it with --build")
    if not name:
        return page(request, "data.html", title="Files", files=_files(settings.build))
    found = inside(settings.build, name)
    if found is None:
        return problem(request, MISSING, f"there is no file “{name}” in the build folder: /data/ lists them")
    media = MEDIA.get(found.suffix.lower(), UNKNOWN)
    headers = {"Content-Security-Policy": ALONE}
    if media == UNKNOWN:
        headers["Content-Disposition"] = "attachment"
    return FileResponse(found, media_type=content_type(media), headers=headers)


def inside(folder: Path, name: str) -> Path | None:
    """Give a file of a folder; None for what is not there, hidden, or leads out of it.

    >>> inside(Path("build"), "../secret.txt") is None
    True
    """
    parts = name.split("/")
    if any(part.startswith(".") or not part or "\\" in part or "\x00" in part for part in parts):
        return None
    try:
        root = folder.resolve()
        found = root.joinpath(*parts).resolve()
        return found if found.is_relative_to(root) and found.is_file() else None
    except (OSError, ValueError):
        return None


def _files(folder: Path) -> list[File]:
    from kg.export import formats  # noqa: PLC0415

    about = {one.file: one.about for one in formats().values()}
    names = sorted(one.name for one in folder.iterdir() if inside(folder, one.name))
    return [File(name, (folder / name).stat().st_size, about.get(name, "")) for name in names]


def data_folder(_request: Request) -> Response:
    """Lead from ``/data`` to ``/data/``."""
    return RedirectResponse("/data/", 308)
