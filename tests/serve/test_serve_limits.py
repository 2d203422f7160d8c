"""What a server bears: long queries, many queries, large and strange requests."""

import http.client
import multiprocessing
import select
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest
import uvicorn
from serving import Silent
from serving import pages_only
from serving import served

import kg
from kg.cli._transport import Patient
from kg.errors import LimitError
from kg.query.answer import Answer
from kg.query.answer import Serialized
from kg.query.pool import Pool
from kg.query.request import Limits
from kg.query.request import Request
from kg.query.source import of_files
from kg.serve.app import application
from kg.serve.asking import Desk
from kg.serve.settings import Settings

JOIN = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
STRANGE = ("localhost:8765/x", 'localhost/"><script>', "localhost:abc", "evil.com@localhost")  # hosts
SORT = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"


@pytest.fixture(scope="module")
def hasty(graph: kg.Graph, built: Path) -> Iterator[httpx.Client]:
    """A server that gives a query two seconds."""
    with (
        Pool(of_files([built / "graph.nq"]), 2, Limits(seconds=2)) as pool,
        served(Settings(graph, Desk(pool, 2))) as client,
    ):
        yield client


@pytest.mark.parametrize("query", [JOIN, SORT])
def test_a_query_over_its_limit_is_an_error_and_its_process_is_gone(hasty: httpx.Client, query: str) -> None:
    assert hasty.get("/sparql", params={"query": "ASK {}"}).status_code == 200
    before = _workers()
    answer = hasty.get("/sparql", params={"query": query})
    assert answer.status_code == 500
    assert "stopped after 2 s" in answer.text or "memory" in answer.text
    while before <= _workers():  # it is killed; that it goes may take the system a while
        time.sleep(0.05)
    assert len(before - _workers()) == 1
    assert hasty.get("/sparql", params={"query": "ASK {}"}).json()["boolean"] is True


def _workers() -> set[int | None]:
    return {process.pid for process in multiprocessing.active_children()}


def test_others_are_answered_meanwhile_and_a_query_that_nobody_waits_for_is_stopped(
    graph: kg.Graph, built: Path
) -> None:
    """Its limit is a minute; its client goes away as soon as somebody else has been answered."""
    with (
        Pool(of_files([built / "graph.nq"]), 2, Limits(seconds=60)) as pool,
        served(Settings(graph, Desk(pool, 2))) as client,
    ):
        before = _workers()
        slow = http.client.HTTPConnection(client.base_url.host, client.base_url.port or 80)
        slow.request("GET", f"/sparql?{urlencode({'query': JOIN})}")
        for _ in range(5):
            assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 200
        assert slow.sock is not None
        assert select.select([slow.sock], [], [], 0)[0] == []  # no answer yet
        assert before <= _workers()
        slow.close()
        while before <= _workers():
            time.sleep(0.05)
        assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 200


def test_two_hundred_queries_at_once_are_all_answered(site: httpx.Client) -> None:
    many = httpx.Limits(max_connections=200)
    with httpx.Client(base_url=site.base_url, timeout=60, limits=many) as client, ThreadPoolExecutor(200) as threads:

        def ask(number: int) -> tuple[int, str]:
            query = f"SELECT (COUNT(*) + {number} AS ?n) {{ id:Mayadeen a ?type }}"
            answer = client.get("/sparql", params={"query": query})
            return answer.status_code, answer.json()["results"]["bindings"][0]["n"]["value"]

        answers = list(threads.map(ask, range(200)))
    assert {status for status, _ in answers} == {200}
    first = int(answers[0][1])
    assert [int(value) for _, value in answers] == [first + number for number in range(200)]


class Slow(Silent):
    """Answers when it is told to."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.asked = threading.Semaphore(0)

    def run(self, request: Request) -> Answer | Serialized:
        if request.text != "ASK {}":
            self.asked.release()
            self.go.wait(120)
        return Serialized(b"{}", "json", 0)


@pytest.fixture
def slow() -> Slow:
    return Slow()


@pytest.fixture
def crowded(graph: kg.Graph, slow: Slow) -> Iterator[httpx.Client]:
    settings = Settings(graph, Desk(slow, workers=1, waiting=1), body=1_000)
    with served(settings) as client:
        yield client
        slow.go.set()


def test_more_than_may_wait_are_turned_away_politely(crowded: httpx.Client, slow: Slow) -> None:
    ask = {"query": "SELECT * { ?s ?p ?o }"}
    with ThreadPoolExecutor(2) as threads:
        running = threads.submit(crowded.get, "/sparql", params=ask)
        assert slow.asked.acquire(timeout=60)
        waiting = threads.submit(_patiently, crowded, ask)
        turned_away = _until_busy(crowded, ask)
        assert turned_away.headers["retry-after"] == "2"
        assert "try again" in turned_away.text
        assert crowded.get("/id/IS").status_code == 200  # pages need no query
        slow.go.set()
        assert [running.result().status_code, waiting.result().status_code] == [200, 200]


def _patiently(client: httpx.Client, ask: dict[str, str]) -> httpx.Response:
    """Come back as long as somebody else is waiting."""
    while (answer := client.get("/sparql", params=ask)).status_code == 503:
        time.sleep(0.02)
    return answer


def _until_busy(client: httpx.Client, ask: dict[str, str]) -> httpx.Response:
    for tries in range(1, 30):
        try:
            answer = client.get("/sparql", params=ask, timeout=0.2 * tries)
        except httpx.TimeoutException:  # it was the one that may wait
            continue
        if answer.status_code == 503:
            return answer
    pytest.fail("nobody was turned away")


def test_a_long_body_is_413_whether_or_not_it_says_its_length(crowded: httpx.Client) -> None:
    long = "ASK {} #" + "x" * 2_000
    headers = {"Content-Type": "application/sparql-query"}
    assert crowded.post("/sparql", content=long, headers=headers).status_code == 413
    pieces = (piece.encode() for piece in [long[:500]] * 5)
    assert crowded.post("/sparql", content=pieces, headers=headers).status_code == 413


def test_a_body_that_does_not_come_is_408(graph: kg.Graph) -> None:
    with served(Settings(graph, Desk(Silent(), 1), patience=0.5)) as client:
        connection = http.client.HTTPConnection(client.base_url.host, client.base_url.port or 80, timeout=60)
        connection.putrequest("POST", "/sparql")
        connection.putheader("Content-Type", "application/sparql-query")
        connection.putheader("Content-Length", "100")
        connection.endheaders(b"ASK")
        assert connection.getresponse().status == 408
        connection.close()


def test_a_request_under_another_name_is_refused(site: httpx.Client) -> None:
    """A page elsewhere may have a name that leads to this machine (DNS rebinding)."""
    for host in ("evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80", "", "[", "::", *STRANGE):
        answer = site.get("/id/IS", headers={"Host": host})
        assert answer.status_code in {400, 421}, host
        assert "Islamic State" not in answer.text
    for host in ("localhost:8000", "127.0.0.1", "[::1]:8000", "LOCALHOST"):
        assert site.get("/", headers={"Host": host}).status_code == 200


def test_who_may_read_answers_from_another_site(site: httpx.Client, graph: kg.Graph) -> None:
    assert site.get("/id/IS").headers["access-control-allow-origin"] == "*"
    preflight = site.options(
        "/sparql", headers={"Origin": "https://a.example", "Access-Control-Request-Method": "POST"}
    )
    assert "POST" in preflight.headers["access-control-allow-methods"]
    for cors, allowed in (("", None), ("https://a.example", "https://a.example")):
        with served(Settings(graph, Desk(Silent(), 1), cors=cors)) as other:
            assert other.get("/").headers.get("access-control-allow-origin") == allowed


def test_a_mistake_of_ours_says_nothing_of_the_machine(graph: kg.Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        message = "/secret/path"
        raise RuntimeError(message)

    monkeypatch.setattr("kg.serve.shown.Shower.entity", fail)
    with served(Settings(graph, Desk(Silent(), 1))) as client:
        answer = client.get("/id/IS")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


CROWD = 4


def test_quick_queries_are_answered_while_more_slow_ones_run_than_there_are_workers(
    graph: kg.Graph, built: Path
) -> None:
    with (
        Pool(of_files([built / "graph.nq"]), 2, Limits(seconds=60)) as pool,
        served(Settings(graph, Desk(pool, 2))) as client,
    ):
        address = client.base_url.host, client.base_url.port or 80
        slow = [http.client.HTTPConnection(*address) for _ in range(CROWD)]
        for one in slow:
            one.request("GET", f"/sparql?{urlencode({'query': JOIN})}")
        for _ in range(10):
            assert client.get("/sparql", params={"query": "ASK {}"}).json()["boolean"] is True
        sockets = [one.sock for one in slow]
        assert select.select(sockets, [], [], 0)[0] == []  # none has an answer yet
        for one in slow:
            one.close()


class Restless(Silent):
    """A slow query runs until it is cancelled, or told to end."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.go = threading.Event()
        self.stopped: dict[int, threading.Event] = {}

    def run(self, request: Request) -> Answer | Serialized:
        self.begun.append(request.text)
        if "slow" in request.text:
            gone = self.stopped.setdefault(id(request), threading.Event())
            while not gone.wait(0.01) and not self.go.is_set():
                pass
            if gone.is_set():
                message = "stopped"
                raise LimitError(message)
        return Serialized(b"{}", "json", 0)

    def cancel(self, request: Request) -> None:
        if request.text != "ASK {}":
            self.stopped.setdefault(id(request), threading.Event()).set()


def test_a_slow_query_that_made_room_is_answered_in_the_end(graph: kg.Graph) -> None:
    asker = Restless()
    with served(Settings(graph, Desk(asker, 2))) as client, ThreadPoolExecutor(3) as threads:
        slow = [threads.submit(client.get, "/sparql", params={"query": f"ASK {{}} # slow {name}"}) for name in "ab"]
        while sum("slow" in text for text in asker.begun) < 2:
            time.sleep(0.01)
        assert client.get("/sparql", params={"query": "ASK { }"}).status_code == 200
        assert not any(one.done() for one in slow)
        asker.go.set()
        assert [one.result().status_code for one in slow] == [200, 200]


def test_slow_queries_go_on_where_nobody_waits_for_their_workers(
    graph: kg.Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.serve.asking.YOUNG", 0.05)
    asker = Restless()
    with served(Settings(graph, Desk(asker, 2))) as client, ThreadPoolExecutor(2) as threads:
        slow = [threads.submit(client.get, "/sparql", params={"query": f"ASK {{}} # slow {name}"}) for name in "ab"]
        while sum("slow" in text for text in asker.begun) < 2:
            time.sleep(0.01)
        time.sleep(0.5)
        asker.go.set()
        assert [one.result().status_code for one in slow] == [200, 200]
    assert sum("slow" in text for text in asker.begun) == 2


@pytest.mark.parametrize("cors", ["", "https://a.example"])
def test_a_page_of_another_site_has_no_query_run(graph: kg.Graph, cors: str) -> None:
    asker = Restless()
    form = {"query": "ASK { }"}
    with served(Settings(graph, Desk(asker, 1), cors=cors)) as client:
        ours = f"http://127.0.0.1:{client.base_url.port}"
        for headers in (
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
            {"Origin": f"{ours}.evil.example"},
            {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "document"},
            {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "iframe"},
            {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Dest": "image"},
        ):
            assert client.post("/sparql", data=form, headers=headers).status_code == 403, headers
            assert client.get("/sparql", params=form, headers=headers).status_code == 403, headers
        assert "ASK { }" not in asker.begun
        for headers in (
            {},
            {"Origin": ours},
            {"Origin": ours, "Sec-Fetch-Site": "same-origin"},
            {"Origin": cors},
            {"Sec-Fetch-Site": "none", "Sec-Fetch-Dest": "document"},
            {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "document"},
        ):
            assert client.get("/sparql", params=form, headers=headers).status_code == 200, headers


def test_a_large_answer_as_a_page_shows_its_first_rows_and_their_number(site: httpx.Client) -> None:
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 5000"
    answer = site.get("/sparql", params={"query": query}, headers={"Accept": "text/html"})
    assert answer.status_code == 200
    assert "5,000 rows" in answer.text
    assert "The first 2,000 rows are shown" in answer.text
    assert answer.text.count("<tr>") == 2_001


@contextmanager
def patient(settings: Settings, **bounds: float) -> Iterator[uvicorn.Server]:
    """A server with small bounds on its connections."""
    config = uvicorn.Config(application(settings), port=0, log_level="warning", http=type("Hasty", (Patient,), bounds))
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.01)
    yield server
    server.should_exit = True
    thread.join(10)


def connected(server: uvicorn.Server) -> socket.socket:
    return socket.create_connection(server.servers[0].sockets[0].getsockname()[:2], 60)


@pytest.mark.parametrize(
    "sent", [b"", b"GET / HTTP/1.1\r\nHost: localh", b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\nGET"]
)
def test_a_client_that_does_not_end_its_request_is_left(graph: kg.Graph, sent: bytes) -> None:
    with patient(pages_only(graph), asking=0.2) as server, connected(server) as client:
        client.sendall(sent)
        with suppress(ConnectionResetError):
            while client.recv(2**16):
                pass


READING = 1.5  # seconds, longer than a busy machine stops in the middle, and shorter than reading all takes


class Large(Silent):
    def run(self, _request: Request) -> Answer | Serialized:
        return Serialized(b" " * 2**25, "json", 0)


def test_a_client_that_does_not_read_its_answer_is_left(graph: kg.Graph) -> None:
    with (
        patient(Settings(graph, Desk(Large(), 1)), reading=0.3) as server,
        connected(server) as client,
    ):
        client.sendall(b"GET /sparql?query=x HTTP/1.1\r\nHost: localhost\r\n\r\n")
        while not server.server_state.total_requests:
            time.sleep(0.01)
        while server.server_state.connections:
            time.sleep(0.01)
        read = 0
        with suppress(ConnectionResetError):
            while piece := client.recv(2**20):
                read += len(piece)
        assert read < 2**25


def test_a_client_that_reads_slowly_gets_all_of_its_answer(graph: kg.Graph) -> None:
    with (
        patient(Settings(graph, Desk(Large(), 1)), reading=READING) as server,
        connected(server) as client,
    ):
        client.sendall(b"GET /sparql?query=x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        start = time.monotonic()
        read = 0
        while piece := client.recv(2**19):
            read += len(piece)
            time.sleep(0.03)
        assert read > 2**25
        assert time.monotonic() - start > READING


def test_one_connection_too_many_is_closed_at_once(graph: kg.Graph) -> None:
    with (
        patient(pages_only(graph), connections_at_most=1) as server,
        connected(server) as first,
        connected(server) as second,
    ):
        with suppress(ConnectionResetError):
            assert second.recv(1) == b""
        first.sendall(b"GET /assets/style.css HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert first.recv(12) == b"HTTP/1.1 200"
