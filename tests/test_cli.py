"""The command line as a user meets it."""

import csv
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from helpers import HARBOUR
from helpers import ROOT
from helpers import Run
from helpers import need

from kg.export import formats


def test_build_writes_every_file_and_says_so(run: Run, tmp_path: Path) -> None:
    done = run("build")
    assert done.returncode == 0, done.stderr
    made = [one for one in formats().values() if not one.missing()]
    assert len(made) == len(formats()) or not os.environ.get("CI"), (
        "the explorer is not built: pip install -e . builds it"
    )
    assert sorted(path.name for path in (tmp_path / "build").iterdir()) == sorted(one.file for one in made)
    for one in formats().values():
        assert one.file in done.stdout + done.stderr
    assert "claims from 2 documents" in done.stdout
    assert done.stderr == "" or len(made) < len(formats())


def test_build_takes_the_corpus_of_the_current_folder(run: Run, tmp_path: Path) -> None:
    shutil.copytree(HARBOUR, tmp_path, dirs_exist_ok=True)
    done = run("build", "--only", "ttl", "-o", "out")
    assert done.returncode == 0, done.stderr
    assert "https://example.org/harbour/" in (tmp_path / "out" / "graph.ttl").read_text(encoding="utf-8")


def test_build_keeps_other_files_of_the_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "notes.txt").write_text("mine", encoding="utf-8")
    assert run("build", HARBOUR, "-q").returncode == 0
    assert (tmp_path / "build" / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_a_killed_build_leaves_the_old_folder_whole(tmp_path: Path) -> None:
    """A format that never ends stands for a long build; it is killed in the middle."""
    build = tmp_path / "build"
    build.mkdir()
    (build / "graph.ttl").write_text("old", encoding="utf-8")
    code = f"""
import itertools, kg
from kg.export import Format
import kg.write
graph = kg.build(kg.read({str(HARBOUR)!r}))
kg.write.formats = lambda: {{"ttl": Format("ttl", "graph.ttl", "", lambda graph: ("x" for _ in itertools.count()))}}
graph.write({str(build)!r})
"""
    process = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT)
    for _ in range(1_200):
        if list(tmp_path.glob(".build.partial-*/graph.ttl")):
            break
        time.sleep(0.05)
    process.kill()
    process.wait()
    assert (build / "graph.ttl").read_text(encoding="utf-8") == "old"
    assert [path.name for path in build.iterdir()] == ["graph.ttl"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["build", "--only", "gephi"], "there is no format gephi: for that there are edges, gexf, nodes"),
        (["export", "owl"], "there is no format owl (formats: csv, "),
        (["export"], "which format? One of csv, "),
        (["export", "graph.gexf"], "there is no format graph.gexf: did you mean gexf?"),
        (["export", "gexf", "--also", "rumours"], "--also: there is no 'rumours' (kinds: "),
    ],
)
def test_formats_are_listed_where_none_is_meant(run: Run, arguments: list[str], said: str) -> None:
    done = run(*arguments)
    assert done.returncode in {1, 2}
    assert said in done.stderr


def test_a_folder_that_is_made_for_a_file_is_said(run: Run) -> None:
    assert run("export", "csv", "-o", "new/one/claims.csv").stdout == (
        "wrote new/one/claims.csv (in a new folder, new/one)\n"
    )
    assert run("export", "csv", "-o", "new/one/claims.csv").stdout == "wrote new/one/claims.csv\n"


def test_a_file_behind_a_link_is_written_and_the_link_stays(run: Run, tmp_path: Path) -> None:
    (tmp_path / "real.gexf").write_text("old", encoding="utf-8")
    (tmp_path / "link.gexf").symlink_to("real.gexf")
    assert run("export", "gexf", HARBOUR, "-o", "link.gexf").returncode == 0
    assert (tmp_path / "link.gexf").is_symlink()
    assert (tmp_path / "real.gexf").read_text(encoding="utf-8").startswith("<?xml")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.gexf", "real.gexf"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names are a matter of POSIX")
def test_a_pipe_with_a_name_is_written_to_and_not_replaced_by_a_file(run: Run, tmp_path: Path) -> None:
    """``/dev/stdout`` and a shell's ``>(…)`` are such places."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen([need("cat"), str(pipe)], stdout=subprocess.PIPE, encoding="utf-8") as reader:
        done = run("export", "gexf", HARBOUR, "-o", pipe)
        assert reader.communicate(timeout=120)[0] == run("export", "gexf", HARBOUR, "-o", "-").stdout
    assert (done.returncode, done.stdout) == (0, "")
    assert pipe.is_fifo()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a matter of Linux")
def test_a_full_disk_is_no_traceback() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        command = [sys.executable, "-m", "kg", "export", "gexf", str(HARBOUR), "-o", "-"]
        done = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False, cwd=ROOT, timeout=120
        )
    assert (done.returncode, done.stderr) == (1, "error: can't write standard output: No space left on device\n")


def test_an_unknown_format_is_named_with_the_closest(run: Run) -> None:
    done = run("build", "--only", "turtel")
    assert done.returncode == 1
    assert "there is no format turtel" in done.stderr


def test_a_folder_that_is_no_corpus_is_said_to_be_none(run: Run, tmp_path: Path) -> None:
    done = run("build", tmp_path)
    assert done.returncode == 1
    assert "is not a corpus: it has no corpus.yaml" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unwritable_place_is_said_to_be_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = run("build", HARBOUR, "-o", tmp_path / "file" / "build")
    assert done.returncode == 1
    assert "can't write" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments", [["biuld"], ["build", "--polcy", "strict"], ["build", "--base", "no-iri"], ["export"]]
)
def test_wrong_usage_is_exit_code_2(run: Run, arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert "Error" in done.stderr


def test_check_shows_the_line_a_caret_and_a_hint(run: Run, harbour: Path) -> None:
    path = harbour / "gazette-2021-03-05" / "claims.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("present_in, OldPier", "present_in, OldPeir"), encoding="utf-8"
    )
    done = run("check", harbour)
    assert done.returncode == 1
    assert done.stdout.startswith(
        "harbour/gazette-2021-03-05/claims.yaml:49:37: error: there is no entity OldPeir [unknown-entity]\n"
        "   49 |   claim: [FerryCompany, present_in, OldPeir]\n"
        "      |                                     ^^^^^^^\n"
        "      = did you mean OldPier?\n"
    )


def test_check_speaks_json_and_github(run: Run, harbour: Path) -> None:
    (harbour / "entities.yaml").write_bytes(b"IS:\n  type: Person\n  label: \xff\n")
    rows = json.loads(run("check", harbour, "--format", "json").stdout)
    assert rows[0]["code"] == "encoding"
    assert (rows[0]["line"], rows[0]["column"]) == (3, 10)
    github = run("check", harbour, "--format", "github").stdout
    assert github.startswith("::error file=harbour/entities.yaml,line=3,col=10,title=encoding::not UTF-8")


def test_a_changed_text_names_the_claims_it_breaks(run: Run, harbour: Path) -> None:
    path = harbour / "gazette-2021-03-05" / "text.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("old pier stands", "old pier lies"), encoding="utf-8")
    done = run("check", harbour)
    assert "is not the text that was curated" in done.stdout
    assert "1 of 6 claims lose their quote: OldPier located_in LimaBay (line 51)" in done.stdout


def test_terminal_escapes_in_a_corpus_do_not_reach_the_terminal(run: Run, harbour: Path) -> None:
    path = harbour / "entities.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("type: Government", 'type: "\\e[31mred"'), encoding="utf-8"
    )
    done = run("check", harbour)
    assert "\x1b" not in done.stdout
    assert "there is no class" in done.stdout


def test_query_asks_the_built_graph(run: Run) -> None:
    run("build", HARBOUR, "--only", "nq", "-q")
    done = run("query", "SELECT ?who { ?who o:withdrew_from id:OldPier }", "--format", "csv")
    assert done.returncode == 0, done.stderr
    assert list(csv.reader(done.stdout.splitlines())) == [["who"], ["https://example.org/harbour/id/FerryCompany"]]


def test_query_without_a_build_asks_the_corpus(run: Run) -> None:
    done = run("query", "ASK { id:IS o:withdrew_from id:Mayadeen }")
    assert (done.returncode, done.stdout) == (0, "yes\n")


def test_query_reads_files_and_standard_input(run: Run, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text("SELECT ?who { ?who o:withdrew_from ?where }", encoding="utf-8")
    assert "id:FerryCompany" in run("query", "q.rq", "--corpus", HARBOUR).stdout
    done = run("query", "-", "--corpus", HARBOUR, "--format", "json", stdin="SELECT (1 AS ?one) {}")
    assert json.loads(done.stdout)["results"]["bindings"][0]["one"]["value"] == "1"


def test_query_takes_other_peoples_files(run: Run, tmp_path: Path) -> None:
    (tmp_path / "data.ttl").write_text("<http://a.example/s> <http://a.example/p> 0.5 .", encoding="utf-8")
    done = run("query", "SELECT ?o { ?s ?p ?o }", "--data", "data.ttl", "--format", "md")
    assert done.stdout == "| o |\n| --- |\n| 0.5 |\n"
    (tmp_path / "bad.ttl").write_text("<http://a.example/s> <http://a.example/p> .", encoding="utf-8")
    done = run("query", "SELECT ?o { ?s ?p ?o }", "--data", "bad.ttl")
    assert done.returncode == 1
    assert done.stderr.startswith("error: bad.ttl:1:")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT ?x { ?x a }", "error: 1:16: a triple is subject, property, object: no object follows a"),
        ("SELECT ?x { SERVICE <http://127.0.0.1:9/> { ?x ?p ?o } }", "SERVICE would send the query to another server"),
        ("select ?x { serVice ?where { ?x ?p ?o } }", "SERVICE would send the query to another server"),
        ("SELECT ?x { ?x foo:bar ?y }", "error: 1:16: the prefix foo: is not declared"),
        ("LOAD <file:///etc/passwd>", "error: 1:1"),
        ("INSERT DATA { id:a o:b id:c }", "error: 1:1"),
    ],
)
def test_a_wrong_or_forbidden_query_is_explained(run: Run, query: str, message: str) -> None:
    done = run("query", query, "--corpus", HARBOUR)
    assert done.returncode == 1
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_the_word_service_in_a_string_or_comment_is_fine(run: Run) -> None:
    query = 'SELECT ?x { BIND("SERVICE" AS ?x) } # SERVICE <http://a.example/>'
    assert "SERVICE" in run("query", query, "--corpus", HARBOUR).stdout


def test_a_query_reads_no_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "secret.ttl").write_text("<http://a.example/s> <http://a.example/p> 'secret' .", encoding="utf-8")
    query = f"SELECT * FROM <{(tmp_path / 'secret.ttl').as_uri()}> {{ ?s ?p ?o }}"
    done = run("query", query, "--corpus", HARBOUR)
    assert done.returncode == 1
    assert "is no graph of this dataset" in done.stderr
    assert "'secret'" not in done.stdout + done.stderr


def test_a_runaway_query_is_stopped(run: Run) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    done = run("query", query, "--corpus", HARBOUR, "--timeout", "1")
    assert done.returncode == 1
    assert "stopped after 1 s" in done.stderr


def test_stats_coverage_and_view(run: Run, tmp_path: Path) -> None:
    assert "predicted" in run("stats").stdout
    assert "100 %" in run("coverage").stdout
    assert "Share this article" in run("coverage", "--document", "syria-direct-2018-02-15").stdout
    done = run("view", "--around", "al-Bukamal", "-o", "out.html")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out.html").stat().st_size > 100_000
    assert "did you mean" in run("view", "--around", "Mayaden").stderr


def test_export_writes_one_file_or_standard_output(run: Run, tmp_path: Path) -> None:
    assert run("export", "gexf", HARBOUR, "-o", "h.gexf").returncode == 0
    assert (tmp_path / "h.gexf").read_text(encoding="utf-8").startswith("<?xml")
    assert run("export", "nq", HARBOUR, "-o", "-").stdout.count("\n") > 300
    assert "graph.gexf" in run("export", "--list").stdout


def test_help_starts_without_the_heavy_libraries() -> None:
    code = (
        "import sys; sys.argv = ['kg', '--help']\n"
        "from kg.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print(sorted({'rdflib', 'networkx', 'pyvis', 'numpy', 'scipy', 'pyoxigraph', 'rich'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_no_colour_and_no_bars_without_a_terminal(run: Run) -> None:
    done = run("build", HARBOUR, NO_COLOR="1")
    assert "\x1b" not in done.stdout + done.stderr
