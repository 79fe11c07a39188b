"""Rulers, angles, areas and lesions' lines in a session."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import SignalInstance

from core.sessions.contents import Part
from core.space.affine import Grid
from desktop_app.state.marks import marks_from_list, marks_to_list
from desktop_app.state.part import Load
from desktop_app.state.session import Session


class MarksPart:
    """What was measured by hand, and lines of lesions that a person moved."""

    name = "marks"
    worth = True

    def changes(self, session: Session) -> Sequence[SignalInstance]:
        """The list tells of itself."""
        return (session.marks.changed,)

    def save(self, session: Session) -> Callable[[], Part] | None:
        """Nothing while all lines are the program's own."""
        items = session.marks.items
        if not any(mark.by_hand for mark in items):
            return None
        return lambda: Part(marks_to_list(items))

    def read(self, part: Part, grid: Grid) -> Load:
        """A mark on no slice of this study is refused."""
        if not isinstance(part.values, list):
            raise TypeError("marks are no list")
        marks = marks_from_list(part.values)
        most = max(grid.shape)
        if any(not 0 <= mark.slice_index < most for mark in marks):
            raise ValueError("a mark lies outside of the study")
        return lambda session: session.marks.reset(marks)
