"""What is asked: RDF files, as a store that opens at once.

Small files are loaded into memory each time. Larger ones are loaded once into a store on disk that is kept
beside them (or in the user's cache), under the hash of their content; it is read-only, so that many
processes share it.
"""

import os
import re
import shutil
import zlib
from collections.abc import Iterable
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import QueryError
from kg.query.engine import ending
from kg.query.engine import load_file
from kg.query.engine import opened
from kg.rdf.names import Names
from kg.terms import BASE

if TYPE_CHECKING:
    from pyoxigraph import Store

SMALL = 2**20  # bytes: loaded into memory in less time than a store takes to open
KEPT = 8  # stores kept in one folder
LAYOUT = "1"  # of the stores; another number makes all of them anew
_HEAD = 40  # lines of a file that may declare its base
_BASE = re.compile(r"<([^<>\s]*)ontology#")


@dataclass(frozen=True, slots=True)
class Source:
    """RDF files to ask.

    Attributes:
        files: their endings tell the format; N-Quads and TriG bring their named graphs.
        prefixes: prefix → namespace, declared in every query.
        home: where a store on disk is kept; None: in memory, always.
    """

    files: tuple[Path, ...]
    prefixes: Mapping[str, str]
    home: Path | None = None

    def open(self) -> "Store":
        """Give the store, from disk if it is there already, else loaded; may take minutes for gigabytes.

        Raises:
            QueryError: a file can't be read, or is not what its ending says, with the place.
        """
        if self.home is None or _size(self.files) < SMALL:
            return _loaded(self.files)
        folder = self.home / _key(self.files, self.home)
        with suppress(OSError):  # a cache that can't be written or read is no reason to refuse an answer
            return _on_disk(folder, self.files)
        return _loaded(self.files)


def of_files(files: Iterable[Path], home: Path | None = None) -> Source:
    """Give the source for files; with the prefixes of the corpus that wrote the first one, and those they declare."""
    paths = tuple(files)
    declared = {name: iri for path in reversed(paths) for name, iri in declared_prefixes(path).items()}
    return Source(paths, {**Names(_base(paths[0])).prefixes, **declared}, home)


def declared_prefixes(path: Path) -> dict[str, str]:
    """Give the prefixes that a file in Turtle or TriG declares at its head; what can't be read declares none."""
    from pyoxigraph import RdfFormat  # noqa: PLC0415
    from pyoxigraph import parse  # noqa: PLC0415

    kind = RdfFormat.from_extension(ending(path))
    if kind not in {RdfFormat.TURTLE, RdfFormat.TRIG}:
        return {}
    try:
        with opened(path) as file:
            found = parse(file, format=kind, base_iri=path.resolve().as_uri())
            next(found, None)
            return dict(found.prefixes)
    except (OSError, EOFError, SyntaxError, zlib.error):
        return {}  # opening it says what is wrong


def user_cache() -> Path:
    """Give the folder for what can be made again: ``KG_CACHE``, else the user's cache, as the platform has it."""
    from platformdirs import user_cache_path  # noqa: PLC0415

    if told := os.environ.get("KG_CACHE"):
        return Path(told)
    return user_cache_path("kg-explorer", appauthor=False)


def _loaded(files: Iterable[Path]) -> "Store":
    from pyoxigraph import Store  # noqa: PLC0415

    store = Store()
    for path in files:
        load_file(store, path)
    return store


def _on_disk(folder: Path, files: Iterable[Path]) -> "Store":
    from pyoxigraph import Store  # noqa: PLC0415

    if not folder.is_dir():
        _make(folder, files)
    os.utime(folder)  # the least recently used go first
    return Store.read_only(str(folder))


def _make(folder: Path, files: Iterable[Path]) -> None:
    """Load files into a new store, beside and renamed, so that a store under its key is complete."""
    from pyoxigraph import Store  # noqa: PLC0415

    folder.parent.mkdir(parents=True, exist_ok=True)
    partial = folder.with_name(f"{folder.name}.partial-{os.getpid()}")
    try:
        store = Store(str(partial))
        for path in files:
            load_file(store, path)
        store.flush()
        del store  # closes it
        with suppress(OSError):  # another process was first: its store has the same content
            partial.rename(folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    _prune(folder.parent, folder)


def _prune(home: Path, newest: Path) -> None:
    stores = [path for path in home.iterdir() if path.is_dir() and path != newest and ".partial-" not in path.name]
    for path in sorted(stores, key=lambda one: one.stat().st_mtime, reverse=True)[KEPT - 1 :]:
        shutil.rmtree(path, ignore_errors=True)


def _key(files: Iterable[Path], home: Path) -> str:
    """Give a hash of names and contents; a file that has not changed since is not read again."""
    from pyoxigraph import __version__  # noqa: PLC0415

    digest = blake2b(f"{LAYOUT} {__version__}".encode(), digest_size=16)
    for path in files:
        digest.update(f"\0{''.join(path.suffixes[-2:])}\0{_content(path, home)}".encode())
    return digest.hexdigest()


def _content(path: Path, home: Path) -> str:
    """Give the hash of a file's content, remembered for its size and time of change."""
    try:
        status = path.stat()
        stamp = f"{status.st_size} {status.st_mtime_ns}"
        memo = home / f"{blake2b(str(path.resolve()).encode(), digest_size=16).hexdigest()}.stamp"
        with suppress(OSError):
            remembered, _, known = memo.read_text(encoding="ascii").partition("\n")
            if remembered == stamp:
                return known
        with path.open("rb") as file:
            digest = file_digest(file, "blake2b").hexdigest()
    except OSError as error:
        message = f"can't read {path}: {error.strerror or error}"
        raise QueryError(message) from error
    with suppress(OSError):
        home.mkdir(parents=True, exist_ok=True)
        memo.write_text(f"{stamp}\n{digest}", encoding="ascii")
    return digest


def _size(files: Iterable[Path]) -> int:
    return sum(path.stat().st_size for path in files if path.is_file())


def _base(path: Path) -> str:
    """Give the base of a file that we wrote: what stands before ``ontology#`` in it."""
    try:
        with opened(path) as file:
            for line in (file.readline(2**16) for _ in range(_HEAD)):
                if found := _BASE.search(line.decode(errors="replace")):
                    return found[1]
    except (OSError, EOFError, zlib.error):
        return BASE  # opening it says what is wrong
    return BASE
