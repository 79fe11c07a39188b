"""Growth that is known, on heads that moved."""

from __future__ import annotations

import numpy as np
import pytest

from core.errors import CheckError
from core.follow_up.change import Change, between, brought_onto, change_between
from core.follow_up.sizes import sizes_of
from core.labels import Region
from core.phantom.scans import motion
from core.progress import Cancelled
from core.space.affine import Grid
from core.studies.segmentation import Segmentation
from core.studies.study import Modality, Study, Volume
from tests.core.follow_up.patients import ball, ball_ml, point

GRID = Grid((70, 70, 60), np.diag([-1.0, -1.0, 1.0, 1.0]))
CENTRE = (-34.0, -35.0, 30.0)


def empty_study(grid=GRID):
    return Study("s", {Modality.T1GD: Volume(np.zeros(grid.shape, np.uint8), grid.affine)})


def grown(radius, matrix=None):
    """A tumour of a radius; where ``matrix`` is given the head lies there, on another grid."""
    if matrix is None:
        return point(f"{radius}", empty_study(), ball(GRID, CENTRE, radius))
    turned = Grid((90, 90, 80), np.diag([0.9, 0.9, 1.0, 1.0]))
    middle = (matrix @ [*CENTRE, 1.0])[:3]
    turned.affine[:3, 3] = middle - 0.5 * np.array([81, 81, 80])
    return point(f"{radius} later", empty_study(turned), ball(turned, tuple(middle), radius))


@pytest.mark.parametrize(("before", "after"), [(12, 16), (16, 12), (14, 14)])
def test_known_growth_of_a_head_that_moved(before, after):
    matrix = motion(np.random.default_rng(before), 15, 15)
    found = change_between(grown(before), grown(after, matrix), matrix)
    for region, shell in ((Region.TC, 0), (Region.WT, 6)):
        change = found.regions[region]
        first, second = ball_ml(before + shell), ball_ml(after + shell)
        tolerance = max(1.0, 0.05 * abs(second - first))
        assert change.change_ml == pytest.approx(second - first, abs=tolerance)
        assert change.grown_ml == pytest.approx(max(second - first, 0), abs=tolerance)
        assert change.shrunk_ml == pytest.approx(max(first - second, 0), abs=tolerance)
        assert change.stable_ml == pytest.approx(min(first, second), abs=tolerance)
        assert change.percent == pytest.approx(100 * (second / first - 1), abs=6)


def test_every_voxel_is_told_by_what_it_was_and_is():
    was, now = ball(GRID, CENTRE, 10), ball(GRID, (-30.0, -35.0, 30.0), 10)
    found = change_between(
        point("a", empty_study(), was), point("b", empty_study(), now), np.eye(4)
    )
    for region in Region:
        first, second = (np.isin(labels, _labels(region)) for labels in (was, now))
        wanted = np.select(
            [first & second, second, first], [Change.STABLE, Change.GROWN, Change.SHRUNK], 0
        )
        assert np.array_equal(found.maps[region], wanted)


def _labels(region):
    return {Region.WT: (1, 2, 3), Region.TC: (1, 3), Region.ET: (3,)}[region]


def test_there_and_back_is_the_same_place():
    first, second = (motion(np.random.default_rng(n)) for n in (1, 2))
    tissue = np.array([10.0, 20.0, 30.0, 1.0])
    assert between(first, second) @ (first @ tissue) == pytest.approx(second @ tissue)
    assert np.allclose(between(None, first), first)
    assert np.allclose(between(first, None) @ first, np.eye(4))


def test_a_later_label_map_comes_back_onto_the_earlier_grid():
    matrix = motion(np.random.default_rng(5), 10, 10)
    later = grown(14, matrix).segmentation
    there = brought_onto(later, GRID, matrix)
    whole = ball(GRID, CENTRE, 14)
    shared = 2 * np.count_nonzero((there > 0) & (whole > 0))
    assert shared / (np.count_nonzero(there) + np.count_nonzero(whole)) > 0.97


def test_no_tumour_at_one_of_the_times():
    nothing = np.zeros(GRID.shape, np.uint8)
    found = change_between(point("a", empty_study(), nothing), grown(10), np.eye(4))
    assert found.regions[Region.WT].percent is None
    assert found.regions[Region.WT].stable_ml == 0
    assert found.regions[Region.WT].grown_ml == pytest.approx(found.regions[Region.WT].later_ml)
    none = change_between(
        point("a", empty_study(), nothing), point("b", empty_study(), nothing), np.eye(4)
    )
    assert not none.maps[Region.WT].any()


def test_regions_that_one_cannot_tell_are_not_compared():
    labels = ball(GRID, CENTRE, 10)
    without = Segmentation("b", GRID, labels, untold=(Region.TC, Region.ET))
    later = point("b", empty_study()).with_segmentation(without)
    found = change_between(grown(10), later, np.eye(4))
    assert list(found.regions) == [Region.WT]
    assert list(sizes_of(without).region_ml) == [Region.WT]


def test_what_is_not_segmented_is_named():
    with pytest.raises(CheckError, match="b: it has no segmentation"):
        change_between(grown(10), point("b", empty_study()), np.eye(4))


def test_it_can_be_cancelled():
    def progress(done, total, text):
        assert 0 <= done <= total
        raise Cancelled

    with pytest.raises(Cancelled):
        change_between(grown(10), grown(10), np.eye(4), progress)
