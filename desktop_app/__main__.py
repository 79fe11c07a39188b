"""``gliovista``: the window, or, with a sub-command, the command line."""

from __future__ import annotations

import multiprocessing
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from core.cli import COMMANDS
from core.cli.exit_codes import TOO_LITTLE_MEMORY, ExitCode
from core.cli.streams import bear_any_text
from core.errors import lacks_memory
from desktop_app.support import faults, little_memory, logs
from desktop_app.support.no_window import COMMAND_LINE, advice, is_missing_library

if TYPE_CHECKING:
    from core.follow_up.following import FollowUp

_SELF_TEST = "self-test"
_COMMANDS = (*COMMANDS, _SELF_TEST)


def main(arguments: list[str] | None = None) -> int:
    """Run Gliovista.

    Args:
        arguments: without the program's name; default those of the process. A sub-command or
            an option goes to the command line; nothing or a path opens the window.

    Returns:
        The exit code.
    """
    if getattr(sys, "frozen", False):
        # A batch's workers are this program started anew.
        import multiprocessing

        multiprocessing.freeze_support()
    bear_any_text()
    logs.start_logging()
    given = sys.argv[1:] if arguments is None else arguments
    with faults.caught():
        if given[:1] and given[0] in _COMMANDS and little_memory.is_limited():
            return little_memory.supervised(lambda: _told(given))
        return _told(given)


def _told(arguments: list[str]) -> int:
    """Run, and say in a sentence that a library could not be loaded for lack of memory."""
    try:
        return _run(arguments)
    except Exception as error:
        if not lacks_memory(error):
            raise
        print(f"Error: {TOO_LITTLE_MEMORY}", file=sys.stderr)
        return ExitCode.MEMORY


def _run(arguments: list[str]) -> int:
    if arguments and arguments[0] == f"--{_SELF_TEST}":
        arguments = [_SELF_TEST, *arguments[1:]]
    if arguments and (arguments[0] in _COMMANDS or arguments[0].startswith("-")):
        from core.cli.app import main as command_line

        if arguments[0] in COMMANDS:
            return command_line(arguments, paper=_paper)
        from desktop_app.self_test.command import self_test

        return command_line(arguments, [self_test])
    if arguments and not Path(arguments[0]).exists():
        print(
            f"{arguments[0]}: neither a file or folder nor a sub-command "
            f"({', '.join(_COMMANDS)}). See gliovista --help.",
            file=sys.stderr,
        )
        return 2
    return _open_window(arguments)


def _paper(body: str, title: str, footer: str, path: Path, course: FollowUp | None = None) -> Path:
    """Write a PDF, for which Qt is loaded only now; see :class:`core.cli.paper.Paper`."""
    from desktop_app.reporting.without_window import write_pdf

    return write_pdf(body, title, footer, path, course)


def _open_window(arguments: list[str]) -> int:
    if not has_display():
        print(f"There is no display to open a window on. {COMMAND_LINE}", file=sys.stderr)
        return 1
    try:
        from desktop_app.app import run
    except ModuleNotFoundError as error:
        if error.name is None or not error.name.startswith(("PySide6", "pyqtgraph", "shiboken6")):
            raise
        print(f"The window needs {error.name}, which is missing. {COMMAND_LINE}", file=sys.stderr)
        return 1
    except ImportError as error:
        if not is_missing_library(error):
            raise
        print(f"{error}\n{advice(error)}", file=sys.stderr)
        return 1
    return int(run(arguments))


def has_display() -> bool:
    """Whether a window can be shown: always, save on a Unix without X11 or Wayland."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    # A frozen program is its own Python: worker processes start it again, with their orders.
    multiprocessing.freeze_support()
    sys.exit(main())
