"""What every group of commands works with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QMainWindow

from desktop_app.panels.message_bar import MessageBar
from desktop_app.state.session import Session
from desktop_app.state.settings import Settings
from desktop_app.work.jobs import Jobs


@dataclass(frozen=True)
class Surroundings:
    """Handed to each group of commands; none of them knows the window that made it.

    Attributes:
        session: the state that commands change.
        jobs: where work off the GUI thread begins.
        settings: the person's choices.
        parent: of dialogs and command objects; its status bar tells what is being read.
        messages: says what was done.
        show_error: says what went wrong, in the person's language.
    """

    session: Session
    jobs: Jobs
    settings: Settings
    parent: QMainWindow
    messages: MessageBar
    show_error: Callable[[Exception], None]
