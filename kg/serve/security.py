"""Headers that keep a page harmless, and who may ask.

Every answer carries a policy under which a page loads nothing but its own style sheet and runs no
script; pages that need more say so (``policy``). Text from a corpus never decides about any of it.
"""

import re
from collections.abc import Mapping
from urllib.parse import unquote
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp
from starlette.types import Message
from starlette.types import Receive
from starlette.types import Scope
from starlette.types import Send

METHODS = "GET, HEAD, POST, OPTIONS"
_FIXED = {"base-uri": "'none'", "form-action": "'self'", "frame-ancestors": "'none'"}
_OWN = {"style-src": "'self'", "img-src": "'self' data:"}
ALONE = (
    "sandbox allow-scripts allow-downloads allow-modals; default-src 'none'; "
    "script-src 'unsafe-inline' 'wasm-unsafe-eval'; "
    "style-src 'unsafe-inline'; img-src data: blob:; worker-src blob:; base-uri 'none'; form-action 'none'"
)  # for self-contained pages of a build: they run, but in an origin of their own, and load nothing; a policy
# can't forbid a page to lead elsewhere
FORBIDDEN, MISDIRECTED = 403, 421
NAVIGATION = "document"  # a link that somebody followed; what it shows, the page that it stood on can't read
_HOST = re.compile(r"[A-Za-z0-9._-]+(:[0-9]+)?|\[[0-9a-fA-F:.]+\](:[0-9]+)?")


def policy(extra: Mapping[str, str] | None = None) -> str:
    """Give a Content-Security-Policy: own style and images only, and what ``extra`` adds.

    >>> policy({"script-src": "'self'"}).split("; ")[:2]
    ["default-src 'none'", "style-src 'self'"]
    """
    rules = {"default-src": "'none'", **_OWN, **(extra or {}), **_FIXED}
    return "; ".join(f"{name} {value}" for name, value in rules.items())


STRICT = policy()
SCRIPTED = policy({"script-src": "'self'", "connect-src": "'self'"})
DEFAULTS = {
    "content-security-policy": STRICT,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """Checks the Host header, and adds the headers for safety and for scripts of other sites (CORS)."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str], cors: str) -> None:
        self.app = app
        self.hosts = hosts
        self.cors = cors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                dress(MutableHeaders(scope=message), self.cors)
            await send(message)

        scope = relative(scope)
        headers = Headers(scope=scope)
        if not self._is_ours(headers.get("host", "")):
            message = "this server answers under its own name only: localhost, or the address that it was given"
            await PlainTextResponse(message, MISDIRECTED)(scope, receive, sent)
        elif self._is_of_another_site(headers):
            message = "this server answers its own pages only (--cors allows others)"
            await PlainTextResponse(message, FORBIDDEN)(scope, receive, sent)
        else:
            await self.app(scope, receive, sent)

    def _is_ours(self, host: str) -> bool:
        return bool(_HOST.fullmatch(host)) and (not self.hosts or hostname(host) in self.hosts)

    def _is_of_another_site(self, headers: Headers) -> bool:
        """Tell whether a page of a site that may not read answers has its reader's browser ask for one."""
        origin, site = headers.get("origin", ""), headers.get("sec-fetch-site", "")
        if self.cors == "*" or (origin and origin == self.cors):
            return False
        if site:  # browsers say it, and pages can't change it
            followed = headers.get("sec-fetch-dest") == NAVIGATION and not origin
            return site not in {"same-origin", "none"} and not followed
        return bool(origin) and origin.partition("://")[2].lower() != headers.get("host", "").lower()


def dress(headers: MutableHeaders, cors: str) -> None:
    """Add the headers for safety, and those for scripts of other sites."""
    for name, value in DEFAULTS.items():
        headers.setdefault(name, value)
    headers.setdefault("cross-origin-resource-policy", "cross-origin" if cors else "same-origin")
    if cors:
        headers["access-control-allow-origin"] = cors
        headers["access-control-allow-methods"] = METHODS
        headers["access-control-allow-headers"] = "Accept, Content-Type"
        headers["access-control-expose-headers"] = "Content-Type, Link, Retry-After"
        if cors != "*":
            headers.add_vary_header("Origin")


def relative(scope: Scope) -> Scope:
    """Give a request whose target is a whole address (``GET http://localhost/query``) as one for its path.

    The address's host then stands for the Host header (RFC 9112, 3.2.2).
    """
    scheme, separator, rest = scope.get("raw_path", b"").partition(b"://")
    if not separator or scheme.lower() not in {b"http", b"https"}:
        return scope
    host, _, path = rest.partition(b"/")
    headers = [(name, value) for name, value in scope["headers"] if name != b"host"]
    plain = unquote(b"/%b" % path)
    return {**scope, "raw_path": b"/%b" % path, "path": plain, "headers": [*headers, (b"host", host)]}


def hostname(host: str) -> str:
    """Give the name in a Host header, without port, lower case.

    >>> hostname("LocalHost:8000"), hostname("[::1]:8000")
    ('localhost', '[::1]')
    """
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
    return f"[{name}]" if ":" in name else name
