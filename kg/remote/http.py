"""One exchange with a server that may be slow, broken or hostile: bounded in time, size and redirects.

Nothing is believed: redirects stay on the same server, a body is read no further than its limit, and a
watch closes the connection when time is up, however slowly a server drips.
"""

import zlib
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from socket import SHUT_RDWR
from socket import gaierror
from ssl import SSLCertVerificationError
from ssl import SSLError
from threading import Lock
from threading import Timer
from typing import TYPE_CHECKING
from typing import Any

from kg.errors import RemoteError
from kg.remote.address import Address
from kg.remote.login import NOBODY
from kg.remote.login import Login
from kg.remote.words import shown

if TYPE_CHECKING:
    import httpx

CONNECT = 10.0  # seconds to reach a server
REDIRECTS = 5
MOVED = {301, 302, 307, 308}
SEE_OTHER = 303
GZIP = 31  # zlib: a gzip header is expected
STEP = 2**16  # bytes unpacked at once
MEGA = 2**20


class LostError(RemoteError):
    """The connection could not be made, broke, or took too long: another try may go better."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What is sent to a server.

    Attributes:
        method: of HTTP.
        address: where to.
        headers: who we are and which packing we take is added.
        content: the body, if any.
        seconds: from asking to the last byte of the answer.
        size: bytes of the answer, unpacked.
    """

    method: str
    address: Address
    headers: Mapping[str, str]
    content: bytes | None = field(default=None, repr=False)
    seconds: float = 60.0
    size: int = 256 * MEGA


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered.

    Attributes:
        address: who answered, after redirects.
        status: of HTTP.
        media: the media type, without parameters, in small letters; empty if none is named.
        body: whole and unpacked.
        wait: seconds after which to try again, if the server says so.
        is_framed: whether the server said where the body ends, so that a cut-off one can't look whole.
    """

    address: Address
    status: int
    media: str = ""
    body: bytes = field(default=b"", repr=False)
    wait: float | None = None
    is_framed: bool = True

    @property
    def is_fine(self) -> bool:
        """Whether the server did what it was asked."""
        return 200 <= self.status < 300  # noqa: PLR2004  # as HTTP has it


class Http:
    """Talks to servers, one exchange at a time, over a connection that is kept; close it after use."""

    def __init__(self, login: Login = NOBODY) -> None:
        self.login = login
        self._lock = Lock()
        self._client: httpx.Client | None = None
        self._streams: list[Any] = []  # of the one connection: the socket below, and TLS above it

    def close(self) -> None:
        """Close the connection."""
        with self._lock:
            if self._client is not None:
                self._client.close()
                self._client = None

    def send(self, sent: Sent) -> Reply:
        """Make one exchange, following redirects on the same server.

        Raises:
            RemoteError: an answer is over the limit, or a redirect leads elsewhere or nowhere.
            LostError: the server can't be reached, the connection broke, or time is up.
        """
        with self._lock, self._watched(sent):
            for _ in range(REDIRECTS + 1):
                reply, location = self._once(sent)
                if not location:
                    return reply
                if reply.status == SEE_OTHER:
                    sent = replace(sent, method="GET", content=None)
                sent = replace(sent, address=sent.address.redirected(location))
        message = f"{sent.address} sends us in circles: {REDIRECTS} redirects and no answer"
        raise RemoteError(message)

    def _once(self, sent: Sent) -> tuple[Reply, str]:
        headers = {**sent.headers, "Accept-Encoding": "gzip"}
        if self.login.header:
            headers["Authorization"] = self.login.header
        client = self._opened()
        limits = {"trace": self._trace, "timeout": {"connect": min(CONNECT, sent.seconds)}}
        request = client.build_request(
            sent.method, sent.address.url, headers=headers, content=sent.content, extensions=limits
        )
        response = client.send(request, stream=True)
        try:
            moved = response.status_code in {*MOVED, SEE_OTHER}
            location = response.headers.get("Location", "") if moved else ""
            body = b"" if location else _body(response, sent)
            return _reply(response, sent.address, body), location
        finally:
            response.close()

    def _opened(self) -> "httpx.Client":
        if self._client is None:
            import httpx  # noqa: PLC0415

            one = httpx.Limits(max_connections=1, max_keepalive_connections=1)
            self._client = httpx.Client(limits=one, headers={"User-Agent": "kg-explorer"})
        return self._client

    def _trace(self, event: str, info: Mapping[str, Any]) -> None:
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            self._streams = [*self._streams[-3:], info["return_value"]]

    @contextmanager
    def _watched(self, sent: Sent) -> Iterator[None]:
        """End an exchange when its time is up, and tell what went wrong in words."""
        import httpx  # noqa: PLC0415

        over: list[bool] = []
        watch = Timer(sent.seconds, self._cut, [over])
        watch.daemon = True
        watch.start()
        late = f"{sent.address} did not answer within {sent.seconds:g} s: ask for less, or give it more time"
        try:
            yield
            if over:  # a body without a length that was cut looks whole
                raise LostError(late)
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError, ValueError) as error:
            self._client, client = None, self._client
            if client is not None:
                client.close()
            if over:
                raise LostError(late) from error
            raise self._lost(sent, error) from error
        finally:
            watch.cancel()

    def _cut(self, over: list[bool]) -> None:
        over.append(True)
        for stream in self._streams:
            try:
                stream.get_extra_info("socket").shutdown(SHUT_RDWR)
            except (OSError, AttributeError):  # closed already
                continue

    def _lost(self, sent: Sent, error: Exception) -> RemoteError:
        causes = list(_causes(error))
        host = shown(sent.address.host)
        for cause in causes:
            if isinstance(cause, SSLCertVerificationError):
                reason = shown(cause.verify_message)
                return RemoteError(f"{host} can't prove who it is ({reason}): are its address and certificate right?")
            if isinstance(cause, SSLError):
                return RemoteError(f"no safe connection to {host}: does it speak HTTPS, or should it be http://?")
            if isinstance(cause, gaierror):
                return LostError(f"there is no server {host}: check the spelling, and whether this machine is online")
            if isinstance(cause, TimeoutError):
                return LostError(f"{host} can't be reached in time: is the address right, and the server running?")
            if isinstance(cause, ConnectionRefusedError):
                return LostError(f"nothing answers at {sent.address}: is the server running, and is the port right?")
        words = shown(self.login.hide(str(error))) or type(error).__name__
        return LostError(f"the connection to {sent.address} broke: {words}")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _reply(response: "httpx.Response", address: Address, body: bytes) -> Reply:
    media = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    try:
        wait = max(0.0, float(response.headers.get("Retry-After", "")))
    except ValueError:  # none, or a date
        wait = None
    framed = "Content-Length" in response.headers or "Transfer-Encoding" in response.headers
    return Reply(address, response.status_code, shown(media), body, wait, framed)


def _body(response: "httpx.Response", sent: Sent) -> bytes:
    """Read a body, at most so many bytes of it, unpacked."""
    coding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if coding not in {"identity", "gzip", ""}:
        message = f"{sent.address} answers in a packing that was not asked for: “{shown(coding)}”"
        raise RemoteError(message)
    packed = response.iter_raw()
    read, pieces = 0, []
    try:
        for piece in _unpacked(packed) if coding == "gzip" else packed:
            read += len(piece)
            if read > sent.size:
                message = f"{sent.address} answers with more than {sent.size:,} bytes: make it narrower"
                raise RemoteError(message)
            pieces.append(piece)
    except zlib.error as error:
        message = f"{sent.address} answers what can't be unpacked"
        raise RemoteError(message) from error
    return b"".join(pieces)


def _unpacked(packed: Iterator[bytes]) -> Iterator[bytes]:
    """Unpack gzip step by step: a small piece may hold a very large one.

    >>> import gzip
    >>> b"".join(_unpacked(iter([gzip.compress(b"a" * 10)])))
    b'aaaaaaaaaa'
    """
    unpack = zlib.decompressobj(GZIP)
    for piece in packed:
        rest = piece
        while rest and not unpack.eof:
            yield unpack.decompress(rest, STEP)
            rest = unpack.unconsumed_tail
    while not unpack.eof and (more := unpack.decompress(unpack.unconsumed_tail, STEP)):
        yield more
