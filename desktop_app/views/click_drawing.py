"""Clicks as signs over a view: a plus for the region, a minus for what is none of it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop_app.views.annotations import ACCENT
from desktop_app.views.canvas import SliceCanvas

_ARM = 5.0
_RIM = QColor(0, 0, 0)
_NOT = QColor(255, 255, 255)


def draw_clicks(painter: QPainter, view: SliceCanvas) -> None:
    """The clicks of this slice that wait for an answer or are not kept, and a scribble."""
    state, axis = view.session.click, view.plane.axis
    strokes = [asked.stroke for asked in state.waiting]
    if state.pending is not None:
        strokes += state.pending.strokes
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    if view.corners:
        points = [view.to_pixels(corner) for corner in view.corners]
        colour = ACCENT if view.scribble_wanted else _NOT
        for colour_, width in ((_RIM, 5.0), (colour, 2.5)):
            painter.setPen(QPen(colour_, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawPolyline(points) if len(points) > 1 else painter.drawPoint(points[0])
    for click in (click for stroke in strokes for click in stroke):
        if click.voxel[axis] == view.index:
            _draw_sign(painter, view.to_pixels(click.voxel), wanted=click.wanted)


def _draw_sign(painter: QPainter, at: QPointF, *, wanted: bool) -> None:
    for colour, width in ((_RIM, 4.5), (ACCENT if wanted else _NOT, 2.0)):
        painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(at - QPointF(_ARM, 0), at + QPointF(_ARM, 0))
        if wanted:
            painter.drawLine(at - QPointF(0, _ARM), at + QPointF(0, _ARM))
