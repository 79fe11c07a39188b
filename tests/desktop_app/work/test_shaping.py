"""Shapes, outlines, limits and Escape, through the real window."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from core.correction.brush import Over
from core.labels import Label
from desktop_app.state.brush import BrushTool, GreyLimit
from desktop_app.state.shown import show_labels
from desktop_app.work.measuring import Measuring
from tests.desktop_app.strokes import areas_are_right, drag, mouse, press


def labels_of(window):
    return window.session.labels.ras


def steps(window):
    return window.session.corrections.history


def run(qtbot, window, action):
    before = window.session.segmentation
    window.actions_[action].trigger()
    qtbot.waitUntil(lambda: window.session.segmentation is not before)
    assert areas_are_right(window)


@pytest.mark.parametrize(
    "action", ["grow_label", "shrink_label", "smooth_labels", "fill_at_cursor"]
)
def test_each_shape_is_one_step_that_undo_takes_back(qtbot, correcting, action):
    session = correcting.session
    i, j, k = session.labels.middle_of_slice(session.active[1], 12)
    session.set_cursor((i, j, k))
    session.set_brush(label=Label.ED, amount_mm=1.0)
    before = labels_of(correcting).copy()
    run(qtbot, correcting, action)
    assert not np.array_equal(labels_of(correcting), before)
    correcting.actions_["undo"].trigger()
    assert np.array_equal(labels_of(correcting), before)
    assert not steps(correcting).can_undo


def test_slices_between_two_drawn_ones_are_filled(qtbot, correcting):
    session, view = correcting.session, correcting.view_area.views[0]
    session.set_brush(label=Label.NCR, radius_mm=4)
    for index in (1, 5):
        session.set_cursor((10, 8, index))
        drag(view, (10, 8, index))
    assert not (labels_of(correcting)[:, :, 3] == Label.NCR).any()
    run(qtbot, correcting, "between_slices")
    filled = (labels_of(correcting) == Label.NCR).sum(axis=(0, 1))
    assert filled[1] == filled[2] == filled[3] == filled[4] == filled[5]


def test_a_tool_that_changes_nothing_says_why(qtbot, correcting):
    correcting.session.set_cursor((1, 1, 1))
    for action, words in (
        ("fill_at_cursor", "open"),
        ("close_holes", "hole"),
        ("between_slices", "two"),
    ):
        correcting.messages.hide()
        correcting.session.set_brush(label=Label.NCR)
        correcting.actions_[action].trigger()
        qtbot.waitUntil(lambda w=words: w in correcting.messages.text)
    assert not steps(correcting).can_undo


def test_a_dragged_outline_paints_its_inside_on_release(correcting):
    session, view = correcting.session, correcting.view_area.views[0]
    correcting.actions_["outline_tool"].trigger()
    assert session.brush.tool is BrushTool.OUTLINE
    drag(view, (4, 4, 4), (14, 4, 4), (14, 9, 4), (4, 9, 4))
    painted = np.argwhere(labels_of(correcting) == Label.ET)
    painted = painted[painted[:, 2] == 4]
    assert painted.min(axis=0).tolist()[:2] in ([4, 4], [5, 5], [4, 5], [5, 4])
    assert len(painted) in range(36, 67)
    correcting.actions_["undo"].trigger()
    assert not steps(correcting).can_undo


def test_clicked_corners_close_with_a_double_click_and_escape_drops_them(correcting, qtbot):
    session, view = correcting.session, correcting.view_area.views[0]
    session.set_brush(tool=BrushTool.OUTLINE)
    for corner in ((4, 4, 4), (14, 4, 4)):
        drag(view, corner)
    press(qtbot, correcting, Qt.Key.Key_Escape)
    assert not view.corners
    assert session.correcting, "the outline goes first, then the tool"
    for corner in ((4, 4, 4), (14, 4, 4), (14, 9, 4)):
        drag(view, corner)
    assert not steps(correcting).can_undo
    mouse(view, QEvent.Type.MouseButtonDblClick, (14, 9, 4))
    mouse(view, QEvent.Type.MouseButtonRelease, (14, 9, 4))
    assert labels_of(correcting)[12, 6, 4] == Label.ET
    assert labels_of(correcting)[5, 8, 4] == Label.BACKGROUND
    assert not view.corners


def test_the_brush_stays_within_the_head_unless_asked_and_erases_outside(qtbot, correcting):
    session, view = correcting.session, correcting.view_area.views[0]
    limits = correcting.corrections.correcting.limits
    qtbot.waitUntil(lambda: limits.ready)
    head = np.zeros(session.shape, bool)
    for shown in session.volumes.values():
        head |= shown.ras > shown.ras.min()
    i, j, _ = (int(v) for v in np.argwhere(~head[:, :, 10:11])[0])
    session.set_cursor((i, j, 10))
    drag(view, (i, j, 10))
    assert labels_of(correcting)[i, j, 10] == Label.ET
    session.set_brush(label=Label.BACKGROUND, beyond_head=False)
    drag(view, (i, j, 10))
    assert labels_of(correcting)[i, j, 10] == Label.BACKGROUND, "what lies outside can go"
    session.set_brush(label=Label.ET)
    drag(view, (i, j, 10))
    assert labels_of(correcting)[i, j, 10] == Label.BACKGROUND


def test_the_brush_paints_only_where_the_sequence_is_as_bright_as_at_the_cursor(correcting):
    session, view = correcting.session, correcting.view_area.views[0]
    modality = session.active[0]
    scan = session.volumes[modality].ras
    middle = float(np.median(scan[10:20, 10:22, 8:16]))
    session.set_brush(grey=GreyLimit(modality, middle, 1e9), radius_mm=6, over=Over.EVERYTHING)
    session.set_cursor((15, 16, 12))
    before = labels_of(correcting).copy()
    drag(view, (15, 16, 12))
    changed = labels_of(correcting) != before
    assert changed.any()
    assert (scan[changed] >= middle).all()
    correcting.actions_["limit_grey"].trigger()
    assert session.brush.grey is None
    correcting.actions_["limit_grey"].trigger()
    assert session.brush.grey.low <= float(scan[15, 16, 12]) <= session.brush.grey.high


def test_a_region_grows_from_the_cursor_and_follows_its_level_as_one_step(qtbot, correcting):
    session = correcting.session
    assert not correcting.actions_["grow_region"].isEnabled(), "no network was asked"
    found = session.segmentation
    probabilities = np.zeros((3, *found.grid.shape), np.uint8)
    probabilities[:, 2:9, 2:9, 2:9] = 150
    probabilities[:, 4:7, 4:7, 4:7] = 240
    labels = show_labels(replace(found, probabilities=probabilities))
    session.set_labels(labels, unsaved=False)
    session.set_brush(label=Label.ET, ball=True, level=0.5)
    seed = np.argwhere((probabilities[2] == 240) & (found.label_map == 0))[0]
    ras = np.zeros(found.grid.shape, bool)
    ras[tuple(seed)] = True
    from core.space.affine import to_ras

    session.set_cursor(np.argwhere(to_ras(ras, found.grid.affine))[0].tolist())
    before = int((labels_of(correcting) == Label.ET).sum())
    run(qtbot, correcting, "grow_region")
    assert int((labels_of(correcting) == Label.ET).sum()) - before == 7**3
    session.set_brush(level=0.9)
    correcting.corrections.shaping.follow_level()
    qtbot.waitUntil(lambda: int((labels_of(correcting) == Label.ET).sum()) - before == 3**3)
    correcting.actions_["grow_region"].trigger()
    qtbot.waitUntil(lambda: "already" in correcting.messages.text)
    session.set_brush(level=0.95)
    correcting.actions_["grow_region"].trigger()
    qtbot.waitUntil(lambda: "with 94 % at the cursor" in correcting.messages.text)
    correcting.actions_["undo"].trigger()
    assert int((labels_of(correcting) == Label.ET).sum()) == before


def test_escape_leaves_the_brush_and_every_measuring_tool(qtbot, correcting):
    session = correcting.session
    press(qtbot, correcting, Qt.Key.Key_Escape)
    assert not session.correcting
    correcting.actions_["ruler"].trigger()
    assert session.marks.tool is not None
    press(qtbot, correcting, Qt.Key.Key_Escape)
    assert session.marks.tool is None
    assert not correcting.actions_["cancel"].isEnabled()


def test_escape_stops_a_segmentation_before_it_takes_a_tool(correcting, monkeypatch):
    session = correcting.session
    correcting.actions_["correct"].trigger()
    correcting.actions_["ruler"].trigger()
    stopped = []
    monkeypatch.setattr(correcting.segmenter, "cancel", lambda: stopped.append(1))
    session.set_segmenting(True)
    correcting.actions_["cancel"].trigger()
    assert stopped == [1]
    assert session.marks.tool is not None
    session.set_segmenting(False)


def test_measurements_follow_a_stroke_and_volumes_at_once(qtbot, correcting):
    session, view = correcting.session, correcting.view_area.views[0]
    measuring = Measuring.of(session)
    qtbot.waitUntil(lambda: measuring.measurements is not None)
    before = int(session.labels.areas["axial"].sum())
    mouse(view, QEvent.Type.MouseButtonPress, (6, 6, 4))
    assert int(session.labels.areas["axial"].sum()) > before, "while the button is down"
    mouse(view, QEvent.Type.MouseButtonRelease, (6, 6, 4))
    QApplication.processEvents()
    qtbot.waitUntil(lambda: measuring.measurements is not None)
    assert measuring.measurements.corrected
