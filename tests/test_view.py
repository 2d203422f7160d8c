"""The page: what people see and do in a real browser, and that nothing strangers wrote runs."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from typing import Literal

import pytest
from hostile import CAPTURE
from hostile import DRAWN_CLAIMS
from hostile import DRAWN_EDGES
from hostile import HOSTILE
from hostile import IMAGE
from hostile import QUOTES
from hostile import SCRIPT
from hostile import claim
from playwright.sync_api import Browser
from playwright.sync_api import Page
from playwright.sync_api import expect
from waiting import frames
from watching import SIZE
from watching import Watched
from watching import started

import kg
from kg.kinds import KINDS
from kg.kinds import kind as find_kind
from kg.model import Entity
from kg.palette import LINES
from kg.palette import STYLES
from kg.palette import rgb
from kg.palette import style
from kg.terms import ontology
from kg.timeline import reading
from kg.view.facts import undrawn
from kg.view.page import NODES
from kg.view.page import render


def page_of(corpus: kg.Corpus, policy: str = "default") -> str:
    return render(kg.build(corpus, policy).network, title=corpus.title)


def data_of(text: str) -> dict[str, Any]:
    """Give what the page holds: what it draws at once, with the words that it reads later."""

    def part(name: str) -> dict[str, Any]:
        found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', text, re.DOTALL)
        assert found is not None
        data: dict[str, Any] = json.loads(found[1])
        return data

    drawn, words = part("data"), part("words")
    for name in ("entities", "facts"):
        drawn[name] = [one | more for one, more in zip(drawn[name], words[name], strict=True)]
    return {**words, **drawn}


def ids(data: dict[str, Any]) -> dict[str, str]:
    """Give the id of each entity by what it is called on the page."""
    return {one["id"]: one["name"] for one in data["entities"]}


@pytest.fixture(scope="module")
def hostile() -> str:
    return page_of(HOSTILE)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with started() as browser:
        yield browser


class Tags(HTMLParser):
    """Every tag and attribute, as a browser would find them."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes.extend(attrs)


@pytest.fixture
def shown(browser: Browser, hostile: str, tmp_path: Path) -> Iterator[Page]:
    """The hostile page, open; at the end it must have done nothing wrong."""
    path = tmp_path / "graph.html"
    path.write_text(hostile, encoding="utf-8")
    page = browser.new_page(viewport=SIZE)  # type: ignore[arg-type]
    watched = Watched(page)
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready]")
    frames(page, 4)  # the drawing knows its place once it was laid out
    yield page
    page.close()
    assert watched.wrong == []


def middle(page: Page, source: str, target: str) -> tuple[float, float]:
    """Where the middle of a straight edge is on the screen."""
    found = page.evaluate(
        """([source, target]) => {
          const [a, b] = [source, target].map((name) => kg.network.getPosition(kg.byName.get(name)));
          const { x, y } = kg.network.canvasToDOM({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
          const box = document.getElementById("network").getBoundingClientRect();
          return [x + box.left, y + box.top];
        }""",
        [source, target],
    )
    return found[0], found[1]


def visible(page: Page, what: str) -> int:
    return int(page.evaluate(f"kg.network.body.data.{what}.get({{ filter: (one) => !one.hidden }}).length"))


# --- the file -------------------------------------------------------------------------------------


def test_the_page_is_the_same_every_time(hostile: str) -> None:
    assert page_of(HOSTILE) == hostile


def test_the_policy_forbids_every_request(hostile: str) -> None:
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', hostile)
    assert found is not None
    rules = unescape(found[1])
    assert rules.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in rules
    assert hostile.index("Content-Security-Policy") < hostile.index("<title>")
    assert not re.search(r'(?:src|href)="(?:https?:)?//', hostile)


def test_a_page_has_what_every_page_needs(hostile: str) -> None:
    assert hostile.startswith('<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">')
    for part in ('name="viewport"', "<noscript>", "<h1", 'role="search"', "<title>Title &lt;/script&gt;"):
        assert part in hostile


def test_no_text_of_a_stranger_is_markup(hostile: str) -> None:
    assert SCRIPT not in hostile
    assert IMAGE not in hostile
    assert "7 * 7" in hostile
    assert "49" not in data_of(hostile)["documents"]["doc"][0]
    tags = Tags()
    tags.feed(hostile)
    assert tags.names.count("script") == 4
    assert "img" not in tags.names
    assert not any(name.startswith("on") or str(value).startswith("javascript") for name, value in tags.attributes)


def test_the_data_holds_every_edge_once_with_its_claims(hostile: str) -> None:
    data = data_of(hostile)
    assert len(data["edges"]) == len(data["facts"]) == DRAWN_EDGES
    claims = [said for fact in data["facts"] for said in fact["claims"]]
    assert len(claims) == DRAWN_CLAIMS
    assert {quote for said in claims for quote, _ in said["quotes"]} == set(QUOTES)
    assert all(edge["arrows"] == "to" for edge in data["edges"])


def test_no_two_edges_lie_on_each_other(hostile: str) -> None:
    curves = []
    for edge in data_of(hostile)["edges"]:
        ends = sorted([edge["from"], edge["to"]])
        bend = edge.get("smooth", {})
        turn = {"curvedCW": 1, "curvedCCW": -1}.get(bend.get("type"), 0) * (1 if edge["from"] == ends[0] else -1)
        curves.append((*ends, turn * bend.get("roundness", 0), edge.get("selfReference", {}).get("angle")))
    assert len(set(curves)) == len(curves) == DRAWN_EDGES


def test_the_line_tells_what_kind_of_saying_it_is() -> None:
    data = data_of(page_of(HOSTILE, "wide"))
    names = ids(data)
    lines = {(names[one["from"]], one["sentence"][1], names[one["to"]]): one["line"] for one in data["facts"]}
    label = ontology().label
    assert lines["Army", label("captured"), "Town"] == "asserted"
    assert lines["Group", label("controls"), "Town"] == "presupposed"
    assert lines["Group", label("withdrew_from"), "Town"] == "inferred"
    assert lines["Army", label("supports"), "Group"] == "unconfirmed"


def test_an_inference_is_marked_in_the_drawing_before_its_words_and_in_the_table() -> None:
    text = page_of(HOSTILE, "wide")
    data = data_of(text)
    labels = {edge["id"]: edge["label"] for edge in data["edges"]}
    for one in data["facts"]:
        mark = one["line"] if one["line"] in {"inferred", "unconfirmed"} else ""
        assert one["mark"] == mark
        assert labels[one["id"]] == one["sentence"][1] + (f" ({mark})" if mark else "")
    assert text.count('<b class="mark">(inferred)</b>') == sum(one["mark"] == "inferred" for one in data["facts"]) > 0


def test_a_time_that_lies_somewhere_in_a_span_is_no_duration(graph: kg.Graph) -> None:
    data = data_of(render(graph.network, title=graph.corpus.title))
    told = {one["key"]: one["when"] for fact in data["facts"] for one in fact["claims"]}
    told |= {one["key"]: one["when"] for one in data["untold"]}
    assert told == {claim.key: reading(claim) for claim in graph.corpus.claims}
    assert not any(when.startswith("until") for when in told.values())


def test_what_is_not_drawn_is_sorted_as_in_the_explorer(graph: kg.Graph) -> None:
    text = render(graph.network, title=graph.corpus.title)
    said = re.sub("<[^>]+>", "", text[text.index('<details id="untold">') :].split("</summary>")[0])
    counts = {words.lower(): int(number) for words, number in re.findall(r"([a-z][^:·\d]+) (\d+)(?: ·|$)", said)}
    for kind in KINDS:
        claims = [one for one in undrawn(graph.network) if find_kind(one) is kind and not kind.factual]
        assert counts.get(kind.title.lower(), 0) == len(claims), kind.title


def test_the_table_says_everything_without_a_script(hostile: str) -> None:
    text = unescape(hostile[hostile.index('<details id="sentences">') :])
    for quote in QUOTES:
        assert quote.replace("\ud800", "?") in text
    assert text.count("<tr>") == DRAWN_CLAIMS + 1


def test_what_is_not_drawn_is_counted(hostile: str) -> None:
    plain = re.sub("<[^>]+>", "", hostile[hostile.index('<details id="untold">') :]).strip()
    assert plain.startswith("3 claims are not drawn: assessments and opinions 1 · denied 1 · predictions 1")


def test_a_policy_that_draws_less_or_more_is_named(corpus: kg.Corpus) -> None:
    notices = {policy: kg.build(corpus, policy)._repr_html_() for policy in ("strict", "default", "wide")}
    assert "(policy strict)" in notices["strict"]
    assert "(policy wide)" in notices["wide"]
    assert "(policy" not in notices["default"]


def test_a_claim_stands_with_its_condition_in_panel_and_table(graph: kg.Graph) -> None:
    conditional = [one for one in graph.corpus.claims if one.linked("condition")]
    text = render(graph.network, title=graph.corpus.title)
    told = {one["key"]: one["conditions"] for one in data_of(text)["untold"]}
    assert conditional
    for one in conditional:
        for condition in told[one.key]:
            assert condition.endswith(")")  # what the condition itself is: supposed, denied …
            assert f"<b>On the condition that</b> {escape(condition)}" in text


def test_the_table_has_qualifiers_and_notes(graph: kg.Graph) -> None:
    table = unescape(render(graph.network, title=graph.corpus.title).split('<details id="untold">')[1])
    drawn = [one for edge in graph.network.edges for one in edge.claims]
    assert all(f"Note: {one.note}" in table for one in drawn if one.note)
    label = graph.corpus.ontology.label
    assert all(f"{label(name)}: " in table for one in drawn for name, _ in one.qualifiers)


def test_a_network_of_nothing_is_a_page() -> None:
    assert "<b>0</b> nodes" in page_of(replace(HOSTILE, claims=()))


def test_a_large_network_keeps_the_most_connected_part() -> None:
    names = [f"Place{number:04}" for number in range(NODES + 50)]
    claims = [claim(name, "located_in", "Town") for name in names]
    places = {name: Entity(name, "Settlement", name) for name in names}
    text = page_of(replace(HOSTILE, entities={**HOSTILE.entities, **places}, claims=tuple(claims)))
    assert len(data_of(text)["nodes"]) == NODES
    assert "2,000 most connected nodes are drawn; 51 are left out, with 51 edges" in text
    assert "kg view --around NAME" in text
    assert "Town" in ids(data_of(text)).values()


# --- colours --------------------------------------------------------------------------------------


def luminance(colour: str) -> float:
    linear = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (n / 255 for n in rgb(colour))
    )
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("colour", sorted({look.colour for look in STYLES} | {look.colour for look in LINES.values()}))
def test_colours_are_seen_on_light_and_dark(colour: str) -> None:
    for paper in ("#ffffff", "#14181d"):
        low, high = sorted([luminance(colour), luminance(paper)])
        assert (high + 0.05) / (low + 0.05) >= 3


def test_every_group_has_its_own_colour_and_mark() -> None:
    assert len({(look.colour, look.shape) for look in STYLES}) == len({look.colour for look in STYLES}) == len(STYLES)


def test_groups_are_classes_of_the_ontology() -> None:
    assert {name for look in STYLES for name in look.classes} <= set(ontology().entity_classes)
    assert style(ontology().lineage("Government")).group == "State"
    assert style(ontology().lineage("MediaOrganization")).group == "Organization"
    assert style(["Unheard"]).group == "Entity"


# --- in a browser ---------------------------------------------------------------------------------


def test_opening_runs_nothing_and_asks_for_nothing(shown: Page) -> None:
    assert visible(shown, "nodes") == 4
    assert visible(shown, "edges") == DRAWN_EDGES
    expect(shown.locator("h1")).to_contain_text("<img src=x onerror=alert(1)>")
    assert shown.locator("img").count() == 0
    assert shown.locator('a[href^="javascript"]').count() == 0


def test_hovering_an_edge_shows_its_sentence(shown: Page) -> None:
    x, y = middle(shown, "Group", "Village")
    shown.mouse.move(x - 60, y - 60)
    shown.mouse.move(x, y)
    expect(shown.locator("#tip")).to_contain_text(QUOTES[3])
    expect(shown.locator("#tip h2")).to_contain_text(ontology().label("present_in"))


def test_a_click_on_an_edge_pins_its_claims(shown: Page) -> None:
    x, y = middle(shown, "Group", "Village")
    shown.mouse.click(x, y)
    expect(shown.locator("#panel")).to_contain_text(QUOTES[3])
    expect(shown.locator("#panel")).to_contain_text("15 February 2018")
    shown.keyboard.press("Escape")
    expect(shown.locator("#panel")).to_be_hidden()


def test_every_panel_shows_hostile_text_as_text(shown: Page) -> None:
    for fact in data_of(shown.content())["facts"]:
        shown.evaluate("(id) => kg.showEdge(id)", fact["id"])
        expect(shown.locator("#panel .claim")).to_have_count(len(fact["claims"]))
    for entity in HOSTILE.entities:
        if entity not in {"Paper", "Analyst"}:
            shown.evaluate("(name) => kg.showNode(kg.byName.get(name), true)", entity)
            for summary in shown.locator("#panel summary").all():
                summary.click()
    assert shown.locator("#panel img").count() == shown.locator("#panel script").count() == 0


def test_a_click_on_a_node_shows_what_is_said_of_it(shown: Page) -> None:
    x, y = middle(shown, "Village", "Village")
    shown.mouse.click(x, y)
    expect(shown.locator("#panel h2")).to_contain_text("Village")
    expect(shown.locator("#panel")).to_contain_text(QUOTES[3])
    expect(shown.locator("#panel details .said").first).to_have_text(re.compile("^Denied "))


def test_an_inferred_edge_gives_its_reasons(shown: Page) -> None:
    (fact,) = (one for one in data_of(shown.content())["facts"] if one["line"] == "inferred")
    shown.evaluate("(id) => kg.showEdge(id)", fact["id"])
    expect(shown.locator("#panel")).to_contain_text("Why: Because </script>")
    expect(shown.locator("#panel")).to_contain_text("no passage says it")


def test_an_edge_shows_voices_time_and_its_basis(shown: Page) -> None:
    (fact,) = (
        one for one in data_of(shown.content())["facts"] if CAPTURE.key in [said["key"] for said in one["claims"]]
    )
    shown.evaluate("(id) => kg.showEdge(id)", fact["id"])
    expect(shown.locator("#panel")).to_contain_text(f"14 October 2017 · {IMAGE}")
    expect(shown.locator("#panel")).to_contain_text(f"Paper {SCRIPT} › Analyst {IMAGE}")


def test_the_legend_hides_and_shows_types(shown: Page) -> None:
    button = shown.locator('[data-group="Place"]')
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    assert visible(shown, "nodes") == 2
    assert visible(shown, "edges") == 4
    button.press("Enter")
    assert visible(shown, "nodes") == 4
    shown.locator('[data-line="inferred"]').press("Space")
    assert visible(shown, "edges") == DRAWN_EDGES - 1


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("deir EZ zor", "دير"),
        ("zubaydi", "</script>"),
        ("jaysh", "Army"),
        ("the Zubaydī-front", "</script>"),
        ("دير", "دير"),
    ],
)
def test_search_finds_any_spelling(shown: Page, typed: str, label: str) -> None:
    shown.keyboard.press("/")
    shown.keyboard.type(typed)
    expect(shown.locator("#found li").first).to_contain_text(label)
    shown.keyboard.press("Enter")
    expect(shown.locator("#panel h2")).to_contain_text(label)


def test_search_works_by_arrows_and_says_when_nothing_is_found(shown: Page) -> None:
    shown.keyboard.press("/")
    shown.keyboard.type("o")
    shown.keyboard.press("ArrowDown")
    expect(shown.locator("#found li").nth(1)).to_have_attribute("aria-selected", "true")
    shown.locator("#query").fill("nobody at all")
    expect(shown.locator("#found")).to_contain_text("No entity")
    shown.keyboard.press("Escape")
    expect(shown.locator("#found")).to_be_hidden()


def test_a_hidden_type_comes_back_when_it_is_searched_for(shown: Page) -> None:
    shown.locator('[data-group="Place"]').click()
    shown.locator("#query").fill("deir ez zor")
    shown.keyboard.press("Enter")
    expect(shown.locator('[data-group="Place"]')).to_have_attribute("aria-pressed", "true")


def test_every_control_is_reached_by_the_tab_key(shown: Page) -> None:
    reached = set()
    for _ in range(25):
        shown.keyboard.press("Tab")
        reached.add(shown.evaluate("document.activeElement.id || document.activeElement.dataset.group || ''"))
    assert {"query", "nearer", "farther", "whole", "Place"} <= reached


def test_the_table_opens_without_the_drawing(shown: Page) -> None:
    shown.locator("#sentences summary").click()
    expect(shown.locator("#sentences tbody tr")).to_have_count(DRAWN_CLAIMS)


def test_the_page_reads_without_a_script(browser: Browser, hostile: str, tmp_path: Path) -> None:
    path = tmp_path / "graph.html"
    path.write_text(hostile, encoding="utf-8")
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(path.as_uri())
    assert "table below" in page.inner_text("body")
    expect(page.locator("#sentences tbody tr").first).to_contain_text("Army")
    page.close()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1400), ("dark", 1400), ("light", 390)])
def test_the_real_graph_shows_and_fits(
    browser: Browser, graph: kg.Graph, tmp_path: Path, scheme: Literal["light", "dark"], width: int
) -> None:
    graph.to_html(tmp_path / "graph.html")
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    watched = Watched(page)
    page.goto((tmp_path / "graph.html").as_uri())
    page.wait_for_selector("html[data-ready]")
    assert visible(page, "nodes") == len(graph.network.nodes)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("#query").fill("al-Bukamal")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_contain_text("Abu Kamal")
    page.emulate_media(color_scheme="dark")
    assert watched.wrong == []
    page.close()
