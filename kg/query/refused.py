"""A query that was refused, and the words of what could have stood where it goes wrong."""

from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kg.errors import either
from kg.query.hints import Hint
from kg.query.hints import Prologue
from kg.query.parse import END
from kg.query.parse import Parsed
from kg.query.tokens import Kind
from kg.query.tokens import Token
from kg.query.vocabulary import Vocabulary

NAMED_WORDS = 6  # so many keywords are listed; more of them are summed up
_VALUE = {"<variable>", "<name>", "<string>"}
_MARKS = {
    "{": "an opening brace",
    "}": "a closing brace",
    "(": "an opening bracket",
    ")": "a closing bracket",
    "]": "a closing square bracket",
    ">>": ">>",
    ")>>": ")>>",
    "|}": "|}",
}


@dataclass(frozen=True)
class Refused:
    """What the rules look at.

    Attributes:
        text: the query.
        parsed: as far as its grammar goes.
        vocabulary: names that may be meant.
        engine: the engine's own message.
    """

    text: str
    parsed: Parsed
    vocabulary: Vocabulary
    engine: str = ""

    @cached_property
    def prologue(self) -> Prologue:
        """The prefixes that the query may use."""
        return Prologue(self.parsed.tokens, self.vocabulary.prefixes)

    @property
    def wrong(self) -> Token | None:
        """The token that can't stand where it does; None at the end."""
        return self.parsed.wrong

    def near(self, step: int) -> Token | None:
        """Give a token so many places from the wrong one."""
        return None if self.parsed.stop is None else self.parsed.token(self.parsed.stop + step)

    @property
    def before(self) -> Token | None:
        """The token before the wrong one."""
        return self.near(-1)

    def inside(self, *rules: str) -> bool:
        """Tell whether the innermost rules being read include one of these."""
        return any(node.rule in rules for node in self.parsed.inside[-4:])

    def open(self, mark: str, closing: str) -> Token | None:
        """Give the innermost opening mark that nothing closed before the wrong token."""
        waiting = []
        for token in self.parsed.tokens[: self.parsed.stop]:
            if token.kind is Kind.MARK and token.text == mark:
                waiting.append(token)
            elif token.kind is Kind.MARK and token.text == closing and waiting:
                waiting.pop()
        return waiting[-1] if waiting else None

    def rest(self) -> Iterator[Token]:
        """Give the wrong token and all after it."""
        return iter(self.parsed.tokens[self.parsed.stop or 0 :])


Rule = Callable[[Refused], Hint | None]


def wanted(expected: frozenset[str]) -> str:
    """Say what could have stood there, as a person would.

    >>> wanted(frozenset([".", ";", ",", "}", "{", "FILTER", "OPTIONAL"]))
    'a dot or a closing brace'
    """
    if {".", ";", "}"} <= expected:
        return "a dot or a closing brace"
    if _VALUE | {"}", "FILTER"} <= expected:
        return "a triple, a clause such as FILTER, or a closing brace"
    parts = [*_terms(expected), *_words(expected)]
    if "&&" in expected:
        parts.append("an operator")
    value = expected >= _VALUE
    parts += (words for mark, words in _MARKS.items() if mark in expected and not (value and mark in "({"))
    if "," in expected:
        parts.append("a comma")
    if END in expected:
        parts.append("the end of the query")
    return either(parts) or "something else"


def _terms(expected: frozenset[str]) -> Iterator[str]:
    if expected >= _VALUE:
        yield from ("a variable", "a name", "a value")
    elif {"<variable>", "a"} <= expected:
        yield from ("a property", "a variable")
    elif {"<variable>", "<name>"} <= expected:
        yield from ("a variable", "a name")
    else:
        single = {"<variable>": "a variable", "<number>": "a number", "<string>": "a string"}
        single["<iri>"] = "a name" if "<name>" in expected else "an IRI in angle brackets"
        single["<prefix>"] = "a prefix with its colon (and nothing behind it)"
        yield from (words for kind, words in single.items() if kind in expected and words)


def _words(expected: frozenset[str]) -> Iterator[str]:
    pairs = {"GROUP": "GROUP BY", "ORDER": "ORDER BY"}
    hidden = {"TRUE", "FALSE", "VERSION", "LATERAL", "BASE", "IN", "NOT"}
    words = sorted(pairs.get(word, word) for word in expected if word.isalpha() and word != "a" and word not in hidden)
    if len(words) <= NAMED_WORDS and not expected >= _VALUE:
        yield from words
