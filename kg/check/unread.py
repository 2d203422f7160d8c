"""A file that can't be read comes first, and what only it could answer is not asked.

Without the registry every name is unknown; that says nothing of the names, and hides the cause.
"""

from collections.abc import Iterable
from dataclasses import replace
from enum import Enum
from enum import auto
from pathlib import PurePosixPath

from kg.errors import Problem
from kg.read.corpus import CORPUS_FILE
from kg.read.corpus import ENTITIES_FILE
from kg.read.corpus import Draft

UNREAD = {"yaml-syntax", "yaml-alias", "yaml-tag", "encoding", "turtle-syntax", "missing-file", "too-large"}
UNREAD |= {"outside-corpus"}


UNTIL_THEN = "until it can be read, names are not checked against it"


class Part(Enum):
    """What a file of a corpus holds."""

    REGISTRY = auto()
    TERMS = auto()
    DOCUMENT = auto()


SILENT = {
    Part.REGISTRY: {"unknown-entity"},
    Part.TERMS: {"unknown-predicate", "unknown-class", "unknown-scheme", "unknown-key", "unknown-value"},
    Part.DOCUMENT: {"unknown-claim", "inferred-without-support", "unused-entity"},
}


def causes_first(draft: Draft, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems: files that can't be read, then the rest by file, without what follows from those."""
    found = sorted(problems, key=lambda problem: (problem.where, problem.code, problem.message))
    causes = [problem for problem in found if problem.code in UNREAD]
    lost = {_part(problem.where.path) for problem in causes}
    if not draft.corpus.entities and any(problem.where.path == ENTITIES_FILE for problem in found):
        lost.add(Part.REGISTRY)
    silent = {code for part in lost for code in SILENT[part]}
    if any(problem.is_error and _part(problem.where.path) is Part.DOCUMENT for problem in found):
        silent.add("unused-entity")  # an entry with an error may be what refers to it
    rest = [problem for problem in found if problem.code not in UNREAD and problem.code not in silent]
    return (*(_explained(problem, found) for problem in causes), *rest)


def _part(path: str) -> Part:
    if path == ENTITIES_FILE:
        return Part.REGISTRY
    return Part.TERMS if path == CORPUS_FILE or PurePosixPath(path).suffix == ".ttl" else Part.DOCUMENT


def _explained(problem: Problem, found: Iterable[Problem]) -> Problem:
    if not any(other.code in SILENT[_part(problem.where.path)] for other in found):
        return problem
    return replace(problem, hint="; ".join(filter(None, (problem.hint, UNTIL_THEN))))
