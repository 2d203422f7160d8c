"""The nodes of a GEXF file: entities, and literals where they are nodes, with their sizes and places."""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from math import fsum

from kg.export.gexf_edges import colour
from kg.export.xml import Escape
from kg.layout.sizes import LIMIT
from kg.model import Corpus
from kg.palette import LITERAL as LITERAL_STYLE
from kg.palette import style
from kg.rdf.names import Names
from kg.stream.columns import NODE_TYPES
from kg.stream.columns import Further
from kg.stream.columns import external
from kg.stream.columns import further_types
from kg.stream.kept import Kept
from kg.stream.literals import LITERAL
from kg.stream.literals import node_id

SIZES = (4.0, 100.0)  # exactly Gephi's own span, so that it leaves sizes and positions alone
SPREAD = 1.8  # how much further apart than on the pages, since big nodes are bigger here


class Nodes:
    """Makes the lines of the nodes that edges join, sorted by id.

    Attributes:
        types: the columns that have values, with their types.
    """

    def __init__(self, corpus: Corpus, escape: Escape, kept: Kept, further: Further) -> None:
        self.corpus = corpus
        self.escape = escape
        self.ends, self.literals = kept.ends, kept.tables.literals
        self.further = further
        self.iri = Names(corpus.base)
        self.names = sorted(self.ends.index)
        looking = Escape()  # what it replaces is counted when it is written
        used = {name for one in self.names for name in self._values(one, looking)}
        numbers = further_types(further)
        others = dict.fromkeys(sorted(used - set(NODE_TYPES) - set(numbers)), "string")
        columns = {**NODE_TYPES, **others, **numbers}
        self.types: Mapping[str, str] = {name: form for name, form in columns.items() if name in used}

    def lines(self) -> Iterator[str]:
        """Give the nodes, a line each, in their element."""
        ends = self.ends
        places = spread(ends.places().values())
        roots = [ends.degrees[ends.index[name]] ** 0.5 for name in self.names]
        low, high = min(roots, default=0.0), max(roots, default=0.0)
        yield f'<nodes count="{len(self.names)}">\n'
        for name, (x, y), root in zip(self.names, places, roots, strict=True):
            size = round(SIZES[0] + (SIZES[1] - SIZES[0]) * (root - low) / (high - low), 2) if high > low else None
            sized = f'<viz:size value="{size}"/>' if size else ""  # one size for all: Gephi's own
            values = "".join(
                f'<attvalue for="{key}" value="{value}"/>' for key, value in self._values(name, self.escape).items()
            )
            key, (label, look) = self.escape.text(node_id(name, self.literals)), self._look(name)
            yield (
                f'<node id="{key}" label="{label}"><attvalues>{values}</attvalues>'
                f'{sized}<viz:position x="{x}" y="{0.0 - y}"/>{look}</node>\n'
            )
        yield "</nodes>\n"

    def _look(self, name: str) -> tuple[str, str]:
        """Give a node's label and colour."""
        if name in self.literals:
            return self.escape.text(self.literals[name].text or name), colour(LITERAL_STYLE.colour)
        entity = self.corpus.entities[name]
        look = style(self.corpus.ontology.lineage(entity.type))
        return self.escape.text(entity.label or name), colour(look.colour)

    def _values(self, name: str, escape: Escape) -> dict[str, str]:
        """Give a node's columns as they stand in the file; empty ones are left out."""
        claims = str(self.ends.claims[self.ends.index[name]])
        if name in self.literals:
            datatype = escape.value(self.literals[name].datatype)
            types = escape.strings([LITERAL])
            return {"entity_type": LITERAL, "types": types, "datatype": datatype, "claims": claims}
        entity = self.corpus.entities[name]
        latitude, longitude = entity.coordinates or (None, None)
        values = {
            "entity_type": escape.value(entity.type),
            "types": escape.strings(self.corpus.ontology.lineage(entity.type)),
            "aliases": escape.strings(entity.spellings[1:]) if entity.spellings[1:] else "",
            "iri": escape.value(self.iri.id[name][1:-1]),
            "latitude": "" if latitude is None else str(latitude),
            "longitude": "" if longitude is None else str(longitude),
            "claims": claims,
            "description": escape.value(entity.description),
            **{column: escape.value("; ".join(several)) for column, several in external(entity).items()},
            **{column: str(number) for column, number in self.further.get(name, {}).items()},
        }
        return {column: text for column, text in values.items() if text}


def spread(places: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Move nodes apart, as far as Gephi leaves them there, with their middle at 0, where Gephi would put it.

    >>> spread([(0.0, 0.0), (100.0, 0.1)])
    [(-90.0, -0.09), (90.0, 0.09)]
    """
    spots = list(places)
    across, down = (fsum(axis) / len(spots) for axis in zip(*spots, strict=True)) if spots else (0.0, 0.0)
    spots = [(x - across, y - down) for x, y in spots]
    far = max((abs(axis) for spot in spots for axis in spot), default=0.0)
    factor = min(SPREAD, LIMIT / far) if far else 1.0
    return [(round(x * factor, 2) + 0.0, round(y * factor, 2) + 0.0) for x, y in spots]
