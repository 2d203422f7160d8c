"""The same graph as pages of others, for ``pages.py``: sigma's, and pyvis's own with its libraries inside."""

import json
import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import pages_data
from helpers import INTEROP
from helpers import node_modules
from pyvis.network import Network

from kg.palette import STYLES
from kg.view.explore import render
from kg.view.pack import Pack

DRAWN = 0.85  # share of the made claims that the default policy draws
EDGES = 2  # a node
HERE = Path(__file__).resolve().parent
SIGMA = """<!doctype html><meta charset="utf-8"><title>sigma</title>
<style>html, body, #stage {{ margin: 0; height: 100%; }}</style><div id="stage"></div>
<script type="application/json" id="graph">{data}</script><script>{script}</script>"""
Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Graph:
    """What all pages draw, as columns by the names that ``sigma.mjs`` reads."""

    columns: dict[str, list[Any]]

    @property
    def nodes(self) -> int:
        return len(self.columns["x"])

    @property
    def edges(self) -> int:
        return len(self.columns["from"])


class Kept(Pack):
    """Columns that can be looked at again."""

    seen: dict[str, Any]

    def numbers(self, name: str, values: Any, *, rising: bool = False) -> None:  # noqa: ANN401  # as Pack's
        self._keep(name, values)
        super().numbers(name, values, rising=rising)

    def coordinates(self, name: str, values: Any) -> None:  # noqa: ANN401  # as Pack's
        self._keep(name, values)
        super().coordinates(name, values)

    def texts(self, name: str, texts: Any) -> None:  # noqa: ANN401  # as Pack's
        self._keep(name, texts)
        super().texts(name, texts)

    def _keep(self, name: str, values: object) -> None:
        type(self).seen[name] = values


def ours(nodes: int, path: Path) -> Graph:
    """Write the explorer of a made graph, and give what it draws."""
    Kept.seen = {}
    with patch.object(pages_data, "Pack", Kept):
        columns = pages_data.made(nodes, round(nodes * EDGES / DRAWN))
    with path.open("w", encoding="utf-8") as file:
        file.writelines(render(columns))
    seen = Kept.seen
    drawn = np.asarray(seen["claims.kind"]) <= 1  # levels strict and default
    colours = [style.colour for style in STYLES]
    return Graph(
        {
            "x": np.round(seen["nodes.x"], 1).tolist(),
            "y": np.round(seen["nodes.y"], 1).tolist(),
            "size": (1 + np.sqrt(seen["nodes.degree"])).round(1).tolist(),
            "colour": [colours[group] for group in seen["nodes.group"]],
            "label": list(seen["nodes.label"]),
            "from": np.asarray(seen["claims.subject"])[drawn].tolist(),
            "to": (np.asarray(seen["claims.object"]) - 1)[drawn].tolist(),
            "kind": np.asarray(seen["claims.predicate"])[drawn].tolist(),
        }
    )


def sigma(graph: Graph, path: Path) -> None:
    """Write a page of sigma 3 with its own settings."""
    node_modules()
    options = ("--bundle", "--minify", "--format=iife", "--target=es2022", "--log-level=warning")
    esbuild = INTEROP / "node_modules" / ".bin" / "esbuild"
    done = subprocess.run(
        [str(esbuild), str(HERE / "sigma.mjs"), *options],
        env={**os.environ, "NODE_PATH": str(INTEROP / "node_modules")},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    data = json.dumps(graph.columns, separators=(",", ":"))
    path.write_text(SIGMA.format(data=data, script=done.stdout.replace("</script", "<\\/script")), encoding="utf-8")


def pyvis(graph: Graph, path: Path, *, placed: bool) -> None:
    """Write pyvis's page with its libraries inside; ``placed`` gives it the places, and no physics."""
    network = Network(directed=True, cdn_resources="in_line")
    columns = graph.columns
    for node, label in enumerate(columns["label"]):
        where = {"x": columns["x"][node], "y": columns["y"][node], "physics": False} if placed else {}
        network.add_node(node, label=label, color=columns["colour"][node], **where)
    # add_edge looks at every edge before each one; what is written is the same
    network.edges = [
        {"from": one, "to": other, "arrows": "to", "kind": kind}
        for one, other, kind in zip(columns["from"], columns["to"], columns["kind"], strict=True)
    ]
    if placed:
        network.toggle_physics(False)  # noqa: FBT003  # its own name for it
    path.write_text(network.generate_html(), encoding="utf-8")


WRITERS: dict[str, Callable[[Graph, Path], None]] = {
    "sigma 3": sigma,
    "pyvis": lambda graph, path: pyvis(graph, path, placed=False),
    "pyvis with places": lambda graph, path: pyvis(graph, path, placed=True),
}
