"""The claims table as JSON Lines: one object a line (https://jsonlines.org/)."""

import json
from collections.abc import Iterator

from kg.export import exporter
from kg.graph import Graph
from kg.table import rows


@exporter("jsonl", file="claims.jsonl", about="the claims table, an object a line: for scripts")
def write(graph: Graph) -> Iterator[str]:
    """Give a line for each claim."""
    for row in rows(graph.corpus, graph.policy):
        yield json.dumps(row, ensure_ascii=False) + "\n"
