"""Who stands where in a network: degrees, betweenness, PageRank, communities and parts, by networkx.

What is measured is what the texts tell, along the edges of a network: an entity that is written about much stands
high, whatever its power. Nodes are numbered in the order of their ids before networkx sees them, so that its
tie-breaking and its shuffling are the same everywhere; numbers that it computes are rounded.
"""

from collections import Counter
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import asdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.network import Network
from kg.voices import Heard
from kg.voices import apart
from kg.voices import heard

if TYPE_CHECKING:
    from networkx import DiGraph
    from networkx import Graph

DIGITS = 6  # significant ones of a computed number: machines agree on those
EFFORT = 20_000_000  # nodes × edges; betweenness of a larger network is estimated, from so many of its nodes that
FEWEST = 50  # this is kept to, but from no fewer than so many (2,000 nodes and 10,000 edges take five seconds)
SEED = 0  # of Louvain's shuffling, and of the choice of pivots
CAUTION = (
    "These figures say who is written about, and beside whom, in {documents}; they do not say who is powerful. "
    "A community is a group that is told of together, friends and enemies alike."
)


@dataclass(frozen=True, slots=True)
class Measure:
    """An entity's place in a network.

    Attributes:
        degree: edges that touch it.
        in_degree: edges that lead to it.
        out_degree: edges that start from it.
        weighted_degree: independent voices of those edges, added up.
        voices: distinct independent voices behind all of them.
        betweenness: share of the shortest paths between others that lead through it, walked in both directions.
        pagerank: PageRank along the edges' direction, by weight; symmetric relations lead both ways.
        community: number of its community (Louvain, by weight), 1 for the largest.
        component: number of the part of the network that it hangs together with, 1 for the largest.
    """

    degree: int
    in_degree: int
    out_degree: int
    weighted_degree: int
    voices: int
    betweenness: float
    pagerank: float
    community: int
    component: int


COLUMNS = tuple(Measure.__dataclass_fields__)  # names of the columns and attributes that carry them


@dataclass(frozen=True, slots=True)
class Measures:
    """A network measured.

    Attributes:
        by_entity: each node's measures, by entity id, sorted.
        communities: entity ids of each community, most edges first.
        components: entity ids of each part, most edges first.
        edges: number of edges.
        pivots: nodes from which betweenness was estimated; None where it is exact.
        documents: number of documents behind the edges.
    """

    by_entity: Mapping[str, Measure]
    communities: tuple[tuple[str, ...], ...]
    components: tuple[tuple[str, ...], ...]
    edges: int
    pivots: int | None
    documents: int

    @property
    def columns(self) -> dict[str, dict[str, float]]:
        """The measures as columns of nodes, by entity id."""
        return {name: asdict(measure) for name, measure in self.by_entity.items()}

    @property
    def caution(self) -> str:
        """What every reader of the figures should know."""
        return CAUTION.format(documents="1 document" if self.documents == 1 else f"{self.documents:,} documents")


def measures(network: Network, effort: int = EFFORT) -> Measures:
    """Measure every node of a network.

    Args:
        network: its edges are those that are counted.
        effort: betweenness is exact where nodes × edges are at most so many, else estimated.
    """
    import networkx as nx  # noqa: PLC0415  # half a second that most commands do not need

    names = sorted(node.entity.id for node in network.nodes)
    directed, undirected = _graphs(network, {name: number for number, name in enumerate(names)})
    affordable = max(FEWEST, effort // max(1, len(network.edges)))
    sampled = affordable if len(names) > affordable else None
    between = nx.betweenness_centrality(undirected, k=sampled, seed=SEED)
    ranks = nx.pagerank(directed)
    counted = _counted(network)
    communities = _named(nx.community.louvain_communities(undirected, seed=SEED), names, counted)
    components = _named(nx.connected_components(undirected), names, counted)
    community, component = _numbers(communities), _numbers(components)
    by_entity = {
        name: Measure(
            **counted[name],
            betweenness=_rounded(between[number]),
            pagerank=_rounded(ranks[number]),
            community=community[name],
            component=component[name],
        )
        for number, name in enumerate(names)
    }
    documents = {name for edge in network.edges for claim in edge.claims for name in claim.documents}
    return Measures(by_entity, communities, components, len(network.edges), sampled, len(documents))


def _graphs(network: Network, numbers: Mapping[str, int]) -> "tuple[DiGraph[int], Graph[int]]":
    """Give the network as numbers, a line for each pair, without loops: with directions, and without."""
    import networkx as nx  # noqa: PLC0415

    directed: DiGraph[int] = nx.DiGraph()
    undirected: Graph[int] = nx.Graph()
    for graph in (directed, undirected):
        graph.add_nodes_from(range(len(numbers)))
    terms = network.corpus.ontology.terms
    for edge in network.edges:
        one, other, weight = numbers[edge.source], numbers[edge.target], len(edge.voices)
        if one == other:
            continue
        _add(undirected, one, other, weight)
        _add(directed, one, other, weight)
        if edge.predicate in terms and terms[edge.predicate].symmetric:
            _add(directed, other, one, weight)
    return directed, undirected


def _add(graph: "Graph[int]", one: int, other: int, weight: int) -> None:
    before = graph.get_edge_data(one, other, {"weight": 0})["weight"]
    graph.add_edge(one, other, weight=before + weight)


def _counted(network: Network) -> dict[str, dict[str, int]]:
    """Count each node's edges and voices; a loop is one edge, which leaves and arrives."""
    arriving, leaving, weights = Counter[str](), Counter[str](), Counter[str]()
    voices: dict[str, dict[Heard, None]] = {}
    corpus = network.corpus
    bases = {claim.key: claim for claim in corpus.claims}
    for edge in network.edges:
        behind = dict.fromkeys(heard(claim, corpus.entities, bases) for claim in edge.claims)
        leaving[edge.source] += 1
        arriving[edge.target] += 1
        for name in {edge.source, edge.target}:
            weights[name] += len(edge.voices)
            voices.setdefault(name, {}).update(behind)
    return {
        node.entity.id: {
            "degree": node.degree,
            "in_degree": arriving[node.entity.id],
            "out_degree": leaving[node.entity.id],
            "weighted_degree": weights[node.entity.id],
            "voices": len(apart(voices[node.entity.id])),
        }
        for node in network.nodes
    }


def _named(
    groups: Iterable[Iterable[int]], names: Sequence[str], counted: Mapping[str, Mapping[str, int]]
) -> tuple[tuple[str, ...], ...]:
    """Give groups of entity ids, largest first; within a group, most edges first."""
    named = [
        tuple(sorted((names[number] for number in group), key=lambda name: (-counted[name]["degree"], name)))
        for group in groups
    ]
    return tuple(sorted(named, key=lambda group: (-len(group), group)))


def _numbers(groups: Iterable[Iterable[str]]) -> dict[str, int]:
    return {name: number for number, group in enumerate(groups, 1) for name in group}


def _rounded(number: float) -> float:
    return float(f"{number:.{DIGITS}g}")
