"""Every mark of the open study, which one is selected, and the tool that draws the next."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject, Signal

from desktop_app.state.display import Point
from desktop_app.state.mark_geometry import lengths_mm
from desktop_app.state.marks import Mark, MarkKind, next_id

_MOST_STEPS = 100
_NEAR_MM = 5.0
"""Lines that a person moved belong to the lesion whose middle lies as near, beyond its radius."""


class MarkList(QObject):
    """The marks in one list: what a person drew, and the lines of lesions.

    Attributes:
        items: every mark, those of lesions first.
        selected: id of the one whose handles are shown; None for none.
        tool: what the left button draws; None where it moves the cursor.
        pointed: lines that show where a value was measured, until something else is asked for.
    """

    changed = Signal()
    """Marks, the selected one or what is pointed at."""
    tool_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.items: tuple[Mark, ...] = ()
        self.selected: int | None = None
        self.tool: MarkKind | None = None
        self.pointed: tuple[Mark, ...] = ()
        self._automatic: tuple[Mark, ...] = ()
        self._spacing_mm: Point = (1.0, 1.0, 1.0)
        self._past: list[tuple[Mark, ...]] = []

    def reset(self, items: Sequence[Mark] = ()) -> None:
        """Forget everything of the study before, and begin with other marks."""
        self.items, self.selected, self.pointed = tuple(items), None, ()
        self._automatic = tuple(mark for mark in items if not mark.by_hand)
        self._past = []
        self.changed.emit()

    def put_away(self) -> object:
        """Take every mark away, for :meth:`bring_back`; other slices are shown meanwhile."""
        away = (self.items, self.selected, self._automatic, self._spacing_mm, self._past)
        self.reset()
        return away

    def bring_back(self, away: object) -> None:
        """Put back what :meth:`put_away` gave, with the way back of its changes."""
        assert isinstance(away, tuple)
        self.items, self.selected, self._automatic, self._spacing_mm, self._past = away
        self.pointed = ()
        self.changed.emit()

    # -- asking --------------------------------------------------------------------------

    @property
    def drawn(self) -> tuple[Mark, ...]:
        """What a person drew, oldest first."""
        return tuple(mark for mark in self.items if mark.kind is not MarkKind.LESION)

    @property
    def lesions(self) -> tuple[Mark, ...]:
        """The lines of lesions, those that a person moved among them."""
        return tuple(mark for mark in self.items if mark.kind is MarkKind.LESION)

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._past)

    def get(self, mark_id: int | None) -> Mark | None:
        """The mark of an id; None if there is none any more."""
        return next((mark for mark in self.items if mark.id == mark_id), None)

    # -- changing ------------------------------------------------------------------------

    def remember(self) -> None:
        """A change begins here, which :meth:`undo` takes back."""
        self._past = [*self._past[1 - _MOST_STEPS :], self.items]

    def add(self, mark: Mark) -> None:
        """Keep a mark that was drawn, and select it."""
        self.remember()
        self.items, self.selected = (*self.items, mark), mark.id
        self.changed.emit()

    def put(self, mark: Mark) -> None:
        """Put a mark in the place of the one with its id, as part of a change that goes on."""
        self.items = tuple(mark if old.id == mark.id else old for old in self.items)
        self.changed.emit()

    def edit(self, mark: Mark) -> None:
        """Put a mark in the place of the one with its id, as a change of its own."""
        if self.get(mark.id) != mark:
            self.remember()
            self.put(mark)

    def delete(self, ids: Collection[int]) -> None:
        """Take marks away; lesions' lines that a person moved become those measured again."""
        if any(mark.id in ids and mark.by_hand for mark in self.items):
            self.remember()
            self._restore(tuple(m for m in self.items if m.id not in ids or not m.by_hand))

    def undo(self) -> None:
        """Take the last change back."""
        if self._past:
            self._restore(self._past.pop())

    def select(self, mark_id: int | None) -> None:
        """Show the handles of one mark."""
        if mark_id != self.selected or self.pointed:
            self.selected, self.pointed = mark_id, ()
            self.changed.emit()

    def set_tool(self, tool: MarkKind | None) -> None:
        """Let the left button draw marks, or move the cursor again."""
        if tool is not self.tool:
            self.tool = tool
            self.tool_changed.emit()

    def point_at(self, marks: Sequence[Mark] = ()) -> None:
        """Show where a value was measured, until something else is asked for."""
        if tuple(marks) != self.pointed:
            self.pointed = tuple(marks)
            self.changed.emit()

    # -- lesions -------------------------------------------------------------------------

    def set_lesions(self, lines: Sequence[Mark], spacing_mm: Point) -> None:
        """Follow what was measured; lines that a person moved stay as they are.

        Args:
            lines: marks of kind ``LESION``, the largest first; their ids do not matter.
            spacing_mm: voxel edges of the RAS+ view.
        """
        self._automatic, self._spacing_mm, self.pointed = tuple(lines), spacing_mm, ()
        self._restore(self.items)

    def _restore(self, items: tuple[Mark, ...]) -> None:
        """Marks of these items, and the newest lines wherever nobody moved them."""
        kept = [mark for mark in items if mark.by_hand]
        before = {m.number: m for m in items if not m.by_hand}
        free = next_id([*items, *self.items])
        lesions: list[Mark] = []
        moved = [mark for mark in kept if mark.kind is MarkKind.LESION]
        for number, line in enumerate(self._automatic, start=1):
            own = next((m for m in moved if self._belongs(m, line)), None)
            if own is not None:
                moved.remove(own)
                lesions.append(replace(own, number=number))
                continue
            old = before.get(number)
            look = (old.shown, old.name, old.id) if old else (True, "", free + number)
            shown, name, mark_id = look
            lesions.append(replace(line, number=number, shown=shown, name=name, id=mark_id))
        # Lines of a lesion that is no longer found are a person's work all the same.
        last = len(lesions)
        lesions += [replace(m, number=last + n) for n, m in enumerate(moved, start=1)]
        drawn = [mark for mark in kept if mark.kind is not MarkKind.LESION]
        self.items = (*lesions, *drawn)
        if self.get(self.selected) is None:
            self.selected = None
        self.changed.emit()

    def _belongs(self, moved: Mark, line: Mark) -> bool:
        step = np.subtract(moved.middle, line.middle) * self._spacing_mm
        radius = max(lengths_mm(line, self._spacing_mm)) / 2
        return float(np.linalg.norm(step)) <= radius + _NEAR_MM
