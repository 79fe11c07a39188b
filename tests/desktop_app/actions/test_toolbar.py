"""The toolbar: every button named, and in sight in a small window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolBar, QToolButton

from desktop_app.actions.all import ACTIONS
from desktop_app.state.settings import LANGUAGE, Language


@pytest.mark.parametrize("language", [Language.ENGLISH, Language.SPANISH])
def test_every_button_is_named_and_in_sight_at_1280(qtbot, window, settings, language):
    settings.set(LANGUAGE, language)
    window.resize(1280, 800)
    qtbot.wait(50)
    bar = window.findChild(QToolBar)
    assert bar.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextUnderIcon
    for spec in (s for s in ACTIONS if s.toolbar):
        assert spec.short or len(spec.translated_name()) < 9, spec.id
        button = bar.widgetForAction(window.actions_[spec.id])
        assert isinstance(button, QToolButton)
        assert button.isVisible(), spec.id
        assert button.geometry().right() < bar.width(), spec.id


def test_undo_and_the_windows_are_there(window):
    names = {spec.id for spec in ACTIONS if spec.toolbar}
    assert {"undo", "window_reset"} <= names
