"""What a click changes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core.clicking.changing import changed, relabelled
from core.labels import Label, Region, region_mask

SHAPE = (6, 5, 4)
VOXELS = st.tuples(*(st.integers(0, n - 1) for n in SHAPE))


@given(
    arrays(np.float32, SHAPE, elements=st.floats(0, 1, width=32)),
    arrays(np.bool_, SHAPE),
    arrays(np.bool_, SHAPE),
    VOXELS,
    st.booleans(),
)
def test_a_click_is_honoured_and_changes_one_way_alone(probability, standing, kept, voxel, wanted):
    change = changed(probability, standing, voxel, wanted, kept)
    after = standing ^ change
    assert after[voxel] == wanted
    if wanted:
        assert (after >= standing).all()
    else:
        assert (after <= standing).all()
    others = change.copy()
    others[voxel] = False
    assert not (others & kept).any()


def test_what_does_not_hang_together_with_the_click_stays():
    probability = np.zeros((9, 3, 3), np.float32)
    probability[:3] = probability[6:] = 0.9
    change = changed(probability, np.zeros((9, 3, 3), bool), (1, 1, 1), True)
    assert change[:3].all()
    assert not change[3:].any()


def test_a_click_on_what_is_right_already_changes_nothing():
    standing = np.ones((3, 3, 3), bool)
    assert not changed(np.zeros((3, 3, 3), np.float32), standing, (1, 1, 1), True).any()


@pytest.mark.parametrize("region", list(Region))
@pytest.mark.parametrize("wanted", [True, False])
@given(labels=arrays(np.uint8, SHAPE, elements=st.integers(0, 3)), change=arrays(np.bool_, SHAPE))
def test_regions_stay_nested_and_only_the_change_is_touched(region, wanted, labels, change):
    change &= region_mask(labels, region) != wanted
    after = relabelled(labels, change, region, wanted)
    assert (region_mask(after, region)[change] == wanted).all()
    assert (after[~change] == labels[~change]).all()


def test_what_joins_the_core_enhances_where_that_is_said():
    labels = np.full((1, 1, 2), Label.ED, np.uint8)
    enhancing = np.array([[[True, False]]])
    after = relabelled(labels, np.ones((1, 1, 2), bool), Region.TC, True, enhancing)
    assert after.tolist() == [[[Label.ET, Label.NCR]]]


def test_every_voxel_of_a_scribble_is_honoured_and_grows():
    probability = np.zeros((9, 3, 3), np.float32)
    probability[:2] = probability[7:] = 0.9
    standing = np.zeros((9, 3, 3), bool)
    standing[4] = True
    stroke = [(1, 1, 1), (4, 1, 1), (8, 1, 1)]
    change = changed(probability, standing, stroke[0], True, None, stroke[1:])
    assert change[:2].all()
    assert change[7:].all()
    assert not change[2:7].any()
