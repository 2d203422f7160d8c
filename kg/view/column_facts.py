"""What the explorer needs after its first frame: names, times, voices, passages, documents.

A passage is stored once, as a place in its document's text; where the texts are left out, what remains
of them are the passages and up to 32 characters around each.
"""

import json
from collections.abc import Iterable
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any

import numpy as np

from kg.model import Literal
from kg.model import Value
from kg.rdf.registry import containers
from kg.terms import Certainty
from kg.terms import Mode
from kg.terms import Polarity
from kg.terms import Rank
from kg.terms import TimeMode
from kg.timeline import covered
from kg.timeline import reading
from kg.view.harmless import closed
from kg.view.keys import keys
from kg.view.numbered import LITERAL
from kg.view.numbered import Numbered
from kg.view.pack import Pack
from kg.view.passages import Passages
from kg.when import Days
from kg.when import When

EPOCH = date(1970, 1, 1).toordinal()
NO_DAY = 0x7FFFFFFF
NEVER_SURE = (1, 0)  # from the second day on until the first: no day


def facts(numbered: Numbered, passages: Passages, pack: Pack, links: Sequence[str]) -> dict[str, Any]:
    """Add the columns of the page's facts to those of the passages, and give what of them is no column.

    Args:
        numbered: the corpus.
        passages: its passages.
        pack: where the columns go.
        links: names of the kinds of links, as the model has them.
    """
    corpus = numbered.corpus
    _nodes(numbered, pack)
    _kinds(numbered, pack)
    keys(numbered, pack)
    _times(numbered, pack)
    _texts(numbered, pack)
    chains = _voices(numbered, pack)
    _links(numbered, pack, links)
    evidence = [passages.number[key] for key in passages.keys]
    pack.lists("claims.evidence", [len(claim.evidence) for claim in corpus.claims], evidence, rising=True)
    return {"chains": chains, "passages": len(passages.number)}


def _nodes(numbered: Numbered, pack: Pack) -> None:
    known = numbered.corpus.entities
    entities = numbered.entities
    nowhere = (np.nan, np.nan)
    more = [entity.spellings[1:] if entity.aliases or entity.shared_aliases else () for entity in entities]
    pack.texts("nodes.aliases", [_lines(spellings) if spellings else "" for spellings in more])
    pack.texts("nodes.description", [closed(entity.description) for entity in entities])
    pack.numbers("nodes.latitude", np.array([(entity.coordinates or nowhere)[0] for entity in entities], np.float64))
    pack.numbers("nodes.longitude", np.array([(entity.coordinates or nowhere)[1] for entity in entities], np.float64))
    inside = [containers(entity, known) if entity.located_in else () for entity in entities]
    within = [numbered.node[name] for names in inside for name in names]
    pack.lists("nodes.within", [len(names) for names in inside], within)
    told = [_lines(f"{scheme}:{one}" for scheme, one in one.external) if one.external else "" for one in entities]
    pack.texts("nodes.external", told)


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(closed(text.replace("\n", " ")) for text in texts)


def _kinds(numbered: Numbered, pack: Pack) -> None:
    """Add what kinds of saying there are; which of them a claim is, the first frame knows already."""
    parts: Sequence[tuple[str, type[StrEnum]]] = (
        ("mode", Mode), ("certainty", Certainty), ("polarity", Polarity), ("rank", Rank)
    )  # fmt: skip
    _, examples = numbered.kinds
    for name, kind in parts:
        number = {one: place for place, one in enumerate(kind)}
        pack.numbers(f"kinds.{name}", [number[getattr(claim, name)] for claim in examples])
    pack.numbers("kinds.throughout", [claim.time_mode is TimeMode.THROUGHOUT for claim in examples])


def _times(numbered: Numbered, pack: Pack) -> None:
    """Add times: each that occurs once, and which one a claim has; 0 is no time."""
    corpus = numbered.corpus
    seen: dict[tuple[str, bool, date | None], int] = {}
    words, days = [("", "")], [(NO_DAY, NO_DAY, *NEVER_SURE)]
    forward = {name for name, term in corpus.ontology.of_kind("Mode").items() if term.notes.get("forward_looking")}
    index = []
    for claim in corpus.claims:
        when = claim.when
        if when is None:
            index.append(0)
            continue
        cap = corpus.last_issue(claim) if when.open_end and claim.mode not in forward else None
        alike = (when.edtf, claim.time_mode is TimeMode.THROUGHOUT, cap)  # an enumeration's members hash slowly
        known = seen.setdefault(alike, len(words))
        if known == len(words):
            words.append((when.edtf, reading(claim)))
            days.append(_days(when, claim.time_mode, cap))
        index.append(known)
    pack.numbers("claims.time", index)
    pack.texts("times.when", [when for when, _ in words])
    pack.texts("times.words", [said for _, said in words])
    for name, column in zip(("earliest", "latest", "surelyFrom", "surelyUntil"), zip(*days, strict=True), strict=True):
        pack.numbers(f"times.{name}", column)


def _days(when: When, mode: TimeMode, cap: date | None) -> tuple[int, int, int, int]:
    """Give the first and last day at the widest, and of those that every reading covers."""
    earliest, latest = when.span(cap)
    sure = _sure(when, mode, cap)
    widest = [NO_DAY if day is None else day.toordinal() - EPOCH for day in (earliest, latest)]
    first, last = [day.toordinal() - EPOCH for day in sure] if sure else NEVER_SURE
    return widest[0], widest[1], first, last


def _sure(when: When, mode: TimeMode, known: date | None) -> Days | None:
    if when.approximate or when.uncertain:
        return None
    if mode is TimeMode.THROUGHOUT:
        return covered(when, known)
    day = when.earliest_start
    return (day, day) if day and day == when.latest_end else None


def _texts(numbered: Numbered, pack: Pack) -> None:
    """Add texts that few claims have, or that many share: each once, and which one a claim has."""
    corpus = numbered.corpus

    def named(value: Value) -> tuple[str, str]:
        if isinstance(value, Literal):
            return closed(value.text), ""
        entity = corpus.entities.get(value)
        return closed(entity.label if entity else value), value

    def also(qualifiers: Sequence[tuple[str, Value]]) -> str:
        rows = [(name, *named(value)) for name, value in qualifiers]
        return json.dumps([[closed(corpus.ontology.label(name)), text, name, which] for name, text, which in rows])

    literals = [""] * len(corpus.claims)
    for at in np.flatnonzero(numbered.objects == LITERAL).tolist():
        literals[at], _ = named(corpus.claims[at].object)
    _shared(pack, "literal", literals)
    _shared(pack, "timeBasis", [claim.time_basis for claim in corpus.claims])
    _shared(pack, "qualifiers", [also(claim.qualifiers) if claim.qualifiers else "" for claim in corpus.claims])
    _shared(pack, "rationale", [claim.rationale for claim in corpus.claims])
    _shared(pack, "note", [claim.note for claim in corpus.claims])


def _shared(pack: Pack, name: str, texts: Sequence[str]) -> None:
    if not any(texts):
        return
    seen = {"": 0}
    pack.numbers(f"claims.{name}", [seen.setdefault(closed(text), len(seen)) for text in texts])
    pack.texts(f"shared.{name}", list(seen))


def _voices(numbered: Numbered, pack: Pack) -> int:
    """Add who says a claim, and who of them is independent; what many claims have in common stands once."""
    numbers, told = numbered.saying
    pack.numbers("claims.chain", numbers)
    for name, voices in (
        ("chains", [one for one, _ in told]),
        ("chains.independent", [one.voices for _, one in told]),
        ("chains.through", [one.through for _, one in told]),
    ):
        pack.lists(name, [len(one) for one in voices], [numbered.node[voice] for one in voices for voice in one])
    return len(told)


def _links(numbered: Numbered, pack: Pack, kinds: Sequence[str]) -> None:
    """Add links to claims that are there: a selection may lack others."""
    claims = numbered.corpus.claims
    number = {claim.key: number for number, claim in enumerate(claims)} if numbered.linking else {}
    kind = {name: place for place, name in enumerate(kinds)}
    links = [(at, number[key], kind[name]) for at, one in numbered.linking for name, key in one.links if key in number]
    lengths = np.bincount(np.array([at for at, _, _ in links], np.int64), minlength=len(claims))
    pack.lists("claims.linked", lengths, [other for _, other, _ in links])
    pack.numbers("claims.linkKind", [name for _, _, name in links])
