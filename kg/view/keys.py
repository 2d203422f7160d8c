"""Keys of claims for the explorer's page, which makes most of them itself from what it holds of a claim.

A key is a content hash: nothing compresses it, and with its digits it would take an eighth of a page. So
the page has one byte of each, by which it finds a claim that an address names, and in full only those of
claims about a literal, whose datatype it lacks. Where keys were made in another way, all of them are told:
each is looked at where there are few claims, and an even sample of many, which is a tenth of the time.
"""

from collections.abc import Mapping

import numpy as np

from kg.model import Claim
from kg.model import claim_key
from kg.model import content_key
from kg.view.numbered import LITERAL
from kg.view.numbered import Numbered
from kg.view.pack import Pack

BYTE = 2  # hexadecimal digits
CHECKED = 1_000  # claims at least, if there are so many


def keys(numbered: Numbered, pack: Pack) -> None:
    """Add the columns from which ``explorer/data/keys.ts`` gives each claim its key."""
    every = [claim.key for claim in numbered.corpus.claims]
    told = _told(numbered)
    marks = [key[:BYTE] for key in every]
    for at in told:
        marks[at] = "00"
    pack.numbers("claims.mark", np.frombuffer(bytes.fromhex("".join(marks)), np.uint8))
    pack.numbers("told.claim", told, rising=True)
    pack.hashes("told.key", [every[at] for at in told])


def _told(numbered: Numbered) -> list[int]:
    """Give the claims whose keys the page can't make."""
    claims = numbered.corpus.claims
    hashes = {name: document.sha256 for name, document in numbered.corpus.documents.items()}
    named = np.flatnonzero(numbered.objects != LITERAL).tolist()
    step = max(1, len(named) // CHECKED)
    if all(_makes(claims[at], hashes) for at in named[::step]):
        return np.flatnonzero(numbered.objects == LITERAL).tolist()
    made = {at for at in named if _makes(claims[at], hashes)}
    return [at for at in range(len(claims)) if at not in made]


def _makes(claim: Claim, hashes: Mapping[str, str]) -> bool:
    """Tell whether the page makes this very key."""
    if any(content_key(hashes[one.document], str(one.start), str(one.end)) != one.key for one in claim.evidence):
        return False
    try:
        return claim_key(claim) == claim.key
    except UnicodeEncodeError:  # half a surrogate pair is no letter
        return False
