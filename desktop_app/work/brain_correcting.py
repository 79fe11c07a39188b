"""Correcting the brain's outline with the brush: strokes, undo and redo."""

from __future__ import annotations

from PySide6.QtCore import QObject

from core.correction.brush import Brush, brush_patch, stroke_pieces
from core.labels import Label
from desktop_app.state.display import Plane, Point
from desktop_app.state.session import Session

_BRAIN = Label(1)
"""A brush writes numbers: 1 is brain, and 0 is none."""


class BrainCorrecting(QObject):
    """Changes the session's brain as the person paints; nothing is cut out before segmenting."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        session.settling.connect(self.finish)
        session.correcting_changed.connect(self._follow)

    def aim(self, *, brain: bool, erases: bool = False) -> None:
        """Let the brush correct the brain, or labels again."""
        mask = self._session.brain
        if (mask.target, mask.erases) != (brain, erases):
            self.finish()
            mask.target, mask.erases = brain, erases
            self._session.brain_changed.emit()
            self._session.correcting_changed.emit()

    def _follow(self) -> None:
        """Whoever stops correcting begins with labels the next time."""
        if self._session.brain.target and not self._session.correcting:
            self.aim(brain=False)

    def stroke(self, plane: Plane, start: Point, end: Point, *, erase: bool = False) -> None:
        """Paint a straight piece of a stroke, from one RAS+ position to another."""
        session, mask = self._session, self._session.brain
        if mask.ras is None or session.busy:
            return
        label = Label.BACKGROUND if erase or mask.erases else _BRAIN
        axis = None if session.brush.ball else plane.axis
        brush = Brush(label, session.brush.radius_mm, axis)
        for piece in stroke_pieces(start, end, session.spacing_mm, brush):
            patch = brush_patch(mask.ras, session.spacing_mm, *piece, brush)
            if patch is not None:
                mask.paint(patch)
        session.brain_changed.emit()

    def dab(self, *, erase: bool = False) -> None:
        """Paint or erase at the cursor, in the active plane."""
        i, j, k = self._session.cursor
        self.stroke(self._session.active[1], (i, j, k), (i, j, k), erase=erase)
        self.finish()

    def finish(self) -> None:
        """End the step, if one goes on."""
        # Every command ends a step first, and whoever hears of one looks at every action again.
        if not self._session.brain.painting:
            return
        self._session.brain.finish()
        self._session.brain_changed.emit()

    def undo(self) -> None:
        """Take the last step back."""
        self.finish()
        self._session.brain.apply(self._session.brain.history.undo())
        self._session.brain_changed.emit()

    def redo(self) -> None:
        """Do the last undone step again."""
        self.finish()
        self._session.brain.apply(self._session.brain.history.redo())
        self._session.brain_changed.emit()
