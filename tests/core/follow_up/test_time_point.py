"""The order of time points: dates where all are known, else as they were named."""

from __future__ import annotations

from datetime import date

import pytest

from core.errors import ReadingError
from core.follow_up.doubts import findings_of
from core.follow_up.names import (
    day_in,
    is_visit,
    natural,
    other_patient,
    patient_in,
    patient_mark,
)
from core.follow_up.time_point import DayFrom, OrderedBy, Phase, in_order
from tests.core.follow_up.patients import head, point


def dated(name, day, **more):
    return point(name, head(), day=day, day_from=DayFrom.DICOM, **more)


JAN, MAR, MAY = date(2024, 1, 5), date(2024, 3, 9), date(2024, 5, 1)


def codes(ordered):
    return [f.code for f in findings_of(ordered, [None] * len(ordered.points))]


def test_dates_give_the_order_and_a_contradiction_is_told():
    ordered = in_order([dated("c", MAY), dated("a", JAN), dated("b", MAR)])
    assert [p.name for p in ordered.points] == ["a", "b", "c"]
    assert (ordered.by, ordered.moved) == (OrderedBy.DATES, True)
    assert codes(ordered) == ["follow_up_reordered"]
    assert codes(in_order([dated("a", JAN), dated("b", MAR)])) == ["follow_up_order_dates"]


def test_one_date_missing_leaves_the_order_as_named():
    ordered = in_order([dated("late", MAY), point("undated", head()), dated("early", JAN)])
    assert [p.name for p in ordered.points] == ["late", "undated", "early"]
    assert ordered.by is OrderedBy.PERSON
    assert codes(ordered) == ["follow_up_order_named"]


def test_dates_out_of_names_are_told():
    points = [dated("a", JAN), point("b", head(), day=MAR, day_from=DayFrom.NAME)]
    assert codes(in_order(points)) == ["follow_up_order_dates", "follow_up_dates_in_names"]


def test_other_patients_and_operations_are_told():
    points = [dated("a", JAN, patient="X"), dated("b", MAR, patient="Y", phase=Phase.AFTER_SURGERY)]
    assert codes(in_order(points))[1:] == ["follow_up_other_patient", "follow_up_operated"]
    assert "X" not in repr(points[0])


@pytest.mark.parametrize(
    ("first", "second", "two"),
    [
        (("1", "Roe", "1960"), ("1", "ROE", "1960"), False), (("1", "", ""), ("2", "", ""), True),
        (("1", "ROE", ""), ("1", "", "1960"), False), (("", "ROE", ""), ("1", "DOE", ""), True),
        (("1", "ROE", "1960"), ("1", "ROE", "1961"), True), (("1", "", ""), ("", "", ""), False),
    ],
)  # fmt: skip
def test_whose_studies_two_headers_tell(first, second, two):
    assert other_patient(patient_mark(*first), patient_mark(*second)) is two
    assert patient_mark("", "", "") == ""


def test_headers_are_not_held_against_names():
    header = patient_mark("77", "ROE", "")
    assert not other_patient(header, "SUB-07")
    assert other_patient("SUB-08", "SUB-07")
    points = [dated("a", JAN, patient="SUB-07"), dated("b", MAR, patient=header)]
    points += [dated("c", MAY, patient=patient_mark("78", "DOE", ""))]
    told = findings_of(in_order(points), [None] * 3)[-1]
    assert (told.code, told.values) == (
        "follow_up_other_patient",
        {"others": "c", "first": "b"},
    )


def test_one_date_of_two_time_points_is_told():
    ordered = in_order([dated("a", JAN), dated("b", JAN), dated("c", MAR)])
    assert [p.name for p in ordered.points] == ["a", "b", "c"]
    assert codes(ordered) == ["follow_up_order_dates", "follow_up_same_day"]


def test_too_few_or_two_of_one_name():
    with pytest.raises(ReadingError, match="two time points or more"):
        in_order([dated("a", JAN)])
    with pytest.raises(ReadingError, match="are called a"):
        in_order([dated("a", JAN), dated("a", MAR)])


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2024-03-09_MRI", MAR), ("mri20240309", MAR), ("ses-20240309", MAR), ("2024.03.09", MAR),
        ("09-03-2024", None), ("2024-13-09", None), ("2024-03-09_to_2024-05-01", None),
        ("BraTS2021_00006", None), ("week-004", None), ("12024030911", None),
    ],
)  # fmt: skip
def test_only_dates_with_the_year_first_are_read(name, day):
    assert day_in(name) == day


@pytest.mark.parametrize(
    ("parts", "patient"),
    [
        (["sub-01_ses-2_T1w.nii.gz"], "SUB-01"), (["BraTS-GLI-00005-101"], "BRATS-GLI-00005"),
        (["BraTS2021_00006"], "BRATS2021_00006"), (["week-004", "Patient-012"], "PATIENT-012"),
        (["visit1", "home"], ""),
    ],
)  # fmt: skip
def test_whose_it_is_by_its_names(parts, patient):
    assert patient_in(parts) == patient


def test_names_of_time_points():
    for name in ("ses-1", "week-004", "2024-03-09", "preop", "Post-Op", "baseline", "tp2", "t0",
                 "BraTS-GLI-00005-101"):  # fmt: skip
        assert is_visit(name), name
    for name in ("sub-01", "case3", "BraTS2021_00006", "MUELLER", "cat12"):
        assert not is_visit(name), name
    assert sorted(["week-10", "week-9"], key=natural) == ["week-9", "week-10"]
