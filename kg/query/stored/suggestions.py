"""Which stored question was meant, where none has the name that was given; ``titles`` are those there are, by name."""

from collections import Counter
from collections.abc import Mapping
from difflib import get_close_matches

from kg.errors import either
from kg.text import normalized

SUGGESTED = 4  # questions that may have been meant
LIKE = 0.65  # how alike a name must be
COMMON = 0.25  # of all questions: a word that stands in more of them tells nothing


def no_question(words: str, titles: Mapping[str, str]) -> str:
    """Say that a stored question does not exist, with those that may have been meant."""
    found = alike(words, titles)
    meant = f": did you mean {either(found)}?" if found else ""
    lines = [f"\n  {name}: {titles[name]}" for name in found]
    return f"there is no stored question “{words}”{meant}{''.join(lines)}\n(kg ask lists them all)"


def alike(words: str, titles: Mapping[str, str]) -> list[str]:
    """Give the stored questions that a name or some words may mean: by their names first, then by their titles.

    >>> titles = {"control": "Who controlled a place on a date?", "contradictions-stated": "Which claims contradict?"}
    >>> alike("contradictions", titles), alike("controll", titles)
    (['contradictions-stated'], ['control'])
    """
    family = [name for name in titles if name.startswith(f"{words.casefold()}-")]
    close = get_close_matches(words.casefold(), titles, n=SUGGESTED, cutoff=LIKE)
    return family or close or _by_titles(words, titles)


def _by_titles(words: str, titles: Mapping[str, str]) -> list[str]:
    """Give the questions whose names and titles have most of some words; a rare word says more than a common one."""
    told = {name: _words(f"{name.replace('-', ' ')} {title}") for name, title in titles.items()}
    counted = Counter(word for said in told.values() for word in said)
    wanted = _words(words) - {word for word, count in counted.items() if count > len(titles) * COMMON}
    score = {name: sum(1 / counted[word] for word in wanted & said) for name, said in told.items()}
    best = sorted((name for name in titles if score[name]), key=lambda name: (-score[name], name))
    likely = [name for name in best if score[name] >= score[best[0]] / 2]
    family = [name for name in titles if likely and name.startswith(f"{likely[0]}-")]
    return list(dict.fromkeys([*likely[:1], *family, *likely]))[:SUGGESTED]


def _words(text: str) -> set[str]:
    return {word for word in normalized(text).split() if len(word) > 2 and not word.isdecimal()}  # noqa: PLR2004
