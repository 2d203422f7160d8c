"""What can be wished for when a network is written."""

from dataclasses import dataclass

from kg.projection import FACTUAL
from kg.terms import Mode

DENIED = "denied"
UNREAL = tuple(mode.value for mode in Mode if mode not in FACTUAL and mode is not Mode.ASSESSED)
DRAWABLE = (DENIED, *UNREAL)  # what is never a plain edge, but can be drawn as a kind of its own


@dataclass(frozen=True, slots=True)
class Options:
    """How a network is written.

    Attributes:
        also: which of ``DRAWABLE`` are drawn besides, under kinds such as ``denied:captured``.
        static: whether edges go without times to filter by; their dates stay as columns.
        full: whether literals are nodes too, so that claims whose object is one are drawn.
    """

    also: frozenset[str] = frozenset()
    static: bool = False
    full: bool = False
