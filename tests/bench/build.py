"""N-Quads from a table of claims: this package beside rdflib and morph-kgc, in one run.

``python tests/bench/build.py`` prints claims a second, peak memory and ratios. Each tool is a process
of its own and reads the same table; morph-kgc stands in an environment of its own, made on first use.
Options: ``--size N`` (claims for us), ``--peers N`` (claims for rdflib and morph-kgc), ``--skip-morph``.
"""

import argparse
import csv
import os
import re
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from kg.model import Claim
from kg.rdf.claims import Context
from kg.rdf.dataset import claim_blocks
from kg.rdf.dataset import quads
from kg.rdf.edges import Block
from kg.rdf.edges import Edges
from kg.rdf.names import Names
from kg.terms import BASE
from kg.terms import ontology

sys.path.insert(0, str(Path(__file__).parent))

from mapping import mapping
from synthetic import Row
from synthetic import claim
from synthetic import entities

HERE = Path(__file__).resolve()
KIBI = 1024


class Table:
    """The claims of a CSV table, read anew each time they are gone through."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __iter__(self) -> Iterator[Claim]:
        """Read the table row by row."""
        with self.path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file)
            next(reader)
            for cells in reader:
                yield claim(Row(*cells))


def blocks(table: Path) -> Iterator[Block]:
    """Give the dataset of a table of claims, as ``kg build`` streams it."""
    context = Context(Names(BASE), ontology(), entities(), {})
    with Edges(context) as edges:
        yield from claim_blocks(edges.passing(Table(table)), context)
        yield from edges.blocks()


def ours(table: Path, out: Path) -> None:
    """Stream the table to N-Quads."""
    with out.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(quads(blocks(table), Names(BASE).graph))


def counted(table: Path) -> int:
    """Give the number of quads of a table."""
    return sum(len(block.triples) * (1 + block.in_default) for block in blocks(table))


def rdflib(table: Path, out: Path) -> None:
    """Build the same quads as an ``rdflib.Dataset`` and serialize it."""
    from rdflib import Dataset  # noqa: PLC0415
    from rdflib import Literal  # noqa: PLC0415
    from rdflib import URIRef  # noqa: PLC0415
    from rdflib.graph import DATASET_DEFAULT_GRAPH_ID  # noqa: PLC0415

    from kg.rdf.terms import literal_parts  # noqa: PLC0415

    def term(text: str) -> URIRef | Literal:
        if text.startswith("<"):
            return URIRef(text[1:-1])
        value, datatype = literal_parts(text)
        return Literal(value, datatype=URIRef(datatype) if datatype else None)

    dataset = Dataset()
    default = dataset.graph(DATASET_DEFAULT_GRAPH_ID)
    for block in blocks(table):
        named = dataset.graph(URIRef(Names(BASE).graph[block.graph][1:-1]))
        for triple in block.triples:
            subject, predicate, value = map(term, triple)
            named.add((subject, predicate, value))
            if block.in_default:
                default.add((subject, predicate, value))
    dataset.serialize(out, format="nquads", encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Result:
    """What one tool did with a table."""

    name: str
    claims: int
    quads: int
    seconds: float
    memory: float

    @property
    def rate(self) -> float:
        """Claims a second."""
        return self.claims / self.seconds


def child(tool: str, table: Path, out: Path) -> None:
    """Run one tool in this process; print its seconds and its peak memory in MB."""
    start = perf_counter()
    {"ours": ours, "rdflib": rdflib}[tool](table, out)
    print(perf_counter() - start, peak())


def peak() -> float:
    """Give this process's peak memory in MB (its own alone: getrusage counts what stood here before exec)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.findall(r"VmHWM:\s+(\d+)", status)[0]) / KIBI


def measure(name: str, table: Path, size: int, command: list[str]) -> Result:
    """Run a tool as a process of its own; its last line of output is seconds and memory."""
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, memory = map(float, done.stdout.split()[-2:])
    return Result(name, size, counted(table), seconds, memory)


def morph(folder: Path) -> list[str]:
    """Give the command that runs morph-kgc on the table of a folder, in an environment of its own."""
    home = Path(tempfile.gettempdir()) / "kg-bench-morph"
    python = home / "bin" / "python"
    if not (home / "ready").exists():
        venv.create(home, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "morph-kgc>=2.8", "setuptools"], check=True)
        (home / "ready").touch()
    (folder / "mapping.ttl").write_text(mapping(folder / "claims.csv"), encoding="utf-8")
    settings = f"[CONFIGURATION]\noutput_file={folder / 'morph.nq'}\noutput_format=N-QUADS\nnumber_of_processes=2\n"
    (folder / "morph.ini").write_text(f"{settings}[data]\nmappings={folder / 'mapping.ttl'}\n", encoding="utf-8")
    return [str(python), str(HERE.with_name("run_morph.py")), str(folder / "morph.ini")]


def python_tool(tool: str, table: Path) -> list[str]:
    """Give the command that runs one of our own functions on a table, its output thrown away."""
    return [sys.executable, str(HERE), "--child", tool, str(table), os.devnull]


def scratch() -> str | None:
    """Give a folder in memory where there is one, so that no tool waits for a disk."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  # a fresh folder is made in it


def make_table(folder: Path, size: int) -> Path:
    """Write a table of claims."""
    folder.mkdir()
    table = folder / "claims.csv"
    with table.open("w", encoding="utf-8") as file:
        subprocess.run([sys.executable, HERE.with_name("synthetic.py"), str(size)], check=True, stdout=file)
    return table


def main() -> None:
    """Measure, and print a table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--size", type=int, default=1_000_000)
    options.add_argument("--peers", type=int, default=20_000)
    options.add_argument("--skip-morph", action="store_true")
    options.add_argument("--child", nargs=3, metavar=("TOOL", "TABLE", "OUT"))
    chosen = options.parse_args()
    if chosen.child:
        child(chosen.child[0], Path(chosen.child[1]), Path(chosen.child[2]))
        return
    with tempfile.TemporaryDirectory(dir=scratch()) as name:
        results = list(run(Path(name), chosen.size, chosen.peers, skip_morph=chosen.skip_morph))
    show(results)


def run(folder: Path, size: int, peers: int, *, skip_morph: bool) -> Iterator[Result]:
    """Measure each tool in turn."""
    large, tenth = make_table(folder / "large", size), make_table(folder / "tenth", size // 10)
    small = make_table(folder / "small", peers)
    yield measure("kg", large, size, python_tool("ours", large))
    yield measure("kg tenth", tenth, size // 10, python_tool("ours", tenth))
    yield measure("kg small", small, peers, python_tool("ours", small))
    yield measure("rdflib", small, peers, python_tool("rdflib", small))
    if not skip_morph:
        result = measure("morph-kgc", tenth, size // 10, morph(folder / "tenth"))
        with (folder / "tenth" / "morph.nq").open(encoding="utf-8") as file:
            yield replace(result, quads=sum(1 for _ in file))


def show(results: list[Result]) -> None:
    """Print what was measured, and how many times faster a claim is with us."""
    first = results[0]
    print(f"{'tool':<12}{'claims':>10}{'quads':>12}{'seconds':>10}{'claims/s':>11}{'peak MB':>9}{'kg is':>9}")
    for one in results:
        ratio = "" if re.match("kg", one.name) else f"{first.rate / one.rate:.1f} ×"
        print(
            f"{one.name:<12}{one.claims:>10,}{one.quads:>12,}{one.seconds:>10.1f}"
            f"{one.rate:>11,.0f}{one.memory:>9.0f}{ratio:>9}"
        )


if __name__ == "__main__":
    main()
