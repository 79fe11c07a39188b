"""Dice and HD95 beside MONAI's, and the agreed scores of absent regions."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from core.labels import Label, Region
from core.scoring.metrics import ABSENT_HD95_MM, dice, hd95_mm, score_regions, surface

MASKS = arrays.arrays(np.bool_, (5, 6, 4), elements=st.booleans(), fill=st.just(False))
SPACINGS = st.tuples(*[st.sampled_from([0.5, 1.0, 2.5, 5.0])] * 3)


def monai_scores(predicted, truth, spacing):
    import torch
    from monai.metrics import compute_dice, compute_hausdorff_distance

    first = torch.from_numpy(predicted[None, None].astype(np.float32))
    second = torch.from_numpy(truth[None, None].astype(np.float32))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        overlap = compute_dice(first, second, include_background=True, ignore_empty=False)
        distance = compute_hausdorff_distance(
            first, second, include_background=True, percentile=95, spacing=spacing
        )
    return float(overlap), float(distance)


@settings(max_examples=60, deadline=None)
@given(predicted=MASKS, truth=MASKS, spacing=SPACINGS)
def test_agree_with_monai_on_any_masks(predicted, truth, spacing):
    overlap, distance = monai_scores(predicted, truth, spacing)
    assert dice(predicted, truth) == pytest.approx(overlap, abs=1e-6)
    if predicted.any() and truth.any():
        assert hd95_mm(predicted, truth, spacing) == pytest.approx(distance, rel=1e-5, abs=1e-5)
    else:
        assert not np.isfinite(distance) or distance == 0  # MONAI leaves this to the caller


def test_agree_with_monai_on_solid_shapes_that_touch_the_edge():
    ijk = np.indices((24, 30, 18))
    ball = ((ijk - np.array([2, 15, 9])[:, None, None, None]) ** 2).sum(0) < 64
    shifted = np.roll(ball, 3, axis=1)
    shifted[20:, 25:] = True
    spacing = (1.0, 0.9, 3.0)
    overlap, distance = monai_scores(shifted, ball, spacing)
    assert dice(shifted, ball) == pytest.approx(overlap)
    assert hd95_mm(shifted, ball, spacing) == pytest.approx(distance, rel=1e-5)


@settings(max_examples=40, deadline=None)
@given(first=MASKS, second=MASKS, spacing=SPACINGS)
def test_both_are_symmetric(first, second, spacing):
    assert dice(first, second) == dice(second, first)
    assert hd95_mm(first, second, spacing) == hd95_mm(second, first, spacing)


@given(mask=MASKS)
def test_a_mask_agrees_with_itself(mask):
    assert dice(mask, mask) == 1.0
    assert hd95_mm(mask, mask, (1.0, 1.0, 1.0)) == 0.0


def test_hd95_counts_millimetres_along_each_axis():
    first, second = np.zeros((2, 9, 9, 9), np.bool_)
    first[1, 1, 1] = True
    for axis, spacing in enumerate((0.5, 2.0, 7.0)):
        second[...] = np.roll(first, 3, axis=axis)
        assert hd95_mm(first, second, (0.5, 2.0, 7.0)) == pytest.approx(3 * spacing)


def test_hd95_ignores_a_twentieth_of_the_surface():
    truth = np.zeros((40, 40, 40), np.bool_)
    truth[10:20, 10:20, 10:20] = True
    stray = truth.copy()
    stray[38, 38, 38] = True
    assert hd95_mm(stray, truth, (1.0, 1.0, 1.0)) == 0.0
    assert dice(stray, truth) < 1.0


def test_surface_is_the_shell_and_the_array_edge_is_outside():
    solid = np.ones((5, 5, 5), np.bool_)
    shell = solid.copy()
    shell[1:-1, 1:-1, 1:-1] = False
    np.testing.assert_array_equal(surface(solid), shell)


def test_absent_regions_score_as_brats_agreed():
    empty = np.zeros((6, 6, 6), np.uint8)
    oedema = empty.copy()
    oedema[2:4, 2:4, 2:4] = Label.ED
    both = score_regions(oedema, oedema, (1.0, 1.0, 1.0))
    assert (both[Region.ET].dice, both[Region.ET].hd95_mm) == (1.0, 0.0)
    for predicted, truth in ((empty, oedema), (oedema, empty)):
        scores = score_regions(predicted, truth, (1.0, 1.0, 1.0))
        assert (scores[Region.WT].dice, scores[Region.WT].hd95_mm) == (0.0, ABSENT_HD95_MM)
        assert (scores[Region.TC].dice, scores[Region.TC].hd95_mm) == (1.0, 0.0)


def test_regions_are_nested():
    truth = np.zeros((8, 8, 8), np.uint8)
    truth[2:6, 2:6, 2:6] = Label.ED
    truth[3:5, 3:5, 3:5] = Label.NCR
    truth[3, 3, 3] = Label.ET
    swapped = np.where(truth == Label.NCR, Label.ET, truth).astype(np.uint8)
    scores = score_regions(swapped, truth, (1.0, 1.0, 1.0))
    assert scores[Region.WT].dice == 1.0
    assert scores[Region.TC].dice == 1.0
    assert scores[Region.ET].dice == pytest.approx(2 * 1 / (1 + 8))


@settings(max_examples=40, deadline=None)
@given(first=MASKS, second=MASKS, spacing=SPACINGS)
def test_edges_at_right_angles_score_as_their_lengths(first, second, spacing):
    assert hd95_mm(first, second, np.diag(spacing)) == pytest.approx(
        hd95_mm(first, second, spacing)
    )


def test_a_sheared_grid_has_its_own_distances():
    first, second = np.zeros((2, 5, 5, 5), np.bool_)
    first[0, 0, 0] = second[0, 3, 0] = True
    edges = np.eye(3)
    edges[0, 1] = 1.0
    assert hd95_mm(first, second, edges) == pytest.approx(3 * np.sqrt(2))
