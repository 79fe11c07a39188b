"""The legend: labels and regions, how they look, why they matter."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from desktop_app.dialogs.base import TextDialog
from desktop_app.language.translation import text_path


class LegendDialog(TextDialog):
    """Stays beside the window, so that the scans can be compared with it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, QSize(760, 820))
        self.retranslate()

    def retranslate(self) -> None:
        """Set title and text in the current language."""
        self.setWindowTitle(self.tr("Legend"))
        self.view.setAccessibleName(self.tr("Legend of labels and regions"))
        self.view.show_markdown(text_path("legend").read_text(encoding="utf-8"))
