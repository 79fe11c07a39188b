"""What a person asked to be written is waited for, and a disk that is away holds up nobody."""

from __future__ import annotations

import threading
import time

import pytest
from PySide6.QtWidgets import QFileDialog

from core.errors import WritingError
from desktop_app.commands import exporting, writing
from desktop_app.commands.writing import answered, folder_that_answers
from tests.conftest import PATIENCE_S


@pytest.fixture
def stalled(monkeypatch):
    """Label maps are written once this is set."""
    gate, write = threading.Event(), exporting.write_label_map

    def wait_and_write(*arguments):
        gate.wait(PATIENCE_S)
        write(*arguments)

    monkeypatch.setattr(exporting, "write_label_map", wait_and_write)
    yield gate
    gate.set()


@pytest.fixture
def exporting_to(labelled, tmp_path, monkeypatch, stalled):
    """An export that is under way, and its file."""
    path = tmp_path / "seg.nii.gz"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    labelled.actions_["export_label_map"].trigger()
    assert labelled.jobs.writing == ["seg.nii.gz"]
    return path


def test_the_window_closes_once_its_export_is_written(qtbot, labelled, exporting_to, stalled):
    labelled.close()
    assert labelled.isVisible()
    assert "seg.nii.gz" in labelled.messages.text
    assert "closes once" in labelled.messages.text
    stalled.set()
    qtbot.waitUntil(lambda: not labelled.isVisible())
    assert exporting_to.exists()


def test_it_stays_where_the_export_fails_and_says_why(
    qtbot, labelled, exporting_to, stalled, monkeypatch
):
    labelled.close()
    exporting_to.mkdir()
    stalled.set()
    qtbot.waitUntil(lambda: "could not be written" in labelled.messages.text)
    qtbot.wait(50)
    assert labelled.isVisible()


def test_whoever_does_not_want_to_wait_closes_without_the_file(
    qtbot, labelled, exporting_to, stalled
):
    labelled.close()
    # The thread ends once the disk answers, and nobody waits for more than a while.
    threading.Timer(0.3, stalled.set).start()
    labelled.messages._button.click()
    assert not labelled.isVisible()
    assert not labelled.jobs.running


def test_what_takes_long_is_spoken_of_and_can_be_given_up(
    qtbot, labelled, tmp_path, monkeypatch, stalled
):
    monkeypatch.setattr(writing, "_LONG_MS", 50)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "s.nii"), ""))
    labelled.actions_["export_label_map"].trigger()
    qtbot.waitUntil(lambda: "Still writing s.nii" in labelled.messages.text)
    labelled.messages._button.click()
    assert "was not written" in labelled.messages.text
    assert not labelled.jobs.writing


def test_a_disk_that_says_nothing_is_not_waited_for(tmp_path):
    gate = threading.Event()
    begun = time.monotonic()
    with pytest.raises(WritingError, match="does not answer"):
        answered(lambda: gate.wait(PATIENCE_S), tmp_path, 0.1)
    assert time.monotonic() - begun < PATIENCE_S / 2
    gate.set()
    assert answered(lambda: 3, tmp_path) == 3
    with pytest.raises(ZeroDivisionError):
        answered(lambda: 1 // 0, tmp_path)


def test_choosing_begins_at_home_where_the_last_folder_is_gone(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    assert folder_that_answers(tmp_path / "gone") == tmp_path
    (tmp_path / "there").mkdir()
    assert folder_that_answers(tmp_path / "there") == tmp_path / "there"
