"""Output files, written beside and renamed: what stood there before stays whole until then."""

import os
import shutil
from collections.abc import Callable
from collections.abc import Generator
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import contextmanager
from contextlib import suppress
from dataclasses import dataclass
from gzip import GzipFile
from pathlib import Path
from stat import S_ISREG
from time import perf_counter
from typing import TYPE_CHECKING
from typing import cast

from kg.errors import UnknownNameError
from kg.errors import WriteError
from kg.errors import did_you_mean
from kg.errors import unknown_among
from kg.export import Format
from kg.export import formats

if TYPE_CHECKING:
    from kg.graph import Graph

LEVEL = 6  # of compression: 9 takes three times as long for a hundredth
BLOCK = 2**16  # characters; larger ones cost fresh memory each time


@dataclass(frozen=True, slots=True)
class Written:
    """One file that was written: its format, place, size in bytes, time in seconds, and remarks on what is in it."""

    format: Format
    path: Path
    size: int
    seconds: float
    remarks: tuple[str, ...] = ()


def chosen(only: Iterable[str] = ()) -> list[Format]:
    """Give the named formats, or all that this installation can write.

    Raises:
        UnknownNameError: there is no such format.
    """
    known = formats()
    names = list(only) or [name for name, one in known.items() if not one.missing()]
    for name in names:
        if name not in known:
            raise UnknownNameError(_no_format(name, known))
    return [known[name] for name in known if name in names]


def _no_format(name: str, known: Mapping[str, Format]) -> str:
    message = f"there is no format {name}"
    for one in known.values():
        if one.file == name.lower():
            return f"{message}: did you mean {one.name}?"
    fitting = [one.name for one in known.values() if len(name) > 1 and name.casefold() in one.about.casefold()]
    hint = did_you_mean(name, known)
    if fitting and not hint:
        return f"{message}: for that there {'is' if len(fitting) == 1 else 'are'} {', '.join(fitting)}"
    return unknown_among(message, name, known, "formats")


def write_folder(
    graph: "Graph",
    folder: Path,
    only: Iterable[str] = (),
    begin: Callable[[Format], None] = lambda _: None,
) -> Iterator[Written]:
    """Write formats into a folder; files appear there only when all are complete.

    Args:
        graph: what to write.
        folder: made if it isn't there; files in it that are not ours stay.
        only: names of formats; empty for all.
        begin: called before each format, for progress.

    Raises:
        UnknownNameError: there is no such format.
        WriteError: the folder can't be written.
    """
    wanted = chosen(only)
    with _staging(folder) as stage:
        written = []
        for one in wanted:
            begin(one)
            start = perf_counter()
            path = stage / one.file
            pieces = Pieces(one.write(graph))
            size = _write(path, pieces)
            written.append(Written(one, folder / one.file, size, perf_counter() - start, pieces.remarks))
        _publish(stage, folder, written)
    yield from written


def write_file(path: Path, pieces: Iterable[str]) -> None:
    """Write one file, beside and renamed; one that ends in ``.gz`` is compressed, without a date.

    A link stays one, to what is written now; a pipe or a device (``/dev/stdout``) is written to as it is.

    Raises:
        WriteError: it can't be written.
    """
    compressed = path.suffix == ".gz"
    is_stream = path.exists() and not path.is_file()
    place = Path(os.path.realpath(path))
    partial = place.with_name(f".{place.name}.partial-{os.getpid()}")
    try:
        if is_stream:
            _write(path, pieces, compressed=compressed)
            return
        place.parent.mkdir(parents=True, exist_ok=True)
        _write(partial, pieces, compressed=compressed)
        partial.replace(place)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


@contextmanager
def _staging(folder: Path) -> Iterator[Path]:
    stage = folder.resolve().with_name(f".{folder.resolve().name}.partial-{os.getpid()}")
    try:
        stage.mkdir(parents=True)
        yield stage
    except OSError as error:
        raise _unwritable(folder, error) from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _publish(stage: Path, folder: Path, written: list[Written]) -> None:
    if not folder.exists():
        stage.rename(folder.resolve())
        return
    for one in written:
        (stage / one.format.file).replace(one.path)


def _write(path: Path, pieces: Iterable[str], *, compressed: bool = False) -> int:
    with path.open("wb") as file:
        if compressed:
            with GzipFile(filename="", mode="wb", fileobj=file, compresslevel=LEVEL, mtime=0) as packed:
                packed.writelines(encoded(pieces))
        else:
            file.writelines(encoded(pieces))
        file.flush()
        found = os.fstat(file.fileno())
        if S_ISREG(found.st_mode):
            os.fsync(file.fileno())
    return found.st_size


class Pieces:
    """A file's pieces, with what its writer remarks at their end."""

    def __init__(self, pieces: Iterator[str]) -> None:
        self.pieces = cast("Generator[str, None, tuple[str, ...] | None]", pieces)
        self.remarks: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[str]:
        """Give the pieces."""
        self.remarks = (yield from self.pieces) or ()


def encoded(pieces: Iterable[str]) -> Iterator[bytes]:
    """Give pieces of text as UTF-8, joined to blocks that are cheap to make and to write."""
    held: list[str] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= BLOCK:
            yield "".join(held).encode()
            held.clear()
            size = 0
    yield "".join(held).encode()


def _unwritable(path: Path, error: OSError) -> WriteError:
    return WriteError(f"can't write {path}: {error.strerror or error}; what stood there before still stands")
