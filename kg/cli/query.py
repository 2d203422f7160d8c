"""``kg query``: SPARQL over the built graph, or over RDF files."""

import sys
from pathlib import Path

import click

from kg.cli._common import clean
from kg.cli._common import corpus_folder
from kg.cli._common import count
from kg.cli._common import graph_of
from kg.cli._common import show_table
from kg.cli._common import verbosity
from kg.errors import QueryError
from kg.projection import Policy
from kg.query.answer import Answer
from kg.query.worker import TIMEOUT
from kg.query.worker import Job
from kg.query.worker import run
from kg.rdf.names import Names
from kg.terms import BASE

MEDIA = ("csv", "tsv", "json", "xml", "ttl")
BUILT = Path("build/graph.nq")


@click.command(epilog='Example: kg query "SELECT ?who { ?who o:captured id:Mayadeen }" --format csv')
@click.argument("query", required=False)
@click.option(
    "--data", multiple=True, type=click.Path(path_type=Path), help="An RDF file instead of the graph; repeatable."
)
@click.option("--format", "style", type=click.Choice(["table", "md", *MEDIA]), default="table", show_default=True)
@click.option("--timeout", type=click.FloatRange(0, min_open=True), default=TIMEOUT, show_default=True, metavar="S")
@click.option("--corpus", type=click.Path(path_type=Path), help="Corpus folder to ask instead of build/.")
@verbosity
def command(
    query: str | None,
    data: tuple[Path, ...],
    style: str,
    timeout: float,
    corpus: Path | None,
    *,
    quiet: bool,
    verbose: bool,
) -> None:
    """Answer a SPARQL query.

    QUERY is SPARQL, a file that ends in .rq, or - for standard input. It is asked of build/graph.nq where
    that is there, else of the corpus. The prefixes o: id: claim: doc: evidence: graph: and the usual
    vocabularies are declared already.
    """
    text = _text(query)
    job = _job(text, data, corpus, style if style in MEDIA else "", verbose=verbose and not quiet)
    result = run(job, timeout)
    if isinstance(result, bytes):
        sys.stdout.buffer.write(result)
    elif style == "md":
        click.echo(result.markdown(), nl=False)
    else:
        _show(result, quiet=quiet)


def _text(query: str | None) -> str:
    if query is None and sys.stdin.isatty():
        message = "give a query, a file that ends in .rq, or - for standard input"
        raise click.UsageError(message)
    if query in {None, "-"}:
        return sys.stdin.read()
    if not str(query).endswith(".rq"):
        return str(query)
    try:
        return Path(str(query)).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        message = f"can't read {query}: {getattr(error, 'strerror', None) or error}"
        raise QueryError(message) from error


def _job(text: str, data: tuple[Path, ...], corpus: Path | None, media: str, *, verbose: bool) -> Job:
    files = data or ((BUILT,) if corpus is None and BUILT.is_file() else ())
    if files:
        source = ", ".join(map(str, files))
        names, nquads = Names(_base_of(files[0])), b""
    else:
        source = str(corpus_folder(corpus))
        graph = graph_of(corpus, str(Policy.DEFAULT), None, quiet=True)
        names, nquads = graph.names, "".join(graph.nquads()).encode()
    if verbose:
        click.echo(f"asking {source}", err=True)
    return Job(text, nquads, files, names.prefixes, media)


def _base_of(path: Path) -> str:
    """Give the base of a file that we wrote: what stands before ``ontology#`` in it."""
    marker = "ontology#"
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            for line in (file.readline(2**16) for _ in range(40)):
                before, found, _ = line.partition(marker)
                if found and "<" in before:
                    return before.rpartition("<")[2]
    except OSError:
        return BASE  # the engine says what is wrong with the file
    return BASE


def _show(answer: Answer, *, quiet: bool) -> None:
    if answer.boolean is not None:
        click.echo("yes" if answer.boolean else "no")
        return
    show_table("", answer.variables, answer.shown())
    if not quiet:
        click.echo(clean(count(len(answer), "row")), err=True)
