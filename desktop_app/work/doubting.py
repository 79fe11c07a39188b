"""The doubtful places of a result, looked for off the GUI thread when somebody asks."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, Signal

from core.labels import Region
from core.segmenting.doubt import DoubtfulPlace, doubtful_places
from core.studies.segmentation import Segmentation
from desktop_app.state.session import Session
from desktop_app.work.jobs import Job, Jobs


class Doubting(QObject):
    """Goes through the places where a region of the session's result is in doubt.

    Attributes:
        places: the largest first; None while they were not looked for.
        current: the one that was gone to last, from 0; None before.
    """

    changed = Signal()
    """Places were found, gone to, or belong to a result that is not shown any more."""
    failed = Signal(object)

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__(session)
        self._session, self._jobs = session, jobs
        self.places: list[DoubtfulPlace] | None = None
        self.current: int | None = None
        self._of: tuple[Segmentation, Region] | None = None
        self._job: Job | None = None
        session.segmentation_changed.connect(self._follow)
        session.display_changed.connect(self._follow)

    @property
    def busy(self) -> bool:
        """Whether places are being looked for."""
        return self._job is not None

    def _follow(self) -> None:
        """Places of another result, or of another region, are no places any more."""
        found, region = self._session.segmentation, self._session.display.doubt_region
        if self._of is None or (found is self._of[0] and region is self._of[1]):
            return
        if self._job is not None:
            self._job.cancel()
        self._job = self._of = self.places = self.current = None
        self.changed.emit()

    def go_to_next(self) -> None:
        """Show the next place, the first after the last; look for them where nobody has yet."""
        if self.places is None:
            self._look()
            return
        if self.places:
            self.current = 0 if self.current is None else (self.current + 1) % len(self.places)
            self._show(self.places[self.current])
        self.changed.emit()

    def _look(self) -> None:
        found, region = self._session.segmentation, self._session.display.doubt_region
        if found is None or found.probabilities is None or self._job is not None:
            return
        probability, grid = found.probabilities[list(Region).index(region)], found.grid
        self._of = (found, region)
        job = self._job = self._jobs.new("doubtful places")
        job.finished.connect(self._found)
        job.failed.connect(self._failed)
        job.start(lambda progress: doubtful_places(probability, grid, progress))
        self.changed.emit()

    def _found(self, places: list[DoubtfulPlace]) -> None:
        self._job, self.places = None, places
        self.go_to_next()

    def _failed(self, error: Exception) -> None:
        self._job = self._of = None
        self.changed.emit()
        self.failed.emit(error)

    def _show(self, place: DoubtfulPlace) -> None:
        session, found = self._session, self._session.segmentation
        if session.grid is None or found is None:
            return
        # Through the world: what the network saw, on another grid, may be shown.
        step = np.linalg.inv(session.grid.affine) @ found.grid.affine
        session.set_cursor((step @ [*place.voxel, 1])[:3].tolist())
