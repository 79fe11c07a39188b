"""The results of a study: nothing that a person made or loaded is thrown away."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox

from core.files.nifti import read_volume
from core.files.notes import read_note
from core.labels import Label
from core.studies.provenance import Provenance
from desktop_app.panels.result_header import ResultHeader
from desktop_app.state.shown import show_labels
from desktop_app.work.models import Models
from tests.conftest import write_nifti
from tests.desktop_app.strokes import drag

FAST = Provenance(model="gliovista-4", mode="fast", engine="OpenVINO CPU f32")


def a_result(window, provenance=FAST, *, at=4, unsaved=True):
    label_map = np.zeros(window.session.study.grid.shape, np.uint8)
    label_map[at : at + 4, 5:9, 5:9] = Label.ED
    found = replace(window.session.segmentation, label_map=label_map, provenance=provenance)
    return window.session.add_result(
        show_labels(replace(found, corrected_from=None)), unsaved=unsaved
    )


def test_segmenting_keeps_a_loaded_map_and_takes_its_own_place_again(
    qtbot, labelled, toy_package, monkeypatch
):
    monkeypatch.setattr(labelled.files, "ask_about_unsaved", pytest.fail)
    labelled.segmenter.models = Models(toy_package)
    session = labelled.session
    (loaded,) = session.results.all
    for _ in range(2):
        labelled.actions_["segment"].trigger()
        qtbot.waitUntil(lambda: not session.segmenting)
        qtbot.waitUntil(lambda: bool(session.segmentation.provenance.model))
    first, second = session.results.all
    assert first is loaded
    assert session.results.shown is second
    made = second.provenance
    assert (made.mode, made.file, made.steps) == ("fast", "", 0)
    assert made.engine
    assert made.made is not None
    labelled.actions_["previous_result"].trigger()
    assert session.results.shown is loaded
    assert not session.unsaved
    assert session.results.unsaved == [second]


def test_a_corrected_result_stays_when_it_is_found_again(labelled):
    session = labelled.session
    mine = a_result(labelled)
    labelled.actions_["correct"].trigger()
    drag(labelled.view_area.views[0], (4, 6, 4), (20, 6, 4))
    assert mine.segmentation.corrected
    again = a_result(labelled)
    assert session.results.shown is again
    assert mine in session.results.all
    session.show_result(mine)
    assert session.segmentation.provenance.steps == 1
    labelled.actions_["undo"].trigger()
    assert not session.segmentation.corrected, "undo belongs to its result"


def test_undo_belongs_to_its_result(labelled):
    session, view = labelled.session, labelled.view_area.views[0]
    first = session.results.shown
    labelled.actions_["correct"].trigger()
    drag(view, (4, 6, 4), (20, 6, 4))
    second = a_result(labelled)
    assert not labelled.actions_["undo"].isEnabled()
    drag(view, (4, 20, 4), (20, 20, 4))
    drag(view, (4, 24, 4), (20, 24, 4))
    assert second.provenance.steps == 2
    session.show_result(first)
    assert labelled.actions_["undo"].isEnabled()
    labelled.actions_["undo"].trigger()
    assert not session.segmentation.corrected
    assert second.segmentation.corrected


def test_what_a_corrected_result_was_before_is_a_result_too(labelled):
    session = labelled.session
    original = session.segmentation
    assert len(session.results.all) == 1
    labelled.actions_["correct"].trigger()
    drag(labelled.view_area.views[0], (4, 6, 4), (20, 6, 4))
    corrected, before = session.results.all
    assert before.segmentation is original
    session.show_result(before)
    assert session.segmentation is original
    assert session.results.all == [corrected, before]
    session.show_result(corrected)
    labelled.actions_["undo"].trigger()
    assert session.results.all == [corrected], "the same map is listed once"


def test_a_file_that_is_read_again_takes_its_place_unless_it_was_corrected(
    qtbot, labelled, study_folder
):
    session = labelled.session
    (first,) = session.results.all
    again = session.add_result(first.labels, unsaved=False, path=first.path)
    assert session.results.all == [again]
    labelled.actions_["correct"].trigger()
    drag(labelled.view_area.views[0], (4, 6, 4), (20, 6, 4))
    session.add_result(first.labels, unsaved=False, path=first.path)
    assert again in session.results.all


def test_closing_asks_about_corrections_of_a_result_that_is_not_shown(labelled, monkeypatch):
    session = labelled.session
    mine = session.results.shown
    labelled.actions_["correct"].trigger()
    drag(labelled.view_area.views[0], (4, 6, 4), (20, 6, 4))
    a_result(labelled, unsaved=False)
    assert not session.unsaved
    assert labelled.isWindowModified()
    seen = []

    def look(box):
        seen.append((box.text(), box.informativeText(), session.results.shown))
        return QMessageBox.StandardButton.Cancel.value

    monkeypatch.setattr(QMessageBox, "exec", look)
    labelled.actions_["close_study"].trigger()
    ((text, more, shown),) = seen
    assert "corrections" in text
    assert "truth_seg.nii.gz · corrected (1 step)" in more
    assert shown is mine, "what is asked about is seen"
    assert session.study is not None


def test_the_header_says_what_is_shown(qtbot, labelled):
    header = labelled.side_panel.findChild(ResultHeader)
    assert header.text.text() == "File: truth_seg.nii.gz"
    assert not header.choice.isVisible()
    a_result(labelled)
    assert header.text.text() == "* Gliovista · Fast · gliovista-4"
    assert header.choice.isVisible()
    assert header.choice.count() == 2
    labelled.actions_["correct"].trigger()
    for y in (6, 20, 24):
        drag(labelled.view_area.views[0], (4, y, 4), (20, y, 4))
    assert header.text.text().endswith("corrected (3 steps)")
    header.choice.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(header.choice, Qt.Key.Key_Up)
    assert header.text.text() == "File: truth_seg.nii.gz"


def test_an_exported_result_says_what_it_is_when_it_is_loaded(
    qtbot, labelled, monkeypatch, tmp_path
):
    made = a_result(labelled)
    labelled.actions_["correct"].trigger()
    drag(labelled.view_area.views[0], (4, 6, 4), (20, 6, 4))
    out = tmp_path / "mine.nii.gz"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    labelled.actions_["export_label_map"].trigger()
    qtbot.waitUntil(lambda: not made.unsaved)
    note = read_note(out, read_volume(out).data)
    assert note is not None
    assert note[0].line() == (
        "File: mine.nii.gz · Gliovista · Fast · gliovista-4 · corrected (1 step)"
    )
    count = len(labelled.session.results.all)
    labelled.label_commands.load(out)
    from desktop_app.opening.label_dialog import LabelDialog
    from tests.desktop_app.opening.dialogs import the_dialog

    dialog = the_dialog(qtbot, labelled, LabelDialog)
    dialog.choose(dialog.convention, beside=False)
    dialog.accept()
    qtbot.waitUntil(lambda: len(labelled.session.results.all) == count + 1)
    assert labelled.session.segmentation.provenance == note[0]


def test_an_empty_map_that_nobody_drew_on_is_no_result(opened, study_folder, qtbot):
    labels = np.zeros(opened.session.study.grid.shape, np.uint8)
    labels[10:20, 10:22, 8:16] = 4
    opened.actions_["correct"].trigger()
    assert len(opened.session.results.all) == 1
    path = write_nifti(study_folder / "truth_seg.nii.gz", labels)
    opened.label_commands.load(path)
    from desktop_app.opening.label_dialog import LabelDialog
    from tests.desktop_app.opening.dialogs import the_dialog

    dialog = the_dialog(qtbot, opened, LabelDialog)
    dialog.choose(dialog.convention, beside=False)
    dialog.accept()
    qtbot.waitUntil(lambda: opened.session.results.paths == [path])
    assert len(opened.session.results.all) == 1
