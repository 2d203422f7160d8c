"""The address of a server: HTTP or HTTPS, with no password in it, and which addresses are of one server."""

import re
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Self
from urllib.parse import SplitResult
from urllib.parse import urljoin
from urllib.parse import urlsplit

from kg.errors import RemoteError
from kg.remote.words import shown

PORTS = {"http": 80, "https": 443}
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\x9f<>\"{}|\\^`]")


@dataclass(frozen=True, slots=True)
class Address:
    """An absolute HTTP address.

    Attributes:
        url: as it is sent, without a fragment.
    """

    url: str

    @classmethod
    def read(cls, text: str) -> Self:
        """Take an address as a person gives it.

        Raises:
            RemoteError: it is none, is not HTTP, or holds a user or password.
        """
        parts = _split(text)
        if parts is None or parts.scheme not in PORTS or not parts.hostname or _UNSAFE.search(text):
            message = (
                f"“{_hidden(text)}” is no address of a server: expected one such as http://localhost:3030/ds/query"
            )
            raise RemoteError(message)
        if "@" in parts.netloc:
            message = (
                f"the address of {parts.hostname} holds a login, which would end up in histories and logs: leave it "
                "out, and set KG_ENDPOINT_USER and KG_ENDPOINT_PASSWORD, or write it into your netrc file"
            )
            raise RemoteError(message)
        return cls(parts._replace(fragment="").geturl())

    def __str__(self) -> str:
        """Give the address as text for people."""
        return shown(self.url)

    @property
    def _parts(self) -> SplitResult:
        return urlsplit(self.url)

    @property
    def host(self) -> str:
        """The host's name or number."""
        return self._parts.hostname or ""

    @property
    def origin(self) -> tuple[str, str, int]:
        """Scheme, host and port: what makes one server."""
        parts = self._parts
        return parts.scheme, self.host, parts.port or PORTS[parts.scheme]

    @property
    def is_open(self) -> bool:
        """Whether what is sent can be read on its way: plain HTTP to another machine."""
        return self._parts.scheme == "http" and not self._is_here

    @property
    def _is_here(self) -> bool:
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    def redirected(self, location: str) -> Self:
        """Give where a server sends us, if that is on the same server.

        Raises:
            RemoteError: it is another server or scheme: a person must say that they mean it.
        """
        target = _split(urljoin(self.url, location))
        try:
            made = type(self).read(target.geturl()) if target else None
        except RemoteError:
            made = None
        if made is None or made.origin != self.origin:
            message = (
                f"{self} sends us elsewhere, to “{_hidden(location)}”: not followed. If you trust it, give that address"
            )
            raise RemoteError(message)
        return made

    def beside(self, name: str) -> Self:
        """Give the address whose last part is another one: ``…/ds/query`` → ``…/ds/update``."""
        parts = self._parts
        return type(self)(
            parts._replace(path=parts.path.rstrip("/").rpartition("/")[0] + f"/{name}", query="").geturl()
        )

    def below(self, name: str) -> Self:
        """Give the address one part further: ``…/ds`` → ``…/ds/update``."""
        parts = self._parts
        return type(self)(parts._replace(path=f"{parts.path.rstrip('/')}/{name}", query="").geturl())

    def asking(self, query: str) -> Self:
        """Give the address with parameters added, encoded as they are sent."""
        parts = self._parts
        return type(self)(parts._replace(query="&".join(part for part in (parts.query, query) if part)).geturl())


def _split(text: str) -> SplitResult | None:
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return None
    return None if port == 0 else parts


def _hidden(text: str) -> str:
    """Give an address for a message, without what may be a login."""
    return shown(re.sub(r"//[^/?#]*@", "//…@", text))
