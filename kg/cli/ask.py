"""``kg ask``: the stored questions, each a command of its own whose options come from its header."""

import shutil
import sys
from collections.abc import Callable
from collections.abc import Mapping
from itertools import groupby
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli._asking import asking_options
from kg.cli._asking import media
from kg.cli._asking import naming_timeout
from kg.cli._asking import show
from kg.cli._cards import cards
from kg.cli._cards import counted
from kg.cli._cards import has_sentences
from kg.cli._cards import together
from kg.cli._common import clean
from kg.cli._common import verbosity
from kg.cli._reading import Beside
from kg.cli._reading import beside
from kg.cli._reading import told
from kg.cli._remote import asker
from kg.cli._remote import endpoint_option
from kg.errors import UnknownNameError
from kg.errors import unknown
from kg.query.answer import Answer
from kg.query.answer import Row
from kg.query.answer import Serialized
from kg.query.request import Request
from kg.query.stored.binding import bind
from kg.query.stored.questions import Parameter
from kg.query.stored.questions import Question
from kg.query.stored.questions import Type
from kg.query.stored.questions import questions
from kg.query.stored.questions import titles
from kg.query.stored.suggestions import no_question
from kg.rdf.names import TYPE
from kg.rdf.names import Names

if TYPE_CHECKING:
    from kg.query.pool import Pool
    from kg.remote.client import Endpoint

VALUE = "value_"  # before a parameter's name, so that none clashes with an option of the command's own
PLAIN = 100  # characters a line where there is no terminal
NO_CLAIMS = "this data has no claims of ours, so stored questions find nothing in it: kg query asks any RDF"
GROUPS = {
    Type.ENTITY: "Of an entity",
    Type.DATE: "Of a time",
    Type.MONTH: "Of a time",
    Type.DOCUMENT: "Of a document",
}


class Questions(click.Group):
    """The stored questions as commands, made when they are needed."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Give the questions' names, sorted."""
        return list(questions())

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        """Make a command of a question."""
        question = questions().get(name)
        return None if question is None else _command(question)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a question; for an unknown name, give the closest."""
        if args[0] not in questions() and not args[0].startswith("-"):
            words = list(takewhile(lambda word: not word.startswith("-"), args))
            raise click.UsageError(clean(no_question(" ".join(words), titles())), ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the questions in groups, by what has to be given."""
        known = sorted(questions().values(), key=_group)
        for group, members in groupby(known, key=_group):
            with formatter.section(group[1]):
                rows = [(" ".join((one.name, *_options(one))), clean(one.title)) for one in members]
                formatter.write_dl(rows, col_max=44)


class Asking(click.Command):
    """A stored question as a command, which says how its values are given."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the options; say which there are where another is given, or a value without one."""
        question = questions()[str(self.name)]
        ctx.allow_extra_args = True
        try:
            rest = super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            options = [parameter.option for parameter in question.parameters]
            message = unknown(f"there is no option {error.option_name}", error.option_name, options)
            message += f" ({self.name} takes {', '.join(options) or 'no values'}; --help tells the others)"
            raise click.UsageError(clean(message), ctx) from error
        if rest:
            options = [f"{one.option} {one.type.upper()}" for one in question.parameters]
            how = f"values are given as {' '.join(options)}. Example:" if options else "it takes no values. Example:"
            message = f"“{rest[0]}”: {how}\n  kg ask {self.name} {question.usage}".rstrip()
            raise click.UsageError(clean(message), ctx)
        return rest


@click.group(
    cls=Questions,
    invoke_without_command=True,
    epilog="Example: kg ask control --place Mayadeen --on 2017-10-20 (kg ask control --help says what a row means)",
)
@verbosity
@click.pass_context
def command(context: click.Context, *, quiet: bool, verbose: bool) -> None:
    """Answer a stored question, with the sentences behind the answer.

    Names are understood in any common spelling. A claim is shown with all its passages; in the formats other than
    table each passage is a row. An empty answer means unknown, not no.
    """
    context.obj = (quiet, verbose)
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def _group(question: Question) -> tuple[int, str]:
    """Give the group of a question in the list: by the first thing that must be given."""
    needed = [parameter for parameter in question.parameters if parameter.default is None]
    if not needed:
        return (0, "Of the whole graph")
    name = GROUPS.get(needed[0].type, "Of other things")
    return (1 + [*dict.fromkeys(GROUPS.values()), "Of other things"].index(name), name)


def _options(question: Question) -> list[str]:
    return [parameter.option for parameter in question.parameters if parameter.default is None]


def _command(question: Question) -> click.Command:
    def callback(
        *,
        data: tuple[Path, ...],
        style: str,
        timeout: float,
        corpus: Path | None,
        endpoint: str | None,
        only_show: bool,
        quiet: bool,
        verbose: bool,
        **given: str | None,
    ) -> None:
        outer = click.get_current_context().parent
        said = outer.obj if outer is not None else (False, False)
        quiet, verbose = quiet or said[0], verbose or said[1]
        values = {name.removeprefix(VALUE): value for name, value in given.items() if value is not None}
        _require(question, values)
        with naming_timeout(), asker(endpoint, data, corpus, timeout, verbose=verbose and not quiet) as asked:
            names = Names(asked.prefixes["o"].removesuffix("ontology#"))
            try:
                text = bind(question, values, names, lambda query: _rows(asked.run(Request(query))))
            except UnknownNameError as error:
                if _has_claims(asked, names):
                    raise
                raise UnknownNameError(NO_CLAIMS) from error
            if only_show:
                click.echo(text, nl=False)
                return
            result = asked.run(Request(text, media(style)))
            if isinstance(result, Answer) and result.is_empty and not _has_claims(asked, names):
                click.echo(NO_CLAIMS)
                return
            known = _beside(result, style, lambda query: _rows(asked.run(Request(query))), names)
        _show(result, style, known, quiet=quiet)

    sparql = click.option("--show", "only_show", is_flag=True, help="Print the SPARQL, filled in, and ask nothing.")
    made = click.command(question.name, cls=Asking)(asking_options(endpoint_option(sparql(verbosity(callback)))))
    made.params[:0] = [_option(parameter) for parameter in question.parameters]
    made.help = f"{clean(question.title)}\n\n{clean(question.answers)}"
    made.short_help = clean(question.title)
    paragraphs = clean(_example(question)).split("\n\n")
    made.epilog = "\n\n".join(f"\b\n{paragraph}" for paragraph in paragraphs)  # \b keeps click from filling lines
    return made


def _option(parameter: Parameter) -> click.Option:
    default = "" if parameter.default is None else f" Default: {parameter.default}."
    text = f"{parameter.text[:1].upper()}{parameter.text[1:]}.{default or ' Needed.'}"
    return click.Option(
        [parameter.option, f"{VALUE}{parameter.name}"], metavar=parameter.type.upper(), help=clean(text)
    )


def _require(question: Question, values: Mapping[str, str]) -> None:
    for parameter in question.parameters:
        if parameter.default is None and parameter.name not in values:
            needed = f"{parameter.option} is missing ({parameter.text}). Example:"
            message = f"{needed}\n  kg ask {question.name} {question.usage}"
            raise click.UsageError(clean(message))


def _example(question: Question) -> str:
    """Give the example and its answer, each row in short."""
    lines = [f"Example: kg ask {question.name} {question.usage}".rstrip(), ""]
    table, *more = question.answer.split("\nand ")
    rows = [line.strip("|").split(" | ") for line in table.splitlines() if line.startswith("|")]
    if len(rows) <= 2:  # noqa: PLR2004  # a head and a rule
        return "\n".join([*lines, "  (no rows in the built-in corpus)"])
    head = [cell.strip() for cell in rows[0]]
    found: list[Row] = []
    for row in rows[2:]:
        cells: Row = dict(zip(head, (cell.strip().replace("\\|", "|") for cell in row), strict=False))
        found.append(cells)
    lines.extend(f"  {line}" for line in cards(together(told(found, {})), PLAIN - 22))
    return "\n".join([*lines, *(f"  and {line}" for line in more)]).rstrip()


def _has_claims(asked: "Endpoint | Pool", names: Names) -> bool:
    """Tell whether what is asked has any claim of ours, without which no stored question has an answer."""
    return bool(_rows(asked.run(Request(f"ASK {{ ?claim {TYPE} {names.o['Claim']} }}"))).boolean)


def _rows(result: Answer | Serialized) -> Answer:
    assert isinstance(result, Answer)  # noqa: S101  # no format was asked for
    return result


def _beside(
    result: Answer | Serialized, style: str, ask: Callable[[str], Answer], names: Names
) -> Mapping[str, Beside]:
    is_for_people = style == "table" and isinstance(result, Answer) and has_sentences(result)
    return beside(_rows(result), ask, names) if is_for_people else {}


def _show(result: Answer | Serialized, style: str, known: Mapping[str, Beside], *, quiet: bool) -> None:
    if isinstance(result, Serialized) or style != "table":
        show(result, style, quiet=quiet)
    elif not len(result):
        what = "No claim in this graph" if "claim" in result.variables else "Nothing in this graph"
        click.echo(f"{what} answers that. It means unknown, not no.")
    elif has_sentences(result):
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else PLAIN
        groups = together(told(result, known))
        click.echo(clean("\n".join(cards(groups, width))))
        if not quiet:
            click.echo(counted(groups), err=True)
    else:
        show(result, style, quiet=quiet)
