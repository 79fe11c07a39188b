"""Small squares in the colours of labels and regions, for texts and tables."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from core.labels import LABEL_RGB, REGION_LABELS, Label, Region

_SIDE = 14


def square(colour: QColor, ratio: float = 1.0) -> QImage:
    """A small square of one colour."""
    side = round(_SIDE * ratio)
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(colour)
    image.setDevicePixelRatio(ratio)
    return image


def swatch(name: str, ratio: float = 1.0) -> QImage:
    """A small square in the colour of a label, or in the colours that a region holds.

    Args:
        name: of a :class:`core.labels.Label` or :class:`core.labels.Region`.
        ratio: device pixels per logical pixel.
    """
    labels = REGION_LABELS[Region(name)] if name in Region.__members__ else (Label[name],)
    side = round(_SIDE * ratio)
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    step = side / len(labels)
    for index, label in enumerate(labels):
        painter.fillRect(QRectF(index * step, 0, step, side), QColor(*LABEL_RGB[label]))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image
