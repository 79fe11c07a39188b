"""Values on another grid: any turn, any spacing, and what lies beyond."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.space.affine import Grid
from core.space.resampling import at_least, nearest, sampled, upright_grid, within


def turned(angles, spacing, origin):
    """An affine with this turn (degrees about x, y, z), spacing and place of voxel 0."""
    matrix = np.eye(3)
    for axis, angle in enumerate(np.radians(angles)):
        turn = np.eye(3)
        i, j = (axis + 1) % 3, (axis + 2) % 3
        turn[i, i] = turn[j, j] = np.cos(angle)
        turn[i, j], turn[j, i] = -np.sin(angle), np.sin(angle)
        matrix = matrix @ turn
    affine = np.eye(4)
    affine[:3, :3] = matrix * spacing
    affine[:3, 3] = origin
    return affine


def world(grid):
    """World position of each voxel, (3, i, j, k)."""
    ijk = np.indices(grid.shape).reshape(3, -1)
    return (grid.affine[:3, :3] @ ijk + grid.affine[:3, 3:]).reshape(3, *grid.shape)


PLANE = np.array([0.7, -1.3, 2.1])
"""A linear field in world millimetres: trilinear interpolation gives it exactly."""


@given(
    angles=st.tuples(*[st.floats(-80, 80)] * 3),
    spacing=st.tuples(*[st.floats(0.4, 6)] * 3),
    flips=st.tuples(*[st.sampled_from([-1, 1])] * 3),
    target_mm=st.floats(1.0, 5.0),
)
def test_a_linear_field_keeps_its_place_whatever_the_grids(angles, spacing, flips, target_mm):
    source = Grid((24, 20, 22), turned(angles, np.multiply(spacing, flips), (5, -3, 11)))
    data = np.tensordot(PLANE, world(source), 1).astype(np.float32)
    target = upright_grid(source, target_mm)
    if np.prod(target.shape) > 300_000:
        return
    found = sampled(data, source.affine, target, np.nan)
    # Edges are held for half a voxel, blocks at the end may be cut: look further inside.
    step = np.linalg.inv(source.affine)
    place = np.tensordot(step[:3, :3], world(target), 1) + step[:3, 3].reshape(3, 1, 1, 1)
    far = np.maximum(1, 2 * target_mm / np.asarray(spacing)).reshape(3, 1, 1, 1)
    last = np.reshape(source.shape, (3, 1, 1, 1)) - 1
    inner = ((place >= far) & (place <= last - far)).all(axis=0)
    expected = np.tensordot(PLANE, world(target), 1)
    np.testing.assert_allclose(found[inner], expected[inner], atol=2e-2)


def test_what_the_volume_does_not_reach_is_told_apart():
    source = Grid((4, 4, 4), np.diag([2.0, 2.0, 2.0, 1.0]))
    target = Grid((12, 4, 4), np.diag([2.0, 2.0, 2.0, 1.0]))
    found = sampled(np.full((4, 4, 4), 9, np.int16), source.affine, target, np.nan)
    assert (found[:4] == 9).all()
    assert np.isnan(found[4:]).all()
    np.testing.assert_array_equal(within(source, target), np.isfinite(found))


def test_small_voxels_are_averaged_rather_than_picked():
    noise = np.random.default_rng(0).normal(100, 20, (80, 80, 80)).astype(np.float32)
    source = Grid(noise.shape, np.diag([0.5, 0.5, 0.5, 1.0]))
    target = Grid(
        (16, 16, 16), np.array([[2.0, 0, 0, 4], [0, 2, 0, 4], [0, 0, 2, 4], [0, 0, 0, 1]])
    )
    assert sampled(noise, source.affine, target).std() < 4


def test_an_upright_grid_covers_every_corner_of_an_oblique_one():
    source = Grid((30, 20, 10), turned((20, 40, -30), (1, 2, 5), (7, 8, 9)))
    assert within(upright_grid(source, 3.0), source).all()


def test_a_level_is_found_on_another_grid_slice_by_slice():
    source = Grid((30, 30, 30), np.diag([2.0, 2.0, 2.0, 1.0]))
    far = np.linalg.norm(world(source) - 29.0, axis=0)
    field = np.clip((20 - far) / 8 + 0.5, 0, 1).astype(np.float32)
    target = Grid((64, 50, 41), turned((15, -25, 10), (1.0, -1.1, 1.6), (-5, 60, -10)))
    mask = np.zeros(target.shape, bool)
    reached = 0
    for k, part in at_least(field, source, target, 0.5):
        assert k == reached
        mask[:, :, k : k + part.shape[2]] = part
        reached += part.shape[2]
    assert reached == target.shape[2]
    ball = np.linalg.norm(world(target) - 29.0, axis=0) <= 20
    assert 2 * (mask & ball).sum() / (mask.sum() + ball.sum()) > 0.98


def test_an_empty_field_gives_an_empty_answer():
    grid = Grid((8, 8, 20), np.eye(4))
    parts = [part for _, part in at_least(np.zeros(grid.shape, np.float32), grid, grid, 0.5)]
    assert not np.concatenate(parts, axis=2).any()


def test_the_nearest_voxel_reaches_to_its_own_edge_on_the_outermost_slices_too():
    thick = np.diag([1.0, 1.0, 5.0, 1.0])
    mask = np.zeros((3, 3, 3), bool)
    mask[:, :, [0, 2]] = True
    fine = upright_grid(Grid((3, 3, 3), thick), 1.0)
    expected = np.repeat([True, False, True], 5)
    np.testing.assert_array_equal(nearest(mask, thick, fine)[1, 1], expected)
    beyond = Grid((3, 3, 7), np.array([[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, -3], [0, 0, 0, 1.0]]))
    np.testing.assert_array_equal(
        nearest(mask, thick, beyond)[1, 1], [False] + [True] * 5 + [False]
    )
