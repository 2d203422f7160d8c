"""What commands that talk to other servers share: whom to ask, as whom, and with which prefixes."""

from collections.abc import Callable
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from typing import ParamSpec
from typing import TypeVar

import click

from kg.cli._asking import BUILT
from kg.cli._asking import source
from kg.cli._common import corpus_folder
from kg.cli._memory import share
from kg.query.pool import Pool
from kg.query.request import Limits
from kg.query.source import of_files
from kg.rdf.names import Names
from kg.read.corpus import is_corpus
from kg.read.corpus import read_draft
from kg.terms import BASE

if TYPE_CHECKING:
    from kg.remote.address import Address
    from kg.remote.client import Endpoint
    from kg.remote.login import Login

P = ParamSpec("P")
R = TypeVar("R")


def endpoint_option(function: Callable[P, R]) -> Callable[P, R]:
    """Add --endpoint."""
    about = "A SPARQL endpoint to ask instead; a login comes from KG_ENDPOINT_USER and KG_ENDPOINT_PASSWORD, or netrc."
    return click.option("--endpoint", metavar="URL", help=about)(function)


def asker(
    endpoint: str | None,
    data: tuple[Path, ...],
    corpus: Path | None,
    timeout: float,
    *,
    verbose: bool,
    memory: float | None = None,
) -> "Endpoint | Pool":
    """Give who answers: an endpoint if one is named, else a pool over the data; both run requests, and close.

    Raises:
        KgError: the endpoint's address or login is not right, or the corpus has errors.
    """
    limits = Limits(seconds=timeout, memory=share(memory))
    if endpoint is None:
        return Pool(source(data, corpus, verbose=verbose), limits=limits)
    from kg.remote.address import Address  # noqa: PLC0415
    from kg.remote.client import Endpoint  # noqa: PLC0415

    if data:
        message = "--endpoint asks a server, --data asks files: give one of them"
        raise click.UsageError(message)
    address = Address.read(endpoint)
    if verbose:
        click.echo(f"asking {address}", err=True)
    return Endpoint(endpoint, prefixes(corpus), login=login(address), limits=limits)


def login(address: "Address", user: str | None = None) -> "Login":
    """Give the login for a server; warn where it would go in the clear."""
    from kg.remote.login import login_for  # noqa: PLC0415

    found = login_for(address.host, user)
    if found.header and address.is_open:
        click.echo(f"warning: the login for {address.host} is sent in the clear: use https:// if it can", err=True)
    return found


def logins(endpoint: "Address", target: "Address", user: str | None = None) -> "tuple[Login, Login]":
    """Give the logins for two addresses: one where they are of one server, else each server's own."""
    found = login(endpoint, user)
    return found, found if target.origin == endpoint.origin else login(target, user)


def prefixes(corpus: Path | None) -> Mapping[str, str]:
    """Give the prefixes of a corpus, else those of build/, of the corpus here, or of the built-in one."""
    if corpus is None and BUILT.is_file():
        return of_files([BUILT]).prefixes
    if corpus is None and not is_corpus(Path()):
        return Names(BASE).prefixes
    return Names(read_draft(corpus_folder(corpus)).corpus.base).prefixes
