"""Why a query was refused, in words that help: the place, what is wrong, and what was probably meant.

The engine's own message lists every token that it would have liked, and points at where it gave up.
So the query is read again by our own grammar, and rules for the usual mistakes are tried in turn.
"""

import re
from collections.abc import Mapping

from kg.query.advice import wrong_place
from kg.query.advice import wrong_sense
from kg.query.advice import wrong_shape
from kg.query.advice import wrong_words
from kg.query.advice.hints import Hint
from kg.query.advice.refused import Refused
from kg.query.advice.refused import Rule
from kg.query.advice.vocabulary import Vocabulary
from kg.query.syntax.parse import parse

LONGEST = 200_000  # code points of a query that is looked at closely
_PLACE = re.compile(r"error at (\d+):(\d+):?\s*(.*)", re.DOTALL)
_RULES: tuple[Rule, ...] = (
    wrong_shape.nothing,
    wrong_sense.undeclared_prefix,
    wrong_words.turtle_prefix,
    wrong_shape.undeclaring,
    wrong_words.spaced_name,
    wrong_words.stray_character,
    wrong_words.unclosed_string,
    wrong_words.bare_iri,
    wrong_words.foreign_word,
    wrong_place.union,
    wrong_place.condition,
    wrong_place.bare_subselect,
    wrong_place.no_subject,
    wrong_place.no_form,
    wrong_place.direction,
    wrong_place.unopened,
    wrong_place.beside_subselect,
    wrong_shape.clause_order,
    wrong_shape.select_list,
    wrong_words.unquoted_text,
    wrong_words.letters_turned,
    wrong_words.misspelt,
    wrong_place.no_query,
    wrong_words.spaced_like,
    wrong_words.bare_word,
    wrong_shape.filter_brackets,
    wrong_shape.comparison,
    wrong_shape.punctuation,
    wrong_shape.incomplete,
    wrong_shape.missing_opening,
    wrong_shape.missing_dot,
    wrong_shape.unbalanced,
    wrong_shape.between,
    wrong_shape.trailing,
    wrong_shape.generic,
    wrong_sense.aggregate_place,
    wrong_sense.grouping,
    wrong_sense.named_twice,
    wrong_sense.taken_name,
    wrong_sense.name_used_again,
    wrong_sense.number_of_values,
    wrong_sense.width_of_values,
    wrong_sense.relative_iri,
    wrong_sense.lone_subject,
    wrong_sense.blank_twice,
    wrong_sense.boolean_case,
)


def explain(text: str, engine_message: str, prefixes: Mapping[str, str], vocabulary: Vocabulary) -> str:
    """Turn the engine's syntax error into a place, a reason and a caret line.

    Args:
        text: the query.
        engine_message: what the engine said of it.
        prefixes: declared for every query.
        vocabulary: names that may have been meant.

    >>> print(explain("ASK { ?x a }", "error at 1:13: expected one of …", {}, Vocabulary({})))
    1:10: a triple is subject, property, object: no object follows a
        1 | ASK { ?x a }
          |          ^
    """
    hint = _hint(text, engine_message, prefixes, vocabulary) if len(text) <= LONGEST else None
    return (hint or _engine(text, engine_message)).shown(text)


def mistake(text: str, prefixes: Mapping[str, str], vocabulary: Vocabulary) -> Hint | None:
    """Find the mistake in a query that another engine refused; None where we see none.

    Args:
        text: the query.
        prefixes: declared for it.
        vocabulary: names that may have been meant.
    """
    return _hint(text, "", prefixes, vocabulary) if len(text) <= LONGEST else None


def _hint(text: str, message: str, prefixes: Mapping[str, str], vocabulary: Vocabulary) -> Hint | None:
    if {**prefixes} != {**vocabulary.prefixes}:
        vocabulary = vocabulary.with_prefixes(prefixes)
    query = Refused(text, parse(text), vocabulary, message)
    return next(filter(None, (rule(query) for rule in _RULES)), None)


def _engine(text: str, message: str) -> Hint:
    """Give the engine's place, and its reason where it is in words."""
    found = _PLACE.match(message)
    line, column = (int(found[1]), int(found[2])) if found else (1, 1)
    reason = found[3] if found else message
    said = [
        part
        for part in re.split(r", |expected one of |expected ", reason)
        if re.fullmatch(r"[A-Z][a-z]+ [\w *]+", part)
    ]
    lines = text.split("\n")
    line = min(line, len(lines))
    column = max(1, min(column, len(lines[line - 1]) + 1))
    return Hint(line, column, said[0] if said else "the query is not understood from here on")
