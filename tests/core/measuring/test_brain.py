"""What lies within the head."""

from __future__ import annotations

import numpy as np

from core.measuring.brain import inside_head
from core.studies.study import Modality, Study, Volume


def study_of(*arrays):
    volumes = {m: Volume(a, np.eye(4)) for m, a in zip(Modality, arrays, strict=False)}
    return Study("case", volumes)


def test_any_sequence_makes_it_and_closed_holes_are_inside():
    one, two = np.zeros((2, 20, 20, 20), np.float32)
    one[4:16, 4:16, 4:16] = 5
    one[8:10, 8:10, 8:10] = 0
    two[3:12, 4:16, 4:16] = 7
    two[8:10, 8:10, 8:10] = 0
    head = inside_head(study_of(one, two))
    assert head[3:16, 4:16, 4:16].all()
    assert head.sum() == 13 * 12 * 12


def test_a_background_that_is_not_one_value_limits_nothing_but_its_darkest_voxels():
    noise = np.random.default_rng(0).normal(size=(12, 12, 12)).astype(np.float32)
    assert inside_head(study_of(noise)).mean() > 0.99
