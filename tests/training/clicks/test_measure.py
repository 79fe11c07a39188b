"""Simulated clicks go the program's own way and are told as they are."""

from __future__ import annotations

import json

import numpy as np
import pytest

from core.labels import Label
from tests.conftest import write_nifti, write_study
from training.clicks.command import main
from training.judging.answers import Answer, write_answer


@pytest.fixture
def folder(tmp_path):
    """A case whose oedema is seen everywhere, and an answer that lacks half of it."""
    truth = np.zeros((32, 36, 28), np.uint8)
    truth[8:22, 12:20, 10:18] = Label.ED
    case = tmp_path / "cases" / "case_1"
    write_study(case)
    write_nifti(case / "case_1_seg.nii.gz", truth)
    said = np.zeros((3, *truth.shape), np.uint8)
    said[0, 8:14, 12:20, 10:18] = 250
    said[0, 14:22, 12:20, 10:18] = 120
    write_answer(tmp_path / "answers", "case_1", Answer(said, 0.0))
    (tmp_path / "folds.json").write_text(json.dumps([["case_1"], ["another"]]))
    return tmp_path


def measured(folder, *more):
    out = folder / "told.json"
    places = ["--cases", str(folder / "cases"), "--answers", str(folder / "answers")]
    fold = ["--folds", str(folder / "folds.json"), "--only", "0", "--out", str(out)]
    main(["measure", *places, *fold, *more])
    return {c["region"]: c for c in json.loads(out.read_text())}, out.with_suffix(".md").read_text()


def test_without_a_network_clicks_grow_and_their_dice_is_told(folder):
    told, table = measured(folder, "--most", "2")
    whole = told["WT"]
    assert whole["dice"][0] == pytest.approx(2 * 6 / (6 + 14), abs=1e-6)
    assert 1 <= len(whole["dice"]) - 1 <= 2
    assert max(whole["dice"][1:]) > whole["dice"][0]
    # The missing half lies on each of the eight axial slices of the tumour.
    assert whole["slices"] == 8
    # Where truth and answer are both empty there is nothing to click on.
    assert told["ET"]["dice"] == [1.0]
    assert f"| WT | {whole['dice'][0]:.3f} |" in table


def test_what_stands_at_first_is_painted_by_a_packages_rules(folder, toy_package):
    card = toy_package / "model.json"
    rules = json.loads(card.read_text())
    rules["postprocessing"]["thresholds"] = [0.4, 0.5, 0.5]
    card.write_text(json.dumps(rules))
    told, _ = measured(folder, "--package", str(toy_package))
    assert told["WT"]["dice"] == [1.0]
