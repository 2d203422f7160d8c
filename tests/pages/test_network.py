"""The explorer's network as a reader meets it: in a browser, by what is drawn and what is said."""

import math
import re
import shutil
import xml.etree.ElementTree as ET
from base64 import b64decode
from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from helpers import need
from hostile import HOSTILE
from hostile import SCRIPT
from playwright.sync_api import Browser
from playwright.sync_api import Locator
from playwright.sync_api import Page
from playwright.sync_api import expect
from playwright.sync_api import sync_playwright
from waiting import frames
from waiting import go
from waiting import until

import kg
from kg.model import Claim
from kg.model import Corpus
from kg.model import Document
from kg.model import Entity
from kg.model import by_id
from kg.model import passage
from kg.model import with_key
from kg.palette import LINES
from kg.palette import STYLES
from kg.palette import Line
from kg.palette import rgb
from kg.terms import Mode
from kg.terms import ontology
from kg.text import Span
from kg.view.explore import missing
from kg.view.explore import page as explorer
from kg.view.numbered import Numbered
from kg.when import parse

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
WIDE = {"width": 1400, "height": 900}
PHONE = {"width": 390, "height": 844}
AT = "#at=0,0,1"  # a camera whose middle is 0, 0, without zoom: the screen's pixels are the layout's
GROUND = (255, 255, 255)
COLOUR = {style.group: rgb(style.colour) for style in STYLES}
SENTENCE = "The army took the town on Tuesday."
DENIED = "No soldier was ever in the village."
TEXT = f"{SENTENCE} {DENIED}"
BUNDLED = 12
READING = "willReadFrequently"  # the browser's advice on how these tests look at pixels

DOCUMENT = Document(
    id="paper-2017", text=TEXT, sha256="0" * 64, file="doc/text.txt", original_file="x.txt", title="News of the week",
    issued=date(2017, 11, 1), publisher="Paper", rights="",
)  # fmt: skip
ENTITIES = (
    Entity("Army", "StateForces", "The Army"),
    Entity("Band", "ArmedGroup", "The Band"),
    Entity("Town", "Settlement", "Old Town"),
    Entity("Village", "Settlement", "The Village"),
    Entity("Chief", "Person", "Chief Smith"),
    Entity("Coast", "Settlement", "Far Coast"),
    Entity("Paper", "MediaOrganization", "The Paper"),
)
PLACES = {
    "Army": (0, 0), "Band": (300, 0), "Town": (0, 200), "Village": (-320, 0), "Chief": (300, -200),
    "Coast": (-320, 200), "Paper": (-320, -200),
}  # fmt: skip


def claim(subject: str, predicate: str, target: str, **parts: object) -> Claim:
    evidence = passage(DOCUMENT, Span(0, len(SENTENCE)), ("", ""))
    made = Claim("", subject, predicate, target, **{"evidence": (evidence,), "voices": ("Paper",), **parts})  # type: ignore[arg-type]
    return with_key(made)


CAPTURE = claim("Army", "captured", "Town", when=parse("2017-10-14"))
CLAIMS = (
    CAPTURE,
    claim("Army", "attacked", "Band"),
    claim("Army", "fought", "Band", voices=("Paper", "Chief"), mode=Mode.REPORTED),
    claim("Band", "attacked", "Army"),
    claim("Band", "fought", "Band"),
    claim("Chief", "commands", "Band", mode=Mode.PRESUPPOSED),
    claim("Village", "near", "Coast", voices=("Paper", "Chief"), mode=Mode.REPORTED),
    claim(
        "Band", "withdrew_from", "Town", mode=Mode.INFERRED, rationale="Whoever loses a town leaves it.",
        links=(("derived_from", CAPTURE.key),),
    ),
    *(
        replace(claim("Army", "attacked", "Village", when=parse(f"2017-10-{day:02}")), key=f"{day:032x}")
        for day in range(1, BUNDLED + 1)
    ),
)  # fmt: skip
CORPUS = Corpus(
    title="A small war",
    base="https://example.org/war/",
    ontology=ontology(),
    documents=by_id([DOCUMENT]),
    entities=by_id(ENTITIES),
    claims=CLAIMS,
)
DRAWN = "6 nodes, 9 edges"  # the bundle is one


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if missing():
        pytest.fail(missing())
    path = shutil.which("chromium") or shutil.which("google-chrome") or need("chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


def written(folder: Path, corpus: Corpus) -> str:
    path = folder / "explorer.html"
    path.write_text("".join(explorer(kg.build(corpus), query=False)), encoding="utf-8")
    return path.as_uri()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Numbered, "places", lambda self: np.array([PLACES[name] for name in self.names], np.float32))
        return written(tmp_path_factory.mktemp("network"), CORPUS)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> str:
    return written(tmp_path_factory.mktemp("hostile"), HOSTILE)


Open = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, address: str) -> Iterator[Open]:
    """Open the page at a fragment; at the end it must have said nothing in the console and run no error."""
    contexts = []
    wrong: list[str] = []

    def enter(fragment: str = AT, where: str = "", **options: Any) -> Page:  # noqa: ANN401  # of the browser
        context = browser.new_context(**{"viewport": WIDE, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: wrong.append(message.text) if READING not in message.text else None)
        page.on("dialog", lambda dialog: wrong.append(dialog.message))
        page.goto((where or address) + fragment)
        page.wait_for_selector("html[data-ready]")
        settled(page)
        return page

    yield enter
    for context in contexts:
        context.close()
    assert wrong == []


def stage(page: Page) -> Locator:
    return page.locator(".network-stage")


def settled(page: Page) -> None:
    """Wait until everything is drawn and two frames have passed."""
    frames(page)
    page.wait_for_selector('.network-stage[data-detail="full"]')


def place(page: Page, x: float, y: float) -> tuple[float, float]:
    """Where a point of the layout is on the page, under the camera of ``AT``."""
    box = stage(page).bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2 + x, box["y"] + box["height"] / 2 + y


def pixels(page: Page, x: float, y: float, width: int = 1, height: int = 1) -> "np.ndarray[Any, np.dtype[np.uint8]]":
    """What the canvas shows around a point of the layout, rows of red, green, blue."""
    found = page.evaluate(
        """([x, y, width, height]) => {
          const canvas = document.querySelector(".network-stage canvas");
          const at = [canvas.width / 2 + x - width / 2, canvas.height / 2 + y - height / 2].map(Math.round);
          const { data } = canvas.getContext("2d").getImageData(...at, width, height);
          let text = "";
          for (const byte of data) text += String.fromCharCode(byte);
          return btoa(text);
        }""",
        [x, y, width, height],
    )
    return np.frombuffer(b64decode(found), np.uint8).reshape(height, width, 4)[:, :, :3]


def near(shown: "np.ndarray[Any, np.dtype[np.uint8]]", colour: tuple[int, ...], far: int = 30) -> int:
    """How many pixels have about a colour."""
    return int(alike(shown, colour, far).sum())


def alike(
    shown: "np.ndarray[Any, np.dtype[np.uint8]]", colour: tuple[int, ...], far: int = 30
) -> "np.ndarray[Any, np.dtype[np.bool_]]":
    return np.asarray(np.abs(shown.astype(int) - np.array(colour)).max(axis=2) <= far)


def inked(shown: "np.ndarray[Any, np.dtype[np.uint8]]") -> "np.ndarray[Any, np.dtype[np.bool_]]":
    return np.asarray(shown.astype(int).sum(axis=2) < 3 * 225)


def runs(line: "np.ndarray[Any, np.dtype[np.bool_]]") -> list[int]:
    """Lengths of what is drawn along a line of pixels."""
    text = "".join("#" if one else " " for one in line)
    return [len(run) for run in text.split()]


def tip(page: Page) -> Locator:
    return page.locator(".network-tip")


def tools(page: Page) -> Locator:
    return page.get_by_role("group", name="Drawing")


def evidence(page: Page) -> Locator:
    return page.locator("#evidence")


def point(page: Page, x: float, y: float) -> None:
    page.mouse.move(*place(page, x, y))
    frames(page)


# --- what is drawn --------------------------------------------------------------------------------


def test_the_first_picture_shows_everything(opened: Open) -> None:
    page = opened("")
    assert stage(page).get_attribute("data-drawn") == DRAWN
    whole = pixels(page, 0, 0, 700, 560)
    for group in ("StateForces", "ArmedGroup", "Settlement", "Person"):
        colour = next(rgb(style.colour) for style in STYLES if group in style.classes or style.group == group or (
            group == "Settlement" and style.group == "Place"
        ))  # fmt: skip
        assert near(whole, colour) > 40, group
    assert page.evaluate("performance.getEntriesByName('kg:first-frame').length") == 1


def test_entities_stand_where_the_layout_puts_them_in_the_colour_of_their_group(opened: Open) -> None:
    page = opened()
    assert near(pixels(page, *PLACES["Army"], 5, 5), COLOUR["State"]) == 25
    assert near(pixels(page, *PLACES["Band"], 5, 5), COLOUR["ArmedGroup"]) == 25
    assert near(pixels(page, *PLACES["Chief"], 5, 5), COLOUR["Person"]) == 25
    corner = pixels(page, PLACES["Army"][0] + 9, PLACES["Army"][1] - 9)  # a square reaches further than a dot
    assert near(corner, COLOUR["State"]) == 1


def test_each_claim_between_two_entities_has_its_own_curve(opened: Open) -> None:
    page = opened()
    across = inked(pixels(page, 90, 0, 1, 120))[:, 0]
    words = runs(across)
    assert len(words) == 3, "three claims, to and fro"
    heights = [place for place in range(120) if across[place]]
    said = []
    for height in (heights[0], heights[len(heights) // 2], heights[-1]):
        point(page, 90, height - 60)
        expect(tip(page)).to_be_visible()
        said.append(tip(page).inner_text())
    assert len(set(said)) == 3
    assert any("The Band" in one.split("attacked")[0] for one in said)


def test_kinds_of_saying_are_told_apart_by_dashes_and_width(opened: Open) -> None:
    page = opened()
    asserted, reported = (255 - pixels(page, *at, 30, 1).mean(axis=2) for at in ((0, 150), (-320, 40)))
    assert asserted.sum() > 1.4 * reported.sum() > 0, "what is asserted is wider than what is relayed"
    presupposed = inked(pixels(page, 300, -120, 1, 100))[:, 0]
    assert len(runs(presupposed)) > 6, "presupposed: dotted"
    solid = inked(pixels(page, 0, 155, 1, 50))[:, 0]
    assert len(runs(solid)) == 1, "asserted: one line"
    along = [pixels(page, 300 - 3 * step, 2 * step, 5, 5) for step in range(30, 70)]
    drawn = [near(square, rgb(LINES[Line.INFERRED].colour), 60) > 0 for square in along]
    assert True in drawn
    assert False in drawn, "inferred: dashed"


def test_more_than_eight_claims_are_one_bundle_with_its_number(opened: Open) -> None:
    page = opened()
    across = inked(pixels(page, -230, 0, 1, 60))[:, 0]
    assert len(runs(across)) == 1
    point(page, -230, 0)
    expect(tip(page)).to_contain_text(f"{BUNDLED} claims in one bundle")
    page.mouse.click(*place(page, -230, 0))
    rows = tip(page).get_by_role("button")
    expect(rows).to_have_count(BUNDLED)
    expect(rows.nth(4)).to_contain_text("5 October 2017")
    rows.nth(4).click()
    expect(evidence(page)).to_contain_text("5 October 2017")
    expect(tip(page)).to_be_hidden()


def test_escape_closes_a_bundle_s_list_and_lets_go_of_where_the_keys_stand(opened: Open) -> None:
    page = opened()
    page.mouse.click(*place(page, -230, 0))
    expect(tip(page).get_by_role("button")).to_have_count(BUNDLED)
    page.keyboard.press("Escape")
    expect(tip(page)).to_be_hidden()
    expect(page.locator(".network-stage canvas")).to_be_focused()
    page.keyboard.press("ArrowRight")
    frames(page)
    assert near(pixels(page, *PLACES["Coast"], 5, 5), COLOUR["Place"]) == 0
    page.keyboard.press("Escape")
    frames(page)
    assert near(pixels(page, *PLACES["Coast"], 5, 5), COLOUR["Place"]) == 25


def test_a_loop_can_be_pointed_at(opened: Open) -> None:
    page = opened()
    beside = inked(pixels(page, 314, -28, 16, 1))[0]
    point(page, 306 + int(np.argmax(beside)), -28)
    expect(tip(page)).to_contain_text("The Band fought The Band")


def test_an_arrow_points_at_the_object(opened: Open) -> None:
    page = opened()
    on_the_way = sum(runs(inked(pixels(page, -320, 40, 30, 1))[0]))
    head = max(sum(runs(inked(pixels(page, -320, 200 - gap, 30, 1))[0])) for gap in range(14, 20))
    assert head >= on_the_way + 3


def test_size_is_by_degree_or_by_voices(opened: Open) -> None:
    by_degree = near(pixels(opened(AT), 0, 0, 80, 80), COLOUR["State"])
    by_voices = near(pixels(opened(f"{AT}&size=voices"), 0, 0, 80, 80), COLOUR["State"])
    assert by_degree > 1.5 * by_voices


def test_a_filter_takes_edges_and_entities_away(opened: Open) -> None:
    page = opened(f"{AT}&no-relation=near,attacked")
    assert stage(page).get_attribute("data-drawn") == "4 nodes, 5 edges"
    assert inked(pixels(page, -230, 0, 40, 40)).sum() == 0
    page = opened(f"{AT}&no-type=ArmedGroup,Settlement,StateForces,Person")
    expect(page.get_by_text("Nothing is left to draw")).to_be_visible()


def test_dark_grounds_are_dark_and_lines_still_show(opened: Open) -> None:
    page = opened(color_scheme="dark")
    assert pixels(page, 150, 150).max() < 60
    assert pixels(page, 0, 150, 21, 1).max() > 110


# --- pointing and choosing ------------------------------------------------------------------------


def test_pointing_at_an_entity_lights_its_neighbours_and_says_what_it_is(opened: Open) -> None:
    page = opened()
    point(page, *PLACES["Town"])
    expect(tip(page)).to_have_text("Old TownSettlement2 edges, 1 independent voice")
    assert near(pixels(page, *PLACES["Army"], 5, 5), COLOUR["State"]) == 25, "a neighbour stays"
    assert near(pixels(page, *PLACES["Coast"], 5, 5), COLOUR["Place"]) == 0, "the rest is shaded"
    point(page, 150, 150)
    expect(tip(page)).to_be_hidden()
    assert near(pixels(page, *PLACES["Coast"], 5, 5), COLOUR["Place"]) == 25


def test_a_claim_says_date_and_sentence(opened: Open) -> None:
    page = opened()
    point(page, 0, 140)
    expect(tip(page)).to_contain_text("The Army captured Old Town")
    expect(tip(page)).to_contain_text("14 October 2017")
    expect(tip(page).locator("blockquote")).to_have_text(SENTENCE)
    expect(tip(page)).to_contain_text("News of the week")
    expect(tip(page)).to_have_text(re.compile("^Stated by "))


def test_what_is_not_plainly_stated_says_so_first(opened: Open) -> None:
    page = opened()
    point(page, 210, 60)
    expect(tip(page)).to_have_text(re.compile("^Inferred.*The Band withdrew from Old Town", re.DOTALL))
    expect(tip(page)).to_contain_text("Whoever loses a town leaves it.")
    expect(tip(page).locator("p:has-text('Rests on:') + blockquote")).to_have_text(SENTENCE)  # no word of the inference
    point(page, -320, 140)
    expect(tip(page)).to_have_text(re.compile("^According to Chief Smith", re.DOTALL))


def test_a_click_chooses_and_a_click_beside_lets_go(opened: Open) -> None:
    page = opened()
    page.mouse.click(*place(page, *PLACES["Town"]))
    expect(evidence(page).get_by_role("heading", name="Old Town").first).to_be_visible()
    expect(page).to_have_url(re.compile(re.escape("entity=Town")))
    settled(page)
    point(page, 150, 150)
    assert near(pixels(page, *PLACES["Coast"], 5, 5), COLOUR["Place"]) == 0, "what was chosen stays lit"
    page.mouse.click(*place(page, 150, 150))
    settled(page)
    expect(page).not_to_have_url(re.compile(re.escape("entity")))
    assert near(pixels(page, *PLACES["Coast"], 5, 5), COLOUR["Place"]) == 25


def test_a_click_on_an_edge_shows_its_claim(opened: Open) -> None:
    page = opened()
    page.mouse.click(*place(page, 0, 140))
    expect(evidence(page)).to_contain_text(SENTENCE)
    expect(page).to_have_url(re.compile(re.escape(f"claim={CAPTURE.key}")))


def test_a_name_can_be_clicked_too(opened: Open) -> None:
    page = opened()
    page.mouse.click(*place(page, 255, -200))
    expect(evidence(page).get_by_role("heading", name="Chief Smith").first).to_be_visible()


def test_a_double_click_shows_the_neighbourhood_and_expanding_adds_to_it(opened: Open) -> None:
    page = opened()
    page.mouse.dblclick(*place(page, *PLACES["Chief"]))
    settled(page)
    assert stage(page).get_attribute("data-drawn") == "2 nodes, 2 edges"
    page.locator(".network-stage canvas").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("e")
    settled(page)
    assert stage(page).get_attribute("data-drawn") == "4 nodes, 7 edges"
    page.keyboard.press("c")
    settled(page)
    assert stage(page).get_attribute("data-drawn") == "3 nodes, 6 edges", "Chief Smith has no other edge"
    page.get_by_role("button", name="Show all").click()
    settled(page)
    assert stage(page).get_attribute("data-drawn") == DRAWN


def test_a_path_is_lit_and_said(opened: Open) -> None:
    page = opened(f"{AT}&path=Chief,Village")
    expect(page.locator(".network-route")).to_contain_text("3 hops: Chief Smith – The Band – The Army – The Village")
    assert near(pixels(page, *PLACES["Coast"], 5, 5), COLOUR["Place"]) == 0
    assert near(pixels(page, *PLACES["Chief"], 5, 5), COLOUR["Person"]) == 25
    page = opened(f"{AT}&path=Chief,Coast&no-relation=near")
    expect(page.locator(".network-route")).to_have_text("No drawn edges lead from Chief Smith to Far Coast")


# --- moving ---------------------------------------------------------------------------------------


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*((one + other) / 2 for one, other in zip(start, end, strict=True)))
    page.mouse.move(*end)


def test_dragging_the_ground_moves_the_picture(opened: Open) -> None:
    page = opened()
    drag(page, place(page, 150, 150), place(page, 250, 120))
    frames(page)
    assert near(pixels(page, 100, -30, 5, 5), COLOUR["State"]) == 25, "it moves along, not only afterwards"
    page.mouse.up()
    settled(page)
    assert near(pixels(page, 100, -30, 5, 5), COLOUR["State"]) == 25
    until(page, "location.hash.includes('at=-100,30,1')")


def test_an_entity_that_is_dragged_stays(opened: Open) -> None:
    page = opened()
    drag(page, place(page, *PLACES["Town"]), place(page, 120, 240))
    page.mouse.up()
    settled(page)
    assert near(pixels(page, 120, 240, 3, 3), COLOUR["Place"]) == 9
    assert near(pixels(page, 0, 200, 5, 5), COLOUR["Place"]) == 0
    page.get_by_role("button", name="Arrange").click()
    expect(page.get_by_role("button", name="Arrange")).to_be_visible()
    page.get_by_role("button", name="Put back").click()
    go(page, AT)
    settled(page)
    assert near(pixels(page, 0, 200, 5, 5), COLOUR["Place"]) == 25


def test_the_wheel_zooms_around_the_pointer(opened: Open) -> None:
    page = opened()
    page.mouse.move(*place(page, *PLACES["Band"]))
    page.mouse.wheel(0, -240)
    until(page, f"location.hash !== '{AT}'")  # the address follows once the picture rests
    settled(page)
    assert near(pixels(page, *PLACES["Band"], 5, 5), COLOUR["ArmedGroup"]) == 25
    assert near(pixels(page, *PLACES["Army"], 5, 5), COLOUR["State"]) == 0


def fitted_again(canvas: Locator) -> None:
    canvas.press("-")
    canvas.press("-")
    canvas.press("0")


def test_buttons_and_keys_zoom_and_fit(opened: Open) -> None:
    page = opened("", reduced_motion="reduce")
    sizes = []
    canvas = page.locator(".network-stage canvas")
    steps: list[Callable[[], None]] = [
        lambda: None,
        lambda: tools(page).get_by_role("button", name="Zoom in").click(),
        lambda: tools(page).get_by_role("button", name="Zoom out").click(),
        lambda: canvas.press("Shift+Equal"),
        lambda: canvas.press("-"),
        lambda: fitted_again(canvas),
    ]
    for step in steps:
        step()
        page.mouse.move(5, 5)
        settled(page)
        column = pixels(page, 0, 0, 120, 620)
        army, town = (np.nonzero(alike(column, COLOUR[group]))[0].mean() for group in ("State", "Place"))
        sizes.append(round(town - army))
    start, larger, back, pressed, again, fit = sizes
    assert larger > 1.15 * start
    assert pressed > 1.15 * start
    assert start == back == again == fit


def test_two_fingers_zoom(opened: Open) -> None:
    page = opened(AT, viewport=PHONE, has_touch=True, is_mobile=True)
    x, y = place(page, 0, 0)
    send = page.context.new_cdp_session(page).send
    for gap in (40, 50, 60, 70, 80):
        kind = "touchStart" if gap == 40 else "touchMove"
        points = [{"x": x - gap, "y": y, "id": 0}, {"x": x + gap, "y": y, "id": 1}]
        send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    until(page, "Math.abs(Number(location.hash.split(',')[2]) - 2) < .1")


def test_a_finger_finds_what_lies_beside_it(opened: Open) -> None:
    page = opened(AT, viewport=PHONE, has_touch=True, is_mobile=True)
    x, y = place(page, *PLACES["Army"])
    page.touchscreen.tap(x, y - 20)
    until(page, "location.hash.includes('entity=Army')")


def test_the_layout_moves_entities_until_it_is_stopped_or_done(opened: Open) -> None:
    page = opened("")
    told = page.get_by_role("button", name="Arrange").evaluate(
        """button => {
          button.click(); // and look before the layout can have ended
          return [button.textContent, button.parentElement.querySelector("progress").checkVisibility()];
        }"""
    )
    assert told == ["Stop", True]
    expect(page.get_by_role("button", name="Arrange")).to_be_visible()
    expect(page.get_by_role("progressbar", name="Layout")).to_be_hidden()
    settled(page)
    go(page, AT)
    settled(page)
    assert near(pixels(page, *PLACES["Coast"], 5, 5), COLOUR["Place"]) < 25
    page.get_by_role("button", name="Put back").click()
    settled(page)
    assert near(pixels(page, *PLACES["Coast"], 5, 5), COLOUR["Place"]) == 25


def test_a_deep_link_brings_what_it_names_into_sight(opened: Open) -> None:
    page = opened("#at=9000,9000,1")
    assert stage(page).get_attribute("data-drawn") == "0 nodes, 0 edges"
    go(page, "#at=9000,9000,1&entity=Chief")
    until(page, "document.querySelector('.network-stage').dataset.drawn !== '0 nodes, 0 edges'")
    page.mouse.move(5, 5)
    settled(page)
    assert near(pixels(page, 0, 0, 60, 80), COLOUR["Person"]) > 70


# --- without a mouse ------------------------------------------------------------------------------


def test_arrow_keys_walk_from_entity_to_entity_and_say_where_they_are(opened: Open) -> None:
    page = opened()
    canvas = page.locator(".network-stage canvas")
    expect(canvas).to_have_attribute("aria-label", re.compile("Arrow keys"))
    canvas.focus()
    page.keyboard.press("ArrowRight")
    status = page.locator("#status")
    expect(status).to_have_text("The Band, armed group, 6 edges drawn")
    page.keyboard.press("ArrowLeft")
    expect(status).to_have_text(re.compile("^The Army, "))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowUp")
    expect(status).to_have_text(re.compile("^Chief Smith, "))
    page.keyboard.press("ArrowUp")
    expect(status).to_have_text("No entity in this direction")
    page.keyboard.press("Enter")
    expect(evidence(page).get_by_role("heading", name="Chief Smith").first).to_be_visible()


# --- pictures -------------------------------------------------------------------------------------


def saved(page: Page, name: str, folder: Path) -> Path:
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile(re.escape(name))).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_svg_is_real_lines_and_words_with_title_legend_and_source(opened: Open, tmp_path: Path) -> None:
    page = opened()
    path = saved(page, "SVG", tmp_path)
    assert path.name == "a-small-war.svg"
    tree = ET.parse(path)  # noqa: S314  # our own
    space = "{http://www.w3.org/2000/svg}"
    words = [element.text or "" for element in tree.iter(f"{space}text")]
    assert "A small war" in words
    assert {"asserted", "reported", "inferred", "armed group"} <= set(words)
    assert any("News of the week" in one for one in words)
    assert any("never drawn" in one for one in words)
    assert str(BUNDLED) in words
    assert "withdrew from (inferred)" in words
    titles = [element.text or "" for element in tree.iter(f"{space}title")]
    assert "The Band withdrew from (inferred) Old Town" in titles
    assert len([one for one in tree.iter(f"{space}path") if one.get("fill") == "none"]) == 9


def test_hostile_names_are_text_in_svg_and_on_the_page(opened: Open, hostile: str, tmp_path: Path) -> None:
    page = opened("", hostile)
    path = saved(page, "SVG", tmp_path)
    tree = ET.parse(path)  # noqa: S314  # our own
    tags = {element.tag.rpartition("}")[2] for element in tree.iter()}
    assert tags <= {"svg", "title", "desc", "rect", "text", "g", "path", "polygon", "circle"}
    assert any(SCRIPT in (element.text or "") for element in tree.iter())
    page.goto(path.as_uri())
    assert page.locator("script").count() == 0


def test_png_is_twice_the_size_with_words_around_it(opened: Open, tmp_path: Path) -> None:
    page = opened()
    box = stage(page).bounding_box()
    assert box is not None
    data = saved(page, "PNG", tmp_path).read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
    assert width == round(2 * box["width"])
    assert height > 2 * box["height"] + 100


# --- many -----------------------------------------------------------------------------------------


def crowd(nodes: int) -> Corpus:
    """A ring of neighbours, all in one picture."""
    entities = [Entity(f"N{number:05}", "Settlement", f"Entity {number}") for number in range(nodes)]
    claims = [
        Claim(f"{number:016x}{step}", one.id, "near", entities[(number + step * step) % nodes].id, (), ("Paper",))
        for number, one in enumerate(entities)
        for step in (1, 20)
    ]
    paper = Entity("Paper", "MediaOrganization", "The Paper")
    return Corpus(
        title="Many", base="https://example.org/many/", ontology=ontology(), documents=by_id([DOCUMENT]),
        entities=by_id([*entities, paper]), claims=tuple(claims),
    )  # fmt: skip


RING = 4_000


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> str:
    def places(self: Numbered) -> "np.ndarray[Any, np.dtype[np.float32]]":
        turns = [(number * 2.39996, 60 * math.sqrt(number)) for number in range(len(self.names))]
        return np.array([(math.cos(a) * r, math.sin(a) * r) for a, r in turns], np.float32)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Numbered, "places", places)
        return written(tmp_path_factory.mktemp("crowd"), crowd(RING))


DRAWN_TWICE = """async () => {
  const began = performance.now();
  for (const type of ["beforeprint", "afterprint"]) dispatchEvent(new Event(type)); // each draws all of it
  for (let left = 2; left; left--) await new Promise(requestAnimationFrame);
  return performance.now() - began;
}"""


def test_thousands_are_drawn_and_names_come_back_when_the_picture_rests(opened: Open, crowded: str) -> None:
    page = opened("", crowded)
    assert stage(page).get_attribute("data-drawn") == f"{RING:d} nodes, {2 * RING:d} edges"
    expect(page.get_by_text("zoom in for arrows and single claims")).to_be_visible()
    rests, drawn = [], []
    for _ in range(3):
        drawn.append(page.evaluate(DRAWN_TWICE))
        drag(page, place(page, 0, 0), place(page, 60, 40))
        page.evaluate("""() => { window.began = performance.now(); window.rested = new Promise(done => {
          const look = () => document.querySelector(".network-stage").dataset.detail === "full"
            ? done(performance.now() - window.began) : requestAnimationFrame(look);
          requestAnimationFrame(look);
        }); }""")
        rests.append(page.evaluate("window.rested"))
        page.mouse.up()
    assert min(rests) < 90 + 3 * min(drawn)  # its pause, and what drawing takes on this machine


def test_from_afar_edges_cannot_be_missed_and_from_near_they_can_be_pointed_at(opened: Open, crowded: str) -> None:
    page = opened("", crowded)
    assert inked(pixels(page, 0, 0, 300, 300)).mean() > 0.2
    go(page, "#at=0,0,0.9")
    settled(page)
    found = inked(pixels(page, 0, 0, 400, 400))
    for row, column in zip(*np.nonzero(found), strict=True):
        point(page, float(column) - 200, float(row) - 200)
        if " near " in tip(page).inner_text():
            return
    pytest.fail("no edge can be pointed at")
