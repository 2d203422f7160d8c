"""Answers in the standard formats: CSV, TSV, JSON and XML for rows, RDF for triples.

Terms travel in N-Triples notation, which is also how the TSV format of SPARQL writes them; so an
answer is handed to the engine's own writers as TSV, and every format comes from one place.
(https://www.w3.org/TR/sparql11-results-csv-tsv/)
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.errors import LimitError
from kg.errors import QueryError
from kg.errors import either
from kg.query.answer import Answer

if TYPE_CHECKING:
    from pyoxigraph import Triple

ROWS = ("csv", "tsv", "json", "xml")
TRIPLES = ("ttl", "nt", "rdf", "jsonld")
PIECE = 1_000  # rows parsed at a time where the writer takes pieces
XML = {"xml": "json", "rdf": "ttl"}  # forms in XML, and forms that hold everything
_NO_XML = re.compile(
    r"[\x00-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]"
    r"|(?<!\\)(?:\\\\)*\\(?:[bf]|u(?:00(?:0[0-8BCEF]|1[0-9A-F])|FFF[EF])|U0000(?:00(?:0[0-8BCEF]|1[0-9A-F])|FFF[EF]))"
)


def serialized(answer: Answer, media: str) -> bytes:
    """Write an answer in a standard format.

    Args:
        answer: rows, a yes or no, or triples.
        media: ``csv``, ``tsv``, ``json`` or ``xml`` for rows and ASK; ``ttl``, ``nt``, ``rdf`` or
            ``jsonld`` for triples.

    Raises:
        QueryError: the format does not fit the kind of answer.
        LimitError: the format is XML, which has no place for some character of the answer.
    """
    if answer.triples and media not in TRIPLES:
        message = f"a query for triples has no {media} form: use {either(TRIPLES)}"
        raise QueryError(message)
    if not answer.triples and media not in ROWS:
        message = f"{media} is for CONSTRUCT and DESCRIBE: use {either(ROWS)}"
        raise QueryError(message)
    if media in XML and any(term and _NO_XML.search(term) for row in answer.terms for term in row):
        message = f"the answer holds a control character, which XML has no place for: take it as {XML[media]}"
        raise LimitError(message)
    return _triples(answer, media) if answer.triples else _rows(answer, media)


def _rows(answer: Answer, media: str) -> bytes:
    from pyoxigraph import QueryResultsFormat  # noqa: PLC0415
    from pyoxigraph import parse_query_results  # noqa: PLC0415

    if answer.boolean is None:
        results = parse_query_results("".join(_tsv(answer)).encode(), format=QueryResultsFormat.TSV)
    else:
        boolean = b'{"head":{},"boolean":%s}' % (b"true" if answer.boolean else b"false")
        results = parse_query_results(boolean, format=QueryResultsFormat.JSON)
    return results.serialize(format=QueryResultsFormat.from_extension(media)) or b""


def _tsv(answer: Answer) -> Iterator[str]:
    yield "\t".join(f"?{name}" for name in answer.variables) + "\n"
    for row in answer.terms:
        yield "\t".join(term or "" for term in row) + "\n"


def _triples(answer: Answer, media: str) -> bytes:
    from pyoxigraph import RdfFormat  # noqa: PLC0415
    from pyoxigraph import serialize  # noqa: PLC0415

    prefixes = dict(answer.prefixes) if media != "nt" else None
    return serialize(_parsed(answer), format=RdfFormat.from_extension(media), prefixes=prefixes) or b""


def _parsed(answer: Answer) -> "Iterator[Triple]":
    from pyoxigraph import RdfFormat  # noqa: PLC0415
    from pyoxigraph import parse  # noqa: PLC0415

    for start in range(0, len(answer.terms), PIECE):
        lines = (f"{' '.join(map(str, row))} .\n" for row in answer.terms[start : start + PIECE])
        for quad in parse("".join(lines), format=RdfFormat.N_TRIPLES):
            yield quad.triple
