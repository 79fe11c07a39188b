"""Work that survives: by itself, after a crash, and in files that the person names."""

from __future__ import annotations

import subprocess
import sys
import threading
from datetime import UTC, datetime

import numpy as np
import pytest
from PySide6.QtCore import QLockFile, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton

from core.labels import Label
from core.sessions.autosaves import autosaves, read_autosave
from core.sessions.session_file import read_session
from core.studies.provenance import Provenance
from core.studies.segmentation import Segmentation
from core.studies.study import Modality
from desktop_app.commands import sessions
from desktop_app.state.display import LayoutKind, Plane
from desktop_app.state.marks import Mark, MarkKind
from desktop_app.state.shown import show_labels
from desktop_app.work import autosaving
from desktop_app.work.autosaving import crashed
from tests.conftest import PATIENCE_S, brain_arrays, write_study
from tests.desktop_app.strokes import areas_are_right, drag


def kept(window):
    return autosaves(window.sessions.autosaver.folder)


def settled(qtbot, window):
    autosaver = window.sessions.autosaver
    qtbot.waitUntil(lambda: bool(kept(window)) and not autosaver.pending)


@pytest.fixture
def worked(qtbot, correcting):
    """Two strokes, a ruler, a layout and a cursor; what the labels are."""
    session, view = correcting.session, correcting.view_area.views[0]
    drag(view, (6, 6, 4), (14, 6, 4))
    drag(view, (6, 20, 4), (14, 20, 4))
    session.marks.add(Mark(7, MarkKind.RULER, Plane.AXIAL, 4, ((2, 2, 4), (9, 9, 4))))
    session.set_layout(kind=LayoutKind.ONE, plane=Plane.AXIAL, modality=Modality.FLAIR)
    session.set_cursor((7, 8, 4))
    settled(qtbot, correcting)
    return correcting, session.segmentation.label_map.copy()


def button_of(window):
    buttons = window.messages.findChildren(QPushButton)
    return next(b for b in buttons if b.text().startswith("Go on"))


def leave(window):
    """Close the study, and throw away what was not exported."""
    window.files.ask_about_unsaved = lambda: QMessageBox.StandardButton.Discard
    window.files.close_study()
    assert window.session.study is None


def reopen(qtbot, window, folder):
    leave(window)
    window.files.open_folder_path(folder)
    qtbot.waitUntil(lambda: window.session.study is not None)


def is_back(qtbot, window, labels, when=None):
    session = window.session
    qtbot.waitUntil(when or (lambda: session.segmentation is not None))
    QApplication.processEvents()
    assert np.array_equal(session.segmentation.label_map, labels)
    assert areas_are_right(window)
    assert [m.points for m in session.marks.drawn] == [((2, 2, 4), (9, 9, 4))]
    assert session.layout.kind is LayoutKind.ONE
    assert session.layout.modality is Modality.FLAIR
    assert session.cursor == (7, 8, 4)
    assert session.unsaved
    assert session.segmentation.corrected


def test_a_change_is_in_a_file_within_two_seconds_that_names_nobody(qtbot, correcting):
    settled(qtbot, correcting)
    drag(correcting.view_area.views[0], (6, 6, 4), (14, 6, 4))
    autosaver, begun = correcting.sessions.autosaver, []
    QTimer.singleShot(2000, lambda: begun.append(autosaver.writing or not autosaver.pending))
    labels = correcting.session.segmentation.label_map

    def is_kept():
        part = read_autosave(kept(correcting)[0].path).parts["results"]
        return any(np.array_equal(array, labels) for array in part.arrays.values())

    qtbot.waitUntil(is_kept)
    qtbot.waitUntil(lambda: bool(begun))
    assert begun == [True]
    assert "case" not in kept(correcting)[0].path.name
    assert len(kept(correcting)[0].path.stem) == 16


def test_work_is_offered_when_the_study_is_opened_again_with_its_undo(qtbot, worked, study_folder):
    window, labels = worked
    first = window.session.segmentation.uncorrected.label_map.copy()
    reopen(qtbot, window, study_folder)
    qtbot.waitUntil(lambda: "was kept" in window.messages.text)
    assert window.session.labels is None, "nothing comes back unasked"
    button_of(window).click()
    is_back(qtbot, window, labels)
    window.actions_["undo"].trigger()
    window.actions_["undo"].trigger()
    assert np.array_equal(window.session.segmentation.label_map, first)
    assert not window.session.corrections.history.can_undo
    window.actions_["redo"].trigger()
    window.actions_["redo"].trigger()
    assert np.array_equal(window.session.segmentation.label_map, labels)


def test_what_was_not_taken_up_is_set_aside_and_not_written_over(qtbot, worked, study_folder):
    window, labels = worked
    reopen(qtbot, window, study_folder)
    qtbot.waitUntil(lambda: "was kept" in window.messages.text)
    window.actions_["correct"].trigger()
    drag(window.view_area.views[0], (10, 10, 10))
    settled(qtbot, window)
    qtbot.waitUntil(lambda: len(kept(window)) == 2)
    older = read_autosave(kept(window)[1].path).parts["results"]
    assert any(np.array_equal(array, labels) for array in older.arrays.values())
    window.actions_["kept_work"].trigger()
    is_back(qtbot, window, labels, lambda: window.session.corrections.steps == 2)


def test_a_study_that_is_left_while_its_work_is_written_is_unlocked(qtbot, correcting):
    settled(qtbot, correcting)
    path = kept(correcting)[0].path
    drag(correcting.view_area.views[0], (6, 6, 4), (14, 6, 4))
    labels = correcting.session.segmentation.label_map
    leave(correcting)
    qtbot.waitUntil(lambda: not path.with_suffix(".lock").exists())
    part = read_autosave(path).parts["results"]
    assert any(np.array_equal(array, labels) for array in part.arrays.values())


def test_without_kept_work_the_menu_says_so(qtbot, opened):
    opened.actions_["kept_work"].trigger()
    qtbot.waitUntil(lambda: "No earlier work" in opened.messages.text)


def test_after_a_crash_the_program_offers_to_go_on(qtbot, worked, monkeypatch):
    window, labels = worked
    path = kept(window)[0].path
    assert crashed(path.parent) == [], "the window that works on it lives"
    leave(window)
    assert crashed(path.parent) == []
    # A killed program leaves its lock behind.
    code = "import os, sys; from PySide6.QtCore import QLockFile; lock = QLockFile(sys.argv[1]);"
    code += "assert lock.tryLock(0); os._exit(0)"
    subprocess.run([sys.executable, "-c", code, path.with_suffix(".lock")], check=True)
    assert path.with_suffix(".lock").exists()
    window.sessions.offer_after_crash()
    qtbot.waitUntil(lambda: "ended unexpectedly" in window.messages.text)
    assert "case_001" in window.messages.text
    button_of(window).click()
    is_back(qtbot, window, labels)


def test_a_session_is_saved_and_opened_by_hand(qtbot, worked, tmp_path, monkeypatch):
    window, labels = worked
    path = tmp_path / "mine"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: (str(path), ""))
    window.actions_["save_session"].trigger()
    saved = tmp_path / "mine.gliovista"
    qtbot.waitUntil(lambda: "Saved" in window.messages.text)
    assert set(read_session(saved).parts) == {"results", "marks", "view"}
    leave(window)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *a: (str(saved), ""))
    window.actions_["open_session"].trigger()
    is_back(qtbot, window, labels)


def test_another_patients_scans_under_the_same_path_are_refused(
    qtbot, worked, study_folder, tmp_path, drop
):
    window, _ = worked
    saved = kept(window)[0].path
    leave(window)
    rng = np.random.default_rng(9)
    others = {
        m: np.where(a > a.min(), a + rng.uniform(1, 5, a.shape), a).astype(np.float32)
        for m, a in brain_arrays().items()
    }
    write_study(study_folder, others)
    drop(saved)
    qtbot.waitUntil(lambda: "other scans" in window.messages.text)
    assert window.session.labels is None


def test_every_result_comes_back_with_where_it_is_from(qtbot, worked, study_folder):
    window, _ = worked
    session = window.session
    loaded = session.results.shown
    other = np.zeros(session.study.grid.shape, np.uint8)
    other[3:9, 3:9, 3:9] = Label.ET
    found = Segmentation(
        session.study.name,
        session.study.grid,
        other,
        np.full((3, *other.shape), 200, np.uint8),
        provenance=Provenance(model="m", mode="fast", made=datetime(2026, 1, 2, tzinfo=UTC)),
        thresholds=(0.4, 0.5, 0.6),
    )
    session.add_result(show_labels(found), unsaved=True)
    session.show_result(loaded)
    settled(qtbot, window)
    qtbot.waitUntil(lambda: not window.sessions.autosaver.pending)
    reopen(qtbot, window, study_folder)
    qtbot.waitUntil(lambda: "was kept" in window.messages.text)
    button_of(window).click()
    qtbot.waitUntil(lambda: session.segmentation is not None)
    first, second = session.results.own
    assert session.results.shown is first
    assert first.path == loaded.path
    assert first.corrections.steps == loaded.corrections.steps == 2
    assert first.segmentation.provenance == loaded.segmentation.provenance
    assert np.array_equal(second.segmentation.label_map, other)
    assert second.segmentation.provenance == found.provenance
    assert second.segmentation.thresholds == (0.4, 0.5, 0.6)
    assert second.segmentation.probabilities[0, 0, 0, 0] == 200
    assert second.unsaved


def test_what_is_drawn_while_another_study_is_read_is_kept(qtbot, opened):
    session, autosaver = opened.session, opened.sessions.autosaver
    qtbot.waitUntil(lambda: bool(autosaver.mark))
    autosaver.catch()
    session.set_opening(True)
    session.marks.add(Mark(4, MarkKind.RULER, Plane.AXIAL, 4, ((2, 2, 4), (9, 9, 4))))
    session.keep()
    session.begin("another")
    qtbot.waitUntil(lambda: bool(kept(opened)) and not autosaver.pending)
    assert len(read_autosave(kept(opened)[0].path).parts["marks"].values) == 1


def test_nothing_is_kept_of_a_study_that_was_only_looked_at(qtbot, opened):
    opened.session.set_cursor((5, 5, 5))
    qtbot.wait(1500)
    assert not kept(opened)


def test_what_cannot_be_kept_is_told_once(qtbot, labelled, tmp_path, monkeypatch):
    from core.errors import WritingError
    from desktop_app.work import autosaving

    def refuse(*_):
        raise WritingError("no space")

    monkeypatch.setattr(autosaving, "write_autosave", refuse)
    told = []
    labelled.sessions.autosaver.failed.connect(told.append)
    labelled.actions_["correct"].trigger()
    for place in ((6, 6, 4), (6, 12, 4)):
        drag(labelled.view_area.views[0], place)
        qtbot.wait(1500)
    assert len(told) == 1
    assert "no space" in str(told[0])


def test_a_second_window_leaves_the_work_of_the_first_alone(qtbot, worked, study_folder):
    window, labels = worked
    path = kept(window)[0].path
    leave(window)
    other = QLockFile(str(path.with_suffix(".lock")))
    assert other.tryLock(0)
    window.files.open_folder_path(study_folder)
    qtbot.waitUntil(lambda: window.session.study is not None)
    window.actions_["correct"].trigger()
    drag(window.view_area.views[0], (10, 10, 10))
    qtbot.wait(1500)
    other.unlock()
    assert len(kept(window)) == 1
    part = read_autosave(path).parts["results"]
    assert any(np.array_equal(array, labels) for array in part.arrays.values())
    assert window.session.label_at_cursor() in set(Label)


def test_the_last_change_is_kept_though_the_study_is_left_while_one_is_written(
    qtbot, correcting, monkeypatch
):
    window, session, go_on = correcting, correcting.session, threading.Event()
    write = autosaving.write_autosave

    def slow(*args):
        go_on.wait(PATIENCE_S)
        write(*args)

    settled(qtbot, window)
    monkeypatch.setattr(autosaving, "write_autosave", slow)
    drag(window.view_area.views[0], (6, 6, 4), (14, 6, 4))
    qtbot.waitUntil(lambda: window.sessions.autosaver._job is not None)
    drag(window.view_area.views[0], (6, 20, 4), (14, 20, 4))
    labels = session.segmentation.label_map
    leave(window)
    go_on.set()
    qtbot.waitUntil(lambda: not window.sessions.autosaver.pending)
    part = read_autosave(kept(window)[0].path).parts["results"]
    assert any(np.array_equal(array, labels) for array in part.arrays.values())
    assert not kept(window)[0].path.with_suffix(".lock").exists(), "others may work on it"


def test_what_is_discarded_at_the_end_is_kept_as_work_that_was_not_exported(qtbot, correcting):
    window = correcting
    drag(window.view_area.views[0], (6, 6, 4), (14, 6, 4))
    window.files.ask_about_unsaved = lambda: QMessageBox.StandardButton.Discard
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    (result,) = read_autosave(kept(window)[0].path).parts["results"].values["results"]
    assert result["unsaved"]


def test_work_is_put_back_into_the_study_that_was_opened_for_it_alone(
    qtbot, worked, tmp_path, monkeypatch
):
    window, _ = worked
    path = tmp_path / "mine.gliovista"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: (str(path), ""))
    window.actions_["save_session"].trigger()
    qtbot.waitUntil(lambda: "Saved" in window.messages.text)
    others = {m: np.where(a > 0, a + 1, 0).astype(a.dtype) for m, a in brain_arrays().items()}
    write_study(tmp_path / "other", others)
    leave(window)
    window.files.open_folder_path(tmp_path / "other")
    qtbot.waitUntil(lambda: window.session.study is not None)
    window.actions_["correct"].trigger()
    drag(window.view_area.views[0], (10, 10, 10))
    qtbot.waitUntil(lambda: window.sessions.autosaver.own_path is not None)
    asked = []
    window.files.ask_about_unsaved = lambda: asked.append(True) or QMessageBox.StandardButton.Cancel
    window.sessions.open_path(path)
    qtbot.waitUntil(lambda: bool(asked))
    reopen(qtbot, window, tmp_path / "other")
    qtbot.waitUntil(lambda: bool(window.messages.text))
    assert "was kept" in window.messages.text


def test_work_that_comes_while_something_else_is_under_way_waits_for_a_word(
    qtbot, worked, study_folder
):
    window, labels = worked
    reopen(qtbot, window, study_folder)
    qtbot.waitUntil(lambda: "was kept" in window.messages.text)
    window.session.set_segmenting(True)
    button_of(window).click()
    qtbot.waitUntil(lambda: "under way" in window.messages.text)
    assert window.session.segmentation is None
    window.session.set_segmenting(False)
    button_of(window).click()
    is_back(qtbot, window, labels)


def test_what_was_painted_while_work_is_made_ready_is_not_lost(
    qtbot, worked, study_folder, monkeypatch
):
    window, labels = worked
    reopen(qtbot, window, study_folder)
    qtbot.waitUntil(lambda: "was kept" in window.messages.text)
    made_ready, go_on, asked = sessions.made_ready, threading.Event(), []

    def slow(*args):
        go_on.wait(PATIENCE_S)
        return made_ready(*args)

    monkeypatch.setattr(sessions, "made_ready", slow)
    window.files.ask_about_unsaved = lambda: asked.append(True) or QMessageBox.StandardButton.Cancel
    button_of(window).click()
    window.actions_["correct"].trigger()
    drag(window.view_area.views[0], (10, 10, 10))
    painted = window.session.segmentation
    go_on.set()
    qtbot.waitUntil(lambda: bool(asked))
    assert window.session.segmentation is painted
    assert not np.array_equal(painted.label_map, labels)
