"""What lies in a view's scene: the scan, the labels' fill and their outline."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from core.labels import LABEL_RGB, TUMOUR_LABELS, Label
from desktop_app.state.display import Window
from desktop_app.views.outline import label_box


def to_grey(picture: npt.NDArray[Any], window: Window, *, inverted: bool) -> npt.NDArray[np.uint8]:
    """Map intensities to grey levels; NaN becomes black.

    Only the one slice is converted, so that a volume is never copied to float.
    """
    scale = np.float32(255.0 / max(window.width, 1e-6))
    grey = picture.astype(np.float32)
    grey -= np.float32(window.low)
    grey *= scale
    # Of NaN and a number these two take the number.
    np.fmax(grey, np.float32(0.0), out=grey)
    np.fmin(grey, np.float32(255.0), out=grey)
    out = grey.astype(np.uint8)
    return np.subtract(255, out, out=out) if inverted else out


class ScanItem(pg.ImageItem):
    """One grey slice, stretched over its size in millimetres."""

    def __init__(self) -> None:
        super().__init__(axisOrder="row-major")
        self.smooth = True

    def show_grey(self, grey: npt.NDArray[np.uint8], size_mm: tuple[float, float]) -> None:
        """Replace the picture."""
        self.setImage(grey, autoLevels=False, levels=None)
        self.setRect(QRectF(0, 0, *size_mm))

    def render(self) -> None:
        """Write the grey levels in the format that Qt scales by its fast path."""
        pixels = self.image.astype(np.uint32, order="C")
        pixels *= np.uint32(0x010101)
        pixels |= np.uint32(0xFF000000)
        self.qimage = borrowed(pixels, QImage.Format.Format_RGB32)
        self._pixels = pixels
        self._renderRequired = False
        self._unrenderable = False

    def paint(self, painter: QPainter, *args: Any) -> None:
        """Draw, smoothed or voxel by voxel."""
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self.smooth)
        super().paint(painter, *args)


class FillItem(pg.ImageItem):
    """The labels of a slice as translucent colour, never smoothed."""

    def __init__(self) -> None:
        super().__init__(axisOrder="row-major")
        self._colours = np.zeros(len(Label), np.uint32)

    def show_labels(
        self, labels: npt.NDArray[np.uint8], size_mm: tuple[float, float], opacity: float
    ) -> None:
        """Replace the labels of the picture; hidden ones are already 0."""
        for label in TUMOUR_LABELS:
            self._colours[label] = premultiplied(LABEL_RGB[label], opacity)
        self.show_numbers(labels, size_mm)

    def show_numbers(self, labels: npt.NDArray[np.uint8], size_mm: tuple[float, float]) -> None:
        """Replace the picture; each number has its colour already."""
        # Only the box around the labels is drawn: the rest is transparent, yet takes time.
        box = label_box(labels)
        self.setImage(labels[box], autoLevels=False, levels=None)
        (top, bottom), (left, right) = ((part.start, part.stop) for part in box)
        across, down = size_mm[0] / labels.shape[1], size_mm[1] / labels.shape[0]
        width, height = (right - left) * across, (bottom - top) * down
        self.setRect(QRectF(left * across, top * down, width, height))

    def render(self) -> None:
        """Colour the labels in the format that Qt draws without converting it."""
        pixels = np.ascontiguousarray(self._colours[self.image])
        self.qimage = borrowed(pixels, QImage.Format.Format_ARGB32_Premultiplied)
        self._pixels = pixels
        self._renderRequired = False
        self._unrenderable = False

    def paint(self, painter: QPainter, *args: Any) -> None:
        """Draw voxel by voxel: a smoothed label would show mixtures that do not exist."""
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        super().paint(painter, *args)


class OutlineItem(QGraphicsItem):
    """Edges between voxels of different labels, as lines of constant width on the screen."""

    def __init__(self, parent: QGraphicsItem) -> None:
        super().__init__(parent)
        self._lines: list[tuple[QPen, QPainterPath]] = []
        self._box = QRectF()

    def show_outlines(
        self, outlines: Iterable[tuple[QColor, QPainterPath]], box: QRectF, width: float
    ) -> None:
        """Replace the lines; ``box`` is the picture in voxels."""
        self.prepareGeometryChange()
        self._box = box
        self._lines = []
        for colour, path in outlines:
            pen = QPen(colour, width)
            pen.setCosmetic(True)
            self._lines.append((pen, path))
        self.update()

    def boundingRect(self) -> QRectF:
        """The whole picture."""
        return self._box

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Stroke every line."""
        for pen, path in self._lines:
            painter.setPen(pen)
            painter.drawPath(path)


def borrowed(pixels: npt.NDArray[np.uint32], kind: QImage.Format) -> QImage:
    """A picture of contiguous rows and columns, which must outlive it: nothing is copied."""
    rows, columns = pixels.shape
    return QImage(pixels.data, columns, rows, columns * 4, kind)


def premultiplied(rgb: tuple[int, int, int], opacity: float) -> int:
    """A translucent colour as Qt's premultiplied ARGB32."""
    alpha = round(255 * opacity)
    red, green, blue = (round(c * opacity) for c in rgb)
    return (alpha << 24) | (red << 16) | (green << 8) | blue
