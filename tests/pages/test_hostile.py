"""A corpus whose every text attacks, in every view of the explorer: nothing runs, and text shows as text."""

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
import waiting
from exploring import VIEWS
from exploring import Watched
from exploring import opened
from exploring import written
from hostile import EVIL
from hostile import PLACES
from hostile import attack
from hostile import worst
from playwright.sync_api import Browser
from playwright.sync_api import Page
from playwright.sync_api import expect

import kg

VIEW = ".view:not([hidden])"
DANGERS = """() => {
  const found = [];
  const led = ["href", "src", "srcset", "action", "formaction", "xlink:href", "style"];
  const look = (root) => {
    for (const one of root.querySelectorAll("*")) {
      const active = /^(img|iframe|object|embed|base|link)$/i.test(one.tagName);
      if (active && document.body.contains(one)) found.push(one.outerHTML);
      for (const { name, value } of one.attributes) {
        const leads = led.includes(name) && name !== "style" && !/^(#|https?:|data:,$|blob:)/.test(value);
        if (name.startsWith("on") || leads) found.push(one.outerHTML);
      }
      if (one.shadowRoot) look(one.shadowRoot);
    }
  };
  look(document);
  return found.map((one) => one.slice(0, 300));
}"""
TURNING = """() => {
  const count = (text, signs) => text.split(signs).length - 1;
  const texts = document.createTreeWalker(document.getElementById("page"), NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode;
    const opened = count(data, /[\u202a\u202b\u202d\u202e]/) > count(data, /\u202c/);
    const running = parentElement.closest(".texts .column"); // a document's text goes on from one span to the next
    const apart = running || /isolate|plaintext/.test(getComputedStyle(parentElement).unicodeBidi);
    if (opened && !apart) found.push(parentElement.outerHTML.slice(0, 200));
  }
  return found;
}"""
INVISIBLE = re.compile(
    "[\\s\x00-\x20\u2028\u2029\ufffd\ufffe\ud800-\udfff\u202a-\u202e]+"
)  # what reaches no eye unchanged


def seen(page: Page) -> str:
    """What stands on the page, shadow roots too, without what is invisible."""
    text = page.evaluate(
        """() => {
          const inner = (root) => [...root.querySelectorAll("*")].map((one) => one.shadowRoot).filter(Boolean);
          const told = (root) => [root.textContent, ...inner(root).flatMap(told)];
          return told(document.getElementById("page")).join(" ");
        }"""
    )
    return INVISIBLE.sub("", text)


def go(page: Page, fragment: str) -> None:
    """Go to another fragment, until all that it asks for stands there."""
    waiting.go(page, fragment)
    expect(page.locator(VIEW)).to_contain_text(re.compile(".{20}", re.DOTALL))
    expect(page.locator(".starting")).to_have_count(0)  # the query panel is made from parts that are unpacked
    waiting.frames(page)


@pytest.fixture(scope="module")
def evil(browser: Browser, hostile_explorer: Path) -> Page:
    """The explorer of the hostile corpus, open for all tests of this module; ``test_nothing_happened`` comes last."""
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    page.watched = Watched(page)  # type: ignore[attr-defined]
    page.goto(hostile_explorer.as_uri())
    page.wait_for_selector("html[data-ready]")
    return page


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_stands(evil: Page, view: str) -> None:
    go(evil, f"view={view}")
    expect(evil.get_by_role("tab", selected=True)).to_have_count(1)
    assert evil.evaluate(DANGERS) == []
    assert evil.locator(".trouble").count() == 0


def test_every_entity_and_every_claim_can_be_looked_at(evil: Page) -> None:
    corpus = worst()
    for name in corpus.entities:
        go(evil, f"entity={quote(name, safe='')}")
        assert evil.evaluate(DANGERS) == [], name
    for claim in corpus.claims:
        go(evil, f"claim={quote(claim.key, safe='')}")
        assert evil.evaluate(DANGERS) == [], claim.key
    assert evil.locator(".trouble").count() == 0


def test_search_finds_it_and_shows_it_as_text(evil: Page) -> None:
    go(evil, "")
    box = evil.get_by_role("combobox", name="Search").first
    box.fill("entity label Evil")
    expect(evil.get_by_role("option").first).to_contain_text("<img src=x onerror=alert(1)>")
    assert evil.evaluate(DANGERS) == []
    box.press("Enter")
    box.fill("")


def test_what_attacks_is_there_to_be_read(evil: Page) -> None:
    """Nothing was hidden or cut out: it is text like any other."""
    told = {}
    corpus = worst()
    parts = [f"view={view}" for view in VIEWS]
    parts += [f"entity={quote(name, safe='')}" for name in corpus.entities]
    parts += [f"claim={quote(claim.key, safe='')}" for claim in corpus.claims]
    parts += [f"view=text&document={quote(name, safe='')}" for name in corpus.documents]
    for part in parts:
        go(evil, part)
        told[part] = seen(evil)
    everything = "".join(told.values())
    wanted = INVISIBLE.sub("", EVIL)
    shown = {place for place in PLACES if INVISIBLE.sub("", place) + wanted in everything}
    assert len(shown) >= 20, sorted(set(PLACES) - shown)
    assert {"entity label", "quote", "class label", "relation label", "document title", "title", "notice"} <= shown


def test_a_name_does_not_turn_the_words_around_it(evil: Page) -> None:
    """What bidirectional controls open is closed in the same text, or stands apart (passages are verbatim)."""
    for place in (f"entity={quote(attack('entity id'), safe='')}", "view=claims", "view=table"):
        go(evil, place)
        assert evil.evaluate(TURNING) == []


WIDER = """() => [...document.querySelectorAll("#page *")]
  .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth + 2)
  .filter((one) => !one.closest(".scroll, .unseen, canvas, .skip, [role=tablist]"))
  .map((one) => one.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("width", [390, 1400])
def test_a_word_without_an_end_widens_nothing(browser: Browser, tmp_path: Path, width: int) -> None:
    """
    A name, a title, a sentence, a note of 10,000 letters without a space.
    """
    word = "W" * 10_000
    corpus = worst()
    entities = {
        name: replace(one, label=word, aliases=(word,), description=word) for name, one in corpus.entities.items()
    }
    documents = {name: replace(one, title=word, rights=word) for name, one in corpus.documents.items()}
    claims = tuple(replace(one, note=word, rationale=word, time_basis=word) for one in corpus.claims)
    graph = kg.build(replace(corpus, title=word, entities=entities, documents=documents, claims=claims))
    size = {"width": width, "height": 844}
    with opened(browser, written(graph, tmp_path / "word.html", query=False), viewport=size) as page:
        for place in ("", "view=map", "view=text", "view=claims", "entity=Town", f"claim={corpus.claims[0].key}"):
            go(page, place)
            page.wait_for_timeout(150)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, place
            assert page.evaluate(WIDER) == [], place


def test_nothing_happened(evil: Page) -> None:
    assert evil.watched.wrong == []  # type: ignore[attr-defined]
