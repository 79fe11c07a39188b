"""The two pictures of a trajectory: perpendicular to it at a depth, and along it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.labels import LABEL_RGB, TUMOUR_LABELS
from core.trajectories.planes import letters
from desktop_app.state.display import Window
from desktop_app.work.plan_pictures import HALF_MM, MARGIN_MM, STEP_MM, PlanPictures

_TINT = 0.38
_TEXT, _QUIET = QColor(206, 212, 218), QColor(138, 147, 156)
_RIM = QColor(0, 0, 0, 190)


def coloured(
    grey: npt.NDArray[np.float32], labels: npt.NDArray[np.uint8], window: Window
) -> QImage:
    """A picture in the window's grey, tumour labels tinted; black beyond the scan."""
    scaled = (grey - window.low) / max(window.width, 1e-6)
    light = np.clip(np.nan_to_num(scaled, nan=0.0), 0.0, 1.0) * 255
    rgb = np.repeat(light[..., None], 3, axis=2)
    for label in TUMOUR_LABELS:
        there = labels == label
        rgb[there] = (1 - _TINT) * rgb[there] + _TINT * np.asarray(LABEL_RGB[label])
    pixels = np.ascontiguousarray(rgb.astype(np.uint8))
    height, width, _ = pixels.shape
    return QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()


class _Picture(QWidget):
    """What both pictures share."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pictures: PlanPictures | None = None
        self.depth_mm = 0.0
        self.window_ = Window(0.0, 1.0)
        self.colour = QColor(255, 255, 255)
        self.message = ""

    def show_pictures(
        self, pictures: PlanPictures | None, window: Window, colour: QColor, message: str
    ) -> None:
        """Show other pictures, or a sentence where there are none."""
        self.pictures, self.window_, self.colour = pictures, window, colour
        self.message = message
        self.update()

    def show_depth(self, depth_mm: float) -> None:
        """Look at another depth."""
        self.depth_mm = depth_mm
        self.update()

    def _draw_empty(self, painter: QPainter) -> None:
        painter.setPen(_QUIET)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(self.rect().adjusted(12, 12, -12, -12), flags, self.message)

    def _write(self, painter: QPainter, box: QRectF, flags: Qt.AlignmentFlag, text: str) -> None:
        for step, colour in ((1.0, QColor(0, 0, 0)), (0.0, _TEXT)):
            painter.setPen(colour)
            painter.drawText(box.translated(step, step), flags, text)


class ProbeView(_Picture):
    """What lies around the way at one depth, as seen from the entry."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumSize(130, 130)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(260, 260)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture, the way as a point, and the safety radius around it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(0, 0, 0))
        found = self.pictures
        if found is None:
            self._draw_empty(painter)
            return
        index = found.index(self.depth_mm)
        image = coloured(found.probe[index], found.probe_labels[index], self.window_)
        side = float(min(self.width(), self.height()))
        area = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawImage(area, image)
        scale = side / (2 * HALF_MM + STEP_MM)
        middle, radius = area.center(), found.way.safety_mm * scale
        for pen in (QPen(_RIM, 3), QPen(self.colour, 1.5)):
            painter.setPen(pen)
            if radius > 0:
                painter.drawEllipse(middle, radius, radius)
            for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                painter.drawLine(middle + QPointF(3 * dx, 3 * dy), middle + QPointF(8 * dx, 8 * dy))
        self._draw_letters(painter, area, found.frame.letters())
        self._draw_bar(painter, area, scale)

    def _draw_letters(
        self, painter: QPainter, area: QRectF, texts: tuple[str, str, str, str]
    ) -> None:
        flag = Qt.AlignmentFlag
        where = (
            flag.AlignLeft | flag.AlignVCenter,
            flag.AlignRight | flag.AlignVCenter,
            flag.AlignTop | flag.AlignHCenter,
            flag.AlignBottom | flag.AlignHCenter,
        )
        for text, flags in zip(texts, where, strict=True):
            self._write(painter, area.adjusted(5, 3, -5, -3), flags, text)

    def _draw_bar(self, painter: QPainter, area: QRectF, scale: float) -> None:
        right, y = area.right() - 8, area.bottom() - 8
        painter.setPen(QPen(_TEXT, 2))
        painter.drawLine(QPointF(right - 10 * scale, y), QPointF(right, y))
        box = QRectF(right - 70, y - 20, 70, 16)
        self._write(painter, box, Qt.AlignmentFlag.AlignRight, "10 mm")


class AlongView(_Picture):
    """The plane that the way lies in, the entry on the left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumSize(220, 130)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """Wider than tall."""
        return QSize(460, 260)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the plane, the way, its safety radius and the depth that is looked at."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(0, 0, 0))
        found = self.pictures
        if found is None:
            self._draw_empty(painter)
            return
        rows, columns = found.along.shape
        scale = min(self.width() / columns, self.height() / rows)
        size = (columns * scale, rows * scale)
        left, top = (self.width() - size[0]) / 2, (self.height() - size[1]) / 2
        area = QRectF(left, top, *size)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawImage(area, coloured(found.along, found.along_labels, self.window_))
        per_mm, middle = scale / STEP_MM, area.center().y()

        def at(depth_mm: float, aside_mm: float = 0.0) -> QPointF:
            x = area.left() + (depth_mm + MARGIN_MM) * per_mm + scale / 2
            return QPointF(x, middle + aside_mm * per_mm)

        length, safe = found.way.length_mm, found.way.safety_mm
        for pen in (QPen(_RIM, 4), QPen(self.colour, 2)):
            painter.setPen(pen)
            painter.drawLine(at(0), at(length))
            painter.drawEllipse(at(length), 4, 4)
        faint = QColor(self.colour)
        faint.setAlpha(130)
        painter.setPen(QPen(faint, 1))
        for sign in (1, -1):
            painter.drawLine(at(0, sign * safe), at(length, sign * safe))
        painter.setPen(QPen(QColor(255, 255, 255, 150), 1, Qt.PenStyle.DashLine))
        painter.drawLine(at(self.depth_mm, -HALF_MM), at(self.depth_mm, HALF_MM))
        self._draw_letters(painter, area, found)

    def _draw_letters(self, painter: QPainter, area: QRectF, found: PlanPictures) -> None:
        flag, frame = Qt.AlignmentFlag, found.frame
        inner = area.adjusted(5, 3, -5, -3)
        for vector, flags in (
            (-frame.inwards, flag.AlignLeft | flag.AlignVCenter),
            (frame.inwards, flag.AlignRight | flag.AlignVCenter),
            (frame.up, flag.AlignTop | flag.AlignHCenter),
            (-frame.up, flag.AlignBottom | flag.AlignHCenter),
        ):
            self._write(painter, inner, flags, letters(vector))
