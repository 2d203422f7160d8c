"""The edges of a GEXF file, each a line made from plain values; what comes again and again is made once."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import starmap
from typing import TypeAlias

from kg.export.xml import Escape
from kg.export.xml import is_simple
from kg.model import Corpus
from kg.model import content_key
from kg.palette import LINES
from kg.palette import Line
from kg.palette import rgb
from kg.rdf.names import Names
from kg.stream.columns import MAY_HOLD
from kg.stream.columns import NOTED
from kg.stream.columns import label
from kg.stream.kept import Kept
from kg.stream.known import Single
from kg.stream.known import Tables
from kg.stream.literals import node_id
from kg.stream.options import DENIED
from kg.stream.rows import EdgeRow
from kg.stream.rows import Names as Texts
from kg.stream.rows import Spells
from kg.stream.rows import bounds
from kg.terms import Mode

Saying: TypeAlias = tuple[str, str, Texts, str, str]
"""Relation, kind, modes, certainty and line of an edge."""


class Edges:
    """Makes the lines of edges.

    What single claims have in common is made into text once, by its number in the stream's tables.
    """

    def __init__(
        self, corpus: Corpus, tables: Tables, escape: Escape, maybe: frozenset[str], *, timed: bool = True
    ) -> None:
        """Take where labels are looked up, which claims only may hold, and whether edges have spells."""
        self.maybe = maybe
        self.timed = timed
        self.corpus = corpus
        self.escape = escape
        self.iri = Names(corpus.base)
        self.claim = f"&quot;{escape.text(self.iri.claim('')[1:-1])}"
        self.literals = tables.literals
        self.nodes = [(name, escape.text(node_id(name, tables.literals))) for name in tables.nodes]
        self.remembered: dict[tuple[Saying, bool | None], tuple[str, str, str, str]] = {}
        self.said = [self._said(one) for one in tables.said]
        self.who = [self._who(one.voices, one.independent) for one in tables.who]
        self.documents = [self._documents(one) for one in tables.documents]
        self.times = [self._times(*one) for one in tables.times]

    def lines(self, kept: Kept) -> Iterator[str]:
        """Give the lines of all edges."""
        if self.maybe:
            yield from map(self._line, kept.rows())
            return
        yield from map(self._single, kept.singles())
        yield from map(self._line, kept.others())

    def _single(self, row: Single) -> str:
        """Give the line of an edge of one claim."""
        said, source, target, who, documents, times, claim, quotes, noted = row
        one, source_id = self.nodes[source]
        other, target_id = self.nodes[target]
        kind, head, told, colour = self.said[said]
        weight, voices = self.who[who]
        dated, spells = self.times[times]
        simple = len(quotes) == 1 and is_simple(quotes[0])
        quoted = f"[&quot;{quotes[0]}&quot;]" if simple else self.escape.strings(quotes)
        remarks = self._noted(*noted) if noted else ""
        return (
            f'<edge id="edge:{content_key(one, kind, other)}" source="{source_id}" target="{target_id}"{head}'
            f' weight="{weight}"><attvalues><attvalue for="claims" value="[{self._claim(claim)}]"/>'
            f'<attvalue for="quotes" value="{quoted}"/>{voices}{self.documents[documents]}'
            f"{told}{remarks}{dated}</attvalues>{spells}{colour}</edge>\n"
        )

    def _line(self, row: EdgeRow) -> str:
        """Give the line of an edge of any number of claims."""
        escape, key = self.escape, content_key(row.source, row.kind, row.target)
        source, target = (escape.text(node_id(name, self.literals)) for name in (row.source, row.target))
        may_hold = self.maybe.issuperset(row.claims) if self.maybe else None
        said = row.predicate, row.kind, row.modes, row.certainty, row.line
        _, head, told, colour = self.remembered.get((said, may_hold)) or self._said(said, may_hold=may_hold)
        weight, voices = self._who(row.voices, row.independent)
        dated, spells = self._times(row.edtf, row.spells)
        remarks = self._noted(row.qualifiers, row.notes)
        return (
            f'<edge id="edge:{key}" source="{source}" target="{target}"{head} weight="{weight}"><attvalues>'
            f'<attvalue for="claims" value="[{", ".join(map(self._claim, row.claims))}]"/>'
            f'<attvalue for="quotes" value="{escape.strings(row.quotes)}"/>{voices}{self._documents(row.documents)}'
            f"{told}{remarks}{dated}</attvalues>{spells}{colour}</edge>\n"
        )

    def _claim(self, key: str) -> str:
        """Give a claim's IRI as an item of a list."""
        return f"{self.claim}{key}&quot;" if key.isalnum() else self.escape.string(self.iri.claim(key)[1:-1])

    def _said(self, said: Saying, *, may_hold: bool | None = None) -> tuple[str, str, str, str]:
        """Give kind; attributes; columns; colour."""
        predicate, kind, modes, certainty, line = said
        ontology, escape = self.corpus.ontology, self.escape
        term = ontology.terms.get(predicate)
        columns = {
            "predicate": escape.value(predicate),
            "iri": escape.value(self.iri.o[predicate][1:-1]),
            "symmetric": str(term is not None and term.symmetric).lower(),
            "polarity": "negative" if DENIED in kind.split(":")[:-1] else "positive",
            "mode": modes[0] if len(modes) == 1 else min(modes, key=_MODES.index),
            "modes": escape.strings(modes),
            "certainty": certainty,
            "inferred": str(modes == (Mode.INFERRED.value,)).lower(),
        }
        if may_hold is not None:
            columns[MAY_HOLD] = str(may_hold).lower()
        name = label(kind, predicate, line, ontology, may_hold=bool(may_hold))
        head = f' kind="{escape.text(kind)}" label="{escape.text(name)}"'
        found = kind, head, "".join(starmap(_value, columns.items())), colour(LINES[Line(line)].colour)
        self.remembered[said, may_hold] = found  # few: each relation is said in so many ways
        return found

    def _who(self, chains: tuple[Texts, ...], independent: Texts) -> tuple[int, str]:
        entities = self.corpus.entities
        labels = (" > ".join(entities[name].label if name in entities else name for name in chain) for chain in chains)
        return len(independent) or 1, _value("voices", self.escape.strings(labels))

    def _noted(self, *noted: Texts) -> str:
        named = zip(NOTED, noted, strict=True)
        return "".join([_value(name, self.escape.strings(told)) for name, told in named if told])

    def _documents(self, documents: Texts) -> str:
        return _value("documents", self.escape.strings(documents))

    def _times(self, edtf: Texts, spells: Spells) -> tuple[str, str]:
        """Give columns; spells."""
        if not edtf:
            return "", ""
        first, last = bounds(spells)
        values = _value("edtf", self.escape.strings(edtf))
        values += (_value("start", first) if first else "") + (_value("end", last) if last else "")
        inner = "".join(
            f"<spell{_attribute('start', start)}{_attribute('end', end)}/>" for start, end in spells if start or end
        )
        return values, f"<spells>{inner}</spells>" if inner and self.timed else ""


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
