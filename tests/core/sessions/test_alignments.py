"""Alignments in a session: back as they were, and nothing that no head can do."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from core.errors import ReadingError
from core.phantom.scans import motion
from core.registration.rigid import Alignment, SaidBy
from core.sessions.alignments import places_to_plain, read_places
from core.studies.study import Modality

T1GD, T2, FLAIR = Modality.T1GD, Modality.T2, Modality.FLAIR


def found(**changes) -> Alignment:
    matrix = motion(np.random.default_rng(3), 7, 9)
    return replace(Alignment(matrix, 0.71, 0.02, 0.3, np.array([1.5, -2.0, 3.25])), **changes)


def plain(*, reference=T1GD, **alignments):
    values = places_to_plain(reference, {Modality(m): a for m, a in alignments.items()})
    return json.loads(json.dumps(values))


def test_every_field_comes_back_to_the_last_digit():
    chosen = found(said_by=SaidBy.HEADERS, runner_up=None)
    places = read_places(plain(T2=found(), FLAIR=chosen), "p", "0" * 16)
    assert places.reference is T1GD
    back = places.alignments[T2]
    assert np.array_equal(back.matrix, found().matrix)
    assert np.array_equal(back.centre_mm, found().centre_mm)
    assert (back.information, back.runner_up, back.spread_mm) == (0.71, 0.02, 0.3)
    assert back.said_by is SaidBy.SEARCH
    assert places.alignments[FLAIR].said_by is SaidBy.HEADERS
    assert places.alignments[FLAIR].runner_up is None


def test_another_place_differs_and_rounding_does_not():
    places = read_places(plain(FLAIR=found()), "p", "")
    aside, rounded = np.eye(4), np.eye(4)
    aside[0, 3], rounded[0, 3] = 0.1, 1e-7
    assert places.differ({FLAIR: found(matrix=aside @ found().matrix)})
    assert not places.differ({FLAIR: found(matrix=rounded @ found().matrix)})
    assert places.differ({FLAIR: found(said_by=SaidBy.HEADERS)})
    assert not places.differ({FLAIR: found(said_by=SaidBy.PERSON)}), "nothing lies elsewhere"
    with pytest.raises(KeyError, match="T2"):
        places.differ({FLAIR: found(), T2: found()})


@pytest.mark.parametrize(
    "matrix",
    [
        np.diag([1.0, 1.0, 1.2, 1.0]),
        np.diag([-1.0, 1.0, 1.0, 1.0]),
        np.full((4, 4), np.nan),
        np.eye(3),
    ],
    ids=["stretches", "mirrors", "no numbers", "another shape"],
)
def test_what_is_no_motion_of_a_head_is_refused(matrix):
    values = plain(FLAIR=found())
    values["alignments"]["FLAIR"]["matrix"] = matrix.tolist()
    with pytest.raises(ValueError, match="affine"):
        read_places(values, "p", "")


def test_a_reference_is_not_aligned_to_itself():
    with pytest.raises(KeyError, match="FLAIR"):
        read_places(plain(reference=FLAIR, FLAIR=found()), "p", "")


def test_they_hold_for_their_own_scans_alone(tmp_path):
    file = tmp_path / "flair.nii"
    file.write_bytes(bytes(5000))
    places = read_places(plain(FLAIR=found()), "p", "0" * 16)
    with pytest.raises(ReadingError, match="other scans than those of the study q"):
        places.require({FLAIR: file}, "q")
