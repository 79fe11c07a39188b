"""One long thing at a time about time points, with a way to give it up."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from core.studies.study import Study
from desktop_app.commands.surroundings import Surroundings
from desktop_app.work.jobs import Job


class TimePointWork(QObject):
    """Who begins something asks whether another is at work; who waits hears when none is.

    Attributes:
        study: that was open when the last thing began.
    """

    progressed = Signal(str, int, int)
    """What is going on, done and total; an empty text when nothing is."""
    free = Signal()
    """What was going on has ended, well or not: what was asked for meanwhile may begin."""
    given_up = Signal()
    """Somebody wants none of it any more, nor what waits."""

    def __init__(self, around: Surroundings) -> None:
        """Take jobs and messages from ``around``."""
        super().__init__(around.parent)
        self._around = around
        self._job: Job | None = None
        self.study: Study | None = None

    @property
    def busy(self) -> bool:
        """Whether something is going on."""
        return self._job is not None

    def begin(self, name: str, said: str, failed: Callable[[Exception], None] | None = None) -> Job:
        """Make the job that is at work from now on.

        Args:
            name: for the log.
            said: for people, while it goes on.
            failed: what is done with an error once the work has ended; by default it is shown.
        """
        job = self._job = self._around.jobs.new(name)
        self.study = self._around.session.study
        job.progress.connect(lambda done, total, _: self.progressed.emit(said, done, total))
        job.failed.connect(lambda error: self._failed(job, error, failed))
        self.progressed.emit(said, 0, 0)
        return job

    def at_work(self, job: Job) -> bool:
        """Whether a job's result is still wanted."""
        return job is self._job

    def end(self, job: Job) -> None:
        """Say that a job has done its work; without effect on one that was given up."""
        if job is self._job:
            self._stop()
            self.free.emit()

    def cancel(self) -> None:
        """Give up all of it."""
        self.given_up.emit()
        if self._job is not None:
            self._job.cancel()
            self._stop()

    def _stop(self) -> None:
        self._job = None
        self.progressed.emit("", 0, 0)

    def _failed(self, job: Job, error: Exception, told: Callable[[Exception], None] | None) -> None:
        if job is self._job:
            (told or self._around.show_error)(error)
            self.end(job)
