"""Headers that keep a page harmless, and who may ask.

Every answer carries a policy under which a page loads nothing but its own style sheet and runs no
script; pages that need more say so (``policy``). Text from a corpus never decides about any of it.
"""

import re
from collections.abc import Mapping
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
    "sandbox allow-scripts allow-popups allow-downloads allow-modals; default-src 'none'; script-src 'unsafe-inline'; "
    "style-src 'unsafe-inline'; img-src data: blob:; worker-src blob:; base-uri 'none'; form-action 'none'"
)  # for self-contained pages of a build: they run, but in an origin of their own, and reach nothing
MISDIRECTED = 421
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
                self._dress(MutableHeaders(scope=message))
            await send(message)

        host = Headers(scope=scope).get("host", "")
        known = hostname(host) in self.hosts if self.hosts else _HOST.fullmatch(host)
        if not known:
            message = "this server answers under its own name only: localhost, or the address that it was given"
            await PlainTextResponse(message, MISDIRECTED)(scope, receive, sent)
            return
        await self.app(scope, receive, sent)

    def _dress(self, headers: MutableHeaders) -> None:
        for name, value in DEFAULTS.items():
            headers.setdefault(name, value)
        headers.setdefault("cross-origin-resource-policy", "cross-origin" if self.cors else "same-origin")
        if self.cors:
            headers["access-control-allow-origin"] = self.cors
            headers["access-control-allow-methods"] = METHODS
            headers["access-control-allow-headers"] = "Accept, Content-Type"
            headers["access-control-expose-headers"] = "Content-Type, Link, Retry-After"
            if self.cors != "*":
                headers.add_vary_header("Origin")


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
