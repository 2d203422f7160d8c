"""A corpus as columns for the explorer: what its first frame needs, and all else.

``explorer/types.ts`` says what each column means to the page; names of columns are those of its members.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from typing import Any
from typing import TypeAlias

import numpy as np

from kg.graph import Graph
from kg.palette import LINES
from kg.palette import STYLES
from kg.rdf.names import Names
from kg.terms import Certainty
from kg.terms import Mode
from kg.terms import Ontology
from kg.terms import Polarity
from kg.terms import Rank
from kg.view.column_facts import facts
from kg.view.numbered import Numbered
from kg.view.pack import Pack

QUOTES_ONLY = "This page holds the quoted passages only: the documents’ full texts were left out when it was made."

Json: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Columns:
    """What a page holds.

    Attributes:
        title: the page's heading, any text.
        nodes: how many there are.
        claims: how many there are.
        core: columns that the first frame needs.
        model: members of the page's model that are no columns (prefixes, terms …), as JSON.
        rest: columns that come after it.
        facts: members of the page's facts that are no columns, as JSON.
        places: latitude and longitude of what has them.
    """

    title: str
    nodes: int
    claims: int
    core: Pack
    model: Mapping[str, Any]
    rest: Pack = field(default_factory=Pack)
    facts: Mapping[str, Any] = field(default_factory=dict)
    places: Sequence[tuple[float, float]] = ()


def columns(graph: Graph, *, title: str = "", texts: bool = True) -> Columns:
    """Turn a graph into columns.

    Args:
        graph: of any corpus, or a selection.
        title: instead of the corpus's own.
        texts: whether the documents' full texts are there; quotes always are.
    """
    corpus = graph.corpus
    numbered = Numbered(corpus)
    core, rest = Pack(), Pack()
    notices = [graph.notice, "" if texts else QUOTES_ONLY]
    model = {"notice": " ".join(filter(None, notices)), "policy": str(graph.policy), **_core(numbered, core)}
    more = facts(numbered, rest, model, texts=texts)
    places = [entity.coordinates for entity in numbered.entities if entity.coordinates]
    return Columns(title or corpus.title, len(numbered.names), len(corpus.claims), core, model, rest, more, places)


def _core(numbered: Numbered, pack: Pack) -> Json:
    corpus = numbered.corpus
    model = _model(numbered)
    types = {term["name"]: number for number, term in enumerate(model["types"])}
    groups = {term["name"]: number for number, term in enumerate(model["groups"])}
    predicates = {term["name"]: number for number, term in enumerate(model["predicates"])}
    spots = numbered.places()
    pack.coordinates("nodes.x", spots[:, 0])
    pack.coordinates("nodes.y", spots[:, 1])
    pack.numbers("nodes.group", [groups[look.group] for look in numbered.styles])
    pack.numbers("nodes.type", [types[entity.type] for entity in numbered.entities])
    pack.numbers("nodes.degree", numbered.degrees())
    pack.numbers("nodes.voices", numbered.voiced())
    pack.texts("nodes.id", numbered.names)
    pack.texts("nodes.label", [entity.label for entity in numbered.entities])
    pack.numbers("claims.subject", numbered.subjects)
    pack.numbers("claims.object", numbered.objects + 1)  # 0 is a literal
    pack.numbers("claims.predicate", np.array([predicates[claim.predicate] for claim in corpus.claims], np.int64))
    pack.numbers("claims.level", numbered.levels)
    pack.numbers("claims.line", numbered.lines)
    return model


def _model(numbered: Numbered) -> Json:
    corpus = numbered.corpus
    known = corpus.ontology
    schemes = known.of_kind("IdentifierScheme")
    links = sorted({link for claim in corpus.claims for link, _ in claim.links})
    return {
        "prefixes": dict(Names(corpus.base).prefixes),
        "types": _terms(known, sorted({entity.type for entity in numbered.entities})),
        "groups": _groups(numbered),
        "predicates": [_relation(known, name) for name in sorted({claim.predicate for claim in corpus.claims})],
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
    for name, look in {(entity.type, look) for entity, look in zip(numbered.entities, numbered.styles, strict=True)}:
        lineage = known.lineage(name)
        seen.setdefault(look.group, set()).add(next((one for one in lineage if one in look.classes), look.group))
    return [
        {"name": look.group, "label": ", ".join(known.label(name) for name in look.classes if name in seen[look.group])}
        | {"about": _term(known, look.group)["about"], "colour": look.colour, "shape": look.shape}
        for look in STYLES
        if look.group in seen
    ]


def _terms(known: Ontology, names: Iterable[str]) -> list[Json]:
    return [_term(known, name) for name in names]


def _relation(known: Ontology, name: str) -> Json:
    role = known.terms[name].notes.get("control_role") if name in known.terms else None
    return _term(known, name) | ({"control": role} if role else {})


def _term(known: Ontology, name: str) -> Json:
    term = known.terms.get(name)
    return {"name": str(name), "label": known.label(name), "about": term.definition if term else ""}


def _relation(known: Ontology, name: str) -> Json:
    """Give a relation with what it says of who holds a place, if it says anything of that."""
    term = known.terms.get(name)
    role = term.notes.get("control_role") if term else None
    return _term(known, name) | ({"control": role} if role else {})
