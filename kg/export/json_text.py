"""JSON that every reader of UTF-8 can read, half characters too."""

from collections.abc import Iterable
from collections.abc import Iterator
from json import JSONEncoder
from typing import Any

READABLE = JSONEncoder(ensure_ascii=False, allow_nan=False)
ASCII = JSONEncoder(allow_nan=False)


def encoded(value: Any) -> str:  # noqa: ANN401  # whatever JSON has
    r"""Give a value as JSON on one line; readable, but where half of a character cannot stand in a file.

    >>> encoded({"name": "دير الزور"}), encoded("half \ud800")
    ('{"name": "دير الزور"}', '"half \\ud800"')
    """
    text = READABLE.encode(value)
    try:
        text.encode()
    except UnicodeEncodeError:
        return ASCII.encode(value)
    return text


def listed(values: Iterable[object]) -> Iterator[str]:
    """Give a JSON list with an item a line, in pieces."""
    yield "["
    between = "\n"
    for value in values:
        yield f"{between}{encoded(value)}"
        between = ",\n"
    yield "\n]"
