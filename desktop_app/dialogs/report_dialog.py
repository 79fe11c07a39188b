"""Asks what a report is to hold, and in which language."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QVBoxLayout,
    QWidget,
)

from core.studies.study import Modality
from desktop_app.dialogs.base import Dialog
from desktop_app.language.translation import current_language
from desktop_app.look.plain import PlainLabel
from desktop_app.reporting.contents import Choice
from desktop_app.state.settings import Language


class ReportDialog(Dialog):
    """Language, the pictures' sequence, and the pages after the first."""

    def __init__(
        self,
        modalities: Sequence[Modality],
        parent: QWidget | None = None,
        *,
        with_course: bool = False,
    ) -> None:
        """Propose the window's language and T1Gd.

        Args:
            modalities: sequences that the pictures may show.
            parent: the window.
            with_course: there are other time points to tell of.
        """
        super().__init__(parent, QSize(420, 10))
        self.language, self.modality = QComboBox(), QComboBox()
        # Each language is called as its own speakers call it.
        self.language.addItem("English", Language.ENGLISH)
        self.language.addItem("Español", Language.SPANISH)
        self.language.setCurrentIndex(self.language.findData(current_language()))
        for modality in modalities:
            self.modality.addItem(modality.value, modality)
        self.modality.setCurrentIndex(max(self.modality.findData(Modality.T1GD), 0))
        self.measurements, self.planning, self.method = QCheckBox(), QCheckBox(), QCheckBox()
        self.follow_up = QCheckBox(self)
        self.follow_up.setChecked(with_course)
        self.follow_up.setVisible(with_course)
        self.place = QCheckBox()
        self.measurements.setChecked(True)
        self.method.setChecked(True)
        self._language_name, self._modality_name = PlainLabel(), PlainLabel()
        self._pages_name, self._first = PlainLabel(), PlainLabel()
        self._first.setWordWrap(True)
        self._first.setProperty("role", "quiet")
        form = QFormLayout()
        form.setVerticalSpacing(8)
        form.addRow(self._language_name, self.language)
        form.addRow(self._modality_name, self.modality)
        form.addRow(self._pages_name, self.measurements)
        if with_course:
            form.addRow("", self.follow_up)
        form.addRow("", self.place)
        form.addRow("", self.planning)
        form.addRow("", self.method)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(16)
        column.addWidget(self._first)
        column.addLayout(form)
        column.addWidget(self._buttons)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text in the current language."""
        self.setWindowTitle(self.tr("Report"))
        self._first.setText(
            self.tr(
                "The first page holds key pictures, sizes, what made the result and what was "
                "corrected. Save as PDF or as HTML."
            )
        )
        self._language_name.setText(self.tr("Language"))
        self._modality_name.setText(self.tr("Pictures of"))
        self._pages_name.setText(self.tr("Further pages"))
        self.measurements.setText(self.tr("Measurements, lines and areas"))
        self.place.setText(self.tr("Place in the brain, and VASARI"))
        self.planning.setText(self.tr("Planning: notes and steps"))
        self.follow_up.setText(self.tr("Follow-up: curve, table and categories"))
        self.method.setText(self.tr("Method"))

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its wrapped text needs at this width, which a layout does not ask for."""
        super().showEvent(event)
        layout = self.layout()
        assert layout is not None, "made with the dialog"
        self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    @property
    def choice(self) -> Choice:
        """What was asked for."""
        return Choice(
            Language(self.language.currentData()),
            Modality(self.modality.currentData()),
            measurements=self.measurements.isChecked(),
            planning=self.planning.isChecked(),
            follow_up=self.follow_up.isChecked(),
            method=self.method.isChecked(),
            place=self.place.isChecked(),
        )
