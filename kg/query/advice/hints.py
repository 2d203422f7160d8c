"""What a query is, asks for and may not do, read from its tokens; each finding with its place."""

import re
from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from unicodedata import combining
from unicodedata import east_asian_width
from urllib.parse import urljoin

from kg.query.syntax.parse import parse
from kg.query.syntax.tokens import Kind
from kg.query.syntax.tokens import Token
from kg.query.syntax.tokens import code

Form = Literal["select", "ask", "construct", "describe", "update"]

UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH")
WIDTH = 100  # code points of a long line that are shown
_FORMS: Mapping[str, Form] = {
    "SELECT": "select",
    "ASK": "ask",
    "CONSTRUCT": "construct",
    "DESCRIBE": "describe",
    **dict.fromkeys(UPDATES, "update"),
}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})|\\(.)")


@dataclass(frozen=True, slots=True, order=True)
class Hint:
    """A finding about a query.

    Attributes:
        line: counted from 1.
        column: counted from 1, in code points.
        message: what is wrong or odd, and what to do.
        length: how many code points are underlined.
    """

    line: int
    column: int
    message: str
    length: int = 1

    def shown(self, text: str) -> str:
        """Give place, message, the line of the query, and carets under the words that are meant.

        >>> print(Hint(1, 12, "is this a variable? Write ?y", 1).shown("ASK { ?x a y }"))
        1:12: is this a variable? Write ?y
            1 | ASK { ?x a y }
              |            ^
        """
        lines = text.split("\n")
        whole = lines[min(self.line, len(lines)) - 1].removesuffix("\r")
        first = max(0, min(self.column - 1 - WIDTH // 2, len(whole) - WIDTH))
        cut = whole[first : first + WIDTH]
        before, after = "…" if first else "", "…" if first + WIDTH < len(whole) else ""
        pad = " " * len(before) + _blank(cut[: self.column - 1 - first])
        carets = "^" * max(1, min(self.length, first + len(cut) - self.column + 1))
        head = f"{self.line}:{self.column}: {self.message}"
        return f"{head}\n{self.line:>5} | {before}{_CONTROL.sub('�', cut)}{after}\n{'':>5} | {pad}{carets}"


def at(token: Token, message: str) -> Hint:
    """Point at a token."""
    return Hint(token.line, token.column, message, len(token.text.split("\n", 1)[0]) or 1)


def after(token: Token, message: str) -> Hint:
    """Point right behind a token: at what is missing there."""
    *lines, last = token.text.split("\n")
    return Hint(token.line + len(lines), len(last) + (1 if lines else token.column), message)


def form(text: str) -> Form | None:
    """Tell what a query asks for; None where its first keyword is none that begins a query.

    >>> form("PREFIX a: <http://a.example/> ask { ?s ?p ?o }")
    'ask'
    """
    return _form(code(text))


def _form(found: Sequence[Token]) -> Form | None:
    words = (token.upper for token in found if token.kind is Kind.WORD)
    first = next((word for word in words if word not in {"PREFIX", "BASE", "VERSION"}), "")
    return next((kind for word, kind in _FORMS.items() if first.startswith(word)), None)


def forbidden(text: str, services: Collection[str] = (), prefixes: Mapping[str, str] | None = None) -> Hint | None:
    """Find what a query may not do: call another server, or change the data.

    The engine takes keywords that nothing separates from what stands before them
    (``trueSERVICE<…>``), so the word is looked for inside others too.

    Args:
        text: the query.
        services: IRIs that SERVICE may call.
        prefixes: known besides the query's own.
    """
    found = code(text)
    if _form(found) == "update":
        word = next(token for token in found if token.upper.startswith(UPDATES))
        return at(word, f"{word.upper} would change the data: refused; ask with SELECT, ASK, CONSTRUCT or DESCRIBE")
    known = Prologue(found, prefixes or {})
    for place, token in enumerate(found):
        following = found[place + 1 : place + 3]
        if "SERVICE" in token.upper:
            called = next((one for one in following if one.upper != "SILENT"), None)
            if token.upper != "SERVICE" or called is None or known.iri(called) not in services:
                return at(token, _called(called))
        elif token.kind is Kind.NAME and "SERVICE" in token.text.partition(":")[0].upper():
            opened = bool(following) and following[0].text == "{"
            if opened or not known.declares(token):
                return at(token, _called(None))
    return _hidden(text)


def _hidden(text: str) -> Hint | None:
    """Find the word SERVICE behind a mistake: there the engine may take for code what we take for a string."""
    if "SERVICE" not in text.upper():
        return None
    parsed = parse(text)
    wrong = parsed.wrong
    if wrong is None or "SERVICE" not in text[wrong.offset :].upper():
        return None
    message = (
        f"{wrong.text.splitlines()[0][:40]} can't stand here; since SERVICE comes after it, the query is not tried"
    )
    return at(wrong, message)


def _called(called: Token | None) -> str:
    name = f" {called.text}" if called and called.kind in {Kind.IRI, Kind.NAME} else ""
    return f"SERVICE would send the query to another server{name}: refused"


def iris_of_dataset_clauses(text: str, prefixes: Mapping[str, str]) -> list[tuple[str, Hint]]:
    """Give the IRIs of FROM and FROM NAMED with their places; relative ones are resolved against BASE.

    >>> iris_of_dataset_clauses("BASE <http://a.example/> ASK FROM <g> { ?s ?p ?o }", {})[0][0]
    'http://a.example/g'
    """
    found = code(text)
    known = Prologue(found, prefixes)
    result = []
    for token in _named(found):
        iri = known.iri(token)
        result.append(
            (
                iri or token.text,
                at(token, f"{token.text} is no graph of this dataset, and FROM opens no file or address"),
            )
        )
    return result


def _named(found: Sequence[Token]) -> Iterator[Token]:
    """Give the names after FROM and FROM NAMED, which stand before the first opening brace."""
    expected = False
    for token in found:
        if token.text == "{" and token.kind is Kind.MARK:
            return
        if expected and token.kind in {Kind.IRI, Kind.NAME}:
            yield token
        expected = token.upper in {"FROM", "FROMNAMED"} or (expected and token.upper == "NAMED")


class Prologue:
    """The prefixes and the base that a query declares, over those that are declared for it."""

    def __init__(self, found: Sequence[Token], prefixes: Mapping[str, str]) -> None:
        self.base = ""
        self.prefixes = dict(prefixes)
        for place, token in enumerate(found):
            if token.kind is not Kind.IRI or place == 0:
                continue
            before = found[place - 1]
            if before.upper == "BASE":
                self.base = self._resolved(token)
            elif before.kind is Kind.NAME and before.text.endswith(":") and found[place - 2].upper == "PREFIX":
                self.prefixes[before.text[:-1]] = self._resolved(token)

    def _resolved(self, token: Token) -> str:
        return urljoin(self.base, unescaped(token.text[1:-1]))

    def declares(self, token: Token) -> bool:
        """Tell whether a prefixed name's prefix is known."""
        return token.text.partition(":")[0] in self.prefixes

    def iri(self, token: Token) -> str | None:
        """Give the IRI that an IRI or a prefixed name stands for; None for anything else."""
        if token.kind is Kind.IRI:
            return self._resolved(token)
        prefix, colon, local = token.text.partition(":")
        if token.kind is Kind.NAME and colon and prefix in self.prefixes:
            return self.prefixes[prefix] + unescaped(local)
        return None

    def iri_of(self, piece: str) -> str | None:
        """Give the IRI that a piece of a query stands for; None where it is more than a name."""
        found = code(piece)
        return self.iri(found[0]) if len(found) == 1 else None


def unescaped(name: str) -> str:
    """Undo the escapes of an IRI or a local name."""
    if "\\" not in name:
        return name
    return _ESCAPE.sub(lambda match: chr(int(match[1] or match[2], 16)) if not match[3] else match[3], name)


def _blank(before: str) -> str:
    """Give white space as wide as some text, on a terminal."""
    return "".join(_space(char) for char in before)


def _space(char: str) -> str:
    if char == "\t":
        return "\t"
    return "" if combining(char) else "  " if east_asian_width(char) in {"W", "F"} else " "
