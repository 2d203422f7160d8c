"""The README's answers: ``python tests/readme.py`` writes them below each query, ``kg ask`` and table of ours."""

import re
import shlex
from collections.abc import Mapping
from collections.abc import Sequence
from pathlib import Path

from gephi_guide import TABLES
from gephi_guide import table

import kg
from kg.cli._cards import counted
from kg.cli._cards import together
from kg.cli._network import ENTITY_COLUMNS
from kg.cli._network import entity_rows
from kg.cli._reading import beside
from kg.cli._reading import told as worded
from kg.cli._telling import markdown

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
BLOCK = re.compile(r"(```sparql\n(?P<query>.*?)```\n\n)(?P<answer>(?:\|[^\n]*\n)*)", re.DOTALL)
ASKED = re.compile(
    r"(?P<head>^\*\*[^\n]+\*\* `kg ask (?P<asked>[^`\n]+)`\n\n)(?P<answer>(?:>[^\n]*\n)*)\n?", re.MULTILINE
)
TABLE = re.compile(r"(?P<head><!-- gephi: (?P<name>\w+) -->\n)(?P<rows>(?:\|[^\n]*\n)*)")
MEASURED = re.compile(
    r"(?P<head>\$ kg stats --network (?P<options>[^\n]+) --format md\n```\n\n)(?P<table>(?:\|[^\n]*\n)*)", re.MULTILINE
)
CELL = 160  # characters of a cell; a longer sentence is cut in the README only
SHOWN = 3  # claims of an answer to `kg ask`
NOTED = " (curator's note: {})"
PLAIN = {("asserted", "certain", "positive"), ("asserted", "certain", "")}


def filled(text: str, graph: kg.Graph) -> str:
    """Give the README's text with every query's answer as it is now."""

    def answer(match: re.Match[str]) -> str:
        rows = graph.query(match["query"]).markdown()
        return match[1] + "".join(f"{_cut(line)}\n" for line in rows.splitlines())

    asked = ASKED.sub(lambda match: match["head"] + told(match["asked"], graph), BLOCK.sub(answer, text))
    asked = MEASURED.sub(lambda match: match["head"] + measured(match["options"], graph), asked)
    return TABLE.sub(lambda match: match["head"] + table(TABLES[match["name"]](graph)), asked)


def measured(options: str, graph: kg.Graph) -> str:
    """Give the table of entities of ``kg stats --network --around ENTITY --top N``."""
    _, around, _, top = shlex.split(options)
    return f"{markdown(ENTITY_COLUMNS, entity_rows(graph.around(around), int(top)))}\n"


def told(asked: str, graph: kg.Graph) -> str:
    """Give the first claims of a stored question's answer as a quotation: what, sentences, who says it, when, how."""
    name, *options = shlex.split(asked)
    values = {option.removeprefix("--"): value for option, value in zip(options[::2], options[1::2], strict=True)}
    answer = graph.ask(name, **values)
    groups = together(worded(answer, beside(answer, graph.query, graph.names)))
    shown = [f"> - {_claim(group)}\n" for group in groups[:SHOWN]]
    left = counted(groups[SHOWN:]).partition(" in ")[0].replace(" ", " more ", 1)
    return "".join(shown) + (f">\n> and {left}\n" if groups[SHOWN:] else "") + "\n"


def _claim(rows: Sequence[Mapping[str, str]]) -> str:
    """Give a claim in bold, then each of its sentences."""
    whats, told = zip(*map(_row, rows), strict=True)
    return f"{whats[0]}: {'; '.join(dict.fromkeys(told))}"


def _row(row: Mapping[str, str]) -> tuple[str, str]:
    def get(name: str) -> str:
        return row.get(name, "")

    since = f", since {get('since')}" if get("since") else ""
    what = get("what") or f"{get('control')}{since}: {get('who')}"
    how = (get("mode"), get("certainty"), get("polarity"))
    mode = [] if how in PLAIN or get("what").endswith("]") else [", ".join(filter(None, how[:2]))]
    voices = get("voices") or get("basis_voices")
    said = f"“{get('sentence')}” — {'; '.join(filter(None, [voices, get('basis_when') or get('when'), *mode]))}"
    said += NOTED.format(get("note")) if get("note") else ""
    other = "; ".join(filter(None, [get("other_voices"), get("other_when")]))
    second = f" / **{get('other_what')}**: “{get('other_sentence')}” — {other}" if other else ""
    second += NOTED.format(get("other_note")) if get("other_note") else ""
    return f"**{what}**", f"{said}{second}"


def _cut(line: str) -> str:
    cells = line.strip("|").split(" | ")
    cut = (cell if len(cell) <= CELL else f"{cell[:CELL].rstrip()}…" for cell in map(str.strip, cells))
    return f"| {' | '.join(cut)} |"


if __name__ == "__main__":
    README.write_text(filled(README.read_text(encoding="utf-8"), kg.build(kg.read(ROOT / "seeds"))), encoding="utf-8")
