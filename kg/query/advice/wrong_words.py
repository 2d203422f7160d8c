"""Mistakes in single words: characters from a word processor, strings without an end, names, keywords."""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from unicodedata import name as character_name

from kg.errors import did_you_mean
from kg.errors import either
from kg.query.advice.hints import Hint
from kg.query.advice.hints import at
from kg.query.advice.refused import Refused
from kg.query.advice.vocabulary import Vocabulary
from kg.query.syntax.grammar import AGGREGATES
from kg.query.syntax.grammar import FUNCTIONS
from kg.query.syntax.grammar import grammar
from kg.query.syntax.tokens import Kind
from kg.query.syntax.tokens import Token

_STRAY = {  # what word processors make of plain marks
    "“”„‟«»″＂": 'a typographic quote mark: write straight ones, "…"',
    "‘’‚‛‹›′`´＇": "not a quote mark of SPARQL: write straight ones, \"…\" or '…'",
    "‐‑‒–—―−﹣－": "a long dash or a special hyphen: write -",
}
_LIKE_MARK = {'"': "“”„‟«»″＂", "'": "‘’‚‛‹›′`´＇"}  # what word processors end a string with
_SIGNS = {
    "（": "(",
    "）": ")",
    "｛": "{",
    "｝": "}",
    "；": ";",
    "؛": ";",
    "，": ",",
    "،": ",",
    "。": ".",
    "？": "?",
    "؟": "?",
}
_SIGNS |= {"≠": "!=", "≤": "<=", "≥": ">=", "×": "*", "÷": "/", "…": "what was left out"}
_FOREIGN = {  # what other query languages call it
    "AND": "&&",
    "OR": "||",
    "LIKE": "CONTAINS( … ) or REGEX( … )",
    "NULL": "!BOUND(?variable)",
    "LENGTH": "STRLEN",
    "LEN": "STRLEN",
    "UPPER": "UCASE",
    "LOWER": "LCASE",
    "SUBSTRING": "SUBSTR",
    "STARTSWITH": "STRSTARTS",
    "ENDSWITH": "STRENDS",
    "MEAN": "AVG",
    "AVERAGE": "AVG",
    "TOP": "LIMIT, at the end of the query",
    "HAVE": "HAVING",
}
_JOINED = {"ORDERBY": "ORDER BY", "GROUPBY": "GROUP BY", "NOTEXISTS": "NOT EXISTS", "NOTIN": "NOT IN"}
_JOINED |= {"SELECTDISTINCT": "SELECT DISTINCT", "FROMNAMED": "FROM NAMED"}
_OF_TEXT = {"REGEX", "CONTAINS", "STRSTARTS", "STRENDS", "STRBEFORE", "STRAFTER", "REPLACE", "LANGMATCHES", "CONCAT"}
SHORT = 3  # letters; of fewer nothing can be said
LIKE = 0.65  # how alike a misspelt keyword must be


def stray_character(query: Refused) -> Hint | None:
    """Curly quotes, long dashes, invisible spaces: what comes with text pasted from a document."""
    token = query.wrong
    if token is None or token.kind is not Kind.UNKNOWN:
        return None
    if token.text == "@" and query.before and query.before.kind is Kind.STRING:
        return at(token, 'a language follows its string at once: "text"@en')
    if re.match(r"(?:https?|urn):", query.text[token.end :]):
        return at(token, "an IRI stands between < and >")
    return at(token, _stray(token.text))


def _stray(char: str) -> str:
    for group, advice in _STRAY.items():
        if char in group:
            return f"{char} is {advice}"
    if char in _SIGNS:
        return f"{char} is no mark of SPARQL: write {_SIGNS[char]}"
    name = f"{character_name(char, 'a control character').lower()}, U+{ord(char):04X}"
    if char.isspace() or not char.isprintable():
        return f"an invisible character, pasted from a document ({name}): write an ordinary space"
    return f"{char} ({name}) has no meaning here: it may stand in a string or an IRI only"


def unclosed_string(query: Refused) -> Hint | None:
    """A string that nothing ends; the reader then takes what follows for a part of it."""
    rest = query.rest()
    token = next((one for one in rest if one.kind is Kind.UNCLOSED), None)
    before = query.before
    if token is None:
        return None
    mark = token.text[:3] if token.text[:3] in {'"""', "'''"} else token.text[:1]
    curly = _curly_end(token if token is query.wrong or before is None else before)
    if curly:
        return curly
    if token is query.wrong:
        if mark == "'" and before and before.kind in {Kind.NAME, Kind.WORD} and before.end == token.offset:
            return at(token, "an apostrophe is no part of a name: write a string in double quotes, or leave it out")
        return at(token, f"this string has no end: close it with {mark}")
    if before and before.kind is Kind.STRING and before.line == token.line:
        advice = "; a string with an apostrophe goes in double quotes" if mark == "'" else ""
        return at(before, f"a quote mark is missing: this string ends too early or too late{advice}")
    return None


def _curly_end(string: Token) -> Hint | None:
    """Find a typographic quote mark that should end a string: ``"Mayadeen”``."""
    first = string.text[:1]
    found = re.search(rf"[{_LIKE_MARK[first]}](?=$|[\s.,;)}}\]^@])", string.text) if first in _LIKE_MARK else None
    if found is None or string.text.startswith(first * 3):
        return None
    message = f"{found.group()} does not end a string that begins with {first}: write {first}"
    return Hint(string.line, string.column + found.start(), message)


def turtle_prefix(query: Refused) -> Hint | None:
    """Prefixes written as in Turtle, or incompletely."""
    token, before = query.wrong, query.before
    if token is None:
        return None
    if token.kind is Kind.LANGUAGE and token.text.lower() in {"@prefix", "@base"}:
        word = token.text[1:].upper()
        return at(token, f"this is Turtle: in SPARQL write {word} without the @, and no dot at the end of the line")
    if token.text == "." and before and before.kind is Kind.IRI and query.inside("query", "prologue", "text"):
        return at(token, "no dot after a PREFIX or BASE line in SPARQL: remove it")
    if before and before.upper == "PREFIX" and token.kind is Kind.WORD:
        return at(token, f"a prefix ends in a colon: write PREFIX {token.text}: <…>")
    return None


def bare_iri(query: Refused) -> Hint | None:
    """An IRI without its angle brackets, or one with a space inside."""
    token = query.wrong
    before = query.before
    names = (one for one in (token, before) if one and one.kind is Kind.NAME)
    for name in names:
        if re.match(r"(?:https?|urn|file|mailto):", name.text):
            return at(name, "an IRI stands between < and >")
    if token and token.text == "<" and re.match(r"<[A-Za-z][^\n>]*>", query.text[token.offset :]):
        return at(token, "no IRI: spaces and the marks \" { } | ^ ` \\ can't stand between < and >")
    return None


def spaced_name(query: Refused) -> Hint | None:
    """A label written as a name: ``o:withdrew from``, ``id:"Deir Ezzor"``."""
    for place, name in enumerate(query.parsed.tokens[: query.parsed.stop]):
        following = query.parsed.token(place + 1)
        if following and following.kind is Kind.STRING and following.offset == name.end and _is_ours(query, name):
            return quoted_name(query.vocabulary, name, following)
    return _spaced_name(query, exactly=True)


def spaced_like(query: Refused) -> Hint | None:
    """The same, misspelt: ``id:Deir Ezour``."""
    before = query.before
    known = before is not None and query.vocabulary.exact(before.text.partition(":")[2])
    return None if known else _spaced_name(query, exactly=False)


def _spaced_name(query: Refused, *, exactly: bool) -> Hint | None:
    name = query.before
    if name is None or not _is_ours(query, name):
        return None
    prefix, _, local = name.text.partition(":")
    for words in _spaced(query, local):
        found = query.vocabulary.meant(prefix, words, exactly=exactly)
        if found:
            return _no_name(name, f"{prefix}:{words}", found)
    return None


def _is_ours(query: Refused, name: Token) -> bool:
    prefix = name.text.partition(":")[0]
    return name.kind is Kind.NAME and query.prologue.declares(name) and prefix in query.vocabulary.namespaces


def quoted_name(vocabulary: Vocabulary, name: Token, label: Token) -> Hint | None:
    """Say what ``id:"Deir Ezzor"`` should have been."""
    prefix, _, local = name.text.partition(":")
    found = vocabulary.meant(prefix, label.text.strip("\"'"))
    if found:
        return _no_name(name, name.text + label.text, found)
    if local:
        return None
    return at(label, f"{prefix}: takes a name without quotes; to look for a label write ?x rdfs:label {label.text}")


def _no_name(name: Token, whole: str, found: Sequence[str]) -> Hint:
    message = f"{whole} is no name, since names have no spaces or quotes: did you mean {either(found)}?"
    return Hint(name.line, name.column, message, len(whole))


def _spaced(query: Refused, local: str) -> list[str]:
    """Give a name's local part with the words after it, most words first."""
    words = [local]
    end = None
    for token in query.rest():
        if token.kind is not Kind.WORD or (end is not None and token.offset != end + 1):
            break
        words.append(token.text)
        end = token.end
    return [" ".join(words[:count]).strip() for count in range(len(words), 1, -1)]


def foreign_word(query: Refused) -> Hint | None:
    """A word or sign of another query language."""
    token, before, expected = query.wrong, query.before, query.parsed.expected
    if token is None:
        return None
    if token.text == "=" and before and before.text == "=":
        return at(before, "equality is a single =")
    said = (
        (token.upper in _JOINED, f"two words: write {_JOINED.get(token.upper)}"),
        (token.text == "A" and "a" in expected, "write a in lower case (it stands for rdf:type)"),
        (token.upper in {"IS", "ISA"} and "a" in expected, "write a (it stands for rdf:type)"),
        (token.text == "<>" and "!=" in expected, "unequal is written !="),
        (token.text in {"&", "|"} and "&&" in expected, f"write {token.text * 2}"),
        (
            token.upper in _FOREIGN and token.upper not in expected,
            f"SPARQL has no {token.upper}: write {_FOREIGN.get(token.upper)}",
        ),
    )
    return next((at(token, words) for fits, words in said if fits), None)


def unquoted_text(query: Refused) -> Hint | None:
    """A word without its quotes where a function takes text: ``REGEX(?label, raqqa)``."""
    token, before, following = query.wrong, query.before, query.near(1)
    if token is None or token.kind is not Kind.WORD or before is None or before.text != "," or following is None:
        return None
    bracket = query.open("(", ")")
    if following.text not in {",", ")"} or bracket is None or _as_variable(query, token):
        return None
    function = query.parsed.tokens[query.parsed.tokens.index(bracket) - 1].upper
    return at(token, f'{function} takes text in quotes: write "{token.text}"') if function in _OF_TEXT else None


def letters_turned(query: Refused) -> Hint | None:
    """``SA`` for AS, and ``ADN`` for an AND that SPARQL does not have."""
    token, expected = query.wrong, query.parsed.expected
    if token is None or token.kind is not Kind.WORD:
        return None
    if "&&" in expected and len(token.text) >= SHORT and get_close_matches(token.upper, ["AND"], cutoff=LIKE):
        return at(token, "SPARQL has no AND: write &&")
    turned = [word for word in expected if word.isalpha() and word != "a" and sorted(word) == sorted(token.upper)]
    return at(token, f"{token.text} is no word of SPARQL: did you mean {turned[0]}?") if turned else None


def misspelt(query: Refused) -> Hint | None:
    """A keyword or function that is not quite one."""
    token = query.wrong
    if token is None or token.kind is not Kind.WORD or _as_variable(query, token):
        return None
    if token.upper in grammar().keywords or token.upper in FUNCTIONS or len(token.text) < SHORT:
        return None
    following = query.near(1)
    called = following is not None and following.text == "("
    expected = {word for word in query.parsed.expected if word.isalpha() and word != "a"}
    if "<function>" in query.parsed.expected:
        expected |= FUNCTIONS.keys() if called else set()
    if "<aggregate>" in query.parsed.expected or "COUNT" in query.parsed.expected:
        expected |= set(AGGREGATES) if called else set()
    known = query.parsed.stop == 0 or query.vocabulary.exact(token.text)
    elsewhere = [] if known else sorted(grammar().keywords)
    for words in (sorted(expected), elsewhere):
        close = get_close_matches(token.upper, words, n=1, cutoff=LIKE)
        if close and close[0] != token.upper:
            pair = {"GROUP": "GROUP BY", "ORDER": "ORDER BY"}
            meant = close[0] if following and following.upper == "BY" else pair.get(close[0], close[0])
            return at(token, f"{token.text} is no word of SPARQL: did you mean {meant}?")
    if called and "<function>" in query.parsed.expected:
        hint = did_you_mean(token.upper, [*FUNCTIONS, *AGGREGATES])
        return at(token, f"there is no function {token.text}" + (f": {hint}" if hint else ""))
    return None


def bare_word(query: Refused) -> Hint | None:
    """A word where a variable or a name must stand."""
    token = query.wrong
    if token is None or token.kind is not Kind.WORD or "<variable>" not in query.parsed.expected:
        return None
    if _as_variable(query, token):
        return at(token, f"a variable begins with a question mark: write ?{token.text}")
    found = query.vocabulary.exact(token.text)
    if found:
        return at(token, f"a name needs its prefix: write {found}")
    if token.upper in grammar().keywords:
        return None
    return at(token, f"a bare word: write ?{token.text} for a variable, or a name with its prefix (such as id:IS)")


def _as_variable(query: Refused, token: Token) -> bool:
    """Tell whether a variable of this name stands elsewhere in the query."""
    return any(one.kind is Kind.VARIABLE and one.text[1:] == token.text for one in query.parsed.tokens)
