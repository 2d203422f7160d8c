"""SPARQL as tokens with their places: what every hint about a query points with.

Tokens tile the text: joined in order they are the text again, whatever the text, white space and
comments included. Nothing here raises, and every text takes time linear in its length: a character
that SPARQL has no use for is a token of its own, and so is a string that nobody closed. A place is
line and column, both from 1; only ``\\n`` ends a line, and columns count code points.
(https://www.w3.org/TR/sparql12-query/#sparqlGrammar)
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class Kind(StrEnum):
    """What a token is."""

    SPACE = "white space"
    COMMENT = "comment"
    IRI = "IRI"
    NAME = "prefixed name"
    BLANK = "blank node"
    VARIABLE = "variable"
    STRING = "string"
    UNCLOSED = "string without an end"
    LANGUAGE = "language tag"
    NUMBER = "number"
    WORD = "word"
    MARK = "mark"
    UNKNOWN = "unknown character"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query.

    Attributes:
        kind: what it is.
        text: as it stands in the query.
        offset: code points before it.
        line: counted from 1.
        column: counted from 1, in code points.
    """

    kind: Kind
    text: str
    offset: int
    line: int
    column: int

    @property
    def end(self) -> int:
        """The offset after it."""
        return self.offset + len(self.text)

    @property
    def upper(self) -> str:
        """The text of a word in capitals, since keywords may be written either way; else empty."""
        return self.text.upper() if self.kind is Kind.WORD else ""


# Every repetition is possessive or can't be entered twice, so that no text is scanned again and again.
_ESCAPED = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_LOCAL = rf"(?:[\w:]|{_ESCAPED})(?:[\w:.\-·\u0300-\u036f‿⁀]|{_ESCAPED})*+"
_TOKEN = re.compile(
    r"""(?P<SPACE>[ \t\r\n]++)
    |(?P<COMMENT>\#[^\r\n]*+)
    |(?P<IRI><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*+>)
    |(?P<STRING>\"{3}(?>(?:\"{0,2}(?:[^"\\]|\\.))*+)\"{3}|'{3}(?>(?:'{0,2}(?:[^'\\]|\\.))*+)'{3}
        |"(?!"")(?:[^"\\\r\n]|\\[^\r\n])*+"|'(?!'')(?:[^'\\\r\n]|\\[^\r\n])*+')
    |(?P<UNCLOSED>\"{3}.*+|'{3}.*+|["'][^\r\n]*+)
    |(?P<VARIABLE>[?$][\w·\u0300-\u036f‿⁀]++)
    |(?P<LANGUAGE>@[A-Za-z]++(?:--?[A-Za-z0-9]++)*+)
    |(?P<NUMBER>(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)[eE][+-]?[0-9]++|[0-9]*+\.[0-9]++|[0-9]++)
    |(?P<BLANK>_:[\w](?:[\w.\-·\u0300-\u036f‿⁀]*+))
    |(?P<WORD>[^\W\d]\w*+)
    |(?P<MARK><<\(|\)>>|<<|>>|\{\||\|\}|\^\^|\|\||&&|!=|<=|>=|[{}()\[\];,.|/^*+\-?!=<>~])
    |(?P<UNKNOWN>.)""",
    re.DOTALL | re.VERBOSE,
)
_NAME_START = re.compile(r"[^\W\d_]|:")
_PREFIX = re.compile(r"[\w.\-·\u0300-\u036f‿⁀]*+")
_LOCAL_PART = re.compile(_LOCAL)
_COMPARED = re.compile(r"<[?$=\d#\-+\"']")  # what `<` means after an operand: nobody writes such an IRI there
_OPERANDS = {Kind.VARIABLE, Kind.NUMBER, Kind.STRING, Kind.LANGUAGE, Kind.IRI, Kind.NAME}
_QUIET = {Kind.SPACE, Kind.COMMENT}


def tokens(text: str) -> list[Token]:
    """Take a query apart; the tokens tile the text.

    >>> [token.text for token in tokens("ASK { ?s a o:Claim }") if token.kind is not Kind.SPACE]
    ['ASK', '{', '?s', 'a', 'o:Claim', '}']
    """
    found = []
    line, start = 1, 0
    for kind, piece, offset in _pieces(text):
        found.append(Token(kind, piece, offset, line, offset - start + 1))
        if "\n" in piece:
            line += piece.count("\n")
            start = offset + piece.rindex("\n") + 1
    return found


@lru_cache(maxsize=4)  # one query is looked at by several, one after the other
def code(text: str) -> tuple[Token, ...]:
    """Give the tokens that mean something: all but white space and comments."""
    return tuple(token for token in tokens(text) if token.kind not in _QUIET)


def _pieces(text: str) -> Iterator[tuple[Kind, str, int]]:
    offset = 0
    nameless = 0  # up to here no prefix ends in a colon: looked at once, not at every letter
    depth = 0  # of round brackets, within which `<` may compare
    operand = False
    while offset < len(text):
        kind, end = Kind.UNKNOWN, 0
        if offset >= nameless and _NAME_START.match(text, offset):
            end, nameless = _name(text, offset)
            kind = Kind.NAME
        if not end:
            kind, end = _other(text, offset, compares=operand and depth > 0)
        piece = text[offset:end]
        yield kind, piece, offset
        depth = max(0, depth + (piece == "(") - (piece == ")")) if kind is Kind.MARK else depth
        if kind not in _QUIET:
            operand = kind in _OPERANDS or piece == ")"
        offset = end


def _name(text: str, offset: int) -> tuple[int, int]:
    """Give the end of a prefixed name, or 0, and how far there is certainly none."""
    found = _PREFIX.match(text, offset)
    colon = found.end() if found else offset
    if text[colon : colon + 1] != ":" or (colon > offset and text[colon - 1] == "."):
        return 0, colon
    local = _LOCAL_PART.match(text, colon + 1)
    if local is None:
        return colon + 1, 0
    end = local.end()
    while text[end - 1] == "." and text[end - 2] != "\\":
        end -= 1
    return end, 0


def _other(text: str, offset: int, *, compares: bool) -> tuple[Kind, int]:
    if compares and _COMPARED.match(text, offset):
        return Kind.MARK, offset + (2 if text[offset + 1] == "=" else 1)
    found = _TOKEN.match(text, offset)
    if found is None or found.lastgroup is None:  # can't be: the last alternative takes any character
        return Kind.UNKNOWN, offset + 1
    end = found.end()
    if found.lastgroup == "BLANK":
        while text[end - 1] == ".":
            end -= 1
    return Kind[found.lastgroup], end
