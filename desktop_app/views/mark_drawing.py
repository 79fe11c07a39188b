"""Marks drawn over a slice: lines, outlines, handles, and what they measure beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from core.measuring.symmetry_plane import SymmetryPlane
from desktop_app.language.mark_texts import intensities_text, label_text, step_text
from desktop_app.state.display import Plane, Point
from desktop_app.state.mark_geometry import foot_point, in_plane, outline_points
from desktop_app.state.marks import AREAS, POINTS, Mark, MarkKind
from desktop_app.state.session import Session
from desktop_app.views import annotations as draw
from desktop_app.views.canvas import SliceCanvas
from desktop_app.views.label_places import Wanted, place_labels
from desktop_app.work.area_intensities import AreaIntensities
from desktop_app.work.measuring import Measuring

translate = QCoreApplication.translate

DRAWN = QColor(120, 230, 170)
LESION = QColor(255, 224, 102)
POINTED = QColor(116, 192, 252)
SYMMETRY = QColor(208, 140, 255)
_RIM = QColor(0, 0, 0)
_PLATE = QColor(0, 0, 0, 170)
_NARROW = 280
_PADDING = 3.0
_LEADER = 30.0
"""A text that stands farther than this from its mark is tied to it by a line."""

HANDLE = 4.0
"""Half the side of a handle in pixels."""


@dataclass(frozen=True)
class Text:
    """What is written beside a mark.

    Attributes:
        beside: the box around the mark in pixels.
        text: lines.
        colour: of the mark.
    """

    beside: QRectF
    text: str
    colour: QColor


def visible_marks(session: Session, plane: Plane, index: int) -> list[Mark]:
    """Marks that lie on a slice and are shown, the selected one last."""
    marks = [
        mark
        for mark in session.marks.items
        if mark.shown and mark.plane is plane and mark.slice_index == index
    ]
    return sorted(marks, key=lambda mark: mark.id == session.marks.selected)


def draw_marks(painter: QPainter, view: SliceCanvas, area: QRectF, *, plain: bool) -> None:
    """Draw what is measured on the view's slice, then every text where it covers no other.

    Args:
        painter: in pixels of the view.
        view: whose marks, and the one that is being drawn in it.
        area: the view.
        plain: for a file, without handles.
    """
    session = view.session
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    plane = _draw_symmetry_plane(painter, view)
    texts = [] if plane is None else [plane]
    for mark in visible_marks(session, view.plane, view.index):
        colour = LESION if mark.kind is MarkKind.LESION else DRAWN
        selected = mark.id == session.marks.selected and not plain
        _draw_shape(painter, view, mark, colour, width=2.25 if selected else 1.5)
        if selected or (mark.id == view.hovered and not plain):
            _draw_handles(painter, view, mark, colour, filled=selected)
        texts.append(Text(_box(view, mark), _text(view, mark, area), colour))
    for mark in session.marks.pointed:
        if mark.plane is view.plane and mark.slice_index == view.index:
            _draw_shape(painter, view, mark, POINTED, width=2.0)
            texts.append(Text(_box(view, mark), mark.name, POINTED))
    if view.draft is not None and view.draft.slice_index == view.index:
        texts.append(_draw_draft(painter, view, view.draft))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    _write(painter, area, texts, _taken(session, area))


def _draw_symmetry_plane(painter: QPainter, view: SliceCanvas) -> Text | None:
    """A dashed line where the plane of best symmetry cuts an axial or coronal slice."""
    if not view.session.display.symmetry_plane or view.plane is Plane.SAGITTAL:
        return None
    measured = Measuring.of(view.session).measurements
    plane = None if measured is None else measured.symmetry_plane
    ends = None if plane is None else plane_on_slice(view, plane)
    if ends is None:
        return None
    line = QLineF(view.to_pixels(ends[0]), view.to_pixels(ends[1]))
    for pen in (QPen(_RIM, 3), QPen(SYMMETRY, 1.25, Qt.PenStyle.DashLine)):
        painter.setPen(pen)
        painter.drawLine(line)
    bottom = max(line.p1(), line.p2(), key=lambda p: p.y())
    beside = QRectF(bottom.x() - 1, bottom.y() - 30, 2, 2)
    return Text(beside, translate("Marks", "symmetry plane"), SYMMETRY)


def plane_on_slice(view: SliceCanvas, plane: SymmetryPlane) -> tuple[Point, Point] | None:
    """Ends of the plane's line on the view's slice, over the head's height; RAS+ voxels."""
    session = view.session
    if session.grid is None:
        return None
    affine = session.grid.affine
    # n · (A v + t) = d, solved for the voxel across: a · v = b.
    slope = affine[:3, :3].T @ plane.normal
    offset = plane.offset_mm - float(affine[:3, 3] @ plane.normal)
    across, down = in_plane(view.plane)
    if abs(slope[across]) < 1e-9:
        return None
    ends: list[Point] = []
    for value in (session.head[0][down] - 0.5, session.head[1][down] + 0.5):
        voxel = [0.0, 0.0, 0.0]
        voxel[view.plane.axis], voxel[down] = float(view.index), value
        voxel[across] = float((offset - slope @ voxel) / slope[across])
        ends.append((voxel[0], voxel[1], voxel[2]))
    return ends[0], ends[1]


def shape_lines(view: SliceCanvas, mark: Mark) -> list[QLineF]:
    """The straight pieces of a mark in pixels; those of an area's outline too."""
    at = [view.to_pixels(point) for point in mark.points]
    if mark.kind in AREAS:
        corners = [view.to_pixels(point) for point in outline_points(mark)]
        return [QLineF(a, b) for a, b in zip(corners, [*corners[1:], *corners[:1]], strict=True)]
    if mark.kind is MarkKind.LESION:
        return [QLineF(at[0], at[1]), QLineF(at[2], at[3])]
    if mark.kind is MarkKind.SHIFT and len(at) == POINTS[MarkKind.SHIFT]:
        foot = view.to_pixels(foot_point(mark, view.session.spacing_mm))
        return [QLineF(at[0], at[1]), QLineF(foot, at[2])]
    return [QLineF(a, b) for a, b in pairwise(at)]


def _draw_shape(
    painter: QPainter, view: SliceCanvas, mark: Mark, colour: QColor, width: float
) -> None:
    lines = shape_lines(view, mark)
    for number, pen in enumerate((QPen(_RIM, width + 2.25), QPen(colour, width))):
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if mark.kind in AREAS:
            painter.drawPolygon(QPolygonF([line.p1() for line in lines]))
            continue
        for line in lines:
            dashed = mark.kind is MarkKind.SHIFT and line is lines[0] and number
            pen.setStyle(Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine)
            painter.setPen(pen)
            painter.drawLine(line)
            for end in () if dashed else (line.p1(), line.p2()):
                painter.drawEllipse(end, 2.0, 2.0)


def _draw_handles(
    painter: QPainter, view: SliceCanvas, mark: Mark, colour: QColor, *, filled: bool
) -> None:
    painter.setPen(QPen(_RIM, 1))
    painter.setBrush(QColor(255, 255, 255) if filled else colour)
    for point in mark.points:
        at = view.to_pixels(point)
        painter.drawRect(QRectF(at.x() - HANDLE, at.y() - HANDLE, 2 * HANDLE, 2 * HANDLE))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _draw_draft(painter: QPainter, view: SliceCanvas, draft: Mark) -> Text:
    pen_down = draft.kind is not MarkKind.FREEHAND
    complete = len(draft.points) == POINTS.get(draft.kind)
    if complete and pen_down:
        _draw_shape(painter, view, draft, DRAWN, width=1.75)
        text = label_text(draft, view.session.spacing_mm)
    else:
        at = [view.to_pixels(point) for point in draft.points]
        for pen in (QPen(_RIM, 4), QPen(DRAWN, 1.75)):
            painter.setPen(pen)
            painter.drawPolyline(at)
        text = ""
    step = step_text(draft.kind, len(draft.points))
    shown = "\n".join(part for part in (text, step) if part)
    return Text(_box(view, draft), shown, DRAWN)


def _box(view: SliceCanvas, mark: Mark) -> QRectF:
    points = outline_points(mark) if mark.kind is MarkKind.ELLIPSE else mark.points
    at = [view.to_pixels(point) for point in points]
    x, y = [p.x() for p in at], [p.y() for p in at]
    return QRectF(min(x), min(y), max(x) - min(x), max(y) - min(y))


def _text(view: SliceCanvas, mark: Mark, area: QRectF) -> str:
    study = view.session.study
    known = study is None or study.sides_known
    text = label_text(mark, view.session.spacing_mm, sides_known=known)
    found = AreaIntensities.of(view.session).get(mark, view.modality)
    if found is None or area.width() < _NARROW:
        return text
    return f"{text}\n{intensities_text(found)}"


def _taken(session: Session, area: QRectF) -> list[QRectF]:
    """Where the corners' texts and the letters at the edges stand, about."""
    if not session.display.annotations:
        return []
    side, line = min(area.width() * 0.4, 150.0), 40.0
    right, bottom = area.right(), area.bottom()
    middle = area.center()
    return [
        QRectF(area.left(), area.top(), side, line),
        QRectF(right - side, area.top(), side, line / 2 + 4),
        QRectF(right - side, bottom - line, side, line),
        QRectF(area.left(), bottom - line, side, line),
        QRectF(area.left(), middle.y() - 12, 24, 24),
        QRectF(right - 24, middle.y() - 12, 24, 24),
        QRectF(middle.x() - 12, area.top(), 24, 24),
        QRectF(middle.x() - 12, bottom - 24, 24, 24),
    ]


def _size(painter: QPainter, text: str) -> QSizeF:
    metrics = QFontMetricsF(painter.font())
    lines = text.split("\n")
    width = max(metrics.horizontalAdvance(line) for line in lines)
    return QSizeF(width + 2 * _PADDING + 2, metrics.height() * len(lines) + _PADDING)


def _write(painter: QPainter, area: QRectF, texts: Sequence[Text], taken: Sequence[QRectF]) -> None:
    said = [text for text in reversed(texts) if text.text]
    wanted = [Wanted(text.beside, _size(painter, text.text)) for text in said]
    for text, box in zip(said, place_labels(wanted, area, taken), strict=True):
        if box is None:
            continue
        _draw_leader(painter, text, box)
        _write_one(painter, box, text.text, text.colour)


def _draw_leader(painter: QPainter, text: Text, box: QRectF) -> None:
    near = text.beside.center()
    start = QPointF(
        min(max(near.x(), box.left()), box.right()), min(max(near.y(), box.top()), box.bottom())
    )
    end = QPointF(
        min(max(start.x(), text.beside.left()), text.beside.right()),
        min(max(start.y(), text.beside.top()), text.beside.bottom()),
    )
    if QLineF(start, end).length() > _LEADER:
        painter.setPen(QPen(text.colour, 1, Qt.PenStyle.DotLine))
        painter.drawLine(QLineF(start, end))


def _write_one(painter: QPainter, box: QRectF, text: str, colour: QColor) -> None:
    """On a dark plate: bright tissue and an inverted scan leave the letters legible."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_PLATE)
    painter.drawRoundedRect(box, 3, 3)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inner = box.adjusted(_PADDING, 0, -_PADDING, 0)
    draw.draw_text(painter, inner, Qt.AlignmentFlag.AlignVCenter, text, colour)
