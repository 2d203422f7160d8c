"""What the guide to Gephi counts and names, as tables that ``python tests/readme.py`` writes."""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from datetime import date
from html import escape

import kg
from kg.network import Edge
from kg.palette import LINES
from kg.palette import STYLES
from kg.palette import line as line_style
from kg.palette import style

CONTROL = ("captured", "controls", "gained_control_of", "lost_control_of", "recaptured", "withdrew_from")
MONTH = (date(2017, 10, 1), date(2017, 10, 31))
ROW = 24  # pixels of a legend's line
YEAR = (date(2017, 1, 1), date(2017, 12, 31))


def control(graph: kg.Graph) -> list[Edge]:
    """Give the edges that say who held or took a place."""
    return [edge for edge in graph.network.edges if edge.predicate in CONTROL]


def touching(graph: kg.Graph) -> list[Edge]:
    """Give the dated edges whose time may touch October 2017."""
    return [edge for edge in graph.network.edges if any(_touches(spell) for spell in edge.spells)]


def undated(graph: kg.Graph) -> list[Edge]:
    """Give the edges that have no time: Gephi's timeline keeps them in sight."""
    return [edge for edge in graph.network.edges if not any(first or last for first, last in edge.spells)]


def within(graph: kg.Graph) -> list[Edge]:
    """Give those that touch the month and surely lie in its year."""
    return [edge for edge in touching(graph) if all(_inside(spell) for spell in edge.spells)]


def _touches(spell: tuple[date | None, date | None]) -> bool:
    first, last = spell
    return (first or last) is not None and (first or date.min) <= MONTH[1] and MONTH[0] <= (last or date.max)


def _inside(spell: tuple[date | None, date | None]) -> bool:
    return all(day is not None and YEAR[0] <= day <= YEAR[1] for day in spell)


def ends(edges: Iterable[Edge]) -> int:
    """Count the nodes that edges join."""
    return len({name for edge in edges for name in (edge.source, edge.target)})


def counts(graph: kg.Graph) -> Iterator[tuple[object, ...]]:
    """Give the rows of what is in sight after each step."""
    yield "in sight", "nodes", "edges"
    yield "---", "---", "---"
    rows = (
        ("the file as opened", graph.network.edges),
        ("step 3: six relations of control", control(graph)),
        ("step 4: time may touch October 2017", touching(graph)),
        ("step 4: no time, kept in sight by Gephi", undated(graph)),
        ("step 4: touches the month, and begins and ends in 2017", within(graph)),
    )
    for told, edges in rows:
        yield told, ends(edges), len(edges)


def looks(graph: kg.Graph) -> Iterator[tuple[str, str, str]]:
    """Give colour, kind and meaning of all that a picture of the graph may show, each colour once."""
    used = {style(node.lineage) for node in graph.network.nodes}
    for look in STYLES:
        if look in used:
            yield look.colour, "node", ", ".join(graph.corpus.ontology.label(name) for name in look.classes)
    shown = dict.fromkeys(line_style(edge) for edge in graph.network.edges)
    meanings: dict[str, list[str]] = {}
    for line, drawn in LINES.items():
        if line in shown:
            meanings.setdefault(drawn.colour, []).append(drawn.about)
    for colour, told in meanings.items():
        yield colour, "edge", ", or ".join(told)


def colours(graph: kg.Graph) -> Iterator[tuple[object, ...]]:
    """Give the rows of a legend."""
    yield "colour", "of", "means"
    yield "---", "---", "---"
    for colour, kind, meaning in looks(graph):
        yield f"`{colour}`", kind, meaning


def legend(graph: kg.Graph) -> str:
    """Give the legend as a drawing, to be put beside a picture."""
    rows = list(looks(graph))
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="460" height="{ROW * len(rows) + ROW}" font-family="Arial, '
        'Liberation Sans, sans-serif" font-size="13"><rect width="100%" height="100%" fill="#ffffff"/>'
    ]
    for number, (colour, kind, meaning) in enumerate(rows, 1):
        y = ROW * number
        shape = (
            f'<circle cx="26" cy="{y}" r="7"/>' if kind == "node" else f'<path d="M8 {y - 1}h26v-4l10 5-10 5v-4H8z"/>'
        )
        lines.append(f'<g fill="{colour}">{shape}</g><text x="56" y="{y + 4}" fill="#1b1f24">{escape(meaning)}</text>')
    return "\n".join([*lines, "</svg>\n"])


def table(rows: Iterable[tuple[object, ...]]) -> str:
    """Give rows as Markdown."""
    return "".join(f"| {' | '.join(map(str, row))} |\n" for row in rows)


TABLES: Mapping[str, Callable[[kg.Graph], Iterator[tuple[object, ...]]]] = {"counts": counts, "colours": colours}
