"""What the network saw, in the place of the patient's own scans, and exactly back."""

from __future__ import annotations

import threading
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtWidgets import QFileDialog

from core.correction.patches import Patch
from core.labels import Label
from core.segmenting.regridding import label_map_on, segmentation_on
from core.studies.segmentation import Segmentation
from core.studies.study import Modality, Study, Volume
from desktop_app.dialogs.report_dialog import ReportDialog
from desktop_app.opening import sources
from desktop_app.panels.volumes_block import VolumesBlock
from desktop_app.state.display import Camera, Plane, Window
from desktop_app.state.marks import Mark, MarkKind
from desktop_app.state.shown import show_labels
from desktop_app.views.doubt import DoubtLayer
from desktop_app.work.measuring import Measuring
from tests.conftest import LPS, PATIENCE_S, brain_arrays
from tests.desktop_app.strokes import areas_are_right, drag

T1GD, FLAIR = Modality.T1GD, Modality.FLAIR


def tilted_thick() -> np.ndarray:
    turn = np.radians(9)
    affine = np.eye(4)
    affine[1:3, 1:3] = [[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]
    affine[:3, :3] = affine[:3, :3] * [-1.0, -1.0, 3.0]
    affine[:3, 3] = [2.0, 4.0, -6.0]
    return affine


@pytest.fixture
def fine() -> Study:
    return Study("p", {m: Volume(brain_arrays()[m], LPS) for m in (T1GD, FLAIR)})


@pytest.fixture
def raw(qtbot, window, monkeypatch, tmp_path, fine):
    """The window with a raw study on a tilted grid of thick slices, segmented."""
    rng = np.random.default_rng(0)
    data = rng.integers(0, 900, (36, 40, 14)).astype(np.int16)
    own = Study("p", {m: Volume(data, tilted_thick()) for m in (T1GD, FLAIR)}, prepared=fine)
    opened = sources.OpenedStudy(own, ())
    monkeypatch.setattr(sources, "open_raw", lambda *a, **k: opened)
    window.files.open_source(sources.FolderSource(tmp_path, raw=True))
    qtbot.waitUntil(lambda: window.session.study is not None)
    labels = np.zeros(fine.grid.shape, np.uint8)
    labels[10:24, 10:26, 8:20] = Label.ED
    labels[14:20, 14:20, 10:16] = Label.ET
    found = segmentation_on(Segmentation("p", fine.grid, labels), own.grid)
    window.session.set_labels(show_labels(found), unsaved=True)
    return window


def switch(window, qtbot, *, on: bool) -> None:
    window.actions_["network_view"].trigger()
    qtbot.waitUntil(lambda: (window.session.own_view is not None) is on)


def state(session):
    names = ("volumes", "labels", "comparison", "native_grid", "grid", "head", "cursor", "camera")
    values = [getattr(session, name) for name in names]
    return [*values, dict(session.display.windows), session.marks.items]


def test_the_views_show_the_prepared_study_and_the_way_back_is_exact(qtbot, raw, fine):
    session = raw.session
    session.set_cursor((20, 12, 9))
    session.set_camera(Camera((15.0, 14.0, 6.0), 2.0))
    session.set_window(T1GD, Window(3, 30))
    before, found = state(session), session.segmentation
    place = session.cursor_mm
    switch(raw, qtbot, on=True)
    assert session.native_grid.shape == fine.grid.shape
    assert session.volumes[T1GD].volume is fine.volumes[T1GD]
    assert np.linalg.norm(np.subtract(session.cursor_mm, place)) < 1.0
    assert np.array_equal(session.labels.ras, show_labels(found.prepared).ras)
    assert session.segmentation is found, "what is measured and written stays the patient's own"
    assert raw.actions_["network_view"].isChecked()
    assert session.window(T1GD) == session.volumes[T1GD].windows["auto"]
    switch(raw, qtbot, on=False)
    assert state(session) == before
    assert not raw.actions_["network_view"].isChecked()


def test_the_cursor_keeps_its_place_in_the_world_where_it_was_moved(qtbot, raw):
    session = raw.session
    switch(raw, qtbot, on=True)
    session.set_cursor((12, 20, 15))
    place = session.cursor_mm
    switch(raw, qtbot, on=False)
    assert np.linalg.norm(np.subtract(session.cursor_mm, place)) <= np.linalg.norm([1, 1, 3]) / 2


def test_a_corner_says_which_one_is_shown(qtbot, raw):
    view = raw.view_area.active_view()
    assert view._whose_view() == ""
    switch(raw, qtbot, on=True)
    assert view._whose_view() == "Network's view, 1 mm"


def test_corrected_labels_are_interpolated_and_nothing_is_corrected_there(qtbot, raw, fine):
    session = raw.session
    raw.actions_["correct"].trigger()
    session.set_cursor((20, 20, 7))
    raw.corrections.correcting.dab()
    corrected = session.segmentation
    assert corrected.corrected
    switch(raw, qtbot, on=True)
    assert not session.correcting
    assert "own scans" in raw.messages.text
    wanted = label_map_on(corrected.label_map, corrected.grid.affine, fine.grid)
    assert session.labels.ras.sum() == wanted.sum()
    raw.messages.hide()
    raw.actions_["correct"].trigger()
    assert not session.correcting
    assert "Switch back" in raw.messages.text
    assert not raw.actions_["undo"].isEnabled()
    assert not raw.actions_["correct"].isChecked()


def test_volumes_stay_those_of_the_patients_own_scan(qtbot, raw):
    block = raw.side_panel.findChild(VolumesBlock)
    before = [label.text() for label in block.values.values()]
    switch(raw, qtbot, on=True)
    block.refresh()
    assert [label.text() for label in block.values.values()] == before


def test_another_label_map_brings_the_patients_own_scans_back(qtbot, raw):
    session = raw.session
    switch(raw, qtbot, on=True)
    other = Segmentation("p", session.study.grid, np.zeros(session.study.grid.shape, np.uint8))
    session.set_labels(show_labels(other), unsaved=False)
    assert session.own_view is None
    assert session.native_grid.shape == session.study.grid.shape
    assert session.labels.ras.shape == session.grid.shape


def test_only_a_raw_study_has_it(qtbot, window, drop, tmp_path):
    assert not window.actions_["network_view"].isEnabled()


def test_doubt_and_doubtful_places_follow_the_grid_that_is_shown(qtbot, raw, fine):
    session = raw.session
    found = session.segmentation
    p = np.where(found.prepared.label_map > 0, 120, 0).astype(np.uint8)
    seen = replace(found.prepared, probabilities=np.stack([p, p, p]))
    session.set_labels(show_labels(segmentation_on(seen, found.grid)), unsaved=True)
    session.set_display(doubt=True)
    raw.view_area.refresh()
    switch(raw, qtbot, on=True)
    raw.view_area.refresh()
    view = raw.view_area.active_view()
    assert DoubtLayer.is_on(session)
    shape = view.geometry_.picture(session.volumes[T1GD].ras, 0).shape
    assert view._doubt._shown.probability.shape == shape


def test_nothing_is_measured_by_hand_there_that_the_way_back_would_lose(qtbot, raw):
    session = raw.session
    raw.actions_["ruler"].trigger()
    assert session.marks.tool is not None
    switch(raw, qtbot, on=True)
    assert session.marks.tool is None
    assert not raw.actions_["ruler"].isEnabled()
    qtbot.waitUntil(lambda: bool(session.marks.lesions))
    line = session.marks.lesions[0]
    session.set_cursor((0, 0, line.slice_index))
    view = next(v for v in raw.view_area.views if v.plane is line.plane)
    before = session.marks.items
    drag(view, line.points[0], (2, 2, line.slice_index))
    assert session.marks.items == before
    switch(raw, qtbot, on=False)
    assert raw.actions_["ruler"].isEnabled()


def ruler() -> Mark:
    return Mark(70, MarkKind.RULER, Plane.AXIAL, 7, ((4, 4, 7), (9, 9, 7)), name="mine")


def test_tables_hold_what_was_measured_by_hand_also_from_there(qtbot, raw, monkeypatch, tmp_path):
    raw.session.marks.add(ruler())
    qtbot.waitUntil(lambda: Measuring.of(raw.session).measurements is not None)
    switch(raw, qtbot, on=True)
    path = tmp_path / "table.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    raw.actions_["export_measurements"].trigger()
    qtbot.waitUntil(lambda: "Written" in raw.messages.text)
    assert "mine" in path.read_text("utf-8")


def test_a_report_is_made_of_the_patients_own_scans_also_from_there(qtbot, raw, monkeypatch):
    raw.session.marks.add(ruler())
    qtbot.waitUntil(lambda: Measuring.of(raw.session).measurements is not None)
    switch(raw, qtbot, on=True)
    written = []
    monkeypatch.setattr(ReportDialog, "exec", lambda _: True)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("report.pdf", ""))
    monkeypatch.setattr(raw.reports, "_write", lambda contents, *_: written.append(contents))
    raw.actions_["report"].trigger()
    (contents,) = written
    assert [mark.name for mark in contents.marks if mark.by_hand] == ["mine"]
    assert contents.labels.ras.shape == contents.study.grid.shape


def test_a_correction_that_a_worker_finds_meanwhile_lands_on_its_own_grid(qtbot, raw):
    session, go_on = raw.session, threading.Event()
    place = np.zeros(session.grid.shape, bool)
    place[30:34, 2:5, 10:12] = True
    where = np.nonzero(place)

    def find(labels):
        go_on.wait(PATIENCE_S)
        return Patch(where, np.full(24, Label.ET, np.uint8))

    raw.actions_["correct"].trigger()
    raw.corrections.correcting.change(find)
    switch(raw, qtbot, on=True)
    go_on.set()
    qtbot.waitUntil(lambda: session.segmentation.corrected)
    assert session.own_view is None
    assert np.all(session.labels.ras[where] == Label.ET)
    assert areas_are_right(raw)
    assert session.corrections.differing == 24
