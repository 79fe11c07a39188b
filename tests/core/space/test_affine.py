"""Affines, grids and the way to RAS+ and back."""

from __future__ import annotations

from itertools import permutations, product

import nibabel as nib
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import GeometryError
from core.space.affine import (
    Grid,
    from_ras,
    grid_difference_mm,
    ras_grid,
    require_usable,
    to_ras,
    voxel_mm3,
)

CODES = ["".join(code) for axes in permutations(("RL", "AP", "SI")) for code in product(*axes)]


def oriented(codes: str, shape=(4, 5, 6), spacing=(1.0, 2.0, 3.0)) -> Grid:
    """A grid whose axes point where the codes say, with a translation."""
    orientation = nib.orientations.axcodes2ornt(tuple(codes))
    affine = np.zeros((4, 4))
    for axis, (target, sign) in enumerate(orientation):
        affine[int(target), axis] = sign * spacing[axis]
    affine[:, 3] = (7.0, -8.0, 9.0, 1.0)
    return Grid(shape, affine)


@pytest.mark.parametrize("codes", CODES)
def test_all_48_orientations_reach_ras_and_come_back(codes):
    grid = oriented(codes)
    data = np.arange(120).reshape(grid.shape)
    there = to_ras(data, grid.affine)
    assert grid.axis_codes == codes
    assert ras_grid(grid).axis_codes == "RAS"
    assert there.shape == ras_grid(grid).shape
    assert np.array_equal(from_ras(there, grid.affine), data)


@pytest.mark.parametrize("codes", CODES[::5])
def test_a_voxel_keeps_its_place_in_the_world(codes):
    grid = oriented(codes)
    data = np.zeros(grid.shape)
    data[1, 3, 2] = 1
    found = np.argwhere(to_ras(data, grid.affine))[0]
    world = grid.affine @ [1, 3, 2, 1]
    assert ras_grid(grid).affine @ [*found, 1] == pytest.approx(world)


def test_spacing_and_volume():
    grid = oriented("LPS", spacing=(0.9, 0.9, 5.5))
    assert grid.spacing_mm == pytest.approx((0.9, 0.9, 5.5))
    assert grid.voxel_ml == pytest.approx(0.9 * 0.9 * 5.5 / 1000)


@given(st.floats(0, 40))
def test_obliqueness_is_the_angle_of_the_rotation(degrees):
    a = np.radians(degrees)
    affine = np.eye(4)
    affine[:2, :2] = [[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]]
    assert Grid((3, 3, 3), affine).oblique_degrees == pytest.approx(degrees, abs=1e-5)


def test_grids_differ_by_their_farthest_corner():
    first = oriented("RAS", shape=(101, 101, 101), spacing=(1, 1, 1))
    moved = first.affine.copy()
    moved[0, 0] = 1.001
    assert grid_difference_mm(first, Grid(first.shape, moved)) == pytest.approx(0.1)
    assert grid_difference_mm(first, Grid((101, 101, 100), first.affine)) == float("inf")


@pytest.mark.parametrize("bad", [np.zeros((4, 4)), np.full((4, 4), np.nan)])
def test_useless_affines_are_refused_by_name(bad):
    with pytest.raises(GeometryError, match=r"brain\.nii"):
        require_usable(bad, "brain.nii")


@given(
    st.tuples(*[st.floats(-0.5, 0.5)] * 3),
    st.tuples(*[st.floats(0.4, 5)] * 3),
    st.floats(0, 6),
)
def test_a_voxels_volume_is_the_determinant_whatever_the_shear(shear, spacing, angle):
    turn = np.array(
        [[np.cos(angle), -np.sin(angle), 0], [np.sin(angle), np.cos(angle), 0], [0, 0, 1]]
    )
    askew = np.eye(3)
    askew[0, 1], askew[0, 2], askew[1, 2] = shear
    affine = np.eye(4)
    affine[:3, :3] = turn @ askew @ np.diag(spacing)
    grid = Grid((4, 5, 6), affine)
    assert grid.voxel_ml == pytest.approx(np.prod(spacing) / 1000)
    assert voxel_mm3(grid.edges_mm) == pytest.approx(np.prod(spacing), rel=1e-6)
    if max(map(abs, shear)) < 1e-5:
        assert grid.edges_mm == grid.spacing_mm


def test_shear_is_told_in_degrees():
    affine = np.diag([2.0, 1.0, 3.0, 1.0])
    affine[0, 1] = np.tan(np.radians(20))
    assert Grid((4, 5, 6), affine).shear_degrees == pytest.approx(20)
