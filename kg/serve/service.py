"""What the endpoint says of itself: a service description, and VoID with counts by query.

(https://www.w3.org/TR/sparql11-service-description/, https://www.w3.org/TR/void/)
"""

from collections.abc import Iterator

from anyio import Lock
from starlette.requests import Request as Call
from starlette.responses import Response

from kg.query.answer import Answer
from kg.query.request import Request
from kg.rdf.names import DCTERMS
from kg.rdf.names import LABEL
from kg.rdf.names import TYPE
from kg.rdf.names import Triple
from kg.rdf.names import literal
from kg.rdf.names import xsd
from kg.serve.answers import accept
from kg.serve.answers import problem
from kg.serve.negotiation import PAGES
from kg.serve.negotiation import TRIPLES
from kg.serve.negotiation import choose
from kg.serve.rdf import encoded
from kg.serve.settings import Settings

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
W3FORMATS = "http://www.w3.org/ns/formats/"
PREFIXES = {"sd": SD, "void": VOID, "formats": W3FORMATS}
FORMATS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle")
MORE = ("N-Triples", "RDF_XML", "JSON-LD")
GRAPHS = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY STR(?g)"
TRIPLE_COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
SUBJECTS = "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }"
CLASSES = "SELECT ?c (COUNT(?s) AS ?n) { ?s a ?c } GROUP BY ?c ORDER BY STR(?c)"
PROPERTIES = "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY STR(?p)"


class Counts:
    """Counts of the dataset, asked once."""

    def __init__(self) -> None:
        self._found: dict[str, list[tuple[str, ...]]] = {}
        self._lock = Lock()

    async def of(self, settings: Settings, query: str) -> list[tuple[str, ...]]:
        """Give a query's rows of terms."""
        async with self._lock:
            if query not in self._found:
                answer = await settings.desk.ask(Request(query))
                rows = answer.terms if isinstance(answer, Answer) else ()
                self._found[query] = [tuple(term or "" for term in row) for row in rows]
            return self._found[query]


async def description(request: Call) -> Response:
    """Describe the endpoint, in the form that the client likes best; to a browser, the query page."""
    form = choose(accept(request), {**TRIPLES, "html": PAGES["html"]})
    if form is None:
        return problem(request, 406, f"the description comes as {', '.join(TRIPLES.values())}")
    if form == "html":
        return Response(status_code=303, headers={"Location": "/query", "Vary": "Accept"})
    settings: Settings = request.app.state.settings
    counts: Counts = request.app.state.counts
    graphs = await counts.of(settings, GRAPHS)
    total = await counts.of(settings, TRIPLE_COUNT)
    return encoded(_service(_address(request, "/sparql"), graphs, total), form, request, PREFIXES)


async def void(request: Call) -> Response:
    """Describe the dataset with its counts."""
    form = choose(accept(request), TRIPLES) or "ttl"  # a page has no better form
    settings: Settings = request.app.state.settings
    counts: Counts = request.app.state.counts
    queries = (TRIPLE_COUNT, SUBJECTS, CLASSES, PROPERTIES)
    found = [await counts.of(settings, query) for query in queries]
    triples = list(_void(_address(request, "/.well-known/void")[:-1] + "#dataset>", settings, found))
    triples.append((triples[0][0], f"<{VOID}sparqlEndpoint>", _address(request, "/sparql")))
    return encoded(triples, form, request, PREFIXES)


def _address(request: Call, path: str) -> str:
    return f"<{request.url.replace(path=path, query='', fragment='')}>"


def _service(me: str, graphs: list[tuple[str, ...]], total: list[tuple[str, ...]]) -> list[Triple]:
    dataset, default = f"{me[:-1]}#dataset>", f"{me[:-1]}#default-graph>"
    triples = [
        (me, TYPE, f"<{SD}Service>"),
        (me, f"<{SD}endpoint>", me),
        (me, f"<{SD}supportedLanguage>", f"<{SD}SPARQL11Query>"),
        *((me, f"<{SD}resultFormat>", f"<{W3FORMATS}{name}>") for name in (*FORMATS, *MORE)),
        (me, f"<{SD}defaultDataset>", dataset),
        (dataset, TYPE, f"<{SD}Dataset>"),
        (dataset, f"<{SD}defaultGraph>", default),
        (default, TYPE, f"<{SD}Graph>"),
        *((default, f"<{VOID}triples>", count) for (count,) in total),
    ]
    for number, (graph, count) in enumerate(graphs, 1):
        named = f"{me[:-1]}#graph-{number}>"
        triples += [
            (dataset, f"<{SD}namedGraph>", named),
            (named, TYPE, f"<{SD}NamedGraph>"),
            (named, f"<{SD}name>", graph),
            (named, f"<{VOID}triples>", count),
        ]
    return triples


def _void(me: str, settings: Settings, found: list[list[tuple[str, ...]]]) -> Iterator[Triple]:
    graph = settings.graph
    totals, subjects, classes, properties = found
    yield me, TYPE, f"<{VOID}Dataset>"
    yield me, LABEL, literal(graph.corpus.title)
    yield me, f"<{DCTERMS}title>", literal(graph.corpus.title)
    for (count,) in totals:
        yield me, f"<{VOID}triples>", count
    for (count,) in subjects:
        yield me, f"<{VOID}distinctSubjects>", count
    yield me, f"<{VOID}entities>", xsd(str(len(graph.corpus.entities)), "integer")
    yield me, f"<{VOID}classes>", xsd(str(len(classes)), "integer")
    yield me, f"<{VOID}properties>", xsd(str(len(properties)), "integer")
    yield me, f"<{VOID}uriSpace>", literal(graph.names.base)
    yield me, f"<{VOID}vocabulary>", f"<{graph.names.base}ontology>"
    parts = (("class", classes, "entities"), ("property", properties, "triples"))
    for kind, rows, counted in parts:
        for number, (term, count) in enumerate(rows, 1):
            part = f"{me[:-1]}-{kind}-{number}>"
            yield me, f"<{VOID}{kind}Partition>", part
            yield part, f"<{VOID}{kind}>", term
            yield part, f"<{VOID}{counted}>", count
