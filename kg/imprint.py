"""Who made a corpus's curation, when, and on what terms, as far as it says so."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Imprint:
    """What stands in a corpus's head for those who cite or publish it.

    Attributes:
        curators: ids of entities, names, or IRIs such as an ORCID's.
        curated: the day when the curation was last changed; never a clock's.
        license: IRI of the terms that the curation is under; the texts have their own.
    """

    curators: tuple[str, ...] = ()
    curated: date | None = None
    license: str = ""


NO_IMPRINT = Imprint()
