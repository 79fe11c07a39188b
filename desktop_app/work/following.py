"""Time points put together off the GUI thread: aligned, measured, compared, judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QObject, Signal

from core.follow_up.aligning import TimeAlignment, align_time_points
from core.follow_up.change import Change, ChangeMap, RegionChange, change_between
from core.follow_up.clinical import Treatment
from core.follow_up.following import FollowUp, follow_up
from core.follow_up.rano import Assessment
from core.follow_up.resection import Resection
from core.follow_up.sizes import Sizes, sizes_of
from core.follow_up.steps import resections_of
from core.follow_up.time_point import TimePoint, in_order
from core.progress import Progress
from core.space.affine import Affine, to_ras
from core.studies.findings import Finding
from core.studies.segmentation import Segmentation
from desktop_app.state.follow_up import Beside, Entry, ShownChange
from desktop_app.state.session import Session
from desktop_app.work.jobs import PAINT_MS, Job, Jobs

_BETWEEN_STROKES_MS = 700
"""It waits until nobody has painted for this long."""


class Known:
    """Alignments and sizes that were computed: the same scans and labels are never asked twice.

    Used by one worker at a time.
    """

    def __init__(self) -> None:
        self._alignments: dict[tuple[object, ...], tuple[object, TimeAlignment]] = {}
        self._sizes: dict[int, tuple[Segmentation, Sizes]] = {}

    def alignments(
        self, points: Sequence[TimePoint], progress: Progress
    ) -> tuple[TimeAlignment | None, ...]:
        """Of each point to the first; see :func:`core.follow_up.aligning.align_time_points`."""
        base, *later = points
        missing = [p for p in later if _pair(base, p) not in self._alignments]
        if missing:
            found = align_time_points([base, *missing], progress)
            for point, alignment in zip(missing, found[1:], strict=True):
                if alignment is not None:
                    # The studies are held, or another one might get the same id.
                    held = (base.study, point.study)
                    self._alignments[_pair(base, point)] = (held, alignment)
        return (None, *(self._alignments[_pair(base, p)][1] for p in later))

    def sizes(self, points: Sequence[TimePoint], progress: Progress) -> tuple[Sizes | None, ...]:
        """Of each point; None without a segmentation."""
        kept: dict[int, tuple[Segmentation, Sizes]] = {}
        listed: list[Sizes | None] = []
        for point in points:
            found = point.segmentation
            if found is None:
                listed.append(None)
                continue
            known = self._sizes.get(id(found))
            kept[id(found)] = known or (found, sizes_of(found, progress))
            listed.append(kept[id(found)][1])
        self._sizes = kept
        return tuple(listed)


def _pair(base: TimePoint, point: TimePoint) -> tuple[object, ...]:
    """What an alignment depends on: corrections of a label map move no brain."""
    told = (base.segmentation is not None, point.segmentation is not None)
    return (id(base.study), id(point.study), *told)


def put_together(points: Sequence[TimePoint], known: Known, progress: Progress) -> FollowUp:
    """Order, align and measure time points; runs in a worker thread.

    Raises:
        GliovistaError: they cannot be aligned.
    """
    ordered = in_order(points)
    alignments = known.alignments(ordered.points, progress)
    sizes = known.sizes(ordered.points, progress)
    return follow_up(points, progress, alignments=alignments, sizes=sizes)


@dataclass(frozen=True, eq=False)
class _Pair:
    """The two that are shown, by their label maps."""

    open: Segmentation
    other: Segmentation
    motion: Affine
    later: bool

    def same(self, pair: _Pair | None) -> bool:
        return (
            pair is not None
            and self.open is pair.open
            and self.other is pair.other
            and self.later is pair.later
            and bool((self.motion == pair.motion).all())
        )


class Following(QObject):
    """Follows the session's time points.

    Attributes:
        found: what is known of them; None while nothing is, or fewer than two are there.
        assessments: of each point of :attr:`found`, by what a person said.
        resections: what operations took away.
        segmenting: the entry whose tumour the network is looking for.
    """

    changed = Signal()
    """Something was found, began, ended or is not known any more."""
    progressed = Signal(int, int, str)
    failed = Signal(object)

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__(session)
        self._session, self._jobs = session, jobs
        self._state = session.follow_up
        self._known = Known()
        self._job: Job | None = None
        self._change_job: Job | None = None
        self._asked: tuple[object, ...] = ()
        self._pair: _Pair | None = None
        self.found: FollowUp | None = None
        self.assessments: tuple[Assessment, ...] = ()
        self.resections: tuple[Resection, ...] = ()
        self.segmenting: Entry | None = None
        for signal in (
            self._state.changed,
            self._state.shown_changed,
            session.study_changed,
            session.segmentation_changed,
        ):
            signal.connect(self.follow)

    # -- asking --------------------------------------------------------------------------

    @property
    def busy(self) -> bool:
        """Whether time points are being put together."""
        return self._job is not None

    def set_segmenting(self, entry: Entry | None) -> None:
        """The network looks for the tumour of one, or of none any more."""
        if entry is not self.segmenting:
            self.segmenting = entry
            self.changed.emit()

    def segmentation_of(self, entry: Entry) -> Segmentation | None:
        """The label map that counts for a time point: of the open study, the one that is shown."""
        session = self._session
        if entry.study is not None and entry.study is session.study:
            return session.results.shown.segmentation if session.results.shown else None
        return entry.segmentation

    def number_of(self, entry: Entry | None) -> int | None:
        """The place of an entry in :attr:`found`."""
        if self.found is None or entry is None:
            return None
        names = [point.name for point in self.found.points]
        return names.index(entry.name) if entry.name in names else None

    def alignment_of(self, entry: Entry) -> TimeAlignment | None:
        """Of an entry to the first time point; None for the first, and while it is not known."""
        number = self.number_of(entry)
        return None if self.found is None or number is None else self.found.alignments[number]

    def findings_of(self, entry: Entry) -> tuple[Finding, ...]:
        """What a person should know of a time point."""
        if self.found is None:
            return entry.findings
        own = [f for f in self.found.findings if entry.name in _names_in(f)]
        return (*own, *entry.findings)

    def resection_at(self, entry: Entry) -> Resection | None:
        """What the operation before a time point took away; None where there was none."""
        return next((one for one in self.resections if one.after == entry.name), None)

    def place(self, entry: Entry) -> Affine | None:
        """A world point of the open study to the same tissue's in an entry's, (4, 4)."""
        first = self.number_of(self._state.of(self._session.study))
        second = self.number_of(entry)
        if self.found is None or first is None or second is None:
            return None
        return self.found.motion(first, second)

    # -- working -------------------------------------------------------------------------

    def cancel(self) -> None:
        """Give up what is being put together, until something changes."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self.changed.emit()

    def again(self) -> None:
        """Begin what was given up."""
        self._asked = ()
        self.follow()

    def follow(self) -> None:
        """Put together what is not yet, and compare what is shown."""
        if self._session.own_view is not None:
            return  # labels lie on another grid for a while
        points = self.points()
        asked = tuple((p.name, id(p.study), id(p.segmentation), p.day, p.phase) for p in points)
        if asked != self._asked:
            self._asked = asked
            self._start(points)
        else:
            self._assess()
        self._follow_change()

    def points(self) -> list[TimePoint]:
        """The time points whose scans are there, in their order."""
        found = [entry.point(self.segmentation_of(entry)) for entry in self._state.entries]
        return [point for point in found if point is not None]

    def _start(self, points: Sequence[TimePoint]) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        if len(points) < 2:
            self.found, self.assessments, self.resections = None, (), ()
            self.changed.emit()
            return
        known = self._known
        job = self._job = self._jobs.new("put time points together")
        job.progress.connect(self.progressed)
        job.finished.connect(lambda both: self._together(job, *both))
        job.failed.connect(lambda error: self._failed(job, error))
        painted = any(p.segmentation is not None and p.segmentation.corrected for p in points)
        wait_ms = _BETWEEN_STROKES_MS if painted and self.found is not None else PAINT_MS

        def work(progress: Progress) -> tuple[FollowUp, tuple[Resection, ...]]:
            found = put_together(points, known, progress)
            return found, resections_of(found)

        job.start_after_paint(work, wait_ms)
        self.changed.emit()

    def _together(self, job: Job, found: FollowUp, taken: tuple[Resection, ...]) -> None:
        if job is not self._job:
            return
        self._job, self.found, self.resections = None, found, taken
        self._assess()
        self._follow_change()

    def _failed(self, job: Job, error: Exception) -> None:
        if job in (self._job, self._change_job):
            self._job = None if job is self._job else self._job
            self.changed.emit()
            self.failed.emit(error)

    def _assess(self) -> None:
        """Instant: answers may change at every key."""
        found = self.found
        if found is not None:
            said = {entry.name: entry.clinical for entry in self._state.entries}
            # The place of the baseline counts the points whose scans are there.
            self.assessments = found.assess(self._treatment(found), said)
        self.changed.emit()

    def _treatment(self, found: FollowUp) -> Treatment:
        chosen = next((e.name for e in self._state.entries if e.baseline), None)
        names = [point.name for point in found.points]
        place = names.index(chosen) if chosen in names else None
        return replace(self._state.treatment, baseline=place)

    # -- change between the two that are shown -------------------------------------------

    def _follow_change(self) -> None:
        pair = self._shown_pair()
        if pair is None:
            self._pair = None
            self._state.set_change(None)
            return
        if pair.same(self._pair):
            return
        self._pair = pair
        if self._change_job is not None:
            self._change_job.cancel()
        own, other = self._state.of(self._session.study), self._state.other
        first = None if own is None else own.point(pair.open)
        second = None if other is None else other.point(pair.other)
        if first is None or second is None:
            return
        job = self._change_job = self._jobs.new("compare time points")
        job.finished.connect(lambda change: self._compared(job, change))
        job.failed.connect(lambda error: self._failed(job, error))
        job.start_after_paint(
            lambda progress: shown_change(
                change_between(first, second, pair.motion, progress), later=pair.later
            )
        )

    def _shown_pair(self) -> _Pair | None:
        own, other = self._state.of(self._session.study), self._state.other
        if own is None or other is None or self._state.beside is Beside.NOTHING:
            return None
        motion = self.place(other)
        mine, theirs = self.segmentation_of(own), self.segmentation_of(other)
        if motion is None or mine is None or theirs is None:
            return None
        listed = self._state.entries
        return _Pair(mine, theirs, motion, listed.index(own) > listed.index(other))

    def _compared(self, job: Job, change: ShownChange) -> None:
        if job is self._change_job:
            self._change_job = None
            self._state.set_change(change)
            self.changed.emit()


def _names_in(finding: Finding) -> tuple[str, ...]:
    """The time points that a finding speaks of."""
    told = finding.values.get("name") or finding.values.get("others", "")
    return tuple(str(told).split(", "))


def shown_change(change: ChangeMap, *, later: bool) -> ShownChange:
    """A change map ready for the views; runs in a worker thread.

    Args:
        change: from the open study, on whose grid it lies, to the other time point.
        later: the open study is the later one, so that what the other one alone has has gone.
    """
    codes = np.arange(len(Change), dtype=np.uint8)
    maps, regions = dict(change.maps), dict(change.regions)
    names = (change.base, change.later)
    if later:
        codes[[Change.GROWN, Change.SHRUNK]] = Change.SHRUNK, Change.GROWN
        maps = {region: codes[values] for region, values in maps.items()}
        regions = {region: _turned(values) for region, values in regions.items()}
        names = (change.later, change.base)
    ras = {r: np.asarray(to_ras(v, change.grid.affine), np.uint8) for r, v in maps.items()}
    return ShownChange(ras, regions, *names)


def _turned(change: RegionChange) -> RegionChange:
    """The same change looked at from its other end."""
    return replace(
        change,
        base_ml=change.later_ml,
        later_ml=change.base_ml,
        grown_ml=change.shrunk_ml,
        shrunk_ml=change.grown_ml,
    )
