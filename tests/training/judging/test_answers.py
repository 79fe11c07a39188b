"""Answers in a folder: kept, read back, averaged and judged."""

from __future__ import annotations

import json

import nibabel as nib
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import ReadingError
from training.__main__ import main
from training.judging.answers import Answer, mixed, read_answer, write_answer

SHAPE = (12, 10, 8)


def blob(level: int, where: slice) -> np.ndarray:
    p = np.zeros((3, *SHAPE), np.uint8)
    p[:, where, 3:7, 2:6] = level
    return p


@pytest.mark.parametrize("level", [0, 200])
def test_an_answer_is_read_back_as_it_was(tmp_path, level):
    kept = Answer(blob(level, slice(2, 9)), 1.5)
    write_answer(tmp_path / "new", "a", kept)
    found = read_answer(tmp_path / "new", "a")
    assert np.array_equal(found.probabilities, kept.probabilities)
    assert found.seconds == 1.5


def test_an_answer_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ReadingError, match=r"b\.npz"):
        read_answer(tmp_path, "b")


@given(st.floats(0, 1), st.integers(0, 255), st.integers(0, 255))
def test_a_mean_lies_between_its_members_by_weight(share, first, second):
    answers = [Answer(np.full((3, 2, 2, 2), v, np.uint8), 1.0) for v in (first, second)]
    found = mixed(answers, (1 - share, share))
    expected = first + share * (second - first)
    assert np.abs(found.probabilities - expected).max() <= 0.51
    assert found.seconds == 2.0


def test_a_mean_of_nothing_or_of_two_grids_is_refused():
    one = Answer(np.zeros((3, 2, 2, 2), np.uint8), 0.0)
    other = Answer(np.zeros((3, 2, 2, 3), np.uint8), 0.0)
    with pytest.raises(ValueError, match="above 0"):
        mixed([one], [0.0])
    with pytest.raises(ValueError, match="grids"):
        mixed([one, other], [1.0, 1.0])


def test_a_weighted_mean_of_two_folders_is_judged(tmp_path, capsys):
    case = tmp_path / "cases" / "p1"
    case.mkdir(parents=True)
    truth = (blob(1, slice(2, 9))[0] * 4).astype(np.uint8)
    rng = np.random.default_rng(0)
    for name in ("t1", "t1ce", "t2", "flair"):
        values = rng.integers(100, 900, SHAPE).astype(np.int16)
        values[0] = 0
        nib.save(nib.Nifti1Image(values, np.eye(4)), case / f"p1_{name}.nii.gz")
    nib.save(nib.Nifti1Image(truth, np.eye(4)), case / "p1_seg.nii.gz")
    write_answer(tmp_path / "right", "p1", Answer(blob(255, slice(2, 9)), 1.0))
    write_answer(tmp_path / "wrong", "p1", Answer(blob(255, slice(9, 12)), 1.0))
    for weight, dice in ((0.2, 1.0), (4.0, 0.0)):
        out = tmp_path / "report"
        main(
            [
                *("judge", str(tmp_path / "right"), f"{tmp_path / 'wrong'}={weight}"),
                *("--cases", str(tmp_path / "cases"), "--out", str(out)),
            ]
        )
        summary = json.loads(out.with_suffix(".json").read_text())["summary"]
        assert summary["plain"]["WT"]["dice"] == dice
    assert "1 cases, 2.0 s each" in capsys.readouterr().out
