"""A Cypher script for Neo4j: ``cypher-shell -f graph.cypher``; running it again changes nothing.

Strangers' text stands in string literals alone, never in a comment. Some parsers decode ``\\uXXXX`` before they look
at quotes, so no backslash is ever followed by a ``u`` that was not meant. (https://neo4j.com/docs/cypher-manual/)
"""

import re
from collections.abc import Callable
from collections.abc import Generator
from collections.abc import Iterator
from collections.abc import Mapping

from kg.export import exporter
from kg.export.cells import Whole
from kg.export.neo4j_csv import DAYS
from kg.export.neo4j_csv import LABEL
from kg.graph import Graph
from kg.stream.drawing import Value

BATCH = 100  # rows of one statement
HALVES = re.compile("[\ud800-\udfff\ufffe\uffff]")  # no file in UTF-8 has the first, few readers the others
SPECIAL = re.compile("['\\\\\x00-\x1f\x7f-\x9f\u2028\u2029]")
ESCAPES = {"'": "\\'", "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
PARTED = "\\\\' + '"  # between a backslash and what it could be read with as an escape
UNNAMED = re.compile(r"[^\w:.\- ]")  # what no IRI's last part holds, and what could end a name
HEAD = """// One relationship for each subject, predicate and object; its weight is the number of independent voices.
CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (entity:Entity) REQUIRE entity.id IS UNIQUE;
"""


@exporter(
    "cypher", file="graph.cypher", about="the network as a Cypher script: for Neo4j", columns=True, options=("also",)
)
def write(graph: Graph) -> Generator[str, None, tuple[str, ...]]:
    """Give the script: a constraint, nodes by class, relationships by kind; some hundred rows a statement.

    Return what was left out.
    """
    yield HEAD
    whole, nodes = Whole(HALVES), _Batches(_nodes)
    for node in graph.drawing.nodes():
        row = _whole({"id": node.id, "label": node.label, **node.values}, whole)
        yield from nodes.add(tuple(dict.fromkeys([LABEL, *node.lineage])), literal(row))
    yield from nodes.rest()
    edges = _Batches(_edges)
    for edge in graph.drawing.edges():
        told: dict[str, Value] = {"id": edge.id, "label": edge.label, "weight": edge.weight, "line": str(edge.line)}
        ends = f"source: {_string(edge.source)}, target: {_string(edge.target)}"
        yield from edges.add((edge.kind,), f"{{{ends}, told: {literal(_whole({**told, **edge.values}, whole))}}}")
    yield from edges.rest()
    return whole.told()


def _whole(values: Mapping[str, Value], whole: Whole) -> dict[str, Value]:
    def text(value: Value) -> Value:
        return whole.text(value) if isinstance(value, str) else value

    return {
        name: list(map(whole.text, value)) if isinstance(value, list) else text(value) for name, value in values.items()
    }


class _Batches:
    """Rows that wait for others of their sort, so that one statement makes them all."""

    def __init__(self, statement: Callable[[tuple[str, ...]], str]) -> None:
        self.statement = statement
        self.waiting: dict[tuple[str, ...], list[str]] = {}

    def add(self, sort: tuple[str, ...], row: str) -> Iterator[str]:
        rows = self.waiting.setdefault(sort, [])
        rows.append(row)
        if len(rows) == BATCH:
            yield self._made(sort)

    def rest(self) -> Iterator[str]:
        yield from (self._made(sort) for sort in sorted(self.waiting))

    def _made(self, sort: tuple[str, ...]) -> str:
        rows = ",\n".join(self.waiting.pop(sort))
        return f"UNWIND [\n{rows}\n] AS row\n{self.statement(sort)};\n"


def _nodes(labels: tuple[str, ...]) -> str:
    first, *others = map(name, labels)
    more = f" SET entity:{':'.join(others)}" if others else ""
    return f"MERGE (entity:{first} {{id: row.id}}) SET entity += row{more}"


def _edges(kind: tuple[str, ...]) -> str:
    ends = "MATCH (source:Entity {id: row.source}) MATCH (target:Entity {id: row.target})"
    return f"{ends}\nMERGE (source)-[edge:{name(kind[0])} {{id: row.told.id}}]->(target) SET edge += row.told"


def name(text: str) -> str:
    """Give a name of a label, a type or a property in backticks.

    >>> name("denied:captured"), name("a`b")
    ('`denied:captured`', '`a_b`')
    """
    return f"`{UNNAMED.sub('_', text)}`"


def literal(values: Mapping[str, Value]) -> str:
    r"""Give a map.

    >>> print(literal({"start": "2017-10-14", "quotes": ["It's", "\\u0027"], "inferred": False}))
    {`start`: date('2017-10-14'), `quotes`: ['It\'s', '\\' + 'u0027'], `inferred`: false}
    """
    return f"{{{', '.join(f'{name(key)}: {_value(key, value)}' for key, value in values.items())}}}"


def _value(key: str, value: Value) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_string, value))}]"
    if isinstance(value, str):
        return f"date({_string(value)})" if key in DAYS else _string(value)
    return str(value).lower() if isinstance(value, bool) else repr(value)


def _string(text: str) -> str:
    return f"'{SPECIAL.sub(_escape, HALVES.sub('', text))}'"


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    parted = char == "\\" and match.string[match.end() : match.end() + 1] in {"u", "U"}
    return PARTED if parted else ESCAPES.get(char) or f"\\u{ord(char):04X}"
