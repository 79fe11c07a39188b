"""``gliovista evaluate``, ``info`` and ``demo``: what they print, and their exit codes."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import numpy as np
import pytest

from core.cli.app import main
from core.phantom.phantom import demo_study
from core.studies.study import Modality
from tests.conftest import write_nifti, write_study


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


def test_info_says_what_why_and_where(study_folder, capsys):
    write_nifti(study_folder / "case_001_seg.nii.gz", np.zeros((32, 36, 28), np.uint8))
    assert main(["info", str(study_folder)]) == 0
    printed = capsys.readouterr().out
    for word in ("case_001_t1ce.nii.gz", "“t1ce”", "32 × 36 × 28", "1 × 1 × 1", "LPS", "int16"):
        assert word in printed
    assert "Label map: case_001_seg.nii.gz" in printed
    assert "can be segmented" in printed


def test_info_in_json(study_folder, capsys):
    assert main(["info", str(study_folder), "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["accepted"] is True
    assert facts["sequences"]["T1Gd"]["shape"] == [32, 36, 28]
    assert facts["sequences"]["T1Gd"]["axes"] == "LPS"
    assert "t1ce" in facts["sequences"]["T1Gd"]["reason"]


def test_info_of_a_study_that_would_be_refused(study_files, study_folder, capsys):
    write_nifti(study_files[Modality.T2], np.zeros((32, 36, 28), np.int16))
    assert main(["info", str(study_folder)]) == 4
    printed = capsys.readouterr()
    assert "would be refused" in printed.out
    assert "refused:" in printed.err
    assert main(["info", str(study_folder), "--json"]) == 4
    facts = json.loads(capsys.readouterr().out)
    assert facts["accepted"] is False
    assert any(f["severity"] == "refused" and f["modality"] == "T2" for f in facts["findings"])


def test_info_of_what_cannot_be_recognised(tmp_path, study_folder, capsys):
    assert main(["info", str(tmp_path / "none")]) == 3
    for name in ("t1ce", "flair"):
        next(study_folder.glob(f"*{name}*")).unlink()
    assert main(["info", str(study_folder)]) == 3
    assert "T1Gd" in capsys.readouterr().err


def test_info_of_a_study_without_a_sequence(study_folder, capsys):
    next(study_folder.glob("*t1ce*")).rename(study_folder / "series9.nii.gz")
    assert main(["info", str(study_folder)]) == 0
    printed = capsys.readouterr()
    assert "T1Gd  absent" in printed.out
    assert "This study lacks T1Gd" in printed.err
    assert "do not trust ET" in printed.err
    assert "series9.nii.gz" in printed.err
    assert main(["info", str(study_folder), "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["absent"] == ["T1Gd"]
    assert set(facts["sequences"]) == {"T1", "T2", "FLAIR"}
    codes = [f["code"] for f in facts["findings"]]
    assert {"sequence_absent", "not_recognised"} <= set(codes)
    assert facts["accepted"] is True


def test_demo_writes_a_study_that_info_accepts(tmp_path, monkeypatch, capsys):
    coarse = demo_study(3, (60, 60, 40), 4.0)
    monkeypatch.setattr("core.phantom.phantom.demo_study", lambda seed: coarse)
    assert main(["demo", str(tmp_path / "demo")]) == 0
    assert main(["info", str(tmp_path / "demo")]) == 0
    (tmp_path / "file").write_text("in the way")
    assert main(["demo", str(tmp_path / "file" / "demo")]) == 5
    assert main(["demo", str(tmp_path / "demo"), "--seed", "-1"]) == 2


def test_demo_replaces_nothing_unasked(tmp_path, monkeypatch, capsys):
    coarse = demo_study(3, (60, 60, 40), 4.0)
    monkeypatch.setattr("core.phantom.phantom.demo_study", lambda seed: coarse)
    (tmp_path / "demo_flair.nii.gz").write_text("precious")
    assert main(["demo", str(tmp_path)]) == 5
    assert "--overwrite" in capsys.readouterr().err
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [
        ("demo_flair.nii.gz", "precious")
    ]
    assert main(["demo", str(tmp_path), "--overwrite"]) == 0


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


def test_several_bad_sequences_are_each_told(tmp_path, capsys):
    write_study(tmp_path / "bad")
    for name in ("t1", "t2"):
        (tmp_path / "bad" / f"bad_{name}.nii.gz").write_text("no image")
    assert main(["info", str(tmp_path / "bad")]) == 3
    printed = capsys.readouterr().err
    assert "bad_t1.nii.gz" in printed
    assert "bad_t2.nii.gz" in printed


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


def test_info_says_how_the_axes_of_an_array_were_taken(tmp_path, capsys):
    study, _ = demo_study(shape=(60, 60, 40), spacing_mm=4.0)
    np.save(tmp_path / "s.npy", np.stack([study.volumes[m].data for m in Modality], -1))
    command = ["info", "--stack", str(tmp_path / "s.npy"), "--order", "t1,t1gd,t2,flair", "--json"]
    for more, axes, source in (([], "LPS", "head"), (["--axes", "p-s-r"], "PSR", "stated")):
        main([*command, *more])
        told = json.loads(capsys.readouterr().out)
        assert told["axes"]["taken"] == told["sequences"]["T1"]["axes"] == axes
        assert told["axes"]["from"] == source
        assert told["axes"]["sides_known"] is (source == "stated")
    assert main([*command, "--axes", "LLS"]) == 2
    assert "names no axes" in capsys.readouterr().err
