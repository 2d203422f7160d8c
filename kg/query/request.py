"""What is asked of the engine, and within which limits: plain values that travel between processes."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import TypedDict

if TYPE_CHECKING:
    from pyoxigraph import BlankNode
    from pyoxigraph import DefaultGraph
    from pyoxigraph import NamedNode


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may use.

    Attributes:
        seconds: wall-clock time.
        rows: rows or triples of the answer.
        size: bytes of the answer, as N-Triples terms and as written in a format.
        memory: bytes of address space of the process that runs it, the store included.
    """

    seconds: float = 60.0
    rows: int = 1_000_000
    size: int = 256 * 2**20
    memory: int = 8 * 2**30


@dataclass(frozen=True, slots=True)
class Request:
    """A query to run.

    Attributes:
        text: SPARQL 1.1 (and what of 1.2 the engine knows).
        media: the format for rows and ASK, and the one for triples (see ``kg.query.results``), for
            bytes as answer; None for an ``Answer``.
        default_graphs: IRIs of graphs whose union is the default graph; None: what the query says.
        named_graphs: IRIs of the graphs that ``GRAPH`` sees; None: what the query says.
        services: addresses that ``SERVICE`` may call.
        base: where relative IRIs start from, unless the query says; empty for nowhere, where they are an error.
    """

    text: str
    media: tuple[str, str] | None = None
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    services: tuple[str, ...] = ()
    base: str = ""


class Dataset(TypedDict, total=False):
    """The dataset of a request, as the engine takes it."""

    default_graph: "list[NamedNode | BlankNode | DefaultGraph]"
    named_graphs: "list[NamedNode | BlankNode]"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A request that was answered, and whether the answer was empty: what should its reader know?"""

    request: Request
    empty: bool


def dataset(request: Request) -> "Dataset":
    """Give the dataset of a request; where only one of its two parts is given, the other is empty."""
    from pyoxigraph import NamedNode  # noqa: PLC0415

    if request.default_graphs is None and request.named_graphs is None:
        return {}
    default, named = request.default_graphs or (), request.named_graphs or ()
    return {"default_graph": [NamedNode(iri) for iri in default], "named_graphs": [NamedNode(iri) for iri in named]}
