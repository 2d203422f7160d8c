"""``kg publish``: the graph put on a server that takes SPARQL."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli._asking import naming_timeout
from kg.cli._asking import source
from kg.cli._common import clean
from kg.cli._common import console
from kg.cli._common import corpus_argument
from kg.cli._common import count
from kg.cli._common import show_table
from kg.cli._common import verbosity
from kg.cli._remote import logins

if TYPE_CHECKING:
    from kg.remote.publish import Published
    from kg.remote.publish import Publisher
    from kg.remote.quads import Survey
    from kg.remote.state import State

KILO = 1000
SENDABLE = {".nq", ".nt"}


@click.command(epilog="Example: kg publish --endpoint http://localhost:3030/ds/query")
@corpus_argument
@click.option("--endpoint", metavar="URL", required=True, help="Where the server takes queries.")
@click.option("--graph-store", metavar="URL", help="Where it speaks the Graph Store Protocol (else it is looked for).")
@click.option("--update", metavar="URL", help="Where it takes updates (else it is looked for).")
@click.option("--user", metavar="NAME", help="Whose password to take from KG_ENDPOINT_PASSWORD or netrc.")
@click.option("--data", type=click.Path(path_type=Path, dir_okay=False), help="An N-Quads file instead of the graph.")
@click.option("--replace", is_flag=True, help="First empty the server's graphs of these names; asks before it does.")
@click.option("--yes", is_flag=True, help="Replace without being asked.")
@click.option("--resume", is_flag=True, help="Go on where an interrupted run stopped.")
@click.option("--dry-run", is_flag=True, help="Show what would be sent, and send nothing.")
@click.option(
    "--batch", type=click.IntRange(1), default=900, show_default=True, metavar="KB", help="Size of a request."
)
@click.option("--timeout", type=click.FloatRange(0, min_open=True), default=300.0, show_default=True, metavar="S")
@verbosity
def command(
    corpus: Path | None,
    endpoint: str,
    graph_store: str | None,
    update: str | None,
    user: str | None,
    data: Path | None,
    *,
    replace: bool,
    yes: bool,
    resume: bool,
    dry_run: bool,
    batch: int,
    timeout: float,
    quiet: bool,
    verbose: bool,
) -> None:
    """Put the graph on a server: Fuseki, Oxigraph, RDF4J, GraphDB and others.

    It goes there in batches, which a busy server may refuse and gets again. What is there already stays,
    unless --replace is given: then the graphs of the same names are emptied first, the default graph too,
    whoever filled them. At the end the server's triples are counted. The graph is build/graph.nq where
    that is there, else the corpus is built. A login comes from KG_ENDPOINT_USER and KG_ENDPOINT_PASSWORD,
    KG_ENDPOINT_TOKEN, or netrc.
    """
    from kg.remote.address import Address  # noqa: PLC0415
    from kg.remote.publish import Publisher  # noqa: PLC0415
    from kg.remote.publish import Way  # noqa: PLC0415
    from kg.remote.quads import survey  # noqa: PLC0415
    from kg.remote.target import given  # noqa: PLC0415

    address, target = Address.read(endpoint), given(graph_store, update)
    path = _path(data, corpus, verbose=verbose and not quiet)
    held = survey(path)
    if dry_run:
        _show_plan(path, held, batch)
    if dry_run and not replace:
        return
    way = Way(batch=batch * KILO, seconds=timeout)
    ours, targets = logins(address, target.address if target else address, user)
    with naming_timeout(), Publisher(endpoint, target, ours, way, targets) as publisher:
        if dry_run:
            click.echo(clean("\n".join(["--replace would empty:", *_emptied(publisher.counts(held))])))
            return
        state = publisher.begin(path, held, resume=resume)
        if not quiet:
            _announce(publisher, state, path, resume=resume)
        if replace and not state.done:
            _agree(state, yes=yes, quiet=quiet)
            publisher.clear(held)
        _send(publisher, path, state, held, quiet=quiet)
        published = publisher.end(held, state)
    if not quiet:
        _show(published)


def _path(data: Path | None, corpus: Path | None, *, verbose: bool) -> Path:
    """Give the file to send: the one named, else that of the graph."""
    if data is None:
        return source((), corpus, verbose=verbose).files[0]
    if corpus is not None:
        message = "give a corpus or --data, not both"
        raise click.UsageError(message)
    if data.suffix not in SENDABLE:
        message = f"{data}: --data takes N-Quads or N-Triples (.nq, .nt), which can be cut into batches"
        raise click.UsageError(message)
    return data


def _announce(publisher: "Publisher", state: "State", path: Path, *, resume: bool) -> None:
    target = publisher.target()
    begun = f", from byte {state.done:,} on" if state.done else ", from the beginning" if resume else ""
    click.echo(clean(f"{path} → {target.address} ({target.about}){begun}"), err=True)


def _emptied(counts: Mapping[str, int]) -> list[str]:
    from kg.remote.publish import name  # noqa: PLC0415

    return [f"  {name(graph)}: {count(number, 'triple')}" for graph, number in counts.items()]


def _agree(state: "State", *, yes: bool, quiet: bool) -> None:
    """Say what will be emptied, and have it agreed to where anything is there."""
    lines = "\n".join(["--replace empties on the server, whoever put it there:", *_emptied(state.before)])
    wanted = any(state.before.values()) and not yes
    if wanted and not sys.stdin.isatty():
        message = f"{lines}\nNothing was changed: add --yes if that is right"
        raise click.UsageError(clean(message))
    if wanted or not quiet:
        click.echo(clean(lines), err=True)
    if wanted:
        click.confirm("Empty them?", abort=True, err=True)


def _send(publisher: "Publisher", path: Path, state: "State", held: "Survey", *, quiet: bool) -> None:
    from rich.progress import Progress  # noqa: PLC0415

    screen = console(err=True)
    with Progress(console=screen, transient=True, disable=quiet or not screen.is_terminal) as progress:
        task = progress.add_task("sending", total=held.size, completed=state.done)
        for done in publisher.send(path, state):
            progress.update(task, completed=done)


def _show_plan(path: Path, held: "Survey", batch: int) -> None:
    from kg.remote.publish import name  # noqa: PLC0415

    rows = [[name(graph), f"{number:,}"] for graph, number in held.graphs.items()]
    show_table(str(path), ["graph", "triples"], rows, numbers=(1,))
    megabytes, each = held.size / KILO**2, batch / KILO
    click.echo(f"{megabytes:.1f} MB, to be sent in batches of {each:.1f} MB; nothing was sent")


def _show(published: "Published") -> None:
    from kg.remote.publish import name  # noqa: PLC0415

    rows = [
        [name(graph), f"{wanted:,}", f"{published.before.get(graph, 0):,}", f"{published.after[graph]:,}"]
        for graph, wanted in published.wanted.items()
    ]
    show_table("", ["graph", "sent", "there before", "there now"], rows, numbers=(1, 2, 3))
    if published.is_union:
        click.echo(
            "note: this server shows the named graphs in the default graph too: plain queries also see "
            "background statements and inferred edges; with the server's setting for it off, they do not",
            err=True,
        )
