"""``kg coverage``: what of each document is curated."""

from pathlib import Path

import click

from kg.cli._common import clean
from kg.cli._common import corpus_argument
from kg.cli._common import graph_of
from kg.cli._common import show_table
from kg.cli._common import verbosity
from kg.curate.coverage import Sentence
from kg.curate.coverage import State
from kg.curate.coverage import coverage
from kg.errors import UnknownNameError
from kg.errors import unknown
from kg.graph import Graph
from kg.model import Document
from kg.projection import Policy

SHOWN = 70  # characters of a sentence


@click.command(epilog="Example: kg coverage --document syria-direct-2018-02-15")
@corpus_argument
@click.option("--document", metavar="ID", help="Show this document sentence by sentence.")
@verbosity
def command(corpus: Path | None, document: str | None, *, quiet: bool, verbose: bool) -> None:
    """Show which sentences carry claims, which are declared claimless, and which are open."""
    graph = graph_of(corpus, str(Policy.DEFAULT), None, quiet=quiet, verbose=verbose)
    if document is not None:
        _sentences(graph, _find(graph, document))
        return
    rows = []
    for one in graph.corpus.documents.values():
        found = list(coverage(graph.corpus, one))
        numbers = [sum(sentence.state is state for sentence in found) for state in State]
        rows.append([one.id, str(len(found)), *map(str, numbers), _share(found)])
        if not quiet:
            for sentence in (sentence for sentence in found if sentence.state is State.OPEN):
                click.echo(clean(f"{one.file}:{sentence.line}: open: {sentence.text}"))
    show_table("", ["document", "sentences", *State, "done"], rows, numbers=(1, 2, 3, 4, 5))


def _find(graph: Graph, name: str) -> Document:
    documents = graph.corpus.documents
    if name not in documents:
        message = unknown(f"there is no document {name}", name, documents)
        raise UnknownNameError(message)
    return documents[name]


def _sentences(graph: Graph, document: Document) -> None:
    rows = [
        [str(one.line), one.state, str(one.claims or ""), one.reason or _cut(one.text)]
        if one.state is not State.CLAIMLESS
        else [str(one.line), one.state, "", f"({one.reason}) {_cut(one.text)}"]
        for one in coverage(graph.corpus, document)
    ]
    show_table(document.title, ["line", "state", "claims", "sentence"], rows, numbers=(0, 2))


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def _share(found: list[Sentence]) -> str:
    done = sum(sentence.state is not State.OPEN for sentence in found)
    return f"{100 * done / len(found):.0f} %" if found else "–"
