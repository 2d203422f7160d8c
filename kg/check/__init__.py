"""What must hold for a corpus: one family of rules a file, found by dropping it here.

A rule is a function under ``@rule`` that takes a draft and yields problems. Its docstring is its
manual; CONTRIBUTING.md lists every code.
"""

from collections.abc import Callable
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from kg.check.unread import causes_first
from kg.errors import Problem
from kg.read.corpus import Draft

Rule = Callable[[Draft], Iterator[Problem]]
_RULES: list[Rule] = []


def rule(check: Rule) -> Rule:
    """Register a rule."""
    _RULES.append(check)
    return check


def rules() -> tuple[Rule, ...]:
    """Give every rule, in a fixed order; importing their modules on first use."""
    for module in iter_modules(__path__, f"{__name__}."):
        import_module(module.name)
    return tuple(sorted(set(_RULES), key=lambda check: (check.__module__, check.__name__)))


def check(draft: Draft) -> tuple[Problem, ...]:
    """Give everything wrong with a draft, reading included: files that can't be read come first."""
    found = dict.fromkeys(draft.problems)
    for one in rules():
        found.update(dict.fromkeys(one(draft)))
    return causes_first(draft, found)
