"""The stored questions' answers: ``python tests/questions.py [NAME…]`` writes each example's answer into its header."""

import re
import sys
from collections.abc import Mapping

from helpers import ROOT

import kg
from kg.query.stored.questions import Question
from kg.query.stored.questions import questions

FOLDER = ROOT / "ontology" / "questions"
WHOLE = 12  # rows that are shown whole
FIRST = 10  # rows that are shown of a longer answer
_BLOCK = re.compile(r"^# answer:.*\n(?:#   .*\n)*", re.MULTILINE)


def answer_of(question: Question, graph: kg.Graph, values: Mapping[str, str] | None = None) -> str:
    """Give the answer to the example as a header shows it."""
    answer = graph.ask(question.name, **(question.example if values is None else values))
    lines = answer.markdown().splitlines()
    more = [f"and {len(answer) - FIRST} more rows"] if len(answer) > WHOLE else []
    return "".join(f"{line}\n" for line in [*lines[: 2 + (FIRST if more else WHOLE)], *more])


def needed(question: Question) -> dict[str, str]:
    """Give an example's values for what must be filled in, which is what the pages' forms come with."""
    must = {parameter.name for parameter in question.parameters if parameter.default is None}
    return {name: value for name, value in question.example.items() if name in must}


def filled(question: Question, graph: kg.Graph) -> str:
    """Give a question's file with its answer as it is now."""
    first, *rest = answer_of(question, graph).splitlines()
    block = "".join([f"# answer: {first}\n", *(f"#   {line}\n" for line in rest)])
    return _BLOCK.sub(lambda _: block, question.text, count=1)


if __name__ == "__main__":
    GRAPH = kg.build(kg.read(ROOT / "seeds"))
    for name in sys.argv[1:] or questions():
        (FOLDER / f"{name}.rq").write_text(filled(questions()[name], GRAPH), encoding="utf-8")
