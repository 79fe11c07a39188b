"""The brain of a raw study as a person corrected it, in a session."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import SignalInstance

from core.sessions.contents import Part
from core.space.affine import Grid
from desktop_app.state.part import Load
from desktop_app.state.session import Session

_MASK = "mask"


class BrainPart:
    """Without it, segmenting again would use the extracted brain without a word."""

    name = "brain"
    worth = True

    def changes(self, session: Session) -> Sequence[SignalInstance]:
        """Every stroke, and what it was undone to."""
        return (session.brain_changed,)

    def save(self, session: Session) -> Callable[[], Part] | None:
        """A copy, for the mask is painted in place; nothing while nobody corrected it."""
        brain, made = session.brain, session.preparation
        used = made is not None and made.corrected_brain is not None
        if brain.mask is None or not (used or brain.history.last is not None):
            return None
        mask = brain.copied()
        return lambda: Part({}, {_MASK: mask})

    def read(self, part: Part, grid: Grid) -> Load:
        """A mask of another grid is refused."""
        mask = part.arrays[_MASK]
        if mask.shape != grid.shape or mask.dtype != np.uint8 or int(mask.max(initial=0)) > 1:
            raise ValueError("a brain does not lie on the study's grid")

        def load(session: Session) -> None:
            session.brain.follow(mask.astype(np.uint8, copy=False))
            session.brain_changed.emit()

        return load
