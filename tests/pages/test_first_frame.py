"""The explorer's first frame: the network is drawn before all else, waits for nothing, and stays where it is."""

import re
from pathlib import Path

import pytest
from exploring import PHONE
from exploring import WIDE
from exploring import opened
from playwright.sync_api import Browser
from playwright.sync_api import Page
from playwright.sync_api import expect
from waiting import frames

MOST_SHIFT = 0.05  # of the window, by the browser's own measure; 0.1 is what people begin to mind
NOTED = """
window.noted = { tasks: 0, shift: 0 };
const channel = new MessageChannel();
let counting = false;
channel.port1.onmessage = () => { if (counting) window.noted.tasks++, channel.port2.postMessage(0); };
new PerformanceObserver((list) => {
  for (const { value } of list.getEntries()) window.noted.shift += value;
}).observe({ type: "layout-shift", buffered: true });
const place = () => JSON.stringify(document.querySelector(".network-stage").getBoundingClientRect().toJSON());
const mark = performance.mark.bind(performance);
performance.mark = (name) => {
  if (name === "kg:start") counting = true, channel.port2.postMessage(0);
  if (name === "kg:first-frame") {
    counting = false;
    const canvas = document.querySelector(".network-stage canvas");
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    window.noted.colours = new Set(new Uint32Array(data.buffer)).size;
    window.noted.panels = ["filters", "evidence", "time"]
      .map((id) => document.querySelector(`#${id} .inside`).childElementCount);
    window.noted.place = place();
  }
  return mark(name);
};
window.placeNow = place;
"""
UNSEEN = """
Object.defineProperty(document, "hidden", { get: () => true });
window.requestAnimationFrame = () => 0;
"""

ENGINES = """
window.engines = [];
const Own = window.Worker;
window.Worker = class extends Own {
  constructor(...given) {
    super(...given);
    window.engines.push(`panel ${typeof window.kgQueryPanel}, page ${document.readyState}`);
  }
};
"""


def complete(page: Page) -> None:
    """Wait for what comes last, the filters' counts, and until the browser has told what moved for them."""
    expect(page.locator("#filters .count").first).not_to_be_empty()
    frames(page)
    page.wait_for_timeout(150)


def test_the_network_is_drawn_before_the_panels_have_content(browser: Browser, explorer: Path) -> None:
    with opened(browser, explorer, script=NOTED) as page:
        noted = page.evaluate("window.noted")
        assert noted["colours"] > 20, "the first frame is the whole drawing"
        assert noted["panels"] == [0, 0, 0]
        for panel in ("filters", "evidence", "time"):
            expect(page.locator(f"#{panel} .inside > *").first).to_be_attached()


def test_nothing_comes_between_the_script_and_the_first_frame(browser: Browser, explorer: Path) -> None:
    """Each turn of the browser's own would cost milliseconds, and on a busy machine many."""
    with opened(browser, explorer, script=NOTED) as page:
        assert page.evaluate("window.noted.tasks") == 0


@pytest.mark.parametrize("size", [WIDE, {"width": 900, "height": 800}, PHONE], ids=["wide", "narrower", "phone"])
def test_nothing_jumps_when_the_rest_comes(browser: Browser, explorer: Path, size: dict[str, int]) -> None:
    with opened(browser, explorer, script=NOTED, viewport=size) as page:
        complete(page)
        noted = page.evaluate("window.noted")
        before, now = (page.evaluate("JSON.parse", one) for one in (noted["place"], page.evaluate("placeNow()")))
        assert now == pytest.approx(before, abs=1)
        assert noted["shift"] < MOST_SHIFT


def test_the_evidence_of_a_deep_link_comes_as_a_whole(browser: Browser, explorer: Path) -> None:
    with opened(browser, explorer, "#entity=Mayadeen", NOTED) as page:
        expect(page.locator("#evidence .claim").first).to_be_visible()
        complete(page)
        assert page.evaluate("window.noted.shift") < MOST_SHIFT


def test_a_page_that_nobody_sees_is_made_all_the_same(browser: Browser, explorer: Path) -> None:
    """
    Opened in a tab in the background, where no frame is ever drawn.
    """
    with opened(browser, explorer, "#entity=Mayadeen", UNSEEN) as page:
        expect(page.locator("#evidence .chosen")).to_contain_text("Mayadeen")
        expect(page.locator("#filters")).to_contain_text("Kinds of saying")


def test_one_engine_starts_before_the_page_is_read_to_its_end(browser: Browser, explorer: Path) -> None:
    with opened(browser, explorer, "#view=query&query=ASK+%7B+%3Fa+%3Fb+%3Fc+%7D", ENGINES) as page:
        expect(page.locator(".results:not([aria-busy]) .answer")).to_contain_text(re.compile("yes|true", re.IGNORECASE))
        assert page.evaluate("window.engines") == ["panel undefined, page loading"]


def test_where_the_script_is_cut_off_the_page_says_so(browser: Browser, explorer: Path, tmp_path: Path) -> None:
    text = explorer.read_text(encoding="utf-8")
    begin = text.index('id="script">') + len('id="script">')
    end = text.index("</script>", begin)
    half = begin + (end - begin) // 8 * 4
    cut = tmp_path / "cut.html"
    cut.write_text(text[:half] + text[end:], encoding="utf-8")
    page = browser.new_page()
    page.goto(cut.as_uri())
    expect(page.get_by_role("alert")).to_contain_text("could not be started")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.close()
