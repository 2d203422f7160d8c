"""What commands that ask questions share: where the data comes from, the limits, and how answers are shown."""

import atexit
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING
from typing import ParamSpec
from typing import TypeVar

import click

from kg.cli._common import clean
from kg.cli._common import corpus_folder
from kg.cli._common import count
from kg.cli._common import graph_of
from kg.cli._fresh import is_stale
from kg.cli._table import show_rows
from kg.errors import LimitError
from kg.errors import RemoteError
from kg.errors import WriteError
from kg.projection import Policy
from kg.query.answer import NO
from kg.query.answer import Answer
from kg.query.answer import Serialized
from kg.query.request import Limits
from kg.query.request import Request
from kg.query.results import ROWS
from kg.query.results import TRIPLES
from kg.query.source import Source
from kg.query.source import of_files
from kg.query.source import user_cache
from kg.resources import folder
from kg.write import write_file

if TYPE_CHECKING:
    from kg.query.pool import Pool
    from kg.remote.client import Endpoint

P = ParamSpec("P")
R = TypeVar("R")
BUILT = Path("build/graph.nq")
STYLES = ("table", "md", *ROWS, *TRIPLES)
MORE_TIME = "more time"  # how messages end that a longer --timeout would have spared
LARGEST = 2**26  # bytes of a corpus whose graph is kept between runs


def asking_options(function: Callable[P, R]) -> Callable[P, R]:
    """Add --data, --corpus, --format and --timeout."""
    path = click.Path(path_type=Path)
    data = click.option("--data", multiple=True, type=path, help="An RDF file instead of the graph; repeatable.")
    corpus = click.option("--corpus", type=path, help="Corpus folder to ask instead of build/.")
    style = click.option("--format", "style", type=click.Choice(STYLES), default="table", show_default=True)
    seconds = click.FloatRange(0, min_open=True)
    timeout = click.option("--timeout", type=seconds, default=Limits().seconds, show_default=True, metavar="S")
    return data(corpus(style(timeout(function))))


def media(style: str) -> tuple[str, str] | None:
    """Give the formats that the engine writes for a style: for rows, and for triples; None for tables.

    They are one and the same: one that does not fit the answer is an error, never another format instead.
    """
    return None if style in {"table", "md"} else (style, style)


def source(data: tuple[Path, ...], corpus: Path | None, *, verbose: bool) -> Source:
    """Give what is asked: given files, else build/graph.nq unless it is older than its corpus, else the corpus.

    Raises:
        click.UsageError: both files and a corpus are given.
        KgError: the corpus has errors.
    """
    if data and corpus is not None:
        message = "--data asks files, --corpus a corpus: give one of them"
        raise click.UsageError(message)
    built = corpus is None and not data and BUILT.is_file()
    if built and is_stale(BUILT):
        click.echo("build/ is older than the corpus: asking the corpus (kg build makes it new)", err=True)
        built = False
    if verbose:
        click.echo(f"asking {', '.join(map(str, data)) or (BUILT if built else corpus_folder(corpus))}", err=True)
    if data:
        return of_files(data, user_cache() / "stores")
    if built:
        return of_files([BUILT], user_cache() / "stores")
    return _of_corpus(corpus)


@contextmanager
def naming_timeout() -> Iterator[None]:
    """Add to a message that time ran out by which option there is more of it."""
    try:
        yield
    except (LimitError, RemoteError) as error:
        if not str(error).endswith(MORE_TIME):
            raise
        message = f"{error} (--timeout SECONDS)"
        raise type(error)(message) from error


def show(result: Answer | Serialized, style: str, *, quiet: bool) -> None:
    """Print an answer."""
    if isinstance(result, Serialized):
        _write(result.data)
    elif result.boolean is not None:
        click.echo("yes" if result.boolean else NO)
    elif style == "md":
        click.echo(clean(result.markdown()), nl=False)
    else:
        show_rows(result)
        if not quiet:
            click.echo(clean(count(len(result), "row")), err=True)


def _write(data: bytes) -> None:
    """Write bytes as they are; to a terminal, without the control characters that it would obey."""
    if sys.stdout.isatty():
        text = clean(data.decode(errors="replace").replace("\r\n", "\n"))
        click.echo(text, nl=not text.endswith("\n"))  # else the prompt would stand behind the answer
    else:
        sys.stdout.buffer.write(data)


def tell_doubts(pool: "Pool | Endpoint", request: Request, result: Answer | Serialized) -> None:
    """Say on standard error what a reader should know about an answer."""
    empty = not result.rows if isinstance(result, Serialized) else result.is_empty
    for hint in pool.doubts(request, empty=empty):
        click.echo(clean(f"note: {hint.shown(request.text)}"), err=True)


def _of_corpus(given: Path | None) -> Source:
    """Give the graph of a corpus as a file: from the user's cache if nothing has changed since, else built."""
    key = _fingerprint(corpus_folder(given))
    home = user_cache() / "corpora"
    path = home / f"{key}.nq"
    if key and path.is_file():
        with suppress(OSError):
            os.utime(path)
        return of_files([path], user_cache() / "stores")
    graph = graph_of(given, str(Policy.DEFAULT), None, quiet=True)
    try:
        write_file(path, graph.nquads())
        _prune(home)
        return of_files([path], user_cache() / "stores")
    except WriteError:  # no cache, no harm: it is built again next time
        stage = Path(tempfile.mkdtemp(prefix="kg-"))
        atexit.register(shutil.rmtree, stage, ignore_errors=True)
        write_file(stage / "graph.nq", graph.nquads())
        return of_files([stage / "graph.nq"])


def _fingerprint(root: Path) -> str:
    """Give a hash of all that a corpus's graph comes from: its files, the ontology, and this program."""
    digest = blake2b(digest_size=16)
    size = 0
    package = Path(__file__).resolve().parent.parent
    for where in (root, folder("ontology"), package):
        for path in sorted(where.rglob("*")):
            if path.suffix not in {".py", ".yaml", ".yml", ".txt", ".ttl"} or not path.is_file():
                continue
            status = path.stat()
            size += status.st_size
            digest.update(f"{path.resolve()}\0{status.st_size}\0{status.st_mtime_ns}\0".encode())
    return digest.hexdigest() if size < LARGEST else ""


def _prune(home: Path) -> None:
    files = sorted(home.glob("*.nq"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in files[8:]:
        path.unlink(missing_ok=True)
