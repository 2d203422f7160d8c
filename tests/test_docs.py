"""The docs say what the code does: queries and examples run, and nothing goes unnamed."""

import re
from pathlib import Path

import click
import pytest
from helpers import ROOT
from helpers import Run
from readme import BLOCK
from readme import filled

import kg
from kg.check import rules
from kg.cli import Commands
from kg.export import formats
from kg.query.stored.questions import questions

README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_the_readme_shows_the_real_answers(graph: kg.Graph) -> None:
    """Run ``python tests/readme.py`` after a change of the corpus."""
    assert filled(README, graph) == README


def test_the_readme_counts_the_stored_questions() -> None:
    asked = [one for one in questions().values() if "GRAPH ?" not in one.text]  # as tests/bench/query.py asks them
    assert f"The {len(asked)} stored questions that need no named graph (of {len(questions())})" in README


def test_the_readme_has_five_queries_with_answers() -> None:
    answers = [match["answer"] for match in BLOCK.finditer(README)]
    assert len(answers) >= 5
    assert all(answer.count("\n") >= 3 for answer in answers)


def test_the_readme_python_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = "".join(re.findall(r"```python\n(.*?)```", README, re.DOTALL))
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102  # our own README
    assert "id:Mayadeen" in capsys.readouterr().out
    assert (tmp_path / "mayadeen.html").stat().st_size > 100_000
    assert (tmp_path / "build" / "graph.ttl").exists()


def test_every_output_file_is_in_the_readme() -> None:
    for one in formats().values():
        assert f"`{one.file}`" in README, one.file


def test_every_command_and_option_is_in_the_readme() -> None:
    group = Commands("kg")
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        assert f"`kg {name}" in README, name
        for option in (one for one in command.params if isinstance(one, click.Option)):
            assert any(spelling in README for spelling in option.opts), f"{name} {option.opts}"


def test_every_code_of_a_problem_is_in_the_guide() -> None:
    sources = [*(ROOT / "kg" / "read").glob("*.py"), *(ROOT / "kg" / "check").glob("*.py")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    codes = set(re.findall(r'(?:error|warning)\(\s*[^,]+,\s*"([a-z]+(?:-[a-z]+)+)"', text))
    codes |= set(re.findall(r'Problem\([^"]*(?:f?"[^"]*"|message),\s*"([a-z]+(?:-[a-z]+)*)"', text))
    assert len(codes) > 30
    for code in sorted(codes):
        assert f"`{code}`" in GUIDE, code


def test_every_rule_has_a_manual_that_names_its_code() -> None:
    for rule in rules():
        named = re.findall(r"``([a-z-]+)``", rule.__doc__ or "")
        assert named, rule.__name__
        assert all(f"`{code}`" in GUIDE for code in named), named


@pytest.mark.parametrize("name", Commands("kg").list_commands(click.Context(Commands("kg"))))
def test_every_command_has_help_with_an_example(run: Run, name: str) -> None:
    done = run(name, "--help")
    assert done.returncode == 0
    assert f"Example: kg {name}" in done.stdout
    assert "--quiet" in done.stdout


def test_the_changelog_has_this_version() -> None:
    assert "## [Unreleased]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
