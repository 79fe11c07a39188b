"""Draw the program's mark as the icon files that each system wants.

Run ``python -m resources.installers.make_icons`` after a change of ``icons/gliovista.svg``.
"""

from __future__ import annotations

import io
import os
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

HERE = Path(__file__).resolve().parent
SIZES = (16, 24, 32, 48, 64, 128, 256)


def main() -> None:
    """Write ``gliovista.png``, ``.ico`` and ``.icns``."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication([])
    drawings = {size: drawn(size) for size in (*SIZES, 512, 1024)}
    drawings[256].save(HERE / "gliovista.png", optimize=True)
    smaller = [drawings[size] for size in SIZES[:-1]]
    drawings[256].save(HERE / "gliovista.ico", sizes=[(s, s) for s in SIZES], append_images=smaller)
    drawings[1024].save(HERE / "gliovista.icns", append_images=[drawings[512], drawings[256]])
    for ending in ("png", "ico", "icns"):
        path = HERE / f"gliovista.{ending}"
        print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")
    del application


def drawn(size: int) -> Image.Image:
    """The mark, drawn anew at a size in pixels."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(HERE.parent / "icons" / "gliovista.svg")).render(
        painter, QRectF(0, 0, size, size)
    )
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return Image.open(io.BytesIO(buffer.data().data()))


if __name__ == "__main__":
    main()
