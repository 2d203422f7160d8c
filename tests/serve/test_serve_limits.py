"""What a server bears: long queries, many queries, large and strange requests."""

import http.client
import multiprocessing
import select
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest
from serving import Silent
from serving import served

import kg
from kg.query.answer import Answer
from kg.query.engine import Limits
from kg.query.engine import Request
from kg.query.engine import Serialized
from kg.query.pool import Pool
from kg.query.source import of_files
from kg.serve.asking import Desk
from kg.serve.settings import Settings

JOIN = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
SORT = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"


@pytest.mark.parametrize("query", [JOIN, SORT])
def test_a_query_over_its_limit_is_an_error_and_its_process_is_gone(site: httpx.Client, query: str) -> None:
    assert site.get("/sparql", params={"query": "ASK {}"}).status_code == 200
    before = _workers()
    answer = site.get("/sparql", params={"query": query})
    assert answer.status_code == 500
    assert "stopped after 2 s" in answer.text or "memory" in answer.text
    assert len(before - _workers()) == 1
    assert site.get("/sparql", params={"query": "ASK {}"}).json()["boolean"] is True


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
            self.go.wait(30)
        return Serialized(b"{}", "json", 0)


@pytest.fixture
def slow() -> Slow:
    return Slow()


@pytest.fixture
def crowded(graph: kg.Graph, slow: Slow) -> Iterator[httpx.Client]:
    settings = Settings(graph, Desk(slow, workers=1, waiting=1), body=1_000, patience=0.5)
    with served(settings) as client:
        yield client
        slow.go.set()


def test_more_than_may_wait_are_turned_away_politely(crowded: httpx.Client, slow: Slow) -> None:
    ask = {"query": "SELECT * { ?s ?p ?o }"}
    with ThreadPoolExecutor(2) as threads:
        running = threads.submit(crowded.get, "/sparql", params=ask)
        assert slow.asked.acquire(timeout=10)
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
    for _ in range(100):
        try:
            answer = client.get("/sparql", params=ask, timeout=0.2)
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


def test_a_body_that_does_not_come_is_408(crowded: httpx.Client) -> None:
    connection = http.client.HTTPConnection(crowded.base_url.host, crowded.base_url.port or 80, timeout=10)
    connection.putrequest("POST", "/sparql")
    connection.putheader("Content-Type", "application/sparql-query")
    connection.putheader("Content-Length", "100")
    connection.endheaders(b"ASK")
    assert connection.getresponse().status == 408
    connection.close()


def test_a_request_under_another_name_is_refused(site: httpx.Client) -> None:
    """A page elsewhere may have a name that leads to this machine (DNS rebinding)."""
    for host in ("evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80", "", "[", "::"):
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
