"""What is asked: RDF files, as a store that opens at once.

Small files are loaded into memory each time. Larger ones are loaded once into a store on disk that is kept
in the user's cache, under the hash of their content; it is read-only, so that many processes share it. It is
never kept beside the files: a folder that somebody passes on would bring its own answers.
"""

import os
import re
import shutil
import sys
import tempfile
import time
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

SMALL = 2**23  # bytes: loaded into memory in 0.1 s; making a store of them takes half a second
ABANDONED = 3_600  # seconds after which a store that was never finished goes
KEPT = 8  # stores kept in one folder
LAYOUT = "1"  # of the stores; another number makes all of them anew
_HEAD = 40  # lines of a file that may declare its base
HEAD = 2**16  # bytes of a file that may declare its prefixes
_PREFIX = re.compile(r"^\s*@?prefix\s+([\w-]*):\s*<([^<>\"{}|^`\\\s]*)>", re.IGNORECASE | re.MULTILINE)
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
        if self.home is None or _size(self.files) < SMALL or not _ours(self.home):
            return _loaded(self.files)
        folder = self.home / _key(self.files, self.home)
        for _ in range(2):  # a store that is broken is made anew
            try:
                return _on_disk(folder, self.files)
            except (OSError, RuntimeError):
                shutil.rmtree(folder, ignore_errors=True)
        return _loaded(self.files)  # a cache that can't be written or read is no reason to refuse an answer


def of_files(files: Iterable[Path], home: Path | None = None) -> Source:
    """Give the source for files; with the prefixes of the corpus that wrote the first one, and those they declare.

    Raises:
        QueryError: one is a folder, a device, or a pipe.
    """
    paths = tuple(files)
    for path in paths:
        if path.exists() and not path.is_file():
            message = f"{path} is no file"
            raise QueryError(message)
    declared = {name: iri for path in reversed(paths) for name, iri in declared_prefixes(path).items()}
    return Source(paths, {**Names(_base(paths[0])).prefixes, **declared}, home)


def declared_prefixes(path: Path) -> dict[str, str]:
    """Give the prefixes that a file in Turtle or TriG declares in its first lines; what can't be read declares none."""
    if ending(path) not in {"ttl", "trig"}:
        return {}
    try:
        with opened(path) as file:
            head = file.read(HEAD).decode("utf-8", "replace")
    except (OSError, EOFError, zlib.error):
        return {}  # opening it says what is wrong
    return dict(_PREFIX.findall(head))


def user_cache() -> Path:
    """Give the folder for what can be made again: ``KG_CACHE``, else the user's cache, as the platform has it."""
    from platformdirs import user_cache_path  # noqa: PLC0415

    if told := os.environ.get("KG_CACHE"):
        return Path(told)
    return user_cache_path("kg-explorer", appauthor=False)


def _ours(home: Path) -> bool:
    """Make the folder if it is not there; tell whether it is the user's own, and nobody else can write to it.

    A store answers instead of the files that it was made from, so it must not come from anybody else.
    """
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = home.stat()
    except OSError:
        return False
    return sys.platform == "win32" or (status.st_uid == os.getuid() and not status.st_mode & 0o022)


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

    partial = Path(tempfile.mkdtemp(prefix=f"{folder.name}.partial-", dir=folder.parent))
    try:
        store = Store(str(partial))
        for path in files:
            load_file(store, path)
        store.optimize()  # 0.8 s a million triples, once; look-ups take a quarter less ever after
        store.flush()
        del store  # closes it
        with suppress(OSError):  # another process was first: its store has the same content
            partial.rename(folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    _prune(folder.parent, folder)


def _prune(home: Path, newest: Path) -> None:
    folders = [path for path in home.iterdir() if path.is_dir() and path != newest]
    stores = [path for path in folders if ".partial-" not in path.name]
    for path in set(folders) - set(stores):
        with suppress(OSError):
            if path.stat().st_mtime < time.time() - ABANDONED:
                shutil.rmtree(path, ignore_errors=True)
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
        stamp = f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"
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
