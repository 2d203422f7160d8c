"""What a query gives: rows, a yes or no, or triples; as Python values and as text."""

import re
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass

from kg.rdf.terms import is_iri
from kg.rdf.terms import literal_parts
from kg.rdf.turtle import Shortener

_LANGUAGE = re.compile(r'"@[A-Za-z0-9-]+$')

NO = "no (nothing in this graph matches: that means unknown, not no)"
NOTHING = "no rows: nothing in this graph matches; that means unknown, not no"

Row = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Serialized:
    """An answer as bytes, the format that they are in, and how many rows they hold (1 for yes, 0 for no)."""

    data: bytes
    media: str
    rows: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a query.

    Attributes:
        variables: names of the columns (``subject``, ``predicate``, ``object`` for triples).
        terms: rows of terms in N-Triples notation, None where a variable is unbound.
        boolean: the answer to ASK, else None.
        prefixes: prefix → namespace, for showing names.
        triples: whether the rows are triples of a CONSTRUCT or DESCRIBE.
    """

    variables: tuple[str, ...]
    terms: Sequence[tuple[str | None, ...]]
    boolean: bool | None
    prefixes: Mapping[str, str]
    triples: bool = False

    def __iter__(self) -> Iterator[Row]:
        """Give rows as people read them: prefixed names, and literals' text; None where unbound."""
        for row, cells in zip(self.terms, self.shown(), strict=True):
            values = (None if term is None else cell for term, cell in zip(row, cells, strict=True))
            yield dict(zip(self.variables, values, strict=True))

    def __len__(self) -> int:
        """Give the number of rows."""
        return len(self.terms)

    @property
    def is_empty(self) -> bool:
        """Whether there is no row, or the answer to ASK is no."""
        return not self.terms if self.boolean is None else not self.boolean

    def shown(self) -> list[list[str]]:
        """Give the rows as text cells, empty where a variable is unbound."""
        short = Shortener(self.prefixes)

        def cell(term: str | None) -> str:
            if term is None:
                return ""
            return short.iri(term) if is_iri(term) else _plain(term)

        return [[cell(term) for term in row] for row in self.terms]

    def markdown(self) -> str:
        """Give a Markdown table."""
        rows = [self.variables, ["---"] * len(self.variables), *self.shown()]
        cells = ([" ".join(cell.split()).replace("|", "\\|") for cell in row] for row in rows)
        return "".join(f"| {' | '.join(row)} |\n" for row in cells)

    def __str__(self) -> str:
        """Give what ``print`` shows: a Markdown table, or what an empty answer means."""
        if self.boolean is not None:
            return "yes" if self.boolean else NO
        return self.markdown() if self.terms else NOTHING

    def _repr_html_(self) -> str:
        """Show the rows as a table in a notebook."""
        from html import escape  # noqa: PLC0415

        if self.boolean is not None or not self.terms:
            return f"<p>{escape(str(self))}</p>"
        head = "".join(f"<th>{escape(name)}</th>" for name in self.variables)
        body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in self.shown())
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _plain(term: str) -> str:
    return literal_parts(_LANGUAGE.sub('"', term))[0] if term.startswith('"') else term
