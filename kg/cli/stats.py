"""``kg stats``: what a graph holds, in tables."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import click

from kg.cli._common import corpus_argument
from kg.cli._common import graph_of
from kg.cli._common import graph_options
from kg.cli._common import show_table
from kg.cli._common import verbosity
from kg.graph import Graph
from kg.projection import Layer
from kg.projection import layer

TOP = 15  # rows of a table of many


@click.command(epilog="Example: kg stats my-corpus --policy wide")
@corpus_argument
@graph_options
@verbosity
def command(corpus: Path | None, policy: str, base: str | None, *, quiet: bool, verbose: bool) -> None:
    """Show what a graph holds: documents, claims by mode and certainty, edges, entities, voices."""
    graph = graph_of(corpus, policy, base, quiet=quiet, verbose=verbose)
    _documents(graph)
    claims = graph.corpus.claims
    _counts("claims by mode", "mode", (str(claim.mode) for claim in claims))
    _counts("claims by certainty and polarity", "certainty", (f"{c.certainty}, {c.polarity}" for c in claims))
    _counts("claims by voice", "voice", (graph.corpus.entities[claim.voices[-1]].label for claim in claims))
    _counts("plain edges by relation", "relation", (edge.label for edge in graph.network.edges))
    types = (graph.corpus.ontology.label(node.entity.type) for node in graph.network.nodes)
    _counts("drawn entities by type", "type", types)


def _documents(graph: Graph) -> None:
    corpus = graph.corpus
    rows = []
    for document in corpus.documents.values():
        own = [claim for claim in corpus.claims if document.id in claim.documents]
        projected = sum(layer(claim, graph.policy) is Layer.EDGES for claim in own)
        rows.append([document.id, document.issued.isoformat(), str(len(own)), str(projected), document.title])
    columns = ["document", "issued", "claims", "in plain edges", "title"]
    show_table(corpus.title, columns, rows, numbers=(2, 3))


def _counts(title: str, column: str, values: Iterable[str]) -> None:
    counted = Counter(values)
    rows = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    shown = [[name, str(number)] for name, number in rows[:TOP]]
    rest = sum(number for _, number in rows[TOP:])
    shown += [[f"{len(rows) - TOP} more", str(rest)]] if rest else []
    show_table(title, [column, "number"], shown, numbers=(1,))
