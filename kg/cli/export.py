"""``kg export``: one output alone."""

import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click

from kg.cli._common import corpus_argument
from kg.cli._common import count
from kg.cli._common import graph_options
from kg.cli._common import new_folder
from kg.cli._common import show_table
from kg.cli._common import verbosity
from kg.cli._selecting import graph_selected
from kg.cli._selecting import selection_options
from kg.errors import WriteError
from kg.errors import unknown_among
from kg.export import Format
from kg.export import formats
from kg.graph import Graph
from kg.selection import Selection
from kg.stream import Stream
from kg.stream.options import DRAWABLE
from kg.stream.options import Options
from kg.write import Pieces
from kg.write import chosen
from kg.write import encoded
from kg.write import write_file


def _list(context: click.Context, _parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001  # click calls it
    if value:
        rows = [[one.name, one.file, one.about] for one in formats().values()]
        show_table("", ["format", "file", "for"], rows)
        context.exit()


@click.command(epilog="Example: kg export gexf --around Mayadeen --hops 2 -o mayadeen.gexf")
@click.argument("name", metavar="FORMAT", required=False)
@corpus_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    help="File; - for standard output. One that ends in .gz is compressed.",
)
@click.option("--list", is_flag=True, is_eager=True, expose_value=False, callback=_list, help="List the formats.")
@click.option("--metrics", is_flag=True, help="Degrees, betweenness, PageRank, community … of each node, as columns.")
@click.option(
    "--also",
    multiple=True,
    metavar="KIND",
    help=f"Draw what is no plain edge, as kinds of its own: {', '.join(DRAWABLE)}; repeatable, or with commas.",
)
@click.option("--static", is_flag=True, help="Edges without times to filter by (GEXF); dates stay as columns.")
@click.option("--full", is_flag=True, help="Values that are not entities (numbers, names …) as nodes, too.")
@selection_options
@graph_options
@verbosity
def command(
    name: str | None,
    corpus: Path | None,
    output: Path | None,
    selection: Selection,
    policy: str,
    base: str | None,
    *,
    metrics: bool,
    also: tuple[str, ...],
    static: bool,
    full: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Write one format to a file (default: its usual name, here), of the whole graph or of a selection."""
    if name is None:
        message = f"which format? One of {', '.join(formats())} (kg export --list says what each is for)"
        raise click.UsageError(message)
    (one,) = chosen([name])
    if metrics and not one.columns:
        able = ", ".join(other.name for other in formats().values() if other.columns)
        message = f"--metrics: {name} has no nodes with columns; these have: {able}"
        raise click.UsageError(message)
    options = Options(_drawable(also), static, full)
    _heeded(one, options)
    graph = graph_selected(corpus, selection, policy, base, quiet=quiet, verbose=verbose)
    if metrics:
        graph.columns = graph.measures.columns
        if not quiet:
            click.echo(graph.measures.caution, err=True)
    graph.options = options
    path, pieces = output or Path(one.file), Pieces(one.write(graph))
    made = new_folder(path)
    if str(path) == "-":
        _to_standard_output(pieces)
    else:
        write_file(path, pieces)
    if not quiet:
        for remark in (*_nothing(one, graph), *pieces.remarks):
            click.echo(f"{path}: {remark}", err=True)
        if str(path) != "-" and path.is_file():  # not into a pipe, after what stands there
            click.echo(f"wrote {path}{made}")


def _nothing(one: Format, graph: Graph) -> Iterator[str]:
    """Say that a network has no edge, and how it could have some: nothing drawn does not mean nothing told."""
    options, claims = graph.options, graph.corpus.claims
    if "also" in one.options and Stream(graph.corpus, graph.policy, options.also, options.full).is_empty:
        told = count(sum(claim.key not in graph.corpus.context for claim in claims), "claim")
        more = "--also and --full draw more" if "full" in one.options else "--also draws more"
        yield f"no edge is in it: of {told}, none is a plain edge between entities (policy {graph.policy}); {more}"


def _to_standard_output(pieces: Pieces) -> None:
    """Write bytes, the same on every system, in blocks."""
    out = sys.stdout.buffer
    try:
        out.writelines(encoded(pieces))
        out.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        message = f"can't write standard output: {error.strerror or error}"
        raise WriteError(message) from error


def _drawable(also: tuple[str, ...]) -> frozenset[str]:
    names = [name.strip() for several in also for name in several.split(",")]
    for name in names:
        if name not in DRAWABLE:
            raise click.UsageError(unknown_among(f"--also: there is no {name!r}", name, DRAWABLE, "kinds"))
    return frozenset(names)


def _heeded(one: Format, options: Options) -> None:
    """Refuse options that a format does not heed."""
    for field in fields(options):
        if getattr(options, field.name) and field.name not in one.options:
            able = ", ".join(other.name for other in formats().values() if field.name in other.options)
            message = f"--{field.name}: {one.name} can't do that; these can: {able}"
            raise click.UsageError(message)
