"""What helps when something goes wrong: the report of a fault, diagnostics, the self-test."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from desktop_app.diagnostics import diagnostics, graphics_facts, private_words, settings_facts
from desktop_app.dialogs.fault import FaultReporter
from desktop_app.scrubbing import scrub

if TYPE_CHECKING:
    from desktop_app.main_window import MainWindow


class SupportCommands(QObject):
    """Commands of the Help menu that look at the program itself."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.reporter = FaultReporter(window.session, window)
        self.reporter.diagnostics_requested.connect(self.copy_diagnostics)
        self.reporter.export_requested.connect(window.exports.export_label_map)
        window.session.study_changed.connect(self._hide_names)

    def commands(self) -> dict[str, Callable[[], object]]:
        """Action ids and what they do."""
        return {"copy_diagnostics": self.copy_diagnostics}

    def _hide_names(self) -> None:
        """From now on the log holds no name of this study, whoever writes into it."""
        session = self._window.session
        scrub.hide(private_words(session.study_name, session.study, self._window.settings))

    def copy_diagnostics(self) -> None:
        """Put a description of this installation on the clipboard."""
        self._hide_names()
        graphics, chosen = graphics_facts(), settings_facts(self._window.settings)
        job = self._window.jobs.new("diagnostics")
        job.finished.connect(self._copied)
        job.failed.connect(self._window.show_error)
        job.start(lambda progress: diagnostics(graphics, chosen))

    def _copied(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        said = self.tr(
            "The diagnostics are on the clipboard ({0} lines), without names of files or "
            "patients. Paste them into your report."
        )
        self._window.messages.note(said.format(text.count("\n")))
