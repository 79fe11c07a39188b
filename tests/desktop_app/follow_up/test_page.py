"""The page of the follow-up: what it shows, and what a person does there."""

from __future__ import annotations

import csv
from datetime import date

import numpy as np
import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QFileDialog

from core.follow_up.change import Change
from core.follow_up.clinical import ClinicalState
from core.follow_up.response import Category
from core.follow_up.time_point import DayFrom, Phase
from core.labels import Region
from core.studies.study import Modality
from desktop_app.state.display import LayoutKind, Plane
from desktop_app.state.follow_up import Beside
from tests.desktop_app.follow_up.visits import entry


def stands(qtbot, window):
    """Wait until the other time point stands beside, with its labels and the change."""
    standing = window.follow_up.standing
    qtbot.waitUntil(
        lambda: (
            len(standing.second.volumes) == 4
            and standing.second.labels is not None
            and window.session.follow_up.change is not None
        ),
    )
    return standing.second


def test_table_tells_growth_and_category(followed):
    course = followed.follow_up.course
    cells = [[course.table.item(r, c).text() for c in range(5)] for r in range(2)]
    grown = round(100 * (9**3 / 6**3 - 1))
    assert cells[0][1] == "0.2"
    assert cells[0][4] == "base"
    assert cells[1][2] == f"+{grown} %"
    assert followed.follow_up.following.assessments[1].category in Category
    course.choose(None)
    assert course.table.item(1, 1).text() != cells[1][1]


def test_side_by_side_shows_one_place_at_one_size(qtbot, followed):
    session = followed.session
    session.set_layout(kind=LayoutKind.FOUR)
    followed.actions_["beside"].trigger()
    second = stands(qtbot, followed)
    assert session.layout.kind is LayoutKind.ONE
    area = followed.beside_area
    assert area.first.isVisible()
    assert area.second is not None
    assert area.second.isVisible()
    assert "later" in area.second.title.text()
    session.set_cursor((11, 13, 12))
    assert second.cursor == (11, 13, 12)
    second.set_cursor((9, 9, 9))
    assert session.cursor == (9, 9, 9)
    qtbot.waitUntil(lambda: area.second.area.views[0].viewport().width() > 80)
    qtbot.waitUntil(
        lambda: (
            area.second.area.views[0].pixels_per_mm()
            == pytest.approx(area.first.area.views[0].pixels_per_mm())
        )
    )
    session.set_layout(plane=Plane.CORONAL)
    assert second.layout.plane is Plane.CORONAL
    followed.actions_["beside"].trigger()
    assert session.layout.kind is LayoutKind.FOUR
    assert not area.second.isVisible()


def test_flicking_shows_the_other_in_the_same_place(qtbot, followed):
    followed.actions_["flick"].trigger()
    stands(qtbot, followed)
    area = followed.beside_area
    assert (area.first.isVisible(), area.second.isVisible()) == (False, True)
    followed.actions_["flick"].trigger()
    assert (area.first.isVisible(), area.second.isVisible()) == (True, False)
    assert followed.session.follow_up.beside is Beside.PLACE
    followed.actions_["beside"].trigger()
    assert area.second.isVisible()


def test_keys_of_the_views_work_on_both_sides(qtbot, followed):
    followed.actions_["beside"].trigger()
    stands(qtbot, followed)
    view = followed.beside_area.second.area.active_view()
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_5)
    assert followed.session.follow_up.beside is Beside.PLACE


def test_change_is_painted_where_the_tumour_grew(qtbot, followed):
    followed.actions_["change_overlay"].trigger()
    second = stands(qtbot, followed)
    change = followed.session.follow_up.change
    counts = np.bincount(change.ras[Region.ET].ravel(), minlength=4)
    assert counts[Change.GROWN] == 9**3 - 6**3
    assert counts[Change.STABLE] == 6**3
    assert counts[Change.SHRUNK] == 0
    assert followed.session.display.change
    assert second.display.change
    assert second.follow_up.change is change
    legend = followed.follow_up.beside._legend[Change.GROWN][1].text()
    assert legend.startswith("Grown")


def test_an_earlier_time_point_beside_has_what_shrank_since(qtbot, followed):
    state = followed.session.follow_up
    state.move(state.entries[0], 1)
    followed.actions_["change_overlay"].trigger()
    stands(qtbot, followed)
    counts = np.bincount(state.change.ras[Region.ET].ravel(), minlength=4)
    assert counts[Change.SHRUNK] == 9**3 - 6**3
    assert counts[Change.GROWN] == 0
    assert state.change.earlier == "later"


def test_dates_that_a_person_types_put_time_points_in_order(qtbot, followed):
    points, state = followed.follow_up.points, followed.session.follow_up
    for row, day in ((0, QDate(2024, 5, 1)), (1, QDate(2023, 5, 1))):
        points.table.selectRow(row)
        points.day.setDate(day)
    assert [e.name for e in state.entries] == ["later", "base"]
    assert {e.day_from for e in state.entries} == {DayFrom.PERSON}
    assert not points.commands["earlier"].isEnabled()


def test_answers_change_the_category_and_its_reasons(qtbot, followed):
    follow_up, state = followed.follow_up, followed.session.follow_up
    follow_up.points.table.selectRow(1)
    before = follow_up.category.reasons.text()
    follow_up.answers.state.setCurrentIndex(3)
    follow_up.answers.state.activated.emit(3)
    assert state.entries[1].clinical.state is ClinicalState.WORSE
    assert follow_up.category.assessment.category is Category.PD
    assert "Progressive disease (PD)" in follow_up.category.category.text()
    assert follow_up.category.reasons.text() != before
    follow_up.answers.steroids.setValue(4.0)
    assert state.entries[1].clinical.steroids_mg == 4.0
    follow_up.answers.steroids.setValue(-0.5)
    assert state.entries[1].clinical.steroids_mg is None


def test_extent_of_resection_follows_the_stage(qtbot, followed):
    follow_up, state = followed.follow_up, followed.session.follow_up
    state.put(state.entries[1], phase=Phase.AFTER_SURGERY)
    found = follow_up.following
    qtbot.waitUntil(lambda: bool(found.resections))
    follow_up.points.table.selectRow(1)
    assert "Extent of resection" in follow_up.category.reasons.text()
    assert "cavity" in follow_up.points._warnings.text()


def test_labels_are_taken_over_as_a_result_of_its_own(qtbot, followed):
    followed.actions_["beside"].trigger()
    stands(qtbot, followed)
    before = followed.session.results.shown
    followed.actions_["carry_labels"].trigger()
    qtbot.waitUntil(lambda: followed.session.results.shown is not before)
    found = followed.session.segmentation
    assert np.count_nonzero(found.label_map == 3) == 9**3
    assert found.provenance.carried
    assert before in followed.session.results.own


def test_opening_another_time_point_keeps_the_others(qtbot, followed):
    state = followed.session.follow_up
    later = state.entries[1]
    session = followed.session
    followed.follow_up.open_entry(later)
    qtbot.waitUntil(lambda: session.study is later.study and session.labels is not None)
    assert [e.name for e in state.entries] == ["base", "later"]
    assert state.entries[0].segmentation is not None
    found = followed.follow_up.following
    qtbot.waitUntil(lambda: found.found is not None and not found.busy)
    assert found.segmentation_of(state.entries[1]) is followed.session.segmentation


def test_corrections_do_not_align_again(qtbot, followed, aligned):
    count = len(aligned)
    state = followed.session.follow_up
    fresh = entry("later", 8).segmentation
    state.put(state.entries[1], segmentation=fresh)
    found = followed.follow_up.following
    qtbot.waitUntil(lambda: not found.busy)
    assert len(aligned) == count
    assert found.found.sizes[1].region_ml[Region.ET] == pytest.approx(8**3 / 1000)


def test_course_is_exported_as_a_table(qtbot, followed, monkeypatch, tmp_path):
    path = tmp_path / "course"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: (str(path), ""))
    followed.actions_["export_follow_up"].trigger()
    written = tmp_path / "course.csv"
    qtbot.waitUntil(written.exists)
    qtbot.waitUntil(lambda: "course.csv" in followed.messages.text)
    rows = list(csv.DictReader(written.read_text(encoding="utf-8").splitlines()))
    assert [row["time_point"] for row in rows] == ["base", "later"]
    assert float(rows[1]["ET_grown_ml"]) == pytest.approx((9**3 - 6**3) / 1000)


def test_closing_the_study_forgets_its_time_points(followed):
    followed.session.close()
    assert followed.session.follow_up.entries == ()
    assert followed.follow_up.following.found is None


def test_another_patients_study_is_warned_of(qtbot, followed):
    state, reading = followed.session.follow_up, followed.follow_up.reading
    state.put(state.entries[0], patient="A")
    other = state.add(entry("other", patient="B", day=date(2024, 1, 1)))
    reading._warn_of_patient(other)
    assert "another patient" in followed.messages.text


def test_absent_sequences_are_said_in_the_views_beside(qtbot, followed):
    state = followed.session.follow_up
    later = state.entries[1]
    less = {m: v for m, v in later.study.volumes.items() if m is not Modality.T2}
    changed = state.put(later, study=type(later.study)("later", less))
    found = followed.follow_up.following
    qtbot.waitUntil(lambda: not found.busy)
    state.show(changed, Beside.SIDE)
    second = followed.follow_up.standing.second
    qtbot.waitUntil(lambda: len(second.volumes) == 3)
    assert followed.beside_area._notes(changed)[Modality.T2] == "not in this time point"
