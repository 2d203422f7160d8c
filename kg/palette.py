"""Colour and shape of nodes by class, and the line of edges by what kind of saying they rest on.

Every group has a colour and a shape of its own, so that colour is never the only sign. All colours
keep a contrast of 3 to 1 or more on white and on near-black (WCAG 2.2, 1.4.11); they start from Okabe
and Ito's palette, darkened where that contrast asks for it. Names of groups are the ontology's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from kg.model import Claim
from kg.network import Edge
from kg.terms import Mode


@dataclass(frozen=True, slots=True)
class Style:
    """How the entities of one group look.

    Attributes:
        colour: ``#rrggbb``.
        shape: a name of vis-network's (``dot``, ``square``, ``triangle`` …).
        group: the local name of the class that names the group, unique.
        classes: local names of every class that counts as the group.
    """

    colour: str
    shape: str
    group: str
    classes: tuple[str, ...]


OTHER = Style("#767676", "square", "Entity", ("Entity",))
STYLES = (
    Style("#d55e00", "triangle", "ArmedGroup", ("ArmedGroup",)),
    Style("#0072b2", "square", "State", ("State", "Government", "StateForces")),
    Style("#2f8fc4", "hexagon", "Organization", ("Organization",)),
    Style("#c4679a", "star", "Person", ("Person",)),
    Style("#a97400", "triangleDown", "Group", ("Group", "Agent")),
    Style("#009e73", "dot", "Place", ("Place",)),
    Style("#8a63c9", "diamond", "Event", ("Event", "Circumstance")),
    Style("#7f7f12", "hexagon", "Concept", ("Concept", "Role")),
    Style("#a5584a", "dot", "Work", ("Work",)),
    Style("#8c7346", "square", "Resource", ("Resource",)),
    OTHER,
)
LITERAL = Style(OTHER.colour, OTHER.shape, "Literal", ())  # not an entity: only in files that have literals as nodes
_BY_CLASS = {name: style for style in STYLES for name in style.classes}


def style(lineage: Sequence[str]) -> Style:
    """Give the look of an entity from its class and the classes above it, nearest first.

    >>> style(["Militia", "ArmedGroup", "Organization", "Agent", "Entity"]).group
    'ArmedGroup'
    """
    return next((_BY_CLASS[name] for name in lineage if name in _BY_CLASS), OTHER)


class Line(StrEnum):
    """What kind of saying an edge rests on, strongest first."""

    ASSERTED = "asserted"
    REPORTED = "reported"
    PRESUPPOSED = "presupposed"
    INFERRED = "inferred"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True)
class LineStyle:
    """How edges of one kind look.

    Attributes:
        colour: ``#rrggbb``.
        width: in pixels.
        dashes: lengths of dash and gap in pixels; empty for a solid line.
        about: what the line means, for a legend.
        mark: what keeps it from being a plain fact, in a word for labels that may stand alone; empty for nothing.
    """

    colour: str
    width: float
    dashes: tuple[int, ...]
    about: str
    mark: str = ""


LINES = {
    Line.ASSERTED: LineStyle("#66717d", 3.2, (), "stated by the document itself"),
    Line.REPORTED: LineStyle("#7d8792", 1.6, (), "reported: the document relays another voice"),
    Line.PRESUPPOSED: LineStyle("#66717d", 2.4, (3, 6), "presupposed or estimated"),
    Line.INFERRED: LineStyle("#b5338a", 3.2, (12, 8), "inferred by a curator; no passage says it", "inferred"),
    Line.UNCONFIRMED: LineStyle(
        "#8a8a8a", 1.8, (2, 8), "unconfirmed: probable, possible or an assessment", "unconfirmed"
    ),
}
_ORDER = tuple(Line)


def labelled(label: str, kind: Line, *more: str) -> str:
    """Give an edge's label as drawings and files have it: with what keeps it from being a plain fact.

    >>> labelled("withdrew from", Line.INFERRED), labelled("captured", Line.ASSERTED, "may hold")
    ('withdrew from (inferred)', 'captured (may hold)')
    """
    marks = ", ".join(filter(None, (LINES[kind].mark, *more)))
    return f"{label} ({marks})" if marks else label


def line(edge: Edge) -> Line:
    """Give the strongest kind of saying among an edge's claims."""
    if edge.unconfirmed:
        return Line.UNCONFIRMED
    return min((claim_line(claim) for claim in edge.claims), key=_ORDER.index)


def claim_line(claim: Claim) -> Line:
    """Give what kind of saying an edge rests on that stands for this claim alone."""
    if claim.mode is Mode.INFERRED:
        return Line.INFERRED
    if claim.mode in {Mode.PRESUPPOSED, Mode.ESTIMATED}:
        return Line.PRESUPPOSED
    if claim.mode is Mode.ASSESSED:
        return Line.UNCONFIRMED
    return Line.REPORTED if claim.mode is Mode.REPORTED or len(claim.voices) > 1 else Line.ASSERTED


def rgb(colour: str) -> tuple[int, int, int]:
    """Give red, green and blue, 0 to 255, of ``#rrggbb``.

    >>> rgb("#d55e00")
    (213, 94, 0)
    """
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
