"""The settings dialog."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QLineEdit, QPushButton, QSpinBox

from desktop_app.dialogs.settings_dialog import SettingsDialog
from desktop_app.state.settings import (
    LANGUAGE,
    OVERLAY_OPACITY,
    RADIOLOGICAL,
    SETTINGS,
    THREADS,
    Language,
)
from tests.desktop_app.dialogs.conftest import shown

LANGUAGES = (Language.ENGLISH, Language.SPANISH)


class TestSettings:
    @pytest.fixture
    def dialog(self, qtbot, settings):
        return shown(qtbot, SettingsDialog(settings))

    def test_there_is_a_named_control_for_every_setting(self, dialog):
        for setting in SETTINGS:
            control = dialog.control(setting)
            assert control.accessibleName() == setting.translated_label()
            assert control.focusPolicy() & Qt.FocusPolicy.TabFocus
            assert isinstance(control, QComboBox if setting.choices else QSpinBox)

    def test_a_choice_by_keyboard_holds_at_once(self, dialog, settings, qtbot):
        control = dialog.control(RADIOLOGICAL)
        control.setFocus()
        qtbot.keyClick(control, Qt.Key.Key_Down)
        assert settings.get(RADIOLOGICAL) is False

    def test_a_number_is_taken_when_it_is_complete(self, dialog, settings, qtbot):
        control = dialog.control(OVERLAY_OPACITY)
        field = control.findChild(QLineEdit)
        field.selectAll()
        qtbot.keyClicks(field, "80")
        assert settings.get(OVERLAY_OPACITY) == OVERLAY_OPACITY.default
        qtbot.keyClick(field, Qt.Key.Key_Return)
        assert settings.get(OVERLAY_OPACITY) == 80
        assert dialog.isVisible()

    def test_changes_from_elsewhere_are_shown(self, dialog, settings):
        settings.set(THREADS, 3)
        assert dialog.control(THREADS).value() == 3

    def test_defaults_come_back(self, dialog, settings, qtbot):
        settings.set(THREADS, 3)
        settings.set(LANGUAGE, Language.SPANISH)
        qtbot.mouseClick(dialog.reset, Qt.MouseButton.LeftButton)
        assert settings.get(THREADS) == 0
        assert dialog.control(LANGUAGE).currentIndex() == 0

    def test_it_speaks_the_language_that_is_chosen_in_it(
        self, dialog, settings, translation, qtbot
    ):
        settings.changed.connect(lambda _: translation.use(settings.get(LANGUAGE)))
        settings.set(LANGUAGE, Language.SPANISH)
        qtbot.waitUntil(lambda: dialog.windowTitle() == "Ajustes")
        assert dialog.control(RADIOLOGICAL).currentText().startswith("Radiológica")

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_no_text_is_cut_off(self, qtbot, settings, translation, language):
        translation.use(language)
        dialog = shown(qtbot, SettingsDialog(settings))
        for control in dialog.findChildren(QComboBox):
            assert control.width() >= control.sizeHint().width()
        for button in dialog.findChild(QDialogButtonBox).findChildren(QPushButton):
            assert button.width() >= button.sizeHint().width()
