"""From raw sequences to a study on one grid; the brain's network is a stand-in."""

from __future__ import annotations

import numpy as np
import pytest

from core.phantom.phantom import demo_study, raw_demo_study
from core.phantom.scans import Scan, motion, scanned
from core.preparing.preparing import prepare_raw
from core.progress import Cancelled
from core.space.resampling import sampled
from core.studies.study import Modality
from tests.core.extractors import ball_extractor

T1, T1GD, T2, FLAIR = Modality


def never():
    raise AssertionError("no skull is there")


@pytest.fixture(scope="module")
def moved():
    """Three stripped sequences, each moved and on a grid of its own."""
    study, _ = demo_study(shape=(80, 80, 52), spacing_mm=3.0)
    rng = np.random.default_rng(5)
    scans = {}
    for axis, modality in enumerate((T1GD, T2, FLAIR)):
        at_rest = modality is T1GD
        scan = Scan(np.eye(4) if at_rest else motion(rng, 12, 15), axis, 4.0, 3.0, noise=0.0)
        scans[modality] = scanned(study.volumes[modality], scan, rng)
    return study, scans


def test_sequences_come_to_lie_on_each_other(moved):
    study, scans = moved
    made = prepare_raw(scans, "case", never)
    assert made.study.native is scans[T1GD]
    assert made.brain is None
    assert made.study.grid.spacing_mm == pytest.approx((1, 1, 1))
    assert [f.code for f in made.findings] == ["aligned", "aligned"]
    for modality in (T2, FLAIR):
        truth = study.volumes[modality]
        wanted = sampled(truth.data, truth.affine, made.study.grid)
        inside = (wanted > 0) & (made.study.volumes[modality].data > 0)
        found = made.study.volumes[modality].data
        assert np.corrcoef(wanted[inside], found[inside])[0, 1] > 0.9
        assert not found[made.study.volumes[T1GD].data == 0].any()


def test_the_skull_goes_and_what_was_done_is_said():
    head = raw_demo_study(shape=(68, 86, 94), spacing_mm=3.0).study.volumes
    made = prepare_raw({T1GD: head[T1GD], FLAIR: head[FLAIR]}, "case", ball_extractor)
    assert made.brain is not None
    assert {f.code for f in made.findings} == {"brain_extracted"}
    for volume in made.study.volumes.values():
        assert np.count_nonzero(volume.data) == np.count_nonzero(made.brain.mask)
        assert volume.data.min() == 0


def test_progress_goes_forward_and_cancels(moved):
    _, scans = moved
    seen = []

    def progress(done, total, text):
        seen.append(done / total)
        if seen[-1] > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        prepare_raw(scans, "case", never, progress)
    assert seen == sorted(seen)
