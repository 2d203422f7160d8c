"""What keeps a self-contained page harmless: templates that escape, scripts that can't end early, hashes."""

import re
from base64 import b64encode
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Template

_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CLOSERS = {"\u202a": "\u202c", "\u202b": "\u202c", "\u202d": "\u202c", "\u202e": "\u202c"}
_CLOSERS |= {"\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"}
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")


def hashes(texts: Iterable[str]) -> str:
    """Give the sources of a policy under which these scripts or styles run, and no others."""
    return " ".join(f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in texts)


def inline(text: str) -> str:
    """Give a script or style sheet that can't end its own element; line ends as a browser sees them."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("<!--", "<\\!--").replace("</script", "<\\/script").replace("</style", "<\\/style")


def clean(text: str) -> str:
    """Give a text as a page can hold it: half a surrogate pair and U+0000 become the replacement character."""
    return _NO_TEXT.sub("\N{REPLACEMENT CHARACTER}", text)


def closed(text: str) -> str:
    """Give a name that turns no text around it: what its bidirectional controls open, it closes.

    >>> closed("Town") + " fell", closed("\N{RIGHT-TO-LEFT OVERRIDE}nwoT") + " fell"
    ('Town fell', '\u202enwoT\u202c fell')
    """
    if text.isascii() or not _BIDI.search(text):
        return text
    opened: list[str] = []
    for control in _BIDI.findall(text):
        if control in _CLOSERS:
            opened.append(_CLOSERS[control])
        elif control in opened:
            del opened[len(opened) - 1 - opened[::-1].index(control) :]
    return text + "".join(reversed(opened))


@lru_cache(maxsize=4)
def template(name: str) -> "Template":
    """Give a template of this package; what it is filled with is escaped."""
    from jinja2 import Environment  # noqa: PLC0415  # 30 ms
    from jinja2 import PackageLoader  # noqa: PLC0415
    from jinja2 import StrictUndefined  # noqa: PLC0415

    loader = PackageLoader("kg.view", "")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template(name)
