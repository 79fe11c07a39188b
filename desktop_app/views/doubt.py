"""How a result's doubt is painted: its entropy as colour, and where its border may lie as lines."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QTransform
from PySide6.QtWidgets import QGraphicsItem

from core.labels import Region
from core.segmenting.doubt import DOUBTFUL, entropy
from core.studies.segmentation import Segmentation
from desktop_app.state.display import Plane
from desktop_app.state.network_view import seen_on
from desktop_app.state.session import Session
from desktop_app.state.shown import ras_labels
from desktop_app.views.geometry import PlaneGeometry
from desktop_app.views.outline import label_box, mask_outline
from desktop_app.views.slice_items import OutlineItem

_COLOURS = ((59, 15, 112), (140, 41, 129), (222, 73, 104), (254, 159, 109), (252, 253, 191))
"""From little doubt to most: Matplotlib's *magma* (CC0), which grows lighter all the way and so is
read by whoever tells no colours apart, and on grey paper."""

_OPACITY = 0.85
"""Of what is most doubtful; less is more translucent."""

_OUTER, _INNER = QColor(255, 255, 255), QColor(0, 229, 255)
"""Lines where the border would lie if less, or more, were asked of a voxel."""

_MARGIN = 0.15
"""Entropy under which nothing is painted: a probability of 2 % or 98 %."""


def doubt_colour(bits: float) -> QColor:
    """The colour of an entropy from 0 to 1."""
    place = min(max(bits, 0.0), 1.0) * (len(_COLOURS) - 1)
    below = min(int(place), len(_COLOURS) - 2)
    part = place - below
    mixed = [round(a + (b - a) * part) for a, b in zip(*_COLOURS[below : below + 2], strict=True)]
    return QColor(*mixed)


@cache
def _pixels() -> npt.NDArray[np.uint32]:
    """The premultiplied colour of each stored probability."""
    out = np.zeros(256, np.uint32)
    for value, bits in enumerate(entropy(np.arange(256) / 255).tolist()):
        if bits >= _MARGIN:
            alpha = _OPACITY * bits
            colour = doubt_colour(bits)
            red, green, blue = (
                round(c * alpha) for c in (colour.red(), colour.green(), colour.blue())
            )
            out[value] = (round(255 * alpha) << 24) | (red << 16) | (green << 8) | blue
    return out


@dataclass(frozen=True, eq=False)
class DoubtPicture:
    """One slice of a region's probability, and its borders at both ends of what is doubtful."""

    probability: npt.NDArray[np.uint8]
    borders: list[tuple[QColor, QPainterPath]]


class DoubtPictures:
    """Keeps the last picture of each plane for all views that show the same slice."""

    def __init__(self) -> None:
        self._found: Segmentation | None = None
        self._region = Region.WT
        self._ras: npt.NDArray[np.uint8] | None = None
        self._kept: dict[Plane, tuple[object, DoubtPicture]] = {}

    def get(
        self, found: Segmentation, region: Region, geometry: PlaneGeometry, index: int
    ) -> DoubtPicture:
        """The picture of a slice of a result that has probabilities."""
        if self._ras is None or self._found is not found or self._region is not region:
            self._found, self._region, self._kept = found, region, {}
            assert found.probabilities is not None, "whoever draws asks first"
            self._ras = ras_labels(found.probabilities[list(Region).index(region)], found.grid)
        key = (geometry, index)
        kept = self._kept.get(geometry.plane)
        if kept is not None and kept[0] == key:
            return kept[1]
        probability = geometry.picture(self._ras, index)
        borders = [
            (colour, mask_outline(probability >= round(255 * bound)))
            for colour, bound in zip((_OUTER, _INNER), DOUBTFUL, strict=True)
        ]
        picture = DoubtPicture(probability, borders)
        self._kept[geometry.plane] = (key, picture)
        return picture


class DoubtLayer:
    """The doubt in one view's scene."""

    def __init__(self, root: QGraphicsItem, pictures: DoubtPictures) -> None:
        self._pictures = pictures
        self._map, self._borders = _DoubtItem(), OutlineItem(root)
        self._map.setParentItem(root)
        # A region's own outline runs between the two borders and would cover them.
        self._borders.setZValue(1)
        self._shown: object = None

    @staticmethod
    def _of(session: Session) -> Segmentation | None:
        """Whose doubt lies on the grid that is shown."""
        found = session.segmentation
        return found if session.own_view is None else seen_on(found, session.native_grid)

    @classmethod
    def is_on(cls, session: Session) -> bool:
        """Whether a result's doubt is painted, instead of the labels' fill."""
        found, display = cls._of(session), session.display
        return (
            display.doubt
            and display.overlay
            and found is not None
            and found.probabilities is not None
            and display.doubt_region in found.regions
        )

    def refresh(self, session: Session, geometry: PlaneGeometry, index: int) -> None:
        """Draw a slice, or hide."""
        found, display = self._of(session), session.display
        shown = self.is_on(session)
        self._map.setVisible(shown)
        self._borders.setVisible(shown and display.doubt_borders)
        if not shown or found is None:
            return
        picture = self._pictures.get(found, display.doubt_region, geometry, index)
        if picture is self._shown:
            return
        self._shown = picture
        self._map.show_probability(picture.probability, geometry.size_mm)
        rows, columns = picture.probability.shape
        self._borders.show_outlines(picture.borders, QRectF(0, 0, columns, rows), 1.5)
        width, height = geometry.size_mm
        self._borders.setTransform(QTransform.fromScale(width / columns, height / rows))


class _DoubtItem(pg.ImageItem):
    """A slice of a probability in the colours of its doubt."""

    def __init__(self) -> None:
        super().__init__(axisOrder="row-major")

    def show_probability(
        self, probability: npt.NDArray[np.uint8], size_mm: tuple[float, float]
    ) -> None:
        """Replace the picture."""
        box = label_box(probability)
        self.setImage(probability[box], autoLevels=False, levels=None)
        (top, bottom), (left, right) = ((part.start, part.stop) for part in box)
        across, down = size_mm[0] / probability.shape[1], size_mm[1] / probability.shape[0]
        self.setRect(
            QRectF(left * across, top * down, (right - left) * across, (bottom - top) * down)
        )

    def render(self) -> None:
        """Colour the probabilities in the format that Qt draws without converting it."""
        self._pixels = np.ascontiguousarray(_pixels()[self.image])  # the QImage only borrows them
        rows, columns = self._pixels.shape
        self.qimage = QImage(
            self._pixels.data,
            columns,
            rows,
            columns * 4,
            QImage.Format.Format_ARGB32_Premultiplied,
        )
        self._renderRequired = False
        self._unrenderable = False

    def paint(self, painter: QPainter, *args: Any) -> None:
        """Draw voxel by voxel, as labels are."""
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        super().paint(painter, *args)
