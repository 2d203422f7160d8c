"""Who we are to a server: from the environment or netrc only, and never shown.

``KG_ENDPOINT_TOKEN``, else ``KG_ENDPOINT_USER`` and ``KG_ENDPOINT_PASSWORD``, else the entry of the host in
netrc (``NETRC`` or ``~/.netrc``; its ``default`` entry would go to any server, and is not used).
"""

import os
import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from netrc import NetrcParseError
from netrc import netrc
from pathlib import Path

from kg.errors import RemoteError

USER, PASSWORD, TOKEN = "KG_ENDPOINT_USER", "KG_ENDPOINT_PASSWORD", "KG_ENDPOINT_TOKEN"
_TOKEN = re.compile(r"[A-Za-z0-9._~+/-]+=*")


@dataclass(frozen=True, slots=True)
class Login:
    """What proves who we are.

    Attributes:
        header: the value of ``Authorization``; empty for nobody.
        secrets: words that must never be shown.
    """

    header: str = field(default="", repr=False)
    secrets: tuple[str, ...] = field(default=(), repr=False)

    def hide(self, text: str) -> str:
        """Take our secrets out of a text that a server may have made of them."""
        for secret in self.secrets:
            text = text.replace(secret, "…")
        return text


NOBODY = Login()


def login_for(host: str, user: str | None = None, environment: Mapping[str, str] = os.environ) -> Login:
    """Give the login for a host.

    Args:
        host: as it stands in the address.
        user: instead of the environment's; its password comes from the environment or netrc.
        environment: variables.

    Raises:
        RemoteError: half a login is given, or one that can't be sent, or netrc can't be read.
    """
    token, password = environment.get(TOKEN, ""), environment.get(PASSWORD, "")
    user = user or environment.get(USER, "")
    if token:
        return _bearer(token)
    if user and password:
        return _basic(user, password)
    if password:
        message = f"{PASSWORD} is set and {USER} is not: set both, or neither"
        raise RemoteError(message)
    found = _from_netrc(host, user, environment)
    if user and found is NOBODY:
        message = (
            f"there is no password for the user {user}: set {PASSWORD}, or add an entry for {host} to your netrc file"
        )
        raise RemoteError(message)
    return found


def _bearer(token: str) -> Login:
    if not _TOKEN.fullmatch(token):
        message = f"{TOKEN} holds characters that no token has: is a line break or quote mark in it?"
        raise RemoteError(message)
    return Login(f"Bearer {token}", (token,))


def _basic(user: str, password: str) -> Login:
    if ":" in user:
        message = f"the user's name in {USER} holds a colon, which HTTP can't send"
        raise RemoteError(message)
    encoded = b64encode(f"{user}:{password}".encode()).decode()
    return Login(f"Basic {encoded}", (encoded, password))


def _from_netrc(host: str, user: str, environment: Mapping[str, str]) -> Login:
    path = Path(environment.get("NETRC") or Path("~/.netrc").expanduser())
    try:
        entry = netrc(path).hosts.get(host)
    except FileNotFoundError:
        return NOBODY
    except (OSError, RuntimeError, UnicodeDecodeError) as error:
        message = f"can't read {path}: {getattr(error, 'strerror', None) or 'is it a netrc file?'}"
        raise RemoteError(message) from error
    except NetrcParseError:  # its message may quote a password
        message = f"can't read {path}: it is no netrc file, or others may read it (chmod 600)"
        raise RemoteError(message) from None
    if entry is None or not entry[2] or (user and entry[0] != user):
        return NOBODY
    return _basic(entry[0], entry[2])
