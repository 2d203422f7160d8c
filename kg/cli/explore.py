"""``kg explore``: network, time, map, texts and evidence together on one page."""

from pathlib import Path

import click

from kg.cli._common import corpus_argument
from kg.cli._common import count
from kg.cli._common import graph_options
from kg.cli._common import new_folder
from kg.cli._common import verbosity
from kg.cli._selecting import graph_selected
from kg.cli._selecting import selection_options
from kg.selection import Selection
from kg.write import write_file


@click.command(epilog="Example: kg explore my-corpus -o my-corpus.html --open")
@corpus_argument
@selection_options
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), default="explorer.html", show_default=True
)
@click.option("--title", default="", metavar="TEXT", help="The page's heading instead of the corpus's title.")
@click.option("--no-texts", is_flag=True, help="Leave the documents' full texts out; quotes stay.")
@click.option("--no-query", is_flag=True, help="Leave the query panel out: the page is 2 MB smaller.")
@click.option("--open", "show", is_flag=True, help="Open it in the browser.")
@graph_options
@verbosity
def command(
    corpus: Path | None,
    output: Path,
    selection: Selection,
    title: str,
    policy: str,
    base: str | None,
    *,
    no_texts: bool,
    no_query: bool,
    show: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Write the explorer: one HTML page that holds everything and works offline."""
    from kg.view.explore import page  # noqa: PLC0415  # numpy: 80 ms

    graph = graph_selected(corpus, selection, policy, base, quiet=quiet, verbose=verbose)
    made = new_folder(output)
    write_file(output, page(graph, title=title, texts=not no_texts, query=not no_query))
    if not quiet:
        claims = count(len(graph.corpus.claims), "claim")
        click.echo(f"wrote {output}{made}: {claims} from {count(len(graph.corpus.documents), 'document')}")
    if show:
        click.launch(str(output))
