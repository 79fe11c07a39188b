"""What the shown segmentation measures, computed off the GUI thread, once for whoever asks."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from core.errors import GliovistaError
from core.measuring.measurements import Measurements, measure
from desktop_app.state.session import Session
from desktop_app.work.jobs import PAINT_MS, Job, Jobs

_BETWEEN_STROKES_MS = 500
"""Measuring takes about a second: it waits until nobody has painted for this long."""


class Measuring(QObject):
    """Follows a session's segmentation; panel and planning read the same result.

    Attributes:
        measurements: of the segmentation that is shown; None while there is none yet.
        error: why measuring failed, as a sentence; empty if it did not.
    """

    changed = Signal()
    """Measuring began, ended or failed, or there is nothing to measure any more."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.measurements: Measurements | None = None
        self.error = ""
        self._session = session
        self._jobs = Jobs(self)
        self._job: Job | None = None
        self._measured: tuple[object, object] = (None, None)
        session.segmentation_changed.connect(self._follow)
        session.study_changed.connect(self._follow)
        self._follow()

    @classmethod
    def of(cls, session: Session) -> Measuring:
        """The one that belongs to a session, made at the first call."""
        found = session.findChild(cls)
        return found if isinstance(found, cls) else cls(session)

    @property
    def busy(self) -> bool:
        """Whether a measurement is under way."""
        return self._job is not None

    def shut_down(self) -> None:
        """Stop, and wait until the thread ended."""
        self._job = None
        self._jobs.shut_down()

    def _follow(self) -> None:
        segmentation, study = self._session.segmentation, self._session.study
        if study is None:
            segmentation = None
        if segmentation is self._measured[0] and study is self._measured[1]:
            return
        self._measured = (segmentation, study)
        self.measurements, self.error = None, ""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        if segmentation is not None:
            job = self._jobs.new("measuring")
            job.finished.connect(self._finished)
            job.failed.connect(self._failed)
            self._job = job
            wait_ms = _BETWEEN_STROKES_MS if segmentation.corrected else PAINT_MS
            job.start_after_paint(lambda progress: measure(segmentation, study, progress), wait_ms)
        self.changed.emit()

    def _finished(self, measurements: Measurements) -> None:
        self.measurements, self._job = measurements, None
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        self._job = None
        if not isinstance(error, GliovistaError):
            raise error
        self.error = str(error)
        self.changed.emit()
