"""The program's own icons: one-colour SVG drawings, tinted to the theme, crisp at any scale."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop_app.look import theme
from resources import ROOT

FOLDER = ROOT / "icons"
_SIZES = (20, 32)
_RATIOS = (1, 2)


def icon(name: str, colour: QColor | None = None) -> QIcon:
    """An icon in the theme's text colour, or another; dimmer while disabled.

    On a selected row it has the colour of the row's text: Qt would mix the row's colour into its
    own, until it is faint.

    Raises:
        FileNotFoundError: there is no such drawing.
    """
    tint = colour or theme.current().text
    colours = theme.current()
    return _tinted(name, tint.name(), colours.disabled.name(), colours.on_accent.name())


def program_icon() -> QIcon:
    """The program's own mark, in its own colours."""
    return QIcon(str(FOLDER / "gliovista.svg"))


@cache
def _tinted(name: str, colour: str, disabled: str, selected: str) -> QIcon:
    drawing = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    result = QIcon()
    tints = {
        QIcon.Mode.Normal: colour,
        QIcon.Mode.Selected: selected,
        QIcon.Mode.Disabled: disabled,
    }
    for mode, tint in tints.items():
        renderer = QSvgRenderer(QByteArray(drawing.replace("#000", tint).encode()))
        for size in _SIZES:
            for ratio in _RATIOS:
                result.addPixmap(_pixmap(renderer, size, ratio), mode)
    return result


def _pixmap(renderer: QSvgRenderer, size: int, ratio: int) -> QPixmap:
    image = QImage(size * ratio, size * ratio, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(image.rect()))
    painter.end()
    pixmap = QPixmap.fromImage(image)
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def icon_path(name: str) -> Path:
    """File of an icon, for texts that show it."""
    return FOLDER / f"{name}.svg"
