"""Somebody begins a corpus of their own: CONTRIBUTING's example holds, and the usual mistakes are answered."""

import re
from hashlib import sha256
from pathlib import Path

import pytest
from helpers import ROOT
from helpers import Run

import kg
from kg.check import check
from kg.errors import KgError
from kg.read.corpus import read_draft

CLAIMS = "herald-1921-05-04/claims.yaml"
BLOCK = re.compile(r"^`(?P<file>\S+)`:\n\n```\w+\n(?P<text>.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """The corpus that CONTRIBUTING begins, file by file, as it stands there."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("### A first corpus")[2]
    root = tmp_path / "bridge"
    for found in BLOCK.finditer(text.partition("\n### ")[0]):
        path = root / found["file"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(found["text"], encoding="utf-8")
    return root


def test_the_first_corpus_of_contributing_is_sound_and_builds(begun: Path, run: Run, tmp_path: Path) -> None:
    done = run("check", begun)
    assert (done.returncode, done.stdout) == (0, "3 claims in 1 document: 0 errors, 0 warnings\n"), done.stdout
    graph = kg.build(kg.read(begun))
    assert [(edge.source, edge.predicate, edge.target) for edge in graph.network.edges] == [
        ("TownCouncil", "closed", "OldBridge"),
    ]
    done = run("build", begun, "-o", tmp_path / "build", "--only", "gexf")
    assert "3 claims from 1 document, 1 plain edge between 2 entities" in done.stdout


# name: (file, what stands there, what stands there instead, the hint)
MISTAKES: dict[str, tuple[str, str, str, str]] = {
    "no hash of the text": (CLAIMS, r"  sha256: .*\n", "", "that of text.txt is {hash}"),
    "a class that there is not": ("entities.yaml", "type: Bridge", "type: Xyz", "one of AdministrativeArea, Agent, "),
    "a class below none": ("terms.ttl", r" rdfs:subClassOf o:Position ;", "", "is a term, but not below o:Entity"),
    "a relation that there is not": (CLAIMS, "closed, OldB", "xyz, OldB", "`kg export ontology` "),
    "a property that is no relation": ("terms.ttl", ", o:Relation", "", "`o:closed a o:Relation` makes it one"),
    "a qualifier as a relation": (CLAIMS, "closed, OldB", "at_place, OldB", "{at_place: …}"),
    "voices that are no list": (
        CLAIMS, r"voice: \[Herald, Mayor\]", "voice: Herald, Mayor",
        "several are a list: [Herald, Mayor]",
    ),
    "a bracket that is left open": (
        CLAIMS, r"closed, OldBridge\]", "closed, OldBridge", "the [ or {{ in line 15 is not closed",
    ),
    "a quote mark that is left open": ("corpus.yaml", "title: ", 'title: "', "the quote mark in line 1 is not closed"),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_usual_mistake_is_answered_with_what_to_do(begun: Path, mistake: str) -> None:
    file, there, instead, hint = MISTAKES[mistake]
    text = (begun / file).read_text(encoding="utf-8")
    changed = re.sub(there, instead, text, count=1)
    assert changed != text
    (begun / file).write_text(changed, encoding="utf-8")
    digest = sha256((begun / "herald-1921-05-04/text.txt").read_bytes()).hexdigest()
    hints = [problem.hint for problem in check(read_draft(begun))]
    wanted = hint.replace("{hash}", digest).replace("{{", "{")
    assert any(wanted in given for given in hints), hints


def test_a_corpus_without_a_document_says_what_one_is(begun: Path) -> None:
    (begun / "herald-1921-05-04" / "claims.yaml").unlink()
    (problem,) = (one for one in check(read_draft(begun)) if one.code == "no-documents")
    assert "a folder with text.txt and claims.yaml" in problem.hint


def test_an_empty_list_of_claims_is_called_empty(begun: Path) -> None:
    file = begun / "herald-1921-05-04" / "claims.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text[: text.index("claims:") + len("claims:")], encoding="utf-8")
    assert "claims must be a list, not an empty value" in {one.message for one in check(read_draft(begun))}


@pytest.mark.parametrize(
    ("file", "there", "message"),
    [
        ("corpus.yaml", "title: The bridge over the Lenn", "corpus.yaml has no title"),
        ("entities.yaml", "label: Old Bridge", "entity OldBridge has no label"),
        (CLAIMS, "publisher: Herald", "document has no publisher"),
        (CLAIMS, "issued: 1921-05-04", "document has no issued"),
    ],
)
@pytest.mark.parametrize("nothing", ["", ' "  "', " []"])
def test_what_must_be_there_can_not_be_empty(begun: Path, file: str, there: str, message: str, nothing: str) -> None:
    """An entity without a name would stand in every page and file as nothing."""
    text = (begun / file).read_text(encoding="utf-8")
    (begun / file).write_text(text.replace(there, there.partition(":")[0] + ":" + nothing, 1), encoding="utf-8")
    assert message in {problem.message for problem in check(read_draft(begun)) if problem.code == "missing-key"}


def test_an_entry_with_an_error_is_not_followed_by_warnings_of_what_it_would_have_used(begun: Path) -> None:
    file = begun / CLAIMS
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("[TownCouncil, closed, OldBridge]", "[TownCouncil, closed]"), encoding="utf-8")
    problems = check(read_draft(begun))
    assert problems
    assert "unused-entity" not in {problem.code for problem in problems}


def test_a_folder_beside_or_above_the_corpus_leads_to_it(begun: Path) -> None:
    for wrong, words in [
        (begun / "nowhere", f"there is no folder {begun / 'nowhere'}"),
        (begun / "corpus.yaml", "is a file: a corpus is a folder that holds corpus.yaml"),
        (begun / "herald-1921-05-04", f"it has no corpus.yaml; did you mean {begun}?"),
        (begun.parent, f"it has no corpus.yaml; did you mean {begun}?"),
    ]:
        with pytest.raises(KgError) as error:
            kg.read(wrong)
        assert words in str(error.value)


def test_a_page_of_predictions_alone_says_why_it_draws_nothing(begun: Path, run: Run, tmp_path: Path) -> None:
    foreseen = "SELECT ?claim { ?claim o:mode o:predicted }"
    done = run("view", begun, "--query", foreseen, "-o", tmp_path / "page.html")
    assert done.stdout.strip().endswith(
        "0 entities, 0 edges, since no claim is a plain edge between entities (policy default)"
    )
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert '<p id="nothing">Nothing is drawn, since no claim here is a plain edge between entities.' in page
    assert '<details id="legend" open hidden>' in page


def test_numbers_and_nouns_agree_in_what_files_had_to_replace(begun: Path, run: Run, tmp_path: Path) -> None:
    file = begun / "entities.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("label: Old Bridge", "label: =Old Bridge"), encoding="utf-8"
    )
    done = run("export", "nodes", begun, "-o", tmp_path / "nodes.csv")
    assert "1 text that begins like a formula" in done.stderr


def test_in_a_notebook_a_folder_is_no_corpus_and_one_name_needs_no_list(begun: Path) -> None:
    with pytest.raises(KgError, match=re.escape(f"kg.build(kg.read({str(begun)!r}))")):
        kg.build(str(begun))  # type: ignore[arg-type]
    graph = kg.build(kg.read(begun))
    assert repr(graph.selected(documents="herald-1921-05-04")).endswith("5 entities, 3 claims>")
    assert repr(graph.selected(query="SELECT ?c { ?c o:mode o:asserted }")).endswith(" 1 claim>")
    assert len(graph.selected(types="Entity").corpus.claims) == len(graph.corpus.claims)
