"""A patient's time points in folders, BIDS trees and DICOM; patients are never mixed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from core.errors import ReadingError, SeveralStudiesError
from core.follow_up.finding import find_time_points, open_time_point
from core.follow_up.time_point import DayFrom
from core.phantom.scanner import PROTOCOLS, Person, Way, write_series
from core.studies.study import Modality
from tests.conftest import LPS, brain_arrays, write_nifti, write_study

SOMEBODY = Person()
FEW = (Modality.T1GD, Modality.FLAIR)


def scans(folder: Path, prefix=None):
    """Two sequences of a toy brain."""
    arrays = {m: a for m, a in brain_arrays((12, 14, 12)).items() if m in FEW}
    if prefix is None:
        write_study(folder, arrays)
        return folder
    names = {Modality.T1GD: "ce-gd_T1w", Modality.FLAIR: "FLAIR"}
    for modality, data in arrays.items():
        write_nifti(folder / f"{prefix}_{names[modality]}.nii.gz", data)
    return folder


def found(*paths):
    return find_time_points(paths).points


def told(points):
    return [(p.name, p.day, p.day_from) for p in points]


def test_a_patients_folder_of_dated_visits_comes_in_the_order_of_dates(tmp_path):
    for name in ("2024-05-01", "2024-01-05"):
        scans(tmp_path / "P" / name)
    assert told(found(tmp_path / "P")) == [
        ("2024-01-05", date(2024, 1, 5), DayFrom.NAME),
        ("2024-05-01", date(2024, 5, 1), DayFrom.NAME),
    ]


def test_visits_without_dates_come_by_number_and_have_none(tmp_path):
    for name in ("week-10", "week-9"):
        scans(tmp_path / "Patient-003" / name)
    points = found(tmp_path / "Patient-003")
    assert told(points) == [(f"week-{n}", None, DayFrom.NOBODY) for n in (9, 10)]
    assert {p.patient for p in points} == {"PATIENT-003"}


def test_folders_named_one_by_one_stay_in_their_order(tmp_path):
    late, early = scans(tmp_path / "b"), scans(tmp_path / "a")
    assert [p.name for p in found(late, early)] == ["b", "a"]


class TestBids:
    def tree(self, root, table=None):
        for session in ("1", "2"):
            name = f"sub-07_ses-{session}"
            scans(root / "sub-07" / f"ses-{session}" / "anat", name)
        if table:
            (root / "sub-07" / "sub-07_sessions.tsv").write_text(table)
        return root / "sub-07"

    def test_sessions_are_time_points_of_one_subject(self, tmp_path):
        points = found(self.tree(tmp_path))
        assert told(points) == [(f"sub-07_ses-{n}", None, DayFrom.NOBODY) for n in (1, 2)]
        assert {p.patient for p in points} == {"SUB-07"}

    def test_the_table_of_sessions_has_dates(self, tmp_path):
        table = "session_id\tacq_time\nses-1\t2024-05-01T10:00:00\nses-2\t2024-01-05T09:00:00\n"
        points = found(self.tree(tmp_path, table))
        assert told(points) == [
            ("sub-07_ses-2", date(2024, 1, 5), DayFrom.TABLE),
            ("sub-07_ses-1", date(2024, 5, 1), DayFrom.TABLE),
        ]

    def test_dates_that_were_taken_out_are_none(self, tmp_path):
        points = found(self.tree(tmp_path, "session_id\tacq_time\nses-1\tn/a\nses-2\tn/a\n"))
        assert [p.day for p in points] == [None, None]

    def test_two_subjects_are_refused(self, tmp_path):
        self.tree(tmp_path)
        scans(tmp_path / "sub-08" / "ses-1" / "anat", "sub-08_ses-1")
        with pytest.raises(SeveralStudiesError, match="several patients"):
            found(tmp_path)


def test_folders_that_may_be_of_several_patients_are_refused(tmp_path):
    for name in ("case3", "case9"):
        scans(tmp_path / name)
    with pytest.raises(SeveralStudiesError, match="nothing says that its 2 studies"):
        found(tmp_path)


def test_brats_time_points_of_one_case(tmp_path):
    for name in ("BraTS-GLI-00005-101", "BraTS-GLI-00005-100"):
        scans(tmp_path / name)
    assert [p.name[-3:] for p in found(tmp_path)] == ["100", "101"]
    scans(tmp_path / "BraTS-GLI-00006-100")
    with pytest.raises(SeveralStudiesError, match="several patients"):
        found(tmp_path)


def test_two_of_one_name_are_told_apart(tmp_path):
    points = found(scans(tmp_path / "2023" / "mri"), scans(tmp_path / "2024" / "mri"))
    assert [p.name for p in points] == ["mri (1)", "mri (2)"]


def test_nothing_there(tmp_path):
    with pytest.raises(ReadingError, match="no such folder"):
        found(tmp_path / "nowhere")


class TestLabels:
    def test_beside_the_scans(self, tmp_path):
        folder = scans(tmp_path / "2024-01-05")
        labels = np.zeros((12, 14, 12), np.uint8)
        labels[4:8, 4:8, 4:8] = 2
        write_nifti(folder / "x_seg.nii.gz", labels)
        opened = open_time_point(found(folder)[0], with_labels=True).point
        assert np.array_equal(opened.segmentation.label_map, labels)
        assert opened.segmentation.provenance.file == "x_seg.nii.gz"
        assert open_time_point(found(folder)[0]).point.segmentation is None

    def test_on_another_grid_they_are_brought_over(self, tmp_path):
        folder = scans(tmp_path / "a")
        moved = LPS.copy()
        moved[0, 3] = -2.0
        labels = np.zeros((12, 14, 12), np.uint8)
        labels[4:8, 4:8, 4:8] = 2
        write_nifti(folder / "x_seg.nii.gz", labels, moved)
        opened = open_time_point(found(folder)[0], with_labels=True).point
        assert np.array_equal(opened.segmentation.label_map, np.roll(labels, 2, 0))
        assert "labels_on_other_grid" in {finding.code for finding in opened.findings}

    def test_none_is_refused(self, tmp_path):
        with pytest.raises(ReadingError, match="no label map lies beside"):
            open_time_point(found(scans(tmp_path / "a"))[0], with_labels=True)


class TestDicom:
    def write(self, folder, study, day, person=SOMEBODY, modalities=FEW):
        data = np.random.default_rng(0).integers(0, 900, (64, 64, 12), np.int16)
        affine = np.diag([3.0, 3.0, 6.0, 1.0])
        for m in modalities:
            protocol = replace(PROTOCOLS[m], more={"StudyDate": day})
            way = Way(person=person, study=study)
            write_series(folder / study / m.value, data, affine, protocol, way)

    def test_studies_of_one_patient_by_date(self, tmp_path):
        self.write(tmp_path, "A", "20240501")
        self.write(tmp_path, "B", "20240105")
        points = found(tmp_path)
        assert told(points) == [
            ("2024-01-05", date(2024, 1, 5), DayFrom.DICOM),
            ("2024-05-01", date(2024, 5, 1), DayFrom.DICOM),
        ]
        assert len({p.patient for p in points}) == 1
        # Whose they are stands in no text.
        assert SOMEBODY.identifier not in repr(points)

    def test_without_dates_they_are_numbered(self, tmp_path):
        self.write(tmp_path, "A", "")
        self.write(tmp_path, "B", "")
        assert [(p.name, p.day) for p in found(tmp_path)] == [
            ("study-1", None), ("study-2", None),
        ]  # fmt: skip

    def test_two_patients_are_refused(self, tmp_path):
        self.write(tmp_path, "A", "20240501")
        self.write(tmp_path, "B", "20240105", Person("Other^Somebody", "X2"))
        with pytest.raises(SeveralStudiesError, match="2 patients"):
            found(tmp_path)

    def test_a_study_of_too_few_sequences_is_left_out_and_told(self, tmp_path):
        self.write(tmp_path, "A", "20240501")
        self.write(tmp_path, "B", "20240105", modalities=(Modality.T1,))
        all_found = find_time_points([tmp_path])
        assert [p.name for p in all_found.points] == ["2024-05-01"]
        assert "Two sequences at least are needed" in all_found.left_out[0]
