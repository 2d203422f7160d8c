"""``kg export``: one output alone."""

from pathlib import Path

import click

from kg.cli._common import corpus_argument
from kg.cli._common import graph_options
from kg.cli._common import show_table
from kg.cli._common import verbosity
from kg.cli._selecting import graph_selected
from kg.cli._selecting import selection_options
from kg.export import formats
from kg.selection import Selection
from kg.write import chosen
from kg.write import write_file


def _list(context: click.Context, _parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001  # click calls it
    if value:
        rows = [[one.name, one.file, one.about] for one in formats().values()]
        show_table("", ["format", "file", "for"], rows)
        context.exit()


@click.command(epilog="Example: kg export gexf --around Mayadeen --hops 2 -o mayadeen.gexf")
@click.argument("name", metavar="FORMAT")
@corpus_argument
@click.option("-o", "--output", type=click.Path(path_type=Path, allow_dash=True), help="File; - for standard output.")
@click.option("--list", is_flag=True, is_eager=True, expose_value=False, callback=_list, help="List the formats.")
@click.option("--metrics", is_flag=True, help="Degrees, betweenness, PageRank, community … of each node, as columns.")
@selection_options
@graph_options
@verbosity
def command(
    name: str,
    corpus: Path | None,
    output: Path | None,
    selection: Selection,
    policy: str,
    base: str | None,
    *,
    metrics: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Write one format to a file (default: its usual name, here), of the whole graph or of a selection."""
    (one,) = chosen([name])
    if metrics and not one.columns:
        able = ", ".join(other.name for other in formats().values() if other.columns)
        message = f"--metrics: {name} has no nodes with columns; these have: {able}"
        raise click.UsageError(message)
    graph = graph_selected(corpus, selection, policy, base, quiet=quiet, verbose=verbose)
    if metrics:
        graph.columns = graph.measures.columns
        if not quiet:
            click.echo(graph.measures.caution, err=True)
    path = output or Path(one.file)
    if str(path) == "-":
        for piece in one.write(graph):
            click.echo(piece, nl=False)
        return
    write_file(path, one.write(graph))
    if not quiet:
        click.echo(f"wrote {path}")
