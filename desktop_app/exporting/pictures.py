"""Views as pictures, drawn again at the size that is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget

from core.errors import WritingError
from core.files.writing import replacing

MAX_SCALE = 8
_MAX_SIDE = 16384


def picture_of(widgets: Sequence[QWidget], scale: float) -> QImage:
    """Draw widgets of one parent where they stand, ``scale`` times as large.

    Text and lines are drawn at the new size, not enlarged.

    Args:
        widgets: visible views; the picture spans the rectangle around them.
        scale: 1 is the size on the screen in device-independent pixels.

    Raises:
        WritingError: the picture would be larger than pictures can be.
    """
    area = QRect(widgets[0].geometry())
    for widget in widgets[1:]:
        area = area.united(widget.geometry())
    size = QSize(round(area.width() * scale), round(area.height() * scale))
    if max(size.width(), size.height()) > _MAX_SIDE:
        raise WritingError(
            f"The picture would be {size.width()} × {size.height()} pixels; the limit is "
            f"{_MAX_SIDE}. Choose a smaller scale."
        )
    image = QImage(size, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(QColor(0, 0, 0))
    painter = QPainter(image)
    for widget in widgets:
        # A view's own render() would draw its scene alone, without what is written over it.
        QWidget.render(widget, painter, widget.geometry().topLeft() - area.topLeft())
    painter.end()
    image.setDevicePixelRatio(1.0)
    return image


def write_picture(image: QImage, path: Path) -> None:
    """Write a PNG file, whole or not at all; runs in a worker thread.

    Raises:
        WritingError: it could not be written.
    """
    with replacing(path) as fresh:
        if not image.save(str(fresh)):
            raise WritingError(
                f"{path}: the picture could not be written. Choose a folder that exists, that "
                "you may write to, and that has space left."
            )


def write_table(text: str, path: Path) -> None:
    """Write a CSV file, whole or not at all, so that spreadsheets read its accents.

    Raises:
        WritingError: it could not be written.
    """
    with replacing(path) as fresh:
        fresh.write_text(text, encoding="utf-8-sig")
