"""Claims in the order in which a careful reader wants them: facts first, and apart from everything else."""

from collections.abc import Iterable
from dataclasses import dataclass

from kg.kinds import KINDS
from kg.kinds import Kind
from kg.kinds import kind
from kg.model import Claim
from kg.serve.telling import Name
from kg.serve.telling import Teller
from kg.serve.telling import Told


@dataclass(frozen=True, slots=True)
class Group:
    """Claims of one relation."""

    relation: Name
    claims: list[Told]


@dataclass(frozen=True, slots=True)
class Section:
    """Claims of one kind, by relation."""

    kind: Kind
    count: int
    groups: list[Group]


def sections(claims: Iterable[Claim], teller: Teller) -> list[Section]:
    """Give claims section by section, then relation by relation, each in the corpus's order."""
    sorted_in: dict[str, dict[str, list[Claim]]] = {one.key: {} for one in KINDS}
    for claim in claims:
        sorted_in[kind(claim).key].setdefault(claim.predicate, []).append(claim)
    return [_section(one, sorted_in[one.key], teller) for one in KINDS if sorted_in[one.key]]


def _section(one: Kind, by_relation: dict[str, list[Claim]], teller: Teller) -> Section:
    ranked = sorted(by_relation.items(), key=lambda pair: (-len(pair[1]), teller.label(pair[0])))
    groups = [Group(teller.term(name), teller.claims(claims)) for name, claims in ranked]
    return Section(one, sum(len(claims) for _, claims in ranked), groups)
