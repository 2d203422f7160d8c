"""Graphs of any size for the explorer: a corpus with sentences, or columns alone; the same for the same size and seed.

``python tests/bench/pages_data.py NODES CLAIMS FILE.html`` writes a page of columns.
"""

import sys
from bisect import bisect
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from datetime import timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from kg.model import Claim
from kg.model import Corpus
from kg.model import Document
from kg.model import Entity
from kg.model import by_id
from kg.model import passage
from kg.model import with_key
from kg.terms import Mode
from kg.terms import ontology
from kg.text import Span
from kg.view.columns import Columns
from kg.view.columns import terms
from kg.view.explore import render
from kg.view.numbered import Numbered
from kg.view.pack import Pack
from kg.view.pack import deflated
from kg.when import parse

RELATIONS = ("attacked", "captured", "controls", "fought", "present_in", "supports", "withdrew_from", "member_of")
TYPES = ("ArmedGroup", "State", "Settlement", "Person", "Organization", "Event")
SYLLABLES = tuple(one + other for one in "bdfghjklmnqrstwyz" for other in ("a", "i", "u", "al", "ar", "in", "ur"))
WORDS = 4_000  # of the language of the sentences, used as words of a language are (Zipf's law)
SHORTEST, LONGEST = 8, 18  # words of a sentence
CONTEXT = 32
SHARING = 378 / 217  # claims a passage in the built-in corpus
CLAIMS_OF_DOCUMENT = 100
FIRST_DAY, DAYS = date(2014, 1, 1), 2_000
COMMUNITY = 50  # nodes that mostly have to do with each other
WITHIN = 0.8  # share of claims inside a community
REACH = 4_500


def corpus(nodes: int, claims: int, seed: int = 1, *, sharing: float = SHARING) -> Corpus:
    """Give a corpus with sentences as long as those of the built-in one (86 characters).

    Args:
        nodes: entities.
        claims: claims.
        seed: of the dice.
        sharing: claims that rest on one sentence, on average; 1 for a sentence of its own for each.
    """
    random = Random(seed)  # noqa: S311  # no secrets here
    known = [Entity(_name(number), TYPES[number % len(TYPES)], _label(number, random)) for number in range(nodes)]
    language = [_word(random) for _ in range(WORDS)]
    weights = list(accumulate(1 / rank for rank in range(1, WORDS + 1)))
    documents, made = [], list[Claim]()
    for first in range(0, claims, CLAIMS_OF_DOCUMENT):
        count = min(CLAIMS_OF_DOCUMENT, claims - first)
        sentences = [_sentence(random, language, weights) for _ in range(round(count / sharing))]
        document = _document(f"document-{first}", "\n\n".join(sentences), random)
        documents.append(document)
        starts = [0, *accumulate(len(sentence) + 2 for sentence in sentences)]
        for number in range(count):
            which = number if number < len(sentences) else random.randrange(len(sentences))
            made.append(_claim(document, Span(starts[which], starts[which] + len(sentences[which])), nodes, random))
    title = f"Made by a program: {nodes:,} entities"
    return Corpus(title, "https://example.org/made/", ontology(), by_id(documents), by_id(known), made)


def _name(number: int) -> str:
    return f"Entity{number}"


def _label(number: int, random: Random) -> str:
    return f"{_word(random).capitalize()} {_word(random).capitalize()} {number}"


def _word(random: Random) -> str:
    return "".join(random.choices(SYLLABLES, k=random.randint(1, 4)))


def _sentence(random: Random, language: list[str], weights: list[float]) -> str:
    length = random.randint(SHORTEST, LONGEST)
    words = [language[bisect(weights, random.random() * weights[-1])] for _ in range(length)]
    return f"{' '.join(words).capitalize()}."


def _document(name: str, text: str, random: Random) -> Document:
    issued = FIRST_DAY + timedelta(days=DAYS + random.randrange(365))
    return Document(name, text, f"{random.getrandbits(256):064x}", f"{name}/text.txt", "", name, issued, _name(0))


def _claim(document: Document, span: Span, nodes: int, random: Random) -> Claim:
    subject, target = _pair(random, nodes)
    context = document.text[max(0, span.start - CONTEXT) : span.start], document.text[span.end : span.end + CONTEXT]
    day = FIRST_DAY + timedelta(days=random.randrange(DAYS))
    return with_key(
        Claim(
            key="",
            subject=_name(subject),
            predicate=random.choice(RELATIONS),
            object=_name(target),
            evidence=(passage(document, span, context),),
            voices=(_name(random.randrange(min(50, nodes))),),
            mode=random.choices([Mode.ASSERTED, Mode.REPORTED, Mode.PREDICTED], [6, 3, 1])[0],
            when=parse(str(day) if random.random() < 0.5 else str(day)[:7]),
        )
    )


def _pair(random: Random, nodes: int) -> tuple[int, int]:
    subject = random.randrange(nodes)
    near = subject // COMMUNITY * COMMUNITY
    if random.random() < WITHIN:
        return subject, near + random.randrange(min(COMMUNITY, nodes - near))
    return subject, random.randrange(nodes)


def made(nodes: int, claims: int, seed: int = 1) -> Columns:
    """Give columns without a corpus, for graphs that are too large for one; the layout is a lattice of communities."""
    random = np.random.default_rng(seed)
    core, rest = Pack(), Pack()
    subjects = random.integers(0, nodes, claims)
    near = subjects // COMMUNITY * COMMUNITY + random.integers(0, COMMUNITY, claims)
    targets = np.where(random.random(claims) < WITHIN, np.minimum(near, nodes - 1), random.integers(0, nodes, claims))
    spots = _spots(nodes, random)
    core.coordinates("nodes.x", spots[0])
    core.coordinates("nodes.y", spots[1])
    core.numbers("nodes.group", random.integers(0, len(TYPES), nodes))
    core.numbers("nodes.type", random.integers(0, len(TYPES), nodes))
    core.numbers("nodes.degree", np.bincount(subjects, minlength=nodes) + np.bincount(targets, minlength=nodes))
    core.numbers("nodes.voices", random.integers(1, 9, nodes))
    core.texts("nodes.id", [_name(number) for number in range(nodes)])
    syllables = np.array(SYLLABLES)[random.integers(0, len(SYLLABLES), (nodes, 4))]
    core.texts("nodes.label", ["".join(parts).capitalize() for parts in syllables.tolist()])
    core.numbers("claims.subject", subjects)
    core.numbers("claims.object", targets + 1)
    core.numbers("claims.predicate", random.integers(0, len(RELATIONS), claims))
    core.numbers("claims.kind", random.choice([0, 1, 2, 3], claims, p=[0.6, 0.25, 0.05, 0.1]))
    core.numbers("kinds.level", [0, 1, 2, 3])
    core.numbers("kinds.line", [0, 1, 4, 4])
    rest.numbers("claims.time", random.integers(0, DAYS + 1, claims))
    days = np.arange(DAYS + 1) + (FIRST_DAY - date(1970, 1, 1)).days
    for name in ("earliest", "latest", "surelyFrom", "surelyUntil"):
        rest.numbers(f"times.{name}", days)
    when = ["", *(str(FIRST_DAY + timedelta(days=day)) for day in range(DAYS))]
    rest.texts("times.when", when)
    rest.texts("times.words", when)
    facts = {"documents": [], "chains": 0, "passages": 0}
    title = f"Made by a program: {nodes:,} entities"
    counts = {"entities": nodes, "claims": claims, "documents": 0}
    model = {**_model(), "title": title, "counts": counts}
    with ThreadPoolExecutor(1) as threads:
        parts = {"core": core.pieces(model), "rest": rest.pieces(facts), "texts": iter(())}
        return Columns(title, counts, "", {name: threads.submit(deflated, one) for name, one in parts.items()})


def _spots(nodes: int, random: np.random.Generator) -> "np.ndarray[Any, np.dtype[np.float64]]":
    communities = -(-nodes // COMMUNITY)
    side = int(communities**0.5) + 1
    step = 2 * REACH / side
    middles = np.stack([np.arange(communities) % side, np.arange(communities) // side]) * step - REACH
    whose = np.arange(nodes) // COMMUNITY
    return middles[:, whose] + random.normal(0, step / 4, (2, nodes))


def _model() -> dict[str, Any]:
    """Give the terms of a small corpus of the same kind."""
    numbered = Numbered(corpus(len(TYPES) * 20, 400))
    return {"notice": "", "policy": "default", **terms(numbered)}


if __name__ == "__main__":
    size, number, path = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    with path.open("w", encoding="utf-8") as file:
        file.writelines(render(made(size, number)))
