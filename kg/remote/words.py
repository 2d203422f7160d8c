"""What strangers say, made fit to show: one line, short, without control characters or markup."""

import re
import unicodedata
from html import unescape

LONGEST = 300  # characters of another server's words in a message
_SILENT = re.compile(r"(?is)<(script|style|head)\b.*?</\1\s*>|<!--.*?-->")
_TAG = re.compile(r"<[/!?]?[A-Za-z][^<>]*>")
_PAGE = re.compile(r"(?i)\s*(?:<!doctype html|<html|<head|<body)")
_SAID = re.compile(r'"(?:message|detail|title|error)"\s*:\s*"((?:[^"\\]|\\.)*)"')


def shown(text: str) -> str:
    """Give text as one short line that a terminal shows and does not obey.

    >>> shown("a\\x1b[31m\\n\\u202eb")
    'a [31m b'
    """
    head = text[: 4 * LONGEST]
    line = " ".join("".join(" " if unicodedata.category(char)[0] == "C" else char for char in head).split())
    return line if len(line) <= LONGEST and len(head) == len(text) else f"{line[: LONGEST - 1]}…"


def said(body: bytes) -> str:
    """Give what the body of a failure says: its text, or the message in its JSON.

    >>> said(b"<html><head><title>502</title></head><body><h1>Bad Gateway</h1></body></html>")
    'Bad Gateway'
    >>> said(b'{"status": 400, "message": "no such graph"}')
    'no such graph'
    """
    text = body[: 64 * LONGEST].decode(errors="replace")
    if found := _SAID.search(text):
        return shown(found[1].replace('\\"', '"').replace("\\n", " "))
    if is_page(body):
        text = unescape(_TAG.sub(" ", _SILENT.sub(" ", text)))
    return shown(text)


def is_page(body: bytes) -> bool:
    """Tell whether a body is a web page."""
    return _PAGE.match(body[:LONGEST].decode(errors="replace")) is not None
