"""Timelines: in order, drawn no further than the text goes, and facts apart from what is none."""

import json
from datetime import date

import pytest
from helpers import HARBOUR
from helpers import Run
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.cli._telling import block
from kg.model import Claim
from kg.model import Evidence
from kg.projection import Layer
from kg.projection import layer
from kg.terms import Mode
from kg.terms import TimeMode
from kg.timeline import Entry
from kg.timeline import Section
from kg.timeline import reading
from kg.timeline import scale
from kg.when import parse

WITHIN, THROUGHOUT = TimeMode.WITHIN, TimeMode.THROUGHOUT
TIMES = st.sampled_from(
    ["2017", "2017-10", "2017-10-14", "2013-21", "2008-21/2013", "../2017-09-07", "2017-06/..", "2017-09~", "201X"]
) | st.sampled_from(["[2017-09-21..2017-09-30]", "0001", "9999-12", "../0001-01-01", "9999-12-31/.."])


def entry(time: str, mode: TimeMode = WITHIN, known: date | None = None) -> Entry:
    """A claim of this time."""
    passage = Evidence("e", "paper", 0, 4, "Text")
    when = parse(time)
    return Entry(
        Claim("c", "A", "controls", "B", (passage,), ("A",), when=when, time_mode=mode), when, Section.FACT, known
    )


def drawn(*entries: Entry, columns: int = 40) -> list[str]:
    over = scale(entries, columns)
    return [over.bar(one) for one in entries]


def test_a_month_is_light_and_a_day_a_dot() -> None:
    assert drawn(entry("2017-10"), entry("2017-10-14"), entry("2017-09/2017-11")) == ["··░··", "··●··", "·░░░·"]


def test_every_day_is_solid_but_for_ends_that_are_not_known_exactly() -> None:
    assert drawn(entry("2017-06-05/2017-08-03", THROUGHOUT)) == ["·███·"]
    assert drawn(entry("2017-21/2017-22", THROUGHOUT)) == ["·░░██░░·"]


def test_an_end_that_is_not_told_is_an_arrow_and_nothing_is_filled_in() -> None:
    assert drawn(entry("2017-01-01"), entry("../2017-04-02"), entry("2017-03-01/..")) == ["·●····", "···◄░·", "···░►·"]


def test_what_goes_on_is_known_up_to_the_document() -> None:
    assert drawn(entry("2017-03-01/..", THROUGHOUT, date(2017, 5, 2))) == ["·███►"]


@given(st.lists(st.builds(entry, TIMES, st.sampled_from([WITHIN, THROUGHOUT])), min_size=1), st.sampled_from([24, 40]))
def test_any_times_fit(entries: list[Entry], columns: int) -> None:
    over = scale(entries, columns)
    bars = [over.bar(one) for one in entries]
    assert {len(bar) for bar in bars} == {over.columns}
    assert over.columns <= columns
    assert all(set(bar) - {"·"} for bar in bars)
    assert over.header().strip()
    for one, bar in zip(entries, bars, strict=True):
        assert ("◄" in bar) is (one.when.earliest_start is None)
        assert ("►" in bar) is (one.when.latest_end is None)


@pytest.mark.parametrize(
    ("time", "mode", "said"),
    [
        ("2017-10-14", WITHIN, "14 October 2017"),
        ("2017-10", WITHIN, "October 2017"),
        ("../2017-09-07", WITHIN, "some time up to 7 September 2017"),
        ("2017-09-07/..", WITHIN, "some time from 7 September 2017 on"),
        ("2017-06/2018-02-15", WITHIN, "some time, June 2017 to 15 February 2018"),
        ("2008-21/2013", THROUGHOUT, "every day, spring 2008 to 2013"),
        ("[2017-09-21..2017-09-30]", WITHIN, "between 21 and 30 September 2017"),
    ],
)
def test_a_span_says_whether_it_means_every_day(time: str, mode: TimeMode, said: str) -> None:
    assert reading(entry(time, mode).claim) == said


def test_facts_conclusions_and_the_rest_are_apart(graph: kg.Graph) -> None:
    for name in ("IS", "Mayadeen", "SyrianGovernment"):
        for one in graph.timeline(name):
            fact = layer(one.claim) is Layer.EDGES
            inferred = one.claim.mode is Mode.INFERRED
            assert one.section is (Section.OTHER if not fact else Section.INFERRED if inferred else Section.FACT)


def test_every_claim_that_names_the_entity_is_there_once(graph: kg.Graph) -> None:
    for name in graph.corpus.entities:
        found = graph.timeline(name)
        told = [one.claim for one in found] + list(found.undated)
        assert len({claim.key for claim in told}) == len(told)
        expected = [claim.key for claim in graph.corpus.claims if name in {claim.subject, claim.object}]
        assert set(expected) <= {claim.key for claim in told}


def test_the_stored_question_finds_the_same_claims(graph: kg.Graph) -> None:
    from kg.query.stored.questions import questions  # noqa: PLC0415

    for name in ("IS", "Mayadeen", "SyrianGovernment", "Sukhna", "SDF"):
        text = questions()["timeline"].text.replace("id:Mayadeen }", f"id:{name} }}")
        asked = {row["claim"] for row in graph.query(text)}
        assert asked == {f"claim:{one.claim.key}" for one in graph.timeline(name)}


def test_a_span_of_days_keeps_what_can_touch_it(graph: kg.Graph) -> None:
    whole = graph.timeline("Mayadeen")
    october = graph.timeline("Mayadeen", date(2017, 10, 1), date(2017, 10, 31))
    assert {one.when.edtf for one in october} == {"2017-06/2018-02-15", "2017-10", "2017-10-14", "../2018-02-15"}
    assert {one.when.edtf for one in graph.timeline("Mayadeen", date(2018, 1, 1))} == {
        "2017-06/2018-02-15",
        "../2018-02-15",
    }
    assert len(graph.timeline("Mayadeen", last=date(2017, 5, 31))) < len(whole)


def test_mayadeen_as_a_reader_sees_it(run: Run) -> None:
    result = run("timeline", "Mayadeen")
    assert result.returncode == 0, result.stderr
    facts, inferred = result.stdout.split("Inferred by a curator: no sentence says it")
    assert "·····●·····  14 October 2017: Syrian Arab Army (SAA) captured Mayadeen\n" in facts
    assert "“The SAA and allied forces captured Mayadeen on October 14.” (Editor at Syria Direct, in syria" in facts
    assert "withdrew from" not in facts
    assert "·····░·····  October 2017: Islamic State (IS) withdrew from Mayadeen [inferred, probable]" in inferred
    assert "(Editor at Syria Direct > Hassan Hassan, in" in " ".join(inferred.split())


def test_predictions_and_denials_stand_below_the_facts(run: Run) -> None:
    result = run("timeline", "al-Bukamal")
    facts, rest = result.stdout.split("Not told as fact: predicted, judged, asked, denied or uncertain")
    assert "Syrian government controls Abu Kamal [presupposed]" in facts
    assert "recaptured Abu Kamal" not in facts
    assert "some time from 15 February 2018 on: Islamic State (IS) recaptured Abu Kamal [predicted, possible]" in rest
    assert "2 claims without a time are left out: kg ask undated --entity AbuKamal" in rest


@given(st.text("ab \n\t\x1b\u00a0“”", max_size=500), st.integers(0, 60))
def test_text_is_broken_to_the_width_and_obeys_no_terminal(text: str, indent: int) -> None:
    lines = block(text, indent)
    assert lines
    assert all(len(line) <= 140 and line.startswith(" " * indent) and "\x1b" not in line for line in lines)


def test_a_timeline_as_json_has_the_rows_of_the_claims_table(run: Run) -> None:
    found = json.loads(run("timeline", "Mayadeen", "--format", "json").stdout)
    sections = [(one["section"], one["claim"]["predicate"]) for one in found["entries"]]
    assert ("inferred", "withdrew_from") in sections
    assert ("fact", "captured") in sections
    assert found["undated"] == []


def test_a_timeline_as_markdown_names_the_section_of_every_row(run: Run) -> None:
    lines = run("timeline", "SDF", "--format", "md").stdout.splitlines()
    assert lines[2] == "| when | what | section | sentence | voices | document | note |"
    (prediction,) = (line for line in lines if "captured Raqqa [predicted" in line)
    assert "| not told as fact: predicted, judged, asked, denied or uncertain |" in prediction


def test_nothing_in_a_span_is_said_to_be_unknown(run: Run) -> None:
    result = run("timeline", "Mayadeen", "--to", "2001")
    assert "That means unknown, not nothing." not in result.stdout  # “some time up to 2018” can be then
    nothing = run("timeline", "Qaryatayn", "--to", "2001")
    assert nothing.stdout.startswith("Qaryatayn: none of ")
    assert "can be of that time. That means unknown, not nothing." in nothing.stdout


def test_a_span_says_how_many_claims_it_leaves_out(run: Run) -> None:
    assert run("timeline", "Mayadeen").stdout.startswith("Mayadeen: 6 dated claims\n")
    assert run("timeline", "Mayadeen", "--from", "2018").stdout.startswith("Mayadeen: 3 of 6 dated claims\n")


def test_a_span_that_ends_before_it_begins_is_an_error(run: Run) -> None:
    result = run("timeline", "Mayadeen", "--from", "2018", "--to", "2017")
    assert (result.returncode, result.stdout) == (2, "")
    assert "--from 2018 is after --to 2017" in result.stderr


def test_what_a_curator_notes_stands_below_the_sentences(run: Run) -> None:
    told = " ".join(run("timeline", "Mayadeen").stdout.split())
    assert "IS operational command relocated to Mayadeen [reported]" in told
    assert '2018-02-15) Curator\'s note: "much of its operational command"' in told


@pytest.mark.parametrize("given", ["14.10.2017", "2017/2018", "October"])
def test_a_wrong_date_is_an_error_that_says_how_to_write_it(run: Run, given: str) -> None:
    result = run("timeline", "IS", "--from", given)
    assert result.returncode in {1, 2}
    assert given in result.stderr
    assert "2017-10" in result.stderr or "YYYY-MM" in result.stderr


def test_timelines_work_over_any_corpus(run: Run) -> None:
    result = run("timeline", "the company", HARBOUR)
    assert "1 March 2021: Coastal Ferry Company operates in Ostrov" in result.stdout
    assert "[predicted, probable]" in result.stdout.split("Not told as fact:")[1]


def test_a_long_time_has_wider_columns_and_says_so(run: Run) -> None:
    assert "(a column is a month)" in run("timeline", "Mayadeen").stdout
    result = run("timeline", "ISI")
    assert "(a column is 3 months)" in result.stdout
    assert (
        "·░████████████████████░░░·  every day, spring 2008 to 2013: Islamic State of Iraq uses tactic IEDs"
        in result.stdout
    )


def test_python_gives_the_same_timeline(graph: kg.Graph) -> None:
    told = graph.timeline("al-Bukamal")
    assert [one.claim.predicate for one in told.section(Section.OTHER)] == ["occurred_at", "recaptured", "relocated_to"]
    assert len(told.undated) == 2


def test_the_axis_ends_where_the_reader_asked(run: Run) -> None:
    done = run("timeline", "Mayadeen", "--to", "2016")
    assert done.returncode == 0, done.stderr
    header = done.stdout.splitlines()[2]
    assert header.strip()
    assert "2018" not in header
