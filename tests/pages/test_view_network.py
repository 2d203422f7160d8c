"""The network view in a browser: addresses, neighbourhoods, what is drawn how, and who can use it."""

import re
from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from typing import Literal
from urllib.parse import quote

import pytest
from helpers import node_modules
from hostile import HOSTILE
from hostile import IMAGE
from hostile import LONG
from hostile import SCRIPT
from hostile import claim
from hostile import worst
from playwright.sync_api import Browser
from playwright.sync_api import Page
from playwright.sync_api import expect
from waiting import frames
from waiting import until
from watching import SIZE
from watching import Watched
from watching import barriers
from watching import started

import kg
from kg.model import Entity
from kg.terms import Certainty
from kg.terms import Mode

Scheme = Literal["light", "dark"]
Opened = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with started() as browser:
        yield browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, graph: kg.Graph) -> Path:
    """Pages of the built-in graph, of selections of it, and of the hostile corpus."""
    made = tmp_path_factory.mktemp("pages")
    graph.to_html(made / "whole.html")
    graph.selected(query="SELECT ?claim { ?claim o:mode o:predicted }").to_html(made / "predicted.html")
    graph.selected(around="Mayadeen", on="2017-10-20").to_html(made / "day.html")
    kg.build(HOSTILE).to_html(made / "hostile.html")
    kg.build(HOSTILE).selected(around="al-Jaysh", on="2017-10-14", documents=["doc"]).to_html(made / "part.html")
    return made


@pytest.fixture
def opened(browser: Browser, folder: Path) -> Iterator[Opened]:
    """Open a page; at the end no page has done anything wrong."""
    pages: list[Watched] = []

    def open_(name: str, fragment: str = "", scheme: Scheme = "light", **size: int) -> Page:
        page = browser.new_page(viewport={**SIZE, **size}, color_scheme=scheme)  # type: ignore[arg-type]
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        pages.append(Watched(page))
        page.goto(f"{(folder / f'{name}.html').as_uri()}{fragment}")
        page.wait_for_selector("html[data-ready]")
        drawn(page)
        return page

    yield open_
    wrong = [one for page in pages for one in page.wrong]
    for page in pages:
        page.page.close()
    assert wrong == []


def drawn(page: Page) -> None:
    """Wait until what was asked for is on the screen."""
    frames(page, 4)


def shown(page: Page, what: str = "nodes") -> int:
    return int(page.evaluate(f"kg.network.body.data.{what}.get({{ filter: (one) => !one.hidden }}).length"))


def place(page: Page, name: str) -> tuple[float, float]:
    x, y = page.evaluate(
        """(name) => {
          const { x, y } = kg.network.canvasToDOM(kg.network.getPosition(kg.byName.get(name)));
          const { left, top } = document.getElementById("network").getBoundingClientRect();
          return [x + left, y + top];
        }""",
        name,
    )
    return x, y


def colour(page: Page, x: float, y: float) -> tuple[int, int, int]:
    """Give the drawing's colour at a place of the window."""
    red, green, blue = page.evaluate(
        """([x, y]) => {
          const canvas = document.querySelector("#network canvas");
          const { left, top, width } = canvas.getBoundingClientRect();
          const ratio = canvas.width / width;
          const dot = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
          const pen = dot.getContext("2d", { willReadFrequently: true });
          pen.fillStyle = getComputedStyle(document.body).backgroundColor;
          pen.fillRect(0, 0, 1, 1);
          pen.drawImage(canvas, (left - x) * ratio, (top - y) * ratio);
          return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
        }""",
        [x, y],
    )
    return red, green, blue


# --- addresses ------------------------------------------------------------------------------------


def test_an_address_leads_to_an_entity_and_back(opened: Opened) -> None:
    page = opened("whole", "#node=Mayadeen")
    expect(page.locator("#panel h2")).to_have_text("Mayadeen")
    page.locator("#panel .said button").first.click()
    expect(page).to_have_url(re.compile(re.escape("#edge=")))
    page.go_back()
    expect(page.locator("#panel h2")).to_have_text("Mayadeen")
    expect(page).to_have_url(re.compile("#node=Mayadeen$"))


def test_the_address_follows_what_is_looked_at(opened: Opened) -> None:
    page = opened("whole")
    page.mouse.click(*place(page, "IS"))
    expect(page).to_have_url(re.compile("#node=IS$"))
    page.keyboard.press("Escape")
    expect(page).not_to_have_url(re.compile(re.escape("#")))
    page.go_back()
    expect(page.locator("#panel h2")).to_have_text("Islamic State (IS)")


def test_an_address_of_an_edge_shows_its_sentence(opened: Opened, graph: kg.Graph) -> None:
    (edge,) = (one for one in graph.network.edges if one.inferred)
    page = opened("whole", f"#edge={edge.key}")
    expect(page.locator("#panel")).to_contain_text("Inferred by a curator; no passage says it")
    expect(page.locator("#panel")).to_contain_text(edge.claims[0].evidence[0].exact)


@pytest.mark.parametrize(
    "fragment", ["#node=nobody", f"#node={quote(IMAGE)}", "#node=%E0%A4%A", "#edge=__proto__", "#x"]
)
def test_an_address_of_nothing_shows_the_whole(opened: Opened, fragment: str) -> None:
    page = opened("hostile", fragment)
    expect(page.locator("#panel")).to_be_hidden()
    assert shown(page) == 4


# --- neighbourhoods ---------------------------------------------------------------------------------


def test_one_neighbourhood_is_shown_alone_and_all_again(opened: Opened, graph: kg.Graph) -> None:
    near = {"Mayadeen"} | {
        end for one in graph.network.edges if "Mayadeen" in {one.source, one.target} for end in (one.source, one.target)
    }
    page = opened("whole", "#node=Mayadeen")
    page.get_by_role("button", name="Show only this and its neighbours").click()
    assert shown(page) == len(near)
    expect(page.locator("#alone")).to_contain_text(f"Only Mayadeen and its neighbours: {len(near)} of")
    page.locator("#alone").get_by_role("button", name="Show everything").click()
    assert shown(page) == len(graph.network.nodes)


def test_what_is_searched_for_is_found_outside_the_neighbourhood(opened: Opened, graph: kg.Graph) -> None:
    page = opened("whole", "#node=Mayadeen")
    page.get_by_role("button", name="Show only this and its neighbours").click()
    page.keyboard.press("/")
    page.keyboard.type("Pakistan")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("Pakistan")
    assert shown(page) == len(graph.network.nodes)


def test_a_focus_pales_all_that_is_not_near(opened: Opened) -> None:
    page = opened("hostile")
    page.evaluate("kg.whole()")
    drawn(page)
    before = {name: colour(page, *place(page, name)) for name in ("Army", "Village")}
    page.mouse.click(*place(page, "Village"))
    until(page, "!document.getElementById('panel').hidden")
    drawn(page)
    assert colour(page, *place(page, "Village")) == before["Village"]
    pale = colour(page, *place(page, "Army"))
    assert sum(abs(one - 251) for one in pale) < sum(abs(one - 251) for one in before["Army"]) / 3


# --- what is drawn how --------------------------------------------------------------------------------


def test_no_two_labels_overlap_at_first_sight(opened: Opened) -> None:
    for name in ("whole", "day", "hostile"):
        painted: list[tuple[str, list[float]]] = opened(name).evaluate("kg.painted()")
        assert len(painted) > 3
        for number, (one, (left, top, right, bottom)) in enumerate(painted):
            for other, box in painted[number + 1 :]:
                apart = right <= box[0] or box[2] <= left or bottom <= box[1] or box[3] <= top
                assert apart, f"{one} / {other}"


def test_every_parallel_edge_has_a_place_of_its_own_to_point_at(opened: Opened) -> None:
    page = opened("hostile")
    page.evaluate("kg.network.moveTo({ scale: 2.4, position: kg.network.getPosition(kg.byName.get('Army')) })")
    edges: list[dict[str, Any]] = page.evaluate(
        """() => {
          const { left, top } = document.getElementById("network").getBoundingClientRect();
          const ends = [kg.byName.get("Army"), kg.byName.get("Group")];
          const between = ({ from, to }) => from !== to && ends.includes(from) && ends.includes(to);
          return kg.network.body.data.edges.get({ filter: between })
            .map(({ id }) => ({ id, at: kg.network.canvasToDOM(kg.network.body.edges[id].edgeType.getPoint(0.5)) }))
            .map(({ id, at }) => ({ id, x: at.x + left, y: at.y + top }));
        }"""
    )
    assert len(edges) == 3
    seen = set()
    for edge in edges:
        page.mouse.move(edge["x"] - 40, edge["y"] - 90)
        page.mouse.move(edge["x"], edge["y"])
        expect(page.locator("#tip")).to_be_visible()
        seen.add(page.locator("#tip").inner_text())
    assert len(seen) == 3


def test_kinds_of_saying_differ_by_their_dashes(browser: Browser, tmp_path: Path) -> None:
    """Along a stated edge there is no gap, along an inferred one long ones, along an unconfirmed one many."""
    base = claim("Army", "captured", "Town")
    claims = (
        base,
        claim(
            "Group", "withdrew_from", "Village", mode=Mode.INFERRED, rationale="x", links=(("derived_from", base.key),)
        ),
        claim("Paper", "supports", "Analyst", certainty=Certainty.POSSIBLE),
    )
    kg.build(replace(HOSTILE, claims=claims), "wide").to_html(tmp_path / "lines.html")
    page = browser.new_page(viewport=SIZE)  # type: ignore[arg-type]
    page.goto((tmp_path / "lines.html").as_uri())
    gaps = {}
    for kind, (source, target) in {
        "stated": ("Army", "Town"),
        "inferred": ("Group", "Village"),
        "maybe": ("Paper", "Analyst"),
    }.items():
        look = "kg.network.moveTo({ scale: 3, position: kg.network.getPosition(kg.byName.get(name)) })"
        page.evaluate(f"(name) => {look}", source)
        drawn(page)
        (x1, y1), (x2, y2) = place(page, source), place(page, target)
        steps = [0.2 + 0.14 * number / 120 for number in range(121)]
        dark = [sum(colour(page, x1 + (x2 - x1) * step, y1 + (y2 - y1) * step)) < 690 for step in steps]
        gaps[kind] = sum(not one for one in dark) / len(dark)
    page.close()
    assert gaps["stated"] == 0
    assert 0 < gaps["inferred"] < gaps["maybe"]


def test_the_nodes_settle_on_request_and_stop_by_themselves(opened: Opened) -> None:
    page = opened("whole")
    before = place(page, "Mayadeen")
    page.wait_for_timeout(300)
    assert place(page, "Mayadeen") == before
    positions = "JSON.stringify(kg.network.getPositions())"
    first = page.evaluate(positions)
    page.evaluate(
        """() => {
          const button = document.getElementById("settle");
          window.said = [];
          const note = () => window.said.push(button.getAttribute("aria-pressed"));
          new MutationObserver(note).observe(button, { attributeFilter: ["aria-pressed"] });
        }"""
    )
    button = page.get_by_role("button", name="Let the nodes move until they settle")
    button.click()
    until(page, "window.said.join() === 'true,false'")  # it began, and ended by itself, however soon
    expect(button).to_have_attribute("aria-pressed", "false")
    rest = page.evaluate(positions)
    assert rest != first
    page.wait_for_timeout(300)
    assert page.evaluate(positions) == rest


# --- what may hold, and what covers what -------------------------------------------------------------


def test_what_only_may_hold_on_a_day_is_drawn_pale_and_says_so(opened: Opened) -> None:
    page = opened("day")
    rows = page.evaluate(
        """kg.network.body.data.edges.get().map((one) =>
          [one.color.opacity, one.arrows.to.type, kg.network.body.edges[one.id].options.hidden === true])"""
    )
    assert rows
    assert all(opacity < 0.5 and arrow == "vee" for opacity, arrow, _ in rows)
    expect(page.locator("#legend .maybe")).to_contain_text(f"may hold then{len(rows)}")
    assert any("(may hold)" in label for label, _ in page.evaluate("kg.painted()"))
    whole = opened("whole")
    expect(whole.locator("#legend .maybe")).to_have_count(0)
    assert not whole.evaluate("kg.network.body.data.edges.get().some((one) => one.arrows?.to.type === 'vee')")


@pytest.mark.parametrize(("width", "height"), [(1366, 700), (1300, 850), (390, 800)])
def test_nothing_covers_the_legend_and_all_of_it_is_in_sight(opened: Opened, width: int, height: int) -> None:
    page = opened("whole")
    page.set_viewport_size({"width": width, "height": height})
    legend = page.locator("#legend")
    if not legend.evaluate("(one) => one.open"):
        legend.locator("summary").click()
    covered = legend.locator("summary, button").evaluate_all(
        """(all) => all.filter((one) => {
          const { left, top, width, height } = one.getBoundingClientRect();
          return !one.contains(document.elementFromPoint(left + width / 2, top + height / 2));
        }).map((one) => one.textContent)"""
    )
    assert covered == []


def test_the_name_of_an_entity_hides_no_arrow_where_another_side_is_free(browser: Browser, tmp_path: Path) -> None:
    """
    A town is captured from below, and its name stands not there.
    """
    kg.build(replace(HOSTILE, claims=(claim("Army", "captured", "Village"),))).to_html(tmp_path / "one.html")
    page = browser.new_page(viewport=SIZE)  # type: ignore[arg-type]
    page.goto((tmp_path / "one.html").as_uri())
    for down in (-60, 60):
        move = "([name, down]) => kg.network.moveNode(kg.byName.get(name), 0, down)"
        page.evaluate(move, ["Army", 0])
        page.evaluate(move, ["Village", down])
        page.evaluate("""() => { for (const [id, { x, y }] of Object.entries(kg.network.getPositions()))
            kg.network.body.emitter.emit("dragging", { nodes: [id], edges: [], event: {}, pointer: {} }) }""")
        drawn(page)
        page.evaluate("kg.whole()")
        drawn(page)
        painted, ends = page.evaluate(  # of one moment, for the view moves there in steps
            """() => [kg.painted(), Object.fromEntries(["Army", "Village"].map((name) =>
                [name, kg.network.canvasToDOM(kg.network.getPosition(kg.byName.get(name))).y]))]"""
        )
        boxes = {words.split()[0]: box for words, box in painted}
        for name, other in (("Army", "Village"), ("Village", "Army")):
            towards = ends[other] - ends[name]
            beyond = (boxes[name][1] + boxes[name][3]) / 2 - ends[name]
            assert towards * beyond <= 0 or abs(beyond) < 12, (name, down)  # on the other side, or beside it
    page.close()


# --- what is not drawn ------------------------------------------------------------------------------


def test_predictions_are_listed_even_where_nothing_is_drawn(opened: Opened, graph: kg.Graph) -> None:
    page = opened("predicted")
    assert shown(page) == 0
    predicted = [one for one in graph.corpus.claims if one.mode is Mode.PREDICTED]
    page.locator("#untold summary").click()
    rows = page.locator("#untold tbody tr")
    expect(rows.filter(has_text="predicted")).to_have_count(len(predicted))
    expect(page.locator("#untold")).to_contain_text(predicted[0].evidence[0].exact)


def test_a_selection_says_what_it_is_and_what_is_beside_it(opened: Opened) -> None:
    page = opened("day")
    expect(page.locator("h1")).to_contain_text("around Mayadeen, 1 hop, on 20 October 2017")
    expect(page.locator(".notice")).to_contain_text("may hold on 20 October 2017")
    page.locator("#untold summary").click()
    row = page.locator("#untold tr", has_text="captured")
    expect(row.first).to_contain_text("not selected, but a selected claim refers to it")


def test_hostile_names_stand_in_the_title_of_a_selection_as_text(opened: Opened) -> None:
    page = opened("part")
    expect(page.locator("h1")).to_contain_text(f"around Army {IMAGE}, 1 hop")
    assert SCRIPT in page.title()
    page.keyboard.press("/")
    page.keyboard.type("jaysh")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text(f"Army {IMAGE}")


# --- for everybody ----------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("name", "fragment"), [("whole", "#node=Mayadeen"), ("day", ""), ("hostile", "#node=Group")])
def test_nothing_keeps_people_out(opened: Opened, name: str, fragment: str, scheme: Scheme) -> None:
    node_modules()
    page = opened(name, fragment, scheme)
    for summary in page.locator("#untold > summary, #sentences > summary").all():
        summary.click()
    assert barriers(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_paper_stand_the_drawing_and_every_sentence(opened: Opened, graph: kg.Graph, scheme: Scheme) -> None:
    page = opened("day", scheme=scheme)
    dark: int = page.evaluate(
        """() => {
          dispatchEvent(new Event("beforeprint"));
          const canvas = document.querySelector("#network canvas");
          const copy = Object.assign(document.createElement("canvas"), { width: canvas.width, height: canvas.height });
          const pen = copy.getContext("2d", { willReadFrequently: true });
          pen.drawImage(canvas, 0, 0);
          const { data } = pen.getImageData(0, 0, copy.width, copy.height);
          let found = 0;
          for (let at = 0; at < data.length; at += 4)
            if (data[at] === 20 && data[at + 1] === 24 && data[at + 2] === 29 && data[at + 3] === 255) found += 1;
          return found;
        }"""
    )
    assert dark == 0  # no halo of the dark mode is left around the labels
    page.emulate_media(media="print", color_scheme=scheme)
    for hidden in (".search", ".zoom"):
        expect(page.locator(hidden)).to_be_hidden()
    expect(page.locator("#sentences table")).to_be_visible()
    expect(page.locator("#untold table")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert len(page.pdf()) > 20_000
    assert graph.corpus.title in page.title()


def test_on_paper_the_drawing_keeps_its_proportions_and_what_is_chosen_is_whole(opened: Opened) -> None:
    page = opened("whole", "#node=Mayadeen")
    page.set_viewport_size({"width": 720, "height": 1000})
    page.emulate_media(media="print")
    # on paper the drawing is the one made for the screen; all is measured in one step, because here,
    # unlike on paper, the network may be drawn anew for the emulated size at any moment
    at = page.evaluate(
        """() => {
          const canvas = document.querySelector("#network canvas");
          Object.assign(canvas, { width: 1440, height: 700 });
          const [panel, below] = ["panel", "untold"].map((id) => document.getElementById(id));
          const legend = document.getElementById("legend");
          const places = { canvas, legend, panel, below };
          const boxes = Object.entries(places).map(([name, place]) => [name, place.getBoundingClientRect().toJSON()]);
          return { ...Object.fromEntries(boxes), text: panel.scrollHeight };
        }"""
    )
    assert at["canvas"]["width"] / at["canvas"]["height"] == pytest.approx(1440 / 700, rel=0.02)
    assert at["canvas"]["bottom"] <= at["legend"]["top"] + 1  # nothing covers the drawing
    assert at["legend"]["bottom"] <= at["panel"]["top"] + 1
    assert at["text"] <= at["panel"]["height"] + 1
    assert at["panel"]["bottom"] <= at["below"]["top"] + 1


def test_the_keyboard_stays_in_the_panel_from_one_thing_to_the_next(opened: Opened) -> None:
    page = opened("whole", "#node=Mayadeen")
    page.locator("#panel .said button").first.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape("#edge=")))
    expect(page.locator("#panel")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#panel .close")).to_be_focused()


def test_a_table_that_is_opened_comes_into_sight(opened: Opened) -> None:
    page = opened("whole")
    page.locator("#untold > summary").click()
    expect(page.locator("#untold thead")).to_be_in_viewport()
    expect(page.locator("#untold tbody tr").first).to_be_in_viewport()


def test_on_a_phone_everything_fits(opened: Opened) -> None:
    for name in ("whole", "day", "hostile"):
        page = opened(name, width=390, height=844)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        expect(page.locator("#network canvas")).to_be_visible()
        assert page.locator("#network").bounding_box()["height"] > 250  # type: ignore[index]


# --- names that attack ------------------------------------------------------------------------------


def test_nothing_that_attacks_from_any_place_runs_or_breaks_the_page(opened: Opened, folder: Path) -> None:
    corpus = worst()
    names = {"__proto__": "constructor", "constructor": "__proto__"}
    odd = {name: Entity(name, "Settlement", f"{label} {LONG}") for name, label in names.items()}
    joined = (claim("__proto__", "captured", "constructor"), claim("constructor", "attacked", "Army"))
    entities = {**HOSTILE.entities, **corpus.entities, **odd}
    documents = {**HOSTILE.documents, **corpus.documents}
    claims = (*corpus.claims, *joined)
    graph = kg.build(replace(corpus, entities=entities, documents=documents, claims=claims), "wide")
    graph.to_html(folder / "worst.html")
    page = opened("worst", "#node=__proto__", width=1000)
    expect(page.locator("#panel h2")).to_contain_text("constructor long long")
    for name in (node.entity.id for node in graph.network.nodes):
        page.evaluate("(name) => kg.showNode(kg.byName.get(name), true)", name)
        expect(page.locator("#panel h2")).to_contain_text(entities[name].label.split()[0])
    for key in (edge.key for edge in graph.network.edges):
        page.evaluate("(id) => kg.showEdge(id, true)", key)
    for summary in page.locator("#untold > summary, #sentences > summary").all():
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 1000
    assert page.locator("img, iframe, a[href^='javascript'], script:not([id]) ~ script[src]").count() == 0
