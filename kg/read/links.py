"""Links between claims: curators' ids → keys, and the evidence that inferred claims inherit."""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import replace

from kg.errors import Report
from kg.errors import did_you_mean
from kg.model import Evidence
from kg.model import with_key
from kg.read.statements import Located

INFERRED_FROM = "derived_from"


def resolve(claims: Sequence[Located], report: Report) -> list[Located]:
    """Give the claims with their links resolved, and inferred ones with their passages.

    An unknown id, an id given twice and inference in a circle are reported.
    """
    named = _by_id(claims, report)
    evidence = _Evidence(named, report)
    whole = [_with_evidence(located, evidence.of(located)) for located in claims]
    keys = {located.id: located.claim.key for located in whole if located.id}
    return [_with_links(located, keys, report) for located in whole]


def _by_id(claims: Iterable[Located], report: Report) -> Mapping[str, Located]:
    named: dict[str, Located] = {}
    for located in claims:
        if located.id in named:
            where = located.parts.get("id", located.where)
            first = named[located.id].where
            report.error(where, "duplicate-id", f"two claims have the id {located.id}", f"the first stands at {first}")
        elif located.id:
            named[located.id] = located
    return named


class _Evidence:
    """Passages of claims, through chains of inference."""

    def __init__(self, named: Mapping[str, Located], report: Report) -> None:
        self.named = named
        self.report = report
        self.path: list[str] = []

    def of(self, located: Located) -> tuple[Evidence, ...]:
        bases = [scalar for link, scalar in located.links if link == INFERRED_FROM]
        found = dict.fromkeys(located.claim.evidence)
        for scalar in bases:
            if scalar.text in self.path:
                circle = " → ".join([*self.path[self.path.index(scalar.text) :], scalar.text])
                self.report.error(scalar.where, "inference-cycle", f"a claim can't rest on itself: {circle}")
            elif scalar.text in self.named:
                self.path.append(scalar.text)
                found.update(dict.fromkeys(self.of(self.named[scalar.text])))
                self.path.pop()
        return tuple(found)


def _with_evidence(located: Located, evidence: tuple[Evidence, ...]) -> Located:
    if evidence == located.claim.evidence:
        return located
    return replace(located, claim=with_key(replace(located.claim, evidence=evidence)))


def _with_links(located: Located, keys: Mapping[str, str], report: Report) -> Located:
    links = []
    for link, scalar in located.links:
        if scalar.text in keys:
            links.append((link, keys[scalar.text]))
        else:
            message = f"there is no claim with the id {scalar.text}"
            report.error(scalar.where, "unknown-claim", message, did_you_mean(scalar.text, keys))
    return replace(located, claim=replace(located.claim, links=tuple(links))) if links else located
