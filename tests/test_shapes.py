"""The shapes accept the built graph, and refuse graphs that say what no claim may."""

from pathlib import Path

import pytest
from helpers import ROOT
from pyshacl import validate
from rdflib import Graph

SHAPES = ROOT / "ontology" / "shapes.ttl"

# what stands in the graph's text, what stands there instead
BROKEN = {
    "a claim without a voice": (r"o:voice id:", "o:voiceless id:"),
    "a claim without a mode": ("    o:mode o:asserted ;\n", ""),
    "an unknown mode": ("o:mode o:asserted", "o:mode o:shouted"),
    "an unknown certainty": ("o:certainty o:certain", "o:certainty o:maybe"),
    "a claim with no passage": ("    o:supported_by ", "    o:supported_bye "),
    "a prediction as an edge": ("o:mode o:predicted", "o:mode o:predicted ; o:projected true"),
    "a date that is none": ('o:valid_from "2017-10-14"^^xsd:date', 'o:valid_from "October 14"'),
    "an end before the start": ('o:valid_until "2017-10-14"^^xsd:date', 'o:valid_until "2016-01-01"^^xsd:date'),
    "a passage that ends before it starts": ("oa:end ", "oa:end 0 ; oa:ended "),
    "a document without a hash": ("o:sha256 ", "o:sha265 "),
    "an inference without a rationale": ("o:rationale ", "o:rational "),
    "an entity without a label": ("    skos:prefLabel ", "    skos:prefLable "),
    "a latitude alone": ("wgs84:long 40.45154", "o:longitude 40.45154"),
    "a latest start that is no date": ('o:latest_start "2017-10-14"^^xsd:date', 'o:latest_start "soon"'),
    "a place off the map": ("wgs84:lat 35.01982", "wgs84:lat 135.01982"),
}


def conforms(graph: Graph) -> tuple[bool, str]:
    result, _, text = validate(graph, shacl_graph=Graph().parse(SHAPES), advanced=False)
    return bool(result), text


@pytest.fixture(scope="module")
def text(built: Path) -> str:
    return (built / "graph.ttl").read_text(encoding="utf-8")


def test_the_built_graph_conforms(text: str) -> None:
    ok, report = conforms(Graph().parse(data=text, format="turtle"))
    assert ok, report


@pytest.fixture(scope="module")
def small(text: str) -> str:
    """The claims on Mayadeen and one prediction, with all that they refer to: small enough to be checked often."""
    whole = Graph().parse(data=text, format="turtle")
    query = """CONSTRUCT { ?s ?p ?o } WHERE {
      { SELECT DISTINCT ?s WHERE {
        { ?c rdf:object id:Mayadeen } UNION { SELECT ?c WHERE { ?c o:mode o:predicted } ORDER BY ?c LIMIT 1 }
        ?c (rdf:subject|rdf:object|o:voice|o:relayed_by|o:derived_from|o:supported_by|oa:hasSelector|o:attribution
           |o:attributed_through|o:in_document|o:independent_voice)* ?s } }
      ?s ?p ?o }"""
    part = whole.query(query).graph
    assert part is not None
    for prefix, namespace in whole.namespaces():
        part.bind(prefix, namespace)
    return str(part.serialize(format="turtle"))


def test_the_small_graph_conforms(small: str) -> None:
    ok, report = conforms(Graph().parse(data=small, format="turtle"))
    assert ok, report


@pytest.mark.parametrize(("old", "new"), BROKEN.values(), ids=list(BROKEN))
def test_a_broken_graph_is_refused(small: str, old: str, new: str) -> None:
    assert old in small
    ok, report = conforms(Graph().parse(data=small.replace(old, new, 1), format="turtle"))
    assert not ok, report
