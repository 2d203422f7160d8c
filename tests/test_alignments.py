"""Mappings to neighbouring vocabularies: each for a term that exists, each with its source and reason."""

from helpers import ROOT
from rdflib import OWL
from rdflib import RDF
from rdflib import RDFS
from rdflib import SKOS
from rdflib import Graph
from rdflib import URIRef
from rdflib.namespace import DCTERMS

from kg.terms import BASE
from kg.terms import ontology

GRAPH = Graph().parse(ROOT / "ontology" / "alignments.ttl")
OURS = f"{BASE}ontology#"
MAPPINGS = {SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch}
OWN = {URIRef(f"{OURS}{name}") for name in ("acled_sub_event", "ftm_schema", "plover_event")}


def test_every_mapping_is_annotated_with_source_and_reason() -> None:
    mapped = {(s, p, o) for s, p, o in GRAPH if p in MAPPINGS | OWN}
    annotated = set()
    for axiom in GRAPH.subjects(RDF.type, OWL.Axiom):
        parts = [GRAPH.value(axiom, one) for one in (OWL.annotatedSource, OWL.annotatedProperty, OWL.annotatedTarget)]
        assert str(GRAPH.value(axiom, DCTERMS.source)).startswith("https://")
        assert GRAPH.value(axiom, RDFS.comment)
        annotated.add(tuple(parts))
    assert annotated == mapped
    assert len(mapped) > 40


def test_every_mapped_term_exists_and_every_neighbour_is_there() -> None:
    terms = ontology().terms
    for axiom in GRAPH.subjects(RDF.type, OWL.Axiom):
        assert str(GRAPH.value(axiom, OWL.annotatedSource)).removeprefix(OURS) in terms
    sources = " ".join(str(value) for value in GRAPH.objects(None, DCTERMS.source))
    for neighbour in ("sem", "prov-o", "followthemoney", "acleddata", "PLOVER", "wikidata"):
        assert neighbour in sources, neighbour


def test_nothing_is_mapped_by_identity() -> None:
    assert not list(GRAPH.subject_objects(OWL.sameAs))
