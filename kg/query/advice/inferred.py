"""Plain edges that no sentence states: where an answer rests on one, its reader is told."""

from collections.abc import Callable
from collections.abc import Iterator

from kg.query.advice.hints import Hint
from kg.query.advice.vocabulary import Vocabulary
from kg.query.syntax.patterns import Pattern
from kg.query.syntax.patterns import Patterns
from kg.query.syntax.tokens import Kind
from kg.query.syntax.tokens import code
from kg.terms import RDF

Ask = Callable[[str], bool | None]
Iri = Callable[[str], str | None]

MOST = 4  # patterns that are looked at
_CLAIM = "{claim} <{rdf}subject> {subject} ; <{rdf}predicate> {verb} ; <{rdf}object> {object} ; <{o}projected> true"
_INFERRED = "{mine} ; <{o}mode> <{o}inferred>"
_STATED = "FILTER NOT EXISTS {{ {other} ; <{o}mode> ?its_mode FILTER(?its_mode != <{o}inferred>) }}"
_OF_PATH = "?the_claim <{rdf}predicate> <{verb}> ; <{o}projected> true ; <{o}mode> <{o}inferred>"


def inferred(patterns: Patterns, ask: Ask, iri: Iri, vocabulary: Vocabulary) -> Iterator[Hint]:
    """Say that plain edges which fulfil a query are inferred; at most once.

    Args:
        patterns: of the query.
        ask: answers ASK queries; None where it can't.
        iri: gives the IRI that a name in the query stands for.
        vocabulary: its ontology tells which names are relations.
    """
    if "o" not in vocabulary.prefixes or any(_tells(one, iri, vocabulary) for one in patterns.triples):
        return
    claims = {one.subject for one in patterns.triples if one.verb.startswith("rdf:") or one.object == "o:Claim"}
    edges = [one for one in patterns.triples if one.verb and one.subject not in claims]
    for one in [one for one in edges if _is_edge(one, iri, vocabulary)][:MOST]:
        if ask(_question(one, patterns, iri, vocabulary)):
            message = "some of these edges are inferred by a curator: kg ask inferred shows what they rest on"
            yield one.at_verb(message)
            return


def _tells(one: Pattern, iri: Iri, vocabulary: Vocabulary) -> bool:
    """Tell whether a query asks for the mode itself."""
    return iri(one.verb) == f"{vocabulary.prefixes['o']}mode"


def _is_edge(one: Pattern, iri: Iri, vocabulary: Vocabulary) -> bool:
    if one.object[:1] in {"[", "("} or "{|" in one.object:
        return False
    return one.verb[:1] in {"?", "$"} or any(_relations(one.verb, iri, vocabulary))


def _relations(verb: str, iri: Iri, vocabulary: Vocabulary) -> Iterator[str]:
    """Give the relations that a property or a path names."""
    for token in code(verb):
        found = iri(token.text) if token.kind in {Kind.NAME, Kind.IRI} else None
        if found and vocabulary.term(found) in vocabulary.terms.relations:
            yield found


def _question(one: Pattern, patterns: Patterns, iri: Iri, vocabulary: Vocabulary) -> str:
    space = vocabulary.prefixes["o"]
    if one.verb[:1] not in {"?", "$"} and iri(one.verb) is None:
        ways = (_OF_PATH.format(rdf=RDF, o=space, verb=name) for name in _relations(one.verb, iri, vocabulary))
        return f"ASK {{ {' UNION '.join(f'{{ {way} }}' for way in ways)} }}"
    parts = {"rdf": RDF, "o": space, "subject": one.subject, "verb": one.verb, "object": one.object}
    mine, other = (_CLAIM.format(claim=name, **parts) for name in ("?the_claim", "?another_claim"))
    rest = [one.text] if one.soft else [some.text for some in patterns.asked]
    return patterns.ask(_INFERRED.format(mine=mine, o=space), _STATED.format(other=other, o=space), *rest)
