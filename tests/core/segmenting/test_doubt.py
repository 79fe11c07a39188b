"""Where a result is in doubt."""

from __future__ import annotations

import numpy as np
import pytest

from core.progress import Cancelled
from core.segmenting.doubt import LEAST_ML, doubtful_places, entropy
from core.space.affine import Grid

SHAPE = (40, 40, 40)


def grid(edge=1.0):
    return Grid(SHAPE, np.diag([edge, edge, edge, 1.0]))


def test_half_is_the_most_doubtful_and_the_ends_are_sure():
    assert entropy([0.0, 1.0]).tolist() == [0.0, 0.0]
    assert entropy(0.5) == pytest.approx(1.0)
    assert float(entropy(0.11)) == pytest.approx(0.5, abs=0.001)
    assert float(entropy(0.89)) == pytest.approx(0.5, abs=0.001)


def test_the_largest_place_comes_first_and_its_middle_is_shown():
    p = np.zeros(SHAPE, np.uint8)
    p[2:7, 2:7, 2:7] = 128
    p[20:29, 20:29, 20:29] = 128
    first, second = doubtful_places(p, grid())
    assert first.voxel == (24, 24, 24)
    assert second.voxel == (4, 4, 4)
    # What a ball that fits reaches: corners and edges are left out.
    assert 0.8 * 0.729 < first.ml <= 0.729
    assert first.ml > second.ml


def test_the_thin_shell_of_any_border_is_no_place():
    p = np.zeros(SHAPE, np.uint8)
    p[10:30, 10:30, 10:30] = 128
    p[12:28, 12:28, 12:28] = 255
    assert doubtful_places(p, grid()) == []


def test_thickness_counts_in_millimetres():
    p = np.zeros(SHAPE, np.uint8)
    p[10:30, 10:30, 10:30] = 128
    p[14:26, 14:26, 14:26] = 255
    assert doubtful_places(p, grid(0.4)) == [], "1.6 mm are a border's own"
    assert len(doubtful_places(p, grid(1.0))) == 1


def test_what_is_too_small_or_sure_is_no_place():
    p = np.zeros(SHAPE, np.uint8)
    p[5:8, 5:8, 5:8] = 128
    assert LEAST_ML > 27 / 1000
    p[20:30, 20:30, 20:30] = 200
    assert doubtful_places(p, grid()) == []


def test_looking_can_be_given_up():
    def cancel(*_):
        raise Cancelled

    p = np.full(SHAPE, 128, np.uint8)
    with pytest.raises(Cancelled):
        doubtful_places(p, grid(), cancel)
