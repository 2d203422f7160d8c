"""A query read by its grammar: a tree of what it says, or the token at which it goes wrong.

There is no recursion and no going back: any text is read in time linear in its length.
"""

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field

from kg.query.syntax.grammar import AGGREGATES
from kg.query.syntax.grammar import FUNCTIONS
from kg.query.syntax.grammar import Part
from kg.query.syntax.grammar import grammar
from kg.query.syntax.tokens import Kind
from kg.query.syntax.tokens import Token
from kg.query.syntax.tokens import code

END = "<end>"
_KINDS = {
    Kind.IRI: "<iri>",
    Kind.NAME: "<name>",
    Kind.BLANK: "<blank>",
    Kind.VARIABLE: "<variable>",
    Kind.STRING: "<string>",
    Kind.LANGUAGE: "<language>",
    Kind.NUMBER: "<number>",
}


@dataclass(slots=True)
class Node:
    """What one rule of the grammar took.

    Attributes:
        rule: its name.
        start: index of its first token.
        end: index after its last token.
        parts: nodes, and tokens by their index, in order.
        parent: the node around it, None for the query.
    """

    rule: str
    start: int
    end: int = 0
    parts: list["Node | int"] = field(default_factory=list)
    parent: "Node | None" = field(default=None, repr=False)

    def inner(self, *rules: str) -> Iterator["Node"]:
        """Give the parts of some rules."""
        return (part for part in self.parts if isinstance(part, Node) and part.rule in rules)

    def walk(self) -> Iterator["Node"]:
        """Give this node and all below it, in the order of the text."""
        waiting: list[Node] = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(part for part in reversed(node.parts) if isinstance(part, Node))

    def above(self) -> Iterator["Node"]:
        """Give the nodes around it, nearest first."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query as read.

    Attributes:
        tokens: all but white space and comments.
        tree: what was understood, up to ``stop``.
        stop: index of the token that can't stand where it does (the number of tokens where more was
            expected at the end); None where the query is legal.
        expected: what could have stood there: keywords, marks, and kinds in angle brackets.
        inside: the rules that were being read there, innermost last.
    """

    tokens: Sequence[Token]
    tree: Node
    stop: int | None
    expected: frozenset[str]
    inside: tuple[Node, ...]

    def token(self, index: int) -> Token | None:
        """Give a token, None before the first and after the last."""
        return self.tokens[index] if 0 <= index < len(self.tokens) else None

    @property
    def wrong(self) -> Token | None:
        """The token that can't stand where it does, None at the end of the text."""
        return None if self.stop is None else self.token(self.stop)


def terminals(token: Token) -> frozenset[str]:
    """Give the names under which the grammar knows a token."""
    if token.kind is Kind.MARK:
        return frozenset([token.text])
    if token.kind is Kind.NAME and token.text.index(":") == len(token.text) - 1:
        return frozenset(["<name>", "<prefix>"])
    if token.kind is not Kind.WORD:
        return frozenset([_KINDS[token.kind]] if token.kind in _KINDS else [])
    kinds = ["<function>"] * (token.upper in FUNCTIONS) + ["<aggregate>"] * (token.upper in AGGREGATES)
    return frozenset([token.text if token.text == "a" else token.upper, *kinds])


def parse(text: str) -> Parsed:
    """Read a query as far as it is legal.

    >>> parsed = parse("SELECT ?x { ?x a }")
    >>> parsed.wrong.text, "<variable>" in parsed.expected
    ('}', True)
    """
    return _Reader(code(text)).run()


class _Reader:
    """A stack of what is still to come."""

    def __init__(self, found: Sequence[Token]) -> None:
        self.tokens = found
        self.place = 0
        self.grammar = grammar()
        self.now: frozenset[str] = frozenset()
        self.expected: set[str] = set()
        self.node = Node("text", 0)
        self.stack: list[Part | None] = [Part("token", END), Part("rule", "query")]

    def run(self) -> Parsed:
        """Read all."""
        root = self.node
        self._look()
        fine = True
        while fine and self.stack:
            part = self.stack.pop()
            if part is None:
                self._close()
            else:
                fine = self._step(part)
        inside = tuple(reversed([self.node, *self.node.above()]))
        for node in inside:
            node.end = self.place
        stop = None if fine else self.place
        return Parsed(self.tokens, root, stop, frozenset(self.expected), inside)

    def _look(self) -> None:
        token = self.tokens[self.place] if self.place < len(self.tokens) else None
        self.now = terminals(token) if token else frozenset([END])
        self.expected.clear()

    def _close(self) -> None:
        self.node.end = self.place
        self.node = self.node.parent or self.node

    def _step(self, part: Part) -> bool:
        begins = self.grammar.first(part)
        fits = not self.now.isdisjoint(begins)
        if not fits:
            self.expected |= begins
            return self.grammar.empty(part)
        if part.kind == "token":
            self._take()
        elif part.kind == "rule":
            self._open(part.name)
        elif part.kind == "one":
            self.stack.append(next(one for one in part.parts if not self.now.isdisjoint(self.grammar.first(one))))
        elif part.kind == "many":
            self.stack += (part, part.parts[0])
        else:
            self.stack += reversed(part.parts)
        return True

    def _take(self) -> None:
        if self.place < len(self.tokens):
            self.node.parts.append(self.place)
            self.place += 1
            self._look()

    def _open(self, name: str) -> None:
        inner = Node(name, self.place, parent=self.node)
        self.node.parts.append(inner)
        self.node = inner
        self.stack += (None, self.grammar.rules[name])
