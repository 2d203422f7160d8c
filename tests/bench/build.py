"""N-Quads from a table of claims: this package beside rdflib and morph-kgc, in one run.

``python tests/bench/build.py`` prints claims a second, peak memory and ratios. Each tool is a process
of its own and reads the same table; morph-kgc stands in an environment of its own, made on first use.
Options: ``--size N`` (claims for us), ``--peers N`` (claims for rdflib and morph-kgc), ``--skip-morph``.
"""

import argparse
import csv
import re
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_SELF
from resource import getrusage
from time import perf_counter

from kg.model import Claim
from kg.rdf.claims import Context
from kg.rdf.dataset import claim_blocks
from kg.rdf.dataset import edge_blocks
from kg.rdf.dataset import quads
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


def lines(table: Iterable[Claim]) -> Iterator[str]:
    """Give the N-Quads of a table of claims, as ``kg build`` streams them."""
    context = Context(Names(BASE), ontology(), entities(), {})
    yield from quads(claim_blocks(table, context), context.names.graph)
    yield from quads(edge_blocks(table, context), context.names.graph)


def ours(table: Path, out: Path) -> None:
    """Stream the table to N-Quads."""
    with out.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(lines(Table(table)))


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
    context = Context(Names(BASE), ontology(), entities(), {})
    for stream in (claim_blocks(Table(table), context), edge_blocks(Table(table), context)):
        for block in stream:
            named = dataset.graph(URIRef(context.names.graph[block.graph][1:-1]))
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
    print(perf_counter() - start, getrusage(RUSAGE_SELF).ru_maxrss / KIBI)  # noqa: T201


def measure(name: str, table: Path, size: int, command: Callable[[Path], list[str]]) -> Result:
    """Run a tool as a process of its own; its last line of output is seconds and memory."""
    out = table.with_name(f"{name.replace(' ', '-')}.nq")
    done = subprocess.run(command(out), check=True, capture_output=True, text=True)
    seconds, memory = map(float, done.stdout.split()[-2:])
    with out.open(encoding="utf-8") as file:
        found = sum(1 for _ in file)
    out.unlink()
    return Result(name, size, found, seconds, memory)


def morph(folder: Path) -> Callable[[Path], list[str]]:
    """Give the command that runs morph-kgc on the table of a folder, in an environment of its own."""
    home = Path(tempfile.gettempdir()) / "kg-bench-morph"
    python = home / "bin" / "python"
    if not (home / "ready").exists():
        venv.create(home, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "morph-kgc>=2.8", "setuptools"], check=True)
        (home / "ready").touch()
    (folder / "mapping.ttl").write_text(mapping(folder / "claims.csv"), encoding="utf-8")

    def command(out: Path) -> list[str]:
        settings = f"[CONFIGURATION]\noutput_file={out}\noutput_format=N-QUADS\nnumber_of_processes=2\n"
        (folder / "morph.ini").write_text(f"{settings}[data]\nmappings={folder / 'mapping.ttl'}\n", encoding="utf-8")
        return [str(python), str(HERE.with_name("run_morph.py")), str(folder / "morph.ini")]

    return command


def python_tool(tool: str, table: Path) -> Callable[[Path], list[str]]:
    """Give the command that runs one of our own functions on a table."""
    return lambda out: [sys.executable, str(HERE), "--child", tool, str(table), str(out)]


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
    with tempfile.TemporaryDirectory() as name:
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
        yield measure("morph-kgc", tenth, size // 10, morph(folder / "tenth"))


def show(results: list[Result]) -> None:
    """Print what was measured, and how many times faster a claim is with us."""
    first = results[0]
    print(f"{'tool':<12}{'claims':>10}{'quads':>12}{'seconds':>10}{'claims/s':>11}{'peak MB':>9}{'kg is':>9}")  # noqa: T201
    for one in results:
        ratio = "" if re.match("kg", one.name) else f"{first.rate / one.rate:.1f} ×"
        print(  # noqa: T201
            f"{one.name:<12}{one.claims:>10,}{one.quads:>12,}{one.seconds:>10.1f}"
            f"{one.rate:>11,.0f}{one.memory:>9.0f}{ratio:>9}"
        )


if __name__ == "__main__":
    main()
