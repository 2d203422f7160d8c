"""Gephi's own format, GEXF 1.3, which opens with colours, sizes, places and a timeline.

One edge stands for one (subject, predicate, object): with ``kind`` as an XML attribute, or Gephi merges
parallel edges. Dates are whole days, or Gephi stops. Strings are escaped and streamed, with no XML tree.
What Gephi does with each construct was tried on its importer (https://gexf.net/schema.html).
"""

from collections.abc import Generator
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from kg.export import exporter
from kg.export.gexf_edges import Edges
from kg.export.gexf_nodes import Nodes
from kg.export.xml import Escape
from kg.graph import Graph
from kg.stream import Stream
from kg.stream.columns import DATED
from kg.stream.columns import EDGE_TYPES
from kg.stream.columns import MAY_HOLD
from kg.stream.columns import NOTED
from kg.stream.columns import SPELLS
from kg.stream.kept import Kept

DYNAMIC = 'mode="dynamic" timeformat="date" timerepresentation="interval" timezone="UTC"'
STATIC = 'mode="static"'
SWAPPED = "times whose end was before their beginning, now swapped: {}"


@exporter(
    "gexf",
    file="graph.gexf",
    about="the network with colours, places and a timeline: for Gephi",
    columns=True,
    options=("also", "static", "full"),
)
def write(graph: Graph) -> Generator[str, None, tuple[str, ...]]:
    """Give the file: head, columns that have values, nodes, edges; a line an element. Return what was replaced."""
    escape, options = Escape(), graph.options
    with Stream(graph.corpus, graph.policy, options.also, options.full, graph.maybe).kept() as kept:
        nodes = Nodes(graph.corpus, escape, kept, graph.columns)
        edges = Edges(graph.corpus, kept.tables, escape, graph.maybe, timed=not options.static)
        yield '<?xml version="1.0" encoding="UTF-8"?>\n'
        yield '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">\n'
        yield _meta(graph, escape)
        yield f'<graph defaultedgetype="directed" {DYNAMIC if edges.timed and SPELLS in kept.dated else STATIC}>\n'
        yield from _columns("node", nodes.types)
        yield from _columns("edge", _types(kept, {MAY_HOLD} if graph.maybe else set()))
        yield from nodes.lines()
        yield f'<edges count="{kept.count}">\n'
        yield from edges.lines(kept)
        swapped = kept.tables.swapped
    yield "</edges>\n</graph>\n</gexf>\n"
    return escape.replaced.told() + ((SWAPPED.format(swapped),) if swapped else ())


def _types(kept: Kept, selected: AbstractSet[str]) -> Mapping[str, str]:
    """Give the columns that edges have values for, with their types; some only selections have."""
    missing = {*DATED, *NOTED, MAY_HOLD} - selected - kept.dated - kept.tables.noted if kept.count else set(EDGE_TYPES)
    return {name: form for name, form in EDGE_TYPES.items() if name not in missing}


def _meta(graph: Graph, escape: Escape) -> str:
    newest = max((document.issued for document in graph.corpus.documents.values()), default=None)
    day = f' lastmodifieddate="{newest}"' if newest else ""
    about = "one edge for each subject, predicate and object; weight = number of independent voices"
    if graph.options.also:
        about += f"; what is {', '.join(sorted(graph.options.also))} is no fact, and has kinds of its own"
    if graph.options.full:
        about += "; nodes of the type Literal are values, not entities"
    told = escape.text(f"{graph.corpus.title} ({about}) {graph.notice}".strip())
    return f"<meta{day}><creator>kg</creator><description>{told}</description></meta>\n"


def _columns(kind: str, types: Mapping[str, str]) -> Iterator[str]:
    if types:
        yield f'<attributes class="{kind}">\n'
        yield from (f'<attribute id="{name}" title="{name}" type="{form}"/>\n' for name, form in types.items())
        yield "</attributes>\n"
