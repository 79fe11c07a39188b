"""Fill, holes, smooth, grow and shrink: on a slice and through them, on any spacing."""

from __future__ import annotations

import numpy as np
import pytest

from core.correction.brush import Brush, Over
from core.correction.limits import GreyRange, Limits
from core.correction.shapes import fill_patch, grown_patch, holes_patch, smooth_patch
from core.labels import Label

SPACING = (1.0, 1.0, 2.0)


def put(label_map, patch):
    out = label_map.copy()
    if patch is not None:
        out[patch.where] = patch.values
    return out


@pytest.fixture
def shell():
    """A closed shell of oedema around nothing, and a ring on slice 4 that is open above."""
    labels = np.zeros((24, 24, 12), np.uint8)
    labels[4:12, 4:12, 2:8] = Label.ED
    labels[6:10, 6:10, 4:6] = Label.BACKGROUND
    labels[14:20, 14:20, 4] = Label.ED
    labels[16:18, 16:18, 4] = Label.BACKGROUND
    return labels


def test_fill_takes_the_closed_hole_under_the_cursor_on_the_slice_alone(shell):
    now = put(shell, fill_patch(shell, (7, 7, 4), Brush(Label.NCR, 1, axis=2)))
    assert (now[6:10, 6:10, 4] == Label.NCR).all()
    assert np.array_equal(np.delete(now, 4, 2), np.delete(shell, 4, 2))
    assert (now == Label.NCR).sum() == 16


def test_fill_through_slices_takes_the_whole_hole_but_no_open_one(shell):
    now = put(shell, fill_patch(shell, (7, 7, 4), Brush(Label.NCR, 1)))
    assert (now == Label.NCR).sum() == 32
    assert fill_patch(shell, (16, 16, 4), Brush(Label.NCR, 1)) is None, "open above and below"
    assert fill_patch(shell, (16, 16, 4), Brush(Label.NCR, 1, axis=2)) is not None
    assert fill_patch(shell, (0, 0, 4), Brush(Label.NCR, 1, axis=2)) is None
    assert fill_patch(shell, (13, 13, 4), Brush(Label.NCR, 1, axis=2)) is None, "between both"


def test_fill_changes_a_label_as_far_as_it_hangs_together(shell):
    now = put(shell, fill_patch(shell, (4, 4, 4), Brush(Label.ET, 1)))
    assert (now[4:12, 4:12, 2:8] == Label.ET).sum() == (shell[4:12, 4:12, 2:8] > 0).sum()
    assert (now[14:20, 14:20, 4] != Label.ET).all()


def test_holes_closes_all_of_them(shell):
    on_slice = put(shell, holes_patch(shell, (0, 0, 4), Brush(Label.ET, 1, axis=2)))
    assert (on_slice == Label.ET).sum() == 16 + 4
    through = put(shell, holes_patch(shell, (0, 0, 4), Brush(Label.ET, 1)))
    assert (through == Label.ET).sum() == 32
    assert holes_patch(through, (0, 0, 4), Brush(Label.ET, 1)) is None


def test_grow_reaches_every_voxel_within_the_distance_and_no_other():
    labels = np.zeros((21, 21, 21), np.uint8)
    labels[10, 10, 10] = Label.ET
    now = put(labels, grown_patch(labels, SPACING, (0, 0, 0), 4.0, Brush(Label.ET, 1)))
    at = np.indices(labels.shape) - 10
    distance = np.sqrt((at[0] * 1.0) ** 2 + (at[1] * 1.0) ** 2 + (at[2] * 2.0) ** 2)
    assert np.array_equal(now == Label.ET, distance <= 4.0)


def test_grow_keeps_to_what_may_be_painted_over_and_to_the_head_and_the_grey_values():
    labels = np.zeros((20, 20, 5), np.uint8)
    labels[8:12, 8:12, 2] = Label.ET
    labels[12:14, 8:12, 2] = Label.ED
    brush = Brush(Label.ET, 1, axis=2, over=Over.UNLABELLED)
    assert (put(labels, grown_patch(labels, SPACING, (0, 0, 2), 2.0, brush)) == Label.ED).sum() == 8
    head = np.ones(labels.shape, bool)
    head[:8] = False
    scan = np.zeros(labels.shape)
    scan[:, 12:] = 50
    limits = Limits(head, GreyRange(scan, -1, 10))
    now = put(labels, grown_patch(labels, SPACING, (0, 0, 2), 2.0, brush, limits))
    assert not now[:8].any()
    assert not now[:, 12:].any()
    assert now[8, 7, 2] == Label.ET


def test_shrink_takes_the_rim_and_gives_it_to_the_nearest_neighbour():
    labels = np.zeros((20, 20, 9), np.uint8)
    labels[2:18, 2:18, 1:8] = Label.ED
    labels[5:15, 5:15, 2:7] = Label.ET
    now = put(labels, grown_patch(labels, (1, 1, 1), (0, 0, 0), -1.0, Brush(Label.ET, 1)))
    assert (now == Label.ET).sum() == 8 * 8 * 3
    assert (now[5:15, 5:15, 2:7] > 0).all(), "no gap opens inside the tumour"
    assert np.array_equal(now > 0, labels > 0)
    outer = put(labels, grown_patch(labels, (1, 1, 1), (0, 0, 0), -1.0, Brush(Label.ED, 1)))
    assert outer[2, 2, 4] == Label.BACKGROUND
    assert grown_patch(labels, (1, 1, 1), (0, 0, 0), -1.0, Brush(Label.NCR, 1)) is None


def test_what_grew_and_shrank_again_is_what_it_was_where_it_is_convex():
    labels = np.zeros((24, 24, 24), np.uint8)
    labels[8:16, 8:16, 8:16] = Label.NCR
    grown = put(labels, grown_patch(labels, (1, 1, 1), (0, 0, 0), 1.0, Brush(Label.NCR, 1)))
    assert (grown > 0).sum() == 8**3 + 6 * 64
    back = put(grown, grown_patch(grown, (1, 1, 1), (0, 0, 0), -1.0, Brush(Label.NCR, 1)))
    assert np.array_equal(back, labels)


def test_smoothing_takes_specks_and_spikes_and_leaves_a_ball_its_volume():
    at = np.indices((40, 40, 40)) - 20
    labels = np.where((at**2).sum(axis=0) <= 12**2, Label.ED, 0).astype(np.uint8)
    rough = labels.copy()
    rough[33:38, 20, 20] = Label.ED
    rough[2, 2, 2] = Label.ED
    rough[20, 20, 20] = Label.NCR
    now = put(rough, smooth_patch(rough, (1, 1, 1), (0, 0, 0), 1.0, Brush(Label.ED, 1)))
    assert not now[35:, 20, 20].any()
    assert not now[2, 2, 2]
    assert now[20, 20, 20] == Label.ED
    assert abs(int((now > 0).sum()) / int((labels > 0).sum()) - 1) < 0.02


def test_smoothing_on_a_slice_leaves_other_slices_and_spared_labels():
    rng = np.random.default_rng(3)
    labels = rng.integers(0, 4, (16, 16, 8)).astype(np.uint8)
    brush = Brush(Label.ET, 1, axis=2, spared=frozenset({Label.NCR}))
    now = put(labels, smooth_patch(labels, (1, 1, 1), (0, 0, 3), 1.0, brush))
    assert not np.array_equal(now[:, :, 3], labels[:, :, 3])
    assert np.array_equal(np.delete(now, 3, 2), np.delete(labels, 3, 2))
    assert np.array_equal(now == Label.NCR, labels == Label.NCR)


def test_nothing_labelled_changes_nothing():
    empty = np.zeros((5, 5, 5), np.uint8)
    brush = Brush(Label.ET, 1)
    assert fill_patch(empty, (2, 2, 2), brush) is None
    assert holes_patch(empty, (2, 2, 2), brush) is None
    assert smooth_patch(empty, SPACING, (2, 2, 2), 1.0, brush) is None
    assert grown_patch(empty, SPACING, (2, 2, 2), 1.0, brush) is None
