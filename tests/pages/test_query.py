"""SPARQL in the explorer's page as a reader uses it: one file, no network, the answers of ``kg ask``."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pyoxigraph
import pytest
from exploring import PHONE
from exploring import WIDE
from exploring import barriers
from exploring import opened
from exploring import written
from helpers import HARBOUR
from hostile import IMAGE
from hostile import SCRIPT
from playwright.sync_api import Browser
from playwright.sync_api import Locator
from playwright.sync_api import Page
from playwright.sync_api import expect
from questions import needed

import kg
from kg.query.stored.questions import questions

QUERY = "#view=query"
CAPTURED = "The SAA and allied forces captured Mayadeen on October 14."
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(CONCAT(STR(?a), STR(?d)) = STR(?g)) }"


@pytest.fixture(scope="module")
def shared(browser: Browser, explorer: Path) -> Iterator[Page]:
    """One page for tests that leave it as they found it, so that its engine starts once."""
    with opened(browser, explorer, QUERY) as page:
        yield page


@pytest.fixture
def page(browser: Browser, explorer: Path) -> Iterator[Page]:
    """The query view of the built-in corpus; at the end it must have done nothing wrong."""
    with opened(browser, explorer, QUERY) as page:
        yield page


def editor(page: Page) -> Locator:
    return page.get_by_role("textbox", name="SPARQL query")


def write(page: Page, query: str) -> None:
    page.locator("details.code").evaluate("code => code.open = true")
    editor(page).click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(query)


def run(page: Page, query: str) -> Locator:
    write(page, query)
    page.keyboard.press("Control+Enter")
    return settled(page)


def settled(page: Page) -> Locator:
    """Give the answer once it is there."""
    expect(page.locator(".results:not([aria-busy])")).to_be_visible(timeout=60_000)
    return page.locator(".answer")


def told(page: Page) -> Locator:
    return page.locator(".results .told")


def ask(page: Page, name: str) -> Locator:
    """Open a stored question and ask it as it comes."""
    page.locator(f'[data-question="{name}"]').click()
    page.get_by_role("button", name="Ask", exact=True).click()
    return settled(page)


def rows_of(tsv: bytes) -> list[tuple[str | None, ...]]:
    found = pyoxigraph.parse_query_results(tsv, format=pyoxigraph.QueryResultsFormat.TSV)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    return [tuple(None if value is None else str(value) for value in row) for row in found]


def downloaded(page: Page, kind: str = "TSV") -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=f"Download {kind}").click()
    return Path(waiting.value.path()).read_bytes()


# --- stored questions -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", questions())
def test_a_stored_question_gives_the_rows_of_kg_ask(shared: Page, graph: kg.Graph, name: str) -> None:
    expected = graph.ask(name, **needed(questions()[name]))
    ask(shared, name)
    if len(expected) == 0:
        expect(told(shared)).to_contain_text("No match")
        return
    expect(told(shared)).to_contain_text(re.compile(rf"^{len(expected):,} rows?, "))
    table = downloaded(shared)
    assert table.decode().split("\n")[0].split("\t") == [f"?{one}" for one in expected.variables]
    assert rows_of(table) == [tuple(row) for row in expected.terms]


@pytest.mark.parametrize("height", [900, 600])
def test_the_last_question_is_in_reach_beside_a_long_answer(browser: Browser, explorer: Path, height: int) -> None:
    size = {"width": 1400, "height": height}
    with opened(browser, explorer, f"{QUERY}&query=predictions", viewport=size) as page:
        settled(page)
        expect(page.locator("tbody tr").nth(20)).to_be_attached()
        on_top = page.locator("[data-question]").last.evaluate(
            """one => {
              one.closest("ul").scrollTop = 1e6; // the list alone: not the answer beside it
              const { left, top, width, height } = one.getBoundingClientRect();
              return one.getRootNode().elementFromPoint(left + width / 2, top + height / 2) === one;
            }"""
        )
        assert on_top


def test_a_field_takes_any_spelling_and_says_what_it_does_not_know(page: Page) -> None:
    page.get_by_placeholder("Search the questions").fill("held a place")
    page.locator('[data-question="control"]').click()
    place = page.get_by_role("combobox", name="place")
    place.fill("al-mayadin")
    page.locator(".offer li", has_text="Mayadeen").first.click()
    expect(place).to_have_value("Mayadeen")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(settled(page).locator("q").first).to_contain_text(CAPTURED)
    place.fill("Mayaden")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("did you mean Mayadeen?")


def test_a_question_of_a_corpus_with_another_base_is_answered(browser: Browser, tmp_path: Path) -> None:
    harbour = kg.build(kg.read(HARBOUR))
    with opened(browser, written(harbour, tmp_path / "harbour.html"), QUERY) as page:
        expected = harbour.ask("claims-by-mode")
        assert len(expected)
        ask(page, "claims-by-mode")
        assert rows_of(downloaded(page)) == [tuple(row) for row in expected.terms]


# --- addresses ------------------------------------------------------------------------------------


def test_the_address_holds_the_question_and_back_goes_back(browser: Browser, page: Page, explorer: Path) -> None:
    ask(page, "control")
    expect(page).to_have_url(re.compile(r"#view=query&query=control\?place%3DMayadeen%26on%3D2017-10-20"))
    asked = page.url
    run(page, "ASK { ?a ?b ?c }")
    expect(page.get_by_text("Yes", exact=True)).to_be_visible()
    page.go_back()
    expect(settled(page).locator("q").first).to_contain_text(CAPTURED)
    with opened(browser, explorer, asked[asked.index("#") :]) as other:
        expect(settled(other).locator("q").first).to_contain_text(CAPTURED)
        expect(other.get_by_role("combobox", name="place")).to_have_value("Mayadeen")


def test_an_answer_says_times_in_words_and_sets_an_editors_words_apart(page: Page) -> None:
    ask(page, "allies")
    expect(settled(page).locator("q .inserted").first).to_have_text("[in 2017]")
    expect(page.locator("td.date [title='In EDTF: ../2018-02-15']").first).to_have_text(
        "some time up to 15 February 2018"
    )


# --- answers lead back into the page ----------------------------------------------------------------


def test_what_the_rows_name_is_shown_in_the_network(page: Page) -> None:
    ask(page, "control")
    show = page.get_by_role("button", name=re.compile(r"^Show \d+ entities in the network"))
    number = re.findall(r"\d+", show.inner_text())[0]
    show.click()
    expect(page.get_by_role("tab", name="Network")).to_have_attribute("aria-selected", "true")
    expect(page).to_have_url(re.compile("focus="))
    focus = re.search(r"focus=([^&]*)", page.url)
    assert focus is not None
    assert len(focus[1].split(",")) == int(number)
    assert {"Mayadeen", "SyrianArabArmy"} <= {*focus[1].split(",")}


def test_predictions_are_never_sent_to_the_network_as_edges(page: Page) -> None:
    ask(page, "predictions")
    expect(page.locator(".linked")).to_contain_text("claims of the answer are no plain fact and never drawn")


def test_a_name_and_a_claim_lead_to_their_evidence(page: Page) -> None:
    ask(page, "control")
    page.locator("tbody a.key").first.click()
    expect(page.locator("#evidence")).to_contain_text(CAPTURED)
    expect(page).to_have_url(re.compile(re.escape("claim=")))
    page.locator('tbody [data-column="who"] a').first.click()
    expect(page.locator("#evidence")).to_contain_text("Syrian Arab Army")
    expect(page.get_by_role("tab", name="Query")).to_have_attribute("aria-selected", "true")


def test_a_claim_is_marked_with_its_mode_without_being_asked(page: Page) -> None:
    run(page, "SELECT ?claim { ?claim o:mode o:predicted } LIMIT 1")
    expect(page.locator("tbody .tag.other").first).to_have_text("predicted")


def test_triples_come_as_turtle_and_are_those_of_the_graph(page: Page, graph: kg.Graph) -> None:
    query = "CONSTRUCT { ?a o:captured ?b } WHERE { ?a o:captured ?b }"
    shown = run(page, query).locator("pre.turtle").inner_text()
    assert "id:SyrianArabArmy o:captured" in shown
    found = {str(one.triple) for one in pyoxigraph.parse(shown, format=pyoxigraph.RdfFormat.TURTLE)}
    expected = graph.query(query)
    assert len(found) == len(expected) > 0
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download Turtle").click()
    assert Path(waiting.value.path()).read_text(encoding="utf-8").strip() == shown.strip()


# --- the editor -------------------------------------------------------------------------------------


def test_typing_offers_relations_and_entities(page: Page) -> None:
    write(page, "SELECT ?who WHERE { ?who ")
    page.keyboard.type("withdr")
    expect(page.locator(".cm-tooltip-autocomplete li[aria-selected]")).to_contain_text("o:withdrew_from")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+a")
    page.keyboard.type("bukam")
    expect(page.locator(".cm-tooltip-autocomplete li").first).to_contain_text("Abu Kamal")


def test_shortcuts_of_the_page_are_letters_while_the_reader_types(page: Page) -> None:
    write(page, "")
    page.keyboard.type("1 /?")
    expect(page.get_by_role("tab", name="Query")).to_have_attribute("aria-selected", "true")
    expect(editor(page)).to_have_text("1 /?")


# --- errors -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT * {\n  ?s ?p }", "2:9: the query can't be read on from here"),
        ("SELEC * { ?s ?p ?o }", "1:1: did you mean SELECT?"),
        ("SELECT * {\n ?s ex:y ?o }", "2:5: the prefix ex: is not declared"),
        ('SELECT * { ?s ?p "open }', '1:18: this " begins a text that does not end'),
        ("SELECT * { ?s ?p ?o . FILTER(?o > 3 }", "1:29: this ( is not closed before a } comes"),
        ("SELECT ?x { { ?x ?p ?o }", "1:11: this { is never closed"),
        ("INSERT DATA { id:IS a o:City }", "1:1: INSERT would change the data"),
        ("SELECT * { SERVICE <https://example.org/sparql> { ?s ?p ?o } }", "1:12: SERVICE would ask another server"),
        ("# é “quoted”\n", "1:1: there is no query yet"),
    ],
)
def test_an_error_is_told_with_its_place_and_a_caret(shared: Page, query: str, words: str) -> None:
    alert = run(shared, query).get_by_role("alert")
    expect(alert).to_contain_text(words)
    line, column = map(int, words.split(":")[:2])
    _, shown, caret, *_ = alert.locator("pre").inner_text().split("\n")
    assert shown == f"{line:>5} | {query.split(chr(10))[line - 1]}"
    assert caret == f"{'':>5} | {' ' * (column - 1)}^"


def test_an_error_goes_to_its_place(page: Page) -> None:
    run(page, "SELECT * {\n  ?s ex:y ?o }")
    page.get_by_role("button", name="Go to line 2").click()
    page.keyboard.type("!")
    expect(editor(page)).to_contain_text("?s !ex:y")


def test_another_server_is_never_asked(page: Page) -> None:
    """Even where the word hides from us, the engine has no network and the policy lets nothing out."""
    expect(
        run(page, "SELECT * { ?s ?p ?o . trueSERVICE<https://example.org/> {} }").get_by_role("alert")
    ).to_be_visible()


# --- limits -----------------------------------------------------------------------------------------


def test_a_query_that_takes_too_long_ends_without_an_answer_and_the_next_one_works(page: Page) -> None:
    write(page, ENDLESS)
    page.get_by_label("Stop after").select_option("5 seconds")
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_text("Asking …").first).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("stopped after 5 seconds, without an answer")
    run(page, "SELECT (COUNT(*) AS ?n) { ?c a o:Claim }")
    expect(page.locator("tbody td")).to_have_text("378")


def test_a_query_is_cancelled_with_escape(page: Page) -> None:
    run(page, "ASK {}")
    write(page, ENDLESS)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("button", name="Cancel")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("alert")).to_contain_text("cancelled")
    page.keyboard.press("Control+Enter")  # waits for a new engine
    expect(page.get_by_role("button", name="Cancel")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("alert")).to_contain_text("cancelled")
    expect(page.get_by_role("tab", name="Query")).to_have_attribute("aria-selected", "true")
    run(page, "ASK {}")
    expect(page.get_by_text("Yes", exact=True)).to_be_visible()


def test_an_answer_is_whole_or_none(page: Page) -> None:
    alert = run(page, "SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f } LIMIT 50001").get_by_role("alert")
    expect(alert).to_contain_text("The answer has 50,001 rows, and this page shows at most 50,000")
    run(page, "SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f } LIMIT 50000")
    expect(told(page)).to_contain_text("50,000 rows")
    expect(page.locator("tbody tr")).to_have_count(200)
    expect(page.get_by_role("button", name=re.compile("^Show 200 more"))).to_be_visible()


# --- strangers' text, looks, and pages without it -----------------------------------------------------


def test_what_strangers_wrote_is_text_in_questions_and_answers(browser: Browser, hostile_explorer: Path) -> None:
    with opened(browser, hostile_explorer, QUERY) as page:
        run(page, "SELECT ?s ?o { ?s ?p ?o }")
        expect(told(page)).to_contain_text(re.compile(r"triples of the graph are no RDF and left out"))
        more = page.get_by_role("button", name=re.compile("^Show .* more"))
        while more.count():
            more.click()
        expect(page.locator("tbody")).to_contain_text(IMAGE)
        assert page.locator("tbody").locator('img, script, [onerror], [href^="javascript:"]').count() == 0
        page.locator('[data-question="entity"]').click()
        page.locator(".question").get_by_role("combobox").first.fill("a")
        expect(page.locator(".offer li").first).to_be_visible()


def test_a_link_with_a_hostile_query_is_only_a_query(browser: Browser, hostile_explorer: Path) -> None:
    with opened(browser, hostile_explorer, f"{QUERY}&query={quote(f'SELECT * {{ ?s ?p {SCRIPT!r} }}')}") as page:
        settled(page)
        expect(told(page)).to_contain_text("rows")
        expect(editor(page)).to_contain_text(SCRIPT)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_answers_have_no_barrier(browser: Browser, explorer: Path, scheme: str, size: dict[str, int]) -> None:
    with opened(browser, explorer, f"{QUERY}&query=predictions", viewport=size, color_scheme=scheme) as page:
        settled(page)
        expect(page.locator("tbody tr").first).to_be_visible()
        page.locator("details.code").evaluate("code => code.open = true")
        assert barriers(page, "#query") == []


def test_on_a_phone_nothing_lies_beside_the_screen(browser: Browser, explorer: Path) -> None:
    with opened(browser, explorer, f"{QUERY}&query=predictions", viewport=PHONE) as page:
        settled(page)
        expect(page.locator("tbody tr").first).to_be_visible()
        assert page.locator("#query").evaluate("view => view.scrollWidth <= view.clientWidth")


def test_a_page_without_the_engine_says_so(browser: Browser, graph: kg.Graph, tmp_path: Path) -> None:
    with opened(browser, written(graph, tmp_path / "small.html", query=False), QUERY) as page:
        expect(page.get_by_role("heading", name="This page has no query panel")).to_be_visible()
        expect(page.locator("#query")).to_contain_text("kg ask")
        assert "wasm-unsafe-eval" not in page.content()
