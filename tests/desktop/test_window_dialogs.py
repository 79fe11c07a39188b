"""The dialogs that the window's actions open, and what their changes do at once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QDoubleSpinBox, QFileDialog

from desktop_app import theme
from desktop_app.exporting.picture_dialog import PictureDialog
from desktop_app.opening.slots_dialog import SlotsDialog
from desktop_app.settings import OVERLAY_OPACITY, THEME, Language, Theme
from desktop_app.translation import Translation, number


def visible_dialogs(window):
    return [d for d in window.findChildren(QDialog) if d.isVisible()]


@pytest.mark.parametrize(
    "action", ["settings", "legend", "manual", "shortcuts", "planning", "about"]
)
def test_a_dialog_opens_once_and_leaves_the_window_usable(qtbot, window, action):
    window.actions_[action].trigger()
    qtbot.waitUntil(lambda: len(visible_dialogs(window)) == 1, timeout=10000)
    window.actions_[action].trigger()
    qtbot.wait(50)
    (dialog,) = visible_dialogs(window)
    assert not dialog.isModal()
    assert dialog.windowTitle()
    dialog.close()


def test_the_scale_of_a_picture_is_written_as_the_language_does(qtbot, qapp):
    translation = Translation()
    dialog = PictureDialog(QSize(640, 480))
    qtbot.addWidget(dialog)
    box = dialog.findChild(QDoubleSpinBox)
    for language in (Language.SPANISH, Language.ENGLISH):
        translation.use(language)
        qtbot.waitUntil(lambda: box.text() == f"{number(2, 1)} ×")
    translation.deleteLater()


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
    qtbot.waitUntil(out.with_suffix(".png").exists, timeout=10000)


def test_recent_studies_can_be_opened_again(qtbot, opened, study_folder):
    opened.actions_["close_study"].trigger()
    assert opened.session.study is None
    opened._recent_menu.aboutToShow.emit()
    (entry,) = opened._recent_menu.actions()
    entry.trigger()
    qtbot.waitUntil(lambda: opened.session.study is not None, timeout=20000)


def test_a_recent_study_that_is_gone_is_said_and_forgotten(qtbot, window, tmp_path):
    from desktop_app import recent

    gone = tmp_path / "gone"
    recent.remember(window.settings.store, gone)
    window.files.open_folder_path(gone)
    qtbot.waitUntil(lambda: "gone" in window.messages.text, timeout=5000)
    assert window.files.recent() == []


def test_a_path_on_the_command_line_is_opened(qtbot, window, study_folder):
    window.files.open_paths([study_folder])
    qtbot.waitUntil(lambda: window.session.study is not None, timeout=20000)


@pytest.mark.slow
def test_the_demo_study_opens(qtbot, window):
    window.actions_["open_demo"].trigger()
    qtbot.waitUntil(lambda: window.session.study is not None, timeout=120000)
    assert window.session.study_name == "demo"
