"""A claim → a nanopublication: what is said, where that comes from, and who published it, a graph each.

(https://nanopub.net/guidelines/working_draft/) The assertion is the claim itself, with mode, certainty, polarity
and time. The bare triple stands there too, but only where the claim is a plain edge that a text states: whoever
reads assertions at their word must never find a prediction, a denial or an inference stated as a fact.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import Claim
from kg.model import Corpus
from kg.model import Literal
from kg.projection import Layer
from kg.rdf.claims import OBJECT
from kg.rdf.claims import PREDICATE
from kg.rdf.claims import SUBJECT
from kg.rdf.claims import Context
from kg.rdf.claims import attribution_triples
from kg.rdf.claims import chain_key
from kg.rdf.claims import claim_label
from kg.rdf.claims import claim_triples
from kg.rdf.claims import evidence_triples
from kg.rdf.names import DCTERMS
from kg.rdf.names import LABEL
from kg.rdf.names import PROV
from kg.rdf.names import TYPE
from kg.rdf.names import Triple
from kg.rdf.names import literal
from kg.rdf.names import xsd
from kg.rdf.registry import document_triples
from kg.rdf.trusty import BLANK
from kg.rdf.trusty import artifact_code
from kg.terms import Mode

NP, NPX = "http://www.nanopub.org/nschema#", "http://purl.org/nanopub/x/"
IRI = re.compile(r"https?://[^\x00-\x20<>\"{}|\\^`]+")
PREFIXES = {"np": NP, "npx": NPX}
THIS, HEAD, ASSERTION, PROVENANCE, PUBINFO = "this:", "sub:Head", "sub:assertion", "sub:provenance", "sub:pubinfo"
SOURCES = (  # what a claim's triples say of where it comes from
    "voice", "attribution", "relayed_by", "independent_voice", "heard_through", "in_document", "supported_by",
    "derived_from", "rationale", "curator_note",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Nanopub:
    """Four graphs, with ``this:`` and ``sub:…`` for its own names.

    Attributes:
        iri: its trusty URI.
        space: the namespace of ``sub:``.
        graphs: name and triples of each graph, the head first.
    """

    iri: str
    space: str
    graphs: tuple[tuple[str, list[Triple]], ...]


def nanopub(claim: Claim, corpus: Corpus, context: Context) -> Nanopub:
    """Make the nanopublication of a claim."""
    triples = claim_triples(claim, context)
    sources = {context.names.o[name] for name in SOURCES}
    said = [triple for triple in triples if triple[1] not in sources]
    if context.layer(claim) is Layer.EDGES and claim.mode is not Mode.INFERRED:
        parts = {predicate: value for _, predicate, value in triples if predicate in {SUBJECT, PREDICATE, OBJECT}}
        said.insert(0, (parts[SUBJECT], parts[PREDICATE], parts[OBJECT]))
    graphs = (
        (HEAD, _head()),
        (ASSERTION, said),
        (PROVENANCE, [*_provenance(claim, corpus, context), *(one for one in triples if one[1] in sources)]),
        (PUBINFO, list(_pubinfo(claim, corpus, context))),
    )
    return _named(graphs, corpus.base)


def _head() -> list[Triple]:
    return [
        (THIS, TYPE, f"<{NP}Nanopublication>"),
        (THIS, f"<{NP}hasAssertion>", ASSERTION),
        (THIS, f"<{NP}hasProvenance>", PROVENANCE),
        (THIS, f"<{NP}hasPublicationInfo>", PUBINFO),
    ]


def _provenance(claim: Claim, corpus: Corpus, context: Context) -> Iterator[Triple]:
    """Give where the assertion comes from, with the passages and the documents, so that it stands alone."""
    names = context.names
    yield ASSERTION, f"<{PROV}wasAttributedTo>", names.id[claim.voices[-1]]
    yield ASSERTION, f"<{PROV}qualifiedAttribution>", names.attribution(chain_key(claim.voices))
    for key in claim.linked("derived_from") if claim.mode is Mode.INFERRED else ():
        yield ASSERTION, f"<{PROV}wasDerivedFrom>", names.claim(key)
    for passage in claim.evidence:
        yield ASSERTION, f"<{PROV}wasDerivedFrom>", names.evidence(passage.key)
    for depth in range(len(claim.voices), 0, -1):
        yield from attribution_triples(claim.voices[:depth], names)
    for passage in claim.evidence:
        yield from evidence_triples(passage, names)
    for name in claim.documents:
        yield from document_triples(corpus.documents[name], names)


def _pubinfo(claim: Claim, corpus: Corpus, context: Context) -> Iterator[Triple]:
    """Give who curated it, when and on what terms, as far as the corpus says so; and labels, for readers."""
    names = context.names
    yield THIS, LABEL, literal(claim_label(claim, context))
    yield THIS, f"<{NPX}hasNanopubType>", names.o["Claim"]
    yield THIS, f"<{DCTERMS}isPartOf>", f"<{corpus.base}>"
    for name in corpus.imprint.curators:
        iri = names.id[name] if name in corpus.entities else f"<{name}>" if IRI.fullmatch(name) else ""
        yield THIS, f"<{DCTERMS}creator>", iri or literal(name)
    if corpus.imprint.curated:
        yield THIS, f"<{DCTERMS}created>", xsd(corpus.imprint.curated.isoformat(), "date")
    if corpus.imprint.license:
        yield THIS, f"<{DCTERMS}license>", f"<{corpus.imprint.license}>"
    yield names.o[claim.predicate], LABEL, literal(corpus.ontology.label(claim.predicate))
    named = [claim.subject, claim.object, *claim.voices, *(value for _, value in claim.qualifiers)]
    for name in dict.fromkeys(one for one in named if not isinstance(one, Literal)):
        if name in corpus.entities:
            yield names.id[name], LABEL, literal(corpus.entities[name].label)


def _named(graphs: tuple[tuple[str, list[Triple]], ...], base: str) -> Nanopub:
    """Give the graphs their trusty URI."""
    start = f"{base}np/"

    def full(term: str) -> str:
        if term == THIS:
            return f"<{start}{BLANK}>"
        return f"<{start}{BLANK}#{term.removeprefix('sub:')}>" if term.startswith("sub:") else term

    quads = [(full(graph), full(s), p, full(o)) for graph, triples in graphs for s, p, o in triples]
    code = artifact_code(quads)
    return Nanopub(f"{start}{code}", f"{start}{code}#", graphs)
