"""Rulers, angles and areas drawn, taken hold of and moved by the mouse in the real window."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from core.labels import Label
from core.studies.study import Modality
from desktop_app.state.display import Plane
from desktop_app.state.mark_geometry import angle_degrees, lengths_mm, shift_mm
from desktop_app.state.marks import MarkKind
from desktop_app.work.area_intensities import AreaIntensities
from tests.desktop_app.strokes import drag, mouse, press

Z = 12


@pytest.fixture
def view(opened):
    opened.session.set_cursor((4, 4, Z))
    QApplication.processEvents()
    return opened.view_area.views[1]


def click(view, voxel):
    mouse(view, QEvent.Type.MouseButtonPress, voxel)
    mouse(view, QEvent.Type.MouseButtonRelease, voxel)


def hover(view, voxel):
    mouse(view, QEvent.Type.MouseMove, voxel, button=Qt.MouseButton.NoButton)


def only(window):
    (mark,) = window.session.marks.items
    return mark


def test_a_ruler_by_two_clicks_or_a_drag(opened, view):
    opened.actions_["ruler"].trigger()
    click(view, (5, 10, Z))
    hover(view, (12, 10, Z))
    assert view.draft is not None
    click(view, (25, 10, Z))
    drag(view, (5, 20, Z), (9, 20, Z), (15, 20, Z))
    lengths = [lengths_mm(m, opened.session.spacing_mm)[0] for m in opened.session.marks.items]
    assert lengths == pytest.approx([20, 10], abs=0.2)
    assert [m.number for m in opened.session.marks.items] == [1, 2]


def test_an_angle_by_three_clicks(opened, view):
    opened.actions_["angle"].trigger()
    for place in ((20, 10, Z), (10, 10, Z), (10, 25, Z)):
        click(view, place)
    mark = only(opened)
    assert mark.kind is MarkKind.ANGLE
    assert angle_degrees(mark, opened.session.spacing_mm) == pytest.approx(90, abs=1)


def test_a_midline_shift_by_three_clicks_says_to_which_side(opened, view):
    opened.actions_["midline_shift"].trigger()
    for place in ((16, 34, Z), (16, 2, Z), (19, 18, Z)):
        click(view, place)
    assert shift_mm(only(opened), opened.session.spacing_mm) == pytest.approx(3, abs=0.2)


def test_a_midline_shift_is_not_measured_where_sides_cannot_be_told(opened, view):
    opened.actions_["plane_sagittal"].trigger()
    QApplication.processEvents()
    opened.actions_["midline_shift"].trigger()
    x = opened.session.cursor[0]
    for place in ((x, 34, 5), (x, 2, 5), (x, 18, 9)):
        click(opened.view_area.views[1], place)
    assert opened.session.marks.items == ()


def test_an_area_measures_every_sequence(opened, view):
    opened.actions_["ellipse"].trigger()
    # Between voxels: where the outline meets a voxel's centre, either count is right.
    drag(view, (8.3, 8.4, Z), (15, 14, Z), (24.4, 26.6, Z))
    session, mark = opened.session, only(opened)
    for modality in Modality:
        picture = session.volumes[modality].ras[:, :, Z]
        i, j = np.indices(picture.shape)
        (x0, y0, _), (x1, y1, _) = mark.points
        inside = ((2 * i - x0 - x1) / (x1 - x0)) ** 2 + ((2 * j - y0 - y1) / (y1 - y0)) ** 2 <= 1
        found = AreaIntensities.of(session).get(mark, modality)
        assert found.voxels == pytest.approx(inside.sum(), abs=2)
        assert found.mean == pytest.approx(picture[inside].mean(), rel=0.02)


def test_a_free_hand_outline_closes_itself(opened, view):
    opened.actions_["freehand"].trigger()
    square = [(8, 8), (14, 8), (20, 8), (20, 14), (20, 20), (14, 20), (8, 20), (8, 12), (8, 9)]
    drag(view, *[(x, y, Z) for x, y in square])
    mark = only(opened)
    assert 4 <= len(mark.points) <= 6
    found = AreaIntensities.of(opened.session).get(mark, Modality.T1)
    assert found.voxels == pytest.approx(144, abs=26)
    # A dab draws nothing.
    drag(view, (8, 8, Z), (8.1, 8, Z))
    assert only(opened) == mark


def test_a_handle_is_dragged_without_a_tool_and_taken_back(opened, view):
    opened.actions_["ruler"].trigger()
    drag(view, (5, 10, Z), (20, 10, Z), (25, 10, Z))
    opened.actions_["ruler"].trigger()
    before = only(opened)
    cursor = opened.session.cursor
    hover(view, before.points[1])
    assert view.hovered == before.id
    drag(view, before.points[1], (25, 15, Z), (25, 20, Z))
    assert only(opened).points[0] == before.points[0]
    assert only(opened).points[1] == pytest.approx((25, 20, Z), abs=0.2)
    drag(view, (15, 15, Z), (15, 17, Z), (15, 19, Z))  # on its line: all of it
    assert only(opened).points[0] == pytest.approx((5, 14, Z), abs=0.4)
    assert opened.session.cursor == cursor
    opened.actions_["undo_mark"].trigger()
    opened.actions_["undo_mark"].trigger()
    assert only(opened) == before


def test_marks_of_another_slice_are_out_of_reach(opened, view):
    opened.actions_["ruler"].trigger()
    drag(view, (5, 10, Z), (20, 10, Z), (25, 10, Z))
    opened.actions_["ruler"].trigger()
    opened.session.set_slice(Plane.AXIAL, Z + 1)
    QApplication.processEvents()
    click(view, (25, 10, Z + 1))
    assert opened.session.marks.selected is None
    assert opened.session.cursor == (25, 10, Z + 1)


@pytest.mark.parametrize("tool", ["ruler", "angle", "ellipse", "freehand", "midline_shift"])
def test_escape_leaves_every_tool(qtbot, opened, view, tool):
    opened.actions_[tool].trigger()
    assert opened.actions_[tool].isChecked()
    click(view, (5, 10, Z))
    press(qtbot, opened, Qt.Key.Key_Escape)
    assert opened.session.marks.tool is None
    assert not opened.actions_[tool].isChecked()
    assert view.draft is None
    click(view, (9, 9, Z))
    assert opened.session.cursor == (9, 9, Z)
    assert opened.session.marks.items == ()


def test_one_tool_at_a_time(opened, view):
    opened.actions_["ruler"].trigger()
    opened.actions_["ellipse"].trigger()
    assert opened.session.marks.tool is MarkKind.ELLIPSE
    assert not opened.actions_["ruler"].isChecked()
    opened.actions_["correct"].trigger()
    assert opened.session.marks.tool is None


def test_lines_of_lesions_are_there_to_be_dragged_and_reset(qtbot, labelled):
    session = labelled.session
    qtbot.waitUntil(lambda: bool(session.marks.lesions))
    mark = session.marks.lesions[0]
    assert session.labels.ras[:, :, mark.slice_index].max() == Label.ET
    labelled.side_panel.marks.mark_requested.emit(mark)
    QApplication.processEvents()
    assert session.cursor[2] == mark.slice_index
    view = labelled.view_area.views[0]
    end = np.asarray(mark.points[0])
    drag(view, tuple(end), tuple(end + 1), tuple(end + 3))
    moved = session.marks.lesions[0]
    assert moved.by_hand
    assert lengths_mm(moved, session.spacing_mm) != lengths_mm(mark, session.spacing_mm)
    press(qtbot, labelled, Qt.Key.Key_Delete)
    assert session.marks.lesions[0].points == mark.points


def test_views_draw_marks_and_their_texts(opened, view):
    def green():
        image = view.grab().toImage()
        pixels = [image.pixelColor(x, y) for x in range(0, 400, 2) for y in range(0, 300, 2)]
        return sum(p.green() > 180 and p.red() < 160 and p.blue() < 200 for p in pixels)

    before = green()
    opened.actions_["ruler"].trigger()
    drag(view, (5, 10, Z), (20, 12, Z), (25, 16, Z))
    QApplication.processEvents()
    assert green() > before
    from dataclasses import replace

    opened.session.marks.edit(replace(only(opened), shown=False))
    QApplication.processEvents()
    assert green() == before
