"""The flags that select a part of a graph, the same for every command that writes one."""

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any
from typing import ParamSpec
from typing import TypeVar

import click
from click.core import ParameterSource

from kg.cli._common import graph_of
from kg.errors import KgError
from kg.errors import QueryError
from kg.graph import Graph
from kg.selection import Selection
from kg.selection import date_of

P = ParamSpec("P")
R = TypeVar("R")
MARK = "\ufeff"  # with which some editors begin a file
FAR = 9  # hops; further than that is everything
PARTS = ("around", "hops", "documents", "on", "types", "query")


def _day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """Refuse what is no date before anything is read; the message names the option."""
    if value is not None:
        try:
            date_of(value)
        except KgError as error:
            raise click.BadParameter(str(error)) from error
    return value


_OPTIONS = (
    click.option("--around", metavar="ENTITY", help="Claims around an entity: its id, label or any spelling."),
    click.option("--hops", type=click.IntRange(1, FAR), default=1, show_default=True, help="How far around it."),
    click.option("--document", "documents", multiple=True, metavar="ID", help="Claims in this document; repeatable."),
    click.option(
        "--on",
        metavar="DATE",
        callback=_day,
        help="Claims that hold or may hold then (2017, 2017-10 or 2017-10-20); no undated ones.",
    ),
    click.option(
        "--type", "types", multiple=True, metavar="CLASS", help="Only entities of this class or below; repeatable."
    ),
    click.option(
        "--query",
        metavar="SPARQL",
        help=(
            "Claims that a query names (SPARQL, a file that ends in .rq, or -). A row's claims are selected; a row "
            "of entities selects the claims between them, or all about a single one; a triple of CONSTRUCT or "
            "DESCRIBE selects the claims that say it."
        ),
    ),
)


def selection_options(function: Callable[P, R]) -> Callable[..., R]:
    """Add the flags of a selection; the command gets them as one ``selection``."""

    @wraps(function)
    def selecting(*args: P.args, **given: P.kwargs) -> R:
        parts: dict[str, Any] = {name: given.pop(name) for name in PARTS}
        source = click.get_current_context().get_parameter_source("hops")
        if source is not ParameterSource.DEFAULT and parts["around"] is None:
            message = "--hops needs --around"
            raise click.UsageError(message)
        query = parts.pop("query")
        given["selection"] = Selection(query=None if query is None else sparql(str(query)), **parts)
        return function(*args, **given)

    for option in reversed(_OPTIONS):
        selecting = option(selecting)
    return selecting


def graph_selected(
    corpus: Path | None, selection: Selection, policy: str, base: str | None, *, quiet: bool, verbose: bool = False
) -> Graph:
    """Give the selected part of a corpus's graph; what it leaves out is told, unless quiet."""
    graph = selection.of(graph_of(corpus, policy, base, quiet=quiet, verbose=verbose))
    if graph.notice and not quiet:
        click.echo(graph.notice, err=True)
    return graph


def sparql(given: str | None) -> str:
    """Give the SPARQL that an option or argument stands for: itself, a file that ends in .rq, or standard input."""
    if given is None and sys.stdin.isatty():
        message = "give a query, a file that ends in .rq, or - for standard input"
        raise click.UsageError(message)
    if given in {None, "-"}:
        return sys.stdin.read().removeprefix(MARK)
    if not str(given).endswith(".rq"):
        return str(given)
    try:
        return Path(str(given)).read_text(encoding="utf-8").removeprefix(MARK)
    except (OSError, UnicodeDecodeError) as error:
        message = f"can't read {given}: {getattr(error, 'strerror', None) or error}"
        raise QueryError(message) from error
