"""What strangers, crashes and impatient clients can't do to queries and to their stores."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from helpers import ROOT

from kg.errors import LimitError
from kg.errors import QueryError
from kg.query.answer import Answer
from kg.query.pool import Pool
from kg.query.request import Limits
from kg.query.request import Request
from kg.query.source import of_files

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def asked(path: Path, home: Path, text: str = "SELECT ?o { ?s <http://a.example/p> ?o } ORDER BY ?o LIMIT 1") -> Answer:
    with Pool(of_files([path], home)) as pool:
        answer = pool.run(Request(text))
    assert isinstance(answer, Answer)
    return answer


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "data.nt"
    line = f'<http://a.example/{"s" * 250}{{0}}> <http://a.example/p> "{{0:06}}" .\n'  # enough of them for a store
    path.write_text("".join(map(line.format, range(30_000))), encoding="utf-8")
    return path


def running(marker: str) -> list[int]:
    """Give the processes whose environment holds a marker."""
    found = []
    for one in Path("/proc").iterdir():
        if one.name.isdigit():
            try:
                if (
                    marker.encode() in (one / "environ").read_bytes()
                    and "Z" not in (one / "stat").read_text().split()[2]
                ):
                    found.append(int(one.name))
            except OSError:
                continue
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT])
def test_nothing_runs_on_when_the_command_is_ended(how: signal.Signals, tmp_path: Path) -> None:
    marker = f"KG_MARKER={tmp_path.name}{how}"
    name, _, value = marker.partition("=")
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), name: value}
    command = [sys.executable, "-m", "kg", "query", ENDLESS, "--corpus", str(ROOT / "seeds")]
    with subprocess.Popen(command, env=surroundings, cwd=tmp_path, stderr=subprocess.DEVNULL) as process:
        patience = time.monotonic() + 120
        while len(running(marker)) < 2 and time.monotonic() < patience:  # the command and its worker
            time.sleep(0.05)
        process.send_signal(how)
    patience = time.monotonic() + 60
    while running(marker) and time.monotonic() < patience:
        time.sleep(0.05)
    assert running(marker) == []


def test_a_store_that_is_broken_is_made_anew(data: Path, tmp_path: Path) -> None:
    home = tmp_path / "stores"
    first = list(asked(data, home))
    (folder,) = (path for path in home.iterdir() if path.is_dir())
    for table in folder.glob("*.sst"):
        table.write_bytes(table.read_bytes()[:10])
    assert list(asked(data, home)) == first


@pytest.mark.skipif(sys.platform == "win32", reason="no such modes there")
def test_a_cache_that_others_can_write_to_is_not_believed(data: Path, tmp_path: Path) -> None:
    home = tmp_path / "stores"
    asked(data, home)
    (folder,) = (path for path in home.iterdir() if path.is_dir())
    other = tmp_path / "other.nt"
    other.write_text(
        "".join(f'<http://a.example/s> <http://a.example/p> "0 POISON {n:0250}" .\n' for n in range(30_000))
    )
    asked(other, tmp_path / "elsewhere")
    (poison,) = (path for path in (tmp_path / "elsewhere").iterdir() if path.is_dir())
    shutil.rmtree(folder)
    shutil.copytree(poison, folder)
    home.chmod(0o777)
    assert next(iter(asked(data, home)))["o"] == "000000"


def test_an_edited_file_with_its_old_size_and_time_is_read_anew(data: Path, tmp_path: Path) -> None:
    home = tmp_path / "stores"
    asked(data, home)
    status = data.stat()
    data.write_text(data.read_text(encoding="utf-8").replace('"000000"', '"!00000"'), encoding="utf-8")
    os.utime(data, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert next(iter(asked(data, home)))["o"] == "!00000"


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes there")
def test_a_pipe_is_no_data_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "data.ttl")
    with pytest.raises(QueryError, match="is no file"):
        of_files([tmp_path / "data.ttl"])


def test_a_query_that_is_nested_too_deeply_is_said_to_be_so(data: Path) -> None:
    with Pool(of_files([data]), limits=Limits(seconds=30)) as pool:
        with pytest.raises(LimitError, match=r"nested too deeply|more memory|stopped after"):
            pool.run(Request(f"ASK {'{' * 60_000}{'}' * 60_000}"))
        answer = pool.run(Request("ASK {}"))
        assert isinstance(answer, Answer)
        assert answer.boolean


def test_requests_that_were_given_up_do_not_hold_up_others(data: Path) -> None:
    with Pool(of_files([data]), workers=1, limits=Limits(seconds=120)) as pool:
        requests = [Request(ENDLESS) for _ in range(10)]

        def run(request: Request) -> None:
            with pytest.raises(LimitError):
                pool.run(request)

        threads = [threading.Thread(target=run, args=(request,)) for request in requests]
        for thread in threads:
            thread.start()
        time.sleep(0.2)  # some wait, one may run
        start = time.monotonic()
        while any(thread.is_alive() for thread in threads):
            for request in requests:
                pool.cancel(request)
            time.sleep(0.01)
        answer = pool.run(Request("ASK {}"))
        assert isinstance(answer, Answer)
        assert time.monotonic() - start < 100  # less than one of the ten would have taken
