"""What a click changes without the click network."""

from __future__ import annotations

import numpy as np

from core.clicking.growing import grown


def test_it_stays_within_reach_and_follows_grey_values_and_probabilities():
    shape = (90, 40, 40)
    flat = np.zeros(shape, np.float32)
    found = grown([flat], None, [(10, 20, 20)], wanted=True)
    assert found[10, 20, 20] == 1
    assert found[30, 20, 20] > 0.5
    assert found[60, 20, 20] < 0.5
    bright = flat.copy()
    bright[16:] = 4
    assert grown([bright], None, [(10, 20, 20)], wanted=True)[20, 20, 20] < 0.1
    said = np.zeros(shape, np.uint8)
    said[:14] = 200
    spoken = grown([flat], said, [(10, 20, 20)], wanted=True)
    assert spoken[12, 20, 20] > 0.95
    assert spoken[15, 20, 20] < 0.65


def test_what_is_not_wanted_is_told_the_other_way_round():
    flat = np.zeros((30, 30, 30), np.float32)
    wanted = grown([flat], None, [(15, 15, 15)], wanted=True)
    np.testing.assert_allclose(grown([flat], None, [(15, 15, 15)], wanted=False), 1 - wanted)
