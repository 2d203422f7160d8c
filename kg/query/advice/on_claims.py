"""Time, voice, mode and the like asked of a plain edge or an entity, which have none: the query that has an answer."""

from collections.abc import Callable
from collections.abc import Iterator

from kg.query.advice.hints import Hint
from kg.query.advice.hints import Prologue
from kg.query.advice.vocabulary import Vocabulary
from kg.query.syntax.patterns import Pattern
from kg.query.syntax.patterns import Patterns
from kg.query.syntax.tokens import Kind
from kg.query.syntax.tokens import code

Ask = Callable[[str], bool | None]

CLAIM_NAMES = ("?claim", "?statement", "?said", "?that", "?this")
_NAMES = {Kind.NAME, Kind.IRI}


def only_on_claims(
    patterns: Patterns, known: Prologue, vocabulary: Vocabulary, ask: Ask, *, empty: bool
) -> Iterator[Hint]:
    """Find properties of claims that are asked of something else.

    Args:
        patterns: of the query.
        known: its prefixes.
        vocabulary: its ontology tells which properties stand on claims.
        ask: answers ASK queries; None where it can't.
        empty: whether the query's answer is; else only what it may do without is looked at.
    """
    claims = {one.subject for one in patterns.triples if one.verb.startswith("rdf:") or one.object == "o:Claim"}
    others = [one for one in patterns.triples if one.subject not in claims and (empty or one.soft)]
    if not others:
        return
    relations = vocabulary.terms.relations
    edges = [
        one
        for one in patterns.triples
        if (ways := _alternatives(one.verb, known, vocabulary)) and relations.keys() >= set(ways)
    ]
    for one in others:
        name = next(iter(_named(one.verb, known, vocabulary)), None)
        if name not in vocabulary.of_claims:
            continue
        edge = next((some for some in edges if one.subject in {some.subject, some.object}), None)
        iri = known.iri_of(one.subject)
        ours = vocabulary.ours(iri) if iri else None
        if edge is None and (ours is None or ours[0] != "id"):
            continue
        space = vocabulary.prefixes["o"]
        matches = ask(patterns.ask(*(some.text for some in (edge, one) if some)))
        if matches is False and ask(f"ASK {{ ?claim a <{space}Claim> ; <{space}{name}> ?value }}"):
            label = vocabulary.terms.label(name or "")
            instead = _claims(one, edge, name or "", lambda pattern: ask(patterns.ask(pattern)))
            if instead and edge is None:
                yield one.at_verb(f"entities have no {label}, claims do: SELECT * {{ {instead} }}")
            elif instead:
                yield one.at_verb(f"plain edges have no {label}: ask o:Claim. SELECT * {{ {instead} }}")


def _claims(one: Pattern, edge: Pattern | None, name: str, ask: Ask) -> str | None:
    """Give a pattern for the same triple in claims; None where none has an answer."""
    wanted = f"{one.verb} {one.object}"
    taken = {one.subject, one.object, *((edge.subject, edge.object) if edge else ())}
    claim = next(name for name in CLAIM_NAMES if name not in taken)
    if edge is None:
        return f"{claim} rdf:subject {one.subject} ; {wanted}"
    relation, several = _any_of(edge.verb)
    triple = f"{several}{claim} rdf:subject {edge.subject} ; rdf:predicate {relation} ; rdf:object {edge.object}"
    value = f"{one.verb} ?{name}"
    ways = [
        f"{triple} ; o:projected true ; {wanted}",
        f"{triple} ; {value}" if name == "mode" else f"{triple} ; o:mode ?mode ; {wanted}",
        f"{triple} ; o:projected true ; {value}",
    ]
    return next((way for way in ways if ask(way) is not False), None)


def _any_of(verb: str) -> tuple[str, str]:
    """Give what stands for a claim's relation, and what makes it any of several: ``o:captured|o:recaptured``."""
    return ("?relation", f"VALUES ?relation {{ {verb.replace('|', ' ')} }} ") if "|" in verb else (verb, "")


def _alternatives(verb: str, known: Prologue, vocabulary: Vocabulary) -> list[str]:
    """Give the terms of a verb that is one name, or several with | between them; none for other paths."""
    found = code(verb)
    if any(token.kind not in _NAMES for token in found[::2]) or any(token.text != "|" for token in found[1::2]):
        return []
    return list(_named(verb, known, vocabulary))


def _named(verb: str, known: Prologue, vocabulary: Vocabulary) -> Iterator[str]:
    """Give the terms of the ontology that a verb names, in its order."""
    for token in code(verb):
        iri = known.iri(token) if token.kind in _NAMES else None
        name = vocabulary.term(iri) if iri else None
        if name:
            yield name
