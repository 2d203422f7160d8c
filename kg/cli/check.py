"""``kg check``: every problem of a corpus."""

import sys
from pathlib import Path

import click

from kg.check.render import RENDERERS
from kg.cli._common import checked
from kg.cli._common import clean
from kg.cli._common import corpus_argument
from kg.cli._common import count
from kg.cli._common import verbosity


@click.command(epilog="Example: kg check my-corpus --format github")
@corpus_argument
@click.option("--format", "style", type=click.Choice(list(RENDERERS)), default="text", show_default=True)
@verbosity
def command(corpus: Path | None, style: str, *, quiet: bool, verbose: bool) -> None:
    """Check a corpus: every error and warning with its place and what would mend it.

    CORPUS is a folder with a corpus.yaml; the default is the current folder, else the built-in corpus.
    """
    draft, problems, sources = checked(corpus)
    errors = sum(problem.is_error for problem in problems)
    shown = [problem for problem in problems if problem.is_error or not quiet]
    text = RENDERERS[style](shown, sources)
    click.echo(clean(text) if style == "text" else text, nl=False)
    if style == "text" and not quiet:
        found = f"{count(errors, 'error')}, {count(len(problems) - errors, 'warning')}"
        corpora = f"{count(len(draft.corpus.claims), 'claim')} in {count(len(draft.corpus.documents), 'document')}"
        click.echo(f"{corpora}: {found}")
        if verbose:
            click.echo(f"{count(len(draft.corpus.entities), 'entity record')}, {count(len(sources), 'file')} read")
    sys.exit(1 if errors else 0)
