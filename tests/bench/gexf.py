"""A million edges with their evidence as GEXF: this package beside networkx's ``write_gexf``, in one run.

``python tests/bench/gexf.py`` prints seconds, peak memory and ratios. Each is a process of its own, its output
thrown away. Ours goes from a stream of claims to the end of the file: claims are made, brought together and
written, nodes are placed. networkx's seconds are those of ``write_gexf`` alone: its graph, with the same attributes,
is there before the clock starts (but is in its memory). Seconds are the processor's, so that other work on the
machine counts for little; "time" counts the making of our claims, which "unmade" leaves out.

Options: ``--edges N``; ``--peer N`` (edges for networkx, 10 GB a million; 0 for none); ``--sizes N,N`` (more sizes
for us alone); ``--same`` (write twice, under two hash seeds, and compare).
"""

import argparse
import gc
import json
import os
import subprocess
import sys
from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from time import process_time
from typing import Any
from typing import cast

sys.path.insert(0, str(Path(__file__).parent))

from build import peak

import kg
from kg.export.gexf import write
from kg.model import Claim
from kg.model import Corpus
from kg.model import Document
from kg.model import Entity
from kg.model import Evidence
from kg.palette import LINES
from kg.palette import Line
from kg.palette import rgb
from kg.stream import Stream
from kg.stream.rows import EdgeRow
from kg.terms import BASE
from kg.terms import Mode
from kg.terms import ontology
from kg.when import When
from kg.when import parse
from kg.write import encoded

ENTITIES, DOCUMENTS, VOICES, DAYS = 2_000, 500, 50, 2_000
RELATIONS = ("attacked", "captured", "controls", "fought", "moved_toward", "present_in", "supports", "withdrew_from")
TRIPLES = ENTITIES * len(RELATIONS) * ENTITIES
STEP = 19_999_999  # a prime: steps of it come to every triple before any comes again
TOLD_AGAIN = 20  # of so many edges, one has a second claim
NAMES = [f"Entity{number}" for number in range(ENTITIES)]
PAPERS = [f"document-{number}" for number in range(DOCUMENTS)]
SPOKEN = [(NAMES[one],) if one % 4 else (NAMES[one], NAMES[one + 1]) for one in range(VOICES)]
FIRST_DAY = date(2014, 1, 1)


def times() -> list[When | None]:
    """Give days, months, periods, and for one claim in ten no time."""
    days = [FIRST_DAY + timedelta(days=number) for number in range(DAYS)]
    forms = (str, lambda day: str(day)[:7], lambda day: f"{day}/{day + timedelta(days=9)}")
    return [parse(forms[number % 3](day)) if number % 10 else None for number, day in enumerate(days)]


class Claims:
    """A stream of claims for so many edges, one in twenty of which has a second claim; none is held."""

    def __init__(self, edges: int) -> None:
        self.edges = edges

    def __iter__(self) -> Iterator[Claim]:
        """Make the claims."""
        when, modes = times(), (Mode.ASSERTED, Mode.REPORTED, Mode.ASSERTED, Mode.PRESUPPOSED)
        for number in range(self.edges * (TOLD_AGAIN + 1) // TOLD_AGAIN):
            rest, source = divmod(number % self.edges * STEP % TRIPLES, ENTITIES)
            target, relation = divmod(rest, len(RELATIONS))
            said = f"Officials said on day {number} that forces under his command took the town after days of fighting."
            key = f"{number:016x}"
            passage = Evidence(key, PAPERS[number % DOCUMENTS], number, number + 100, said)
            yield Claim(
                key, NAMES[source], RELATIONS[relation], NAMES[target], (passage,), SPOKEN[number % VOICES],
                modes[number % 4], when=when[number * 7 % DAYS],
            )  # fmt: skip


def stream(edges: int) -> kg.Graph:
    """Give a graph over a stream of claims."""
    entities = {name: Entity(name, "Settlement", f"Entity {name[6:]}", (f"Alias of {name}",)) for name in NAMES}
    documents = {name: Document(name, "", "", "x", "x", "Title", FIRST_DAY, NAMES[0]) for name in PAPERS}
    claims = cast("list[Claim]", Claims(edges))  # gone through, never indexed
    return kg.build(Corpus("Made up", BASE, ontology(), documents, entities, claims))


def ours(edges: int, take: Callable[[bytes], object]) -> float:
    """Write with kg; give its seconds."""
    graph = stream(edges)
    start = process_time()
    for block in encoded(write(graph)):
        take(block)
    return process_time() - start


def peer(edges: int) -> float:
    """Write with networkx; give the seconds of ``write_gexf``."""
    import networkx as nx  # noqa: PLC0415

    corpus = stream(edges).corpus
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(mode="dynamic", timeformat="date")
    for name in NAMES:
        look: dict[str, Any] = {
            "size": 10.0,
            "position": {"x": 1.0, "y": 2.0, "z": 0.0},
            "color": {"r": 1, "g": 2, "b": 3},
        }
        graph.add_node(
            name, label=f"Entity {name[6:]}", entity_type="Settlement", aliases=f'["Alias of {name}"]', viz=look
        )
    for row in Stream(corpus).rows():
        graph.add_edge(row.source, row.target, key=row.kind, **attributes(row))
    gc.collect()
    start = process_time()
    nx.write_gexf(graph, os.devnull, version="1.2draft")
    return process_time() - start


def attributes(row: EdgeRow) -> dict[str, Any]:
    """Give what our file says of an edge, as networkx takes it."""
    red, green, blue = rgb(LINES[Line(row.line)].colour)
    first, last = row.bounds
    values = {
        "id": f"{row.source} {row.kind} {row.target}", "label": row.kind, "kind": row.kind,
        "weight": len(row.independent), "predicate": row.predicate, "iri": f"{BASE}ontology#{row.predicate}",
        "symmetric": False, "polarity": "positive",
        "claims": listed([f"{BASE}claim/{key}" for key in row.claims]), "quotes": listed(row.quotes),
        "voices": listed([" > ".join(chain) for chain in row.voices]), "documents": listed(row.documents),
        "mode": row.modes[0], "modes": listed(row.modes), "certainty": row.certainty, "inferred": False,
        "viz": {"color": {"r": red, "g": green, "b": blue}},
    }  # fmt: skip
    if row.edtf:
        values |= {"edtf": listed(row.edtf), "first": first, "last": last, "spells": list(row.spells)}
    return values


def listed(items: "tuple[str, ...] | list[str]") -> str:
    """Give a list as text, which networkx would take for times otherwise."""
    return json.dumps(items, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Result:
    """What one tool did."""

    name: str
    edges: int
    seconds: float
    memory: float
    digest: str = ""


def child(tool: str, edges: int) -> None:
    """Run one tool in this process; print its seconds, its peak memory in MB, and a hash of what it wrote."""
    if tool == "networkx":
        print(peer(edges), peak(), "-")
    elif tool == "claims":
        start = process_time()
        for _ in Claims(edges):
            pass
        print(process_time() - start, peak(), "-")
    elif tool == "same":
        digest = sha256()
        print(ours(edges, digest.update), peak(), digest.hexdigest())
    else:
        with Path(os.devnull).open("wb") as file:
            print(ours(edges, file.write), peak(), "-")


def measure(tool: str, edges: int, seed: str = "0") -> Result:
    """Run a tool as a process of its own."""
    command = [sys.executable, str(Path(__file__).resolve()), "--child", tool, str(edges)]
    done = subprocess.run(
        command, check=True, capture_output=True, text=True, env={**os.environ, "PYTHONHASHSEED": seed}
    )
    seconds, memory, digest = done.stdout.split()[-3:]
    return Result(tool, edges, float(seconds), float(memory), digest)


def show(result: Result, own: Result | None = None, made: Result | None = None) -> None:
    """Print a row; beside networkx's, how many times as much it takes an edge."""
    each = result.seconds / result.edges
    ratios = ""
    if own and made:
        writing = own.seconds / own.edges - made.seconds / made.edges
        ratios = (
            f"{each / own.seconds * own.edges:>8.1f} ×{each / writing:>10.1f} ×{result.memory / own.memory:>8.1f} ×"
        )
    print(
        f"{result.name:<9}{result.edges:>10,}{result.seconds:>9.1f}{each * 1e6:>9.1f}{result.memory:>9.0f}{ratios}",
        flush=True,
    )


def main() -> None:
    """Measure, and print a table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--edges", type=int, default=1_000_000)
    options.add_argument("--peer", type=int)
    options.add_argument("--sizes", default="")
    options.add_argument("--same", action="store_true")
    options.add_argument("--child", nargs=2, metavar=("TOOL", "EDGES"))
    chosen = options.parse_args()
    if chosen.child:
        child(chosen.child[0], int(chosen.child[1]))
        return
    columns = f"{'time':>10}{'unmade':>12}{'memory':>10}"
    print(f"{'tool':<9}{'edges':>10}{'seconds':>9}{'µs/edge':>9}{'peak MB':>9}{columns}")
    made = measure("claims", chosen.edges)
    show(made)
    own = measure("kg", chosen.edges)
    show(own)
    for size in filter(None, chosen.sizes.split(",")):
        show(measure("kg", int(size)))
    wanted = chosen.edges if chosen.peer is None else chosen.peer
    if wanted:
        show(measure("networkx", wanted), own, made)
    if chosen.same:
        several = {measure("same", chosen.edges, seed).digest for seed in "12"}
        print("the same bytes twice" if len(several) == 1 else "NOT the same bytes")


if __name__ == "__main__":
    main()
