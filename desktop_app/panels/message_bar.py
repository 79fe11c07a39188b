"""A line above the views that says what went wrong or well, until it is closed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from desktop_app.look import icons, theme


class MessageBar(QWidget):
    """Shows one message; errors can be selected and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(8)
        self._icon, self._text = QLabel(), QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._button, self._close = QPushButton(), QToolButton()
        self._close.clicked.connect(self.hide)
        self._call: Callable[[], object] | None = None
        self._button.clicked.connect(self._run)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        """Write the texts in the current language."""
        self._close.setToolTip(self.tr("Close this message"))
        self._close.setAccessibleName(self.tr("Close this message"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    @property
    def text(self) -> str:
        """What is shown now; empty when nothing is."""
        return self._text.text() if not self.isHidden() else ""

    def error(self, text: str, button: str = "", call: Callable[[], object] | None = None) -> None:
        """Show what went wrong, with a button that helps."""
        self._show("warning", theme.current().error.name(), text)
        self._call = call
        self._button.setText(button)
        self._button.setVisible(bool(button))

    def note(self, text: str) -> None:
        """Show what went well."""
        self._show("check", theme.current().accent.name(), text)
        self._button.hide()

    def working(self, text: str, button: str, call: Callable[[], object]) -> None:
        """Show what runs now, or may be done now, with the button that ends or does it."""
        self._show("info", theme.current().accent.name(), text)
        self._call = call
        self._button.setText(button)
        self._button.show()

    def _show(self, icon: str, colour: str, text: str) -> None:
        self._icon.setPixmap(icons.icon(icon, QColor(colour)).pixmap(20, 20))
        self._close.setIcon(icons.icon("close"))
        self._text.setText(text)
        self.setAccessibleName(text)
        self.show()

    def _run(self) -> None:
        self.hide()
        if self._call is not None:
            self._call()
