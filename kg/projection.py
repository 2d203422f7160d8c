"""Which claims become plain edges: the one place where that is decided.

A plain edge has no time, voice or doubt, so only what a text commits to may become one. What is
predicted, conditional, hypothetical, counterfactual, intended, normative, asked or denied never
does, under any policy: it stays a claim, findable as what it is.
"""

from enum import StrEnum

from kg.errors import UnknownNameError
from kg.errors import either
from kg.model import Claim
from kg.terms import Certainty
from kg.terms import Mode
from kg.terms import Polarity
from kg.terms import Rank


class Policy(StrEnum):
    """How much becomes a plain edge."""

    STRICT = "strict"
    DEFAULT = "default"
    WIDE = "wide"

    @classmethod
    def _missing_(cls, value: object) -> None:
        """Refuse another name.

        Raises:
            UnknownNameError: always.
        """
        message = f"there is no policy {value!r}: {either([str(one) for one in cls])}"
        raise UnknownNameError(message)


class Layer(StrEnum):
    """Where a claim's plain edge goes."""

    EDGES = "edges"  # the default graph, and the graph of plain edges
    UNCONFIRMED = "unconfirmed"  # a graph of its own, never the default graph
    NONE = "none"  # the claim has no plain edge


FACTUAL = frozenset({Mode.ASSERTED, Mode.REPORTED, Mode.PRESUPPOSED, Mode.ESTIMATED, Mode.INFERRED})
HELD = frozenset({Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE})


def layer(claim: Claim, policy: Policy = Policy.DEFAULT) -> Layer:
    """Decide where a claim's plain edge goes.

    ``strict`` takes what the narrator asserts as certain. ``default`` also takes what is
    reported, presupposed or estimated as certain, and what a curator infers as certain or
    probable. ``wide`` adds probable, possible and assessed claims as unconfirmed.
    """
    if claim.polarity is not Polarity.POSITIVE or claim.rank is Rank.DEPRECATED:
        return Layer.NONE
    if _is_default(claim):
        return Layer.EDGES if policy is not Policy.STRICT or _is_strict(claim) else Layer.NONE
    if policy is Policy.WIDE and claim.mode in FACTUAL | {Mode.ASSESSED} and claim.certainty in HELD:
        return Layer.UNCONFIRMED
    return Layer.NONE


def _is_default(claim: Claim) -> bool:
    if claim.mode is Mode.INFERRED:
        return claim.certainty in {Certainty.CERTAIN, Certainty.PROBABLE}
    return claim.mode in FACTUAL and claim.certainty is Certainty.CERTAIN


def _is_strict(claim: Claim) -> bool:
    return claim.mode is Mode.ASSERTED and len(claim.voices) == 1


def least_policy(claim: Claim) -> Policy | None:
    """Give the least policy under which a claim has a plain edge; None where it never has one."""
    return next((policy for policy in Policy if layer(claim, policy) is not Layer.NONE), None)
