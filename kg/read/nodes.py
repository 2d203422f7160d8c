"""YAML as a curator wrote it: text with places, never guessed types.

YAML is composed, not constructed, so ``2017-10-14``, ``no`` and ``20_000`` stay text and every
value knows where it stands. What a plain parser lets through is reported: a key given twice,
anchors and aliases, tags.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import yaml

from kg.errors import Report
from kg.errors import Where

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml: six times faster
MAX_DEPTH = 20  # our files need 5; deeper nesting is an attack or a mistake
MAX_BYTES = 64 * 2**20


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text value."""

    text: str
    where: Where


@dataclass(frozen=True, slots=True)
class Items:
    """A sequence."""

    items: tuple["Node", ...]
    where: Where


@dataclass(frozen=True, slots=True)
class Fields:
    """A mapping with text keys, in the order of the file."""

    fields: Mapping[str, "Node"]
    keys: Mapping[str, Where]
    where: Where

    def lacks(self, name: str) -> bool:
        """Tell whether a key is not there, or has no value."""
        node = self.fields.get(name)
        return node is None or (isinstance(node, Scalar) and not node.text.strip()) or node == Items((), node.where)


Node: TypeAlias = Scalar | Items | Fields


def compose(path: str, text: str, report: Report) -> Node | None:
    """Read YAML text; None after an error, which is reported.

    Args:
        path: the file as problems name it.
        text: its content.
        report: where problems go.
    """
    try:
        _forbid_depth(text)
        root = yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = Where(path, mark.line + 1, mark.column + 1) if mark else Where(path)
        report.error(where, "yaml-syntax", f"not valid YAML: {error.problem or error.context}", _advice(error, text))
        return None
    except (yaml.YAMLError, _TooDeepError) as error:
        report.error(Where(path), "yaml-syntax", f"not valid YAML: {error}")
        return None
    if root is None:
        report.error(Where(path), "yaml-syntax", "the file is empty")
        return None
    return _convert(root, path, report, set())


class _TooDeepError(Exception):
    """Nesting beyond any file of ours."""


def _forbid_depth(text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            line = event.start_mark.line + 1 if event.start_mark else 0
            message = f"nested more than {MAX_DEPTH} deep (line {line})"
            raise _TooDeepError(message)


def _advice(error: yaml.MarkedYAMLError, text: str) -> str:
    problem = error.problem or ""
    line = error.problem_mark.line if error.problem_mark else 0
    lines = text.splitlines()
    if line < len(lines) and "\t" in lines[line][: len(lines[line]) - len(lines[line].lstrip())]:
        return "indent with spaces, not tabs"
    if "mapping values" in problem:
        return "put a value that contains ': ' in quotes"
    begun = error.context_mark.line + 1 if error.context_mark else 0
    if "flow" in (error.context or ""):
        return f"the [ or {{ in line {begun} is not closed, or lacks a comma"
    if "quoted scalar" in (error.context or ""):
        return f"the quote mark in line {begun} is not closed"
    return "a value that starts with [ { \" ' # & * ! | > % @ ` needs quotes around it"


def _convert(node: yaml.Node, path: str, report: Report, seen: set[int]) -> Node:
    where = _where(node, path)
    if id(node) in seen:
        report.error(where, "yaml-alias", "anchors and aliases (&, *) are not part of the format: write it out")
        return Scalar("", where)
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        return _fields(node, path, report, seen)
    if isinstance(node, yaml.SequenceNode):
        return Items(tuple(_convert(item, path, report, seen) for item in node.value), where)
    if not node.tag.startswith("tag:yaml.org,2002:"):
        report.error(where, "yaml-tag", f"tags such as {node.tag} are not part of the format")
    return Scalar(node.value, where)


def _fields(node: yaml.MappingNode, path: str, report: Report, seen: set[int]) -> Fields:
    fields: dict[str, Node] = {}
    keys: dict[str, Where] = {}
    for key, value in node.value:
        where = _where(key, path)
        name = key.value if isinstance(key, yaml.ScalarNode) else ""
        if not name:
            report.error(where, "wrong-kind", "a key must be a plain word")
        elif name in fields:
            report.error(where, "duplicate-key", f"{name} stands here twice", f"first at line {keys[name].line}")
        else:
            fields[name], keys[name] = _convert(value, path, report, seen), where
    return Fields(fields, keys, _where(node, path))


def _where(node: yaml.Node, path: str) -> Where:
    start, end = node.start_mark, node.end_mark
    length = end.column - start.column if end.line == start.line else 1
    return Where(path, start.line + 1, start.column + 1, max(1, length))


def expect_fields(node: Node | None, what: str, report: Report) -> Fields | None:
    """Give a mapping, or report what stands there instead."""
    if isinstance(node, Fields):
        return node
    if node is not None:
        report.error(node.where, "wrong-kind", f"{what} must be a map of `key: value`, not {kind(node)}")
    return None


def expect_items(node: Node | None, what: str, report: Report) -> tuple[Node, ...]:
    """Give a sequence's items, or report what stands there instead."""
    if isinstance(node, Items):
        return node.items
    if node is not None:
        report.error(node.where, "wrong-kind", f"{what} must be a list, not {kind(node)}")
    return ()


def expect_scalar(node: Node | None, what: str, report: Report) -> Scalar | None:
    """Give a text value, or report what stands there instead; an empty value is None."""
    if isinstance(node, Scalar):
        return node if node.text else None
    if node is not None:
        report.error(node.where, "wrong-kind", f"{what} must be one text value, not {kind(node)}")
    return None


def expect_scalars(node: Node | None, what: str, report: Report) -> tuple[Scalar, ...]:
    """Give one text value or a list of them as a tuple."""
    items = node.items if isinstance(node, Items) else [node]
    found = (expect_scalar(item, what, report) for item in items)
    return tuple(scalar for scalar in found if scalar is not None)


def kind(node: Node) -> str:
    """Say what a node is, for messages."""
    if isinstance(node, Scalar) and not node.text:
        return "an empty value"
    return {Scalar: "a text value", Items: "a list", Fields: "a map"}[type(node)]
