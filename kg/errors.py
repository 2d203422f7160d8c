"""What can go wrong, as values: places, problems, and one small tree of errors.

A curator's mistake is a ``Problem`` with a place, never a traceback. Problems are
collected and shown together; only ``kg.cli`` catches and prints.
"""

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

LIKE = 0.65  # how alike two words must be: Paris and Pakistan are not


class KgError(Exception):
    """Everything that this package raises on purpose."""


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """A place in a file.

    Attributes:
        path: the file, as its reader knows it (relative to the corpus folder).
        line: counted from 1.
        column: counted from 1, in Unicode code points.
        length: how many code points the caret line underlines, at least 1.
    """

    path: str
    line: int = 1
    column: int = 1
    length: int = 1

    def __str__(self) -> str:
        """Give ``path:line:column``, as editors and terminals link it."""
        return f"{self.path}:{self.line}:{self.column}"


class Severity(StrEnum):
    """Whether a problem stops a build."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding about a corpus.

    Attributes:
        where: the place.
        message: what is wrong and what was expected, quoting the data.
        code: a stable kebab-case name (listed in CONTRIBUTING.md).
        severity: error or warning.
        hint: a line on how to mend it, may be empty.
    """

    where: Where
    message: str
    code: str
    severity: Severity = Severity.ERROR
    hint: str = ""

    def __str__(self) -> str:
        """Give the one-line form, ``file:line:column: error: message [code]``."""
        return f"{self.where}: {self.severity}: {self.message} [{self.code}]"

    @property
    def is_error(self) -> bool:
        """Whether a build must stop."""
        return self.severity is Severity.ERROR


class CorpusError(KgError):
    """A corpus that can't be built; ``problems`` lists every finding, in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class QueryError(KgError):
    """A query that is wrong, refused, or over a limit."""


class RefusedError(QueryError):
    """A query that asks for what is never done: another server, a file, a change."""


class LimitError(QueryError):
    """A query that needed more time, memory, rows or bytes than it may have."""


class UnknownNameError(KgError):
    """A name that no entity, document or format has, or that several have."""


class WriteError(KgError):
    """An output that could not be written; what stood there before still stands."""


class RemoteError(KgError):
    """Another server can't be reached, refuses, or answers what can't be used."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Give a hint naming the closest known words, or an empty string.

    >>> did_you_mean("Mayaden", ["Mayadeen", "Mosul"])
    'did you mean Mayadeen?'
    """
    by_folded = {name.casefold(): name for name in known}
    close = get_close_matches(word.casefold(), by_folded, n=3, cutoff=LIKE)
    names = [by_folded[name] for name in close]
    return f"did you mean {either(names)}?" if names else ""


def unknown(message: str, word: str, known: Iterable[str]) -> str:
    """Add the closest known words to a message that a word is unknown.

    >>> unknown("there is no format ttll", "ttll", ["ttl", "nq"])
    'there is no format ttll: did you mean ttl?'
    """
    return ": ".join(filter(None, (message, did_you_mean(word, known))))


def unknown_among(message: str, word: str, known: Iterable[str], kind: str) -> str:
    """Add the closest known words to a message that a word is unknown; all of them, if none is close.

    >>> unknown_among("there is no format owl", "owl", ["ttl", "nq"], "formats")
    'there is no format owl (formats: nq, ttl)'
    """
    names = list(known)
    hint = did_you_mean(word, names)
    return f"{message}: {hint}" if hint or not names else f"{message} ({kind}: {', '.join(sorted(names))})"


def either(names: Sequence[str]) -> str:
    """Join names as a person would say them.

    >>> either(["a", "b", "c"])
    'a, b or c'
    """
    return " or ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def a(noun: str) -> str:
    """Give a noun with its indefinite article.

    >>> a("agent"), a("place")
    ('an agent', 'a place')
    """
    return f"an {noun}" if noun[:1].lower() in set("aeiou") else f"a {noun}"


class Report:
    """Problems as they are found; reading goes on after each, so that a run shows all."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def error(self, where: Where, code: str, message: str, hint: str = "") -> None:
        """Note what stops a build."""
        self.problems.append(Problem(where, message, code, Severity.ERROR, hint))

    def warning(self, where: Where, code: str, message: str, hint: str = "") -> None:
        """Note what a curator should look at."""
        self.problems.append(Problem(where, message, code, Severity.WARNING, hint))
