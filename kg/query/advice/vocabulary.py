"""The names that a query may use, for saying which one was meant.

Terms come from the ontology. Entities come from the dataset, through a query, and only when one is
looked for; without such a query, only terms are known.
"""

import re
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from difflib import get_close_matches
from functools import cached_property
from urllib.parse import unquote

from kg.rdf.names import KINDS
from kg.terms import Ontology
from kg.terms import ontology
from kg.text import normalized

Rows = Callable[[str], Iterable[Sequence[str]]]

MOST = 20_000  # labels that are compared for likeness
SAMPLE = 100_000  # triples whose properties are known
START = 4  # letters that may stand for the whole
LIKE = 0.75  # how alike two spellings must be
ALIKE, CANDIDATES = 0.6, 6  # how alike, and how many, where the dataset is asked which of them fits
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SPELLINGS = """SELECT ?entity ?label {{
  ?entity <http://www.w3.org/2004/02/skos/core#prefLabel>|<http://www.w3.org/2004/02/skos/core#altLabel> ?label
  FILTER(STRSTARTS(STR(?entity), "{namespace}")) }} LIMIT {most}"""
_SPELT = 'SELECT ?entity {{ ?entity <{property}> "{spelling}" FILTER(STRSTARTS(STR(?entity), "{namespace}")) }} LIMIT 5'
_PROPERTIES = f"SELECT DISTINCT ?p {{ {{ SELECT ?p {{ ?s ?p ?o }} LIMIT {SAMPLE} }} }}"
_TYPED = "SELECT ?thing {{ ?thing a <{type}> }} LIMIT {most}"


def _none(_: str) -> Iterable[Sequence[str]]:
    return ()


class Vocabulary:
    """Names of one dataset.

    Attributes:
        prefixes: prefix → namespace.
    """

    def __init__(self, prefixes: Mapping[str, str], rows: Rows = _none, terms: Ontology | None = None) -> None:
        """Take what is known.

        Args:
            prefixes: prefix → namespace.
            rows: runs a SELECT query and gives its rows as IRIs (without angle brackets) and texts.
            terms: the ontology; the built-in one if it is not given.
        """
        self.prefixes = prefixes
        self._rows = rows
        self._given = terms

    @cached_property
    def terms(self) -> Ontology:
        """The ontology, read when it is first needed."""
        return self._given or ontology()

    def with_prefixes(self, prefixes: Mapping[str, str]) -> "Vocabulary":
        """Give the same names under other prefixes."""
        return Vocabulary(prefixes, self._rows, self._given)

    @property
    def namespaces(self) -> Mapping[str, str]:
        """Our own prefixes: the ontology's, and one for each kind of thing."""
        return {name: self.prefixes[name] for name in ("o", *KINDS) if name in self.prefixes}

    def ours(self, iri: str) -> tuple[str, str] | None:
        """Split an IRI of ours into prefix and local name; None for any other."""
        found = ((name, iri[len(space) :]) for name, space in self.namespaces.items() if iri.startswith(space))
        return next(found, None)

    def term(self, iri: str) -> str | None:
        """Give the local name of a term of the ontology; None for any other IRI."""
        space = self.prefixes.get("o")
        local = iri[len(space) :] if space and iri.startswith(space) else ""
        return local if local in self.terms.terms else None

    @cached_property
    def of_claims(self) -> frozenset[str]:
        """Properties that stand on claims, or on what claims consist of; never on a plain edge."""
        return frozenset([*self.terms.of_kind("ClaimTerm"), *self.terms.qualifiers])

    def meant(self, prefix: str, words: str, *, exactly: bool = False) -> list[str]:
        """Give the prefixed names that some words may stand for, the likeliest first.

        Args:
            prefix: of the name in which the words stand.
            words: a name or a label, in any spelling.
            exactly: leave out what is only like them.

        >>> from kg.rdf.names import Names
        >>> Vocabulary(Names("https://w3id.org/syraq/").prefixes).meant("o", "withdrew from")
        ['o:withdrew_from']
        """
        words = unquote(words)
        if exactly:
            found = self.exact(words)
            return [found] if found else []
        finders = {"o": self._like_terms, "id": self._like_entities}
        likely = finders[prefix](words) if prefix in finders else self._like_things(prefix, words)
        elsewhere = None if likely else self.exact(words)
        return likely or ([elsewhere] if elsewhere else [])

    def exact(self, words: str) -> str | None:
        """Give the one name that some words are a label or spelling of; None without one."""
        return next(iter(self.named(words)), None)

    def named(self, words: str) -> list[str]:
        """Give every prefixed name of which some words are a label or spelling."""
        return [*(f"o:{name}" for name in self._terms.get(_squeezed(words), ())), *self._spelt(words)]

    def properties(self, iri: str) -> list[str]:
        """Give properties of the dataset, as prefixed names, for which an IRI may have been meant that is none.

        They are called the same in another namespace (``o:subject``), or like it in its own (``rdfs:lable``).
        """
        space, local = _split(iri)
        same = [name for name in self._properties if name.partition(":")[2] == local]
        prefix = next((name for name, known in self.prefixes.items() if known == space), None)
        near = {
            name.partition(":")[2].casefold(): name for name in self._properties if name.partition(":")[0] == prefix
        }
        close = get_close_matches(local.casefold(), near, n=3, cutoff=LIKE)
        return (same or [near[one] for one in close])[:3]

    @cached_property
    def _properties(self) -> list[str]:
        spaces = {space: name for name, space in self.prefixes.items()}
        found = (_split(row[0]) for row in self._rows(_PROPERTIES))
        return sorted(f"{spaces[space]}:{local}" for space, local in found if space in spaces)

    def values(self, words: str) -> list[str]:
        """Give the prefixed names that some words, where a value should stand, may stand for: more than are likely.

        >>> from kg.rdf.names import Names
        >>> "o:predicted" in Vocabulary(Names("https://w3id.org/syraq/").prefixes).values("prediction")
        True
        """
        close = get_close_matches(_squeezed(words), self._terms, n=CANDIDATES, cutoff=ALIKE)
        exact = self.exact(words)
        return list(
            dict.fromkeys([*([exact] if exact else []), *(f"o:{n}" for one in close for n in self._terms[one])])
        )

    @cached_property
    def _terms(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name, term in self.terms.terms.items():
            for spelling in dict.fromkeys([_squeezed(name), _squeezed(term.label)]):
                found.setdefault(spelling, []).append(name)
        return found

    def _like_terms(self, words: str) -> list[str]:
        return [f"o:{name}" for name in _closest(_squeezed(words), self._terms)]

    def _like_entities(self, words: str) -> list[str]:
        return self._spelt(words) or [f"id:{name}" for name in _closest(_squeezed(words), self._entities)]

    def _like_things(self, prefix: str, words: str) -> list[str]:
        kinds = {"doc": "Document", "graph": "NamedGraph"}
        if prefix not in kinds or "o" not in self.prefixes:
            return []
        rows = self._rows(_TYPED.format(type=f"{self.prefixes['o']}{kinds[prefix]}", most=MOST))
        known: dict[str, list[str]] = {}
        for local in self._locals(prefix, rows):
            known.setdefault(_squeezed(local), []).append(local)
        return [f"{prefix}:{name}" for name in _closest(_squeezed(words), known)]

    def _spelt(self, words: str) -> list[str]:
        """Give entities of which some words are a spelling, whatever their case and hyphens."""
        spelling = normalized(_HUMP.sub(" ", words))
        if "id" not in self.prefixes or "o" not in self.prefixes or not spelling:
            return []
        property_ = f"{self.prefixes['o']}normalized_label"
        for spelt in dict.fromkeys([normalized(words), spelling]):
            query = _SPELT.format(property=property_, spelling=spelt, namespace=self.prefixes["id"])
            if found := sorted(self._locals("id", self._rows(query))):
                return [f"id:{name}" for name in found]
        return []

    @cached_property
    def _entities(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        if "id" in self.prefixes:
            for row in self._rows(_SPELLINGS.format(namespace=self.prefixes["id"], most=MOST)):
                local = row[0].removeprefix(self.prefixes["id"])
                for spelling in dict.fromkeys([_squeezed(local), _squeezed(row[1])]):
                    names = found.setdefault(spelling, [])
                    names += [local] if local not in names else []
        return found

    def _locals(self, prefix: str, rows: Iterable[Sequence[str]]) -> Iterator[str]:
        space = self.prefixes[prefix]
        return (row[0].removeprefix(space) for row in rows if row[0].startswith(space))


def _split(iri: str) -> tuple[str, str]:
    """Split an IRI into namespace and local name."""
    local = re.split(r"[#/]", iri)[-1]
    return iri.removesuffix(local) if local else iri, local


def _squeezed(words: str) -> str:
    """Give a spelling without case, spaces, hyphens and underscores."""
    return normalized(words).replace(" ", "")


def _closest(spelling: str, known: Mapping[str, list[str]]) -> list[str]:
    if spelling in known:
        return known[spelling][:3]
    close = get_close_matches(spelling, known, n=3, cutoff=LIKE)
    if not close and len(spelling) >= START:
        close = sorted(one for one in known if one.startswith(spelling))
    return list(dict.fromkeys(name for one in close for name in sorted(known[one])))[:3]
