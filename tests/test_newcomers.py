"""Ten questions as a newcomer asks them, each answered with the right sentences of the two articles.

The sentences stand here as they stand in the texts, and are not taken from an answer.
"""

import json
import shlex

import pytest
from helpers import ROOT
from helpers import Run

CAPTURED = "The SAA and allied forces captured Mayadeen on October 14."
WITHDREW = (
    "IS withdrew [from much of its remaining territory in Deir e-Zor province] as part of a calculated strategy in "
    "October 2017."
)
RECLAIM = "I would say that IS could reclaim areas such as al-Bukamal and Deir e-Zor from the regime"
THEATER = "will continue to be a theater for Islamic State operations for a while"
DENOUNCED = "Both Nusra and Al-Qaeda leadership denounced al-Baghdadi’s decision"
UNIFICATION = "announced the unification with Jabhat a-Nusra"
UNABLE = "ISIS has been largely unable to defend its territory"
LEADERS = "High-ranking Islamic State (IS) leaders and much of its operational command relocated to Mayadeen"
RETOOK = "IS fighters briefly retook the town of Qaryatayn, nearly 200 km behind SAA frontlines"
HILLTOP = "In September 2017, IS fighters captured a hilltop position on the western outskirts of Sukhna"
VERGE = "the Syrian Democratic Forces are on the verge of totally capturing Raqqa"
CAPITAL = "Raqqa, ISIS’ supposed capital city in the region"
DE_FACTO = "the militant group’s de facto capital of Raqqa city"
MERELY = "merely taking away ISIS’ territory will not mark an end to its ability to conduct attacks"

QUESTIONS = [
    ("Who held Mayadeen on 20 October 2017?", "control --place Mayadeen --on 2017-10-20", [CAPTURED, WITHDREW]),
    ("What does Hassan Hassan predict?", 'predictions --voice "Hassan Hassan"', [RECLAIM, THEATER]),
    ("Why does IS withdrew_from Mayadeen stand there?", "inferred --about al-Mayadin", [WITHDREW, CAPTURED]),
    ("What contradicts the merger of 2013?", "contradictions-stated", [DENOUNCED, UNIFICATION]),
    ("What is denied about the Islamic State?", "denials --about ISIS", [UNABLE, RECLAIM]),
    ("Where did the leaders of IS go?", 'movements --who "High-ranking IS leaders"', [LEADERS]),
    ("Who fights alongside the army?", 'allies --who "the Syrian Arab Army"', [CAPTURED]),
    ("What rests on one voice?", "single-voice --about Qaryatayn", [RETOOK]),
    ("What is told of September 2017?", "events-in-month --month 2017-09", [HILLTOP, RETOOK]),
    ("What do both documents report?", "both-documents", [CAPITAL, DE_FACTO]),
    ("What is foreseen of Raqqa?", "predictions --about Raqqa", [VERGE]),
    ("What does Ty Joplin say will not happen?", 'denials --voice "Ty Joplin"', [MERELY]),
]
TEXT = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "seeds").glob("*/text.txt"))


@pytest.mark.parametrize(("asked", "command", "sentences"), QUESTIONS, ids=[one[0] for one in QUESTIONS])
def test_a_newcomer_finds_the_right_sentences(run: Run, asked: str, command: str, sentences: list[str]) -> None:
    done = run("ask", *shlex.split(command), "--format", "json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)["results"]["bindings"]
    texts = [cell["value"] for row in found for name, cell in row.items() if name.endswith("sentence")]
    for sentence in sentences:
        assert sentence in TEXT.replace("\xa0", " "), f"{asked}: not in the texts"
        assert any(sentence in text.replace("\xa0", " ") for text in texts), f"{asked}: {sentence}"


def test_a_prediction_is_never_an_answer_to_who_captured_what(run: Run) -> None:
    done = run("ask", "control", "--place", "Raqqa", "--on", "2017-12-01", "--format", "json")
    rows = json.loads(done.stdout)["results"]["bindings"]
    assert {row["control"]["value"] for row in rows} == {"unknown", "context"}
    (foreseen,) = (row for row in rows if row.get("sentence", {}).get("value") == VERGE)
    assert (foreseen["control"]["value"], foreseen["mode"]["value"]) == ("context", "predicted")


def test_what_nobody_says_is_unknown(run: Run) -> None:
    done = run("ask", "control", "--place", "Aleppo", "--on", "2018-01-01")
    assert "unknown" in done.stdout
    assert "unknown, not nobody" in " ".join(done.stdout.split())
