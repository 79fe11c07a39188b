"""Asks what only the person knows about a label map: its numbers, and where to show it."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialogButtonBox,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from core.labels import Label, LabelConvention
from core.opening.label_maps import LabelFile
from desktop_app.dialogs.base import Dialog
from desktop_app.look.plain import PlainLabel

_NAMES = {
    LabelConvention.BRATS2021: "BraTS 2021",
    LabelConvention.BRATS2023: "BraTS 2023",
    LabelConvention.DECATHLON: "Medical Decathlon",
}


class LabelDialog(Dialog):
    """Only what is open is asked: the convention, and instead of or beside the present one."""

    def __init__(self, file: LabelFile, *, has_labels: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent, QSize(480, 10))
        self._file, self._has_labels = file, has_labels
        self._what, self._where = PlainLabel(), PlainLabel()
        self._what.setWordWrap(True)
        self._conventions = {c: QRadioButton() for c in file.readings}
        self._instead, self._beside = QRadioButton(), QRadioButton()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        self._groups = [QButtonGroup(self), QButtonGroup(self)]
        asked = len(file.readings) > 1
        for widget in (self._what, *self._conventions.values()):
            column.addWidget(widget)
            widget.setVisible(asked)
        for button in self._conventions.values():
            self._groups[0].addButton(button)
        for place in (self._where, self._instead, self._beside):
            column.addWidget(place)
            place.setVisible(has_labels)
        for button in (self._instead, self._beside):
            self._groups[1].addButton(button)
        next(iter(self._conventions.values())).setChecked(True)
        self._beside.setChecked(True)
        if has_labels:
            self._beside.setFocus()  # the first one would look as if it were chosen
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addSpacing(8)
        column.addWidget(buttons)
        self.retranslate()

    @property
    def convention(self) -> LabelConvention:
        """How the file's numbers are to be read."""
        return next(c for c, button in self._conventions.items() if button.isChecked())

    @property
    def beside(self) -> bool:
        """Show it as an outline beside the present segmentation."""
        return self._has_labels and self._beside.isChecked()

    def choose(self, convention: LabelConvention, *, beside: bool = False) -> None:
        """Answer both questions."""
        self._conventions[convention].setChecked(True)
        (self._beside if beside else self._instead).setChecked(True)

    def retranslate(self) -> None:
        """Write the texts in the current language."""
        self.setWindowTitle(self.tr("Load label map"))
        what = self.tr("The numbers in {0} fit more than one convention. Which is it?")
        self._what.setText(what.format(self._file.path.name))
        for convention, button in self._conventions.items():
            reading = self._file.readings[convention]
            parts = [f"{number} = {self._label_name(label)}" for number, label in reading.items()]
            button.setText(f"{_NAMES[convention]}: {', '.join(parts)}")
        self._where.setText(self.tr("Where is it to be shown?"))
        self._instead.setText(self.tr("In its place; the present one stays among the results"))
        self._beside.setText(self.tr("Beside it, to compare the two"))

    def _label_name(self, label: Label) -> str:
        names = {
            Label.NCR: self.tr("necrotic core"),
            Label.ED: self.tr("oedema"),
            Label.ET: self.tr("enhancing tumour"),
        }
        return names[label]
