"""Tables for ``neo4j-admin database import`` (https://neo4j.com/docs/operations-manual/current/import/).

Everything stands as it is: what is a list has U+001F between its items, since a sentence may hold any other
character, and texts may have several lines, so the import needs ``--array-delimiter=U+001F --multiline-fields=true``.
"""

from collections.abc import Generator
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping

from kg.export import exporter
from kg.export.cells import Whole
from kg.export.xml import ILLEGAL
from kg.graph import Graph
from kg.stream.drawing import Value

BETWEEN = "\x1f"
TYPES = {"string": "string", "liststring": "string[]", "double": "double", "integer": "int", "boolean": "boolean"}
DAYS = {"start", "end"}
LABEL = "Entity"  # of every node


@exporter(
    "neo4j-nodes",
    file="neo4j-nodes.csv",
    about="the network's entities: for neo4j-admin's import",
    columns=True,
    options=("also",),
)
def write_nodes(graph: Graph) -> Generator[str, None, tuple[str, ...]]:
    """Give the heading and a row for each entity that an edge touches; its classes are its labels."""
    whole = Whole(ILLEGAL)
    types = graph.drawing.node_types
    yield _line(["id:ID", ":LABEL", "label:string", *headings(types)])
    for node in graph.drawing.nodes():
        labels = list(dict.fromkeys([*node.lineage, LABEL]))
        own = [_cell(node.id, whole), _cell(labels, whole), _cell(node.label, whole)]
        yield _line([*own, *_cells(node.values, types, whole)])
    return whole.told()


@exporter(
    "neo4j-edges",
    file="neo4j-edges.csv",
    about="the network's relationships: for neo4j-admin's import",
    options=("also",),
)
def write_edges(graph: Graph) -> Generator[str, None, tuple[str, ...]]:
    """Give the heading and a row for each edge; its kind is its type."""
    whole = Whole(ILLEGAL)
    types = graph.drawing.edge_types
    own = ["id:string", "label:string", "weight:int", "line:string"]
    yield _line([":START_ID", ":END_ID", ":TYPE", *own, *headings(types)])
    for edge in graph.drawing.edges():
        ends = [_cell(end, whole) for end in (edge.source, edge.target, edge.kind)]
        told = [_cell(value, whole) for value in (edge.id, edge.label, edge.weight, edge.line)]
        yield _line([*ends, *told, *_cells(edge.values, types, whole)])
    return whole.told()


def headings(types: Mapping[str, str]) -> list[str]:
    """Give columns with their types as Neo4j calls them."""
    return [f"{name}:{'date' if name in DAYS else TYPES[form]}" for name, form in types.items()]


def _cells(values: Mapping[str, Value], columns: Iterable[str], whole: Whole) -> Iterator[str]:
    return (_cell(values[name], whole) if name in values else "" for name in columns)


def _cell(value: Value, whole: Whole) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(value)
    items = [value] if isinstance(value, str) else value
    text = BETWEEN.join(map(whole.text, items)).replace('"', '""')
    return f'"{text}"'


def _line(cells: Iterable[str]) -> str:
    return ",".join(cells) + "\n"
