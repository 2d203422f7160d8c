"""A place among the places that the corpus gives positions for: a small drawing, no tiles, no request.

Plate carrée, shortened by the cosine of the middle latitude; distances are right near the middle only.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from math import cos
from math import floor
from math import hypot
from math import radians

from kg.model import Entity
from kg.serve.telling import path

WIDTH, HEIGHT, EDGE = 640, 290, 28  # of the drawing, and its margin, in its own units
STEPS = (0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0)  # degrees between lines of the graticule
LINES = 6  # at most so many lines each way
SMALLEST = 1.0  # degrees that are shown at least
NEAREST = 14  # places that are drawn at most besides the one in question
FEW, FARTHEST = 4, 2.5  # what lies farther than so many times the fourth nearest place is left out
LETTER, LINE = 6.4, 15  # room that a label takes: a letter's width, a line's height


@dataclass(frozen=True, slots=True)
class Dot:
    """A place on the drawing: where, its name, its page, and whether it is the one in question."""

    x: float
    y: float
    label: str
    href: str
    here: bool
    linked: bool
    shown: bool
    left: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the graticule: where it crosses the drawing, and its degrees."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Map:
    """A drawing: its dots, and lines of longitude and latitude."""

    width: int
    height: int
    dots: list[Dot]
    meridians: list[Line]
    parallels: list[Line]


@dataclass(frozen=True, slots=True)
class _Frame:
    """Degrees → the drawing's units."""

    west: float
    south: float
    east: float
    north: float

    def x(self, longitude: float) -> float:
        return round(EDGE + (longitude - self.west) / (self.east - self.west) * (WIDTH - 2 * EDGE), 1)

    def y(self, latitude: float) -> float:
        return round(EDGE + (self.north - latitude) / (self.north - self.south) * (HEIGHT - 2 * EDGE), 1)


def draw(entity: Entity, entities: Mapping[str, Entity], linked: frozenset[str]) -> Map | None:
    """Draw where an entity is, with the positioned places nearest to it; None without a position.

    Args:
        entity: the one in question.
        entities: the registry.
        linked: ids of the entities that share a plain edge with it; they look different.
    """
    if entity.coordinates is None:
        return None
    latitude, longitude = entity.coordinates
    others = [
        (_apart(latitude, longitude, other.coordinates), other.id)
        for other in entities.values()
        if other.coordinates and other.id != entity.id
    ]
    shown = [entities[name] for name in _nearest(others)]
    frame = _frame([entity, *shown])
    return Map(
        WIDTH,
        HEIGHT,
        _dots([entity, *shown], linked, frame),
        [Line(frame.x(at), _degrees(at, "E", "W")) for at in _graticule(frame.west, frame.east)],
        [Line(frame.y(at), _degrees(at, "N", "S")) for at in _graticule(frame.south, frame.north)],
    )


def _nearest(others: Iterable[tuple[float, str]]) -> list[str]:
    """Give the nearest places, without those so far off that the rest would shrink to a spot."""
    ranked = sorted(others)[:NEAREST]
    enough = max((apart for apart, _ in ranked[:FEW]), default=0.0)
    return [name for apart, name in ranked if apart <= max(enough * FARTHEST, SMALLEST)]


def _apart(latitude: float, longitude: float, other: tuple[float, float]) -> float:
    return hypot(other[0] - latitude, (other[1] - longitude) * cos(radians(latitude)))


def _frame(places: Iterable[Entity]) -> _Frame:
    """Give the window around places, in the drawing's proportions."""
    points = [place.coordinates for place in places if place.coordinates]
    latitudes, longitudes = [point[0] for point in points], [point[1] for point in points]
    middle = (min(latitudes) + max(latitudes)) / 2, (min(longitudes) + max(longitudes)) / 2
    shrink = max(cos(radians(middle[0])), 0.1)
    height = max(max(latitudes) - min(latitudes), SMALLEST)
    width = max((max(longitudes) - min(longitudes)) * shrink, SMALLEST)
    proportion = (WIDTH - 2 * EDGE) / (HEIGHT - 2 * EDGE)
    height, width = max(height, width / proportion), max(width, height * proportion)
    half, wide = height / 2, width / 2 / shrink
    return _Frame(middle[1] - wide, middle[0] - half, middle[1] + wide, middle[0] + half)


def _graticule(first: float, last: float) -> list[float]:
    step = next((step for step in STEPS if (last - first) / step <= LINES), STEPS[-1])
    return [number * step for number in range(ceil(first / step), floor(last / step) + 1)]


def _degrees(value: float, positive: str, negative: str) -> str:
    """Write degrees with their side.

    >>> _degrees(35.5, "N", "S"), _degrees(-2.0, "E", "W")
    ('35.5° N', '2° W')
    """
    return f"{abs(value):g}°{'' if not value else ' ' + (positive if value > 0 else negative)}"


def _dots(places: list[Entity], linked: frozenset[str], frame: _Frame) -> list[Dot]:
    taken: list[tuple[float, float, float, float]] = []
    points = [(frame.x(place.coordinates[1]), frame.y(place.coordinates[0])) for place in places if place.coordinates]
    taken += [(x - 5, y - 5, x + 5, y + 5) for x, y in points]
    made = []
    for number, (place, (x, y)) in enumerate(zip(places, points, strict=True)):
        room = len(place.label) * LETTER + 10
        sides = [(x + 7, y - LINE / 2, x + 7 + room, y + LINE / 2), (x - 7 - room, y - LINE / 2, x - 7, y + LINE / 2)]
        free = [box for box in sides if _free(box, taken)]
        box = free[0] if free else sides[x + room > WIDTH]
        shown = bool(free) or number == 0
        if shown:
            taken.append(box)
        made.append(Dot(x, y, place.label, path("id", place.id), number == 0, place.id in linked, shown, box[0] < x))
    return made


def _free(box: tuple[float, float, float, float], taken: list[tuple[float, float, float, float]]) -> bool:
    inside = box[0] >= 0 and box[2] <= WIDTH
    return inside and not any(
        box[0] < right and left < box[2] and box[1] < bottom and top < box[3] for left, top, right, bottom in taken
    )
