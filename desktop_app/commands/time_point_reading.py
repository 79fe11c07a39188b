"""Reading time points, one after the other: those that a person adds, and those of a session."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from core.errors import ReadingError, SeveralStudiesError, UnpreparedError
from core.follow_up.names import other_patient
from core.opening.reading import OpenedStudy
from core.opening.searching import find_studies
from core.progress import Progress
from core.studies.study import Study
from desktop_app.commands.files import FileCommands
from desktop_app.commands.surroundings import Surroundings
from desktop_app.commands.time_point_labels import TimePointLabels
from desktop_app.commands.time_point_work import TimePointWork
from desktop_app.opening.drops import may_be_dicom
from desktop_app.opening.patients_dialog import PatientsDialog
from desktop_app.opening.series_dialog import SeriesDialog
from desktop_app.opening.sources import Source
from desktop_app.opening.time_points import (
    entry_of,
    read_again,
    read_entries,
    read_entry,
    same_scans,
)
from desktop_app.state.follow_up import Entry
from desktop_app.work.jobs import Job


class TimePointReading(QObject):
    """Adds time points to those of the open study.

    Attributes:
        open_name: of the entry that stands for the open study, or stood for it before a corrected
            brain made another study of the same scans.
    """

    def __init__(
        self,
        around: Surroundings,
        files: FileCommands,
        labels: TimePointLabels,
        work: TimePointWork,
    ) -> None:
        """Remember what to work with.

        Args:
            around: what commands work with.
            files: knows what the open study was read from.
            labels: offers a label map that lies beside scans.
            work: one thing at a time.
        """
        super().__init__(around.parent)
        self._around, self._files, self._labels, self._work = around, files, labels, work
        self._session, self._state = around.session, around.session.follow_up
        self.open_name = ""
        self._own_entry: Entry | None = None
        self._tried: set[str] = set()
        self._session.study_changed.connect(self._follow_study)
        self._state.changed.connect(self._follow_entries)
        work.free.connect(self.read_unread)

    def _follow_study(self) -> None:
        """What is being read belongs to the study that was open."""
        if not self._state.entries and self._session.study is not self._work.study:
            self._work.cancel()
            self._tried.clear()

    def _follow_entries(self) -> None:
        own = self._state.of(self._session.study)
        if own is not None:
            self.open_name = own.name
        self.read_unread()

    def add(self, folder: Path, *, raw: bool = False) -> None:
        """Read the time points in a folder.

        Args:
            folder: of one study, or of one patient's studies of several days.
            raw: scans as they left the scanner, as those of the open study may be.
        """
        study = self._session.study
        if study is None or self._work.busy:
            return
        raw = raw or study.prepared is not None
        own, source = self._own(study), self._files.source
        job = self._work.begin(
            "read time points",
            self.tr("Reading {0}…").format(folder.name),
            lambda error: self._unread(folder, error),
        )
        job.item.connect(lambda item: self._arrived(job, study, *item))
        job.finished.connect(lambda count: self._all_read(job, folder, count))

        def work(progress: Progress) -> int:
            first = entry_of(own, source)
            job.hand((first, None))
            return read_entries(folder, first.identity, job.hand, progress, raw=raw)

        job.start(work)

    def read(self, source: Source) -> None:
        """Read a study of DICOM series that a person chose as one more time point."""
        study = self._session.study
        if study is None or self._work.busy:
            return
        own, own_source = self._own(study), self._files.source
        job = self._work.begin("read a time point", self.tr("Reading {0}…").format(source.title))
        job.item.connect(lambda item: self._arrived(job, study, *item))
        job.finished.connect(lambda _: self._work.end(job))

        def work(progress: Progress) -> None:
            job.hand((entry_of(own, own_source), None))
            job.hand((read_entry(source, progress), None))

        job.start(work)

    def _own(self, study: Study) -> OpenedStudy:
        return OpenedStudy(study, tuple(self._session.findings), self._session.preparation)

    def _arrived(self, job: Job, study: Study, entry: Entry, labels: Path | None) -> None:
        if not self._work.at_work(job) or self._session.study is not study:
            return
        state = self._state
        if entry.study is study:
            self._own_entry = entry
            return
        again = [e for e in state.entries if same_scans(e.identity, entry.identity)]
        if again and again[0].study is not None:
            self._say_again(again[0])
            return
        if state.of(study) is None and self._own_entry is not None:
            self.open_name = state.add(self._own_entry).name
        if again:
            state.put(again[0], study=entry.study, preparation=entry.preparation)
            return
        added = state.add(entry)
        self._warn_of_patient(added)
        if labels is not None:
            self._labels.offer(added.name, labels)

    def _say_again(self, entry: Entry) -> None:
        text = self.tr("{0} is a time point already.").format(entry.name)
        self._around.messages.note(text)

    def _warn_of_patient(self, entry: Entry) -> None:
        """At once, before the brains are compared."""
        others = [e for e in self._state.entries if other_patient(e.patient, entry.patient)]
        if not others:
            return
        text = self.tr(
            "{0} tells another patient than {1}, by its headers or names. Studies of two patients "
            "must not be compared."
        ).format(entry.name, others[0].name)
        self._around.messages.error(
            lambda: text, lambda: self.tr("Take it out"), lambda: self._take_out(entry.name)
        )

    def _take_out(self, name: str) -> None:
        entry = self._state.named(name)
        if entry is not None:
            self._state.remove(entry)

    def _all_read(self, job: Job, folder: Path, count: int) -> None:
        if not self._work.at_work(job):
            return
        self._work.end(job)
        if not count:
            text = self.tr("{0} holds the open study and no other.").format(folder.name)
            self._around.messages.note(text)

    def _unread(self, folder: Path, error: Exception) -> None:
        messages = self._around.messages
        if isinstance(error, SeveralStudiesError):
            self._choose_study(folder, error)
        elif isinstance(error, UnpreparedError):
            messages.error(
                lambda: self._text(error),
                lambda: self.tr("Align and remove the skull"),
                lambda: self.add(folder, raw=True),
            )
        elif isinstance(error, ReadingError) and may_be_dicom([folder]):
            messages.error(
                lambda: self._text(error),
                lambda: self.tr("Choose the series…"),
                lambda: self._choose_series(folder),
            )
        else:
            self._around.show_error(error)

    def _text(self, error: Exception) -> str:
        return self._files.error_text(error)

    def _choose_series(self, folder: Path) -> None:
        dialog = SeriesDialog(self._around.jobs, self._around.parent)
        dialog.accepted.connect(lambda: self.read(dialog.source()))
        _show(dialog)
        dialog.look_in([folder])

    def _choose_study(self, folder: Path, error: Exception) -> None:
        """Several patients, or nobody knows: a person says which study."""
        job = self._around.jobs.new("find studies")

        def found(studies: list[Path]) -> None:
            if len(studies) < 2:
                self._around.show_error(error)
                return
            dialog = PatientsDialog(folder, studies, self._around.parent)
            dialog.accepted.connect(lambda: self.add(dialog.chosen or folder))
            _show(dialog)

        job.finished.connect(found)
        job.failed.connect(self._around.show_error)
        job.start(lambda progress: find_studies(folder))

    def read_unread(self) -> None:
        """Read the scans of time points that a session named."""
        unread = [e for e in self._state.entries if e.study is None and e.name not in self._tried]
        if not unread or self._work.busy:
            return
        entry = unread[0]
        # Scans that are gone are told of once.
        self._tried.add(entry.name)
        job = self._work.begin("read a time point", self.tr("Reading {0}…").format(entry.name))
        job.finished.connect(lambda fresh: self._read_again(job, entry, fresh))
        job.start(lambda progress: read_again(entry, progress))

    def _read_again(self, job: Job, entry: Entry, fresh: Entry) -> None:
        if not self._work.at_work(job):
            return
        current = self._state.named(entry.name)
        if current is not None and current.study is None:
            self._state.put(
                current,
                study=fresh.study,
                findings=fresh.findings,
                preparation=fresh.preparation,
                patient=fresh.patient,
            )
        self._work.end(job)


def _show(dialog: QDialog) -> None:
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
