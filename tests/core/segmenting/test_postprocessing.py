"""Thresholds, nesting and component rules."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core.labels import Label, Region, region_mask
from core.segmenting.postprocessing import (
    PostProcessing,
    label_map_from_probabilities,
    without_holes,
    without_small_components,
)


@given(arrays(np.uint8, (3, 4, 4, 4)), st.floats(0.1, 0.9))
def test_regions_are_always_nested_and_a_lower_threshold_never_shrinks_et(p, threshold):
    rules = PostProcessing(thresholds=(0.5, 0.5, threshold))
    lower = PostProcessing(thresholds=(0.5, 0.5, threshold / 2))
    et = region_mask(label_map_from_probabilities(p, rules, 1.0), Region.ET)
    wider = region_mask(label_map_from_probabilities(p, lower, 1.0), Region.ET)
    assert not (et & ~wider).any()


def test_half_is_the_plain_threshold():
    p = np.zeros((3, 1, 1, 2), np.uint8)
    p[0] = [127, 128]
    found = label_map_from_probabilities(p, PostProcessing(), 1.0)
    assert found.ravel().tolist() == [Label.BACKGROUND, Label.ED]


def test_small_components_go_with_all_they_hold_and_the_largest_stays():
    p = np.zeros((3, 20, 5, 5), np.uint8)
    p[0, :5] = 255
    p[:, 10] = 255
    found = label_map_from_probabilities(p, PostProcessing(min_component_ml=(30.0, 0.0, 0.0)), 1.0)
    assert (found[:5] == Label.ED).all()
    assert not found[5:].any()
    alone = label_map_from_probabilities(
        p[:, 8:], PostProcessing(min_component_ml=(1000.0,) * 3), 1.0
    )
    assert (alone[2] == Label.ET).all()


def test_a_stray_dot_of_et_becomes_what_surrounds_it():
    p = np.full((3, 12, 6, 6), 255, np.uint8)
    p[2] = 0
    p[2, :3] = 255
    p[2, 10, 3, 3] = 255
    p[1, 8:] = 0
    rules = PostProcessing(min_component_ml=(0.0, 2.0, 2.0))
    found = label_map_from_probabilities(p, rules, 1.0)
    assert (found[:3] == Label.ET).all()
    assert (found[3:8] == Label.NCR).all()
    assert (found[8:] == Label.ED).all()


def test_a_diagonal_touch_joins_components():
    mask = np.zeros((4, 4, 4), bool)
    mask[0, 0, 0] = mask[1, 1, 1] = mask[2, 2, 2] = mask[3, 3, 3] = True
    assert np.array_equal(without_small_components(mask, 4), mask)


def test_a_tiny_et_in_the_core_becomes_necrosis():
    p = np.full((3, 4, 4, 4), 255, np.uint8)
    p[2] = 0
    p[2, 0, 0, :2] = 255
    kept = label_map_from_probabilities(p, PostProcessing(min_et_ml=2.0), 1.0)
    dropped = label_map_from_probabilities(p, PostProcessing(min_et_ml=2.1), 1.0)
    assert (kept == Label.ET).sum() == 2
    assert (dropped == Label.NCR).all()


def test_an_unsure_et_in_the_core_becomes_necrosis():
    p = np.full((3, 4, 4, 4), 255, np.uint8)
    p[2] = 160
    rules = PostProcessing(min_et_confidence=0.7)
    assert (label_map_from_probabilities(p, rules, 0.1) == Label.NCR).all()
    p[2, :2] = 250
    assert (label_map_from_probabilities(p, rules, 0.1) == Label.ET).any()


def test_a_dropped_et_outside_the_core_is_what_it_would_be_without_it():
    p = np.zeros((3, 4, 4, 4), np.uint8)
    p[0] = 255
    p[2, 0, 0, 0] = 255
    found = label_map_from_probabilities(p, PostProcessing(min_et_ml=2.0), 1.0)
    assert (found == Label.ED).all()


def test_a_sure_second_focus_stays_and_an_unsure_speck_of_its_size_goes():
    p = np.zeros((3, 16, 16, 16), np.uint8)
    p[0, :6] = 200  # the largest stays, however unsure
    p[0, 9:11, :4, :4] = 255
    p[0, 13:15, :4, :4] = 225
    p[1, 13:15, :2, :2] = 255
    rules = PostProcessing(min_wt_confidence=0.95)
    found = label_map_from_probabilities(p, rules, 0.1)
    assert (found[:6] == Label.ED).all()
    assert (found[9:11, :4, :4] == Label.ED).all()
    assert not found[12:].any()
    assert label_map_from_probabilities(p, PostProcessing(), 0.1)[13:15, :4, :4].all()


def test_a_part_is_as_sure_as_its_surest_millilitre():
    p = np.zeros((3, 20, 8, 8), np.uint8)
    p[0, :10] = 255
    p[0, 12:16] = 140
    p[0, 12, 0] = 255  # 8 voxels
    for voxel_ml, stays in ((0.125, True), (0.0625, False)):
        rules = PostProcessing(min_wt_confidence=0.9)
        assert label_map_from_probabilities(p, rules, voxel_ml)[12:16].any() == stays


def test_constants_survive_json():
    rules = PostProcessing((0.4, 0.5, 0.6), (1.0, 0.1, 0.05), 0.2, 0.8, 0.9)
    assert PostProcessing.from_json(rules.to_json()) == rules


def test_an_enclosed_hole_is_core_and_an_open_one_is_not():
    wt = np.zeros((20, 20, 20), bool)
    wt[2:18, 2:18, 2:18] = True
    wt[4:6, 4:6, 4:6] = False  # enclosed by oedema
    wt[10:12, 10:12, 12:] = False  # open to one side
    tc = np.zeros_like(wt)
    tc[6:10, 12:17, 6:10] = True
    tc[7:9, 14:15, 7:9] = False  # enclosed by core
    p = np.stack([wt, tc, np.zeros_like(wt)]).astype(np.uint8) * 255
    plain = label_map_from_probabilities(p, PostProcessing(), 0.001)
    filled = label_map_from_probabilities(p, PostProcessing(fill_holes=True), 0.001)
    assert (filled[4:6, 4:6, 4:6] == Label.NCR).all()
    assert (filled[7:9, 14:15, 7:9] == Label.NCR).all()
    changed = filled != plain
    assert changed.sum() == 8 + 4
    assert (filled[10:12, 10:12, 12:] == Label.BACKGROUND).all()


@pytest.mark.parametrize("shape", [(1, 1, 3), (3, 1, 1), (1, 3, 3), (3, 3, 3)])
def test_single_voxels_at_every_other_place_are_components_too(shape):
    mask = np.zeros(shape, bool)
    mask[::2, ::2, ::2] = True
    assert np.count_nonzero(without_small_components(mask, 2)) == 1
    assert np.array_equal(without_holes(mask), mask)
