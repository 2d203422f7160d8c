"""Broken corpora: what a curator sees, to the letter, and that nothing built before is touched."""

from pathlib import Path

import pytest

from kg.check import check
from kg.cli import main
from kg.read.corpus import read_draft

GAZETTE = "gazette-2021-03-05/claims.yaml"
RADIO = "radio-2021-04-02/claims.yaml"
ENTITIES = "entities.yaml"

# name: (file, what stands there, what stands there instead, the problems)
BROKEN: dict[str, tuple[str, str, str, list[str]]] = {
    "a quote with a dropped word": (
        GAZETTE,
        "- quote: The old pier stands in Lima Bay",
        "- quote: The pier stands in Lima Bay",
        [f"{GAZETTE}:57:10: error: this quote is not in the text [quote-not-found]"],
    ),
    "a quote that stands twice": (
        GAZETTE,
        "- quote: The old pier stands in Lima Bay",
        "- quote: old pier",
        [f"{GAZETTE}:57:10: error: this quote stands in the text 2 times [quote-ambiguous]"],
    ),
    "an occurrence that there is not": (
        GAZETTE,
        "- quote: The old pier stands in Lima Bay",
        "- quote: old pier\n  occurrence: 3",
        [f"{GAZETTE}:58:15: error: occurrence must be a number from 1 to 2, not 3 [bad-value]"],
    ),
    "words that don't stand near": (
        GAZETTE,
        "- quote: The old pier stands in Lima Bay",
        "- quote: old pier\n  near: nowhere at all",
        [f"{GAZETTE}:58:9: error: these words don't stand near the quote [near-not-found]"],
    ),
    "an unknown entity": (
        GAZETTE,
        "[FerryCompany, present_in, OldPier]",
        "[FerryCompani, present_in, OldPier]",
        [f"{GAZETTE}:55:11: error: there is no entity FerryCompani [unknown-entity]"],
    ),
    "an unknown relation": (
        GAZETTE,
        "[FerryCompany, present_in, OldPier]",
        "[FerryCompany, present_inn, OldPier]",
        [f"{GAZETTE}:55:25: error: there is no relation present_inn [unknown-predicate]"],
    ),
    "a relation that only groups others": (
        GAZETTE,
        "[FerryCompany, present_in, OldPier]",
        "[FerryCompany, changed_control, OldPier]",
        [f"{GAZETTE}:55:25: error: changed_control only groups other relations [unknown-predicate]"],
    ),
    "a subject of the wrong type": (
        GAZETTE,
        "[FerryCompany, present_in, OldPier]",
        "[NewPier, present_in, OldPier]",
        [f"{GAZETTE}:55:11: error: the subject of present_in must be a agent: NewPier is a position [wrong-type]"],
    ),
    "an object of the wrong type": (
        GAZETTE,
        "[FerryCompany, present_in, OldPier]",
        "[FerryCompany, present_in, IvaMarin]",
        [f"{GAZETTE}:55:37: error: the object of present_in must be a place: IvaMarin is a person [wrong-type]"],
    ),
    "a date that is no EDTF": (
        GAZETTE,
        "when: 2021-03-01",
        "when: 1 March 2021",
        [],
    ),
    "an end before the start": (
        GAZETTE,
        "when: 2021-03-05/2021-06",
        "when: 2021-06/2021-03-05",
        [],
    ),
    "a fact later than its document": (
        GAZETTE,
        "when: 2021-03-01",
        "when: 2021-03-09",
        [
            f"{GAZETTE}:21:9: error: 2021-03-09 lies after the document's date (2021-03-05), yet the mode is asserted"
            " [date-after-document]"
        ],
    ),
    "the same claim twice": (
        GAZETTE,
        "- quote: The old pier stands in Lima Bay\n",
        "- quote: The old pier\n  claim: [OldPier, located_in, LimaBay]\n\n- quote: The old pier stands in Lima Bay\n",
        [f"{GAZETTE}:60:1: error: OldPier located_in LimaBay by the same voice stands here twice [duplicate-claim]"],
    ),
    "a circle of places": (
        GAZETTE,
        "[OldPier, located_in, LimaBay]",
        "[LimaBay, located_in, OldPier]",
        [f"{ENTITIES}:42:3: error: located_in leads in a circle: LimaBay → OldPier → LimaBay [cycle]"],
    ),
    "an inference from one claim": (
        RADIO,
        "because: [uses, took-over]",
        "because: uses",
        [
            f"{RADIO}:31:1: error: an inferred claim must show what it rests on; missing: two claims under `because:`,"
            " two passages [inferred-without-support]"
        ],
    ),
    "an inference without a rationale": (
        RADIO,
        "\n  rationale: The company used the pier in March, and the union took it over; nobody says that the company left.",
        "",
        [
            f"{RADIO}:31:1: error: an inferred claim must show what it rests on; missing: a rationale"
            " [inferred-without-support]"
        ],
    ),
    "a link to nothing": (
        RADIO,
        "because: [uses, took-over]",
        "because: [uses, took-ove]",
        [
            f"{RADIO}:31:1: error: an inferred claim must show what it rests on; missing: two passages"
            " [inferred-without-support]",
            f"{RADIO}:37:19: error: there is no claim with the id took-ove [unknown-claim]",
        ],
    ),
    "a claim that rests on itself": (
        RADIO,
        "because: [uses, took-over]",
        "because: [uses, company-left]",
        [],
    ),
    "two claims of one id": (
        RADIO,
        "id: took-over",
        "id: uses",
        [],
    ),
    "an alias that names two entities": (
        ENTITIES,
        "label: Ostrov",
        "label: Ostrov\n  aliases: [Lima Bay]",
        [f"{ENTITIES}:47:3: error: “Lima Bay” names LimaBay and Ostrov [alias-clash]"],
    ),
    "YAML that is none": (
        GAZETTE,
        "when: 2021-03-01",
        "when: [2021-03-01",
        [],
    ),
    "a tab": (
        GAZETTE,
        "  when: 2021-03-01",
        "\twhen: 2021-03-01",
        [],
    ),
    "a key given twice": (
        GAZETTE,
        "when: 2021-03-01",
        "when: 2021-03-01\n  when: 2021-03-02",
        [f"{GAZETTE}:22:3: error: when stands here twice [duplicate-key]"],
    ),
    "a misspelt key": (
        GAZETTE,
        "time_basis: “now”",
        "time_bassis: “now”",
        [f"{GAZETTE}:54:3: error: an entry has no key time_bassis [unknown-key]"],
    ),
    "an alias of YAML": (
        GAZETTE,
        "voice: [AnaPetrova, FishermensUnion]",
        "voice: &both [AnaPetrova, FishermensUnion]\n  note: *both",
        [],
    ),
    "an unknown mode": (
        GAZETTE,
        "mode: predicted",
        "mode: predictd",
        [f"{GAZETTE}:30:9: error: mode can't be predictd [unknown-value]"],
    ),
    "an entry that says nothing": (
        GAZETTE,
        "\n  claimless: no_proposition",
        "",
        [f"{GAZETTE}:23:3: error: this entry makes no claim: expected one of claim, not or claims [missing-claim]"],
    ),
    "a claim of two parts": (
        GAZETTE,
        "[OldPier, located_in, LimaBay]",
        "[OldPier, LimaBay]",
        [f"{GAZETTE}:58:10: error: a claim has three parts [subject, predicate, object], this one has 2 [wrong-kind]"],
    ),
    "nobody who says it": (
        RADIO,
        "\n  voice: [HarbourRadio]",
        "",
        [],
    ),
    "a missing text": (
        RADIO,
        "text: text.txt",
        "text: txt.txt",
        [],
    ),
    "a text outside the corpus": (
        RADIO,
        "text: text.txt",
        "text: ../../secret.txt",
        [],
    ),
    "a wrong folder name": (
        RADIO,
        "id: radio-2021-04-02",
        "id: radio-2021-04-03",
        [],
    ),
    "an unknown class": (
        ENTITIES,
        "type: Government",
        "type: Goverment",
        [f"{ENTITIES}:32:9: error: there is no class Goverment [unknown-class]"],
    ),
    "an impossible position": (
        ENTITIES,
        "[45.25, 14.5]",
        "[145.25, 14.5]",
        [f"{ENTITIES}:29:16: error: coordinates are [latitude, longitude] in degrees, within ±90 and ±180 [bad-value]"],
    ),
    "a base that is none": (
        "corpus.yaml",
        "https://example.org/harbour/",
        "example.org",
        [],
    ),
    "own terms that are no Turtle": (
        "terms.ttl",
        "o:paid_for a",
        "o:paid_for b",
        [],
    ),
}


def break_(corpus: Path, file: str, old: str, new: str) -> None:
    text = (corpus / file).read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {file}"
    (corpus / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def problems(corpus: Path) -> list[str]:
    return [str(problem) for problem in check(read_draft(corpus)) if problem.is_error]


@pytest.mark.parametrize(("file", "old", "new", "expected"), BROKEN.values(), ids=list(BROKEN))
def test_a_broken_corpus_says_what_is_wrong_and_where(
    harbour: Path, file: str, old: str, new: str, expected: list[str]
) -> None:
    break_(harbour, file, old, new)
    assert problems(harbour) == expected


@pytest.mark.parametrize(("file", "old", "new", "_expected"), BROKEN.values(), ids=list(BROKEN))
def test_after_a_broken_corpus_the_old_build_still_stands(
    harbour: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    file: str,
    old: str,
    new: str,
    _expected: list[str],
) -> None:
    build = tmp_path / "build"
    build.mkdir()
    (build / "graph.ttl").write_text("what was built before", encoding="utf-8")
    break_(harbour, file, old, new)
    monkeypatch.setattr("sys.argv", ["kg", "build", str(harbour), "-o", str(build)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    assert [path.name for path in build.iterdir()] == ["graph.ttl"]
    assert (build / "graph.ttl").read_text(encoding="utf-8") == "what was built before"
    assert "error" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["build", "harbour"]


def test_the_second_corpus_is_sound(harbour: Path) -> None:
    assert problems(harbour) == []
