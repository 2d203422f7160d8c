"""``kg path``: how two entities hang together, with a sentence for every hop."""

import json
from pathlib import Path
from typing import Any

import click

from kg.cli._common import clean
from kg.cli._common import corpus_argument
from kg.cli._common import count
from kg.cli._common import graph_of
from kg.cli._common import graph_options
from kg.cli._common import verbosity
from kg.cli._telling import Telling
from kg.cli._telling import block
from kg.cli._telling import markdown
from kg.paths import HOPS
from kg.paths import SHOWN
from kg.paths import Paths
from kg.paths import Step
from kg.paths import best_claim
from kg.table import row
from kg.timeline import reading

COLUMNS = ("path", "hop", "from", "to", "what", "when", "sentence", "voices", "document", "note")
INFERRED = "inferred by a curator: no sentence says it"
UNCONFIRMED = "unconfirmed: not told as certain fact"


@click.command(epilog='Example: kg path Mayadeen "US-backed SDF" --hops 3')
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@corpus_argument
@click.option("--hops", type=click.IntRange(1, 99), default=HOPS, show_default=True, help="The longest path allowed.")
@click.option("--all", "every", is_flag=True, help=f"Every path that is equally short, not only the first {SHOWN}.")
@click.option("--format", "style", type=click.Choice(["table", "json", "md"]), default="table", show_default=True)
@graph_options
@verbosity
def command(
    one: str,
    other: str,
    corpus: Path | None,
    hops: int,
    style: str,
    policy: str,
    base: str | None,
    *,
    every: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Show the shortest chains of plain edges between A and B, with the sentence behind every hop.

    A and B are ids, labels or any spelling. Edges are walked in both directions; each hop is written as it is
    told. A path says that texts link the two, not that they act together or for one another.
    """
    graph = graph_of(corpus, policy, base, quiet=quiet, verbose=verbose)
    found = graph.paths(one, other, hops, None if every else SHOWN)
    telling = Telling(graph)
    if style == "json":
        click.echo(json.dumps(_json(telling, found), ensure_ascii=False, indent=1))
        return
    click.echo(clean(_heading(telling, found, hops)))
    if style == "md" and found.paths:
        click.echo("\n" + markdown(COLUMNS, _rows(telling, found)))
    elif found.paths:
        click.echo("\n".join(_lines(telling, found)))


def _heading(telling: Telling, found: Paths, hops: int) -> str:
    start, end = telling.name(found.start), telling.name(found.end)
    if found.start == found.end:
        return f"{start} is both ends: there is no path to look for."
    if found.distance is None:
        return f"no path between {start} and {end}: {_unlinked(telling, found)}"
    if found.distance > hops:
        message = f"no path of at most {count(hops, 'hop')} between {start} and {end}: the shortest has"
        return f"{message} {found.distance} (--hops {found.distance})"
    shown = "" if len(found) == found.total else f", the first {len(found)} of them (--all shows every one)"
    return f"{start} to {end}: {count(found.distance, 'hop')}, {count(found.total, 'shortest path')}{shown}"


def _unlinked(telling: Telling, found: Paths) -> str:
    linked = {node.entity.id for node in telling.graph.network.nodes}
    bare = [telling.name(name) for name in (found.start, found.end) if name not in linked]
    hint = "That means that no text links them by what it tells as fact, not that there is no link."
    if bare:
        return f"no plain edge touches {' or '.join(bare)}. {hint} kg timeline shows what is told."
    return f"no chain of plain edges joins them. {hint}"


def _lines(telling: Telling, found: Paths) -> list[str]:
    lines = []
    for number, path in enumerate(found, 1):
        chain = telling.name(path.steps[0].source) + "".join(_link(telling, step) for step in path.steps)
        lines += ["", *block(f"{number}. {chain}", 0)]
        for step in path.steps:
            lines += _step(telling, step)
    return lines


def _link(telling: Telling, step: Step) -> str:
    left, right = ("—", "→") if step.forward else ("←", "—")
    label = f"{step.edge.label} (inferred)" if step.edge.inferred else step.edge.label
    return f" {left} {label} {right} {telling.name(step.target)}"


def _step(telling: Telling, step: Step) -> list[str]:
    claim = step.claim
    (what,) = telling.what([claim])
    lines = ["", *block(", ".join(filter(None, (what, reading(claim)))), 3)]
    lines += block(f"({_marks(step)})", 3) if _marks(step) else []
    lines += [line for said in telling.remarks(claim) for line in block(said, 6)]
    lines += block(f"Why: {claim.rationale}", 6) if claim.rationale else []
    also = telling.what(best_claim(edge) for edge in step.edges[1:])
    return lines + (block(f"also between them: {'; '.join(also)}", 6) if also else [])


def _marks(step: Step) -> str:
    marks = [INFERRED] if step.edge.inferred else []
    return "; ".join(marks + ([UNCONFIRMED] if step.edge.unconfirmed else []))


def _rows(telling: Telling, found: Paths) -> list[list[str]]:
    rows = []
    for number, path in enumerate(found, 1):
        for hop, step in enumerate(path.steps, 1):
            claim = step.claim
            what, marks = *telling.what([claim]), _marks(step)
            ends = [telling.name(step.source), telling.name(step.target)]
            told = [f"{what} ({marks})" if marks else what, reading(claim)]
            rows += [
                [str(number), str(hop), *ends, *told, f"“{exact}”", voices, document, claim.note]
                for exact, voices, document in telling.passages(claim)
            ]
    return rows


def _json(telling: Telling, found: Paths) -> dict[str, Any]:
    corpus, policy = telling.graph.corpus, telling.graph.policy

    def step_json(step: Step) -> dict[str, Any]:
        return {
            "from": step.source,
            "to": step.target,
            "relation": step.edge.predicate,
            "forward": step.forward,
            "inferred": step.edge.inferred,
            "unconfirmed": step.edge.unconfirmed,
            "claim": row(step.claim, corpus, policy),
            "also": [[edge.source, edge.predicate, edge.target] for edge in step.edges[1:]],
        }

    paths = [[step_json(step) for step in path.steps] for path in found]
    return {"start": found.start, "end": found.end, "distance": found.distance, "total": found.total, "paths": paths}
