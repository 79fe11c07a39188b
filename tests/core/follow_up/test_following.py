"""Time points put together by alignments that are known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from core.follow_up.aligning import Doubt, TimeAlignment
from core.follow_up.following import follow_up
from core.labels import Region
from core.registration.rigid import Alignment
from core.space.affine import Grid
from core.studies.provenance import Provenance
from core.studies.segmentation import Segmentation
from core.studies.study import Modality, Study, Volume
from tests.core.follow_up.patients import ball, point

GRID = Grid((60, 40, 40), np.eye(4))
HOME, FAR = (15.0, 20.0, 20.0), (45.0, 20.0, 20.0)


def aligned(*doubts: Doubt) -> TimeAlignment:
    """Nothing moved."""
    found = Alignment(np.eye(4), 1.0, None, 0.1, np.full(3, 20.0))
    return TimeAlignment(found, Modality.T1GD, 0.9, 0.98, doubts)


def seen(name, *places, untold=(), bright=None, **more):
    scan = np.full(GRID.shape, 100.0, np.float32)
    scan[5, 5, 5] = len(name) + ord(name[0]) if bright is None else bright
    labels = np.zeros(GRID.shape, np.uint8)
    for place in places:
        labels = np.maximum(labels, ball(GRID, place, 7, 2))
    found = Segmentation(name, GRID, labels, untold=untold)
    study = Study(name, {Modality.T1GD: Volume(scan, GRID.affine)})
    return point(name, study, **more).with_segmentation(found)


def together(*points, doubts=()):
    return follow_up(points, alignments=[None, *(aligned(*doubts) for _ in points[1:])])


def told(found):
    return [None if new is None else len(new) for new in found.new_lesions]


def test_a_lesion_far_from_the_first_is_new_once():
    found = together(seen("a", HOME), seen("b", HOME, FAR), seen("c", HOME, FAR))
    assert told(found) == [0, 1, 0]
    assert "follow_up_same_scans" not in [f.code for f in found.findings]


def test_what_cannot_tell_enhancement_tells_no_new_lesion():
    untold = (Region.TC, Region.ET)
    points = (seen("a", HOME), seen("b", HOME, FAR, untold=untold), seen("c", HOME, FAR))
    assert told(together(*points)) == [0, None, 1]
    assert told(together(*points[1:])) == [0, None]


def test_brains_that_do_not_lie_on_each_other_tell_none():
    doubts = (Doubt.LITTLE_LIKENESS,)
    assert told(together(seen("a", HOME), seen("b", FAR), doubts=doubts)) == [0, None]


@pytest.mark.parametrize("second_ml", [0, 1])
def test_nothing_at_the_first_time_point_divides_by_nothing(second_ml):
    found = together(seen("a"), seen("b", *[HOME] * second_ml))
    change = found.change(0, 1).regions[Region.ET]
    assert change.percent is None
    assessment = found.assess()[1]
    assert assessment.category == ("PD" if second_ml else "SD")
    assert all(one.from_baseline is None for one in assessment.comparisons)


def test_one_study_taken_twice_is_told():
    days = {"day": date(2024, 1, 5)}
    found = together(seen("a", HOME, bright=7, **days), seen("b", HOME, bright=7, **days))
    codes = [f.code for f in found.findings]
    assert codes[-1] == "follow_up_same_scans"
    assert "follow_up_same_day" in codes
    assert "a and b hold the same scans" in found.findings[-1].text


def made_by(point, **made):
    found = replace(point.segmentation, provenance=Provenance(**made))
    return replace(point, segmentation=found)


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ({"model": "a", "mode": "fast"}, {"model": "a", "mode": "accurate"}, False),
        ({"model": "a"}, {"model": "b"}, True),
        ({"model": "a"}, {"model": "a", "origin": "ONNX, SHA-256 12"}, True),
        ({"model": "a"}, {"file": "drawn.nii.gz"}, False),
    ],
)
def test_time_points_of_different_models_are_told(first, second, told):
    points = made_by(seen("t1", HOME), **first), made_by(seen("t2", HOME), **second)
    findings = {f.code: f for f in together(*points).findings}
    assert ("follow_up_two_models" in findings) is told
    if told:
        text = findings["follow_up_two_models"].text
        assert "t1 a, t2 " in text
        assert second.get("origin", "") in text
