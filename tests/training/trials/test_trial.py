"""Trials over finished runs: the program's own path, seeds, summaries, and what is refused."""

from __future__ import annotations

import json
import shutil

import numpy as np
import pytest

from core.errors import ReadingError
from core.labels import Label, Region
from core.scoring.metrics import RegionScore
from tests.conftest import write_nifti, write_study
from training.data.labelled import unchanged
from training.judging import calibration, expected_dice
from training.judging.finished_runs import HOLDOUTS, finished
from training.trials import missing, robustness
from training.trials.report import trial_json, trial_markdown
from training.trials.trial import Trial, TrialRow


@pytest.fixture
def cases(tmp_path):
    """Two toy cases with a tumour in their truth, in a folder of their own."""
    for number in (1, 2):
        folder = tmp_path / "cases" / f"case_{number}"
        truth = np.zeros((32, 36, 28), np.uint8)
        truth[10:18, 12:20, 10:18] = Label.ED
        truth[12:15, 14 : 16 + number, 12:15] = 4
        write_study(folder)
        write_nifti(folder / f"case_{number}_seg.nii.gz", truth)
    return tmp_path / "cases"


@pytest.fixture
def runs(tmp_path, cases, toy_package):
    """A finished run of each of two folds that hold one case each; the others hold none."""
    for fold in range(5):
        run = tmp_path / "runs" / f"fold{fold}"
        shutil.copytree(toy_package, run / "package")
        shutil.copy(toy_package.parent / "checkpoint.pt", run / "checkpoint.pt")
        (run / "package" / "model.json").touch()
    return tmp_path / "runs"


def command(module, cases, runs, *more):
    module.main(["--cases", str(cases), "--out", str(runs), *more])


def test_robustness_scores_every_case_after_every_disturbance(cases, runs, monkeypatch):
    few = robustness.DISTURBANCES[:4]
    monkeypatch.setattr(robustness, "DISTURBANCES", few)
    command(robustness, cases, runs, "--workers", "1")
    report = json.loads((runs / "robustness.json").read_text())
    assert len(report["cases"]) == 2 * len(few)
    assert report["cases_count"] == 2
    assert report["summary"]["undisturbed"]["WT"]["difference"] == 0
    assert report["summary"]["thick slices"]["findings"]
    # Two cases teach each other no line: nothing is estimated, nothing marked.
    assert not any(r["expected"] for r in report["cases"])
    rows = [r["scores"] for r in report["cases"] if r["trial"] == "bias"]
    mean = np.mean([r["TC"]["dice"] for r in rows])
    assert report["summary"]["bias"]["TC"]["dice"] == pytest.approx(mean)
    text = (runs / "robustness.md").read_text()
    assert text.count("\n| ") == len(few)
    # The same seeds give the same figures again.
    command(robustness, cases, runs, "--workers", "1")
    assert json.loads((runs / "robustness.json").read_text()) == report


def test_missing_sequences_give_the_scores_that_a_package_keeps(cases, runs):
    command(missing, cases, runs, "--workers", "1", "--cases-each", "1")
    report = json.loads((runs / "missing.json").read_text())
    assert set(report["scores"]) == set(report["summary"]) - {"none"}
    assert set(report["scores"]["T1+T2"]) == {"WT", "TC", "ET"}
    dice = report["scores"]["FLAIR"]["WT"]["dice"]
    assert dice == report["summary"]["FLAIR"]["WT"]["dice"]
    assert 0 <= dice <= 1


@pytest.mark.slow
def test_several_processes_give_what_one_gives(cases, runs, monkeypatch):
    # In float32: bfloat16 rounds so coarsely that an unsure network's Dice moves by a hundredth.
    monkeypatch.setenv("ONEDNN_MAX_CPU_ISA", "AVX2")
    command(missing, cases, runs, "--workers", "1")
    one = json.loads((runs / "missing.json").read_text())
    command(missing, cases, runs, "--workers", "2")
    two = json.loads((runs / "missing.json").read_text())
    names = [[(c["case"], c["trial"]) for c in report["cases"]] for report in (one, two)]
    assert names[0] == names[1]
    # Each has half as many threads, so that sums are rounded otherwise.
    for name, regions in one["scores"].items():
        assert two["scores"][name]["WT"]["dice"] == pytest.approx(regions["WT"]["dice"], abs=0.001)


def test_calibration_and_expected_dice_read_what_evaluation_keeps(cases, runs, tmp_path):
    figure = tmp_path / "figures" / "curves.svg"
    command(calibration, cases, runs, "--figure", str(figure))
    report = json.loads((runs / "calibration-fast.json").read_text())
    assert set(report["regions"]) == {"WT", "TC", "ET"}
    assert sum(b["voxels"] for b in report["regions"]["WT"]["bins"]) > 0
    assert figure.read_text().startswith("<svg")
    command(expected_dice, cases, runs)
    report = json.loads((runs / "expected_dice-fast.json").read_text())
    assert {c["case"] for c in report["cases"]} == {"case_1", "case_2"}
    assert report["candidates"].keys() >= {"soft Dice", "mean probability"}


def test_a_run_that_is_not_finished_is_named(cases, runs):
    shutil.rmtree(runs / "fold1" / "package")
    with pytest.raises(ReadingError, match=r"fold1.*training evaluate"):
        finished(runs, cases)
    assert [h.name for h in finished(runs, cases, ["fold0"])] == ["fold0"]


def test_runs_of_other_holdouts_say_what_they_hold_out(cases, runs):
    (runs / "fold3").rename(runs / "half")
    (runs / HOLDOUTS).write_text(json.dumps({"half": ["case_2"]}))
    (holdout,) = finished(runs, cases)
    assert (holdout.name, holdout.train, holdout.test) == ("half", ("case_1",), ("case_2",))


def row(case, trial, dice, findings=()):
    scores = {r: RegionScore(dice, 10 * (1 - dice)) for r in Region}
    expected = {Region.WT: 0.7} if dice < 0.75 else {Region.WT: 0.9}
    return TrialRow(case, "fold0", trial, findings, scores, expected)


def test_differences_are_paired_and_the_worst_is_named():
    trials = [Trial("plain", "as is", unchanged), Trial("shaken", "a lot", unchanged)]
    rows = [row("a", "plain", 0.9), row("b", "plain", 0.7)]
    # In another order: pairs are made by name.
    rows += [row("b", "shaken", 0.4, ("skull", "skull")), row("a", "shaken", 0.8)]
    report = trial_json(trials, rows, "fast")
    summary = report["summary"]["shaken"]
    assert summary["WT"]["difference"] == pytest.approx(-0.2)
    assert summary["WT"]["low"] == pytest.approx(-0.3)
    assert summary["WT"]["high"] == pytest.approx(-0.1)
    assert summary["WT"]["worst_case"] == "b"
    assert summary["WT"]["hd95_mm"] == pytest.approx(4)
    assert summary["findings"] == {"skull": 1}
    text = trial_markdown(report, "trial")
    assert "| shaken: a lot | 0.600 (-0.200) |" in text
    # Of these two, b alone is poor in WT or TC, and marked.
    assert "0.40 (b) | 4.0 | 1 of 1 | 0 | skull (1) |" in text
