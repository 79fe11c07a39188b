"""Correcting labels by hand, by mouse and by key, through the real window."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QMessageBox, QPushButton

from core.correction.brush import Over
from core.files.nifti import read_volume
from core.labels import Label, LabelConvention, Region, from_convention
from core.space.affine import from_ras
from core.studies.study import Modality
from desktop_app.panels.corrected_note import CorrectedNote
from desktop_app.panels.correction_panel import CorrectionPanel
from desktop_app.panels.expected_dice import ExpectedDice
from desktop_app.state.display import Plane
from desktop_app.state.settings import LANGUAGE, Language
from desktop_app.state.shown import show_labels
from desktop_app.work.correcting import Correcting
from desktop_app.work.measuring import Measuring
from tests.conftest import write_nifti, write_study
from tests.desktop_app.strokes import LEFT, areas_are_right, drag, mouse, native, press

BUTTONS = QMessageBox.StandardButton


# -- painting -----------------------------------------------------------------------------


def test_a_drag_paints_a_stroke_of_the_brushs_width_on_the_slice_that_is_shown(correcting):
    session, view = correcting.session, correcting.view_area.views[0]
    before = session.segmentation
    kept = before.label_map.copy()
    drag(view, (5, 8, 4), (10, 8, 4), (24, 8, 4))
    painted = np.argwhere(session.labels.ras == Label.ET)
    on_slice = painted[painted[:, 2] == 4]
    assert on_slice[:, 0].min() == 3
    assert on_slice[:, 0].max() == 26
    assert set(range(5, 25)) <= set(on_slice[:, 0]), "no gap however fast the mouse is"
    assert sorted(set(on_slice[:, 1])) == [6, 7, 8, 9, 10]
    assert session.segmentation.corrected
    assert session.segmentation.uncorrected is before
    assert np.array_equal(before.label_map, kept), "the result itself is never painted"
    changed = np.argwhere(from_ras(native(correcting), np.eye(4)) != kept)
    assert len(set(changed[:, 2])) == 1
    assert areas_are_right(correcting)


def test_every_view_shows_the_stroke_while_it_is_drawn(qtbot, correcting):
    session, views = correcting.session, correcting.view_area.views
    session.set_display(opacity=1.0, crosshair=False)
    mouse(views[0], QEvent.Type.MouseButtonPress, (20, 20, 4))
    # Pressing makes the view the active one, which draws all anew; moving on does not.
    qtbot.wait(50)
    mouse(views[0], QEvent.Type.MouseMove, (8, 20, 4))
    where = views[3].to_pixels((8, 20, 4)).toPoint()
    qtbot.waitUntil(
        lambda: views[3].viewport().grab().toImage().pixelColor(where).getRgb()[:3] == (213, 94, 0)
    )
    assert not session.segmentation.corrected, "the stroke goes on"
    assert session.label_at_cursor() is Label.BACKGROUND
    mouse(views[0], QEvent.Type.MouseButtonRelease, (8, 20, 4))
    assert session.segmentation.corrected


def test_a_ball_goes_through_slices_and_a_disc_does_not(correcting):
    session, view = correcting.session, correcting.view_area.views[1]
    drag(view, (6, 6, 4))
    assert set(np.argwhere(session.labels.ras == Label.ET)[:, 2]) & {3, 4, 5} == {4}
    correcting.actions_["brush_ball"].trigger()
    drag(view, (6, 26, 4))
    assert {3, 4, 5} <= set(np.argwhere(session.labels.ras == Label.ET)[:, 2])
    assert areas_are_right(correcting)


def test_erasing_and_painting_over_the_tumour_only(correcting):
    session, view = correcting.session, correcting.view_area.views[0]
    before = session.labels.ras.copy()
    i, j, _ = session.labels.middle_of_slice(Plane.AXIAL, 9)
    session.set_cursor((i, j, 9))
    combo = correcting.side_panel.correction.findChild(QComboBox)
    combo.setCurrentIndex(combo.findData(Over.TUMOUR))
    combo.activated.emit(combo.currentIndex())
    session.set_brush(label=Label.NCR, radius_mm=30.0)
    drag(view, (i, j, 9))
    now = session.labels.ras
    assert set(np.unique(now[:, :, 9])) == {Label.BACKGROUND, Label.NCR}
    assert np.array_equal(now > 0, before > 0)
    session.set_brush(label=Label.BACKGROUND)
    drag(view, (i, j, 9))
    assert not session.labels.ras[:, :, 9].any()


def test_other_buttons_and_keys_do_what_they_always_did(correcting):
    session, view = correcting.session, correcting.view_area.views[0]
    drag(view, (9, 14, 4), modifier=Qt.KeyboardModifier.ControlModifier)
    assert session.cursor == (9, 14, 4)
    camera = session.camera
    drag(view, (9, 14, 4), (12, 14, 4), modifier=Qt.KeyboardModifier.ShiftModifier)
    assert session.camera != camera
    assert not session.segmentation.corrected
    correcting.actions_["correct"].trigger()
    drag(view, (11, 14, 4))
    assert session.cursor[:2] == (11, 14)
    assert not session.segmentation.corrected


def test_two_quick_dabs_paint_and_do_not_enlarge_the_view(qtbot, correcting):
    view = correcting.view_area.views[0]
    drag(view, (6, 6, 4))
    mouse(view, QEvent.Type.MouseButtonDblClick, (20, 6, 4))
    mouse(view, QEvent.Type.MouseButtonRelease, (20, 6, 4))
    assert len(correcting.view_area.views) == 4
    assert correcting.session.labels.ras[6, 6, 4] == Label.ET
    assert correcting.session.labels.ras[20, 6, 4] == Label.ET
    correcting.actions_["undo"].trigger()
    assert correcting.session.labels.ras[6, 6, 4] == Label.ET, "each dab is a step of its own"
    assert correcting.session.labels.ras[20, 6, 4] == Label.BACKGROUND


def test_the_brush_follows_the_mouse_in_every_view_of_the_plane(qtbot, correcting):
    views = correcting.view_area.views
    before = views[2].viewport().grab().toImage()
    mouse(views[0], QEvent.Type.MouseMove, (8, 25, 4), Qt.MouseButton.NoButton)
    assert views[2].pointer == pytest.approx((8, 25, 4), abs=1e-6)
    assert views[2].viewport().grab().toImage() != before
    QApplication.sendEvent(views[0], QEvent(QEvent.Type.Leave))
    assert views[2].pointer is None
    assert views[2].viewport().grab().toImage() == before


# -- by keyboard --------------------------------------------------------------------------


def test_all_of_it_by_keyboard(qtbot, labelled):
    session, key = labelled.session, Qt.Key
    labelled.view_area.focus_active()
    session.set_cursor((10, 8, 4))
    press(qtbot, labelled, key.Key_B)
    assert session.correcting
    for wanted, letter in (
        (Label.NCR, key.Key_N),
        (Label.BACKGROUND, key.Key_0),
        (Label.ET, key.Key_E),
        (Label.ED, key.Key_D),
    ):
        press(qtbot, labelled, letter)
        assert session.brush.label is wanted
    radius = session.brush.radius_mm
    press(qtbot, labelled, key.Key_BracketLeft)
    assert session.brush.radius_mm == radius - 0.5
    press(qtbot, labelled, key.Key_BracketRight)
    press(qtbot, labelled, key.Key_Plus)
    assert session.brush.radius_mm == radius + 0.5
    press(qtbot, labelled, key.Key_P)
    assert session.label_at_cursor() is Label.ED
    press(qtbot, labelled, key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert session.cursor == (9, 8, 4), "the patient's right is on the left of the screen"
    press(qtbot, labelled, key.Key_P, Qt.KeyboardModifier.ShiftModifier)
    assert session.label_at_cursor() is Label.BACKGROUND
    press(qtbot, labelled, key.Key_B)
    press(qtbot, labelled, key.Key_P)
    assert session.label_at_cursor() is Label.BACKGROUND, "the key paints only while correcting"


@pytest.mark.parametrize(
    ("name", "axis", "step"),
    [("cursor_left", 0, 1), ("cursor_right", 0, -1), ("cursor_up", 1, 1), ("cursor_down", 1, -1)],
)
def test_the_cursor_moves_on_the_screen_by_key(labelled, name, axis, step):
    session = labelled.session
    session.set_cursor((10, 10, 10))
    labelled.actions_[name].trigger()
    assert session.cursor[axis] == 10 + step
    labelled.actions_["radiological"].trigger()
    labelled.actions_[name].trigger()
    assert session.cursor[axis] == 10 + (0 if axis == 0 else 2 * step)


# -- undo, islands and the way back ---------------------------------------------------------


def test_undo_and_redo_bring_back_every_byte_and_the_uncorrected_result(qtbot, correcting):
    session, view = correcting.session, correcting.view_area.views[0]
    original, states = session.segmentation, []
    for row in (6, 14, 22):
        drag(view, (4, row, 4), (20, row, 4))
        states.append(native(correcting).tobytes())
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    for state in (states[1], states[0]):
        press(qtbot, correcting, Qt.Key.Key_Z, control)
        assert native(correcting).tobytes() == state
        assert areas_are_right(correcting)
    press(qtbot, correcting, Qt.Key.Key_Z, control)
    assert session.segmentation is original
    assert not session.unsaved
    assert not correcting.actions_["undo"].isEnabled()
    for state in states:
        press(qtbot, correcting, Qt.Key.Key_Z, control | shift)
        assert native(correcting).tobytes() == state
    assert not correcting.actions_["redo"].isEnabled()
    assert session.unsaved


def test_the_island_under_the_cursor_goes_and_another_stays(qtbot, correcting):
    session, view = correcting.session, correcting.view_area.views[0]
    before = session.labels.ras.copy()
    drag(view, (4, 6, 4), (9, 6, 4))
    session.set_cursor((28, 30, 4))
    press(qtbot, correcting, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "under the cursor" in correcting.messages.text)
    session.set_cursor((6, 6, 4))
    press(qtbot, correcting, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: session.label_at_cursor() is Label.BACKGROUND)
    assert np.array_equal(session.labels.ras, before)
    press(qtbot, correcting, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.label_at_cursor() is Label.ET


def test_an_island_that_was_painted_on_meanwhile_goes_as_it_is_then(qtbot, correcting):
    session, view = correcting.session, correcting.view_area.views[0]
    drag(view, (4, 6, 4), (9, 6, 4))
    session.set_cursor((6, 6, 4))
    correcting.actions_["remove_island"].trigger()
    drag(view, (9, 6, 4), (14, 6, 4))
    qtbot.waitUntil(lambda: session.label_at_cursor() is Label.BACKGROUND)
    assert not session.labels.ras[:, :, 4].any()


def test_back_to_the_uncorrected_result_and_back_again(qtbot, correcting):
    session, view = correcting.session, correcting.view_area.views[0]
    original = session.segmentation
    drag(view, (4, 6, 4), (9, 6, 4))
    drag(view, (4, 16, 4), (9, 16, 4))
    corrected = native(correcting).tobytes()
    correcting.actions_["uncorrected"].trigger()
    qtbot.waitUntil(lambda: session.segmentation is original)
    assert not correcting.actions_["uncorrected"].isEnabled()
    correcting.actions_["undo"].trigger()
    assert native(correcting).tobytes() == corrected


# -- what follows -------------------------------------------------------------------------


def test_measurements_follow_when_the_stroke_has_ended(qtbot, correcting):
    session, view = correcting.session, correcting.view_area.views[0]
    measuring = Measuring.of(session)
    correcting.actions_["page_result"].trigger()
    qtbot.waitUntil(lambda: measuring.measurements is not None)
    before = measuring.measurements.labels[Label.ET].ml
    drag(view, (4, 6, 4), (20, 6, 4))
    assert measuring.measurements is None, "no number of another label map is copied or exported"
    tables = (correcting.side_panel.measurements.volumes, correcting.side_panel.measurements.places)
    assert all(t.isVisible() and not t.isEnabled() for t in tables), "dimmed, and nothing jumps"
    qtbot.waitUntil(lambda: measuring.measurements is not None)
    ml = np.count_nonzero(native(correcting) == Label.ET) * session.segmentation.grid.voxel_ml
    assert measuring.measurements.labels[Label.ET].ml == pytest.approx(ml)
    assert ml > before
    assert all(t.isVisible() and t.isEnabled() for t in tables)


def test_a_corrected_result_says_so_and_shows_no_expected_dice(qtbot, correcting, settings):
    session, view = correcting.session, correcting.view_area.views[0]
    expected = {Region.WT: 0.9, Region.TC: 0.8}
    estimated = replace(session.segmentation, expected_dice=expected)
    session.set_labels(show_labels(estimated), unsaved=False)
    correcting.actions_["page_result"].trigger()
    note = correcting.side_panel.findChild(CorrectedNote)
    dice = correcting.side_panel.findChild(ExpectedDice)
    assert dice.isVisible()
    assert not note.isVisible()
    drag(view, (4, 6, 4), (20, 6, 4))
    assert not dice.isVisible()
    assert note.isVisible()
    assert note.text() == ("Corrected by hand. The expected Dice was for the uncorrected result.")
    settings.set(LANGUAGE, Language.SPANISH)
    qtbot.waitUntil(lambda: note.text().startswith("Corregido a mano."))
    correcting.actions_["undo"].trigger()
    assert dice.isVisible()
    assert not note.isVisible()


def test_the_report_says_that_the_labels_were_corrected(qtbot, correcting):
    from desktop_app.dialogs.planning import PlanningDialog

    dialog = PlanningDialog(correcting.session, correcting)
    qtbot.addWidget(dialog)
    assert "corrected by hand" not in dialog.report()
    drag(correcting.view_area.views[0], (4, 6, 4), (20, 6, 4))
    measuring = Measuring.of(correcting.session)
    qtbot.waitUntil(lambda: measuring.measurements is not None)
    assert "The labels were corrected by hand." in dialog.report()


def test_an_export_reads_back_as_what_was_corrected(qtbot, correcting, monkeypatch, tmp_path):
    session, view = correcting.session, correcting.view_area.views[0]
    drag(view, (4, 6, 4), (20, 6, 4))
    out = tmp_path / "corrected.nii.gz"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(out), ""))
    assert session.unsaved
    correcting.actions_["export_label_map"].trigger()
    qtbot.waitUntil(lambda: not session.unsaved)
    back = read_volume(out)
    assert np.array_equal(from_convention(back.data, LabelConvention.BRATS2021), native(correcting))
    assert np.allclose(back.affine, session.study.grid.affine)
    assert b"corrected by hand" in back.header["descrip"].item()
    drag(view, (4, 16, 4), (20, 16, 4))
    assert session.unsaved, "a later stroke is not in the file"


def test_what_was_not_corrected_is_not_called_so_in_the_file(
    qtbot, labelled, monkeypatch, tmp_path
):
    out = tmp_path / "plain.nii.gz"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(out), ""))
    labelled.actions_["export_label_map"].trigger()
    qtbot.waitUntil(lambda: "Written" in labelled.messages.text)
    assert b"corrected" not in read_volume(out).header["descrip"].item()


# -- without a segmentation -----------------------------------------------------------------


def test_without_a_segmentation_it_begins_with_no_label_anywhere(opened):
    session = opened.session
    assert session.labels is None
    opened.actions_["correct"].trigger()
    assert native(opened).shape == session.study.grid.shape
    assert not native(opened).any()
    drag(opened.view_area.views[0], (8, 8, session.cursor[2]))
    assert native(opened).any()
    assert session.unsaved
    assert areas_are_right(opened)
    opened.actions_["correct"].trigger()
    assert native(opened).any()


def test_leaving_without_a_stroke_leaves_no_label_map_behind(opened):
    opened.actions_["correct"].trigger()
    opened.actions_["correct"].trigger()
    assert opened.session.labels is None
    assert not opened.session.unsaved


def test_without_a_study_there_is_nothing_to_correct(window):
    assert not window.actions_["correct"].isEnabled()
    window.corrections.correcting.set_on(True)
    assert not window.session.correcting


# -- losing work --------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["close_study", "open_demo"])
def test_what_would_lose_corrections_asks_once(corrected, name):
    window, answers = corrected
    asked, before = answers(BUTTONS.Cancel), window.session.segmentation
    window.actions_[name].trigger()
    assert asked == [1]
    assert window.session.segmentation is before
    assert not window.session.segmenting


def test_closing_the_window_asks_and_stays(corrected):
    window, answers = corrected
    asked = answers(BUTTONS.Cancel)
    window.close()
    assert asked == [1]
    assert window.isVisible()


def test_segmenting_asks_nothing_for_it_takes_nothing_away(qtbot, corrected):
    window, answers = corrected
    asked, before = answers(), window.session.segmentation
    window.actions_["segment"].trigger()
    # There is no model here: that it says so shows that it went on.
    qtbot.waitUntil(lambda: bool(window.messages.text))
    assert not asked
    assert not window.session.correcting
    assert window.session.segmentation is before, "a failed run takes nothing away"


def test_the_question_is_about_corrections_and_answered_by_key(qtbot, corrected, monkeypatch):
    window, _ = corrected
    monkeypatch.undo()
    seen = []

    def look(box):
        seen.append(box.text())
        seen.append(box.defaultButton() is box.button(BUTTONS.Save))
        seen.append(box.escapeButton() is box.button(BUTTONS.Cancel))
        return BUTTONS.Cancel.value

    monkeypatch.setattr(QMessageBox, "exec", look)
    window.actions_["close_study"].trigger()
    assert "corrections" in seen[0]
    assert seen[1]
    assert window.session.study is not None


def test_another_study_begins_with_no_history(qtbot, corrected):
    window, answers = corrected
    answers(BUTTONS.Discard)
    window.actions_["close_study"].trigger()
    assert not window.session.correcting
    assert not window.session.corrections.history.can_undo
    assert not window.actions_["undo"].isEnabled()


def test_another_label_map_of_the_same_study_cannot_be_undone_into_this_one(correcting):
    session, view = correcting.session, correcting.view_area.views[0]
    drag(view, (4, 6, 4), (20, 6, 4))
    other = np.zeros_like(native(correcting))
    other[5:9, 5:9, 5:9] = Label.ED
    session.set_labels(
        show_labels(replace(session.segmentation.uncorrected, label_map=other)), unsaved=False
    )
    assert not correcting.actions_["undo"].isEnabled()
    correcting.corrections.correcting.undo()
    assert np.array_equal(native(correcting), other)
    drag(view, (4, 6, 4), (20, 6, 4))
    assert np.array_equal(session.segmentation.uncorrected.label_map, other)


def test_what_could_not_be_opened_leaves_corrections_and_the_way_back(
    qtbot, corrected, drop, tmp_path
):
    window, answers = corrected
    session, original = window.session, window.session.segmentation.uncorrected
    answers(BUTTONS.Discard)
    files = write_study(tmp_path / "bad")
    write_nifti(files[Modality.T2], np.zeros((32, 36, 28), np.int16))
    drop(tmp_path / "bad")
    qtbot.waitUntil(lambda: "T2" in window.messages.text)
    assert session.segmentation.corrected
    assert session.unsaved
    assert not session.correcting
    assert window.actions_["undo"].isEnabled()
    window.actions_["uncorrected"].trigger()
    qtbot.waitUntil(lambda: session.segmentation is original)
    assert not session.unsaved, "the label map that was loaded is in its file"
    assert areas_are_right(window)


@pytest.mark.parametrize("interrupt", ["another button", "another layout", "the mode ends"])
def test_a_stroke_that_is_cut_short_is_one_all_the_same(qtbot, correcting, interrupt):
    session, view = correcting.session, correcting.view_area.views[0]
    mouse(view, QEvent.Type.MouseButtonPress, (6, 6, 4))
    if interrupt == "another button":
        mouse(view, QEvent.Type.MouseButtonPress, (6, 6, 4), Qt.MouseButton.RightButton)
        mouse(view, QEvent.Type.MouseButtonRelease, (6, 6, 4), Qt.MouseButton.RightButton)
    elif interrupt == "another layout":
        correcting.actions_["layout_one"].trigger()
    else:
        correcting.actions_["correct"].trigger()
    assert session.segmentation.corrected
    assert native(correcting).any()
    correcting.actions_["undo"].trigger()
    assert not session.segmentation.corrected


def test_a_dab_that_changes_nothing_copies_nothing(qtbot, correcting):
    session = correcting.session
    press(qtbot, correcting, Qt.Key.Key_P)
    shown = session.labels
    press(qtbot, correcting, Qt.Key.Key_P)
    assert session.labels is shown


# -- the panel ----------------------------------------------------------------------------


def test_the_panel_is_there_while_correcting_and_its_buttons_work(qtbot, labelled):
    panel = labelled.side_panel.findChild(CorrectionPanel)
    assert not panel.isVisible()
    labelled.actions_["side_panel"].trigger()
    labelled.actions_["correct"].trigger()
    assert panel.isVisible()
    buttons = {b.text().strip(): b for b in panel.findChildren(QPushButton)}
    qtbot.mouseClick(buttons["Necrotic core"], LEFT)
    assert labelled.session.brush.label is Label.NCR
    qtbot.mouseClick(buttons["Through slices"], LEFT)
    assert labelled.session.brush.ball
    qtbot.mouseClick(buttons["Through slices"], LEFT)
    assert labelled.session.brush.ball
    qtbot.mouseClick(buttons["This slice"], LEFT)
    assert not labelled.session.brush.ball
    panel.radius.setValue(13)
    assert labelled.session.brush.radius_mm == 6.5
    assert not buttons["Undo"].isEnabled()
    drag(labelled.view_area.views[0], (6, 6, labelled.session.cursor[2]))
    qtbot.mouseClick(buttons["Undo"], LEFT)
    assert not labelled.session.segmentation.corrected


def test_the_panel_speaks_spanish(qtbot, correcting, settings):
    panel = correcting.side_panel.findChild(CorrectionPanel)
    settings.set(LANGUAGE, Language.SPANISH)
    texts = lambda: {b.text().strip() for b in panel.findChildren(QPushButton)}  # noqa: E731
    qtbot.waitUntil(lambda: "Núcleo necrótico" in texts())
    assert {"Borrar", "Deshacer", "Rehacer", "Quitar isla"} <= texts()
    assert panel.over.itemText(0) == "todo"


def test_brush_and_ruler_share_the_left_button(correcting):
    correcting.actions_["ruler"].trigger()
    assert not correcting.session.correcting
    correcting.actions_["correct"].trigger()
    assert not correcting.actions_["ruler"].isChecked()
    assert correcting.session.marks.tool is None


def test_painting_shows_a_label_that_was_hidden(correcting):
    correcting.session.set_display(overlay=False, visible=frozenset({Label.ED}))
    drag(correcting.view_area.views[0], (6, 6, 4))
    assert correcting.session.display.overlay
    assert Label.ET in correcting.session.display.visible


def test_a_stroke_that_changes_nothing_is_no_correction(correcting):
    session = correcting.session
    session.set_brush(label=Label.BACKGROUND)
    before = session.segmentation
    drag(correcting.view_area.views[0], (4, 4, 4))
    assert session.segmentation is before
    assert not session.corrections.history.can_undo
    assert isinstance(correcting.corrections.correcting, Correcting)
