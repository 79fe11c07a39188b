"""Slices between drawn ones, areas inside outlines, and regions that grow from a voxel."""

from __future__ import annotations

import numpy as np
import pytest

from core.correction.between import between_patch
from core.correction.brush import Brush, Over
from core.correction.growing import growing_patch, label_probability
from core.correction.limits import Limits
from core.correction.polygon import polygon_patch
from core.labels import TUMOUR_LABELS, Label


def disc(shape, centre, radius):
    at = np.indices(shape).astype(float)
    return ((at[0] - centre[0]) ** 2 + (at[1] - centre[1]) ** 2) <= radius**2


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_a_cone_is_found_again_from_its_ends(axis):
    labels = np.zeros((41, 41, 9), np.uint8)
    labels[:, :, 0][disc((41, 41), (20, 20), 16)] = Label.ET
    labels[:, :, 8][disc((41, 41), (20, 20), 8)] = Label.ET
    labels = np.moveaxis(labels, 2, axis).copy()
    patch = between_patch(labels, (1.0, 1.0, 1.0), Brush(Label.ET, 1, axis=axis))
    labels[patch.where] = patch.values
    slices = np.moveaxis(labels, axis, 0)
    radii = [np.sqrt((s == Label.ET).sum() / np.pi) for s in slices]
    assert np.allclose(radii, np.linspace(16, 8, 9), atol=0.6)


def test_slices_that_are_drawn_stay_and_other_labels_as_the_brush_says():
    labels = np.zeros((20, 20, 7), np.uint8)
    labels[5:15, 5:15, 1] = Label.NCR
    labels[5:15, 5:15, 5] = Label.NCR
    labels[7, 7, 3] = Label.ED
    over = Brush(Label.NCR, 1, axis=2, over=Over.UNLABELLED)
    patch = between_patch(labels, (1, 1, 3), over)
    assert set(np.unique(patch.where[2])) == {2, 3, 4}
    assert patch.values.size == 300 - 1
    assert between_patch(labels, (1, 1, 3), Brush(Label.ET, 1, axis=2)) is None
    labels[5:15, 5:15, 1:6] = Label.NCR
    assert between_patch(labels, (1, 1, 3), over) is None


def test_two_foci_that_do_not_overlap_are_not_joined():
    labels = np.zeros((60, 20, 12), np.uint8)
    labels[2:6, 8:12, 0] = Label.ET
    labels[50:54, 8:12, 11] = Label.ET
    assert between_patch(labels, (1, 1, 1), Brush(Label.ET, 1, axis=2)) is None


def test_a_polygon_takes_the_voxels_whose_centres_it_encloses():
    labels = np.zeros((20, 20, 3), np.uint8)
    corners = [(2.5, 2.5, 1), (10.5, 2.5, 1), (10.5, 6.5, 1), (2.5, 6.5, 1)]
    patch = polygon_patch(labels, corners, Brush(Label.ET, 1, axis=2))
    labels[patch.where] = patch.values
    assert (labels[3:11, 3:7, 1] == Label.ET).all()
    assert (labels > 0).sum() == 32


def test_a_polygon_agrees_with_the_crossing_rule_wherever_it_lies():
    rng = np.random.default_rng(0)
    for axis in (0, 1, 2):
        corners = rng.uniform(-4, 24, (9, 2))
        places = [tuple(np.insert(c, axis, 4.0)) for c in corners]
        labels = np.zeros((20, 20, 20), np.uint8)
        patch = polygon_patch(labels, places, Brush(Label.ED, 1, axis=axis))
        labels[patch.where] = patch.values
        for u in range(20):
            for v in range(20):
                inside = False
                for (u0, v0), (u1, v1) in zip(corners, np.roll(corners, -1, 0), strict=True):
                    if (u0 > u) != (u1 > u) and v > v0 + (u - u0) * (v1 - v0) / (u1 - u0):
                        inside = not inside
                assert (labels[tuple(np.insert([u, v], axis, 4))] > 0) == inside


def test_a_line_or_what_lies_outside_paints_nothing():
    labels = np.zeros((9, 9, 9), np.uint8)
    brush = Brush(Label.ET, 1, axis=2)
    assert polygon_patch(labels, [(1, 1, 1), (5, 5, 1)], brush) is None
    assert polygon_patch(labels, [(20, 20, 1), (25, 20, 1), (25, 25, 1)], brush) is None
    with pytest.raises(ValueError, match="axis"):
        polygon_patch(labels, [(1, 1, 1)] * 3, Brush(Label.ET, 1))


def test_what_is_probable_grows_from_the_voxel_and_no_farther():
    probabilities = np.zeros((3, 20, 20, 6), np.uint8)
    probabilities[0, 2:18, 2:18] = 230
    probabilities[1, 5:9, 5:9] = 220
    probabilities[2, 5:9, 5:7] = 200
    probabilities[2, 12:14, 12:14] = 200
    labels = np.zeros((20, 20, 6), np.uint8)
    et = label_probability(probabilities, Label.ET)
    patch = growing_patch(labels, et, (6, 6, 2), 0.5, Brush(Label.ET, 1))
    assert patch.values.size == 4 * 2 * 6
    assert growing_patch(labels, et, (6, 6, 2), 0.9, Brush(Label.ET, 1)) is None
    assert growing_patch(labels, et, (0, 0, 0), 0.5, Brush(Label.ET, 1)) is None
    on_slice = growing_patch(labels, et, (6, 6, 2), 0.5, Brush(Label.ET, 1, axis=2))
    assert on_slice.values.size == 8
    head = np.zeros(labels.shape, bool)
    head[:6] = True
    kept = growing_patch(labels, et, (5, 6, 2), 0.5, Brush(Label.ET, 1), Limits(head))
    assert kept.where[0].max() == 5


def test_each_label_has_the_probability_of_its_regions():
    probabilities = np.array([230, 200, 40], np.uint8).reshape(3, 1, 1, 1)
    values = [int(label_probability(probabilities, label).item()) for label in TUMOUR_LABELS]
    assert values == [200, 55, 40]
    with pytest.raises(ValueError, match="BACKGROUND"):
        label_probability(probabilities, Label.BACKGROUND)
