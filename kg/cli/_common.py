"""What several commands share: options, the corpus to work on, and where output goes."""

import re
import sys
from collections.abc import Callable
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from typing import ParamSpec
from typing import TypeVar

import click

from kg.check import check
from kg.check.render import as_text
from kg.errors import KgError
from kg.errors import Problem
from kg.graph import Graph
from kg.projection import Policy
from kg.read.corpus import Draft
from kg.read.corpus import is_corpus
from kg.read.corpus import read_draft
from kg.read.schema import BASE_IRI
from kg.resources import folder

if TYPE_CHECKING:
    from rich.console import Console

P = ParamSpec("P")
R = TypeVar("R")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # terminals obey these; text from strangers may hold them
VERBOSE = 2


def corpus_argument(function: Callable[P, R]) -> Callable[P, R]:
    """Add the optional CORPUS argument."""
    return click.argument("corpus", required=False, type=click.Path(path_type=Path))(function)


def graph_options(function: Callable[P, R]) -> Callable[P, R]:
    """Add --policy and --base."""
    base = click.option("--base", metavar="IRI", callback=_base, help="Base IRI instead of the corpus's own.")
    policy = click.option(
        "--policy",
        type=click.Choice([str(name) for name in Policy]),
        default=str(Policy.DEFAULT),
        show_default=True,
        help="Which claims become plain edges.",
    )
    return base(policy(function))


def verbosity(function: Callable[P, R]) -> Callable[P, R]:
    """Add -q and -v."""
    quiet = click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
    verbose = click.option("-v", "--verbose", is_flag=True, help="Say more: warnings, where data comes from.")
    return quiet(verbose(function))


def _base(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None and not re.fullmatch(BASE_IRI, value):
        message = f"{value!r}: expected an http(s) IRI that ends in / or #"
        raise click.BadParameter(message)
    return value


def corpus_folder(given: Path | None) -> Path:
    """Give the corpus asked for, else the one in the current folder, else the built-in one."""
    if given is not None:
        return given
    return Path() if is_corpus(Path()) else folder("seeds")


def checked(given: Path | None, base: str | None = None) -> tuple[Draft, tuple[Problem, ...], dict[str, str]]:
    """Read and check a corpus; paths in problems and sources are as seen from the current folder."""
    root = corpus_folder(given)
    draft = read_draft(root, base)
    problems = tuple(_seen(problem, root) for problem in check(draft))
    sources = {_path(path, root): text for path, text in draft.sources.items()}
    return draft, problems, sources


def graph_of(given: Path | None, policy: str, base: str | None, *, quiet: bool, verbose: bool = False) -> Graph:
    """Give the graph of a corpus without errors; otherwise show all of them and end with 1."""
    draft, problems, sources = checked(given, base)
    errors = [problem for problem in problems if problem.is_error]
    shown = problems if verbose and not quiet else errors
    if shown:
        click.echo(clean(as_text(shown, sources)), err=True, nl=False)
    if errors:
        message = f"{count(len(errors), 'error')}: nothing was built"
        raise KgError(message)
    return Graph(draft.corpus, Policy(policy))


def _seen(problem: Problem, root: Path) -> Problem:
    return replace(problem, where=replace(problem.where, path=_path(problem.where.path, root)))


def _path(path: str, root: Path) -> str:
    full = (root / path).resolve()
    here = Path.cwd()
    return full.relative_to(here).as_posix() if full.is_relative_to(here) else full.as_posix()


def clean(text: str) -> str:
    """Replace control characters, which a terminal would obey."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def count(number: int, noun: str) -> str:
    """Give a number with its noun, in the plural where needed.

    >>> count(1, "error"), count(2, "error"), count(2, "entity")
    ('1 error', '2 errors', '2 entities')
    """
    several = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else several}"


def new_folder(path: Path) -> str:
    """Say, before a file is written, that its folder will be made; empty where it is there."""
    return "" if path.parent.exists() else f" (in a new folder, {path.parent})"


def console(*, err: bool = False) -> "Console":
    """Give a console for tables and bars (colour only on a terminal, and not under NO_COLOR)."""
    from rich.console import Console  # noqa: PLC0415

    width = None if (sys.stderr if err else sys.stdout).isatty() else 140
    return Console(stderr=err, width=width, highlight=False, markup=False, emoji=False)


def show_table(
    title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], *, numbers: Sequence[int] = ()
) -> None:
    """Print a table; columns in ``numbers`` are set flush right."""
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(title=Text(clean(title)) if title else None, title_justify="left", header_style="bold")
    for index, name in enumerate(columns):
        table.add_column(Text(clean(name)), justify="right" if index in numbers else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(clean(cell)) for cell in row))
    console().print(table)
