"""Synthetic corpora and tables of any size: the same for the same size and seed.

``python tests/bench/synthetic.py SIZE [SEED] > claims.csv`` writes a table of claims.
"""

import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from random import Random

from kg.model import Claim
from kg.model import Entity
from kg.model import Evidence
from kg.model import content_key
from kg.terms import Certainty
from kg.terms import Mode
from kg.terms import Polarity
from kg.when import parse

ENTITIES = 2_000
DOCUMENTS = 500
RELATIONS = ("attacked", "captured", "controls", "fought", "moved_toward", "present_in", "supports", "withdrew_from")
WORDS = ("forces", "took", "the", "town", "after", "days", "of", "fighting", "near", "river", "officials", "said")
FIRST_DAY = date(2014, 1, 1)
DAYS = 2_000
MODES = {str(one): one for one in Mode}
CERTAINTIES = {str(one): one for one in Certainty}
POLARITIES = {str(one): one for one in Polarity}


@dataclass(frozen=True, slots=True)
class Row:
    """A claim as a flat row of text."""

    subject: str
    predicate: str
    object: str
    mode: str
    certainty: str
    polarity: str
    voice: str
    document: str
    start: str
    end: str
    exact: str
    prefix: str
    suffix: str
    valid_time: str


def rows(size: int, seed: int = 1) -> Iterator[Row]:
    """Give ``size`` rows; nothing is held."""
    random = Random(seed)  # noqa: S311  # no secrets here
    modes, certainties = list(Mode)[:-1], list(Certainty)
    position = 0
    for _ in range(size):
        exact = " ".join(random.choices(WORDS, k=12))
        start = position % 100_000
        position += len(exact) + 1
        yield Row(
            subject=f"Entity{random.randrange(ENTITIES)}",
            predicate=random.choice(RELATIONS),
            object=f"Entity{random.randrange(ENTITIES)}",
            mode=random.choice(modes),
            certainty=random.choice(certainties),
            polarity=Polarity.POSITIVE if random.random() < 0.9 else Polarity.NEGATIVE,
            voice=f"Entity{random.randrange(50)}",
            document=f"document-{random.randrange(DOCUMENTS)}",
            start=str(start),
            end=str(start + len(exact)),
            exact=exact,
            prefix="he said that ",
            suffix=", he added.",
            valid_time=str(FIRST_DAY + timedelta(days=random.randrange(DAYS))),
        )


def claim(row: Row) -> Claim:
    """Make the claim of a row."""
    key = content_key(row.document, row.start, row.end)
    passage = Evidence(key, row.document, int(row.start), int(row.end), row.exact, row.prefix, row.suffix)
    said = (row.subject, row.predicate, row.object, row.mode, row.polarity, row.voice)
    return Claim(
        key=content_key(passage.key, *said),
        subject=row.subject,
        predicate=row.predicate,
        object=row.object,
        evidence=(passage,),
        voices=(row.voice,),
        mode=MODES[row.mode],
        certainty=CERTAINTIES[row.certainty],
        polarity=POLARITIES[row.polarity],
        when=parse(row.valid_time),
    )


def entities() -> dict[str, Entity]:
    """Give the registry that the rows draw on."""
    names = (f"Entity{number}" for number in range(ENTITIES))
    return {name: Entity(name, "Settlement", f"Entity {name[6:]}") for name in names}


def write_table(size: int, seed: int = 1) -> None:
    """Write the rows to standard output as CSV."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(Row.__slots__)
    writer.writerows([getattr(row, name) for name in Row.__slots__] for row in rows(size, seed))


if __name__ == "__main__":
    write_table(*map(int, sys.argv[1:3]))
