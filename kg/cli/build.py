"""``kg build``: every output file of a corpus."""

from pathlib import Path

import click

from kg.cli._common import console
from kg.cli._common import corpus_argument
from kg.cli._common import count
from kg.cli._common import graph_of
from kg.cli._common import graph_options
from kg.cli._common import show_table
from kg.cli._common import verbosity
from kg.export import Format
from kg.export import formats as known_formats
from kg.graph import Graph
from kg.write import Written
from kg.write import chosen
from kg.write import write_folder

KILO = 1000


@click.command(epilog="Example: kg build my-corpus -o build --only ttl --only gexf")
@corpus_argument
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), default="build", show_default=True)
@click.option("--only", multiple=True, metavar="FORMAT", help="Only this format (see kg export --list); repeatable.")
@graph_options
@verbosity
def command(
    corpus: Path | None,
    output: Path,
    only: tuple[str, ...],
    policy: str,
    base: str | None,
    *,
    quiet: bool,
    verbose: bool,
) -> None:
    """Check a corpus and write every output file into a folder.

    CORPUS is a folder with a corpus.yaml; the default is the current folder, else the built-in corpus.
    Files are written beside and renamed: if anything fails, what stood there before still stands.
    """
    formats = chosen(name for several in only for name in several.split(","))
    graph = graph_of(corpus, policy, base, quiet=quiet, verbose=verbose)
    written = _write(graph, output, [one.name for one in formats], quiet=quiet)
    if not quiet:
        _show(graph, output, written)
        for one in written:
            for remark in one.remarks:
                click.echo(f"{one.path}: {remark}", err=True)
        if not only:
            _tell_missing()


def _write(graph: Graph, output: Path, only: list[str], *, quiet: bool) -> list[Written]:
    from rich.progress import Progress  # noqa: PLC0415

    screen = console(err=True)
    with Progress(console=screen, transient=True, disable=quiet or not screen.is_terminal) as progress:
        task = progress.add_task("checking", total=len(only))

        def begin(one: Format) -> None:
            progress.update(task, description=one.file, advance=1)

        return list(write_folder(graph, output, only, begin))


def _show(graph: Graph, output: Path, written: list[Written]) -> None:
    rows = [[one.format.file, _size(one.size), f"{one.seconds:.2f} s", one.format.about] for one in written]
    corpus = graph.corpus
    edges = count(len(graph.network.edges), "plain edge")
    claims = f"{count(len(corpus.claims), 'claim')} from {count(len(corpus.documents), 'document')}"
    show_table(f"{output}/", ["file", "size", "time", "for"], rows, numbers=(1, 2))
    click.echo(f"{claims}, {edges} between {count(len(graph.network.nodes), 'entity')}")


def _tell_missing() -> None:
    for one in known_formats().values():
        why = one.missing()
        if why:
            click.echo(f"left out: {one.file}: {why}", err=True)


def _size(size: int) -> str:
    """Give a size in bytes as people read it (decimal units)."""
    number = float(size)
    for unit in ("B", "kB", "MB"):
        if number < KILO:
            return f"{number:.0f} {unit}" if unit == "B" else f"{number:.1f} {unit}"
        number /= KILO
    return f"{number:.1f} GB"
