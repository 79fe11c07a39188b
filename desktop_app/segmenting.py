"""Segmenting in the background: the model stays loaded, a result for a closed study is dropped."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QTimer, Signal

from core.inference import Mode, segment
from core.model_package import Model, load_model
from core.progress import Progress
from core.study import Study
from desktop_app.jobs import Job, Jobs
from desktop_app.session import Session
from desktop_app.shown import ShownLabels, show_labels

_REMEMBERED = {
    Mode.FAST: "work/seconds_of_last_segmentation",
    Mode.ACCURATE: "work/seconds_of_last_accurate_segmentation",
}
"""Where the seconds of the last run stand, from which the time left is told."""
_TICK_MS = 200


class Models:
    """The loaded model, kept so that a second segmentation starts at once.

    Args:
        folder: a model package; default the one that ships with the program.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._loaded: tuple[int, Model] | None = None

    def get(self, threads: int) -> Model:
        """The shipped model for a number of threads; loads it the first time.

        Runs in a worker thread.
        """
        if self._loaded is None or self._loaded[0] != threads:
            self._loaded = (threads, load_model(self._folder, threads=threads))
        return self._loaded[1]


def segment_study(
    study: Study, models: Models, threads: int, progress: Progress, mode: Mode
) -> ShownLabels:
    """Segment and prepare the label map for the views; runs in a worker thread."""
    return show_labels(segment(study, models.get(threads), progress, mode))


class Segmenter(QObject):
    """Runs one segmentation at a time for the study that is open."""

    started = Signal()
    progressed = Signal(float, object)
    """Fraction done, and seconds left or None while nobody knows."""
    finished = Signal()
    failed = Signal(object)
    cancelled = Signal()

    def __init__(
        self, session: Session, jobs: Jobs, store: QSettings, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._jobs, self._store = session, jobs, store
        self.models = Models()
        self._job: Job | None = None
        self._study: Study | None = None
        self._mode = Mode.FAST
        self._begun = 0.0
        self._fraction = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tell)
        session.study_changed.connect(self._study_changed)

    def start(self, threads: int = 0, mode: Mode = Mode.FAST) -> None:
        """Segment the open study."""
        study = self._session.study
        if study is None or self._job is not None:
            return
        job = self._jobs.new("segment")
        self._job, self._study, self._mode = job, study, mode
        self._begun, self._fraction = time.monotonic(), 0.0
        job.progress.connect(self._progressed)
        job.finished.connect(lambda labels: self._done(job, labels))
        job.failed.connect(lambda error: self._failed(job, error))
        self._session.set_segmenting(True)
        self._timer.start()
        self.started.emit()
        models = self.models
        job.start(
            lambda progress: segment_study(study, models, threads, progress, mode), network=True
        )
        self._tell()

    def cancel(self) -> None:
        """Give up at once; the thread ends at its next step and its result is dropped."""
        job = self._job
        if job is not None:
            self._end()
            job.cancel()
            self.cancelled.emit()

    def _study_changed(self) -> None:
        if self._job is not None and self._session.study is not self._study:
            self.cancel()

    def _progressed(self, done: int, total: int, text: str) -> None:
        del text
        self._fraction = done / total
        self._tell()

    def _tell(self) -> None:
        """Emit how far it is, from steps done and from how long it took the last time."""
        elapsed = time.monotonic() - self._begun
        expected = float(str(self._store.value(_REMEMBERED[self._mode], 0.0)))
        if expected > 0:
            fraction = max(self._fraction * 0.5, min(elapsed / expected, 0.97))
            self.progressed.emit(fraction, max(expected - elapsed, 0.0))
        else:
            self.progressed.emit(self._fraction, None)

    def _end(self) -> None:
        self._job = self._study = None
        self._timer.stop()
        self._session.set_segmenting(False)

    def _done(self, job: Job, labels: ShownLabels) -> None:
        if job is not self._job:
            return
        self._store.setValue(_REMEMBERED[self._mode], time.monotonic() - self._begun)
        self._end()
        self._session.set_labels(labels, unsaved=True)
        self.finished.emit()

    def _failed(self, job: Job, error: Exception) -> None:
        if job is not self._job:
            return
        self._end()
        self.failed.emit(error)
