"""Learning how sure a part of WT must be."""

from __future__ import annotations

import numpy as np

from core.labels import Label
from training.judging.specks import best_least, markdown, tried


def case(number: int, second: int, *, real: bool):
    """A sure tumour of 8 ml and, far from it, a part of 2 ml with a probability of its own."""
    truth = np.zeros((46, 24, 24), np.uint8)
    truth[2:22, 2:22, 2:22] = Label.ED
    p = np.zeros((3, *truth.shape), np.uint8)
    p[0][truth > 0] = 255
    p[0, 34:42, 2:18, 2:18] = second
    if real:
        truth[34:42, 2:18, 2:18] = Label.ED
    return tried(f"p{number}", p, truth, (1.0, 1.0, 1.0))


def test_a_least_between_specks_and_true_parts_is_learnt():
    cases = [case(n, 235 + n, real=False) for n in range(4)]
    cases += [case(n, 250, real=True) for n in range(4, 8)]
    least = best_least(cases)
    assert 238 / 255 < least <= 250 / 255
    assert all(c.wt[least].lesion_dice == 1 for c in cases)


def test_nothing_is_dropped_where_that_would_miss_a_lesion_or_gain_nothing():
    assert best_least([case(0, 200, real=True), case(1, 230, real=False)]) == 0.0
    assert best_least([case(0, 200, real=True), case(1, 200, real=True)]) == 0.0


def test_each_half_is_judged_by_what_the_other_teaches():
    cases = [case(n, 240, real=False) for n in range(4)]
    last = markdown(cases).splitlines()[-1]
    assert last.startswith("| learnt on the other half: 0.9")
    assert last.endswith("| 1.000 | 0 | 0 |")
    wrong = markdown([*cases[:3], case(3, 240, real=True)]).splitlines()[-1]
    assert wrong.startswith("| learnt on the other half: 0.9")
    assert " and 0.0 |" in wrong
