"""What edges entail: our streamed rules and the SPARQL files for other engines agree."""

import pyoxigraph as ox
import pytest
from helpers import ROOT

import kg
from kg.rdf.rules import RULES
from kg.rdf.rules import Rules
from kg.terms import BASE
from kg.terms import ontology

FILES = {rule: ROOT / "ontology" / "rules" / f"{rule}.rq" for rule in RULES}


def by_sparql(edges: set[ox.Triple]) -> set[ox.Triple]:
    """Run the three files until nothing new comes."""
    store = ox.Store()
    store.load((ROOT / "ontology" / "kg.ttl").read_bytes(), format=ox.RdfFormat.TURTLE)
    store.extend(ox.Quad(*edge) for edge in edges)
    found: set[ox.Triple] = set()
    while True:
        new = set()
        for path in FILES.values():
            result = store.query(path.read_text(encoding="utf-8"))
            assert isinstance(result, ox.QueryTriples)
            new |= set(result)
        if not new - found:
            return found
        found |= new
        store.extend(ox.Quad(*edge) for edge in new)


def in_graphs(graph: kg.Graph, prefix: str) -> set[ox.Triple]:
    return {
        quad.triple
        for quad in ox.parse("".join(graph.nquads()), format=ox.RdfFormat.N_QUADS)
        if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value.startswith(f"{BASE}graph/{prefix}")
    }


def test_there_is_a_file_for_each_rule() -> None:
    assert set(FILES.values()) == set((ROOT / "ontology" / "rules").glob("*.rq"))


def test_streamed_rules_and_sparql_rules_infer_the_same(graph: kg.Graph) -> None:
    edges = {edge for edge in in_graphs(graph, "edges") if isinstance(edge.object, ox.NamedNode)}
    inferred = in_graphs(graph, "inferred-")
    assert inferred
    assert not inferred & edges
    assert by_sparql(edges) == inferred


def test_inferred_edges_stay_out_of_the_default_graph(graph: kg.Graph) -> None:
    query = """SELECT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), STR(graph:inferred-)))
      FILTER EXISTS { ?s ?p ?o } }"""
    assert len(graph.query(query)) == 0


@pytest.mark.parametrize(
    ("edges", "expected"),
    [
        (
            [("A", "recaptured", "P")],
            {("A", "captured", "P"), ("A", "gained_control_of", "P"), ("A", "changed_control", "P")},
        ),
        ([("A", "fought", "B")], {("B", "fought", "A"), ("A", "hostile_to", "B"), ("B", "hostile_to", "A")}),
        ([("A", "located_in", "B"), ("B", "located_in", "C")], {("A", "located_in", "C")}),
        (
            [("A", "branch_of", "B"), ("B", "part_of", "C")],
            {("A", "part_of", "B")},
        ),
        ([("A", "located_in", "B"), ("B", "located_in", "A")], set()),
        ([("A", "withdrew_from", "P")], {("A", "left_place", "P")}),
    ],
)
def test_what_follows_from_a_few_edges(edges: list[tuple[str, str, str]], expected: set[tuple[str, str, str]]) -> None:
    rules = Rules(ontology())
    found = {edge for one in edges for edge, _ in rules.local(*one)} | {edge for edge, _ in rules.chained()}
    assert found - set(edges) == expected
