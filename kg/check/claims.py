"""Claims among each other: duplicates, inference, circles."""

from collections.abc import Iterator
from datetime import date
from graphlib import CycleError
from graphlib import TopologicalSorter

from kg.check import rule
from kg.check.names import place
from kg.errors import Problem
from kg.model import Claim
from kg.model import Literal
from kg.read.corpus import Draft
from kg.read.statements import Located
from kg.terms import Mode
from kg.terms import Polarity

BASES = 2  # an inferred claim rests on at least so many claims and passages


@rule
def duplicate_claim(draft: Draft) -> Iterator[Problem]:
    """``duplicate-claim``: one proposition by one voice at overlapping times, given twice in one document."""
    seen: dict[tuple[object, ...], list[Located]] = {}
    for located in draft.claims:
        claim = located.claim
        said = (claim.subject, claim.predicate, claim.object, claim.voices, claim.polarity, claim.mode)
        key = (*said, claim.qualifiers, claim.documents)
        earlier = next((other for other in seen.get(key, []) if _overlap(claim, other.claim)), None)
        if earlier is None:
            earlier = next((other for other in seen.get(said, []) if other.claim.key == claim.key), None)
        if earlier is not None and claim.evidence:
            message = f"{spell(claim)} by the same voice stands here twice"
            hint = f"first at {earlier.where}; give that entry both passages with `also:`"
            yield Problem(located.where, message, "duplicate-claim", hint=hint)
        seen.setdefault(key, []).append(located)
        seen.setdefault(said, []).append(located)


@rule
def unsupported_inference(draft: Draft) -> Iterator[Problem]:
    """``inferred-without-support``: an inferred claim needs two claims, two passages and a rationale."""
    for located in draft.claims:
        claim = located.claim
        bases = [scalar for link, scalar in located.links if link == "derived_from"]
        if claim.mode is not Mode.INFERRED:
            if bases or claim.rationale:
                message = "only an inferred claim has `because:` and a rationale"
                yield Problem(located.where, message, "inference-without-mode", hint="set `mode: inferred`")
            continue
        lacking = [
            *([] if len(set(bases)) >= BASES else ["two claims under `because:`"]),
            *([] if len(claim.evidence) >= BASES else ["two passages"]),
            *([] if claim.rationale else ["a rationale"]),
        ]
        if lacking:
            message = f"an inferred claim must show what it rests on; missing: {', '.join(lacking)}"
            yield Problem(located.where, message, "inferred-without-support")


@rule
def missing_passage(draft: Draft) -> Iterator[Problem]:
    """``missing-quote``: a claim that is not inferred and has no quote of its own."""
    for located in draft.claims:
        if located.claim.mode is not Mode.INFERRED and "quote" not in located.parts:
            yield Problem(located.where, "this claim has no quote", "missing-quote")


@rule
def transitive_cycle(draft: Draft) -> Iterator[Problem]:
    """``cycle``: a transitive relation that leads back to where it began."""
    terms = draft.corpus.ontology.relations
    for name in (name for name, term in terms.items() if term.transitive and not term.symmetric):
        placed = {
            (located.claim.subject, located.claim.object): place(located, "object")
            for located in draft.claims
            if located.claim.predicate == name
            and located.claim.polarity is Polarity.POSITIVE
            and isinstance(located.claim.object, str)
        }
        if name == "located_in":
            placed |= {
                (item.entity.id, outer): item.node.keys.get("located_in", item.node.where)
                for item in draft.entities.values()
                for outer in item.entity.located_in
            }
        for circle in _circles([(str(a), str(b)) for a, b in placed]):
            message = f"{name} leads in a circle: {' → '.join([*circle, circle[0]])}"
            yield Problem(placed[circle[-1], circle[0]], message, "cycle")


def _circles(edges: list[tuple[str, str]]) -> Iterator[list[str]]:
    """Give one circle for each strongly connected part."""
    if not _circular(edges):
        return
    import networkx as nx  # noqa: PLC0415  # slow to import, and seldom needed

    graph = nx.DiGraph(edges)
    for part in sorted(map(sorted, nx.strongly_connected_components(graph))):
        inside = graph.subgraph(part)
        if inside.number_of_edges():
            yield [edge[0] for edge in nx.find_cycle(inside, part[0])]


def _circular(edges: list[tuple[str, str]]) -> bool:
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for one, other in edges:
        sorter.add(one, other)
    try:
        sorter.prepare()
    except CycleError:
        return True
    return False


def _overlap(one: Claim, other: Claim) -> bool:
    if one.when is None or other.when is None:
        return one.when is other.when
    ends = [(when.earliest_start or date.min, when.latest_end or date.max) for when in (one.when, other.when)]
    return ends[0][0] <= ends[1][1] and ends[1][0] <= ends[0][1]


def spell(claim: Claim) -> str:
    """Write a claim as its author would: ``IS withdrew_from Mayadeen``."""
    text = claim.object.text if isinstance(claim.object, Literal) else claim.object
    return f"{claim.subject} {claim.predicate} {text}"
