"""The SPARQL 1.1 Protocol, request by request: each behaviour that the standard's own tests look at, and more."""

import gzip
import html
import http.client
import re
from urllib.parse import urlencode

import httpx
import pytest
from lxml import etree

import kg

NORTH, SOUTH, FERRY = (f"http://sea.example/graph/{name}" for name in ("north", "south", "ferry"))
ROWS = "SELECT ?name { ?port <http://sea.example/name> ?name }"
NAMED = "SELECT ?name { GRAPH ?g { ?port <http://sea.example/name> ?name } } ORDER BY ?name"
TRIPLES = "CONSTRUCT WHERE { ?s ?p ?o }"
COUNT = "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
PACKED = {"Content-Encoding": "gzip"}
FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"


def names(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [row["name"]["value"] for row in answer.json()["results"]["bindings"]]


def post(client: httpx.Client, body: str | bytes, kind: str | None, **parameters: str | list[str]) -> httpx.Response:
    headers = {} if kind is None else {"Content-Type": kind}
    return client.post("/sparql", content=body, headers=headers, params=parameters)


def test_a_query_comes_by_get_by_form_or_as_it_is(ports: httpx.Client) -> None:
    for answer in (
        ports.get("/sparql", params={"query": ROWS}),
        ports.get("/sparql/", params={"query": ROWS}),
        ports.post("/sparql", data={"query": ROWS}),
        post(ports, ROWS, QUERY),
        post(ports, ROWS, f"{QUERY}; charset=UTF-8"),
    ):
        assert names(answer) == ["Northport"]


@pytest.mark.parametrize("method", ["get", "form", "direct"])
def test_parameters_pick_the_default_graph_from_the_named_ones(ports: httpx.Client, method: str) -> None:
    graphs = {"default-graph-uri": [NORTH, SOUTH]}
    query = f"{ROWS} ORDER BY ?name"
    answer = {
        "get": lambda: ports.get("/sparql", params={"query": query, **graphs}),
        "form": lambda: ports.post("/sparql", data={"query": query, **graphs}),
        "direct": lambda: post(ports, query, QUERY, **graphs),
    }[method]()
    assert names(answer) == ["Northport", "Southport"]


@pytest.mark.parametrize("method", ["get", "form", "direct"])
def test_parameters_pick_the_named_graphs_and_leave_the_default_graph_empty(ports: httpx.Client, method: str) -> None:
    graphs = {"named-graph-uri": [SOUTH, FERRY]}
    answer = {
        "get": lambda: ports.get("/sparql", params={"query": NAMED, **graphs}),
        "form": lambda: ports.post("/sparql", data={"query": NAMED, **graphs}),
        "direct": lambda: post(ports, NAMED, QUERY, **graphs),
    }[method]()
    assert names(answer) == ["Southport"]
    assert names(ports.get("/sparql", params={"query": ROWS, **graphs})) == []


def test_parameters_pick_a_whole_dataset(ports: httpx.Client) -> None:
    query = """ASK { ?ferry <http://sea.example/links> ?port
                     GRAPH ?one { ?port <http://sea.example/name> "Northport" }
                     GRAPH ?other { ?elsewhere <http://sea.example/name> "Southport" } }"""
    graphs: dict[str, str | list[str]] = {"default-graph-uri": FERRY, "named-graph-uri": [NORTH, SOUTH]}
    assert post(ports, query, QUERY, **graphs).json()["boolean"] is True
    assert post(ports, query, QUERY).json()["boolean"] is False


def test_parameters_beat_what_the_query_says_of_its_dataset(ports: httpx.Client) -> None:
    query = f"SELECT ?name FROM <{NORTH}> {{ ?port <http://sea.example/name> ?name }}"
    assert names(post(ports, query, QUERY)) == ["Northport"]
    assert names(post(ports, query, QUERY, **{"default-graph-uri": SOUTH})) == ["Southport"]


def test_a_graph_that_is_not_in_the_dataset_is_refused_and_not_fetched(ports: httpx.Client) -> None:
    for graph in ("http://sea.example/graph/west", "file:///etc/hostname"):
        for answer in (
            post(ports, ROWS, QUERY, **{"default-graph-uri": graph}),
            post(ports, f"SELECT * FROM <{graph}> {{ ?s ?p ?o }}", QUERY),
        ):
            assert answer.status_code == 400
            assert graph in answer.text


@pytest.mark.parametrize(
    ("query", "accept", "media"),
    [
        (ROWS, None, "application/sparql-results+json"),
        (ROWS, "*/*", "application/sparql-results+json"),
        (ROWS, "application/sparql-results+xml", "application/sparql-results+xml"),
        (ROWS, "text/xml;q=0.1, application/xml", "application/sparql-results+xml"),
        (ROWS, "application/json", "application/sparql-results+json"),
        (ROWS, "text/csv, application/json;q=0.9", "text/csv; charset=utf-8"),
        (ROWS, "text/csv;q=0.1, text/tab-separated-values;q=0.2", "text/tab-separated-values; charset=utf-8"),
        (ROWS, "application/*;q=0.5, text/csv;q=0.4", "application/sparql-results+json"),
        (ROWS, "application/sparql-results+json;q=0, */*;q=0.1", "application/sparql-results+xml"),
        (ROWS, "text/turtle;q=0.9, application/sparql-results+xml;q=0.2", "application/sparql-results+xml"),
        ("ASK {}", "application/sparql-results+xml", "application/sparql-results+xml"),
        ("ASK {}", None, "application/sparql-results+json"),
        (TRIPLES, None, "text/turtle; charset=utf-8"),
        (TRIPLES, "application/rdf+xml", "application/rdf+xml"),
        (TRIPLES, "application/ld+json, text/turtle;q=0.8", "application/ld+json"),
        (TRIPLES, "application/n-triples", "application/n-triples"),
        ("DESCRIBE <http://sea.example/north>", "application/rdf+xml", "application/rdf+xml"),
        (ROWS, "nonsense, ;;;, text/csv;q=x, application/sparql-results+xml", "application/sparql-results+xml"),
    ],
)
def test_the_answer_comes_in_the_form_that_the_client_likes_best(
    ports: httpx.Client, query: str, accept: str | None, media: str
) -> None:
    answer = ports.get("/sparql", params={"query": query}, headers={"Accept": accept or ""})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == media
    assert "Accept" in answer.headers["vary"]
    assert answer.content


@pytest.mark.parametrize(("query", "accept"), [(ROWS, "image/png"), (ROWS, "text/turtle"), (TRIPLES, "text/csv")])
def test_no_form_that_the_client_reads_is_406(ports: httpx.Client, query: str, accept: str) -> None:
    answer = ports.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert answer.status_code == 406
    assert "come as" in answer.text


def test_a_form_can_be_asked_for_by_name(ports: httpx.Client) -> None:
    assert ports.get("/sparql", params={"query": ROWS, "format": "csv"}).text == "name\r\nNorthport\r\n"
    wrong = ports.get("/sparql", params={"query": ROWS, "format": "pdf"})
    assert (wrong.status_code, "there is no format pdf" in wrong.text) == (400, True)


def test_wrong_methods_are_405_and_say_what_is_allowed(ports: httpx.Client) -> None:
    for method in ("PUT", "DELETE", "PATCH"):
        answer = ports.request(method, "/sparql", params={"query": ROWS})
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, POST, OPTIONS")
    options = ports.options("/sparql")
    assert (options.status_code, options.headers["allow"]) == (204, "GET, HEAD, POST, OPTIONS")


def test_head_is_get_without_the_body(ports: httpx.Client) -> None:
    answer = ports.head("/sparql", params={"query": ROWS})
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-type"] == "application/sparql-results+json"
    assert ports.head("/sparql", params={"query": "SELEC"}).status_code == 400


@pytest.mark.parametrize(
    ("body", "kind", "parameters", "status", "says"),
    [
        ("query=ASK%7B%7D&query=ASK%7B%7D", FORM, {}, 400, "one query a request: this one has 2"),
        ("ASK {}", QUERY, {"query": "ASK {}"}, 400, "one query a request"),
        ("", FORM, {}, 400, "there is no query"),
        ("", QUERY, {}, 400, "1:1: "),
        ("ASK {}", "text/plain", {}, 415, "not text/plain"),
        ('{"query": "ASK {}"}', "application/json", {}, 415, "not application/json"),
        ("query=ASK%7B%7D", None, {}, 415, "names no Content-Type"),
        ("ASK {}", None, {}, 415, "names no Content-Type"),
        ("ASK {}".encode("utf-16"), f"{QUERY}; charset=UTF-16", {}, 415, "queries are UTF-8, not utf-16"),
        ("ASK { ?é ?p ?o }".encode("latin-1"), QUERY, {}, 400, "the query is not UTF-8: byte 8"),
        (b"query=ASK%20%7B%20%3F%E9%20%7D", FORM, {}, 400, "is not UTF-8"),
        ("SELECT nonsense WHERE", QUERY, {}, 400, "1 | SELECT nonsense WHERE"),
        ("SELECT ?x { SERVICE <http://127.0.0.1:9/> { ?x ?p ?o } }", QUERY, {}, 400, "SERVICE"),
    ],
)
def test_each_way_to_ask_wrongly_has_its_status_and_its_words(
    ports: httpx.Client, body: str | bytes, kind: str | None, parameters: dict[str, str], status: int, says: str
) -> None:
    answer = post(ports, body, kind, **parameters)
    assert (answer.status_code, says in answer.text) == (status, True), answer.text
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"


def test_a_query_that_comes_compressed_is_refused(ports: httpx.Client) -> None:
    packed = ports.post("/sparql", content=gzip.compress(b"ASK {}"), headers={"Content-Type": QUERY, **PACKED})
    assert (packed.status_code, packed.text) == (415, "a query comes as it is, not compressed by gzip\n")


def test_several_queries_in_an_address_are_refused(ports: httpx.Client) -> None:
    assert ports.get("/sparql", params={"query": ["ASK {}", "ASK {}"]}).status_code == 400
    assert ports.get("/sparql?quer=ASK").status_code == 400
    assert ports.get("/sparql?query=%FF").status_code == 400


INSERT = 'INSERT DATA { <http://sea.example/west> <http://sea.example/name> "Westport" }'


@pytest.mark.parametrize(
    ("method", "body", "kind", "parameters"),
    [
        ("POST", f"update={INSERT}", FORM, {}),
        ("POST", INSERT, UPDATE, {}),
        ("POST", f"BASE <http://sea.example/> {INSERT}", UPDATE, {}),
        ("POST", "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", UPDATE, {"using-graph-uri": NORTH}),
        ("POST", "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", UPDATE, {"using-graph-uri": [NORTH, SOUTH]}),
        ("POST", "DELETE { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }", UPDATE, {"using-named-graph-uri": NORTH}),
        ("POST", INSERT, UPDATE, {"using-graph-uri": NORTH, "using-named-graph-uri": SOUTH}),
        ("GET", "", None, {"update": "CLEAR ALL"}),
        ("POST", "update=CLEAR%20NAMED&update=CLEAR%20DEFAULT", FORM, {}),
        ("POST", "CLEAR ALL", "text/plain", {}),
        ("POST", "update=CLEAR%20ALL", None, {}),
        ("POST", "CLEAR ALL".encode("utf-16"), f"{UPDATE}; charset=UTF-16", {}),
        ("POST", "CLEAR XYZ", UPDATE, {}),
        ("POST", "DELETE { ?s ?p ?o } USING <x:y> WHERE { ?s ?p ?o }", UPDATE, {"using-named-graph-uri": NORTH}),
        ("POST", "query=CLEAR%20ALL", FORM, {}),
        ("POST", INSERT, QUERY, {}),
        ("GET", "", None, {"query": "DROP ALL"}),
        ("POST", "LOAD <file:///etc/hostname>", QUERY, {}),
        ("POST", "query=ASK%20%7B%7D&update=CLEAR%20ALL", FORM, {}),
    ],
)
def test_every_update_good_or_bad_is_refused_and_changes_nothing(
    ports: httpx.Client, method: str, body: str | bytes, kind: str | None, parameters: dict[str, str]
) -> None:
    headers = {} if kind is None else {"Content-Type": kind}
    answer = ports.request(method, "/sparql", content=body, headers=headers, params=parameters)
    assert 400 <= answer.status_code < 500
    if kind == UPDATE:
        assert "read-only" in answer.text
    count = post(ports, COUNT, QUERY).json()
    assert count["results"]["bindings"][0]["n"]["value"] == "4"


def test_an_error_is_text_or_json_or_a_page(ports: httpx.Client) -> None:
    query = "SELECT ?x {\n  ?x ?p }"
    text, json, page = (
        ports.get("/sparql", params={"query": query}, headers={"Accept": accept})
        for accept in ("*/*", "application/problem+json, */*;q=0.1", "text/html,application/xml;q=0.9,*/*;q=0.8")
    )
    assert [answer.status_code for answer in (text, json, page)] == [400, 400, 400]
    assert re.match(r"2:\d+: ", text.text)
    assert json.json()["status"] == 400
    assert json.json()["detail"] == text.text.rstrip("\n")
    assert "<textarea" in page.text
    assert html.escape(text.text.splitlines()[0]) in page.text


def test_a_browser_gets_rows_as_a_page_whose_names_are_links(site: httpx.Client) -> None:
    query = "SELECT ?who { ?who o:captured id:Mayadeen } ORDER BY ?who"
    page = site.get("/sparql", params={"query": query}, headers={"Accept": "text/html,*/*;q=0.8"})
    assert '<a href="/id/SyrianArabArmy">id:SyrianArabArmy</a>' in page.text
    for verdict, asked in (("Yes", "ASK {}"), ("No match", "SELECT ?x { ?x o:captured id:IS }")):
        page = site.get("/sparql", params={"query": asked, "format": "html"})
        assert f"<h1>{verdict}</h1>" in page.text


def test_the_endpoint_describes_itself(site: httpx.Client) -> None:
    described = site.get("/sparql", headers={"Accept": "text/turtle"})
    assert described.headers["content-type"] == "text/turtle; charset=utf-8"
    for words in ("a sd:Service", "sd:supportedLanguage sd:SPARQL11Query", "sd:namedGraph", "sd:endpoint"):
        assert words in described.text
    browser = site.get("/sparql", headers={"Accept": "text/html"})
    assert (browser.status_code, browser.headers["location"]) == (303, "/query")


def test_relative_names_start_from_the_endpoint(ports: httpx.Client) -> None:
    answer = post(ports, "CONSTRUCT { <s> <p> 1 } WHERE {}", QUERY)
    assert answer.status_code == 200
    assert f"<{ports.base_url.join('/s')}>" in answer.text


def test_void_counts_by_query(site: httpx.Client, graph: kg.Graph) -> None:
    described = site.get("/.well-known/void").text
    (row,) = graph.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert f"void:triples {row['n']} ;" in described
    assert f"void:entities {len(graph.corpus.entities)} ;" in described
    assert "void:sparqlEndpoint <http://127.0.0.1" in described


def test_notes_say_why_an_answer_is_empty(site: httpx.Client) -> None:
    def told(query: str) -> list[dict[str, object]]:
        answer = site.post("/notes", content=query, headers={"Content-Type": QUERY})
        assert answer.status_code == 200
        rows: list[dict[str, object]] = answer.json()
        return rows

    (note,) = told("SELECT ?x { ?x o:withdrawn_from id:Mayadeen }")
    assert (note["line"], note["column"], "o:withdrew_from" in str(note["message"])) == (1, 16, True)
    assert told("SELECT ?who { ?who o:captured id:Mayadeen }") == []
    assert told("SELECT nonsense") == []
    page = site.get("/sparql", params={"query": "SELECT ?x { ?x o:withdrawn_from id:Mayadeen }", "format": "html"})
    assert "o:withdrew_from" in page.text


def test_each_page_says_which_methods_it_takes(site: httpx.Client) -> None:
    for path, methods in (("/", "GET, HEAD, OPTIONS"), ("/id/IS", "GET, HEAD, OPTIONS"), ("/notes", "POST, OPTIONS")):
        answer = site.options(path)
        assert (answer.status_code, answer.headers["allow"]) == (204, methods)
    answer = site.request("FOO", "/sparql")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, POST, OPTIONS")


def test_a_request_for_a_whole_address_is_one_for_its_path(site: httpx.Client) -> None:
    def ask(target: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection(site.base_url.host, site.base_url.port or 80, timeout=60)
        connection.putrequest("GET", target, skip_host=True)
        connection.putheader("Host", "localhost")
        connection.endheaders()
        answer = connection.getresponse()
        found = answer.status, answer.read()
        connection.close()
        return found

    assert ask("http://localhost/id/IS.nt") == (200, site.get("/id/IS.nt").content)
    assert ask(f"http://localhost/sparql?{urlencode({'query': 'ASK {}', 'format': 'csv'})}")[0] == 200
    assert ask("http://evil.example/id/IS")[0] == 421


@pytest.mark.parametrize(
    ("form", "query"), [("xml", "SELECT ?x { %s }"), ("rdf", "CONSTRUCT { <a:s> <a:p> ?x } { %s }")]
)
def test_what_xml_has_no_place_for_is_refused_in_words(ports: httpx.Client, form: str, query: str) -> None:
    for text, status in (("a\\u0001b", 500), ("a\\bb", 500), ("a\\uFFFF", 500), ("a\\\\u0001\\n\\té", 200)):
        answer = ports.get("/sparql", params={"query": query % f'BIND("{text}" AS ?x)', "format": form})
        assert answer.status_code == status, (text, answer.text)
        if status == 200:
            etree.fromstring(answer.content)
        else:
            assert "XML has no place for" in answer.text
