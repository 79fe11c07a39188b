"""A report on paper, as a PDF whose text can be selected, and as one HTML file of its own."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QEventLoop, QMarginsF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPyTextObject,
    QTextDocument,
    QTextFormat,
)

from core.files.writing import replacing
from desktop_app.look import theme
from desktop_app.look.markdown_view import style

_DOTS = 300
_CSS_DOTS = 96.0
_MARGINS_MM = QMarginsF(15, 13, 15, 13)
_FOOT_MM = 9.0

_STYLE = """
    body, p, li, td, th { color: #000000; font-size: 8.5pt; line-height: 115%; }
    h1 { font-size: 15pt; font-weight: 600; margin: 0 0 2px 0; color: #000000; }
    h2 { font-size: 12pt; margin: 10px 0 4px 0; color: #000000; }
    h3 { font-size: 9.5pt; margin: 6px 0 2px 0; color: #000000; }
    p { margin: 0 0 4px 0; }
    li { margin: 0 0 2px 0; }
    table { margin: 2px 0 4px 0; }
    th { color: #000000; padding: 2px 5px; border: 1px solid #888888; }
    td { padding: 2px 5px; border: 1px solid #888888; }
    td.bare { border: 0 none; padding: 0; line-height: 100%; }
    .quiet { color: #333333; }
"""
"""After that of the program's long texts: smaller, and black."""

_BROWSER = """
    body { font-family: sans-serif; max-width: 720px; margin: 24px auto; padding: 0 16px; }
    table { border-collapse: collapse; width: 100%; } img { max-width: 100%; height: auto; }
    .pictures td { vertical-align: top; } .page { border-top: 1px solid #888888; }
    @media print { .page { border: 0 none; } }
"""


def write_pdf(body: str, title: str, footer: str, path: Path) -> Path:
    """Write A4 pages and give their path; runs in a worker thread.

    Raises:
        WritingError: the folder or the disk refused.
    """
    # Laying a document out starts timers, which need an event dispatcher in this thread: see
    # desktop_app.planning.report.write_pdf.
    QEventLoop()
    with replacing(path) as fresh:
        writer = QPdfWriter(str(fresh))
        writer.setTitle(title)
        writer.setCreator("Gliovista")
        writer.setResolution(_DOTS)
        writer.setPageLayout(_layout())
        painter = QPainter(writer)
        for number in _paint(painter, body, footer):
            if number:
                writer.newPage()
        painter.end()
        del painter, writer  # the file is complete once the writer is gone
    return path


def write_html(body: str, title: str, footer: str, path: Path, language: str) -> Path:
    """Write one HTML file with its pictures within, and give its path; runs in a worker thread.

    Raises:
        WritingError: the folder or the disk refused.
    """
    text = (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f"<title>{html.escape(title)}</title><style>{_style()}{_BROWSER}</style></head>"
        f'<body>{body}<p class="quiet">{html.escape(footer)}</p></body></html>\n'
    )
    with replacing(path) as fresh:
        fresh.write_text(text, encoding="utf-8")
    return path


def page_pictures(body: str, footer: str, dots: int = 100) -> list[QImage]:
    """The pages as they will be on paper, as pictures of so many dots to the inch."""
    full = _layout().fullRectPixels(dots)
    inside = _layout().paintRectPixels(dots)
    pages: list[QImage] = []
    painter = QPainter()

    def new_page() -> None:
        image = QImage(full.size(), QImage.Format.Format_RGB32)
        image.setDotsPerMeterX(round(dots / 0.0254))
        image.setDotsPerMeterY(round(dots / 0.0254))
        image.fill(Qt.GlobalColor.white)
        pages.append(image)
        painter.begin(image)
        painter.translate(inside.topLeft())

    new_page()
    for number in _paint(painter, body, footer, QSizeF(inside.size())):
        if number:
            painter.end()
            new_page()
    painter.end()
    return pages


_PICTURE = re.compile(r'src="(data:image/png;base64,[^"]*)"')


class _Pictures(QPyTextObject):
    """Notes where pictures stand instead of drawing them.

    Qt holds Python's lock while it draws a page, and the window would stand still as long as the
    pictures on it take; each is drawn by itself afterwards.
    """

    def __init__(self, document: QTextDocument, body: str, scale: float) -> None:
        """Take the pictures out of a body and put it into a document.

        Args:
            document: shows the rest.
            body: of the report, its pictures within.
            scale: device pixels to a CSS pixel.
        """
        super().__init__(document)
        self._scale = scale
        self.due: list[tuple[QRectF, QImage]] = []
        self._images: list[QImage] = []
        document.documentLayout().registerHandler(QTextFormat.ObjectTypes.ImageObject.value, self)
        document.setHtml(f"<body>{_PICTURE.sub(self._take, body)}</body>")

    def _take(self, match: re.Match[str]) -> str:
        data = base64.b64decode(match[1].partition(",")[2])
        self._images.append(QImage.fromData(data))
        return f'src="{len(self._images) - 1}"'

    def intrinsicSize(self, document: QTextDocument, position: int, of: QTextFormat) -> QSizeF:
        """As wide and high as the body says."""
        picture = of.toImageFormat()
        return QSizeF(picture.width(), picture.height()) * self._scale

    def drawObject(
        self,
        painter: QPainter,
        place: QRectF | QRect,
        document: QTextDocument,
        position: int,
        of: QTextFormat,
    ) -> None:
        """Remember the place."""
        self.due.append((QRectF(place), self._images[int(of.toImageFormat().name())]))


def _paint(painter: QPainter, body: str, footer: str, size: QSizeF | None = None) -> Iterator[int]:
    """Paint page after page; gives each one's number, from 0, before it is painted.

    Args:
        painter: on a device of A4 or, while another is begun between two pages, on the next.
        body: of the report.
        footer: of every page.
        size: of what is painted on; by default the device's.
    """
    device = painter.device()
    if size is None:
        size = QSizeF(device.width(), device.height())
    dots = device.logicalDpiY()
    foot = _FOOT_MM / 25.4 * dots
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setDefaultStyleSheet(_style())
    document.documentLayout().setPaintDevice(device)
    pictures = _Pictures(document, body, dots / _CSS_DOTS)
    document.setPageSize(QSizeF(size.width(), size.height() - foot))
    count = document.pageCount()
    for number in range(count):
        yield number
        area = QRectF(0, number * (size.height() - foot), size.width(), size.height() - foot)
        painter.save()
        painter.translate(0, -area.top())
        painter.setClipRect(area)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = area
        document.documentLayout().draw(painter, context)
        for place, image in pictures.due:
            painter.drawImage(place, image)
        pictures.due.clear()
        painter.restore()
        below = QRectF(0, size.height() - foot, size.width(), foot)
        font = QFont(document.defaultFont())
        font.setPointSizeF(7.5)
        painter.setFont(font)
        painter.setPen(QColor(60, 60, 60))
        painter.drawText(below, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, footer)
        page = f"{number + 1}/{count}"
        painter.drawText(below, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight, page)


def _style() -> str:
    return style(theme.LIGHT) + _STYLE


def _layout() -> QPageLayout:
    return QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4),
        QPageLayout.Orientation.Portrait,
        _MARGINS_MM,
        QPageLayout.Unit.Millimeter,
    )
