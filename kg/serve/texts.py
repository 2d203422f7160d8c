"""A document's text with its passages marked: cut where a passage starts or ends, never changed."""

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg.model import Document
from kg.model import Evidence


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text within the same passages.

    Attributes:
        start: its first code point's offset.
        text: the stretch.
        anchored: whether links lead here: a passage starts with it.
        passages: keys of the passages that it is part of.
        ending: keys of the passages that end with it, and whose notes stand behind it.
        here: whether it is part of the passage that was asked for.
    """

    start: int
    text: str
    anchored: bool
    passages: tuple[str, ...]
    ending: tuple[str, ...]
    here: bool


def paragraphs(document: Document, passages: Iterable[Evidence], here: tuple[int, int] = (0, 0)) -> list[list[Piece]]:
    """Give a document's paragraphs in pieces; joined with line ends they are its text.

    Args:
        document: the document.
        passages: those to mark, in the order of the text.
        here: a span to point out.
    """
    marked = list(passages)
    cuts = {0, len(document.text), *here}
    for passage in marked:
        cuts |= {passage.start, passage.end}
    breaks = [index for index, char in enumerate(document.text) if char == "\n"]
    cuts |= {place for index in breaks for place in (index, index + 1)}
    places = sorted(cut for cut in cuts if 0 <= cut <= len(document.text))
    found: list[list[Piece]] = [[]]
    for piece in _pieces(document.text, places, marked, here):
        if piece.text == "\n":
            found.append([])
        else:
            found[-1].append(piece)
    return found


def _pieces(text: str, places: list[int], marked: list[Evidence], here: tuple[int, int]) -> Iterator[Piece]:
    """Sweep over the text once, holding the passages that are open."""
    waiting, opened = iter([*marked, None]), list[Evidence]()
    following = next(waiting)
    for start, end in pairwise(places):
        anchored = False
        while following is not None and following.start <= start:
            anchored |= following.start == start
            opened.append(following)
            following = next(waiting)
        opened = [passage for passage in opened if passage.end > start]
        yield Piece(
            start,
            text[start:end],
            anchored,
            tuple(passage.key for passage in opened),
            tuple(passage.key for passage in opened if passage.end == end),
            here[0] <= start and end <= here[1],
        )
