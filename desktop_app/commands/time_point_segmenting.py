"""The network's look at time points, one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from core.progress import Progress
from core.segmenting.inference import segment
from core.segmenting.passes import Mode
from core.studies.segmentation import Segmentation
from core.studies.study import Study
from desktop_app.commands.surroundings import Surroundings
from desktop_app.commands.time_point_work import TimePointWork
from desktop_app.state.follow_up import Entry
from desktop_app.state.settings import THREADS
from desktop_app.work.following import Following
from desktop_app.work.jobs import Job
from desktop_app.work.segmenting import Segmenter


class TimePointSegmenting(QObject):
    """Segments what was asked for, once nothing else is at work."""

    def __init__(
        self,
        around: Surroundings,
        following: Following,
        segmenter: Segmenter,
        work: TimePointWork,
    ) -> None:
        """Remember what to work with.

        Args:
            around: what commands work with.
            following: is told of which time point is being segmented.
            segmenter: holds the loaded model.
            work: one thing at a time.
        """
        super().__init__(around.parent)
        self._around, self._work = around, work
        self._following, self._segmenter = following, segmenter
        self._state = around.session.follow_up
        self._waiting: list[Entry] = []
        work.free.connect(self._segment_next)
        work.given_up.connect(self._forget)

    def segment(self, entries: Sequence[Entry]) -> None:
        """Let the network find the tumour of time points, one after the other."""
        self._waiting += [e for e in entries if e.study is not None]
        self._segment_next()

    def _segment_next(self) -> None:
        if not self._waiting or self._work.busy:
            return
        name = self._waiting.pop(0).name
        entry = self._state.named(name)
        study = entry.study if entry is not None else None
        if entry is None or study is None:
            self._segment_next()
            return
        threads = self._around.settings.get(THREADS)
        models, codes = self._segmenter.models, tuple(f.code for f in entry.findings)
        job = self._work.begin(
            "segment a time point", self.tr("Segmenting {0}…").format(name), self._failed
        )
        self._following.set_segmenting(entry)

        def work(progress: Progress) -> Segmentation:
            found = segment(study, models.get(threads), progress, Mode.FAST)
            return found.with_findings(codes)

        job.finished.connect(lambda found: self._segmented(job, name, study, found))
        job.start(work, network=True)

    def _segmented(self, job: Job, name: str, study: Study, found: Segmentation) -> None:
        if not self._work.at_work(job):
            return
        entry = self._state.named(name)
        if entry is not None and entry.study is study:
            self._state.put(entry, segmentation=found)
        self._following.set_segmenting(None)
        self._work.end(job)

    def _failed(self, error: Exception) -> None:
        self._forget()
        self._around.show_error(error)

    def _forget(self) -> None:
        self._waiting = []
        self._following.set_segmenting(None)
