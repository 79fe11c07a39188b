"""Planned trajectories over a slice: the part in it, where they cross it, and their ends."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from desktop_app.state.display import Point
from desktop_app.state.plan import End, Planned
from desktop_app.state.plan_colours import plan_rgb
from desktop_app.views import annotations as draw
from desktop_app.views.canvas import SliceCanvas

_RIM = QColor(0, 0, 0, 190)
NEAR_MM = 2.0
"""A place lies in a slice when it is no farther from its middle than this, or than half of it."""

_BAND = 70
"""Opacity of the lines that bound the safety radius."""


def draw_plan(painter: QPainter, view: SliceCanvas, *, plain: bool) -> None:
    """Draw every trajectory that is shown, the selected one last.

    Args:
        painter: in pixels of the view.
        view: whose slice it is.
        plain: for a file, without handles and without the place that is looked at.
    """
    plan = view.session.plan
    if not plan.items and not plan.pending:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    shown = sorted((one for one in plan.items if one.shown), key=lambda o: o.id == plan.selected)
    for planned in shown:
        _draw_one(painter, view, planned, plain=plain)
    _write_names(painter, view, shown[::-1])
    for end, xyz_mm in plan.pending.items():
        colour = QColor(*plan_rgb(max((one.id for one in plan.items), default=0) + 1))
        place = view.session.to_voxel(xyz_mm)
        _draw_end(painter, view.to_pixels(place), end, colour, near=_is_near(view, place))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _draw_one(painter: QPainter, view: SliceCanvas, planned: Planned, *, plain: bool) -> None:
    session = view.session
    colour = QColor(*plan_rgb(planned.id))
    entry, target, line = _ends(view, planned)
    selected = planned.id == session.plan.selected and not plain
    _draw_band(painter, line, planned.way.safety_mm * view.pixels_per_mm(), colour, on=selected)
    faint = QColor(colour)
    faint.setAlpha(150)
    painter.setPen(QPen(faint, 1.0, Qt.PenStyle.DotLine))
    painter.drawLine(line)
    part = in_slice(view, entry, target)
    if part is not None:
        inside = QLineF(line.pointAt(part[0]), line.pointAt(part[1]))
        for pen in (QPen(_RIM, 4.5), QPen(colour, 2.25 if selected else 1.75)):
            painter.setPen(pen)
            painter.drawLine(inside)
        middle = line.pointAt((part[0] + part[1]) / 2)
        _ring(painter, middle, 3.0, colour)
    for end, place in ((End.ENTRY, entry), (End.TARGET, target)):
        _draw_end(painter, view.to_pixels(place), end, colour, near=_is_near(view, place))
    if selected:
        depth = view.to_pixels(session.to_voxel(planned.way.place_mm(session.plan.depth_mm)))
        painter.setPen(QPen(_RIM, 1))
        painter.setBrush(QColor(255, 255, 255))
        painter.drawEllipse(depth, 3.0, 3.0)
        painter.setBrush(Qt.BrushStyle.NoBrush)


def in_slice(view: SliceCanvas, entry: Point, target: Point) -> tuple[float, float] | None:
    """The fractions of the way, from the entry, that lie in the slice of a view.

    Args:
        view: its plane and slice.
        entry: RAS+ voxel position of one end.
        target: the same of the other.

    Returns:
        None where the way does not come near it.
    """
    axis = view.plane.axis
    half = max(NEAR_MM / view.session.spacing_mm[axis], 0.5)
    low, high = view.index - half, view.index + half
    start, step = entry[axis], target[axis] - entry[axis]
    if abs(step) < 1e-9:
        return (0.0, 1.0) if low <= start <= high else None
    first, last = sorted(((low - start) / step, (high - start) / step))
    first, last = max(first, 0.0), min(last, 1.0)
    return (first, last) if first < last else None


def _is_near(view: SliceCanvas, place: Point) -> bool:
    axis = view.plane.axis
    half = max(NEAR_MM / view.session.spacing_mm[axis], 0.5)
    return bool(abs(place[axis] - view.index) <= half)


def _draw_band(painter: QPainter, line: QLineF, radius: float, colour: QColor, *, on: bool) -> None:
    """Two thin lines beside a way, as far apart as its safety radius on each side."""
    if not on or radius < 2.0 or line.length() < 1.0:
        return
    side = QPointF(-line.dy(), line.dx()) * (radius / line.length())
    faint = QColor(colour)
    faint.setAlpha(_BAND)
    painter.setPen(QPen(faint, 1.0))
    for sign in (1.0, -1.0):
        painter.drawLine(line.translated(side * sign))


def _draw_end(painter: QPainter, at: QPointF, end: End, colour: QColor, *, near: bool) -> None:
    """A target is a ring with a dot, an entry a square; hollow away from the slice."""
    size = 5.0 if near else 3.5
    for pen in (QPen(_RIM, 4.0), QPen(colour, 2.0 if near else 1.25)):
        painter.setPen(pen)
        if end is End.TARGET:
            painter.drawEllipse(at, size, size)
        else:
            painter.drawRect(QRectF(at.x() - size, at.y() - size, 2 * size, 2 * size))
    if near:
        painter.setBrush(colour)
        painter.drawEllipse(at, 1.5, 1.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)


def _ring(painter: QPainter, at: QPointF, size: float, colour: QColor) -> None:
    painter.setPen(QPen(_RIM, 1.0))
    painter.setBrush(colour)
    painter.drawEllipse(at, size, size)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _ends(view: SliceCanvas, planned: Planned) -> tuple[Point, Point, QLineF]:
    """Entry and target in RAS+ voxels, and the line between them in pixels."""
    entry, target = (view.session.to_voxel(planned.end(end)) for end in (End.ENTRY, End.TARGET))
    return entry, target, QLineF(view.to_pixels(entry), view.to_pixels(target))


def name_boxes(
    view: SliceCanvas, planned: Sequence[Planned], metrics: QFontMetricsF
) -> list[tuple[Planned, QRectF]]:
    """Where the names of ways that lie in the slice are written, none over another.

    The first ones stand where their way crosses the slice; others that would cover them, as do
    those of ways to one target, are written above.
    """
    found: list[tuple[Planned, QRectF]] = []
    for one in planned:
        entry, target, line = _ends(view, one)
        part = in_slice(view, entry, target)
        if part is None:
            continue
        at = line.pointAt((part[0] + part[1]) / 2)
        width, height = metrics.horizontalAdvance(one.way.name) + 4, metrics.height()
        box = QRectF(at.x() + 8, at.y() - height - 2, width, height)
        while any(box.intersects(other) for _, other in found):
            box.translate(0, -height)
        found.append((one, box))
    return found


def _write_names(painter: QPainter, view: SliceCanvas, planned: Sequence[Planned]) -> None:
    where = Qt.AlignmentFlag.AlignVCenter
    for one, box in name_boxes(view, planned, QFontMetricsF(painter.font())):
        draw.draw_text(painter, box, where, one.way.name, QColor(*plan_rgb(one.id)))


def ends_near(view: SliceCanvas, pixel: QPointF, reach: float) -> tuple[Planned, End] | None:
    """The end of a trajectory within some pixels of one, if it lies in the slice.

    The selected trajectory's come first.
    """
    session = view.session
    plan = session.plan
    for planned in sorted(plan.items, key=lambda one: one.id != plan.selected):
        for end in End:
            place = session.to_voxel(planned.end(end))
            at = view.to_pixels(place) - pixel
            if planned.shown and _is_near(view, place) and np.hypot(at.x(), at.y()) <= reach:
                return planned, end
    return None
