"""The explorer on one page: offline, without a request, and nothing that a stranger wrote runs.

The page's behaviour is the bundle of ``explorer/`` (see ``kg/web/hook.py``); its data are columns that
the page reads where they lie. Script and data are compressed. Text reaches the page as data or through an
autoescaped template, and a policy lets only our own scripts and style sheet run, by their hashes.
"""

from base64 import b64encode
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from importlib.resources import files
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.resources import folder
from kg.view.columns import Columns
from kg.view.columns import columns
from kg.view.engine import Engine
from kg.view.engine import engine
from kg.view.harmless import clean
from kg.view.harmless import hashes
from kg.view.harmless import inline
from kg.view.harmless import template
from kg.view.outlines import around
from kg.view.pack import deflated

if TYPE_CHECKING:
    from kg.graph import Graph

BUNDLE = ("explorer.js", "explorer.css")
EARLY = ("core", "engine-js")  # what the script needs at once: the model, and the engine's worker where it is asked for
ONE = {"entities": "entity", "claims": "claim", "documents": "document"}
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
    boot = inline(files("kg.view").joinpath("explorer", "boot.js").read_text(encoding="utf-8"))
    parts = {name: part.result() for name, part in columns.parts.items()}
    asked, scripts = (engine.elements, engine.scripts) if engine else ({}, ())
    elements = {**parts, **_outlines(columns), **asked}
    early = {name: elements.pop(name) for name in EARLY if name in elements}
    yield from template("explorer/page.html").generate(
        title=clean(columns.title),
        counts=_counts(columns.counts),
        notice=clean(columns.notice),
        policy=_policy([boot, script, *scripts], style, wasm=engine is not None),
        boot=boot,
        packed=deflated([script.encode()]),
        style=style,
        early=early.items(),
        later=elements.items(),
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


def _counts(counts: Mapping[str, int]) -> str:
    """Say counts in words.

    >>> _counts({"entities": 2, "claims": 1})
    '2 entities and 1 claim'
    """
    *told, last = (f"{number:,} {ONE[name] if number == 1 else name}" for name, number in counts.items())
    return f"{', '.join(told)} and {last}" if told else last


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
