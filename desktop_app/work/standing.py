"""The other time point, put beside the open study in a session of its own, off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from core.progress import Progress
from core.space.affine import Affine, Grid
from core.studies.segmentation import Segmentation
from core.studies.study import Modality, Study
from desktop_app.state.follow_up import Entry
from desktop_app.state.linking import Linking
from desktop_app.state.session import Session
from desktop_app.state.shown import ShownLabels, ShownVolume
from desktop_app.work.beside import stand, stand_labels
from desktop_app.work.jobs import PAINT_MS, Job, Jobs


@dataclass(frozen=True, eq=False)
class _Wanted:
    """What is to stand where; compared by what it is made of."""

    study: Study
    to_study: Affine
    grid: Grid

    def same(self, other: _Wanted | None) -> bool:
        return other is not None and (
            self.study is other.study
            and self.grid is other.grid
            and (self.to_study == other.to_study).all()
        )


class Standing(QObject):
    """Follows which time point stands beside the open study.

    Attributes:
        second: the session of the views beside; it holds volumes and labels on the open study's
            grid, and no study, so that nothing is measured on interpolated labels.
        reading: whether sequences are still being put there.
    """

    changed = Signal()
    """Something arrived, or nothing stands there any more."""
    failed = Signal(object)

    def __init__(
        self, session: Session, jobs: Jobs, place: Callable[[Entry], Affine | None]
    ) -> None:
        """Remember what to follow.

        Args:
            session: of the open study.
            jobs: where work off the GUI thread begins.
            place: (4, 4), a world point of the open study to the same tissue's in an entry's
                study; None while it is not known.
        """
        super().__init__(session)
        self._session, self._jobs, self._place = session, jobs, place
        self.second = Session(self)
        self._linking = Linking(session, self.second)
        self._job: Job | None = None
        self._label_job: Job | None = None
        self._wanted: _Wanted | None = None
        self._labels_of: Segmentation | None = None
        session.follow_up.shown_changed.connect(self.follow)
        session.follow_up.changed.connect(self.follow)
        session.study_changed.connect(self.follow)

    @property
    def reading(self) -> bool:
        """Whether sequences are still being put there."""
        return self._job is not None

    def follow(self) -> None:
        """Put there what is wanted now, unless it is there."""
        session, entry = self._session, self._session.follow_up.other
        if session.own_view is not None:
            return  # on another grid for a while
        study, grid = session.study, session.native_grid
        if entry is None or entry.study is None or study is None or grid is None:
            self._clear()
            return
        to_study = self._place(entry)
        if to_study is None:
            self._clear()
            return
        wanted = _Wanted(entry.study, to_study, grid)
        if not wanted.same(self._wanted):
            self._start(entry, wanted)
        self._follow_labels(entry)
        self.second.follow_up.set_change(session.follow_up.change)

    def _clear(self) -> None:
        self._drop_jobs()
        if self._wanted is not None:
            self._wanted = self._labels_of = None
            with self._linking.paused():
                self.second.close()
            self.changed.emit()

    def _drop_jobs(self) -> None:
        for job in (self._job, self._label_job):
            if job is not None:
                job.cancel()
        self._job = self._label_job = None

    def _start(self, entry: Entry, wanted: _Wanted) -> None:
        self._drop_jobs()
        self._wanted, self._labels_of = wanted, None
        with self._linking.paused():
            self.second.begin(entry.name)
        first = self._session.active[0]
        job = self._job = self._jobs.new("put a time point beside")
        job.item.connect(lambda item: self._arrived(job, *item))
        job.finished.connect(lambda _: self._all_there(job))
        job.failed.connect(lambda error: self._failed(job, error))

        def work(progress: Progress) -> object:
            return stand(wanted.study, wanted.to_study, wanted.grid, job.hand, progress, first)

        job.start_after_paint(work)
        self.changed.emit()

    def _arrived(self, job: Job, modality: Modality, shown: ShownVolume) -> None:
        if job is not self._job:
            return
        with self._linking.paused():
            self.second.add_volume(modality, shown)
            # One box for both, or the two would be drawn at different sizes.
            self.second.head = self._session.head
        self.changed.emit()

    def _all_there(self, job: Job) -> None:
        if job is self._job:
            self._job = None
            self.changed.emit()

    def _failed(self, job: Job, error: Exception) -> None:
        if job in (self._job, self._label_job):
            self._drop_jobs()
            self.failed.emit(error)

    def _follow_labels(self, entry: Entry) -> None:
        found, wanted = entry.segmentation, self._wanted
        if wanted is None or found is self._labels_of:
            return
        self._labels_of = found
        if self._label_job is not None:
            self._label_job.cancel()
            self._label_job = None
        if found is None:
            self.second.set_labels(None, unsaved=False)
            return
        job = self._label_job = self._jobs.new("put labels beside")
        job.finished.connect(lambda labels: self._labelled(job, labels))
        job.failed.connect(lambda error: self._failed(job, error))
        job.start_after_paint(
            lambda progress: stand_labels(found, wanted.to_study, wanted.grid), PAINT_MS
        )

    def _labelled(self, job: Job, labels: ShownLabels) -> None:
        if job is self._label_job:
            self._label_job = None
            self.second.set_labels(labels, unsaved=False)
            self.changed.emit()
