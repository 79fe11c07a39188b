"""Planned trajectories of the open study, which one is selected, and what is being picked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from core.labels import Region
from core.trajectories.trajectory import Trajectory
from desktop_app.state.display import Point

_MOST_STEPS = 100


class End(StrEnum):
    """An end of a trajectory."""

    TARGET = "target"
    ENTRY = "entry"


@dataclass(frozen=True)
class Planned:
    """A trajectory in the list.

    Attributes:
        id: tells it from every other one of the study; colours follow from it.
        way: the trajectory itself.
        shown: whether it is drawn.
    """

    id: int
    way: Trajectory
    shown: bool = True

    def end(self, end: End) -> Point:
        """The world place of an end."""
        return self.way.target_xyz_mm if end is End.TARGET else self.way.entry_xyz_mm

    def moved(self, end: End, xyz_mm: Point) -> Planned:
        """The same with an end elsewhere."""
        if end is End.TARGET:
            return replace(self, way=replace(self.way, target_xyz_mm=xyz_mm))
        return replace(self, way=replace(self.way, entry_xyz_mm=xyz_mm))


@dataclass(frozen=True)
class Margins:
    """What margin shells are wanted: around which region, and how far out."""

    region: Region
    mm: tuple[float, ...]


class Plan(QObject):
    """Where one may go in; views and the planning dialog change it and follow it.

    Attributes:
        items: every trajectory, oldest first.
        selected: id of the one that is measured in detail; None for none.
        picking: the end that the next click on a slice or in the 3-D view sets; None where clicks
            do what they always do.
        pending: ends of a trajectory that is not complete yet.
        depth_mm: below the entry of the selected one: the place whose pictures are shown.
        margins: shells that are wanted; None for none.
        name_of_new: what a new trajectory is called, with its number in the place of ``{0}``.
    """

    changed = Signal()
    """Trajectories, the selected one, or an end that was picked."""
    picking_changed = Signal()
    depth_changed = Signal()
    margins_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.items: tuple[Planned, ...] = ()
        self.selected: int | None = None
        self.picking: End | None = None
        self.pending: dict[End, Point] = {}
        self.depth_mm = 0.0
        self.margins: Margins | None = None
        self.name_of_new = "{0}"
        self._past: list[tuple[Planned, ...]] = []

    def reset(self, items: Sequence[Planned] = (), margins: Margins | None = None) -> None:
        """Forget everything of the study before, and begin with other trajectories."""
        self.items, self.margins, self._past = tuple(items), margins, []
        self.selected = self.items[0].id if self.items else None
        self.pending, self.depth_mm = {}, 0.0
        self.set_picking(None)
        self.changed.emit()
        self.depth_changed.emit()
        self.margins_changed.emit()

    # -- asking --------------------------------------------------------------------------

    @property
    def current(self) -> Planned | None:
        """The selected trajectory."""
        return self.get(self.selected)

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._past)

    def get(self, planned_id: int | None) -> Planned | None:
        """The trajectory of an id; None if there is none any more."""
        return next((one for one in self.items if one.id == planned_id), None)

    # -- changing ------------------------------------------------------------------------

    def remember(self) -> None:
        """A change begins here, which :meth:`undo` takes back."""
        self._past = [*self._past[1 - _MOST_STEPS :], self.items]

    def begin(self) -> None:
        """Let the next two clicks pick target and entry of a new trajectory."""
        self.pending = {}
        self._select(None)
        self.set_picking(End.TARGET)
        self.changed.emit()

    def set_end(self, end: End, xyz_mm: Point) -> None:
        """Put an end of the selected trajectory somewhere, as a change of its own.

        Without a selected one it is the first or second end of a new one.
        """
        chosen = self.current
        if chosen is not None:
            self.remember()
            self.move_end(chosen.id, end, xyz_mm)
            return
        self.pending[end] = xyz_mm
        if len(self.pending) == len(End):
            self.remember()
            self._add(Trajectory(self.pending[End.TARGET], self.pending[End.ENTRY]))
        self.changed.emit()

    def pick(self, xyz_mm: Point) -> None:
        """A click: set the end that is being picked, and go on to the other one."""
        end = self.picking
        if end is None:
            return
        new = self.current is None
        self.set_end(end, xyz_mm)
        left = [other for other in (End.TARGET, End.ENTRY) if other not in self.pending]
        self.set_picking(left[0] if new and self.pending and left else None)

    def move_end(self, planned_id: int, end: End, xyz_mm: Point) -> None:
        """Put an end somewhere, as part of a change that goes on."""
        self.items = tuple(
            one.moved(end, xyz_mm) if one.id == planned_id else one for one in self.items
        )
        self.changed.emit()
        self.set_depth(self.depth_mm)

    def edit(self, planned: Planned) -> None:
        """Put a trajectory in the place of the one with its id, as a change of its own."""
        if self.get(planned.id) != planned:
            self.remember()
            self.items = tuple(planned if one.id == planned.id else one for one in self.items)
            self.changed.emit()

    def delete(self, planned_id: int | None) -> None:
        """Take a trajectory away; the next one is selected."""
        ids = [one.id for one in self.items]
        if planned_id not in ids:
            return
        place = ids.index(planned_id)
        self.remember()
        self.items = tuple(one for one in self.items if one.id != planned_id)
        left = self.items[min(place, len(self.items) - 1)] if self.items else None
        self._select(left.id if left else None)
        self.changed.emit()

    def undo(self) -> None:
        """Take the last change back."""
        if self._past:
            self.items = self._past.pop()
            if self.current is None:
                self._select(self.items[-1].id if self.items else None)
            self.changed.emit()

    def select(self, planned_id: int | None) -> None:
        """Measure another trajectory in detail."""
        if planned_id != self.selected:
            self.pending = {}
            self._select(planned_id)
            self.changed.emit()

    def set_picking(self, end: End | None) -> None:
        """Let the next click set an end, or let clicks do what they always do."""
        if end is not self.picking:
            self.picking = end
            self.picking_changed.emit()

    def set_depth(self, depth_mm: float) -> None:
        """Look at another place along the selected trajectory."""
        length = self.current.way.length_mm if self.current else 0.0
        new = min(max(depth_mm, 0.0), length)
        if new != self.depth_mm:
            self.depth_mm = new
            self.depth_changed.emit()

    def set_margins(self, margins: Margins | None) -> None:
        """Want other shells, or none."""
        if margins != self.margins:
            self.margins = margins
            self.margins_changed.emit()

    def _add(self, way: Trajectory) -> None:
        number = max((one.id for one in self.items), default=0) + 1
        named = replace(way, name=self.name_of_new.format(number))
        self.items = (*self.items, Planned(number, named))
        self.pending = {}
        self._select(number)

    def _select(self, planned_id: int | None) -> None:
        self.selected = planned_id
        if self.depth_mm:
            self.depth_mm = 0.0
            self.depth_changed.emit()
