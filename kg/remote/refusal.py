"""A server's refusal as an error: what it means, what to do, and the server's own words made fit to show."""

from kg.errors import RemoteError
from kg.remote.address import Address
from kg.remote.http import Reply
from kg.remote.login import Login
from kg.remote.words import said

UNKNOWN_LOGIN = 401
BROKEN = 500  # and above
_ADVICE = {
    400: "it can't read what was sent",
    401: "it wants a login: set KG_ENDPOINT_USER and KG_ENDPOINT_PASSWORD, or KG_ENDPOINT_TOKEN, or use netrc",
    403: "it does not allow this: ask whoever runs it, or log in (KG_ENDPOINT_USER, KG_ENDPOINT_PASSWORD)",
    404: "there is no endpoint at this address: it often ends in /query or /sparql",
    405: "it does not do this here: is this the address of a SPARQL endpoint?",
    406: "it has no answer in a form that we read",
    408: "it gave up: ask for less",
    410: "this endpoint is gone",
    413: "what was sent is too long for it",
    414: "what was sent is too long for it",
    415: "it does not take what was sent: is this the right address for it?",
    429: "it has too much to do: try again later",
    503: "it has too much to do: try again later",
    504: "it gave up: ask for less",
}


def refusal(reply: Reply, address: Address, login: Login) -> RemoteError:
    """Give the error for a reply that is a refusal."""
    advice = _ADVICE.get(reply.status, "it has failed" if reply.status >= BROKEN else "it refuses")
    if reply.status == UNKNOWN_LOGIN and login.header:
        advice = "it does not take this login"
    words = said(login.hide(reply.body.decode(errors="replace")).encode())
    return RemoteError(f"{address} answers {reply.status}: {advice}" + (f"\nit says: {words}" if words else ""))
