"""VASARI's answers for the shown segmentation, computed off the GUI thread once somebody asks."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from core.errors import GliovistaError
from core.studies.study import Study
from core.vasari.answers import Vasari
from core.vasari.scoring import score
from desktop_app.state.session import Session
from desktop_app.work.jobs import PAINT_MS, Job, Jobs
from desktop_app.work.measuring import Measuring
from desktop_app.work.placing import Placing


class Answering(QObject):
    """Answers for what a session shows, once it is measured and placed.

    Attributes:
        error: why it failed, as a sentence; empty if it did not.
    """

    changed = Signal()
    """Answers came or went, or a person chose another."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._measuring, self._placing = Measuring.of(session), Placing.of(session)
        self._jobs = Jobs(self)
        self._job: Job | None = None
        self._asked = False
        self._study: Study | None = None
        self._from: tuple[object, ...] = (None,) * 4
        self._computed: Vasari | None = None
        self.error = ""
        for signal in (
            session.study_changed,
            session.segmentation_changed,
            self._measuring.changed,
            self._placing.changed,
        ):
            signal.connect(self._follow)
        session.vasari.changed.connect(self.changed)

    @classmethod
    def of(cls, session: Session) -> Answering:
        """The one that belongs to a session, made at the first call."""
        found = session.findChild(cls)
        return found if isinstance(found, cls) else cls(session)

    @property
    def answers(self) -> Vasari | None:
        """The program's answers, with those that a person chose; None until they are known."""
        if self._computed is None:
            return None
        return replace(self._computed, chosen=dict(self._session.vasari.chosen))

    @property
    def busy(self) -> bool:
        """Whether the answers are on their way."""
        waits = self._measuring.busy or (self._asked and not self._placing.settled)
        return self._job is not None or (self._asked and self._possible and waits)

    @property
    def _possible(self) -> bool:
        session = self._session
        return session.study is not None and session.segmentation is not None

    def ask(self) -> None:
        """Answer for what is shown from now on."""
        if not self._asked:
            self._asked = True
            self._placing.ask()
            self._follow()

    def cancel(self) -> None:
        """Give up; :meth:`ask` begins anew."""
        self._stop()
        self._asked = False
        self.changed.emit()

    def shut_down(self) -> None:
        """Stop, and wait until the thread ended."""
        self._job = None
        self._jobs.shut_down()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _follow(self) -> None:
        session, placement = self._session, self._placing.placement
        study, found, measured = session.study, session.segmentation, self._measuring.measurements
        if study is not self._study:
            # Whoever looks at the answers asks again.
            self._study, self._asked = study, False
        if self._asked:
            self._placing.ask()
        made_from = (study, found, measured, placement)
        same = all(a is b for a, b in zip(made_from, self._from, strict=True))
        if same and (self._computed is not None or self._job is not None):
            return
        self._stop()
        self._computed, self.error, self._from = None, "", made_from
        ready = self._asked and self._placing.settled and not self._measuring.busy
        if ready and found is not None and study is not None and measured is not None:
            job = self._job = self._jobs.new("VASARI")
            job.finished.connect(self._finished)
            job.failed.connect(self._failed)
            job.start_after_paint(
                lambda progress: score(found, study, measured, placement, progress), PAINT_MS
            )
        self.changed.emit()

    def _finished(self, answers: Vasari) -> None:
        self._job, self._computed = None, answers
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        self._job = None
        if not isinstance(error, GliovistaError):
            raise error
        self.error = str(error)
        self.changed.emit()
