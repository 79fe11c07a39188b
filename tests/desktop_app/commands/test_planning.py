"""Trajectories in the real window: by keys alone, by clicks, and in saved work."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QMessageBox, QPushButton

from core.labels import Region
from desktop_app.dialogs.planning import PlanningDialog
from desktop_app.state.marks import MarkKind
from desktop_app.state.plan import End, Margins
from desktop_app.views.plan_drawing import name_boxes
from desktop_app.work.plan_measuring import PlanMeasuring
from tests.desktop_app.strokes import mouse, press

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def unplaced(monkeypatch):
    """No atlas: another test asks it."""
    from core.anatomy.placing import PlacedBy, Placement
    from desktop_app.work import placing

    found = Placement(np.eye(4), PlacedBy.REGISTRATION, 0.1, enough=False)
    monkeypatch.setattr(placing, "place", lambda *_: found)


def measured(qtbot, window):
    found = PlanMeasuring.of(window.session)
    whole = len(window.session.plan.items)
    qtbot.waitUntil(lambda: not found.busy and len(found.all_measured()) == whole)
    return found


def planned_by_keys(qtbot, window):
    """The cursor is led by arrow and page keys; two keys put the ends there."""
    session = window.session
    session.set_cursor((12, 14, 8))
    press(qtbot, window, Qt.Key.Key_T, SHIFT)
    assert session.plan.pending.keys() == {End.TARGET}
    target = session.cursor_mm
    for _ in range(6):
        press(qtbot, window, Qt.Key.Key_Up)
    press(qtbot, window, Qt.Key.Key_E, SHIFT)
    return target, session.cursor_mm


@pytest.mark.usefixtures("unplaced")
class TestWindow:
    def test_keys_alone_plan_a_trajectory_and_look_at_it(self, qtbot, labelled):
        session = labelled.session
        target, entry = planned_by_keys(qtbot, labelled)
        way = session.plan.current.way
        assert (way.target_xyz_mm, way.entry_xyz_mm) == (target, entry)
        assert target != entry
        measured(qtbot, labelled)
        labelled.actions_["planning"].trigger()
        (dialog,) = labelled.findChildren(PlanningDialog)
        qtbot.waitUntil(dialog.isVisible)
        qtbot.keyClick(dialog.tabs, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
        assert dialog.trajectories.isVisible()
        assert dialog.trajectories.table.rowCount() == 1
        dialog.close()

    def test_two_clicks_pick_both_ends_and_escape_leaves(self, labelled):
        session, view = labelled.session, labelled.view_area.views[0]
        session.set_cursor((16, 18, 12))
        labelled.actions_["plan_new"].trigger()
        assert session.plan.picking is End.TARGET
        for voxel in ((12, 14, 12), (25, 14, 12)):
            mouse(view, QEvent.Type.MouseButtonPress, voxel)
            mouse(view, QEvent.Type.MouseButtonRelease, voxel)
        way = session.plan.current.way
        assert np.linalg.norm(np.subtract(session.to_voxel(way.target_xyz_mm), (12, 14, 12))) < 1
        assert np.linalg.norm(np.subtract(session.to_voxel(way.entry_xyz_mm), (25, 14, 12))) < 1
        labelled.actions_["plan_new"].trigger()
        labelled.cancel()
        assert session.plan.picking is None

    def test_names_of_ways_to_one_target_do_not_cover_each_other(self, labelled):
        session, view = labelled.session, labelled.view_area.views[0]
        target = session.to_mm((12, 14, 12))
        for voxel in ((12, 14, 27), (12, 15, 27), (25, 14, 12)):
            session.plan.select(None)
            session.plan.set_end(End.TARGET, target)
            session.plan.set_end(End.ENTRY, session.to_mm(voxel))
        session.set_cursor((12, 14, 12))
        boxes = name_boxes(view, session.plan.items, QFontMetricsF(view.font()))
        assert [one for one, _ in boxes] == list(session.plan.items)
        for (_, first), (_, second) in combinations(boxes, 2):
            assert not first.intersects(second)
        session.set_cursor((12, 14, 2))
        assert name_boxes(view, session.plan.items, QFontMetricsF(view.font())) == []

    def test_one_tool_has_the_button(self, labelled):
        session = labelled.session
        labelled.actions_["plan_new"].trigger()
        session.marks.set_tool(MarkKind.RULER)
        assert session.plan.picking is None
        labelled.actions_["plan_new"].trigger()
        assert session.marks.tool is None

    def test_saved_work_brings_trajectories_and_margins_back(self, qtbot, labelled, study_folder):
        session = labelled.session
        planned_by_keys(qtbot, labelled)
        session.plan.set_margins(Margins(Region.WT, (3.0,)))
        before = measured(qtbot, labelled).all_measured()[0].to_dict()
        items, autosaver = session.plan.items, labelled.sessions.autosaver
        qtbot.waitUntil(lambda: not autosaver.pending)
        labelled.files.ask_about_unsaved = lambda: QMessageBox.StandardButton.Discard
        labelled.files.close_study()
        assert session.plan.items == ()
        labelled.files.open_folder_path(study_folder)
        qtbot.waitUntil(lambda: session.study is not None)
        qtbot.waitUntil(lambda: "was kept" in labelled.messages.text)
        buttons = labelled.messages.findChildren(QPushButton)
        next(b for b in buttons if b.text().startswith("Go on")).click()
        qtbot.waitUntil(lambda: session.plan.items == items)
        assert session.plan.margins == Margins(Region.WT, (3.0,))
        qtbot.waitUntil(lambda: session.segmentation is not None)
        assert measured(qtbot, labelled).all_measured()[0].to_dict() == before
