"""The settings dialog, made from the table of settings."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop_app.dialogs.base import Dialog
from desktop_app.look.plain import PlainLabel
from desktop_app.look.scrolling import Scrolled
from desktop_app.state.settings import SETTINGS, Setting, Settings


class SettingsDialog(Dialog):
    """Every change holds at once, so that its effect is seen; nothing needs a restart."""

    models_requested = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent, QSize(620, 560))
        self._settings = settings
        self._rows: list[tuple[Setting[Any], QLabel, QWidget, QLabel | None]] = []
        rows = QWidget(self)
        form = QFormLayout(rows)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(24)
        form.setVerticalSpacing(12)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for setting in SETTINGS:
            self._add_row(form, setting)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.reset = QPushButton(self)
        self.buttons.addButton(self.reset, QDialogButtonBox.ButtonRole.ResetRole)
        self.models = QPushButton(self)
        self.buttons.addButton(self.models, QDialogButtonBox.ButtonRole.ActionRole)
        self.models.clicked.connect(self.models_requested)
        for button in self.buttons.findChildren(QPushButton):
            # Return ends the typing of a number; it must not close the dialog.
            button.setAutoDefault(False)
        self.buttons.rejected.connect(self.reject)
        self.reset.clicked.connect(settings.reset)
        settings.changed.connect(self._show_values)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(24)
        layout.addWidget(Scrolled(rows, self), 1)
        layout.addWidget(self.buttons)
        self.retranslate()
        self._show_values()

    def control(self, setting: Setting[Any]) -> QComboBox | QSpinBox:
        """The control of one setting."""
        found = next(control for row, _, control, _ in self._rows if row is setting)
        assert isinstance(found, QComboBox | QSpinBox)
        return found

    def retranslate(self) -> None:
        """Set every text in the current language."""
        self.setWindowTitle(self.tr("Settings"))
        self.reset.setText(self.tr("Restore defaults"))
        self.models.setText(self.tr("Models…"))
        self.models.setToolTip(self.tr("Which model segments; bring one or remove it."))
        for setting, label, control, note in self._rows:
            label.setText(setting.translated_label())
            control.setAccessibleName(setting.translated_label())
            control.setAccessibleDescription(setting.translated_note())
            if note is not None:
                note.setText(setting.translated_note())
            if isinstance(control, QComboBox):
                for index, value in enumerate(setting.choices):
                    control.setItemText(index, setting.translated_choice(value))

    def _add_row(self, form: QFormLayout, setting: Setting[Any]) -> None:
        control = self._choice(setting) if setting.choices else self._number(setting)
        label = PlainLabel(self)
        label.setBuddy(control)
        note = None
        if setting.note:
            note = PlainLabel(self)
            note.setProperty("role", "quiet")
            note.setWordWrap(True)
            column = QVBoxLayout()
            column.setSpacing(4)
            column.addWidget(control)
            column.addWidget(note)
            form.addRow(label, column)
        else:
            form.addRow(label, control)
        self._rows.append((setting, label, control, note))

    def _choice(self, setting: Setting[Any]) -> QComboBox:
        control = QComboBox(self)
        values = list(setting.choices)
        control.addItems([""] * len(values))
        control.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        control.activated.connect(lambda index: self._settings.set(setting, values[index]))
        return control

    def _number(self, setting: Setting[Any]) -> QSpinBox:
        control = QSpinBox(self)
        control.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        control.setRange(*setting.bounds)
        control.setKeyboardTracking(False)
        # The style sheet's padding does not reach the field inside.
        control.lineEdit().setTextMargins(6, 0, 0, 0)
        control.valueChanged.connect(lambda value: self._settings.set(setting, value))
        return control

    def _show_values(self) -> None:
        for setting, _, control, _ in self._rows:
            value = self._settings.get(setting)
            blocked = control.blockSignals(True)
            if isinstance(control, QComboBox):
                control.setCurrentIndex(list(setting.choices).index(value))
            elif isinstance(control, QSpinBox):
                control.setValue(value)
            control.blockSignals(blocked)
