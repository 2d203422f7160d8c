"""What a request asks, by the SPARQL 1.1 Protocol; the endpoint only reads.

(https://www.w3.org/TR/sparql11-protocol/) Each way to ask wrongly has a status and a sentence of its
own. Updates are refused by what they are, before anybody looks at their text.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from kg.errors import KgError
from kg.errors import either

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
READS_ONLY = "this endpoint is read-only: it answers queries and takes no updates"
UPDATES = frozenset({"update", "using-graph-uri", "using-named-graph-uri"})
PARAMETERS = ("query", "default-graph-uri", "named-graph-uri", "format")
FIELDS = 1_000  # more parameters than anybody needs

BAD, FORBIDDEN, UNACCEPTABLE, TOO_LARGE, UNSUPPORTED = 400, 403, 406, 413, 415


class ProtocolError(KgError):
    """A request that is answered with an HTTP error.

    Attributes:
        status: the HTTP status.
    """

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks.

    Attributes:
        query: SPARQL, or None where the request is for the endpoint's description.
        default_graphs: IRIs of the graphs that make up the default graph; None to leave it to the query.
        named_graphs: IRIs of the named graphs; None to leave it to the query.
        format: a form asked for by name instead of an Accept header, may be empty.
    """

    query: str | None
    default_graphs: tuple[str, ...] | None
    named_graphs: tuple[str, ...] | None
    format: str


def of_get(query_string: bytes) -> Asked:
    """Read a GET request.

    Raises:
        ProtocolError: see ``_asked``.
    """
    pairs = _pairs(query_string, "the address")
    _refuse_updates(pairs)
    return _asked([value for name, value in pairs if name == "query"], pairs, needed=False)


def of_post(query_string: bytes, content_type: str, body: bytes) -> Asked:
    """Read a POST request: a form, or a query as it is.

    Raises:
        ProtocolError: an update (403), another media type (415), text that is not UTF-8 (400 or 415), no
            query or several (400).
    """
    media, charset = media_type(content_type)
    pairs = _pairs(query_string, "the address")
    _refuse_updates(pairs)
    if media == UPDATE:
        raise ProtocolError(FORBIDDEN, READS_ONLY)
    if media not in {FORM, QUERY}:
        said = f"not {media}" if media else "and the request names no Content-Type"
        raise ProtocolError(UNSUPPORTED, f"a query comes as {FORM} or as {QUERY}, {said}")
    if charset not in {"", "utf-8", "utf8", "us-ascii"}:
        raise ProtocolError(UNSUPPORTED, f"queries are UTF-8, not {charset}")
    if media == FORM:
        pairs += _pairs(body, "the form")
        _refuse_updates(pairs)
        return _asked([value for name, value in pairs if name == "query"], pairs, needed=True)
    given = [value for name, value in pairs if name == "query"]
    return _asked([*given, _decoded(body, "the query")], pairs, needed=True)


def media_type(header: str) -> tuple[str, str]:
    """Give the media type and the charset of a Content-Type header, lower case, empty where not said.

    >>> media_type('application/sparql-query; charset="UTF-8"')
    ('application/sparql-query', 'utf-8')
    """
    media, *parameters = (part.strip().lower() for part in header.split(";"))
    named = (parameter.partition("=") for parameter in parameters)
    charset = next((value.strip(" \"'") for name, _, value in named if name.strip() == "charset"), "")
    return media, charset


def _asked(queries: list[str], pairs: Iterable[tuple[str, str]], *, needed: bool) -> Asked:
    if len(queries) > 1:
        raise ProtocolError(BAD, f"one query a request: this one has {len(queries)}")
    if not queries and needed:
        raise ProtocolError(BAD, "there is no query: send the parameter query, or the query itself as the body")
    grouped: dict[str, list[str]] = {}
    for name, value in pairs:
        grouped.setdefault(name, []).append(value)
    strange = [name for name in grouped if name not in PARAMETERS]
    if strange and not queries:
        raise ProtocolError(BAD, f"there is no parameter {strange[0]}: parameters are {either(PARAMETERS)}")
    defaults, named = (_graphs(grouped, name) for name in ("default-graph-uri", "named-graph-uri"))
    if defaults or named:  # one given, the other not, is a dataset without graphs of the other kind
        return Asked(queries[0] if queries else None, defaults, named, _last(grouped, "format"))
    return Asked(queries[0] if queries else None, None, None, _last(grouped, "format"))


def _graphs(grouped: Mapping[str, list[str]], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(iri for iri in grouped.get(name, ()) if iri))


def _last(grouped: Mapping[str, list[str]], name: str) -> str:
    return grouped.get(name, [""])[-1].strip().lower()


def _pairs(raw: bytes, where: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            _decoded(raw, where), keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=FIELDS
        )
    except UnicodeDecodeError:
        raise ProtocolError(BAD, f"{where} is not UTF-8") from None
    except ValueError:
        raise ProtocolError(BAD, f"{where} has more than {FIELDS:,} parameters") from None


def _decoded(raw: bytes, what: str) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProtocolError(BAD, f"{what} is not UTF-8: byte {error.start + 1} has no place in it") from None


def _refuse_updates(pairs: Iterable[tuple[str, str]]) -> None:
    if any(name in UPDATES for name, _ in pairs):
        raise ProtocolError(FORBIDDEN, READS_ONLY)
