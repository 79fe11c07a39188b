"""Volumes at several resolutions lie where the volume lies."""

from __future__ import annotations

import numpy as np
import pytest

from core.progress import Cancelled
from core.registration.pyramid import pyramid
from core.studies.study import Volume


@pytest.mark.parametrize("spacing", [(0.5, 0.7, 1.0), (0.9, 0.9, 6.0), (3.0, 1.0, 2.0)])
def test_a_ball_keeps_its_middle_and_volume(spacing):
    affine = np.array([[0, -1, 0, 20], [1, 0, 0, -30], [0, 0, 1, 7], [0, 0, 0, 1.0]])
    affine[:3, :3] *= spacing
    shape = np.round(120 / np.array(spacing)).astype(int)
    middle = (affine @ [*(shape / 2), 1])[:3] + np.array([3, -5, 4])
    ijk = np.moveaxis(np.indices(shape), 0, -1)
    places = ijk @ affine[:3, :3].T + affine[:3, 3]
    data = (np.linalg.norm(places - middle, axis=-1) < 35).astype(np.int16) * 900 + 100
    for level in pyramid(Volume(data, affine), (8.0, 4.0)):
        assert level.values.min() == pytest.approx(0, abs=1e-3)
        assert level.values.max() == pytest.approx(1, abs=1e-3)
        ijk = np.moveaxis(np.indices(level.values.shape), 0, -1)
        places = ijk @ level.affine[:3, :3].T + level.affine[:3, 3]
        found = (places * level.values[..., None]).sum((0, 1, 2)) / level.values.sum()
        assert found == pytest.approx(middle, abs=0.3)
        mm3 = level.values.sum() * abs(np.linalg.det(level.affine[:3, :3]))
        assert mm3 == pytest.approx(4 / 3 * np.pi * 35**3, rel=0.03)


def test_a_volume_without_contrast_is_no_error():
    levels = pyramid(Volume(np.full((9, 9, 9), 5), np.diag([2.0, 2.0, 2.0, 1.0])), (8.0, 4.0))
    assert not any(level.values.any() for level in levels)


def test_a_large_volume_can_be_given_up_between_slices():
    calls = []

    def tick():
        calls.append(1)
        if len(calls) == 7:
            raise Cancelled

    volume = Volume(np.zeros((20, 20, 40), np.int16), np.eye(4))
    with pytest.raises(Cancelled):
        pyramid(volume, (8.0, 4.0), tick)
    assert len(calls) == 7
