"""The way that is pointed at, such as a distance to a structure, over every plane."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from desktop_app.state.display import Point
from desktop_app.state.session import Session
from desktop_app.state.whereabouts import Way
from desktop_app.views import annotations as draw
from desktop_app.views.canvas import SliceCanvas
from desktop_app.views.mark_drawing import POINTED

_RIM = QColor(0, 0, 0)
_PLATE = QColor(0, 0, 0, 170)
_NEAR_SLICES = 1.0
"""An end that lies no farther from the slice is drawn full, else hollow."""


def draw_way(painter: QPainter, view: SliceCanvas, area: QRectF) -> None:
    """Draw the way as it looks from the plane's direction, dashed where it leaves the slice."""
    session = view.session
    way = session.whereabouts.way
    if way is None or session.grid is None:
        return
    ends = [_voxel(session, way.from_mm), _voxel(session, way.to_mm)]
    away = [abs(end[view.plane.axis] - view.index) for end in ends]
    first, second = (view.to_pixels(end) for end in ends)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    in_slice = max(away) <= _NEAR_SLICES
    style = Qt.PenStyle.SolidLine if in_slice else Qt.PenStyle.DashLine
    for pen in (QPen(_RIM, 4.25), QPen(POINTED, 2.0, style)):
        painter.setPen(pen)
        painter.drawLine(QLineF(first, second))
    for place, distance in ((first, away[0]), (second, away[1])):
        painter.setPen(QPen(_RIM, 1))
        painter.setBrush(POINTED if distance <= _NEAR_SLICES else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(place, 3.5, 3.5)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    if min(away) <= _NEAR_SLICES:
        _write(painter, area, way, (first + second) / 2)


def _voxel(session: Session, xyz_mm: Point) -> Point:
    assert session.grid is not None, "whoever draws asks first"
    x, y, z = (np.linalg.inv(session.grid.affine) @ [*xyz_mm, 1.0])[:3].tolist()
    return (x, y, z)


def _write(painter: QPainter, area: QRectF, way: Way, middle: QPointF) -> None:
    """On a dark plate beside the way's middle, within the view."""
    metrics = QFontMetricsF(painter.font())
    text = metrics.elidedText(way.text, Qt.TextElideMode.ElideRight, area.width() - 24)
    width, height = metrics.horizontalAdvance(text) + 8, metrics.height() + 2
    left = min(max(middle.x() + 10, area.left() + 4), area.right() - width - 4)
    top = min(max(middle.y() + 10, area.top() + 24), area.bottom() - height - 24)
    box = QRectF(left, top, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_PLATE)
    painter.drawRoundedRect(box, 3, 3)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inner = box.adjusted(4, 0, -4, 0)
    draw.draw_text(painter, inner, Qt.AlignmentFlag.AlignVCenter, text, POINTED)
