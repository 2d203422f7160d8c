"""How commands put claims into lines of text: what is said, its sentences, who says it and where."""

import shutil
import sys
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from kg.cli._common import clean
from kg.graph import Graph
from kg.model import Claim
from kg.rdf.claims import claim_label
from kg.rdf.dataset import context_of
from kg.table import label
from kg.terms import Mode
from kg.voices import grounds

PLAIN_WIDTH = 140  # columns where there is no terminal


@dataclass(frozen=True, slots=True)
class Telling:
    """Puts the claims of one graph into words."""

    graph: Graph

    def name(self, entity: str) -> str:
        """Give an entity's label."""
        return label(entity, self.graph.corpus)

    def what(self, claims: Iterable[Claim]) -> list[str]:
        """Spell claims with labels; what is not a plain fact says so in brackets."""
        context = context_of(self.graph.corpus, self.graph.policy)
        return [claim_label(claim, context) for claim in claims]

    def voices(self, claim: Claim) -> str:
        """Give who says it, outermost first: each before the last relays it."""
        return " > ".join(self.name(voice) for voice in claim.voices)

    def passages(self, claim: Claim) -> list[tuple[str, str, str]]:
        """Give the passages without repeats: the sentence on one line, who says it, and the document's id.

        Those of an inferred claim are said by the voices of the claims that it rests on, not by its curator.
        """
        is_inferred = claim.mode is Mode.INFERRED
        bases = grounds(claim, {one.key: one for one in self.graph.corpus.claims} if is_inferred else {})
        said = []
        for passage in claim.evidence:
            speaker = next((base for base in bases if passage in base.evidence), claim)
            said.append((" ".join(passage.exact.split()), self.voices(speaker), passage.document))
        return list(dict.fromkeys(said))

    def remarks(self, claim: Claim) -> list[str]:
        """Give the passages as lines, and the curator's note, which can hold how far a claim goes."""
        quotes = [f"“{exact}” ({voices}, in {document})" for exact, voices, document in self.passages(claim)]
        return [*quotes, f"Curator's note: {claim.note}"] if claim.note else quotes


def width() -> int:
    """Give the number of columns to write."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else PLAIN_WIDTH


def block(text: str, indent: int) -> list[str]:
    """Break text into lines that begin with so many spaces."""
    margin = " " * indent
    return wrap(clean(text), max(width(), 2 * indent), initial_indent=margin, subsequent_indent=margin) or [margin]


def markdown(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Give a Markdown table."""
    cells = ([clean(" ".join(cell.split())).replace("|", "\\|") for cell in row] for row in rows)
    lines = [columns, ["---"] * len(columns), *cells]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
