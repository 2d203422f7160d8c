"""The query page that needs no script: a text area, and the answer as a table."""

from starlette.requests import Request
from starlette.responses import Response

from kg.serve.answers import page

FIRST = """SELECT ?who ?relation ?sentence WHERE {
  ?claim rdf:object id:Mayadeen ; rdf:subject/rdfs:label ?who ; rdf:predicate ?relation ;
    o:projected true ; o:supported_by/oa:hasSelector/oa:exact ?sentence .
}
ORDER BY ?who LIMIT 20"""


def query_page(request: Request) -> Response:
    """Show the query page."""
    return page(request, "query.html", title="Query", query=request.query_params.get("query", FIRST))
