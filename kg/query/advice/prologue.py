"""Slips in the names of a legal query: a variable without a value, a prefix that no longer means what it did."""

from collections.abc import Iterator
from difflib import get_close_matches
from itertools import pairwise

from kg.errors import either
from kg.query.advice.hints import Hint
from kg.query.advice.hints import Prologue
from kg.query.advice.hints import at
from kg.query.advice.vocabulary import Vocabulary
from kg.query.syntax.parse import Node
from kg.query.syntax.parse import Parsed
from kg.query.syntax.tokens import Kind
from kg.query.syntax.tokens import Token

_GIVING = {"sentence", "graph", "service", "data", "groupby"}  # where a variable gets its value
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


def unbound(parsed: Parsed) -> Iterator[Hint]:
    """Find variables that a FILTER or an ORDER BY looks at and that nothing gives a value."""
    given: set[str] = set()
    computed: set[str] = set()
    for node in parsed.tree.walk():
        if node.rule in _GIVING:
            given |= {token.text[1:] for token in _variables(parsed, node)}
        elif node.rule in {"bind", "named"}:
            names = computed if node.rule == "named" else given
            names.add(parsed.tokens[node.end - 2].text[1:])
    for node in parsed.tree.walk():
        if node.rule not in {"filter", "orderby"}:
            continue
        for token in _variables(parsed, node):
            name = token.text[1:]
            if name in given or (name in computed and node.rule == "orderby"):
                continue
            if name in computed:
                yield at(token, f"{token.text} is computed after the pattern, so no FILTER sees it: write HAVING( … )")
            else:
                known = given | computed
                yield at(token, f"{token.text} stands in no pattern, so it has no value{_instead(token, known)}")


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
