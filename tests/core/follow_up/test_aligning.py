"""Brains that moved by a known motion, grew tumours, or are another patient's."""

from __future__ import annotations

import numpy as np
import pytest

from core.errors import CheckError
from core.follow_up.aligning import Doubt, align_time_points, common_sequence
from core.labels import Label
from core.phantom.phantom import demo_study
from core.phantom.scans import motion
from core.progress import Cancelled
from core.registration.rigid import distance_mm
from core.studies.study import Modality, Study, Volume
from tests.core.follow_up.patients import SHAPE, SPACING_MM, ball, head, moved, point, rescanned


@pytest.fixture(scope="module")
def base():
    study = head()
    return point("base", study, ball(study.grid, _spot(study), 18))


def _spot(study):
    """The middle of the demo head's own tumour, RAS+."""
    middle = study.grid.affine @ [*(np.array(study.grid.shape) - 1) / 2, 1.0]
    return tuple(middle[:3] + np.array([31.0, 26.0, 23.0]))


def some_motion(seed, study):
    middle = study.grid.affine @ [*(np.array(study.grid.shape) - 1) / 2, 1.0]
    return motion(np.random.default_rng(seed), 10, 12, middle[:3])


def test_a_head_that_moved_and_whose_tumour_grew_is_found(base):
    known = some_motion(1, base.study)
    later = rescanned(base.study, known)
    volume = later.volumes[Modality.T1GD]
    # What is hidden is as bright as no brain, and would pull the alignment if it were seen.
    grown = ball(later.grid, tuple((known @ [*_spot(base.study), 1.0])[:3]), 24)
    bright = np.where(grown == Label.ET, 4000, volume.data).astype(np.float32)
    study = Study("later", {Modality.T1GD: Volume(bright, volume.affine)})
    found = align_time_points([base, point("later", study, grown)])[1]
    assert distance_mm(found.matrix, known, found.found.centre_mm) <= 1.0
    assert found.trusted, found.doubts
    assert found.modality is Modality.T1GD
    assert found.overlap > 0.95


def test_studies_on_one_grid_are_looked_at_too(base):
    known = np.eye(4)
    known[:3, 3] = (0.0, 9.0, 0.0)
    shifted = point("later", rescanned(base.study, known))
    none, found = align_time_points([base, shifted])
    assert none is None
    assert found.found.shift_mm == pytest.approx(9, abs=1)
    assert found.likeness > 0.9


def test_another_patients_brain_is_told(base):
    found = align_time_points([base, point("other", head(seed=21))])[1]
    assert not found.trusted
    assert found.other_patient
    assert Doubt.LITTLE_LIKENESS in found.doubts


def test_every_time_point_lies_on_the_first(base):
    points = [base]
    known = [some_motion(seed, base.study) for seed in (4, 5)]
    for number, one in enumerate(known):
        points.append(point(f"p{number}", moved(base.study, one)))
    found = align_time_points(points)
    for one, truth in zip(found[1:], known, strict=True):
        assert distance_mm(one.matrix, truth, one.found.centre_mm) < 0.5


def test_the_sequence_is_t1gd_where_both_have_it():
    volume = Volume(np.ones((2, 2, 2)), np.eye(4))
    have = {
        name: Study(name, dict.fromkeys(modalities, volume))
        for name, modalities in {
            "all": tuple(Modality),
            "plain": (Modality.T1, Modality.FLAIR),
            "t2": (Modality.T2,),
        }.items()
    }
    assert common_sequence(have["all"], have["all"]) is Modality.T1GD
    assert common_sequence(have["all"], have["plain"]) is Modality.T1
    with pytest.raises(CheckError, match="t2: it has no sequence in common with plain"):
        common_sequence(have["plain"], have["t2"])


def test_an_empty_sequence_is_refused(base):
    empty = Study("e", {Modality.T1GD: Volume(np.zeros((9, 9, 9)), np.eye(4))})
    with pytest.raises(CheckError, match="e: T1Gd is empty"):
        align_time_points([base, point("e", empty)])


@pytest.mark.parametrize("after", [1, 60])
def test_it_can_be_cancelled_anywhere(base, after):
    calls = 0

    def progress(done, total, text):
        nonlocal calls
        calls += 1
        assert 0 <= done <= total
        if calls == after:
            raise Cancelled

    with pytest.raises(Cancelled):
        align_time_points([base, base], progress)
    assert calls == after


class TestFlairAlone:
    """Time points of which one has FLAIR and nothing else."""

    @staticmethod
    def flair(seed):
        made, _ = demo_study(seed, SHAPE, SPACING_MM)
        return Study("patient", {Modality.FLAIR: made.volumes[Modality.FLAIR]})

    def test_the_same_head_is_found(self):
        study = self.flair(7)
        known = some_motion(11, study)
        found = align_time_points([point("base", study), point("later", rescanned(study, known))])[
            1
        ]
        assert found.modality is Modality.FLAIR
        assert distance_mm(found.matrix, known, found.found.centre_mm) <= 1.0
        assert found.trusted, found.doubts

    def test_another_head_is_told(self):
        found = align_time_points([point("base", self.flair(7)), point("other", self.flair(21))])[1]
        assert not found.trusted

    def test_it_is_not_compared_with_other_sequences(self, base):
        with pytest.raises(CheckError, match="no sequence in common"):
            align_time_points([base, point("later", self.flair(7))])
