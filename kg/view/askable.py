"""What a page is told so that people can ask: the ontology's names, closed lists, and the stored questions."""

from collections import Counter
from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from typing import TYPE_CHECKING
from typing import Any
from typing import TypeAlias

from kg.model import Value
from kg.projection import Layer
from kg.projection import layer
from kg.query.stored.binding import rebased
from kg.query.stored.questions import Question
from kg.rdf.turtle import Shortener
from kg.terms import Certainty
from kg.terms import Mode
from kg.terms import Ontology
from kg.terms import Polarity

if TYPE_CHECKING:
    from kg.graph import Graph

Json: TypeAlias = dict[str, Any]

QUERY = """\
# Claims of “{label}”: who, what, when, and in which words?
# Only claims that also stand as a plain edge; each shows its mode: a voice says it, or a curator infers it.
{prefixes}
SELECT ?who ?what ?when ?sentence ?claim WHERE {{
  ?claim rdf:predicate {relation} ;
         rdf:subject/rdfs:label ?who ;
         rdf:object/rdfs:label ?what ;
         o:projected true ;
         o:supported_by/oa:hasSelector/oa:exact ?sentence .
  OPTIONAL {{ ?claim o:valid_time ?when }}
}}
ORDER BY ?when ?who ?what ?sentence"""
EVERY = """\
# What is claimed, how, and in which words? Predictions, denials and opinions are among it: see mode and polarity.
{prefixes}
SELECT ?what ?mode ?polarity ?sentence ?claim WHERE {{
  ?claim rdfs:label ?what ;
         o:mode ?mode ;
         o:polarity ?polarity ;
         o:supported_by/oa:hasSelector/oa:exact ?sentence .
}}
ORDER BY ?what ?sentence
LIMIT 200"""
USED = ("o", "rdf", "rdfs", "oa")
FIRST = "captured"  # the relation that the first query asks for, where a corpus has it
KINDS = {"Relation": "relation", "Class": "class"}


def setup(graph: "Graph") -> Json:
    """Give what a page's script is told.

    Its ``base`` is the corpus's: names below it link to what the page shows of them. ``prefixes`` are those that the
    engine declares, ``choices`` the values of closed lists, ``inferred`` the number of edges that no voice says.
    """
    return {
        "base": graph.corpus.base,
        "prefixes": dict(graph.names.prefixes),
        "choices": choices(graph.corpus.ontology),
        "inferred": inferred_edges(graph),
    }


def first_query(graph: "Graph") -> str:
    """Give the query that the page begins with: it runs in any engine, and asks what this graph can answer."""
    prefixes = graph.names.prefixes
    declared = "\n".join(f"PREFIX {name}: <{prefixes[name]}>" for name in USED)
    relation = _relation(graph)
    if relation is None:
        return EVERY.format(prefixes=declared)
    label = " ".join(graph.corpus.ontology.label(relation).split())  # a line break would end the comment
    name = Shortener({"o": prefixes["o"]}).iri(graph.names.o[relation])
    return QUERY.format(prefixes=declared, relation=name, label=label)


def _relation(graph: "Graph") -> str | None:
    """Give the relation to ask for: that of the most plain edges, unless there are captures; None without edges."""
    numbers = Counter(predicate for _, predicate, _ in _plain_edges(graph))
    return FIRST if FIRST in numbers else min(numbers, key=lambda name: (-numbers[name], name), default=None)


def inferred_edges(graph: "Graph") -> int:
    """Count the plain edges that a curator's conclusion, and no voice's word, puts into the graph."""
    return sum(modes == {Mode.INFERRED} for modes in _plain_edges(graph).values())


def _plain_edges(graph: "Graph") -> Mapping[tuple[str, str, Value], set[Mode]]:
    """Give the modes of the claims behind each plain edge."""
    edges = defaultdict[tuple[str, str, Value], set[Mode]](set)
    for claim in graph.corpus.claims:
        if layer(claim, graph.policy) is Layer.EDGES:
            edges[claim.subject, claim.predicate, claim.object].add(claim.mode)
    return edges


def choices(known: Ontology) -> Json:
    """Give the values of closed lists, by type of parameter."""
    closed: Mapping[str, Iterable[str]] = {"mode": Mode, "certainty": Certainty, "polarity": Polarity}
    return {
        kind: [
            {"name": f"o:{name}", "label": known.label(name), "definition": known.terms[name].definition}
            for name in values
        ]
        for kind, values in closed.items()
    }


def names(known: Ontology) -> Sequence[Json]:
    """Give the ontology's names, for completion."""
    return [
        {
            "name": f"o:{term.name}",
            "kind": next((kind for name, kind in KINDS.items() if name in term.kinds), "property"),
            "label": term.label,
            "definition": term.definition,
        }
        for term in known.terms.values()
    ]


def told(question: Question, base: str) -> Json:
    """Give a stored question as the pages read it, under a corpus's base."""
    return {
        "name": question.name,
        "title": question.title,
        "answers": question.answers,
        "parameters": [
            {
                "name": part.name,
                "type": str(part.type),
                "class": f"o:{part.kind}" if part.kind else None,
                "default": part.default,
                "text": part.text,
            }
            for part in question.parameters
        ],
        "example": dict(question.example),
        "query": rebased(question.text, base),
    }
