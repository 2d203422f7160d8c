"""``kg view``: the network view, of everything or of what lies around an entity."""

from pathlib import Path

import click

from kg.cli._common import corpus_argument
from kg.cli._common import graph_of
from kg.cli._common import graph_options
from kg.cli._common import verbosity


@click.command(epilog="Example: kg view --around Mayadeen --hops 2 -o mayadeen.html --open")
@corpus_argument
@click.option("--around", metavar="ENTITY", help="Only what lies around this entity: an id, label or any spelling.")
@click.option("--hops", type=click.IntRange(1, 9), default=1, show_default=True, help="How far around it.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), default="graph.html", show_default=True
)
@click.option("--open", "show", is_flag=True, help="Open it in the browser.")
@graph_options
@verbosity
def command(
    corpus: Path | None,
    around: str | None,
    hops: int,
    output: Path,
    policy: str,
    base: str | None,
    *,
    show: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Write a network view as one HTML page that works offline."""
    graph = graph_of(corpus, policy, base, quiet=quiet, verbose=verbose)
    chosen = graph.around(around, hops) if around else graph
    chosen.to_html(output)
    if not quiet:
        click.echo(f"wrote {output}: {len(chosen.network.nodes):,} entities, {len(chosen.network.edges):,} edges")
    if show:
        click.launch(str(output))
