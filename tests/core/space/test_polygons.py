"""Which voxels a polygon encloses."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.space.polygons import enclosed


def crossings(outline, row, column):
    """Edges that a ray from a point towards larger columns meets."""
    met = 0
    for (r0, c0), (r1, c1) in zip(outline, np.roll(outline, -1, axis=0), strict=True):
        if min(r0, r1) <= row < max(r0, r1):
            met += c0 + (row - r0) * (c1 - c0) / (r1 - r0) > column
    return met


@given(st.integers(0, 10_000), st.integers(3, 9))
def test_a_ray_from_each_voxel_says_the_same(seed, corners):
    outline = np.random.default_rng(seed).uniform(-3, 12, (corners, 2))
    expected = [[crossings(outline, r, c) % 2 == 1 for c in range(7)] for r in range(9)]
    np.testing.assert_array_equal(enclosed(outline, (9, 7)), expected)


def test_a_square_holds_what_lies_between_its_sides():
    square = np.array([(0.5, 1.5), (0.5, 3.5), (2.5, 3.5), (2.5, 1.5)])
    expected = np.zeros((4, 5), bool)
    expected[1:3, 2:4] = True
    np.testing.assert_array_equal(enclosed(square, (4, 5)), expected)
