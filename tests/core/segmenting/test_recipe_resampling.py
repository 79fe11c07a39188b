"""Resampled as the two libraries resample."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from core.segmenting.recipe import Manner, Resample
from core.segmenting.recipe_resampling import resampling

WAVES = (np.arange(4 * 3 * 5) ** 2 % 17).reshape(1, 4, 3, 5).astype(np.float32)

# Printed by nnU-Net 2.8.1's resample_data_or_seg_to_shape(array, shape, old, new, order=3,
# order_z=0, force_separate_z=None), and of its answer the same back with order=1, row [0, :, 1].
NNUNET = {
    "in three dimensions": (
        ((1.0, 1.0, 1.0), (1.5, 1.5, 2.0)),
        [1.095, 9.942, 5.411, 12.544, 7.624, 1.986, 12.987, 7.552, 4.735, 5.935, 8.125, 14.213],
        [3.253, 4.052, 7.248, 10.444, 11.243, 7.661, 7.615, 7.429, 7.243, 7.197,
         8.852, 8.643, 7.805, 6.968, 6.758, 6.43, 6.794, 8.252, 9.71, 10.074],
    ),
    "thick slices one by one": (
        ((4.0, 1.0, 1.0), (2.0, 1.5, 2.0)),
        [0.743, 11.109, 4.015, 14.541] * 2 + [4.751, 2.472, 13.697, 2.665] * 2
        + [8.741, 3.72, 9.958, 14.613] * 2 + [4.007, 6.132, 8.095, 13.553] * 2,
        [2.379, 3.424, 7.602, 11.78, 12.825, 9.224, 8.558, 5.896, 3.234, 2.568,
         9.349, 9.331, 9.258, 9.185, 9.167, 6.051, 6.43, 7.947, 9.464, 9.843],
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", NNUNET)
def test_it_answers_what_nnunet_answers(kind: str) -> None:
    (old, new), expected, expected_back = NNUNET[kind]
    there, back = resampling(WAVES.shape[1:], old, Resample(new, Manner.NNUNET))
    found = there(WAVES)
    assert found.ravel() == pytest.approx(expected, abs=1e-3)
    assert back(found)[0, :, 1].ravel() == pytest.approx(expected_back, abs=1e-3)


@pytest.mark.parametrize("new", [(3.0, 5.0, 4.0), (0.75, 1.5, 0.5), (1.2, 2.0, 0.9375)])
def test_monais_voxels_that_are_not_0_are_the_same(new: tuple[float, float, float]) -> None:
    from monai.data import MetaTensor
    from monai.transforms import Spacing

    old = (4.0, 0.9375, 3.0)
    brain = np.zeros((17, 22, 9), np.float32)
    brain[5:12, 6:17, 3:7] = np.random.default_rng(0).uniform(100, 1000, (7, 11, 4))
    affine = torch.diag(torch.tensor([*old, 1.0], dtype=torch.float64))
    image = MetaTensor(torch.from_numpy(brain[None]), affine=affine)
    expected = np.asarray(Spacing(new)(image))
    found = resampling(brain.shape, old, Resample(new, Manner.MONAI))[0](brain[None])
    assert np.array_equal(found != 0, expected != 0)
    assert np.abs(found - expected).max() < 1e-3


def test_an_axis_within_a_thousandth_of_a_millimetre_keeps_its_voxels() -> None:
    there, back = resampling((4, 3, 5), (1.0005, 1, 1), Resample((1, 1, 1), Manner.MONAI))
    assert there(WAVES) is WAVES
    assert back(WAVES) is WAVES
