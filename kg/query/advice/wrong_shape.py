"""Mistakes in the build of a query: clauses in the wrong order, brackets, dots, and what is left out."""

from kg.errors import either
from kg.query.advice.hints import Hint
from kg.query.advice.hints import after
from kg.query.advice.hints import at
from kg.query.advice.refused import Refused
from kg.query.advice.refused import wanted
from kg.query.syntax.grammar import AGGREGATES
from kg.query.syntax.grammar import FUNCTIONS
from kg.query.syntax.grammar import grammar
from kg.query.syntax.tokens import Kind
from kg.query.syntax.tokens import Token

_MODIFIERS = ("GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET")
_COMPARISONS = {"=", "!=", "<", ">", "<=", ">="}
_TERMS = {Kind.IRI, Kind.NAME, Kind.VARIABLE, Kind.STRING, Kind.NUMBER, Kind.BLANK}
_FORMS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}


def _place(token: Token) -> str:
    return f"{token.line}:{token.column}"


def _named(token: Token) -> str:
    return f"{token.upper} BY" if token.upper in {"GROUP", "ORDER"} else token.upper


def nothing(query: Refused) -> Hint | None:
    """A query without a word in it."""
    if query.parsed.tokens:
        return None
    return Hint(1, 1, "there is no query here: begin with SELECT, ASK, CONSTRUCT or DESCRIBE")


def clause_order(query: Refused) -> Hint | None:
    """GROUP BY, HAVING, ORDER BY, LIMIT: in this order, after the closing brace."""
    token, before = query.wrong, query.before
    if token is None or before is None or token.upper not in {*_MODIFIERS, "WHERE", "FROM", "PREFIX", "BASE"}:
        return None
    opened = query.open("{", "}")
    if token.upper in _MODIFIERS and "WHERE" in query.parsed.expected:
        return at(token, f"{_named(token)} stands after the pattern, behind its closing brace")
    if token.upper in _MODIFIERS and opened:
        closing = sum((one.text == "}") - (one.text == "{") for one in query.rest() if one.kind is Kind.MARK)
        if closing > 0:
            return at(token, f"{_named(token)} stands after the closing brace: move it behind the last }}")
        return after(before, f"a closing brace is missing before {_named(token)}: the one opened at {_place(opened)}")
    if token.upper in {"PREFIX", "BASE"} and query.parsed.stop and "<iri>" not in query.parsed.expected:
        return at(token, f"{token.upper} lines stand at the beginning of the query")
    return None if opened else _wrong_order(query, token)


def _wrong_order(query: Refused, token: Token) -> Hint | None:
    earlier = [one for one in query.parsed.tokens[: query.parsed.stop] if one.upper in _MODIFIERS]
    if token.upper not in _MODIFIERS or not earlier or any(one.upper == token.upper for one in earlier):
        return None
    if _MODIFIERS.index(token.upper) > _MODIFIERS.index(earlier[-1].upper):
        return None
    order = f"{_named(token)} stands before {_named(earlier[-1])}: the order is GROUP BY, HAVING, ORDER BY, LIMIT"
    return at(token, order)


def select_list(query: Refused) -> Hint | None:
    """What stands between SELECT and WHERE."""
    token, before = query.wrong, query.before
    if token is None or before is None:
        return None
    if before.upper in {"SELECT", "DISTINCT", "REDUCED"} and (token.text == "{" or token.upper in {"WHERE", "FROM"}):
        return after(before, "which variables? Name them (SELECT ?who ?place), or write * for all")
    if not (query.inside("selects") or (query.inside("select") and "WHERE" in query.parsed.expected)):
        return None
    said = (
        (token.text in {",", ";"}, "variables are separated by spaces: remove the comma"),
        (token.upper in AGGREGATES, f"what is computed needs brackets and a name: write ({token.upper}( … ) AS ?name)"),
        (token.upper == "AS", "AS stands within brackets: write ( … AS ?name)"),
        (token.text == ")" and "AS" in query.parsed.expected, "what is computed needs a name: write ( … AS ?name)"),
    )
    return next((at(token, words) for fits, words in said if fits), None)


def filter_brackets(query: Refused) -> Hint | None:
    """FILTER, BIND and functions take round brackets; EXISTS, OPTIONAL, MINUS and UNION take braces."""
    token, before = query.wrong, query.before
    if token is None or before is None:
        return None
    word, expected = before.upper, query.parsed.expected
    if word in {"GROUP", "ORDER"} and "BY" in expected:
        return after(before, f"BY is missing: write {word} BY")
    if expected == {"("} and (word in FUNCTIONS or word in AGGREGATES):
        return after(before, f"{word} takes its values in brackets: {word}( … )")
    said = (
        (word == "FILTER", "FILTER takes its condition in round brackets: FILTER( … )"),
        (word == "BIND", "write BIND( … AS ?name), in round brackets"),
        (word in {"EXISTS", "OPTIONAL", "MINUS", "UNION"}, f"{word} takes a pattern in braces: {word} {{ … }}"),
    )
    return next((at(token, words) for fits, words in said if fits), None)


def comparison(query: Refused) -> Hint | None:
    """``?x = 3`` among triples."""
    token, before = query.wrong, query.before
    if token is None or before is None or token.text not in _COMPARISONS or "a" not in query.parsed.expected:
        return None
    other = query.near(1)
    example = f"{before.text} {token.text} {other.text if other and other.kind in _TERMS else '…'}"
    return at(token, f"a comparison is no triple: write FILTER({example})")


def punctuation(query: Refused) -> Hint | None:
    """Dots, semicolons and commas that say more is to come, or that nothing is."""
    token, before = query.wrong, query.before
    if token is None or before is None:
        return None
    if token.text == ";" and before.text == ".":
        return at(before, "the dot ended the sentence, so no ; can go on with it: remove the dot")
    if token.text == "." and before.text == ".":
        return at(token, "one dot too many: remove it")
    if before.text == "," and token.text in {"}", ".", ";"}:
        return at(before, "a comma promises one more object: name it, or remove the comma")
    if token.text in {".", ";", ","} and before.text == "{":
        return at(token, f"a triple begins with its subject, not with {token.text}")
    return None


def incomplete(query: Refused) -> Hint | None:
    """A triple that ends too early."""
    token, before = query.wrong, query.before
    if before is None or (token is not None and token.text not in {"}", ".", ";", ",", "]"} and not token.upper):
        return None
    if not query.inside("sentence", "properties", "objects", "object", "triples"):
        return None
    expected = query.parsed.expected
    if "a" in expected and "<variable>" in expected and "<string>" not in expected:
        return at(before, f"a triple is subject, property, object: no property follows {before.text}")
    if "<string>" in expected and "." not in expected:
        return at(before, f"a triple is subject, property, object: no object follows {before.text}")
    return None


def missing_dot(query: Refused) -> Hint | None:
    """Two triples with nothing between them; how many terms follow tells what is missing."""
    token, before = query.wrong, query.before
    if token is None or before is None or not {".", ";"} <= query.parsed.expected:
        return None
    if token.kind not in _TERMS and token.text not in {"a", "[", "<<"}:
        return None
    count = 0
    for one in query.rest():
        if one.kind not in _TERMS and one.text != "a":
            break
        count += 1
    if count == 1:
        missing = "a comma is missing here (one more object), or a dot (a new triple)"
    elif count == 2 or token.text == "a":  # noqa: PLR2004  # a property and its object
        missing = "a semicolon is missing here: one more property of the same subject"
    else:
        missing = "a dot is missing here: each triple ends with one"
    return after(before, missing)


def missing_opening(query: Refused) -> Hint | None:
    """A pattern without its opening brace."""
    token, before = query.wrong, query.before
    if before is None or "{" not in query.parsed.expected or "}" in query.parsed.expected:
        return None
    if before.upper in {"WHERE", "ASK", "CONSTRUCT"} or (token and token.kind in _TERMS and query.inside("graph")):
        return after(before, f"an opening brace is missing after {before.text}")
    return None


def unbalanced(query: Refused) -> Hint | None:
    """Brackets and braces that nothing closes, or that close nothing."""
    token = query.wrong
    for mark, closing, noun in (("(", ")", "bracket"), ("{", "}", "brace"), ("[", "]", "square bracket")):
        opened = query.open(mark, closing)
        if token is not None and token.text == closing and opened is None:
            return at(token, f"one closing {noun} too many: nothing opened it")
        if opened and closing in query.parsed.expected and _ends(query, mark):
            culprit = _culprit(query, mark, closing) or opened
            return at(culprit, f"this {noun} is never closed: a closing {noun} is missing")
    if token is None and (opened := query.open("{", "}")):
        return at(opened, f"this brace is never closed; at the end, {wanted(query.parsed.expected)} is missing")
    return None


def _ends(query: Refused, mark: str) -> bool:
    """Tell whether nothing of what a mark opened can go on with the wrong token."""
    token = query.wrong
    if token is None or token.text in {"}", ".", ")", "{", ";"}:
        return True
    if mark == "{":
        in_template = any(node.rule == "template" for node in query.parsed.inside)
        return token.upper in _MODIFIERS or (token.upper == "WHERE" and in_template)
    return token.upper in grammar().keywords and token.upper not in FUNCTIONS and token.upper not in AGGREGATES


def between(query: Refused) -> Hint | None:
    """Two values with nothing between them, within brackets."""
    token, before = query.wrong, query.before
    if token is None or before is None or not {"&&", ")"} <= query.parsed.expected:
        return None
    if token.kind not in _TERMS and token.upper not in FUNCTIONS:
        return None
    comma = "a comma or an operator" if "," in query.parsed.expected else "an operator"
    return after(before, f"{comma} is missing here, or a closing bracket")


def undeclaring(query: Refused) -> Hint | None:
    """``o: <…>`` without the word PREFIX."""
    token, following = query.wrong, query.near(1)
    if token is None or following is None or "PREFIX" not in query.parsed.expected:
        return None
    if token.kind is Kind.NAME and token.text.endswith(":") and following.kind is Kind.IRI:
        return at(token, f"write PREFIX before {token.text}")
    return None


def _culprit(query: Refused, mark: str, closing: str) -> Token | None:
    """Among braces that stand in lines of their own: one whose partner is indented another way."""
    lines = query.text.split("\n")
    waiting = []
    for token in query.parsed.tokens[: query.parsed.stop]:
        if token.kind is Kind.MARK and token.text == mark:
            waiting.append(token)
        elif token.kind is Kind.MARK and token.text == closing and waiting:
            opened = waiting.pop()
            own_line = lines[token.line - 1][: token.column - 1].strip() == ""
            if own_line and opened.line != token.line and _indent(lines, opened) > _indent(lines, token):
                return opened
    return None


def _indent(lines: list[str], token: Token) -> int:
    line = lines[token.line - 1]
    return len(line) - len(line.lstrip())


def trailing(query: Refused) -> Hint | None:
    """More after the end of the query."""
    token, before = query.wrong, query.before
    if token is None or before is None or "<end>" not in query.parsed.expected:
        return None
    if token.text in {".", ";"}:
        return at(token, f"nothing may stand behind the query: remove the {token.text}")
    if token.upper in _FORMS:
        return at(token, "one query at a time: a second one begins here")
    return None


def generic(query: Refused) -> Hint | None:
    """What else could have stood there."""
    token = query.wrong
    if query.parsed.stop is None:
        return None
    expected = wanted(query.parsed.expected)
    if token is None:
        last = query.before
        return after(last, f"the query ends too early: {expected} is missing") if last else None
    shown = token.text.split("\n")[0][:40]
    if token.kind is Kind.NUMBER and query.before and query.before.kind is Kind.NUMBER:
        return at(token, f"expected {either([expected])}, not a second number")
    return at(token, f"expected {expected}, not {shown}")
