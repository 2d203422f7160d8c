"""What a legal query asks for, pattern by pattern, each as the words of the query itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg.query.advice.hints import Hint
from kg.query.advice.hints import at
from kg.query.syntax.parse import Node
from kg.query.syntax.parse import Parsed
from kg.query.syntax.tokens import Token

_SOFT = {"optional", "minus", "filter", "union", "bind"}


@dataclass(frozen=True, slots=True)
class Pattern:
    """One condition of a query.

    Attributes:
        kind: ``triple``, or the rule that it follows: ``filter``, ``graph``, ``union`` …
        text: as it stands in the query; of a triple, with the subject repeated.
        first: the token with which it begins in the query.
        subject: of a triple, else empty.
        verb: of a triple, else empty.
        object: of a triple, else empty.
        soft: whether the query can have an answer without it (it stands in OPTIONAL, UNION …).
        places: of a triple, the first tokens of verb and object.
    """

    kind: str
    text: str
    first: Token
    subject: str = ""
    verb: str = ""
    object: str = ""
    soft: bool = False
    places: tuple[Token, Token] | None = None

    def at(self, message: str) -> Hint:
        """Point at its beginning."""
        return at(self.first, message)

    def at_verb(self, message: str) -> Hint:
        """Point at a triple's property."""
        return at(self.places[0] if self.places else self.first, message)

    def at_object(self, message: str) -> Hint:
        """Point at a triple's object."""
        return at(self.places[1] if self.places else self.first, message)


class Patterns:
    """The patterns of a legal query.

    Attributes:
        head: prologue and dataset clauses, to stand before questions about the patterns.
        asked: what every answer must fulfil, in the order of the text.
        triples: every triple of the query, wherever it stands.
    """

    def __init__(self, text: str, parsed: Parsed) -> None:
        self._text = text
        self._tokens = parsed.tokens
        query = next(parsed.tree.inner("query"))
        self._form = next(query.inner("select", "ask", "construct", "describe"))
        self.prologue = "\n".join(self._slice(node) for node in query.inner("prologue"))
        self.dataset = "\n".join(self._slice(node) for node in self._form.inner("dataset"))
        self.asked = [pattern for node in self._body() for pattern in self._of(node)]
        self.triples = [
            pattern for node in parsed.tree.walk() if node.rule == "sentence" for pattern in self._sentence(node)
        ]

    def ask(self, *patterns: str) -> str:
        """Give the query that tells whether anything fulfils some patterns together."""
        body = "\n".join(patterns)
        return f"{self.prologue}\nASK {self.dataset}\n{{ {body}\n}}"

    @property
    def only_named_graphs(self) -> Token | None:
        """The word FROM where every FROM is a FROM NAMED, and a triple stands outside of GRAPH."""
        clauses = next(self._form.inner("dataset"), None)
        words = [self._tokens[part] for part in clauses.parts if isinstance(part, int)] if clauses else []
        only = bool(words) and all(
            two.upper == "NAMED" for one, two in pairwise([*words, words[-1]]) if one.upper == "FROM"
        )
        outside = any(one.kind == "triple" for one in self.asked)
        return words[0] if only and outside else None

    def after_matching(self) -> Hint | None:
        """Find what leaves out matches by their number or group: LIMIT 0, OFFSET, HAVING."""
        for node in self._form.inner("modifiers"):
            for part in node.inner("having", "offset", "limit"):
                token = self._tokens[part.start]
                if part.rule != "limit" or self._tokens[part.end - 1].text.strip("0") == "":
                    return at(token, f"the patterns match, but this {token.upper} leaves nothing")
        return None

    def _slice(self, node: Node) -> str:
        if node.start >= node.end:
            return ""
        return self._text[self._tokens[node.start].offset : self._tokens[node.end - 1].end]

    def _body(self) -> Iterator[Node]:
        for where in self._form.inner("where"):
            yield from where.inner("group")
        if self._form.rule == "construct" and not any(self._form.inner("where")):
            yield from self._form.inner("template")

    def _of(self, group: Node) -> Iterator[Pattern]:
        """Give the patterns of a group, those of plain inner groups too."""
        for inner in group.inner("triples"):
            yield from self._triples(inner)
        for patterns in group.inner("patterns"):
            for part in patterns.inner("triples", "other"):
                yield from self._triples(part) if part.rule == "triples" else self._other(part)
        for part in group.inner("subselect"):
            yield Pattern("subselect", f"{{ {self._slice(part)} }}", self._tokens[part.start])

    def _other(self, node: Node) -> Iterator[Pattern]:
        inner = next((part for part in node.parts if isinstance(part, Node)), node)
        if inner.rule == "optional":
            return
        if inner.rule == "union" and sum(1 for _ in inner.inner("group")) == 1:
            yield from self._of(next(inner.inner("group")))
            return
        kind = "values" if inner.rule == "data" else inner.rule
        yield Pattern(kind, self._slice(node), self._tokens[node.start])

    def _triples(self, node: Node) -> Iterator[Pattern]:
        waiting = [node]
        while waiting:
            one = waiting.pop()
            for sentence in one.inner("sentence"):
                yield from self._sentence(sentence)
            waiting.extend(one.inner("triples"))

    def _sentence(self, node: Node) -> Iterator[Pattern]:
        subject = self._slice(next(node.inner("term", "node")))
        soft = any(above.rule in _SOFT for above in node.above())
        if subject.startswith(("[", "(", "<<")):  # its own triples would lose their subject
            yield Pattern("triple", self._slice(node), self._tokens[node.start], soft=soft)
            return
        for properties in node.inner("properties"):
            verb: Node | None = None
            for part in properties.inner("verb", "objects"):
                if part.rule == "verb":
                    verb = part
                elif verb is not None:
                    yield from self._objects(subject, verb, part, first=verb.start == properties.start, soft=soft)

    def _objects(self, subject: str, verb: Node, objects: Node, *, first: bool, soft: bool) -> Iterator[Pattern]:
        said = self._slice(verb)
        for index, node in enumerate(objects.inner("object")):
            start = node.start if index else verb.start - first  # of the first triple, the subject
            found = self._slice(node)
            text = f"{subject} {said} {found} ."
            places = (self._tokens[verb.start], self._tokens[node.start])
            yield Pattern("triple", text, self._tokens[start], subject, said, found, soft, places)
