"""From raw sequences to a study on one grid; the brain's network is a stand-in."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.phantom.phantom import demo_study, raw_demo_study
from core.phantom.scans import Scan, motion, scanned
from core.preparing import interpolated
from core.preparing.preparing import doubtful, prepare_raw
from core.progress import Cancelled
from core.registration.rigid import Alignment, align
from core.space.resampling import sampled
from core.studies.study import Modality, Volume
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
    assert made.reference is T1GD
    assert made.study.volumes[T1GD] is scans[T1GD]
    assert made.brain is None
    assert made.prepared.grid.spacing_mm == pytest.approx((1, 1, 1))
    assert [f.code for f in made.findings] == ["aligned", "aligned"]
    for modality in (T2, FLAIR):
        truth = study.volumes[modality]
        wanted = sampled(truth.data, truth.affine, made.prepared.grid)
        inside = (wanted > 0) & (made.prepared.volumes[modality].data > 0)
        found = made.prepared.volumes[modality].data
        assert np.corrcoef(wanted[inside], found[inside])[0, 1] > 0.9
        assert not found[made.prepared.volumes[T1GD].data == 0].any()


def test_a_person_sees_every_sequence_on_the_references_own_grid(moved):
    study, scans = moved
    made = prepare_raw(scans, "case", never)
    own = made.study
    for modality in (T2, FLAIR):
        shown = own.volumes[modality]
        assert np.array_equal(shown.affine, scans[T1GD].affine)
        assert shown.data.shape == scans[T1GD].data.shape
        truth = study.volumes[modality]
        wanted = sampled(truth.data, truth.affine, own.grid)
        inside = wanted > 0
        assert np.corrcoef(wanted[inside], shown.data[inside])[0, 1] > 0.85


def test_nothing_is_interpolated_on_the_references_grid_before_somebody_looks(moved, monkeypatch):
    _, scans = moved
    asked = []
    real = interpolated.sampled
    monkeypatch.setattr(interpolated, "sampled", lambda *a: asked.append(1) or real(*a))
    made = prepare_raw(scans, "case", never)
    shown = made.study.volumes[T2]
    assert (made.study.grid.shape, shown.grid.shape) == (scans[T1GD].data.shape,) * 2
    assert np.array_equal(shown.affine, scans[T1GD].affine)
    assert shown.header is scans[T1GD].header
    assert not asked
    first = shown.data
    assert shown.data is first, "it is interpolated once"
    assert len(asked) == 1
    turned = replace(shown, affine=np.eye(4))
    assert turned.data is first
    assert np.array_equal(turned.grid.affine, np.eye(4))


def test_whole_numbers_stay_whole_and_beyond_a_scan_it_is_dark():
    head = raw_demo_study(shape=(68, 86, 94), spacing_mm=3.0).study.volumes
    short = head[FLAIR]
    cut = Volume(short.data[:, :, 40:] + np.int16(7), short.affine.copy())
    cut.affine[:3, 3] += short.affine[:3, 2] * 40
    made = prepare_raw({T1GD: head[T1GD], FLAIR: cut}, "case", ball_extractor)
    shown = made.study.volumes[FLAIR]
    assert shown.data.dtype == short.data.dtype
    assert (shown.data[:, :, :35] == cut.data.min()).all()


def test_the_skull_goes_and_what_was_done_is_said():
    head = raw_demo_study(shape=(68, 86, 94), spacing_mm=3.0).study.volumes
    made = prepare_raw({T1GD: head[T1GD], FLAIR: head[FLAIR]}, "case", ball_extractor)
    assert made.brain is not None
    assert {f.code for f in made.findings} == {"brain_extracted"}
    assert made.study.volumes[T1GD] is head[T1GD]
    for volume in made.prepared.volumes.values():
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


@pytest.mark.parametrize(
    ("change", "asks"),
    [
        ({}, False),
        ({"information": 0.3}, True),
        ({"spread_mm": 1.4}, True),
        ({"information": 0.5, "spread_mm": 0.6}, True),
        ({"information": 0.5}, False),
        ({"runner_up": 0.001}, True),
        ({"runner_up": 0.1}, False),
    ],
)
def test_what_may_lie_wrong_asks_a_person(change, asks):
    sound = Alignment(np.eye(4), 0.8, None, 0.2, np.zeros(3))
    assert doubtful(replace(sound, **change)) is asks


def test_what_is_no_head_is_doubted():
    head = raw_demo_study(shape=(68, 86, 94), spacing_mm=3.0).study.volumes[T1GD]
    noise = np.random.default_rng(1).random(head.data.shape, np.float32)
    assert doubtful(align(head, Volume(noise, head.affine)))
