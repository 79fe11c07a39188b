"""``gliovista batch``: goes on after a bad study, and says so at the end."""

from __future__ import annotations

import json

import nibabel as nib
import numpy as np
import pytest

from core.cli.app import main
from core.cli.batch import output_names
from core.opening.reading import find_studies
from tests.conftest import write_study
from tests.core.cli.conftest import SPOT, tumour_arrays


@pytest.fixture
def root(tmp_path):
    for name in ("a", "b", "c"):
        write_study(tmp_path / "in" / name, tumour_arrays())
    return tmp_path / "in"


def test_every_study_gets_its_label_map(root, engine, tmp_path, capsys):
    assert main(["batch", str(root), str(tmp_path / "new" / "out")]) == 0
    files = sorted((tmp_path / "new" / "out").iterdir())
    assert [f.name for f in files] == ["a_seg.nii.gz", "b_seg.nii.gz", "c_seg.nii.gz"]
    for file in files:
        assert (np.asarray(nib.load(file).dataobj)[SPOT] > 0).all()
    assert "3 of 3 studies segmented" in capsys.readouterr().out


def test_it_goes_on_after_a_bad_study_and_exits_with_1(root, engine, tmp_path, capsys):
    next((root / "b").glob("*flair*")).write_text("no image")
    assert main(["batch", str(root), str(tmp_path / "out")]) == 1
    assert {f.name for f in (tmp_path / "out").iterdir()} == {"a_seg.nii.gz", "c_seg.nii.gz"}
    printed = capsys.readouterr().out
    assert "2 of 3 studies segmented" in printed
    assert "b_flair.nii.gz" in printed


def test_a_study_without_a_sequence_is_done_and_says_so(root, engine, tmp_path, capsys):
    next((root / "a").glob("*_t1.*")).unlink()
    for name in ("t1ce", "flair"):
        next((root / "c").glob(f"*{name}*")).unlink()
    assert main(["batch", str(root), str(tmp_path / "out"), "--json"]) == 1
    rows = json.loads(capsys.readouterr().out)
    assert [row["status"] for row in rows] == ["done", "done", "failed"]
    assert "This study lacks T1: " in rows[0]["text"]
    assert "WT 0.75" in rows[0]["text"]
    assert "lacks" not in rows[1]["text"]
    assert "T1Gd or FLAIR among them" in rows[2]["text"]


def test_what_to_look_at_first_is_told(root, engine, estimating, tmp_path, capsys):
    arguments = ["batch", str(root), str(tmp_path / "out"), "--overwrite"]
    estimating(WT=0.7, TC=0.3, ET=0.1)
    assert main(arguments) == 0
    printed = capsys.readouterr().out
    assert printed.count("WT TC") == 3
    assert "look at them first" in printed
    assert main([*arguments, "--json"]) == 0
    row = json.loads(capsys.readouterr().out)[0]
    assert row["expected_dice"] == {"WT": 0.7, "TC": 0.3, "ET": 0.1}
    assert row["check"] == ["WT", "TC"]
    estimating(WT=0.95, TC=0.9)
    assert main(arguments) == 0
    assert "look at them first" not in capsys.readouterr().out


def test_running_again_skips_what_is_there(root, engine, tmp_path, capsys):
    arguments = ["batch", str(root), str(tmp_path / "out"), "--json"]
    assert main(arguments) == 0
    first = json.loads(capsys.readouterr().out)
    assert [row["status"] for row in first] == ["done"] * 3
    assert first[0]["ml"]["ET"] == pytest.approx(0.008)
    (tmp_path / "out" / "b_seg.nii.gz").unlink()
    assert main(arguments) == 0
    again = json.loads(capsys.readouterr().out)
    assert [row["status"] for row in again] == ["skipped", "done", "skipped"]
    assert main([*arguments, "--overwrite"]) == 0
    assert [row["status"] for row in json.loads(capsys.readouterr().out)] == ["done"] * 3


def test_too_little_memory_for_one_study_is_that_studys_failure(root, engine, tmp_path, capsys):
    engine.interrupt = MemoryError
    assert main(["batch", str(root), str(tmp_path / "out"), "--json"]) == 1
    rows = json.loads(capsys.readouterr().out)
    assert [row["status"] for row in rows] == ["failed"] * 3
    assert "memory" in rows[0]["text"]


def test_an_interrupt_ends_the_whole_batch(root, engine, tmp_path, capsys):
    engine.interrupt = KeyboardInterrupt
    assert main(["batch", str(root), str(tmp_path / "out")]) == 130
    assert list((tmp_path / "out").iterdir()) == []
    assert "Cancelled" in capsys.readouterr().err


def test_studies_of_one_name_are_told_apart_by_their_path(tmp_path):
    for site in ("north", "south"):
        write_study(tmp_path / site / "p1")
    write_study(tmp_path / "south" / "p2")
    folders = find_studies(tmp_path)
    assert output_names(tmp_path, folders) == ["north_p1", "south_p1", "p2"]


def test_a_bids_tree_names_subject_and_session(tmp_path, engine):
    anat = tmp_path / "bids" / "sub-01" / "ses-1" / "anat"
    files = write_study(tmp_path / "bids" / "x", tumour_arrays())
    anat.mkdir(parents=True)
    endings = ("T1w", "ce-GADOLINIUM_T1w", "T2w", "FLAIR")
    for path, ending in zip(files.values(), endings, strict=True):
        path.rename(anat / f"sub-01_ses-1_{ending}.nii.gz")
    (tmp_path / "bids" / "x").rmdir()
    assert main(["batch", str(tmp_path / "bids"), str(tmp_path / "out")]) == 0
    assert [f.name for f in (tmp_path / "out").iterdir()] == ["sub-01_ses-1_seg.nii.gz"]


def test_nothing_to_do_and_nowhere_to_write(root, engine, tmp_path, capsys):
    (tmp_path / "empty").mkdir()
    assert main(["batch", str(tmp_path / "empty"), str(tmp_path / "out")]) == 3
    assert not (tmp_path / "out").exists()
    (tmp_path / "file").write_text("in the way")
    assert main(["batch", str(root), str(tmp_path / "file" / "out")]) == 5
    assert "cannot be made" in capsys.readouterr().err
