"""Long work in a worker thread, with signals that always arrive in the GUI thread.

A job is a plain function ``work(progress)``; its progress callback raises
:class:`core.progress.Cancelled` once the person gave up. The :class:`Job` lives in the GUI
thread and owns the signals, so that whatever is connected runs there (signals of an object
that was moved to the worker would call lambdas in the worker). An exception arrives as a value.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from core.errors import GliovistaError, lacks_memory
from core.progress import Cancelled, Progress

_LOG = logging.getLogger(__name__)

Work = Callable[[Progress], Any]

_NICENESS = 3
"""A network uses every core; the window then still gets most of one when it asks."""

PAINT_MS = 30
"""Two frames."""

_LAST_SECONDS = 30.0
"""A closed program waits no longer than that for its threads: a pass of a network ends within, and
a share that does not answer never does."""

_NETWORK = threading.Lock()
"""Networks run one at a time: a cancelled pass that is still finishing must not share the
processor with the next one."""


class Job(QObject):
    """One run of a function in a thread of its own.

    Exactly one of ``finished``, ``failed`` and ``cancelled`` is emitted, in the GUI thread.

    Attributes:
        writes: the name of the file that a person asked for and that this job writes; else empty.
    """

    progress = Signal(int, int, str)
    """Done, total, what is going on. Only the newest is delivered."""
    item = Signal(object)
    """Something that is ready before the rest, such as one volume of four."""
    finished = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    _reported = Signal()
    _handed = Signal(object)
    _ended = Signal(object, object)

    def __init__(self, parent: QObject, name: str = "job", writes: str = "") -> None:
        super().__init__(parent)
        self._name, self.writes = name, writes
        self._cancel = threading.Event()
        self._thread: threading.Thread | None = None
        self._latest: tuple[int, int, str] | None = None
        self._lock = threading.Lock()
        self._over = False
        queued = Qt.ConnectionType.QueuedConnection
        self._reported.connect(self._deliver_progress, queued)
        self._handed.connect(self._deliver_item, queued)
        self._ended.connect(self._deliver_end, queued)

    def start(self, work: Work, *, network: bool = False) -> Job:
        """Run ``work(progress)`` in a new thread; nothing if it was cancelled before.

        Args:
            work: reports through its argument, which raises ``Cancelled`` after :meth:`cancel`.
            network: wait for other work that runs a network, instead of beside it.
        """
        if self._over:
            return self
        target = self._run_alone if network else self._run
        # One that waits for a disk that was taken away must not keep the process for ever.
        self._thread = threading.Thread(target=target, args=(work,), name=self._name, daemon=True)
        self._thread.start()
        return self

    def start_after_paint(self, work: Work, wait_ms: int = PAINT_MS) -> Job:
        """:meth:`start` a moment later: a thread would share Python's lock with the painting.

        For what is computed from something that is just about to be shown; ``wait_ms`` may be
        longer for what will soon be shown otherwise, and a :meth:`cancel` then comes in time.
        """
        QTimer.singleShot(wait_ms, self, lambda: self.start(work))
        return self

    def hand(self, value: object) -> None:
        """Give out an intermediate result; called by the work, in its thread."""
        if not self._cancel.is_set():
            self._handed.emit(value)

    def cancel(self) -> None:
        """Give up: ``cancelled`` is emitted at once, and whatever still comes is dropped.

        The thread ends at its next progress call.
        """
        self._cancel.set()
        if not self._over:
            self._over = True
            self.cancelled.emit()

    @property
    def running(self) -> bool:
        """Whether the thread is still at work, also after a cancel."""
        return self._thread is not None and self._thread.is_alive()

    @property
    def over(self) -> bool:
        """Whether its end was delivered, or it was cancelled."""
        return self._over

    def wait(self, seconds: float | None = None) -> bool:
        """Block until the thread ended; whether it did."""
        if self._thread is not None:
            self._thread.join(seconds)
        return not self.running

    def _report(self, done: int, total: int, text: str) -> None:
        if self._cancel.is_set():
            raise Cancelled
        with self._lock:
            pending, self._latest = self._latest is not None, (done, total, text)
        if not pending:
            self._reported.emit()

    def _run_alone(self, work: Work) -> None:
        with _NETWORK:
            self._run(work)

    def _run(self, work: Work) -> None:
        _yield_to_the_window()
        begun = time.monotonic()
        try:
            self._report(0, 0, "")
            result = work(self._report)
        # Whatever a worker raises must reach the person as a value, Cancelled too.
        except BaseException as error:
            told = MemoryError() if lacks_memory(error) else error
            self._log_failure(told)
            self._ended.emit(None, told)
        else:
            _LOG.info("%s: done in %.2f s", self._name, time.monotonic() - begun)
            self._ended.emit(result, None)

    def _log_failure(self, error: BaseException) -> None:
        if isinstance(error, Cancelled | GliovistaError | MemoryError):
            # What was expected to happen one day is told on the screen, with names of files.
            _LOG.info("%s: ended by %s", self._name, type(error).__name__)
        else:
            _LOG.error("%s: failed", self._name, exc_info=error)

    def _deliver_progress(self) -> None:
        with self._lock:
            latest, self._latest = self._latest, None
        if latest is not None and latest[1] > 0 and not self._over:
            self.progress.emit(*latest)

    def _deliver_item(self, value: object) -> None:
        if not self._over:
            self.item.emit(value)

    def _deliver_end(self, result: object, error: BaseException | None) -> None:
        if self._over:
            return
        self._over = True
        if isinstance(error, Cancelled):
            self.cancelled.emit()
        elif error is not None:
            self.failed.emit(error)
        else:
            self.finished.emit(result)


def _yield_to_the_window() -> None:
    """Lower this thread's priority, and that of threads it starts, below the GUI thread's.

    Linux has a niceness per thread; elsewhere the scheduler favours the window in front.
    """
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)


class Jobs(QObject):
    """Every job that may still run, so that none outlives the window."""

    written = Signal(bool)
    """A job that writes a file ended, well or not, and what follows it has begun."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: list[Job] = []

    def new(self, name: str, writes: str = "") -> Job:
        """A job that :meth:`shut_down` knows of; connect its signals, then start it.

        Args:
            name: for the log.
            writes: see :class:`Job`.
        """
        for done in [job for job in self._jobs if job.over and not job.running]:
            self._jobs.remove(done)
            done.deleteLater()
        job = Job(self, name, writes)
        self._jobs.append(job)
        if writes:
            job.finished.connect(lambda _: self._tell_written(well=True))
            job.failed.connect(lambda _: self._tell_written(well=False))
            job.cancelled.connect(lambda: self._tell_written(well=False))
        return job

    def _tell_written(self, *, well: bool) -> None:
        # Later than whatever is connected to the job besides, which may begin another one.
        QTimer.singleShot(0, self, lambda: self.written.emit(well))

    @property
    def running(self) -> bool:
        """Whether any thread is still at work."""
        return any(job.running for job in self._jobs)

    @property
    def writing(self) -> list[str]:
        """Names of the files that a person asked for and that are not whole yet."""
        return [job.writes for job in self._jobs if job.writes and not job.over]

    def give_up_writing(self) -> None:
        """Cancel what writes a file that a person asked for."""
        for job in self._jobs:
            if job.writes:
                job.cancel()

    def shut_down(self) -> None:
        """Cancel everything and wait until every thread ended (at most one network pass)."""
        for job in self._jobs:
            job.cancel()
        end = time.monotonic() + _LAST_SECONDS
        for job in self._jobs:
            if not job.wait(max(end - time.monotonic(), 0.0)):
                _LOG.warning("a job that does not end is left behind")
        self._jobs.clear()
