"""``kg timeline``: what is told of an entity, drawn over the months."""

import json
from datetime import date
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
from kg.cli._telling import width
from kg.table import row
from kg.timeline import Entry
from kg.timeline import Scale
from kg.timeline import Section
from kg.timeline import Timeline
from kg.timeline import scale
from kg.when import When
from kg.when import parse

COLUMNS = ("when", "what", "section", "sentence", "voices", "document", "note")
LEGEND = "● that day   █ every day   ░ some day in it, or an end not known exactly   ◄ ► no first or last day is told"
WIDE = 120  # columns of a wide terminal
BAR = {True: 40, False: 24}  # columns of a bar at most, on a wide terminal and on others


@click.command(epilog="Example: kg timeline Mayadeen --from 2017-06 --to 2018")
@click.argument("entity")
@corpus_argument
@click.option("--from", "first", metavar="DATE", help="Leave out what ended before (2017, 2017-10 or 2017-10-14).")
@click.option("--to", "last", metavar="DATE", help="Leave out what began after.")
@click.option("--format", "style", type=click.Choice(["table", "json", "md"]), default="table", show_default=True)
@graph_options
@verbosity
def command(
    entity: str,
    corpus: Path | None,
    first: str | None,
    last: str | None,
    style: str,
    policy: str,
    base: str | None,
    *,
    quiet: bool,
    verbose: bool,
) -> None:
    """Show what is told of ENTITY in order of time: a bar over the months, the claim, and its sentence.

    ENTITY is an id, a label or any spelling. What is told as fact comes first, then what a curator inferred, then
    what is no fact. Claims without a time are counted at the end (kg ask undated lists them).
    """
    start, end = _start(first), _end(last)
    if start and end and start > end:
        message = f"--from {first} is after --to {last}: nothing can be between them"
        raise click.UsageError(message)
    graph = graph_of(corpus, policy, base, quiet=quiet, verbose=verbose)
    found = graph.timeline(entity, start, end)
    telling = Telling(graph)
    if style == "json":
        click.echo(json.dumps(_json(telling, found), ensure_ascii=False, indent=1))
        return
    click.echo(clean(_heading(telling, found)))
    if style == "md" and found.entries:
        click.echo("\n" + markdown(COLUMNS, _rows(telling, found)))
    elif found.entries:
        over = scale(found, BAR[width() >= WIDE], start, end)
        click.echo("\n".join(_lines(telling, found, over)))
    if found.undated:
        left_out = "is left out" if len(found.undated) == 1 else "are left out"
        click.echo(
            f"\n{count(len(found.undated), 'claim')} without a time {left_out}: kg ask undated --entity {found.entity}"
        )


def _start(text: str | None) -> date | None:
    return _when(text, "--from").earliest_start if text else None


def _end(text: str | None) -> date | None:
    return _when(text, "--to").latest_end if text else None


def _when(text: str, option: str) -> When:
    when = parse(text)
    if when.is_interval or when.is_set:
        message = f"{option} {text}: expected one date, such as 2017, 2017-10 or 2017-10-14"
        raise click.UsageError(message)
    return when


def _heading(telling: Telling, found: Timeline) -> str:
    name = telling.name(found.entity)
    if not found.total:
        return f"{name}: no dated claim names it. That means unknown, not nothing."
    every = count(found.total, "dated claim")
    if not found.entries:
        return f"{name}: none of {every} can be of that time. That means unknown, not nothing."
    return f"{name}: {every if len(found) == found.total else f'{len(found):,} of {every}'}"


def _lines(telling: Telling, found: Timeline, over: Scale) -> list[str]:
    lines = ["", over.header()]
    for section in Section:
        entries = found.section(section)
        if entries:
            lines += ["", f"{section.value[0].upper()}{section.value[1:]}", ""]
        what = telling.what(entry.claim for entry in entries)
        for entry, said in zip(entries, what, strict=True):
            lines += _entry(telling, over, entry, said)
    months = "a month" if over.step == 1 else f"{over.step} months"
    return [*lines, "", *block(f"{LEGEND}   (a column is {months})", 0)]


def _entry(telling: Telling, over: Scale, entry: Entry, said: str) -> list[str]:
    bar = over.bar(entry)
    indent = len(bar) + 2
    told = block(f"{entry.reading}: {said}", indent)
    told[0] = bar + told[0][len(bar) :]
    return told + [line for said in telling.remarks(entry.claim) for line in block(said, indent)]


def _rows(telling: Telling, found: Timeline) -> list[list[str]]:
    what = telling.what(entry.claim for entry in found)
    return [
        [entry.reading, said, entry.section, f"“{exact}”", voices, document, entry.claim.note]
        for entry, said in zip(found, what, strict=True)
        for exact, voices, document in telling.passages(entry.claim)
    ]


def _json(telling: Telling, found: Timeline) -> dict[str, Any]:
    corpus, policy = telling.graph.corpus, telling.graph.policy
    entries = [
        {"section": entry.section.name.lower(), "reading": entry.reading, "claim": row(entry.claim, corpus, policy)}
        for entry in found
    ]
    return {"entity": found.entity, "entries": entries, "undated": [claim.key for claim in found.undated]}
