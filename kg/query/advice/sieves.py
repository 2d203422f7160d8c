"""What a FILTER that leaves nothing should have been: found out by trying it another way."""

import re
from collections.abc import Callable
from collections.abc import Iterator

from kg.query.syntax.patterns import Pattern

Ask = Callable[[str], bool | None]

_DATE = re.compile(r"""["']\d{4}-\d\d-\d\d["'](?!\s*\^\^)""")
_NO_DATE = re.compile(r"""["'](?!\d{4}-\d\d-\d\d["'])([^"']*)["']\s*\^\^\s*xsd:date\b(?!T)""")
_NUMBER = re.compile(r"""["']([+-]?\d+(?:\.\d+)?)["'](?!\s*\^\^|@)""")
_TEXT = re.compile(r"""("[^"\\]*"|'[^'\\]*')(?!\s*\^\^)""")
_VARIABLE = re.compile(r"[?$]\w+")
_AS_TEXT = re.compile(
    r"""\b(?:STRSTARTS|STRENDS|CONTAINS|REGEX|STRLEN)\s*\(\s*([?$]\w+)|([?$]\w+)\s*(?:=|[<>]=?)\s*["']""", re.IGNORECASE
)  # a variable that is taken for a text


def instead(one: Pattern, ask: Ask) -> str:
    """Say what to write; empty where nothing helps.

    Args:
        one: the FILTER.
        ask: tells whether another FILTER in its place leaves anything; None where that can't be told.
    """
    return next(_ways(one.text, ask), "")


def _ways(text: str, ask: Ask) -> Iterator[str]:
    if re.search(r"\bLANG(?:MATCHES)?\s*\(", text, re.IGNORECASE):
        yield ": texts in this graph have no language"
    if wrong := _NO_DATE.search(text):
        yield f": “{wrong[1]}” is no whole day, so it compares with nothing; write one such as “2017-10-14”"
    plain = not re.search(r"\bSTR\s*\(", text, re.IGNORECASE)
    typed = _DATE.sub(lambda date: f"{date.group()}^^xsd:date", text)
    if plain and typed != text and ask(typed) is not False:
        date = next(iter(_DATE.findall(text)))
        yield f": a text is never equal to a date, or before or after one; write {date}^^xsd:date"
    if (number := _NUMBER.search(text)) and ask(_NUMBER.sub(r"\1", text)):
        yield f": a text is never equal to a number; write {number[1]}, without quotes"
    for match in _AS_TEXT.finditer(text) if plain else ():
        name = match[1] or match[2]
        if ask(text.replace(match[0], match[0].replace(name, f"STR({name})"))):
            yield f": {name} is no text, write STR({name})"
    lowered = _TEXT.sub(lambda words: words.group().lower(), _VARIABLE.sub(r"LCASE(STR(\g<0>))", text))
    if _TEXT.search(text) and "CASE" not in text.upper() and ask(lowered):
        yield ": capitals count, compare LCASE( … ) with small letters to be rid of them"
