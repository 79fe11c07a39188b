"""Alignment of sequences whose motion is known."""

from __future__ import annotations

import numpy as np
import pytest

from core.phantom.phantom import raw_demo_study
from core.phantom.scans import Scan, motion, scanned
from core.progress import Cancelled
from core.registration.rigid import align, align_all, distance_mm
from core.studies.study import Modality, Volume


@pytest.fixture(scope="module")
def head():
    return raw_demo_study(shape=(68, 86, 94), spacing_mm=3.0).study.volumes


@pytest.mark.parametrize(
    ("modality", "seed", "axis"), [("T2", 1, 2), ("FLAIR", 2, 0), ("T1", 3, 1)]
)
def test_a_moved_sequence_is_found(head, modality, seed, axis):
    rng = np.random.default_rng(seed)
    moved = motion(rng)
    scan = Scan(moved, axis, slice_mm=6.0, in_plane_mm=3.0)
    found = align(head[Modality.T1GD], scanned(head[Modality(modality)], scan, rng))
    assert distance_mm(found.matrix, moved, found.centre_mm) < 1.5


def test_how_far_it_moved_is_told_about_the_heads_middle(head):
    volume = head[Modality.T1GD]
    shift = np.eye(4)
    shift[:3, 3] = (0, 9, 12)
    away = Volume(volume.data, shift @ volume.affine)
    found = align(volume, away)
    assert found.shift_mm == pytest.approx(15, abs=0.5)
    assert found.turn_degrees < 0.5


@pytest.mark.parametrize("after", [1, 40, 75])
def test_it_can_be_cancelled_anywhere(head, after):
    calls = 0

    def progress(done, total, text):
        nonlocal calls
        calls += 1
        assert 0 <= done <= total
        if calls == after:
            raise Cancelled

    with pytest.raises(Cancelled):
        align(head[Modality.T1GD], head[Modality.T2], progress)
    assert calls == after


def test_several_are_aligned_with_one_progress(head):
    shift = np.eye(4)
    shift[:3, 3] = (4, 0, -6)
    moving = {
        m: Volume(head[m].data, shift @ head[m].affine) for m in (Modality.T2, Modality.FLAIR)
    }
    told = []
    found = align_all(head[Modality.T1GD], moving, lambda done, total, _: told.append(done / total))
    assert list(found) == [Modality.T2, Modality.FLAIR]
    for alignment in found.values():
        assert distance_mm(alignment.matrix, shift, alignment.centre_mm) < 1
        assert alignment.spread_mm < 0.5
    assert told == sorted(told)
    assert align_all(head[Modality.T1GD], {}) == {}
