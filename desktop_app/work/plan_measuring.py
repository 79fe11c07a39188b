"""What planned trajectories cross and come near, and margins, computed off the GUI thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, Signal

from core.anatomy.atlas import load_atlas
from core.anatomy.placing import Placement
from core.errors import GliovistaError
from core.progress import Progress
from core.space.affine import to_ras
from core.studies.segmentation import Segmentation
from core.studies.study import Study
from core.trajectories.ground import Ground, brain_of, ground_of
from core.trajectories.margins import Shells, margin_shells
from core.trajectories.measured import Measured, measure_trajectory
from core.trajectories.structures import with_atlas
from core.trajectories.trajectory import Trajectory
from desktop_app.state.plan import Margins, Planned
from desktop_app.state.plan_found import PlanFound
from desktop_app.state.session import Session
from desktop_app.work.jobs import PAINT_MS, Job, Jobs
from desktop_app.work.placing import Placing

_BETWEEN_STROKES_MS = 500


@dataclass(frozen=True, eq=False)
class ShownShells:
    """Margin shells as the views draw them.

    Attributes:
        shells: as computed, on the study's grid.
        ras: their numbers in RAS+ order; a view of the same memory.
    """

    shells: Shells
    ras: npt.NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class _Looked:
    """The study as ways are measured in it, and the placement whose structures it holds."""

    ground: Ground
    placement: Placement | None


class PlanMeasuring(QObject):
    """Follows a session's plan; dialog, views and report read the same result.

    Nothing is computed while nothing is planned. The first trajectory of a study has it placed in
    the atlas; what needs no atlas is told before that ends.

    Attributes:
        ground: the study that trajectories are measured in; None while it is not known.
        placement: of the study in the atlas, as the ground has it, also where it is not trusted;
            None while it is not known.
        shells: margins that are drawn; None without any.
        error: why something failed, as a sentence; empty if it did not.
    """

    changed = Signal()
    """Measuring began, ended or failed, or there is something else to measure."""
    shells_changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.ground: Ground | None = None
        self.placement: Placement | None = None
        self.shells: ShownShells | None = None
        self.error = ""
        self._session, self._jobs = session, Jobs(self)
        self._placing = Placing.of(session)
        self._asked_for: Study | None = None
        # With the ground that it was measured in: the atlas may come later.
        self._measured: dict[Trajectory, tuple[Ground, Measured]] = {}
        self._of: tuple[object, object] = (None, None)
        self._job: Job | None = None
        self._ground_job: Job | None = None
        self._shells_job: Job | None = None
        self._shells_of: object = None
        for signal in (session.study_changed, session.segmentation_changed):
            signal.connect(self._follow_study)
        session.plan.changed.connect(self._follow_study)
        session.plan.margins_changed.connect(self._follow_margins)
        self._placing.changed.connect(self._follow_placing)
        self._follow_study()

    @classmethod
    def of(cls, session: Session) -> PlanMeasuring:
        """The one that belongs to a session, made at the first call."""
        found = session.findChild(cls)
        return found if isinstance(found, cls) else cls(session)

    @property
    def busy(self) -> bool:
        """Whether anything is under way."""
        jobs = (self._job, self._ground_job, self._shells_job)
        return self.being_placed or any(job is not None for job in jobs)

    @property
    def being_placed(self) -> bool:
        """Whether structures are awaited: the study is being placed in the atlas."""
        waiting = self._placing.busy and not self._placing.settled
        return waiting and bool(self._session.plan.items)

    @property
    def not_placed(self) -> str:
        """Why the study could not be placed, as a sentence; empty if it could or nobody knows."""
        return self._placing.error

    def measured(self, planned: Planned | None) -> Measured | None:
        """What is known of a trajectory as it lies now; None while it is not."""
        found = None if planned is None else self._measured.get(planned.way)
        return None if found is None else found[1]

    def all_measured(self) -> tuple[Measured, ...]:
        """Everything that is known, in the order of the list."""
        found = (self.measured(planned) for planned in self._session.plan.items)
        return tuple(one for one in found if one is not None)

    @property
    def found(self) -> PlanFound:
        """All of it, for reports and files."""
        shells = None if self.shells is None else self.shells.shells
        return PlanFound(self.all_measured(), shells, self.placement)

    def shut_down(self) -> None:
        """Stop, and wait until the threads ended."""
        self._job = self._ground_job = self._shells_job = None
        self._jobs.shut_down()

    # -- the study -----------------------------------------------------------------------

    def _follow_study(self) -> None:
        session = self._session
        study, segmentation = session.study, session.segmentation
        wanted: tuple[object, object] = (study, segmentation if study else None)
        if not session.plan.items:
            wanted = (None, None) if study is not self._of[0] else self._of
        if wanted[0] is not self._of[0] or wanted[1] is not self._of[1]:
            self._of = wanted
            self._forget()
            if isinstance(wanted[0], Study):
                self._look_at(wanted[0], segmentation)
            self.changed.emit()
        self._follow_margins()
        self._measure()

    def _forget(self) -> None:
        for job in (self._job, self._ground_job):
            if job is not None:
                job.cancel()
        self._job = self._ground_job = None
        self.ground, self.placement, self.error, self._measured = None, None, "", {}

    def _look_at(self, study: Study, segmentation: Segmentation | None) -> None:
        if study is not self._asked_for:  # once: whoever cancels it is not asked again
            self._asked_for = study
            self._placing.ask()
        placement = self._placing.placement
        job = self._ground_job = self._jobs.new("plan: study")
        job.finished.connect(self._looked)
        job.failed.connect(self._failed)
        corrected = segmentation is not None and segmentation.corrected
        wait_ms = _BETWEEN_STROKES_MS if corrected else PAINT_MS
        job.start_after_paint(
            lambda progress: _in_atlas(ground_of(study, segmentation, progress), placement), wait_ms
        )

    def _looked(self, found: _Looked) -> None:
        self.ground, self.placement, self._ground_job = found.ground, found.placement, None
        self._measure()
        self._follow_placing()

    def _follow_placing(self) -> None:
        """Name structures once the study is placed."""
        ground, placement = self.ground, self._placing.placement
        known = placement is None or placement is self.placement
        if ground is not None and not known and self._ground_job is None:
            job = self._ground_job = self._jobs.new("plan: atlas")
            job.finished.connect(self._looked)
            job.failed.connect(self._failed)
            job.start(lambda _: _in_atlas(ground, placement))
        self.changed.emit()

    # -- trajectories --------------------------------------------------------------------

    def _measure(self) -> None:
        """Measure what is new, one job at a time: while an end is dragged, the newest place."""
        ground, ways = self.ground, [one.way for one in self._session.plan.items]
        self._measured = {way: self._measured[way] for way in ways if way in self._measured}
        new = [way for way in ways if self._measured.get(way, (None,))[0] is not ground]
        if ground is None or not new or self._job is not None:
            return
        job = self._job = self._jobs.new("plan: trajectories")
        job.finished.connect(self._finished)
        job.failed.connect(self._failed)
        job.start(lambda progress: _measured(new, ground, progress))

    def _finished(self, found: Mapping[Trajectory, tuple[Ground, Measured]]) -> None:
        self._job = None
        self._measured.update(found)
        self._measure()
        self.changed.emit()

    # -- margins -------------------------------------------------------------------------

    def _follow_margins(self) -> None:
        session = self._session
        study, segmentation, margins = session.study, session.segmentation, session.plan.margins
        key = None if margins is None or study is None else (study, segmentation, margins)
        before = self._shells_of
        if key == before if key is None or before is None else _same(key, before):
            return
        self._shells_of = key
        if self._shells_job is not None:
            self._shells_job.cancel()
            self._shells_job = None
        self.shells, self.error = None, ""
        if key is not None and margins is not None and segmentation is not None and study:
            job = self._shells_job = self._jobs.new("plan: margins")
            job.finished.connect(self._grown)
            job.failed.connect(self._failed)
            wait_ms = _BETWEEN_STROKES_MS if segmentation.corrected else PAINT_MS
            job.start_after_paint(
                lambda progress: _shells(study, segmentation, margins, progress), wait_ms
            )
        self.shells_changed.emit()
        self.changed.emit()

    def _grown(self, shells: ShownShells) -> None:
        self.shells, self._shells_job = shells, None
        self.shells_changed.emit()
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        for name in ("_job", "_ground_job", "_shells_job"):
            job = getattr(self, name)
            if job is not None and job.over:
                setattr(self, name, None)
        if not isinstance(error, GliovistaError | MemoryError):
            raise error
        self.error = str(error) or "MemoryError"
        self.changed.emit()
        self.shells_changed.emit()


def _same(first: object, second: object) -> bool:
    """Whether two keys tell of the same study and segmentation, and of equal margins."""
    assert isinstance(first, tuple)
    assert isinstance(second, tuple)
    return first[0] is second[0] and first[1] is second[1] and first[2] == second[2]


def _measured(
    ways: list[Trajectory], ground: Ground, progress: Progress
) -> dict[Trajectory, tuple[Ground, Measured]]:
    found = {}
    for done, way in enumerate(ways):
        progress(done, len(ways), way.name)
        found[way] = (ground, measure_trajectory(way, ground))
    return found


def _in_atlas(ground: Ground, placement: Placement | None) -> _Looked:
    if placement is None:
        return _Looked(ground, None)
    return _Looked(with_atlas(ground, placement, load_atlas()), placement)


def _shells(
    study: Study, segmentation: Segmentation, margins: Margins, progress: Progress
) -> ShownShells:
    shells = margin_shells(
        segmentation.label_map,
        margins.region,
        segmentation.grid,
        margins.mm,
        brain_of(study),
        progress,
    )
    ras = np.asarray(to_ras(shells.numbers, shells.grid.affine), np.uint8)
    return ShownShells(shells, ras)
