"""What is drawn over the 3-D view at once: the cursor, and where the patient's sides are."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop_app.state.display import Point
from desktop_app.surfaces.rasterising import Lens
from desktop_app.views import annotations as draw

_LETTERS = (("R", 0, 1), ("L", 0, -1), ("A", 1, 1), ("P", 1, -1), ("S", 2, 1), ("I", 2, -1))


def draw_cursor(painter: QPainter, lens: Lens, xyz_mm: Point) -> None:
    """A ring around the linked cursor, whatever lies before it."""
    x, y = lens.project_one(xyz_mm)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for pen in (QPen(QColor(0, 0, 0, 200), 3.5), QPen(draw.ACCENT, 1.5)):
        painter.setPen(pen)
        painter.drawEllipse(QPointF(x, y), 6, 6)
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            painter.drawLine(QPointF(x + 6 * dx, y + 6 * dy), QPointF(x + 13 * dx, y + 13 * dy))


def draw_aim(painter: QPainter, at: QPointF) -> None:
    """A cross, open in the middle, at the place that keys point to."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for pen in (QPen(QColor(0, 0, 0, 200), 3.0), QPen(draw.TEXT, 1.25)):
        painter.setPen(pen)
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            near, far = QPointF(4 * dx, 4 * dy), QPointF(14 * dx, 14 * dy)
            painter.drawLine(at + near, at + far)


def draw_letters(painter: QPainter, lens: Lens) -> None:
    """Patient directions around a small cross in the corner, the nearer ones brighter."""
    middle, arm = QPointF(44.0, lens.height - 44.0), 26.0
    for letter, axis, sign in _LETTERS:
        x = sign * float(lens.right[axis])
        y = -sign * float(lens.up[axis])
        near = sign * float(lens.towards[axis])
        if abs(x) < 0.2 and abs(y) < 0.2:
            continue
        colour = draw.TEXT if near > -0.3 else draw.QUIET
        painter.setPen(QPen(colour, 1))
        painter.drawLine(middle, middle + QPointF(x, y) * (arm - 8))
        box = QRectF(0, 0, 20, 20)
        box.moveCenter(middle + QPointF(x, y) * arm)
        draw.draw_text(
            painter,
            box,
            Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter,
            letter,
            colour,
        )
