"""The studies that lie below a folder, to choose one of."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.dialogs.base import Dialog
from desktop_app.look.plain import PlainLabel, as_tip


class PatientsDialog(Dialog):
    """A list that is searched as one types; Return or a double click opens.

    Args:
        folder: that was opened, and holds no study of its own.
        studies: folders of the studies below it.
        parent: of the dialog.
    """

    def __init__(
        self, folder: Path, studies: Sequence[Path], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, QSize(520, 560))
        self._folder, self._count = folder, len(studies)
        self._text, self.search, self.list = PlainLabel(), QLineEdit(), QListWidget()
        self._text.setWordWrap(True)
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        for study in studies:
            item = QListWidgetItem(str(study.relative_to(folder)))
            item.setData(Qt.ItemDataRole.UserRole, study)
            item.setToolTip(as_tip(str(study)))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(lambda _: self.accept())
        self.list.currentItemChanged.connect(lambda *_: self._follow())
        buttons = QDialogButtonBox.StandardButton
        self._buttons = QDialogButtonBox(buttons.Open | buttons.Cancel)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(self._text)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addWidget(self._buttons)
        self.retranslate()

    @property
    def chosen(self) -> Path | None:
        """The study that is selected; None where the search left nothing."""
        item = self.list.currentItem()
        if item is None or item.isHidden():
            return None
        found = item.data(Qt.ItemDataRole.UserRole)
        assert isinstance(found, Path)
        return found

    def retranslate(self) -> None:
        """Write the texts in the current language."""
        self.setWindowTitle(self.tr("Choose a study"))
        text = self.tr("{0} holds {1} studies. Which one is to be opened?")
        self._text.setText(text.format(self._folder.name, self._count))
        self.search.setPlaceholderText(self.tr("Search"))
        self.search.setAccessibleName(self.tr("Search"))
        self.list.setAccessibleName(self.tr("Studies"))
        open_ = self._buttons.button(QDialogButtonBox.StandardButton.Open)
        open_.setText(self.tr("Open"))
        cancel = self._buttons.button(QDialogButtonBox.StandardButton.Cancel)
        cancel.setText(self.tr("Cancel"))

    def _filter(self, text: str) -> None:
        """Leave what holds the text, and keep a study selected."""
        items = [self.list.item(row) for row in range(self.list.count())]
        for item in items:
            item.setHidden(text.casefold() not in item.text().casefold())
        if self.chosen is None:
            left = next((item for item in items if not item.isHidden()), None)
            if left is not None:
                self.list.setCurrentItem(left)
        self._follow()

    def _follow(self) -> None:
        open_ = self._buttons.button(QDialogButtonBox.StandardButton.Open)
        open_.setEnabled(self.chosen is not None)
