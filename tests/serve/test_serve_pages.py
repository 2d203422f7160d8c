"""Pages and linked data: what is said of each thing, in every form."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin
from urllib.parse import urlsplit

import httpx
import pytest
from helpers import HARBOUR
from hostile import HOSTILE
from hostile import ODD
from lxml import html
from pyoxigraph import RdfFormat
from pyoxigraph import parse

import kg
from kg.kinds import KINDS
from kg.kinds import kind
from kg.model import Claim
from kg.projection import FACTUAL
from kg.serve.index import index
from kg.serve.shown import Shower
from kg.serve.things import KINDS as THINGS
from kg.terms import Mode
from kg.terms import Polarity
from kg.timeline import reading
from kg.view.askable import first_query
from kg.view.askable import inferred_edges

HTML = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
FORMATS = {
    "ttl": ("text/turtle; charset=utf-8", RdfFormat.TURTLE),
    "nt": ("application/n-triples", RdfFormat.N_TRIPLES),
    "rdf": ("application/rdf+xml", RdfFormat.RDF_XML),
    "jsonld": ("application/ld+json", RdfFormat.JSON_LD),
}
EXAMPLES = ("id/IS", "id/Mayadeen", "doc/syria-direct-2018-02-15")


@pytest.fixture(scope="module")
def shower(graph: kg.Graph) -> Shower:
    return Shower(index(graph))


def page(client: httpx.Client, path: str) -> html.HtmlElement:
    answer = client.get(path, headers=HTML)
    assert answer.status_code == 200, (path, answer.text[:300])
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return html.document_fromstring(answer.text)


def text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def claim(graph: kg.Graph, subject: str, predicate: str, target: str) -> Claim:
    return next(
        one for one in graph.corpus.claims if (one.subject, one.predicate, one.object) == (subject, predicate, target)
    )


def test_a_place_has_its_names_its_position_and_its_claims_with_their_sentences(site: httpx.Client) -> None:
    shown = page(site, "/id/Mayadeen")
    said = text(shown)
    assert shown.findtext(".//h1") == "Mayadeen"
    for words in ("al-Mayadin", "35.01982, 40.45154", "background, not from the texts", "settlement"):
        assert words in said
    sentence = "The SAA and allied forces captured Mayadeen on October 14."
    stated = shown.xpath("//section[@aria-labelledby='stated']")[0]
    assert sentence in text(stated)
    assert "Editor at Syria Direct" in text(stated)
    assert "14 October 2017" in text(stated)
    (drawing,) = shown.xpath("//figure[@class='map']")
    assert "Deir ez-Zor" in text(drawing)
    assert shown.xpath("//dd/a[@href='https://sws.geonames.org/173480/']/@rel") == ["noreferrer external"]


def test_what_is_inferred_is_never_among_what_is_stated(site: httpx.Client, graph: kg.Graph) -> None:
    shown = page(site, "/id/Mayadeen")
    stated, inferred = (text(shown.xpath(f"//section[@aria-labelledby='{key}']")[0]) for key in ("stated", "inferred"))
    assert "withdrew from" not in stated
    assert "inferred probable Islamic State (IS) withdrew from Mayadeen" in inferred
    withdrawal = claim(graph, "IS", "withdrew_from", "Mayadeen")
    said = text(page(site, f"/claim/{withdrawal.key}"))
    assert "No sentence says that IS withdrew from Mayadeen" in said
    assert "IS withdrew [from much of its remaining territory in Deir e-Zor province]" in said
    assert "This claim: derived from" in said


@pytest.mark.parametrize("one", KINDS, ids=lambda one: one.key)
def test_every_claim_stands_in_its_section_and_doubt_stands_before_its_words(
    site: httpx.Client, graph: kg.Graph, shower: Shower, one: object
) -> None:
    own = [claim for claim in graph.corpus.claims if kind(claim) == one]
    for claim in own[:6]:
        shown = page(site, f"/id/{claim.subject}")
        (section,) = shown.xpath(f"//section[@aria-labelledby='{kind(claim).key}']")
        (card,) = section.xpath(f".//article[@id='{claim.key}']")
        words = text(card.xpath(".//*[@class='words']")[0])
        told = shower.teller.claim(claim)
        sentence = f"{told.subject.text} {told.relation.text} {told.object.text}"
        if told.plain:
            assert words == " ".join(sentence.split())
        else:
            assert words.endswith(" ".join(sentence.split()))
            assert not words.startswith(told.subject.text)
        heading = text(page(site, f"/claim/{claim.key}").xpath("//h1")[0])
        assert heading == words


def test_only_factual_affirmed_claims_are_plain(graph: kg.Graph, shower: Shower) -> None:
    for claim in graph.corpus.claims:
        plain = shower.teller.claim(claim).plain
        assert not plain or (claim.mode in FACTUAL - {Mode.INFERRED} and claim.polarity is Polarity.POSITIVE)
        assert plain or kind(claim).key != "stated"


def test_a_claim_says_why_it_is_no_plain_edge(site: httpx.Client, graph: kg.Graph) -> None:
    denied = next(one for one in graph.corpus.claims if one.polarity is Polarity.NEGATIVE)
    predicted = next(
        one for one in graph.corpus.claims if one.mode is Mode.PREDICTED and one.polarity is Polarity.POSITIVE
    )
    assert "a denial never becomes a plain edge" in text(page(site, f"/claim/{denied.key}"))
    assert "“predicted” is not stated as a fact" in text(page(site, f"/claim/{predicted.key}"))


def test_a_document_is_its_text_unchanged_with_its_passages_marked(site: httpx.Client, graph: kg.Graph) -> None:
    for document in graph.corpus.documents.values():
        shown = page(site, f"/doc/{document.id}")
        (body,) = shown.xpath("//div[@class='text']")
        for note in body.xpath(".//a[@class='ref']"):
            note.drop_tree()
        paragraphs = [part.text_content() for part in body.findall("p")]
        assert "\n".join(paragraphs) == "\n".join(line for line in document.text.split("\n") if line)
        assert document.rights in shown.text_content()


def test_a_passage_is_reached_from_its_claim_and_pointed_out(site: httpx.Client, graph: kg.Graph) -> None:
    capture = claim(graph, "SyrianArabArmy", "captured", "Mayadeen")
    (link,) = page(site, f"/claim/{capture.key}").xpath("//figure[@class='passage']/figcaption/a[1]/@href")
    shown = page(site, link)
    anchor = urlsplit(link).fragment
    (first,) = shown.xpath(f"//mark[@id='{anchor}']")
    assert capture.evidence[0].exact.startswith(first.text_content())
    pointed = "".join(mark.text_content() for mark in shown.xpath("//mark[contains(@class, 'here')]"))
    assert pointed == capture.evidence[0].exact


def test_every_link_of_the_site_leads_somewhere(site: httpx.Client) -> None:
    """A walk over all pages: what they link to is there, and what they link to elsewhere is only the web."""
    seen, queue = {"/"}, ["/"]
    while queue:
        path = queue.pop()
        answer = site.get(path, headers=HTML)
        assert answer.status_code in {200, 303, 308}, path
        if answer.status_code != 200 or "text/html" not in answer.headers["content-type"] or path == "/explorer":
            continue
        parsed = html.document_fromstring(answer.text)
        ids = set(parsed.xpath("//@id"))
        assert len(ids) == len(parsed.xpath("//@id")), f"{path} has an id twice"
        for link in parsed.xpath("//a/@href"):
            if link.startswith("#"):
                assert link[1:] in ids, (path, link)
            target = urlsplit(urljoin(path, link))
            if target.netloc:
                assert target.scheme in {"http", "https"}
            elif not target.path.endswith((".ttl", ".nt", ".rdf", ".jsonld")) and target.path not in seen:
                seen.add(target.path)
                queue.append(target.path)
    assert len(seen) > 800


def test_anchors_of_terms_are_there(site: httpx.Client, graph: kg.Graph) -> None:
    ids = set(page(site, "/ontology").xpath("//@id"))
    assert {claim.predicate for claim in graph.corpus.claims} <= ids
    assert {entity.type for entity in graph.corpus.entities.values()} <= ids


@pytest.mark.parametrize("form", FORMATS)
def test_a_thing_comes_in_every_form_of_rdf_by_header_and_by_suffix(site: httpx.Client, form: str) -> None:
    media, syntax = FORMATS[form]
    for path in EXAMPLES:
        by_header = site.get(f"/{path}", headers={"Accept": media.partition(";")[0]})
        by_suffix = site.get(f"/{path}.{form}", headers=HTML)
        assert by_header.content == by_suffix.content
        assert by_header.headers["content-type"] == media
        assert "Accept" in by_header.headers["vary"]
        assert by_header.headers["content-location"] == f"/{path}.{form}"
        assert f'</{path}.html>; rel="alternate"; type="text/html"' in by_header.headers["link"]
        triples = {str(quad) for quad in parse(by_header.content, format=syntax)}
        assert triples == {str(quad) for quad in parse(site.get(f"/{path}.nt").content, format=RdfFormat.N_TRIPLES)}


def test_no_page_says_more_in_rdf_than_the_files(shower: Shower, built: Path) -> None:
    """Every triple of every thing stands in the dataset, and what no text says stands apart there too."""
    known = {str(quad.triple) for quad in parse(path=str(built / "graph.nq"), format=RdfFormat.N_QUADS)}
    for word, things in THINGS.items():
        for name in things.names(shower):
            lines = "".join(f"{' '.join(triple)} .\n" for triple in things.describe(shower, name))
            triples = [str(quad.triple) for quad in parse(lines, format=RdfFormat.N_TRIPLES)]
            assert triples, (word, name)
            assert set(triples) <= known, (word, name)
    assert not any("located_in" in triple[1] for triple in shower.describer.entity("Mayadeen"))


def test_the_ontology_comes_in_every_form(site: httpx.Client) -> None:
    turtle = site.get("/ontology", headers={"Accept": "text/turtle"})
    assert turtle.headers["content-type"] == "text/turtle; charset=utf-8"
    count = len(list(parse(turtle.content, format=RdfFormat.TURTLE)))
    for form, (_, syntax) in FORMATS.items():
        assert len(list(parse(site.get(f"/ontology.{form}").content, format=syntax))) == count
    assert site.get("/ontology.pdf").status_code == 404


def test_a_wrong_name_is_404_with_suggestions(site: httpx.Client) -> None:
    shown = site.get("/id/Mayaden", headers=HTML)
    assert (shown.status_code, '<a href="/id/Mayadeen"' in shown.text) == (404, True)
    plain = site.get("/id/deir ezzour")
    assert (plain.status_code, "did you mean Deir ez-Zor" in plain.text) == (404, True)
    for path in (
        "/claim/0",
        "/doc/none",
        "/evidence/../../etc/hostname",
        "/id/",
        "/graph/none",
        "/nothing",
        "/id/IS.pdf",
    ):
        assert site.get(path, headers=HTML).status_code == 404, path
    assert site.get("/id/IS", headers={"Accept": "image/png"}).status_code == 406
    assert site.post("/id/IS").status_code == 405


def test_selectors_lead_to_their_passage(site: httpx.Client, graph: kg.Graph) -> None:
    key = graph.corpus.claims[0].evidence[0].key
    for part in ("quote", "position"):
        answer = site.get(f"/evidence/{key}-{part}")
        assert (answer.status_code, answer.headers["location"]) == (303, f"/evidence/{key}")


def test_no_page_says_of_an_inference_that_a_voice_says_it(site: httpx.Client, graph: kg.Graph) -> None:
    withdrawal = claim(graph, "IS", "withdrew_from", "Mayadeen")
    shown = page(site, f"/claim/{withdrawal.key}")
    said = text(shown)
    assert "a curator’s conclusion from what is said by" in said
    assert "no voice says it; the claims it is concluded from have one independent voice" in said
    assert "what a curator inferred says so" in text(shown.xpath("//footer")[0])
    stated = claim(graph, "SyrianArabArmy", "captured", "Mayadeen")
    assert "curator’s conclusion" not in text(page(site, f"/claim/{stated.key}"))


def test_a_time_known_only_up_to_a_day_is_no_duration(site: httpx.Client, graph: kg.Graph) -> None:
    found = [
        one for one in graph.corpus.claims if one.when and one.when.edtf.startswith("../") and one.time_mode == "within"
    ]
    for one in found[:5]:
        for path in (f"/claim/{one.key}", f"/id/{one.subject}"):
            told = text(page(site, path))
            assert reading(one) in told
            assert not re.search(r"(?<!up )until \d+ [A-Z]", told)
    assert found


def test_qualifiers_are_said_as_people_say_them(site: httpx.Client, graph: kg.Graph) -> None:
    near = next(one for one in graph.corpus.claims if dict(one.qualifiers).get("distance_km"))
    assert re.search(r"Distance\s*200 km", text(page(site, f"/claim/{near.key}")))
    assert "distance 200 km" in text(page(site, f"/id/{near.subject}"))
    flagged = next(
        one for one in graph.corpus.claims if ("true" in {getattr(v, "text", "") for _, v in one.qualifiers})
    )
    assert not re.search(r"\b(true|false)\b", text(page(site, f"/id/{flagged.subject}")))


def test_claims_that_a_curator_set_against_each_other_oppose_each_other(site: httpx.Client, graph: kg.Graph) -> None:
    one = next(one for one in graph.corpus.claims if one.linked("contradicts"))
    assert "This claim: opposes" in text(page(site, f"/claim/{one.key}"))


def test_a_page_of_a_relayed_claim_is_headed_by_that(site: httpx.Client, graph: kg.Graph) -> None:
    one = next(one for one in graph.corpus.claims if kind(one).key == "reported")
    assert page(site, f"/claim/{one.key}").xpath("string(//p[@class='kind'])") == "Claim · Reported"


def test_a_date_that_no_sentence_gives_says_where_it_comes_from(site: httpx.Client, graph: kg.Graph) -> None:
    issued = {name: document.issued for name, document in graph.corpus.documents.items()}
    dated = [
        one
        for one in graph.corpus.claims
        if one.when and any(one.when.earliest_start == issued[name] == one.when.latest_end for name in one.documents)
    ]
    assert dated
    for one in dated[:10]:
        (card,) = page(site, f"/id/{one.subject}").xpath(f"//article[@id='{one.key}']")
        assert " ".join(one.time_basis.split()) in text(card.xpath(".//*[@class='when']")[0])


def test_what_stands_around_a_passage_is_cut_between_words(graph: kg.Graph, shower: Shower) -> None:
    for passage, _ in shower.index.passages.values():
        whole = graph.corpus.documents[passage.document].text
        quote = shower.teller.quote(passage)
        before, after = quote.before.removeprefix("… "), quote.after.removesuffix(" …")
        words = before.split()
        assert whole[: passage.start].split()[len(whole[: passage.start].split()) - len(words) :] == words
        assert whole[passage.end :].split()[: len(after.split())] == after.split()
        assert quote.before.startswith("…") == (before.split() != whole[: passage.start].split())


def test_search_finds_any_spelling(site: httpx.Client) -> None:
    found = site.get("/find", params={"q": "al-Mayādīn"})
    assert (found.status_code, found.headers["location"]) == (303, "/id/Mayadeen")
    several = site.get("/find", params={"q": "Deir e-Zor"}).text
    assert 'href="/id/DeirEzZor"' in several
    assert 'href="/id/DeirEzZorGovernorate"' in several
    close = site.get("/find", params={"q": "Mayadeeen"})
    assert (close.status_code, "Did you mean" in close.text) == (404, True)
    assert site.get("/find", params={"q": "<b>zzzz</b>"}).status_code == 404


def test_lists_for_programs(site: httpx.Client, graph: kg.Graph) -> None:
    terms = {row["name"]: row for row in site.get("/terms.json").json()}
    assert terms["o:captured"]["kind"] == "relation"
    assert terms["o:Settlement"]["kind"] == "class"
    assert terms["o:valid_time"]["kind"] == "property"
    assert (terms["id:Mayadeen"]["kind"], "al-Mayadin" in terms["id:Mayadeen"]["aliases"]) == ("entity", True)
    assert terms["id:Mayadeen"]["classes"] == ["o:Settlement", "o:Place", "o:Entity"]
    corpus = graph.corpus
    assert len(terms) == len(corpus.ontology.terms) + len(corpus.entities) + len(corpus.documents)
    for question in site.get("/questions.json").json():
        assert question["query"].startswith("# title: ")
        assert {part["name"] for part in question["parameters"]} >= set(question["example"])
        assert {part["class"] for part in question["parameters"] if part["name"] == "place"} <= {"o:Place"}


def test_long_answers_come_compressed_and_short_ones_or_parts_do_not(site: httpx.Client) -> None:
    zipped = {"Accept-Encoding": "gzip"}
    for path in ("/id/IS", "/assets/style.css", "/data/graph.ttl"):
        assert site.get(path, headers=zipped).headers.get("content-encoding") == "gzip", path
        assert "content-encoding" not in site.get(path, headers={"Accept-Encoding": "identity"}).headers
    assert "content-encoding" not in site.get("/sparql?query=ASK%7B%7D", headers=zipped).headers
    part = site.get("/data/graph.ttl", headers={**zipped, "Range": "bytes=0-4999"})
    assert (part.status_code, "content-encoding" in part.headers, len(part.content)) == (206, False, 5000)


def test_the_first_query_asks_what_the_graph_can_answer(graph: kg.Graph) -> None:
    harbour = kg.build(kg.read(HARBOUR))
    assert "o:captured" in first_query(graph)
    assert "captured" not in first_query(harbour)
    nothing_stated = harbour.select(lambda claim: claim.mode is Mode.PREDICTED)
    for one in (graph, harbour, nothing_stated):
        assert len(one.query(first_query(one)))
        assert "fact" not in first_query(one)


def test_edges_that_only_a_curator_concludes_are_counted(graph: kg.Graph) -> None:
    inferred = sum(one.mode is Mode.INFERRED for one in graph.corpus.claims)
    assert inferred_edges(graph) == inferred == 1
    assert inferred_edges(graph.select(lambda claim: claim.mode is not Mode.INFERRED)) == 0


def test_every_answer_has_the_headers_that_keep_it_harmless(site: httpx.Client) -> None:
    for path in (
        "/",
        "/id/IS",
        "/id/IS.ttl",
        "/sparql?query=ASK%7B%7D",
        "/nothing",
        "/assets/style.css",
        "/data/graph.ttl",
    ):
        headers = site.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "default-src 'none'" in headers["content-security-policy"]
    assert "script-src" not in site.get("/id/IS").headers["content-security-policy"]
    assert "server" not in site.get("/").headers


def hostile_paths() -> Iterator[str]:
    yield from (
        "/",
        "/entities",
        "/ontology",
        "/find?q=a",
        "/find?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
        "/query",
    )
    yield from (f"/id/{name}" for name in HOSTILE.entities)
    yield from (f"/claim/{claim.key}" for claim in HOSTILE.claims)
    yield from (f"/evidence/{claim.evidence[0].key}" for claim in HOSTILE.claims)
    yield from ("/doc/doc", "/graph/doc", "/graph/entities", "/id/%3Cscript%3Ealert(1)%3C/script%3E")
    yield from ("/query?query=%3C/textarea%3E%3Cscript%3Ealert(1)%3C/script%3E", "/doc/doc?from=%3Cb%3E&to=9")


@pytest.mark.parametrize("path", list(hostile_paths()))
def test_no_text_of_a_corpus_becomes_markup(hostile_site: httpx.Client, path: str) -> None:
    answer = hostile_site.get(path, headers=HTML)
    assert answer.status_code in {200, 303, 404}
    if answer.status_code == 303:
        return
    parsed = html.document_fromstring(answer.content.decode())
    own = "starts-with(@src, '/assets/') or (@id = 'setup' and @type = 'application/json')"  # the latter never runs
    assert parsed.xpath(f"//script[not({own})] | //img | //iframe | //object | //style") == []
    assert parsed.xpath("//@*[starts-with(name(), 'on')] | //@style") == []
    for link in parsed.xpath("//@href | //@src | //@action"):
        assert re.match(r"/|#|data:,$|https?://", link), link


def test_hostile_text_is_shown_as_it_is(hostile_site: httpx.Client) -> None:
    assert " ".join(ODD.split()) in text(page(hostile_site, "/id/Group"))
    assert "<img src=x onerror=alert(1)>" in text(page(hostile_site, "/id/Army"))


@pytest.mark.parametrize("form", FORMATS)
def test_hostile_text_is_well_formed_in_every_form(hostile_site: httpx.Client, form: str) -> None:
    for path in ("id/Group", "id/Village", "doc/doc", f"claim/{HOSTILE.claims[0].key}"):
        answer = hostile_site.get(f"/{path}.{form}")
        assert list(parse(answer.content, format=FORMATS[form][1]))
