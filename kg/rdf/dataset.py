"""A corpus → the dataset, block by block: which triples, in which named graph, in which order.

The default graph holds what a newcomer expects: entities, plain edges, claims, evidence, documents.
Each of its blocks also stands in one named graph: its document's, ``entities``, or ``edges``.
Background geography, what rules infer, and what only the wide policy admits stand in graphs of
their own and never in the default graph.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping

from kg.model import Claim
from kg.model import Corpus
from kg.projection import Policy
from kg.rdf.claims import Context
from kg.rdf.claims import attribution_triples
from kg.rdf.claims import claim_triples
from kg.rdf.claims import evidence_triples
from kg.rdf.edges import EDGES
from kg.rdf.edges import UNCONFIRMED
from kg.rdf.edges import Block
from kg.rdf.edges import Edges
from kg.rdf.names import LABEL
from kg.rdf.names import TYPE
from kg.rdf.names import Names
from kg.rdf.names import Triple
from kg.rdf.names import literal
from kg.rdf.registry import background_triples
from kg.rdf.registry import document_triples
from kg.rdf.registry import entity_triples
from kg.rdf.rules import RULES

ENTITIES, BACKGROUND = "entities", "background"
RECENT = 2**15  # at least so many passages and chains remembered, so that each is written once


def context_of(corpus: Corpus, policy: Policy = Policy.DEFAULT) -> Context:
    """Give what claims' triples draw on, for a corpus."""
    wanted = {key for claim in corpus.claims for key in claim.linked("derived_from")}
    bases = {claim.key: claim for claim in corpus.claims if claim.key in wanted}
    return Context(Names(corpus.base), corpus.ontology, corpus.entities, bases, policy, corpus.context)


def blocks(corpus: Corpus, policy: Policy = Policy.DEFAULT) -> Iterator[Block]:
    """Give the whole dataset of a corpus, in a fixed order."""
    context = context_of(corpus, policy)
    names = context.names
    seen = Seen()
    yield Block(ENTITIES, in_default=True, triples=list(_graph_labels(corpus, names, policy)))
    for entity in corpus.entities.values():
        triples = entity_triples(entity, names, corpus.ontology, corpus.entities)
        yield Block(ENTITIES, in_default=True, triples=triples)
    for document in corpus.documents.values():
        yield Block(document.id, in_default=True, triples=document_triples(document, names))
        own = (claim for claim in corpus.claims if claim.documents[:1] == (document.id,))
        yield from claim_blocks(own, context, seen)
    with Edges(context) as edges:
        for claim in corpus.claims:
            edges.add(claim)
        yield from edges.blocks()
    for entity in corpus.entities.values():
        for statement in background_triples(entity, names):
            yield Block(BACKGROUND, in_default=False, triples=statement)


def claim_blocks(claims: Iterable[Claim], context: Context, seen: "Seen | None" = None) -> Iterator[Block]:
    """Give each claim's block, then those of its passages and voices on their first use.

    Claims may be a stream of any length: memory stays bounded. (A passage or chain that comes up
    again after 32,768 others is repeated, which changes no set of triples.)
    """
    seen = seen or Seen()
    for claim in claims:
        graph = claim.documents[0]
        triples = claim_triples(claim, context)
        for passage in claim.evidence:
            if seen.is_new(passage.key):
                triples += evidence_triples(passage, context.names)
        for depth in range(len(claim.voices), 0, -1):
            if seen.is_new(claim.voices[:depth]):
                triples += attribution_triples(claim.voices[:depth], context.names)
        yield Block(graph, in_default=True, triples=triples)


def _graph_labels(corpus: Corpus, names: Names, policy: Policy) -> Iterator[Triple]:
    labels = {
        ENTITIES: "entities, and the graphs themselves",
        EDGES: f"plain edges (policy {policy})",
        BACKGROUND: "background statements of the registry, from no text",
    }
    labels |= {document.id: f"claims of: {document.title}" for document in corpus.documents.values()}
    labels |= {f"inferred-{rule}": f"edges inferred from plain edges by the rule {rule}" for rule in RULES}
    labels |= {UNCONFIRMED: "edges of probable, possible and assessed claims"} if policy is Policy.WIDE else {}
    for name, label in sorted(labels.items()):
        yield names.graph[name], TYPE, names.o["NamedGraph"]
        yield names.graph[name], LABEL, literal(label)


class Seen:
    """Remembers the last passages and chains of voices that were written, so that each is written once."""

    def __init__(self) -> None:
        self.new: set[object] = set()
        self.old: set[object] = set()

    def is_new(self, key: object) -> bool:
        """Tell whether a key comes up for the first time in a long while, and remember it."""
        if key in self.new or key in self.old:
            return False
        self.new.add(key)
        if len(self.new) >= RECENT:
            self.old, self.new = self.new, set()
        return True


def quads(stream: Iterable[Block], graphs: Mapping[str, str]) -> Iterator[str]:
    """Give the N-Quads lines of blocks; ``graphs`` gives each named graph's IRI by local name."""
    for block in stream:
        lines = [f"{subject} {predicate} {value} " for subject, predicate, value in block.triples]
        lines.append("")
        if block.in_default:
            yield ".\n".join(lines)
        yield f"{graphs[block.graph]} .\n".join(lines)
