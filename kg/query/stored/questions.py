"""Stored questions: standard SPARQL files whose header says what they answer and what can be filled in.

A file runs unchanged in any engine: the values of its example stand in it. A parameter is what
stands in the braces of a line ``VALUES ?name { … }  # parameter``; nothing else is ever replaced.
"""

import re
import shlex
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from kg.errors import QueryError
from kg.errors import Report
from kg.errors import Where
from kg.errors import either
from kg.errors import unknown
from kg.query.stored.suggestions import no_question
from kg.resources import folder
from kg.terms import ontology

ANY = "any"  # the default that leaves a parameter open
KEYS = ("title", "answers", "parameter", "example", "answer")
TAKEN = ("data", "corpus", "format", "timeout", "endpoint", "show", "quiet", "verbose", "help")  # options of kg ask
INDENT = "#   "  # begins a continued line of the header

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_KEY = re.compile(r"# ([^\s:|]+):(?: (.*))?")
_PARAMETER = re.compile(
    r"(?P<name>[a-z][a-z_]*) (?P<type>\w+)(?: of (?P<kind>\w+))?(?: = (?P<default>[^;]+?))?; (?P<text>\S.*)"
)
SLOT = re.compile(r"^(?P<head>\s*VALUES \?(?P<name>\w+) \{ )(?P<values>.*)(?P<tail> \} +# parameter)$")
_SLOT_LIKE = re.compile(r"# parameter\s*$")


class Type(StrEnum):
    """What a parameter's value is."""

    ENTITY = "entity"
    CLASS = "class"
    RELATION = "relation"
    DOCUMENT = "document"
    DATE = "date"
    MONTH = "month"
    TEXT = "text"
    NUMBER = "number"
    MODE = "mode"
    CERTAINTY = "certainty"


@dataclass(frozen=True, slots=True)
class Parameter:
    """What can be filled in.

    Attributes:
        name: the variable's name, and the option's.
        type: what a value is.
        default: the value where none is given; ``any`` leaves it open; None if one must be given.
        text: what it means, in a few words.
        kind: the class that an entity must be of, empty for any (``place entity of Place; …``).
    """

    name: str
    type: Type
    default: str | None
    text: str
    kind: str = ""

    @property
    def option(self) -> str:
        """The option's name on the command line."""
        return f"--{self.name.replace('_', '-')}"


@dataclass(frozen=True, slots=True)
class Question:
    """A stored question.

    Attributes:
        name: its name, which is its file's.
        title: the question in plain words.
        answers: a paragraph on what a row is, and what is and is not concluded.
        parameters: what can be filled in, in the order of the header.
        example: values by parameter; those that stand in ``text``.
        answer: the answer to the example, a Markdown table (the first rows of a long one).
        text: the whole file: SPARQL with its header.
    """

    name: str
    title: str
    answers: str
    parameters: tuple[Parameter, ...]
    example: Mapping[str, str]
    answer: str
    text: str

    @property
    def usage(self) -> str:
        """The example as options of the command line."""
        options = {parameter.name: parameter.option for parameter in self.parameters}
        return " ".join(f"{options[name]} {shlex.quote(value)}" for name, value in self.example.items())


@lru_cache(maxsize=8)
def questions(root: Path | None = None) -> Mapping[str, Question]:
    """Give the stored questions by name, sorted.

    Args:
        root: a folder of ``.rq`` files; the shipped ones by default.

    Raises:
        QueryError: some file is not a stored question; the message lists every problem with its place.
    """
    report = Report()
    root = folder("ontology") / "questions" if root is None else root
    found = [parse(path.stem, path.read_text(encoding="utf-8"), report) for path in sorted(root.glob("*.rq"))]
    if report.problems:
        raise QueryError("\n".join(map(str, sorted(report.problems, key=lambda problem: problem.where))))
    return {question.name: question for question in found}


def titles() -> dict[str, str]:
    """Give what each stored question asks, by its name."""
    return {name: question.title for name, question in questions().items()}


def named(name: str) -> Question:
    """Give one stored question.

    Raises:
        QueryError: there is none of that name; the message has the closest ones.
    """
    known = questions()
    if name not in known:
        raise QueryError(no_question(name, titles()))
    return known[name]


def parse(name: str, text: str, report: Report) -> Question:
    """Read a stored question; what is wrong with it goes into the report, every problem with its place."""
    header = _Header(f"{name}.rq", text.splitlines(), report)
    if not _NAME.fullmatch(name):
        header.error(1, f"the file's name “{name}” is the command: lower-case words joined by hyphens", 1)
    parameters = _parameters(header)
    _slots(header, parameters)
    return Question(
        name=name,
        title=header.one("title"),
        answers=header.one("answers"),
        parameters=tuple(parameters.values()),
        example=_example(header, parameters),
        answer="".join(f"{line}\n" for line in header.block("answer")),
        text=text,
    )


class _Header:
    """The leading comment lines of a file: entries with their places."""

    def __init__(self, path: str, lines: Sequence[str], report: Report) -> None:
        self.path = path
        self.lines = lines
        self.report = report
        self.entries: list[tuple[str, int, list[str]]] = []
        length = next((index for index, line in enumerate(lines) if not line.startswith("#")), len(lines))
        for number, line in enumerate(lines[:length], 1):
            self._read(number, line)
        for number, line in enumerate(lines[length:], length + 1):
            match = _KEY.fullmatch(line)
            if match and match[1] in KEYS:
                self.error(number, f"“# {match[1]}:” stands below the header, which ends with line {length}", 3)
        for key in ("title", "answers", "example", "answer"):
            found = [number for found, number, _ in self.entries if found == key]
            if not found:
                self.error(1, f"the header lacks “# {key}:”", 1)
            for number in found[1:]:
                self.error(number, f"“# {key}:” stands here a second time", 3)

    def _read(self, number: int, line: str) -> None:
        match = _KEY.fullmatch(line)
        if line.startswith(INDENT) and self.entries:
            self.entries[-1][2].append(line[len(INDENT) :].rstrip())
        elif match is None:
            self.error(number, f"expected “# key: text”, or “{INDENT}” and more of the entry above", 1)
        elif match[1] not in KEYS:
            self.error(number, f"{unknown(f'“{match[1]}” is no key', match[1], KEYS)}: expected {either(KEYS)}", 3)
        else:
            self.entries.append((match[1], number, [(match[2] or "").strip()]))

    def error(self, line: int, message: str, column: int) -> None:
        self.report.error(Where(self.path, line, column), "bad-question", message)

    def all(self, key: str) -> Iterable[tuple[int, str]]:
        return [(number, " ".join(filter(None, lines))) for found, number, lines in self.entries if found == key]

    def block(self, key: str) -> list[str]:
        return next((list(filter(None, lines)) for found, _, lines in self.entries if found == key), [])

    def one(self, key: str) -> str:
        for number, value in self.all(key):
            if not value:
                self.error(number, f"“# {key}:” is empty", 3)
            return value
        return ""


def _parameters(header: _Header) -> dict[str, Parameter]:
    found: dict[str, Parameter] = {}
    for number, value in header.all("parameter"):
        match = _PARAMETER.fullmatch(value)
        if match is None:
            header.error(number, "expected “name type; what it is” or “name type = default; what it is”", 14)
        elif match["type"] not in set(Type):
            message = unknown(f"“{match['type']}” is no type", match["type"], list(Type))
            header.error(number, f"{message}: expected {either(list(Type))}", 15 + match.start("type"))
        elif match["kind"] and match["type"] != Type.ENTITY:
            header.error(
                number, f"only an entity has a class: write entity of {match['kind']}", 15 + match.start("kind")
            )
        elif match["kind"] and match["kind"] not in ontology().of_kind("Class"):
            message = unknown(f"“{match['kind']}” is no class", match["kind"], ontology().of_kind("Class"))
            header.error(number, message, 15 + match.start("kind"))
        elif match["name"] in TAKEN:
            header.error(number, f"--{match['name']} is an option of kg ask itself: choose another name", 14)
        elif match["name"] in found:
            header.error(number, f"the parameter {match['name']} is declared twice", 14)
        elif match["kind"] and (match["type"] != Type.ENTITY or match["kind"] not in ontology().of_kind("Class")):
            message = f"“of {match['kind']}”: only an entity can be of a class, and of one that the ontology has"
            header.error(number, message, 15 + match.end("type"))
        else:
            name, type_ = match["name"], Type(match["type"])
            found[name] = Parameter(name, type_, match["default"], match["text"], match["kind"] or "")
    return found


def _slots(header: _Header, parameters: Mapping[str, Parameter]) -> None:
    seen = set()
    for number, line in enumerate(header.lines, 1):
        match = SLOT.fullmatch(line)
        if match is None and _SLOT_LIKE.search(line):
            column = len(line) - len(line.lstrip()) + 1
            header.error(number, "expected “VALUES ?name { value }  # parameter” on a line of its own", column)
        elif match is not None and match["name"] not in parameters:
            message = unknown(f"?{match['name']} is no parameter of the header", match["name"], parameters)
            header.error(number, message, match.start("name"))
        elif match is not None:
            seen.add(match["name"])
    for name in sorted(parameters.keys() - seen):
        message = f"the parameter {name} is never used: add “VALUES ?{name} {{ … }}  # parameter”"
        header.error(next(n for n, value in header.all("parameter") if value.startswith(f"{name} ")), message, 14)


def _example(header: _Header, parameters: Mapping[str, Parameter]) -> dict[str, str]:
    options = {parameter.option: name for name, parameter in parameters.items()}
    for number, value in header.all("example"):
        try:
            words = shlex.split(value)
        except ValueError as error:
            header.error(number, f"the example's quotes don't close: {error}", 12)
            break
        if len(words) % 2:
            header.error(number, "the example is not made of options and their values (--name value …)", 12)
            break
        pairs = dict(zip(words[::2], words[1::2], strict=True))
        for option in pairs.keys() - options.keys():
            header.error(number, unknown(f"{option} is no option of this question", option, options), 12)
        given = {options[option]: value for option, value in pairs.items() if option in options}
        for name, parameter in parameters.items():
            if parameter.default is None and name not in given:
                header.error(number, f"the example lacks {parameter.option}, which has no default", 12)
        return given
    return {}
