"""The dialogs that the window's actions open, and what their changes do at once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QDoubleSpinBox,
    QFileDialog,
    QLabel,
    QMessageBox,
    QPushButton,
)

from core.segmenting.passes import Mode
from desktop_app.dialogs.picture_dialog import PictureDialog
from desktop_app.language.translation import Translation, number
from desktop_app.look import theme
from desktop_app.opening.slots_dialog import SlotsDialog
from desktop_app.panels.segment_panel import SegmentPanel
from desktop_app.state.settings import OVERLAY_OPACITY, THEME, Language, Theme


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
    from desktop_app.state import recent

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


def test_the_accurate_mode_starts_from_the_panel(qtbot, opened, monkeypatch):
    started = []
    monkeypatch.setattr(opened.segmenter, "start", lambda threads, mode: started.append(mode))
    (button,) = [b for b in opened.side_panel.findChildren(QPushButton) if b.text() == "Accurate"]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert started == [Mode.ACCURATE]


def test_keys_of_an_open_menu_do_not_act_on_the_views_behind_it(qtbot, opened):
    opened.view_area.focus_active()
    menu = next(a.menu() for a in opened.menuBar().actions() if "iew" in a.text())
    menu.popup(opened.mapToGlobal(QPoint(10, 10)))
    override = QKeyEvent(
        QEvent.Type.ShortcutOverride, Qt.Key.Key_C, Qt.KeyboardModifier.NoModifier, "c"
    )
    override.ignore()
    QApplication.sendEvent(menu, override)
    assert override.isAccepted()
    menu.close()


def test_what_is_dropped_on_a_view_is_the_windows(opened):
    for view in opened.view_area.views:
        assert not view.acceptDrops()
        assert not view.viewport().acceptDrops()


def test_full_screen_comes_back_to_a_maximised_window(qtbot, window):
    window.showMaximized()
    window.actions_["full_screen"].trigger()
    assert window.isFullScreen()
    window.actions_["full_screen"].trigger()
    assert not window.isFullScreen()
    assert window.isMaximized()


def test_the_action_that_quits_closes_once_work_is_discarded(qtbot, labelled, monkeypatch):
    labelled.session.set_labels(labelled.session.labels, unsaved=True)
    discard = QMessageBox.StandardButton.Discard
    monkeypatch.setattr(labelled.files, "ask_about_unsaved", lambda: discard)
    labelled.actions_["quit"].trigger()
    qtbot.waitUntil(lambda: not labelled.isVisible(), timeout=5000)


def test_a_message_about_a_study_goes_with_it(opened):
    opened.messages.note("Written: scan.csv")
    opened.actions_["close_study"].trigger()
    assert not opened.messages.isVisible()


def test_a_click_in_the_side_panel_leaves_the_views_keys_theirs(qtbot, labelled):
    labelled.view_area.focus_active()
    box = labelled.side_panel.labels.findChildren(QCheckBox)[0]
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    assert not box.hasFocus()
    assert box.focusPolicy() is Qt.FocusPolicy.TabFocus


def test_a_segmentation_long_overdue_is_not_called_almost_done(qtbot, opened):
    panel = opened.side_panel.findChild(SegmentPanel)
    opened.session.set_segmenting(True)
    texts = []
    for left in (12.2, 0.4, None):
        panel.show_progress(0.97, left)
        texts += [label.text() for label in panel.findChildren(QLabel) if label.text()][:1]
    opened.session.set_segmenting(False)
    assert texts == ["About 13 s left", "Almost done", "Segmenting…"]
