"""Claims in the order in which a careful reader wants them: facts first, and apart from everything else."""

from collections.abc import Iterable
from dataclasses import dataclass

from kg.model import Claim
from kg.projection import Layer
from kg.projection import layer
from kg.serve.telling import Name
from kg.serve.telling import Teller
from kg.serve.telling import Told
from kg.terms import Certainty
from kg.terms import Mode
from kg.terms import Polarity
from kg.terms import Rank


@dataclass(frozen=True, slots=True)
class Kind:
    """One section of an entity's page."""

    key: str
    title: str
    about: str


STATED = Kind("stated", "Stated", "What a text states, relays or takes for granted, without doubt.")
INFERRED = Kind("inferred", "Inferred by a curator", "No passage says it: a curator concludes it, and says why.")
UNSURE = Kind("unsure", "Stated with doubt", "The voice says it, but not as certain. Not a fact.")
UNCOMMITTED = Kind(
    "uncommitted",
    "Relayed without commitment",
    "A text passes it on; how sure anybody is of it is not stated. Not a fact.",
)
PREDICTED = Kind("predicted", "Predictions", "What a voice says will, could or may come, not what has happened.")
SUPPOSED = Kind("supposed", "Conditions and suppositions", "Said for a case that is not said to be so.")
INTENDED = Kind("intended", "Intentions", "What someone means to do. It is not said to be done.")
DENIED = Kind("denied", "Denied", "What a voice says is not so.")
OPEN = Kind("open", "Left open", "What a voice asks, or neither affirms nor denies.")
ASSESSED = Kind("assessed", "Assessments and opinions", "A voice's judgement; another could judge otherwise.")
NORMATIVE = Kind("normative", "Calls and demands", "What a voice says should or must be so.")
ASIDE = Kind("aside", "Set aside", "Deprecated by its curators: kept, but not relied on.")
KINDS = (STATED, INFERRED, UNSURE, UNCOMMITTED, PREDICTED, SUPPOSED, INTENDED, DENIED, OPEN, ASSESSED, NORMATIVE, ASIDE)
_BY_MODE = {
    Mode.INFERRED: INFERRED,
    Mode.PREDICTED: PREDICTED,
    Mode.CONDITIONAL: SUPPOSED,
    Mode.HYPOTHETICAL: SUPPOSED,
    Mode.COUNTERFACTUAL: SUPPOSED,
    Mode.INTENDED: INTENDED,
    Mode.QUESTION: OPEN,
    Mode.ASSESSED: ASSESSED,
    Mode.NORMATIVE: NORMATIVE,
}


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


def kind(claim: Claim) -> Kind:
    """Tell which section a claim belongs to."""
    if claim.rank is Rank.DEPRECATED:
        return ASIDE
    if claim.polarity is Polarity.NEGATIVE and _BY_MODE.get(claim.mode, ASSESSED) in {ASSESSED, INFERRED}:
        return DENIED  # a denied prediction is a prediction that it won't be so
    if claim.polarity is Polarity.UNKNOWN:
        return OPEN
    if (found := _BY_MODE.get(claim.mode)) is not None:
        return found
    if claim.certainty is Certainty.UNSPECIFIED:
        return UNCOMMITTED
    return STATED if layer(claim) is Layer.EDGES else UNSURE


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
