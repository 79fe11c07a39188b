"""A real case, moved, bent, seen by another scanner, its tumour grown; skipped where none is."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.follow_up import moved_point, read_point
from core.follow_up.aligning import align_time_points
from core.follow_up.change import change_between
from core.labels import Region
from core.phantom.scans import motion
from core.registration.rigid import distance_mm
from core.space.affine import corners_mm


@pytest.mark.slow
def test_it_is_found_and_what_grew_is_told(cases_dir):
    folder = min(f for f in cases_dir.iterdir() if f.is_dir() and any(f.glob("*seg.nii.gz")))
    base = read_point(folder)
    rng = np.random.default_rng(1)
    known = motion(rng, 10, 12, corners_mm(base.study.grid).mean(axis=0))
    later = moved_point(base, known, 1.0, rng)
    found = align_time_points([base, later])[1]
    # The bend itself moves tissue by about half a millimetre in the mean.
    assert distance_mm(found.matrix, known, found.found.centre_mm) <= 1.0
    assert found.trusted, found.doubts
    change = change_between(base, later, found.matrix).regions[Region.WT]
    truth = change_between(base, later, known).regions[Region.WT]
    tolerance = max(1.0, 0.05 * change.later_ml)
    for what in ("grown_ml", "shrunk_ml", "stable_ml"):
        assert getattr(change, what) == pytest.approx(getattr(truth, what), abs=tolerance)
    assert change.base_ml + change.grown_ml - change.shrunk_ml == pytest.approx(
        change.later_ml, abs=tolerance
    )
