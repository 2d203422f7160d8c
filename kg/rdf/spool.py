"""Sorted, distinct lines of any number in bounded memory: runs on disk, merged."""

from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import ExitStack
from heapq import merge
from itertools import groupby
from tempfile import TemporaryFile
from typing import TextIO

RUN = 200_000  # lines held at once: some 40 MB


def distinct(lines: Iterable[str], run: int = RUN) -> Iterator[str]:
    """Give the lines sorted and without repeats; lines hold no line break.

    >>> list(distinct(["b", "a", "b"]))
    ['a', 'b']
    """
    with ExitStack() as files:
        runs: list[Iterable[str]] = []
        held: set[str] = set()
        for line in lines:
            held.add(line)
            if len(held) >= run:
                runs.append(_stored(held, files.enter_context(_file())))
                held = set()
        runs.append(sorted(held))
        yield from (line for line, _ in groupby(merge(*runs)))


def _file() -> TextIO:
    return TemporaryFile("w+", encoding="utf-8", newline="\n")


def _stored(held: set[str], file: TextIO) -> Iterator[str]:
    file.writelines(f"{line}\n" for line in sorted(held))
    file.seek(0)
    return (line[:-1] for line in file)
