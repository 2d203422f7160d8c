"""The answer to a query as a page: rows whose names lead to the pages of what they name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kg.graph import Graph
from kg.query.answer import Answer
from kg.rdf.terms import is_iri

ROWS = 2_000  # a page shows no more; every other form has them all


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a row: its text, and where it leads (empty for nowhere)."""

    text: str
    href: str


def table(answer: Answer, graph: Graph) -> Mapping[str, Any]:
    """Give what the results page shows of an answer."""
    links = Links(graph)
    rows = [
        [Cell(text, links.of(term)) for text, term in zip(shown, terms, strict=True)]
        for shown, terms in zip(answer.shown()[:ROWS], answer.terms[:ROWS], strict=True)
    ]
    return {
        "variables": answer.variables,
        "rows": rows,
        "total": len(answer),
        "boolean": answer.boolean,
        "title": "Answer",
    }


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
