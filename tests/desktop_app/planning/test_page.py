"""The page of trajectories: named structures, comparing, walking along, margins, files."""

from __future__ import annotations

import csv
import json

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QToolTip

from core.errors import ReadingError
from core.files.nifti import read_volume
from core.labels import Region
from core.trajectories.trajectory import Trajectory
from desktop_app.dialogs.planning_exports import PlanExports
from desktop_app.language.translation import Translation
from desktop_app.look.scrolling import Scrolled
from desktop_app.planning.report import planned_html
from desktop_app.state.plan import End, Margins
from desktop_app.state.settings import Language
from desktop_app.work import placing
from desktop_app.work.jobs import Jobs
from desktop_app.work.placing import Placing
from tests.desktop_app.planning.conftest import doubtful

RIGHT_VERTEX, VENTRICLE = (24.0, 0.0, 65.0), (6.0, 0.0, 14.0)
"""In MNI152: through the right frontal lobe, its precentral gyrus near, into the ventricle."""
LEFT_SIDE, INSULA = (-66.0, 0.0, 10.0), (-38.0, 0.0, 5.0)


def cells(page, row):
    return [page.table.item(row, column).text() for column in range(page.table.columnCount())]


def titles(page):
    header = page.table.horizontalHeader().model()
    across = Qt.Orientation.Horizontal
    return [header.headerData(n, across) for n in range(page.table.columnCount())]


class TestStructures:
    def test_a_ventricle_on_the_way_is_named_and_warned_of(self, page, add, measured):
        add(RIGHT_VERTEX, VENTRICLE)
        found = measured().all_measured()[0]
        row = dict(zip(titles(page), cells(page, 0), strict=True))
        assert "right frontal lobe" in row["Crosses, mm"]
        assert "right lateral ventricle" in row["Crosses, mm"]
        assert row["Ventricles"].startswith("⚠")
        assert found.nearest[0].key.endswith("_right")
        assert "gyrus" in row["Nearest eloquent"] or "capsule" in row["Nearest eloquent"]
        assert "0.87" in page.atlas.text()
        assert "displaced or infiltrated" in page.atlas.text()

    def test_none_are_opened_where_none_lie_on_the_way(self, page, add, measured):
        add(LEFT_SIDE, INSULA)
        measured()
        assert dict(zip(titles(page), cells(page, 0), strict=True))["Ventricles"] == "none"

    def test_an_atlas_that_does_not_fit_is_said_and_names_nothing(
        self, page, add, measured, placement
    ):
        doubtful(placement)
        add(RIGHT_VERTEX, VENTRICLE)
        assert measured().all_measured()[0].structures == ()
        assert "0.41" in page.atlas.text()
        assert "not told" in page.atlas.text()
        row = dict(zip(titles(page), cells(page, 0), strict=True))
        assert row["Ventricles"] == row["Nearest eloquent"] == "–"
        assert "lobe" not in row["Crosses, mm"]

    def test_a_placement_that_is_there_is_taken(self, page, session, add, measured, monkeypatch):
        asked = []
        real = placing.place
        monkeypatch.setattr(placing, "place", lambda *a: asked.append(1) or real(*a))
        Placing.of(session).ask()
        add(LEFT_SIDE, INSULA)
        measured()
        add(RIGHT_VERTEX, VENTRICLE)
        measured()
        assert asked == [1]

    def test_who_gives_placing_up_is_told_what_is_missing(self, page, session, add, qtbot):
        add(LEFT_SIDE, INSULA)
        assert "being placed" in page.atlas.text()
        Placing.of(session).cancel()
        found = page._measuring
        qtbot.waitUntil(lambda: not found.busy and bool(found.all_measured()))
        assert found.all_measured()[0].structures == ()
        assert "not placed" in page.atlas.text()

    def test_a_damaged_atlas_is_said(self, page, add, qtbot, monkeypatch):
        def refuses(*_):
            raise ReadingError("places.nii.gz: a file of the program is damaged.")

        monkeypatch.setattr(placing, "place", refuses)
        add(LEFT_SIDE, INSULA)
        qtbot.waitUntil(lambda: "damaged" in page.atlas.text())

    def test_names_follow_the_language(self, page, add, measured):
        add(RIGHT_VERTEX, VENTRICLE)
        measured()
        translation = Translation()
        translation.use(Language.SPANISH)
        try:
            page.retranslate()
            assert "lóbulo frontal derecho" in " ".join(cells(page, 0))
        finally:
            translation.use(Language.ENGLISH)


class TestTable:
    def test_several_are_compared_and_one_is_chosen(self, page, session, add, measured):
        add(RIGHT_VERTEX, VENTRICLE)
        add(LEFT_SIDE, INSULA)
        found = measured().all_measured()
        assert page.table.rowCount() == 2
        lengths = [cells(page, row)[2] for row in (0, 1)]
        assert lengths == [f"{one.trajectory.length_mm:.1f} mm" for one in found]
        page.table.selectRow(0)
        assert session.plan.selected == session.plan.items[0].id
        assert page.strip.measured is found[0]

    def test_a_name_and_a_radius_are_edited_in_place(self, page, session, add, measured):
        add(RIGHT_VERTEX, VENTRICLE)
        measured()
        page.table.item(0, 0).setText("frontal")
        page.table.item(0, 1).setText("7.5")
        way = session.plan.items[0].way
        assert (way.name, way.safety_mm) == ("frontal", 7.5)
        page.table.item(0, 0).setCheckState(Qt.CheckState.Unchecked)
        assert not session.plan.items[0].shown

    def test_what_lies_within_the_radius_is_told_in_bold(self, page, session, add, measured):
        add(RIGHT_VERTEX, VENTRICLE)
        measured()
        last = page.table.columnCount() - 1
        page.table.item(0, 1).setText("30")
        found = measured().all_measured()[0]
        assert found.too_near
        assert page.table.item(0, last).font().bold()
        assert page.table.item(0, last).text().startswith("⚠")
        page.table.item(0, 1).setText("0")
        bold = bool(measured().all_measured()[0].too_near)
        assert page.table.item(0, last).font().bold() == bold

    def test_what_was_taken_away_comes_back(self, page, session, add, measured, qtbot):
        add(RIGHT_VERTEX, VENTRICLE)
        add(LEFT_SIDE, INSULA)
        measured()
        before = session.plan.items
        page.table.setFocus()
        qtbot.keyClick(page.table, Qt.Key.Key_Delete)
        assert len(session.plan.items) == 1
        qtbot.mouseClick(page.undo, Qt.MouseButton.LeftButton)
        assert session.plan.items == before
        measured()
        assert page.table.rowCount() == 2

    def test_three_stand_there_without_scrolling(self, page, add, measured, qtbot):
        for shift in (0.0, 4.0, 8.0):
            add((24.0, shift, 65.0), VENTRICLE)
        measured()

        def fit() -> bool:
            rows = sum(page.table.rowHeight(row) for row in range(3))
            return page.table.viewport().height() >= rows

        # A row that wraps anew asks for another layout, which the window's loop then makes.
        qtbot.waitUntil(fit)


def test_pictures_shrink_before_the_page_scrolls(page, add, measured, qtbot):
    for shift in (0.0, 4.0, 8.0):
        add((24.0, shift, 65.0), VENTRICLE)
    measured()
    area = Scrolled(page)
    qtbot.addWidget(area)
    least = page.layout().totalMinimumHeightForWidth(1140)
    assert least + 20 < page.sizeHint().height()
    area.resize(1140, least + 20)
    area.show()
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() == 0)
    area.resize(1140, least - 60)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    area.takeWidget()


class TestStrip:
    def test_keys_walk_along_the_way_and_the_slices_follow(
        self, page, session, add, measured, qtbot
    ):
        add(RIGHT_VERTEX, VENTRICLE)
        measured()
        way, plan = session.plan.current.way, session.plan
        page.strip.setFocus()
        for key, modifier, depth in (
            (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, 1.0),
            (Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier, 6.0),
            (Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier, 5.0),
            (Qt.Key.Key_End, Qt.KeyboardModifier.NoModifier, way.length_mm),
        ):
            qtbot.keyClick(page.strip, key, modifier)
            assert plan.depth_mm == pytest.approx(depth)
        distance = np.linalg.norm(np.subtract(session.cursor_mm, way.target_xyz_mm))
        assert distance < 1.0, "within the voxel"
        assert "lateral ventricle" in page.place.text()

    def test_structures_have_bands_and_the_mouse_tells_what_is_too_narrow(
        self, page, add, measured
    ):
        bare = page.strip.sizeHint().height()
        add(RIGHT_VERTEX, VENTRICLE)
        (found,) = measured().all_measured()
        assert page.strip.sizeHint().height() > bare + 2 * 20
        stretches = found.structures[0].stretches
        last = next(s for s in stretches if s.key == "lateral_ventricle_right")
        inside = (last.start_mm + last.end_mm) / 2 / found.trajectory.length_mm
        # The scale lies between the bands' titles and the edge; structures are the second band.
        left, right = page.strip._x(0.0), page.strip._x(found.trajectory.length_mm)
        at = QPoint(round(left + inside * (right - left)), 40)
        where = page.strip.mapToGlobal(at)
        QApplication.sendEvent(page.strip, QHelpEvent(QEvent.Type.ToolTip, at, where))
        assert QToolTip.text().startswith("right lateral ventricle: ")


class TestPictures:
    def test_both_are_drawn_once_a_way_is_there(self, page, add, measured, qtbot):
        assert page.picturing.pictures is None
        add(RIGHT_VERTEX, VENTRICLE)
        measured()
        qtbot.waitUntil(lambda: page.picturing.pictures is not None)
        shown = page.picturing.pictures
        assert shown.probe.shape[0] == len(shown.depths_mm)
        assert page.probe.pictures is page.along.pictures is shown


class TestPicking:
    def test_buttons_take_the_cursor_for_target_and_entry(self, page, session, qtbot):
        session.set_cursor((8, 9, 10))
        qtbot.keyClick(page.target, Qt.Key.Key_Space)
        assert "entry is missing" in page.hint.text()
        target = session.cursor_mm
        session.set_cursor((8, 9, 24))
        qtbot.keyClick(page.entry, Qt.Key.Key_Space)
        way = session.plan.current.way
        assert (way.target_xyz_mm, way.entry_xyz_mm) == (target, session.cursor_mm)

    def test_clicks_are_asked_for_one_after_the_other(self, page, session):
        page.new.click()
        assert session.plan.picking is End.TARGET
        assert "target" in page.hint.text()
        session.plan.pick((0.0, 0.0, 0.0))
        assert session.plan.picking is End.ENTRY
        assert "entry" in page.hint.text()
        session.plan.pick((0.0, 0.0, 9.0))
        assert session.plan.picking is None
        assert len(session.plan.items) == 1


@pytest.fixture
def exports(page, session, add, measured, qtbot, tmp_path, monkeypatch):
    """Two ways and margins, and what writes them to a name."""
    add(RIGHT_VERTEX, VENTRICLE)
    add(LEFT_SIDE, INSULA)
    session.plan.set_margins(Margins(Region.TC, (2.0, 4.0)))
    found = measured()
    jobs = Jobs(page)
    made = PlanExports(session, jobs, page)

    def write(kind, name):
        target = tmp_path / name
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
        with qtbot.waitSignal(made.written) as told:
            made.export(kind)
        return told.args[0]

    yield write, found
    jobs.shut_down()


class TestFiles:
    def test_json_reads_back_with_structures_trust_and_margins(self, exports, session):
        write, found = exports
        values = json.loads(write("json", "plan").read_text(encoding="utf-8"))
        ways = [Trajectory.from_dict(value) for value in values["trajectories"]]
        assert ways == [one.way for one in session.plan.items]
        assert values["atlas"]["trust"] == 0.87
        first = values["trajectories"][0]
        keys = [stretch["key"] for stretch in first["crosses"]["places"]]
        assert "frontal_right" in keys
        assert "lateral_ventricle_right" in first["ventricles_crossed_mm"]
        shells = found.shells.shells
        told = [shell["ml"] for shell in values["margins"]["shells"]]
        np.testing.assert_allclose(told, shells.ml, atol=5e-4)

    def test_csv_has_a_row_each(self, exports):
        write, _ = exports
        with write("csv", "plan.csv").open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        assert [row["atlas_fits"] for row in rows] == ["yes", "yes"]
        assert "lateral_ventricle_right" in rows[0]["ventricles_mm"]
        assert rows[1]["ventricles_mm"] == ""

    def test_lines_for_slicer_are_in_lps(self, exports, session):
        write, _ = exports
        values = json.loads(write("markups", "plan").read_text(encoding="utf-8"))
        x, y, z = session.plan.items[0].way.entry_xyz_mm
        point = values["markups"][0]["controlPoints"][0]["position"]
        assert point == pytest.approx([-x, -y, z])

    def test_margins_are_a_label_map_on_the_studys_grid(self, exports, session):
        write, found = exports
        back = read_volume(write("margins", "plan"))
        np.testing.assert_array_equal(back.data, found.shells.shells.numbers * 10)
        np.testing.assert_allclose(back.affine, session.study.grid.affine)

    def test_the_report_tells_ways_trust_and_millilitres(self, exports):
        _, found = exports
        told = planned_html(found.found)
        assert "right lateral ventricle" in told
        assert "0.87" in told
        assert "displaced or infiltrated" in told
        for ml in found.shells.shells.ml:
            assert f"<td>{ml:.1f}</td>" in told
        assert told.count("<table") == 3
        assert "0–2 mm" in told
        assert "2–4 mm" in told


def test_nothing_can_be_exported_before_it_is_known(page, session, add, measured):
    assert not page.export.isEnabled()
    add(RIGHT_VERTEX, VENTRICLE)
    assert not page._can_export("json")
    assert page._can_export("markups")
    measured()
    assert page._can_export("json")


def test_margins_are_switched_on_and_tell_millilitres(page, session, measured, qtbot):
    page.margins.mm.setText("4 2")
    qtbot.mouseClick(page.margins.on, Qt.MouseButton.LeftButton)
    page.margins.on.setChecked(True)
    assert session.plan.margins == Margins(Region.TC, (2.0, 4.0))
    found = measured()
    qtbot.waitUntil(lambda: found.shells is not None)
    for ml in found.shells.shells.ml[1:]:
        assert f"{ml:.1f} ml" in page.margins.result.text()
    page.margins.on.setChecked(False)
    assert session.plan.margins is None
    assert page.margins.result.text() == ""
