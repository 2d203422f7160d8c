"""Sorted, distinct lines of any number in bounded memory: runs on disk, merged."""

from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import ExitStack
from heapq import merge
from itertools import groupby
from tempfile import TemporaryFile
from types import TracebackType
from typing import Self
from typing import TextIO

RUN = 30_000  # lines held at once: some 10 MB


class Spool:
    """Takes lines in any order, gives them sorted and once each; lines hold no line break.

    >>> with Spool() as spool:
    ...     spool.add("b"), spool.add("a"), spool.add("b")
    ...     list(spool.lines())
    (True, True, False)
    ['a', 'b']
    """

    def __init__(self, run: int = RUN) -> None:
        self.run = run
        self.held: set[str] = set()
        self.files: list[TextIO] = []
        self.open = ExitStack()

    def __enter__(self) -> Self:
        """Begin; runs on disk go when the block ends."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Remove the runs on disk."""
        self.open.close()

    def add(self, line: str) -> bool:
        """Take a line; tell whether it is new, as far as is remembered."""
        if line in self.held:
            return False
        self.held.add(line)
        if len(self.held) >= self.run:
            self._store()
        return True

    def _store(self) -> None:
        file = TemporaryFile("w+", encoding="utf-8", newline="\n")  # noqa: SIM115  # the stack closes it
        self.open.callback(file.close)
        file.writelines(f"{line}\n" for line in sorted(self.held))
        file.seek(0)
        self.files.append(file)
        self.held = set()

    def lines(self) -> Iterator[str]:
        """Give the lines, sorted and without repeats."""
        runs: list[Iterable[str]] = [(line[:-1] for line in file) for file in self.files]
        return (line for line, _ in groupby(merge(*runs, sorted(self.held))))
