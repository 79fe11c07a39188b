"""The information's slope, by which its peak is found, and the motion's six numbers."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter

from core.registration.information import Information, sample_of
from core.registration.pose import matrix_of
from core.registration.pyramid import Level


@pytest.fixture(scope="module")
def head():
    """A smooth volume that is dark at its rim, of oblong voxels."""
    rng = np.random.default_rng(3)
    noise = np.pad(rng.random((40, 44, 30)), 8)
    values = gaussian_filter(noise, 2.0).astype(np.float32)
    affine = np.diag([2.0, 2.2, 3.0, 1.0])
    affine[:3, 3] = (-50, -60, -70)
    return Level(values / values.max(), affine)


@pytest.mark.parametrize("six", [(5.0, -8, 10, 3, 2, -4), (0.0, 0, 0, 1, 0, 0)])
def test_the_slope_is_that_of_small_steps(head, six):
    centre = np.array([1.0, 2.0, 3.0])
    sample = sample_of(head, 40_000, centre, np.random.default_rng(4))
    information = Information(sample, head)
    at = np.array(six)
    _, slope = information(at)
    assert np.linalg.norm(slope) > 0.01
    for axis, step in enumerate(np.eye(6) * 0.05):
        rise = (information(at + step)[0] - information(at - step)[0]) / 0.1
        assert slope[axis] == pytest.approx(rise, abs=0.03 * float(np.linalg.norm(slope)))


def test_most_is_told_where_the_two_lie_on_each_other(head):
    sample = sample_of(head, 20_000, np.zeros(3), np.random.default_rng(5))
    information = Information(sample, head)
    best, slope = information(np.zeros(6))
    assert best < -1
    assert np.abs(slope).max() < 0.02
    assert all(information(step)[0] > best + 0.05 for step in np.eye(6) * 4)


def test_what_does_not_meet_tells_nothing(head):
    sample = sample_of(head, 5_000, np.zeros(3), np.random.default_rng(6))
    away = np.array([0, 0, 0, 400.0, 0, 0])
    value, slope = Information(sample, head)(away)
    assert value == 0
    assert not slope.any()


def test_a_turn_is_about_the_centre():
    centre = np.array([10.0, -20.0, 30.0])
    matrix = matrix_of(np.array([0, 0, np.pi / 2 * 70, 1, 2, 3]), centre)
    assert (matrix @ [*centre, 1])[:3] - centre == pytest.approx([1, 2, 3])
    assert (matrix @ [15, -20, 30, 1])[:3] - centre == pytest.approx([1, 7, 3])
