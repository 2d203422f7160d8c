"""The answer to a query as a page: rows whose names lead to the pages of what they name."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import Any

from kg.graph import Graph
from kg.query.answer import Answer
from kg.query.answer import Serialized
from kg.query.engine import TRIPLE_COLUMNS
from kg.query.engine import notation
from kg.rdf.terms import is_iri

ROWS = 2_000  # a page shows no more; every other form has them all
FORMS = ("tsv", "nt")  # of the answers that pages are made from, read no further than they show


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a row: its text, and where it leads (empty for nowhere)."""

    text: str
    href: str


def table(given: Serialized, graph: Graph) -> Mapping[str, Any]:
    """Give what the results page shows of an answer, given in one of ``FORMS``."""
    links, answer = Links(graph), _first_rows(given, graph.names.prefixes)
    rows = [
        [Cell(text, links.of(term)) for text, term in zip(shown, terms, strict=True)]
        for shown, terms in zip(answer.shown(), answer.terms, strict=True)
    ]
    return {
        "variables": answer.variables,
        "rows": rows,
        "total": given.rows,
        "boolean": answer.boolean,
        "title": "Answer",
    }


def _first_rows(given: Serialized, prefixes: Mapping[str, str]) -> Answer:
    from pyoxigraph import QueryBoolean  # noqa: PLC0415
    from pyoxigraph import QueryResultsFormat  # noqa: PLC0415
    from pyoxigraph import RdfFormat  # noqa: PLC0415
    from pyoxigraph import parse  # noqa: PLC0415
    from pyoxigraph import parse_query_results  # noqa: PLC0415

    if given.media == "nt":
        quads = islice(parse(BytesIO(given.data), format=RdfFormat.N_TRIPLES), ROWS)
        triples = [tuple(map(notation, (one.subject, one.predicate, one.object))) for one in quads]
        return Answer(TRIPLE_COLUMNS, triples, None, prefixes, triples=True)
    found = parse_query_results(BytesIO(given.data), format=QueryResultsFormat.TSV)
    if isinstance(found, QueryBoolean):
        return Answer((), [], bool(found), prefixes)
    names = tuple(variable.value for variable in found.variables)
    return Answer(names, [tuple(map(notation, row)) for row in islice(found, ROWS)], None, prefixes)


class Links:
    """Leads from IRIs of the corpus to this server's pages."""

    def __init__(self, graph: Graph) -> None:
        self.base = graph.names.base
        self.ontology = f"{self.base}ontology#"

    def of(self, term: str | None) -> str:
        """Give the page of a term in N-Triples notation; empty for literals and for what is elsewhere."""
        if term is None or not is_iri(term):
            return ""
        iri = term[1:-1]
        if iri.startswith(self.ontology):
            return f"/ontology#{iri.removeprefix(self.ontology)}"
        return f"/{iri.removeprefix(self.base)}" if iri.startswith(self.base) else ""
