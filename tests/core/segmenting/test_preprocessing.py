"""Preprocessing: one function for training and inference."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from core.errors import CheckError
from core.segmenting.preprocessing import Preprocessing, prepare, resample, resampled_grid
from core.space.affine import Grid
from core.studies.study import Modality, Study, Volume
from tests.conftest import LPS, brain_arrays
from tests.core.absent import ALLOWED, FLAIR, T1GD, T2, study_with
from training.data.augment import Augmentation, disturb


def study_of(arrays, affine=LPS) -> Study:
    """A study in memory."""
    return Study("toy", {m: Volume(a, affine) for m, a in arrays.items()})


def test_channels_are_centred_scaled_clipped_and_zero_outside():
    prepared = prepare(study_of(brain_arrays()), Preprocessing())
    assert prepared.array.shape[0] == Preprocessing().input_channels == 9
    assert prepared.array.dtype == np.float32
    inside = prepared.array[-1] > 0
    assert set(np.unique(prepared.array[-1])) == {0.0, 1.0}
    for channel in prepared.array[:4]:
        assert abs(np.median(channel[inside])) < 0.1
        assert np.abs(channel).max() <= 8
        assert not channel[~inside].any()


def test_mirror_images_follow_the_channels_they_mirror():
    array = prepare(study_of(brain_arrays()), Preprocessing()).array
    assert np.array_equal(array[4:8], array[:4, ::-1])
    assert not np.array_equal(array[4:8], array[:4])


def test_the_crop_is_the_brain_and_nothing_is_lost():
    arrays = brain_arrays()
    padded = {m: np.pad(a, ((5, 3), (2, 6), (4, 1))) for m, a in arrays.items()}
    small, large = (prepare(study_of(a), Preprocessing()) for a in (arrays, padded))
    assert small.array.shape == large.array.shape
    assert np.allclose(small.array, large.array, atol=0.1)


def test_gain_and_offset_of_a_scanner_do_not_matter():
    arrays = {m: a.astype(np.float32) for m, a in brain_arrays().items()}
    brighter = {m: np.where(a > 0, a * 3.7, 0) for m, a in arrays.items()}
    first, second = (prepare(study_of(a), Preprocessing()) for a in (arrays, brighter))
    assert np.allclose(first.array, second.array, atol=1e-3)


@pytest.mark.parametrize("gain", [1e-30, 1e-12, 1e-6, 1e12, 1e30])
def test_the_size_of_the_values_does_not_matter(gain):
    arrays = {m: a.astype(np.float32) for m, a in brain_arrays().items()}
    scaled = {m: a * np.float32(gain) for m, a in arrays.items()}
    first, second = (prepare(study_of(a), Preprocessing()) for a in (arrays, scaled))
    assert np.allclose(first.array, second.array, atol=1e-3)


def test_orientation_on_disk_does_not_matter():
    arrays = brain_arrays()
    ras = {m: a[::-1, ::-1] for m, a in arrays.items()}
    corner = LPS @ [*(np.array(next(iter(arrays.values())).shape) - 1), 1]
    affine = np.eye(4)
    affine[:2, 3] = corner[:2]
    first = prepare(study_of(arrays), Preprocessing())
    second = prepare(study_of(ras, affine), Preprocessing())
    assert np.array_equal(first.array, second.array)


def test_too_few_sequences_are_refused():
    arrays = brain_arrays()
    del arrays[Modality.T1GD], arrays[Modality.FLAIR]
    with pytest.raises(CheckError, match="T1Gd or FLAIR"):
        prepare(study_of(arrays), Preprocessing())
    one = Preprocessing(channels=(Modality.T2,))
    assert prepare(study_of(arrays), one).array.shape[0] == 3


def test_an_empty_study_is_refused():
    empty = {m: np.zeros_like(a) for m, a in brain_arrays().items()}
    with pytest.raises(CheckError, match="background"):
        prepare(study_of(empty), Preprocessing())


def test_a_grid_at_the_models_spacing_is_left_alone():
    grid = Grid((10, 10, 10), np.diag([1.002, 1.0, 1.0, 1.0]))
    assert resampled_grid(grid, 1.0) is grid


def test_resampling_covers_the_same_box():
    grid = Grid((20, 30, 8), np.diag([1.0, 0.5, 4.0, 1.0]))
    fine = resampled_grid(grid, 1.0)
    assert fine.shape == (20, 15, 32)
    # The outer faces of the first voxels lie at the same place.
    for old, new in ((grid, fine),):
        first = old.affine @ [-0.5, -0.5, -0.5, 1]
        assert new.affine @ [-0.5, -0.5, -0.5, 1] == pytest.approx(first)


def test_resampling_keeps_a_ramp_a_ramp():
    grid = Grid((24, 20, 10), np.diag([1.0, 1.0, 3.0, 1.0]))
    ramp = np.broadcast_to(np.arange(10.0) * 3.0, grid.shape)
    fine = resampled_grid(grid, 1.0)
    moved = resample(ramp, grid, fine)
    expected = (fine.affine @ [0, 0, 15, 1])[2]
    assert moved[0, 0, 15] == pytest.approx(expected, abs=1e-4)
    assert resample(moved, fine, grid)[3, 3, 1:-1] == pytest.approx(ramp[3, 3, 1:-1], abs=1e-4)


def test_constants_survive_json():
    constants = Preprocessing(channels=(Modality.FLAIR, Modality.T1), clip=3.0)
    assert Preprocessing.from_json(constants.to_json()) == constants


@given(st.sampled_from(ALLOWED))
def test_an_absent_sequence_is_what_training_blanks(sequences):
    """Bit for bit, zeros' signs too; the toy's sequences share one foreground."""
    whole = torch.from_numpy(prepare(study_with(Modality), Preprocessing()).array)
    calm = Augmentation(
        flip=(0, 0, 0), spatial=0, gain=0, shift=0, bend=0, biased=0, noise=0, blur=0, drop=1.0
    )
    blanked, _ = disturb(whole.clone(), torch.zeros(whole.shape[1:]), calm, _Keeping(sequences))
    found = prepare(study_with(sequences), Preprocessing()).array
    lost = [n for n, m in enumerate(Modality) if m not in sequences]
    kept = [n for n in range(9) if n not in lost and n - 4 not in lost]
    both = [n + half for n in lost for half in (0, 4)]
    assert found[both].tobytes() == blanked[both].numpy().tobytes()
    assert found[kept].tobytes() == whole[kept].numpy().tobytes()
    assert found[-1].tobytes() == blanked[-1].numpy().tobytes()


class _Keeping:
    """A generator that keeps some sequences when :func:`disturb` blanks at random."""

    def __init__(self, sequences) -> None:
        self._kept = [m in sequences for m in Modality]
        self._rng = np.random.default_rng(0)

    def random(self, size=None):
        return np.array(self._kept, float) if size else 0.5

    def integers(self, *_):
        return self._kept.index(True)

    def normal(self, *arguments):
        return self._rng.normal(*arguments)


def test_a_window_of_the_crop_has_the_same_zeros():
    prepared = prepare(study_with((T1GD, T2, FLAIR)), Preprocessing())
    box = (slice(3, 11), slice(0, 8), slice(2, 10))
    out = np.full((9, 8, 8, 8), np.nan, np.float32)
    prepared.fill(out, box)
    np.testing.assert_array_equal(out, prepared.array[(slice(None), *box)])
    assert not out[[0, 4]].any()
