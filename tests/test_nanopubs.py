"""Nanopublications: valid and trusty for their reference implementation, and never more than the claims say."""

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from helpers import HARBOUR
from helpers import INTEROP
from helpers import need
from hostile import DOCUMENT
from hostile import HOSTILE
from hostile import ODD
from hypothesis import given
from hypothesis import strategies as st
from nanopub.nanopub import Nanopub
from nanopub.trustyuri.rdf.RdfHasher import make_hash
from rdflib import ConjunctiveGraph
from rdflib import Literal
from rdflib import URIRef
from servers import jars

import kg
from kg.export.nanopubs import write
from kg.imprint import Imprint
from kg.rdf.names import literal
from kg.rdf.nanopub import NP
from kg.rdf.trusty import artifact_code

PATIENCE = 120  # seconds
SUBJECT, PREDICATE, OBJECT = (
    ox.NamedNode(f"http://www.w3.org/1999/02/22-rdf-syntax-ns#{name}") for name in ("subject", "predicate", "object")
)


def text_of(corpus: kg.Corpus, policy: str = "default") -> str:
    return "".join(write(kg.build(corpus, policy=policy)))


def encodable(corpus: kg.Corpus) -> kg.Corpus:
    """The hostile corpus without half characters, which no RDF file can hold."""
    entities = {
        name: replace(one, label=one.label.replace("\ud800", "?"), aliases=()) for name, one in corpus.entities.items()
    }
    return replace(corpus, entities=entities)


def checked(text: str, folder: Path) -> str:
    """What the reference implementation in Java says of nanopublications."""
    project = INTEROP / "nanopub"
    classpath = ":".join(map(str, jars(project=project, newest="nanopub-")))
    file = folder / "some.trig"
    file.write_text(text, encoding="utf-8", newline="\n")
    command = [need("java"), "-cp", classpath, "org.nanopub.CheckNanopub", str(file)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=PATIENCE)
    return done.stdout.rpartition("...")[2] or done.stdout


def graphs(text: str, name: str) -> Iterator[list[ox.Triple]]:
    """The triples of every nanopublication's graph of a name."""
    found: dict[str, list[ox.Triple]] = {}
    for quad in ox.parse(text.encode(), format=ox.RdfFormat.TRIG):
        found.setdefault(str(quad.graph_name), []).append(quad.triple)
    return (triples for graph, triples in found.items() if graph.endswith(f"{name}>"))


def bare(triples: list[ox.Triple]) -> set[tuple[str, str, str]]:
    """Triples that are neither about a claim nor part of one."""
    claims = {triple.subject for triple in triples if triple.predicate == SUBJECT}
    return {(str(one.subject), str(one.predicate), str(one.object)) for one in triples if one.subject not in claims}


@pytest.fixture(scope="module")
def text(graph: kg.Graph) -> str:
    return "".join(write(graph))


def test_the_reference_implementation_verifies_every_one(graph: kg.Graph, text: str, tmp_path: Path) -> None:
    assert checked(text, tmp_path).strip() == f"Summary: {len(graph.corpus.claims)} trusty (without signature);"


def test_odd_texts_and_other_corpora_are_verified_too(tmp_path: Path) -> None:
    several = [text_of(kg.read(HARBOUR)), text_of(encodable(HOSTILE), "wide")]
    for number, one in enumerate(several):
        (folder := tmp_path / str(number)).mkdir()
        assert checked(one, folder).strip() == f"Summary: {one.count('np:hasAssertion')} trusty (without signature);"


def test_a_changed_word_is_noticed(text: str, tmp_path: Path) -> None:
    changed = text.replace("The SAA and allied forces captured", "The SAA and allied forces freed", 1)
    assert "VERIFICATION FAILED" in checked(changed, tmp_path)


def test_the_python_client_reads_them(text: str) -> None:
    head, *several = text.split("\n@prefix this: ")
    for one in several[::40]:
        graph = ConjunctiveGraph()
        graph.parse(data=f"{head}@prefix this: {one}", format="trig")
        read = Nanopub(rdf=graph)
        assert read.is_valid
        assert str(read.metadata.np_uri) == one[1 : one.index(">")]


INFERRED = """
SELECT ?subject ?predicate ?object {
  ?claim o:mode o:inferred ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object
}
"""


def plain_edges(graph: kg.Graph) -> set[tuple[str, ...]]:
    """Give the edges that a text states, which a curator's inference is not."""
    where = ox.NamedNode(f"{graph.corpus.base}graph/edges")
    quads = graph.store.quads_for_pattern(None, None, None, where)
    found: set[tuple[str, ...]] = {(str(one.subject), str(one.predicate), str(one.object)) for one in quads}
    return found - {tuple(str(term) for term in row) for row in graph.query(INFERRED).terms}


@pytest.mark.parametrize("policy", ["strict", "default", "wide"])
def test_a_bare_triple_is_asserted_for_plain_edges_alone(corpus: kg.Corpus, policy: str) -> None:
    graph = kg.build(corpus, policy=policy)
    told = {triple for triples in graphs(text_of(corpus, policy), "assertion") for triple in bare(triples)}
    assert told == plain_edges(graph)
    assert len(told) > 50
    names = graph.names
    assert (names.id["IS"], names.o["withdrew_from"], names.id["Mayadeen"]) not in told


def test_what_is_predicted_or_denied_stands_only_as_a_claim_that_says_so(corpus: kg.Corpus, text: str) -> None:
    o = f"{corpus.base}ontology#"
    seen = 0
    for triples in graphs(text, "assertion"):
        told = {(str(one.predicate)[1:-1], str(one.object)[1:-1]) for one in triples}
        if (f"{o}mode", f"{o}predicted") in told or (f"{o}polarity", f"{o}negative") in told:
            seen += 1
            assert not bare(triples)
            label = next(value for name, value in told if name.endswith("#label"))
            assert label.endswith("]")
    assert seen > 20


def test_no_more_is_said_than_in_the_dataset(graph: kg.Graph, text: str) -> None:
    known = {quad.triple for quad in ox.parse("".join(graph.nquads()).encode(), format=ox.RdfFormat.N_QUADS)}
    for name in ("assertion", "provenance"):
        for triples in graphs(text, name):
            assert all(one in known for one in triples if "/np/" not in str(one.subject))


def test_each_names_its_passages_and_the_voice(graph: kg.Graph, text: str) -> None:
    for claim, triples in zip(graph.corpus.claims, graphs(text, "provenance"), strict=True):
        told = {(str(one.predicate).rpartition("#")[2][:-1], str(one.object)) for one in triples}
        assert ("wasAttributedTo", graph.names.id[claim.voices[-1]]) in told
        for passage in claim.evidence:
            assert ("wasDerivedFrom", graph.names.evidence(passage.key)) in told
            assert ("exact", str(ox.Literal(passage.exact))) in told


def test_curators_day_and_terms_are_the_corpus_s(corpus: kg.Corpus, text: str) -> None:
    assert text.count("dcterms:license <https://spdx.org/licenses/MIT>") == len(corpus.claims)
    assert corpus.imprint.curated
    assert f'dcterms:created "{corpus.imprint.curated}"^^xsd:date' in text
    assert "dcterms:creator id:Curator" in text
    people = ('Jo "J" Doe', "https://orcid.org/0000-0002-1825-0097")
    named = text_of(replace(corpus, imprint=Imprint(curators=people)))
    assert r'dcterms:creator "Jo \"J\" Doe", <https://orcid.org/0000-0002-1825-0097>' in named
    silent = text_of(replace(corpus, imprint=Imprint()))
    assert "dcterms:created" not in silent
    assert "dcterms:license" not in silent


def test_another_base_moves_every_name(corpus: kg.Corpus) -> None:
    moved = text_of(replace(corpus, base="https://example.org/elsewhere/"))
    assert corpus.base not in moved
    assert moved.count("<https://example.org/elsewhere/np/RA") == 2 * len(corpus.claims)


def test_a_bad_day_or_licence_is_an_error(harbour: Path) -> None:
    head = harbour / "corpus.yaml"
    head.write_text(head.read_text(encoding="utf-8") + "curated: 2021-02-30\nlicense: MIT\n", encoding="utf-8")
    with pytest.raises(kg.CorpusError) as caught:
        kg.read(harbour)
    assert "curated: 2021-02-30" in str(caught.value)
    assert "license" in str(caught.value)


def test_a_claim_of_a_selection_that_is_only_told_beside_it_is_no_bare_triple(graph: kg.Graph) -> None:
    part = graph.selected(around="Mayadeen")
    assert part.corpus.context
    told = {triple for triples in graphs("".join(write(part)), "assertion") for triple in bare(triples)}
    assert told == plain_edges(part)


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"))


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_the_hash_is_the_one_of_the_python_client(texts: list[str]) -> None:
    """Text by text, since that client sorts a subject's texts in another order than the reference does."""
    for one in [*texts, ODD, DOCUMENT.text]:
        ours = artifact_code([("<http://a.example/ #g>", "<http://a.example/ >", "<http://a.example/p>", literal(one))])
        quad = (URIRef(f"http://a.example/{ours}#g"), URIRef(f"http://a.example/{ours}"), URIRef("http://a.example/p"))
        assert make_hash([(*quad, Literal(one))], ours) == ours


def test_the_namespace_is_the_one_of_nanopublications(text: str) -> None:
    assert f"@prefix np: <{NP}> ." in text
