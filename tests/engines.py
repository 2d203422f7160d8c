"""Other people's engines, each started once: what they count in our files, and what they answer."""

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from helpers import INTEROP
from helpers import need
from helpers import node_modules
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from servers import jars

from kg.remote.reading import plain_json

XSD = "http://www.w3.org/2001/XMLSchema#"
WHOLE = {f"{XSD}{name}" for name in ("integer", "nonNegativeInteger", "positiveInteger", "int", "long")}

PATIENCE = 1_500  # seconds for all files and questions of one engine: none hangs unseen

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What one engine says.

    Attributes:
        counts: distinct quads of each file that it was asked to count.
        answers: rows of each query, in the engine's order.
        failures: its words where it failed, by query or file.
    """

    counts: Mapping[str, int]
    answers: Mapping[str, list[Row]]
    failures: Mapping[str, str]


def normal(term: "ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None") -> str:
    """Give a term as text; numbers by value, since some engines keep them so."""
    if isinstance(term, ox.Literal):
        kind = term.datatype.value
        if kind in WHOLE:
            return f"{int(term.value)}"
        if kind == f"{XSD}decimal":
            return f"{Decimal(term.value).normalize():f}"
    return "" if term is None else str(term)


def rows(data: bytes, kind: ox.QueryResultsFormat = ox.QueryResultsFormat.JSON) -> list[Row]:
    """Read an answer in a standard format."""
    plain = plain_json(data) if kind == ox.QueryResultsFormat.JSON else data
    found = ox.parse_query_results(plain, format=kind)
    assert isinstance(found, ox.QuerySolutions)
    return [tuple(normal(term) for term in row) for row in found]


def _asked(command: list[object], work: Path, lines: list[str]) -> Said:
    """Run an engine's program over a manifest."""
    work.mkdir()
    (work / "manifest.tsv").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    full = [*map(str, command), str(work / "manifest.tsv"), str(work)]
    done = subprocess.run(full, capture_output=True, text=True, encoding="utf-8", check=False, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr[-3000:]
    told = dict(line.split("\t", 1) for line in done.stdout.splitlines() if "\t" in line)
    counts = {name: int(text) for name, text in told.items() if text.isdecimal()}
    failures = {name: text for name, text in told.items() if name not in counts}
    answers = {path.stem: rows(path.read_bytes()) for path in work.glob("*.json") if path.stem not in failures}
    return Said(counts, answers, failures)


def _manifest(files: list[Path], data: Path, queries: Mapping[str, Path], how: str = "count") -> list[str]:
    return [
        *(f"{how}\t{path.name}\t{path}" for path in files),
        f"data\tdata\t{data}",
        *(f"query\t{name}\t{path}" for name, path in queries.items()),
    ]


def jena(files: list[Path], data: Path, queries: Mapping[str, Path], work: Path) -> Said:
    """Apache Jena 5: RIOT and ARQ."""
    (jar,) = jars("jena-fuseki-server")
    command = [need("java"), "-Dorg.slf4j.simpleLogger.defaultLogLevel=off", "-cp", jar, INTEROP / "Jena.java"]
    return _asked(command, work, _manifest(files, data, queries))


def rdf4j(files: list[Path], data: Path, queries: Mapping[str, Path], work: Path) -> Said:
    """Eclipse RDF4J 5: Rio and its memory store."""
    path = ":".join(str(jar) for jar in jars() if not jar.name.startswith(("jena-", "gephi-")))
    return _asked([need("java"), "-cp", path, INTEROP / "Rdf4j.java"], work, _manifest(files, data, queries))


def comunica(files: list[Path], data: Path, queries: Mapping[str, Path], work: Path) -> Said:
    """Comunica 5, over files by their names and over N3.js's store."""
    node = need("node")
    node_modules()
    return _asked([node, INTEROP / "comunica.mjs"], work, _manifest(files, data, queries, "file"))


def rdflib_(files: list[Path], data: Path, queries: Mapping[str, Path], work: Path) -> Said:
    """RDFLib 7."""
    work.mkdir()
    counts = {path.name: _count(path) for path in files}
    dataset = rdflib.Dataset()
    dataset.graph(DATASET_DEFAULT_GRAPH_ID).parse(data)
    answers = {}
    for name, path in queries.items():
        found = dataset.query(path.read_text(encoding="utf-8")).serialize(format="json")
        answers[name] = rows(found or b"")
    return Said(counts, answers, {})


def _count(path: Path) -> int:
    dataset = rdflib.Dataset()
    dataset.parse(path)
    return len(set(dataset.quads()))


def oxigraph(files: list[Path], data: Path, queries: Mapping[str, Path], work: Path) -> Said:
    """Oxigraph 0.5, as pyoxigraph: what the others are compared with."""
    work.mkdir()
    counts = {path.name: len(set(ox.parse(path=str(path)))) for path in files}
    store = ox.Store()
    store.load(path=str(data))
    answers = {}
    for name, path in queries.items():
        found = store.query(path.read_text(encoding="utf-8"))
        assert isinstance(found, ox.QuerySolutions)
        answers[name] = [tuple(normal(term) for term in row) for row in found]
    return Said(counts, answers, {})


ENGINES = {"jena": jena, "rdf4j": rdf4j, "comunica": comunica, "rdflib": rdflib_, "oxigraph": oxigraph}


def rapper(path: Path, syntax: str) -> int:
    """Give the number of distinct triples that rapper reads."""
    command = [need("rapper"), "-q", "-i", syntax, "-o", "nquads" if syntax == "nquads" else "ntriples", path]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=PATIENCE)
    if done.stderr:
        pytest.fail(done.stderr)
    return len(set(done.stdout.splitlines()))


def roqet(query: str, data: Path) -> list[Row]:
    """Give what roqet answers; it reads ``data`` anew for each query."""
    command: list[str | Path] = [need("roqet"), "-q", "-r", "xml", "-D", data, "-e", query]
    done = subprocess.run(command, capture_output=True, check=True, timeout=PATIENCE)
    return rows(done.stdout, ox.QueryResultsFormat.XML)
