"""The ontology's names, read from ``ontology/*.ttl``, which is their only source.

Names are local names: ``captured`` stands for ``{base}ontology#captured``. The enumerations
below are the few names that code decides by; a test holds them to the Turtle both ways.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from kg.resources import folder

BASE = "https://w3id.org/syraq/"  # the base that ontology/*.ttl is written with
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SCHEMA = "https://schema.org/"
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"


class Mode(StrEnum):
    """Names of modes."""

    ASSERTED = "asserted"
    REPORTED = "reported"
    PRESUPPOSED = "presupposed"
    ESTIMATED = "estimated"
    ASSESSED = "assessed"
    PREDICTED = "predicted"
    CONDITIONAL = "conditional"
    HYPOTHETICAL = "hypothetical"
    COUNTERFACTUAL = "counterfactual"
    INTENDED = "intended"
    NORMATIVE = "normative"
    QUESTION = "question"
    INFERRED = "inferred"


class Certainty(StrEnum):
    """Names of certainties."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNSPECIFIED = "unspecified"


class Polarity(StrEnum):
    """Names of polarities."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    UNKNOWN = "unknown"


class Rank(StrEnum):
    """Names of ranks."""

    PREFERRED = "preferred"
    NORMAL = "normal"
    DEPRECATED = "deprecated"


class TimeMode(StrEnum):
    """Names of time modes."""

    THROUGHOUT = "throughout"
    WITHIN = "within"


@dataclass(frozen=True, slots=True)
class Term:
    """A class, relation, qualifier, controlled value or other term.

    Attributes:
        name: its local name.
        label: its English label.
        definition: one or two sentences.
        example: an entity id, ``Subject predicate Object``, or free text.
        kinds: local names of its ``rdf:type``s in our namespace, and ``Class`` for a class.
        parents: local names of its direct super-classes or super-properties of ours.
        domain: names of classes that a relation's subject may have; empty for any.
        range: names of classes (or ``xsd:…``) that its object may have; empty for any.
        abstract: whether claims use its sub-properties only.
        symmetric: whether it holds both ways.
        transitive: whether it holds along chains.
        notes: other literal values by local name (``projection``, ``iri_template`` …).
    """

    name: str
    label: str
    definition: str
    example: str
    kinds: frozenset[str]
    parents: tuple[str, ...]
    domain: tuple[str, ...]
    range: tuple[str, ...]
    abstract: bool
    symmetric: bool
    transitive: bool
    notes: Mapping[str, str]

    @property
    def is_literal(self) -> bool:
        """Whether its objects are literals."""
        return bool(self.range) and all(name.startswith("xsd:") for name in self.range)


@dataclass(frozen=True)
class Ontology:
    """Every term by its local name, and the questions that code asks of them.

    Attributes:
        terms: by local name, sorted.
        own: Turtle of a corpus's own terms, empty without any.
        own_base: the base IRI that ``own`` is written with.
    """

    terms: Mapping[str, Term]
    own: str = ""
    own_base: str = BASE

    def of_kind(self, kind: str) -> Mapping[str, Term]:
        """Give the terms of one kind (``Class``, ``Relation``, ``Qualifier``, ``Mode`` …), by name.

        >>> "captured" in ontology().of_kind("Relation")
        True
        """
        return {name: term for name, term in self.terms.items() if kind in term.kinds}

    @cached_property
    def relations(self) -> Mapping[str, Term]:
        """What a claim's predicate can be."""
        return self.of_kind("Relation")

    @cached_property
    def qualifiers(self) -> Mapping[str, Term]:
        """Roles beyond subject and object."""
        return self.of_kind("Qualifier")

    @cached_property
    def entity_classes(self) -> Mapping[str, Term]:
        """What an entity's type can be."""
        classes = self.of_kind("Class")
        return {name: term for name, term in classes.items() if "Entity" in self.lineage(name)}

    def lineage(self, name: str) -> tuple[str, ...]:
        """Give a term and everything above it, nearest first, without repeats.

        >>> ontology().lineage("recaptured")[:3]
        ('recaptured', 'captured', 'gained_control_of')
        """
        found = dict.fromkeys([name])
        queue = [name]
        for current in queue:
            parents = self.terms[current].parents if current in self.terms else ()
            queue.extend(parent for parent in parents if parent not in found)
            found.update(dict.fromkeys(parents))
        return tuple(found)

    def is_a(self, name: str, any_of: Iterable[str]) -> bool:
        """Tell whether a class is, or is below, one of several."""
        return not set(self.lineage(name)).isdisjoint(any_of)

    def aligned(self, name: str, to: str) -> Mapping[str, str]:
        """Give all alignments of a term, or of the nearest one above it that has the one called ``to``; else none.

        >>> ontology().aligned("leads", "ftm_schema")["ftm_schema"]
        'Membership'
        """
        known = alignments()
        for one in self.lineage(name):
            own = self.terms[one].notes if one in self.terms else {}
            if to in (found := {**known.get(one, {}), **own}):
                return found
        return {}

    def label(self, name: str) -> str:
        """Give a term's label, or the name itself with spaces where there is none."""
        term = self.terms.get(name)
        return term.label if term and term.label else name.replace("_", " ")


def ontology(*extra: Path, base: str = BASE) -> Ontology:
    """Read the shipped ontology, and a corpus's own additions to it.

    Args:
        extra: Turtle files with more terms.
        base: the base IRI that those files are written with.

    Raises:
        SyntaxError: a file is not Turtle.
    """
    return _ontology(extra, base)


@lru_cache(maxsize=8)  # of one call: however the base is given, the files are read once
def _ontology(extra: tuple[Path, ...], base: str) -> Ontology:
    from pyoxigraph import RdfFormat  # noqa: PLC0415  # 10 ms that `kg --help` does not need
    from pyoxigraph import Store  # noqa: PLC0415

    store = Store()
    for path in (folder("ontology") / "kg.ttl", *extra):
        store.load(path.read_bytes(), format=RdfFormat.TURTLE)
    prefixes = {f"{base}ontology#": "o:", **_PREFIXES}
    facts: dict[str, dict[str, list[str]]] = {}
    for quad in store:
        subject, predicate, value = (_short(str(part), prefixes) for part in quad.triple)
        if subject.startswith("o:"):
            facts.setdefault(subject[2:], {}).setdefault(predicate, []).append(value)
    terms = MappingProxyType({name: _term(name, facts[name]) for name in sorted(facts)})
    return Ontology(terms, "".join(path.read_text(encoding="utf-8") for path in extra), base)


@lru_cache(maxsize=1)
def alignments() -> Mapping[str, Mapping[str, str]]:
    """Give what ``ontology/alignments.ttl`` says of our terms in words of our own properties, by term and property.

    >>> alignments()["Person"]["ftm_schema"]
    'Person'
    """
    from pyoxigraph import RdfFormat  # noqa: PLC0415
    from pyoxigraph import parse  # noqa: PLC0415

    found: dict[str, dict[str, str]] = {}
    text = (folder("ontology") / "alignments.ttl").read_bytes()
    for quad in sorted(parse(text, format=RdfFormat.TURTLE), key=str):
        subject, predicate, value = (_short(str(part), _PREFIXES) for part in quad.triple)
        if subject.startswith("o:") and predicate.startswith("o:"):
            found.setdefault(subject[2:], {}).setdefault(predicate[2:], value)
    return found


_PREFIXES = {f"{BASE}ontology#": "o:", RDF: "rdf:", RDFS: "rdfs:", OWL: "owl:", XSD: "xsd:", SKOS: "skos:"}
_PREFIXES |= {SCHEMA: "schema:"}


def _short(encoded: str, prefixes: Mapping[str, str]) -> str:
    """Shorten an N-Triples term: a prefixed name, or a literal's text."""
    if encoded.startswith("<"):
        iri = encoded[1:-1]
        found = (short + iri[len(long) :] for long, short in prefixes.items() if iri.startswith(long))
        return next(found, iri)
    return encoded[1 : encoded.rindex('"')].replace('\\"', '"').replace("\\n", "\n").replace("\\\\", "\\")


def _term(name: str, facts: Mapping[str, list[str]]) -> Term:
    kinds = set(facts.get("rdf:type", ()))

    def text(predicate: str) -> str:
        return next(iter(sorted(facts.get(predicate, ()))), "")

    return Term(
        name=name,
        label=text("rdfs:label"),
        definition=text("skos:definition"),
        example=text("skos:example"),
        kinds=frozenset(_ours(kinds)) | ({"Class"} if "owl:Class" in kinds else set()),
        parents=tuple(sorted(_ours(facts.get("rdfs:subClassOf", ()), facts.get("rdfs:subPropertyOf", ())))),
        domain=tuple(sorted(_ours(facts.get("schema:domainIncludes", ())))),
        range=tuple(sorted(value.removeprefix("o:") for value in facts.get("schema:rangeIncludes", ()))),
        abstract=text("o:abstract") == "true",
        symmetric="owl:SymmetricProperty" in kinds,
        transitive="owl:TransitiveProperty" in kinds,
        notes={key[2:]: min(values) for key, values in facts.items() if key.startswith("o:")},
    )


def _ours(*names: Iterable[str]) -> Iterator[str]:
    return (name[2:] for several in names for name in several if name.startswith("o:"))
