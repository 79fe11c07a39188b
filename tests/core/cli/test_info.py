"""``gliovista info``: what it prints, and its exit codes."""

from __future__ import annotations

import json

import numpy as np

from core.cli.app import main
from core.phantom.phantom import demo_study
from core.studies.study import Modality
from tests.conftest import write_nifti, write_study


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
    assert "only the whole tumour counts" in printed.err
    assert "series9.nii.gz" in printed.err
    assert main(["info", str(study_folder), "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["absent"] == ["T1Gd"]
    assert set(facts["sequences"]) == {"T1", "T2", "FLAIR"}
    codes = [f["code"] for f in facts["findings"]]
    assert {"sequence_absent", "not_recognised"} <= set(codes)
    assert facts["accepted"] is True


def test_several_bad_sequences_are_each_told(tmp_path, capsys):
    write_study(tmp_path / "bad")
    for name in ("t1", "t2"):
        (tmp_path / "bad" / f"bad_{name}.nii.gz").write_text("no image")
    assert main(["info", str(tmp_path / "bad")]) == 3
    printed = capsys.readouterr().err
    assert "bad_t1.nii.gz" in printed
    assert "bad_t2.nii.gz" in printed


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
