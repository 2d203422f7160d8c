"""What the query page in the browser is made of: its bundle, and what it is told about the graph.

The page itself is ``templates/asking.html``, its behaviour the TypeScript in the folder beside this
file, bundled when the package is built (``kg/web/hook.py``). It needs no inline script or style, and
asks nobody but its own server.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg.resources import folder
from kg.terms import Certainty
from kg.terms import Mode
from kg.terms import Ontology
from kg.terms import Polarity

MEDIA = {".js": "text/javascript", ".css": "text/css", ".txt": "text/plain"}
STAMP = "sources.sha256"  # as kg/web/hook.py writes it
SHOWN_STAMP = 12  # characters that tell one version from the next
QUERY = """\
# Who captured what, when, and in which words? Only what is stated as a fact.
{prefixes}
SELECT ?who ?place ?when ?sentence ?claim WHERE {{
  ?claim rdf:predicate o:captured ;
         rdf:subject/rdfs:label ?who ;
         rdf:object/rdfs:label ?place ;
         o:projected true ;
         o:supported_by/oa:hasSelector/oa:exact ?sentence .
  OPTIONAL {{ ?claim o:valid_time ?when }}
}}
ORDER BY ?when ?who ?place ?sentence"""
USED = ("o", "rdf", "rdfs", "oa")


def assets() -> Mapping[str, Path]:
    """Give the files of the bundle by name; none where the package was built without it (``KG_WEB=0``)."""
    try:
        root = folder("web")
    except FileNotFoundError:
        return {}
    return {path.name: path for path in sorted(root.iterdir()) if path.suffix in MEDIA}


def version() -> str:
    """Give what makes browsers fetch the bundle anew after an update; the bundle must be there."""
    return (folder("web") / STAMP).read_text(encoding="ascii")[:SHOWN_STAMP]


def first_query(prefixes: Mapping[str, str]) -> str:
    """Give the query that the page begins with, which runs in any engine."""
    return QUERY.format(prefixes="\n".join(f"PREFIX {name}: <{prefixes[name]}>" for name in USED))


def setup(base: str, prefixes: Mapping[str, str], ontology: Ontology) -> dict[str, Any]:
    """Give what the page's script is told.

    Args:
        base: the corpus's base IRI; names below it link to pages of this server.
        prefixes: prefix → namespace, as the engine declares them.
        ontology: labels and definitions of modes, certainties and polarities.
    """
    closed = {"mode": Mode, "certainty": Certainty, "polarity": Polarity}
    choices = {
        kind: [
            {"name": f"o:{name}", "label": ontology.label(name), "definition": ontology.terms[name].definition}
            for name in names
        ]
        for kind, names in closed.items()
    }
    return {"base": base, "prefixes": dict(prefixes), "choices": choices}
