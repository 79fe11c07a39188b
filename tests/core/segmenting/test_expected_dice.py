"""The estimate of a segmentation's Dice."""

from __future__ import annotations

import numpy as np
import pytest

from core.labels import Label, Region
from core.segmenting.expected_dice import (
    CHECK_BELOW,
    HAZE,
    SPAN,
    doubtful,
    expected_dice,
    lines_from_json,
    soft_dice,
)

CUBE = (slice(4, 12),) * 3
PLAIN = dict.fromkeys(Region, (1.0, 0.0))


def found(p: float, haze: float = 0.0):
    """A cube of WT with probability ``p`` in a haze."""
    probabilities = np.full((3, 20, 20, 20), round(255 * haze), np.uint8)
    probabilities[0][CUBE] = round(255 * p)
    labels = np.zeros((20, 20, 20), np.uint8)
    labels[CUBE] = Label.ED
    return probabilities, labels


@pytest.mark.parametrize("p", [0.5, 0.7, 1.0])
def test_the_soft_dice_is_that_of_the_formula(p):
    assert soft_dice(*found(p)) == {Region.WT: pytest.approx(2 * p / (p + 1), abs=0.005)}


def test_what_is_unsure_outside_lowers_it_and_haze_does_not():
    probabilities, labels = found(0.9)
    sure = soft_dice(probabilities, labels)
    assert soft_dice(*found(0.9, haze=HAZE - 0.05)) == sure
    probabilities[0, 14:18] = round(255 * 0.4)
    outside = 4 * 20 * 20 * 0.4
    expected = 2 * 0.9 * 512 / (0.9 * 512 + outside + 512)
    assert soft_dice(probabilities, labels)[Region.WT] == pytest.approx(expected, abs=0.005)


def test_a_crop_that_holds_everything_gives_the_same():
    probabilities, labels = found(0.8)
    crop = (slice(2, 14),) * 3
    assert soft_dice(probabilities[(slice(None), *crop)], labels[crop]) == soft_dice(
        probabilities, labels
    )


def test_the_line_is_applied_and_held_within_the_span():
    probabilities, labels = found(0.5)
    soft = soft_dice(probabilities, labels)[Region.WT]
    lines = lines_from_json({"WT": [0.5, 0.1], "ET": [1, 0]})
    estimate = expected_dice(probabilities, labels, lines)
    assert estimate == {Region.WT: pytest.approx(0.5 * soft + 0.1)}
    for line, end in (((9.0, 0.0), SPAN[1]), ((1.0, -3.0), SPAN[0])):
        assert expected_dice(probabilities, labels, {Region.WT: line}) == {Region.WT: end}


def test_a_region_that_was_not_found_or_has_no_line_has_no_estimate():
    probabilities, labels = found(0.9)
    assert set(expected_dice(probabilities, labels, PLAIN)) == {Region.WT}
    assert expected_dice(probabilities, labels, {Region.TC: (1.0, 0.0)}) == {}
    assert expected_dice(probabilities, np.zeros_like(labels), PLAIN) == {}


def test_low_estimates_of_wt_and_tc_call_for_a_look():
    low = CHECK_BELOW[Region.WT] - 0.01
    assert doubtful({Region.WT: low, Region.TC: 0.9, Region.ET: 0.1}) == (Region.WT,)
    assert doubtful({Region.WT: 0.9, Region.TC: 0.1}) == (Region.TC,)
    assert doubtful({Region.WT: 0.9}) == ()
    assert doubtful(None) == ()
