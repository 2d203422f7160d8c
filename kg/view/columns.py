"""A corpus as columns for the explorer: what its first frame needs, and all else.

``explorer/types.ts`` says what each column means to the page; names of columns are those of its members.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from concurrent.futures import Future
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from typing import TypeAlias

from kg.graph import Graph
from kg.palette import LINES
from kg.palette import STYLES
from kg.palette import style
from kg.rdf.names import Names
from kg.terms import Certainty
from kg.terms import Mode
from kg.terms import Ontology
from kg.terms import Polarity
from kg.terms import Rank
from kg.view.column_facts import facts
from kg.view.harmless import closed
from kg.view.numbered import Numbered
from kg.view.pack import LESS
from kg.view.pack import Pack
from kg.view.pack import deflated
from kg.view.passages import Passages

THREADS = 2
QUOTES_ONLY = "This page holds the quoted passages only: the documents’ full texts were left out when it was made."
AREAS = ("AdministrativeArea", "Country", "Region", "River")  # places with an extent

Json: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Columns:
    """What a page holds.

    Attributes:
        title: the page's heading, any text.
        counts: of ``entities``, ``claims`` and ``documents``.
        notice: what the reader is to know, any text.
        parts: ``core`` (what the first frame needs), ``rest`` and ``texts``, compressed, as base64.
        places: latitude and longitude of what has them.
    """

    title: str
    counts: Mapping[str, int]
    notice: str
    parts: Mapping[str, Future[str]]
    places: Sequence[tuple[float, float]] = ()


def columns(graph: Graph, *, title: str = "", texts: bool = True) -> Columns:
    """Turn a graph into columns; they are compressed in other threads while more are made.

    Args:
        graph: of any corpus, or a selection.
        title: instead of the corpus's own.
        texts: whether the documents' full texts are there; quotes always are.
    """
    corpus = graph.corpus
    title = closed(title or corpus.title)
    notice = " ".join(filter(None, [closed(graph.notice), "" if texts else QUOTES_ONLY]))
    threads = ThreadPoolExecutor(THREADS)
    core, rest = Pack(), Pack()
    passages = Passages(corpus)
    documents, blob = passages.add(rest, texts=texts)
    parts = {"texts": threads.submit(deflated, blob)}  # it takes longest
    numbered = Numbered(corpus)
    counts = {"entities": len(numbered.names), "claims": len(corpus.claims), "documents": len(documents)}
    model: Json = {"title": title, "notice": notice, "policy": str(graph.policy), "counts": counts}
    model |= _core(numbered, core)
    parts["core"] = threads.submit(deflated, core.pieces(model), LESS)
    more = facts(numbered, passages, rest, [term["name"] for term in model["links"]])
    parts["rest"] = threads.submit(deflated, rest.pieces({"documents": documents, **more}), LESS)
    threads.shutdown(wait=False)
    places = [entity.coordinates for entity in numbered.entities if entity.coordinates]
    return Columns(title, counts, notice, parts, places)


def _core(numbered: Numbered, pack: Pack) -> Json:
    model = terms(numbered)
    types = {term["name"]: number for number, term in enumerate(model["types"])}
    groups = {term["name"]: number for number, term in enumerate(model["groups"])}
    spots = numbered.places()
    pack.coordinates("nodes.x", spots[:, 0])
    pack.coordinates("nodes.y", spots[:, 1])
    pack.numbers("nodes.group", [groups[look.group] for look in numbered.styles])
    pack.numbers("nodes.type", [types[entity.type] for entity in numbered.entities])
    pack.numbers("nodes.degree", numbered.degrees())
    pack.numbers("nodes.voices", numbered.voiced())
    pack.texts("nodes.id", numbered.names)
    pack.texts("nodes.label", [closed(entity.label) for entity in numbered.entities])
    pack.numbers("claims.subject", numbered.subjects)
    pack.numbers("claims.object", numbered.objects + 1)  # 0 is a literal
    pack.numbers("claims.predicate", numbered.predicates[0])
    pack.numbers("claims.kind", numbered.kinds[0])
    pack.numbers("kinds.level", numbered.kind_levels)
    pack.numbers("kinds.line", numbered.kind_lines)
    return model


def terms(numbered: Numbered) -> Json:
    """Give the members of a model that are names of things."""
    corpus = numbered.corpus
    known = corpus.ontology
    schemes = known.of_kind("IdentifierScheme")
    links = sorted({link for _, claim in numbered.linking for link, _ in claim.links})
    return {
        "prefixes": dict(Names(corpus.base).prefixes),
        "types": [_type(known, name) for name in sorted({entity.type for entity in numbered.entities})],
        "groups": _groups(numbered),
        "predicates": [_relation(known, name) for name in numbered.predicates[1]],
        "lines": [
            {**_term(known, name), "about": look.about, "colour": look.colour, "width": look.width}
            | {"dashes": look.dashes}
            for name, look in LINES.items()
        ],
        "modes": _terms(known, Mode),
        "certainties": _terms(known, Certainty),
        "polarities": _terms(known, Polarity),
        "ranks": _terms(known, Rank),
        "links": _terms(known, links),
        "schemes": [
            {**_term(known, name), "template": schemes[name].notes.get("iri_template", "")} for name in schemes
        ],
    }


def _groups(numbered: Numbered) -> list[Json]:
    """Give the groups that nodes belong to, each named by those of its classes that are there."""
    known = numbered.corpus.ontology
    seen: dict[str, set[str]] = {}
    for lineage in map(known.lineage, {entity.type for entity in numbered.entities}):
        look = style(lineage)
        seen.setdefault(look.group, set()).add(next((one for one in lineage if one in look.classes), look.group))
    return [
        {
            "name": look.group,
            "label": ", ".join(closed(known.label(name)) for name in look.classes if name in seen[look.group]),
        }
        | {"about": _term(known, look.group)["about"], "colour": look.colour, "shape": look.shape}
        for look in STYLES
        if look.group in seen
    ]


def _terms(known: Ontology, names: Iterable[str]) -> list[Json]:
    return [_term(known, name) for name in names]


def _type(known: Ontology, name: str) -> Json:
    """Give a class of entities, and whether a point stands badly for a place of it."""
    return _term(known, name) | ({"area": True} if known.is_a(name, AREAS) else {})


def _relation(known: Ontology, name: str) -> Json:
    role = known.terms[name].notes.get("control_role") if name in known.terms else None
    return _term(known, name) | ({"control": role} if role else {})


def _term(known: Ontology, name: str) -> Json:
    term = known.terms.get(name)
    return {"name": str(name), "label": closed(known.label(name)), "about": closed(term.definition) if term else ""}
