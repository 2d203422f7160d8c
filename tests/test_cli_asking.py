"""Which graph the command line asks, and how it shows an answer."""

import gzip
import os
import shutil
from pathlib import Path

import pytest
from helpers import HARBOUR
from helpers import Run

WHO = "SELECT ?who { ?who o:captured ?what }"
STALE = "build/ is older than the corpus: asking the corpus (kg build makes it new)\n"


def age(path: Path) -> None:
    """Make a file older than any corpus."""
    os.utime(path, (1, 1))


@pytest.fixture
def own(tmp_path: Path, run: Run) -> Path:
    """A corpus in the current folder, built."""
    shutil.copytree(HARBOUR, tmp_path, dirs_exist_ok=True)
    assert run("build", "-q", "--only", "nq").returncode == 0
    return tmp_path


def test_a_build_that_is_older_than_its_corpus_is_not_asked(run: Run, own: Path) -> None:
    query = ("query", "SELECT ?claim { ?claim a o:Claim }", "--format", "csv", "-q")
    fresh = run(*query)
    assert STALE not in fresh.stderr
    age(own / "build" / "graph.nq")
    stale = run(*query)
    assert stale.stderr == STALE
    assert sorted(stale.stdout.split()) == sorted(fresh.stdout.split())
    assert STALE in run("ask", "claims-by-mode").stderr


def test_a_build_of_the_built_in_corpus_is_held_against_it_everywhere(run: Run, tmp_path: Path) -> None:
    assert run("build", "-q", "--only", "nq").returncode == 0
    age(tmp_path / "build" / "graph.nq")
    assert run("query", WHO, "-q").stderr == STALE


def test_a_build_of_a_corpus_that_is_elsewhere_is_never_called_old(run: Run, tmp_path: Path) -> None:
    assert run("build", HARBOUR, "-q", "--only", "nq").returncode == 0
    age(tmp_path / "build" / "graph.nq")
    done = run("query", "SELECT ?claim { ?claim a o:Claim } LIMIT 1", "-q", "--format", "csv")
    assert "https://example.org/harbour/" in done.stdout
    assert done.stderr == ""


def test_files_and_a_corpus_are_not_asked_at_once(run: Run) -> None:
    done = run("query", WHO, "--data", "a.ttl", "--corpus", "b")
    assert done.returncode == 2
    assert "--data asks files, --corpus a corpus: give one of them" in done.stderr


def test_a_format_that_does_not_fit_is_an_error_and_never_another_format(run: Run) -> None:
    triples = "CONSTRUCT WHERE { id:Mayadeen rdfs:label ?l }"
    done = run("query", triples, "--format", "csv")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "error: a query for triples has no csv form: use ttl, nt, rdf or jsonld\n"
    label = '<https://w3id.org/syraq/id/Mayadeen> <http://www.w3.org/2000/01/rdf-schema#label> "Mayadeen" .\n'
    assert run("query", triples, "--format", "nt").stdout == label
    assert "nt is for CONSTRUCT and DESCRIBE" in run("query", WHO, "--format", "nt").stderr


def test_a_query_file_of_a_windows_editor_is_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.rq").write_bytes(b"\xef\xbb\xbfASK {\r\n\tid:Mayadeen a o:Settlement # town\r\n}\r\n")
    assert run("query", "mine.rq").stdout == "yes\n"


def test_a_name_that_nothing_is_like_comes_with_a_way_to_find_it(run: Run) -> None:
    done = run("ask", "entity", "--entity", "Qwx")
    assert done.stderr == (
        "error: --entity: there is no entity “Qwx”: kg ask search --text PART finds names by a part of them\n"
    )


def test_a_no_of_the_terminal_says_that_it_means_unknown(run: Run) -> None:
    done = run("query", "ASK { id:IS o:captured id:Mayadeen }")
    assert done.stdout == "no (nothing in this graph matches: that means unknown, not no)\n"
    assert "nothing matches id:IS o:captured id:Mayadeen" in done.stderr
    assert run("query", "ASK { ?who o:captured id:Mayadeen }").stdout == "yes\n"


def test_a_query_that_takes_too_long_names_the_option_for_more_time(run: Run) -> None:
    done = run("query", "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "--timeout", "0.2")
    assert done.returncode == 1
    assert done.stderr.endswith("or allow it more time (--timeout SECONDS)\n")


def test_a_table_whose_cells_would_be_too_narrow_becomes_cards(run: Run) -> None:
    names = [f"?text{number}" for number in range(9)]
    texts = " ; rdfs:label ".join(names)
    done = run("query", f"SELECT ?claim {' '.join(names)} {{ ?claim a o:Claim ; rdfs:label {texts} }} LIMIT 3")
    assert done.returncode == 0, done.stderr
    assert "┃" not in done.stdout
    assert done.stdout.count("claim:") == 3
    assert max(map(len, done.stdout.splitlines())) <= 140


def test_an_id_in_a_table_is_never_broken(run: Run) -> None:
    labels = "rdfs:label ?what, ?again, ?more"
    query = f"SELECT ?claim ?what ?again ?more {{ ?claim a o:Claim ; {labels} }} ORDER BY ?claim LIMIT 3"
    table = run("query", query).stdout
    assert "┃" in table
    for row in run("query", query, "--format", "csv").stdout.splitlines()[1:]:
        assert f"claim:{row.split(',')[0].rpartition('/')[2]} " in table


FOREIGN = "@prefix ex: <http://ex.example/> .\nex:a ex:b ex:c .\n"


def test_the_prefixes_of_a_file_need_no_declaring(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.ttl").write_text(FOREIGN, encoding="utf-8")
    done = run("query", "SELECT ?x { ex:a ex:b ?x }", "--data", "mine.ttl")
    assert done.returncode == 0, done.stderr
    assert "ex:c" in done.stdout


def test_packed_files_are_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.ttl.gz").write_bytes(gzip.compress(FOREIGN.encode()))
    assert "ex:c" in run("query", "SELECT ?x { ex:a ex:b ?x }", "--data", "mine.ttl.gz").stdout
    (tmp_path / "cut.ttl.gz").write_bytes(gzip.compress(FOREIGN.encode())[:-9])
    cut = run("query", "SELECT ?x { ?a ?b ?x }", "--data", "cut.ttl.gz")
    assert (cut.returncode, cut.stdout) == (1, "")
    assert cut.stderr.startswith("error: can't read cut.ttl.gz: ")


@pytest.mark.parametrize("values", [["predictions"], ["denials", "--about", "Mayadeen"]])
def test_a_stored_question_says_of_foreign_data_that_it_holds_no_claims(
    run: Run, tmp_path: Path, values: list[str]
) -> None:
    (tmp_path / "mine.ttl").write_text(FOREIGN, encoding="utf-8")
    done = run("ask", *values, "--data", "mine.ttl")
    assert "this data has no claims of ours" in done.stdout + done.stderr


def test_a_search_for_a_name_that_nothing_has_does_not_speak_of_claims(run: Run) -> None:
    done = run("ask", "search", "--text", "zzz")
    assert done.stdout == "Nothing in this graph answers that. It means unknown, not no.\n"
