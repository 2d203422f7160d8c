"""The documents in the explorer: every passage at its place, underlined by what rests on it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from exploring import PHONE
from hostile import HOSTILE
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as some
from modules import Modules
from playwright.sync_api import Browser
from playwright.sync_api import Locator
from playwright.sync_api import Page
from playwright.sync_api import expect
from reading import at
from reading import barriers
from reading import browsing
from reading import explored
from reading import written

from kg.curate.coverage import State
from kg.curate.coverage import coverage
from kg.model import Claim
from kg.model import Claimless
from kg.model import Corpus
from kg.model import Document
from kg.model import Entity
from kg.model import Evidence
from kg.model import by_id
from kg.model import passage
from kg.model import with_key
from kg.terms import Mode
from kg.terms import Polarity
from kg.terms import ontology
from kg.text import Text
from kg.text import sentences

BAWABA, DIRECT = "al-bawaba-2017-09-07", "syria-direct-2018-02-15"
TEXT = (
    "🕊️ A dove 🕊️ came.\n\nThe 😀 army took the town, and may take the hill.\n"
    "The army will not leave. Nobody 𝒩 knows. Copyright 🅭.\n"
)
OUTER, INNER = "The 😀 army took the town, and may take the hill.", "may take the hill"
LAPPING = "took the town, and may"


def corpus_of(text: str) -> Corpus:
    """A text with emoji before, inside and between passages that overlap."""
    document = Document("doc", text, "2" * 64, "doc/text.txt", "x", "Doves 🕊️", date(2020, 1, 1), "Paper")

    def quote(exact: str) -> Evidence:
        (span,) = Text(text).find(exact)
        return passage(document, span, Text(text).context(span))

    ids = (("Army", "StateForces"), ("Town", "Settlement"), ("Hill", "Settlement"), ("Paper", "MediaOrganization"))
    made: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
        ("captured", "Town", OUTER, {}),
        ("captured", "Hill", INNER, {"mode": Mode.PREDICTED}),
        ("attacked", "Town", LAPPING, {"mode": Mode.REPORTED, "voices": ("Paper", "Army")}),
        ("withdrew_from", "Town", "The army will not leave.", {"polarity": Polarity.NEGATIVE}),
    )
    claims = tuple(
        with_key(Claim("", "Army", predicate, place, (quote(exact),), **{"voices": ("Paper",), **parts}))
        for predicate, place, exact, parts in made
    )
    entities = by_id([Entity(name, kind, name) for name, kind in ids])
    left = (Claimless(quote("Copyright 🅭."), "boilerplate"),)
    return Corpus("Doves", "https://example.org/doves/", ontology(), by_id([document]), entities, claims, left)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


@pytest.fixture(scope="module")
def whole(browser: Browser, corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    path = written(corpus, tmp_path_factory.mktemp("whole") / "explorer.html")
    with explored(browser, path, "view=text") as page:
        yield page


@pytest.fixture
def page(whole: Page) -> Page:
    """The built-in corpus, nothing chosen."""
    return at(at(whole, "view=table"), f"view=text&document={DIRECT}")


@pytest.fixture(scope="module")
def doves(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    path = written(corpus_of(TEXT), tmp_path_factory.mktemp("doves") / "explorer.html")
    with explored(browser, path, "view=text") as page:
        yield page


def lines(page: Page) -> list[str]:
    found: list[str] = page.locator(".texts .column > p").evaluate_all("all => all.map(one => one.textContent)")
    return found


def pieces(page: Page) -> dict[str, str]:
    """Give the text of each passage, joined from the pieces that carry it, line ends left out."""
    rows = page.locator(".texts .column .piece").evaluate_all(
        "all => all.map(one => [one.dataset.passages, one.textContent])"
    )
    found: dict[str, str] = {}
    for numbers, text in rows:
        for number in numbers.split():
            found[number] = found.get(number, "") + text
    return found


def piece(page: Page, text: str) -> Locator:
    return page.locator(".texts .column .piece", has_text=text).first


def panel(page: Page) -> Locator:
    return page.locator(".proof")


# --- the text is kept ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [BAWABA, DIRECT])
def test_the_text_is_there_to_the_character(page: Page, corpus: Corpus, name: str) -> None:
    at(page, f"view=text&document={name}")
    expect(page.locator(".texts h2")).to_have_text(corpus.documents[name].title)
    assert lines(page) == [line for line in corpus.documents[name].text.split("\n") if line.strip()]


@pytest.mark.parametrize("name", [BAWABA, DIRECT])
def test_every_passage_is_marked_at_its_place_overlapping_ones_too(page: Page, corpus: Corpus, name: str) -> None:
    at(page, f"view=text&document={name}")
    expect(page.locator(".texts h2")).to_have_text(corpus.documents[name].title)
    expected = {
        one.exact.replace("\n", "") for claim in corpus.claims for one in claim.evidence if one.document == name
    }
    assert set(pieces(page).values()) == expected


def test_offsets_count_characters_whatever_stands_before(doves: Page) -> None:
    at(doves, "view=text")
    assert set(pieces(doves).values()) == {OUTER, INNER, LAPPING, "The army will not leave."}
    assert lines(doves) == [line for line in TEXT.split("\n") if line]


def test_pieces_of_overlapping_passages_know_all_of_them(doves: Page) -> None:
    at(doves, "view=text")
    rows = doves.locator(".column .piece").evaluate_all(
        "all => all.map(one => [one.textContent, one.dataset.passages])"
    )
    assert [text for text, numbers in rows if len(numbers.split()) == 3] == ["may"]


# --- what is underlined, and how ------------------------------------------------------------------


def test_each_kind_of_saying_has_an_underline_of_its_own_form(page: Page) -> None:
    forms = page.locator(".text-legend .sample").evaluate_all(
        "all => all.map(one => getComputedStyle(one).textDecorationStyle)"
    )
    assert len(forms) == len(set(forms)) == 5


def test_passages_are_underlined_by_what_their_claims_are(doves: Page) -> None:
    at(doves, "view=text")
    style = {
        text: piece(doves, text).get_attribute("data-style") for text in ("The 😀 army", " take the hill", "not leave")
    }
    assert style == {"The 😀 army": "stated", " take the hill": "mixed", "not leave": "denied"}
    expect(piece(doves, " take the hill")).to_have_attribute("title", "Stated: 1; Predictions: 1")


def test_what_the_filters_leave_out_is_not_underlined(doves: Page) -> None:
    at(doves, "view=text&no-mode=predicted")
    expect(piece(doves, " take the hill")).to_have_attribute("data-style", "stated")
    at(doves, "view=text&no-mode=asserted,reported")
    expect(piece(doves, "The 😀 army")).to_have_attribute("data-style", "outside")
    assert piece(doves, "The 😀 army").evaluate("one => getComputedStyle(one).textDecorationLine") == "none"


# --- from sentence to claim and back --------------------------------------------------------------


def test_a_sentence_with_one_claim_leads_to_it(doves: Page) -> None:
    at(doves, "view=text")
    piece(doves, "The army will not leave.").click()
    expect(panel(doves).get_by_role("heading", level=2)).to_have_text("Denied by Paper")
    expect(piece(doves, "The army will not leave.")).to_have_class("piece here")


def test_a_sentence_with_several_claims_lists_them_with_what_each_is(page: Page) -> None:
    sentence = page.locator(".column .piece[aria-expanded]", has_text="These areas had some of the most elite").first
    sentence.focus()
    page.keyboard.press("Enter")
    listed = page.get_by_role("complementary", name="Claims of this passage")
    expect(
        listed.get_by_role("button", name="assessed by Hassan Hassan: “Elite” IS fighters assessed as Fierce")
    ).to_be_visible()
    expect(sentence).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(listed).to_have_count(0)
    expect(sentence).to_be_focused()


def test_a_claim_leads_to_its_sentence_in_the_right_document(page: Page, corpus: Corpus) -> None:
    claim = next(one for one in corpus.claims if one.subject == "LocalMilitias")
    at(page, f"view=table&claim={claim.key}")
    panel(page).locator("figcaption button").click()
    here = page.locator(".column .piece.here")
    expect(here.first).to_be_in_viewport()
    assert "".join(here.all_text_contents()) == claim.evidence[0].exact
    expect(page).to_have_url(re.compile(re.escape(f"document={DIRECT}")))


def test_the_passage_that_was_pressed_is_the_one_that_is_shown(page: Page, corpus: Corpus) -> None:
    claim = next(one for one in corpus.claims if one.mode is Mode.INFERRED)
    at(page, f"view=table&claim={claim.key}")
    for passage_, button in zip(claim.evidence, panel(page).locator("figcaption button").all(), strict=True):
        button.click()
        expect(page.locator(".column .piece.here", has_text=passage_.exact[:10]).first).to_be_in_viewport()


def test_an_address_with_a_claim_opens_its_document(browser: Browser, corpus: Corpus, tmp_path: Path) -> None:
    claim = next(one for one in corpus.claims if one.evidence[0].document == DIRECT and one.mode is Mode.PREDICTED)
    path = written(corpus, tmp_path / "explorer.html")
    with explored(browser, path, f"view=text&claim={claim.key}") as page:
        expect(page.locator(".texts h2")).to_have_text(corpus.documents[DIRECT].title)
        expect(page.locator(".column .piece.here").first).to_be_in_viewport()


@pytest.mark.parametrize("view", ["table", "text"])
def test_on_a_phone_the_sentence_is_not_covered(browser: Browser, corpus: Corpus, tmp_path: Path, view: str) -> None:
    claim = next(one for one in corpus.claims if one.mode is Mode.INFERRED)
    path = written(corpus, tmp_path / "explorer.html")
    with explored(browser, path, f"view={view}&claim={claim.key}", size=PHONE) as page:
        if not panel(page).is_visible():
            page.get_by_role("button", name="Evidence", exact=True).click()
        panel(page).locator("figcaption button").last.click()
        here = page.locator(".column .piece.here", has_text="captured Mayadeen").first
        expect(here).to_be_in_viewport()
        expect(panel(page)).to_be_hidden()
        here.click(trial=True)


def test_documents_are_switched(page: Page, corpus: Corpus) -> None:
    page.get_by_role("combobox", name="Document").select_option(BAWABA)
    expect(page.locator(".texts h2")).to_have_text(corpus.documents[BAWABA].title)
    expect(page).to_have_url(re.compile(re.escape(f"document={BAWABA}")))


# --- what is not curated --------------------------------------------------------------------------


@pytest.mark.parametrize("name", [BAWABA, DIRECT])
def test_what_is_not_curated_is_told_and_shown_when_asked(page: Page, corpus: Corpus, name: str) -> None:
    at(page, f"view=text&document={name}")
    states = [one.state for one in coverage(corpus, corpus.documents[name])]
    words = f"{states.count(State.OPEN)} sentences; {states.count(State.CLAIMLESS)} declared to carry no claim"
    expect(page.locator(".uncurated-switch")).to_contain_text(words)


def test_an_open_sentence_looks_different_once_it_is_asked_for(doves: Page) -> None:
    at(doves, "view=text")
    open_ = doves.locator(".column .open")
    assert open_.all_text_contents() == ["🕊️ A dove 🕊️ came.", "Nobody 𝒩 knows."]
    before = open_.first.evaluate("one => getComputedStyle(one).outlineStyle")
    doves.get_by_role("checkbox", name="Show what is not curated yet").check()
    assert (before, open_.first.evaluate("one => getComputedStyle(one).outlineStyle")) == ("none", "dashed")
    expect(doves.locator(".column .claimless")).to_have_attribute("title", "Declared to carry no claim: boilerplate")
    doves.get_by_role("checkbox", name="Show what is not curated yet").uncheck()


# --- without the texts ----------------------------------------------------------------------------


def test_without_texts_the_quotes_stand_in_order_with_gaps_between(
    browser: Browser, corpus: Corpus, tmp_path: Path
) -> None:
    path = written(corpus, tmp_path / "quotes.html", texts=False)
    with explored(browser, path, f"view=text&document={DIRECT}") as page:
        expect(page.locator(".texts .notice")).to_contain_text("made without the full texts")
        shown = lines(page)
        assert shown.count("[…]") > 20
        assert page.locator(".uncurated-switch").count() == 0
        expected = {
            one.exact.replace("\n", "") for claim in corpus.claims for one in claim.evidence if one.document == DIRECT
        }
        assert set(pieces(page).values()) == expected
        text, place = corpus.documents[DIRECT].text, 0
        for line in shown:
            if line != "[…]":
                place = text.index(line, place) + len(line)


def test_overlapping_quotes_are_joined_when_the_text_is_left_out(browser: Browser, tmp_path: Path) -> None:
    with explored(browser, written(corpus_of(TEXT), tmp_path / "quotes.html", texts=False), "view=text") as page:
        assert lines(page) == ["[…]", OUTER, "[…]", "The army will not leave.", "[…]"]
        assert set(pieces(page).values()) == {OUTER, INNER, LAPPING, "The army will not leave."}


# --- the same sentences as kg, and everybody's access ---------------------------------------------


@pytest.fixture(scope="module")
def split(tmp_path_factory: pytest.TempPathFactory) -> Modules:
    code = """
import { sentencesOf } from "./data/sentences";
console.log(JSON.stringify(given.map((text) => sentencesOf(text).map(([start, end]) => text.slice(start, end)))));
"""
    return Modules(code, tmp_path_factory.mktemp("modules"))


HARD = some.text(some.sampled_from("aAÉSt.?!…\"'”’)]([“‘ \u00a0\t\n\r\u2028\x1c\ufeff1Jr𝒩😀ß"), max_size=40)


def test_sentences_are_those_of_kg(split: Modules, corpus: Corpus) -> None:
    texts = [document.text for document in corpus.documents.values()]
    texts += [
        "By J. N. Doe\n[Ed.: It fell. It held.]",
        "No. 5 fell. “Yes.” He left",
        "U.S. Forces came. Dr. A. B. left.",
        TEXT,
    ]

    @given(HARD)
    @settings(max_examples=400)
    def gather(text: str) -> None:
        texts.append(text)

    gather()
    assert split(texts) == [[text[one.start : one.end] for one in sentences(text)] for text in texts]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_kept_out(browser: Browser, tmp_path: Path, scheme: str) -> None:
    path = written(corpus_of(TEXT), tmp_path / "explorer.html")
    with explored(browser, path, "view=text&entity=Town", scheme) as page:
        page.get_by_role("checkbox", name="Show what is not curated yet").check()
        piece(page, " take the hill").click()
        expect(page.locator(".resting")).to_be_visible()
        assert barriers(page, ".texts") == []


def test_hostile_texts_stay_texts(browser: Browser, tmp_path: Path) -> None:
    with explored(browser, written(HOSTILE, tmp_path / "hostile.html"), "view=text&entity=Army") as page:
        assert "".join(lines(page)) == HOSTILE.documents["doc"].text
        assert set(pieces(page).values()) == {one.exact for claim in HOSTILE.claims for one in claim.evidence}
        expect(page.locator(".texts h2")).to_contain_text("</script><script>alert(1)</script>")
        assert page.locator(".texts :is(img, script, a)").count() == 0


def test_a_graph_of_no_document_says_so(browser: Browser, tmp_path: Path) -> None:
    empty = replace(corpus_of(TEXT), documents=by_id([]), claims=(), claimless=())
    with explored(browser, written(empty, tmp_path / "empty.html"), "view=text") as page:
        expect(page.locator(".texts")).to_have_text("The graph has no documents.")
