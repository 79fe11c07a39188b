"""Asks how large a picture is to be."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from desktop_app.exporting.pictures import MAX_SCALE


class PictureDialog(QDialog):
    """Scale of the picture, and whether it keeps the annotations."""

    def __init__(self, size: QSize, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self.setWindowTitle(self.tr("Export picture"))
        self._scale, self._result = QDoubleSpinBox(), QLabel()
        self._scale.setRange(0.5, MAX_SCALE)
        self._scale.setSingleStep(0.5)
        self._scale.setDecimals(1)
        self._scale.setSuffix(" ×")
        self._scale.setValue(2)
        self._scale.valueChanged.connect(self._show_size)
        self._annotations = QCheckBox(self.tr("With texts, letters and scale bar"))
        self._annotations.setChecked(True)
        self._result.setProperty("role", "quiet")
        form = QFormLayout()
        form.setVerticalSpacing(8)
        form.addRow(self.tr("Scale"), self._scale)
        form.addRow(self.tr("Size"), self._result)
        form.addRow("", self._annotations)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(16)
        column.addLayout(form)
        column.addWidget(buttons)
        self._show_size()

    @property
    def scale(self) -> float:
        """The chosen scale."""
        return self._scale.value()

    @property
    def with_annotations(self) -> bool:
        """Whether texts are drawn."""
        return self._annotations.isChecked()

    def _show_size(self) -> None:
        width, height = (round(n * self.scale) for n in (self._size.width(), self._size.height()))
        self._result.setText(self.tr("{0} × {1} pixels").format(width, height))
