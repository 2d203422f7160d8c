"""``kg stats``: what a graph holds, in tables."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import click
from click.core import ParameterSource

from kg.cli._common import corpus_argument
from kg.cli._common import graph_options
from kg.cli._common import show_table
from kg.cli._common import verbosity
from kg.cli._network import show_network
from kg.cli._selecting import graph_selected
from kg.cli._selecting import selection_options
from kg.graph import Graph
from kg.projection import Layer
from kg.projection import layer
from kg.selection import Selection

TOP = 15  # rows of a table of many


@click.command(epilog="Example: kg stats --network --around Mayadeen --hops 2")
@corpus_argument
@click.option("--network", is_flag=True, help="Who stands where in the network: degrees, betweenness, communities.")
@click.option("--top", type=click.IntRange(1), default=TOP, show_default=True, help="Rows of the network's tables.")
@click.option(
    "--format",
    "style",
    type=click.Choice(["table", "json", "md"]),
    default="table",
    show_default=True,
    help="Of the network's tables; JSON holds every entity.",
)
@selection_options
@graph_options
@verbosity
def command(
    corpus: Path | None,
    top: int,
    style: str,
    selection: Selection,
    policy: str,
    base: str | None,
    *,
    network: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Show what a graph, or a part of it, holds: documents, claims by mode and certainty, edges, entities, voices.

    With --network it shows who stands where: edges, independent voices, betweenness, PageRank, communities and parts
    of the network of plain edges. That is who is written about, and beside whom; it is not who is powerful.
    """
    source = click.get_current_context().get_parameter_source
    if not network and any(source(name) is not ParameterSource.DEFAULT for name in ("top", "style")):
        message = "--top and --format need --network"
        raise click.UsageError(message)
    graph = graph_selected(corpus, selection, policy, base, quiet=quiet, verbose=verbose)
    if network:
        show_network(graph, style, top)
        return
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
