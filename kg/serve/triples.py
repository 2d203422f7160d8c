"""The triples of each thing that has a page, from the same functions that write the files."""

from collections.abc import Iterable
from collections.abc import Iterator

from kg.model import Claim
from kg.projection import Layer
from kg.projection import layer
from kg.rdf.claims import Context
from kg.rdf.claims import attribution_triples
from kg.rdf.claims import claim_label
from kg.rdf.claims import claim_triples
from kg.rdf.claims import evidence_triples
from kg.rdf.dataset import context_of
from kg.rdf.names import LABEL
from kg.rdf.names import Triple
from kg.rdf.names import literal
from kg.rdf.registry import background_triples
from kg.rdf.registry import document_triples
from kg.rdf.registry import entity_triples
from kg.serve.index import Index


class Describer:
    """Gives the triples of things.

    Attributes:
        index: the corpus.
    """

    def __init__(self, index: Index) -> None:
        self.index = index
        self.names = index.graph.names
        self._context: Context = context_of(index.graph.corpus, index.graph.policy)

    def entity(self, name: str) -> list[Triple]:
        """Give an entity's own triples, its background, its plain edges, and the claims about it."""
        corpus = self.index.graph.corpus
        entity = corpus.entities[name]
        triples = entity_triples(entity, self.names, corpus.ontology, corpus.entities)
        claims = self.index.about.get(name, [])
        triples += self._edges(claims)
        for _, *statement in background_triples(entity, self.names):  # what no text says is no edge here
            triples += statement
        for claim in claims:
            triples += claim_triples(claim, self._context)
        return triples

    def claim(self, key: str) -> list[Triple]:
        """Give a claim with its passages, its chain of voices, and the labels of the claims it links to."""
        claim = self.index.claims[key]
        triples = claim_triples(claim, self._context)
        for passage in claim.evidence:
            triples += evidence_triples(passage, self.names)
        for depth in range(len(claim.voices), 0, -1):
            triples += attribution_triples(claim.voices[:depth], self.names)
        linked = [self.index.claims[other] for _, other in claim.links if other in self.index.claims]
        return [*triples, *self._labels(linked)]

    def document(self, name: str) -> list[Triple]:
        """Give a document's description, and which claims stand in it."""
        corpus = self.index.graph.corpus
        claims = self.index.documented.get(name, [])
        me, inside = self.names.doc[name], self.names.o["in_document"]
        triples = document_triples(corpus.documents[name], self.names)
        for claim in claims:
            triples.append((self.names.claim(claim.key), inside, me))
            triples += self._labels([claim])
        return triples

    def evidence(self, key: str) -> list[Triple]:
        """Give a passage, and which claims it supports."""
        passage, claims = self.index.passages[key]
        supported = self.names.o["supported_by"]
        triples = evidence_triples(passage, self.names)
        for claim in claims:
            triples.append((self.names.claim(claim.key), supported, self.names.evidence(key)))
            triples += self._labels([claim])
        return triples

    def attribution(self, key: str) -> list[Triple]:
        """Give a chain of voices, link by link."""
        voices = self.index.chains[key]
        depths = range(len(voices), 0, -1)
        return [triple for depth in depths for triple in attribution_triples(voices[:depth], self.names)]

    def _labels(self, claims: Iterable[Claim]) -> Iterator[Triple]:
        return ((self.names.claim(claim.key), LABEL, literal(claim_label(claim, self._context))) for claim in claims)

    def _edges(self, claims: Iterable[Claim]) -> Iterator[Triple]:
        """Give the plain edges of claims: as in the default graph, each once."""
        found: dict[Triple, None] = {}
        for claim in claims:
            if layer(claim, self.index.graph.policy) is Layer.EDGES:
                edge = self.names.id[claim.subject], self.names.o[claim.predicate], self.names.value(claim.object)
                found[edge] = None
        return iter(sorted(found))
