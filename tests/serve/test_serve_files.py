"""The files of a build over HTTP, and nothing else of the machine."""

import http.client
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from serving import Silent
from serving import served

import kg
from kg.serve.asking import Desk
from kg.serve.settings import Settings


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build folder with odd company."""
    root = tmp_path_factory.mktemp("files")
    (root / "secret.txt").write_text("secret", encoding="utf-8")
    build = root / "build"
    (build / "part").mkdir(parents=True)
    (build / ".store").mkdir()
    (build / ".store" / "key").write_text("secret", encoding="utf-8")
    (build / ".hidden").write_text("secret", encoding="utf-8")
    (build / "graph.ttl").write_text("# plain", encoding="utf-8")
    (build / "part" / "a.csv").write_text("a,b", encoding="utf-8")
    (build / "page.html").write_text("<script>alert(1)</script>", encoding="utf-8")
    (build / "strange.exe").write_bytes(b"MZ")
    (build / "out.txt").symlink_to(root / "secret.txt")
    (build / "up").symlink_to(root)
    (build / "inner.ttl").symlink_to(build / "graph.ttl")
    return build


@pytest.fixture(scope="module")
def files(graph: kg.Graph, folder: Path) -> Iterator[httpx.Client]:
    with served(Settings(graph, Desk(Silent(), 1), folder)) as client:
        yield client


def raw(client: httpx.Client, path: str) -> tuple[int, bytes]:
    """Ask for a path exactly as it is written."""
    connection = http.client.HTTPConnection(client.base_url.host, client.base_url.port or 80, timeout=60)
    connection.putrequest("GET", path, skip_accept_encoding=True)
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body


@pytest.mark.parametrize(
    "path",
    [
        "../secret.txt", "..%2fsecret.txt", "%2e%2e/secret.txt", "%2e%2e%2fsecret.txt", "part/../../secret.txt",
        "part/..%2f..%2fsecret.txt", "..\\secret.txt", "..%5csecret.txt", "//etc/hostname", "%2fetc%2fhostname",
        "out.txt", "up/secret.txt", ".hidden", ".store/key", "%2ehidden", "graph.ttl%00.html", "graph.ttl%00", "part",
        "graph.ttl/", "./graph.ttl", "a" * 5000, "%ff", "none.ttl",
    ],
)  # fmt: skip
def test_no_path_leaves_the_folder_or_finds_what_is_hidden(files: httpx.Client, path: str) -> None:
    status, body = raw(files, f"/data/{path}")
    assert status == 404
    assert b"MZ" not in body
    assert body != b"secret"


def test_files_come_with_their_media_types(files: httpx.Client) -> None:
    for name, media in {
        "graph.ttl": "text/turtle; charset=utf-8",
        "inner.ttl": "text/turtle; charset=utf-8",
        "part/a.csv": "text/csv; charset=utf-8",
        "strange.exe": "application/octet-stream",
    }.items():
        answer = files.get(f"/data/{name}")
        assert (answer.status_code, answer.headers["content-type"]) == (200, media)
    assert files.get("/data/strange.exe").headers["content-disposition"] == "attachment"


def test_a_page_in_the_folder_runs_in_an_origin_of_its_own(files: httpx.Client) -> None:
    rules = files.get("/data/page.html").headers["content-security-policy"]
    assert rules.startswith("sandbox allow-scripts")
    assert "allow-same-origin" not in rules
    assert "default-src 'none'" in rules


def test_the_list_of_files_names_what_is_there(files: httpx.Client) -> None:
    listed = files.get("/data/").text
    for name, there in {"graph.ttl": True, "page.html": True, ".hidden": False, "out.txt": False, "key": False}.items():
        assert (f"/data/{name}" in listed) is there
    assert files.get("/data").headers["location"].endswith("/data/")


def test_without_a_build_the_server_says_what_to_do(graph: kg.Graph, tmp_path: Path) -> None:
    for build in (None, tmp_path / "none"):
        with served(Settings(graph, Desk(Silent(), 1), build)) as client:
            for path in ("/data/", "/data/graph.ttl", "/explorer"):
                answer = client.get(path)
                assert (answer.status_code, "run kg build" in answer.text) == (404, True)


def test_the_explorer_is_the_one_of_the_build(site: httpx.Client, built: Path) -> None:
    answer = site.get("/explorer")
    first = next(built / name for name in ("explorer.html", "graph.html") if (built / name).exists())
    assert answer.content == first.read_bytes()
    assert answer.headers["content-security-policy"].startswith("sandbox")


def test_only_assets_of_the_package_are_assets(files: httpx.Client) -> None:
    assert files.get("/assets/style.css").headers["content-type"] == "text/css; charset=utf-8"
    for path in ("app.py", "../app.py", "%2e%2e/errors.py", "", "templates/base.html"):
        assert raw(files, f"/assets/{path}")[0] == 404
