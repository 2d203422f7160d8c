"""Servers that tests share."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from helpers import HARBOUR
from hostile import HOSTILE
from serving import pages_only
from serving import served

import kg
from kg.query.pool import Pool
from kg.query.request import Limits
from kg.query.source import of_files
from kg.serve.asking import Desk
from kg.serve.settings import Settings

PORTS = """
<http://sea.example/north> <http://sea.example/name> "Northport" .
<http://sea.example/north> <http://sea.example/name> "Northport" <http://sea.example/graph/north> .
<http://sea.example/south> <http://sea.example/name> "Southport" <http://sea.example/graph/south> .
<http://sea.example/ferry> <http://sea.example/links> <http://sea.example/north> <http://sea.example/graph/ferry> .
"""
SECONDS = 30.0  # a query's limit in these tests, with time for a busy machine


@pytest.fixture(scope="session")
def ports(graph: kg.Graph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """An endpoint over four triples, in three named graphs and the default graph."""
    path = tmp_path_factory.mktemp("ports") / "ports.nq"
    path.write_text(PORTS, encoding="utf-8")
    with Pool(of_files([path]), 2, Limits(seconds=SECONDS)) as pool, served(Settings(graph, Desk(pool, 2))) as client:
        yield client


@pytest.fixture(scope="session")
def site(graph: kg.Graph, built: Path) -> Iterator[httpx.Client]:
    """The built-in corpus, with its build."""
    with (
        Pool(of_files([built / "graph.nq"]), 2, Limits(seconds=SECONDS)) as pool,
        served(Settings(graph, Desk(pool, 2), built)) as client,
    ):
        yield client


@pytest.fixture(scope="session")
def harbour_site() -> Iterator[httpx.Client]:
    """The second corpus."""
    with served(pages_only(kg.build(kg.read(HARBOUR)))) as client:
        yield client


@pytest.fixture(scope="session")
def hostile_site() -> Iterator[httpx.Client]:
    """A corpus whose every text attacks."""
    with served(pages_only(kg.Graph(HOSTILE))) as client:
        yield client
