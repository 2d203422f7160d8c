"""Legal queries that can't mean what they say: unknown names, and what leaves a result empty.

What is said is found out by asking: the dataset is asked whether a name, a pattern, or some patterns
together match anything. There are at most ``MOST`` such questions a query.
"""

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from itertools import islice

from kg.errors import KgError
from kg.errors import either
from kg.query.advice.explain import LONGEST
from kg.query.advice.hints import Hint
from kg.query.advice.hints import Prologue
from kg.query.advice.hints import at
from kg.query.advice.inferred import inferred
from kg.query.advice.on_claims import only_on_claims
from kg.query.advice.prologue import redeclared
from kg.query.advice.prologue import unbound
from kg.query.advice.prologue import valueless
from kg.query.advice.unmatched import unmatched
from kg.query.advice.vocabulary import Vocabulary
from kg.query.advice.wrong_words import quoted_name
from kg.query.syntax.grammar import AGGREGATES
from kg.query.syntax.parse import Parsed
from kg.query.syntax.parse import parse
from kg.query.syntax.patterns import Patterns
from kg.query.syntax.tokens import Kind
from kg.query.syntax.tokens import Token

MOST = 30  # questions to the dataset
NAMES = 15  # of which so many are about names
SHOWN = 3  # names that may have been meant
_ENDS = {".", ";", ",", "}", ")"}  # marks behind an object
_AS_PROPERTY = "ASK {{ {{ ?s <{0}> ?o }} UNION {{ GRAPH ?g {{ ?s <{0}> ?o }} }} }}"
_VALUE = "ASK {{ ?any <{}> <{}> }}"
_ANYWHERE = (
    "ASK {{ {{ <{0}> ?p ?o }} UNION {{ ?s <{0}> ?o }} UNION {{ ?s ?p <{0}> }} UNION {{ GRAPH <{0}> {{ ?s ?p ?o }} }} }}"
)


class Questions:
    """Yes-or-no questions to the dataset, so many and no more."""

    def __init__(self, ask: Callable[[str], bool], most: int = MOST) -> None:
        self._ask = ask
        self._left = most

    def __call__(self, query: str) -> bool | None:
        """Ask; None where the question can't be put, or no more may be asked."""
        if self._left <= 0:
            return None
        self._left -= 1
        try:
            return self._ask(query)
        except (KgError, SyntaxError, ValueError, RuntimeError, OSError):
            return None  # a pattern that is no query by itself; nothing is said about it


def notes(
    text: str, *, empty: bool, ask: Callable[[str], bool], vocabulary: Vocabulary, prefixes: Mapping[str, str]
) -> list[Hint]:
    """Give what a reader should know about the answer to a query.

    Args:
        text: a query that the engine answered.
        empty: whether the answer has no rows (of ASK: whether it was no).
        ask: puts an ASK query to the same dataset.
        vocabulary: names that may have been meant.
        prefixes: declared for every query.
    """
    parsed = parse(text) if len(text) <= LONGEST else None
    if parsed is None or parsed.stop is not None:
        return []
    if {**prefixes} != {**vocabulary.prefixes}:
        vocabulary = vocabulary.with_prefixes(prefixes)
    questions = Questions(ask)
    patterns = Patterns(text, parsed)
    known = Prologue(parsed.tokens, prefixes)
    found = list(valueless(parsed)) or list(unbound(parsed, empty=empty))
    found += redeclared(parsed, vocabulary) if empty else []
    if found:
        return sorted(dict.fromkeys(found))
    found = list(_names(parsed, known, vocabulary, questions, empty=empty))
    found += _kinds(patterns, known, vocabulary) if empty else []
    found += _properties(parsed, known, vocabulary, questions)
    calls = any(token.upper == "SERVICE" for token in parsed.tokens)  # another server is not asked for our sake
    found += [] if calls else only_on_claims(patterns, known, vocabulary, questions, empty=empty)
    if not found and not calls and (empty or _counts_nothing(parsed, patterns, questions)):
        found += unmatched(patterns, questions, known.iri_of, vocabulary)
    if not empty and not calls:
        found += inferred(patterns, questions, known.iri_of, vocabulary)
    return sorted(dict.fromkeys(found))


def _counts_nothing(parsed: Parsed, patterns: Patterns, ask: Questions) -> bool:
    """Tell whether an answer is the one row of an aggregate over nothing: a COUNT of 0."""
    select = next((node for query in parsed.tree.inner("query") for node in query.inner("select")), None)
    if select is None or any(any(node.inner("groupby")) for node in select.inner("modifiers")):
        return False
    columns = next(select.inner("selects"))
    counts = any(node.rule == "call" and parsed.tokens[node.start].upper in AGGREGATES for node in columns.walk())
    return counts and ask(patterns.ask(*(one.text for one in patterns.asked))) is False


def _names(parsed: Parsed, known: Prologue, vocabulary: Vocabulary, ask: Questions, *, empty: bool) -> Iterator[Hint]:
    """Names in our namespaces that the dataset does not have."""
    seen: set[str] = set()
    made = {
        place
        for node in parsed.tree.walk()
        if node.rule in {"template", "prologue", "dataset"}
        for place in range(node.start, node.end)
    }
    for place, token in enumerate(parsed.tokens):
        iri = known.iri(token) if place not in made else None
        ours = vocabulary.ours(iri) if iri else None
        if iri is None or ours is None or iri in seen or len(seen) >= NAMES:
            continue
        if empty and vocabulary.term(iri):
            continue  # else the ontology need not be read: the dataset has most names
        seen.add(iri)
        if ask(_ANYWHERE.format(iri)) is False and not vocabulary.term(iri):
            fitting = _fitting(parsed, place, known, vocabulary, ask)
            elsewhere = vocabulary.properties(iri) if fitting is None and ours[0] == "o" else []
            if elsewhere and elsewhere[0].partition(":")[2] == ours[1]:
                yield _missing(token, ours[0], elsewhere)
                continue
            meant = _unknown(token, *ours, parsed.token(place + 1), vocabulary) if fitting is None else None
            yield meant or _missing(token, ours[0], fitting or ())


def _properties(parsed: Parsed, known: Prologue, vocabulary: Vocabulary, ask: Questions) -> Iterator[Hint]:
    """Properties of other vocabularies that the dataset does not have, where it has one like them: ``rdfs:lable``."""
    verbs = (place for node in parsed.tree.walk() if node.rule == "verb" for place in range(node.start, node.end))
    foreign: dict[str, Token] = {}
    for place in verbs:
        iri = known.iri(parsed.tokens[place])
        if iri and not vocabulary.ours(iri):
            foreign.setdefault(iri, parsed.tokens[place])
    for iri, token in foreign.items():
        if ask(_AS_PROPERTY.format(iri)) is False and (found := vocabulary.properties(iri)):
            yield at(token, f"there is no property {token.text} here: did you mean {either(found)}?")


def _fitting(parsed: Parsed, place: int, known: Prologue, vocabulary: Vocabulary, ask: Questions) -> list[str] | None:
    """Give the values like this one that the dataset has with its property; None where it is no value."""
    before, following = parsed.token(place - 1), parsed.token(place + 1)
    verb = known.iri(before) if before else None
    ours = vocabulary.ours(known.iri(parsed.tokens[place]) or "")
    is_object = following is not None and following.text in _ENDS
    if ours is None or ours[0] != "o" or not is_object or verb is None or not vocabulary.term(verb):
        return None
    fits = (one for one in vocabulary.values(ours[1]) if ask(_VALUE.format(verb, _expanded(one, vocabulary.prefixes))))
    return list(islice(fits, SHOWN))


def _expanded(name: str, prefixes: Mapping[str, str]) -> str:
    prefix, _, local = name.partition(":")
    return f"{prefixes[prefix]}{local}"


def _unknown(token: Token, prefix: str, local: str, following: Token | None, vocabulary: Vocabulary) -> Hint:
    if not local and following and following.kind is Kind.STRING and following.offset == token.end:
        hint = quoted_name(vocabulary, token, following)
        if hint:
            return hint
    return _missing(token, prefix, vocabulary.meant(prefix, local))


def _missing(token: Token, prefix: str, found: Sequence[str]) -> Hint:
    noun = {"o": "class, property or value", "id": "entity", "doc": "document", "graph": "graph"}.get(prefix, prefix)
    meant = f": did you mean {either(found)}?" if found else ""
    return at(token, f"there is no {noun} {token.text} here{meant}")


def _kinds(patterns: Patterns, known: Prologue, vocabulary: Vocabulary) -> Iterator[Hint]:
    """Relations taken for classes, and classes for properties."""
    terms = vocabulary.terms.terms
    for one in patterns.triples:
        name = _term(one.object, known, vocabulary) if one.verb in {"a", "rdf:type"} else None
        if name and "Class" not in terms[name].kinds:
            is_relation = {"Relation", "Qualifier", "ClaimTerm"} & terms[name].kinds
            kind = "a property" if is_relation else "a value"
            better = f"{one.subject} {one.object} ?what" if is_relation else f"{one.subject} ?property {one.object}"
            yield one.at_object(f"{one.object} is {kind}, no class: write {better}")
        verb = _term(one.verb, known, vocabulary)
        if verb and "Class" in terms[verb].kinds:
            yield one.at_verb(f"{one.verb} is a class, no property: write {one.subject} a {one.verb}")


def _term(name: str, known: Prologue, vocabulary: Vocabulary) -> str | None:
    iri = known.iri_of(name) if ":" in name else None
    return vocabulary.term(iri) if iri else None
