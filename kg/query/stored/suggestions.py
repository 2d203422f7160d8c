"""Which stored question was meant, where none has the name that was given."""

from collections import Counter
from collections.abc import Mapping
from difflib import get_close_matches

from kg.errors import either
from kg.query.stored.questions import Question
from kg.query.stored.questions import questions
from kg.text import normalized

SUGGESTED = 4  # questions that may have been meant
LIKE = 0.65  # how alike a name must be
COMMON = 0.25  # of all questions: a word that stands in more of them tells nothing


def no_question(words: str) -> str:
    """Say that a stored question does not exist, with those that may have been meant."""
    known = questions()
    found = alike(words)
    meant = f": did you mean {either(found)}?" if found else ""
    lines = [f"\n  {name}: {known[name].title}" for name in found]
    return f"there is no stored question “{words}”{meant}{''.join(lines)}\n(kg ask lists them all)"


def alike(words: str) -> list[str]:
    """Give the stored questions that a name or some words may mean: by their names first, then by their titles.

    >>> alike("contradictions")[0]
    'contradictions-certainty'
    >>> alike("Who held Mayadeen on 20 October 2017?")[0]
    'control'
    """
    known = questions()
    family = [name for name in known if name.startswith(f"{words.casefold()}-")]
    close = get_close_matches(words.casefold(), known, n=SUGGESTED, cutoff=LIKE)
    return family or close or _by_titles(words, known)


def _by_titles(words: str, known: Mapping[str, Question]) -> list[str]:
    """Give the questions whose names and titles have most of some words; a rare word says more than a common one."""
    told = {name: _words(f"{name.replace('-', ' ')} {question.title}") for name, question in known.items()}
    counted = Counter(word for said in told.values() for word in said)
    wanted = _words(words) - {word for word, count in counted.items() if count > len(known) * COMMON}
    score = {name: sum(1 / counted[word] for word in wanted & said) for name, said in told.items()}
    best = sorted((name for name in known if score[name]), key=lambda name: (-score[name], name))
    likely = [name for name in best if score[name] >= score[best[0]] / 2]
    family = [name for name in known if likely and name.startswith(f"{likely[0]}-")]
    return list(dict.fromkeys([*likely[:1], *family, *likely]))[:SUGGESTED]


def _words(text: str) -> set[str]:
    return {word for word in normalized(text).split() if len(word) > 2 and not word.isdecimal()}  # noqa: PLR2004
