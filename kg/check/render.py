"""Problems as people and programs read them: text with carets, JSON, GitHub annotations."""

import json
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping

from kg.errors import Problem

MARGIN = 5  # width of the line-number column
WIDTH = 100  # a longer source line is cut around the caret


def as_text(problems: Iterable[Problem], sources: Mapping[str, str]) -> str:
    """Give each problem with its source line, a caret line and its hint."""
    return "".join(_block(problem, sources) for problem in problems)


def as_json(problems: Iterable[Problem], _sources: Mapping[str, str]) -> str:
    """Give a JSON array of objects: path, line, column, length, severity, code, message, hint."""
    rows = [
        {
            "path": problem.where.path,
            "line": problem.where.line,
            "column": problem.where.column,
            "length": problem.where.length,
            "severity": str(problem.severity),
            "code": problem.code,
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def as_github(problems: Iterable[Problem], _sources: Mapping[str, str]) -> str:
    """Give GitHub Actions workflow commands, one a line, which show beside the changed lines."""
    return "".join(_annotation(problem) for problem in problems)


RENDERERS: Mapping[str, Callable[[Iterable[Problem], Mapping[str, str]], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
}


def _block(problem: Problem, sources: Mapping[str, str]) -> str:
    lines = sources.get(problem.where.path, "").splitlines()
    shown = [str(problem)]
    if 0 < problem.where.line <= len(lines):
        shown += _caret(problem, lines[problem.where.line - 1])
    if problem.hint:
        shown.append(f"{' ' * MARGIN} = {problem.hint}")
    return "".join(f"{line}\n" for line in shown)


def _caret(problem: Problem, line: str) -> list[str]:
    column = min(problem.where.column, len(line) + 1)
    cut = max(0, column - WIDTH // 2) if len(line) > WIDTH else 0
    text = line[cut : cut + WIDTH].replace("\t", " ")
    length = max(1, min(problem.where.length, len(text) - (column - 1 - cut)))
    return [
        f"{problem.where.line:>{MARGIN}} | {text}",
        f"{'':>{MARGIN}} | {' ' * (column - 1 - cut)}{'^' * length}",
    ]


def _annotation(problem: Problem) -> str:
    where = problem.where
    message = f"{problem.message} {problem.hint}".strip()
    properties = f"file={_escaped(where.path, ':,')},line={where.line},col={where.column},title={problem.code}"
    return f"::{problem.severity} {properties}::{_escaped(message)}\n"


def _escaped(text: str, also: str = "") -> str:
    for char in "%\r\n" + also:
        text = text.replace(char, f"%{ord(char):02X}")
    return text
