"""OPTIONAL as a look-up for each row instead of a join with all there is.

The engine joins ``OPTIONAL { ?claim o:valid_time ?when }`` by a hash table of every valid time in the
store, however few claims are asked about: 30 ms at a million triples. ``LATERAL { OPTIONAL { … } }``
(SPARQL 1.2's SEP-0006, which the engine knows) looks up each row's own. Both mean the same where the
optional part is made of plain triples alone, since their variables then get their values from the row
or from the triples. Everything else is left as it stands: groups with FILTER, BIND, VALUES, UNION, MINUS,
sub-selects and paths of any length, which may see the row's values in one form and not in the other.
"""

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass

from kg.query.syntax.tokens import Kind
from kg.query.syntax.tokens import Token
from kg.query.syntax.tokens import code

_TERMS = {Kind.IRI, Kind.NAME, Kind.STRING, Kind.NUMBER, Kind.LANGUAGE}
_MARKS = {".", ";", ",", "/", "^", "^^"}
_WORDS = {"A", "TRUE", "FALSE"}
_ELSEWHERE = {"EXISTS", "SERVICE", "SILENT"}  # what such a group holds is evaluated by others, or by other rules

Names = frozenset[str]


@dataclass(frozen=True, slots=True)
class _Optional:
    """An OPTIONAL of plain triples.

    Attributes:
        start: index of its OPTIONAL.
        end: index of its closing bracket.
        sentences: the variables of each of its sentences.
        inner: the OPTIONALs inside.
    """

    start: int
    end: int
    sentences: tuple[Names, ...]
    inner: "tuple[_Optional, ...]"

    @property
    def names(self) -> Names:
        """Every variable that it surely gives a value."""
        return frozenset().union(*self.sentences)


def lateral(text: str) -> str:
    """Rewrite a query's plain OPTIONALs.

    Args:
        text: a query, right or wrong.

    Returns:
        A query with the same answers; the very same text where there is nothing to rewrite.

    >>> lateral("SELECT * { ?claim a o:Claim OPTIONAL { ?claim o:valid_time ?when } }")
    'SELECT * { ?claim a o:Claim LATERAL { OPTIONAL { ?claim o:valid_time ?when } } }'
    """
    found = code(text)
    pieces, done = [], 0
    for place, opening in sorted(_marks(found)):
        offset = found[place].offset if opening else found[place].end
        pieces += [text[done:offset], "LATERAL { " if opening else " }"]
        done = offset
    return "".join([*pieces, text[done:]])


def _marks(found: Sequence[Token]) -> Iterator[tuple[int, bool]]:
    """Give the tokens before which LATERAL opens (True) and after which it closes (False)."""
    groups: list[tuple[int, bool]] = []  # where each open group begins, and whether it is one of ours to change
    index = 0
    while index < len(found):
        token = found[index]
        if token.text == "{":
            theirs = any(word.upper in _ELSEWHERE for word in found[max(0, index - 2) : index])
            groups.append((index, not theirs and (not groups or groups[-1][1])))
        elif token.text == "}" and groups:
            groups.pop()
        elif token.upper == "OPTIONAL" and groups and groups[-1][1]:
            one = _optional(found, index)
            before = _variables(found[groups[-1][0] : index])
            if one is not None and _same(one, before):
                yield from _around(one)
                index = one.end
        index += 1


def _around(one: _Optional) -> Iterator[tuple[int, bool]]:
    yield one.start, True
    for inner in one.inner:
        yield from _around(inner)
    yield one.end, False


def _optional(found: Sequence[Token], start: int) -> _Optional | None:
    """Read the OPTIONAL at a place; None where it holds more than plain triples."""
    if start + 1 >= len(found) or found[start + 1].text != "{":
        return None
    sentences: list[set[str]] = [set()]
    inner: list[_Optional] = []
    index = start + 2
    while index < len(found) and found[index].text != "}":
        token = found[index]
        if token.upper == "OPTIONAL":
            nested = _optional(found, index)
            if nested is None:
                return None
            inner.append(nested)
            sentences.append(set())
            index = nested.end
        elif token.kind is Kind.VARIABLE and not inner:
            sentences[-1].add(token.text[1:])
        elif token.text == "." and not inner:
            sentences.append(set())
        elif inner or not (token.kind in _TERMS or token.text in _MARKS or token.upper in _WORDS):
            return None
        index += 1
    if index == len(found):
        return None
    return _Optional(start, index, tuple(frozenset(one) for one in sentences if one), tuple(inner))


def _same(one: _Optional, before: Names) -> bool:
    """Tell whether a look-up gives the same, and touches no more than what belongs to its row."""
    known, waiting = before, list(one.sentences)
    while waiting:
        joined = [names for names in waiting if names & known]
        if not joined:
            return False
        known = known.union(*joined)
        waiting = [names for names in waiting if not names & known]
    return bool(one.sentences) and all(
        not (_all(inner) & before) - one.names and _same(inner, one.names) for inner in one.inner
    )


def _all(one: _Optional) -> Names:
    return one.names.union(*(_all(inner) for inner in one.inner))


def _variables(found: Sequence[Token]) -> Names:
    return frozenset(token.text[1:] for token in found if token.kind is Kind.VARIABLE)
