"""The command line: one command a file, and the one place that catches errors.

Exit codes: 0 fine, 1 something is wrong with the user's input, 2 wrong usage.
"""

import signal
import sys
from importlib import import_module
from pkgutil import iter_modules

import click

from kg.errors import KgError

EXAMPLES = """Examples:

\b
  kg build                       the built-in corpus, into build/
  kg check my-corpus             every problem of a corpus, with places
  kg query "SELECT * { id:IS ?p ?o } LIMIT 9"
"""


class Commands(click.Group):
    """Commands found as modules of this package, imported when they are needed."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Give the commands' names, sorted."""
        return sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_"))

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        """Import one command; an unknown name is a usage error that lists the closest."""
        if name not in self.list_commands(_ctx):
            return None
        command: click.Command = import_module(f"{__name__}.{name}").command
        return command


@click.group(cls=Commands, epilog=EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kg-explorer", prog_name="kg")
def group() -> None:
    """Build and explore evidence-backed knowledge graphs."""


def main() -> None:
    """Run the command line; errors of the input become messages, never tracebacks."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started is ended too
    try:
        group(prog_name="kg", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("stopped", err=True)
        sys.exit(130)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        sys.exit(0)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except KgError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(1)
