"""Boxes around what is not 0, and their way between axes."""

from __future__ import annotations

from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core.space.affine import Grid, to_ras
from core.space.boxes import box_from_ras, box_of


@given(arrays(np.bool_, (4, 5, 6), elements=st.sampled_from([False, False, False, True])))
@pytest.mark.parametrize("order", ["C", "F"])
def test_the_box_holds_all_and_could_not_be_smaller(order, mask):
    box = box_of(np.asarray(mask, order=order))
    if box is None:
        assert not mask.any()
        return
    assert np.count_nonzero(mask[box]) == np.count_nonzero(mask)
    for axis in range(3):
        for end in (0, -1):
            assert np.take(mask[box], end, axis).any()


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_box_holds_the_same_voxels_on_the_files_own_axes(order):
    values = np.arange(4 * 5 * 6).reshape(4, 5, 6)
    for signs in product([1.0, -1.0], repeat=3):
        affine = np.eye(4)
        affine[:3, :3] = np.diag(signs)[list(order)]
        grid = Grid(values.shape, affine)
        ras = to_ras(values, affine)
        box = (slice(0, 2), slice(1, 4), slice(2, 3))
        assert set(values[box_from_ras(box, grid)].flat) == set(ras[box].flat)
