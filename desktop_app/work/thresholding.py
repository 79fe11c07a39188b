"""Thresholds moved by hand: shown while dragged, cut under all rules once the hand rests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, QTimer, Signal

from core.errors import GliovistaError
from core.labels import LabelMap, Region
from core.progress import Progress
from core.segmenting.live_cut import LiveCut, live_cut
from core.segmenting.model_package import ModelPackage
from core.segmenting.postprocessing import PostProcessing
from core.segmenting.recutting import recut
from core.space.affine import indices_to_ras
from core.studies.provenance import Provenance
from core.studies.segmentation import Segmentation, Thresholds
from desktop_app.state.corrections import Corrections
from desktop_app.state.session import Session
from desktop_app.state.shown import ShownLabels, counted, ras_labels, show_labels
from desktop_app.work.jobs import Job, Jobs

_REST_MS = 250
"""A hand that has not moved a slider for this long rests."""


@dataclass(frozen=True, eq=False)
class _Ready:
    """What a result needs to be cut.

    Attributes:
        found: the result.
        rules: the model's.
        cut: the voxels that a threshold decides on.
        slices: their indices along each RAS+ axis.
    """

    found: Segmentation
    rules: PostProcessing
    cut: LiveCut
    slices: list[npt.NDArray[np.intp]]


@dataclass(frozen=True, eq=False)
class _Cut:
    """A result cut again, ready for the views.

    Attributes:
        labels: of the result.
        differing: its voxels that a person painted.
        original: what it was before, ready for the views; None where nobody painted.
    """

    labels: ShownLabels
    differing: int = 0
    original: ShownLabels | None = None


class Thresholding(QObject):
    """Moves the thresholds of the session's result.

    Attributes:
        thresholds: as they are set now, also while they are dragged; None before :meth:`prepare`
            has ended, and where the result has no probabilities.
        own: the model's.
        pending: what is shown was not yet cut under the model's rules.
    """

    changed = Signal()
    """Any of the attributes."""
    failed = Signal(object)

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        package: Callable[[Provenance], ModelPackage | None],
    ) -> None:
        """Follow a session.

        Args:
            session: whose result it is.
            jobs: for the work off the GUI thread.
            package: gives that of the model which made a result; called in a worker.
        """
        super().__init__(session)
        self._session, self._jobs, self._package = session, jobs, package
        self.thresholds: Thresholds | None = None
        self.own: Thresholds | None = None
        self.pending = False
        self._ready: _Ready | None = None
        self._map: LabelMap | None = None
        self._job: Job | None = None
        self._untold_shown = False
        self._frame = QTimer(self)
        self._frame.setSingleShot(True)
        self._frame.timeout.connect(self._show)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._start_cutting)
        session.segmentation_changed.connect(self._follow)
        session.settling.connect(self.settle)

    @property
    def possible(self) -> bool:
        """Whether a threshold can be moved now; not while a person paints."""
        session = self._session
        elsewhere = session.busy or session.correcting or session.own_view is not None
        return self._ready is not None and not elsewhere

    # -- getting ready -------------------------------------------------------------------

    def prepare(self) -> None:
        """Look, in a worker, which voxels of the result a threshold decides on."""
        found = self._session.segmentation
        if found is None or found.probabilities is None or self._is_ready(found):
            return
        package = self._package
        job = self._new_job("prepare thresholds", self._prepared)
        job.start_after_paint(lambda progress: _prepare(found, package(found.provenance)))

    def _is_ready(self, found: Segmentation) -> bool:
        return self._ready is not None and self._ready.found is found

    def _prepared(self, ready: _Ready) -> None:
        if ready.found is not self._session.segmentation:
            return
        self._ready, self._map = ready, None
        self.own = ready.rules.thresholds
        self.thresholds = ready.found.thresholds or self.own
        self._untold_shown = ready.found.uncorrected.untold_shown
        self.changed.emit()

    def _follow(self) -> None:
        """Another result: what was being moved is over."""
        found = self._session.segmentation
        if self._ready is None or found is self._ready.found:
            return
        self._drop()
        self.changed.emit()

    def _drop(self) -> None:
        self._rest.stop()
        self._frame.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._ready = self._map = self.thresholds = self.own = None
        self.pending = False

    # -- moving --------------------------------------------------------------------------

    def move(self, region: Region, threshold: float) -> None:
        """Show a region at another threshold; the rules follow when no more moves come."""
        if self.thresholds is None or not self.possible:
            return
        values = list(self.thresholds)
        values[list(Region).index(region)] = threshold
        self.thresholds = (values[0], values[1], values[2])
        self.pending = True
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._rest.start()
        self._frame.start(0)
        self.changed.emit()

    def reset(self) -> None:
        """Go back to the model's own thresholds."""
        if self.own is not None and self.possible:
            self.thresholds, self.pending = self.own, True
            self._start_cutting()
            self.changed.emit()

    def show_untold(self, shown: bool) -> None:
        """Show the regions that the study's sequences cannot tell, or the whole tumour alone."""
        if self.possible:
            self._untold_shown, self.pending = shown, True
            self._start_cutting()
            self.changed.emit()

    def _show(self) -> None:
        ready, base = self._ready, self._session.labels
        if ready is None or base is None or self.thresholds is None or not self.pending:
            return
        if self._map is None:
            self._map = ready.cut.empty_map()
        values = ready.cut.labels(self.thresholds)
        ready.cut.write(values, self._map)
        ras = ras_labels(self._map, ready.found.grid)
        self._session.paint_labels(counted(base, ras, ready.slices, values))

    # -- resting -------------------------------------------------------------------------

    def _start_cutting(self) -> None:
        self._rest.stop()
        work = self._cutting()
        if work is not None:
            self._new_job("cut at thresholds", self._publish).start(work)

    def _cutting(self) -> Callable[[Progress], _Cut] | None:
        ready, thresholds, shown = self._ready, self.thresholds, self._untold_shown
        if ready is None or thresholds is None:
            return None
        found, rules = ready.found, ready.rules
        return lambda progress: _cut(found, rules, thresholds, untold_shown=shown)

    def settle(self) -> None:
        """What is shown is about to be kept or saved: it is cut under the rules before.

        That takes up to a quarter of a second, of whoever acts before a moved slider has rested.
        """
        work = self._cutting() if self.pending else None
        if work is not None:
            if self._job is not None:
                self._job.cancel()
                self._job = None
            self._publish(work(lambda done, total, text: None))

    def _publish(self, cut: _Cut) -> None:
        session, ready = self._session, self._ready
        if ready is None or session.segmentation is not ready.found or session.busy:
            return
        found = cut.labels.segmentation
        self._rest.stop()
        self._frame.stop()
        self.pending, self._map = False, None
        if found is ready.found:  # moved there and back
            session.paint_labels(cut.labels)
            self.changed.emit()
            return
        # Probabilities and what was painted are the same: so are the voxels to decide on.
        self._ready = replace(ready, found=found, cut=replace(ready.cut, found=found))
        carried = bool(cut.differing)
        session.corrections = Corrections(
            found, True, differing=cut.differing, carried=carried, original=cut.original
        )
        session.set_labels(cut.labels, unsaved=True)
        self.changed.emit()

    def _new_job(self, name: str, then: Callable[..., None]) -> Job:
        if self._job is not None:
            self._job.cancel()
        job = self._job = self._jobs.new(name)

        def finished(result: object) -> None:
            if self._job is job:
                self._job = None
            then(result)

        job.finished.connect(finished)
        job.failed.connect(self.failed)
        return job


def _prepare(found: Segmentation, package: ModelPackage | None) -> _Ready:
    if package is None:
        raise GliovistaError(
            f"{found.study_name}: its thresholds cannot be moved, for the rules of the model that "
            f"made it ({found.model_name}) are not here. Segment the study again."
        )
    cut = live_cut(found)
    return _Ready(found, package.postprocessing, cut, indices_to_ras(cut.indices(), found.grid))


def _cut(
    found: Segmentation, rules: PostProcessing, thresholds: Thresholds, *, untold_shown: bool
) -> _Cut:
    result = recut(found, rules, thresholds, untold_shown=untold_shown)
    labels, before = show_labels(result), result.uncorrected
    if not result.corrected:
        return _Cut(labels)
    differing = int(np.count_nonzero(result.label_map != before.label_map))
    return _Cut(labels, differing, show_labels(before))
