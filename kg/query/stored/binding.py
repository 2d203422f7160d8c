"""A stored question with values filled in: SPARQL that any engine answers."""

import re
from collections.abc import Mapping

from kg.errors import QueryError
from kg.errors import unknown
from kg.query.stored.questions import ANY
from kg.query.stored.questions import SLOT
from kg.query.stored.questions import Parameter
from kg.query.stored.questions import Question
from kg.query.stored.values import Ask
from kg.query.stored.values import Reader
from kg.query.stored.values import prefixes_of
from kg.rdf.names import Names
from kg.rdf.turtle import Shortener
from kg.terms import BASE

UNDEF = "UNDEF"
_PREFIX = re.compile(rf"^(PREFIX [\w-]*: *<){re.escape(BASE)}(?=[^<>]*>)", re.MULTILINE)


def bind(question: Question, values: Mapping[str, str], names: Names, ask: Ask) -> str:
    """Fill a question's parameters in, and give the SPARQL.

    Args:
        question: what is asked.
        values: what a person gives, by parameter's name; those with a default may be missing.
        names: IRIs of the graph that is asked; our prefixes are rewritten to its base.
        ask: answers queries over that graph, for looking names up.

    Raises:
        QueryError: a value is missing, of no known parameter, or of the wrong form.
        UnknownNameError: a name that nothing has, or several things have.
    """
    known = {parameter.name: parameter for parameter in question.parameters}
    for name in sorted(values.keys() - known.keys()):
        raise QueryError(unknown(f"the question {question.name} has no parameter {name}", name, known))
    text = rebased(question.text, names.base)
    short = Shortener(dict(prefixes_of(text)))
    reader = Reader(names, ask)
    terms = {name: _term(question, parameter, values, reader, short) for name, parameter in known.items()}
    return "".join(_filled(line, terms) for line in text.splitlines(keepends=True))


def rebased(text: str, base: str) -> str:
    """Give a stored question's text with the prefixes of a corpus of another base."""
    return _PREFIX.sub(lambda match: match[1] + base, text)


def _term(question: Question, parameter: Parameter, values: Mapping[str, str], reader: Reader, short: Shortener) -> str:
    value = values.get(parameter.name, parameter.default)
    if value is None:
        needed = f"the question {question.name} needs {parameter.option} ({parameter.text}), for example:"
        message = f"{needed}\n  kg ask {question.name} {question.usage}"
        raise QueryError(message)
    if value == ANY and parameter.default == ANY:
        return UNDEF
    return short.short(reader.term(parameter, value))


def _filled(line: str, terms: Mapping[str, str]) -> str:
    match = SLOT.fullmatch(line.rstrip("\r\n"))
    if match is None:
        return line
    return f"{match['head']}{terms[match['name']]}{match['tail']}\n"
