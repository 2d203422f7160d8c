"""Which claims become plain edges: every mode under every policy, claim by claim."""

import pytest

from kg.model import Claim
from kg.projection import Layer
from kg.projection import Policy
from kg.projection import layer
from kg.projection import least_policy
from kg.terms import Certainty
from kg.terms import Mode
from kg.terms import Polarity
from kg.terms import Rank

E, U, N = Layer.EDGES, Layer.UNCONFIRMED, Layer.NONE
ONE, TWO = ("Paper",), ("Paper", "Analyst")

# mode, certainty, voices: strict, default, wide
TABLE = [
    (Mode.ASSERTED, Certainty.CERTAIN, ONE, E, E, E),
    (Mode.ASSERTED, Certainty.CERTAIN, TWO, N, E, E),
    (Mode.ASSERTED, Certainty.PROBABLE, ONE, N, N, U),
    (Mode.ASSERTED, Certainty.POSSIBLE, ONE, N, N, U),
    (Mode.ASSERTED, Certainty.UNSPECIFIED, ONE, N, N, N),
    (Mode.REPORTED, Certainty.CERTAIN, ONE, N, E, E),
    (Mode.REPORTED, Certainty.CERTAIN, TWO, N, E, E),
    (Mode.REPORTED, Certainty.PROBABLE, TWO, N, N, U),
    (Mode.REPORTED, Certainty.UNSPECIFIED, TWO, N, N, N),
    (Mode.PRESUPPOSED, Certainty.CERTAIN, ONE, N, E, E),
    (Mode.PRESUPPOSED, Certainty.POSSIBLE, ONE, N, N, U),
    (Mode.ESTIMATED, Certainty.CERTAIN, TWO, N, E, E),
    (Mode.ESTIMATED, Certainty.PROBABLE, TWO, N, N, U),
    (Mode.INFERRED, Certainty.CERTAIN, ONE, N, E, E),
    (Mode.INFERRED, Certainty.PROBABLE, ONE, N, E, E),
    (Mode.INFERRED, Certainty.POSSIBLE, ONE, N, N, U),
    (Mode.ASSESSED, Certainty.CERTAIN, ONE, N, N, U),
    (Mode.ASSESSED, Certainty.PROBABLE, TWO, N, N, U),
    (Mode.ASSESSED, Certainty.UNSPECIFIED, TWO, N, N, N),
]
NEVER = [
    Mode.PREDICTED,
    Mode.CONDITIONAL,
    Mode.HYPOTHETICAL,
    Mode.COUNTERFACTUAL,
    Mode.INTENDED,
    Mode.NORMATIVE,
    Mode.QUESTION,
]


def claim(mode: Mode, certainty: Certainty, voices: tuple[str, ...], **more: object) -> Claim:
    return Claim("", "A", "captured", "B", (), voices, mode, certainty, **more)  # type: ignore[arg-type]  # test data


@pytest.mark.parametrize(("mode", "certainty", "voices", "strict", "default", "wide"), TABLE)
def test_a_claim_goes_where_the_table_says(
    mode: Mode, certainty: Certainty, voices: tuple[str, ...], strict: Layer, default: Layer, wide: Layer
) -> None:
    one = claim(mode, certainty, voices)
    assert [layer(one, policy) for policy in Policy] == [strict, default, wide]
    drawn = [policy for policy, where in zip(Policy, (strict, default, wide), strict=True) if where is not N]
    assert least_policy(one) == (drawn[0] if drawn else None)
    assert drawn == list(Policy)[len(Policy) - len(drawn) :], "what a policy draws, a wider one draws too"


def test_the_table_and_the_list_of_nevers_hold_every_mode() -> None:
    assert {row[0] for row in TABLE} | set(NEVER) == set(Mode)


@pytest.mark.parametrize("policy", Policy)
@pytest.mark.parametrize("certainty", Certainty)
@pytest.mark.parametrize("mode", NEVER)
def test_what_is_no_fact_is_never_an_edge(mode: Mode, certainty: Certainty, policy: Policy) -> None:
    assert layer(claim(mode, certainty, ONE), policy) is N


@pytest.mark.parametrize("policy", Policy)
@pytest.mark.parametrize("polarity", [Polarity.NEGATIVE, Polarity.UNKNOWN])
@pytest.mark.parametrize("mode", Mode)
def test_what_is_denied_or_open_is_never_an_edge(mode: Mode, polarity: Polarity, policy: Policy) -> None:
    assert layer(claim(mode, Certainty.CERTAIN, ONE, polarity=polarity), policy) is N


@pytest.mark.parametrize("policy", Policy)
def test_what_a_curator_deprecated_is_never_an_edge(policy: Policy) -> None:
    assert layer(claim(Mode.ASSERTED, Certainty.CERTAIN, ONE, rank=Rank.DEPRECATED), policy) is N
