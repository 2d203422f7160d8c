"""The query page as a reader uses it, in a real browser: type, complete, run, and click through to the sentence."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from helpers import INTEROP
from helpers import bundled
from helpers import need
from helpers import node_modules
from hostile import IMAGE
from hostile import LINK
from hostile import SCRIPT
from playwright.sync_api import Browser
from playwright.sync_api import Locator
from playwright.sync_api import Page
from playwright.sync_api import Route
from playwright.sync_api import expect
from playwright.sync_api import sync_playwright
from questions import needed

import kg
from kg.query.stored.questions import questions

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
WIDE = {"width": 1400, "height": 900}
LAPTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
ON_TOP = """one => {
  one.scrollIntoView({block: "center"});
  const box = one.getBoundingClientRect();
  const middle = (box.top + box.bottom) / 2;
  return [box.left + 2, box.right - 2].map(x => document.elementFromPoint(x, middle)?.closest("td")?.dataset.column);
}"""
HARMLESS = re.compile(r"status of 400|net::ERR_FAILED")  # the browser's own words on errors that tests make
PREDICTED = """SELECT ?voice ?sentence ?claim WHERE {
  ?claim o:mode o:predicted ; o:voice/rdfs:label ?voice ; o:supported_by/oa:hasSelector/oa:exact ?sentence .
} ORDER BY ?voice ?sentence ?claim"""
CAPTURED = "The SAA and allied forces captured Mayadeen on October 14."


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    bundled()
    path = shutil.which("chromium") or shutil.which("google-chrome") or need("chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


class Watched:
    """A page of our server, with everything it did that it should not: no request may leave the machine."""

    def __init__(self, page: Page, home: str) -> None:
        self.page = page
        self.home = home
        self.wrong: list[str] = []
        page.on("dialog", lambda dialog: self.wrong.append(f"dialog {dialog.message}"))
        page.on("pageerror", lambda error: self.wrong.append(f"error {error}"))
        page.on("console", lambda message: self.wrong.append(f"console {message.text}"))
        page.on("request", lambda request: self.asked(request.url))

    def asked(self, url: str) -> None:
        if not url.startswith((self.home, "data:", "blob:")):
            self.wrong.append(f"request {url}")

    @property
    def unforgivable(self) -> list[str]:
        return [one for one in self.wrong if not HARMLESS.search(one)]


def opened(browser: Browser, site: httpx.Client, path: str = "/query", **options: Any) -> Iterator[Page]:  # noqa: ANN401
    home = str(site.base_url)
    context = browser.new_context(**{"viewport": WIDE, "permissions": ["clipboard-read", "clipboard-write"], **options})
    page = context.new_page()
    watched = Watched(page, home)
    page.goto(home + path)
    page.wait_for_selector("html[data-ready]")
    yield page
    context.close()
    assert watched.unforgivable == []


@pytest.fixture
def page(browser: Browser, site: httpx.Client) -> Iterator[Page]:
    """The query page of the built-in corpus; at the end it must have done nothing wrong."""
    yield from opened(browser, site)


def editor(page: Page) -> Locator:
    return page.get_by_role("textbox", name="SPARQL query")


def write(page: Page, query: str) -> None:
    page.locator("#code").evaluate("code => code.open = true")  # it is folded on a phone
    editor(page).click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(query)


def run(page: Page, query: str) -> Locator:
    write(page, query)
    page.keyboard.press("Control+Enter")
    return answer(page)


def answer(page: Page) -> Locator:
    return page.locator("#answer")


def status(page: Page) -> Locator:
    return page.locator("#status")


def column(page: Page, name: str) -> list[str]:
    return page.locator(f'tbody td[data-column="{name}"]').all_inner_texts()


# --- writing --------------------------------------------------------------------------------------


def test_typing_a_word_offers_the_relation_with_its_definition(page: Page) -> None:
    write(page, "SELECT ?who WHERE { ?who ")
    page.keyboard.type("withdr")
    chosen = page.locator(".cm-tooltip-autocomplete li[aria-selected]")
    expect(chosen).to_contain_text("o:withdrew_from")
    expect(page.locator(".cm-completionInfo")).to_contain_text("Leaves a place")
    page.wait_for_timeout(200)  # the list takes no key in its first moment, so that nobody chooses by accident
    page.keyboard.press("Enter")
    expect(editor(page)).to_contain_text("PREFIX o: <https://w3id.org/syraq/ontology#>")
    expect(editor(page)).to_contain_text("?who o:withdrew_from")


def test_a_label_in_another_spelling_offers_the_entity(page: Page) -> None:
    write(page, "SELECT * WHERE { ?who o:withdrew_from ")
    page.keyboard.type("deir")
    expect(page.locator(".cm-tooltip-autocomplete li").first).to_contain_text("id:DeirEzZor")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+a")
    page.keyboard.type("bukam")
    expect(page.locator(".cm-tooltip-autocomplete li").first).to_contain_text("Abu Kamal")


def test_prefixes_complete_to_their_whole_declaration(page: Page) -> None:
    write(page, "")
    page.keyboard.type("PREFIX oa")
    page.keyboard.press("Control+Space")
    page.locator(".cm-tooltip-autocomplete li", has_text="oa:").first.click()
    expect(editor(page)).to_have_text("PREFIX oa: <http://www.w3.org/ns/oa#>")


def test_nothing_is_offered_inside_a_sentence_or_a_comment(page: Page) -> None:
    write(page, "# ")
    page.keyboard.type("withdr")
    page.keyboard.press("Control+Space")
    expect(page.locator(".cm-tooltip-autocomplete")).to_have_count(0)


def test_prefixes_that_are_used_can_be_declared(page: Page) -> None:
    write(page, '# mine\nSELECT ?x { ?x rdfs:label "doc:no" } # id:no')
    page.get_by_role("button", name="Declare prefixes").click()
    lines = editor(page).inner_text().splitlines()
    assert lines[:3] == [
        "# mine",
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>",
        'SELECT ?x { ?x rdfs:label "doc:no" } # id:no',
    ]


def test_the_keyboard_leaves_the_editor_with_tab(page: Page) -> None:
    editor(page).click()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Run")).to_be_focused()


# --- answers --------------------------------------------------------------------------------------


def test_a_reader_runs_the_first_query_and_clicks_through_to_the_sentence(page: Page) -> None:
    page.get_by_role("button", name="Run").click()
    expect(status(page)).to_have_text(re.compile(r"^8 rows, \d"))
    row = page.locator("tbody tr", has_text=CAPTURED).first
    row.get_by_role("link", name="Mayadeen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Mayadeen")
    page.go_back()
    row = page.locator("tbody tr", has_text=CAPTURED).first
    row.get_by_role("link", name=re.compile("^claim ")).click()
    expect(page).to_have_url(re.compile("/claim/"))
    expect(page.get_by_text(CAPTURED).first).to_be_visible()


def test_a_prediction_is_marked_as_one_without_being_asked(page: Page) -> None:
    run(page, PREDICTED)
    expect(page.locator("tbody tr").first.locator(".tag.other").first).to_have_text("predicted")
    rows = page.locator("tbody tr")
    assert rows.count() > 5
    assert all("predicted" in text for text in rows.all_inner_texts())


def test_denials_and_inferences_are_marked_too(page: Page) -> None:
    run(page, "SELECT ?claim { ?claim o:polarity o:negative } ORDER BY ?claim LIMIT 3")
    expect(page.locator(".tag", has_text="denied")).to_have_count(3)
    run(page, "SELECT ?claim { ?claim rdf:subject id:IS ; rdf:predicate o:withdrew_from ; rdf:object id:Mayadeen }")
    expect(page.locator(".tag.other", has_text="inferred")).to_have_count(1)


def test_rows_that_mix_facts_and_opinions_say_so(page: Page) -> None:
    run(page, "SELECT ?s { ?c rdf:subject ?s } LIMIT 2")
    expect(page.get_by_role("note")).to_contain_text("predicted, denied or only thought")
    run(page, "SELECT ?s { ?c rdf:subject ?s ; o:projected true } LIMIT 3")
    expect(status(page)).to_contain_text("3 rows")
    expect(page.get_by_role("note")).to_have_count(0)


def test_only_sentences_stand_in_quotation_marks(page: Page) -> None:
    run(
        page,
        "SELECT ?what ?sentence { ?c o:mode o:predicted ; rdfs:label ?what ;\n"
        " o:supported_by/oa:hasSelector/oa:exact ?sentence }",
    )
    expect(page.locator('td[data-column="sentence"] q').first).to_be_visible()
    expect(page.locator('td[data-column="what"] q')).to_have_count(0)


def test_no_match_says_so_and_gives_hints(page: Page) -> None:
    hint = [{"line": 2, "column": 3, "length": 4, "message": "2:3: this pattern has no match"}]
    page.route("**/notes", lambda route: route.fulfill(json=hint))
    shown = run(page, "SELECT ?who WHERE {\n  ?who o:withdrew_from id:Raqqa\n}")
    expect(shown).to_contain_text("No match")
    expect(shown).to_contain_text("this pattern has no match")
    expect(status(page)).to_contain_text("1 hint")
    page.get_by_role("button", name="Line 2").click()
    expect(editor(page)).to_be_focused()


def test_a_misspelt_relation_is_named_with_the_right_one(page: Page) -> None:
    shown = run(page, "SELECT ?who WHERE {\n  ?who o:withdrew_fom id:Mayadeen\n}")
    expect(shown.get_by_role("listitem")).to_contain_text("did you mean o:withdrew_from?")
    page.get_by_role("button", name="Line 2").click()
    expect(editor(page)).to_be_focused()


def test_yes_and_no_are_words(page: Page) -> None:
    expect(run(page, "ASK { id:IS o:withdrew_from id:Mayadeen }").locator(".verdict")).to_have_text("Yes")
    expect(answer(page)).to_contain_text("no proof that it happened")
    expect(run(page, "ASK { id:IS o:withdrew_from id:Raqqa }").locator(".verdict")).to_have_text("No")


def test_triples_are_shown_as_turtle(page: Page) -> None:
    shown = run(page, "CONSTRUCT { id:IS rdfs:label ?label } WHERE { id:IS rdfs:label ?label }")
    expect(shown.locator("pre")).to_contain_text("Islamic State (IS)")
    with page.expect_download() as caught:
        page.get_by_role("button", name="Download Turtle").click()
    assert caught.value.suggested_filename == "answer.ttl"


def test_an_error_is_underlined_at_its_place(page: Page) -> None:
    shown = run(page, "SELECT ?who WHERE {\n  ?who nosuch:thing id:Mayadeen\n}")
    expect(shown.get_by_role("alert")).to_contain_text("nosuch")
    expect(page.locator(".cm-lintRange-error")).to_contain_text("nosuch")
    page.get_by_role("button", name="Go to line 2").click()
    expect(editor(page)).to_be_focused()
    page.keyboard.type("x")
    expect(page.locator(".cm-lintRange-error")).to_have_count(0)


def test_a_server_that_is_gone_is_said_in_words(page: Page) -> None:
    page.route("**/sparql", lambda route: route.abort())
    expect(run(page, "ASK {}")).to_contain_text("The server can't be reached")


def test_escape_cancels_a_slow_query(page: Page) -> None:
    held: list[Route] = []
    page.route("**/sparql", lambda route: held.append(route))  # noqa: PLW0108  # Playwright reads its signature
    run(page, "ASK {}")
    expect(status(page)).to_contain_text("Asking")
    page.keyboard.press("Escape")
    expect(status(page)).to_have_text("Cancelled")
    expect(page.locator("#cancel")).to_be_hidden()
    assert held


def test_rows_are_sorted_and_filtered(page: Page) -> None:
    run(page, 'SELECT * { VALUES (?name ?number) { ("b" 10) ("a" 9) ("ç" 100) } }')
    expect(status(page)).to_contain_text("3 rows")
    head = page.get_by_role("columnheader", name="number")
    head.get_by_role("button").click()
    assert column(page, "number") == ["9", "10", "100"]
    expect(head).to_have_attribute("aria-sort", "ascending")
    head.get_by_role("button").click()
    assert column(page, "number") == ["100", "10", "9"]
    head.get_by_role("button").click()
    assert column(page, "number") == ["10", "9", "100"]
    page.get_by_role("searchbox", name="Keep rows").fill("C")
    assert column(page, "name") == ["ç"]
    expect(status(page)).to_have_text("1 of 3 rows")


def test_many_rows_are_drawn_step_by_step(page: Page) -> None:
    run(page, "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 450")
    expect(page.locator("tbody tr")).to_have_count(200)
    page.get_by_role("button", name="Show 200 more of 250 rows").click()
    page.get_by_role("button", name="Show 50 more of 50 rows").click()
    expect(page.locator("tbody tr")).to_have_count(450)


DATA = 'SELECT * { VALUES (?text ?iri ?n) { ("a, \\"b\\"\\nc"@en <http://x.example/> 1) (UNDEF UNDEF 2) } }'


@pytest.mark.parametrize(
    ("form", "content"),
    [
        ("CSV", 'text,iri,n\r\n"a, ""b""\nc",http://x.example/,1\r\n,,2\r\n'),
        (
            "TSV",
            '?text\t?iri\t?n\n"a, \\"b\\"\\nc"@en\t<http://x.example/>\t"1"^^<http://www.w3.org/2001/XMLSchema#integer>\n'
            '\t\t"2"^^<http://www.w3.org/2001/XMLSchema#integer>\n',
        ),
    ],
)
def test_rows_are_downloaded_as_the_standards_say(page: Page, form: str, content: str) -> None:
    run(page, DATA)
    with page.expect_download() as caught:
        page.get_by_role("button", name=f"Download {form}").click()
    assert Path(caught.value.path()).read_bytes().decode() == content


def test_rows_are_downloaded_as_json_and_copied(page: Page) -> None:
    run(page, DATA)
    with page.expect_download() as caught:
        page.get_by_role("button", name="Download JSON").click()
    found = json.loads(Path(caught.value.path()).read_text(encoding="utf-8"))
    assert found["head"]["vars"] == ["text", "iri", "n"]
    assert found["results"]["bindings"][1]["n"]["value"] == "2"
    page.get_by_role("button", name="Copy", exact=True).click()
    expect(status(page)).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()").startswith("?text\t?iri\t?n\n")


# --- stored questions, links, history -------------------------------------------------------------


def open_question(page: Page, name: str) -> Locator:
    page.locator(f'[data-question="{name}"]').click()
    return page.locator("#question")


def test_a_stored_question_is_filled_in_and_asked(page: Page) -> None:
    page.get_by_role("searchbox", name="Search the stored questions").fill("who says timeline")
    page.get_by_role("searchbox", name="Search the stored questions").fill("")
    shown = open_question(page, "timeline")
    expect(shown.get_by_role("heading")).to_be_focused()
    field = shown.get_by_role("combobox").first
    field.fill("mayad")
    expect(shown.get_by_role("option").first).to_contain_text("Mayadeen")
    field.press("ArrowDown")
    field.press("Enter")
    expect(field).to_have_value("Mayadeen")
    shown.get_by_role("button", name="Ask").click()
    expect(page.locator("tbody tr", has_text=CAPTURED).first).to_be_visible()
    page.locator("#code summary").click()
    expect(editor(page)).to_contain_text("{ id:Mayadeen } # parameter")


def test_a_value_that_names_nothing_is_refused_with_words(page: Page) -> None:
    shown = open_question(page, "timeline")
    field = shown.get_by_role("combobox").first
    field.fill("Atlantis")
    shown.get_by_role("button", name="Ask").click()
    expect(shown.get_by_role("alert")).to_contain_text("nothing is called “Atlantis”")
    expect(field).to_be_focused()


def test_every_stored_question_gives_what_its_file_gives(page: Page, graph: kg.Graph) -> None:
    for question in questions().values():
        shown = open_question(page, question.name)
        expect(shown.get_by_role("heading")).to_have_text(question.title)
        shown.get_by_role("button", name="Ask").click()
        number = len(graph.ask(question.name, **needed(question)))
        words = "No match" if number == 0 else f"{number:,} row{'s' if number > 1 else ''}"
        expect(status(page)).to_contain_text(f"{words}, ")


def test_a_general_question_is_answered_in_general_and_its_example_is_a_press_away(page: Page, graph: kg.Graph) -> None:
    shown = open_question(page, "denials")
    about = shown.get_by_role("combobox", name="about")
    expect(about).to_have_value("")
    shown.get_by_role("button", name="Ask").click()
    expect(status(page)).to_contain_text(f"{len(graph.ask('denials'))} rows, ")
    shown.get_by_role("button", name="Fill in Islamic State (IS)").click()
    expect(about).to_have_value("Islamic State (IS)")
    shown.get_by_role("button", name="Ask").click()
    expect(status(page)).to_contain_text(f"{len(graph.ask('denials', about='IS'))} rows, ")


def test_an_old_answer_never_stands_below_another_question(page: Page) -> None:
    run(page, "ASK {}")
    expect(answer(page)).to_contain_text("Yes")
    page.keyboard.type("# changed")
    expect(page.locator("#stale")).to_be_visible()
    open_question(page, "timeline")
    expect(page.locator("#results")).to_be_hidden()
    page.locator("#question").get_by_role("button", name="Ask").click()
    expect(page.locator("tbody tr").first).to_be_visible()
    expect(page.locator("#stale")).to_be_hidden()


def test_the_questions_can_be_searched(page: Page) -> None:
    page.get_by_role("searchbox", name="Search the stored questions").fill("zzz")
    expect(page.locator("#questions button:visible")).to_have_count(0)
    expect(page.locator("#question-status")).to_have_text("0 questions")


def test_the_address_holds_the_query_and_back_goes_back(page: Page) -> None:
    expect(run(page, "ASK { ?s ?p 1234567 }").locator(".verdict")).to_have_text("No")
    expect(page).to_have_url(re.compile("#query=ASK"))
    first = page.url
    expect(run(page, "ASK { ?s ?p ?o }").locator(".verdict")).to_have_text("Yes")
    page.go_back()
    expect(answer(page).locator(".verdict")).to_have_text("No")
    expect(editor(page)).to_have_text("ASK { ?s ?p 1234567 }")
    expect(page).to_have_url(first)


def test_a_shared_link_shows_its_answer(browser: Browser, site: httpx.Client) -> None:
    for page in opened(browser, site, "/query#query=ASK%20%7B%7D"):
        expect(answer(page).locator(".verdict")).to_have_text("Yes")
        page.get_by_role("button", name="Copy link").click()
        expect(status(page)).to_have_text("Link copied")
        assert page.evaluate("navigator.clipboard.readText()") == f"{site.base_url}/query#query=ASK+%7B%7D"


def test_a_link_can_ask_a_stored_question(browser: Browser, site: httpx.Client) -> None:
    for page in opened(browser, site, "/query#ask=timeline&entity=Mayadeen"):
        expect(page.locator("#question").get_by_role("heading")).to_be_visible()
        expect(page.locator("tbody tr").first).to_be_visible()


def test_the_address_of_a_stored_question_is_short_and_opens_its_form(page: Page) -> None:
    shown = open_question(page, "control")
    shown.get_by_role("combobox", name="place").fill("al-Mayadin")
    page.keyboard.press("Enter")
    expect(page.locator("tbody tr", has_text=CAPTURED).first).to_be_visible()
    expect(page).to_have_url(re.compile("#ask=control&place=Mayadeen&on=2017-10-20$"))
    page.locator("#code summary").click()
    page.get_by_role("button", name="Copy link").click()
    expect(status(page)).to_have_text("Link copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    expect(run(page, "ASK {}").locator(".verdict")).to_have_text("Yes")
    expect(page).to_have_url(re.compile(r"#query=ASK\+%7B%7D$"))
    page.go_back()
    expect(page.get_by_role("combobox", name="place")).to_have_value("Mayadeen")
    expect(page.locator("tbody tr", has_text=CAPTURED).first).to_be_visible()
    page.reload()
    expect(page.get_by_role("textbox", name="on", exact=True)).to_have_value("2017-10-20")
    expect(page.locator("tbody tr", has_text=CAPTURED).first).to_be_visible()


def test_a_changed_stored_question_is_a_query_of_its_own(page: Page) -> None:
    open_question(page, "control").get_by_role("button", name="Ask").click()
    expect(page.locator("tbody tr").first).to_be_visible()
    expect(run(page, "ASK { ?s ?p 7654321 }").locator(".verdict")).to_have_text("No")
    expect(page).to_have_url(re.compile("#query=ASK"))


def test_a_place_that_is_none_is_refused_and_a_misspelt_one_gets_a_suggestion(page: Page) -> None:
    shown = open_question(page, "control")
    field = shown.get_by_role("combobox", name="place")
    field.fill("ISIS")
    shown.get_by_role("button", name="Ask").click()
    expect(shown.get_by_role("alert")).to_contain_text("“ISIS” is no place")
    field.fill("Mayaden")
    shown.get_by_role("button", name="Ask").click()
    expect(shown.get_by_role("alert")).to_contain_text("nothing is called “Mayaden”; did you mean Mayadeen?")
    expect(page.locator("#results")).to_be_hidden()


def test_every_column_of_a_wide_answer_is_in_sight_and_no_sentence_is_covered(
    browser: Browser, site: httpx.Client
) -> None:
    for page in opened(
        browser, site, "/query#ask=control&place=Mayadeen&on=2017-10-20", viewport=LAPTOP, reduced_motion="reduce"
    ):
        row = page.locator("tbody tr", has_text=CAPTURED).first
        expect(row.locator(".basis")).to_contain_text("year from the document's date")
        for name in ("sentence", "voices", "when", "document", "claim"):
            box = row.locator(f'td[data-column="{name}"]').bounding_box()
            assert box is not None
            assert box["x"] + box["width"] <= LAPTOP["width"], name
        sentence = row.locator("q")
        assert sentence.evaluate(ON_TOP) == ["sentence", "sentence"], "something lies over the sentence"
        assert sentence.inner_text().strip("“”") == CAPTURED


def test_plain_edges_say_that_some_are_inferred(page: Page) -> None:
    run(page, "SELECT ?who ?place { ?who o:withdrew_from ?place }")
    expect(page.get_by_role("note")).to_contain_text("one of the graph’s edges is inferred by a curator")
    run(page, "ASK { id:IS o:withdrew_from id:Mayadeen }")
    expect(page.get_by_role("note")).to_contain_text("inferred by a curator")
    run(page, 'SELECT ?claim { ?claim rdf:predicate o:withdrew_from } # "o:captured"')
    expect(page.locator("tbody tr").first).to_be_visible()
    expect(page.get_by_role("note")).to_have_count(0)


def test_another_corpus_is_offered_nothing_of_the_built_in_one(browser: Browser, harbour_site: httpx.Client) -> None:
    for page in opened(browser, harbour_site):
        expect(editor(page)).not_to_contain_text("captured")
        shown = open_question(page, "control")
        expect(shown.get_by_role("combobox", name="place")).to_have_value("")
        expect(shown.get_by_role("textbox", name="on", exact=True)).to_have_value("")


def test_what_was_asked_is_remembered_and_can_be_forgotten(page: Page) -> None:
    run(page, "# my own question\nASK {}")
    expect(answer(page)).to_contain_text("Yes")
    page.reload()
    page.wait_for_selector("html[data-ready]")
    page.get_by_text("Asked before").click()
    past = page.locator("#history button")
    expect(past).to_contain_text("my own question")
    page.goto(page.url.partition("#")[0])
    page.get_by_text("Asked before").click()
    past.first.click()
    expect(editor(page)).to_contain_text("# my own question")
    page.get_by_role("button", name="Forget these").click()
    expect(past).to_have_count(0)


def test_a_browser_without_storage_has_no_history_and_no_trouble(browser: Browser, site: httpx.Client) -> None:
    for page in opened(browser, site):
        page.add_init_script(
            "Object.defineProperty(window, 'localStorage', { get() { throw new Error('forbidden') } })"
        )
        page.reload()
        page.wait_for_selector("html[data-ready]")
        expect(run(page, "ASK {}")).to_contain_text("Yes")


def test_without_scripts_a_form_asks(browser: Browser, site: httpx.Client) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.base_url}/query")
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_text(CAPTURED).first).to_be_visible()
    context.close()


# --- strangers' text ------------------------------------------------------------------------------


def test_hostile_names_and_values_are_text(browser: Browser, hostile_site: httpx.Client) -> None:
    def literal(text: str) -> dict[str, str]:
        return {"type": "literal", "value": text}

    texts = [SCRIPT, IMAGE, LINK, "{{ 7 * 7 }}", "\u202e reversed", "x" * 10_000]
    iris = [
        "javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        'https://evil.example/"onclick=alert(1)',
        "//evil.example",
    ]
    rows = [
        {"sentence": literal(text), "mode": literal(text), "claim": {"type": "uri", "value": iri}}
        for text in texts
        for iri in iris
    ]
    found = {"head": {"vars": ["sentence", "mode", "claim"]}, "results": {"bindings": rows}}
    for page in opened(browser, hostile_site):
        page.route("**/sparql", lambda route: route.fulfill(json=found, content_type="application/sparql-results+json"))
        run(page, "SELECT * { ?s ?p ?o }")
        expect(page.locator("tbody tr")).to_have_count(len(rows))
        assert set(page.locator("td q").all_inner_texts()) >= {SCRIPT, IMAGE, LINK}
        links = page.locator("tbody a").evaluate_all("all => all.map(one => new URL(one.href).protocol)")
        assert set(links) == {"https:"}
        assert page.locator("main img, main script:not(#setup)").count() == 0
        write(page, "SELECT * { ?s ?p ")
        page.keyboard.type("army")
        expect(page.locator(".cm-tooltip-autocomplete li").first).to_contain_text(IMAGE)


def test_a_hostile_error_is_text(page: Page) -> None:
    page.route("**/sparql", lambda route: route.fulfill(status=400, body=f"1:2: {IMAGE}{SCRIPT}"))
    expect(run(page, "ASK {}").locator("pre")).to_have_text(f"1:2: {IMAGE}{SCRIPT}")


# --- for everybody --------------------------------------------------------------------------------


def violations(page: Page) -> list[str]:
    page.evaluate((INTEROP / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(
        "axe.run().then(({violations}) => violations.map(one => `${one.id}: ${one.nodes.map(n => n.html).join(' ')}`))"
    )
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_page_has_no_barriers(browser: Browser, site: httpx.Client, scheme: str, viewport: dict[str, int]) -> None:
    node_modules()
    for page in opened(browser, site, color_scheme=scheme, viewport=viewport, reduced_motion="reduce"):
        assert violations(page) == []
        run(page, PREDICTED)
        expect(page.locator(".tag.other").first).to_be_visible()
        assert violations(page) == []
        run(page, "SELECT ?x {\n ?x nosuch:y ?z }")
        expect(answer(page).get_by_role("alert")).to_be_visible()
        assert violations(page) == []
        page.locator("#menu").evaluate("menu => menu.open = true")
        open_question(page, "timeline").get_by_role("combobox").first.fill("deir")
        expect(page.locator("#question").get_by_role("option").first).to_be_visible()
        assert violations(page) == []


def test_a_phone_shows_each_row_without_scrolling_sideways(browser: Browser, site: httpx.Client) -> None:
    for page in opened(browser, site, viewport=PHONE):
        expect(page.locator("#questions button").first).to_be_visible()
        expect(page.get_by_role("button", name="Run")).to_be_hidden()
        page.locator("#code summary").click()
        page.get_by_role("button", name="Run").click()
        expect(page.locator("tbody tr").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        assert page.locator("td q").first.bounding_box() is not None


def test_paper_has_the_query_and_the_answer(page: Page) -> None:
    run(page, "SELECT ?x { VALUES ?x { 42 } }")
    expect(page.locator("tbody td")).to_have_text("42")
    page.emulate_media(media="print")
    expect(page.locator("#printed")).to_have_text("SELECT ?x { VALUES ?x { 42 } }")
    expect(page.locator("#editor")).to_be_hidden()
    expect(page.locator("#questions")).to_be_hidden()
