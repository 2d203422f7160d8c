"""A corpus looked up from every side that pages need, built once."""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from kg.graph import Graph
from kg.model import Claim
from kg.model import Evidence
from kg.network import Edge
from kg.rdf.claims import chain_key
from kg.text import normalized

COMPARED = 20_000  # spellings; among more, comparing takes too long for a page
Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Index:
    """A corpus by everything that has a page.

    Attributes:
        graph: the corpus and its names.
        claims: by key.
        about: claims by entity id that is their subject or object, in the corpus's order.
        mentioning: claims by entity id that is a qualifier's value.
        voiced: claims by the id of their innermost voice.
        referring: pairs of link and claim by the key of the claim that the link leads to.
        passages: by key, with the claims that they support.
        within: passages by document, in the order of the text.
        documented: claims by document.
        chains: voices by the key of their chain, every outer part included.
        chained: claims by the key of their chain of voices.
        spelled: entity ids by normalized spelling, sorted.
        edges: plain edges by entity id at either end.
    """

    graph: Graph
    claims: Mapping[str, Claim]
    about: Mapping[str, list[Claim]]
    mentioning: Mapping[str, list[Claim]]
    voiced: Mapping[str, list[Claim]]
    referring: Mapping[str, list[tuple[str, Claim]]]
    passages: Mapping[str, tuple[Evidence, list[Claim]]]
    within: Mapping[str, list[Evidence]]
    documented: Mapping[str, list[Claim]]
    chains: Mapping[str, tuple[str, ...]]
    chained: Mapping[str, list[Claim]]
    spelled: Mapping[str, list[str]]
    edges: Mapping[str, list[Edge]]

    def find(self, words: str) -> list[str]:
        """Give the ids of the entities that words name, or whose spellings hold them; best first."""
        corpus = self.graph.corpus
        if words in corpus.entities:
            return [words]
        folded = normalized(words)
        if not folded:
            return []
        exact = self.spelled.get(folded, [])
        if exact:
            return list(exact)
        holding = [spelling for spelling in self.spelled if folded in spelling]
        holding.sort(key=lambda spelling: (not spelling.startswith(folded), len(spelling), spelling))
        return list(dict.fromkeys(name for spelling in holding for name in self.spelled[spelling]))

    def close(self, words: str) -> list[str]:
        """Give the ids of the entities whose id or spelling is closest to words."""
        from difflib import get_close_matches  # noqa: PLC0415

        entities = self.graph.corpus.entities
        if len(self.spelled) > COMPARED:
            return []
        ids = {normalized(name): [name] for name in entities}
        known: dict[str, list[str]] = {**ids, **self.spelled}
        close = get_close_matches(normalized(words), known, n=5, cutoff=0.6)
        return list(dict.fromkeys(name for spelling in close for name in known[spelling]))


def index(graph: Graph) -> Index:
    """Look through a corpus once."""
    claims = graph.corpus.claims
    chains = {chain_key(voices): voices for claim in claims for voices in _outward(claim.voices)}
    passages: dict[str, tuple[Evidence, list[Claim]]] = {}
    for claim in claims:
        for passage in claim.evidence:
            passages.setdefault(passage.key, (passage, []))[1].append(claim)
    within: dict[str, list[Evidence]] = {}
    for passage, _ in sorted(passages.values(), key=lambda pair: (pair[0].start, -pair[0].end)):
        within.setdefault(passage.document, []).append(passage)
    return Index(
        graph=graph,
        claims={claim.key: claim for claim in claims},
        about=_grouped((end, claim) for claim in claims for end in _ends(claim)),
        mentioning=_grouped((end, claim) for claim in claims for end in _mentioned(claim)),
        voiced=_grouped((claim.voices[-1], claim) for claim in claims),
        referring=_grouped((key, (link, claim)) for claim in claims for link, key in claim.links),
        passages=passages,
        within=within,
        documented=_grouped((name, claim) for claim in claims for name in claim.documents),
        chains=chains,
        chained=_grouped((chain_key(claim.voices), claim) for claim in claims),
        spelled=_grouped(
            sorted(
                (folded, entity.id)
                for entity in graph.corpus.entities.values()
                for folded in dict.fromkeys(filter(None, map(normalized, entity.spellings)))
            )
        ),
        edges=_grouped(
            (end, edge) for edge in graph.network.edges for end in dict.fromkeys((edge.source, edge.target))
        ),
    )


def _ends(claim: Claim) -> Iterable[str]:
    return dict.fromkeys([claim.subject, *([claim.object] if isinstance(claim.object, str) else [])])


def _mentioned(claim: Claim) -> Iterable[str]:
    ends = _ends(claim)
    return dict.fromkeys(value for _, value in claim.qualifiers if isinstance(value, str) and value not in ends)


def _outward(voices: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return (voices[:depth] for depth in range(len(voices), 0, -1))


def _grouped(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, list[Value]]:
    found: dict[Key, list[Value]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found
