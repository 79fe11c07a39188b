"""Surgical planning: steps to tick, beside what the open study measures, and notes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, QStandardPaths, Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from core.errors import GliovistaError, ReadingError, WritingError
from core.files.outputs import exists, require_output
from core.studies.study import Study
from desktop_app.dialogs.base import Dialog
from desktop_app.dialogs.planning_exports import PlanExports
from desktop_app.dialogs.planning_steps import StepList
from desktop_app.exporting.asking import may_replace
from desktop_app.exporting.mark_table import marks_table
from desktop_app.exporting.names import name_without_patient
from desktop_app.language.mark_texts import rano_text
from desktop_app.language.measurement_rows import (
    corrected_note,
    has_tumour,
    place_table,
    symmetry_note,
    thickness_note,
    untold_note,
    volume_table,
)
from desktop_app.language.provenance_text import provenance_text
from desktop_app.language.sentences import translated
from desktop_app.language.translation import text_path
from desktop_app.look.markdown_view import printable_html
from desktop_app.look.plain import PlainLabel
from desktop_app.look.scrolling import Scrolled
from desktop_app.panels.corrected_note import CorrectedNote
from desktop_app.panels.finding_texts import finding_text
from desktop_app.panels.measurements import MeasurementsPanel
from desktop_app.planning.page import TrajectoriesPage
from desktop_app.planning.record import Record, load, places, save
from desktop_app.planning.report import paper, report_html, write_html, write_pdf
from desktop_app.planning.text import read_planning
from desktop_app.state.session import Session
from desktop_app.work.jobs import Jobs
from desktop_app.work.measuring import Measuring
from desktop_app.work.plan_measuring import PlanMeasuring

_SAVE_AFTER_MS = 800
_LAST_SAVE_SECONDS = 3.0


class PlanningDialog(Dialog):
    """Keeps ticks and notes with the study, without being asked.

    Attributes:
        saved_to: file that holds them; None before the first save.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent, QSize(1180, 780))
        self._session = session
        self._measuring = Measuring.of(session)
        # Not the dialog's: a file being written must not lose the thread that writes it.
        self._jobs = Jobs(session)
        self._study: Study | None = None
        self._places: tuple[Path, ...] = ()
        self._dirty = False
        self._problem = ""
        self.saved_to: Path | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SAVE_AFTER_MS)
        self._timer.timeout.connect(self._save)
        self._build()
        if parent is not None:
            parent.window().installEventFilter(self)
        session.study_changed.connect(self._follow_study)
        self.retranslate()
        self._follow_study()

    # -- building ------------------------------------------------------------------------

    def _build(self) -> None:
        self.introduction, self.disclaimer = self._label(), self._label()
        self.steps = StepList(self)
        self.steps.ticks_changed.connect(self._changed)
        self.measurements = MeasurementsPanel(self._session, self)
        self.notes = QPlainTextEdit(self)
        self.notes.setTabChangesFocus(True)
        self.notes.textChanged.connect(self._changed)
        self.place = self._label()
        measures = Scrolled(self.measurements, self)
        # Nothing in it takes the focus, and the keyboard scrolls too.
        measures.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._measures_title, self._notes_title = PlainLabel(self), PlainLabel(self)
        self._notes_title.setBuddy(self.notes)
        side = QWidget(self)
        column = QVBoxLayout(side)
        column.setContentsMargins(8, 0, 0, 0)
        for title in (self._measures_title, self._notes_title):
            title.setProperty("role", "heading")
        for widget in (
            self._measures_title,
            CorrectedNote(self._session),
            measures,
            self._notes_title,
        ):
            column.addWidget(widget)
        column.addWidget(self.notes, 1)
        column.addWidget(self.place)
        split = QSplitter(self)
        split.addWidget(self.steps)
        split.addWidget(side)
        split.setChildrenCollapsible(False)
        split.setStretchFactor(0, 1)
        split.setSizes([760, 400])
        checklist = QWidget(self)
        page = QVBoxLayout(checklist)
        page.setContentsMargins(0, 8, 0, 0)
        page.setSpacing(12)
        page.addWidget(self.introduction)
        page.addWidget(split, 1)
        self.trajectories = TrajectoriesPage(self._session, self)
        self.exports = PlanExports(self._session, self._jobs, self)
        self.trajectories.export_requested.connect(self.exports.export)
        self.exports.written.connect(self._report_saved)
        self.exports.failed.connect(self._report_failed)
        self.tabs = QTabWidget(self)
        for page_of in (checklist, self.trajectories):
            self.tabs.addTab(Scrolled(page_of), "")
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.disclaimer)
        layout.addWidget(self._buttons())

    def _label(self) -> QLabel:
        label = PlainLabel(self)
        label.setWordWrap(True)
        label.setProperty("role", "quiet")
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.print, self.pdf, self.html = (QPushButton(self) for _ in range(3))
        for button, slot in (
            (self.print, self._print),
            (self.pdf, self._save_pdf),
            (self.html, self._save_html),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(slot)
            box.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        box.rejected.connect(self.reject)
        return box

    def retranslate(self) -> None:
        """Set every text in the current language."""
        text = read_planning()
        self.setWindowTitle(text.title)
        self.introduction.setText(text.introduction)
        self.disclaimer.setTextFormat(Qt.TextFormat.MarkdownText)
        self.disclaimer.setText(text_path("disclaimer").read_text(encoding="utf-8"))
        self.tabs.setTabText(0, self.tr("&Checklist"))
        self.tabs.setTabText(1, self.tr("T&rajectories"))
        self.trajectories.retranslate()
        self.steps.show_sections(text.sections)
        self.steps.setAccessibleName(self.tr("Steps"))
        self._measures_title.setText(self.tr("Measurements of this study"))
        self._notes_title.setText(self.tr("&Notes"))
        self.notes.setAccessibleName(self.tr("Notes"))
        self.notes.setPlaceholderText(self.tr("Approach, risks, questions for the team…"))
        self.print.setText(self.tr("&Print…"))
        self.pdf.setText(self.tr("Save as P&DF…"))
        self.html.setText(self.tr("Save as &HTML…"))
        self._show_place()

    def recolour(self) -> None:
        """Take the theme's colours."""
        self.steps.viewport().update()

    # -- ticks and notes -----------------------------------------------------------------

    @property
    def record(self) -> Record:
        """What is ticked and written now."""
        return Record(self.steps.ticked(), self.notes.toPlainText())

    def _follow_study(self) -> None:
        study = self._session.study
        if study is self._study and self._places:
            return
        self.flush()
        self._study, self._places, self.saved_to, self._problem = study, (), None, ""
        self._show_record(Record())
        self._enable(study is None)
        if study is not None:
            where = QStandardPaths.StandardLocation.AppDataLocation
            own = Path(QStandardPaths.writableLocation(where))
            job = self._jobs.new("planning: load")
            job.finished.connect(self._loaded)
            job.start(lambda _: _find(study, own))

    def _loaded(self, found: _Found) -> None:
        if found.study is not self._study:
            return
        self._places = found.places
        self.saved_to, self._problem = found.path, found.problem
        self._show_record(found.record)
        # A file that cannot be read stays as it is until someone has looked at it.
        self._enable(not found.problem)

    def _show_record(self, record: Record) -> None:
        self.steps.set_ticked(record.ticked)
        blocked = self.notes.blockSignals(True)
        self.notes.setPlainText(record.notes)
        self.notes.blockSignals(blocked)
        self._dirty = False
        self._show_place()

    def _enable(self, on: bool) -> None:
        self.steps.setEnabled(on)
        self.notes.setEnabled(on)

    def _changed(self) -> None:
        self._dirty = True
        self._timer.start()
        self._show_place()

    def flush(self) -> None:
        """Save now what was not saved yet, and wait a moment for it."""
        if self._timer.isActive():
            self._timer.stop()
            self._save(_LAST_SAVE_SECONDS)

    def _save(self, wait_seconds: float = 0.0) -> None:
        study, paths, record = self._study, self._places, self.record
        if study is None or not paths or not self._dirty:
            return
        self._dirty = False
        job = self._jobs.new("planning: save")
        job.finished.connect(self._saved)
        job.start(lambda _: _keep(study, record, paths))
        if wait_seconds:
            job.wait(wait_seconds)

    def _saved(self, kept: _Found) -> None:
        if kept.study is self._study:
            self.saved_to, self._problem = kept.path, kept.problem
            self._dirty = self._dirty or bool(kept.problem)
            self._show_place()

    def _show_place(self) -> None:
        role = "error" if self._problem else "quiet"
        if self.place.property("role") != role:
            self.place.setProperty("role", role)
            self.place.style().polish(self.place)
        self.place.setText(self._place_text())

    def _place_text(self) -> str:
        if self._problem:
            return translated(self._problem)
        if self._study is None:
            return self.tr("No study is open: ticks and notes are not kept.")
        if self._dirty:
            return self.tr("Saving…")
        if self.saved_to is None:
            return self.tr("Ticks and notes are kept with the study.")
        return self.tr("Kept in {0}").format(self.saved_to)

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave nothing unsaved behind."""
        self.flush()
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Save before the main window goes: nothing hides the dialogs of a closed window."""
        if event.type() is QEvent.Type.Close:
            self.flush()
        return super().eventFilter(watched, event)

    def shut_down(self) -> None:
        """End the threads that draw; the window closes."""
        self.trajectories.shut_down()

    # -- paper ---------------------------------------------------------------------------

    def report(self) -> str:
        """The page as HTML, in the current language."""
        measured = self._measuring.measurements
        shown = measured is not None and has_tumour(measured)
        tables = [volume_table(measured), place_table(measured)] if shown and measured else []
        drawn = marks_table(self._session)
        tables += [drawn] if drawn is not None else []
        found = self._session.segmentation
        made = provenance_text(found.provenance) + "." if found is not None else ""
        notes = [made, untold_note(found), corrected_note(found)]
        notes += [thickness_note(measured), symmetry_note(measured)] if shown and measured else []
        notes.append(rano_text(self._session.marks.lesions, self._session.spacing_mm))
        lacking = [f for f in self._session.findings if f.code == "sequence_absent"]
        note = " ".join(filter(None, [*map(finding_text, lacking), *notes]))
        name = self._study.name if self._study else ""
        planned = PlanMeasuring.of(self._session).found
        return report_html(read_planning(), self.record, name, tables, note, planned)

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(paper())
        if QPrintDialog(printer, self).exec():
            self._once_measured(lambda: printable_html(self.report()).print_(printer))

    def _save_pdf(self) -> None:
        self._save_report(self.tr("PDF files (*.pdf)"), ".pdf", write_pdf)

    def _save_html(self) -> None:
        self._save_report(self.tr("HTML files (*.html)"), ".html", write_html)

    def _save_report(self, kinds: str, ending: str, write: Callable[[str, Path], Path]) -> None:
        scan = self._study.reference.path if self._study else None
        folder = scan.parent if scan else Path.home()
        name = (
            f"{name_without_patient(self._study) if self._study else 'gliovista'}_planning{ending}"
        )
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the planning page"), str(folder / name), kinds
        )
        if chosen:
            path = Path(chosen)
            if path.suffix.lower() != ending:
                path = path.with_name(path.name + ending)
            if not self._may_write(path, Path(chosen)):
                return
            self._once_measured(lambda: self._write_report(path, write))

    def _may_write(self, path: Path, chosen: Path) -> bool:
        """Never over a scan; over another file when the person says so, there or in the dialog."""
        volumes = self._study.volumes.values() if self._study else ()
        try:
            scans = [v.path for v in volumes if v.path is not None]
            require_output(path, overwrite=True, inputs=scans)
        except WritingError as error:
            self._report_failed(error)
            return False
        return path == chosen or not exists(path) or may_replace([path.name], self)

    def _write_report(self, path: Path, write: Callable[[str, Path], Path]) -> None:
        body = self.report()
        job = self._jobs.new("planning: report")
        job.finished.connect(self._report_saved)
        job.failed.connect(self._report_failed)
        job.start(lambda _: write(body, path))

    def _once_measured(self, then: Callable[[], object]) -> None:
        """Go on when no measurement is under way, so that the report holds it."""
        both = (self._measuring, PlanMeasuring.of(self._session))

        def busy() -> bool:
            return any(each.busy for each in both)

        if not busy():
            then()
            return
        self.place.setText(self.tr("Measuring…"))
        study = self._session.study

        def measured() -> None:
            if not busy():
                for each in both:
                    each.changed.disconnect(measured)
                # Leaving a study ends its measurement too, before this dialog hears of it.
                if self._session.study is study:
                    then()

        for each in both:
            each.changed.connect(measured)

    def _report_saved(self, path: Path) -> None:
        self.place.setText(self.tr("Saved {0}").format(path))

    def _report_failed(self, error: Exception) -> None:
        if not isinstance(error, GliovistaError):
            raise error
        self._problem = str(error)
        self._show_place()


@dataclass(frozen=True)
class _Found:
    """What came of loading or saving a study's record; ``problem`` is a sentence or empty."""

    study: Study
    places: tuple[Path, ...]
    record: Record
    path: Path | None = None
    problem: str = ""


def _find(study: Study, own_folder: Path) -> _Found:
    paths = places(study, own_folder)
    try:
        record, path = load(paths)
    except ReadingError as error:
        return _Found(study, paths, Record(), problem=str(error))
    return _Found(study, paths, record, path)


def _keep(study: Study, record: Record, paths: tuple[Path, ...]) -> _Found:
    try:
        path = save(record, study.name, paths)
    except WritingError as error:
        return _Found(study, paths, record, problem=str(error))
    return _Found(study, paths, record, path)
