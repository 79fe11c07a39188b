"""Patches: where they are cut, and how they are disturbed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from tests.training.toys import STILL
from training.data.augment import FARTHEST, Augmentation, cut_around, cut_patch, disturb
from training.data.recipes import COURSE


@pytest.mark.parametrize("size", [(16, 16, 16), (64, 16, 40)])
def test_patches_have_the_size_asked_for_even_beyond_the_crop(cases, size):
    rng = np.random.default_rng(0)
    array, labels = cut_patch(cases[0], size, Augmentation(on_tumour=1.0), rng)
    assert array.shape == (9, *size)
    assert labels.shape == size
    assert labels.any()
    assert labels.sum() <= cases[0].labels.sum()


def test_tumour_patches_show_every_label_over_time(cases):
    rng = np.random.default_rng(0)
    seen = [cut_patch(cases[0], (2, 2, 2), Augmentation(on_tumour=1.0), rng)[1] for _ in range(60)]
    assert {1, 2, 3} <= set(np.unique(np.stack(seen)).tolist())


def test_disturbing_keeps_labels_on_their_tissue(cases):
    # Without intensity changes the labels must still be where the array says they are.
    spatial = replace(
        COURSE.augmentation, flip=(0.5, 0.5, 0.5), spatial=1.0, rotate_degrees=20, zoom=0.2
    )
    shade = cases[0].labels.astype(np.float32)
    array = torch.from_numpy(np.stack([*[shade] * 8, np.ones_like(shade)]))
    labels = torch.from_numpy(cases[0].labels)
    for seed in range(8):
        x, y = disturb(array.clone(), labels, spatial, np.random.default_rng(seed))
        agree = ((x[0] > 0.5) == (y > 0)).float().mean()
        assert agree > 0.97
        assert y.any()


def test_a_patch_shows_the_same_place_of_the_other_side(cases):
    size = cases[0].labels.shape
    patch, _ = cut_patch(cases[0], size, Augmentation(), np.random.default_rng(0))
    assert np.array_equal(patch[4:8], patch[:4, ::-1])
    corner, _ = cut_patch(cases[0], (8, 30, 20), Augmentation(), np.random.default_rng(0))
    found = [x for x in range(21) if np.array_equal(corner[:4], patch[:4, x : x + 8])]
    assert np.array_equal(corner[4:8], patch[4:8, found[0] : found[0] + 8])


def test_a_dropped_sequence_is_gone_with_its_mirror_image(cases):
    patch, labels = cut_patch(cases[0], (16, 16, 16), Augmentation(), np.random.default_rng(0))
    dropping = replace(Augmentation(), drop=0.6)
    counts = set()
    for seed in range(20):
        x, _ = disturb(
            torch.from_numpy(patch), torch.from_numpy(labels), dropping, np.random.default_rng(seed)
        )
        there = [bool(c.any()) for c in x[:8]]
        assert there[:4] == there[4:]
        counts.add(sum(there[:4]))
    assert 0 not in counts
    assert len(counts) > 1


def test_a_misaligned_sequence_moves_with_its_mirror_image_and_no_other_moves():
    marked = torch.full((9, 16, 16, 16), 0.1)
    marked[:, 8, 8, 8] = 1.0
    marked[-1] = 1.0
    labels = torch.zeros(16, 16, 16, dtype=torch.uint8)
    still = replace(STILL, misaligned=0.5)
    moves = []
    for seed in range(12):
        x, _ = disturb(marked.clone(), labels, still, np.random.default_rng(seed))
        for channel in range(4):
            here, mirror = (np.array(np.unravel_index(int(x[c].argmax()), (16,) * 3)) - 8
                            for c in (channel, channel + 4))  # fmt: skip
            assert (here * [-1, 1, 1]).tolist() == mirror.tolist()
            assert np.abs(here).max() <= FARTHEST
            moves.append(bool(here.any()))
    assert 0 < sum(moves) < len(moves)


def test_intensity_changes_leave_labels_and_background_alone(cases):
    size = cases[0].labels.shape
    whole, _ = cut_patch(cases[0], size, Augmentation(), np.random.default_rng(0))
    array = torch.from_numpy(whole)
    array[:, :5] = 0
    still = replace(Augmentation(noise=1.0, blur=1.0, drop=0.0), flip=(0, 0, 0), spatial=0.0)
    labels = torch.from_numpy(cases[0].labels)
    x, y = disturb(array.clone(), labels, still, np.random.default_rng(0))
    assert torch.equal(y, labels)
    assert not x[:, :5].any()
    assert not torch.allclose(x[:4, 5:], array[:4, 5:])


def test_a_box_around_the_tumour_holds_all_of_it_with_its_margin(cases):
    case = cases[0]
    places = np.argwhere(case.labels > 0)
    tumour = places.max(axis=0) + 1 - places.min(axis=0)
    sizes = set()
    for seed in range(8):
        array, labels = cut_around(case, (2, 5), np.random.default_rng(seed))
        assert np.bincount(labels.ravel())[1:].sum() == len(places)
        assert array.shape[1:] == labels.shape
        assert (labels.shape >= np.minimum(tumour + 2 * 2, case.labels.shape)).all()
        assert (labels.shape <= tumour + 2 * 5).all()
        sizes.add(labels.shape)
    assert len(sizes) > 1


def test_a_box_shows_the_mirror_image_of_the_whole_head(cases):
    case = cases[0]
    array, _ = cut_around(case, (500, 500), np.random.default_rng(0))
    modalities = len(case.array) - 1
    np.testing.assert_array_equal(array[modalities:-1], case.array[:modalities, ::-1])


def test_without_a_tumour_the_box_is_the_head(cases):
    healthy = replace(cases[0], labels=np.zeros_like(cases[0].labels))
    _, labels = cut_around(healthy, (2, 5), np.random.default_rng(0))
    assert labels.shape == healthy.labels.shape
