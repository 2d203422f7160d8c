"""Tables of nodes and edges with the headings that Gephi's spreadsheet import knows (RFC 4180, UTF-8).

``Kind`` keeps parallel edges apart, ``Timeset`` holds the days (columns of their own for first and last day
would make Gephi refuse the table, and so would bare days of another). A text that a spreadsheet would take for a
formula gets an apostrophe in front. For Gephi, INF is parted, or it reads infinity, and a backslash is doubled,
or it takes the rest of the row for the cell.
"""

from collections.abc import Generator
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping

from kg.export import exporter
from kg.export.cells import Whole
from kg.export.cells import line
from kg.export.xml import ILLEGAL
from kg.export.xml import INFINITY
from kg.export.xml import JOINER
from kg.export.xml import NOTHING
from kg.export.xml import unlike_nothing
from kg.graph import Graph
from kg.stream.columns import SPELLS
from kg.stream.drawing import Value

LIST = "; "
FORMS = {"quotes": "“{}”", "edtf": "edtf:{}", "notes": "note: {}"}
LEFT_OUT = {SPELLS, "start", "end"}
OPEN = "Infinity"
NODES = ("Id", "Label")
EDGES = ("Source", "Target", "Type", "Kind", "Id", "Label", "Weight")
TIME = "Timeset"


@exporter(
    "nodes",
    file="nodes.csv",
    about="the network's entities as a table: for Gephi and spreadsheets",
    columns=True,
    options=("also", "full"),
)
def write_nodes(graph: Graph) -> Generator[str, None, tuple[str, ...]]:
    """Give the heading and a row for each entity that an edge touches. Return what was replaced."""
    cells = _Cells()
    columns = tuple(graph.drawing.node_types)
    yield line((*NODES, *columns))
    for node in graph.drawing.nodes():
        yield line([cells.label(node.id), cells.label(node.label), *cells.row(node.values, columns)])
    return cells.told()


@exporter(
    "edges",
    file="edges.csv",
    about="the network's edges as a table: for Gephi and spreadsheets",
    options=("also", "full"),
)
def write_edges(graph: Graph) -> Generator[str, None, tuple[str, ...]]:
    """Give the heading and a row for each edge. Return what was replaced."""
    cells = _Cells()
    types = graph.drawing.edge_types
    columns = tuple(name for name in types if name not in LEFT_OUT)
    times = (TIME,) if SPELLS in types else ()
    yield line((*EDGES, *times, *columns))
    for edge in graph.drawing.edges():
        ends = cells.label(edge.source), cells.label(edge.target)
        spells = (timeset(edge.values.get(SPELLS)),) if times else ()
        row = (*ends, "Directed", cells.cell(edge.kind), edge.id, cells.label(edge.label), edge.weight, *spells)
        yield line([*row, *cells.row(edge.values, columns)])
    return cells.told()


def timeset(spells: Value | None) -> str:
    """Give intervals as Gephi reads them.

    >>> timeset(["../2017-10-14", "2018-01-01/.."])
    '<[-Infinity, 2017-10-14]; [2018-01-01, Infinity]>'
    """
    if not isinstance(spells, list):
        return ""
    pairs = (spell.split("/") for spell in spells)
    inner = (f"[{f'-{OPEN}' if first == '..' else first}, {OPEN if last == '..' else last}]" for first, last in pairs)
    return f"<{'; '.join(inner)}>"


class _Cells(Whole):
    """Makes cells, and counts what it changed."""

    def __init__(self) -> None:
        super().__init__(ILLEGAL)

    def row(self, values: Mapping[str, Value], columns: Iterable[str]) -> Iterator[str]:
        return (self.cell(values[name], FORMS.get(name, "{}")) if name in values else "" for name in columns)

    def cell(self, value: Value, form: str = "{}") -> str:
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, int | float):
            return str(value)
        several = value if isinstance(value, list) else [value]
        text = LIST.join(map(form.format, several))
        if INFINITY in text:
            self.parted += 1
            text = text.replace(INFINITY, f"I{JOINER}NF")
        if text.lower() == NOTHING:
            self.nothing += 1
            text = unlike_nothing(text)
        return self.label(text)

    def label(self, text: str) -> str:
        """Give a text in which INF may stand, or an id: Gephi reads infinity in its columns alone."""
        return self.harmless(self.text(text).replace("\\", "\\\\"))
