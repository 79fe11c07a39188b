"""Copying tumours between patients, and making them fainter."""

from __future__ import annotations

import numpy as np
import pytest

from core.labels import Label
from training.data.cases import Case
from training.data.transplant import faded, transplanted

SIZE = (40, 44, 36)


def brain(level: float, tumour: tuple[slice, slice, slice] | None, name: str = "a") -> Case:
    """A flat brain at one level, with a tumour two units brighter where one is asked for."""
    array = np.full((5, *SIZE), level, np.float16)
    labels = np.zeros(SIZE, np.uint8)
    if tumour:
        labels[tumour] = Label.ED
        array[(slice(0, 4), *tumour)] += 2
    array[4] = 1
    array[:, :, :4] = 0
    labels[:, :4] = 0
    return Case(name, array, labels)


LEFT = (slice(8, 16), slice(20, 30), slice(12, 22))


@pytest.mark.parametrize("seed", range(6))
def test_a_copied_tumour_fits_its_surroundings_and_brings_its_labels(seed):
    healthy, ill = brain(1.0, None), brain(0.2, LEFT, "b")
    made = transplanted(healthy, ill, np.random.default_rng(seed))
    assert np.count_nonzero(made.labels) == pytest.approx(np.count_nonzero(ill.labels), rel=0.15)
    inside = made.array[0][made.labels > 0].astype(float)
    # Two units brighter than where it came from: two units brighter than where it lies.
    assert inside.mean() == pytest.approx(3.0, abs=0.25)
    far = np.ones(SIZE, bool)
    rows = np.nonzero(made.labels)[0]
    far[max(rows.min() - 6, 0) : rows.max() + 7] = False
    assert np.array_equal(made.array[:, far], healthy.array[:, far])
    assert not healthy.labels.any()


def test_a_copied_tumour_stays_within_the_brain():
    ill = brain(0.2, (slice(8, 16), slice(4, 12), slice(12, 22)), "b")
    for seed in range(6):
        made = transplanted(brain(1.0, None), ill, np.random.default_rng(seed))
        assert not made.array[:4, :, :4].any()
        assert not made.labels[:, :4].any()


def test_copied_tumours_lie_on_either_side():
    middles = [
        np.nonzero(transplanted(brain(1, None), brain(1, LEFT), np.random.default_rng(s)).labels)[0]
        for s in range(12)
    ]
    assert {bool(m.mean() < SIZE[0] / 2) for m in middles} == {True, False}


def test_a_donor_without_a_tumour_changes_nothing():
    healthy = brain(1.0, None)
    assert transplanted(healthy, brain(0.2, None), np.random.default_rng(0)) is healthy


def test_fading_moves_the_tumour_towards_the_other_side_and_keeps_its_labels():
    ill = brain(0.5, LEFT)
    half = faded(ill, np.random.default_rng(0), most=0.5, least=0.5)
    assert np.array_equal(half.labels, ill.labels)
    core = (slice(11, 13), slice(24, 26), slice(16, 18))
    assert half.array[0][core].mean() == pytest.approx(1.5, abs=0.05)
    assert np.array_equal(half.array[:, 25:], ill.array[:, 25:])
    assert np.array_equal(half.array[4], ill.array[4])
