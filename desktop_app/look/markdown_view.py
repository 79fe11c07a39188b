"""The long texts of ``resources/text``, drawn in the theme's colours."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QImage,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from desktop_app.language.translation import current_language
from desktop_app.look import theme
from desktop_app.look.swatches import swatch
from resources import ROOT

PICTURES = ROOT / "manual"

_COLUMN = 820
"""Widest text column in pixels: longer lines are hard to follow."""


@dataclass(frozen=True)
class Heading:
    """One heading of a shown text: level from 1, text, and where it stands."""

    level: int
    text: str
    position: int


def to_html(markdown: str) -> str:
    """CommonMark with tables as HTML that Qt draws well."""
    html: str = MarkdownIt("commonmark").enable("table").render(markdown)
    html = html.replace("<table>", '<table width="100%" cellspacing="0">')
    html = _HEAD.sub(_set_widths, html)
    # Qt gives a paragraph within a list item the margins of a paragraph.
    return html.replace("<li>\n<p>", "<li>").replace("</p>\n</li>", "</li>")


def as_markdown(text: str) -> str:
    """Markdown that shows a text as it is: every sign that could mean something is escaped."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(text.split()))


_HEAD = re.compile(r"<thead>.*?</thead>", re.DOTALL)
_TWO_COLUMNS = (34, 66)


def _set_widths(head: re.Match[str]) -> str:
    # Left alone, Qt gives each column what its own longest word asks for.
    count = head[0].count("<th>")
    widths = iter(_TWO_COLUMNS if count == 2 else [100 // count] * count)
    return re.sub("<th>", lambda _: f'<th width="{next(widths)}%">', head[0])


def style(colours: theme.Colours) -> str:
    """Style sheet of the long texts."""
    text, quiet, line = colours.text.name(), colours.quiet.name(), colours.line.name()
    return f"""
        body, p, li, td, th {{ color: {text}; line-height: 140%; }}
        p {{ margin: 0 0 10px 0; }}
        li {{ margin: 0 0 4px 0; }}
        h1 {{ font-size: 20pt; font-weight: 300; margin: 0 0 12px 0; color: {text}; }}
        h2 {{ font-size: 14pt; font-weight: 600; margin: 24px 0 8px 0; color: {text}; }}
        h3 {{ font-size: 11pt; font-weight: 600; margin: 16px 0 6px 0; color: {text}; }}
        a {{ color: {colours.accent.name()}; }}
        table {{ border-collapse: collapse; margin: 4px 0 12px 0; }}
        th {{ text-align: left; color: {quiet}; font-weight: 600; padding: 5px 8px;
              border: 1px solid {line}; }}
        td {{ padding: 5px 8px; border: 1px solid {line}; }}
        code {{ color: {text}; background-color: {colours.raised.name()}; }}
        .quiet {{ color: {quiet}; }}
    """


class MarkdownView(QTextBrowser):
    """Shows one long text and finds words in it.

    Images named ``swatch:ED`` are the colour of a label or region, ``picture:window`` is a file
    of ``resources/manual`` in the current language.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenExternalLinks(True)
        self.document().setDocumentMargin(24)
        self._html = ""
        self._width = 0
        self._hits: list[QTextCursor] = []

    def show_markdown(self, markdown: str) -> None:
        """Replace the text; the place that was read stays in view."""
        self.show_html(to_html(markdown))

    def show_html(self, html: str) -> None:
        """Replace the text by ready HTML."""
        self._html = html
        self._draw()

    def recolour(self) -> None:
        """Draw again in the theme's colours."""
        self._draw()

    def _draw(self) -> None:
        bar = self.verticalScrollBar()
        place = bar.value() / max(bar.maximum(), 1)
        self._hits = []
        self.setExtraSelections([])
        self.document().setDefaultStyleSheet(style(theme.current()))
        self.setHtml(f"<body>{self._html}</body>")
        bar.setValue(round(place * bar.maximum()))

    # -- pictures ------------------------------------------------------------------------

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Colour swatches and the manual's pictures; everything else as Qt does."""
        url = QUrl(name)
        if url.scheme() == "swatch":
            return swatch(url.path(), self.devicePixelRatioF())
        if url.scheme() == "picture":
            return self._picture(url.path())
        return super().loadResource(kind, url)

    def _picture(self, name: str) -> QImage:
        image = QImage(str(PICTURES / current_language().value / f"{name}.png"))
        ratio = self.devicePixelRatioF()
        width = min(self.viewport().width() - 64, _COLUMN)
        if image.isNull() or width <= 0:
            return image
        image = image.scaledToWidth(
            round(width * ratio), Qt.TransformationMode.SmoothTransformation
        )
        image.setDevicePixelRatio(ratio)
        return image

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep lines short in a wide window, and pictures inside the column."""
        side = max((self.width() - _COLUMN - 64) // 2, 0)
        self.setViewportMargins(side, 0, side, 0)
        super().resizeEvent(event)
        if "picture:" in self._html and self.viewport().width() != self._width:
            self._width = self.viewport().width()
            self._draw()

    # -- headings and words --------------------------------------------------------------

    def headings(self) -> list[Heading]:
        """Every heading in the order of the text."""
        found = []
        block: QTextBlock = self.document().begin()
        while block.isValid():
            level = block.blockFormat().headingLevel()
            if level:
                text = block.text().replace("\ufffc", "").strip()
                found.append(Heading(level, text, block.position()))
            block = block.next()
        return found

    def go_to(self, position: int) -> None:
        """Scroll so that a place of the text stands at the top."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        self.setTextCursor(cursor)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect(cursor).top() - 8)

    def find_all(self, words: str) -> list[int]:
        """Highlight a text wherever it stands, whatever its case and accents.

        Returns:
            Positions of the hits, ascending.
        """
        text, wanted = plain(self.document().toPlainText()), plain(words.strip())
        positions, start = [], 0
        while wanted and (start := text.find(wanted, start)) >= 0:
            positions.append(start)
            start += len(wanted)
        self._hits = [self._selection(at, len(wanted)) for at in positions]
        self.show_hit(-1)
        return positions

    def show_hit(self, number: int) -> None:
        """Mark every hit, and one of them (-1 for none) stronger and in view."""
        colours = theme.current()
        marks = []
        for index, cursor in enumerate(self._hits):
            mark = QTextEdit.ExtraSelection()
            mark.cursor = cursor
            strong = index == number
            back = QColor(colours.accent) if strong else QColor(colours.warning)
            back.setAlpha(255 if strong else 90)
            mark.format.setBackground(back)
            if strong:
                mark.format.setForeground(colours.on_accent)
            marks.append(mark)
        self.setExtraSelections(marks)
        if 0 <= number < len(self._hits):
            here = QTextCursor(self._hits[number])
            here.clearSelection()
            self.setTextCursor(here)
            self.ensureCursorVisible()

    def _selection(self, start: int, length: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        return cursor


def plain(text: str) -> str:
    """Lower case without accents, of the same length, so that positions keep their meaning."""
    return "".join(unicodedata.normalize("NFKD", c)[0].lower()[:1] or c for c in text)


def printable_html(body: str) -> QTextDocument:
    """A document for paper: black on white, whatever the theme."""
    document = QTextDocument()
    document.setDefaultStyleSheet(style(theme.LIGHT))
    document.setHtml(f"<body>{body}</body>")
    return document
