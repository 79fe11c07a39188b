"""Labelled cases as training reads them."""

from __future__ import annotations

import nibabel as nib
import numpy as np
import pytest

from core.errors import GeometryError, ReadingError
from core.labels import LabelConvention, to_convention
from core.segmenting.preprocessing import Preprocessing
from core.space.affine import Grid
from tests.conftest import LPS, write_nifti, write_study
from tests.core.absent import FLAIR, T1, T1GD, arrays_of
from training.data.cases import load_case, read_case_study, read_truth

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


def test_labels_follow_the_images_to_another_spacing(tmp_path):
    rng = np.random.default_rng(0)
    affine = np.diag([-1.0, -1.0, 1.0, 1.0])
    truth = np.zeros((30, 36, 24), np.uint8)
    truth[6:15, 9:21, 6:18] = 2
    for name in ("t1", "t1ce", "t2", "flair"):
        values = rng.integers(100, 120, truth.shape).astype(np.int16)
        values[truth > 0] += 800
        nib.save(nib.Nifti1Image(values, affine), tmp_path / f"p_{name}.nii.gz")
    nib.save(nib.Nifti1Image(truth, affine), tmp_path / "p_seg.nii.gz")
    fine = load_case(tmp_path, Preprocessing())
    coarse = load_case(tmp_path, Preprocessing(spacing_mm=1.5))
    assert coarse.labels.shape == coarse.array.shape[1:] != fine.labels.shape
    volumes = [np.count_nonzero(c.labels) * mm**3 for c, mm in ((fine, 1.0), (coarse, 1.5))]
    assert volumes[0] == np.count_nonzero(truth)
    assert abs(volumes[1] / volumes[0] - 1) < 0.1
    bright = coarse.array[0] > np.median(coarse.array[0]) + 4
    overlap = 2 * (bright & (coarse.labels > 0)).sum() / (bright.sum() + (coarse.labels > 0).sum())
    assert overlap > 0.9
