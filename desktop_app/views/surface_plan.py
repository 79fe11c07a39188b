"""Planned trajectories in the 3-D view: drawn over it, and their ends dragged on surfaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop_app.state.plan import End, Planned
from desktop_app.state.plan_colours import plan_rgb
from desktop_app.state.session import Session
from desktop_app.surfaces.rasterising import Lens
from desktop_app.views import annotations as draw

if TYPE_CHECKING:
    from desktop_app.views.surface_view import SurfaceView

_RIM = QColor(0, 0, 0, 200)
_REACH = 10.0


def draw_surface_plan(painter: QPainter, lens: Lens, session: Session) -> None:
    """Every trajectory that is shown, whatever lies before it, the selected one thicker."""
    plan = session.plan
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for planned in sorted(plan.items, key=lambda one: one.id == plan.selected):
        if planned.shown:
            _draw_one(painter, lens, planned, session)
    for end, xyz_mm in plan.pending.items():
        colour = QColor(*plan_rgb(max((one.id for one in plan.items), default=0) + 1))
        _draw_end(painter, QPointF(*lens.project_one(xyz_mm)), end, colour)


def _draw_one(painter: QPainter, lens: Lens, planned: Planned, session: Session) -> None:
    colour = QColor(*plan_rgb(planned.id))
    entry, target = (QPointF(*lens.project_one(planned.end(e))) for e in (End.ENTRY, End.TARGET))
    selected = planned.id == session.plan.selected
    for pen in (QPen(_RIM, 4.5), QPen(colour, 2.5 if selected else 1.5)):
        painter.setPen(pen)
        painter.drawLine(entry, target)
    _draw_end(painter, target, End.TARGET, colour)
    _draw_end(painter, entry, End.ENTRY, colour)
    if selected:
        at = lens.project_one(planned.way.place_mm(session.plan.depth_mm))
        painter.setPen(QPen(_RIM, 1))
        painter.setBrush(QColor(255, 255, 255))
        painter.drawEllipse(QPointF(*at), 3.5, 3.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
    box = QRectF(entry.x() + 9, entry.y() - 18, 160, 16)
    draw.draw_text(painter, box, Qt.AlignmentFlag.AlignVCenter, planned.way.name, colour)


def _draw_end(painter: QPainter, at: QPointF, end: End, colour: QColor) -> None:
    for pen in (QPen(_RIM, 4.0), QPen(colour, 2.0)):
        painter.setPen(pen)
        if end is End.TARGET:
            painter.drawEllipse(at, 5.0, 5.0)
        else:
            painter.drawRect(QRectF(at.x() - 5, at.y() - 5, 10, 10))


class SurfacePlanMouse:
    """Takes hold of ends in the 3-D view; they move over what is seen below the mouse."""

    def __init__(self, view: SurfaceView) -> None:
        self._view = view
        self._hold: tuple[int, End] | None = None
        self._grabbed = False

    def press(self, at: QPointF) -> None:
        """Take hold of an end, if one is there."""
        self._hold, self._grabbed = None, False
        view = self._view
        plan = view.session.plan
        if view.scene is None or plan.picking is not None:
            return
        lens = view.viewpoint.lens(view.scene, view.width(), view.height())
        for planned in sorted(plan.items, key=lambda one: one.id != plan.selected):
            for end in End:
                x, y = lens.project_one(planned.end(end))
                if planned.shown and np.hypot(x - at.x(), y - at.y()) <= _REACH:
                    self._hold = (planned.id, end)
                    return

    def drag(self, at: QPointF) -> bool:
        """Move what is held; whether something is."""
        if self._hold is None:
            return False
        planned_id, end = self._hold
        if not self._grabbed:
            self._grabbed = True
            self._view.plan_grabbed.emit(planned_id)
        place = self._view.place_at(at, outside=end is End.ENTRY)
        if place is not None:
            self._view.plan_moved.emit(planned_id, end, place)
        return True

    def release(self) -> None:
        """Let go."""
        self._hold = None
