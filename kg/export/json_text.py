"""JSON that every reader of UTF-8 can read, half characters too."""

import json
from collections.abc import Iterable
from collections.abc import Iterator
from typing import Any


def encoded(value: Any) -> str:  # noqa: ANN401  # whatever JSON has
    r"""Give a value as JSON on one line; readable, but where half of a character cannot stand in a file.

    >>> encoded({"name": "دير الزور"}), encoded("half \ud800")
    ('{"name": "دير الزور"}', '"half \\ud800"')
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, allow_nan=False)
    return text


def listed(values: Iterable[object]) -> Iterator[str]:
    """Give a JSON list with an item a line, in pieces."""
    yield "["
    between = "\n"
    for value in values:
        yield f"{between}{encoded(value)}"
        between = ",\n"
    yield "\n]"
