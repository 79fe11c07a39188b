"""Opens studies: a job reads and checks, the session shows what arrives."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from core.studies.study import Modality
from desktop_app.opening.sources import Opened, Source, Unsorted, open_source
from desktop_app.state.brain_mask import BrainMask
from desktop_app.state.session import Kept, Session
from desktop_app.state.shown import ShownVolume
from desktop_app.work.jobs import Job, Jobs


class Opener(QObject):
    """One study opens at a time; opening another gives the first one up."""

    started = Signal(object)
    """The source that is being read."""
    finished = Signal(object)
    """The source whose study is open now."""
    progressed = Signal(object, int, int, str)
    """The source, steps done and in all, and what runs now."""
    unsorted = Signal(object)
    """The source, in which a person is to choose among DICOM series."""
    cancelled = Signal()
    """What was being read was given up."""
    failed = Signal(object, object)
    """The source, and the error that says why it cannot be opened."""

    def __init__(self, session: Session, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, jobs
        self._job: Job | None = None
        self._before: Kept | None = None

    @property
    def busy(self) -> bool:
        """Whether a study is being read."""
        return self._job is not None

    def open(self, source: Source) -> None:
        """Read a study in the background.

        What is open stays until the first volume arrives, though nobody can correct it any more,
        and comes back if the study is refused after that.
        """
        self.cancel()
        job = self._jobs.new("open")
        self._job = job
        self._session.set_opening(True)
        job.item.connect(lambda item: self._arrived(job, source, *item))
        job.progress.connect(lambda *at: self.progressed.emit(source, *at))
        job.finished.connect(lambda opened: self._done(job, source, opened))
        job.failed.connect(lambda error: self._failed(job, source, error))
        self.started.emit(source)
        job.start(lambda progress: open_source(source, job.hand, progress))

    def cancel(self) -> None:
        """Give up what is being read; what was open before comes back."""
        job, self._job = self._job, None
        if job is not None:
            job.cancel()
            self._go_back()
            self.cancelled.emit()

    def _go_back(self) -> None:
        before, self._before = self._before, None
        if before is not None:
            self._session.restore(before)
        else:
            self._session.set_opening(False)

    def _arrived(self, job: Job, source: Source, modality: Modality, shown: ShownVolume) -> None:
        if job is not self._job:
            return
        if self._before is None:
            self._before = self._session.keep()
            self._session.begin(source.title)
        self._session.add_volume(modality, shown)

    def _done(self, job: Job, source: Source, opened: Opened | Unsorted) -> None:
        if job is not self._job:
            return
        self._job = None
        if isinstance(opened, Unsorted):
            self._go_back()
            self.unsorted.emit(opened.source)
            return
        self._before = None
        self._session.complete(opened.study, opened.findings, opened.changed, opened.preparation)
        self._session.set_brain(BrainMask.of(opened.brain, opened.study.grid.affine))
        self.finished.emit(source)

    def _failed(self, job: Job, source: Source, error: Exception) -> None:
        if job is not self._job:
            return
        self._job = None
        self._go_back()
        self.failed.emit(source, error)
