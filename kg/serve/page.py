"""What the query page in the browser is made of: its bundle, and what it is told about the graph.

The page itself is ``templates/asking.html``, its behaviour the TypeScript in the folder beside this
file and in ``kg/view/asking``, which the explorer shares, bundled when the package is built
(``kg/web/hook.py``). It needs no inline script or style, and asks nobody but its own server.
"""

from collections import Counter
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg.graph import Graph
from kg.model import Value
from kg.projection import Layer
from kg.projection import layer
from kg.rdf.turtle import Shortener
from kg.resources import folder
from kg.terms import Certainty
from kg.terms import Mode
from kg.terms import Polarity

MEDIA = {".js": "text/javascript", ".css": "text/css", ".txt": "text/plain"}
FILES = ("query.js", "query.css", "licences.txt")
STAMP = "sources.sha256"  # as kg/web/hook.py writes it
SHOWN_STAMP = 12  # characters that tell one version from the next
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


def assets() -> Mapping[str, Path]:
    """Give the files of the bundle by name; none where the package was built without it (``KG_WEB=0``)."""
    try:
        root = folder("web")
    except FileNotFoundError:
        return {}
    found = {name: root / name for name in FILES if (root / name).is_file()}
    return found if "query.js" in found else {}


def version() -> str:
    """Give what makes browsers fetch the bundle anew after an update; the bundle must be there."""
    return (folder("web") / STAMP).read_text(encoding="ascii")[:SHOWN_STAMP]


def first_query(graph: Graph) -> str:
    """Give the query that the page begins with: it runs in any engine, and asks what this graph can answer."""
    prefixes = graph.names.prefixes
    declared = "\n".join(f"PREFIX {name}: <{prefixes[name]}>" for name in USED)
    relation = _relation(graph)
    if relation is None:
        return EVERY.format(prefixes=declared)
    label = " ".join(graph.corpus.ontology.label(relation).split())  # a line break would end the comment
    name = Shortener({"o": prefixes["o"]}).iri(graph.names.o[relation])
    return QUERY.format(prefixes=declared, relation=name, label=label)


def _relation(graph: Graph) -> str | None:
    """Give the relation to ask for: that of the most plain edges, unless there are captures; None without edges."""
    numbers = Counter(edge.predicate for edge in graph.network.edges if not edge.unconfirmed)
    return FIRST if FIRST in numbers else min(numbers, key=lambda name: (-numbers[name], name), default=None)


def inferred_edges(graph: Graph) -> int:
    """Count the plain edges that a curator's conclusion, and no voice's word, puts into the graph."""
    edges = defaultdict[tuple[str, str, Value], set[Mode]](set)
    for claim in graph.corpus.claims:
        if layer(claim, graph.policy) is Layer.EDGES:
            edges[claim.subject, claim.predicate, claim.object].add(claim.mode)
    return sum(modes == {Mode.INFERRED} for modes in edges.values())


def setup(graph: Graph) -> dict[str, Any]:
    """Give what the page's script is told.

    Its ``base`` is the corpus's: names below it link to pages of this server. ``prefixes`` are those that the
    engine declares, ``choices`` the values of closed lists, ``inferred`` the number of edges that no voice says.
    """
    ontology = graph.corpus.ontology
    closed = {"mode": Mode, "certainty": Certainty, "polarity": Polarity}
    choices = {
        kind: [
            {"name": f"o:{name}", "label": ontology.label(name), "definition": ontology.terms[name].definition}
            for name in names
        ]
        for kind, names in closed.items()
    }
    return {
        "base": graph.corpus.base,
        "prefixes": dict(graph.names.prefixes),
        "choices": choices,
        "inferred": inferred_edges(graph),
    }
