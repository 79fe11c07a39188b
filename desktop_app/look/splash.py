"""The program's mark on the screen while the window is still being loaded."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QLabel

from core import __version__
from resources import ROOT

_SIZE = (380, 200)
_MARK = QRectF(40, 52, 96, 96)
_BACKGROUND, _FOREGROUND, _QUIET = QColor(24, 26, 30), QColor(232, 234, 237), QColor(154, 160, 166)


def show_splash(ratio: float) -> QLabel:
    """Show it in the middle of the screen; the caller closes it.

    Qt's own QSplashScreen waits up to a second until the window system has shown it.

    Args:
        ratio: device pixels per pixel of the screen.
    """
    pixmap = QPixmap(round(_SIZE[0] * ratio), round(_SIZE[1] * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(_BACKGROUND)
    painter = QPainter(pixmap)
    QSvgRenderer(str(ROOT / "icons" / "gliovista.svg")).render(painter, _MARK)
    _write(painter, "Gliovista", 22, _FOREGROUND, 66)
    _write(painter, __version__, 10, _QUIET, 112)
    painter.end()
    splash = QLabel()
    splash.setWindowFlags(Qt.WindowType.SplashScreen | Qt.WindowType.FramelessWindowHint)
    splash.setPixmap(pixmap)
    splash.setFixedSize(*_SIZE)
    splash.move(splash.screen().availableGeometry().center() - splash.rect().center())
    splash.show()
    return splash


def _write(painter: QPainter, text: str, points: int, colour: QColor, top: int) -> None:
    font = QFont(painter.font())
    font.setPointSize(points)
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(QRect(164, top, 200, 44), Qt.AlignmentFlag.AlignVCenter, text)
