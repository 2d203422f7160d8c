"""Quotes and the texts they stand in: folding, anchoring, sentences.

Offsets are Unicode code points of the text as it is stored, half open. Folding serves
matching only: what is kept is always ``text[start:end]``. A quote is anchored by an exact
folded match or not at all; likeness serves hints (a look-alike can score higher than a typo).
"""

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from difflib import SequenceMatcher
from heapq import nlargest
from itertools import pairwise

CONTEXT = 32  # code points of prefix and suffix, as annotation clients use
ELLIPSIS = " ... "  # between the head and the tail of a long quote
SHOWN_CANDIDATES = 5  # windows that are compared closely for a hint
GRAM = 3  # code points that a quote and a window share, to be compared
ALIKE = 0.6  # from there on a passage is named in a hint

NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # signs that XML 1.0 does not have

_QUOTES = dict.fromkeys("‘’‚‛′`´", "'") | dict.fromkeys("“”„‟″«»", '"')
_DASHES = dict.fromkeys("‐‑‒–—―−", "-")
_NOTHING = dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", "")
_FOLDED = str.maketrans(_QUOTES | _DASHES | _NOTHING | {"…": "..."})
_SPACE = re.compile(r"\s+")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")  # signs that turn the direction of what follows them
_ISOLATE, _END = "\u2068", "\u2069"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points ``start`` to ``end`` of a text, half open."""

    start: int
    end: int

    def __len__(self) -> int:
        """Give the number of code points."""
        return self.end - self.start

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end


def fold(text: str) -> str:
    """Fold white space, quote marks and dashes, and drop invisible characters.

    >>> fold("‘post-caliphate’ \\xa0 –  IS…")
    "'post-caliphate' - IS..."
    """
    return _SPACE.sub(" ", text.translate(_FOLDED)).strip()


def normalized(label: str) -> str:
    """Give the form of a label under which any common spelling of it is found.

    Diacritics, case, hyphens, punctuation and a leading article are folded.

    >>> normalized("Deir e-Zor"), normalized("al-Būkamāl"), normalized("The SAA")
    ('deir e zor', 'bukamal', 'saa')
    """
    from unicodedata import combining  # noqa: PLC0415  # only name look-ups need them
    from unicodedata import normalize  # noqa: PLC0415

    plain = "".join(c for c in normalize("NFKD", label) if not combining(c)).casefold()
    words = re.sub(r"[^\w]+|_", " ", plain).split()
    while len(words) > 1 and words[0] in {"the", "al", "a", "an", "el"}:
        words = words[1:]
    return " ".join(words)


@dataclass(frozen=True, slots=True)
class Text:
    """A text that quotes are looked up in.

    Attributes:
        raw: the text, exactly as stored.
        folded: its folded form.
        offsets: for each folded code point, where it comes from in ``raw``; one more for the end.
    """

    raw: str
    folded: str = field(init=False)
    offsets: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Fold once, keeping where each code point came from."""
        folded: list[str] = []
        offsets: list[int] = []
        for index, char in enumerate(self.raw):
            new = " " if char.isspace() else char.translate(_FOLDED)
            if new == " " and folded and folded[-1] == " ":
                continue
            folded.extend(new)
            offsets.extend([index] * len(new))
        object.__setattr__(self, "folded", "".join(folded))
        object.__setattr__(self, "offsets", (*offsets, len(self.raw)))

    def find(self, quote: str) -> list[Span]:
        """Give every place where a quote stands, in order.

        A quote with `` ... `` in it is a head and a tail; the shortest passages from one to the
        other count. If nothing matches, the case of the first letter and a final full stop are
        forgiven.

        >>> [(s.start, s.end) for s in Text("IS fell. IS left.").find("IS ... left")]
        [(9, 16)]
        """
        exact = self._find(fold(quote))
        return exact or self._find(_relaxed(fold(quote)), relaxed=True)

    def _find(self, folded: str, *, relaxed: bool = False) -> list[Span]:
        head, ellipsis, tail = folded.partition(ELLIPSIS)
        heads = self._places(head, relaxed=relaxed)
        if not ellipsis:
            return [self._span(start, start + len(head)) for start in heads]
        tails = self._places(tail, relaxed=False)
        return [self._span(start, end + len(tail)) for start, end in _nearest(heads, tails)]

    def _places(self, folded: str, *, relaxed: bool) -> list[int]:
        if not folded:
            return []
        if not relaxed:
            return list(_all(self.folded, folded))
        pattern = re.compile(f"(?={re.escape(folded[0])})", re.IGNORECASE)
        rest = folded[1:]
        return [
            match.start() for match in pattern.finditer(self.folded) if self.folded.startswith(rest, match.start() + 1)
        ]

    def _span(self, start: int, end: int) -> Span:
        return Span(self.offsets[start], self.offsets[end - 1] + 1)

    def context(self, span: Span) -> tuple[str, str]:
        """Give the code points just before and just after a span, up to 32 each."""
        before = self.raw[max(0, span.start - CONTEXT) : span.start]
        return before, self.raw[span.end : span.end + CONTEXT]

    def closest(self, quote: str) -> Span | None:
        """Give the passage most like a quote, for a hint; None where nothing is near."""
        wanted, text = _lowered(fold(quote)), _lowered(self.folded)
        starts = [0, *(match.end() for match in re.finditer(" ", text))]
        votes: Counter[int] = Counter()
        for place in range(len(wanted) - GRAM + 1):
            for found in _all(text, wanted[place : place + GRAM]):
                votes[starts[bisect(starts, max(0, found - place)) - 1]] += 1
        likely = nlargest(SHOWN_CANDIDATES, votes, key=lambda start: (votes[start], -start))
        best = max((_rate(wanted, text, start) for start in likely), default=None)
        return None if best is None or best[0] < ALIKE else self._span(best[1], best[2])


def _lowered(text: str) -> str:
    """Give a text without capitals, every code point where it was."""
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def _all(text: str, part: str) -> Iterator[int]:
    place = text.find(part)
    while place >= 0:
        yield place
        place = text.find(part, place + 1)


def _rate(wanted: str, text: str, start: int) -> tuple[float, int, int]:
    """Give how alike a quote and the words from a place on are, and where they begin and end."""
    end = text.find(" ", min(start + len(wanted), len(text)) - 1)
    end = len(text) if end == -1 else end
    return SequenceMatcher(None, wanted, text[start:end], autojunk=False).ratio(), start, end


def _relaxed(folded: str) -> str:
    return folded.removesuffix(".")


def _nearest(heads: list[int], tails: list[int]) -> Iterator[tuple[int, int]]:
    """Pair each tail with the last head before it, so that passages stay as short as can be."""
    for previous, tail in pairwise([-1, *tails]):
        before = [head for head in heads if previous < head < tail]
        if before:
            yield before[-1], tail


_TITLES = ("mr", "mrs", "ms", "dr", "prof", "st", "gen", "col", "lt", "maj", "sgt", "rep", "sen", "gov")
_SHORT = ("no", "vs", "ed", "etc", "e.g", "i.e", "u.s", "u.k", "u.n", "a.m", "p.m")
_MONTHS = ("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec")
_ABBREVIATIONS = frozenset((*_TITLES, *_SHORT, *_MONTHS))
_BREAK = re.compile(r"[.?!…][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9\u00c0-\u024f\u0370-\u1fff])")
_LAST_WORD = re.compile(r"([^\s\"'“”‘’()\[\]]+)$")


def sentences(text: str) -> Iterator[Span]:
    """Split a text into sentences, line by line; white space around them is left out.

    >>> text = "By J. N. Doe\\n[Ed.: It fell. It held.]"
    >>> [text[s.start:s.end] for s in sentences(text)]
    ['By J. N. Doe', '[Ed.: It fell.', 'It held.]']
    """
    for line in re.finditer(r"[^\r\n\u2028\u2029]+", text):
        start = line.start()
        for match in _BREAK.finditer(line.group()):
            end = line.start() + match.start() + len(match.group().rstrip())
            if not _abbreviates(text[start : line.start() + match.start()]):
                yield from _trimmed(text, start, end)
                start = line.start() + match.end()
        yield from _trimmed(text, start, line.end())


def _abbreviates(before: str) -> bool:
    word = _LAST_WORD.search(before)
    if word is None:
        return False
    bare = word.group().casefold()
    return bare in _ABBREVIATIONS or (len(bare) == 1 and bare.isalpha() and word.group().isupper())


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    if piece.strip():
        yield Span(start + left, start + len(piece.rstrip()))


def isolated(text: str) -> str:
    r"""Keep a stranger's text from turning around the words that follow it; plain text stays as it is.

    >>> isolated("Mayadeen"), ascii(isolated("a \u202e b"))
    ('Mayadeen', "'\\u2068a \\u202e b\\u2069'")
    """
    return f"{_ISOLATE}{text}{_END}" if _TURNING.search(text) else text
