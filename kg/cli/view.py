"""``kg view``: the network view, of everything or of a selection."""

from pathlib import Path

import click

from kg.cli._common import corpus_argument
from kg.cli._common import count
from kg.cli._common import graph_options
from kg.cli._common import new_folder
from kg.cli._common import verbosity
from kg.cli._selecting import graph_selected
from kg.cli._selecting import selection_options
from kg.selection import Selection


@click.command(epilog="Example: kg view --around Mayadeen --hops 2 -o mayadeen.html --open")
@corpus_argument
@selection_options
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), default="graph.html", show_default=True
)
@click.option("--open", "show", is_flag=True, help="Open it in the browser.")
@graph_options
@verbosity
def command(
    corpus: Path | None,
    output: Path,
    selection: Selection,
    policy: str,
    base: str | None,
    *,
    show: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Write a network view as one HTML page that works offline."""
    graph = graph_selected(corpus, selection, policy, base, quiet=quiet, verbose=verbose)
    made = new_folder(output)
    graph.to_html(output)
    if not quiet:
        network = graph.network
        drawn = f"{count(len(network.nodes), 'entity')}, {count(len(network.edges), 'edge')}"
        why = "" if network.edges else f", since no claim is a plain edge between entities (policy {graph.policy})"
        click.echo(f"wrote {output}{made}: {drawn}{why}")
    if show:
        click.launch(str(output))
