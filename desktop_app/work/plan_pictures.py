"""Pictures perpendicular to the selected trajectory and along it, computed off the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, Signal

from core.labels import TUMOUR_LABELS
from core.progress import Progress
from core.space.affine import Affine
from core.studies.segmentation import Segmentation
from core.studies.study import Modality, Volume
from core.trajectories.planes import Frame, along_picture, frame_of, probe_pictures
from core.trajectories.trajectory import Trajectory
from desktop_app.state.display import Window
from desktop_app.state.session import Session
from desktop_app.work.jobs import Job, Jobs

HALF_MM, STEP_MM = 30.0, 0.6
"""Pictures reach so far to each side of the way, in pixels of this size."""

DEPTH_MM = 1.0
MARGIN_MM = 10.0
"""Pictures go on past both ends, for what lies behind the target."""


@dataclass(frozen=True, eq=False)
class PlanPictures:
    """All pictures of one way through one sequence.

    Attributes:
        way: the trajectory.
        modality: the sequence.
        frame: where the pictures' edges point to.
        depths_mm: of the perpendicular ones, shape (n,).
        probe: float32, shape (n, size, size).
        probe_labels: uint8, same shape, values of labels.
        along: float32, shape (size, m): depth along the columns, in steps of :data:`STEP_MM`.
        along_labels: uint8, same shape.
    """

    way: Trajectory
    modality: Modality
    frame: Frame
    depths_mm: npt.NDArray[np.float64]
    probe: npt.NDArray[np.float32]
    probe_labels: npt.NDArray[np.uint8]
    along: npt.NDArray[np.float32]
    along_labels: npt.NDArray[np.uint8]

    def index(self, depth_mm: float) -> int:
        """The perpendicular picture nearest to a depth."""
        return int(np.abs(self.depths_mm - depth_mm).argmin())


class PlanPicturing(QObject):
    """Follows the selected trajectory and the active sequence while somebody looks.

    Attributes:
        pictures: of what is selected; while an end is dragged, of where it was a moment ago.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self.pictures: PlanPictures | None = None
        self._session, self._jobs = session, Jobs(self)
        self._job: Job | None = None
        self._active = False
        self._key: tuple[object, ...] = ()
        for signal in (
            session.plan.changed,
            session.active_changed,
            session.volume_arrived,
            session.study_changed,
            session.segmentation_changed,
        ):
            signal.connect(self._follow)

    def set_active(self, active: bool) -> None:
        """Follow the session, or leave it alone while nobody looks."""
        self._active = active
        self._follow()

    def window(self) -> Window:
        """Window of the sequence that is shown."""
        return self._session.window(self._session.active[0])

    def shut_down(self) -> None:
        """Stop, and wait until the thread ended."""
        self._active, self._job = False, None
        self._jobs.shut_down()

    def _follow(self) -> None:
        session = self._session
        current, modality = session.plan.current, session.active[0]
        shown = session.volumes.get(modality)
        if not self._active or current is None or shown is None:
            if self.pictures is not None and current is None:
                self.pictures, self._key = None, ()
                self.changed.emit()
            return
        found = session.segmentation
        key = (current.way, shown, found)
        same = len(self._key) == len(key) and all(
            a is b for a, b in zip(key, self._key, strict=True)
        )
        if same or self._job is not None:
            return
        self._key = key
        volume, way = shown.volume, current.way
        job = self._job = self._jobs.new("plan: pictures")
        job.finished.connect(self._finished)
        job.failed.connect(self._failed)
        job.start(lambda progress: draw_pictures(volume, found, way, modality, progress))

    def _finished(self, pictures: PlanPictures) -> None:
        self._job, self.pictures = None, pictures
        self.changed.emit()
        self._follow()  # something else may be wanted by now

    def _failed(self, error: Exception) -> None:
        self._job = None
        raise error


def draw_pictures(
    volume: Volume,
    segmentation: Segmentation | None,
    way: Trajectory,
    modality: Modality,
    progress: Progress,
) -> PlanPictures:
    """Interpolate every picture of a way; runs in a worker thread."""
    frame = frame_of(way)
    depths = np.arange(-MARGIN_MM, way.length_mm + MARGIN_MM + DEPTH_MM / 2, DEPTH_MM)
    fine = np.arange(-MARGIN_MM, way.length_mm + MARGIN_MM + STEP_MM / 2, STEP_MM)
    probe = probe_pictures(
        volume.data, volume.affine, way, depths, HALF_MM, STEP_MM, frame, progress
    )
    along = along_picture(volume.data, volume.affine, way, fine, HALF_MM, STEP_MM, frame)
    if segmentation is None:
        nothing = np.zeros(probe.shape, np.uint8), np.zeros(along.shape, np.uint8)
        return PlanPictures(way, modality, frame, depths, probe, nothing[0], along, nothing[1])
    affine, probed, cut = segmentation.grid.affine, _blank(probe), _blank(along)
    for label in TUMOUR_LABELS:
        # The half of a label's share is its edge, smoother than its voxels.
        share = (segmentation.label_map == label).astype(np.uint8) * np.uint8(2)
        probed[_inside(share, affine, way, depths, frame, progress)] = label
        wide = along_picture(share, affine, way, fine, HALF_MM, STEP_MM, frame)
        cut[wide >= 1.0] = label
    return PlanPictures(way, modality, frame, depths, probe, probed, along, cut)


def _blank(like: npt.NDArray[np.float32]) -> npt.NDArray[np.uint8]:
    return np.zeros(like.shape, np.uint8)


def _inside(
    share: npt.NDArray[np.uint8],
    affine: Affine,
    way: Trajectory,
    depths: npt.NDArray[np.float64],
    frame: Frame,
    progress: Progress,
) -> npt.NDArray[np.bool_]:
    found = probe_pictures(share, affine, way, depths, HALF_MM, STEP_MM, frame, progress)
    return np.asarray(found >= 1.0)
