"""Why a query has no answer: the pattern, or the meeting of patterns, that leaves nothing."""

import re
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence

from kg.errors import either
from kg.query.advice.hints import Hint
from kg.query.advice.hints import at
from kg.query.advice.sieves import instead
from kg.query.advice.vocabulary import Vocabulary
from kg.query.syntax.patterns import Pattern
from kg.query.syntax.patterns import Patterns
from kg.terms import EDTF
from kg.terms import XSD

Ask = Callable[[str], bool | None]
Iri = Callable[[str], str | None]

_LITERAL = re.compile(r"""("[^"\\]*"|'[^'\\]*')(@[\w-]+|\^\^\S+)?""")
_TYPES = {"xsd:date": f"{XSD}date", "edtf:EDTF": EDTF, "xsd:gYearMonth": f"{XSD}gYearMonth"}
_BARE = re.compile(r"true|false|[+-]?\d+(?:\.\d+)?")
_SENTENCE = "o:supported_by/oa:hasSelector/oa:exact"
_LAST = {"filter", "minus", "bind"}
_EQUAL = re.compile(r"""([?$]\w+)\s*=\s*["']([^"'\\]+)["']""")
_VARIABLE = re.compile(r"[?$]\w+")
ALONE = 12  # patterns that are tried by themselves
SHOWN = 60  # characters of a pattern in a message


def unmatched(patterns: Patterns, ask: Ask, iri: Iri, vocabulary: Vocabulary) -> list[Hint]:
    """Find what leaves a query without an answer; one finding, or none where it can't be told.

    Args:
        patterns: of the query.
        ask: answers ASK queries; None where it can't.
        iri: gives the IRI that a name in the query stands for.
        vocabulary: names that may have been meant.
    """
    asked = patterns.asked
    named = patterns.only_named_graphs
    if named:
        return [at(named, "FROM NAMED alone leaves nothing outside of GRAPH: write GRAPH ?g { … }, or FROM")]
    solid = [one for one in asked if one.kind not in _LAST]
    alone = next((one for one in sorted(solid, key=_loose)[:ALONE] if ask(patterns.ask(one.text)) is False), None)
    found = alone or _meeting([one for one in asked if one.kind not in {"filter", "minus"}], patterns, ask)
    if isinstance(found, Pattern):
        return [found.at(f"nothing matches {_short(found)}{_advice(found, patterns, ask, iri, vocabulary)}")]
    found = found or _last(asked, patterns, ask, vocabulary) or patterns.after_matching()
    return [found] if found else []


def _loose(one: Pattern) -> int:
    """Count what a triple leaves open: the less, the likelier it is that nothing matches it."""
    return sum(part[:1] in {"?", "$"} for part in (one.subject, one.verb, one.object))


def _meeting(solid: Sequence[Pattern], patterns: Patterns, ask: Ask) -> Hint | Pattern | None:
    """Find the first pattern with which those before it have nothing in common, by halving."""
    texts = [one.text for one in solid]
    if len(solid) < 2 or ask(patterns.ask(*texts)) is not False:  # noqa: PLR2004  # it takes two to meet
        return None
    fits, fails = 1, len(solid)
    while fails - fits > 1:
        middle = (fits + fails) // 2
        answer = ask(patterns.ask(*texts[:middle]))
        if answer is None:
            return None
        fits, fails = (middle, fails) if answer else (fits, middle)
    last = solid[fails - 1]
    if ask(patterns.ask(last.text)) is False:
        return last
    variables = set(_VARIABLE.findall(last.text))
    for other in solid[: fails - 1]:
        if variables.intersection(_VARIABLE.findall(other.text)) and ask(patterns.ask(other.text, last.text)) is False:
            place = f"{other.first.line}:{other.first.column}"
            never = f"{_short(last)} matches, and so does {_short(other)} ({place}), but never both together"
            return last.at(f"{never}{_words_of_claim(last, patterns, ask, other.text)}")
    return last.at(f"up to here there are matches; with {_short(last)} none is left")


def _last(asked: Sequence[Pattern], patterns: Patterns, ask: Ask, vocabulary: Vocabulary) -> Hint | None:
    """Find the FILTER or MINUS that takes away every match."""
    sieves = [one for one in asked if one.kind in {"filter", "minus"}]
    solid = [one.text for one in asked if one.kind not in {"filter", "minus"}]
    for one in sieves:
        if ask(patterns.ask(*solid, one.text)) is False:
            why = _name_in_filter(one, solid, patterns, ask, vocabulary) or instead(
                one, lambda other: ask(patterns.ask(*solid, other))
            )
            return one.at(f"the patterns match, but this {one.kind.upper()} leaves nothing{why}")
    if len(sieves) > 1 and ask(patterns.ask(*(one.text for one in asked))) is False:
        return sieves[-1].at("each FILTER leaves something, but all of them together leave nothing")
    return None


def _name_in_filter(one: Pattern, solid: Sequence[str], patterns: Patterns, ask: Ask, vocabulary: Vocabulary) -> str:
    """A text compared where a name should be: ``FILTER(?mode = "predicted")``."""
    for match in _EQUAL.finditer(one.text):
        for name in vocabulary.named(match[2]):
            if ask(patterns.ask(*solid, f"FILTER({match[1]} = {name})")):
                return f": {match[1]} is no text, write {match[1]} = {name}"
    return ""


def _short(one: Pattern) -> str:
    text = " ".join(one.text.removesuffix(" .").split())
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def _advice(one: Pattern, patterns: Patterns, ask: Ask, iri: Iri, vocabulary: Vocabulary) -> str:
    """Say what would match instead of a triple."""
    if one.kind != "triple":
        return ""
    if "<<" in one.text or "{|" in one.text:
        return ": what is said of a triple stands in graph-rdf12.ttl (--data), and else on o:Claim"
    if not one.verb:
        return ""
    for find in (_exact_words, _other_literal, _no_literal, _other_label, _other_way, _in_claims):
        found = next(find(one, patterns, ask, iri, vocabulary), "")
        if found:
            return found
    return ""


def _exact_words(one: Pattern, patterns: Patterns, ask: Ask, _: Iri, __: Vocabulary) -> Iterator[str]:
    """A claim's sentence by a path that is too short: ``o:supported_by/oa:exact``."""
    found = _words_of_claim(one, patterns, ask)
    if found:
        yield found


def _words_of_claim(one: Pattern, patterns: Patterns, ask: Ask, other: str = "") -> str:
    """Say by which path a claim's sentence is found, where that is what a pattern looks for."""
    better = f"{one.subject} {_SENTENCE} {one.object}"
    wanted = one.verb.endswith("oa:exact") and one.verb != _SENTENCE
    return f"; write {better}" if wanted and ask(patterns.ask(other, f"{better} .")) else ""


def _other_literal(one: Pattern, patterns: Patterns, ask: Ask, _: Iri, __: Vocabulary) -> Iterator[str]:
    """The same text with another type or without a language."""
    match = _LITERAL.fullmatch(one.object)
    if match is None:
        return
    text, tail = match[1], match[2] or ""
    ways = {f"{text}^^{name}": f"{text}^^<{datatype}>" for name, datatype in _TYPES.items()}
    ways |= {text: text} if tail else {}
    ways |= {text[1:-1]: text[1:-1]} if _BARE.fullmatch(text[1:-1]) else {}
    dated = re.fullmatch(r"[\d.X~?%/\[\],-]+", text[1:-1])
    for shown, written in ways.items():
        if (dated or "^^" not in shown) and ask(patterns.ask(f"{one.subject} {one.verb} {written}")):
            reason = "texts here have no language" if tail.startswith("@") else "the value has another type"
            yield f": {reason}, write {shown}"


def _no_literal(one: Pattern, patterns: Patterns, ask: Ask, _: Iri, vocabulary: Vocabulary) -> Iterator[str]:
    """A text where a name should stand: ``o:mode "predicted"``."""
    match = _LITERAL.fullmatch(one.object)
    words = match[1][1:-1] if match else ""
    for name in (*vocabulary.named(words), *vocabulary.meant("id", words)) if words else ():
        if ask(patterns.ask(f"{one.subject} {one.verb} {name}")):
            yield f": its values are no texts, write {name}"


def _other_label(one: Pattern, patterns: Patterns, ask: Ask, _: Iri, vocabulary: Vocabulary) -> Iterator[str]:
    """A label in another spelling."""
    match = _LITERAL.fullmatch(one.object)
    if match is None or not one.verb.lower().endswith("label"):
        return
    found = vocabulary.meant("id", match[1][1:-1])
    if found:
        yield f": no label is spelt so; did you mean {either(found)}?"
        return
    if ask(patterns.ask(f"{one.subject} {one.verb} ?label FILTER(LCASE(STR(?label)) = LCASE({match[1]}))")):
        yield ": capitals count"


def _other_way(one: Pattern, patterns: Patterns, ask: Ask, _: Iri, __: Vocabulary) -> Iterator[str]:
    """Subject and object the wrong way round."""
    if one.object[:1] in {'"', "'", "[", "("} or one.verb == "a" or one.object[:1].isdigit():
        return
    if one.subject[:1] in "?$" and one.object[:1] in "?$":
        return
    turned = f"{one.object} {one.verb} {one.subject}"
    if ask(patterns.ask(turned)):
        yield f": the other way round it does, {turned}"


def _in_claims(one: Pattern, patterns: Patterns, ask: Ask, iri: Iri, vocabulary: Vocabulary) -> Iterator[str]:
    """A relation that stands in claims but is no plain edge: predicted, denied, assessed."""
    verb = iri(one.verb) if ":" in one.verb else None
    name = vocabulary.term(verb) if verb else None
    if verb is None or name not in vocabulary.terms.relations:
        return
    claim = next(name for name in ("?claim", "?statement", "?said") if name not in {one.subject, one.object})
    triple = f"{claim} rdf:subject {one.subject} ; rdf:predicate {one.verb} ; rdf:object {one.object}"
    claims = f"{triple} ; o:mode ?mode ; o:certainty ?certainty ; o:polarity ?polarity"
    if ask(patterns.ask(claims)):
        reason = " as a plain edge. It stands in claims that are none (predicted, denied, not certain …)"
        yield f"{reason}: SELECT * {{ {claims} }}"
