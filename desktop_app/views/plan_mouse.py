"""What the mouse does to trajectories: picking their ends on a slice, and dragging them."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, Qt

from desktop_app.state.display import Point
from desktop_app.state.plan import End
from desktop_app.views.canvas import SliceCanvas
from desktop_app.views.plan_drawing import ends_near

_REACH = 9.0
"""Pixels within which an end is taken hold of."""


class PlanMouse:
    """Follows the left button over one view; asks the view to ask for changes."""

    def __init__(self, view: SliceCanvas) -> None:
        self._view = view
        self._hold: tuple[int, End, float] | None = None
        self._grabbed = False

    @property
    def picking(self) -> bool:
        """Whether the next click sets an end."""
        return self._view.session.plan.picking is not None

    def wants(self, pixel: QPointF) -> bool:
        """Whether the left button means a trajectory here."""
        if self.picking:
            return True
        tool = self._view.session.marks.tool
        return tool is None and ends_near(self._view, pixel, _REACH) is not None

    def hover(self, pixel: QPointF) -> bool:
        """Show by the mouse that an end can be taken hold of; whether it can."""
        view = self._view
        if view.session.correcting or self.picking or not self.wants(pixel):
            return False
        if view.cursor().shape() is not Qt.CursorShape.PointingHandCursor:
            view.setCursor(Qt.CursorShape.PointingHandCursor)
        return True

    def press(self, pixel: QPointF) -> None:
        """Pick an end, or take hold of one."""
        view = self._view
        self._hold, self._grabbed = None, False
        if self.picking:
            view.plan_picked.emit(self._place(pixel))
            return
        found = ends_near(view, pixel, _REACH)
        if found is not None:
            planned, end = found
            axis = view.plane.axis
            # An end that lies between slices stays where it is across them.
            across = view.session.to_voxel(planned.end(end))[axis]
            self._hold = (planned.id, end, across)
            view.plan_selected.emit(planned.id)

    def drag(self, pixel: QPointF) -> None:
        """Let the end follow the mouse."""
        if self._hold is None:
            return
        planned_id, end, across = self._hold
        view = self._view
        if view.session.plan.get(planned_id) is None:
            self._hold = None
            return
        if not self._grabbed:
            self._grabbed = True
            view.plan_grabbed.emit()
        voxel = list(self._place(pixel))
        voxel[view.plane.axis] = across
        view.plan_moved.emit(planned_id, end, (voxel[0], voxel[1], voxel[2]))

    def release(self) -> None:
        """Let go."""
        self._hold = None

    def _place(self, pixel: QPointF) -> Point:
        shape = np.asarray(self._view.session.shape)
        x, y, z = np.clip(self._view.to_voxel(pixel), -0.5, shape - 0.5).tolist()
        return (x, y, z)
