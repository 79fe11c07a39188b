"""A slice with its labels and lines, drawn for paper: told by patterns, not by colours alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QImageWriter, QPainter, QPen, QPolygonF, QTransform

from core.labels import LABEL_RGB, Label
from core.studies.study import Modality
from desktop_app.reporting.contents import Contents
from desktop_app.state.display import Plane, WindowPreset
from desktop_app.state.mark_geometry import outline_points
from desktop_app.state.marks import AREAS, Mark, MarkKind
from desktop_app.state.shown import Box
from desktop_app.views.geometry import PlaneGeometry
from desktop_app.views.outline import mask_outline
from desktop_app.views.slice_items import to_grey

PIXELS_PER_MM = 6.0
"""Enough for paper: about 300 to the inch where a head is 6 cm wide."""

PATTERNS: dict[Label, list[float]] = {Label.ED: [5, 3], Label.NCR: [1, 2], Label.ET: []}
"""Dashes and gaps in widths of the line, of each label's outline; the innermost is drawn last."""

_LINE = 6.0
"""Pixels of the picture: about half a millimetre on paper."""
_RIM = QColor(0, 0, 0)
_MARK = QColor(255, 255, 255)
_MARGIN_MM = 4.0


@dataclass(frozen=True)
class Picture:
    """A picture as it stands within a document, so that no other file is needed.

    Attributes:
        source: a data URL.
        width, height: in pixels.
    """

    source: str
    width: int
    height: int


def embedded(image: QImage) -> Picture:
    """A picture for a document; takes some hundredths of a second, so off the GUI thread."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    data = bytes(content.toBase64().data()).decode("ascii")
    return Picture(f"data:image/png;base64,{data}", image.width(), image.height())


def key_picture(contents: Contents, modality: Modality, plane: Plane, index: int) -> QImage:
    """One slice, cut to the head; runs in a worker thread.

    Args:
        contents: the study.
        modality: one of its sequences.
        plane: of the slice.
        index: along the plane's axis of the RAS+ view.
    """
    shown = contents.volumes[modality]
    ras = shown.ras
    i, j, k = ras.shape
    geometry = PlaneGeometry(plane, (i, j, k), contents.spacing_mm, contents.radiological)
    window = shown.windows[WindowPreset.AUTO]
    grey = np.ascontiguousarray(to_grey(geometry.picture(ras, index), window, inverted=False))
    head = _head(shown.head, geometry)
    size = QSize(round(head.width() * PIXELS_PER_MM), round(head.height() * PIXELS_PER_MM))
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(_RIM)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(PIXELS_PER_MM, PIXELS_PER_MM)
    painter.translate(-head.topLeft())
    rows, columns = grey.shape
    scan = QImage(grey.data, columns, rows, columns, QImage.Format.Format_Grayscale8)
    painter.drawImage(QRectF(0, 0, *geometry.size_mm), scan)
    _draw_outlines(painter, contents, geometry, index)
    on_slice = [m for m in contents.marks if m.shown and (m.plane, m.slice_index) == (plane, index)]
    _draw_marks(painter, on_slice, geometry, image)
    painter.resetTransform()
    _draw_letters(painter, image, geometry.letters)
    painter.end()
    return image


def pattern_picture(label: Label) -> QImage:
    """A piece of a label's outline, for the legend."""
    image = QImage(QSize(176, 48), QImage.Format.Format_RGB32)
    image.fill(QColor(70, 70, 70))
    painter = QPainter(image)
    for pen in _pens(label):
        painter.setPen(pen)
        painter.drawLine(QPointF(8, 24), QPointF(168, 24))
    painter.end()
    return image


def _head(head: Box, geometry: PlaneGeometry) -> QRectF:
    """The box around the head in millimetres of the picture, with a margin."""
    corners = [geometry.to_picture((float(c[0]), float(c[1]), float(c[2]))) for c in head]
    x, y = zip(*corners, strict=True)
    box = QRectF(QPointF(min(x), min(y)), QPointF(max(x), max(y)))
    whole = QRectF(0, 0, *geometry.size_mm)
    return box.adjusted(-_MARGIN_MM, -_MARGIN_MM, _MARGIN_MM, _MARGIN_MM).intersected(whole)


def _pens(label: Label) -> tuple[QPen, QPen]:
    """A dark rim below a line of the label's colour and pattern: seen on any grey."""
    pens = (QPen(_RIM, _LINE + 3), QPen(QColor(*LABEL_RGB[label]), _LINE))
    for pen in pens:
        pen.setCosmetic(True)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if PATTERNS[label]:
        pens[1].setDashPattern(PATTERNS[label])
    return pens


def _draw_outlines(
    painter: QPainter, contents: Contents, geometry: PlaneGeometry, index: int
) -> None:
    labels = geometry.picture(contents.labels.ras, index)
    rows, columns = labels.shape
    width, height = geometry.size_mm
    to_mm = QTransform.fromScale(width / columns, height / rows)
    for label in PATTERNS:
        path = to_mm.map(mask_outline(labels == label))
        for pen in _pens(label):
            painter.setPen(pen)
            painter.drawPath(path)


def _draw_marks(
    painter: QPainter, marks: Sequence[Mark], geometry: PlaneGeometry, image: QImage
) -> None:
    """White lines with a dark rim, and each one's number where it begins."""
    font = QFont(painter.font())
    font.setPixelSize(max(image.height() // 28, 16))
    font.setBold(True)
    for mark in marks:
        points = [QPointF(*geometry.to_picture(point)) for point in mark.points]
        for width, colour in ((_LINE + 3, _RIM), (_LINE, _MARK)):
            pen = QPen(colour, width)
            pen.setCosmetic(True)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            if mark.kind in AREAS:
                corners = [QPointF(*geometry.to_picture(p)) for p in outline_points(mark)]
                painter.drawPolygon(QPolygonF(corners))
            elif mark.kind is MarkKind.LESION:
                painter.drawLine(points[0], points[1])
                painter.drawLine(points[2], points[3])
            else:
                painter.drawPolyline(QPolygonF(points))
        # Where a letter of the picture's edge is least likely to stand.
        ends = [painter.transform().map(point) for point in points[:2]]
        centre = QRectF(image.rect()).center()
        place = min(ends, key=lambda end: (end - centre).manhattanLength())
        painter.save()
        painter.resetTransform()
        painter.setFont(font)
        _draw_plate(painter, place, str(mark.number))
        painter.restore()


def _draw_plate(painter: QPainter, at: QPointF, text: str) -> None:
    """White text on a dark plate beside a point."""
    box = QRectF(painter.fontMetrics().boundingRect(text)).adjusted(-6, -3, 6, 3)
    box.moveCenter(at + QPointF(0, -box.height()))
    painter.fillRect(box, QColor(0, 0, 0, 190))
    painter.setPen(_MARK)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _draw_letters(painter: QPainter, image: QImage, letters: tuple[str, str, str, str]) -> None:
    font = QFont(painter.font())
    font.setPixelSize(max(image.height() // 24, 18))
    font.setBold(True)
    painter.setFont(font)
    area = QRectF(image.rect()).adjusted(10, 6, -10, -6)
    middle, centre = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignHCenter
    places = (
        middle | Qt.AlignmentFlag.AlignLeft,
        middle | Qt.AlignmentFlag.AlignRight,
        centre | Qt.AlignmentFlag.AlignTop,
        centre | Qt.AlignmentFlag.AlignBottom,
    )
    painter.setPen(_MARK)
    for letter, place in zip(letters, places, strict=True):
        painter.drawText(area, place, letter)
