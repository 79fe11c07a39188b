"""The way of a raw study, step by step: how far each is, and how long it will still take."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, QSettings, QTimer, Signal

from desktop_app.state.session import Session

_TICK_MS = 250
_TRUSTED = 0.2
"""From this share of a step on, its own pace tells the rest better than earlier runs."""

_FOUND = 0.75
"""Share of the brain's step in which it is found; then everything comes onto one grid."""

_OVERDUE_SECONDS = 1.0


class Step(StrEnum):
    """What a raw study goes through, in this order."""

    SERIES = "series"
    ALIGNED = "aligned"
    BRAIN = "brain"
    TUMOUR = "tumour"


class StepState(StrEnum):
    """How far a step is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    DOUBTED = "doubted"
    """Done, but a person should look."""
    FAILED = "failed"


@dataclass(frozen=True)
class StepNow:
    """A step at this moment.

    Attributes:
        state: how far it is.
        fraction: of a running step, 0 to 1.
        seconds_left: of a running step; None while nobody knows.
    """

    state: StepState
    fraction: float = 0.0
    seconds_left: float | None = None


_FIRST_GUESS = {Step.SERIES: 0.3, Step.ALIGNED: 5.0, Step.BRAIN: 1.5}
"""Seconds for each sequence before the first run, on two cores."""

_DOUBTS = {
    "alignment_unsure": Step.ALIGNED,
    "brain_cut_off": Step.BRAIN,
    "no_brain": Step.BRAIN,
}
"""Findings that ask a person to look at a step."""


class PreparationSteps(QObject):
    """Follows the opening of a raw study, and what becomes of it afterwards.

    Args:
        session: whose study it is.
        store: where the pace of earlier runs is remembered.
        parent: owns it.
        clock: gives seconds.
    """

    changed = Signal()

    def __init__(
        self,
        session: Session,
        store: QSettings,
        parent: QObject | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._session, self._store = session, store
        self._running: Step | None = None
        self._failed: Step | None = None
        self._sequences = 1
        self._begun = 0.0
        self._fraction = 0.0
        self._base: tuple[str, int] = ("", 0)
        self._segmenting: tuple[float, float | None] = (0.0, None)
        self._clock = clock
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.changed)
        for signal in (
            session.study_changed,
            session.state_changed,
            session.segmentation_changed,
            session.brain_changed,
        ):
            signal.connect(self.changed)

    # -- what happens --------------------------------------------------------------------

    def begin(self, sequences: int, first: Step = Step.SERIES) -> None:
        """A raw study of so many sequences begins to be prepared, from a step on."""
        self._sequences, self._failed = max(sequences, 1), None
        self._base = ("", 0)
        self._enter(first)
        self._timer.start()

    def follow(self, done: int, total: int, text: str) -> None:
        """Take the progress of :func:`core.opening.raw.open_raw`."""
        if self._running is None or total <= 0:
            return
        word = text.partition(" ")[0]
        if word in ("reading", "read"):
            self._fraction = done / total
        elif word in ("aligning", "finding", "interpolating"):
            step = Step.ALIGNED if word == "aligning" else Step.BRAIN
            if step is not self._running:
                self._remember()
                self._enter(step)
            if self._base[0] != word:
                self._base = (word, done)
            # Each step of core counts to a hundred, after those before it.
            part = min(max((done - self._base[1]) / 100, 0.0), 1.0)
            self._fraction = {
                "aligning": part,
                "finding": _FOUND * part,
                "interpolating": _FOUND + (1 - _FOUND) * part,
            }[word]
        self.changed.emit()

    def end(self, *, failed: bool = False) -> None:
        """The preparation ended: done, given up, or failed where it was."""
        if self._running is None:
            return
        if not failed:
            self._remember()
        self._failed = self._running if failed else None
        self._running = None
        self._timer.stop()
        self.changed.emit()

    def forget(self) -> None:
        """Nothing is being prepared, and nothing failed."""
        self._running = self._failed = None
        self._timer.stop()
        self.changed.emit()

    def segmenting(self, fraction: float, seconds_left: float | None) -> None:
        """Take the progress of the segmentation."""
        self._segmenting = (fraction, seconds_left)
        self.changed.emit()

    # -- what is told --------------------------------------------------------------------

    @property
    def busy(self) -> bool:
        """Whether a raw study is being prepared."""
        return self._running is not None

    @property
    def there(self) -> bool:
        """Whether there is anything to tell: a raw study is open, on its way, or failed."""
        return self.busy or self._failed is not None or self.open

    @property
    def open(self) -> bool:
        """Whether the open study was prepared from raw scans."""
        return self._session.preparation is not None

    def can_redo(self, step: Step) -> bool:
        """Whether something can be done about a step now; a brain only where one was extracted."""
        idle = self.open and not self.busy
        return idle and (step is not Step.BRAIN or self._session.brain.there)

    def now(self) -> Mapping[Step, StepNow]:
        """Each step at this moment."""
        at = self._running or self._failed
        if at is None:
            return {step: self._after(step) for step in Step}
        order = list(Step)
        told = {}
        for step in Step:
            if order.index(step) < order.index(at):
                told[step] = StepNow(StepState.DONE)
            elif step is not at:
                told[step] = StepNow(StepState.WAITING)
            elif self._failed is not None:
                told[step] = StepNow(StepState.FAILED)
            else:
                told[step] = StepNow(StepState.RUNNING, self._fraction, self._left())
        return told

    def _after(self, step: Step) -> StepNow:
        """A step of a study that is open."""
        session = self._session
        if step is Step.TUMOUR:
            if session.segmenting:
                return StepNow(StepState.RUNNING, *self._segmenting)
            labels = session.labels
            # Whoever begins to paint has an empty label map, which nobody found.
            if labels is None or not (labels.has_tumour or labels.segmentation.seconds):
                return StepNow(StepState.WAITING)
            # Found in another brain than the one that is outlined now.
            return StepNow(StepState.DOUBTED if session.brain.pending else StepState.DONE)
        doubted = any(_DOUBTS.get(finding.code) is step for finding in session.findings)
        return StepNow(StepState.DOUBTED if doubted else StepState.DONE)

    # -- time ----------------------------------------------------------------------------

    def _enter(self, step: Step) -> None:
        self._running, self._fraction, self._begun = step, 0.0, self._clock()
        self.changed.emit()

    def _left(self) -> float | None:
        assert self._running is not None
        elapsed = self._clock() - self._begun
        if self._fraction >= _TRUSTED:
            return elapsed * (1 - self._fraction) / self._fraction
        left = self._expected(self._running) - elapsed
        # Long overdue, nobody knows any more.
        return max(left, 0.0) if left > -_OVERDUE_SECONDS else None

    def _expected(self, step: Step) -> float:
        key, guess = self._key(step), _FIRST_GUESS.get(step, 1.0)
        try:
            value = float(str(self._store.value(key, guess)))
        except ValueError:
            value = guess
        return (value if value > 0 else guess) * self._sequences

    def _remember(self) -> None:
        """Learn how long a sequence takes, for the next time."""
        if self._running is not None:
            seconds = (self._clock() - self._begun) / self._sequences
            self._store.setValue(self._key(self._running), seconds)

    @staticmethod
    def _key(step: Step) -> str:
        return f"work/seconds_per_sequence_{step.value}"
