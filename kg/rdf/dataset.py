"""A corpus → the dataset, block by block: which triples, in which named graph, in which order.

The default graph holds what a newcomer expects: entities, plain edges, claims, evidence, documents.
Each of its blocks also stands in one named graph: its document's, ``entities``, or ``edges``.
Background geography, what rules infer, and what only the wide policy admits stand in graphs of
their own and never in the default graph.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from kg.model import Claim
from kg.model import Corpus
from kg.model import Literal
from kg.projection import Layer
from kg.projection import Policy
from kg.projection import layer
from kg.rdf.claims import Context
from kg.rdf.claims import attribution_triples
from kg.rdf.claims import claim_triples
from kg.rdf.claims import evidence_triples
from kg.rdf.names import LABEL
from kg.rdf.names import TYPE
from kg.rdf.names import Names
from kg.rdf.names import Triple
from kg.rdf.names import literal
from kg.rdf.registry import background_triples
from kg.rdf.registry import document_triples
from kg.rdf.registry import entity_triples
from kg.rdf.rules import RULES
from kg.rdf.rules import Edge
from kg.rdf.rules import infer
from kg.rdf.spool import distinct

ENTITIES, EDGES, BACKGROUND, UNCONFIRMED = "entities", "edges", "background", "unconfirmed"
RECENT = 2**16  # passages and chains remembered, so that each is written once
_SEPARATOR = "\t"  # between an edge's parts while it is sorted: it is in no N-Triples term
_EDGE, _MAYBE = "0", "1"  # sort a plain edge before the same edge as unconfirmed or inferred


@dataclass(frozen=True, slots=True)
class Block:
    """Triples that belong together.

    Attributes:
        graph: local name of their named graph.
        in_default: whether they stand in the default graph too.
        triples: those with one subject stand together.
    """

    graph: str
    in_default: bool
    triples: list[Triple]


def context_of(corpus: Corpus, policy: Policy = Policy.DEFAULT) -> Context:
    """Give what claims' triples draw on, for a corpus."""
    wanted = {key for claim in corpus.claims for key in claim.linked("derived_from")}
    bases = {claim.key: claim for claim in corpus.claims if claim.key in wanted}
    return Context(Names(corpus.base), corpus.ontology, corpus.entities, bases, policy)


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
    yield from edge_blocks(corpus.claims, context)
    for entity in corpus.entities.values():
        for statement in background_triples(entity, names):
            yield Block(BACKGROUND, in_default=False, triples=statement)


def claim_blocks(claims: Iterable[Claim], context: Context, seen: "Seen | None" = None) -> Iterator[Block]:
    """Give each claim's block, then those of its passages and voices on their first use.

    Claims may be a stream of any length: memory stays bounded. (A passage or chain that comes up
    again after 65,536 others is repeated, which changes no set of triples.)
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


def edge_blocks(claims: Iterable[Claim], context: Context) -> Iterator[Block]:
    """Give the plain edges, each once, sorted: projected ones, unconfirmed ones, inferred ones.

    Claims are gone through twice: an iterable that can be begun again.

    What is inferred rests on the projected edges alone; where an edge is projected anyway, its
    unconfirmed or inferred double is left out.
    """
    for (tag, graph), lines in groupby(distinct(_winners(_tagged(claims, context))), _heading):
        for _, group in groupby(map(_triple, lines), lambda triple: triple[0]):
            yield Block(graph, in_default=tag == _EDGE, triples=list(group))


def _tagged(claims: Iterable[Claim], context: Context) -> Iterator[str]:
    """Give sortable lines ``subject predicate object tag graph`` of projected, unconfirmed and inferred edges."""
    names = context.names
    for claim in claims:
        where = layer(claim, context.policy)
        if where is not Layer.NONE:
            tag = _EDGE if where is Layer.EDGES else _MAYBE
            edge = (names.id[claim.subject], names.o[claim.predicate], names.value(claim.object))
            yield _SEPARATOR.join((*edge, tag, where))
    for (subject, relation, target), rule in infer(_projected(claims, context.policy), context.ontology):
        edge = (names.id[subject], names.o[relation], names.id[target])
        yield _SEPARATOR.join((*edge, _MAYBE, f"inferred-{rule}"))


def _projected(claims: Iterable[Claim], policy: Policy) -> Iterator[Edge]:
    for claim in claims:
        if layer(claim, policy) is Layer.EDGES and not isinstance(claim.object, Literal):
            yield claim.subject, claim.predicate, claim.object


def _winners(lines: Iterable[str]) -> Iterator[str]:
    """Sort, drop the lesser doubles of projected edges, and turn lines into ``tag graph s p o``."""
    for _, group in groupby(distinct(lines), lambda line: line.split(_SEPARATOR)[:3]):
        rows = [line.split(_SEPARATOR) for line in group]
        for subject, predicate, value, tag, graph in rows:
            if tag == rows[0][3]:
                yield _SEPARATOR.join((tag, graph, subject, predicate, value))


def _heading(line: str) -> tuple[str, str]:
    tag, graph, _ = line.split(_SEPARATOR, 2)
    return tag, graph


def _triple(line: str) -> Triple:
    _, _, subject, predicate, value = line.split(_SEPARATOR)
    return subject, predicate, value


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
        self.keys: dict[object, None] = {}

    def is_new(self, key: object) -> bool:
        """Tell whether a key comes up for the first time in a long while, and remember it."""
        if key in self.keys:
            return False
        self.keys[key] = None
        if len(self.keys) > RECENT:
            del self.keys[next(iter(self.keys))]
        return True


def quads(stream: Iterable[Block], graphs: Mapping[str, str]) -> Iterator[str]:
    """Give the N-Quads lines of blocks; ``graphs`` gives each named graph's IRI by local name."""
    for block in stream:
        graph = graphs[block.graph]
        body = [f"{subject} {predicate} {value} " for subject, predicate, value in block.triples]
        if block.in_default:
            yield "".join([f"{line}.\n" for line in body])
        yield "".join([f"{line}{graph} .\n" for line in body])
