"""Measurable lesions where there was none, on a head that moved."""

from __future__ import annotations

import numpy as np
import pytest

from core.follow_up.new_lesions import new_lesions
from core.labels import Label, Region
from core.space.affine import Grid
from core.studies.segmentation import Segmentation
from tests.core.follow_up.patients import ball

GRID = Grid((80, 60, 60), np.eye(4))
HOME = (20.0, 30.0, 30.0)
SHIFT = np.eye(4)
SHIFT[1, 3] = 4.0
"""Where a later point lies in the earlier world."""


def found(*balls, untold=()):
    labels = np.zeros(GRID.shape, np.uint8)
    for centre, radius in balls:
        labels = np.maximum(labels, ball(GRID, centre, radius))
    return Segmentation("x", GRID, labels, untold=untold)


def test_one_far_from_the_core_is_new_and_measured():
    now = found((HOME, 10), ((60.0, 30.0, 30.0), 8))
    (lesion,) = new_lesions(now, [(found((HOME, 10)), np.eye(4))])
    assert lesion.diameters.longest_mm == pytest.approx(16, abs=1.5)
    assert lesion.measurable


def test_growth_of_the_old_one_and_spots_are_not():
    now = found((HOME, 16), ((60.0, 30.0, 30.0), 3))
    assert new_lesions(now, [(found((HOME, 10)), np.eye(4))]) == ()


def test_one_that_any_earlier_time_point_had_is_not():
    other = ((60.0, 30.0, 30.0), 8)
    now = found((HOME, 10), other)
    assert new_lesions(now, [(found((HOME, 10)), np.eye(4)), (found(other), np.eye(4))]) == ()


def test_the_head_had_moved():
    then = found(((20.0, 54.0, 30.0), 8), (HOME, 8))
    now = found(((20.0, 50.0, 30.0), 8), ((20.0, 26.0, 30.0), 8))
    assert new_lesions(now, [(then, SHIFT)]) == ()
    away = np.eye(4)
    away[0, 3] = 40.0
    assert len(new_lesions(now, [(then, away)])) == 2


def test_within_earlier_oedema_it_is_new():
    then = found((HOME, 8))
    then.label_map[50:75, 20:40, 20:40] = Label.ED
    now = found((HOME, 8), ((62.0, 30.0, 30.0), 8))
    assert len(new_lesions(now, [(then, np.eye(4))])) == 1


def test_without_t1gd_nothing_is_told():
    now = found((HOME, 10), untold=(Region.TC, Region.ET))
    assert new_lesions(now, [(found(), np.eye(4))]) == ()
    assert new_lesions(found(), [(found(), np.eye(4))]) == ()
