"""The curve of volumes over time, drawn for paper: told by shapes, not by colours alone."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen, QPolygonF

from core.labels import Region
from desktop_app.language.follow_up_series import COURSE_RGB, Series, written_ticks
from desktop_app.language.translation import number

_SIZE = QSize(1360, 520)
_AREA = QRectF(110, 60, 1210, 370)
"""Of the picture, within the axes."""
_TEXT = QColor(40, 40, 40)
_GRID = QColor(215, 215, 215)
_LINES = 4
_MARK = 11.0


def course_picture(series: Series) -> QImage:
    """Millilitres over time; runs in a worker thread."""
    image = QImage(_SIZE, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = QFont(painter.font())
    font.setPixelSize(24)
    painter.setFont(font)
    told = [v for ml in series.ml.values() for v in ml if not math.isnan(v)]
    most = max([*told, 0.1]) * 1.08
    _draw_axes(painter, series, most)
    for place, (region, ml) in enumerate(series.ml.items()):
        _draw_line(painter, series, region, ml, most)
        _draw_key(painter, region, place)
    painter.end()
    return image


def _at(series: Series, x: float, ml: float, most: float) -> QPointF:
    first, span = series.x[0], max(series.x[-1] - series.x[0], 1e-6)
    across = _AREA.left() + _AREA.width() * (0.04 + 0.92 * (x - first) / span)
    return QPointF(across, _AREA.bottom() - _AREA.height() * ml / most)


def _draw_axes(painter: QPainter, series: Series, most: float) -> None:
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    for line in range(_LINES + 1):
        ml = most * line / _LINES
        y = _at(series, series.x[0], ml, most).y()
        painter.setPen(QPen(_GRID, 1.5))
        painter.drawLine(QPointF(_AREA.left(), y), QPointF(_AREA.right(), y))
        painter.setPen(_TEXT)
        box = QRectF(0, y - 18, _AREA.left() - 12, 36)
        painter.drawText(box, right, number(ml, 0 if most > _LINES else 1))
    painter.drawText(QRectF(0, 4, _AREA.left() - 12, 36), right, "ml")
    for x, text in written_ticks(series):
        at = _at(series, x, 0, most)
        painter.drawLine(at, at + QPointF(0, 10))
        box = QRectF(at.x() - 150, at.y() + 14, 300, 40)
        painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, text)


def _draw_line(
    painter: QPainter, series: Series, region: Region, ml: tuple[float, ...], most: float
) -> None:
    colour = _ink(region)
    points = [
        _at(series, x, value, most)
        for x, value in zip(series.x, ml, strict=True)
        if not math.isnan(value)
    ]
    painter.setPen(QPen(colour, 5))
    painter.drawPolyline(QPolygonF(points))
    for point in points:
        _draw_mark(painter, region, point)


def _draw_mark(painter: QPainter, region: Region, at: QPointF) -> None:
    painter.setPen(QPen(Qt.GlobalColor.white, 2))
    painter.setBrush(_ink(region))
    if region is Region.ET:
        painter.drawEllipse(at, _MARK, _MARK)
    elif region is Region.TC:
        painter.drawRect(QRectF(at.x() - _MARK, at.y() - _MARK, 2 * _MARK, 2 * _MARK))
    else:
        corners = (QPointF(-_MARK, _MARK), QPointF(_MARK, _MARK), QPointF(0, -_MARK))
        painter.drawPolygon(QPolygonF([at + corner for corner in corners]))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _draw_key(painter: QPainter, region: Region, place: int) -> None:
    at = QPointF(_AREA.left() + 30 + 130 * place, 28)
    _draw_mark(painter, region, at)
    painter.setPen(_TEXT)
    painter.drawText(at + QPointF(22, 9), region.value)


def _ink(region: Region) -> QColor:
    """The region's colour, dark enough for white paper."""
    return QColor(*COURSE_RGB[region]).darker(125)
