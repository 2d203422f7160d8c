"""What keeps a self-contained page harmless: templates that escape, scripts that can't end early, hashes."""

import re
from base64 import b64encode
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Template

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
