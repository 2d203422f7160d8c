"""Slips in the names of a legal query: a variable without a value, a prefix that no longer means what it did."""

from collections.abc import Iterator
from difflib import get_close_matches
from itertools import pairwise

from kg.errors import either
from kg.query.advice.hints import Hint
from kg.query.advice.hints import Prologue
from kg.query.advice.hints import at
from kg.query.advice.vocabulary import Vocabulary
from kg.query.syntax.grammar import AGGREGATES
from kg.query.syntax.parse import Node
from kg.query.syntax.parse import Parsed
from kg.query.syntax.tokens import Kind
from kg.query.syntax.tokens import Token

_GIVING = {"sentence", "graph", "service", "data", "groupby"}  # where a variable gets its value
_SELECTS = {"select", "subselect", "construct", "describe", "ask"}
SHOWN = 3  # variables that are named instead
LIKE = 0.6  # how alike two variables must be


def valueless(parsed: Parsed) -> Iterator[Hint]:
    """Find variables after SELECT that stand nowhere in the patterns, so that their column is empty."""
    query = next(parsed.tree.inner("query"))
    for select in query.inner("select"):
        columns = next(select.inner("selects"))
        grouped = (one for part in select.inner("modifiers") for one in part.inner("groupby"))
        given = [*select.inner("where"), *grouped, *query.inner("values")]
        known = {token.text[1:] for node in given for token in _variables(parsed, node)}
        names = {parsed.tokens[part.end - 2].text[1:] for part in columns.inner("named")}
        for token in _variables(parsed, columns):
            if token.text[1:] not in known | names:
                yield at(token, f"{token.text} stands in no pattern, so it has no value{_instead(token, known)}")


def unbound(parsed: Parsed, *, empty: bool) -> Iterator[Hint]:
    """Find variables that a FILTER, HAVING or ORDER BY looks at and that nothing gives a value there.

    Args:
        parsed: the query.
        empty: whether its answer is; some engines see in HAVING what is computed after SELECT.
    """
    given: set[str] = set()
    computed: dict[str, list[Node]] = {}  # after SELECT
    for node in parsed.tree.walk():
        if node.rule in _GIVING:
            given |= {token.text[1:] for token in _variables(parsed, node)}
        elif node.rule == "bind":
            given.add(parsed.tokens[node.end - 2].text[1:])
        elif node.rule == "named":
            computed.setdefault(parsed.tokens[node.end - 2].text[1:], []).append(node)
    for node in parsed.tree.walk():
        for token in _variables(parsed, node) if node.rule in {"filter", "having", "orderby"} else ():
            name = token.text[1:]
            here = [one for one in computed.get(name, ()) if _select(one) is _select(node)]
            if name not in given | computed.keys():
                known = given | computed.keys()
                yield at(token, f"{token.text} stands in no pattern, so it has no value{_instead(token, known)}")
            elif name not in given and here and (node.rule == "filter" or (node.rule == "having" and empty)):
                yield at(token, _unseen(parsed, node, token, here[0]))


def _unseen(parsed: Parsed, node: Node, token: Token, named: Node) -> str:
    """Say what to write for a name that is computed after a FILTER or HAVING."""
    tokens = parsed.tokens[named.start + 1 : named.end - 3]
    gaps = (" " * (after.offset > before.end) for before, after in pairwise(tokens))
    expression = "".join(word for pair in zip((one.text for one in tokens), [*gaps, ""], strict=True) for word in pair)
    if node.rule == "having":
        return f"{token.text} has no value yet in HAVING: write {expression} in its place"
    aggregate = any(one.upper in AGGREGATES for one in tokens)
    where = f"HAVING( … ) after the pattern, with {expression}" if aggregate else expression
    return f"{token.text} is computed after the pattern, so no FILTER sees it: write {where} in its place"


def _select(node: Node) -> Node:
    """Give the query or the sub-select that a node is part of."""
    return next((one for one in node.above() if one.rule in _SELECTS), node)


def _variables(parsed: Parsed, node: Node) -> Iterator[Token]:
    return (token for token in parsed.tokens[node.start : node.end] if token.kind is Kind.VARIABLE)


def _instead(token: Token, known: set[str]) -> str:
    close = get_close_matches(token.text[1:], known, n=1, cutoff=LIKE)
    names = close or (sorted(known) if len(known) <= SHOWN else [])
    return f": did you mean {either([f'?{name}' for name in names])}?" if names else ""


def redeclared(parsed: Parsed, vocabulary: Vocabulary) -> Iterator[Hint]:
    """Find our own prefixes that the query declares for another namespace."""
    now = Prologue(parsed.tokens, {}).prefixes
    for before, token in pairwise(parsed.tokens):
        name = token.text.removesuffix(":")
        ours = vocabulary.namespaces.get(name)
        if before.upper == "PREFIX" and token.kind is Kind.NAME and ours and now.get(name, ours) != ours:
            yield at(token, f"{name}: is declared anew here; in this graph it stands for <{ours}>")
