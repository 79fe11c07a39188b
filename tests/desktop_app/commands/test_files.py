"""Opening by name, recent studies, and leaving."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import (
    QMessageBox,
)


def test_recent_studies_can_be_opened_again(qtbot, opened, study_folder):
    opened.actions_["close_study"].trigger()
    assert opened.session.study is None
    opened._recent_menu.aboutToShow.emit()
    (entry,) = opened._recent_menu.actions()
    entry.trigger()
    qtbot.waitUntil(lambda: opened.session.study is not None)


def test_a_recent_study_that_is_gone_is_said_and_forgotten(qtbot, window, tmp_path):
    from desktop_app.state import recent

    gone = tmp_path / "gone"
    recent.remember(window.settings.store, gone)
    window.files.open_folder_path(gone)
    qtbot.waitUntil(lambda: "gone" in window.messages.text)
    assert window.files.recent() == []


def test_a_path_on_the_command_line_is_opened(qtbot, window, study_folder):
    window.files.open_paths([study_folder])
    qtbot.waitUntil(lambda: window.session.study is not None)


@pytest.mark.slow
def test_the_demo_study_opens(qtbot, window):
    window.actions_["open_demo"].trigger()
    qtbot.waitUntil(lambda: window.session.study is not None)
    assert window.session.study_name == "demo"


def test_the_action_that_quits_closes_once_work_is_discarded(qtbot, labelled, monkeypatch):
    labelled.session.set_labels(labelled.session.labels, unsaved=True)
    discard = QMessageBox.StandardButton.Discard
    monkeypatch.setattr(labelled.files, "ask_about_unsaved", lambda: discard)
    labelled.actions_["quit"].trigger()
    qtbot.waitUntil(lambda: not labelled.isVisible())
