"""Waiting for a page until something is so: never for a while that a busy machine may need longer than."""

import time
from typing import Any

import pytest
from playwright.sync_api import Page

PATIENCE = 30.0  # seconds
PAUSE = 30  # milliseconds
GO = """fragment => new Promise((done) => {
  const before = location.href;
  addEventListener("hashchange", () => done(), { once: true });
  location.hash = fragment;
  if (location.href === before) done();
})"""
FRAMES = """number => new Promise((done) => {
  const next = () => (number-- > 0 ? requestAnimationFrame(next) : done());
  next();
})"""


def until(page: Page, true: str, given: object = None) -> Any:  # noqa: ANN401  # what the page gives
    """Wait until a JavaScript expression, or a function of ``given``, is true, and give its value.

    The pages' policy keeps the driver's own waiting out.
    """
    end = time.monotonic() + PATIENCE
    while not (found := page.evaluate(true, given)):
        if time.monotonic() > end:
            pytest.fail(f"never true: {true}")
        page.wait_for_timeout(PAUSE)
    return found


def frames(page: Page, number: int = 2) -> None:
    """Let frames pass: what a page asked for before them has been drawn then."""
    page.evaluate(FRAMES, number)


def go(page: Page, fragment: str) -> None:
    """Go to another fragment of a page that is open, as a link does; the page has followed when this ends."""
    page.evaluate(GO, fragment)
