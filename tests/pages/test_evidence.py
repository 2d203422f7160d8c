"""The evidence panel, the list of what is no edge, and the tables: nothing reads stronger than it is."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

import pytest
from hostile import HOSTILE
from hostile import IMAGE
from hostile import SCRIPT
from playwright.sync_api import Browser
from playwright.sync_api import Locator
from playwright.sync_api import Page
from playwright.sync_api import expect
from reading import at
from reading import barriers
from reading import browsing
from reading import explored
from reading import written
from waiting import until

import kg
from kg.model import Claim
from kg.model import Corpus
from kg.model import Document
from kg.model import Entity
from kg.model import by_id
from kg.model import passage
from kg.model import with_key
from kg.projection import Layer
from kg.projection import layer
from kg.rdf.claims import value_label
from kg.terms import Certainty
from kg.terms import Mode
from kg.terms import Polarity
from kg.terms import ontology
from kg.text import Span

CAPTURED = "The SAA and allied forces captured Mayadeen on October 14."
MANY = 620
CARD = "article.claim"


def only(claims: list[Claim]) -> Claim:
    (claim,) = claims
    return claim


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


@pytest.fixture(scope="module")
def whole(browser: Browser, corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The built-in corpus, open for every test of this module."""
    path = written(corpus, tmp_path_factory.mktemp("whole") / "explorer.html")
    with explored(browser, path) as page:
        yield page


@pytest.fixture
def page(whole: Page) -> Page:
    return at(whole, "view=table")


def panel(page: Page) -> Locator:
    return page.get_by_role("region", name="Evidence").first


def card(page: Page, key: str) -> Locator:
    return panel(page).locator(f'{CARD}[data-claim="{key}"]')


def opened(page: Page, section: str) -> Locator:
    """Open a section of the panel."""
    found = panel(page).locator("details", has=page.locator(f'summary .title:text-is("{section}")')).first
    if found.get_attribute("open") is None:
        found.locator("summary").click()
    return found


# --- an entity ------------------------------------------------------------------------------------


def test_an_entity_shows_what_the_registry_knows_and_that_no_text_says_it(page: Page) -> None:
    shown = panel(at(page, "view=table&entity=Mayadeen"))
    expect(shown.get_by_role("heading", level=2)).to_have_text("Mayadeen")
    for words in (
        "Settlement",
        "al-Mayadin",
        "35.0198° N, 40.4515° E",
        "173480",
        "From the registry, not from the texts",
    ):
        expect(shown).to_contain_text(words)
    link = shown.get_by_role("link", name="https://sws.geonames.org/173480/")
    expect(link).to_have_attribute("rel", "noreferrer noopener")
    shown.get_by_role("button", name="Deir ez-Zor Governorate", exact=True).first.click()
    expect(shown.get_by_role("heading", level=2)).to_have_text("Deir ez-Zor Governorate")


def test_claims_of_an_entity_stand_by_kind_facts_first(page: Page, corpus: Corpus) -> None:
    at(page, "view=table&entity=IS")
    area = panel(page).get_by_role("region", name="About Islamic State (IS)")
    titles = area.locator("details .title").all_inner_texts()
    assert titles[:4] == ["Stated", "Reported", "Inferred by a curator", "Stated with doubt"]
    assert titles[4] == "Relayed without commitment"
    assert {"Predictions", "Denied", "Assessments and opinions"} <= set(titles[4:])
    about = [claim for claim in corpus.claims if "IS" in (claim.subject, claim.object)]
    predicted = [one.key for one in about if one.mode is Mode.PREDICTED and one.polarity is not Polarity.UNKNOWN]
    section = opened(page, "Predictions")
    expect(section.locator(CARD)).to_have_count(len(predicted))
    assert set(section.locator(CARD).evaluate_all("cards => cards.map(card => card.dataset.claim)")) == set(predicted)
    for one in section.locator(".proposition").all_inner_texts():
        assert one.startswith("predicted")


def test_what_a_voice_says_is_found_with_the_voice(page: Page, corpus: Corpus) -> None:
    at(page, "view=table&entity=HassanHassan")
    said = [claim for claim in corpus.claims if claim.voices[-1] == "HassanHassan"]
    heading = panel(page).get_by_role("heading", name="Said by Hassan Hassan")
    expect(heading).to_contain_text(f"{len(said)} claims")
    panel(page).get_by_role("button", name="Said by Hassan Hassan").click()
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport()
    area = panel(page).get_by_role("region", name="Said by Hassan Hassan")
    section = area.locator("details", has=page.locator('summary .title:text-is("Predictions")'))
    section.locator("summary").click()
    expect(section.locator(CARD, has_text="IS could reclaim areas such as al-Bukamal").first).to_contain_text(
        "possible"
    )


def test_no_more_than_fifty_claims_are_drawn_until_asked_for(browser: Browser, tmp_path: Path) -> None:
    with explored(browser, written(many(), tmp_path / "many.html"), "view=table&entity=Hub") as page:
        expect(panel(page).locator(CARD)).to_have_count(50)
        page.get_by_role("button", name=f"Show 50 more of {MANY - 50} claims").click()
        expect(panel(page).locator(CARD)).to_have_count(100)
        expect(panel(page).locator(".entry").nth(50)).to_be_focused()


# --- a claim --------------------------------------------------------------------------------------


def test_a_claim_shows_its_sentence_in_place_its_voice_its_time_and_how_sure_it_is(page: Page, corpus: Corpus) -> None:
    claim = only(
        [
            one
            for one in corpus.claims
            if (one.subject, one.predicate, one.object) == ("SyrianArabArmy", "captured", "Mayadeen")
        ]
    )
    shown = card(at(page, f"view=table&claim={claim.key}"), claim.key)
    expect(shown.locator("blockquote")).to_contain_text(CAPTURED)
    expect(shown.locator("blockquote .context").first).to_have_text("… June, Syria Direct reported. ")
    expect(shown).to_contain_text("Said byEditor at Syria Direct")
    expect(shown).to_contain_text("14 October 2017")
    expect(shown.locator(".basis")).to_contain_text("year from the document's date")
    expect(shown).to_contain_text("Certaintycertain")
    expect(shown.locator("figcaption")).to_contain_text("Syria Direct, 15 February 2018 · characters 8696–8754")
    expect(shown.locator(".mark")).to_have_count(0)


def test_voices_stand_from_outer_to_inner(page: Page, corpus: Corpus) -> None:
    claim = next(one for one in corpus.claims if one.voices == ("SyriaDirectEditor", "HassanHassan", "ISLeaders"))
    voices = card(at(page, f"claim={claim.key}"), claim.key).locator(".voices")
    assert voices.get_by_role("button").all_inner_texts() == ["Editor at Syria Direct", "Hassan Hassan", "IS leaders"]
    assert " relays " in (voices.text_content() or "")


def test_an_inference_says_that_no_passage_says_it_and_what_it_rests_on(page: Page, corpus: Corpus) -> None:
    claim = only([one for one in corpus.claims if one.mode is Mode.INFERRED])
    at(page, f"claim={claim.key}")
    expect(panel(page).get_by_role("heading", level=2)).to_have_text(
        "Inferred by a curator; no passage says it; probable"
    )
    shown = card(page, claim.key)
    assert shown.locator(".proposition").inner_text().startswith("inferred probable Islamic State")
    expect(shown.locator(".why")).to_contain_text("No passage says this. A curator concludes it:")
    expect(shown.locator(".why")).to_contain_text("No sentence says that IS withdrew from Mayadeen")
    above = shown.evaluate(
        "card => card.querySelector('.why').compareDocumentPosition(card.querySelector('blockquote')) & 4"
    )
    assert above, "what it is stands before the passages"
    shown.get_by_role("button", name="Syrian Arab Army (SAA) captured Mayadeen", exact=True).click()
    base = only(
        [one for one in corpus.claims if one.key in claim.linked("derived_from") and one.predicate == "captured"]
    )
    expect(card(page, base.key)).to_contain_text("An inference rests on it")


@pytest.mark.parametrize("link", ["contradicts", "confirms", "refines", "condition"])
def test_linked_claims_are_shown_from_both_ends(page: Page, corpus: Corpus, link: str) -> None:
    words = {
        "contradicts": ("Opposes, and is opposed by", "Opposes, and is opposed by"),
        "confirms": ("Confirms", "Confirmed by"),
        "refines": ("Says more exactly", "Said more exactly by"),
        "condition": ("On the condition that", "Is the condition of"),
    }[link]
    pairs = [(one.key, other) for one in corpus.claims for other in one.linked(link)]
    for here, there in pairs[:2]:
        one = card(at(page, f"claim={here}"), here).locator(".linked", has_text=words[0])
        expect(one.get_by_role("button").first).to_be_visible()
        other = card(at(page, f"claim={there}"), there).locator(".linked", has_text=words[1])
        expect(other.get_by_role("button").first).to_be_visible()


def test_a_condition_stands_right_under_the_words(page: Page, corpus: Corpus) -> None:
    claim = next(one for one in corpus.claims if one.linked("condition"))
    shown = card(at(page, f"claim={claim.key}"), claim.key)
    order = shown.evaluate("card => [...card.children].map(one => one.className || one.localName)")
    assert order.index("linked") < order.index("figure")


def test_a_denied_prediction_is_told_as_one(page: Page, corpus: Corpus) -> None:
    claim = next(
        one
        for one in corpus.claims
        if one.mode is Mode.PREDICTED and one.polarity is Polarity.NEGATIVE and one.subject == "IS"
    )
    at(page, f"claim={claim.key}")
    expect(panel(page).get_by_role("heading", level=2)).to_have_text(
        "Predicted by Hassan Hassan not to happen; probable"
    )
    assert card(page, claim.key).locator(".mark").all_inner_texts() == ["predicted not to happen", "probable"]
    at(page, "view=claims")
    listed = page.locator(f'.undrawn article[data-claim="{claim.key}"]')
    expect(listed).to_have_attribute("data-kind", "predicted")


def copy_citation(shown: Locator) -> None:
    """Copy a claim's citation; the button says so, for a while."""
    button = shown.get_by_role("button", name="Copy citation")
    button.evaluate(
        """button => {
          window.said = [];
          new MutationObserver(() => window.said.push(button.textContent)).observe(button, { childList: true });
        }"""
    )
    button.click()
    until(shown.page, "window.said.includes('Copied')")


def test_a_citation_has_all_that_a_reader_needs_to_check_it(page: Page, corpus: Corpus) -> None:
    claim = next(one for one in corpus.claims if one.object == "AbuKamal" and one.mode is Mode.PREDICTED)
    shown = card(at(page, f"claim={claim.key}"), claim.key)
    copy_citation(shown)
    copied = page.evaluate("navigator.clipboard.readText()")
    (evidence,) = claim.evidence
    title = corpus.documents[evidence.document].title
    quote, read, address = copied.splitlines()
    assert quote == (
        f"“{evidence.exact}” “{title}”, Syria Direct, 15 February 2018,"
        f" characters {evidence.start}–{evidence.end} of {evidence.document}."
    )
    assert read == (
        "Read as a prediction (possible): Islamic State (IS) recaptured Abu Kamal,"
        " according to Hassan Hassan, as told by Syria Direct; some time from 15 February 2018 on."
    )
    assert address == f"{corpus.base}claim/{claim.key}"
    shown.get_by_role("button", name="Copy IRI").click()
    expect(page.locator("#status")).to_have_text("The claim’s IRI is copied")
    assert page.evaluate("navigator.clipboard.readText()") == address


def test_words_are_never_put_into_the_mouth_of_those_they_are_about(page: Page, corpus: Corpus) -> None:
    claim = only([one for one in corpus.claims if one.key == "e74b3603599d4968"])  # "IS knows this area will be …"
    shown = card(at(page, f"view=table&claim={claim.key}"), claim.key)
    expect(panel(page).get_by_role("heading", level=2)).to_have_text(
        "Predicted by Islamic State (IS), according to Hassan Hassan"
    )
    copy_citation(shown)
    quote, *_, read, _ = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert "Islamic State (IS)" not in quote
    assert "according to Islamic State (IS), as told by Hassan Hassan, as told by Syria Direct" in read


def test_an_editors_insertion_is_told_with_the_whole_chain(page: Page, corpus: Corpus) -> None:
    claim = only([one for one in corpus.claims if one.key == "9a06fb87485c95e2"])
    at(page, f"view=table&claim={claim.key}")
    expect(panel(page).get_by_role("heading", level=2)).to_have_text(
        "According to Hassan Hassan, as told by Editor at Syria Direct, with an editor’s insertion in [ ]"
    )
    inserted = "[from much of its remaining territory in Deir e-Zor province]"
    expect(card(page, claim.key).locator(".inserted")).to_have_text(inserted)
    row = table(page, "claims").locator(f'tr[data-row="{claim.key}"]')
    expect(row.locator(".inserted")).to_have_text(inserted)
    at(page, f"view=text&claim={claim.key}")
    assert "".join(page.locator(".texts .piece.here .inserted").all_inner_texts()) == inserted


def test_a_contradiction_shows_the_other_sides_sentence_in_place(page: Page, corpus: Corpus) -> None:
    known = {one.key: one for one in corpus.claims}
    claim = next(one for one in corpus.claims if one.linked("contradicts"))
    other = known[next(iter(claim.linked("contradicts")))]
    side = card(at(page, f"view=table&claim={claim.key}"), claim.key).locator(".other-side").first
    expect(side.locator("blockquote").first).to_have_text(other.evidence[0].exact)
    expect(side.locator(".voices")).to_be_visible()


def test_a_path_names_voices_and_says_why_a_curator_concludes(page: Page) -> None:
    at(page, "path=SDF,Mayadeen")
    hops = page.locator(".path-panel .hops li")
    expect(hops).to_have_count(2)
    said, inferred = hops.all()
    expect(said.locator(".hop-voices")).to_have_text("Said by Syria Direct")
    expect(inferred.locator(".hop-lead")).to_contain_text("Inferred by a curator; no passage says it")
    expect(inferred.locator(".hop-voices")).to_have_text(
        "Rests on claims by Hassan Hassan, Editor at Syria Direct and Syria Direct:"
    )
    expect(inferred).to_contain_text("Why: The interview, with an editor's insertion")
    expect(inferred.locator(".inserted")).to_have_count(1)


# --- an edge --------------------------------------------------------------------------------------


def test_an_edge_shows_every_claim_of_it_and_how_many_voices(page: Page) -> None:
    shown = panel(at(page, "edge=IS+withdrew_from+Mayadeen"))
    expect(shown.locator(".summary")).to_have_text(
        "1 claim inferred by a curator, from claims by Hassan Hassan, Editor at Syria Direct and Syria Direct. "
        "No voice says it."
    )
    expect(shown.get_by_role("heading", level=2)).to_have_text(
        "Inferred by a curator: Islamic State (IS) withdrew from Mayadeen"
    )
    expect(shown).to_contain_text("Inferred by a curator; no passage says it")


def test_an_edge_that_nobody_states_is_not_headed_like_a_fact(page: Page) -> None:
    shown = panel(at(page, "edge=IS+recaptured+AbuKamal"))
    expect(shown.get_by_role("heading", level=2)).to_have_text("Predictions: Islamic State (IS) recaptured Abu Kamal")
    expect(shown).to_contain_text("Never drawn as an edge: predictions.")


def test_the_panel_tells_what_the_filters_leave_out(page: Page) -> None:
    note = panel(page).locator(".filter-note")
    at(page, "view=table&entity=IS")
    expect(note).to_be_hidden()
    at(page, "view=table&entity=IS&no-mode=predicted")
    expect(note).to_contain_text("below don’t pass the filters")


# --- what is no edge ------------------------------------------------------------------------------


def test_the_list_of_what_is_no_edge_has_all_of_it_and_no_edge(page: Page, corpus: Corpus) -> None:
    at(page, "view=claims")
    expected = {one.key for one in corpus.claims if layer(one) is not Layer.EDGES or not isinstance(one.object, str)}
    for button in page.locator(".undrawn .more-of button").all():
        button.click()
    rows = page.locator(".undrawn article")
    expect(rows).to_have_count(len(expected))
    assert set(rows.evaluate_all("rows => rows.map(row => row.dataset.claim)")) == expected
    titles = page.locator(".undrawn h3").all_inner_texts()
    assert [title.split("\n")[0].rsplit(" ", 2)[0] for title in titles][:5] == [
        "Predictions", "Conditions and suppositions", "Intentions", "Denied", "Left open",
    ]  # fmt: skip


def test_each_of_them_says_what_it_is_before_its_words_and_who_says_it(page: Page, corpus: Corpus) -> None:
    at(page, "view=claims")
    known = {one.key: one for one in corpus.claims}
    rows = page.locator(".undrawn article").evaluate_all(
        """rows => rows.map(row => [row.dataset.claim,
           row.querySelector(".proposition").firstElementChild.classList.contains("mark"),
           row.querySelectorAll(".voices button").length, row.querySelectorAll(".condition").length])"""
    )
    for key, is_marked, voices, conditions in rows:
        claim = known[key]
        assert is_marked
        assert (voices, conditions) == (len(claim.voices), len(claim.linked("condition")))


def test_the_filters_apply_to_it(page: Page) -> None:
    at(page, "view=claims&no-mode=predicted")
    expect(page.locator(".undrawn h3", has_text="Predictions")).to_have_count(0)
    expect(page.locator(".undrawn h3", has_text="Denied")).to_be_visible()


# --- tables ---------------------------------------------------------------------------------------


def words(claim: Claim, corpus: Corpus) -> str:
    ends = [value_label(value, corpus.entities) for value in (claim.subject, claim.object)]
    return f"{ends[0]} {corpus.ontology.label(claim.predicate)} {ends[1]}"


def table(page: Page, kind: str) -> Locator:
    at(page, "view=table")
    page.locator(".choice").get_by_role("button", name=kind).click()
    return page.get_by_role("table")


def test_every_claim_has_a_row_that_says_what_it_is_first(page: Page, corpus: Corpus) -> None:
    shown = table(page, "claims")
    expect(shown.locator("caption")).to_contain_text(
        f"{len(corpus.claims)} of {len(corpus.claims)} claims pass the filters"
    )
    rows = shown.locator("tbody tr").evaluate_all(
        "rows => rows.map(row => [row.dataset.row, row.cells[0].innerText, row.querySelector('th button').ariaLabel])"
    )
    assert len(rows) == len(corpus.claims)
    known = {one.key: one for one in corpus.claims}
    for key, first, name in rows:
        claim = known[key]
        plain = claim.mode is Mode.ASSERTED and claim.certainty is Certainty.CERTAIN and len(claim.voices) == 1
        if plain and claim.polarity is Polarity.POSITIVE:
            assert (first, name) == ("asserted", words(claim, corpus))
            continue
        assert name.endswith(f": {words(claim, corpus)}")
        if claim.mode is not Mode.ASSERTED:
            assert corpus.ontology.label(claim.mode) in first
        if claim.polarity is Polarity.NEGATIVE:
            assert any(word in first for word in ("denied", "said not to be so", "not to happen"))
        if claim.certainty in {Certainty.POSSIBLE, Certainty.PROBABLE}:
            assert str(claim.certainty) in first
            assert f"{claim.certainty}:" in name


def test_entities_that_only_a_prediction_names_have_a_row_too(page: Page, corpus: Corpus, graph: kg.Graph) -> None:
    shown = table(page, "entities")
    named = {end for one in corpus.claims for end in (one.subject, one.object) if isinstance(end, str)}
    rows = shown.locator("tbody tr").evaluate_all("all => all.map(row => [row.dataset.row, row.cells[2].innerText])")
    drawn = {node.entity.id: node.degree for node in graph.network.nodes}
    assert {name: int(number) for name, number in rows} == {name: drawn.get(name, 0) for name in named}
    expect(shown.locator("caption")).to_contain_text(f"{len(drawn)} are drawn")
    at(page, "view=table&no-mode=predicted,assessed")
    expect(shown.locator("tbody tr")).not_to_have_count(len(named))


def test_a_column_sorts_and_says_so(page: Page) -> None:
    shown = table(page, "entities")
    expect(shown.get_by_role("columnheader", name="Edges drawn")).to_have_attribute("aria-sort", "descending")
    numbers = [int(text) for text in shown.locator("tbody td:nth-child(3)").all_inner_texts()]
    assert numbers == sorted(numbers, reverse=True)
    head = shown.get_by_role("columnheader", name="Entity")
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    expect(head.get_by_role("button")).to_be_focused()
    names = shown.locator("tbody th").all_inner_texts()
    letters = [name.lower() for name in names if name[0].isascii() and name[0].isalpha()]
    assert [name[0] for name in letters] == sorted(name[0] for name in letters)
    head.get_by_role("button").press("Enter")
    expect(head).to_have_attribute("aria-sort", "descending")
    assert shown.locator("tbody th").all_inner_texts() == names[::-1]


def test_claims_sort_by_time_with_undated_ones_last(page: Page) -> None:
    shown = table(page, "claims")
    shown.get_by_role("columnheader", name="When").get_by_role("button").click()
    times = shown.locator("tbody td:nth-child(7)").all_inner_texts()
    first_without = times.index("no time given")
    assert set(times[first_without:]) == {"no time given"}


def test_values_sort_among_the_entities_they_stand_beside(page: Page, corpus: Corpus) -> None:
    shown = table(page, "claims")
    shown.get_by_role("columnheader", name="Object").get_by_role("button").click()
    objects = shown.locator("tbody td:nth-child(4)").all_inner_texts()
    plain = [
        one.casefold() for one in objects if one[:1].isalpha() and one.isascii() and " " not in one and "-" not in one
    ]
    assert plain == sorted(plain)
    assert "syraq" in plain
    assert len(objects) == len(corpus.claims)


def test_the_keyboard_goes_from_row_to_row_and_opens_the_evidence(page: Page) -> None:
    shown = table(page, "entities")
    shown.locator("tbody th button").first.focus()
    page.keyboard.press("ArrowDown")
    second = shown.locator("tbody tr").nth(1)
    expect(second.get_by_role("button")).to_be_focused()
    name = second.get_by_role("button").inner_text()
    page.keyboard.press("Enter")
    expect(panel(page).get_by_role("heading", level=2)).to_have_text(name)
    expect(second).to_have_attribute("aria-current", "true")


def test_a_click_anywhere_in_a_row_opens_the_evidence(page: Page) -> None:
    row = table(page, "claims").locator("tbody tr").nth(4)
    row.locator("td").nth(5).click()
    expect(panel(page).locator(CARD)).to_have_attribute("data-claim", row.get_attribute("data-row") or "")


def test_the_sentence_of_a_claim_is_in_sight_in_the_table(page: Page) -> None:
    quote = table(page, "claims").locator("tbody .sentence q").first.bounding_box()
    place = page.locator(".tables .scroll").bounding_box()
    assert quote is not None
    assert place is not None
    assert quote["x"] + quote["width"] <= place["x"] + place["width"]


def test_on_a_phone_a_row_is_a_card_and_nothing_lies_beside_the_screen(
    browser: Browser, corpus: Corpus, tmp_path: Path
) -> None:
    path = written(corpus, tmp_path / "phone.html")
    with explored(browser, path, "view=table", size={"width": 390, "height": 844}) as page:
        for kind, titles in (("entities", ["Entity", "Type"]), ("claims", ["What it is", "Subject"])):
            shown = table(page, kind)
            expect(shown.get_by_role("row").nth(1)).to_be_visible()  # it is still a table to a screen reader
            wide = "() => document.querySelector('.tables .scroll').scrollWidth"
            assert page.evaluate(wide) <= 390
            first = shown.locator("tbody tr").first
            cells = first.locator(":scope > *")
            assert cells.evaluate_all("cells => cells.slice(0, 2).map(cell => cell.dataset.title)") == titles
            places = [cells.nth(at).bounding_box() for at in range(cells.count())]
            lefts = {place["x"] for place in places if place}
            assert len(lefts) == 1, "cells stand below each other"
            assert cells.first.evaluate("cell => getComputedStyle(cell, '::before').content") == f'"{titles[0]}"'
            assert barriers(page, ".tables") == []


def test_an_address_opens_the_table_and_its_order_and_back_leads_to_the_other(page: Page) -> None:
    shown = table(page, "claims")
    shown.get_by_role("columnheader", name="Relation").get_by_role("button").click()
    expect(page).to_have_url(re.compile("table=claims&sort=relation$"))
    rows = shown.locator("tbody tr")
    first = rows.first.get_attribute("data-row")
    page.reload()
    expect(page.get_by_role("columnheader", name="Relation")).to_have_attribute("aria-sort", "ascending")
    expect(rows.first).to_have_attribute("data-row", str(first))
    page.go_back()
    expect(page.get_by_role("columnheader", name="Edges drawn")).to_have_attribute("aria-sort", "descending")
    at(page, "view=table&table=claims&sort=nothing")
    expect(page.locator("[aria-sort]:not([aria-sort=none])")).to_have_count(0)


def test_long_tables_have_pages(browser: Browser, tmp_path: Path) -> None:
    with explored(browser, written(many(), tmp_path / "many.html"), "view=table") as page:
        shown = table(page, "claims")
        rows = shown.locator("tbody tr")
        expect(rows).to_have_count(100)
        expect(shown).to_have_attribute("aria-rowcount", str(MANY + 1))
        page.get_by_role("button", name="Next").click()
        expect(page.locator(".pages")).to_contain_text(f"Rows 101–200 of {MANY}")
        page.get_by_role("button", name="Last").click()
        expect(rows).to_have_count(MANY % 100)
        expect(page.get_by_role("button", name="Next")).to_be_disabled()
        shown.get_by_role("columnheader", name="Subject").get_by_role("button").click()
        expect(page.locator(".pages")).to_contain_text(f"Rows 1–100 of {MANY}")


# --- strangers' words, and everybody's access -----------------------------------------------------


def many() -> Corpus:
    """One hub, named by more claims than a page of any list holds."""
    text = "Everything touches the hub."
    document = Document("doc", text, "1" * 64, "doc/text.txt", "x", "Title", date(2020, 1, 1), "Paper")
    evidence = passage(document, Span(0, len(text)), ("", ""))
    spokes = [Entity(f"Spoke{number}", "Settlement", f"Spoke {number}") for number in range(MANY)]
    entities = [Entity("Hub", "Settlement", "Hub"), Entity("Paper", "MediaOrganization", "Paper"), *spokes]
    claims = tuple(with_key(Claim("", one.id, "near", "Hub", (evidence,), ("Paper",))) for one in spokes)
    return Corpus("Many", "https://example.org/many/", ontology(), by_id([document]), by_id(entities), claims)


def test_hostile_texts_stay_texts_in_every_surface(browser: Browser, tmp_path: Path) -> None:
    path = written(HOSTILE, tmp_path / "hostile.html")
    with explored(browser, path, "view=claims") as page:
        for name in HOSTILE.entities:
            at(page, f"view=claims&entity={name}")
            expect(panel(page).get_by_role("heading", level=2)).to_be_visible()
        for claim in HOSTILE.claims:
            at(page, f"view=table&claim={claim.key}")
            expect(card(page, claim.key)).to_be_visible()
        at(page, "view=table&entity=Army")
        expect(panel(page).get_by_role("heading", level=2)).to_have_text(f"Army {IMAGE}")
        expect(panel(page)).to_contain_text(SCRIPT)
        assert page.locator("img, script[src], a[href^='javascript']").count() == 0


def test_only_addresses_of_the_web_are_links(browser: Browser, tmp_path: Path) -> None:
    known = ontology()
    scheme = known.terms["geonames"]
    evil = replace(scheme, notes=MappingProxyType({**scheme.notes, "iri_template": "javascript:alert({id})"}))
    terms = MappingProxyType({**known.terms, "geonames": evil})
    army = replace(HOSTILE.entities["Army"], external=(("geonames", "1"),))
    entities = by_id([army, *[one for one in HOSTILE.entities.values() if one.id != "Army"]])
    corpus = replace(HOSTILE, ontology=replace(known, terms=terms), entities=entities)
    with explored(browser, written(corpus, tmp_path / "evil.html"), "view=table&entity=Army") as page:
        expect(panel(page)).to_contain_text("javascript:alert(1)")
        expect(panel(page).get_by_role("link")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_kept_out(browser: Browser, corpus: kg.Corpus, tmp_path: Path, scheme: str) -> None:
    path = written(corpus, tmp_path / "explorer.html")
    with explored(
        browser, path, "view=claims&entity=AbuKamal&focus=AbuKamal,IS,DeirEzZor,SyrianGovernment", scheme
    ) as page:
        expect(page.locator(".undrawn article").first).to_be_visible()
        assert barriers(page, ".undrawn") + barriers(page, ".proof") == []
        at(page, "view=table&claim=247ff2aff6a01508&focus=AbuKamal,IS,Mayadeen,SyrianArabArmy")
        page.locator(".choice").get_by_role("button", name="claims").click()
        assert barriers(page, ".tables") + barriers(page, ".proof") == []
