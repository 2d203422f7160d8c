"""A network as every file of nodes and edges has it: what stands where, how it looks, and columns of plain values.

The stream is gone through once for the nodes, their places and the columns that have values, and once more for
the edges, which are never all in memory. Nodes come sorted by id; empty values are left out.
"""

from collections.abc import Iterator
from collections.abc import Mapping
from functools import cached_property
from itertools import chain
from typing import NamedTuple
from typing import TypeAlias

from kg.model import Entity
from kg.model import Literal
from kg.model import content_key
from kg.palette import LITERAL as LITERAL_STYLE
from kg.palette import STYLES
from kg.palette import Line
from kg.palette import Style
from kg.palette import style
from kg.rdf.names import Names
from kg.stream import Stream
from kg.stream.columns import DATED
from kg.stream.columns import EDGE_TYPES
from kg.stream.columns import MAY_HOLD
from kg.stream.columns import NODE_TYPES
from kg.stream.columns import NOTED
from kg.stream.columns import SPELLS
from kg.stream.columns import Further
from kg.stream.columns import external
from kg.stream.columns import further_types
from kg.stream.columns import label
from kg.stream.ends import Ends
from kg.stream.literals import LITERAL
from kg.stream.literals import node_id
from kg.stream.options import DENIED
from kg.stream.rows import EdgeRow
from kg.stream.rows import Spell
from kg.terms import Mode

Value: TypeAlias = str | int | float | bool | list[str]
MODES = tuple(mode.value for mode in Mode)


class DrawnNode(NamedTuple):
    """An entity that an edge touches, or a literal.

    Attributes:
        id: ``id:`` and the entity's id; ``literal:`` and a content hash.
        label: its label, never empty.
        lineage: its class and every class above it, nearest first.
        place: x and y as on the pages, y growing downwards; within ±5,000.
        share: 0 for the least connected, 1 for the most: by the root of the number of edges.
        look: colour and shape.
        values: by column.
    """

    id: str
    label: str
    lineage: tuple[str, ...]
    place: tuple[float, float]
    share: float
    look: Style
    values: Mapping[str, Value]


class DrawnEdge(NamedTuple):
    """All claims of one (subject, predicate, object) of one kind.

    Attributes:
        id: ``edge:`` and a content hash.
        source: id of a node.
        target: id of a node.
        kind: the predicate, with ``denied:`` or a mode before it where it is no fact.
        label: the relation's label, with what it must not be read without.
        weight: number of independent voices.
        line: what kind of saying it rests on.
        values: by column.
    """

    id: str
    source: str
    target: str
    kind: str
    label: str
    weight: int
    line: Line
    values: Mapping[str, Value]


class Drawing:
    """The nodes and edges of a stream.

    Attributes:
        stream: where they come from.
        further: columns of numbers that nodes have besides.
        ends: which nodes the edges join.
        literals: which of the nodes are literals.
        edges_count: how many edges there are.
        edge_types: the edges' columns that have values, with their types.
    """

    def __init__(self, stream: Stream, further: Further | None = None) -> None:
        self.stream = stream
        self.further = further or {}
        self.corpus = stream.corpus
        self.names = Names(stream.corpus.base)
        self.ends = Ends()
        self.literals: Mapping[str, Literal] = {}
        self.edges_count = 0
        self.edge_types: Mapping[str, str] = {}
        self._look_through()

    def _look_through(self) -> None:
        dated, noted = set[str](), set[str]()
        with self.stream.kept() as kept:
            for row in kept.rows():
                self.edges_count += 1
                self.ends.add(row.source, row.target, len(row.claims))
                if row.edtf and len(dated) <= len(DATED):
                    dated.update(name for name in (*DATED, SPELLS) if name in self._times(row))
                noted.update(name for name in NOTED if getattr(row, name))
            self.literals = kept.tables.literals
        known = {**EDGE_TYPES, SPELLS: "liststring"} if self.edges_count else {}
        missing = {*DATED, SPELLS, *NOTED} - dated - noted | (set() if self.stream.maybe else {MAY_HOLD})
        self.edge_types = {name: form for name, form in known.items() if name not in missing}

    @cached_property
    def node_types(self) -> Mapping[str, str]:
        """The nodes' columns that have values, with their types."""
        used = {column for name in self.ends.index for column in self._of_node(name)}
        numbers = further_types(self.further)
        others = dict.fromkeys(sorted(used - set(NODE_TYPES) - set(numbers)), "string")
        return {name: form for name, form in {**NODE_TYPES, **others, **numbers}.items() if name in used}

    @cached_property
    def places(self) -> Mapping[str, tuple[float, float]]:
        """X and y of each node by its entity's id, sorted."""
        return self.ends.places()

    @property
    def looks(self) -> tuple[Style, ...]:
        """The looks that nodes may have."""
        return (*STYLES, LITERAL_STYLE) if self.literals else STYLES

    def node_id(self, name: str) -> str:
        """Give a node's id."""
        return node_id(name, self.literals)

    def nodes(self) -> Iterator[DrawnNode]:
        """Give the nodes, sorted by id."""
        ends = self.ends
        roots = [degree**0.5 for degree in ends.degrees]
        low, high = min(roots, default=0.0), max(roots, default=0.0)
        for name, place in self.places.items():
            share = (roots[ends.index[name]] - low) / (high - low) if high > low else 0.0
            shown, kinds, look = self._look(name)
            yield DrawnNode(self.node_id(name), shown or name, kinds, place, share, look, self._of_node(name))

    def edges(self) -> Iterator[DrawnEdge]:
        """Give the edges, in the stream's order."""
        maybe = self.stream.maybe
        for row in self.stream.rows():
            may_hold = bool(maybe) and maybe.issuperset(row.claims)
            yield DrawnEdge(
                f"edge:{content_key(row.source, row.kind, row.target)}",
                self.node_id(row.source),
                self.node_id(row.target),
                row.kind,
                label(row.kind, row.predicate, row.line, self.corpus.ontology, may_hold=may_hold),
                len(row.independent) or 1,
                Line(row.line),
                self._of_edge(row) | ({MAY_HOLD: may_hold} if maybe else {}),
            )

    def _look(self, name: str) -> tuple[str, tuple[str, ...], Style]:
        """Give a node's label, classes, and look."""
        if name in self.literals:
            return self.literals[name].text, (LITERAL,), LITERAL_STYLE
        entity = self.corpus.entities[name]
        kinds = self.corpus.ontology.lineage(entity.type)
        return entity.label, kinds, style(kinds)

    def _of_node(self, name: str) -> dict[str, Value]:
        claims = self.ends.claims[self.ends.index[name]]
        if name in self.literals:
            datatype = self.literals[name].datatype
            return {"entity_type": LITERAL, "types": [LITERAL], "datatype": datatype, "claims": claims}
        entity = self.corpus.entities[name]
        values: dict[str, Value] = {
            "entity_type": entity.type,
            "types": list(self.corpus.ontology.lineage(entity.type)),
            "aliases": list(entity.spellings[1:]),
            "iri": self.names.id[name][1:-1],
            **_coordinates(entity),
            "claims": claims,
            "description": entity.description,
            **{column: "; ".join(several) for column, several in external(entity).items()},
        }
        told = {column: value for column, value in values.items() if value not in ("", [])}
        return {**told, **self.further.get(name, {})}

    def _of_edge(self, row: EdgeRow) -> dict[str, Value]:
        term = self.corpus.ontology.terms.get(row.predicate)
        claim = self.names.claim("")[1:-1]
        return {
            "predicate": row.predicate,
            "iri": self.names.o[row.predicate][1:-1],
            "symmetric": term is not None and term.symmetric,
            "claims": [f"{claim}{key}" for key in row.claims],
            "quotes": list(dict.fromkeys(row.quotes)),
            "voices": [" > ".join(map(self._label, said)) for said in row.voices],
            "documents": list(row.documents),
            "mode": min(row.modes, key=MODES.index),
            "modes": list(row.modes),
            "certainty": row.certainty,
            "polarity": "negative" if DENIED in row.kind.split(":")[:-1] else "positive",
            "inferred": row.modes == (Mode.INFERRED.value,),
            **({"qualifiers": list(row.qualifiers)} if row.qualifiers else {}),
            **({"notes": list(row.notes)} if row.notes else {}),
            **(self._times(row) if row.edtf else {}),
        }

    def _label(self, name: str) -> str:
        entity = self.corpus.entities.get(name)
        return entity.label if entity else name

    def _times(self, row: EdgeRow) -> dict[str, Value]:
        first, last = row.bounds
        bounds: dict[str, Value] = {name: day for name, day in (("start", first), ("end", last)) if day}
        spells: dict[str, Value] = (
            {SPELLS: [interval(spell) for spell in row.spells]} if any(chain(*row.spells)) else {}
        )
        return {"edtf": list(row.edtf), **bounds, **spells}


def interval(spell: Spell) -> str:
    """Give a spell as an interval of ISO 8601, both days inclusive; ``..`` where it is not bounded.

    >>> interval(("2017-10-14", None))
    '2017-10-14/..'
    """
    return "/".join(day or ".." for day in spell)


def _coordinates(entity: Entity) -> dict[str, Value]:
    return dict(zip(("latitude", "longitude"), entity.coordinates, strict=True)) if entity.coordinates else {}
