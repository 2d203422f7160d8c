"""The edges of a GEXF file, each a line made from plain values; what comes again and again is made once."""

from collections.abc import Mapping
from functools import lru_cache

from kg.export.xml import Escape
from kg.model import Corpus
from kg.model import content_key
from kg.palette import LINES
from kg.palette import Line
from kg.palette import rgb
from kg.rdf.names import Names
from kg.stream.columns import DATED
from kg.stream.columns import EDGE_TYPES
from kg.stream.ends import Ends
from kg.stream.rows import EdgeRow
from kg.terms import Mode

LABELLED = {Line.INFERRED.value: "(inferred)", Line.UNCONFIRMED.value: "(unconfirmed)"}  # a label may stand alone
REMEMBERED = 20_000  # texts of one sort


class Edges:
    """Makes the lines of edges, and notes what the rest of the file needs to know of them.

    Attributes:
        ends: which nodes they join.
        count: how many there were.
        dated: whether any has a time.
        types: the columns that have values, with their types.
    """

    def __init__(self, corpus: Corpus, escape: Escape) -> None:
        self.corpus = corpus
        self.escape = escape
        self.ends = Ends()
        self.count = 0
        self.bounded = False
        self.times: dict[tuple[object, ...], tuple[str, str]] = {}
        self.kinds: dict[tuple[str, str], tuple[str, str]] = {}
        self.who: dict[tuple[object, ...], str] = {}
        self.said: dict[tuple[object, ...], tuple[str, str]] = {}
        self.iri = Names(corpus.base)
        self.ids: dict[str, str] = {}
        self.documents: dict[tuple[str, ...], str] = {}
        self.claim = f"&quot;{escape.text(self.iri.claim('')[1:-1])}"

    @property
    def dated(self) -> bool:
        """Whether any edge has a spell."""
        return self.bounded

    @property
    def types(self) -> Mapping[str, str]:
        """The columns that have values, with their types."""
        missing = set() if self.count else set(EDGE_TYPES)
        missing |= {name for name in DATED if not any(f'for="{name}"' in values for values, _ in self.times.values())}
        return {name: form for name, form in EDGE_TYPES.items() if name not in missing}

    def line(self, row: EdgeRow) -> str:
        """Give the line of an edge."""
        source, _, target, kind, claims, quotes, voices, independent, documents = row[:9]
        modes, certainty, edtf, spells, line = row[9:]
        self.count += 1
        self.ends.add(source, target, len(claims))
        ids = self.ids
        head, constant = self.kinds.get((kind, line)) or self._kind(row)
        said, colour = self.said.get((modes, certainty, line)) or self._said(row)
        who = self.who.get(voices) or self._who(row)
        times, spelled = (self.times.get((edtf, spells)) or self._times(row)) if edtf else ("", "")
        where = self.documents.get(documents) or self._documents(row)
        key = content_key(source, kind, target)
        return (
            f'<edge id="edge:{key}" source="{ids.get(source) or self._name(source)}"'
            f' target="{ids.get(target) or self._name(target)}"{head} weight="{len(independent) or 1}"><attvalues>'
            f'{constant}<attvalue for="claims" value="[{self._claims(claims)}]"/>'
            f'<attvalue for="quotes" value="{self.escape.strings(quotes)}"/>'
            f"{who}{where}{said}{times}</attvalues>{spelled}{colour}</edge>\n"
        )

    def _claims(self, keys: tuple[str, ...]) -> str:
        if len(keys) == 1:
            return f"{self.claim}{keys[0]}&quot;"
        return ", ".join([f"{self.claim}{key}&quot;" for key in keys])

    def _kind(self, row: EdgeRow) -> tuple[str, str]:
        ontology, escape = self.corpus.ontology, self.escape
        term = ontology.terms.get(row.predicate)
        prefix = row.kind.removesuffix(row.predicate)
        label = f"{prefix} {ontology.label(row.predicate)} {LABELLED.get(row.line, '')}".strip()
        head = f' kind="{escape.text(row.kind)}" label="{escape.text(label)}"'
        symmetric = str(term is not None and term.symmetric).lower()
        constant = (
            _value("predicate", escape.value(row.predicate))
            + _value("iri", escape.value(self.iri.o[row.predicate][1:-1]))
            + _value("symmetric", symmetric)
            + _value("polarity", "negative" if prefix == "denied:" else "positive")
        )
        self.kinds[row.kind, row.line] = head, constant
        return head, constant

    def _said(self, row: EdgeRow) -> tuple[str, str]:
        values = (
            _value("mode", row.modes[0] if len(row.modes) == 1 else min(row.modes, key=_MODES.index))
            + _value("modes", self.escape.strings(row.modes))
            + _value("certainty", row.certainty)
            + _value("inferred", str(row.modes == (Mode.INFERRED.value,)).lower())
        )
        found = self.said[row.modes, row.certainty, row.line] = values, colour(LINES[Line(row.line)].colour)
        return found

    def _who(self, row: EdgeRow) -> str:
        entities = self.corpus.entities
        labels = (
            " > ".join(entities[name].label if name in entities else name for name in chain) for chain in row.voices
        )
        values = _value("voices", self.escape.strings(labels))
        if len(self.who) < REMEMBERED:
            self.who[row.voices] = values
        return values

    def _documents(self, row: EdgeRow) -> str:
        values = _value("documents", self.escape.strings(row.documents))
        if len(self.documents) < REMEMBERED:
            self.documents[row.documents] = values
        return values

    def _times(self, row: EdgeRow) -> tuple[str, str]:
        first, last = row.bounds
        values = _value("edtf", self.escape.strings(row.edtf))
        values += (_value("start", first) if first else "") + (_value("end", last) if last else "")
        inner = "".join(
            f"<spell{_attribute('start', start)}{_attribute('end', end)}/>" for start, end in row.spells if start or end
        )
        self.bounded = self.bounded or bool(inner)
        found = values, f"<spells>{inner}</spells>" if inner else ""
        if len(self.times) < REMEMBERED:
            self.times[row.edtf, row.spells] = found
        return found

    def _name(self, name: str) -> str:
        found = self.ids[name] = f"id:{self.escape.text(name)}"
        return found


_MODES = tuple(mode.value for mode in Mode)


def _attribute(name: str, day: str | None) -> str:
    return f' {name}="{day}"' if day else ""


def _value(name: str, text: str) -> str:
    return f'<attvalue for="{name}" value="{text}"/>'


@lru_cache(maxsize=64)
def colour(text: str) -> str:
    """Give a colour's element; without alpha, which Gephi Lite shows as grey."""
    red, green, blue = rgb(text)
    return f'<viz:color r="{red}" g="{green}" b="{blue}"/>'
