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
        [
            "gazette-2021-03-05/claims.yaml:51:10: error: this quote is not in the text [quote-not-found]",
        ],
    ),
    "a quote that stands twice": (
        GAZETTE,
        "- quote: The old pier stands in Lima Bay",
        "- quote: old pier",
        [
            "gazette-2021-03-05/claims.yaml:51:10: error: this quote stands in the text 2 times [quote-ambiguous]",
        ],
    ),
    "an occurrence that there is not": (
        GAZETTE,
        "- quote: The old pier stands in Lima Bay",
        "- quote: old pier\n  occurrence: 3",
        [
            "gazette-2021-03-05/claims.yaml:52:15: error: occurrence must be a number from 1 to 2, not 3 [bad-value]",
        ],
    ),
    "words that don't stand near": (
        GAZETTE,
        "- quote: The old pier stands in Lima Bay",
        "- quote: old pier\n  near: nowhere at all",
        [
            "gazette-2021-03-05/claims.yaml:52:9: error: these words don't stand near the quote [near-not-found]",
        ],
    ),
    "an unknown entity": (
        GAZETTE,
        "[FerryCompany, present_in, OldPier]",
        "[FerryCompani, present_in, OldPier]",
        [
            "gazette-2021-03-05/claims.yaml:49:11: error: there is no entity FerryCompani [unknown-entity]",
        ],
    ),
    "an unknown relation": (
        GAZETTE,
        "[FerryCompany, present_in, OldPier]",
        "[FerryCompany, present_inn, OldPier]",
        [
            "gazette-2021-03-05/claims.yaml:49:25: error: there is no relation present_inn [unknown-predicate]",
        ],
    ),
    "a relation that only groups others": (
        GAZETTE,
        "[FerryCompany, present_in, OldPier]",
        "[FerryCompany, changed_control, OldPier]",
        [
            "gazette-2021-03-05/claims.yaml:49:25: error: changed_control only groups other relations "
            "[unknown-predicate]",
        ],
    ),
    "a subject of the wrong type": (
        GAZETTE,
        "[FerryCompany, present_in, OldPier]",
        "[NewPier, present_in, OldPier]",
        [
            "gazette-2021-03-05/claims.yaml:49:11: error: the subject of present_in must be an agent, but "
            "NewPier is a position [wrong-type]",
        ],
    ),
    "an object of the wrong type": (
        GAZETTE,
        "[FerryCompany, present_in, OldPier]",
        "[FerryCompany, present_in, IvaMarin]",
        [
            "gazette-2021-03-05/claims.yaml:49:37: error: the object of present_in must be a place, but "
            "IvaMarin is a person [wrong-type]",
        ],
    ),
    "a date that is no EDTF": (
        GAZETTE,
        "when: 2021-03-01",
        "when: 1 March 2021",
        [
            "gazette-2021-03-05/claims.yaml:22:9: error: when: “1 March 2021”: write dates as YYYY-MM-DD, "
            "e.g. 2017-10-14 [bad-date]",
        ],
    ),
    "an end before the start": (
        GAZETTE,
        "when: 2021-03-05/2021-06",
        "when: 2021-06/2021-03-05",
        [
            "gazette-2021-03-05/claims.yaml:33:17: error: when: “2021-06/2021-03-05”: 2021-03-05 ends "
            "before it starts (2021-06) [end-before-start]",
        ],
    ),
    "a fact later than its document": (
        GAZETTE,
        "when: 2021-03-01",
        "when: 2021-03-09",
        [
            "gazette-2021-03-05/claims.yaml:22:9: error: 2021-03-09 lies after the document's date "
            "(2021-03-05), yet the mode is asserted [date-after-document]",
        ],
    ),
    "the same claim twice": (
        GAZETTE,
        "- quote: The old pier stands in Lima Bay\n",
        "- quote: The old pier\n  claim: [OldPier, located_in, LimaBay]\n\n- quote: The old pier stands in Lima Bay\n",
        [
            "gazette-2021-03-05/claims.yaml:54:3: error: OldPier located_in LimaBay by the same voice "
            "stands here twice [duplicate-claim]",
        ],
    ),
    "a circle of places": (
        GAZETTE,
        "[OldPier, located_in, LimaBay]",
        "[LimaBay, located_in, OldPier]",
        [
            "entities.yaml:38:3: error: located_in leads in a circle: LimaBay → OldPier → LimaBay [cycle]",
        ],
    ),
    "an inference from one claim": (
        RADIO,
        "because: [uses, took-over]",
        "because: uses",
        [
            "radio-2021-04-02/claims.yaml:28:3: error: an inferred claim must show what it rests on; "
            "missing: two claims under `because:`, two passages [inferred-without-support]",
            "radio-2021-04-02/claims.yaml:33:9: error: 2021-02/2021-04 lies after the document's date "
            "(2021-03-05), yet the mode is inferred [date-after-document]",
        ],
    ),
    "an inference without a rationale": (
        RADIO,
        "\n  rationale: The company used the pier in March, and the union took it over; nobody says that "
        "the company left.",
        "",
        [
            "radio-2021-04-02/claims.yaml:28:3: error: an inferred claim must show what it rests on; "
            "missing: a rationale [inferred-without-support]",
        ],
    ),
    "a link to nothing": (
        RADIO,
        "because: [uses, took-over]",
        "because: [uses, took-ove]",
        [
            "radio-2021-04-02/claims.yaml:28:3: error: an inferred claim must show what it rests on; "
            "missing: two passages [inferred-without-support]",
            "radio-2021-04-02/claims.yaml:33:9: error: 2021-02/2021-04 lies after the document's date "
            "(2021-03-05), yet the mode is inferred [date-after-document]",
            "radio-2021-04-02/claims.yaml:34:19: error: there is no claim with the id took-ove [unknown-claim]",
        ],
    ),
    "a claim that rests on itself": (
        RADIO,
        "because: [uses, took-over]",
        "because: [uses, company-left]",
        [
            "radio-2021-04-02/claims.yaml:28:3: error: an inferred claim must show what it rests on; "
            "missing: two passages [inferred-without-support]",
            "radio-2021-04-02/claims.yaml:33:9: error: 2021-02/2021-04 lies after the document's date "
            "(2021-03-05), yet the mode is inferred [date-after-document]",
            "radio-2021-04-02/claims.yaml:34:19: error: a claim can't rest on itself: company-left → "
            "company-left [inference-cycle]",
        ],
    ),
    "two claims of one id": (
        RADIO,
        "id: took-over",
        "id: uses",
        [
            "radio-2021-04-02/claims.yaml:19:7: error: two claims have the id uses [duplicate-id]",
            "radio-2021-04-02/claims.yaml:28:3: error: an inferred claim must show what it rests on; "
            "missing: two passages [inferred-without-support]",
            "radio-2021-04-02/claims.yaml:33:9: error: 2021-02/2021-04 lies after the document's date "
            "(2021-03-05), yet the mode is inferred [date-after-document]",
            "radio-2021-04-02/claims.yaml:34:19: error: there is no claim with the id took-over [unknown-claim]",
        ],
    ),
    "an alias that names two entities": (
        ENTITIES,
        "label: Ostrov",
        "label: Ostrov\n  aliases: [Lima Bay]",
        [
            "entities.yaml:43:3: error: “Lima Bay” names LimaBay and Ostrov [alias-clash]",
        ],
    ),
    "YAML that is none": (
        GAZETTE,
        "when: 2021-03-01",
        "when: [2021-03-01",
        [
            "gazette-2021-03-05/claims.yaml:24:8: error: not valid YAML: did not find expected ',' or ']' "
            "[yaml-syntax]",
        ],
    ),
    "a tab": (
        GAZETTE,
        "  when: 2021-03-01",
        "\twhen: 2021-03-01",
        [
            "gazette-2021-03-05/claims.yaml:22:1: error: not valid YAML: found character that cannot start "
            "any token [yaml-syntax]",
        ],
    ),
    "a key given twice": (
        GAZETTE,
        "when: 2021-03-01",
        "when: 2021-03-01\n  when: 2021-03-02",
        [
            "gazette-2021-03-05/claims.yaml:23:3: error: when stands here twice [duplicate-key]",
        ],
    ),
    "a misspelt key": (
        GAZETTE,
        "time_basis: “now”",
        "time_bassis: “now”",
        [
            "gazette-2021-03-05/claims.yaml:48:3: error: an entry has no key time_bassis [unknown-key]",
        ],
    ),
    "an alias of YAML": (
        GAZETTE,
        "voice: [AnaPetrova, FishermensUnion]",
        "voice: &both [AnaPetrova, FishermensUnion]\n  note: *both",
        [
            "gazette-2021-03-05/claims.yaml:45:10: error: anchors and aliases (&, *) are not part of the "
            "format: write it out [yaml-alias]",
        ],
    ),
    "an unknown mode": (
        GAZETTE,
        "mode: predicted",
        "mode: predictd",
        [
            "gazette-2021-03-05/claims.yaml:32:9: error: mode can't be predictd [unknown-value]",
            "gazette-2021-03-05/claims.yaml:33:9: error: 2021-03-05/2021-06 lies after the document's date "
            "(2021-03-05), yet the mode is asserted [date-after-document]",
        ],
    ),
    "an entry that says nothing": (
        RADIO,
        "\n  claimless: no_proposition",
        "",
        [
            "radio-2021-04-02/claims.yaml:25:3: error: this entry makes no claim: expected one of claim, "
            "not or claims [missing-claim]",
        ],
    ),
    "a claim of two parts": (
        GAZETTE,
        "[OldPier, located_in, LimaBay]",
        "[OldPier, LimaBay]",
        [
            "gazette-2021-03-05/claims.yaml:52:10: error: a claim has three parts [subject, predicate, "
            "object], this one has 2 [wrong-kind]",
        ],
    ),
    "nobody who says it": (
        RADIO,
        "\n  voice: [HarbourRadio]",
        "",
        [
            "radio-2021-04-02/claims.yaml:22:5: error: nobody is named as saying this [no-voice]",
        ],
    ),
    "a missing text": (
        RADIO,
        "text: text.txt",
        "text: txt.txt",
        [
            "radio-2021-04-02/claims.yaml:3:9: error: there is no file radio-2021-04-02/txt.txt in this "
            "corpus [missing-file]",
        ],
    ),
    "a text outside the corpus": (
        RADIO,
        "text: text.txt",
        "text: ../../secret.txt",
        [
            "radio-2021-04-02/claims.yaml:3:9: error: radio-2021-04-02/../../secret.txt lies outside the "
            "corpus folder [outside-corpus]",
        ],
    ),
    "a wrong folder name": (
        RADIO,
        "id: radio-2021-04-02",
        "id: radio-2021-04-03",
        [
            "radio-2021-04-02/claims.yaml:2:7: error: document radio-2021-04-03 stands in folder "
            "radio-2021-04-02: both must have one name [bad-id]",
        ],
    ),
    "an unknown class": (
        ENTITIES,
        "type: Government",
        "type: Goverment",
        [
            "entities.yaml:30:9: error: there is no class Goverment [unknown-class]",
        ],
    ),
    "an impossible position": (
        ENTITIES,
        "[45.25, 14.5]",
        "[145.25, 14.5]",
        [
            "entities.yaml:27:16: error: coordinates are [latitude, longitude] in degrees, within ±90 and "
            "±180 [bad-value]",
        ],
    ),
    "a base that is none": (
        "corpus.yaml",
        "https://example.org/harbour/",
        "example.org",
        [
            "corpus.yaml:2:7: error: base can't be “example.org” [bad-value]",
            "gazette-2021-03-05/claims.yaml:39:23: error: there is no relation paid_for [unknown-predicate]",
        ],
    ),
    "own terms that are no Turtle": (
        "terms.ttl",
        "o:paid_for a",
        "o:paid_for b",
        [
            "terms.ttl:8:12: error: not valid Turtle: Parser error at line 8 column 12: b is not a valid "
            "predicate [turtle-syntax]",
        ],
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


def test_an_entity_that_nothing_uses_is_a_warning(harbour: Path) -> None:
    (harbour / "entities.yaml").open("a", encoding="utf-8").write(
        "Lighthouse:\n  type: Position\n  label: lighthouse\n"
    )
    warnings = [str(problem) for problem in check(read_draft(harbour)) if not problem.is_error]
    assert warnings == ["entities.yaml:43:1: warning: nothing refers to Lighthouse [unused-entity]"]


def test_a_file_in_another_encoding_is_said_to_be_one(harbour: Path) -> None:
    path = harbour / GAZETTE
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp1252"))
    assert problems(harbour)[0] == f"{GAZETTE}:31:10: error: not UTF-8: byte 0x93 can't stand here [encoding]"


def test_nesting_without_end_is_refused(harbour: Path) -> None:
    (harbour / GAZETTE).write_text("document: " + "[" * 100_000, encoding="utf-8")
    assert "nested more than 20 deep" in problems(harbour)[0]


def test_an_empty_folder_and_an_empty_file_are_said_to_be_so(harbour: Path) -> None:
    (harbour / ENTITIES).write_text("", encoding="utf-8")
    assert f"{ENTITIES}:1:1: error: the file is empty [yaml-syntax]" in problems(harbour)


@pytest.mark.parametrize(
    ("file", "where"),
    [
        (ENTITIES, "entities.yaml:2:1: error: not valid YAML"),
        ("corpus.yaml", "corpus.yaml:2:1: error: not valid YAML"),
        (GAZETTE, "gazette-2021-03-05/claims.yaml:2:1: error: not valid YAML"),
        ("gazette-2021-03-05/text.txt", "gazette-2021-03-05/claims.yaml:3:9: error: there is no file"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_error_and_nothing_follows_from_it(
    harbour: Path, file: str, where: str
) -> None:
    path = harbour / file
    path.unlink() if path.suffix == ".txt" else path.write_text("a: [1,\n", encoding="utf-8")
    (found,) = check(read_draft(harbour))
    assert str(found).startswith(where)
    assert "until it can be read, names are not checked against it" in found.hint


def test_the_cause_comes_before_what_else_is_wrong(harbour: Path) -> None:
    (harbour / "radio-2021-04-02" / "claims.yaml").write_text("a: [1,\n", encoding="utf-8")
    path = harbour / GAZETTE
    path.write_text(path.read_text(encoding="utf-8").replace("FerryCompany, present_in", "Ferry, present_in"), "utf-8")
    first, second = check(read_draft(harbour))
    assert (first.where.path, first.code) == (RADIO, "yaml-syntax")
    assert (second.where.path, second.code) == (GAZETTE, "unknown-entity")
