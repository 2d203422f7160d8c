"""What the explorer needs after its first frame: names, times, voices, passages, documents.

A passage is stored once, as a place in its document's text; where the texts are left out, what remains
of them are the passages and up to 32 characters around each.
"""

import json
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np

from kg.model import Claim
from kg.model import Corpus
from kg.model import Literal
from kg.model import Value
from kg.network import last_issue
from kg.rdf.registry import containers
from kg.terms import Certainty
from kg.terms import Mode
from kg.terms import Polarity
from kg.terms import Rank
from kg.terms import TimeMode
from kg.timeline import covered
from kg.timeline import reading
from kg.view.numbered import Numbered
from kg.view.pack import Pack
from kg.view.passages import Passages
from kg.when import Days
from kg.when import When

EPOCH = date(1970, 1, 1).toordinal()
NO_DAY = 0x7FFFFFFF
NEVER_SURE = (1, 0)  # from the second day on until the first: no day


def facts(numbered: Numbered, pack: Pack, model: Mapping[str, Any], *, texts: bool) -> dict[str, Any]:
    """Add the columns of the page's facts, and give what of them is no column."""
    corpus = numbered.corpus
    passages = Passages(corpus)
    _nodes(numbered, pack)
    _claims(corpus, pack)
    _times(corpus, pack)
    _texts(corpus, pack)
    _voices(numbered, pack)
    _links(corpus, pack, [term["name"] for term in model["links"]])
    pack.lists("claims.evidence", [[passages.number(one) for one in claim.evidence] for claim in corpus.claims])
    documents = passages.add(pack, texts=texts)
    chains = len({claim.voices for claim in corpus.claims})
    return {"documents": documents, "chains": chains, "passages": len(passages.passages), "texts": texts}


def _nodes(numbered: Numbered, pack: Pack) -> None:
    known = numbered.corpus.entities
    entities = numbered.entities
    nowhere = (np.nan, np.nan)
    pack.texts("nodes.aliases", [_lines(entity.spellings[1:]) for entity in entities])
    pack.texts("nodes.description", [entity.description for entity in entities])
    pack.numbers("nodes.latitude", np.array([(entity.coordinates or nowhere)[0] for entity in entities], np.float64))
    pack.numbers("nodes.longitude", np.array([(entity.coordinates or nowhere)[1] for entity in entities], np.float64))
    within = [[numbered.node[name] for name in containers(entity, known)] for entity in entities]
    pack.lists("nodes.within", within)
    pack.texts("nodes.external", [_lines(f"{scheme}:{one}" for scheme, one in entity.external) for entity in entities])


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(text.replace("\n", " ") for text in texts)


def _claims(corpus: Corpus, pack: Pack) -> None:
    modes, certainties, polarities, ranks = (
        {name: number for number, name in enumerate(kind)} for kind in (Mode, Certainty, Polarity, Rank)
    )
    pack.hashes("claims.key", [claim.key for claim in corpus.claims])
    pack.numbers("claims.mode", [modes[claim.mode] for claim in corpus.claims])
    pack.numbers("claims.certainty", [certainties[claim.certainty] for claim in corpus.claims])
    pack.numbers("claims.polarity", [polarities[claim.polarity] for claim in corpus.claims])
    pack.numbers("claims.rank", [ranks[claim.rank] for claim in corpus.claims])


def _times(corpus: Corpus, pack: Pack) -> None:
    """Add times: each that occurs once, and which one a claim has; 0 is no time."""
    seen: dict[tuple[When, TimeMode, date | None], int] = {}
    words, days = [("", "")], [(NO_DAY, NO_DAY, *NEVER_SURE)]
    forward = {name for name, term in corpus.ontology.of_kind("Mode").items() if term.notes.get("forward_looking")}
    index = []
    for claim in corpus.claims:
        if claim.when is None:
            index.append(0)
            continue
        cap = None if claim.mode in forward else last_issue(corpus, claim)
        alike = (claim.when, claim.time_mode, cap)
        if alike not in seen:
            seen[alike] = len(words)
            words.append((claim.when.edtf, reading(claim)))
            days.append(_days(claim.when, claim.time_mode, cap))
        index.append(seen[alike])
    pack.numbers("claims.time", index)
    pack.numbers("claims.throughout", [claim.time_mode is TimeMode.THROUGHOUT for claim in corpus.claims])
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


def _texts(corpus: Corpus, pack: Pack) -> None:
    """Add texts that few claims have, or that many share: each once, and which one a claim has."""

    def named(value: Value) -> tuple[str, str]:
        if isinstance(value, Literal):
            return value.text, ""
        entity = corpus.entities.get(value)
        return (entity.label if entity else value), value

    def also(claim: Claim) -> str:
        if not claim.qualifiers:
            return ""
        rows = [(name, *named(value)) for name, value in claim.qualifiers]
        return json.dumps([[corpus.ontology.label(name), text, name, which] for name, text, which in rows])

    _shared(pack, "literal", [one.object.text if isinstance(one.object, Literal) else "" for one in corpus.claims])
    _shared(pack, "timeBasis", [claim.time_basis for claim in corpus.claims])
    _shared(pack, "qualifiers", [also(claim) for claim in corpus.claims])
    _shared(pack, "rationale", [claim.rationale for claim in corpus.claims])
    _shared(pack, "note", [claim.note for claim in corpus.claims])


def _shared(pack: Pack, name: str, texts: Sequence[str]) -> None:
    seen = {"": 0}
    pack.numbers(f"claims.{name}", [seen.setdefault(text, len(seen)) for text in texts])
    pack.texts(f"shared.{name}", list(seen))


def _voices(numbered: Numbered, pack: Pack) -> None:
    chains: dict[tuple[str, ...], int] = {}
    claims = numbered.corpus.claims
    pack.numbers("claims.chain", [chains.setdefault(claim.voices, len(chains)) for claim in claims])
    pack.lists("chains", [[numbered.node[voice] for voice in chain] for chain in chains])
    pack.lists("claims.independent", numbered.voices)


def _links(corpus: Corpus, pack: Pack, kinds: Sequence[str]) -> None:
    """Add links to claims that are there: a selection may lack others."""
    number = {claim.key: number for number, claim in enumerate(corpus.claims)}
    kind = {name: place for place, name in enumerate(kinds)}
    links = [[(number[key], kind[name]) for name, key in claim.links if key in number] for claim in corpus.claims]
    pack.lists("claims.linked", [[other for other, _ in several] for several in links])
    pack.numbers("claims.linkKind", [name for several in links for _, name in several])
