"""Asks how large a picture is to be."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QCheckBox,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QVBoxLayout,
    QWidget,
)

from desktop_app.dialogs.base import Dialog
from desktop_app.exporting.pictures import MAX_SCALE
from desktop_app.language.translation import spoken_locale
from desktop_app.look.plain import PlainLabel


class PictureDialog(Dialog):
    """Scale of the picture, and whether it keeps the annotations."""

    def __init__(self, size: QSize, parent: QWidget | None = None) -> None:
        super().__init__(parent, QSize(360, 10))
        self._size = size
        self._scale, self._result = QDoubleSpinBox(), PlainLabel()
        self._scale.setRange(0.5, MAX_SCALE)
        self._scale.setSingleStep(0.5)
        self._scale.setDecimals(1)
        self._scale.setSuffix(" ×")
        self._scale.setValue(2)
        self._scale.valueChanged.connect(self._show_size)
        self._annotations = QCheckBox()
        self._annotations.setChecked(True)
        self._result.setProperty("role", "quiet")
        form = QFormLayout()
        form.setVerticalSpacing(8)
        self._scale_name, self._size_name = PlainLabel(), PlainLabel()
        form.addRow(self._scale_name, self._scale)
        form.addRow(self._size_name, self._result)
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
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text in the current language."""
        self.setWindowTitle(self.tr("Export picture"))
        self._scale.setLocale(spoken_locale())
        self._scale_name.setText(self.tr("Scale"))
        self._size_name.setText(self.tr("Size"))
        self._annotations.setText(self.tr("With texts, letters and scale bar"))
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
