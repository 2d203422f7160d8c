"""Whose word a claim is: voices that count as one, and voices that count apart."""

from collections.abc import Iterable
from collections.abc import Mapping
from typing import NamedTuple

from kg.model import Claim
from kg.model import Entity
from kg.terms import Mode


class Heard(NamedTuple):
    """Whose word a claim is.

    Attributes:
        voices: ids of the independent voices that it rests on.
        through: ids of those through whom alone all these are heard, sorted; most claims have none.
    """

    voices: tuple[str, ...]
    through: tuple[str, ...]


def heard(claim: Claim, entities: Mapping[str, Entity], bases: Mapping[str, Claim]) -> Heard:
    """Give who a claim rests on: its innermost voice, after ``speaks_for`` is followed.

    Two passages of one speaker, a relay, or an editor and the paper, are one voice. An inferred claim rests on the
    voices of the claims that it is derived from, through other inferences too, looked up by key in ``bases``; of
    these, whom another of them is the only one to tell of (an editor who fills in a speaker's words, a speaker who
    tells what leaders said) is no second.
    """
    said = [Heard((principal(one.voices[-1], entities),), _tellers(one, entities)) for one in grounds(claim, bases)]
    voices = apart(said)
    through = set.intersection(*(set(one.through) for one in said if one.voices[0] in voices))
    return Heard(voices, tuple(sorted(through.difference(voices))))


def apart(several: Iterable[Heard]) -> tuple[str, ...]:
    """Give the voices of several claims together that count apart: whom others of them tell of is no second.

    Where each is heard through another, they tell of each other in a circle, and all of them count.

    >>> apart([Heard(("Speaker",), ()), Heard(("Leaders",), ("Speaker",)), Heard(("Paper",), ())])
    ('Speaker', 'Paper')
    """
    several = list(several)
    voices = dict.fromkeys(voice for one in several for voice in one.voices)
    own = {voice for one in several for voice in one.voices if voices.keys().isdisjoint({*one.through} - {voice})}
    return tuple(voice for voice in voices if voice in own) or tuple(voices)


def grounds(claim: Claim, bases: Mapping[str, Claim]) -> list[Claim]:
    """Give the stated claims that an inference rests on, through other inferences too; any other claim is its own."""
    found: list[Claim] = []
    seen, coming = {claim.key}, [claim]
    for one in coming:  # which grows
        known = [bases[key] for key in one.linked("derived_from") if key in bases] if one.mode is Mode.INFERRED else []
        coming += [base for base in known if base.key not in seen]
        seen.update(base.key for base in known)
        found += [] if known else [one]
    return found or [claim]


def _tellers(claim: Claim, entities: Mapping[str, Entity]) -> tuple[str, ...]:
    """Give through whom its innermost voice is heard; a paper that prints a speaker's own words is none of these."""
    first = [voice for voice in claim.voices[:-1][:1] if principal(voice, entities) != voice]
    return tuple(sorted({principal(voice, entities) for voice in (*first, *claim.voices[1:-1])}))


def principal(voice: str, entities: Mapping[str, Entity]) -> str:
    """Follow ``speaks_for`` to the end (a circle ends where it began)."""
    seen = {voice}
    while (entity := entities.get(voice)) and entity.speaks_for and entity.speaks_for not in seen:
        voice = entity.speaks_for
        seen.add(voice)
    return voice
