"""Coasts, borders, rivers and lakes for the explorer's map: of the whole world, in detail near a corpus's places.

They are Natural Earth's (public domain), packed when kg is built (``kg/web/outlines.mjs`` says how). Rings stay
closed, since nothing is cut off: far from every place a line only has fewer vertices.
"""

import gzip
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from kg.resources import folder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILE = "outlines.bin"
WORD = 4  # bytes that columns are padded to
FINE = 0.006  # degrees that a line may be off near a place
NEAR = 3.0  # degrees that count as near
GROWTH = 0.03  # degrees that a line may be off more for each degree farther away
COARSER = 1.5  # how much less detail is tried where there are too many vertices
MOST = 40_000  # vertices in a page
CELL = 2  # degrees: distances to places are known by cells of a grid
LEVEL = 6  # gzip's


@dataclass(frozen=True, slots=True)
class _Layer:
    """Lines of one kind, vertex after vertex, in steps of a grid."""

    name: str
    closed: bool
    lengths: "NDArray[np.uint32]"
    x: "NDArray[np.int64]"
    y: "NDArray[np.int64]"
    ranks: "NDArray[np.uint8]"


def around(places: Iterable[tuple[float, float]]) -> bytes:
    """Give outlines for places (latitude, longitude): one line of JSON and columns, gzipped.

    The columns are, for each layer, lengths of its lines (u32), first x, first y of each (i32), steps in x, and in y
    (i32), in quanta of the header. Empty without places, or where kg was built without outlines.
    """
    import numpy as np  # noqa: PLC0415  # half as slow as the rest of kg's start

    spots = np.array(sorted(set(places)), dtype=float).reshape(-1, 2)
    path = _path()
    if path is None or not len(spots):
        return b""
    header, layers = _read(path)
    distances = _distances(spots)
    fine = FINE
    kept = [_kept(layer, header, distances, fine) for layer in layers]
    while sum(int(mask.sum()) for mask in kept) > MOST:
        fine *= COARSER
        kept = [_kept(layer, header, distances, fine) for layer in layers]
    packed = [_packed(layer, mask) for layer, mask in zip(layers, kept, strict=True)]
    told = {
        "quantum": header["quantum"],
        "layers": [about for about, _ in packed],
        "names": header["names"],
    }
    line = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    line += b" " * ((-len(line) - 1) % WORD) + b"\n"
    return gzip.compress(line + b"".join(columns for _, columns in packed), LEVEL, mtime=0)


def _path() -> Path | None:
    try:
        path = folder("web") / FILE
    except FileNotFoundError:
        return None
    return path if path.is_file() else None


@lru_cache(maxsize=1)
def _read(path: Path) -> tuple[dict[str, Any], list[_Layer]]:
    import numpy as np  # noqa: PLC0415

    data = gzip.decompress(path.read_bytes())
    at = data.index(b"\n") + 1
    header = json.loads(data[:at])

    def column(kind: str, count: int) -> "NDArray[Any]":
        nonlocal at
        values = np.frombuffer(data, kind, count, at)
        at += -(-values.nbytes // WORD) * WORD
        return values

    layers = []
    for about in header["layers"]:
        lines, points = about["lines"], about["points"]
        lengths, first = column("<u4", lines), [column("<i4", lines) for _ in "xy"]
        steps = [column("<i2", points) for _ in "xy"]
        x, y = (_positions(lengths, *pair) for pair in zip(first, steps, strict=True))
        layers.append(_Layer(about["name"], about["closed"], lengths, x, y, column("u1", points)))
    return header, layers


def _positions(lengths: "NDArray[Any]", first: "NDArray[Any]", steps: "NDArray[Any]") -> "NDArray[np.int64]":
    """Add steps up, each line from its own first vertex."""
    import numpy as np  # noqa: PLC0415

    sums = np.cumsum(steps, dtype=np.int64)
    starts = np.cumsum(lengths, dtype=np.int64) - lengths
    offsets: NDArray[np.int64] = np.repeat(first - sums[starts], lengths)
    return sums + offsets


def _distances(spots: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Give for each cell of a grid over the world how far its middle is from the nearest place, in degrees."""
    import numpy as np  # noqa: PLC0415

    cells = np.unique(np.floor(spots / CELL), axis=0) * CELL + CELL / 2
    rows = np.arange(-90, 90, CELL)[:, None] + CELL / 2
    columns = np.arange(-180, 180, CELL)[None, :] + CELL / 2
    nearest = np.full((rows.size, columns.size), np.inf)
    for latitude, longitude in cells:
        aside = np.abs((columns - longitude + 180) % 360 - 180) * np.cos(np.radians((rows + latitude) / 2))
        np.minimum(nearest, np.hypot(aside, rows - latitude), out=nearest)
    return nearest


def _kept(layer: _Layer, header: dict[str, Any], distances: "NDArray[np.float64]", fine: float) -> "NDArray[np.bool_]":
    """Tell which vertices stand out by more than a line may be off where they are."""
    import numpy as np  # noqa: PLC0415

    allowed = fine + np.maximum(distances - NEAR, 0) * GROWTH
    least = np.round(header["octave"] * np.log2(allowed / header["finest"]))
    row = np.clip((layer.y * header["quantum"] + 90) // CELL, 0, distances.shape[0] - 1).astype(int)
    column = np.clip((layer.x * header["quantum"] + 180) // CELL, 0, distances.shape[1] - 1).astype(int)
    mask: NDArray[np.bool_] = layer.ranks >= least[row, column]
    number = np.add.reduceat(mask, np.cumsum(layer.lengths, dtype=np.int64) - layer.lengths, dtype=np.int64)
    mask &= np.repeat(number > (3 if layer.closed else 1), layer.lengths)  # a ring ends where it begins
    return mask


def _packed(layer: _Layer, mask: "NDArray[np.bool_]") -> tuple[dict[str, Any], bytes]:
    import numpy as np  # noqa: PLC0415

    starts = np.cumsum(layer.lengths, dtype=np.int64) - layer.lengths
    lengths = np.add.reduceat(mask, starts, dtype=np.int64)
    lengths = lengths[lengths > 0]
    first = np.cumsum(lengths) - lengths
    columns = [lengths.astype("<u4").tobytes()]
    axes = [values[mask] for values in (layer.x, layer.y)]
    columns += [values[first].astype("<i4").tobytes() for values in axes]
    for values in axes:
        steps = np.diff(values, prepend=0)
        steps[first] = 0
        columns.append(steps.astype("<i4").tobytes())
    about = {"name": layer.name, "closed": layer.closed, "lines": len(lengths), "points": int(mask.sum())}
    return about, b"".join(columns)
