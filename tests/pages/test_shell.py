"""The explorer's frame as a reader uses it: search, filters, chips, tabs, panels, keys, addresses."""

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from exploring import PHONE
from exploring import barriers
from exploring import opened
from exploring import written
from helpers import HARBOUR
from playwright.sync_api import Browser
from playwright.sync_api import Locator
from playwright.sync_api import Page
from playwright.sync_api import expect
from waiting import until

import kg

SUMMARY = ".summary"
CHOSEN = "#evidence .chosen"
STAYS = (
    "() => document.documentElement.scrollWidth <= innerWidth && document.documentElement.scrollHeight <= innerHeight"
)


@pytest.fixture
def phone(browser: Browser, explorer: Path) -> Iterator[Page]:
    with opened(browser, explorer, viewport=PHONE, has_touch=True) as page:
        yield page


def search(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Search entities by any spelling")


def drawn(page: Page) -> int:
    """The number of claims that the line above the view says are drawn."""
    return int(page.locator(f"{SUMMARY} b").inner_text().replace(",", ""))


def size(place: Locator) -> tuple[float, float]:
    """Width and height in pixels."""
    box = place.bounding_box()
    assert box is not None
    return box["width"], box["height"]


def fragment(page: Page) -> str:
    return str(page.evaluate("location.hash"))


def test_search_finds_by_another_spelling_and_shows_what_is_chosen(page: Page) -> None:
    page.keyboard.press("/")
    expect(search(page)).to_be_focused()
    page.keyboard.type("al mayadin")
    option = page.get_by_role("option").first
    expect(option).to_contain_text("Mayadeen")
    expect(option).to_contain_text(re.compile("mayadin", re.IGNORECASE))  # the spelling that fits
    expect(option).to_contain_text("ettlement")  # its type
    page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(search(page)).to_have_attribute("aria-activedescendant", str(option.get_attribute("id")))
    page.keyboard.press("Enter")
    expect(page.locator(CHOSEN)).to_contain_text("The SAA and allied forces captured Mayadeen on October 14.")
    assert fragment(page) == "#entity=Mayadeen"
    expect(page.get_by_role("listbox")).to_have_count(0)


def test_search_says_when_nothing_is_spelled_so(page: Page) -> None:
    search(page).fill("zzqqx")
    expect(page.locator(".found-none")).to_be_visible()
    expect(page.get_by_role("status").first).to_have_text("No entity, relation or sentence is spelled like that.")
    page.keyboard.press("Escape")
    expect(page.locator(".found-none")).to_be_hidden()


def test_search_finds_sentences_and_relations_and_says_what_is_only_spelled_alike(page: Page) -> None:
    search(page).fill("hunted down")
    sentences = page.get_by_role("group", name="Sentences").get_by_role("option")
    expect(sentences).not_to_have_count(0)
    expect(sentences.first).to_contain_text("hunted down")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(CHOSEN)).to_contain_text("hunted down")
    assert fragment(page).startswith("#claim=")
    search(page).fill("Mayaden")
    expect(page.get_by_role("group", name="Similar spelling")).to_contain_text("Mayadeen")
    search(page).fill("captured")
    page.get_by_role("group", name="Relations").get_by_role("option").first.click()
    expect(page.get_by_role("list", name="Filters that are on")).to_contain_text("only “captured”")


def test_a_path_leads_from_what_is_chosen_to_what_is_searched(page: Page, graph: kg.Graph) -> None:
    search(page).fill("mayadeen")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Path to …").click()
    expect(search(page)).to_have_attribute("placeholder", "Path from Mayadeen to …")
    page.keyboard.type("russia")
    page.keyboard.press("Enter")
    panel = page.get_by_role("region", name="Paths")
    expect(panel).to_contain_text("Mayadeen to Russia")
    steps = graph.paths("Mayadeen", "Russia").paths[0].steps
    hops = panel.locator("ol").first.get_by_role("listitem")
    expect(hops).to_have_count(len(steps))
    for place, step in enumerate(steps):
        quote = graph.corpus.documents[step.claim.evidence[0].document].text[
            step.claim.evidence[0].start : step.claim.evidence[0].end
        ]
        assert " ".join(quote.split()) in " ".join(hops.nth(place).inner_text().split())
    assert fragment(page) == "#path=Mayadeen,Russia"
    page.go_back()
    expect(page.locator(CHOSEN)).to_contain_text("Mayadeen")


def test_a_filter_changes_what_is_drawn_and_a_chip_takes_it_away(page: Page) -> None:
    before = drawn(page)
    box = page.locator("#filters").get_by_role("checkbox", name=re.compile("^place", re.IGNORECASE))
    box.uncheck()
    chip = page.get_by_role("list", name="Filters that are on").get_by_role("listitem").first
    expect(chip).to_be_visible()
    assert 0 < drawn(page) < before
    assert "no-type=" in fragment(page)
    expect(page.get_by_role("button", name=re.compile("Clear all \\(1\\)"))).to_be_enabled()
    chip.get_by_role("button").click()
    expect(box).to_be_checked()
    assert drawn(page) == before
    assert fragment(page) == ""


def test_the_keyboard_stays_near_what_it_took_away(page: Page) -> None:
    for name in ("place", "person"):
        page.locator("#filters").get_by_role("checkbox", name=re.compile(f"^{name}", re.IGNORECASE)).uncheck()
    page.locator("#filters").get_by_role("radio", name=re.compile("^Wide")).check()
    chips = page.get_by_role("list", name="Filters that are on")
    chips.get_by_role("button").first.press("Enter")
    expect(chips.get_by_role("button").first).to_be_focused()
    chips.get_by_role("button", name="Clear").press("Enter")
    expect(page.get_by_role("tab", name="Network")).to_be_focused()
    page.get_by_role("button", name=re.compile("What is told of")).press("Enter")
    expect(page.locator("#evidence")).to_be_focused()


def test_a_question_is_asked_of_the_whole_graph(page: Page) -> None:
    page.get_by_role("tab", name="Query").click()
    expect(page.locator(SUMMARY)).to_have_text("Questions are asked of the whole graph, whatever the filters.")


def test_the_policy_draws_more_or_less_and_never_a_prediction(page: Page, graph: kg.Graph) -> None:
    panel = page.locator("#filters")
    numbers = {}
    for name in ("Strict", "Default", "Wide"):
        radio = panel.get_by_role("radio", name=re.compile(f"^{name}"))
        radio.check()
        numbers[name] = drawn(page)
        said = panel.locator("label.policy").filter(has_text=name).locator(".count")
        expect(said).to_have_text(str(numbers[name]))
    assert numbers["Strict"] < numbers["Default"] < numbers["Wide"] < len(graph.corpus.claims)


def test_the_numbers_of_the_bar_add_up_and_lead_to_what_they_count(page: Page, graph: kg.Graph) -> None:
    said = page.locator(SUMMARY).inner_text()
    found = re.search(r"^(\d+) of (\d+) claims drawn · (\d+) not drawn: (.*)$", said)
    assert found is not None
    shown, every, left = map(int, found.groups()[:3])
    assert shown + left == every == len(graph.corpus.claims)
    assert left == sum(map(int, re.findall(r"\d+", found.group(4))))
    page.get_by_role("button", name=f"{left} not drawn").click()
    expect(page.locator("#claims .undrawn")).to_contain_text(f"{left} claims of {every} claims that pass")
    page.goto(page.url.split("#")[0] + "#no-voice=HassanHassan")
    expect(page.locator(SUMMARY)).to_contain_text("filtered out")
    numbers = [
        int(one) for one in re.findall(r"(\d+) (?:of|not drawn|filtered out)", page.locator(SUMMARY).inner_text())
    ]
    assert sum(numbers) == every


def test_only_one_choice_none_and_all(page: Page) -> None:
    facet = page.locator("details").filter(has=page.get_by_role("heading", name="Documents"))
    facet.locator("summary").click()
    rows = facet.get_by_role("checkbox")
    expect(rows).to_have_count(2)
    before = drawn(page)
    facet.get_by_role("button", name=re.compile("^Only ")).first.click()
    expect(rows.nth(1)).not_to_be_checked()
    one = drawn(page)
    assert 0 < one < before
    facet.get_by_role("button", name="None of the documents").click()
    expect(page.locator(f"{SUMMARY} b")).to_have_text("0")
    facet.get_by_role("button", name="All documents").click()
    expect(page.locator(f"{SUMMARY} b")).to_have_text(str(before))


def test_a_choice_among_many_is_found_by_typing(page: Page) -> None:
    facet = page.locator("details").filter(has=page.get_by_role("heading", name="Relations"))
    facet.locator("summary").click()
    listed = facet.get_by_role("checkbox")
    expect(listed).to_have_count(12)
    facet.get_by_role("searchbox").fill("withdr")
    expect(facet.get_by_role("checkbox", name=re.compile("withdrew", re.IGNORECASE))).to_have_count(1)


def test_the_back_button_goes_through_what_was_chosen(page: Page) -> None:
    search(page).fill("mayadeen")
    page.keyboard.press("Enter")
    page.get_by_role("tab", name="Table").click()
    assert fragment(page) == "#view=table&entity=Mayadeen"
    page.keyboard.press("[")
    expect(page.get_by_role("tab", name="Network")).to_have_attribute("aria-selected", "true")
    expect(page.locator(CHOSEN)).to_contain_text("Mayadeen")
    page.go_back()
    expect(page.locator(CHOSEN)).to_be_hidden()
    page.keyboard.press("]")
    expect(page.locator(CHOSEN)).to_be_visible()


def test_an_address_opens_the_page_as_it_was(browser: Browser, explorer: Path) -> None:
    with opened(browser, explorer, "#view=table&entity=Mayadeen&policy=wide&from=2017-10-01&to=2017-10-31") as page:
        expect(page.get_by_role("tab", name="Table")).to_have_attribute("aria-selected", "true")
        expect(page.locator(CHOSEN)).to_contain_text("Mayadeen")
        chips = page.get_by_role("list", name="Filters that are on")
        expect(chips).to_contain_text("unconfirmed claims too")
        expect(chips).to_contain_text("1–31 October 2017")


@pytest.mark.parametrize(
    "fragment", ["#entity=Nowhere&claim=zz&edge=a&focus=zz&path=a,b&document=x", "#%%%&view=<b>&at=9,9"]
)
def test_an_address_of_something_else_opens_the_page_all_the_same(
    browser: Browser, explorer: Path, fragment: str
) -> None:
    with opened(browser, explorer, fragment) as page:
        expect(page.locator("#evidence .start")).to_be_visible()
        assert drawn(page) > 0


def test_tabs_by_arrows_and_views_by_number(page: Page) -> None:
    page.get_by_role("tab", name="Network").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Map")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("tabpanel", name="Map")).to_be_visible()
    page.keyboard.press("4")
    expect(page.get_by_role("tabpanel", name="Predictions & denials")).to_be_visible()


def test_the_keyboard_goes_along_when_a_view_gives_way(page: Page) -> None:
    page.locator("#network canvas").focus()
    page.keyboard.press("5")
    expect(page.locator("#table")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#table button").first).to_be_focused()


def test_one_can_skip_to_the_view(page: Page) -> None:
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#network') !== null")


def test_no_shortcut_works_while_the_reader_types(page: Page) -> None:
    search(page).fill("")
    search(page).press_sequentially("4?[")
    expect(page.get_by_role("tab", name="Network")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(search(page)).to_have_value("4?[")


def test_help_lists_the_shortcuts(page: Page) -> None:
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Search")
    expect(dialog).to_contain_text("Predictions & denials")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_light_and_dark_by_choice_and_kept(browser: Browser, explorer: Path) -> None:
    with opened(browser, explorer, color_scheme="light") as page:
        ground = "getComputedStyle(document.body).backgroundColor"
        light = page.evaluate(ground)
        button = page.get_by_role("button", name=re.compile("^Auto: colours"))
        button.click()
        page.get_by_role("button", name=re.compile("^Light: colours")).click()
        dark = page.evaluate(ground)
        assert dark != light
        page.reload()
        page.wait_for_selector("html[data-ready]")
        assert page.evaluate(ground) == dark


def test_panels_can_be_put_away_and_made_wider(page: Page) -> None:
    middle = page.locator("#middle")
    narrow, _ = size(middle)
    page.get_by_role("button", name="Filters").click()
    expect(page.locator("#filters")).to_be_hidden()
    assert size(middle)[0] > narrow
    grip = page.get_by_role("separator", name="Width: Evidence")
    wide = int(grip.get_attribute("aria-valuenow") or 0)
    grip.focus()
    page.keyboard.press("ArrowLeft")
    assert int(grip.get_attribute("aria-valuenow") or 0) > wide


def test_the_export_menu_offers_files_and_an_address(page: Page) -> None:
    page.get_by_role("button", name="Export").click()
    menu = page.locator("#menu-export")
    for label in ("PNG", "SVG", "GEXF", "CSV", "Turtle", "Link to this view"):
        expect(menu).to_contain_text(label)
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()


def test_a_stranger_is_shown_where_to_begin(page: Page) -> None:
    start = page.locator("#evidence .start")
    expect(start).to_be_visible()
    expect(start.get_by_role("button")).not_to_have_count(0)
    start.get_by_role("button", name=re.compile("is told of")).click()
    expect(page.locator(CHOSEN)).to_be_visible()
    page.keyboard.press("Escape")
    expect(start).to_be_visible()
    expect(page.locator(".to-start")).to_be_hidden()
    start.get_by_role("button", name=re.compile("is told of")).click()
    page.locator("#evidence").get_by_role("button", name="Start here").click()
    expect(start).to_be_visible()
    expect(page.locator("#evidence")).to_be_focused()


def test_on_a_phone_panels_are_sheets_one_at_a_time(phone: Page) -> None:
    for side in ("filters", "evidence", "time"):
        expect(phone.locator(f"#{side}")).to_be_hidden()
    phone.get_by_role("button", name="Filters", exact=True).tap()
    expect(phone.locator("#filters")).to_be_visible()
    phone.get_by_role("button", name="Time", exact=True).tap()
    expect(phone.locator("#time")).to_be_visible()
    expect(phone.locator("#filters")).to_be_hidden()
    search(phone).fill("mayadeen")
    phone.get_by_role("option").first.tap()
    expect(phone.locator("#evidence")).to_be_visible()
    expect(phone.locator(CHOSEN)).to_contain_text("Mayadeen")
    phone.get_by_role("button", name="Close: Evidence").tap()
    expect(phone.locator("#evidence")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 390, 760, 761, 1024, 1400, 2200])
def test_the_page_never_scrolls_sideways(browser: Browser, explorer: Path, width: int) -> None:
    with opened(
        browser, explorer, "#policy=wide&no-mode=predicted&single-voice=yes", viewport={"width": width, "height": 800}
    ) as page:
        assert page.evaluate(STAYS)
        expect(page.locator("#network")).to_be_visible()
        wide, high = size(page.locator("#network"))
        assert wide >= 320
        assert high >= 300


def test_nothing_is_lost_on_paper(page: Page) -> None:
    page.emulate_media(media="print")
    expect(page.locator("#filters")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


CORNER = """([view, event]) => {
  if (event) dispatchEvent(new Event(event)); // what follows comes in one turn, as paper does
  const canvas = document.querySelector(`#${view} canvas`);
  const dot = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
  const pen = dot.getContext("2d", { willReadFrequently: true });
  pen.drawImage(canvas, -2, 3 - canvas.height);
  const [red, green, blue] = pen.getImageData(0, 0, 1, 1).data;
  return red + green + blue;
}"""
DARK = f"given => {{ const light = ({CORNER})(given); return light > 0 && light < 200; }}"  # and not just empty


@pytest.mark.parametrize("view", ["network", "map"])
def test_a_dark_page_is_drawn_light_on_paper_and_in_its_proportions(
    browser: Browser, explorer: Path, view: str
) -> None:
    with opened(browser, explorer, f"#view={view}&entity=Mayadeen", color_scheme="dark") as page:
        until(page, DARK, [view, None])
        assert page.evaluate(CORNER, [view, "beforeprint"]) > 600
        page.evaluate(CORNER, [view, "afterprint"])
        until(page, DARK, [view, None])
        page.emulate_media(media="print")
        shown, own = page.locator(f"#{view} canvas").evaluate(
            """one => {
              const { width, height } = one.getBoundingClientRect();
              return [width / height, one.width / one.height];
            }"""
        )
        assert shown == pytest.approx(own, rel=0.05)


def test_another_graph_offers_its_own_questions(browser: Browser, tmp_path: Path) -> None:
    file = written(kg.build(kg.read(HARBOUR)), tmp_path / "harbour.html")
    with opened(browser, file) as page:
        questions = page.locator("#evidence .start .beginnings").first.get_by_role("button")
        expect(questions).not_to_have_count(0)
        said = " ".join(questions.all_inner_texts())
        assert "Mayadeen" not in said
        questions.filter(has_text="What is told of").click()
        expect(page.locator(CHOSEN)).to_be_visible()


def test_a_graph_without_claims_opens(browser: Browser, graph: kg.Graph, tmp_path: Path) -> None:
    empty = kg.Graph(dataclasses.replace(graph.corpus, claims=()))
    with opened(browser, written(empty, tmp_path / "empty.html")) as page:
        expect(page.locator(SUMMARY)).to_have_text("0 of 0 claims drawn")
        search(page).fill("a")
        expect(page.locator(".found-none")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_people_who_use_the_frame_with_help_meet_no_barrier(
    browser: Browser, explorer: Path, scheme: Literal["light", "dark"]
) -> None:
    """
    Filters on and every list of them open, a path shown, search and help open.
    """
    address = "#path=IS,Russia&policy=wide&no-mode=predicted&from=2013-01-01&to=2018-12-31"
    with opened(browser, explorer, address, color_scheme=scheme) as page:
        page.evaluate("document.querySelectorAll('.facet').forEach(one => { one.open = true })")
        expect(page.get_by_role("heading", name="Voices")).to_be_visible()
        search(page).fill("is")
        expect(page.get_by_role("option").first).to_be_visible()
        assert barriers(page) == []
        search(page).press("Escape")
        page.get_by_role("button", name="Help and shortcuts").click()
        assert barriers(page) == []
