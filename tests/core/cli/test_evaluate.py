"""``gliovista evaluate``: what it prints and writes, and its exit codes."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import numpy as np
import pytest

from core.cli.app import main
from tests.conftest import write_nifti


@pytest.fixture
def folders(tmp_path):
    truth = np.zeros((20, 20, 20), np.uint8)
    truth[4:12, 4:12, 4:12] = 2
    truth[6:10, 6:10, 6:10] = 4
    for name in ("a", "b"):
        write_nifti(tmp_path / "truth" / name / f"{name}_seg.nii.gz", truth)
    write_nifti(tmp_path / "pred" / "a.nii.gz", truth)
    write_nifti(tmp_path / "pred" / "b.nii.gz", np.roll(truth, 2, axis=0))
    return tmp_path


def test_evaluate_prints_a_table_with_mean_and_median(folders, capsys):
    assert main(["evaluate", str(folders / "pred"), str(folders / "truth")]) == 0
    lines = capsys.readouterr().out.splitlines()
    first_words = [line.split()[0] for line in lines if line.split()]
    assert {"a", "b", "mean", "median"} <= set(first_words)
    row = next(line.split() for line in lines if line.strip().startswith("b "))
    assert row[1:3] == ["WT", "0.750"]


def test_evaluate_gives_json_and_csv(folders, capsys):
    arguments = ["evaluate", str(folders / "pred"), str(folders / "truth")]
    assert main([*arguments, "--json", "--csv", str(folders / "scores.csv")]) == 0
    result = json.loads(capsys.readouterr().out)
    assert [c["case"] for c in result["cases"]] == ["a", "b"]
    assert result["summary"]["WT"]["dice"]["mean"] == pytest.approx(0.875)
    with (folders / "scores.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(r["case"], r["region"]) for r in rows][:3] == [("a", "WT"), ("a", "TC"), ("a", "ET")]
    assert float(rows[3]["dice"]) == pytest.approx(0.75)


def test_a_truth_without_prediction_is_told_and_fails_when_asked(folders, capsys):
    (folders / "pred" / "b.nii.gz").unlink()
    arguments = ["evaluate", str(folders / "pred"), str(folders / "truth")]
    assert main(arguments) == 0
    assert "No prediction of 1 cases: b" in capsys.readouterr().err
    assert main([*arguments, "--complete"]) == 1


def test_evaluate_exit_codes(folders, capsys):
    write_nifti(folders / "pred" / "b.nii.gz", np.zeros((5, 5, 5), np.uint8))
    arguments = ["evaluate", str(folders / "pred"), str(folders / "truth")]
    assert main(arguments) == 1
    assert "one grid" in capsys.readouterr().err
    (folders / "pred" / "a.nii.gz").unlink()
    assert main(arguments) == 3
    assert main(["evaluate", str(folders / "none"), str(folders / "truth")]) == 3
    assert main(["evaluate", str(folders / "pred")]) == 2
    assert main([*arguments, "--csv", str(folders / "no" / "folder.csv")]) == 5


def brats_and_decathlon():
    """One tumour in the numbers of BraTS 2021, BraTS 2023 and the Decathlon."""
    brats = np.zeros((16, 16, 16), np.uint8)
    brats[2:14, 2:14, 2:14] = 2
    brats[4:10, 4:10, 4:10] = 4
    brats[5:9, 5:9, 5:9] = 1
    tables = ([0, 1, 2, 0, 4], [0, 1, 2, 0, 3], [0, 2, 1, 0, 3])
    return [np.array(table, np.uint8)[brats] for table in tables]


def test_decathlon_truths_are_read_when_named(tmp_path, capsys):
    brats, _, decathlon = brats_and_decathlon()
    pred = write_nifti(tmp_path / "p.nii.gz", brats)
    truth = write_nifti(tmp_path / "t.nii.gz", decathlon)
    arguments = ["evaluate", str(pred), str(truth), "--json"]
    for labels, dice, convention in (("auto", "low", "brats2023"), ("decathlon", "one", None)):
        assert main([*arguments, "--truth-labels", labels]) == 0
        result = json.loads(capsys.readouterr().out)
        score = result["cases"][0]["regions"]["TC"]["dice"]
        assert (score == 1.0) is (dice == "one")
        assert result["label_conventions"] == {
            "t": {"predicted": "brats2021", "truth": convention or labels}
        }


def test_numbers_that_fit_two_conventions_are_remarked_on(tmp_path, capsys):
    old, new, decathlon = (
        write_nifti(tmp_path / f"{name}.nii.gz", data)
        for name, data in zip("abc", brats_and_decathlon(), strict=True)
    )

    def said(pred, truth, *options):
        assert main(["evaluate", str(pred), str(truth), *options]) == 0
        return " ".join(capsys.readouterr().err.split())

    assert said(old, old) == ""
    text = said(old, new)
    assert text.startswith("TRUTH: the label numbers of 1 of 1 files fit both BraTS")
    assert "BraTS was taken, and label 2 lies outermost, as oedema does" in text
    assert "--truth-labels decathlon takes the other" in text
    assert "PRED" not in text
    text = said(decathlon, old)
    assert text.startswith("PRED:")
    assert "but in 1 of them (a) label 1 lies outermost" in text
    assert "--predicted-labels decathlon" in text
    for named in ("brats2023", "decathlon"):
        assert said(old, new, "--truth-labels", named) == ""


def test_a_table_replaces_nothing_unasked(folders, capsys):
    arguments = ["evaluate", str(folders / "pred"), str(folders / "truth"), "--csv"]
    table = folders / "scores.csv"
    table.write_text("precious")
    assert main([*arguments, str(table)]) == 5
    assert "--overwrite" in capsys.readouterr().err
    assert table.read_text() == "precious"
    assert main([*arguments, str(table), "--overwrite"]) == 0
    assert table.read_text().startswith("case,region")


@pytest.mark.parametrize("link", [None, os.link, os.symlink])
def test_a_table_never_replaces_a_label_map(folders, capsys, link):
    label_map = next((folders / "truth").rglob("*.nii*"))
    before = label_map.read_bytes()
    path = label_map if link is None else folders / "scores.csv"
    if link is not None:
        link(label_map, path)
    arguments = ["evaluate", str(folders / "pred"), str(folders / "truth"), "--csv", str(path)]
    for more in ([], ["--overwrite"]):
        assert main([*arguments, *more]) == 5
        assert path.read_bytes() == label_map.read_bytes() == before
    assert main([*arguments[:4], str(folders / "new.NII"), "--overwrite"]) == 5
    assert "scores.csv" in capsys.readouterr().err


def test_evaluate_finds_what_a_batch_finds(folders, tmp_path, capsys):
    """Capital endings, linked case folders, and case names in another case or Unicode form."""
    store = tmp_path / "store"
    (folders / "truth" / "a").rename(store)
    (store / "a_seg.nii.gz").rename(store / "seg.NII.GZ")
    (folders / "truth" / "a").symlink_to(store)
    (folders / "pred" / "b.nii.gz").rename(folders / "pred" / "CAFÉ.nii.gz")
    (folders / "truth" / "b").rename(folders / "truth" / "cafe\u0301")
    truth = folders / "truth" / "cafe\u0301"
    (truth / "b_seg.nii.gz").rename(truth / "cafe\u0301_seg.nii.GZ")
    # What leads to a file twice, or round in a circle, makes no second case of it.
    (folders / "truth" / "cafe\u0301" / "circle").symlink_to(folders / "truth")
    (folders / "truth" / "again").symlink_to(folders / "truth" / "cafe\u0301")
    assert main(["evaluate", str(folders / "pred"), str(folders / "truth"), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert [case["case"] for case in result["cases"]] == ["a", "cafe\u0301"]
    assert result["without_prediction"] == []


def test_a_label_map_behind_a_link_to_nowhere_is_a_failure(folders, capsys):
    (folders / "pred" / "b.nii.gz").unlink()
    (folders / "pred" / "b.nii.gz").symlink_to(folders / "gone.nii.gz")
    assert main(["evaluate", str(folders / "pred"), str(folders / "truth")]) == 1
    assert "which is not there" in capsys.readouterr().err


def test_a_folder_that_may_not_be_looked_into_ends_the_evaluation(folders, monkeypatch, capsys):
    listed = Path.iterdir

    def refused(folder):
        if folder.name == "b":
            raise PermissionError(13, "Permission denied", str(folder))
        return listed(folder)

    monkeypatch.setattr(Path, "iterdir", refused)
    assert main(["evaluate", str(folders / "pred"), str(folders / "truth")]) == 3
    assert "Permission denied" in capsys.readouterr().err
