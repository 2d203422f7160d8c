"""How much memory queries may take: what is asked for, else a fair share of what the machine has."""

import os
from collections.abc import Callable
from typing import ParamSpec
from typing import TypeVar

import click

from kg.query.request import Limits

P = ParamSpec("P")
R = TypeVar("R")
GIGA = 2**30
LEAST = 1.0  # GB: less does not hold the engine's own address space


def memory_option(function: Callable[P, R]) -> Callable[P, R]:
    """Add --memory."""
    about = "Most memory of a query; by default 8, or half of the machine's where that is less."
    return click.option("--memory", type=click.FloatRange(LEAST), metavar="GB", help=about)(function)


def share(asked: float | None, workers: int = 1) -> int:
    """Give the bytes that each of so many workers may take.

    Args:
        asked: gigabytes for each; None for a share of half the machine's memory, at most the usual limit.
        workers: how many there are.
    """
    if asked is not None:
        return int(asked * GIGA)
    return max(int(LEAST * GIGA), min(Limits().memory, _physical() // 2 // workers))


def _physical() -> int:
    """Give the machine's memory in bytes; where it does not say, so much that the usual limit holds."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):  # Windows has no such call
        return 2**60
