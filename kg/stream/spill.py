"""Claims whose edges may have others, brought together in bounded memory."""

import marshal
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import chain
from tempfile import TemporaryFile
from typing import IO
from zlib import crc32

from kg.stream.rows import EdgeRow

HELD = 20_000  # rows in memory; more go to disk
PARTS = 256  # files on disk; 5 million claims are 20,000 a part
BUFFER = 128  # claims of one part written together


def checksum(source: str, kind: str, target: str) -> int:
    """Give a checksum of an edge, the same everywhere."""
    return crc32(f"{source} {kind} {target}".encode())


class Shared:
    """Claims whose edges may have others: in memory, or, if they are many, in parts on disk."""

    def __init__(self, files: ExitStack) -> None:
        self.open = files
        self.held: list[EdgeRow] = []
        self.files: list[IO[bytes]] = []
        self.waiting: list[list[EdgeRow]] = []
        self.sizes: list[list[int]] = []

    def add(self, row: EdgeRow) -> None:
        """Take a claim's row."""
        if not self.files:
            self.held.append(row)
            if len(self.held) > HELD:
                self._spill()
            return
        part = checksum(row.source, row.kind, row.target) % PARTS
        self.waiting[part].append(row)
        if len(self.waiting[part]) == BUFFER:
            self._store(part)

    def _spill(self) -> None:
        self.files = [self.open.enter_context(TemporaryFile()) for _ in range(PARTS)]  # noqa: SIM115  # the stack closes them
        self.waiting = [[] for _ in self.files]
        self.sizes = [[] for _ in self.files]
        held, self.held = self.held, []
        for row in held:
            self.add(row)

    def _store(self, part: int) -> None:
        self.sizes[part].append(self.files[part].write(marshal.dumps([tuple(row) for row in self.waiting[part]])))
        self.waiting[part] = []

    def parts(self) -> Iterator[list[EdgeRow]]:
        """Give what was added, all of an edge's claims in one part, in their order."""
        yield self.held
        for part, file in enumerate(self.files):
            self._store(part)
            file.seek(0)
            blocks = (marshal.loads(file.read(size)) for size in self.sizes[part])  # noqa: S302  # files of our own
            yield [EdgeRow._make(values) for values in chain.from_iterable(blocks)]
