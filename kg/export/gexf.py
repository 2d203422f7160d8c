"""Gephi's own format, GEXF 1.3, which opens with colours, sizes, places and a timeline.

One edge stands for one (subject, predicate, object): with ``kind`` as an XML attribute, or Gephi merges
parallel edges. Dates are whole days, or Gephi stops. Strings are escaped and streamed: no XML tree, and
edges wait on disk for the nodes, whose sizes they tell. What Gephi does with each construct was tried on
its importer (https://gexf.net/schema.html).
"""

from collections.abc import Iterator
from collections.abc import Mapping
from tempfile import TemporaryFile
from typing import IO

from kg.export import exporter
from kg.export.gexf_edges import Edges
from kg.export.gexf_nodes import Nodes
from kg.export.xml import Escape
from kg.graph import Graph
from kg.stream import Stream

DYNAMIC = 'mode="dynamic" timeformat="date" timerepresentation="interval" timezone="UTC"'
STATIC = 'mode="static"'
PIECE = 2**20  # characters copied at once
LINES = 1_000  # edges written at once


@exporter("gexf", file="graph.gexf", about="the network with colours, places and a timeline: for Gephi")
def write(graph: Graph) -> Iterator[str]:
    """Give the file: head, columns that have values, nodes, edges; a line an element."""
    escape = Escape()
    edges = Edges(graph.corpus, escape)
    with TemporaryFile("w+", encoding="utf-8", newline="\n") as waiting:
        _write(edges, Stream(graph.corpus, graph.policy), waiting)
        nodes = Nodes(graph.corpus, escape, edges.ends)
        yield '<?xml version="1.0" encoding="UTF-8"?>\n'
        yield '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">\n'
        yield _meta(graph, escape)
        yield f'<graph defaultedgetype="directed" {DYNAMIC if edges.dated else STATIC}>\n'
        yield from _columns("node", nodes.types)
        yield from _columns("edge", edges.types)
        yield from nodes.lines()
        yield f'<edges count="{edges.count}">\n'
        waiting.seek(0)
        while piece := waiting.read(PIECE):
            yield piece
    yield "</edges>\n</graph>\n</gexf>\n"


def _write(edges: Edges, stream: Stream, file: IO[str]) -> None:
    held: list[str] = []
    for row in stream.rows():
        held.append(edges.line(row))
        if len(held) == LINES:
            file.write("".join(held))
            held.clear()
    file.write("".join(held))


def _meta(graph: Graph, escape: Escape) -> str:
    newest = max((document.issued for document in graph.corpus.documents.values()), default=None)
    day = f' lastmodifieddate="{newest}"' if newest else ""
    about = "one edge for each subject, predicate and object; weight = number of independent voices"
    told = escape.text(f"{graph.corpus.title} ({about}) {graph.notice}".strip())
    return f"<meta{day}><creator>kg</creator><description>{told}</description></meta>\n"


def _columns(kind: str, types: Mapping[str, str]) -> Iterator[str]:
    if types:
        yield f'<attributes class="{kind}" mode="static">\n'
        yield from (f'<attribute id="{name}" title="{name}" type="{form}"/>\n' for name, form in types.items())
        yield "</attributes>\n"
