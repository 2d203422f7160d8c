"""What the explorer's query panel needs inside the page: an engine, its editor, the graph's triples, the questions.

The engine is Oxigraph as WebAssembly. It gets the dataset that ``kg ask`` has, but for the copies of the default
graph's triples that stand in a named graph for each document. Each term stands once, and triples are numbers.
"""

import json
import zlib
from base64 import b64encode
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from typing import Any
from typing import TypeAlias

import numpy as np

from kg.query.stored.questions import questions
from kg.rdf.edges import Block
from kg.resources import folder
from kg.view.askable import first_query
from kg.view.askable import names
from kg.view.askable import setup
from kg.view.askable import told
from kg.view.harmless import inline
from kg.view.pack import Pack

if TYPE_CHECKING:
    from kg.graph import Graph

Json: TypeAlias = dict[str, Any]

WORKER, PANEL, WASM, LICENCES = "engine.js", "panel.js", "oxigraph.wasm.gz", "licences.txt"
BEST = 9


@dataclass(frozen=True, slots=True)
class Engine:
    """What a page carries so that it can be asked.

    Attributes:
        elements: base64 by the id of the element that holds it, all compressed by zlib (``engine-wasm`` by gzip).
        scripts: what the page adds to itself as scripts, so that its policy has their hashes.
    """

    elements: Mapping[str, str]
    scripts: tuple[str, ...]


def engine(graph: "Graph") -> Engine | None:
    """Give what the query panel over a graph needs; None where kg was installed without it (``KG_WEB=0``)."""
    files = _files()
    if files is None:
        return None
    fixed, script = files
    told = encoded(json.dumps(about(graph), separators=(",", ":")).encode())
    return Engine({**fixed, "triples": triples(graph.blocks(), graph.names.graph), "questions": told}, (script,))


@lru_cache(maxsize=1)
def _files() -> tuple[Mapping[str, str], str] | None:
    """Give what is the same in each page, and the panel's script."""
    try:
        web = folder("web")
        worker, wasm = (web / WORKER).read_bytes(), (web / WASM).read_bytes()
        panel = inline((web / PANEL).read_text(encoding="utf-8"))
        licences = (web / LICENCES).read_bytes()
    except FileNotFoundError:
        return None
    elements = {
        "engine-js": encoded(worker),
        "engine-wasm": b64encode(wasm).decode("ascii"),
        "editor-js": encoded(panel.encode()),
        "licences": encoded(licences),
    }
    return elements, panel


def encoded(data: bytes) -> str:
    """Give bytes as an element of the page holds them: compressed by zlib, as base64."""
    return b64encode(zlib.compress(data, BEST)).decode("ascii")


def triples(blocks: Iterable[Block], graphs: Mapping[str, str]) -> str:
    """Give a dataset as columns of numbers of terms: the default graph, and the graphs of what it does not hold.

    Args:
        blocks: the dataset.
        graphs: each named graph's IRI by local name.
    """
    terms: dict[str, int] = {}
    number = terms.setdefault
    number("", 0)  # stands for the default graph
    rows: list[tuple[int, int, int, int]] = []
    for block in blocks:
        graph = 0 if block.in_default else number(graphs[block.graph], len(terms))
        rows += [
            (number(subject, len(terms)), number(predicate, len(terms)), number(value, len(terms)), graph)
            for subject, predicate, value in block.triples
        ]
    pack = Pack()
    pack.texts("terms", list(terms))
    table = np.array(rows, np.int64).reshape(-1, 4)
    for place, name in enumerate(("subjects", "predicates", "objects", "graphs")):
        pack.numbers(name, table[:, place], rising=name != "predicates")
    return pack.text({"terms": len(terms), "triples": len(rows)})


def about(graph: "Graph") -> Json:
    """Give what the panel is told beside the model: what it says once, the ontology's names, and the questions."""
    known = graph.corpus.ontology
    types = sorted({entity.type for entity in graph.corpus.entities.values()})
    return {
        "setup": setup(graph),
        "first": first_query(graph),
        "terms": names(known),
        "lineages": {name: [f"o:{one}" for one in known.lineage(name)] for name in types},
        "questions": [told(question, graph.corpus.base) for question in questions().values()],
    }
