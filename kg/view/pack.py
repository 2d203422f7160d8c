"""A container of columns that a page reads without parsing: typed arrays and texts behind one small header.

Four bytes give the header's length (little-endian), the header is JSON, and each column begins at a
multiple of eight bytes, so that the page looks at it where it lies. Whole numbers are stored in the
fewest bytes that hold them, and texts as one blob of UTF-8 with lengths. The page's reader is
``explorer/data/decode.ts``; a column that is not there is all zeros, or empty texts, to it.
"""

import json
import re
import zlib
from base64 import b64encode
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from typing import TYPE_CHECKING
from typing import Any
from typing import TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike
    from numpy.typing import NDArray

    Array: TypeAlias = NDArray[Any]

ALIGNED = 8  # bytes: the widest number
LEVEL = 5  # of compression of texts; 6 takes twice as long for 2 % less
LESS = 4  # of columns; 5 takes half as long again for 0.7 % less
HEX = 16  # digits of a content hash
STEPS = 65_535  # of a coordinate between the lowest and the highest
_KINDS = {"u1": "u8", "u2": "u16", "u4": "u32", "i1": "i8", "i2": "i16", "i4": "i32", "f4": "f32", "f8": "f64"}
_WHOLE = (np.uint8, np.uint16, np.uint32, np.int8, np.int16, np.int32)
_SURROGATE = re.compile("[\ud800-\udfff]")  # half of a pair: no text, so no UTF-8


class Pack:
    """Columns by name, in the order in which they are added; equal columns give equal bytes."""

    def __init__(self) -> None:
        self._columns: dict[str, dict[str, Any]] = {}
        self._parts: list[bytes] = []
        self._size = 0

    def numbers(self, name: str, values: "ArrayLike", *, rising: bool = False) -> None:
        """Add numbers; ``rising`` stores the steps from each to the next, which are small where they rise."""
        column = np.asarray(values)
        if column.dtype.kind == "f" and column.size:  # an empty list is of no kind
            self._add(name, column)
        elif rising:
            self._add(name, _narrow(np.diff(column.astype(np.int64), prepend=0)), rising=True)
        else:
            self._add(name, _narrow(column))

    def coordinates(self, name: str, values: "ArrayLike") -> None:
        """Add numbers of a range, to 1/65,535 of it: places on a drawing need no more."""
        column = np.asarray(values, dtype=np.float64)
        low, high = (float(column.min()), float(column.max())) if column.size else (0.0, 0.0)
        scale = (high - low) / STEPS or 1.0
        self._add(name, np.rint((column - low) / scale).astype("<u2"), low=low, scale=scale)

    def lists(self, name: str, lengths: "ArrayLike", values: "ArrayLike", *, rising: bool = False) -> None:
        """Add a list of numbers for each index: how long each is, and all of their values; see ``numbers``."""
        self.numbers(f"{name}.lengths", lengths)
        self.numbers(f"{name}.values", values, rising=rising)

    def texts(self, name: str, texts: Sequence[str]) -> None:
        """Add texts; half surrogate pairs become the replacement character."""
        if not any(texts):
            return
        blob, lengths = encode_all(texts)
        self.numbers(f"{name}.lengths", lengths)
        self.blob(name, blob)

    def hashes(self, name: str, texts: Sequence[str]) -> None:
        """Add content hashes in half the room of their digits, or as texts where one is something else."""
        joined = "".join(texts)
        if (
            len(joined) == HEX * len(texts)
            and re.fullmatch("[0-9a-f]*", joined)
            and all(len(one) == HEX for one in texts)
        ):
            self._add(f"{name}.hex", np.frombuffer(bytes.fromhex(joined), np.uint8))
        else:
            self.texts(name, texts)

    def blob(self, name: str, data: bytes) -> None:
        """Add bytes that other columns point into."""
        self._add(f"{name}.blob", np.frombuffer(data, np.uint8))

    def _add(self, name: str, column: "Array", **more: Any) -> None:  # noqa: ANN401  # members of JSON
        little = column.astype(column.dtype.newbyteorder("<"), copy=False)
        kind = _KINDS[column.dtype.str[1:]]
        self._columns[name] = {"at": self._size, "count": int(column.size), "kind": kind, **more}
        data = little.tobytes()
        padded = data + bytes(-len(data) % ALIGNED)
        self._parts.append(padded)
        self._size += len(padded)

    def pieces(self, meta: object) -> Iterator[bytes]:
        """Give the container's bytes; ``meta`` is any JSON that goes into the header."""
        header = encode(json.dumps({"meta": meta, "columns": self._columns}, ensure_ascii=False, separators=(",", ":")))
        padding = b" " * (-(len(header) + 4) % ALIGNED)
        yield (len(header) + len(padding)).to_bytes(4, "little")
        yield header + padding
        yield from self._parts

    def text(self, meta: object) -> str:
        """Give the container as an element of a page holds it."""
        return deflated(self.pieces(meta))


def deflated(pieces: Iterable[bytes], level: int = LEVEL) -> str:
    """Give bytes compressed (zlib, which holds no clock and no name of a machine), as base64."""
    deflate = zlib.compressobj(level)
    data = b"".join([*map(deflate.compress, pieces), deflate.flush()])
    return b64encode(data).decode("ascii")


def encode(text: str) -> bytes:
    """Give a text as UTF-8; half a surrogate pair is no text and becomes the replacement character."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text).encode()


def encode_all(texts: Sequence[str]) -> "tuple[bytes, Array]":
    """Give texts as one blob, with the bytes of each."""
    joined = "".join(texts)
    if joined.isascii():
        return joined.encode(), np.array([len(text) for text in texts], np.uint32)
    parts = [encode(text) for text in texts]
    return b"".join(parts), np.fromiter(map(len, parts), np.uint32, len(parts))


def _narrow(column: "Array") -> "Array":
    """Give whole numbers in the first, narrowest kind that holds them all."""
    if not column.size:
        return column.astype(np.uint8)
    low, high = int(column.min()), int(column.max())
    kind = next(one for one in _WHOLE if np.iinfo(one).min <= low and high <= np.iinfo(one).max)
    return column.astype(kind, copy=False)
