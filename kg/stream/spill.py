"""Claims whose edges have others, brought together in bounded memory."""

import marshal
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import chain
from tempfile import TemporaryFile
from typing import IO

from kg.stream.known import Single

HELD = 50_000  # rows in memory; more go to disk
PARTS = 256  # files on disk; 5 million claims are 20,000 a part
BUFFER = 128  # rows of one part written together


class Shared:
    """Rows whose edges have others: in memory, or, if they are many, in parts on disk."""

    def __init__(self, files: ExitStack) -> None:
        self.open = files
        self.held: list[tuple[int, Single]] = []
        self.files: list[IO[bytes]] = []
        self.waiting: list[list[Single]] = []
        self.sizes: list[list[int]] = []

    def add(self, key: int, row: Single) -> None:
        """Take a claim's row; the key is that of its edge, spread evenly."""
        if not self.files:
            self.held.append((key, row))
            if len(self.held) > HELD:
                self._spill()
            return
        part = key % PARTS
        self.waiting[part].append(row)
        if len(self.waiting[part]) == BUFFER:
            self._store(part)

    def _spill(self) -> None:
        self.files = [self.open.enter_context(TemporaryFile()) for _ in range(PARTS)]  # noqa: SIM115  # the stack closes them
        self.waiting = [[] for _ in self.files]
        self.sizes = [[] for _ in self.files]
        held, self.held = self.held, []
        for key, row in held:
            self.add(key, row)

    def _store(self, part: int) -> None:
        self.sizes[part].append(self.files[part].write(marshal.dumps(self.waiting[part])))
        self.waiting[part] = []

    def parts(self) -> Iterator[list[Single]]:
        """Give what was added, all of an edge's claims in one part, in their order."""
        yield [row for _, row in self.held]
        for part, file in enumerate(self.files):
            self._store(part)
            file.seek(0)
            blocks = (marshal.loads(file.read(size)) for size in self.sizes[part])  # noqa: S302  # files of our own
            yield list(chain.from_iterable(blocks))
