"""What is written over a scan and stays while slices pass, drawn once for many repaints."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter


class StandingTexts:
    """The picture of one view's texts; laying a picture over a view costs less than its letters."""

    def __init__(self) -> None:
        self._key: object = None
        self._picture = QImage()

    def draw(
        self,
        painter: QPainter,
        area: QRectF,
        said: object,
        write: Callable[[QPainter], None],
    ) -> None:
        """Draw what ``write`` draws, anew only where something else is said than before.

        Args:
            painter: in pixels of the view, with the font of the texts.
            area: the view, from (0, 0) on.
            said: everything that the texts depend on but font, size and resolution.
            write: draws the texts with a painter of the same coordinates.
        """
        device = painter.deviceTransform()
        if not (device.dx().is_integer() and device.dy().is_integer()):
            write(painter)  # between two device pixels a picture would blur
            return
        font, scale = painter.font(), device.m11()
        key = (said, font, area.size(), scale)
        if key != self._key:
            picture = QImage(
                ceil(area.width() * scale),
                ceil(area.height() * scale),
                QImage.Format.Format_ARGB32_Premultiplied,
            )
            picture.setDevicePixelRatio(scale)
            picture.fill(0)
            fresh = QPainter(picture)
            fresh.setFont(font)
            write(fresh)
            fresh.end()
            self._key, self._picture = key, picture
        painter.drawImage(QPointF(0, 0), self._picture)
