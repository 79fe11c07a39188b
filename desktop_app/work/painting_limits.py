"""Where the brush may paint in the open study: its head is found off the GUI thread."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, Signal

from core.correction.limits import GreyRange, Limits
from core.measuring.brain import inside_head
from core.progress import Progress
from core.space.affine import to_ras
from core.studies.study import Study
from desktop_app.state.session import Session
from desktop_app.work.jobs import Job, Jobs


class PaintingLimits(QObject):
    """Follows a session: the head is that of the study which is being corrected."""

    changed = Signal()
    """The head was found."""

    def __init__(self, session: Session, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, jobs
        self._study: Study | None = None
        self._head: npt.NDArray[np.bool_] | None = None
        self._job: Job | None = None
        session.correcting_changed.connect(self._follow)
        session.study_changed.connect(self._follow)

    @property
    def ready(self) -> bool:
        """Whether the head of the open study is known."""
        return self._head is not None

    def now(self) -> Limits:
        """The limits that the brush's settings ask for, on RAS+ axes.

        Until the head is found, which takes a fraction of a second, it does not limit.
        """
        brush, session = self._session.brush, self._session
        grey = None
        if brush.grey is not None and brush.grey.modality in session.volumes:
            scan = session.volumes[brush.grey.modality].ras
            grey = GreyRange(scan, brush.grey.low, brush.grey.high)
        return Limits(None if brush.beyond_head else self._head, grey)

    def _follow(self) -> None:
        study = self._session.study
        if study is not self._study:
            if self._job is not None:
                self._job.cancel()
            self._study = self._head = self._job = None
        if self._session.correcting and study is not None and self._study is None:
            self._study = study
            self._job = self._jobs.new("find head")
            self._job.finished.connect(self._found)
            self._job.start_after_paint(lambda progress: _head_of(study, progress))

    def _found(self, head: npt.NDArray[np.bool_]) -> None:
        self._head, self._job = head, None
        self.changed.emit()


def _head_of(study: Study, progress: Progress) -> npt.NDArray[np.bool_]:
    progress(0, 1, "head")
    return np.asarray(to_ras(inside_head(study), study.grid.affine), np.bool_)
