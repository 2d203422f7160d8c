"""The README's answers: ``python tests/readme.py`` writes each query's real answer below it."""

import re
from pathlib import Path

import kg

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
BLOCK = re.compile(r"(```sparql\n(?P<query>.*?)```\n\n)(?P<answer>(?:\|[^\n]*\n)*)", re.DOTALL)
CELL = 160  # characters of a cell; a longer sentence is cut in the README only


def filled(text: str, graph: kg.Graph) -> str:
    """Give the README's text with every query's answer as it is now."""

    def answer(match: re.Match[str]) -> str:
        table = graph.query(match["query"]).markdown()
        return match[1] + "".join(f"{_cut(line)}\n" for line in table.splitlines())

    return BLOCK.sub(answer, text)


def _cut(line: str) -> str:
    cells = line.strip("|").split(" | ")
    cut = (cell if len(cell) <= CELL else f"{cell[:CELL].rstrip()}…" for cell in map(str.strip, cells))
    return f"| {' | '.join(cut)} |"


if __name__ == "__main__":
    README.write_text(filled(README.read_text(encoding="utf-8"), kg.build(kg.read(ROOT / "seeds"))), encoding="utf-8")
