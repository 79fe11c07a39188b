"""Climbing: where it ends, and that it ends."""

from __future__ import annotations

import numpy as np
import pytest

from core.registration.climbing import climb

PEAK = np.array([3.0, -2.0, 0.5, 1.0, 0.0, -4.0])


class Hill:
    """Information with one peak, known only as far as single precision goes."""

    def __init__(self, peak=PEAK):
        self.peak, self.calls = peak, 0

    def __call__(self, numbers):
        self.calls += 1
        away = numbers - self.peak
        height = 1.5 * np.exp(-away @ away / 200)
        rough = np.float32(1e-6 * np.sin(1e5 * away.sum()))
        return -float(np.float32(height) + rough), height * away / 100


@pytest.mark.parametrize("start", [np.zeros(6), PEAK + 8, PEAK])
def test_it_ends_at_the_peak_in_few_calls(start):
    hill = Hill()
    found, information = climb(hill, start, 50)
    assert np.linalg.norm(found - PEAK) < 0.1
    assert information == pytest.approx(1.5, abs=1e-3)
    assert hill.calls < 40


def test_what_is_returned_is_the_best_that_was_seen():
    seen = []

    def hill(numbers):
        value, slope = Hill()(numbers)
        seen.append((value, tuple(numbers)))
        return value, slope

    found, information = climb(hill, np.zeros(6), 50)
    assert (-information, tuple(found)) == min(seen)


def test_without_a_slope_it_stays():
    start = np.ones(6)
    found, information = climb(lambda numbers: (0.0, np.zeros(6)), start, 50)
    assert (found is start, information) == (True, 0.0)


def test_giving_up_comes_through():
    def cancelled(numbers):
        raise InterruptedError

    with pytest.raises(InterruptedError):
        climb(cancelled, np.zeros(6), 50)
