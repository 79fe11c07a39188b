"""What helps when something goes wrong: the report of a fault, diagnostics, the self-test."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from desktop_app.commands.surroundings import Surroundings
from desktop_app.dialogs.fault import FaultReporter
from desktop_app.support.diagnostics import (
    diagnostics,
    graphics_facts,
    private_words,
    settings_facts,
)
from desktop_app.support.scrubbing import scrub


class SupportCommands(QObject):
    """Commands of the Help menu that look at the program itself."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around.parent)
        self._around = around
        self.reporter = FaultReporter(around.session, around.parent)
        self.reporter.diagnostics_requested.connect(self.copy_diagnostics)
        around.session.study_changed.connect(self._hide_names)

    def commands(self) -> dict[str, Callable[[], object]]:
        """Action ids and what they do."""
        return {"copy_diagnostics": self.copy_diagnostics}

    def _hide_names(self) -> None:
        """From now on the log holds no name of this study, whoever writes into it."""
        session = self._around.session
        scrub.hide(private_words(session.study_name, session.study, self._around.settings))

    def copy_diagnostics(self) -> None:
        """Put a description of this installation on the clipboard."""
        self._hide_names()
        graphics, chosen = graphics_facts(), settings_facts(self._around.settings)
        job = self._around.jobs.new("diagnostics")
        job.finished.connect(self._copied)
        job.failed.connect(self._around.show_error)
        job.start(lambda progress: diagnostics(graphics, chosen))

    def _copied(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        said = self.tr(
            "The diagnostics are on the clipboard ({0} lines), without names of files or "
            "patients. Paste them into your report."
        )
        self._around.messages.note(said.format(text.count("\n")))
