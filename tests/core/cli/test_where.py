"""``gliovista where``: what it prints and writes, and its exit codes."""

from __future__ import annotations

import csv

import nibabel as nib
import numpy as np
import pytest

from core.cli.app import main
from core.phantom.phantom import FILE_SUFFIXES, demo_study


@pytest.fixture(scope="module")
def demo_folder(tmp_path_factory):
    """The demo study at 4 mm: its tumour lies in the right frontal lobe."""
    folder = tmp_path_factory.mktemp("where")
    study, truth = demo_study(shape=(60, 60, 40), spacing_mm=4.0)
    for modality, suffix in FILE_SUFFIXES.items():
        volume = study.volumes[modality]
        nib.save(nib.Nifti1Image(volume.data, volume.affine), folder / f"demo_{suffix}.nii.gz")
    nib.save(nib.Nifti1Image(truth, study.grid.affine), folder / "mask.nii.gz")
    return folder


def test_it_tells_shares_distances_and_trust(demo_folder, tmp_path, capsys):
    table = tmp_path / "where.csv"
    mask = str(demo_folder / "mask.nii.gz")
    arguments = ["where", str(demo_folder), "--labels", mask, "--numbers", "brats2023"]
    assert main([*arguments, "--csv", str(table)]) == 0
    printed = capsys.readouterr().out
    assert "placed by BraTS space" not in printed  # 4 mm
    assert "trust" in printed
    assert "right frontal lobe" in printed
    rows = list(csv.DictReader(table.open()))
    assert {row["region"] for row in rows} == {"WT", "TC", "ET"}
    assert {row["trusted"] for row in rows} == {"true"}
    most = max((r for r in rows if r["region"] == "ET"), key=lambda r: float(r["share"]))
    assert (most["structure"], most["side"]) == ("frontal", "right")
    assert main([*arguments, "--csv", str(table)]) == 5


def test_a_mask_of_another_grid_is_refused(demo_folder, tmp_path, capsys):
    mask = tmp_path / "other.nii.gz"
    nib.save(nib.Nifti1Image(np.ones((5, 5, 5), np.uint8), np.eye(4)), mask)
    assert main(["where", str(demo_folder), "--labels", str(mask)]) == 4
    assert "does not lie on the grid" in " ".join(capsys.readouterr().err.split())
