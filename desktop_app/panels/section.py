"""A part of the side panel that folds away and remembers it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSettings, QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from desktop_app.look import icons, theme


class Section(QWidget):
    """A heading that folds what lies below it.

    Args:
        key: by which the settings remember whether it is folded.
        content: what lies below.
        store: the settings.
        unfolded: as it is the first time.
    """

    def __init__(
        self, key: str, content: QWidget, store: QSettings, *, unfolded: bool = True
    ) -> None:
        super().__init__()
        self._key, self._store, self.content = f"panels/{key}", store, content
        self.head = QToolButton()
        self.head.setProperty("role", "section")
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.head.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.head.setIconSize(QSize(16, 16))
        self.head.setCheckable(True)
        self.head.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the views' keys theirs
        first = "true" if unfolded else "false"
        self.head.setChecked(str(store.value(self._key, first)) != "false")
        self.head.toggled.connect(self._fold)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(4)
        column.addWidget(self.head)
        column.addWidget(content)
        self._show()

    def set_title(self, title: str) -> None:
        """The heading, in the current language."""
        self.head.setText(title)

    def _fold(self, unfolded: bool) -> None:
        self._store.setValue(self._key, "true" if unfolded else "false")
        self._show()

    def _show(self) -> None:
        unfolded = self.head.isChecked()
        self.content.setVisible(unfolded)
        name = "chevron-down" if unfolded else "chevron-right"
        self.head.setIcon(icons.icon(name, theme.current().quiet))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        if event.type() == QEvent.Type.PaletteChange:
            self._show()
        super().changeEvent(event)
