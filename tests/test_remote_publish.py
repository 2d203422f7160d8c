"""A graph put on other people's servers: complete, resumable, and never at the cost of what is there."""

import json
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from helpers import HARBOUR
from helpers import Run
from hypothesis import given
from hypothesis import strategies as st
from servers import Asked
from servers import Told
from servers import free_port
from servers import fuseki
from servers import oxigraph
from servers import stub

import kg
from kg.errors import RemoteError
from kg.rdf.names import literal
from kg.remote.address import Address
from kg.remote.login import login_for
from kg.remote.publish import Published
from kg.remote.publish import Publisher
from kg.remote.publish import Way
from kg.remote.quads import DEFAULT
from kg.remote.quads import Batch
from kg.remote.quads import batches
from kg.remote.quads import survey
from kg.remote.target import GraphStore
from kg.remote.target import Target
from kg.remote.target import Updates

Quads = Counter[str]
HASTY = Way(batch=8_000, seconds=30, tries=2, sleep=lambda _: None)
OTHERS = b"<x:theirs> <x:p> <x:o> <x:their-graph> .\n<x:theirs> <x:p> <x:o> .\n"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small dataset."""
    folder = tmp_path_factory.mktemp("harbour") / "build"
    kg.build(kg.read(HARBOUR)).write(folder, only=["nq"])
    return folder / "graph.nq"


@pytest.fixture(scope="module")
def whole(built: Path) -> Path:
    """The built-in dataset."""
    return built / "graph.nq"


def kept(data: bytes) -> set[str]:
    """A dataset as Oxigraph keeps it: numbers by value, so that ``xsd:nonNegativeInteger`` comes back as integer."""
    store = ox.Store()
    store.bulk_load(data, format=ox.RdfFormat.N_QUADS)
    return set(map(str, store))


@pytest.fixture(scope="module")
def stored(data: Path) -> set[str]:
    return kept(data.read_bytes())


@pytest.fixture
def store(tmp_path: Path) -> Iterator[str]:
    """An empty Oxigraph server."""
    with oxigraph(tmp_path / "oxigraph") as (url, _):
        yield url


def on(url: str, kind: str = "application/n-quads") -> set[str]:
    """All quads that a server holds."""
    request = urllib.request.Request(url, headers={"Accept": kind})  # noqa: S310  # our own
    with urllib.request.urlopen(request) as reply:  # noqa: S310
        return set(map(str, ox.parse(reply.read(), format=ox.RdfFormat.N_QUADS)))


def put(url: str, body: bytes, kind: str = "application/n-quads") -> None:
    urllib.request.urlopen(urllib.request.Request(url, body, {"Content-Type": kind})).close()  # noqa: S310


def publish(
    endpoint: str,
    data: Path,
    target: Target | None = None,
    way: Way = HASTY,
    *,
    resume: bool = False,
    replace: bool = False,
    tell: Callable[[int], None] = lambda _: None,
) -> Published:
    held = survey(data)
    with Publisher(endpoint, target, way=way) as publisher:
        state = publisher.begin(data, held, resume=resume)
        if replace and not state.done:
            publisher.clear(held)
        for done in publisher.send(data, state):
            tell(done)
        return publisher.end(held, state)


def left(folder: Path) -> list[Path]:
    return sorted(folder.glob(".*.publish-*.json"))


@pytest.mark.parametrize("way", ["found", "store", "update"])
def test_oxigraph_holds_the_same_dataset(store: str, whole: Path, way: str) -> None:
    targets: dict[str, Target] = {
        "store": GraphStore(Address.read(f"{store}/store")),
        "update": Updates(Address.read(f"{store}/update")),
    }
    published = publish(f"{store}/query", whole, targets.get(way), Way())
    assert on(f"{store}/store") == kept(whole.read_bytes())
    assert published.after == published.wanted
    assert set(published.before.values()) == {0}
    assert not published.is_union
    assert left(whole.parent) == []


@pytest.fixture(scope="module")
def jena(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Fuseki server over an empty dataset."""
    with fuseki(tmp_path_factory.mktemp("fuseki")) as url:
        yield url


@pytest.mark.parametrize(
    ("part", "options"),
    [("", []), ("/query", []), ("/sparql", ["--update", "{}/update"]), ("", ["--graph-store", "{}/data"])],
)
def test_fuseki_holds_the_same_dataset(run: Run, jena: str, whole: Path, part: str, options: list[str]) -> None:
    put(f"{jena}/update", b"CLEAR ALL", "application/sparql-update")
    done = run("publish", "--endpoint", jena + part, "--data", whole, *(one.format(jena) for one in options))
    assert done.returncode == 0, done.stderr
    assert on(f"{jena}/data") == set(map(str, ox.parse(path=str(whole))))
    assert "default graph" in done.stdout


def test_what_is_there_stays_and_publishing_twice_changes_nothing(store: str, data: Path, stored: set[str]) -> None:
    put(f"{store}/store", OTHERS)
    first = publish(f"{store}/query", data)
    second = publish(f"{store}/query", data)
    assert on(f"{store}/store") == stored | kept(OTHERS)
    assert first.before[DEFAULT] == 1
    assert first.after == second.before == second.after
    assert not second.is_union


@pytest.mark.parametrize("way", ["store", "update"])
def test_replacing_empties_the_graphs_of_the_dataset_and_no_others(
    run: Run, store: str, data: Path, stored: set[str], way: str
) -> None:
    put(f"{store}/store", OTHERS)
    put(f"{store}/store", b"<x:old> <x:p> <x:o> <https://example.org/harbour/graph/edges> .\n")
    flag = "--graph-store" if way == "store" else "--update"
    before = on(f"{store}/store")
    command = ("publish", "--endpoint", f"{store}/query", flag, f"{store}/{way}", "--data", data, "--replace")
    tried = run(*command, "--dry-run")
    assert tried.returncode == 0, tried.stderr
    assert "--replace would empty:\n" in tried.stdout
    assert "  default graph: 1 triple\n" in tried.stdout
    unasked = run(*command)
    assert unasked.returncode == 2
    assert "Nothing was changed: add --yes" in unasked.stderr
    assert on(f"{store}/store") == before
    done = run(*command, "--yes")
    assert done.returncode == 0, done.stderr
    for said in (unasked.stderr, done.stderr):
        assert "  default graph: 1 triple\n" in said
        assert "  https://example.org/harbour/graph/edges: 1 triple\n" in said
        assert "their-graph" not in said
    assert on(f"{store}/store") == stored | {"<x:theirs> <x:p> <x:o> <x:their-graph>"}


def test_a_publication_goes_on_where_its_server_died(tmp_path: Path, data: Path, stored: set[str]) -> None:
    """The server is killed in the middle, and started again over the same store."""
    port, sent = free_port(), list[int]()
    with oxigraph(tmp_path / "oxigraph", port) as (url, process):

        def kill(done: int) -> None:
            sent.append(done)
            if len(sent) == 5:
                process.kill()
                process.wait()

        with pytest.raises(RemoteError, match="run this again with --resume"):
            publish(f"{url}/query", data, tell=kill)
    assert len(sent) == 5
    assert len(left(data.parent)) == 1
    again: list[int] = []
    with oxigraph(tmp_path / "oxigraph", port) as (url, _):
        published = publish(f"{url}/query", data, resume=True, tell=again.append)
        assert on(f"{url}/store") == stored
    assert again[0] > sent[-1]
    assert set(published.before.values()) == {0}
    assert published.after == published.wanted
    assert left(data.parent) == []


def through(url: str, meddle: Callable[[Asked], Told | bool | None]) -> Callable[[Asked], Told | None]:
    """A proxy before a server: True passes a request on; what else is said is answered instead."""

    def answer(asked: Asked) -> Told | None:
        told = meddle(asked)
        if told is not True:
            return told or None
        kept = {name: value for name, value in asked.headers.items() if name in {"Accept", "Content-Type"}}
        request = urllib.request.Request(url + asked.path, asked.body or None, kept, method=asked.method)  # noqa: S310
        try:
            with urllib.request.urlopen(request) as reply:  # noqa: S310
                return Told(reply.status, reply.headers.get("Content-Type", ""), reply.read())
        except urllib.error.HTTPError as error:
            return Told(error.code, "text/plain", error.read())

    return answer


def test_the_command_goes_on_where_it_was_refused(run: Run, store: str, data: Path, stored: set[str]) -> None:
    is_full, written = [True], list[Asked]()

    def meddle(asked: Asked) -> Told | bool:
        if asked.path.startswith("/store?") and asked.body:
            written.append(asked)
            return Told(507, "text/plain", b"disk full") if is_full and len(written) == 9 else True
        return True

    with stub(through(store, meddle)) as proxy:
        command = ["publish", "--endpoint", f"{proxy.url}/query", "--data", data, "--batch", "8"]
        first = run(*command)
        assert first.returncode == 1
        assert "answers 507: it has failed\nit says: disk full\n" in first.stderr
        assert "run this again with --resume" in first.stderr
        is_full.clear()
        before = len(written)
        second = run(*command, "--resume")
    assert second.returncode == 0, second.stderr
    assert ", from byte " in second.stderr
    assert on(f"{store}/store") == stored
    fresh = sum(len(batch.triples) for batch in batches(data, 0, 8_000))
    assert len(written) - before < fresh


def test_a_state_of_another_content_or_server_is_not_gone_on_from(run: Run, store: str, tmp_path: Path) -> None:
    kg.build(kg.read(HARBOUR)).write(tmp_path / "build", only=["nq"])
    (tmp_path / "build" / ".graph.nq.publish-0123456789abcdef.json").write_text('{"done": 99999999, "before": {}}')
    done = run("publish", "--endpoint", f"{store}/query", "--resume")
    assert done.returncode == 0, done.stderr
    assert "from the beginning" in done.stderr
    assert on(f"{store}/store") == kept((tmp_path / "build" / "graph.nq").read_bytes())


@pytest.mark.parametrize("junk", ["", "{", "[]", '{"done": "x"}', '{"done": 1, "before": 3}'])
def test_a_broken_state_file_means_the_beginning(run: Run, store: str, tmp_path: Path, junk: str) -> None:
    kg.build(kg.read(HARBOUR)).write(tmp_path / "build", only=["nq"])
    data = tmp_path / "build" / "graph.nq"
    with Publisher(f"{store}/query") as publisher:
        path = publisher.begin(data, survey(data)).path
    path.write_text(junk)
    assert run("publish", "--endpoint", f"{store}/query", "--resume", "-q").returncode == 0
    assert not path.exists()


@pytest.mark.parametrize("trouble", [429, 502, 503, 504, None])
def test_a_busy_or_lost_server_is_tried_again_after_a_while(
    store: str, data: Path, stored: set[str], trouble: int | None
) -> None:
    waits, seen = list[float](), Counter[bytes]()

    def meddle(asked: Asked) -> Told | bool | None:
        seen[asked.body] += 1
        if asked.path.startswith("/store?") and asked.body and seen[asked.body] < 3:
            return None if trouble is None else Told(trouble, headers={"Retry-After": "7"})
        return True

    with stub(through(store, meddle)) as proxy:
        publish(f"{proxy.url}/query", data, way=Way(sleep=waits.append))
    assert on(f"{store}/store") == stored
    assert waits[:2] == ([0.5, 1.0] if trouble is None else [7.0, 7.0])


def test_waiting_ends(data: Path) -> None:
    waits: list[float] = []
    with stub(lambda asked: Told(body=COUNT) if b"COUNT" in asked.body else Told(503)) as made:
        target = GraphStore(Address.read(f"{made.url}/data"))
        with pytest.raises(RemoteError, match="answers 503"):
            publish(made.url, data, target, Way(sleep=waits.append))
    assert waits == [0.5, 1, 2, 4, 8, 16, 32]


COUNT = json.dumps(
    {"head": {"vars": ["count"]}, "results": {"bindings": [{"count": {"type": "literal", "value": "0"}}]}}
).encode()


def test_a_batch_that_is_too_large_for_a_server_is_halved(store: str, data: Path, stored: set[str]) -> None:
    sizes: list[int] = []

    def meddle(asked: Asked) -> Told | bool:
        sizes.append(len(asked.body))
        return Told(413) if len(asked.body) > 3_000 else True

    with stub(through(store, meddle)) as proxy:
        publish(f"{proxy.url}/query", data)
    assert max(sizes) > 3_000
    assert on(f"{store}/store") == stored


def test_a_server_that_takes_nothing_at_all_is_said_to(data: Path) -> None:
    with (
        stub(lambda asked: Told(body=COUNT) if b"COUNT" in asked.body else Told(413)) as made,
        pytest.raises(RemoteError, match="too long for it"),
    ):
        publish(made.url, data, Updates(Address.read(f"{made.url}/update")))


def test_a_server_that_loses_triples_is_found_out(store: str, data: Path) -> None:
    with (
        stub(through(store, lambda asked: Told(204) if b"withdrew_from" in asked.body else True)) as proxy,
        pytest.raises(RemoteError, match="shows less than was sent") as caught,
    ):
        publish(f"{proxy.url}/query", data)
    assert "default graph: " in str(caught.value)
    assert left(data.parent) == []


def test_an_endpoint_beside_which_nothing_takes_triples_is_said_to_be_one(data: Path) -> None:
    with (
        stub(lambda asked: Told(body=COUNT) if b"COUNT" in asked.body else Told(404)) as made,
        pytest.raises(RemoteError, match="give --graph-store or --update") as caught,
    ):
        publish(f"{made.url}/ds/sparql", data)
    for part in ("/ds/data", "/ds/store", "/ds/update", "/ds/sparql"):
        assert f"{made.url}{part}" in str(caught.value)
    assert all(b"<" not in asked.body for asked in made.asked)


def test_a_wanted_login_is_asked_for_and_sent(data: Path, store: str) -> None:
    environment = {"KG_ENDPOINT_USER": "ali", "KG_ENDPOINT_PASSWORD": "x"}
    with stub(through(store, lambda asked: True if "Authorization" in asked.headers else Told(401))) as proxy:
        with pytest.raises(RemoteError, match="wants a login"):
            publish(f"{proxy.url}/query", data)
        held, login = survey(data), login_for("127.0.0.1", environment=environment)
        with Publisher(f"{proxy.url}/query", login=login) as publisher:
            state = publisher.begin(data, held)
            assert list(publisher.send(data, state))[-1] == data.stat().st_size
            assert publisher.end(held, state).after == held.graphs


def test_a_default_graph_that_shows_everything_is_warned_of(run: Run, tmp_path: Path, data: Path) -> None:
    """GraphDB, RDF4J and Fuseki can be set so; here it is Fuseki."""
    settings = tmp_path / "union.ttl"
    settings.write_text(UNION)
    with fuseki(tmp_path / "fuseki", f"--config={settings}") as url:
        done = run("publish", "--endpoint", f"{url}/query", "--data", data)
    assert done.returncode == 0, done.stderr
    assert "shows the named graphs in the default graph too" in done.stderr


UNION = """
PREFIX : <#>
PREFIX fuseki: <http://jena.apache.org/fuseki#>
PREFIX ja: <http://jena.hpl.hp.com/2005/11/Assembler#>
PREFIX tdb2: <http://jena.apache.org/2016/tdb#>
[] a fuseki:Server ; fuseki:services ( :service ) .
:service fuseki:name "ds" ; fuseki:dataset :dataset ;
    fuseki:endpoint [ fuseki:operation fuseki:query ; fuseki:name "query" ] ,
        [ fuseki:operation fuseki:update ; fuseki:name "update" ] ,
        [ fuseki:operation fuseki:gsp-rw ; fuseki:name "data" ] .
:dataset a tdb2:DatasetTDB2 ; tdb2:location "--mem--" ; tdb2:unionDefaultGraph true .
"""


def test_a_dry_run_shows_the_graphs_and_sends_nothing(run: Run, data: Path) -> None:
    with stub(lambda _: Told(500)) as made:
        done = run("publish", "--endpoint", made.url, "--data", data, "--dry-run")
    assert done.returncode == 0
    assert made.asked == []
    assert "nothing was sent" in done.stdout
    assert "https://example.org/harbour/graph/edges" in done.stdout


def test_a_corpus_is_published_without_being_built_first(run: Run, store: str) -> None:
    done = run("publish", HARBOUR, "--endpoint", f"{store}/query", "-v")
    assert done.returncode == 0, done.stderr
    assert on(f"{store}/store") == kept("".join(kg.build(kg.read(HARBOUR)).nquads()).encode())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--data", "x.ttl"], "--data takes N-Quads"),
        (["corpus", "--data", "x.nq"], "not both"),
        (["--batch", "0"], "--batch"),
    ],
)
def test_wrong_usage_is_said(run: Run, arguments: list[str], words: str) -> None:
    done = run("publish", "--endpoint", "http://localhost:1/", *arguments)
    assert done.returncode == 2
    assert words in done.stderr


@pytest.mark.parametrize(
    "line",
    [
        "_:b <x:p> <x:o> .",
        "<x:s> <x:p> _:b .",
        "<x:s> <x:p> <x:o> _:g .",
        '<x:s> <x:p> "a" } ; DROP ALL ; INSERT DATA { <x:s> <x:p> "b" .',
        "<x:s> <x:p> <x:o> . } ; DROP ALL ; INSERT DATA { <x:s> <x:p> <x:o> .",
        "<x:s> <x:p> <x:o> <x:g> { } .",
        r"<x:s> <x:p> <x:o\u003E\u0020\u007D> .",
        '<x:s> <x:p> "a\\" .',
        "<x:s> <x:p> 'a' .",
        "<x:s> <x:p> <<( <x:s> <x:p> <x:o> )>> .",
        "hello",
        '<x:s> "x" <x:o> .',
    ],
)
def test_a_line_that_could_say_more_than_a_triple_is_not_sent(tmp_path: Path, line: str) -> None:
    path = tmp_path / "x.nq"
    path.write_text(f"# a comment\n\n<x:s> <x:p> <x:o> .\n{line}\n")
    with pytest.raises(RemoteError, match="this line can't be sent"):
        survey(path)


@given(st.text(st.characters(exclude_categories=["Cs"])), st.booleans())
def test_any_literal_arrives_as_it_is_by_update(text: str, escaped: bool) -> None:  # noqa: FBT001  # hypothesis calls it
    written = literal(text)
    if escaped:
        written = '"' + "".join(f"\\U{ord(char):08X}" for char in text) + '"'
    store = ox.Store()
    (sent,) = Updates(Address("http://x/")).adding(Batch(0, {"x:g": [f"<x:s> <x:p> {written}"]}))
    store.update((sent.content or b"").decode())
    (quad,) = store
    assert isinstance(quad.object, ox.Literal)
    assert (quad.object.value, str(quad.graph_name)) == (text, "<x:g>")


@pytest.mark.parametrize("size", [1, 1000, 8_191, 10**9])
def test_batches_of_any_size_hold_every_line_once(data: Path, size: int) -> None:
    cut = list(batches(data, 0, size))
    triples = [(graph, triple) for batch in cut for graph, held in batch.triples.items() for triple in held]
    lines = data.read_text(encoding="utf-8").splitlines()
    assert Counter(f"{triple} {f'<{graph}> ' if graph else ''}." for graph, triple in triples) == Counter(lines)
    assert [batch.end for batch in cut] == sorted({batch.end for batch in cut})
    assert cut[-1].end == data.stat().st_size
    middle = cut[len(cut) // 2]
    assert next(batches(data, middle.end, size), None) == next(iter(cut[len(cut) // 2 + 1 :]), None)


def test_a_file_is_counted_without_its_repeats(tmp_path: Path) -> None:
    path = tmp_path / "x.nq"
    path.write_bytes(b"<x:s> <x:p> <x:o> .\r\n<x:s>\t<x:p>\t<x:o>.\n" + b'<x:s> <x:p> "a b" <x:g> . # x\n' * 3)
    assert survey(path).graphs == {DEFAULT: 1, "x:g": 1}


def test_a_login_goes_to_its_own_server_only(run: Run, tmp_path: Path, data: Path) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine localhost login ali password sesame\n", encoding="utf-8")
    netrc.chmod(0o600)
    count = b'{"head":{"vars":["count"]},"results":{"bindings":[{"count":{"type":"literal","value":"99999999"}}]}}'
    with stub(lambda _: Told(body=count)) as one, stub(lambda _: Told(204)) as other:
        endpoint = one.url.replace("127.0.0.1", "localhost") + "/query"
        done = run("publish", "--data", data, "--endpoint", endpoint, "--graph-store", other.url, NETRC=str(netrc))
    assert done.returncode == 0, done.stderr
    assert all("Authorization" in asked.headers for asked in one.asked)
    assert other.asked
    assert not any("Authorization" in asked.headers for asked in other.asked)


def test_every_address_that_gets_a_login_in_the_clear_is_warned_of(run: Run, data: Path) -> None:
    login = {"KG_ENDPOINT_USER": "ali", "KG_ENDPOINT_PASSWORD": "sesame"}
    addresses = ("--endpoint", "https://nowhere.invalid/query", "--update", "http://elsewhere.invalid/update")
    done = run("publish", "--data", data, *addresses, **login)
    assert "the login for elsewhere.invalid is sent in the clear" in done.stderr
    assert "the login for nowhere.invalid" not in done.stderr
