"""Lesion-wise scores, beside a slow implementation written from the definition alone."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from core.scoring.lesions import (
    MISSED_HD95_MM,
    score_lesions,
    truth_lesions,
)

UNIT = (1.0, 1.0, 1.0)
# One voxel is over 50 mm³, so that even single voxels count as lesions.
COARSE = (4.0, 4.0, 4.0)
STEPS_18 = [s for s in itertools.product((-1, 0, 1), repeat=3) if 0 < sum(map(abs, s)) <= 2]
STEPS_6 = [s for s in STEPS_18 if sum(map(abs, s)) == 1]
SPARSE = arrays.arrays(
    np.bool_, (16, 5, 4), elements=st.sampled_from([True] + [False] * 40), fill=st.nothing()
)


def grown(voxels, shape, times=3):
    """Every voxel within ``times`` steps to face or edge neighbours, inside the array."""
    reach = set(voxels)
    for _ in range(times):
        moved = {tuple(np.add(v, s).tolist()) for v in reach for s in STEPS_18}
        reach |= {v for v in moved if all(0 <= x < n for x, n in zip(v, shape, strict=True))}
    return reach


def connected(voxels):
    """Split a set of voxels into 26-connected sets."""
    left, parts = set(voxels), []
    while left:
        part, edge = set(), [left.pop()]
        while edge:
            voxel = edge.pop()
            part.add(voxel)
            near = [w for w in left if max(abs(a - b) for a, b in zip(w, voxel, strict=True)) <= 1]
            left.difference_update(near)
            edge.extend(near)
        parts.append(part)
    return parts


def shell(voxels):
    return [v for v in voxels if any(tuple(np.add(v, s).tolist()) not in voxels for s in STEPS_6)]


def slow_hd95(first, second, spacing):
    a, b = (np.array(shell(v), float) * spacing for v in (first, second))
    gaps = np.sqrt(((a[:, None] - b[None]) ** 2).sum(-1))
    return max(np.percentile(gaps.min(1), 95), np.percentile(gaps.min(0), 95))


def slow_scores(predicted, truth, spacing):
    """(Dice, HD95) from the definition, with sets of voxels."""
    truth_set = {tuple(v) for v in np.argwhere(truth).tolist()}
    pieces = connected({tuple(v) for v in np.argwhere(predicted).tolist()})
    lesions = [part & truth_set for part in connected(grown(truth_set, truth.shape))]
    dices, distances, used = [], [], set()
    for lesion in lesions:
        reach = grown(lesion, truth.shape)
        hits = [n for n, piece in enumerate(pieces) if piece & reach]
        used |= set(hits)
        if len(lesion) * np.prod(spacing) <= 50:
            continue
        found = set().union(*(pieces[n] for n in hits))
        dices.append(2 * len(found & lesion) / (len(found) + len(lesion)) if hits else 0.0)
        distances.append(slow_hd95(found, lesion, spacing) if hits else 374.0)
    for n in range(len(pieces)):
        if n not in used:
            dices.append(0.0)
            distances.append(374.0)
    return (np.mean(dices), np.mean(distances)) if dices else (1.0, 0.0)


@settings(max_examples=40, deadline=None)
@given(predicted=SPARSE, truth=SPARSE, spacing=st.sampled_from([UNIT, COARSE, (2.0, 5.0, 6.0)]))
def test_agrees_with_the_definition_counted_slowly(predicted, truth, spacing):
    score = score_lesions(predicted, truth, spacing)
    overlap, distance = slow_scores(predicted, truth, spacing)
    assert score.dice == pytest.approx(overlap)
    assert score.hd95_mm == pytest.approx(distance)


def cube(mask, corner, edge=4):
    i, j, k = corner
    mask[i : i + edge, j : j + edge, k : k + edge] = True
    return mask


@pytest.fixture
def empty():
    return np.zeros((40, 16, 16), np.bool_)


def test_a_missed_lesion_halves_the_score(empty):
    found = cube(empty.copy(), (2, 2, 2))
    truth = cube(found.copy(), (30, 2, 2))
    score = score_lesions(found, truth, UNIT)
    assert (score.dice, score.hd95_mm) == (0.5, MISSED_HD95_MM / 2)
    assert (len(score.lesions), score.missed, score.invented) == (2, 1, 0)


def test_an_invented_lesion_halves_the_score_however_small(empty):
    truth = cube(empty.copy(), (2, 2, 2))
    predicted = truth.copy()
    predicted[35, 8, 8] = True
    score = score_lesions(predicted, truth, UNIT)
    assert (score.dice, score.hd95_mm, score.invented) == (0.5, MISSED_HD95_MM / 2, 1)


def test_small_truth_lesions_neither_help_nor_harm(empty):
    truth = cube(empty.copy(), (2, 2, 2))
    small = cube(truth.copy(), (30, 2, 2), edge=3)  # 27 mm³
    for predicted in (truth, small):
        score = score_lesions(predicted, small, UNIT)
        assert (score.dice, score.hd95_mm) == (1.0, 0.0)
        assert (score.ignored, score.invented) == (1, 0)


def test_exactly_fifty_cubic_millimetres_are_ignored_and_more_count(empty):
    truth = empty.copy()
    truth[2:4, 2:7, 2:7] = True  # 50 voxels
    assert score_lesions(empty, truth, UNIT).ignored == 1
    assert score_lesions(empty, truth, (1.0, 1.0, 1.01)).missed == 1


def test_crumbs_within_reach_belong_to_their_lesion(empty):
    truth = cube(empty.copy(), (2, 2, 2))
    truth[9, 3, 3] = True  # three voxels of gap, bridged by two dilations
    assert truth_lesions(truth).max() == 1
    truth[25, 3, 3] = True
    assert truth_lesions(truth).max() == 2
    assert not truth_lesions(truth)[~truth].any()


def test_absent_from_both_is_perfect_and_absent_from_one_is_nothing(empty):
    tumour = cube(empty.copy(), (2, 2, 2))
    assert (score_lesions(empty, empty, UNIT).dice, score_lesions(empty, empty, UNIT).hd95_mm) == (
        1.0,
        0.0,
    )
    for predicted, truth in ((empty, tumour), (tumour, empty)):
        score = score_lesions(predicted, truth, UNIT)
        assert (score.dice, score.hd95_mm) == (0.0, MISSED_HD95_MM)
