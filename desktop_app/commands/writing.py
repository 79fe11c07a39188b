"""Files that a person asked for: said where they take long, and waited for before all ends."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from core.errors import WritingError
from desktop_app.commands.surroundings import Surroundings
from desktop_app.work.jobs import Job

T = TypeVar("T")

_LONG_MS = 3000
"""A file that takes longer is spoken of."""

_ANSWER_SECONDS = 1.0
"""How long a disk may take to say what lies on it, while the window waits."""

translate = QCoreApplication.translate


def writing_job(around: Surroundings, name: str, path: Path) -> Job:
    """A job that writes a file, or the first of several; connect its signals, then start it.

    It says so when it takes long, as on a share that does not answer, and can then be given up.
    """
    job, messages = around.jobs.new(name, path.name), around.messages

    def still() -> None:
        if job.over:
            return
        messages.working(
            lambda: translate(
                "Writing", "Still writing {0} in {1}. The disk or the network answers slowly."
            ).format(path.name, path.parent),
            lambda: translate("Writing", "Do not wait"),
            give_up,
        )

    def give_up() -> None:
        job.cancel()
        messages.error(
            lambda: translate(
                "Writing",
                "{0} in {1} was not written: the disk or the network did not answer. Choose "
                "another folder.",
            ).format(path.name, path.parent)
        )

    QTimer.singleShot(_LONG_MS, job, still)
    return job


def answered(ask: Callable[[], T], folder: Path, seconds: float = _ANSWER_SECONDS) -> T:
    """What a disk says about a folder, unless it says nothing.

    Such questions take less than a frame, but for a share whose server is away, which would hold
    up the window for minutes.

    Args:
        ask: looks at the disk; runs in a thread of its own.
        folder: that is asked about.
        seconds: to wait.

    Raises:
        WritingError: there was no answer; or what ``ask`` raised.
    """
    answers: list[T] = []
    errors: list[Exception] = []

    def work() -> None:
        try:
            answers.append(ask())
        except Exception as error:  # it is raised again where it was asked
            errors.append(error)

    thread = threading.Thread(target=work, name="ask a disk", daemon=True)
    thread.start()
    thread.join(seconds)
    if errors:
        raise errors[0]
    if not answers:
        raise WritingError(
            f"{folder}: this disk or network folder does not answer. Choose another folder, or try "
            "again once it is there."
        )
    return answers[0]


def folder_that_answers(folder: Path) -> Path:
    """A folder to begin choosing in: the one that is wanted, or home where it does not answer."""
    try:
        return folder if answered(folder.is_dir, folder) else Path.home()
    except (WritingError, OSError):  # whatever it is, it is no place to begin in
        return Path.home()


class Leaving(QObject):
    """Keeps the window open until what a person asked to be written is written."""

    def __init__(self, around: Surroundings, close: Callable[[], object]) -> None:
        """Follow the jobs.

        Args:
            around: what commands work with.
            close: closes the window.
        """
        super().__init__(around.parent)
        self._around, self._close = around, close
        self._waiting = False
        around.jobs.written.connect(self._go_on)

    def may_close(self) -> bool:
        """Whether nothing is being written; where something is, the window closes after it."""
        names = self._around.jobs.writing
        if not names:
            return True
        self._waiting = True
        listed = ", ".join(names)
        self._around.messages.working(
            lambda: self.tr("Writing {0}. The window closes once it is written.").format(listed),
            lambda: self.tr("Close without it"),
            self._give_up,
        )
        return False

    def _give_up(self) -> None:
        self._waiting = False
        self._around.jobs.give_up_writing()
        self._close()

    def _go_on(self, well: bool) -> None:
        """What could not be written is told, and the window stays."""
        if not well:
            self._waiting = False
        elif self._waiting and not self._around.jobs.writing:
            self._waiting = False
            self._close()
