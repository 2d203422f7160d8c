"""Tables of nodes and edges with the headings that Gephi's spreadsheet import knows (RFC 4180, UTF-8).

``Kind`` keeps parallel edges apart, ``Timeset`` holds the days (columns of their own for first and last day
would make Gephi refuse the table, and so would bare days of another). A text that a spreadsheet would take for a
formula gets an apostrophe in front. For Gephi, INF is parted, or it reads infinity, and a backslash is doubled,
or it takes the rest of the row for the cell. Gephi guesses from the first rows what a column holds, and leaves out
whatever is something else: where a column of texts begins with numbers or dates alone, the first is made a text.
"""

import re
from collections.abc import Container
from collections.abc import Generator
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from itertools import chain
from itertools import islice

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
from kg.stream.drawing import DrawnEdge
from kg.stream.drawing import Value

LIST = "; "
FORMS = {"quotes": "“{}”", "edtf": "edtf:{}", "notes": "note: {}"}
LEFT_OUT = {SPELLS, "start", "end"}
OPEN = "Infinity"
NODES = ("Id", "Label")
EDGES = ("Source", "Target", "Type", "Kind", "Id", "Label", "Weight")
TIME = "Timeset"
TEXTS = {"string", "liststring"}
GUESSED_FROM = 25  # rows
WORD = re.compile("[^\\W\\d_]|“")  # how a text begins that Gephi takes for nothing else, but for these:
VALUES = {"true", "false", "nan", "infinity"}
NUMBER = re.compile("[1-9][0-9]{0,8}")  # an identifier that is as good as a number


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
    types = graph.drawing.node_types
    yield line((*NODES, *types))
    rows = (
        [cells.label(node.id), cells.label(node.label), *cells.row(node.values, types)]
        for node in graph.drawing.nodes()
    )
    yield from map(line, cells.typed(rows, (*NODES, *types), _texts(types) - _numbers(graph)))
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
    types = {name: form for name, form in graph.drawing.edge_types.items() if name not in LEFT_OUT}
    times = (TIME,) if SPELLS in graph.drawing.edge_types else ()
    before = (*EDGES, *times)
    yield line((*before, *types))
    rows = ([*_own(edge, cells, times), *cells.row(edge.values, types)] for edge in graph.drawing.edges())
    yield from map(line, cells.typed(rows, (*before, *types), _texts(types)))
    return cells.told()


def _texts(types: Mapping[str, str]) -> set[str]:
    return {name for name, form in types.items() if form in TEXTS}


def _numbers(graph: Graph) -> set[str]:
    """Give the nodes' columns whose texts are whole numbers, all of them."""
    found = set(graph.drawing.node_types)
    for node in graph.drawing.nodes():
        found -= {name for name, value in node.values.items() if not NUMBER.fullmatch(str(value))}
    return found


def _own(edge: DrawnEdge, cells: "_Cells", times: Iterable[str]) -> Iterator[str]:
    """Give what Gephi knows by its heading."""
    yield from (cells.label(edge.source), cells.label(edge.target), "Directed", cells.label(edge.kind), edge.id)
    yield from (cells.label(edge.label), str(edge.weight), *(timeset(edge.values.get(SPELLS)) for _ in times))


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


def is_doubtful(text: str) -> bool:
    """Tell whether Gephi may take a text for a number, a date, a list or a truth.

    >>> [is_doubtful(text) for text in ("1984", "2017-10", "true", "4th Brigade", "Brigade 4")]
    [True, True, True, True, False]
    """
    return not WORD.match(text) or text.lower() in VALUES


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

    def typed(self, rows: Iterator[list[str]], columns: Sequence[str], texts: Container[str]) -> Iterator[list[str]]:
        """Give rows whose columns of texts Gephi takes for such."""
        first = list(islice(rows, GUESSED_FROM))
        for number, name in enumerate(columns):
            filled = [row for row in first if row[number]] if name in texts else []
            if filled and all(is_doubtful(row[number]) for row in filled):
                filled[0][number] += JOINER
                self.doubtful += 1
        return chain(first, rows)

    def label(self, text: str) -> str:
        """Give a text in which INF may stand, or an id: Gephi reads infinity in its columns alone."""
        return self.harmless(self.text(text).replace("\\", "\\\\"))
