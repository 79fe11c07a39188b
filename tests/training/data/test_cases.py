"""Labelled cases as training reads them."""

from __future__ import annotations

import numpy as np
import pytest

from core.errors import GeometryError, ReadingError
from core.labels import LabelConvention, to_convention
from core.space.affine import Grid
from tests.conftest import LPS, write_nifti, write_study
from tests.core.absent import FLAIR, T1, T1GD, arrays_of
from training.data.cases import read_case_study, read_truth

GRID = Grid((14, 14, 14), LPS)


@pytest.mark.parametrize("convention", LabelConvention)
def test_a_truth_in_the_decathlons_numbers_is_not_learnt_from(tmp_path, convention):
    labels = np.zeros((14, 14, 14), np.uint8)
    labels[1:13, 1:13, 1:13] = 2
    labels[4:9, 4:9, 4:9] = 3
    labels[5:8, 5:8, 5:8] = 1
    write_nifti(tmp_path / "x_seg.nii.gz", to_convention(labels, convention))
    if convention is LabelConvention.DECATHLON:
        with pytest.raises(ReadingError, match=r"x_seg.nii.gz: label 1 lies around label 2"):
            read_truth(tmp_path, GRID)
    else:
        np.testing.assert_array_equal(read_truth(tmp_path, GRID), labels)


def test_a_truth_along_other_axes_is_turned_and_one_elsewhere_refused(tmp_path):
    labels = np.zeros((14, 14, 14), np.uint8)
    labels[2:5, 3:9, 4] = 4
    affine = LPS.copy()
    affine[0, 0], affine[0, 3] = 1, -13
    write_nifti(tmp_path / "x_seg.nii.gz", labels[::-1], affine)
    assert np.array_equal(read_truth(tmp_path, GRID) > 0, labels > 0)
    affine[0, 3] = 0
    write_nifti(tmp_path / "x_seg.nii.gz", labels[::-1], affine)
    with pytest.raises(GeometryError, match=r"x_seg.nii.gz"):
        read_truth(tmp_path, GRID)


def test_training_wants_all_four(tmp_path):
    write_study(tmp_path / "case", arrays_of((T1, T1GD, FLAIR)))
    with pytest.raises(ReadingError, match="no T2"):
        read_case_study(tmp_path / "case")
