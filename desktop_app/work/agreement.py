"""How much of the shown labels a compared label map shares, computed off the GUI thread."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from core.labels import LabelMap, Region, region_mask
from core.scoring.metrics import dice
from core.space.boxes import box_of, hull
from desktop_app.state.session import Session
from desktop_app.work.jobs import PAINT_MS, Job, Jobs

_BETWEEN_STROKES_MS = 300
"""It waits until nobody has painted for this long."""


def region_dice(first: LabelMap, second: LabelMap) -> Mapping[Region, float]:
    """Dice of each region of two label maps on one grid; 1 where both hold none of it."""
    boxes = [box for box in map(box_of, (first, second)) if box is not None]
    box = hull(boxes[0], boxes[-1]) if boxes else ...
    return {
        region: dice(region_mask(first[box], region), region_mask(second[box], region))
        for region in Region
    }


class Agreement(QObject):
    """Follows a session's segmentation and what it is compared with.

    Attributes:
        dice: of each region; empty while it is not known or nothing is compared.
    """

    changed = Signal()

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__(session)
        self.dice: Mapping[Region, float] = {}
        self._session, self._jobs = session, jobs
        self._job: Job | None = None
        self._compared: tuple[object, object] = (None, None)
        session.segmentation_changed.connect(self._follow)

    def _follow(self) -> None:
        found, compared = self._session.segmentation, self._session.comparison
        if found is self._compared[0] and compared is self._compared[1]:
            return
        self._compared = (found, compared)
        if self._job is not None:
            self._job.cancel()
        self._job, self.dice = None, {}
        if found is not None and compared is not None:
            first, second = found.label_map, compared.segmentation.label_map
            self._job = self._jobs.new("compare")
            self._job.finished.connect(self._finished)
            wait_ms = _BETWEEN_STROKES_MS if found.corrected else PAINT_MS
            self._job.start_after_paint(lambda progress: region_dice(first, second), wait_ms)
        self.changed.emit()

    def _finished(self, values: Mapping[Region, float]) -> None:
        self.dice, self._job = values, None
        self.changed.emit()
