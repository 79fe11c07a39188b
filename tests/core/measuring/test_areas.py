"""Areas and intensities within an outline on a slice."""

from __future__ import annotations

import time

import numpy as np
import pytest

from core.measuring.areas import intensities_within, outline_area

SQUARE = np.array([[1.5, 2.5], [1.5, 5.5], [4.5, 5.5], [4.5, 2.5]])


def circle(centre, radius, corners=200):
    turn = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    return np.c_[centre[0] + radius * np.cos(turn), centre[1] + radius * np.sin(turn)]


def test_a_square_holds_the_voxels_whose_centres_lie_in_it():
    picture = np.arange(80, dtype=np.int16).reshape(8, 10)
    found = intensities_within(picture, SQUARE)
    inside = picture[2:5, 3:6]
    assert found.voxels == 9
    assert found.mean == pytest.approx(inside.mean())
    assert found.sd == pytest.approx(inside.std(ddof=1))
    assert (found.minimum, found.maximum) == (23, 45)
    # Either way round.
    assert intensities_within(picture, SQUARE[::-1]) == found


def test_area_of_square_and_circle():
    assert outline_area(SQUARE) == pytest.approx(9)
    assert outline_area(circle((3, -4), 5)) == pytest.approx(np.pi * 25, rel=1e-3)


def test_a_circle_agrees_with_its_equation():
    picture = np.random.default_rng(3).random((40, 50))
    rows, columns = np.indices(picture.shape)
    inside = (rows - 20.3) ** 2 + (columns - 22.7) ** 2 <= 11.2**2
    found = intensities_within(picture, circle((20.3, 22.7), 11.2, 720))
    assert found.voxels == pytest.approx(inside.sum(), abs=1)
    assert found.mean == pytest.approx(picture[inside].mean(), abs=0.003)


def test_a_hollow_outline_leaves_its_bay_out():
    picture = np.zeros((10, 10))
    picture[2:5, 4:6] = 7.0  # the bay of a U
    bay = [(0.5, 0.5), (0.5, 3.5), (5.5, 3.5), (5.5, 5.5), (0.5, 5.5), (0.5, 8.5), (8.5, 8.5)]
    found = intensities_within(picture, np.array([*bay, (8.5, 0.5)]))
    assert found.maximum == 0.0
    assert found.voxels == 64 - 10


def test_what_lies_outside_or_is_not_finite_does_not_count():
    picture = np.ones((6, 6), np.float32)
    picture[2, 2] = np.nan
    assert intensities_within(picture, circle((2, 2), 0.2)) is None
    assert intensities_within(picture, circle((-20, 3), 2)) is None
    assert intensities_within(picture, circle((0, 0), 3.1)).voxels == 10


def test_a_large_area_takes_less_than_a_frame():
    picture = np.random.default_rng(0).random((512, 512)).astype(np.float32)
    outline = circle((256, 256), 120)
    intensities_within(picture, outline)
    begun = time.thread_time()
    for _ in range(5):
        intensities_within(picture, outline)
    assert (time.thread_time() - begun) / 5 < 0.02
