"""The claims table as CSV (RFC 4180, UTF-8): the columns of ``claims.jsonl``, lists joined.

A cell that a spreadsheet would take for a formula gets an apostrophe in front, and that is told.
"""

import json
from collections.abc import Generator
from typing import Any

from kg.export import exporter
from kg.export.cells import Whole
from kg.export.cells import line
from kg.export.xml import ILLEGAL
from kg.graph import Graph
from kg.table import COLUMNS
from kg.table import rows

CHAIN, LIST = " > ", "; "


@exporter("csv", file="claims.csv", about="the claims table, for spreadsheets")
def write(graph: Graph) -> Generator[str, None, tuple[str, ...]]:
    """Give the header and a row for each claim. Return what was replaced."""
    whole = Whole(ILLEGAL)
    yield line(COLUMNS)
    for row in rows(graph.corpus, graph.policy):
        yield line([whole.harmless(_text(name, row[name])) for name in COLUMNS])
    return whole.told()


def _text(name: str, value: Any) -> str:  # noqa: ANN401
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if name == "evidence":
        return LIST.join(f"{one['file']}:{one['start']}-{one['end']} “{one['exact']}”" for one in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False) if value else ""
    if isinstance(value, list):
        return (CHAIN if name == "voices" else LIST).join(value)
    return str(value)
