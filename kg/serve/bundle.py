"""What the query page in the browser is made of: its bundle.

The page itself is ``templates/asking.html``, its behaviour the TypeScript in ``kg/serve/page`` and in
``kg/view/asking``, which the explorer shares, bundled when the package is built
(``kg/web/hook.py``). It needs no inline script or style, and asks nobody but its own server.
"""

from collections.abc import Mapping
from pathlib import Path

from kg.resources import folder

MEDIA = {".js": "text/javascript", ".css": "text/css", ".txt": "text/plain"}
FILES = ("query.js", "query.css", "licences.txt")
STAMP = "sources.sha256"  # as kg/web/hook.py writes it
SHOWN_STAMP = 12  # characters that tell one version from the next


def assets() -> Mapping[str, Path]:
    """Give the files of the bundle by name; none where the package was built without it (``KG_WEB=0``)."""
    try:
        root = folder("web")
    except FileNotFoundError:
        return {}
    found = {name: root / name for name in FILES if (root / name).is_file()}
    return found if "query.js" in found else {}


def version() -> str:
    """Give what makes browsers fetch the bundle anew after an update; the bundle must be there."""
    return (folder("web") / STAMP).read_text(encoding="ascii")[:SHOWN_STAMP]
