"""The output files: one module a format, found by dropping it into this folder.

A format is a function under ``@exporter`` that yields the file's text in pieces. Nothing here
opens files: ``kg.write`` writes them, beside and renamed, so that a format never has to. A generator may
return what its readers should know of the file, a sentence each.
"""

from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.graph import Graph

Writer = Callable[["Graph"], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of output file.

    Attributes:
        name: as ``--only`` and ``kg export`` take it.
        file: the file's name in the build folder.
        about: what it is for, in a few words.
        write: gives the file's text in pieces; their joined text is the whole file (UTF-8, ``\\n``).
        missing: says why this installation can't write it; empty where it can.
        columns: whether its nodes carry ``Graph.columns``.
        options: names of the fields of ``Graph.options`` that it heeds.
    """

    name: str
    file: str
    about: str
    write: Writer
    missing: Callable[[], str] = str
    columns: bool = False
    options: tuple[str, ...] = ()


_FORMATS: dict[str, Format] = {}


def exporter(  # noqa: PLR0913  # one argument a field
    name: str,
    *,
    file: str,
    about: str,
    missing: Callable[[], str] = str,
    columns: bool = False,
    options: tuple[str, ...] = (),
) -> Callable[[Writer], Writer]:
    """Register a format; the decorated function takes a graph and yields text."""

    def register(write: Writer) -> Writer:
        _FORMATS[name] = Format(name, file, about, write, missing, columns, options)
        return write

    return register


def formats() -> dict[str, Format]:
    """Give every format by its name, sorted; importing their modules on first use."""
    for module in iter_modules(__path__, f"{__name__}."):
        import_module(module.name)
    return dict(sorted(_FORMATS.items()))
