"""``kg serve``: the graph over HTTP."""

import socket
import tempfile
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli._common import clean
from kg.cli._common import corpus_argument
from kg.cli._common import graph_of
from kg.cli._common import graph_options
from kg.cli._common import verbosity
from kg.cli._memory import memory_option
from kg.cli._memory import share
from kg.errors import KgError
from kg.graph import Graph
from kg.query.request import Limits

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from kg.serve.asking import Desk

BUILD = Path("build")
ANYWHERE, NOBODY = "*", "none"
HEADERS = 2**16  # bytes of a request's line and headers
GRACE = 2  # seconds for open requests to end after Ctrl-C


@click.command(epilog="Example: kg serve --port 8000")
@corpus_argument
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
@click.option("--corpus", "named", type=click.Path(path_type=Path), help="The same as CORPUS.")
@click.option("--build", type=click.Path(path_type=Path), default=BUILD, show_default=True, help="Folder for /data/.")
@click.option("--timeout", type=click.FloatRange(0, min_open=True), default=30.0, show_default=True, metavar="S")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Queries that run at once.")
@click.option(
    "--cors",
    default=ANYWHERE,
    show_default=True,
    metavar="ORIGIN",
    help="Site whose scripts may read answers, * or none.",
)
@memory_option
@graph_options
@verbosity
def command(
    corpus: Path | None,
    named: Path | None,
    host: str,
    port: int,
    build: Path,
    timeout: float,
    workers: int,
    cors: str,
    memory: float | None,
    policy: str,
    base: str | None,
    *,
    quiet: bool,
    verbose: bool,
) -> None:
    """Serve the graph: a SPARQL endpoint, pages for everything it names, and the files of a build.

    It answers on this machine only, unless --host says otherwise; then everybody who can reach that
    address can read the corpus.
    """
    graph = graph_of(corpus or named, policy, base, quiet=quiet, verbose=verbose)
    listening = _listen(host, port)
    if not _is_loopback(host):
        click.echo(f"warning: {host} is not this machine alone: who can reach it can read all of this corpus", err=True)

    def ready() -> None:
        if not quiet:
            _say(graph, _address(host, listening.getsockname()[1]), cors)

    with listening, tempfile.TemporaryDirectory(prefix="kg-serve-") as stage:
        from kg.serve.app import application  # noqa: PLC0415
        from kg.serve.settings import Settings  # noqa: PLC0415

        desk = _desk(graph, Path(stage), workers, Limits(seconds=timeout, memory=share(memory, workers)))
        settings = Settings(graph, desk, build, _hosts(host), "" if cors == NOBODY else cors)
        _run(application(settings, ready), listening, verbose=verbose)


def _say(graph: Graph, address: str, cors: str) -> None:
    click.echo(f"serving {clean(graph.corpus.title)}")
    click.echo(f"{address}   (SPARQL: {address}sparql; Ctrl-C ends it)")
    if cors == ANYWHERE:
        click.echo("scripts of any website may read it: --cors none forbids that")


def _desk(graph: Graph, stage: Path, workers: int, limits: Limits) -> "Desk":
    from kg.query.pool import Pool  # noqa: PLC0415
    from kg.query.source import of_files  # noqa: PLC0415
    from kg.serve.asking import Desk  # noqa: PLC0415
    from kg.write import write_file  # noqa: PLC0415

    write_file(stage / "graph.nq", graph.nquads())
    return Desk(Pool(of_files([stage / "graph.nq"], stage / "stores"), workers, limits, lasting=True), workers)


def _run(application: "Starlette", listening: socket.socket, *, verbose: bool) -> None:
    import uvicorn  # noqa: PLC0415

    from kg.cli._transport import Patient  # noqa: PLC0415

    config = uvicorn.Config(
        application,
        http=Patient,
        ws="none",
        log_level="info" if verbose else "warning",
        server_header=False,
        h11_max_incomplete_event_size=HEADERS,
        timeout_graceful_shutdown=GRACE,
    )
    server = uvicorn.Server(config)
    with suppress(KeyboardInterrupt):  # asked for, so it is no error; a job in the background has none
        server.run(sockets=[listening])
        if not server.started:
            message = "the server did not start: -v says more"
            raise KgError(message)
    click.echo("stopped", err=True)


def _listen(host: str, port: int) -> socket.socket:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        made = socket.socket(*found[:3])  # with its protocol, or small answers wait for an acknowledgement
    except OSError as error:
        message = f"can't listen on {host}: {error.strerror or error}"
        raise KgError(message) from error
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind(found[4])
        made.listen(2**11)
    except OSError as error:
        made.close()
        message = f"can't listen on {host}, port {port}: {error.strerror or error}; --port 0 takes a free one"
        raise KgError(message) from error
    return made


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _hosts(host: str) -> frozenset[str]:
    """Give the names under which a server on this machine is asked; any, for one that others reach."""
    from kg.serve.settings import LOOPBACK  # noqa: PLC0415

    return LOOPBACK | {host.lower()} if _is_loopback(host) else frozenset()


def _address(host: str, port: int) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"
