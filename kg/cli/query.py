"""``kg query``: SPARQL over the built graph, or over RDF files."""

from pathlib import Path

import click

from kg.cli._asking import asking_options
from kg.cli._asking import media
from kg.cli._asking import naming_timeout
from kg.cli._asking import show
from kg.cli._asking import tell_doubts
from kg.cli._common import verbosity
from kg.cli._memory import memory_option
from kg.cli._remote import asker
from kg.cli._remote import endpoint_option
from kg.cli._selecting import sparql
from kg.query.request import Request


@click.command(epilog='Example: kg query "SELECT ?who { ?who o:captured id:Mayadeen }" --format csv')
@click.argument("query", required=False)
@asking_options
@endpoint_option
@click.option(
    "--allow-service", "services", multiple=True, metavar="IRI", help="An address that SERVICE may call; repeatable."
)
@memory_option
@verbosity
def command(
    query: str | None,
    data: tuple[Path, ...],
    style: str,
    timeout: float,
    corpus: Path | None,
    endpoint: str | None,
    services: tuple[str, ...],
    memory: float | None,
    *,
    quiet: bool,
    verbose: bool,
) -> None:
    """Answer a SPARQL query.

    QUERY is SPARQL, a file that ends in .rq, or - for standard input. It is asked of build/graph.nq where
    that is there, else of the corpus, or with --endpoint of any SPARQL endpoint. The prefixes o: id: claim:
    doc: evidence: graph: and the usual vocabularies are declared already.
    """
    text = sparql(query)
    request = Request(text, media(style), services=services)
    loud = verbose and not quiet
    with naming_timeout(), asker(endpoint, data, corpus, timeout, verbose=loud, memory=memory) as asked:
        result = asked.run(request)
        show(result, style, quiet=quiet)
        if not quiet:
            tell_doubts(asked, request, result)
