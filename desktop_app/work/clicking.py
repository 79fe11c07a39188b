"""Correcting with clicks: asked in a worker, shown as a preview, kept as one step."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, Signal

from core.clicking.clicks import Click, Voxel
from core.clicking.ground import Clicked, Ground, Standing, Way
from core.clicking.network_input import EDGE
from core.clicking.package import ClickModel, load_click_model
from core.correction.history import Step
from core.errors import ModelPackageError
from core.labels import LabelMap, region_mask
from core.networks.engine import Tick
from core.progress import Progress
from core.space.affine import to_ras
from core.space.boxes import Box
from core.studies.study import Study
from desktop_app.state.brush import BrushTool
from desktop_app.state.clicking import Asked, Pending
from desktop_app.state.corrections import Corrections, Stroke
from desktop_app.state.session import Session
from desktop_app.state.shown import ShownLabels, ras_labels
from desktop_app.work.correcting import Correcting
from desktop_app.work.jobs import Job, Jobs

_LOG = logging.getLogger(__name__)

_BETWEEN_MM, _MOST = 5.0, 12
"""A scribble is clicks so far apart, and so many at most."""


class Desk:
    """The study made ready and the network loaded, for jobs that run one at a time."""

    def __init__(self, load: Callable[[int], ClickModel]) -> None:
        """Remember how the network is loaded, for a number of threads."""
        self._load = load
        self._ground: tuple[Study, Ground] | None = None
        self._model: tuple[int, ClickModel | None] | None = None

    def ground(self, study: Study) -> Ground:
        """The study's crop; made at its first click."""
        if self._ground is None or self._ground[0] is not study:
            self._ground = None
            self._ground = (study, Ground.of(study))
        return self._ground[1]

    def model(self, threads: int) -> ClickModel | None:
        """The network; None where this installation has none that loads."""
        if self._model is None or self._model[0] != threads:
            try:
                self._model = (threads, self._load(threads))
            except (ModelPackageError, ImportError, RuntimeError) as error:
                _LOG.info("no click network: %s", type(error).__name__)
                self._model = (threads, None)
        return self._model[1]

    def warm_up(self, study: Study, threads: int, tick: Tick) -> None:
        """Make the first click as quick as the next."""
        self.ground(study)
        model = self.model(threads)
        if model is not None:
            channels = model.package.architecture["in_channels"]
            self._try(model, np.zeros((channels, EDGE, EDGE, EDGE), np.float32), tick, threads)

    def _try(
        self, model: ClickModel, array: npt.NDArray[np.float32], tick: Tick, threads: int
    ) -> None:
        try:
            model.engine(array, tick)
        except RuntimeError as error:
            _LOG.warning("the click network does not run: %s", error)
            self._model = (threads, None)

    def click(
        self, study: Study, stroke: Stroke, standing: Standing, threads: int, tick: Tick
    ) -> Clicked:
        """See :meth:`core.clicking.ground.Ground.click`; grows where the engine fails."""
        ground, model = self.ground(study), self.model(threads)
        if model is not None:
            try:
                return ground.click(stroke, standing, model.engine, tick)
            except RuntimeError as error:
                _LOG.warning("the click network failed: %s", error)
                self._model = (threads, None)
        return ground.click(stroke, standing, None, tick)

    def forget(self, study: Study | None) -> None:
        """Let go of a study that is open no more."""
        if self._ground is not None and self._ground[0] is not study:
            self._ground = None


@dataclass(frozen=True, eq=False)
class Decided:
    """What a person decided of a result, caught at one moment.

    Attributes:
        labels: as shown, before any click that is not kept.
        original: the uncorrected label map; RAS+ as the other.
        steps: corrections, oldest first, and the clicks that made each; none for one by hand.
        resets: steps that led back to the uncorrected result.
        clicks: all that were made and kept.
    """

    labels: LabelMap
    original: LabelMap
    steps: Sequence[tuple[Step, Sequence[Stroke]]]
    resets: frozenset[Step]
    clicks: Sequence[Click]

    @classmethod
    def of(cls, shown: ShownLabels, corrections: Corrections) -> Decided:
        """What is there now."""
        done = corrections.history.done
        found = shown.segmentation
        return cls(
            shown.ras,
            ras_labels(found.uncorrected.label_map, found.grid),
            [(step, corrections.clicked.get(step, ())) for step in done],
            frozenset(corrections.resets),
            [click for stroke in corrections.strokes for click in stroke],
        )

    def kept(self, box: Box, labels: LabelMap, clicks: Sequence[Click]) -> npt.NDArray[np.bool_]:
        """Voxels of a box that no click may undo.

        Those painted by hand, unless a click changed them since or the way back was taken; and
        those clicked that are still as they were wanted.

        Args:
            box: part of the label map.
            labels: as they are now, with clicks that are not kept yet; the whole map.
            clicks: all of them.
        """
        out = np.asarray(self.labels[box] != self.original[box], np.bool_)
        for step, strokes in self.steps:
            if step in self.resets:
                out[:] = False
                continue
            inside = np.ones(step.where[0].size, np.bool_)
            for axis, side in zip(step.where, box, strict=True):
                inside &= (axis >= side.start) & (axis < side.stop)
            where = tuple(
                axis[inside].astype(np.intp) - side.start
                for axis, side in zip(step.where, box, strict=True)
            )
            out[where] = not strokes
        for click in clicks:
            i, j, k = click.voxel
            there = all(s.start <= v < s.stop for v, s in zip(click.voxel, box, strict=True))
            if there and bool(region_mask(labels[i, j, k], click.region)) == click.wanted:
                out[tuple(v - s.start for v, s in zip(click.voxel, box, strict=True))] = True
        return out


class Clicking(QObject):
    """Asks for what clicks change, one job at a time, and hands it to the session's preview."""

    failed = Signal(object)

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        correcting: Correcting,
        threads: Callable[[], int],
        load: Callable[[int], ClickModel] | None = None,
    ) -> None:
        """Follow a session.

        Args:
            session: whose labels are corrected.
            jobs: where the work is done.
            correcting: makes a step of what is kept.
            threads: of the network.
            load: loads the click network; default the one that ships.
        """
        super().__init__(correcting)
        self._session, self._jobs, self._correcting = session, jobs, correcting
        self._threads = threads
        self.desk = Desk(load or (lambda count: load_click_model(threads=count)))
        self._job: Job | None = None
        self._was_on = False
        session.correcting_changed.connect(self._follow_tool)
        session.segmentation_changed.connect(self._follow_labels)
        session.study_changed.connect(self._follow_study)
        correcting.leaving.connect(self.keep)

    @property
    def on(self) -> bool:
        """Whether the buttons of the mouse click."""
        return self._session.correcting and self._session.brush.tool is BrushTool.CLICK

    # -- clicks --------------------------------------------------------------------------

    def click(self, places: Sequence[Sequence[float]], *, wanted: bool) -> None:
        """A click, or a scribble through some places of the RAS+ view."""
        session, state = self._session, self._session.click
        if not self.on or session.labels is None:
            return
        voxels = scribbled(places, session.shape, session.spacing_mm)
        stroke = tuple(Click(voxel, wanted, state.region) for voxel in voxels)
        session.set_display(overlay=True)
        state.set(pending=state.pending, waiting=(*state.waiting, Asked(stroke)))
        self._ask()

    def keep(self) -> None:
        """Make one step of all that was clicked; what still waits is dropped."""
        state = self._session.click
        if not state.open:
            return
        self._stop()
        pending = state.pending
        state.set(pending=None)
        patch = None if pending is None else pending.patch
        if pending is None or patch is None:
            return
        if pending.base is self._session.segmentation:
            self._correcting.keep_clicks(patch, pending.strokes)

    def drop(self) -> bool:
        """Forget what was clicked and not kept; whether there was anything."""
        there = self._session.click.open
        if there:
            self._stop()
            self._session.click.set(pending=None)
        return there

    def drop_last(self) -> bool:
        """Take the newest click back that was not kept; whether there was one."""
        session, state = self._session, self._session.click
        if not state.open:
            return False
        if state.waiting:
            self._stop()
            state.set(pending=state.pending, waiting=state.waiting[:-1])
            if state.waiting:
                self._ask()
        elif state.pending is not None and session.labels is not None:
            answers, pending = state.pending.answers[:-1], None
            if answers:
                pending = Pending.of(state.pending.base, session.labels.ras, answers)
            state.set(pending=pending)
        return True

    # -- asking --------------------------------------------------------------------------

    def _ask(self) -> None:
        """Answer all clicks that wait; a job that ran for some of them is given up."""
        self._stop()
        session = self._session
        study, labels = session.study, session.labels
        assert study is not None, "a study is corrected"
        assert labels is not None, "correcting began with labels"
        decided = Decided.of(labels, session.corrections)
        pending, asked, threads = session.click.pending, session.click.waiting, self._threads()
        answers = () if pending is None else pending.answers

        def work(progress: Progress) -> tuple[Pending | None, Way, bool]:
            def tick() -> None:
                progress(0, 1, "click")

            found = list(answers)
            changes = False
            for each in asked:
                clicked = self._answer(study, labels, decided, found, each, threads, tick)
                changes, way = bool(clicked.change.any()), clicked.way
                if changes:
                    found.append((each.stroke, clicked))
            made = Pending.of(labels.segmentation, labels.ras, found) if found else None
            return made, way, not changes

        def show(result: tuple[Pending | None, Way, bool]) -> None:
            made, way, idle = result
            self._job = None
            session.click.set(pending=made, way=way, idle=idle)

        def fail(error: Exception) -> None:
            self._job = None
            session.click.set(pending=session.click.pending)
            self.failed.emit(error)

        self._job = self._jobs.new("click")
        self._job.finished.connect(show)
        self._job.failed.connect(fail)
        self._job.start(work, network=True)

    def _answer(
        self,
        study: Study,
        labels: ShownLabels,
        decided: Decided,
        before: Sequence[tuple[Stroke, Clicked]],
        asked: Asked,
        threads: int,
        tick: Tick,
    ) -> Clicked:
        """Runs in a worker."""
        now = decided.labels.copy()
        for _, clicked in before:
            now[clicked.box][clicked.change] = clicked.labels[clicked.change]
        clicks = [*decided.clicks, *(click for stroke, _ in before for click in stroke)]
        still = [c for c in clicks if bool(region_mask(now[c.voxel], c.region)) == c.wanted]
        found = labels.segmentation
        probabilities = found.probabilities
        if probabilities is not None:
            probabilities = _ras_each(probabilities, found.grid.affine)
        standing = Standing(now, probabilities, still, lambda box: decided.kept(box, now, clicks))
        return self.desk.click(study, asked.stroke, standing, threads, tick)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    # -- following -----------------------------------------------------------------------

    def _follow_tool(self) -> None:
        on = self.on
        if self._was_on and not on:
            self.keep()
        if on and not self._was_on:
            study, threads = self._session.study, self._threads()
            assert study is not None, "a study is corrected"
            job = self._jobs.new("prepare clicks")
            job.failed.connect(self.failed)
            job.start_after_paint(
                lambda progress: self.desk.warm_up(study, threads, lambda: progress(0, 1, "click"))
            )
        self._was_on = on

    def _follow_labels(self) -> None:
        """Clicks on another result are no clicks on this one."""
        pending = self._session.click.pending
        base = None if self._session.labels is None else self._session.labels.segmentation
        if pending is not None and pending.base is not base:
            self.drop()

    def _follow_study(self) -> None:
        self.drop()
        self.desk.forget(self._session.study)


def _ras_each(
    probabilities: npt.NDArray[np.uint8], affine: npt.NDArray[np.float64]
) -> npt.NDArray[np.uint8]:
    """Probabilities in RAS+ order, (3, x, y, z); a view."""
    turned = to_ras(np.moveaxis(probabilities, 0, -1), affine)
    return np.asarray(np.moveaxis(turned, -1, 0), np.uint8)


def scribbled(
    places: Sequence[Sequence[float]],
    shape: Voxel,
    spacing_mm: tuple[float, float, float],
) -> list[Voxel]:
    """Voxels along a scribble: the first, and further ones some millimetres apart.

    Args:
        places: of the mouse, at least one; those outside of the volume are moved to its rim.
        shape: of the volume.
        spacing_mm: voxel edges.
    """
    voxels: list[Voxel] = []
    for place in places:
        i, j, k = (min(max(round(v), 0), n - 1) for v, n in zip(place, shape, strict=True))
        if voxels:
            step = (np.subtract((i, j, k), voxels[-1])) * spacing_mm
            if float(np.linalg.norm(step)) < _BETWEEN_MM:
                continue
        voxels.append((i, j, k))
    if len(voxels) <= _MOST:
        return voxels
    chosen = np.linspace(0, len(voxels) - 1, _MOST).round().astype(int)
    return [voxels[n] for n in chosen.tolist()]
