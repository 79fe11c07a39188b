"""The list of lines and areas beside the views."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop_app.state.display import Plane
from desktop_app.state.marks import Mark, MarkKind


@pytest.fixture
def panel(opened):
    marks = opened.session.marks
    marks.add(Mark(1, MarkKind.RULER, Plane.CORONAL, 6, ((4, 6, 5), (14, 6, 5))))
    marks.add(Mark(2, MarkKind.ELLIPSE, Plane.AXIAL, 12, ((8, 8, 12), (24, 26, 12))))
    QApplication.processEvents()
    return opened.side_panel.marks


def row(panel, number):
    return panel.list.topLevelItem(number)


def test_rows_say_name_and_value(panel):
    assert (row(panel, 0).text(0), row(panel, 0).text(1)) == ("Ruler 1", "10.0 mm")
    ellipse = row(panel, 1)
    assert ellipse.text(1) == "2.26 cm²"
    assert [ellipse.child(n).text(0) for n in range(4)] == ["T1", "T1Gd", "T2", "FLAIR"]
    assert "±" in ellipse.child(0).text(1)


def test_a_click_goes_to_the_slice_in_its_plane(qtbot, opened, panel):
    where = panel.list.visualItemRect(row(panel, 0)).center()
    qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert opened.session.slice_index(Plane.CORONAL) == 6
    assert {view.plane for view in opened.view_area.views} == {Plane.CORONAL}
    assert opened.session.marks.selected == 1


def test_a_name_is_edited_and_given_back_when_emptied(opened, panel):
    marks = opened.session.marks
    row(panel, 0).setText(0, "gap to the vein")
    assert marks.items[0].name == "gap to the vein"
    row(panel, 0).setText(0, " ")
    QApplication.processEvents()
    assert marks.items[0].name == ""
    assert row(panel, 0).text(0) == "Ruler 1"


def test_the_box_hides_it(opened, panel):
    row(panel, 1).setCheckState(0, Qt.CheckState.Unchecked)
    assert not opened.session.marks.items[1].shown


def test_delete_and_undo(qtbot, opened, panel):
    opened.session.marks.select(1)
    QApplication.processEvents()
    qtbot.mouseClick(panel.delete, Qt.MouseButton.LeftButton)
    assert [m.id for m in opened.session.marks.items] == [2]
    QApplication.processEvents()
    assert panel.list.topLevelItemCount() == 1
    qtbot.mouseClick(panel.undo, Qt.MouseButton.LeftButton)
    assert [m.id for m in opened.session.marks.items] == [1, 2]


def test_the_list_is_worked_by_keys_alone(qtbot, opened, panel):
    panel.list.setFocus()
    panel.list.setCurrentItem(row(panel, 0))
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert opened.session.slice_index(Plane.CORONAL) == 6
    qtbot.keyClick(panel.list, Qt.Key.Key_Delete)
    assert [m.id for m in opened.session.marks.items] == [2]


def test_the_sum_of_lesions_is_told(qtbot, labelled):
    qtbot.waitUntil(lambda: bool(labelled.session.marks.lesions))
    QApplication.processEvents()
    panel = labelled.side_panel.marks
    assert row(panel, 0).text(0) == "Lesion 1"
    assert "RANO" in panel.sum.text()
    labelled.session.set_labels(None, unsaved=False)
    QApplication.processEvents()
    assert panel.list.topLevelItemCount() == 0
    assert panel.hint.isVisibleTo(panel)


def test_another_study_has_a_list_of_its_own(opened, panel):
    opened.session.close()
    QApplication.processEvents()
    assert panel.list.topLevelItemCount() == 0
