"""A trajectory as a strip: what it crosses in colours and names, how near to what is eloquent."""

from __future__ import annotations

import colorsys
import zlib

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QToolTip, QWidget

from core.labels import LABEL_RGB, REGION_RGB, Label, Region
from core.trajectories.crossing import OUTSIDE, Track
from core.trajectories.ground import BRAIN, COVERINGS
from core.trajectories.measured import Measured
from desktop_app.language.plan_texts import band_name, key_name, mm
from desktop_app.language.translation import number
from desktop_app.look import theme
from desktop_app.look.plain import as_tip

_COLOURS = {
    COVERINGS: QColor(176, 148, 120),
    BRAIN: QColor(134, 142, 152),
    Region.WT.value: QColor(*REGION_RGB[Region.WT]),
    **{
        label.name: QColor(*rgb)
        for label, rgb in LABEL_RGB.items()
        if label is not Label.BACKGROUND
    },
}
_BAND, _GAP, _CURVE, _SCALE = 24.0, 4.0, 34.0, 20.0
_LEFT, _RIGHT = 108.0, 14.0
_MOST_SHOWN_MM = 20.0
"""The curve of distances ends here: what lies farther is far."""

_STEP_MM, _LARGE_STEP_MM = 1.0, 5.0


class TrajectoryStrip(QWidget):
    """One way from entry (left) to target (right); the mouse and the arrow keys go along it."""

    depth_hovered = Signal(float)
    """The mouse lies over this depth."""
    depth_chosen = Signal(float)
    """A click or a key: the slices are to follow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.measured: Measured | None = None
        self.depth_mm = 0.0
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(int(self._height(1)))
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text in the current language."""
        self.setAccessibleName(self.tr("What the trajectory crosses"))
        self.setAccessibleDescription(
            self.tr("Left and right arrow keys go along it by 1 mm, with Shift by 5 mm.")
        )
        self.update()

    def sizeHint(self) -> QSize:
        """As tall as its bands."""
        return QSize(640, int(self._height(len(self._bands()) or 1)))

    def show_measured(self, measured: Measured | None) -> None:
        """Show another trajectory, or none."""
        self.measured = measured
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def show_depth(self, depth_mm: float) -> None:
        """Mark the place that is looked at."""
        self.depth_mm = depth_mm
        self.update()

    def _bands(self) -> tuple[Track, ...]:
        if self.measured is None:
            return ()
        return (self.measured.tissue, *self.measured.structures)

    def _height(self, bands: int) -> float:
        near = self.measured is not None and bool(self.measured.nearest)
        return bands * (_BAND + _GAP) + (_CURVE if near else 0.0) + _SCALE + 6.0

    # -- places --------------------------------------------------------------------------

    def _length(self) -> float:
        return max(self.measured.trajectory.length_mm, 1e-6) if self.measured else 1.0

    def _x(self, depth_mm: float) -> float:
        room = max(self.width() - _LEFT - _RIGHT, 1.0)
        return _LEFT + room * depth_mm / self._length()

    def _depth_at(self, x: float) -> float:
        room = max(self.width() - _LEFT - _RIGHT, 1.0)
        return min(max((x - _LEFT) / room, 0.0), 1.0) * self._length()

    # -- painting ------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bands, the curve, the scale and the place that is looked at."""
        painter = QPainter(self)
        colours = theme.current()
        painter.setFont(self.font())
        if self.measured is None:
            return
        y = 3.0
        for band in self._bands():
            self._draw_band(painter, band, y)
            y += _BAND + _GAP
        if self.measured.nearest:
            self._draw_curve(painter, y)
            y += _CURVE
        self._draw_scale(painter, y)
        x = self._x(self.depth_mm)
        painter.setPen(QPen(colours.window, 4))
        painter.drawLine(QPointF(x, 1), QPointF(x, y))
        painter.setPen(QPen(colours.accent, 2))
        painter.drawLine(QPointF(x, 1), QPointF(x, y))
        if self.hasFocus():
            painter.setPen(QPen(colours.accent, 1.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 3, 3)

    def _draw_band(self, painter: QPainter, band: Track, y: float) -> None:
        self._draw_title(painter, band_name(band.layer), y, _BAND)
        metrics = QFontMetricsF(painter.font())
        for stretch in band.stretches:
            left, right = self._x(stretch.start_mm), self._x(stretch.end_mm)
            box = QRectF(left, y, right - left, _BAND)
            outside = stretch.key == OUTSIDE
            fill = theme.current().line if outside else key_colour(stretch.key)
            painter.fillRect(box, fill)
            painter.setPen(QPen(theme.current().panel, 1))
            painter.drawLine(QPointF(right, y), QPointF(right, y + _BAND))
            if outside:
                continue
            text = self._fitting(metrics, stretch.key, stretch.length_mm, box.width() - 8)
            painter.setPen(QColor(0, 0, 0) if fill.lightness() > 120 else QColor(255, 255, 255))
            painter.drawText(box.adjusted(4, 0, -4, 0), Qt.AlignmentFlag.AlignCenter, text)

    @staticmethod
    def _fitting(metrics: QFontMetricsF, key: str, length: float, room: float) -> str:
        """Name and millimetres, the millimetres alone, or nothing where they have no room."""
        size = number(length, 0 if length >= 1 else 1)
        for text in (f"{key_name(key)} {size} mm", f"{key_name(key)} {size}", size):
            if metrics.horizontalAdvance(text) <= room:
                return text
        return ""

    def _draw_curve(self, painter: QPainter, y: float) -> None:
        measured = self.measured
        if measured is None:
            return
        self._draw_title(painter, self.tr("Distance"), y, _CURVE - 4)
        colours = theme.current()
        high = _CURVE - 6
        base = y + high + 2
        shown = measured.clearance_mm.clip(0, _MOST_SHOWN_MM) / _MOST_SHOWN_MM
        tops = [
            QPointF(self._x(depth), base - high * value)
            for depth, value in zip(measured.depths_mm.tolist(), shown.tolist(), strict=True)
        ]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.line)
        ends = [QPointF(tops[-1].x(), base), QPointF(tops[0].x(), base)]
        painter.drawPolygon(QPolygonF([*tops, *ends]))
        limit = base - high * min(measured.trajectory.safety_mm, _MOST_SHOWN_MM) / _MOST_SHOWN_MM
        painter.setPen(QPen(colours.warning, 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(_LEFT, limit), QPointF(self.width() - _RIGHT, limit))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        near = measured.clearance_mm <= measured.trajectory.safety_mm
        for first, second, bad in zip(tops, tops[1:], near.tolist(), strict=False):
            painter.setPen(QPen(colours.error if bad else colours.text, 2 if bad else 1.5))
            painter.drawLine(first, second)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _draw_title(self, painter: QPainter, text: str, y: float, high: float) -> None:
        painter.setPen(theme.current().quiet)
        box = QRectF(4, y, _LEFT - 12, high)
        shown = QFontMetricsF(painter.font()).elidedText(
            text, Qt.TextElideMode.ElideRight, box.width()
        )
        where = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(box, where, shown)

    def _draw_scale(self, painter: QPainter, y: float) -> None:
        painter.setPen(theme.current().quiet)
        length, step = self._length(), 10
        while self._x(step) - self._x(0) < 34:
            step *= 2
        last = self._x(length) - 120
        for depth in range(0, int(length) + 1, step):
            x = self._x(depth)
            painter.drawLine(QPointF(x, y), QPointF(x, y + 4))
            if depth and x > last:
                continue
            text = self.tr("entry") if not depth else str(depth)
            left = x if not depth else x - 20
            flags = Qt.AlignmentFlag.AlignLeft if not depth else Qt.AlignmentFlag.AlignHCenter
            painter.drawText(QRectF(left, y + 3, 60 if not depth else 40, 16), flags, text)
        end = QRectF(self._x(length) - 160, y + 3, 160, 16)
        text = self.tr("target, {0}").format(mm(length))
        painter.drawText(end, Qt.AlignmentFlag.AlignRight, text)

    # -- mouse and keyboard --------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Look at the place under the mouse; with the button down the slices follow."""
        if self.measured is None:
            return
        depth = self._depth_at(event.position().x())
        pressed = bool(event.buttons() & Qt.MouseButton.LeftButton)
        (self.depth_chosen if pressed else self.depth_hovered).emit(depth)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Bring the slices to the place under the mouse."""
        if self.measured is not None and event.button() is Qt.MouseButton.LeftButton:
            self.depth_chosen.emit(self._depth_at(event.position().x()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go along the way."""
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        step = _LARGE_STEP_MM if shift else _STEP_MM
        places = {
            Qt.Key.Key_Left: self.depth_mm - step,
            Qt.Key.Key_Right: self.depth_mm + step,
            Qt.Key.Key_Home: 0.0,
            Qt.Key.Key_End: self._length(),
        }
        place = places.get(Qt.Key(event.key()))
        if place is None or self.measured is None:
            super().keyPressEvent(event)
            return
        self.depth_chosen.emit(min(max(place, 0.0), self._length()))

    def event(self, event: QEvent) -> bool:
        """Say the whole name of what is too narrow for it."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), as_tip(self._tip(QPointF(event.pos()))), self)
            return True
        return super().event(event)

    def _tip(self, at: QPointF) -> str:
        bands = self._bands()
        row = int((at.y() - 3.0) // (_BAND + _GAP))
        if not 0 <= row < len(bands) or at.x() < _LEFT:
            return ""
        depth = self._depth_at(at.x())
        for stretch in bands[row].stretches:
            if stretch.start_mm <= depth <= stretch.end_mm:
                text = self.tr("{0}: {1}, from {2} to {3}")
                ends = (mm(stretch.length_mm), mm(stretch.start_mm), mm(stretch.end_mm))
                return text.format(key_name(stretch.key), *ends)
        return ""


def key_colour(key: str) -> QColor:
    """The colour of a tissue, a label or a structure; the same for both sides of one."""
    if key in _COLOURS:
        return _COLOURS[key]
    base = key.removesuffix("_left").removesuffix("_right")
    if "ventricle" in base:
        return QColor(70, 110, 200)
    # Quiet, so that labels stand out; told from the name alone, so that it never changes.
    hue = (zlib.crc32(base.encode()) % 24) / 24
    red, green, blue = colorsys.hls_to_rgb(hue, 0.62, 0.30)
    return QColor(round(red * 255), round(green * 255), round(blue * 255))
