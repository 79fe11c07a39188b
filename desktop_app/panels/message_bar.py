"""A note over the views that says what went wrong or well, until it is closed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from desktop_app.look import icons, theme
from desktop_app.look.plain import PlainLabel

Text = str | Callable[[], str]
"""What gives a text in the current language follows a change of it; a plain text stays."""

_MARGIN, _WIDEST = 12, 760


class MessageBar(QWidget):
    """Shows one message; errors can be selected and copied. It pushes nothing aside."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(8)
        self._icon, self._text = PlainLabel(), PlainLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._button, self._close = QPushButton(), QToolButton()
        self._close.clicked.connect(self.hide)
        self._call: Callable[[], object] | None = None
        self._said: Text = ""
        self._on_button: Text = ""
        self._sign: tuple[str, str] | None = None
        self._room: Callable[[], QRect] | None = None
        self._button.clicked.connect(self._run)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.retranslate()
        self.hide()

    def float_over(self, area: QWidget, room: Callable[[], QRect]) -> None:
        """Lie over a widget from now on.

        Args:
            area: that it becomes a child of.
            room: the part of ``area`` at whose top it stands.
        """
        self.setParent(area)
        self._room = room
        area.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the place when the window changes its size."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        if self._room is None or self.isHidden():
            return
        room = self._room()
        width = min(room.width() - 2 * _MARGIN, _WIDEST)
        height = max(self.heightForWidth(width), self.minimumSizeHint().height())
        left = room.left() + (room.width() - width) // 2
        self.setGeometry(left, room.top() + _MARGIN, width, height)
        self.raise_()

    def retranslate(self) -> None:
        """Write the texts in the current language."""
        self._close.setToolTip(self.tr("Close this message"))
        self._close.setAccessibleName(self.tr("Close this message"))
        self._write()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the theme."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.PaletteChange:
            self._draw_sign()
        super().changeEvent(event)

    @property
    def text(self) -> str:
        """What is shown now; empty when nothing is."""
        return self._text.text() if not self.isHidden() else ""

    def error(
        self, text: Text, button: Text = "", call: Callable[[], object] | None = None
    ) -> None:
        """Show what went wrong, with a button that helps."""
        self._show("warning", "error", text, button, call)

    def working(self, text: Text, button: Text, call: Callable[[], object]) -> None:
        """Show what runs now, or may be done now, with the button that ends or does it."""
        self._show("info", "accent", text, button, call)

    def note(self, text: Text) -> None:
        """Show what went well."""
        self._show("check", "accent", text, "", None)

    def _show(
        self, icon: str, colour: str, text: Text, button: Text, call: Callable[[], object] | None
    ) -> None:
        self._sign, self._said, self._on_button, self._call = (icon, colour), text, button, call
        self._draw_sign()
        self._write()
        self._button.setVisible(bool(self._button.text()))
        self.show()
        self._place()

    def _draw_sign(self) -> None:
        if self._sign is not None:
            icon, colour = self._sign
            tint: QColor = getattr(theme.current(), colour)
            self._icon.setPixmap(icons.icon(icon, tint).pixmap(20, 20))
            self._close.setIcon(icons.icon("close"))

    def _write(self) -> None:
        self._text.setText(_now(self._said))
        self._button.setText(_now(self._on_button))
        self.setAccessibleName(self._text.text())
        self._place()

    def _run(self) -> None:
        self.hide()
        if self._call is not None:
            self._call()


def _now(text: Text) -> str:
    return text if isinstance(text, str) else text()
