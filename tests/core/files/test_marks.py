"""A label map tells which scans it was made from, and nothing else of them."""

from __future__ import annotations

from dataclasses import replace

import nibabel as nib
import numpy as np
import pytest

from core.errors import ReadingError
from core.files.marks import mark_in, mark_of_files, mark_of_study, mark_of_values
from core.files.writing import write_label_map
from core.opening.reading import open_study
from core.studies.segmentation import Segmentation
from core.studies.study import Modality, Study, Volume
from tests.conftest import brain_arrays, write_nifti


def test_the_mark_is_that_of_the_files_read(study_files, study_folder, tmp_path):
    study = open_study(study_folder).study
    labels = np.zeros(study.grid.shape, np.uint8)
    found = Segmentation(study.name, study.grid, labels)
    for name in ("mask.nii", "mask.nii.gz"):
        write_label_map(found, study.reference, tmp_path / name, mark=mark_of_study(study))
        assert mark_in(tmp_path / name) == mark_of_files(study_files) != ""
        assert b"research use only" in nib.load(tmp_path / name).header["descrip"].item()


@pytest.mark.parametrize("ending", [".nii", ".nii.gz"])
@pytest.mark.parametrize("modality", list(Modality))
def test_one_other_patch_in_one_sequence_makes_another_mark(tmp_path, ending, modality):
    marks = set()
    for patient in range(2):
        arrays = brain_arrays((64, 64, 48))
        arrays[modality][20:40, 20:40, 16:32] += patient
        files = {
            m: write_nifti(tmp_path / f"{m.value}{ending}", data) for m, data in arrays.items()
        }
        marks.add(mark_of_files(files))
    assert len(marks) == 2


def test_where_the_files_lie_makes_no_difference_but_which_is_which_does(study_files, tmp_path):
    moved = {
        m: path.rename(tmp_path / f"{n}.nii.gz") for n, (m, path) in enumerate(study_files.items())
    }
    mark = mark_of_files(moved)
    assert mark == mark_of_files(dict(reversed(moved.items())))
    swapped = {**moved, Modality.T1: moved[Modality.T1GD], Modality.T1GD: moved[Modality.T1]}
    assert mark_of_files(swapped) != mark
    del moved[Modality.T2]
    assert mark_of_files(moved) != mark


def test_what_bears_none(study_files, tmp_path):
    assert mark_in(study_files[Modality.T1]) == ""
    assert mark_in(tmp_path / "none.nii.gz") == ""
    (tmp_path / "empty.nii.gz").write_bytes(b"")
    assert mark_in(tmp_path / "empty.nii.gz") == ""
    with pytest.raises(ReadingError, match="no such file"):
        mark_of_files({Modality.T1: tmp_path / "none.nii.gz"})


def test_a_study_without_files_is_marked_by_its_values():
    one, other = (
        Study("a", {Modality.T1GD: Volume(np.full((9, 9, 9), v, np.int16), np.eye(4))})
        for v in (3, 4)
    )
    assert len(mark_of_values(one)) == 16
    assert mark_of_values(one) == mark_of_values(replace(one, name="b"))
    assert mark_of_values(one) != mark_of_values(other)
    one.reference.data[1, 1, 1] = 5  # between those that are looked at
    more = {**one.volumes, Modality.FLAIR: other.reference}
    assert mark_of_values(one) == mark_of_values(replace(one, volumes=more))
    unseen = mark_of_values(one)
    one.reference.data[3, 3, 3] = 5
    assert mark_of_values(one) != unseen
