"""``kg stats --network``: who stands where in the network, as tables, Markdown or JSON."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import click

from kg.cli._common import count
from kg.cli._common import show_table
from kg.cli._telling import block
from kg.cli._telling import markdown
from kg.graph import Graph
from kg.metrics import COLUMNS
from kg.table import label

MEMBERS = 5  # of a community that are named in its row
ENTITY_COLUMNS = ("entity", "type", *(name.replace("_", " ") for name in COLUMNS))
GROUP_COLUMNS = ("community", "entities", "most edges")


def show_network(graph: Graph, style: str, top: int) -> None:
    """Print the measures of a graph's network.

    Args:
        graph: a graph, or a selection of one.
        style: ``table``, ``json`` (every entity, whatever ``top`` is) or ``md``.
        top: how many entities, and how many communities, the tables hold.
    """
    if style == "json":
        click.echo(json.dumps(_json(graph), ensure_ascii=False, indent=1))
        return
    found = graph.measures
    entities, groups = list(entity_rows(graph, top)), list(_groups(graph, top))
    click.echo("\n".join(line for text in _heading(graph) for line in block(text, 0)))
    if not found.edges:
        return
    click.echo()
    if style == "md":
        click.echo(f"{markdown(ENTITY_COLUMNS, entities)}\n\n{markdown(GROUP_COLUMNS, groups)}")
        return
    shown = f"{len(entities)} of {len(found.by_entity):,}" if len(entities) < len(found.by_entity) else "all"
    show_table(f"entities, most edges first: {shown}", ENTITY_COLUMNS, entities, numbers=range(2, len(ENTITY_COLUMNS)))
    shown = f"{len(groups)} of {len(found.communities):,}" if len(groups) < len(found.communities) else "all"
    show_table(f"communities, largest first: {shown}", GROUP_COLUMNS, groups, numbers=(0, 1))


def _heading(graph: Graph) -> Iterator[str]:
    found = graph.measures
    yield (
        f"{graph.corpus.title}: {count(len(found.by_entity), 'node')}, {count(found.edges, 'edge')} (policy "
        f"{graph.policy}); communities: {len(found.communities):,}, parts that hang together: {len(found.components):,}"
    )
    if not found.edges:
        yield "No plain edge, so nothing is measured. That means unknown, not nothing."
        return
    yield (
        "Degrees count plain edges, and voices are the independent voices behind these edges: claims that are no plain "
        "edge (predicted, denied, judged, of literals) have voices that are not counted here."
    )
    yield found.caution
    if found.pivots is not None:
        yield f"Betweenness is estimated from {found.pivots} of the entities."


def entity_rows(graph: Graph, top: int) -> Iterator[list[str]]:
    """Give the rows of the table of entities, most edges first."""
    corpus = graph.corpus
    ranked = sorted(graph.measures.by_entity.items(), key=lambda item: (-item[1].degree, item[0]))
    for name, measure in ranked[:top]:
        kind = corpus.ontology.label(corpus.entities[name].type)
        yield [label(name, corpus), kind, *(_number(value) for value in asdict(measure).values())]


def _number(value: float) -> str:
    return f"{value:.4f}" if isinstance(value, float) else f"{value:,}"


def _groups(graph: Graph, top: int) -> Iterator[list[str]]:
    for number, group in enumerate(graph.measures.communities[:top], 1):
        named = "; ".join(label(name, graph.corpus) for name in group[:MEMBERS])
        more = f"; and {len(group) - MEMBERS:,} more" if len(group) > MEMBERS else ""
        yield [str(number), f"{len(group):,}", f"{named}{more}"]


def _json(graph: Graph) -> dict[str, Any]:
    found = graph.measures
    return {
        "caution": found.caution,
        "policy": str(graph.policy),
        "edges": found.edges,
        "betweenness_estimated_from": found.pivots,
        "entities": [
            {"entity": name, "label": label(name, graph.corpus), **asdict(measure)}
            for name, measure in found.by_entity.items()
        ],
        "communities": [list(group) for group in found.communities],
        "components": [list(group) for group in found.components],
    }
