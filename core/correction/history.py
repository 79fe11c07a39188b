"""Undo and redo of corrections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from core.correction.patches import Patch, Voxels, moved, voxels_where
from core.labels import LabelMap
from core.space.boxes import Box

HISTORY_BYTES = 64 * 2**20
"""What undo may keep: hundreds of strokes, for one takes eight bytes a voxel."""


@dataclass(frozen=True, eq=False)
class Step:
    """One correction.

    Attributes:
        where: the voxels that it changed.
        before: their labels before it.
        after: their labels after it.
    """

    where: Voxels
    before: npt.NDArray[np.uint8]
    after: npt.NDArray[np.uint8]

    @property
    def undone(self) -> Patch:
        """What taking it back changes."""
        return Patch(self.where, self.before)

    @property
    def redone(self) -> Patch:
        """What doing it again changes."""
        return Patch(self.where, self.after)

    @cached_property
    def table(self) -> npt.NDArray[np.uint16]:
        """The whole step, shape (voxels, 5): i, j, k, label before, label after."""
        return np.stack([*self.where, self.before, self.after], axis=1, dtype=np.uint16)

    @property
    def nbytes(self) -> int:
        """Bytes that it takes."""
        return sum(array.nbytes for array in (*self.where, self.before, self.after))


def step_between(before: LabelMap, after: LabelMap, box: Box | None = None) -> Step | None:
    """The step from one label map to another; None where they are equal.

    Args:
        before: uint8, shape (i, j, k).
        after: of the same shape.
        box: holds every difference; nothing outside of it is looked at. None for all.
    """
    if box is None:
        i, j, k = (slice(0, n) for n in before.shape)
        box = (i, j, k)
    where = voxels_where(before[box] != after[box])
    if where is None:
        return None
    where = moved(where, box)
    return Step(where, before[where], after[where])


@dataclass
class History:
    """Steps that can be undone and done again; the oldest are forgotten beyond a size.

    Attributes:
        limit: bytes that all steps together may take; the newest is kept whatever its size.
    """

    limit: int = HISTORY_BYTES
    _done: list[Step] = field(default_factory=list)
    _undone: list[Step] = field(default_factory=list)
    _forgotten: Step | None = None
    _forgotten_count: int = 0

    @property
    def steps(self) -> int:
        """How many led to what is shown, forgotten ones too."""
        return len(self._done) + self._forgotten_count

    @classmethod
    def of(cls, done: Sequence[Step], undone: Sequence[Step], *, forgotten: int) -> History:
        """A history that was kept.

        Args:
            done: steps that can be undone, oldest first.
            undone: steps that can be done again, the next one last.
            forgotten: how many steps there were before them.
        """
        nothing = np.zeros(0, np.uint8)
        nowhere = (np.zeros(0, np.uint16),) * 3
        sentinel = Step(nowhere, nothing, nothing) if forgotten else None
        return cls(HISTORY_BYTES, list(done), list(undone), sentinel, forgotten)

    @property
    def done(self) -> Sequence[Step]:
        """Steps that can be undone, oldest first."""
        return tuple(self._done)

    @property
    def undone(self) -> Sequence[Step]:
        """Steps that can be done again, the next one last."""
        return tuple(self._undone)

    @property
    def forgotten(self) -> int:
        """How many steps there were that cannot be undone any more."""
        return self._forgotten_count

    @property
    def last(self) -> Step | None:
        """The step that led to what is shown, which tells one state from every other."""
        return self._done[-1] if self._done else self._forgotten

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to do again."""
        return bool(self._undone)

    @property
    def size(self) -> int:
        """Bytes that the steps take."""
        return sum(step.nbytes for step in (*self._done, *self._undone))

    def add(self, step: Step) -> None:
        """Remember what was just done; what was undone before it cannot come back."""
        self._undone.clear()
        self._done.append(step)
        while len(self._done) > 1 and self.size > self.limit:
            self._forgotten = self._done.pop(0)
            self._forgotten_count += 1

    def undo(self) -> Patch | None:
        """What takes the last step back; None where there is none."""
        if not self._done:
            return None
        self._undone.append(self._done.pop())
        return self._undone[-1].undone

    def redo(self) -> Patch | None:
        """What does the last undone step again; None where there is none."""
        if not self._undone:
            return None
        self._done.append(self._undone.pop())
        return self._done[-1].redone
