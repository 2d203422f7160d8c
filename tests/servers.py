"""Servers that tests start: real ones, and ones that misbehave as they are told."""

import os
import shutil
import socket
import subprocess
import sysconfig
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from contextlib import suppress
from dataclasses import dataclass
from dataclasses import field
from http.server import BaseHTTPRequestHandler
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from helpers import INTEROP
from helpers import need

JSON = "application/sparql-results+json"
LIB = INTEROP / "target" / "lib"
STARTING = 240.0  # seconds
PORTS = iter(range(20_000 + os.getpid() % 10_000, 32_000))  # each once; other runs begin elsewhere


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as a server got it."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Told:
    """What a server answers."""

    status: int = 200
    media: str = JSON
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    cut: int = 0  # bytes promised and not sent


@dataclass(frozen=True, slots=True)
class Stub:
    url: str
    asked: list[Asked]


@contextmanager
def stub(answer: Callable[[Asked], Told | None]) -> Iterator[Stub]:
    """A server that answers as a function says; None hangs up without a word."""
    asked: list[Asked] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            request = Asked(self.command, self.path, dict(self.headers), body)
            asked.append(request)
            told = answer(request)
            if told is None:
                self.close_connection = True
                return
            self.send_response(told.status)
            if told.media:
                self.send_header("Content-Type", told.media)
            for name, value in told.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(told.body) + told.cut))
            self.end_headers()
            self.wfile.write(told.body)
            self.close_connection = bool(told.cut)

        do_GET = do_POST = do_PUT = do_DELETE = handle_any  # noqa: N815  # the library's names

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield Stub(f"http://127.0.0.1:{server.server_address[1]}", asked)
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def raw(talk: Callable[[socket.socket], None], *, first: bool = True) -> Iterator[str]:
    """A server that does what it likes with each connection, ``first`` reading what it is asked; gives its address."""
    listener = socket.create_server(("127.0.0.1", 0))

    def one(connection: socket.socket) -> None:
        with connection:
            try:
                if first:
                    connection.recv(2**16)
                talk(connection)
                connection.shutdown(socket.SHUT_WR)
                while connection.recv(2**16):  # what is unread at the end would reset the connection
                    pass
            except OSError:
                return  # the other side has had enough

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            Thread(target=one, args=(connection,), daemon=True).start()

    Thread(target=serve, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        listener.close()


def free_port() -> int:
    """Give a port for another process: below those that systems hand out by themselves, where nobody takes it first."""
    for port in PORTS:
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
    pytest.fail("no port is free")


@contextmanager
def program(command: list[object], ready: str, log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A server in a process of its own, ready when an address answers anything; ended at the end."""
    with log.open("wb") as output:
        process = subprocess.Popen(list(map(str, command)), stdout=output, stderr=subprocess.STDOUT, cwd=log.parent)
        try:
            _await(process, ready, log)
            yield process
        finally:
            process.kill()
            process.wait()


def _await(process: "subprocess.Popen[bytes]", ready: str, log: Path) -> None:
    until = time.monotonic() + STARTING
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(ready, timeout=5).close()  # noqa: S310  # our own server
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail(f"the server did not start:\n{log.read_text(errors='replace')}")


@contextmanager
def oxigraph(folder: Path, port: int = 0) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """``oxigraph serve`` over a store in a folder; gives its address and its process."""
    port = port or free_port()
    scripts = Path(sysconfig.get_path("scripts")) / "oxigraph"
    found = str(scripts) if scripts.exists() else need("oxigraph")
    url = f"http://127.0.0.1:{port}"
    folder.mkdir(parents=True, exist_ok=True)
    command = [found, "serve", "--location", folder / "store", "--bind", f"127.0.0.1:{port}"]
    with program(command, url, folder / "log.txt") as process:
        yield url, process


@contextmanager
def fuseki(folder: Path, *options: object) -> Iterator[str]:
    """Apache Jena Fuseki over a dataset in memory; gives the dataset's address."""
    (jar,) = jars("jena-fuseki-server")
    port = free_port()
    dataset = options or ["--mem", "--update", "/ds"]
    command: list[object] = [need("java"), "-Xmx1g", "-jar", jar, "--localhost", "--port", port, "--ping", *dataset]
    folder.mkdir(parents=True, exist_ok=True)
    with program(command, f"http://127.0.0.1:{port}/$/ping", folder / "log.txt"):
        yield f"http://127.0.0.1:{port}/ds"


def jars(prefix: str = "", project: Path = INTEROP, newest: str = "gephi-") -> list[Path]:
    """Give the programs in Java that a pom.xml names, fetched once by Maven; the newest of them tells whether."""
    need("javac")
    lib = project / "target" / "lib"
    if not any(lib.glob(f"{newest}*.jar")):
        command = [need("mvn"), "-q", "-B", "dependency:copy-dependencies"]
        done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False, timeout=500)
        if done.returncode:
            shutil.rmtree(lib, ignore_errors=True)
            (pytest.fail if os.environ.get("CI") else pytest.skip)(
                f"Maven can't fetch the engines: {done.stdout[-800:]}"
            )
    return sorted(lib.glob(f"{prefix}*.jar"))
