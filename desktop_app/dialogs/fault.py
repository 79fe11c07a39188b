"""Says once that something went wrong which the program did not expect, and what to do."""

from __future__ import annotations

import traceback

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop_app.look.plain import MessageBox
from desktop_app.state.session import Session
from desktop_app.support.logs import current_log


class FaultReporter(QObject):
    """Shows a fault in a dialog: one dialog at a time, and each fault the first time alone.

    A fault in drawing comes back with every repaint: it is logged each time and shown once.
    """

    export_requested = Signal()
    """The person wants to export the unsaved segmentation."""
    diagnostics_requested = Signal()
    """The person wants the diagnostics on the clipboard."""

    _happened = Signal(object)

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self._seen: set[tuple[str, str, int]] = set()
        self._box: QMessageBox | None = None
        self._happened.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def report(self, error: BaseException) -> None:
        """Show this fault soon; called in any thread."""
        self._happened.emit(error)

    def _show(self, error: BaseException) -> None:
        place = _place(error)
        if place in self._seen or self._box is not None:
            return
        self._seen.add(place)
        box = self._box = MessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Critical)
        box.setWindowTitle(self.tr("Something went wrong"))
        box.setText(self.tr("The program met a fault that it did not expect."))
        box.setInformativeText("\n\n".join((self._saved(), self._advice())))
        box.setDetailedText("".join(traceback.format_exception(error)))
        copy = box.addButton(self.tr("Copy diagnostics"), QMessageBox.ButtonRole.ActionRole)
        copy.clicked.connect(self.diagnostics_requested)
        if self._session.results.unsaved:
            export = box.addButton(self.tr("Export label map…"), QMessageBox.ButtonRole.ActionRole)
            export.clicked.connect(self.export_requested)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Close))
        box.finished.connect(self._closed)
        box.open()

    def _closed(self) -> None:
        self._box = None

    def _saved(self) -> str:
        """What is safe, and what is not yet."""
        kept = self.tr("Scans and exported files are as they were; planning notes are saved.")
        if self._session.results.unsaved:
            text = self.tr(
                "The segmentation of {0} was not exported yet. It is still here: export it now."
            )
            return kept + " " + text.format(self._session.study_name)
        return kept + " " + self.tr("Nothing else was waiting to be saved.")

    def _advice(self) -> str:
        text = self.tr(
            "You can go on. If it happens again, start the program anew and report it: Copy "
            "diagnostics puts what is needed on the clipboard, without names of files or patients."
        )
        file = current_log()
        if file is None:
            return text
        return text + " " + self.tr("The log is in {0}.").format(file.baseFilename)


def _place(error: BaseException) -> tuple[str, str, int]:
    """What tells one fault from another: its kind and where it was raised."""
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1] if frames else None
    return type(error).__name__, last.filename if last else "", (last.lineno or 0) if last else 0
