"""Reliability, calibration error and temperatures of probabilities whose truth is known."""

from __future__ import annotations

import numpy as np
import pytest

from core.labels import Label, Region
from core.segmenting.postprocessing import PostProcessing
from training.judging.calibration import region_report
from training.judging.curves import reliability_svg
from training.judging.evaluate import HeldOut
from training.judging.expected_dice import (
    SOFT,
    Estimated,
    compared,
    estimate,
    fit,
    lines,
    marks,
    predicted,
)
from training.judging.reliability import (
    calibration_error,
    counted,
    fitted_temperature,
    merged,
    reliability,
    scaled,
    sure_and_wrong,
    tenths_error,
)


def drawn(seed, sharper=1.0, size=200_000):
    """Probabilities, and truths that come true that often after a temperature of ``sharper``."""
    rng = np.random.default_rng(seed)
    values = rng.integers(0, 256, size).astype(np.uint8)
    return counted(values, rng.random(size) < scaled(sharper)[values])


def test_true_probabilities_have_no_calibration_error():
    bins = reliability(drawn(0))
    assert len(bins) == 10
    assert calibration_error(bins) < 0.01
    assert tenths_error(bins) < 0.01
    assert all(b.said == pytest.approx(b.true, abs=0.02) for b in bins)


def test_counts_hold_every_voxel_once():
    values = np.array([0, 0, 7, 7, 255, 255], np.uint8)
    counts = counted(values, np.array([0, 1, 0, 0, 1, 0], bool))
    assert counts[:, 0].tolist() == [1, 1]
    assert counts[:, 7].tolist() == [2, 0]
    assert counts[:, 255].tolist() == [1, 1]
    assert counts.sum() == values.size


def test_the_sure_are_left_out_of_the_curve_and_counted_apart():
    values = np.array([0] * 100 + [2] * 3 + [128] * 4 + [254] * 10, np.uint8)
    truth = np.zeros(values.size, bool)
    truth[102] = True  # one of the values of 2: sure, not painted, and true
    truth[103:105] = True  # half of those in the middle
    truth[107:116] = True  # nine of the ten that are sure
    counts = counted(values, truth)
    assert [(b.tenth, b.voxels, b.true) for b in reliability(counts)] == [(5, 4, 0.5)]
    assert sure_and_wrong(counts) == (pytest.approx(0.1), pytest.approx(1 / 12))


@pytest.mark.parametrize("temperature", [0.6, 1.0, 1.8])
def test_the_temperature_is_found_and_mends_the_curve(temperature):
    counts = drawn(1, temperature)
    found = fitted_temperature(counts)
    assert found == pytest.approx(temperature, rel=0.03)
    assert calibration_error(reliability(counts, found)) < 0.01


def test_a_merged_curve_is_that_of_all_voxels():
    first, second = drawn(2), drawn(3, 1.5, 50_000)
    together = merged([reliability(first), reliability(second)])
    for one, other in zip(together, reliability(first + second), strict=True):
        assert (one.tenth, one.voxels) == (other.tenth, other.voxels)
        assert one.said == pytest.approx(other.said)
        assert one.true == pytest.approx(other.true)


def test_each_holdout_is_scaled_by_the_others():
    sharp, few = drawn(4, 2.0), drawn(5, 1.0, 5_000)
    report = region_report({"a": {"x": sharp}, "b": {"y": few}})
    # The large one takes the small one's temperature of 1, and stays as wrong as it was.
    assert report["error_scaled"] == pytest.approx(report["error"], rel=0.2)
    assert report["temperature"] == pytest.approx(2.0, rel=0.05)
    same = region_report({"a": {"x": sharp}, "b": {"y": drawn(6, 2.0)}})
    assert same["error_scaled"] < 0.01 < same["error"]
    assert "temperature" not in region_report({"a": {"x": sharp}})


def test_curves_are_drawn_as_svg():
    import xml.etree.ElementTree as ET

    svg = reliability_svg({r: reliability(drawn(7)) for r in Region})
    root = ET.fromstring(svg)
    assert root.tag.endswith("svg")
    points = [p.get("points").split() for p in root.iter("{http://www.w3.org/2000/svg}polyline")]
    # Said equals true: the curve lies on the diagonal.
    for point in points[1]:
        x, y = map(float, point.split(","))
        assert (x - 56) / 320 == pytest.approx(1 - (y - 16) / 320, abs=0.03)


def case(name, share):
    """A cube of WT of which a share is true; p tells that share."""
    truth = np.zeros((20, 20, 20), np.uint8)
    truth[5:15, 5:15, 5 : 5 + round(10 * share)] = Label.ED
    p = np.zeros((3, 20, 20, 20), np.uint8)
    p[0, 5:15, 5:15, 5:15] = round(255 * (0.5 + share / 2))
    return HeldOut(name, truth, p, (1.0, 1.0, 1.0))


def estimated(shares, holdouts="aabbcc"):
    pairs = zip(shares, holdouts, strict=True)
    return [estimate(case(f"{h}{s}", s), h, PostProcessing()) for s, h in pairs]


def test_estimates_rank_and_come_from_the_other_holdouts():
    cases = estimated((0.3, 0.4, 0.5, 0.7, 0.8, 1.0))
    found = compared(cases)[SOFT]["WT"]
    assert found["spearman"] == pytest.approx(1.0)
    assert found["kendall"] == pytest.approx(1.0)
    assert found["mean_error"] < 0.1
    assert found["cases"] == 6
    plain = compared(cases)["always the median"]["WT"]
    assert plain["spearman"] == 0.0
    assert plain["mean_error"] > found["mean_error"]
    assert Region.ET not in lines(cases)
    mine = predicted(cases)["a0.3"]
    changed = [*estimated((0.9, 0.9), "aa"), *cases[2:]]
    renamed = [
        Estimated(old.name, new.holdout, new.real, old.said)
        for old, new in zip(cases[:2], changed[:2], strict=True)
    ]
    assert predicted([*renamed, *cases[2:]])["a0.3"] == mine


def test_marks_count_the_poor_that_are_marked():
    real = [{Region.WT: wt, Region.TC: tc} for wt, tc in ((0.9, 0.9), (0.7, 0.9), (0.9, 0.5))]
    expected = [{Region.WT: 0.9}, {Region.WT: 0.5, Region.TC: 0.9}, {Region.WT: 0.9}]
    pairs = list(zip(real, expected, strict=True))
    assert marks(pairs) == {"marked": 1, "poor": 2, "both": 1}
    assert marks([(real[0], expected[1])]) == {"marked": 1, "poor": 0, "both": 0}
    assert marks([]) == {"marked": 0, "poor": 0, "both": 0}


def test_a_line_never_falls():
    assert fit([0.1, 0.5, 0.9], [0.9, 0.6, 0.5]) == (0.0, 0.6)
    assert fit([0.5, 0.5, 0.5], [0.9, 0.6, 0.5]) == (0.0, 0.6)
    slope, intercept = fit([0.1, 0.5, 0.9, 0.95], [0.3, 0.5, 0.7, 0.0])
    assert slope > 0
    assert slope * 0.5 + intercept == pytest.approx(0.5, abs=0.15)
