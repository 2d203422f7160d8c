"""The kinds of saying under which lists of claims are headed, the same on every page (``kg/view/explorer/words.ts``).

What is told as a fact comes first, and apart from everything else; each claim is of one kind.
"""

from dataclasses import dataclass

from kg.model import Claim
from kg.projection import Layer
from kg.projection import layer
from kg.terms import Certainty
from kg.terms import Mode
from kg.terms import Polarity
from kg.terms import Rank


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of saying.

    Attributes:
        key: its name in addresses and styles.
        title: heads its claims.
        mark: stands before a single claim's words.
        about: what it means.
        factual: whether it is told as a fact.
    """

    key: str
    title: str
    mark: str
    about: str
    factual: bool = False


STATED = Kind(
    "stated",
    "Stated",
    "stated",
    "What a document says in its own voice, or takes for granted, without doubt.",
    factual=True,
)
REPORTED = Kind(
    "reported", "Reported", "reported", "What a document relays from another voice, without doubt.", factual=True
)
INFERRED = Kind(
    "inferred",
    "Inferred by a curator",
    "inferred",
    "No passage says it: a curator concludes it, and says why.",
)
UNSURE = Kind("unsure", "Stated with doubt", "stated with doubt", "The voice says it, but not as certain. Not a fact.")
UNCOMMITTED = Kind(
    "uncommitted",
    "Relayed without commitment",
    "relayed without commitment",
    "A text passes it on; how sure anybody is of it is not stated. Not a fact.",
)
PREDICTED = Kind(
    "predicted", "Predictions", "predicted", "What a voice says will, could or may come, not what has happened."
)
SUPPOSED = Kind(
    "supposed", "Conditions and suppositions", "only supposed", "Said for a case that is not said to be so."
)
INTENDED = Kind("intended", "Intentions", "intended", "What someone means to do. It is not said to be done.")
DENIED = Kind("denied", "Denied", "denied", "What a voice says is not so.")
OPEN = Kind("open", "Left open", "left open", "What a voice asks, or neither affirms nor denies.")
ASSESSED = Kind(
    "assessed", "Assessments and opinions", "an assessment", "A voice’s judgement; another could judge otherwise."
)
NORMATIVE = Kind("normative", "Calls and demands", "called for", "What a voice says should or must be so.")
ASIDE = Kind("aside", "Set aside", "set aside", "Deprecated by its curators: kept, but not relied on.")
KINDS = (
    STATED,
    REPORTED,
    INFERRED,
    UNSURE,
    UNCOMMITTED,
    PREDICTED,
    SUPPOSED,
    INTENDED,
    DENIED,
    OPEN,
    ASSESSED,
    NORMATIVE,
    ASIDE,
)
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


def kind(claim: Claim) -> Kind:
    """Tell of which kind a claim is."""
    if claim.rank is Rank.DEPRECATED:
        return ASIDE
    if claim.polarity is Polarity.NEGATIVE and _BY_MODE.get(claim.mode, ASSESSED) in {ASSESSED, INFERRED}:
        return DENIED  # a denied prediction is a prediction that it won't be so
    if claim.polarity is Polarity.UNKNOWN:
        return OPEN
    return _BY_MODE.get(claim.mode) or _plain(claim)


def _plain(claim: Claim) -> Kind:
    """Sort what a text says or relays: by how sure it is, then by whose word it is."""
    if claim.certainty is Certainty.UNSPECIFIED:
        return UNCOMMITTED
    if layer(claim) is not Layer.EDGES:
        return UNSURE
    return REPORTED if claim.mode is Mode.REPORTED or len(claim.voices) > 1 else STATED


def mark(claim: Claim) -> str:
    """Say in a few words what a claim is, to stand before its words."""
    found = kind(claim)
    negated = claim.polarity is Polarity.NEGATIVE and found is not DENIED
    return f"{found.mark}, said not to be so" if negated else found.mark
