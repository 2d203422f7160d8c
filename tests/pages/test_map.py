"""The map: who held a place on a day, exactly as ``kg ask control`` says; what is drawn, and the same in words."""

import gzip
import json
import re
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from exploring import PHONE
from exploring import opened
from helpers import ROOT
from modules import MODEL
from modules import Modules
from modules import told
from playwright.sync_api import Browser
from playwright.sync_api import Locator
from playwright.sync_api import Page
from playwright.sync_api import expect
from waiting import frames
from waiting import until

import kg
from kg.model import Claim
from kg.model import Corpus
from kg.model import Document
from kg.model import Entity
from kg.model import by_id
from kg.model import passage
from kg.model import with_key
from kg.terms import Certainty
from kg.terms import Mode
from kg.terms import Polarity
from kg.terms import Rank
from kg.terms import TimeMode
from kg.terms import ontology
from kg.text import Span
from kg.view.outlines import around

Visit = Callable[..., Page]
Graded = set[tuple[str, str]]

CONTROL = f"""
import {{ Control }} from "./map/control";
import {{ dayNumber }} from "./data/filter";
import {{ standingOf, standingWords, wordWords }} from "./map/told";
{MODEL}
const facts = model.facts!;
const control = new Control(model, facts);
const nodes = new Map(Array.from({{length: model.nodes.count}}, (_, at) => [model.nodes.id.at(at), at]));
console.log(JSON.stringify(given.asked.map(([place, day]: [string, string]) => {{
  const holding = control.on(nodes.get(place)!, dayNumber(day));
  const all = [...holding.words, ...control.besides(nodes.get(place)!)];
  return {{
    words: all.map((word) => [word.grade, facts.claims.key.at(word.claim), wordWords(model, facts, word)]),
    told: holding.told,
    standing: standingWords(model, standingOf(holding)),
  }};
}})));
"""
ROLES = {
    name: term.notes["control_role"] for name, term in ontology().relations.items() if "control_role" in term.notes
}
BESIDE = ("withdrew_from", "relocated_to", "has_stronghold_in", "occurred_at", "capital_of")  # some that bear on it
BEST = ("certain", "possible", "unknown", "context")
PLACES = ("Mayadeen", "Sukhna", "Qaryatayn", "Mosul", "Raqqa", "DeirEzZorGovernorate", "TownsEastOfHama")
PORTS = ("Town", "Port", "Area")
DAYS = ("2017-08-15", "2017-09-07", "2017-10-14", "2017-10-20", "2018-02-15")


@pytest.fixture(scope="module")
def control(tmp_path_factory: pytest.TempPathFactory) -> Modules:
    return Modules(CONTROL, tmp_path_factory.mktemp("control"))


@pytest.fixture
def visit(browser: Browser, explorer: Path) -> Iterator[Visit]:
    """Open the explorer at a fragment."""
    with ExitStack() as pages:
        yield lambda fragment="", **options: pages.enter_context(opened(browser, explorer, fragment, **options))


def asked(graph: kg.Graph, place: str, day: str) -> tuple[Graded, bool]:
    """Give the grade of each claim, context too, and whether anything is told, as the stored question does."""
    grades: dict[str, str] = {}
    is_told = True
    for row in graph.ask("control", place=f"id:{place}", on=day):
        if row["claim"] is None:
            is_told = False
            continue
        key, grade = str(row["claim"]).removeprefix("claim:"), str(row["control"])
        grades[key] = min(grade, grades.get(key, grade), key=BEST.index)
    return {(grade, key) for key, grade in grades.items()}, is_told


def test_what_limits_a_claim_stands_with_it_and_what_confirms_it_is_no_second_event(
    graph: kg.Graph, control: Modules, visit: Visit
) -> None:
    (answer,) = control({**told(graph), "asked": [("Qaryatayn", "2017-10-05")]})
    key = {one.predicate: one.key for one in graph.corpus.claims if one.object == "Qaryatayn" and one.subject == "IS"}
    said = {key: words for _, key, words in answer["words"]}
    assert said[key["recaptured"]].endswith('one event, told twice; a curator notes: "briefly"')
    assert "; another claim confirms it: one event, told twice" in said[key["captured"]]
    page = visit("#view=map&from=2017-10-05&to=2017-10-05")
    expect(page.locator("[data-of='Qaryatayn'] .map-standing")).to_contain_text("(“briefly”)")


def compared(graph: kg.Graph, control: Modules, places: tuple[str, ...], days: tuple[str, ...]) -> set[str]:
    """Hold the map's answers to those of the stored question; gives the grades that came up."""
    pairs = [(place, day) for place in places for day in days]
    answers = control({**told(graph), "asked": pairs})
    seen = set()
    for (place, day), answer in zip(pairs, answers, strict=True):
        expected, is_told = asked(graph, place, day)
        assert {(grade, key) for grade, key, _ in answer["words"]} == expected, (place, day)
        assert answer["told"] == is_told, (place, day)
        seen |= {grade for grade, _ in expected}
    return seen


def test_the_map_says_of_control_what_the_stored_question_says(graph: kg.Graph, control: Modules) -> None:
    named = {name for claim in graph.corpus.claims for name in (claim.subject, claim.object)}
    assert compared(graph, control, tuple(one for one in PLACES if one in named), DAYS) >= {"possible", "context"}


def test_so_it_does_for_claims_of_every_time_and_kind(control: Modules) -> None:
    days = ("2017-03-01", "2017-03-10", "2017-05-05", "2017-06-30", "2018-01-01")
    seen = set()
    for seed, relations in enumerate(([*ROLES, "controls"], [*ROLES, *BESIDE], ["lost_control_of"], BESIDE)):
        corpus = made_up(Random(seed), relations)  # noqa: S311  # the same on every run
        seen |= compared(kg.build(corpus), control, PORTS, days)
    assert seen == set(BEST)


def made_up(random: Random, relations: Sequence[str]) -> Corpus:
    """A corpus of claims on control of a town and a port, in an area, that are as different as claims can be."""
    texts = {"one": date(2017, 3, 10), "two": date(2017, 12, 1)}
    documents = {
        name: Document(
            id=name, text="It is said here. " * 60, sha256=str(at) * 64, file=f"{name}/text.txt", original_file="x",
            title=name, issued=issued, publisher="Paper",
        )
        for at, (name, issued) in enumerate(texts.items())
    }  # fmt: skip
    times = (
        None, "2017-03-10", "2017-03-10", "2017-03-01", "2017-03", "2017", "2017-03-01/2017-06-30", "2017-02/2017-04",
        "../2017-03-10",
        "2017-03-01/..", "2017-04-01/", "2017-05-05~", "2017-05?", "[2017-02-01..2017-03-20]", "2018", "[2017-04..]",
    )  # fmt: skip
    claims = []
    for number in range(48):
        relation, party, town = (
            random.choice(among)
            for among in (relations, ("Army", "Rebels", "Militia"), ("Town", "Town", "Port", "Area"))
        )
        document = documents[random.choice(("one", "two"))]
        evidence = passage(document, Span(17 * number, 17 * number + 16), ("", ""))
        text = random.choice(times)
        claims.append(
            Claim(
                "",
                town if relation == "capital_of" else party,
                relation,
                party if relation == "capital_of" else town,
                (evidence,),
                ("Paper",),
                mode=random.choice([Mode.ASSERTED] * 6 + [Mode.REPORTED, Mode.INFERRED, Mode.PREDICTED]),
                certainty=random.choice([Certainty.CERTAIN] * 4 + [Certainty.PROBABLE, Certainty.UNSPECIFIED]),
                polarity=random.choice([Polarity.POSITIVE] * 6 + [Polarity.NEGATIVE]),
                when=kg.when.parse(text) if text else None,
                time_mode=random.choice(tuple(TimeMode)),
                rank=random.choice([Rank.NORMAL] * 9 + [Rank.DEPRECATED]),
            )
        )
    places = (
        Entity("Area", "AdministrativeArea", "Area"),
        Entity("Town", "Settlement", "Town", located_in=("Area",), coordinates=(10.0, 10.0)),
        Entity("Port", "Settlement", "Port", located_in=("Area",), coordinates=(10.5, 10.0)),
    )
    parties = [Entity(name, "ArmedGroup", name) for name in ("Army", "Rebels", "Militia", "Paper")]
    return Corpus(
        "Made up",
        "https://example.org/",
        ontology(),
        by_id(documents.values()),
        by_id([*places, *parties]),
        [with_key(one) for one in claims],
    )


def said_on(control: Modules, graph: kg.Graph, place: str, day: str) -> dict[str, set[str]]:
    """Give what the map says of a place on a day, by grade."""
    (answer,) = control({**told(graph), "asked": [(place, day)]})
    return {grade: {text for one, _, text in answer["words"] if one == grade} for grade in BEST}


def test_what_bears_on_control_is_what_the_stored_question_lists() -> None:
    question = (ROOT / "ontology/questions/control.rq").read_text(encoding="utf-8")
    listed = set(re.findall(r'\(o:(\w+) "(object|subject)" "(?:other|event)"', question))
    module = (ROOT / "kg/view/explorer/map/control.ts").read_text(encoding="utf-8")
    table = module[module.index("const BESIDES") : module.index("const HAPPENED")]
    words = set(re.findall(r"\b[a-z]+_[a-z_]+\b|\bentered\b|\battacked\b|\bdefended\b|\bthreatened\b", table))
    assert words == {name for name, _ in listed}
    assert {name for name, end in listed if end == "subject"} == {"capital_of"}


def test_words_say_who_says_it_and_what_is_left_open(control: Modules, graph: kg.Graph) -> None:
    captured = "stated by Editor at Syria Direct: Syrian Arab Army (SAA) captured Mayadeen (14 October 2017)"
    after = said_on(control, graph, "Mayadeen", "2017-10-20")
    assert f"{captured}; no later change of hands is claimed, nor that it lasted until this day" in after["possible"]
    on_it = said_on(control, graph, "Mayadeen", "2017-10-14")
    assert f"{captured}; on this very day; when in it, and how long after, is not said" in on_it["possible"]
    (before,) = control({**told(graph), "asked": [("Mayadeen", "2017-10-01")]})
    assert before["standing"] == "not told"
    assert not before["told"]


def test_a_day_that_is_only_the_document_s_is_called_that(control: Modules, graph: kg.Graph) -> None:
    said = said_on(control, graph, "DeirEzZor", "2018-02-15")
    assert said["possible"] == {
        "taken for granted by Hassan Hassan: Syrian government controls Deir ez-Zor (15 February 2018); "
        "the day is that of the document, the words name none; "
        "a curator notes: city or province not said; read as the city beside al-Bukamal"
    }
    predicted = {text for text in said["context"] if text.startswith("predicted by Hassan Hassan")}
    assert predicted
    assert all("; not stated as a fact" in text for text in predicted)


def test_an_announcement_that_came_later_stands_beside_the_capture(control: Modules, graph: kg.Graph) -> None:
    said = said_on(control, graph, "Qaryatayn", "2017-10-25")
    assert not any("nothing later" in text for texts in said.values() for text in texts)
    assert any(
        text.startswith("according to Syrian state media, as told by ") and ": Restored security" in text
        for text in said["context"]
    )


def test_certain_needs_the_day_in_the_words_and_rivals_stand_side_by_side(control: Modules) -> None:
    corpus = made_up(Random(0), ["controls"])  # noqa: S311  # the same on every run
    base = next(claim for claim in corpus.claims if claim.predicate == "controls")
    plain = replace(
        base, object="Town", mode=Mode.ASSERTED, certainty=Certainty.CERTAIN, polarity=Polarity.POSITIVE,
        rank=Rank.NORMAL, when=kg.when.parse("2017-05-01/2017-05-09"), time_mode=TimeMode.THROUGHOUT,
    )  # fmt: skip
    claims = [with_key(replace(plain, subject=who)) for who in ("Army", "Rebels")]
    claims.append(with_key(replace(plain, subject="Militia", predicate="captured", time_mode=TimeMode.WITHIN)))
    graph = kg.build(replace(corpus, claims=claims))
    during, after = control({**told(graph), "asked": [("Town", "2017-05-05"), ("Port", "2017-05-05")]})
    assert during["standing"] == "certain: Army; Rebels · possible: Militia"
    assert after["standing"] == "not told"


# ---- in a browser ------------------------------------------------------------------------------


def place(page: Page, name: str) -> Locator:
    return page.locator(f".map-places > li[data-of='{name}']")


def drawn_at(page: Page, name: str) -> tuple[float, float]:
    """Find a place on the drawing: where pointing at it names it."""
    found = None
    while found != (again := until(page, POINTED, name)):  # until the drawing rests
        found = again
        frames(page)
    x, y = found
    page.mouse.move(x, y)
    expect(page.locator(".map-tip strong")).to_have_text(name)
    return x, y


def test_the_map_shows_a_day_in_words_and_leads_to_the_sentence(visit: Visit) -> None:
    page = visit("#view=map&from=2017-10-01&to=2017-10-20")
    expect(page.locator(".map-day")).to_contain_text("As on 20 October 2017 (the last day of the chosen window)")
    mayadeen = place(page, "Mayadeen")
    expect(mayadeen.locator(".map-standing")).to_contain_text("possible: Syrian Arab Army (SAA)")
    expect(place(page, "Raqqa").locator(".map-standing")).to_contain_text("not told")
    answer = mayadeen.locator("li.possible").first
    expect(answer.locator("q")).to_have_text("The SAA and allied forces captured Mayadeen on October 14.")
    expect(answer.locator("small")).to_have_text("Editor at Syria Direct · Syria Direct, 15 February 2018")
    answer.get_by_text("no later change of hands is claimed, nor that it lasted until this day").click()
    expect(page.locator("#page .chosen")).to_contain_text("The SAA and allied forces captured Mayadeen on October 14.")


def test_without_a_window_the_newest_document_s_day_is_meant(visit: Visit) -> None:
    page = visit("#view=map")
    expect(page.locator(".map-day")).to_contain_text("As on 15 February 2018 (the day of the newest document")
    page.get_by_label("from", exact=True).fill("2017-10-14")
    expect(page.locator(".map-day")).to_contain_text("As on 14 October 2017 (the chosen day)")
    page.get_by_label("What is told").check()
    expect(page.locator(".map-day")).to_contain_text("Claims that name each place, in the chosen window")


def test_places_without_a_position_are_listed(visit: Visit) -> None:
    page = visit("#view=map")
    expect(page.get_by_role("heading", name="Without a known position")).to_be_visible()
    expect(place(page, "DeirEzZorGovernorate")).to_have_count(1)
    place(page, "DeirEzZorGovernorate").locator("[data-place]").click()
    expect(page.locator("#page .chosen h2").first).to_contain_text("Deir")
    expect(place(page, "DeirEzZorGovernorate")).to_contain_class("chosen")


def test_a_line_of_the_list_rings_its_place_on_the_map(visit: Visit) -> None:
    page = visit("#view=map&from=2017-10-01&to=2017-10-20")
    expect(page.locator(".map-frame")).to_have_attribute("data-outlines", "yes")
    drawn_at(page, "Mayadeen")
    page.mouse.move(1, 1)
    expect(page.locator(".map-tip")).to_be_hidden()
    frames(page)
    before = page.evaluate(PICTURE)
    place(page, "Mayadeen").hover()
    expect(place(page, "Mayadeen")).to_have_class("pointed")
    until(page, f"before => {PICTURE} !== before", before)
    page.mouse.move(1, 1)
    expect(page.locator(".map-places > li.pointed")).to_have_count(0)
    until(page, f"before => {PICTURE} === before", before)


def test_a_mark_names_its_place_and_chooses_it(visit: Visit) -> None:
    page = visit("#view=map&from=2017-10-01&to=2017-10-20")
    expect(page.locator(".map-frame")).to_have_attribute("data-outlines", "yes")
    x, y = drawn_at(page, "Mayadeen")
    expect(page.locator(".map-tip")).to_contain_text("possible: Syrian Arab Army (SAA)")
    expect(place(page, "Mayadeen")).to_have_class("pointed")  # its line in the list
    expect(page.locator(".map-places > li.pointed")).to_have_count(1)
    page.mouse.click(x, y)
    page.wait_for_url("**entity=Mayadeen*")
    expect(page.locator("#page .chosen h2").first).to_contain_text("Mayadeen")


PICTURE = "document.querySelector('.map-canvas').toDataURL()"
POINTED = """(name) => {
  const canvas = document.querySelector(".map-canvas");
  const box = canvas.getBoundingClientRect();
  for (let y = box.top + 20; y < box.bottom - 10; y += 5) {
    for (let x = box.left + 20; x < box.right - 60; x += 5) {
      canvas.dispatchEvent(new PointerEvent("pointermove", { clientX: x, clientY: y, bubbles: true }));
      const tip = document.querySelector(".map-tip");
      if (!tip.hidden && tip.querySelector("strong").textContent === name) return [x + 4, y + 4];
    }
  }
  return null;
}"""
PIXELS = """([x, y, radius]) => {
  const canvas = document.querySelector(".map-canvas");
  const box = canvas.getBoundingClientRect();
  const scale = canvas.width / box.width;
  const around = canvas.getContext("2d").getImageData((x - box.left - radius) * scale, (y - box.top - radius) * scale,
                                                      2 * radius * scale, 2 * radius * scale).data;
  const counts = {};
  for (let at = 0; at < around.length; at += 4) {
    const key = [...around.slice(at, at + 3)].map((one) => one.toString(16).padStart(2, "0")).join("");
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}"""


RING = "0b5c96"  # around what is pointed at


def is_bright(colour: str) -> bool:
    """Whether a pixel has some party's colour, and not that of the ground or the outlines."""
    parts = [int(colour[at : at + 2], 16) for at in (0, 2, 4)]
    return max(parts) - min(parts) > 80


def test_what_is_only_possible_is_hatched(visit: Visit) -> None:
    page = visit("#view=map&from=2017-10-01&to=2017-10-20")
    x, y = drawn_at(page, "Sukhna")
    frames(page)
    counts: dict[str, int] = page.evaluate(PIXELS, [x, y, 6])
    whites, colours = counts.get("ffffff", 0), sum(n for one, n in counts.items() if is_bright(one) and one != RING)
    assert whites > 5, counts
    assert colours > 5, counts


def test_land_rivers_and_sea_are_drawn_and_follow_the_scheme(visit: Visit) -> None:
    for scheme, land, sea in (("light", "f6f4ee", "dbe6ee"), ("dark", "20262c", "101a23")):
        page = visit("#view=map", color_scheme=scheme)
        expect(page.locator(".map-frame")).to_have_attribute("data-outlines", "yes")
        frames(page)
        box = page.locator(".map-canvas").bounding_box()
        assert box
        x, y, radius = (
            box["x"] + box["width"] / 2,
            box["y"] + box["height"] / 2,
            min(box["width"], box["height"]) / 2 - 1,
        )
        counts: dict[str, int] = page.evaluate(PIXELS, [x, y, radius])
        total = sum(counts.values())
        assert counts[land] > total / 3, scheme
        assert counts[sea] > total / 200, scheme


def test_the_map_moves_by_mouse_buttons_and_keys(visit: Visit) -> None:
    page = visit("#view=map&from=2017-10-01&to=2017-10-20")
    expect(page.locator(".map-frame")).to_have_attribute("data-outlines", "yes")
    frames(page)
    seen = [page.evaluate(PICTURE)]
    canvas = page.locator(".map-canvas")
    box = canvas.bounding_box()
    assert box

    def changed() -> None:
        until(page, f"seen => !seen.includes({PICTURE})", seen)
        frames(page)
        seen.append(page.evaluate(PICTURE))

    page.mouse.move(box["x"] + 120, box["y"] + 40)
    page.mouse.wheel(0, -240)
    changed()
    page.mouse.down()
    page.mouse.move(box["x"] + 190, box["y"] + 80, steps=3)
    page.mouse.up()
    changed()
    canvas.focus()
    for key in ("ArrowLeft", "+"):
        page.keyboard.press(key)
        changed()
    page.get_by_role("button", name="All places in sight").click()
    changed()


def test_the_map_serves_a_phone(visit: Visit) -> None:
    page = visit("#view=map&from=2017-10-01&to=2017-10-20", viewport=PHONE, has_touch=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    box = page.locator(".map-canvas").bounding_box()
    assert box
    assert box["height"] > 250
    expect(place(page, "Mayadeen").locator(".map-standing")).to_contain_text("possible")


# ---- outlines ------------------------------------------------------------------------------------


def outlines(places: list[tuple[float, float]]) -> tuple[dict[str, Any], int]:
    data = around(places)
    header = json.loads(gzip.decompress(data).split(b"\n", 1)[0])
    return header, len(data)


def points(header: dict[str, Any], name: str) -> int:
    return next(int(layer["points"]) for layer in header["layers"] if layer["name"] == name)


def test_outlines_are_fine_near_places_and_small_everywhere(explorer: Path, corpus: kg.Corpus) -> None:
    assert explorer.is_file()  # built with its outlines
    places = [entity.coordinates for entity in corpus.entities.values() if entity.coordinates]
    header, size = outlines(places)
    assert {layer["name"] for layer in header["layers"]} == {"land", "lakes", "borders", "rivers"}
    assert all(points(header, name) > 100 for name in ("land", "lakes", "borders", "rivers"))
    assert size < 60_000
    random = Random(1)  # noqa: S311  # the same on every run
    everywhere = [(random.uniform(-60, 70), random.uniform(-180, 180)) for _ in range(3000)]
    wide, wide_size = outlines(everywhere)
    assert wide_size < 200_000
    assert points(wide, "land") > points(header, "land")
    assert around(places) == around(reversed(places))
    assert around([]) == b""


def test_a_page_without_outlines_says_so_and_still_shows_its_places(
    browser: Browser, explorer: Path, tmp_path: Path
) -> None:
    text = explorer.read_text(encoding="utf-8")
    start = text.index('<script type="application/octet-stream" id="outlines">')
    bare = tmp_path / "explorer.html"
    bare.write_text(text[:start] + text[text.index("</script>", start) + 9 :], encoding="utf-8")
    with opened(browser, bare, "#view=map&from=2017-10-01&to=2017-10-20") as page:
        expect(page.locator(".map-note")).to_contain_text("Outlines were left out")
        drawn_at(page, "Mayadeen")


def test_the_address_keeps_what_the_map_shows_and_where(visit: Visit) -> None:
    page = visit("#view=map&map=claims&map-at=40.45,35.02,900&from=2017-10-01&to=2017-10-20")
    expect(page.get_by_label("What is told")).to_be_checked()
    x, y = drawn_at(page, "Mayadeen")
    box = page.locator(".map-canvas").bounding_box()
    assert box
    assert abs(x - box["x"] - box["width"] / 2) < 25
    assert abs(y - box["y"] - box["height"] / 2) < 25
    page.get_by_label("Who held it").check()
    page.locator(".map-canvas").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**map-at=40.5*")
    expect(page).not_to_have_url(re.compile(re.escape("map=claims")))


def test_a_prediction_about_a_place_is_not_among_what_is_told_as_a_fact(visit: Visit) -> None:
    page = visit("#view=map&map=claims")
    words = place(page, "Raqqa").locator("p").inner_text()
    facts, _, others = words.partition("not told as fact:")
    assert "captured" in others  # “on the verge of totally capturing Raqqa”
    assert "captured" not in facts
    expect(page.get_by_label("What the marks mean")).to_contain_text("inferred, doubted, predicted, denied")


def test_the_chosen_place_has_its_answer_under_the_map(visit: Visit) -> None:
    page = visit("#view=map&entity=Mayadeen&from=2017-10-01&to=2017-10-20")
    card = page.locator(".map-chosen")
    expect(card.locator(".map-standing")).to_have_text(
        "possible: Syrian Arab Army (SAA); Allied forces of the Syrian Arab Army"
    )
    page.get_by_label("to", exact=True).fill("2017-10-13")
    expect(card.locator(".map-standing")).to_have_text("not told: that means unknown, not nobody")


def test_what_is_no_answer_is_named_and_quoted_beside_it(visit: Visit) -> None:
    page = visit("#view=map&entity=Mayadeen&from=2017-10-20&to=2017-10-20")
    more = page.locator(".map-chosen details")
    expect(more.locator("summary")).to_have_text(
        "4 more to read beside it, no answer for this day: relocated to ×3; withdrew from (inferred)"
    )
    withdrawn = more.locator("li", has_text="withdrew from")
    expect(withdrawn.locator("button")).to_contain_text("inferred by a curator; no passage says it; probable")
    expect(withdrawn.locator("small").first).to_contain_text("a passage that the inference rests on")
    expect(more.locator("q .inserted").first).to_have_text("[survived]")
    listed = place(page, "Mayadeen").locator("details")
    expect(listed.locator("li")).to_have_count(0)
    listed.locator("summary").click()
    expect(listed.locator("li")).to_have_count(4)


def test_nothing_is_told_of_a_day_after_the_newest_document(visit: Visit) -> None:
    page = visit("#view=map&entity=Mayadeen&from=2025-01-01&to=2025-01-01")
    told_of = "after the newest document (15 February 2018): nothing is told of this day"
    expect(page.locator(".map-day")).to_have_text(f"1 January 2025 is {told_of}.")
    expect(page.locator(".map-chosen .map-standing")).to_have_text(f"not told: {told_of}")
    expect(page.locator(".map-standing.possible, .map-standing.certain")).to_have_count(0)
    drawn_at(page, "Mayadeen")
    expect(page.locator(".map-tip")).to_contain_text("not told")


def test_on_a_phone_the_answer_is_whole_and_before_the_legend(visit: Visit) -> None:
    page = visit("#view=map&entity=Mayadeen&from=2017-10-20&to=2017-10-20", viewport=PHONE, has_touch=True)
    whole = "(card) => card.scrollHeight <= card.clientHeight + 1"
    assert page.locator(".map-chosen").evaluate(whole)
    boxes = page.locator(".map-chosen, .map-legends").evaluate_all("all => all.map(one => one.getBoundingClientRect())")
    card, legend = boxes
    assert card["height"] > 0
    assert card["bottom"] <= legend["top"] + 1
