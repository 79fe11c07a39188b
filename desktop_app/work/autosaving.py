"""Keeps the work on the open study in the program's own folder, off the GUI thread.

A file follows within two seconds of a change. It is named by a mark of the scans, and a lock file
beside it tells, after a crash, that nobody ended the work.
"""

from __future__ import annotations

import logging
from pathlib import Path

from platformdirs import user_data_path
from PySide6.QtCore import QLockFile, QObject, QTimer, Signal

from core.errors import GliovistaError, WritingError
from core.sessions.autosaves import (
    Autosave,
    autosave_path,
    autosaves,
    prune,
    set_aside,
    write_autosave,
)
from core.sessions.contents import StudyIdentity
from core.sessions.session_file import Packing
from core.studies.study import Study
from desktop_app.state.session import Session
from desktop_app.work.jobs import Job, Jobs
from desktop_app.work.session_parts import PARTS, Parts, caught, contents_of, identity_of

_LOG = logging.getLogger(__name__)

_WAIT_MS = 700
"""From a change to its file; changes meanwhile go along. Writing takes the rest of two seconds."""

_REST_MS = 1200
"""From the last change of the view alone to its file."""

_LOCK = ".lock"


def data_folder() -> Path:
    """Where the program keeps work and small pictures by itself."""
    return user_data_path("Gliovista", appauthor=False)


class _Kept:
    """One study's file: who it is, its lock, and whether what lay there was set aside."""

    def __init__(self, identity: StudyIdentity, folder: Path) -> None:
        self.identity, self.path = identity, autosave_path(folder, identity.mark)
        self.packing = Packing()
        self.own = False
        self.lock = QLockFile(str(self.path.with_suffix(_LOCK)))
        self.lock.setStaleLockTime(0)

    def write(self, parts: Parts) -> None:
        """In a worker thread, one call at a time.

        Raises:
            WritingError: the disk refused, or another window keeps the work on this study.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if not self.lock.isLocked() and not self.lock.tryLock(0):
            raise WritingError(
                f"{self.identity.name}: another window has this study open and keeps the work on "
                "it. What you do here is not kept by itself: save or export it, or close the other "
                "window."
            )
        if not self.own:
            # What an earlier session left stays until it is as old as any other.
            set_aside(self.path)
            self.own = True
        write_autosave(contents_of(parts, self.identity), self.path, self.packing)


class Autosaver(QObject):
    """Follows a session and writes what changed."""

    saved = Signal()
    """A file holds what the session held a moment ago."""
    failed = Signal(object)
    """Work is not kept, and why; told once for each study."""
    at_rest = Signal()
    """All that was caught so far is written."""

    def __init__(
        self, session: Session, jobs: Jobs, folder: Path, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._jobs, self.folder = session, jobs, folder
        self._study: Study | None = None
        self._kept: _Kept | None = None
        self._waiting: dict[_Kept, Parts] = {}
        self._job: Job | None = None
        self._writing: _Kept | None = None
        self._told = self._work_waits = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._write)
        for part in PARTS:
            for signal in part.changes(session):
                signal.connect(self._worked if part.worth else self._looked)
        session.settling.connect(self.catch)
        session.study_changed.connect(self._follow_study)

    @property
    def pending(self) -> bool:
        """Whether something is not written yet."""
        return self._timer.isActive() or self._job is not None or bool(self._waiting)

    @property
    def writing(self) -> bool:
        """Whether a file is being written, perhaps of a study that was left."""
        return self._job is not None

    @property
    def mark(self) -> str:
        """Of the open study's scans; empty while it is not known."""
        return "" if self._kept is None else self._kept.identity.mark

    @property
    def own_path(self) -> Path | None:
        """The file that holds what this session did; None before it wrote one."""
        return self._kept.path if self._kept is not None and self._kept.own else None

    def taken_up(self) -> None:
        """What the file holds is what the session holds now: it is not set aside."""
        if self._kept is not None:
            self._kept.own = True

    def catch(self) -> None:
        """Keep what there is now, before it is left; what was looked at alone can wait."""
        if self._work_waits:
            self._timer.stop()
            self._write()

    def shut_down(self) -> None:
        """Write what is not written yet, and end the work in order."""
        self._timer.stop()
        if self._job is not None:
            self._job.wait()
        parts = caught(self._session)
        if self._kept is not None and parts is not None:
            self._waiting[self._kept] = parts
        for kept, last in self._waiting.items():
            try:
                kept.write(last)
            except GliovistaError:
                _LOG.warning("the last change was not kept")
            kept.lock.unlock()
        self._waiting, self._writing = {}, None
        self._leave()

    def _follow_study(self) -> None:
        study = self._session.study
        if study is self._study:
            return
        self._leave()
        self._study = study
        if study is None:
            return
        job = self._jobs.new("mark scans")
        job.finished.connect(lambda identity: self._identified(study, identity))
        job.failed.connect(self._tell)
        job.start_after_paint(lambda progress: identity_of(study))

    def _identified(self, study: Study, identity: StudyIdentity) -> None:
        if study is self._study:
            self._kept, self._told = _Kept(identity, self.folder), False
            self._worked()

    def _leave(self) -> None:
        self._timer.stop()
        self._work_waits = False
        kept, self._kept, self._study = self._kept, None, None
        if kept is not None and kept is not self._writing and kept not in self._waiting:
            kept.lock.unlock()

    def _worked(self) -> None:
        """Work changed: its file follows soon, however much is done meanwhile."""
        if self._kept is None:
            return
        waits, self._work_waits = self._work_waits, True
        # While another study is read, it is caught as soon as that takes this one's place.
        if not self._session.opening and not (waits and self._timer.isActive()):
            self._timer.start(_WAIT_MS)

    def _looked(self) -> None:
        """The view alone changed: its file follows once it rests, not at every slice."""
        if self._kept is not None and not self._session.opening and not self._work_waits:
            self._timer.start(_REST_MS)

    def _write(self) -> None:
        parts, self._work_waits = caught(self._session), False
        if self._kept is None or parts is None:
            return
        self._waiting[self._kept] = parts
        if self._job is None:
            self._write_next()

    def _write_next(self) -> None:
        """Also what was caught of a study that was left since."""
        kept = next(iter(self._waiting))
        parts = self._waiting.pop(kept)
        self._job, self._writing = self._jobs.new("keep work"), kept
        self._job.finished.connect(lambda _: self._ended(kept))
        self._job.failed.connect(lambda error: self._ended(kept, error))
        self._job.start(lambda progress: kept.write(parts))

    def _ended(self, kept: _Kept, error: Exception | None = None) -> None:
        self._job = self._writing = None
        if kept is not self._kept and kept not in self._waiting:
            kept.lock.unlock()
        if self._waiting:
            self._write_next()
        if error is None:
            self.saved.emit()
        else:
            self._tell(error)
        if self._job is None:
            self.at_rest.emit()

    def _tell(self, error: Exception) -> None:
        if not self._told:
            self._told = True
            self.failed.emit(error)


def crashed(folder: Path) -> list[Autosave]:
    """Work that a killed program left, the newest first; runs in a worker thread.

    A lock file whose program is gone is removed, so that it is told once.
    """
    found = []
    for autosave in autosaves(folder):
        lock_file = autosave.path.with_suffix(_LOCK)
        if lock_file.exists():
            lock = QLockFile(str(lock_file))
            lock.setStaleLockTime(0)
            if lock.tryLock(0):
                lock.unlock()
                found.append(autosave)
    return found


def tidy(folder: Path) -> None:
    """Forget work that is older than what is kept; runs in a worker thread."""
    if folder.is_dir():
        prune(folder)
