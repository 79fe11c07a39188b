"""The command line's entry: sub-commands, exit codes, errors without tracebacks."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from core import __version__
from core.cli import COMMANDS
from core.cli.exit_codes import EXIT_CODES_HELP, TOO_LITTLE_MEMORY, ExitCode, exit_code_of
from core.cli.output import print_error, print_remark
from core.cli.paper import Paper
from core.cli.streams import bear_any_text
from core.errors import GliovistaError, lacks_memory
from core.progress import Cancelled


class _Group(TyperGroup):
    """Tells Ctrl+C apart before Typer turns it into its own exit."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise Cancelled from None


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"gliovista {__version__}")
        raise typer.Exit


def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Options before a sub-command; its help text is the app's."""


Command = Callable[..., Any]


def find_command(name: str, paper: Paper | None = None) -> Command:
    """Load one sub-command; a process that runs one need not load the others.

    Args:
        name: one of :data:`core.cli.COMMANDS`.
        paper: writes PDF files; None where nothing can.
    """
    command: Command
    if name == "segment":
        from core.cli.segment import segment as command
    elif name == "batch":
        from core.cli.batch import batch as command
    elif name == "evaluate":
        from core.cli.evaluate import evaluate as command
    elif name == "info":
        from core.cli.info import info as command
    elif name == "follow-up":
        from core.cli.follow_up import make_follow_up

        command = make_follow_up(paper)
    elif name == "vasari":
        from core.cli.vasari import vasari as command
    elif name == "models":
        from core.cli.models import models as command
    elif name == "demo":
        from core.cli.demo import demo as command
    elif name == "where":
        from core.cli.where import where as command
    else:
        raise ValueError(name)
    return command


def make_app(commands: Sequence[Command]) -> typer.Typer:
    """The command line with some sub-commands."""
    made = typer.Typer(
        cls=_Group,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        epilog=EXIT_CODES_HELP,
        help="Find, measure and write gliomas in four MRI sequences, offline. Without a "
        "sub-command, or with a folder, the window opens. For research, not for diagnosis.",
    )
    made.callback()(_root)
    for command in commands:
        made.command(epilog=EXIT_CODES_HELP)(command)
    return made


def main(arguments: Sequence[str], more: Sequence[Command] = (), paper: Paper | None = None) -> int:
    """Run the command line.

    Args:
        arguments: without the program's name.
        more: sub-commands that the core does not know.
        paper: writes PDF files; None where nothing can.

    Returns:
        The exit code, see :class:`core.cli.exit_codes.ExitCode`.
    """
    bear_any_text()
    names = [name for name in COMMANDS if arguments[:1] == [name]] or COMMANDS
    try:
        app = make_app([*(find_command(name, paper) for name in names), *more])
        app(args=list(arguments), prog_name="gliovista")
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else ExitCode.USAGE
    except (Cancelled, KeyboardInterrupt):
        print_remark("Cancelled; nothing was left half written.")
        return ExitCode.INTERRUPTED
    except Exception as error:
        if lacks_memory(error):
            # Nothing more is imported for saying so: there is no memory for it.
            sys.stderr.write(f"Error: {TOO_LITTLE_MEMORY}\n")
            return ExitCode.MEMORY
        if not isinstance(error, GliovistaError):
            raise
        print_error(str(error))
        return exit_code_of(error)
    return ExitCode.OK
