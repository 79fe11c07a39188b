"""What is written over a scan: corners, edge letters, scale bar and cursor lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from PySide6.QtCore import QLineF, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen, QStaticText

TEXT = QColor(206, 212, 218)
QUIET = QColor(138, 147, 156)
ACCENT = QColor(77, 171, 247)
WARNING = QColor(255, 193, 94)
_SHADOW = QColor(0, 0, 0, 200)
_GLOW = QColor(255, 255, 255, 220)
_ON_WHITE = {
    TEXT.name(): QColor(24, 30, 36),
    QUIET.name(): QColor(62, 70, 78),
    ACCENT.name(): QColor(0, 88, 168),
    WARNING.name(): QColor(128, 74, 0),
}
"""The same over inverted grey, where the background is white."""
_CROSSHAIR = QColor(77, 171, 247, 120)
_LONGEST = 16384
_MARGIN = 8.0
_CASE_ABOVE = 46.0
"""From the lower edge to the case's name, which stands above the scale bar."""
_BAR_MM = (1, 2, 5, 10, 20, 50, 100, 200)


@dataclass(frozen=True)
class Corners:
    """Texts of a view's corners that stay while slices pass; a line break starts another line."""

    top_left: str
    bottom_right: str
    warning: str = ""
    case: str = ""


@lru_cache(maxsize=512)
def _laid_out(text: str, font: str) -> QStaticText:
    """Text whose glyphs are placed once; the same few texts are drawn at every step."""
    laid = QStaticText(text)
    laid.setTextFormat(Qt.TextFormat.PlainText)
    own = QFont()
    own.fromString(font)
    laid.prepare(font=own)
    return laid


def draw_text(
    painter: QPainter,
    box: QRectF,
    flags: Qt.AlignmentFlag,
    text: str,
    colour: QColor,
    *,
    inverted: bool = False,
) -> None:
    """Write lines with a dark rim below, so that bright tissue does not swallow the letters.

    Over inverted grey they are dark and their rim is white.
    """
    shadow = _GLOW if inverted else _SHADOW
    colour = _ON_WHITE.get(colour.name(), colour) if inverted else colour
    lines = [_laid_out(line, painter.font().toString()) for line in text.split("\n")]
    height = sum(line.size().height() for line in lines)
    y = box.top()
    if flags & Qt.AlignmentFlag.AlignBottom:
        y = box.bottom() - height
    elif flags & Qt.AlignmentFlag.AlignVCenter:
        y = box.center().y() - height / 2
    for line in lines:
        x = box.left()
        if flags & Qt.AlignmentFlag.AlignRight:
            x = box.right() - line.size().width()
        elif flags & Qt.AlignmentFlag.AlignHCenter:
            x = box.center().x() - line.size().width() / 2
        place = QPointF(round(x), round(y))
        painter.setPen(shadow)
        painter.drawStaticText(place + QPointF(1, 1), line)
        painter.setPen(colour)
        painter.drawStaticText(place, line)
        y += line.size().height()


def draw_sentence(painter: QPainter, area: QRectF, text: str) -> None:
    """Write quietly in the middle of an empty view, on as many lines as it takes."""
    painter.setPen(QUIET)
    flags = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextWordWrap.value
    painter.drawText(area.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN), flags, text)


def draw_corners(
    painter: QPainter, area: QRectF, corners: Corners, *, active: bool, inverted: bool = False
) -> None:
    """Sequence top left, case bottom left, window bottom right."""
    box = _inside(area)
    left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
    top, bottom = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom
    plain = painter.font()
    if corners.case:
        room = QRectF(box.left(), box.bottom() - _CASE_ABOVE, box.width() * 0.6, _CASE_ABOVE)
        name = painter.fontMetrics().elidedText(
            corners.case, Qt.TextElideMode.ElideMiddle, round(room.width())
        )
        draw_text(painter, room, left | top, name, QUIET, inverted=inverted)
    bold = QFont(plain)
    bold.setWeight(QFont.Weight.DemiBold)
    painter.setFont(bold)
    draw_text(
        painter, box, left | top, corners.top_left, ACCENT if active else TEXT, inverted=inverted
    )
    painter.setFont(plain)
    if corners.warning:
        below = box.adjusted(0, QFontMetricsF(bold).height() + 2, 0, 0)
        draw_text(painter, below, left | top, corners.warning, WARNING, inverted=inverted)
    draw_text(painter, box, right | bottom, corners.bottom_right, QUIET, inverted=inverted)


def draw_slice_number(
    painter: QPainter, area: QRectF, text: str, *, inverted: bool = False
) -> None:
    """Which slice it is, top right."""
    flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
    draw_text(painter, _inside(area), flags, text, TEXT, inverted=inverted)


def _inside(area: QRectF) -> QRectF:
    """The view without its margin."""
    return area.adjusted(_MARGIN, _MARGIN - 2, -_MARGIN, -_MARGIN + 2)


def draw_letters(
    painter: QPainter, area: QRectF, letters: tuple[str, str, str, str], *, inverted: bool = False
) -> None:
    """Patient directions in the middle of the left, right, top and bottom edge."""
    box = _inside(area)
    centre_v, centre_h = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignHCenter
    places = (
        Qt.AlignmentFlag.AlignLeft | centre_v,
        Qt.AlignmentFlag.AlignRight | centre_v,
        Qt.AlignmentFlag.AlignTop | centre_h,
        Qt.AlignmentFlag.AlignBottom | centre_h,
    )
    for place, letter in zip(places, letters, strict=True):
        draw_text(painter, box, place, letter, TEXT, inverted=inverted)


def scale_bar_mm(pixels_per_mm: float, room: float) -> int:
    """The longest round length that fits into ``room`` pixels."""
    fitting = [mm for mm in _BAR_MM if mm * pixels_per_mm <= room]
    return fitting[-1] if fitting else _BAR_MM[0]


def draw_scale_bar(
    painter: QPainter, area: QRectF, pixels_per_mm: float, unit: str, *, inverted: bool = False
) -> None:
    """A bar of a round length bottom left."""
    length = scale_bar_mm(pixels_per_mm, min(area.width() * 0.25, 120.0))
    x, y = area.left() + _MARGIN, area.bottom() - _MARGIN - 2
    end = x + length * pixels_per_mm
    painter.setPen(QPen(_ON_WHITE[QUIET.name()] if inverted else QUIET, 1.5))
    painter.drawLines([QLineF(x, y, end, y), QLineF(x, y - 4, x, y), QLineF(end, y - 4, end, y)])
    height = QFontMetricsF(painter.font()).height()
    box = QRectF(x, y - 6 - height, 160, height)
    draw_text(
        painter, box, Qt.AlignmentFlag.AlignLeft, f"{length} {unit}", QUIET, inverted=inverted
    )


@cache
def _strip(*, upright: bool) -> QImage:
    """A piece of a line through the cursor, longer than any view.

    Stroking takes ten times as long; an upright fill is cut into spans of one pixel each,
    which Qt hands to other threads and waits for.
    """
    size = (1, _LONGEST) if upright else (_LONGEST, 1)
    strip = QImage(*size, QImage.Format.Format_ARGB32_Premultiplied)
    strip.fill(_CROSSHAIR)
    return strip


def draw_crosshair(painter: QPainter, area: QRectF, centre: QPointF, gap: float) -> None:
    """Lines through the cursor that leave the voxel itself free."""
    x, y = round(centre.x()), round(centre.y())
    left, top = round(area.left()), round(area.top())
    right, bottom, free = round(area.right()), round(area.bottom()), round(gap)
    for line in (
        QRect(left, y, x - free - left, 1),
        QRect(x + free, y, right - x - free, 1),
        QRect(x, top, 1, y - free - top),
        QRect(x, y + free, 1, bottom - y - free),
    ):
        if line.width() > 0 and line.height() > 0:
            strip = _strip(upright=line.height() > line.width())
            painter.drawImage(line, strip, QRect(QPoint(0, 0), line.size()))


def draw_brush(
    painter: QPainter, centre: QPointF, radius: float, colour: QColor, *, erases: bool
) -> None:
    """The rim of a brush, dashed when it erases; a fine brush still shows where it is."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    style = Qt.PenStyle.DashLine if erases else Qt.PenStyle.SolidLine
    for pen in (QPen(_SHADOW, 3.5), QPen(colour, 1.75, style)):
        painter.setPen(pen)
        painter.drawEllipse(centre, max(radius, 2.5), max(radius, 2.5))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def draw_open_outline(
    painter: QPainter, points: Sequence[QPointF], colour: QColor, *, erases: bool
) -> None:
    """Corners of an outline so far, joined in order; dashed when its inside will be erased."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    style = Qt.PenStyle.DashLine if erases else Qt.PenStyle.SolidLine
    for pen in (QPen(_SHADOW, 3.5), QPen(colour, 1.75, style)):
        painter.setPen(pen)
        painter.drawPolyline(list(points))
        if points:
            painter.drawEllipse(points[0], 3.0, 3.0)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
