"""What happens to corrections when something else happens at the same time."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from core.files.nifti import read_volume
from core.labels import Label
from core.opening.label_maps import read_labels
from core.studies.study import Modality
from desktop_app.dialogs.planning import PlanningDialog
from desktop_app.state.display import LayoutKind, Plane
from desktop_app.work.measuring import Measuring
from tests.conftest import write_nifti, write_study
from tests.desktop_app.strokes import areas_are_right, drag, mouse, native, press

DOWN, MOVE, UP = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.MouseButtonRelease,
)
BUTTONS = QMessageBox.StandardButton


@pytest.fixture
def asked(correcting, monkeypatch):
    """How often the question about unsaved work came; it is answered with Cancel."""
    seen = []

    def ask():
        seen.append(1)
        return BUTTONS.Cancel

    monkeypatch.setattr(correcting.files, "ask_about_unsaved", ask)
    return seen


@pytest.fixture
def stroking(correcting):
    """The button is down in the first view, and a stroke is on the screen."""
    view = correcting.view_area.views[0]
    mouse(view, DOWN, (6, 6, 4))
    mouse(view, MOVE, (16, 6, 4))
    return correcting


def refused_study(folder):
    """A study whose T2 is empty: it is refused after its first volumes were shown."""
    files = write_study(folder)
    write_nifti(files[Modality.T2], np.zeros((32, 36, 28), np.int16))
    return folder


# -- in the middle of a stroke ------------------------------------------------------------


@pytest.mark.parametrize("name", ["close_study", "quit"])
def test_leaving_in_the_middle_of_a_stroke_asks(stroking, asked, name):
    stroking.actions_[name].trigger()
    assert asked == [1]
    assert stroking.session.segmentation.corrected


def test_saving_in_the_middle_of_a_stroke_writes_what_is_shown(
    qtbot, stroking, monkeypatch, tmp_path
):
    out = tmp_path / "o.nii.gz"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    stroking.actions_["export_label_map"].trigger()
    qtbot.waitUntil(out.exists)
    mouse(stroking.view_area.views[0], UP, (16, 6, 4))
    assert np.array_equal(read_volume(out).data > 0, native(stroking) > 0)


@pytest.mark.parametrize("how", ["plane_coronal", "radiological"])
def test_no_line_leads_from_one_plane_to_another(correcting, how):
    session, view = correcting.session, correcting.view_area.views[0]
    session.set_cursor((16, 18, 14))
    mouse(view, DOWN, (4, 4, 14))
    at = view.to_pixels((4, 4, 14))
    correcting.actions_[how].trigger()
    QApplication.processEvents()
    before, here = session.labels.ras.copy(), view.to_voxel(at)
    mouse(view, MOVE, here)
    mouse(view, UP, here)
    painted = np.argwhere(session.labels.ras != before)
    assert len(painted)
    assert np.linalg.norm((painted - here) * session.spacing_mm, axis=1).max() <= 2.3


def test_a_fast_drag_leaves_no_gap_across_thick_slices(qtbot, window, drop, tmp_path):
    write_study(tmp_path / "thick", affine=np.diag([-1.0, -1.0, 5.0, 1.0]))
    drop(tmp_path / "thick")
    qtbot.waitUntil(lambda: window.session.study is not None)
    session = window.session
    window.actions_["correct"].trigger()
    session.set_brush(label=Label.ET, radius_mm=1.5)
    session.set_layout(kind=LayoutKind.ONE, plane=Plane.SAGITTAL)
    qtbot.wait(50)
    drag(window.view_area.views[0], (16, 8, 14.45), (16, 13, 14.45), (16, 28, 14.45))
    painted = sorted(set(np.argwhere(session.labels.ras)[:, 1].tolist()))
    assert painted == list(range(8, 29))


# -- while something else goes on -----------------------------------------------------------


def test_nothing_is_painted_while_another_study_is_read(
    qtbot,
    correcting,
    drop,
    tmp_path,
):
    session, view = correcting.session, correcting.view_area.views[0]
    write_study(tmp_path / "other")
    drop(tmp_path / "other")
    assert not session.correcting
    assert not correcting.actions_["correct"].isEnabled()
    before = session.segmentation
    drag(view, (6, 6, 4), (20, 6, 4))
    assert session.segmentation is before
    qtbot.waitUntil(lambda: session.study is not None and session.study_name == "other")
    assert correcting.actions_["correct"].isEnabled()


def test_a_stroke_ends_when_another_study_begins_and_is_there_if_it_is_refused(
    qtbot,
    stroking,
    drop,
    tmp_path,
):
    stroking.session.mark_saved()
    stroking.files.guard = lambda then: then()
    drop(refused_study(tmp_path / "bad"))
    qtbot.waitUntil(lambda: "T2" in stroking.messages.text)
    assert areas_are_right(stroking)
    assert stroking.session.segmentation.corrected
    assert stroking.session.unsaved
    assert stroking.actions_["correct"].isEnabled()


def test_what_is_painted_while_a_file_is_written_is_asked_about(
    qtbot,
    corrected,
    monkeypatch,
    tmp_path,
):
    window, answers = corrected
    asked = answers(BUTTONS.Save, BUTTONS.Cancel)
    out = tmp_path / "saved.nii.gz"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    window.actions_["close_study"].trigger()
    drag(window.view_area.views[0], (4, 20, 4), (20, 20, 4))
    qtbot.waitUntil(lambda: len(asked) == 2)
    assert window.session.study is not None
    assert window.session.unsaved


def test_what_is_painted_while_a_label_map_is_made_ready_stays_among_the_results(
    qtbot,
    correcting,
    asked,
    tmp_path,
):
    session = correcting.session
    data = np.zeros(session.study.grid.shape, np.uint8)
    data[4:8, 4:8, 4:8] = 4
    file = read_labels(write_nifti(tmp_path / "x_seg.nii.gz", data), session.study)
    correcting.label_commands.use(file, next(iter(file.readings)), beside=False)
    drag(correcting.view_area.views[0], (6, 6, 4), (20, 6, 4))
    mine = session.segmentation
    qtbot.waitUntil(lambda: session.segmentation is not mine)
    assert not asked
    assert mine in [result.segmentation for result in session.results.unsaved]


def test_an_island_stays_once_a_segmentation_runs_that_will_replace_it(
    qtbot,
    correcting,
    monkeypatch,
):
    session = correcting.session
    i, j, _ = session.labels.middle_of_slice(Plane.AXIAL, 9)
    session.set_cursor((i, j, 9))
    before = session.segmentation
    correcting.actions_["remove_island"].trigger()
    monkeypatch.setattr(correcting.segmenter, "start", lambda *_: session.set_segmenting(True))
    correcting.actions_["segment"].trigger()
    qtbot.waitUntil(lambda: not correcting.jobs.running)
    qtbot.wait(50)
    assert session.segmentation is before
    session.set_segmenting(False)


# -- what is saved ------------------------------------------------------------------------


def test_undo_back_to_what_was_exported_leaves_nothing_to_export(correcting):
    session, view = correcting.session, correcting.view_area.views[0]
    drag(view, (6, 6, 4), (20, 6, 4))
    session.mark_saved()
    drag(view, (6, 20, 4), (20, 20, 4))
    assert session.unsaved
    correcting.actions_["undo"].trigger()
    assert not session.unsaved
    correcting.actions_["undo"].trigger()
    assert not session.unsaved, "nor was there anything to export before"
    correcting.actions_["redo"].trigger()
    assert not session.unsaved
    correcting.actions_["undo"].trigger()
    drag(view, (6, 20, 4), (20, 20, 4))
    assert session.unsaved, "as many steps as were exported, but another one"


def test_measurements_that_are_not_ready_leave_the_clipboard(qtbot, correcting):
    measuring = Measuring.of(correcting.session)
    qtbot.waitUntil(lambda: measuring.measurements is not None)
    QGuiApplication.clipboard().setText("mine")
    drag(correcting.view_area.views[0], (4, 6, 4), (20, 6, 4))
    correcting.actions_["copy_measurements"].trigger()
    assert QGuiApplication.clipboard().text() == "mine"
    assert "not ready" in correcting.messages.text
    qtbot.waitUntil(lambda: measuring.measurements is not None)
    correcting.actions_["copy_measurements"].trigger()
    assert "ml" in QGuiApplication.clipboard().text()


def test_a_report_saved_just_after_a_stroke_holds_its_measurements(
    qtbot,
    correcting,
    monkeypatch,
    tmp_path,
):
    dialog = PlanningDialog(correcting.session, correcting)
    qtbot.addWidget(dialog)
    out = tmp_path / "page.html"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    drag(correcting.view_area.views[0], (4, 6, 4), (20, 6, 4))
    dialog.html.click()
    qtbot.waitUntil(out.exists)
    text = out.read_text(encoding="utf-8")
    assert "Measurements" in text
    assert "corrected by hand" in text


def test_a_report_of_a_study_that_was_closed_meanwhile_is_not_written(
    qtbot, correcting, monkeypatch, tmp_path
):
    dialog = PlanningDialog(correcting.session, correcting)
    qtbot.addWidget(dialog)
    out = tmp_path / "page.html"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    drag(correcting.view_area.views[0], (4, 6, 4), (20, 6, 4))
    assert Measuring.of(correcting.session).busy
    dialog.html.click()
    correcting.session.close()
    qtbot.wait(300)
    assert not out.exists()


# -- drawing from nothing -------------------------------------------------------------------


def test_what_was_undone_can_be_redone_after_the_mode_has_ended(opened):
    opened.actions_["correct"].trigger()
    drag(opened.view_area.views[0], (8, 8, opened.session.cursor[2]))
    opened.actions_["undo"].trigger()
    opened.actions_["correct"].trigger()
    opened.actions_["redo"].trigger()
    assert opened.session.labels.has_tumour


def test_nothing_was_drawn_and_another_study_refused(qtbot, opened, drop, tmp_path):
    opened.actions_["correct"].trigger()
    drop(refused_study(tmp_path / "bad"))
    qtbot.waitUntil(lambda: "T2" in opened.messages.text)
    assert opened.session.labels is None


# -- what nobody sees -----------------------------------------------------------------------


def test_the_eraser_leaves_labels_that_are_hidden(correcting):
    session, view = correcting.session, correcting.view_area.views[0]
    drag(view, (6, 6, 4), (16, 6, 4))
    session.set_brush(label=Label.NCR)
    drag(view, (6, 12, 4), (16, 12, 4))
    session.set_display(visible=frozenset({Label.ED, Label.NCR}))
    before = session.labels.ras.copy()
    assert {Label.NCR, Label.ET} <= set(np.unique(before[:, :, 4]))
    session.set_brush(label=Label.BACKGROUND, radius_mm=30.0)
    drag(view, (10, 9, 4))
    now = session.labels.ras
    assert not (now[:, :, 4] == Label.NCR).any()
    assert np.array_equal(now == Label.ET, before == Label.ET)


def test_a_side_panel_that_was_hidden_stays_so_when_the_brush_changes(
    qtbot,
    correcting,
):
    assert correcting.side_panel.isVisible()
    correcting.actions_["side_panel"].trigger()
    correcting.view_area.focus_active()
    press(qtbot, correcting, Qt.Key.Key_BracketRight)
    assert not correcting.side_panel.isVisible()


def test_painting_while_space_is_held_keeps_the_labels_shown(qtbot, correcting):
    view = correcting.view_area.active_view()
    correcting.view_area.focus_active()
    qtbot.keyPress(view, Qt.Key.Key_Space)
    assert not correcting.session.display.overlay
    drag(correcting.view_area.views[0], (6, 6, 4))
    qtbot.wait(350)
    qtbot.keyRelease(view, Qt.Key.Key_Space)
    assert correcting.session.display.overlay
