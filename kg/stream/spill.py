"""Claims whose edges have others, brought together in bounded memory."""

import marshal
from collections.abc import Iterator
from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import IO

from kg.stream.known import Single

HELD = 10_000  # rows in memory, some 7 MB; more go to disk
PARTS = 256  # files on disk, with a small buffer each; of 5 million claims, 500,000 come here, 2,000 a part


class Shared:
    """Rows whose edges have others: in memory, or, if they are many, in parts on disk."""

    def __init__(self, files: ExitStack) -> None:
        self.open = files
        self.held: list[tuple[int, Single]] = []
        self.files: list[IO[bytes]] = []

    def add(self, key: int, row: Single) -> None:
        """Take a claim's row; the key is that of its edge, spread evenly."""
        if self.files:
            self.files[key % PARTS].write(marshal.dumps(row))
            return
        self.held.append((key, row))
        if len(self.held) > HELD:
            self._spill()

    def _spill(self) -> None:
        self.files = [self.open.enter_context(TemporaryFile()) for _ in range(PARTS)]  # noqa: SIM115  # the stack closes them
        held, self.held = self.held, []
        for key, row in held:
            self.add(key, row)

    def parts(self) -> Iterator[list[Single]]:
        """Give what was added, all of an edge's claims in one part, in their order."""
        yield [row for _, row in self.held]
        for file in self.files:
            yield list(_stored(file))


def _stored(file: IO[bytes]) -> Iterator[Single]:
    end = file.tell()
    file.seek(0)
    while file.tell() < end:
        yield marshal.load(file)  # noqa: S302  # a file of our own
