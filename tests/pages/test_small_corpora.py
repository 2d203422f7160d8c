"""Pages of a corpus that somebody has only begun: each says what it shows, and why it shows nothing."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from exploring import open_view
from exploring import opened
from exploring import written
from playwright.sync_api import Browser
from playwright.sync_api import Page
from playwright.sync_api import expect

import kg
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

TEXT = "Ada Muller leads the council of Lennford."
LEAST_MARK = 50  # pixels of a node of the least size
NOTE = Document(
    id="note", text=TEXT, sha256="0" * 64, file="note/text.txt", original_file="", title="A note",
    issued=date(1921, 5, 4), publisher="Gazette", rights="",
)  # fmt: skip
ENTITIES = (
    Entity("Ada", "Person", "Ada Muller"),
    Entity("Council", "Government", "Town council"),
    Entity("Gazette", "MediaOrganization", "Lenn Gazette"),
)
LENNFORD = Entity("Lennford", "Settlement", "Lennford")
LEADS = with_key(
    Claim("", "Ada", "leads", "Council", evidence=(passage(NOTE, Span(0, len(TEXT)), ("", "")),), voices=("Gazette",))
)
MEETS = with_key(replace(LEADS, subject="Council", predicate="supports", object="Gazette"))
ALONE = with_key(replace(LEADS, predicate="supports", object="Ada"))
FORESEEN = replace(LEADS, mode=Mode.PREDICTED)


def begun(*claims: Claim, more: tuple[Entity, ...] = ()) -> kg.Graph:
    return kg.build(
        Corpus(
            title="The bridge over the Lenn",
            base="https://example.org/bridge/",
            ontology=ontology(),
            documents=by_id([NOTE]),
            entities=by_id([*ENTITIES, *more]),
            claims=claims,
        )
    )


def shown(page: Page) -> int:
    """Count the pixels of the drawing that have a colour of nodes (axes and lines are grey)."""
    page.wait_for_selector('.network-stage[data-detail="full"]')
    return int(
        page.evaluate(
            """() => {
              const canvas = document.querySelector(".network-stage canvas");
              const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
              let found = 0;
              for (let at = 0; at < data.length; at += 4) {
                const [red, green, blue] = data.subarray(at, at + 3);
                if (Math.max(red, green, blue) - Math.min(red, green, blue) > 60) found++;
              }
              return found;
            }"""
        )
    )


@pytest.mark.parametrize(
    "claims", [(LEADS,), (LEADS, MEETS), (ALONE,)], ids=["one edge", "three nodes in a row", "one node"]
)
def test_few_nodes_in_a_row_are_drawn_as_large_as_in_any_small_network(
    browser: Browser, tmp_path: Path, claims: tuple[Claim, ...]
) -> None:
    file = written(begun(*claims), tmp_path / "explorer.html", query=False)
    with opened(browser, file) as page:
        nodes = len({name for claim in claims for name in (claim.subject, claim.object)})
        assert shown(page) > LEAST_MARK * nodes


def test_a_corpus_of_predictions_alone_blames_no_filter_for_the_empty_drawing(browser: Browser, tmp_path: Path) -> None:
    file = written(begun(FORESEEN), tmp_path / "explorer.html", query=False)
    with opened(browser, file) as page:
        note = page.locator(".network-note")
        expect(note).to_contain_text("no claim here is a plain edge")
        expect(note).to_contain_text("“Predictions & denials”")
    with opened(browser, file, "#no-document=note") as page:
        expect(page.locator(".network-note")).to_contain_text("the filters let no edge through")


def test_a_corpus_without_claims_says_that_it_has_none(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, written(begun(), tmp_path / "explorer.html", query=False)) as page:
        expect(page.locator(".network-note")).to_have_text("There is no claim here, so nothing is drawn.")
        open_view(page, "claims")
        expect(page.locator("#claims.view")).to_contain_text("There is no such claim.")
        expect(page.locator("#claims.view")).not_to_contain_text("is drawn.")


@pytest.mark.parametrize(
    ("more", "words"),
    [((), "The claims name no place, so there is no map."), ((LENNFORD,), "No place here has a known position")],
)
def test_a_map_without_a_position_is_no_empty_grid(
    browser: Browser, tmp_path: Path, more: tuple[Entity, ...], words: str
) -> None:
    claims = (LEADS, *(replace(LEADS, predicate="present_in", object=place.id, key="1" * 32) for place in more))
    with opened(browser, written(begun(*claims, more=more), tmp_path / "explorer.html", query=False)) as page:
        open_view(page, "map")
        expect(page.locator(".map-note")).to_contain_text(words)
        expect(page.locator(".map-note")).not_to_contain_text("Outlines were left out")
        expect(page.locator(".map-canvas")).to_be_hidden()
