"""Three planes of two sequences laid over each other."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSlider, QVBoxLayout, QWidget

from desktop_app.look.plain import PlainLabel
from desktop_app.state.display import Plane
from desktop_app.views.annotations import WARNING, draw_letters
from desktop_app.views.geometry import PlaneGeometry
from desktop_app.work.overlaying import Grey, blended, checkered, edges

_BLACK = QColor(0, 0, 0)
_EDGE = np.array([WARNING.red(), WARNING.green(), WARNING.blue()], np.uint8)


class Way(StrEnum):
    """How two sequences are shown together."""

    BLEND = "blend"
    TILES = "tiles"
    EDGES = "edges"


class AlignmentPictures(QWidget):
    """Axial, coronal and sagittal, each with a slider through its slices."""

    def __init__(self, *, radiological: bool) -> None:
        super().__init__()
        self._radiological = radiological
        self._fixed: Grey | None = None
        self._moving: Grey | None = None
        self._way, self._amount = Way.BLEND, 0.5
        self.planes = {
            plane: _PlaneView() for plane in (Plane.AXIAL, Plane.CORONAL, Plane.SAGITTAL)
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for view in self.planes.values():
            view.slider.valueChanged.connect(self._draw)
            row.addWidget(view, 1)

    @property
    def reference(self) -> Grey | None:
        """What everything is laid on, once it is there."""
        return self._fixed

    def set_names(self, names: dict[Plane, str]) -> None:
        """The planes' names, in the current language."""
        for plane, view in self.planes.items():
            view.name.setText(names[plane])
            view.slider.setAccessibleName(names[plane])

    def show_reference(self, fixed: Grey) -> None:
        """What everything is laid on, uint8, (i, j, k) along R, A and S."""
        self._fixed, self._moving = fixed, None
        for plane, view in self.planes.items():
            view.slider.setRange(0, fixed.shape[plane.axis] - 1)
            view.slider.setValue(fixed.shape[plane.axis] // 2)
        self._draw()

    def show_moving(self, moving: Grey | None) -> None:
        """What lies on it, of the same shape; None while it is computed."""
        self._moving = moving
        self._draw()

    def set_way(self, way: Way, amount: float) -> None:
        """How both are shown: share of the second, tiles in mm, or share of edges."""
        self._way, self._amount = way, amount
        self._draw()

    def _draw(self) -> None:
        fixed = self._fixed
        if fixed is None:
            return
        i, j, k = fixed.shape
        for plane, view in self.planes.items():
            geometry = PlaneGeometry(plane, (i, j, k), (1.0, 1.0, 1.0), self._radiological)
            index = view.slider.value()
            below = geometry.picture(fixed, index)
            over = geometry.picture(self._moving, index) if self._moving is not None else below
            view.show_picture(self._together(below, over), geometry)

    def _together(self, below: Grey, over: Grey) -> npt.NDArray[np.uint8]:
        """Colours, shape (rows, columns, 3)."""
        if self._way is Way.EDGES:
            colours = np.repeat(over[:, :, None], 3, axis=2)
            colours[edges(below, self._amount)] = _EDGE
            return colours
        if self._way is Way.TILES:
            grey = checkered(below, over, max(1, round(self._amount)))
        else:
            grey = blended(below, over, self._amount)
        return np.repeat(grey[:, :, None], 3, axis=2)


class _PlaneView(QWidget):
    """One plane: its name, its picture, its slider."""

    def __init__(self) -> None:
        super().__init__()
        self.name, self._picture = PlainLabel(), _Cut()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.name.setProperty("role", "heading")
        self._picture.stepped.connect(lambda step: self.slider.setValue(self.slider.value() + step))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.name)
        column.addWidget(self._picture, 1)
        column.addWidget(self.slider)

    def show_picture(self, colours: npt.NDArray[np.uint8], geometry: PlaneGeometry) -> None:
        """Replace the picture."""
        self._picture.show_picture(colours, geometry)


class _Cut(QWidget):
    """A picture, fitted in; the wheel goes through the slices."""

    stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumSize(160, 160)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._image = QImage()
        self._geometry: PlaneGeometry | None = None

    def show_picture(self, colours: npt.NDArray[np.uint8], geometry: PlaneGeometry) -> None:
        """Colours of shape (rows, columns, 3), one pixel a millimetre."""
        rows, columns, _ = colours.shape
        data = np.ascontiguousarray(colours).tobytes()
        kind = QImage.Format.Format_RGB888
        self._image = QImage(data, columns, rows, 3 * columns, kind).copy()
        self._geometry = geometry
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The next slice."""
        if delta := event.angleDelta().y():
            self.stepped.emit(1 if delta > 0 else -1)
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw picture and letters."""
        painter = QPainter(self)
        area = QRectF(self.rect())
        painter.fillRect(area, _BLACK)
        if self._geometry is not None:
            width, height = self._geometry.size_mm
            scale = min(area.width() / width, area.height() / height)
            place = QRectF(0, 0, width * scale, height * scale)
            place.moveCenter(area.center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, self._image)
            draw_letters(painter, area, self._geometry.letters)
        painter.end()
