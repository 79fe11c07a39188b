"""The shown result beside a second one: scores, lesions and disagreements, off the GUI thread."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from core.errors import GliovistaError
from core.labels import LabelMap, Region
from core.scoring.comparison import Piece, RegionComparison, compare
from core.space.affine import Grid
from desktop_app.state.session import Session
from desktop_app.work.jobs import PAINT_MS, Job, Jobs

_BETWEEN_STROKES_MS = 300
"""It waits until nobody has painted for this long."""


class Comparing(QObject):
    """Follows what is shown and what it is compared with.

    Attributes:
        compared: each region; empty while it is not known or nothing is compared.
        error: why comparing failed, as a sentence; empty if it did not.
        place: how many disagreements of the region were visited.
    """

    changed = Signal()

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__(session)
        self.compared: Mapping[Region, RegionComparison] = {}
        self.error, self.place = "", 0
        self._session, self._jobs = session, jobs
        self._job: Job | None = None
        self._pair: tuple[object, object] = (None, None)
        self._grid: Grid | None = None
        self._region = session.display.compared_region
        session.segmentation_changed.connect(self._follow)
        session.display_changed.connect(self._follow_region)

    @property
    def busy(self) -> bool:
        """Whether a comparison is under way."""
        return self._job is not None

    @property
    def disagreements(self) -> tuple[Piece, ...]:
        """Of the chosen region, largest first."""
        found = self.compared.get(self._session.display.compared_region)
        return found.disagreements if found else ()

    def next_disagreement(self) -> Piece | None:
        """Go to the largest that was not visited yet; after the last, to the first again."""
        pieces = self.disagreements
        if not pieces:
            return None
        piece = pieces[self.place % len(pieces)]
        self.place = self.place % len(pieces) + 1
        self.visit(piece)
        self.changed.emit()
        return piece

    def visit(self, piece: Piece) -> None:
        """Move the cursor to a piece."""
        if self._grid is not None:
            x, y, z = (self._grid.affine @ [*piece.ijk, 1])[:3].tolist()
            self._session.show_point((x, y, z))

    def _follow_region(self) -> None:
        if self._session.display.compared_region is not self._region:
            self._region, self.place = self._session.display.compared_region, 0
            self.changed.emit()

    def _follow(self) -> None:
        session = self._session
        if session.own_view is not None:
            return  # on another grid for a while; what is known stays
        labels, other = session.labels, session.comparison
        pair = (session.segmentation, other)
        if pair[0] is self._pair[0] and pair[1] is self._pair[1]:
            return
        self._pair = pair
        if self._job is not None:
            self._job.cancel()
        self._job, self.compared, self.error, self.place = None, {}, "", 0
        if labels is not None and other is not None and session.grid is not None:
            corrected = labels.segmentation.corrected
            self._start(labels.ras, other.ras, session.grid, corrected=corrected)
        self.changed.emit()

    def _start(self, result: LabelMap, reference: LabelMap, grid: Grid, *, corrected: bool) -> None:
        self._grid = grid
        job = self._job = self._jobs.new("compare")
        job.finished.connect(self._finished)
        job.failed.connect(self._failed)
        wait_ms = _BETWEEN_STROKES_MS if corrected else PAINT_MS
        job.start_after_paint(lambda progress: compare(result, reference, grid, progress), wait_ms)

    def _finished(self, compared: Mapping[Region, RegionComparison]) -> None:
        self.compared, self._job = compared, None
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        self._job = None
        if not isinstance(error, GliovistaError):
            raise error
        self.error = str(error)
        self.changed.emit()
