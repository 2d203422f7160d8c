"""Rows of many claims, in blocks on disk.

In memory stay two bits a slot, some numbers a node, and one block. An edge's key is made of the numbers of its
ends and its kind. A first table of bits tells which keys may have come before, a second one which may have come
again; these few are looked at exactly. Their rows go to parts on disk, to be brought together when they are read.
"""

import marshal
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import compress
from math import inf
from tempfile import TemporaryFile
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from kg.errors import KgError
from kg.stream.columns import dated
from kg.stream.ends import PLACED
from kg.stream.ends import Ends
from kg.stream.known import Single
from kg.stream.known import Tables
from kg.stream.rows import EdgeRow
from kg.stream.rows import grouped
from kg.stream.spill import Shared

Keys: TypeAlias = NDArray[np.uint64]
Counts: TypeAlias = NDArray[np.int64]

NODE_BITS, KIND_BITS = 24, 16  # of a key: entities are in memory, so there are fewer; Gephi takes no more kinds
SLOT_BITS = 25  # 4 MB a table, near the processor: of 5 million edges, 1 in 7 shares a slot with another
SPREAD = np.uint64(0x9E3779B97F4A7C15)  # 2**64 / golden ratio: multiplied by it, near keys come to far slots
KEY_BYTES = 8
LOOKED_AT = 200_000  # keys that are looked at exactly together


class _Bits:
    """A set of keys that never forgets one, and seldom takes one for another."""

    def __init__(self) -> None:
        self.bytes = np.zeros(1 << (SLOT_BITS - 3), np.uint8)

    @staticmethod
    def _places(keys: Keys) -> tuple[NDArray[np.intp], NDArray[np.uint8]]:
        slots = (keys * SPREAD) >> np.uint64(64 - SLOT_BITS)
        return (slots >> np.uint64(3)).astype(np.intp), np.left_shift(1, slots & np.uint64(7)).astype(np.uint8)

    def have(self, keys: Keys) -> NDArray[np.bool_]:
        """Tell of each key whether it is here."""
        places, bits = self._places(keys)
        found: NDArray[np.bool_] = (self.bytes[places] & bits) != 0
        return found

    def add(self, keys: Keys) -> None:
        """Take keys."""
        places, bits = self._places(keys)
        np.bitwise_or.at(self.bytes, places, bits)


class Many:
    """Rows on disk (see ``kg.stream.kept``)."""

    def __init__(self, tables: Tables, files: ExitStack) -> None:
        self.tables = tables
        self.rows_file = files.enter_context(TemporaryFile())  # noqa: SIM115  # the stack closes them
        self.keys_file = files.enter_context(TemporaryFile())  # noqa: SIM115
        self.sizes: list[tuple[int, int]] = []  # rows and bytes of each block
        self.kinds: dict[str, int] = {}
        self.kind_of: Keys = np.zeros(0, np.uint64)  # the number of its kind, by the number of what is said
        self.once, self.again = _Bits(), _Bits()
        self.touched: Counts = np.zeros(0, np.int64)
        self.shared: Keys = np.zeros(0, np.uint64)
        self.count = 0
        self.ends = Ends()
        self.dated = frozenset[str]()

    def add(self, block: list[Single]) -> None:
        """Take a block of rows, each of one claim."""
        columns = tuple(zip(*block, strict=True))
        keys = self._keys(*(np.array(column, np.uint64) for column in columns[:3]))
        distinct, counts = np.unique(keys, return_counts=True)
        self.again.add(distinct[(counts > 1) | self.once.have(distinct)])
        self.once.add(distinct)
        self.touched = _counted(self.touched, keys, len(self.tables.nodes))
        self.count += len(block)
        self.sizes.append((len(block), self.rows_file.write(marshal.dumps(columns))))
        self.keys_file.write(keys.tobytes())

    def _keys(self, said: Keys, sources: Keys, targets: Keys) -> Keys:
        if len(self.kind_of) < len(self.tables.said):
            self.kind_of = np.array(
                [self.kinds.setdefault(one.kind, len(self.kinds)) for one in self.tables.said], np.uint64
            )
        if len(self.tables.nodes) > 1 << NODE_BITS or len(self.kinds) > 1 << KIND_BITS:
            message = f"more than {1 << NODE_BITS:,} entities or {1 << KIND_BITS:,} kinds of edges"
            raise KgError(message)
        return sources << np.uint64(NODE_BITS + KIND_BITS) | targets << np.uint64(KIND_BITS) | self.kind_of[said]

    def finish(self) -> None:
        """Find out which rows share an edge; nothing is added after that."""
        self.dated = dated(self.tables.times)
        nodes = len(self.tables.nodes)
        again = sum(int(self.again.have(keys).sum()) for keys in self._stored_keys())
        passes = again // LOOKED_AT + 1
        found = [self._counted_again(number, passes) for number in range(passes)]
        self.shared = np.sort(np.concatenate([keys for keys, _ in found]))
        self.count -= sum(int(more.sum()) for _, more in found)
        degrees = self.touched
        for keys, more in found:
            degrees = degrees - _counted(np.zeros(0, np.int64), np.repeat(keys, more), nodes)
        first = np.unique(np.concatenate(list(self._stored_keys(PLACED))))
        self.ends = Ends.counted(self.tables.nodes, *_split(first), degrees, self.touched)

    def _counted_again(self, number: int, passes: int) -> tuple[Keys, Counts]:
        """Give keys that came more than once, and how many times more; in each pass other keys."""
        maybe = [
            keys[self.again.have(keys) & ((keys * SPREAD >> np.uint64(32)) % np.uint64(passes) == number)]
            for keys in self._stored_keys()
        ]
        found, counts = np.unique(np.concatenate(maybe), return_counts=True)
        return found[counts > 1], counts[counts > 1] - 1

    def _stored_keys(self, limit: float = inf) -> Iterator[Keys]:
        given = 0
        for rows, _ in self.sizes:
            if given >= limit:
                return
            self.keys_file.seek(given * KEY_BYTES)
            given += rows
            yield np.frombuffer(self.keys_file.read(rows * KEY_BYTES), np.uint64)

    def singles(self) -> Iterator[Single]:
        """Give edges of one claim, in the corpus's order."""
        for rows, _, shared in self._blocks():
            yield from compress(rows, (~shared).tolist())

    def others(self) -> Iterator[EdgeRow]:
        """Give edges of several claims, sorted by parts."""
        with ExitStack() as files:
            parts = Shared(files)
            for rows, keys, shared in self._blocks():
                spread = keys[shared] * SPREAD >> np.uint64(32)
                for key, row in zip(spread.tolist(), compress(rows, shared.tolist()), strict=True):
                    parts.add(key, row)
            for several in parts.parts():
                yield from grouped(map(self.tables.row, several))

    def rows(self) -> Iterator[EdgeRow]:
        """Give all edges."""
        yield from map(self.tables.row, self.singles())
        yield from self.others()

    def _blocks(self) -> Iterator[tuple[Iterator[Single], Keys, NDArray[np.bool_]]]:
        """Give rows by blocks, their keys, and which of them share an edge."""
        start = 0
        for number, keys in enumerate(self._stored_keys()):
            self.rows_file.seek(start)
            columns = marshal.loads(self.rows_file.read(self.sizes[number][1]))  # noqa: S302  # a file of our own
            start += self.sizes[number][1]
            places = np.searchsorted(self.shared, keys)
            shared = np.zeros(len(keys), np.bool_)
            inside = places < len(self.shared)
            shared[inside] = self.shared[places[inside]] == keys[inside]
            yield zip(*columns, strict=True), keys, shared


def _split(keys: Keys) -> tuple[Keys, Keys]:
    """Give the numbers of sources and targets."""
    return keys >> np.uint64(NODE_BITS + KIND_BITS), keys >> np.uint64(KIND_BITS) & np.uint64((1 << NODE_BITS) - 1)


def _counted(touched: Counts, keys: Keys, nodes: int) -> Counts:
    """Count keys at both of their ends; a loop counts once."""
    counts = np.concatenate([touched, np.zeros(nodes - len(touched), np.int64)])
    sources, targets = (numbers.astype(np.intp) for numbers in _split(keys))
    np.add.at(counts, sources, 1)
    np.add.at(counts, targets[targets != sources], 1)
    return counts
