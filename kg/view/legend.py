"""What is drawn how, and how often: the legend of a network."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.network import Network
from kg.palette import LINES
from kg.palette import STYLES
from kg.palette import LineStyle
from kg.palette import Style
from kg.palette import line
from kg.palette import style

SHAPES = {  # for the legend, in a box from -10 to 10; the same shapes as vis-network draws
    "dot": "M-8 0a8 8 0 1 0 16 0a8 8 0 1 0 -16 0Z",
    "square": "M-8 -8H8V8H-8Z",
    "diamond": "M0 -9.5L9.5 0L0 9.5L-9.5 0Z",
    "triangle": "M0 -8.5L9 7H-9Z",
    "triangleDown": "M0 8.5L9 -7H-9Z",
    "hexagon": "M-9 0L-4.5 -7.8H4.5L9 0L4.5 7.8H-4.5Z",
    "star": "M0 -9.5L2.6 -3.3L9.2 -2.9L4.1 1.4L5.8 7.9L0 4.3L-5.8 7.9L-4.1 1.4L-9.2 -2.9L-2.6 -3.3Z",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the legend: what is drawn how, and how often."""

    key: str
    label: str
    count: int
    look: Style | LineStyle


def groups(network: Network) -> Iterator[Entry]:
    """Give the groups of a network's nodes, in the palette's order."""
    looks = [style(node.lineage) for node in network.nodes]
    for look in STYLES:
        if look in looks:
            yield Entry(look.group, _label(look, network), looks.count(look), look)


def _label(look: Style, network: Network) -> str:
    """Name a group by those of its classes that are there, in the ontology's words."""
    lineages = [node.lineage for node in network.nodes if style(node.lineage) == look]
    present = {next((name for name in lineage if name in look.classes), look.group) for lineage in lineages}
    return ", ".join(network.corpus.ontology.label(name) for name in look.classes if name in present)


def lines(network: Network) -> Iterator[Entry]:
    """Give the kinds of its edges, strongest first."""
    kinds_drawn = [line(edge) for edge in network.edges]
    for name, look in LINES.items():
        if name in kinds_drawn:
            yield Entry(name, look.about, kinds_drawn.count(name), look)
