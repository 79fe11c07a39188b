"""What every dialog of the program shares."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from desktop_app.look.markdown_view import MarkdownView


class Dialog(QDialog):
    """A dialog that follows a change of language and of colours while it is open."""

    def __init__(self, parent: QWidget | None, size: QSize) -> None:
        super().__init__(parent)
        screen = parent.screen() if parent else QGuiApplication.primaryScreen()
        self.resize(size.boundedTo(screen.availableSize() * 0.92))

    def retranslate(self) -> None:
        """Set every text in the current language."""
        raise NotImplementedError

    def recolour(self) -> None:
        """Take the theme's colours; for what neither palette nor style sheet reaches."""

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() is QEvent.Type.PaletteChange:
            self.recolour()


class TextDialog(Dialog):
    """One long text, and a button that closes it."""

    def __init__(self, parent: QWidget | None, size: QSize) -> None:
        super().__init__(parent, size)
        self.view = MarkdownView(self)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.view, 1)
        layout.addWidget(buttons)

    def recolour(self) -> None:
        """Take the theme's colours."""
        self.view.recolour()
