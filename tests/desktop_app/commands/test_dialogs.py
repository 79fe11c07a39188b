"""The dialogs that the window's actions open, and what their changes do at once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
)

from desktop_app.dialogs.picture_dialog import PictureDialog
from desktop_app.look import theme
from desktop_app.opening.slots_dialog import SlotsDialog
from desktop_app.state.settings import OVERLAY_OPACITY, THEME, Theme


def visible_dialogs(window):
    return [d for d in window.findChildren(QDialog) if d.isVisible()]


@pytest.mark.parametrize(
    "action", ["settings", "legend", "manual", "shortcuts", "planning", "about"]
)
def test_a_dialog_opens_once_and_leaves_the_window_usable(qtbot, window, action):
    window.actions_[action].trigger()
    qtbot.waitUntil(lambda: len(visible_dialogs(window)) == 1)
    window.actions_[action].trigger()
    qtbot.wait(50)
    (dialog,) = visible_dialogs(window)
    assert not dialog.isModal()
    assert dialog.windowTitle()
    dialog.close()


def test_f1_opens_the_manual(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_F1)
    qtbot.waitUntil(lambda: len(visible_dialogs(window)) == 1)
    visible_dialogs(window)[0].close()


def test_settings_hold_at_once(qtbot, opened, settings):
    settings.set(OVERLAY_OPACITY, 80)
    assert opened.session.display.opacity == pytest.approx(0.8)
    settings.set(THEME, Theme.LIGHT)
    assert theme.current() is theme.LIGHT
    settings.set(THEME, Theme.DARK)
    assert theme.current() is theme.DARK


def test_choosing_four_files_asks_for_each(qtbot, window):
    window.actions_["open_files"].trigger()
    (dialog,) = window.findChildren(SlotsDialog)
    assert dialog.isVisible()
    dialog.reject()


def test_the_current_view_becomes_a_picture(qtbot, opened, tmp_path, monkeypatch):
    out = tmp_path / "view"
    monkeypatch.setattr(PictureDialog, "exec", lambda self: True)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(out), ""))
    opened.actions_["export_view"].trigger()
    qtbot.waitUntil(out.with_suffix(".png").exists)
