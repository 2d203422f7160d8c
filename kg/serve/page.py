"""The query page: its HTML, and the files that it loads. The rest is TypeScript, in the folder beside.

The page needs no inline script or style, and asks nobody but its own server. Where the package was
built without the bundle, the same page is a plain form.
"""

from collections.abc import Mapping
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from kg.resources import folder
from kg.terms import Ontology

if TYPE_CHECKING:
    from jinja2 import Template

# What the server sends with the page: nothing inline, nothing from elsewhere.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
MEDIA = {".js": "text/javascript", ".css": "text/css", ".txt": "text/plain"}
LINKS = (("Home", "/"), ("Explorer", "/explorer"), ("Ontology", "/ontology"))
CHOICES = (("mode", "Mode"), ("certainty", "Certainty"), ("polarity", "Polarity"))
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
}} ORDER BY ?when ?who ?place ?sentence
"""
USED = ("o", "rdf", "rdfs", "oa")


def render(
    *,
    title: str,
    base: str,
    prefixes: Mapping[str, str],
    ontology: Ontology,
    links: Sequence[tuple[str, str]] = LINKS,
) -> str:
    """Give the page as HTML.

    Args:
        title: the corpus's title, any text.
        base: the corpus's base IRI; names below it link to pages of this server.
        prefixes: prefix → namespace, as the engine declares them.
        ontology: whose modes, certainties and polarities can be chosen, with their definitions.
        links: label and address of the server's other pages.

    Returns:
        A whole document; with a plain form alone where the package carries no bundle.
    """
    bundled = assets()
    lines = "".join(f"PREFIX {name}: <{prefixes[name]}>\n" for name in USED if name in prefixes)
    page: str = _template().render(
        title=title,
        bundle="/assets/" if bundled else "",
        version=_version(bundled),
        links=links,
        query=QUERY.format(prefixes=lines.rstrip()),
        setup={"base": base, "prefixes": dict(prefixes), "choices": _choices(ontology)},
    )
    return page.encode("utf-8", "replace").decode()  # half a surrogate pair is no text


def assets() -> Mapping[str, Path]:
    """Give the files below ``/assets/``, by name; none where the package was built without them."""
    try:
        root = folder("web")
    except FileNotFoundError:
        return {}
    return {path.name: path for path in sorted(root.iterdir()) if path.suffix in MEDIA}


def _version(bundled: Mapping[str, Path]) -> str:
    """Give what makes browsers fetch the files anew after an update."""
    if not bundled:
        return ""
    stamp = next(iter(bundled.values())).parent / "sources.sha256"
    return f"?{stamp.read_text(encoding='ascii')[:12]}" if stamp.is_file() else ""


def _choices(ontology: Ontology) -> dict[str, list[dict[str, str]]]:
    return {
        name: [
            {"name": f"o:{term.name}", "label": term.label, "definition": term.definition}
            for term in ontology.of_kind(kind).values()
        ]
        for name, kind in CHOICES
    }


@lru_cache(maxsize=1)
def _template() -> "Template":
    from jinja2 import Environment  # noqa: PLC0415
    from jinja2 import StrictUndefined  # noqa: PLC0415

    text = (files("kg.serve") / "page" / "page.html").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(text)
