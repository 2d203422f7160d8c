"""Queries as a user meets them: answers in every format, limits that hold, nothing that reaches out."""

import csv
import io
import json
import multiprocessing
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.errors import LimitError
from kg.errors import QueryError
from kg.errors import RefusedError
from kg.query.answer import Answer
from kg.query.answer import Serialized
from kg.query.pool import Pool
from kg.query.request import Limits
from kg.query.request import Request
from kg.query.results import serialized
from kg.query.source import SMALL
from kg.query.source import Source
from kg.query.source import of_files
from kg.rdf.names import literal

CROSS_COUNT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
CROSS_ORDER = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"


@pytest.fixture(scope="module")
def source(built: Path) -> Source:
    return of_files([built / "graph.nq"], built / ".store")


@pytest.fixture(scope="module")
def pool(source: Source) -> Iterator[Pool]:
    with Pool(source, workers=2, limits=Limits(seconds=60)) as running:
        yield running


def rows(pool: Pool, text: str) -> Answer:
    result = pool.run(Request(text))
    assert isinstance(result, Answer)
    return result


# ---- answers -------------------------------------------------------------------------


def test_rows_come_with_prefixed_names(pool: Pool) -> None:
    found = rows(pool, "SELECT ?who { ?who o:captured id:Mayadeen } ORDER BY ?who")
    assert [row["who"] for row in found] == ["id:AlliedForcesOfSAA", "id:SyrianArabArmy"]


@pytest.mark.parametrize("media", ["csv", "tsv", "json", "xml"])
def test_rows_are_written_in_each_standard_format(pool: Pool, media: str) -> None:
    result = pool.run(Request("SELECT ?w { ?w o:captured id:Mayadeen }", (media, "ttl")))
    assert isinstance(result, Serialized)
    assert result.media == media
    assert b"SyrianArabArmy" in result.data


@pytest.mark.parametrize("media", ["ttl", "nt", "rdf", "jsonld"])
def test_triples_are_written_in_each_standard_format(pool: Pool, media: str) -> None:
    text = "CONSTRUCT { ?w o:captured id:Mayadeen } WHERE { ?w o:captured id:Mayadeen }"
    result = pool.run(Request(text, ("json", media)))
    assert isinstance(result, Serialized)
    assert result.media == media
    assert b"SyrianArabArmy" in result.data


@pytest.mark.parametrize(("media", "yes"), [("json", b'"boolean":true'), ("xml", b"<boolean>true</"), ("csv", b"true")])
def test_yes_or_no_is_written_in_each_standard_format(pool: Pool, media: str, yes: bytes) -> None:
    result = pool.run(Request("ASK { id:SyrianArabArmy o:captured id:Mayadeen }", (media, "ttl")))
    assert isinstance(result, Serialized)
    assert yes in result.data


@given(st.lists(st.one_of(st.none(), st.text(st.characters(exclude_categories=["Cs"]))), min_size=1, max_size=4))
def test_any_text_comes_through_json_and_csv_unchanged(texts: list[str | None]) -> None:
    names = tuple(f"c{index}" for index in range(len(texts)))
    answer = Answer(names, [tuple(None if text is None else literal(text) for text in texts)], None, {})
    (binding,) = json.loads(serialized(answer, "json"))["results"]["bindings"]
    assert [binding[name]["value"] if name in binding else None for name in names] == texts
    written = serialized(answer, "csv").decode()
    plain = [(text or "") for text in texts]
    if not any("\r" in text for text in plain):  # Python's reader takes a bare CR for the end of a line
        assert list(csv.reader(io.StringIO(written, newline="")))[1:] in ([plain], [[]] if plain == [""] else [plain])


def test_an_rdf_1_2_triple_term_is_shown_whole(tmp_path: Path) -> None:
    path = tmp_path / "star.ttl"
    path.write_text('PREFIX : <http://a.example/> :r :of <<( :s :p "o" )>> .', encoding="utf-8")
    with Pool(of_files([path])) as pool:
        (row,) = rows(pool, "SELECT ?t { ?r <http://a.example/of> ?t }")
        assert row["t"] == '<<( <http://a.example/s> <http://a.example/p> "o" )>>'
        result = pool.run(Request("SELECT ?t { ?r <http://a.example/of> ?t }", ("json", "ttl")))
        assert isinstance(result, Serialized)
        assert json.loads(result.data)["results"]["bindings"][0]["t"]["type"] == "triple"


# ---- the dataset ---------------------------------------------------------------------


def test_a_dataset_can_be_chosen_by_parameter(pool: Pool) -> None:
    graph = "https://w3id.org/syraq/graph/"
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    edges = pool.run(Request(count, default_graphs=(f"{graph}edges",)))
    both = pool.run(Request(count, default_graphs=(f"{graph}edges", f"{graph}background")))
    named = pool.run(Request("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", named_graphs=(f"{graph}edges",)))
    assert isinstance(edges, Answer)
    assert isinstance(both, Answer)
    assert isinstance(named, Answer)
    assert int(next(iter(both))["n"] or 0) > int(next(iter(edges))["n"] or 0) > 0
    assert [row["g"] for row in named] == ["graph:edges"]


def test_a_dataset_by_parameter_overrides_the_query_s_own(pool: Pool) -> None:
    graph = "https://w3id.org/syraq/graph/"
    text = f"ASK FROM <{graph}entities> {{ id:SyrianArabArmy o:captured id:Mayadeen }}"
    assert rows(pool, text).boolean is False
    result = pool.run(Request(text, default_graphs=(f"{graph}edges",)))
    assert isinstance(result, Answer)
    assert result.boolean is True


# ---- limits --------------------------------------------------------------------------


@pytest.mark.parametrize("text", [CROSS_COUNT, CROSS_ORDER])
def test_a_query_without_end_is_stopped(source: Source, text: str) -> None:
    with Pool(source, limits=Limits(seconds=60)) as pool:
        with pytest.raises(LimitError, match=r"stopped after 0\.5 s|more memory"):
            pool.run(Request(text), seconds=0.5)
        assert rows(pool, "ASK {}").boolean is True  # a new process has taken its place


def test_a_stopped_query_uses_nothing_afterwards(source: Source) -> None:
    others = {child.pid for child in multiprocessing.active_children()}
    with Pool(source, limits=Limits(seconds=60)) as pool:
        with pytest.raises(LimitError):
            pool.run(Request(CROSS_COUNT), seconds=0.3)
        patience = time.monotonic() + 30
        while {child.pid for child in multiprocessing.active_children()} - others:
            assert time.monotonic() < patience, "its process goes on"
            time.sleep(0.01)


def test_others_are_answered_while_one_runs(pool: Pool) -> None:
    late = threading.Event()

    slow = Request(CROSS_COUNT)

    def endless() -> None:
        with pytest.raises(LimitError):
            pool.run(slow)
        late.set()

    thread = threading.Thread(target=endless)
    thread.start()
    answers = [rows(pool, "ASK {}").boolean for _ in range(50)]
    assert not late.is_set()  # fifty were answered before its time was up
    assert answers == [True] * 50
    while not late.is_set():
        pool.cancel(slow)
        time.sleep(0.01)
    thread.join()


def test_two_hundred_questions_at_once_lose_none(pool: Pool) -> None:
    with ThreadPoolExecutor(50) as threads:
        texts = [f"SELECT ({number} AS ?n) {{}}" for number in range(200)]
        answers = list(threads.map(lambda text: next(iter(rows(pool, text)))["n"], texts))
    assert answers == [str(number) for number in range(200)]


@pytest.mark.parametrize(
    ("limits", "message"), [(Limits(rows=5), "more than 5 rows"), (Limits(size=100), "larger than 100 bytes")]
)
def test_an_answer_that_is_too_large_is_an_error_and_never_cut(source: Source, limits: Limits, message: str) -> None:
    with Pool(source, limits=limits) as pool:
        with pytest.raises(LimitError, match=message):
            pool.run(Request("SELECT * { ?s ?p ?o }"))
        with pytest.raises(LimitError, match=message):
            pool.run(Request("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", ("json", "ttl")))


def test_a_query_that_needs_too_much_memory_is_an_error(source: Source) -> None:
    with Pool(source, limits=Limits(memory=3 * 2**30, seconds=300)) as pool:
        with pytest.raises(LimitError, match="more memory than it may have"):
            pool.run(Request(CROSS_ORDER))
        assert rows(pool, "ASK {}").boolean is True


# ---- nothing reaches out -------------------------------------------------------------

UNREAD = "the content of a file that no query may read"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM <{file}> {{ ?s ?p ?o }}",
        "SELECT * FROM NAMED <{file}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        "SELECT * {{ GRAPH <{file}> {{ ?s ?p ?o }} }}",
        "SELECT * FROM <{http}> {{ ?s ?p ?o }}",
        "SELECT * FROM NAMED <{http}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        "SELECT * {{ SERVICE <{http}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ SERVICE SILENT <{http}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ VALUES ?where {{ <{http}> }} SERVICE ?where {{ ?s ?p ?o }} }}",
        "PREFIX x: <{http}> SELECT * {{ OPTIONAL {{ SERVICE x: {{ ?s ?p ?o }} }} }}",
        "SELECT * {{ {{ SELECT * {{ SERVICE <{file}> {{ ?s ?p ?o }} }} }} }}",
        "LOAD <{file}>",
        "LOAD <{http}> INTO GRAPH <http://a.example/>",
        "DESCRIBE <{http}>",
        "INSERT DATA {{ <{http}> <{http}> <{http}> }}",
        "SELECT (<{http}>(1) AS ?x) {{}}",
    ],
)
def test_no_query_reads_a_file_or_opens_a_connection(
    pool: Pool, tmp_path: Path, listener: "Listener", query: str
) -> None:
    secret = tmp_path / "secret.nt"
    secret.write_text(f'<http://a.example/s> <http://a.example/p> "{UNREAD}" .', encoding="utf-8")
    text = query.format(file=secret.as_uri(), http=f"http://127.0.0.1:{listener.port}/x")
    try:
        answer = rows(pool, text)
    except QueryError as error:
        assert UNREAD not in str(error)
    else:
        assert all(UNREAD not in str(row) for row in answer)
    assert listener.calls == 0


@pytest.mark.parametrize("text", ["SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"])
def test_service_is_refused_with_words(pool: Pool, text: str) -> None:
    with pytest.raises(RefusedError, match="SERVICE would send the query to another server"):
        rows(pool, text)


HOSTILE_FILES = {
    "external-entity.rdf": '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "{file}">]><rdf:RDF xmlns:rdf='
    '"http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:a="http://a.example/"><rdf:Description rdf:about='
    '"http://a.example/s"><a:p>&x;</a:p></rdf:Description></rdf:RDF>',
    "external-dtd.rdf": '<?xml version="1.0"?><!DOCTYPE r SYSTEM "{http}"><rdf:RDF xmlns:rdf='
    '"http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>',
    "bombs.rdf": '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))
    + ']><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:a="http://a.example/"><rdf:Description '
    'rdf:about="http://a.example/s"><a:p>&m;</a:p></rdf:Description></rdf:RDF>',
    "context.jsonld": '{{"@context": "{http}", "@id": "http://a.example/s", "p": "{value}"}}',
    "file-context.jsonld": '{{"@context": "{file}", "@id": "http://a.example/s", "p": "x"}}',
    "import.jsonld": '{{"@context": {{"@version": 1.1, "@import": "{http}"}}, "@id": "http://a.example/s"}}',
    "imports.ttl": "<http://a.example/s> <http://www.w3.org/2002/07/owl#imports> <{http}>, <{file}> .",
    "base.ttl": "@base <{file}> . <> <http://www.w3.org/2000/01/rdf-schema#seeAlso> <{http}> .",
}


@pytest.mark.parametrize("name", HOSTILE_FILES)
def test_no_data_file_makes_the_tool_read_another_or_open_a_connection(
    tmp_path: Path, listener: "Listener", name: str
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(UNREAD, encoding="utf-8")
    text = HOSTILE_FILES[name]
    if "bombs" not in name:
        text = text.format(file=secret.as_uri(), http=f"http://127.0.0.1:{listener.port}/x", value="a value")
    (tmp_path / name).write_text(text, encoding="utf-8")
    with Pool(of_files([tmp_path / name]), limits=Limits(seconds=20, memory=2 * 2**30)) as pool:
        try:
            answer = rows(pool, "SELECT * { ?s ?p ?o }")
        except QueryError as error:
            assert UNREAD not in str(error)
        else:
            assert all(UNREAD not in str(row) for row in answer)
            assert sum(len(str(row)) for row in answer) < 100_000
    assert listener.calls == 0


def test_a_server_s_next_process_begins_before_the_next_query(source: Source) -> None:
    others = {child.pid for child in multiprocessing.active_children()}

    def processes() -> set[int | None]:
        return {child.pid for child in multiprocessing.active_children()} - others

    with Pool(source, limits=Limits(seconds=60), lasting=True) as pool:
        assert rows(pool, "ASK {}").boolean is True
        (before,) = processes()
        with pytest.raises(LimitError, match="stopped after"):
            pool.run(Request(CROSS_COUNT), seconds=0.5)
        while before in processes():  # it is killed; that it goes may take the system a while
            time.sleep(0.05)
        (after,) = processes()
        assert rows(pool, "ASK {}").boolean is True
        assert processes() == {after}
    assert processes() == set()


# ---- stores on disk ------------------------------------------------------------------


def large(path: Path, word: str) -> Path:
    """Write a file that is too large to be loaded each time it is asked."""
    line = f'<http://a.example/s> <http://a.example/p> "{word} {{0:06}} {"x" * 250}" .\n'
    path.write_text("".join(map(line.format, range(30_000))), encoding="utf-8")
    assert path.stat().st_size > SMALL
    return path


def test_a_store_is_loaded_once_and_shared(tmp_path: Path) -> None:
    path, home = large(tmp_path / "data.nt", "shared"), tmp_path / "stores"
    with Pool(of_files([path], home), workers=2) as pool:
        first = len(rows(pool, "SELECT * { ?s ?p ?o }"))
    (folder,) = (path for path in home.iterdir() if path.is_dir())
    made = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    with Pool(of_files([path], home)) as pool:
        assert len(rows(pool, "SELECT * { ?s ?p ?o }")) == first
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == made


def test_a_changed_file_is_loaded_anew_even_under_its_old_name(tmp_path: Path) -> None:
    home = tmp_path / "stores"
    for word in ("old", "new"):
        path = large(tmp_path / "data.nt", word)
        with Pool(of_files([path], home)) as pool:
            (row,) = rows(pool, "SELECT (MIN(?o) AS ?first) { ?s ?p ?o }")
        assert str(row["first"]).startswith(f"{word} 000000")
    assert sum(folder.is_dir() for folder in home.iterdir()) == 2


def test_a_store_that_was_left_half_made_is_not_used(tmp_path: Path) -> None:
    home = tmp_path / "stores"
    (home / "0.partial-1").mkdir(parents=True)
    with Pool(of_files([large(tmp_path / "data.nt", "half")], home)) as pool:
        assert len(rows(pool, "SELECT * { ?s ?p ?o } LIMIT 9")) > 0


def test_without_a_place_for_a_cache_the_answer_is_the_same(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    with Pool(of_files([large(tmp_path / "data.nt", "blocked")], blocked / "stores")) as pool:
        assert len(rows(pool, "SELECT * { ?s ?p ?o } LIMIT 9")) > 0


def test_a_small_file_is_kept_nowhere(built: Path, tmp_path: Path) -> None:
    with Pool(of_files([built / "graph.nq"], tmp_path / "stores")) as pool:
        assert len(rows(pool, "SELECT * { ?s o:captured ?o }")) > 0
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_not_what_its_ending_says_is_an_error_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text("<http://a.example/s> <http://a.example/p> .", encoding="utf-8")
    with Pool(of_files([tmp_path / "bad.ttl"])) as pool, pytest.raises(QueryError, match=r"bad\.ttl:1:\d+"):
        rows(pool, "ASK {}")


def test_the_python_api_and_the_workers_give_the_same_answer(graph: kg.Graph, pool: Pool) -> None:
    text = "SELECT ?s ?p { ?s ?p id:Mayadeen } ORDER BY ?s ?p"
    assert list(graph.query(text)) == list(rows(pool, text))


# ---- helpers -------------------------------------------------------------------------


class Listener:
    """A port that counts who calls."""

    def __init__(self) -> None:
        import socket  # noqa: PLC0415

        self.calls = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        threading.Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        while True:
            try:
                caller, _ = self._socket.accept()
            except OSError:
                return
            self.calls += 1
            caller.close()

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    running = Listener()
    yield running
    running.close()
