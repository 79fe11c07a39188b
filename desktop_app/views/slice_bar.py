"""The slider of slices, with the tumour's area on every slice beside it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from core.labels import LABEL_RGB
from desktop_app.look import theme
from desktop_app.state.session import Session
from desktop_app.views.frame import Coalescer
from desktop_app.views.label_pictures import DRAWING_ORDER

_MARGIN = 10.0
_TRACK = 6.0
_STRIP = 36.0


class SliceBar(QAbstractSlider):
    """A vertical slider over the active plane; highest slice on top.

    Beside its track lies one bar per slice, as long as the tumour's area there and coloured
    by label; a click anywhere goes to that slice.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._strip: QImage | None = None
        self._strip_key: object = None
        self.setOrientation(Qt.Orientation.Vertical)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setPageStep(10)
        self._frame = Coalescer(self.refresh, self)
        for signal in (
            session.study_changed,
            session.volume_arrived,
            session.segmentation_changed,
            session.labels_painted,
            session.cursor_changed,
            session.active_changed,
            session.display_changed,
        ):
            signal.connect(self._frame.request)
        self.valueChanged.connect(self._go)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the texts in the current language."""
        self.setAccessibleName(self.tr("Slice"))
        self.setToolTip(
            self.tr("Slices of the active plane; bars show how much tumour each one holds")
        )

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the theme."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        """As wide as track and strip."""
        return QSize(round(2 * 8 + _TRACK + 4 + _STRIP), 200)

    def minimumSizeHint(self) -> QSize:
        """As wide as track and strip."""
        return QSize(self.sizeHint().width(), 80)

    def refresh(self) -> None:
        """Follow the session."""
        plane = self.session.active[1]
        self.blockSignals(True)
        self.setRange(0, self.session.shape[plane.axis] - 1)
        self.setValue(self.session.slice_index(plane))
        self.blockSignals(False)
        self.setEnabled(bool(self.session.volumes))
        self.update()

    def _go(self, index: int) -> None:
        self.session.set_slice(self.session.active[1], index)

    # -- geometry ------------------------------------------------------------------------

    def _y(self, index: float) -> float:
        """Vertical place of a slice's middle."""
        room = self.height() - 2 * _MARGIN
        count = self.maximum() + 1
        return _MARGIN + room * (count - index - 0.5) / count

    def _index_at(self, y: float) -> int:
        count = self.maximum() + 1
        room = max(self.height() - 2 * _MARGIN, 1)
        index = count - (y - _MARGIN) / room * count - 0.5
        return min(max(round(index), 0), self.maximum())

    # -- events --------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the slice under the pointer."""
        self.setValue(self._index_at(event.position().y()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.setValue(self._index_at(event.position().y()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """One slice a notch."""
        self.setValue(self.value() + (1 if event.angleDelta().y() > 0 else -1))
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw track, strip and handle."""
        colours = theme.current()
        painter = QPainter(self)
        top, bottom = _MARGIN, self.height() - _MARGIN
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(colours.line)
        painter.drawRoundedRect(QRectF(8, top, _TRACK, bottom - top), 3, 3)
        if not self.isEnabled():
            return
        self._draw_strip(painter)
        y = self._y(self.value())
        painter.setBrush(colours.accent)
        painter.drawRect(QRectF(8 + _TRACK, y - 0.5, 4 + _STRIP, 1))
        handle = QPointF(8 + _TRACK / 2, y)
        painter.drawEllipse(handle, 7, 7)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(colours.text)
            painter.drawEllipse(handle, 8.5, 8.5)
            # Around all of it too: the handle alone is a small thing on a wide screen.
            painter.setPen(QPen(colours.accent, 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _draw_strip(self, painter: QPainter) -> None:
        labels, plane = self.session.labels, self.session.active[1]
        if labels is None:
            return
        key = (labels, plane, self.session.display.visible)
        if key != self._strip_key:
            self._strip_key = key
            self._strip = self._picture(labels.areas[plane])
        if self._strip is not None:
            place = QRectF(12 + _TRACK, _MARGIN, _STRIP, self.height() - 2 * _MARGIN)
            painter.drawImage(place, self._strip)

    def _picture(self, areas: np.ndarray) -> QImage | None:
        """One pixel row per slice, four pixels per unit of width, stacked by label."""
        total = areas[:, 1:].sum(axis=1)
        if not total.any():
            return None
        wide = round(_STRIP) * 4
        image = QImage(wide, len(areas), QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        scale = wide / total.max()
        for index, row in enumerate(areas):
            x = 0.0
            for label in reversed(DRAWING_ORDER):
                if row[label] and label in self.session.display.visible:
                    width = max(row[label] * scale, 2.0)
                    where = QRectF(x, len(areas) - 1 - index, width, 1)
                    painter.fillRect(where, QColor(*LABEL_RGB[label]))
                    x += width
        painter.end()
        return image
