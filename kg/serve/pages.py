"""Templates → pages: autoescaped throughout, so that no text can be more than text."""

from collections.abc import Mapping
from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from jinja2 import Environment


class Pages:
    """Renders the templates of this package.

    Attributes:
        common: values that every page has (``site``, the corpus's title).
    """

    def __init__(self, common: Mapping[str, Any]) -> None:
        self.common = dict(common)
        self._environment = _environment()

    def render(self, template: str, **values: Any) -> str:  # noqa: ANN401
        """Render one page."""
        return self._environment.get_template(template).render({**self.common, **values})


def _environment() -> "Environment":
    from jinja2 import Environment  # noqa: PLC0415
    from jinja2 import PackageLoader  # noqa: PLC0415
    from jinja2 import StrictUndefined  # noqa: PLC0415

    made = Environment(
        loader=PackageLoader("kg.serve", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["number"] = lambda value: f"{value:,}"
    made.filters["sentence"] = lambda text: text[:1].upper() + text[1:]
    return made
