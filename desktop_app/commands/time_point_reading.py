"""Reading, segmenting and labelling time points, one after the other, with a way to give up."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QFileDialog

from core.errors import ReadingError, SeveralStudiesError, UnpreparedError
from core.follow_up.names import other_patient
from core.labels import LabelConvention
from core.opening.reading import OpenedStudy
from core.opening.searching import find_studies
from core.progress import Progress
from core.segmenting.inference import segment
from core.segmenting.passes import Mode
from core.studies.segmentation import Segmentation
from core.studies.study import Study
from desktop_app.commands.files import FileCommands
from desktop_app.commands.surroundings import Surroundings
from desktop_app.opening.drops import may_be_dicom
from desktop_app.opening.label_dialog import LabelDialog
from desktop_app.opening.label_maps import LabelFile, labels_of, read_labels
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
from desktop_app.state.settings import THREADS
from desktop_app.state.shown import ShownLabels
from desktop_app.work.following import Following
from desktop_app.work.jobs import Job
from desktop_app.work.segmenting import Segmenter


class TimePointReading(QObject):
    """One thing at a time; what was asked for meanwhile follows.

    Attributes:
        open_name: of the entry that stands for the open study.
    """

    progressed = Signal(str, int, int)
    """What is going on, done and total; an empty text when nothing is."""

    def __init__(
        self,
        around: Surroundings,
        files: FileCommands,
        following: Following,
        segmenter: Segmenter,
    ) -> None:
        """Remember what to work with.

        Args:
            around: what commands work with.
            files: knows what the open study was read from.
            following: is told of which time point is being segmented.
            segmenter: holds the loaded model.
        """
        super().__init__(around.parent)
        self._around, self._files = around, files
        self._following, self._segmenter = following, segmenter
        self._session, self._state = around.session, around.session.follow_up
        self.open_name = ""
        self._own_entry: Entry | None = None
        self._tried: set[str] = set()
        self._job: Job | None = None
        self._waiting: list[Entry] = []
        self._study: Study | None = None
        self._session.study_changed.connect(self._follow_study)
        self._state.changed.connect(self.read_unread)

    @property
    def busy(self) -> bool:
        """Whether something is being read or segmented."""
        return self._job is not None

    def cancel(self) -> None:
        """Give up all of it."""
        self._waiting = []
        if self._job is not None:
            self._job.cancel()
            self._end()

    def _follow_study(self) -> None:
        """What is being read belongs to the study that was open."""
        if not self._state.entries and self._session.study is not self._study:
            self.cancel()
            self._tried.clear()

    def _begin(self, name: str, said: str) -> Job:
        job = self._job = self._around.jobs.new(name)
        self._study = self._session.study
        job.progress.connect(lambda done, total, _: self.progressed.emit(said, done, total))
        job.failed.connect(lambda error: self._failed(job, error))
        self.progressed.emit(said, 0, 0)
        return job

    def _end(self) -> None:
        self._job = None
        self._following.set_segmenting(None)
        self.progressed.emit("", 0, 0)

    def _failed(self, job: Job, error: Exception) -> None:
        if job is self._job:
            self._waiting = []
            self._end()
            self._around.show_error(error)

    # -- adding --------------------------------------------------------------------------

    def add(self, folder: Path, *, raw: bool = False) -> None:
        """Read the time points in a folder.

        Args:
            folder: of one study, or of one patient's studies of several days.
            raw: scans as they left the scanner, as those of the open study may be.
        """
        study = self._session.study
        if study is None or self.busy:
            return
        raw = raw or study.prepared is not None
        own, source = self._own(study), self._files.source
        job = self._begin("read time points", self.tr("Reading {0}…").format(folder.name))
        job.failed.disconnect()
        job.failed.connect(lambda error: self._unread(job, folder, error))
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
        if study is None or self.busy:
            return
        own, own_source = self._own(study), self._files.source
        job = self._begin("read a time point", self.tr("Reading {0}…").format(source.title))
        job.item.connect(lambda item: self._arrived(job, study, *item))
        job.finished.connect(lambda _: self._over(job))

        def work(progress: Progress) -> None:
            job.hand((entry_of(own, own_source), None))
            job.hand((read_entry(source, progress), None))

        job.start(work)

    def _own(self, study: Study) -> OpenedStudy:
        return OpenedStudy(study, tuple(self._session.findings), self._session.preparation)

    def _arrived(self, job: Job, study: Study, entry: Entry, labels: Path | None) -> None:
        if job is not self._job or self._session.study is not study:
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
            self._offer(added.name, labels)

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
        entry = self._named(name)
        if entry is not None:
            self._state.remove(entry)

    def _over(self, job: Job) -> None:
        if job is self._job:
            self._end()

    def _all_read(self, job: Job, folder: Path, count: int) -> None:
        if job is not self._job:
            return
        self._end()
        if not count:
            text = self.tr("{0} holds the open study and no other.").format(folder.name)
            self._around.messages.note(text)

    def _unread(self, job: Job, folder: Path, error: Exception) -> None:
        if job is not self._job:
            return
        self._end()
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
        if not unread or self.busy:
            return
        entry = unread[0]
        # Scans that are gone are told of once.
        self._tried.add(entry.name)
        job = self._begin("read a time point", self.tr("Reading {0}…").format(entry.name))
        job.finished.connect(lambda fresh: self._read_again(job, entry, fresh))
        job.start(lambda progress: read_again(entry, progress))

    def _read_again(self, job: Job, entry: Entry, fresh: Entry) -> None:
        if job is not self._job:
            return
        self._end()
        current = self._named(entry.name)
        if current is not None and current.study is None:
            self._state.put(
                current,
                study=fresh.study,
                findings=fresh.findings,
                preparation=fresh.preparation,
                patient=fresh.patient,
            )
            self.read_unread()

    # -- label maps ----------------------------------------------------------------------

    def _offer(self, name: str, found: Path) -> None:
        """Say that a label map lies beside the scans; none is ever loaded unasked."""
        if self._around.messages.text:
            return  # that it may be another patient's comes first
        text = self.tr("A label map lies beside the scans of {0}: {1}").format(name, found.name)
        self._around.messages.working(
            text, self.tr("Load it"), lambda: self.load_labels(name, found)
        )

    def _named(self, name: str) -> Entry | None:
        return next((e for e in self._state.entries if e.name == name), None)

    def choose_labels(self, entry: Entry) -> None:
        """Let a person choose the label map of a time point."""
        if entry.study is None:
            return
        path = entry.study.reference.path
        chosen, _ = QFileDialog.getOpenFileName(
            self._around.parent,
            self.tr("Label map of {0}").format(entry.name),
            str(path.parent if path else Path.home()),
            "NIfTI (*.nii *.nii.gz)",
        )
        if chosen:
            self.load_labels(entry.name, Path(chosen))

    def load_labels(self, name: str, path: Path) -> None:
        """Read the label map of a time point; asks what its numbers mean where it is not clear."""
        entry = self._named(name)
        study = entry.study if entry is not None else None
        if study is None:
            return
        self._around.messages.hide()
        job = self._around.jobs.new("read labels")
        job.finished.connect(lambda file: self._ask(name, study, file))
        job.failed.connect(self._around.show_error)
        job.start(lambda progress: read_labels(path, study))

    def _ask(self, name: str, study: Study, file: LabelFile) -> None:
        if len(file.readings) == 1:
            self._use(name, study, file, next(iter(file.readings)))
            return
        dialog = LabelDialog(file, has_labels=False, parent=self._around.parent)
        dialog.accepted.connect(lambda: self._use(name, study, file, dialog.convention))
        _show(dialog)

    def _use(self, name: str, study: Study, file: LabelFile, convention: LabelConvention) -> None:
        job = self._around.jobs.new("use labels")
        job.finished.connect(lambda labels: self._put(name, study, labels))
        job.failed.connect(self._around.show_error)
        job.start(lambda progress: labels_of(file, convention, study))

    def _put(self, name: str, study: Study, labels: ShownLabels) -> None:
        entry = self._named(name)
        if entry is None or entry.study is not study:
            return
        if study is self._session.study:
            self._session.add_result(labels, unsaved=False)
        else:
            self._state.put(entry, segmentation=labels.segmentation)

    # -- the network ---------------------------------------------------------------------

    def segment(self, entries: Sequence[Entry]) -> None:
        """Let the network find the tumour of time points, one after the other."""
        self._waiting += [e for e in entries if e.study is not None]
        if not self.busy:
            self._segment_next()

    def _segment_next(self) -> None:
        if not self._waiting:
            return
        name = self._waiting.pop(0).name
        entry = self._named(name)
        study = entry.study if entry is not None else None
        if entry is None or study is None:
            self._segment_next()
            return
        threads = self._around.settings.get(THREADS)
        models, codes = self._segmenter.models, tuple(f.code for f in entry.findings)
        job = self._begin("segment a time point", self.tr("Segmenting {0}…").format(name))
        self._following.set_segmenting(entry)

        def work(progress: Progress) -> Segmentation:
            found = segment(study, models.get(threads), progress, Mode.FAST)
            return found.with_findings(codes)

        job.finished.connect(lambda found: self._segmented(job, name, study, found))
        job.start(work, network=True)

    def _segmented(self, job: Job, name: str, study: Study, found: Segmentation) -> None:
        if job is not self._job:
            return
        self._end()
        entry = self._named(name)
        if entry is not None and entry.study is study:
            self._state.put(entry, segmentation=found)
        self._segment_next()


def _show(dialog: QDialog) -> None:
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
