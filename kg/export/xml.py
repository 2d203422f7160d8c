"""Texts in XML attributes, and lists in them as Gephi reads them; what had to be replaced is counted."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from json import JSONEncoder

from kg.text import NOT_IN_XML

ILLEGAL = NOT_IN_XML
SPACED = re.compile("[\t\n\r\x85\u2028]")  # what readers would turn into plain spaces or line ends
SPACES = str.maketrans({char: f"&#{ord(char)};" for char in "\t\n\r\x85\u2028"})
ENCODER = JSONEncoder(ensure_ascii=False)
JOINER = "\u2060"  # shows as nothing
INFINITY = "INF"
NOTHING = "null"  # in any case; Gephi leaves such a cell empty
NULLED = "with “null” alone, which Gephi would read as nothing: an unseen U+2060 parts the letters"


@dataclass(slots=True)
class Replaced:
    """How many texts could not stand as they are.

    Attributes:
        dropped: texts with characters that XML does not have, which are left out.
        parted: texts with INF, in which a word joiner, unseen, keeps Gephi from reading infinity.
        nothing: texts that are no more than ``null``, which a word joiner keeps from being left out.
    """

    dropped: int = 0
    parted: int = 0
    nothing: int = 0

    def told(self) -> tuple[str, ...]:
        """Say so, a sentence each."""
        dropped = f"{_texts(self.dropped)} with control characters, which XML does not have: they are left out"
        parted = (
            f"{_texts(self.parted)} with INF, which Gephi would read as infinity: an unseen U+2060 parts the letters"
        )
        nothing = f"{_texts(self.nothing)} {NULLED}"
        counted = (dropped, self.dropped), (parted, self.parted), (nothing, self.nothing)
        return tuple(said for said, number in counted if number)


class Escape:
    """Makes attribute values, and counts what it replaced."""

    def __init__(self) -> None:
        self.replaced = Replaced()

    def text(self, text: str) -> str:
        """Give a text as it stands in an XML attribute; characters that XML does not have are dropped.

        >>> Escape().text('a & "b"')
        'a &amp; &quot;b&quot;'
        """
        if _plain(text):
            return text
        if ILLEGAL.search(text):
            self.replaced.dropped += 1
            text = ILLEGAL.sub("", text)
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
        return text.translate(SPACES) if SPACED.search(text) else text

    def value(self, text: str) -> str:
        """Give a text for a column: Gephi would read INF inside as infinity, and ``null`` as nothing."""
        return self.text(self._parted(text))

    def strings(self, items: Iterable[str]) -> str:
        r"""Give a list as Gephi and graphology read it: quoted, comma-separated, in brackets.

        >>> print(Escape().strings(["a, b", 'say "c"']))
        [&quot;a, b&quot;, &quot;say \&quot;c\&quot;&quot;]
        """
        told = [
            f"&quot;{item}&quot;" if len(item) != len(NOTHING) and is_simple(item) else self.string(item)
            for item in items
        ]
        return f"[{', '.join(told)}]"

    def string(self, item: str) -> str:
        r"""Give an item of a list, in its quotes; line ends stay as they are, since Gephi reads ``\n`` as an n.

        >>> print(Escape().string("two\nlines"))
        &quot;two&#10;lines&quot;
        """
        if ILLEGAL.search(item):
            self.replaced.dropped += 1
            item = ILLEGAL.sub("", item)
        quoted = self._parted(item).replace("\\", "\\\\").replace('"', '\\"')
        return self.text(f'"{quoted}"')

    def _parted(self, text: str) -> str:
        if len(text) == len(NOTHING) and text.lower() == NOTHING:
            self.replaced.nothing += 1
            return unlike_nothing(text)
        if INFINITY not in text:
            return text
        self.replaced.parted += 1
        return text.replace(INFINITY, f"I{JOINER}NF")


def unlike_nothing(text: str) -> str:
    """Give a text that Gephi would take for an empty cell, with an unseen sign in it."""
    return f"{text[0]}{JOINER}{text[1:]}"


def _texts(number: int) -> str:
    return f"{number:,} text{'' if number == 1 else 's'}"


def _plain(text: str) -> bool:
    """Tell whether nothing is to be escaped in XML; printable leaves out all odd spaces too."""
    return text.isprintable() and "&" not in text and "<" not in text and ">" not in text and '"' not in text


def is_simple(text: str) -> bool:
    """Tell whether nothing is to be escaped in a list: of all texts, these are most, and the fastest."""
    return (
        text.isprintable()
        and "&" not in text
        and "<" not in text
        and ">" not in text
        and '"' not in text
        and "\\" not in text
        and "INF" not in text
    )
