"""Whose word a claim is: voices that count as one, and voices that count apart."""

from collections.abc import Mapping

from kg.model import Claim
from kg.model import Entity


def independent_voices(claim: Claim, entities: Mapping[str, Entity], bases: Mapping[str, Claim]) -> tuple[str, ...]:
    """Give who a claim rests on: its innermost voice, after ``speaks_for`` is followed.

    Two passages of one speaker, a relay, or an editor and the paper, are one voice. An inferred claim rests on the
    voices of the claims that it is derived from, looked up by key in ``bases``; of these, whom another of them is the
    only one to tell of (an editor who fills in a speaker's words, a speaker who tells what leaders said) is no second.
    """
    derived = [bases[key] for key in claim.linked("derived_from") if key in bases]
    heard = [(principal(one.voices[-1], entities), _tellers(one, entities)) for one in derived or [claim]]
    voices = dict.fromkeys(voice for voice, _ in heard)
    own = {voice for voice, tellers in heard if not tellers & (voices.keys() - {voice})}
    return tuple(voice for voice in voices if voice in own) or tuple(voices)


def _tellers(claim: Claim, entities: Mapping[str, Entity]) -> set[str]:
    """Give through whom its innermost voice is heard; a paper that prints a speaker's own words is none of these."""
    first = [voice for voice in claim.voices[:-1][:1] if principal(voice, entities) != voice]
    return {principal(voice, entities) for voice in (*first, *claim.voices[1:-1])}


def principal(voice: str, entities: Mapping[str, Entity]) -> str:
    """Follow ``speaks_for`` to the end (a circle ends where it began)."""
    seen = {voice}
    while (entity := entities.get(voice)) and entity.speaks_for and entity.speaks_for not in seen:
        voice = entity.speaks_for
        seen.add(voice)
    return voice
