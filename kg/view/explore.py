"""The explorer on one page: offline, without a request, and nothing that a stranger wrote runs.

The page's behaviour is the bundle of ``explorer/`` (see ``kg/web/hook.py``); its data are columns,
compressed, that the page reads where they lie. Text reaches the page as data or through an autoescaped
template, and a policy lets only our own script and style sheet run, by their hashes.
"""

from base64 import b64encode
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.resources import folder
from kg.view.columns import Columns
from kg.view.columns import columns
from kg.view.engine import Engine
from kg.view.engine import engine
from kg.view.harmless import hashes
from kg.view.harmless import inline
from kg.view.harmless import template
from kg.view.outlines import around

if TYPE_CHECKING:
    from kg.graph import Graph

BUNDLE = ("explorer.js", "explorer.css")
MISSING = (
    "the explorer is not in this installation of kg, which was installed without its pages: "
    "install kg again without KG_WEB=none. All else works without them, kg view too"
)


class NoExplorerError(KgError):
    """The bundle was left out when kg was installed."""

    def __init__(self) -> None:
        super().__init__(MISSING)


def page(graph: "Graph", *, title: str = "", texts: bool = True, query: bool = True) -> Iterator[str]:
    """Give a graph’s explorer in pieces: a whole HTML document, the same on every run.

    Args:
        graph: what is explored.
        title: the page's heading instead of the corpus's title, any text.
        texts: whether the documents' full texts are inside; quotes always are.
        query: whether the page can be asked in SPARQL; its engine takes 2 MB.

    Raises:
        NoExplorerError: kg was installed without its pages.
    """
    return render(columns(graph, title=title, texts=texts), engine(graph) if query else None)


def render(columns: Columns, engine: Engine | None = None) -> Iterator[str]:
    """Give the page of columns, in pieces; without an engine it has no query panel.

    Raises:
        NoExplorerError: kg was installed without its pages.
    """
    script, style = map(inline, _bundle())
    counts = {"nodes": columns.nodes, "claims": columns.claims}
    core = columns.core.text({**columns.model, "title": columns.title, "counts": counts})
    asked = (dict(engine.elements), engine.scripts) if engine else ({}, ())
    later = {"rest": columns.rest.text(columns.facts), **_outlines(columns), **asked[0]}
    yield from template("explorer/page.html").generate(
        title=columns.title,
        counts=_counts(columns),
        notice=columns.model.get("notice", ""),
        policy=_policy([script, *asked[1]], style, wasm=engine is not None),
        script=script,
        style=style,
        core=core,
        later=later.items(),
    )


def missing() -> str:
    """Say why there can be no explorer; empty where there can."""
    try:
        _bundle()
    except NoExplorerError as error:
        return str(error)
    return ""


def _outlines(columns: Columns) -> Mapping[str, str]:
    """Give the map's outlines, where kg has them and something has a place."""
    data = around(columns.places)
    return {"outlines": b64encode(data).decode("ascii")} if data else {}


def _bundle() -> tuple[str, ...]:
    try:
        return tuple((folder("web") / name).read_text(encoding="utf-8") for name in BUNDLE)
    except FileNotFoundError:
        raise NoExplorerError from None


def _counts(columns: Columns) -> str:
    numbers = {"entity": columns.nodes, "claim": columns.claims, "document": len(columns.facts.get("documents", ()))}
    plural = {"entity": "entities"}
    told = [f"{number:,} {one if number == 1 else plural.get(one, f'{one}s')}" for one, number in numbers.items()]
    return f"{', '.join(told[:-1])} and {told[-1]}"


def _policy(scripts: Iterable[str], style: str, *, wasm: bool) -> str:
    """Forbid every request, and every script and style sheet but ours."""
    engine = " 'wasm-unsafe-eval'" if wasm else ""
    rules: Mapping[str, str] = {
        "default-src": "'none'",
        "script-src": hashes(scripts) + engine,
        "style-src": hashes([style]),
        "img-src": "data: blob:",
        "worker-src": "blob:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())
