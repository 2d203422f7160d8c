"""Asking other people's endpoints: the same answers as here, and no harm from hostile ones."""

import gzip
import json
import socket
import ssl
import subprocess
import urllib.request
import zlib
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from helpers import Run
from helpers import need
from servers import JSON
from servers import Asked
from servers import Stub
from servers import Told
from servers import oxigraph
from servers import raw
from servers import stub

import kg
from kg.errors import QueryError
from kg.errors import RefusedError
from kg.errors import RemoteError
from kg.query.answer import Answer
from kg.query.answer import Serialized
from kg.query.request import Limits
from kg.query.request import Request
from kg.query.results import serialized
from kg.rdf.names import Names
from kg.remote.client import Endpoint
from kg.remote.login import NOBODY
from kg.remote.login import Login
from kg.remote.login import login_for
from kg.remote.prefixes import with_prefixes

PREFIXES = Names("https://w3id.org/syraq/").prefixes
ROW = b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"one"}}]}}'
WITHDREW = "SELECT ?x { id:IS o:withdrew_from ?x } ORDER BY ?x"
SECRET = "open sesame"  # noqa: S105  # nobody's
BASIC = b64encode(f"ali:{SECRET}".encode()).decode()
ALI = {"KG_ENDPOINT_USER": "ali", "KG_ENDPOINT_PASSWORD": SECRET}


@pytest.fixture(scope="module")
def server(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An Oxigraph server that holds the built-in graph."""
    with oxigraph(tmp_path_factory.mktemp("oxigraph")) as (url, _):
        data, kind = (built / "graph.nq").read_bytes(), {"Content-Type": "application/n-quads"}
        urllib.request.urlopen(urllib.request.Request(f"{url}/store", data, kind)).close()  # noqa: S310  # our own
        yield f"{url}/query"


def ask(url: str, text: str = "ASK {}", login: Login = NOBODY, limits: Limits | None = None) -> Answer:
    with Endpoint(url, PREFIXES, login=login, limits=limits or Limits(seconds=60)) as endpoint:
        return endpoint.query(text)


def fails(url: str, text: str = "ASK {}", login: Login = NOBODY, limits: Limits | None = None) -> str:
    """The message of the error."""
    with pytest.raises(RemoteError) as caught:
        ask(url, text, login, limits)
    message = str(caught.value)
    assert all(char == "\n" or char.isprintable() for char in message), repr(message)
    return message


@pytest.fixture
def one_row() -> Iterator[Stub]:
    with stub(lambda _: Told(body=ROW)) as made:
        yield made


@pytest.mark.parametrize(
    "query",
    [
        WITHDREW,
        "ASK { id:IS o:withdrew_from id:Mayadeen }",
        "ASK { id:IS o:withdrew_from id:IS }",
        "CONSTRUCT { ?x o:withdrew_from ?y } WHERE { ?x o:withdrew_from ?y }",
        'SELECT (1.50 AS ?d) ("دير\\t\\"الزور\\""@ar AS ?l) (<x:y> AS ?i) ?unbound {}',
    ],
)
def test_an_endpoint_answers_as_the_graph_does(server: str, graph: kg.Graph, query: str) -> None:
    there, here = ask(server, query), graph.query(query)
    assert (there.variables, there.boolean, there.triples) == (here.variables, here.boolean, here.triples)
    assert sorted(map(str, there.terms)) == sorted(map(str, here.terms))


@pytest.mark.parametrize("style", ["csv", "tsv", "json", "xml"])
def test_every_format_is_as_from_the_graph_itself(run: Run, server: str, graph: kg.Graph, style: str) -> None:
    done = run("query", WITHDREW, "--endpoint", server, "--format", style)
    assert done.stderr == ""
    assert done.stdout == serialized(graph.query(WITHDREW), style).decode().replace("\r\n", "\n")


def test_the_command_line_shows_tables_and_turtle_of_an_endpoint(run: Run, server: str) -> None:
    assert "id:Mayadeen" in run("query", WITHDREW, "--endpoint", server).stdout
    assert "| id:Mayadeen |\n" in run("query", WITHDREW, "--endpoint", server, "--format", "md").stdout
    construct = "CONSTRUCT WHERE { id:IS o:withdrew_from ?x }"
    assert "id:Mayadeen" in run("query", construct, "--endpoint", server, "--format", "ttl").stdout
    wrong = run("query", construct, "--endpoint", server, "--format", "csv")
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert "a query for triples has no csv form" in wrong.stderr


def test_a_request_of_the_engines_runs_on_an_endpoint_too(server: str) -> None:
    with Endpoint(server, PREFIXES) as endpoint:
        answer = endpoint.run(Request("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", ("tsv", "nt")))
        edges = endpoint.run(
            Request("SELECT ?x { id:IS o:withdrew_from ?x }", default_graphs=("https://w3id.org/syraq/graph/edges",))
        )
        with pytest.raises(RefusedError, match="for the endpoint to say"):
            endpoint.run(Request("ASK {}", services=("http://localhost/",)))
        with pytest.raises(QueryError, match="ttl is for CONSTRUCT"):
            endpoint.run(Request("ASK {}", ("ttl", "ttl")))
    assert isinstance(answer, Serialized)
    assert answer.data.startswith(b"?n\n1")
    assert isinstance(edges, Answer)
    assert len(edges) == 2


def test_only_prefixes_that_are_used_and_undeclared_are_declared(one_row: Stub) -> None:
    ask(one_row.url, "PREFIX o: <http://mine/>\nSELECT ?x { ?x o:a id:IS ; rdfs:label 'skos:x' } # prov:y")
    (asked,) = one_row.asked
    assert asked.method == "POST"
    assert asked.headers["Content-Type"] == "application/x-www-form-urlencoded"
    sent = asked.body.decode()
    assert "PREFIX+id%3A" in sent
    assert "PREFIX+rdfs%3A" in sent
    assert sent.count("PREFIX+") == 3
    assert "syraq%2Fontology" not in sent


def test_a_declared_prefix_stays_on_the_first_line() -> None:
    text = "SELECT *\n{ ?s a o:Claim }"
    assert with_prefixes(text, PREFIXES) == f"PREFIX o: <https://w3id.org/syraq/ontology#> {text}"


@pytest.mark.parametrize("status", [405, 415])
def test_a_server_that_takes_no_post_is_asked_by_get(status: int) -> None:
    with stub(lambda asked: Told(body=ROW) if asked.method == "GET" else Told(status, "text/plain")) as made:
        assert ask(f"{made.url}/sparql?key=1", "SELECT ?x {}").shown() == [["one"]]
    assert made.asked[1].path == "/sparql?key=1&query=SELECT+%3Fx+%7B%7D"


@pytest.mark.parametrize(
    ("media", "body"),
    [
        (JSON, ROW),
        ("application/json; charset=utf-8", ROW),
        (JSON, ROW[:-1] + b',"metadata":{"httpRequests":0}}'),
        (JSON, ROW.replace(b'"vars"', b'"link":[],"vars"').replace(b'"bindings"', b'"distinct":false,"bindings"')),
        ("", ROW),
        ("text/plain", ROW),
        (
            "application/sparql-results+xml",
            b'<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="x"/></head>'
            b'<results><result><binding name="x"><literal>one</literal></binding></result></results></sparql>',
        ),
        ("text/tab-separated-values", b'?x\n"one"\n'),
    ],
)
def test_rows_are_read_in_every_form_that_servers_send(media: str, body: bytes) -> None:
    with stub(lambda _: Told(media=media, body=body)) as made:
        assert ask(made.url).terms == [('"one"',)]


def test_a_packed_answer_is_unpacked() -> None:
    with stub(lambda _: Told(body=gzip.compress(ROW), headers={"Content-Encoding": "gzip"})) as made:
        assert ask(made.url).shown() == [["one"]]


NO_IRI = b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"uri","value":"no iri"}}]}}'
SCRIPT = b"<html><body><h1>Who?</h1><script>x()</script>"
STYLE = b"<!DOCTYPE html><html><head><style>a{}</style></head><body>Oh <b>no</b>"
FAILURES = [
    (Told(400, "text/plain", b"Parse error: line 1\n\n  near 'x'"), "\nit says: Parse error: line 1 near 'x'"),
    (Told(400), "can't read what was sent"),
    (Told(401, "text/html", SCRIPT), "it wants a login: set KG_ENDPOINT_USER"),
    (Told(403), "it does not allow this"),
    (Told(404, "application/json", b'{"message": "no dataset"}'), "in /query or /sparql\nit says: no dataset"),
    (Told(500, "text/html", STYLE), "500: it has failed\nit says: Oh no"),
    (Told(503), "try again later"),
    (Told(418), "418: it refuses"),
    (Told(media="text/html", body=b"<!doctype html><p>Welcome"), "answers with a web page, not with results"),
    (Told(body=b"<html>Welcome"), "answers with a web page, not with results"),
    (Told(media="image/png", body=b"\x89PNG"), "answers with “image/png”, not with results"),
    (Told(media="", body=b"nothing"), "answers with something unnamed"),
    (Told(body=ROW[:-9]), "it may be cut off"),
    (Told(body=ROW, cut=10), "the connection to"),
    (Told(body=b"{}"), "can't be read"),
    (Told(body=b"[" * 100_000), "can't be read"),
    (Told(body=b'{"head":[],"results":3}'), "can't be read"),
    (Told(body=NO_IRI), "can't be read"),
    (Told(media="text/turtle", body=b"<x:s> <x:p> ; ."), "can't be read"),
    (Told(body=b"\x1f\x8bno", headers={"Content-Encoding": "gzip"}), "can't be unpacked"),
    (Told(body=ROW, headers={"Content-Encoding": "br"}), "a packing that was not asked for: “br”"),
    (None, "the connection to"),
]


@pytest.mark.parametrize(("told", "words"), FAILURES)
def test_each_failure_says_what_it_is(told: Told | None, words: str) -> None:
    with stub(lambda _: told) as made:
        message = fails(made.url)
    assert words in message
    assert "<b>" not in message
    assert "x()" not in message


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://127.0.0.1:1/query", "is the server running"),
        ("http://nowhere.invalid/query", "there is no server nowhere.invalid"),
        ("file:///etc/passwd", "is no address of a server"),
        ("ftp://localhost/x", "is no address of a server"),
        ("localhost:3030/ds", "is no address of a server"),
        ("http://", "is no address of a server"),
        ("http://[::1/x", "is no address of a server"),
        ("http://localhost:99999/x", "is no address of a server"),
        ("http://localhost/a b", "is no address of a server"),
        ("http://localhost/\r\nX: y", "is no address of a server"),
        (f"http://ali:{SECRET.replace(' ', '')}@localhost/x", "holds a login"),
    ],
)
def test_an_address_that_leads_nowhere_is_told_apart(url: str, words: str) -> None:
    message = fails(url)
    assert words in message
    assert "opensesame" not in message


def test_a_server_that_speaks_no_https_is_told_apart(one_row: Stub) -> None:
    assert "should it be http://?" in fails(one_row.url.replace("http:", "https:"))


def test_a_certificate_that_proves_nothing_is_refused(tmp_path: Path) -> None:
    command = [need("openssl"), "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    files = ["-keyout", "key.pem", "-out", "cert.pem", "-days", "2", "-subj", "/CN=localhost"]
    subprocess.run([*command, *files], cwd=tmp_path, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")

    def shake(connection: socket.socket) -> None:
        context.wrap_socket(connection, server_side=True)

    with raw(shake, first=False) as url:
        assert "can't prove who it is" in fails(url.replace("http:", "https:"))


@pytest.mark.parametrize(
    "location",
    [
        "file:///etc/passwd",
        "https://127.0.0.1/query",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:169.254.169.254]/",
        "//example.org/query",
        "http://localhost:1/query",
        "gopher://127.0.0.1/",
        "http://u:p@127.0.0.1/",
        "http://127.0.0.1\\@example.org/",
    ],
)
@pytest.mark.parametrize("status", [301, 303, 307])
def test_a_redirect_to_elsewhere_is_not_followed(location: str, status: int) -> None:
    with stub(lambda _: Told(status, headers={"Location": location})) as made:
        message = fails(made.url, login=login_for("127.0.0.1", environment=ALI))
    assert "sends us elsewhere" in message
    assert "If you trust it" in message
    assert len(made.asked) == 1


def test_a_redirect_to_no_address_at_all_is_an_error() -> None:
    with stub(lambda _: Told(307, headers={"Location": "javascript:alert(1)"})) as made:
        assert fails(made.url)
    assert len(made.asked) == 1


def test_a_login_never_follows_a_redirect_to_another_port(one_row: Stub) -> None:
    with stub(lambda _: Told(307, headers={"Location": f"{one_row.url}/query"})) as made:
        assert "sends us elsewhere" in fails(made.url, login=login_for("127.0.0.1", environment=ALI))
    assert one_row.asked == []


@pytest.mark.parametrize(
    ("status", "method"), [(301, "POST"), (302, "POST"), (307, "POST"), (308, "POST"), (303, "GET")]
)
def test_a_redirect_on_the_same_server_is_followed(status: int, method: str) -> None:
    def answer(asked: Asked) -> Told:
        return Told(body=ROW) if asked.path == "/new" else Told(status, headers={"Location": "/new"})

    with stub(answer) as made:
        assert ask(made.url).shown() == [["one"]]
    assert [asked.method for asked in made.asked] == ["POST", method]


def test_redirects_in_circles_end() -> None:
    with stub(lambda _: Told(307, headers={"Location": "/again"})) as made:
        assert "in circles" in fails(made.url)
    assert len(made.asked) == 6


def test_an_endless_answer_is_read_no_further_than_its_limit() -> None:
    def talk(connection: socket.socket) -> None:
        connection.sendall(f"HTTP/1.1 200 OK\r\nContent-Type: {JSON}\r\n\r\n".encode() + ROW[:-3])
        while True:
            connection.sendall(b" " * 2**16)

    with raw(talk) as url:
        assert "more than 1,000,000 bytes" in fails(url, limits=Limits(seconds=60, size=1_000_000))


@pytest.mark.parametrize("talk", ["nothing", "header", "body", "chunk"])
def test_a_server_that_drips_is_left_when_time_is_up(talk: str) -> None:
    first = {
        "nothing": b"",
        "header": b"HTTP/1.1 200 OK\r\nX: ",
        "body": f"HTTP/1.1 200 OK\r\nContent-Type: {JSON}\r\n\r\n".encode(),
        "chunk": f"HTTP/1.1 200 OK\r\nContent-Type: {JSON}\r\nTransfer-Encoding: chunked\r\n\r\n".encode(),
    }[talk]
    drop = {"nothing": b"", "header": b"x", "body": b" ", "chunk": b"1\r\n \r\n"}[talk]
    hangs: list[None] = []

    def drip(connection: socket.socket) -> None:
        connection.sendall(first)
        connection.settimeout(0.02)
        while not hangs:
            connection.sendall(drop)
            try:
                if not connection.recv(1):
                    hangs.append(None)
            except TimeoutError:
                continue

    with raw(drip) as url:
        assert "did not answer within 0.5 s" in fails(url, limits=Limits(seconds=0.5))


@pytest.mark.parametrize("media", ["text/turtle", "text/tab-separated-values"])
def test_an_answer_that_could_be_cut_off_unseen_is_refused(media: str) -> None:
    def talk(connection: socket.socket) -> None:
        connection.sendall(f"HTTP/1.1 200 OK\r\nContent-Type: {media}\r\n\r\n".encode())

    with raw(talk) as url:
        assert "does not say where its answer ends" in fails(url)


def test_a_small_packed_answer_that_unpacks_to_a_huge_one_is_refused() -> None:
    pack = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(pack.compress(b" " * 2**20) for _ in range(256)) + pack.flush()
    with stub(lambda _: Told(body=bomb, headers={"Content-Encoding": "gzip"})) as made:
        assert "more than 10,000,000 bytes" in fails(made.url, limits=Limits(size=10_000_000))


def test_ten_megabytes_of_nonsense_are_a_short_error() -> None:
    nonsense = b"\x1b[2J\x00{[<" * 1_200_000
    kinds = [(200, JSON), (200, "text/turtle"), (200, "application/xml"), (500, "text/plain"), (200, "")]
    with stub(lambda asked: Told(*kinds[int(asked.path[1:])], nonsense)) as made:
        for number in range(len(kinds)):
            assert len(fails(f"{made.url}/{number}")) < 900


def test_more_rows_than_the_limit_are_an_error_and_not_a_short_answer() -> None:
    rows = json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": [{}] * 11}}).encode()
    with stub(lambda _: Told(body=rows)) as made:
        assert "more than 10 rows" in fails(made.url, limits=Limits(rows=10))
        assert len(ask(made.url, limits=Limits(rows=11))) == 11


def test_control_characters_of_a_server_reach_no_terminal(run: Run) -> None:
    evil = "\x1b]0;owned\x07\x1b[31m\u202e\x9b2J\x08\x0c"
    body = json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "literal", "value": evil}}]}})
    told = [Told(body=body.encode()), Told(500, "text/plain", evil.encode()), Told(media=f"text/{evil[1:3]}\x1b")]
    with stub(lambda asked: told[int(asked.path[1:])]) as made:
        tried = [(0, "table"), (0, "md"), (1, "table"), (2, "table")]
        shown = [run("query", "ASK {}", "--endpoint", f"{made.url}/{n}", "--format", style) for n, style in tried]
    for done in shown:
        assert "Traceback" not in done.stderr
        assert not {"\x1b", "\x07", "\x9b", "\x08", "\x0c"} & set(done.stdout + done.stderr)


def test_a_login_comes_from_the_environment(one_row: Stub) -> None:
    ask(one_row.url, login=login_for("127.0.0.1", environment=ALI))
    ask(one_row.url, login=login_for("127.0.0.1", environment={**ALI, "KG_ENDPOINT_TOKEN": "abc.def=="}))
    ask(one_row.url)
    assert [asked.headers.get("Authorization") for asked in one_row.asked] == [
        f"Basic {BASIC}",
        "Bearer abc.def==",
        None,
    ]


def test_a_login_comes_from_the_hosts_own_entry_in_netrc(tmp_path: Path) -> None:
    path = tmp_path / "netrc"
    path.write_text(f'machine graphs.example login ali password "{SECRET}"\ndefault login eve password hers\n')
    path.chmod(0o600)
    environment = {"NETRC": str(path)}
    assert login_for("graphs.example", environment=environment).header == f"Basic {BASIC}"
    assert login_for("graphs.example", "ali", environment).header == f"Basic {BASIC}"
    assert login_for("elsewhere.example", environment=environment) is NOBODY
    with pytest.raises(RemoteError, match="no password for the user bob"):
        login_for("graphs.example", "bob", environment)


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"KG_ENDPOINT_USER": "ali"}, "no password for the user ali"),
        ({"KG_ENDPOINT_PASSWORD": SECRET}, "KG_ENDPOINT_USER is not"),
        ({"KG_ENDPOINT_TOKEN": f"{SECRET}\r\n"}, "characters that no token has"),
        ({**ALI, "KG_ENDPOINT_USER": "a:b"}, "holds a colon"),
    ],
)
def test_half_a_login_is_an_error_that_shows_no_secret(tmp_path: Path, environment: dict[str, str], words: str) -> None:
    with pytest.raises(RemoteError, match=words) as caught:
        login_for("localhost", environment={"NETRC": str(tmp_path / "none"), **environment})
    assert SECRET not in str(caught.value)


def test_a_netrc_file_that_can_not_be_read_shows_no_secret(tmp_path: Path) -> None:
    (tmp_path / "netrc").write_text(f"machine x {SECRET.split()[1]}\n")
    (tmp_path / "netrc").chmod(0o600)
    with pytest.raises(RemoteError, match="it is no netrc file") as caught:
        login_for("x", environment={"NETRC": str(tmp_path / "netrc")})
    assert "sesame" not in str(caught.value)


def test_a_server_that_says_our_password_back_is_not_quoted_with_it(run: Run) -> None:
    def echo(asked: Asked) -> Told:
        return Told(403, "text/plain", f"{asked.headers['Authorization']} is {SECRET}".encode())

    with stub(echo) as made:
        done = run("query", "ASK {}", "--endpoint", made.url, "-v", **ALI)
    assert done.returncode == 1
    assert "it says: Basic … is …" in done.stderr
    assert SECRET not in done.stderr + done.stdout + repr(login_for("x", environment=ALI))
    assert BASIC not in done.stderr


def test_a_login_that_would_travel_in_the_clear_is_warned_of(run: Run) -> None:
    clear = run("query", "ASK {}", "--endpoint", "http://nowhere.invalid/query", **ALI)
    assert "warning: the login for nowhere.invalid is sent in the clear" in clear.stderr
    here = run("query", "ASK {}", "--endpoint", "http://127.0.0.1:1/query", **ALI)
    assert "warning" not in here.stderr


def test_a_refused_login_is_said_to_be_refused() -> None:
    with stub(lambda _: Told(401)) as made:
        assert "does not take this login" in fails(made.url, login=login_for("127.0.0.1", environment=ALI))


def test_an_endpoint_and_files_at_once_are_wrong_usage(run: Run, tmp_path: Path) -> None:
    done = run("query", "ASK {}", "--endpoint", "http://localhost/", "--data", tmp_path / "x.ttl")
    assert done.returncode == 2
    assert "give one of them" in done.stderr


def test_the_prefixes_are_those_of_the_corpus_at_hand(run: Run, harbour: Path, one_row: Stub) -> None:
    run("query", "ASK { ?s o:captured id:X }", "--endpoint", one_row.url, "--corpus", harbour)
    assert b"example.org%2Fharbour%2Fontology%23" in one_row.asked[0].body


def test_an_endpoint_can_be_asked_again_after_it_failed() -> None:
    told = iter([None, Told(body=ROW)])
    with stub(lambda _: next(told)) as made, Endpoint(made.url, {}) as endpoint:
        with pytest.raises(RemoteError):
            endpoint.query("ASK {}")
        assert replace(endpoint.query("ASK {}"), prefixes={}).shown() == [["one"]]


def nested(depth: int) -> bytes:
    inside = "<triple><subject><uri>a:s</uri></subject><predicate><uri>a:p</uri></predicate><object>"
    head = '<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="x"/></head><results><result>'
    start = f'<?xml version="1.0"?>{head}<binding name="x">{inside * depth}<uri>a:o</uri>'
    end = "</object></triple>" * depth
    return f"{start}{end}</binding></result></results></sparql>".encode()


def in_turtle(depth: int) -> bytes:
    return f"<a:s> <a:p> {'<<( <a:s> <a:p> ' * depth}<a:o>{' )>>' * depth} .".encode()


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "%b">%b]>'
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="a:s">'
    b'<x xmlns="a:">&k;</x></rdf:Description></rdf:RDF>'
) % (
    b"x" * 64,
    b"".join(b'<!ENTITY %c "%b">' % (name, b"&%c;" % (name - 1) * 16) for name in range(ord("b"), ord("l"))),
)


@pytest.mark.parametrize(
    ("media", "body"),
    [
        ("application/sparql-results+xml", nested(5_000)),
        ("application/sparql-results+xml", nested(200_000)),
        ("text/turtle", in_turtle(5_000)),
        ("text/turtle", in_turtle(200_000)),
        ("application/rdf+xml", BOMB),
    ],
    ids=["nested rows", "deeply nested rows", "nested triples", "deeply nested triples", "entities"],
)
def test_an_answer_made_to_break_its_reader_is_an_error(run: Run, media: str, body: bytes) -> None:
    with stub(lambda _: Told(200, media, body)) as made:
        assert fails(made.url, limits=Limits(seconds=60, memory=2 * 2**30))
        done = run("query", "ASK {}", "--endpoint", made.url, "--memory", "2", "--format", "json")
    assert done.returncode == 1
    assert done.stderr.startswith("error: ")
    assert "Traceback" not in done.stderr


def test_an_answer_that_takes_for_ever_to_read_is_left_when_time_is_up() -> None:
    head = b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:a="a:">'
    body = head + b"<rdf:Description><a:p>" * 200_000
    with stub(lambda _: Told(200, "application/rdf+xml", body)) as made:
        assert "could not be read within" in fails(made.url, limits=Limits(seconds=4))


def test_triple_terms_within_reason_are_read() -> None:
    with stub(lambda _: Told(200, "text/turtle", in_turtle(3))) as made:
        assert len(ask(made.url)) == 1


def test_a_change_is_refused_before_anything_is_sent() -> None:
    with stub(lambda _: Told(body=ROW)) as made:
        with (
            Endpoint(made.url, PREFIXES) as endpoint,
            pytest.raises(RefusedError, match="DELETE would change the data"),
        ):
            endpoint.run(Request("DELETE WHERE { ?s ?p ?o }"))
        assert made.asked == []


def test_a_mistake_that_a_server_refuses_is_shown_in_the_query_as_it_was_written() -> None:
    with stub(lambda _: Told(400, "text/plain", b"error at 1:95")) as made:
        message = fails(made.url, "SELCT ?x { id:IS o:withdrew_from ?x }")
        assert "1:1: SELCT is no word of SPARQL: did you mean SELECT?\n    1 | SELCT ?x" in message
        unseen = fails(made.url, "SELECT ?x { id:IS o:withdrew_from ?x }")
        assert "on line 1 its columns count" in unseen
