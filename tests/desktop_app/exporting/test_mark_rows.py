"""What was measured by hand, in the exported table and in the planning report."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from desktop_app.dialogs.planning import PlanningDialog
from desktop_app.exporting.mark_rows import mark_rows
from desktop_app.state.display import Plane
from desktop_app.state.mark_geometry import with_point
from desktop_app.state.marks import Mark, MarkKind
from desktop_app.work.measuring import Measuring

DRAWN = (
    Mark(101, MarkKind.RULER, Plane.AXIAL, 12, ((4, 6, 12), (14, 6, 12)), name="gap, front"),
    Mark(102, MarkKind.ANGLE, Plane.AXIAL, 12, ((20, 10, 12), (10, 10, 12), (10, 25, 12))),
    Mark(103, MarkKind.SHIFT, Plane.AXIAL, 12, ((16, 34, 12), (16, 2, 12), (13, 18, 12))),
    Mark(104, MarkKind.ELLIPSE, Plane.AXIAL, 12, ((8, 8, 12), (24, 26, 12))),
)


@pytest.fixture
def measured(qtbot, labelled):
    session = labelled.session
    qtbot.waitUntil(lambda: bool(session.marks.lesions))
    for mark in DRAWN:
        session.marks.add(mark)
    return labelled


def table(window):
    text = Measuring.of(window.session).measurements.to_csv(mark_rows(window.session))
    return list(csv.DictReader(io.StringIO(text)))


def test_every_mark_has_its_row_and_areas_one_per_sequence(measured):
    rows = {(row["kind"], row["sequence"]): row for row in table(measured) if row["measured_by"]}
    assert rows["ruler", ""]["length_mm"] == "10.00"
    assert rows["ruler", ""]["name"] == "gap, front"
    assert rows["angle", ""]["angle_degrees"] == "90.00"
    shift = rows["midline_shift", ""]
    assert (shift["length_mm"], shift["side"], shift["measured_by"]) == ("3.00", "left", "hand")
    areas = [rows["ellipse", name] for name in ("T1", "T1Gd", "T2", "FLAIR")]
    assert {row["area_mm2"] for row in areas} == {"226.03"}
    assert all(float(r["minimum"]) <= float(r["mean"]) <= float(r["maximum"]) for r in areas)
    # The study is stored LPS: the first end lies at RAS+ voxel (4, 6, 12).
    affine = measured.session.grid.affine
    expected = affine[:3, :3] @ (4, 6, 12) + affine[:3, 3]
    first = rows["ruler", ""]["points_mm"].split(";")[0].split()
    assert [float(v) for v in first] == pytest.approx(expected)


def test_lines_of_lesions_are_told_twice_only_where_a_person_moved_them(measured):
    kinds = [row["kind"] for row in table(measured)]
    assert "lesion_by_hand" not in kinds
    session = measured.session
    lesion = session.marks.lesions[0]
    x, y, z = lesion.points[0]
    session.marks.edit(with_point(lesion, 0, (x + 6, y + 6, z), session.spacing_mm))
    kinds = [row["kind"] for row in table(measured)]
    assert kinds.count("lesion_by_hand") == kinds.count("lesion_sum_by_hand") == 1
    assert kinds.count("lesion") == 1


def test_the_clipboard_gets_them_too(measured):
    rows = [line.split("\t") for line in measured.side_panel.measurements.text().splitlines()]
    assert ["gap, front", "10.0 mm", "13", "by hand"] in rows
    assert any(row[0].startswith("Ellipse 1, T1") for row in rows)
    assert any(row[0] == "Lesion 1" and row[-1] == "by the program" for row in rows)


def test_the_planning_report_holds_what_is_shown(qtbot, measured):
    session = measured.session
    session.marks.edit(replace(DRAWN[1], shown=False, name="hidden angle"))
    dialog = PlanningDialog(session)
    qtbot.addWidget(dialog)
    report = dialog.report()
    assert "gap, front" in report
    assert "3.0 mm to the left" in report
    assert "RANO" in report
    assert "hidden angle" not in report
