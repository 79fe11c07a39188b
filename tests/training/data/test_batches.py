"""Batches by seed and step alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import torch

from tests.training.toys import TINY
from training.data.augment import Augmentation, cut_patch
from training.data.batches import batches
from training.data.recipes import COURSE, Stage


def test_the_same_step_gives_the_same_batch_and_another_seed_another(cases):
    first, second = (list(batches(cases, TINY, 0, 0, 0)) for _ in range(2))
    other = list(batches(cases, replace(TINY, seed=1), 0, 0, 0))
    assert all(torch.equal(a[0], b[0]) for a, b in zip(first, second, strict=True))
    assert not torch.equal(first[0][0], other[0][0])
    assert first[-1][0].shape == (2, 9, 24, 16, 16)


def test_a_run_resumed_at_a_step_sees_what_it_would_have_seen(cases):
    whole = list(batches(cases, TINY, 0, 0, 0))
    rest = list(batches(cases, TINY, 3, 0, 0))
    assert len(rest) == len(whole) - 3
    assert torch.equal(whole[3][0], rest[0][0])


def test_processes_see_different_patches(cases):
    assert not torch.equal(
        next(iter(batches(cases, TINY, 0, 0, 0)))[0], next(iter(batches(cases, TINY, 0, 1, 0)))[0]
    )


def test_every_case_comes_once_before_any_comes_again(cases):
    empty = replace(TINY, augmentation=COURSE.augmentation)
    marked = []
    for number, case in enumerate(cases):
        array = np.ones_like(case.array)
        array[0] = number + 1
        marked.append(replace(case, array=array))
    seen = [round(float(x[:, 0].max())) for x, _ in batches(marked, empty, 0, 0, 0)]
    assert sorted(seen[:2]) == [1, 2]
    assert sorted(seen[2:4]) == [1, 2]


def test_a_patch_without_a_size_is_the_whole_crop(cases):
    array, labels = cut_patch(cases[0], None, Augmentation(), np.random.default_rng(0))
    assert np.array_equal(labels, cases[0].labels)
    assert np.array_equal(array[-1], cases[0].array[-1])
    whole = replace(TINY, stages=(Stage(1, None),))
    x, y = next(iter(batches(cases, whole, 0, 0, 0)))
    assert x.shape == (1, 9, 28, 32, 20)
    assert y.shape == x.shape[:1] + x.shape[2:]
