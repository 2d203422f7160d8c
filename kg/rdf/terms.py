"""Encoded terms taken apart again, for formats that write them their own way."""

import re

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_PLAIN = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


def is_iri(term: str) -> bool:
    """Tell whether an encoded term is an IRI."""
    return term.startswith("<")


def literal_parts(term: str) -> tuple[str, str]:
    """Give an encoded literal's text and its datatype's IRI, empty for a plain string.

    >>> literal_parts('"a \\\\"b\\\\""')
    ('a "b"', '')
    """
    end = term.rindex('"')
    datatype = term[end + 4 : -1] if term.endswith(">") else ""
    text = term[1:end]
    return (_ESCAPE.sub(_unescape, text) if "\\" in text else text), datatype


def _unescape(match: re.Match[str]) -> str:
    short, long, char = match.groups()
    return chr(int(short or long, 16)) if char is None else _PLAIN.get(char, char)
