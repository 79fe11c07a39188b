"""``gliovista vasari``: what it prints and writes, and what it refuses."""

from __future__ import annotations

import csv
import json

import numpy as np
import pytest

from core.anatomy import placing
from core.anatomy.placing import PlacedBy, Placement
from core.cli.app import main
from core.vasari.features import FEATURES
from tests.conftest import write_nifti


@pytest.fixture
def labels(study_folder, monkeypatch):
    """The small study's label map; no atlas fits a head of three centimetres."""
    refused = Placement(np.eye(4), PlacedBy.REGISTRATION, 0.1, enough=False)
    monkeypatch.setattr(placing, "place", lambda *_: refused)
    labels = np.zeros((32, 36, 28), np.uint8)
    labels[10:20, 10:22, 8:16] = 2
    labels[12:18, 12:20, 10:14] = 4
    return write_nifti(study_folder / "truth_seg.nii.gz", labels)


def test_features_are_printed_and_written(study_folder, labels, tmp_path, capsys):
    table = tmp_path / "vasari.csv"
    words = ["vasari", str(study_folder), "--labels", str(labels), "--csv", str(table)]
    assert main(words) == 0
    printed = capsys.readouterr().out
    for said in ("F5 Proportion enhancing", "6–33 %", "open", "trust 0.10", "displaced"):
        assert said in printed
    rows = {row["feature"]: row for row in csv.DictReader(table.open(encoding="utf-8"))}
    assert list(rows) == list(FEATURES)
    assert float(rows["F5"]["value"]) == pytest.approx(100 * 192 / 960)
    assert rows["F1"]["by"] == "nobody"
    assert main(words) == 5, "the table is there already"
    assert main([*words, "--overwrite"]) == 0


def test_json_is_all_that_stdout_holds_and_the_folders_own_labels_are_found(
    study_folder, labels, capsys
):
    assert main(["vasari", str(study_folder), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    rows = {row["id"]: row for row in told["features"]}
    assert (rows["F5"]["codes"], rows["F5"]["by"]) == ([4], "program")
    assert told["atlas"]["trust"] == 0.1


def test_what_cannot_be_used_is_refused(study_folder, labels, tmp_path, capsys):
    small = write_nifti(tmp_path / "small.nii.gz", np.ones((8, 8, 8), np.uint8))
    assert main(["vasari", str(study_folder), "--labels", str(small)]) == 4
    assert "another grid" in capsys.readouterr().err
    assert main(["vasari", str(study_folder), "--csv", str(tmp_path / "a.nii.gz")]) == 5
    over = ["vasari", str(study_folder), "--csv", str(labels), "--overwrite"]
    assert main(over) == 5
    labels.unlink()
    assert main(["vasari", str(study_folder)]) == 3
    assert "--labels" in capsys.readouterr().err
