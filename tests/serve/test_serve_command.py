"""``kg serve`` as a user runs it."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from helpers import HARBOUR
from helpers import ROOT
from helpers import Run


@contextmanager
def serving(
    folder: Path, *arguments: str, start: tuple[str, ...] = ()
) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """Run the command on a free port, by another that starts it if need be; gives the process and its address."""
    process = subprocess.Popen(
        [*start, sys.executable, "-u", "-m", "kg", "serve", str(HARBOUR), "--port", "0", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        said = process.stdout.readline() + process.stdout.readline()
        found = re.search(r"http://\S+:\d+/", said)
        assert found, said + (process.stderr.read() if process.stderr else "")
        yield process, found[0]
    finally:
        process.kill()
        process.communicate()


IN_THE_BACKGROUND = ("sh", "-c", "trap '' INT; exec \"$@\"", "-")  # as a shell's script runs what ends with &


@pytest.mark.parametrize("start", [(), IN_THE_BACKGROUND], ids=["in a terminal", "in the background"])
def test_it_says_where_it_is_answers_and_ends_cleanly_with_ctrl_c(tmp_path: Path, start: tuple[str, ...]) -> None:
    with serving(tmp_path, start=start) as (process, address):
        answer = httpx.get(f"{address}sparql", params={"query": "ASK { ?port a o:Place }"}, timeout=60)
        assert answer.json()["boolean"] is True
        assert httpx.get(f"{address}id/OldPier", timeout=60).status_code == 200
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=120)
        assert (process.returncode, errors.strip()) == (0, "stopped")


def test_it_ends_cleanly_while_a_query_runs(tmp_path: Path) -> None:
    with serving(tmp_path, "--timeout", "60") as (process, address):
        join = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
        with httpx.Client(timeout=0.5) as client:
            try:
                client.get(f"{address}sparql", params={"query": join})
            except httpx.TimeoutException:
                process.send_signal(signal.SIGINT)
        process.communicate(timeout=120)
        assert process.returncode == 0


def test_a_port_in_use_is_an_error_with_a_way_out(run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("serve", HARBOUR, "--port", port)
    assert done.returncode == 1
    assert f"can't listen on 127.0.0.1, port {port}" in done.stderr
    assert "--port 0" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_address_that_others_reach_is_warned_of(tmp_path: Path) -> None:
    with serving(tmp_path, "--host", "0.0.0.0") as (process, address):  # noqa: S104  # that is the point
        local = address.replace("0.0.0.0", "127.0.0.1")  # noqa: S104
        assert httpx.get(local, headers={"Host": "graph.example"}, timeout=60).status_code == 200
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=120)
    assert "warning: 0.0.0.0 is not this machine alone" in errors


def test_a_corpus_with_errors_is_not_served(run: Run, harbour: Path) -> None:
    path = harbour / "entities.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("OldPier:", "OldPeer:", 1), encoding="utf-8")
    done = run("serve", harbour, "--port", 0)
    assert done.returncode == 1
    assert "unknown-entity" in done.stderr
