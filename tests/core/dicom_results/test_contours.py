"""Outlines enclose exactly the voxels they were made of, holes and corners included."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core.dicom_results.contours import filled, outlines

masks = st.tuples(st.integers(1, 9), st.integers(1, 9)).flatmap(
    lambda shape: arrays(np.bool_, shape)
)


def inside(polygon: np.ndarray, x: float, y: float) -> bool:
    """Even-odd by the angle that a polygon turns around a point: no line is counted."""
    to = polygon - (x, y)
    angles = np.arctan2(to[:, 1], to[:, 0])
    steps = np.diff(np.append(angles, angles[0]))
    turns = round(((steps + np.pi) % (2 * np.pi) - np.pi).sum() / (2 * np.pi))
    return turns % 2 == 1


@given(masks)
def test_there_and_back(mask):
    np.testing.assert_array_equal(filled(outlines(mask), mask.shape), mask)


@given(masks)
def test_another_rule_finds_the_same_voxels(mask):
    polygons = outlines(mask)
    # A cut to a hole may run through voxels' middles, about which an angle says nothing there.
    nudge = np.array([1e-3, 1.7e-3])
    found = np.zeros(mask.shape, bool)
    for x, y in np.ndindex(mask.shape):
        found[x, y] = sum(inside(p, x + nudge[0], y + nudge[1]) for p in polygons) % 2
    np.testing.assert_array_equal(found, mask)


def test_a_ring_is_one_polygon_whose_hole_is_cut_out():
    mask = np.ones((9, 9), bool)
    mask[3:6, 3:6] = False
    (ring,) = outlines(mask)
    x, y = ring.T
    area = abs(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2
    # Each corner costs an eighth of a voxel: of the ring at the rim, of the hole within it.
    assert area == 81 - 9 - 4 / 8 + 4 / 8


def test_straight_edges_have_no_points_between_their_ends():
    (square,) = outlines(np.ones((30, 40), bool))
    assert len(square) == 8
