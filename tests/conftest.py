"""Fixtures: the built-in corpus, a second corpus that can be broken, and the command line."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from helpers import HARBOUR
from helpers import ROOT
from helpers import Run
from hypothesis import HealthCheck
from hypothesis import settings
from playwright.sync_api import expect
from waiting import PATIENCE

import kg

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # run in the background: Ctrl-C is sent to commands all the same
    signal.signal(signal.SIGINT, signal.default_int_handler)
os.environ.setdefault("npm_config_prefer_offline", "true")  # what npm has fetched once is not fetched for each test
BUSY = [HealthCheck.too_slow]
settings.register_profile("kg", deadline=None, suppress_health_check=BUSY)  # a busy machine is no failure
settings.load_profile("kg")
expect.set_options(timeout=1_000 * PATIENCE)  # nor is a page that is slow on it


@pytest.fixture(scope="session")
def corpus() -> kg.Corpus:
    """The built-in corpus."""
    return kg.read(ROOT / "seeds")


@pytest.fixture(scope="session")
def graph(corpus: kg.Corpus) -> kg.Graph:
    """The built-in graph."""
    return kg.build(corpus)


@pytest.fixture(scope="session")
def built(graph: kg.Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every output file of the built-in corpus."""
    folder = tmp_path_factory.mktemp("built") / "build"
    graph.write(folder)
    return folder


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    """A copy of the second corpus, to be changed."""
    return Path(shutil.copytree(HARBOUR, tmp_path / "harbour"))


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache of the tests' own, so that they neither use nor fill the user's."""
    folder = tmp_path_factory.mktemp("cache")
    os.environ["KG_CACHE"] = str(folder)
    return folder


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run ``kg`` with arguments in an empty folder, as a user would."""

    def call(*arguments: object, stdin: str | None = None, **environment: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "kg", *map(str, arguments)],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "140", **environment},
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )

    return call
