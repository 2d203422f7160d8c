"""The stored questions over a million triples: this package beside rdflib, in one run.

``python tests/bench/query.py`` prints the seconds that each question takes, and the ratios. The data is the built-in
graph, over and over: each copy's claims, passages and documents are its own, and its entities are shared with a few
other copies, so that a question about one town meets several documents. Both engines load the same files, Turtle (as
``graph.ttl``, which the README tells others to load) and N-Triples, and answer the same text, with the same number of
rows; rdflib is stopped when it has taken ``--times`` as long (but 2 s at least, 180 s at most), and then the ratio is a
lower bound. Ours are answered as ``kg ask`` and ``kg serve`` do it, by a process that can be stopped.
Options: ``--triples N``, ``--times N``, ``--only NAME`` (repeatable).
"""

import argparse
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from math import exp
from math import log
from pathlib import Path
from statistics import median
from time import perf_counter
from types import FrameType

import pyoxigraph as ox

import kg
from kg.query.answer import Answer
from kg.query.pool import Pool
from kg.query.request import Limits
from kg.query.request import Request
from kg.query.source import of_files
from kg.query.stored.questions import questions

ROOT = Path(__file__).resolve().parent.parent.parent
SHARING = 5  # copies that share their entities
TURTLE, LOAD, STORE, OPEN = "TURTLE", "LOAD", "STORE", "OPEN"  # results that are no question
SHORTEST, LONGEST = 2.0, 180.0  # seconds of patience with a question
TIMES = 3  # ours is asked so often; the median counts
_KEY = re.compile(r"(?<=ontology#proposition_key> \")\w+")
_IRI = re.compile(r"<(https://w3id\.org/syraq/(claim|evidence|attribution|doc|background|id)/[^>]*)>")


@dataclass(frozen=True, slots=True)
class Result:
    """What one question took."""

    name: str
    rows: int
    ours: float
    theirs: float
    stopped: bool

    @property
    def ratio(self) -> float:
        """How many times faster ours is, at least."""
        return self.theirs / self.ours


class TooLongError(Exception):
    """The patience for rdflib is over."""


def triples(wanted: int) -> Iterator[str]:
    """Give N-Triples, copy by copy, until there are enough."""
    graph = kg.build(kg.read(ROOT / "seeds"))
    original = [line for line in "".join(graph.nquads()).splitlines() if _in_default(line)]
    seen: set[str] = set()
    copy = 0
    while len(seen) < wanted:
        for line in original:
            renamed = _copied(line, copy)
            if renamed not in seen:
                seen.add(renamed)
                yield renamed + "\n"
        copy += 1


def turtle(path: Path) -> None:
    """Write N-Triples as Turtle beside them, with prefixes, by other people's writer."""
    store = ox.Store()
    store.bulk_load(path=str(path), format=ox.RdfFormat.N_TRIPLES)
    prefixes = dict(kg.build(kg.read(ROOT / "seeds")).names.prefixes)
    written = ox.RdfFormat.TURTLE
    store.dump(str(path.with_suffix(".ttl")), format=written, from_graph=ox.DefaultGraph(), prefixes=prefixes)


def _in_default(line: str) -> bool:
    return not re.search(r"<https://w3id\.org/syraq/graph/[^>]*> \.$", line)


def _copied(line: str, copy: int) -> str:
    """Give a line with the names of a copy; what is derived from entities' names goes with them."""
    line = _IRI.sub(lambda match: _renamed(match, copy), line)
    number = copy // SHARING
    return _KEY.sub(rf"\g<0>-{number}", line) if number else line


def _renamed(match: re.Match[str], copy: int) -> str:
    number = copy // SHARING if match[2] == "id" else copy
    return f"<{match[1]}-{number}>" if number else match[0]


def ask_rdflib(path: Path, patience: Mapping[str, float]) -> Iterator[tuple[str, int, float, bool]]:
    """Load and ask in this process; the first rows are the loading."""
    from rdflib import Graph  # noqa: PLC0415

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TooLongError

    signal.signal(signal.SIGALRM, stop)
    graph = Graph()
    for name, file in ((TURTLE, path.with_suffix(".ttl")), (LOAD, path)):
        graph = Graph()  # one at a time
        start = perf_counter()
        graph.parse(file)
        yield name, len(graph), perf_counter() - start, False
    for name, seconds in patience.items():
        start = perf_counter()
        signal.setitimer(signal.ITIMER_REAL, seconds)
        try:
            count, stopped = len(list(graph.query(questions()[name].text))), False
        except TooLongError:
            count, stopped = 0, True
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        yield name, count, perf_counter() - start, stopped


def rdflib(path: Path, patience: Mapping[str, float]) -> dict[str, tuple[int, float, bool]]:
    """Run rdflib as a process of its own."""
    command = [sys.executable, __file__, "--child", str(path), json.dumps(patience)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    rows = (line.split("\t") for line in done.stdout.splitlines())
    return {name: (int(count), float(seconds), stopped == "True") for name, count, seconds, stopped in rows}


def ours(path: Path, names: list[str]) -> dict[str, tuple[int, float]]:
    """Load into memory, make a store on disk, open it again, and ask; all but the questions are named in capitals."""
    home = path.parent / "stores"
    found = {}
    for name, file in ((TURTLE, path.with_suffix(".ttl")), (LOAD, path)):
        found[name] = (0, median(_timed(lambda: of_files([file]).open()) for _ in range(TIMES)))  # noqa: B023
    found[STORE] = (0, _timed(lambda: of_files([path], home).open()))
    found[OPEN] = (0, median(_timed(lambda: of_files([path], home).open()) for _ in range(TIMES)))
    with Pool(of_files([path], home), limits=Limits(seconds=600)) as pool:
        pool.run(Request("ASK {}"))
        for name in names:
            answers: list[Answer] = []
            seconds = median(_timed(lambda: answers.append(_asked(pool, name))) for _ in range(TIMES))  # noqa: B023
            found[name] = (len(answers[0]), seconds)
    return found


def _asked(pool: Pool, name: str) -> Answer:
    result = pool.run(Request(questions()[name].text))
    assert isinstance(result, Answer)
    return result


def _timed(act: object) -> float:
    assert callable(act)
    start = perf_counter()
    made = act()
    seconds = perf_counter() - start
    del made  # a store takes a while to go, which is not part of its loading
    return seconds


def cold_start() -> tuple[float, float]:
    """Give the seconds of ``kg ask`` on the built-in corpus as a new process: nothing cached yet, and then.

    Python's modules are compiled beforehand, as pip installs them, whatever ``PYTHONDONTWRITEBYTECODE`` says.
    """
    command = [sys.executable, "-m", "kg", "ask", "control", "--place", "Mayadeen", "--on", "2017-10-20"]
    with tempfile.TemporaryDirectory() as folder:
        surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(Path(folder) / "compiled")}
        surroundings.pop("PYTHONDONTWRITEBYTECODE", None)

        def run(cache: str) -> float:
            return _timed(
                lambda: subprocess.run(
                    command, check=True, capture_output=True, cwd=folder, env={**surroundings, "KG_CACHE": cache}
                )
            )

        run(str(Path(folder) / "first"))  # compiles
        uncached = median(run(str(Path(folder) / str(number))) for number in range(2 * TIMES))
        return uncached, median(run(str(Path(folder) / "first")) for _ in range(2 * TIMES))


def main() -> None:
    """Measure, and print a table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--triples", type=int, default=1_000_000)
    options.add_argument("--times", type=float, default=30)
    options.add_argument("--only", action="append")
    options.add_argument("--child", nargs=2, metavar=("FILE", "PATIENCE"))
    chosen = options.parse_args()
    names = chosen.only or [name for name, one in questions().items() if "GRAPH ?" not in one.text]  # none in a file
    if chosen.child:
        for row in ask_rdflib(Path(chosen.child[0]), json.loads(chosen.child[1])):
            print(*row, sep="\t", flush=True)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.nt"
        with path.open("w", encoding="utf-8") as file:
            file.writelines(triples(chosen.triples))
        turtle(path)
        us = ours(path, names)
        patience = {name: min(max(chosen.times * us[name][1], SHORTEST), LONGEST) for name in names}
        show(us, rdflib(path, patience), names)
    uncached, cached = cold_start()
    print(f"kg ask control, from a cold start: nothing cached yet {uncached:.2f} s, then {cached:.2f} s")


def show(us: dict[str, tuple[int, float]], them: dict[str, tuple[int, float, bool]], names: list[str]) -> None:
    """Print what was measured; fail where the two gave different numbers of rows."""
    print(f"{'question':<26}{'rows':>8}{'kg, s':>10}{'rdflib, s':>11}{'kg is':>11}")
    results = [Result(name, us[name][0], us[name][1], *them[name][1:]) for name in names]
    for one in results:
        sign = "> " if one.stopped else ""
        print(f"{one.name:<26}{one.rows:>8,}{one.ours:>10.4f}{one.theirs:>11.2f}{f'{sign}{one.ratio:,.0f} ×':>11}")
    mean = exp(sum(log(one.ratio) for one in results) / len(results))
    print(f"geometric mean {mean:,.0f} ×, lowest {min(one.ratio for one in results):,.1f} ×")
    for name, form in ((TURTLE, "Turtle"), (LOAD, "N-Triples")):
        count, seconds, _ = them[name]
        ratio = seconds / us[name][1]
        print(
            f"load {count:,} triples of {form} into memory: {us[name][1]:.1f} s, rdflib {seconds:.1f} s: {ratio:.1f} ×"
        )
    print(f"make a store of them on disk, once: {us[STORE][1]:.1f} s; open it again: {us[OPEN][1]:.3f} s")
    different = [one.name for one in results if not one.stopped and them[one.name][0] != one.rows]
    if different:
        sys.exit(f"different numbers of rows: {', '.join(different)}")


if __name__ == "__main__":
    main()
