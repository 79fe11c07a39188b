"""The follow-up on the command line: two visits of a toy patient."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import nibabel as nib
import numpy as np
import pytest

from core.cli.app import main
from core.cli.paper import CURVE
from core.labels import Label
from core.studies.study import Modality
from tests.conftest import brain_arrays, write_nifti, write_study

FIRST, SECOND = "2024-01-05", "2024-05-01"


def visit(folder: Path, spots) -> Path:
    """A toy brain with boxes of labels, and of signal that the fake network finds."""
    arrays = brain_arrays()
    labels = np.zeros(arrays[Modality.T1GD].shape, np.uint8)
    for box in spots:
        labels[box] = Label.ET
        arrays[Modality.FLAIR][box] = 1500
        arrays[Modality.T1GD][box] = 2500
    write_study(folder, arrays)
    write_nifti(folder / f"{folder.name}_seg.nii.gz", labels)
    return folder


@pytest.fixture
def patient(tmp_path) -> Path:
    """Enhancing tumour of 1.73 ml that grows to 2.59 ml: by half."""
    visit(tmp_path / "P" / FIRST, [np.s_[10:22, 12:24, 8:20]])
    visit(tmp_path / "P" / SECOND, [np.s_[10:22, 12:24, 6:24]])
    return tmp_path / "P"


def told(capsys, *arguments):
    assert main(["follow-up", *map(str, arguments), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_by_the_label_maps_beside_the_scans(patient, capsys, tmp_path):
    out = tmp_path / "table.csv"
    said = told(
        capsys, patient, "--with-labels", "--csv", out, "--course", "recurrent",
        "--steroids", "0,0", "--state", "stable,better",
    )  # fmt: skip
    first, second = said["time_points"]
    assert (first["name"], first["date"]) == (FIRST, FIRST)
    assert second["assessment"]["category"] == "PD"
    assert second["assessment"]["not_told"] == []
    changed = second["change_from_previous"]["regions"]["ET"]
    assert changed["change_ml"] == pytest.approx(0.864)
    assert changed["percent"] == pytest.approx(50)
    rows = list(csv.DictReader(out.open()))
    assert [row["category"] for row in rows] == ["", "PD"]
    assert float(rows[1]["enhancing_volume_percent_from_nadir"]) == pytest.approx(50)
    assert rows[1]["days_from_first"] == "117"


def test_the_network_runs_once_for_each_time_point_and_typed_dates_order(
    patient, engine, monkeypatch, capsys
):
    runs, inside = [], type(engine).__call__

    def counted(self, array, tick):
        runs.append(array.shape)
        return inside(self, array, tick)

    monkeypatch.setattr(type(engine), "__call__", counted)
    said = told(
        capsys, patient / FIRST, patient / SECOND, "--dates", "2024-09-01,2024-08-01"
    )  # fmt: skip
    assert len(runs) == 2
    points = said["time_points"]
    assert [one["name"] for one in points] == [SECOND, FIRST]
    assert {one["date_from"] for one in points} == {"person"}
    assert [one["provenance"]["mode"] for one in points] == ["fast", "fast"]
    assert said["ordered_by"] == "dates"
    assert "follow_up_reordered" in [finding["code"] for finding in said["findings"]]


@pytest.mark.slow
def test_an_operation(patient, capsys):
    visit(patient / "2024-06-01", [])
    said = told(capsys, patient, "--with-labels", "--operated", 3)
    assert said["resection"]["class"] == "1"
    assert said["resection"]["before"] == SECOND
    assert "follow_up_operated" in [finding["code"] for finding in said["findings"]]


def test_maps_of_what_changed_lie_on_the_earlier_grid(patient, tmp_path, capsys):
    folder = tmp_path / "new" / "maps"
    arguments = ["follow-up", str(patient), "--with-labels", "--changes", str(folder)]
    assert main(arguments) == 0
    written = sorted(path.name for path in folder.iterdir())
    name = f"change_01_{FIRST}_to_{SECOND}"
    assert written == [f"{name}_{region}.nii.gz" for region in ("ET", "TC", "WT")]
    assert f"{name}_ET.nii.gz" in "".join(capsys.readouterr().out.split())
    image = nib.load(folder / f"{name}_ET.nii.gz")
    base = nib.load(next((patient / FIRST).glob("*_seg.nii.gz")))
    assert np.allclose(image.affine, base.affine)
    values = np.asarray(image.dataobj)
    assert values.dtype == np.uint8
    counted = np.bincount(values.ravel(), minlength=4)[1:].tolist()
    assert counted == pytest.approx([12 * 12 * 12, 12 * 12 * 6, 0], abs=150)
    assert main(arguments) == 5
    assert "--overwrite" in capsys.readouterr().err


def test_an_operation_whose_extent_cannot_be_told_keeps_the_rest(patient, monkeypatch, capsys):
    monkeypatch.setattr("core.cli.follow_up.resections_of", lambda found: ())
    assert main(["follow-up", str(patient), "--with-labels", "--operated", "2"]) == 0
    printed = capsys.readouterr()
    assert "extent of resection cannot be told" in " ".join(printed.err.split())
    assert "+50 %" in printed.out


def test_a_table_for_people_and_a_report_on_the_paper_handed_over(patient, tmp_path, capsys):
    pages = []

    def paper(body, title, footer, path, course):
        assert body.count(CURVE) == 1
        assert [point.name for point in course.points] == [FIRST, SECOND]
        pages.append((body, title, footer))
        return path

    wanted = tmp_path / "r.pdf"
    arguments = ["follow-up", str(patient), "--with-labels", "--pdf", str(wanted)]
    assert main(arguments, paper=paper) == 0
    body, title, footer = pages[0]
    assert title == f"Follow-up: {FIRST} to {SECOND}"
    assert "+50 %" in body
    assert "Support, not diagnosis" in footer
    printed = capsys.readouterr().out
    assert "Support, not diagnosis" in printed
    assert "Enhancing disease, volume: +50 %" in printed
    assert "Not told: Is the tumour newly diagnosed or recurrent" in printed
    assert main(arguments) == 5
    assert "a PDF needs the window" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("more", "code", "said"),
    [
        (["--steroids", "1"], 2, "--steroids has 1 values"),
        (["--steroids", "1,many"], 2, "milligrams"),
        (["--state", "fine,worse"], 2, "better, stable, worse"),
        (["--dates", "2024-01-05,5/1/2024"], 2, "write a date"),
        (["--baseline", "3"], 2, "there are 2 time points"),
        (["--csv", "x.txt"], 5, "ends in .csv"),
    ],
)
def test_what_is_typed_wrong_is_said_before_the_long_work(patient, more, code, said, capsys):
    assert main(["follow-up", str(patient), *more]) == code
    assert said in " ".join(capsys.readouterr().err.replace("│", " ").split())


def test_one_study_is_no_follow_up(patient, capsys):
    assert main(["follow-up", str(patient / FIRST), "--with-labels"]) == 3
    assert "two time points or more" in capsys.readouterr().err


def test_a_label_map_that_may_be_anothers_is_told(patient, capsys, tmp_path):
    (seg,) = (patient / SECOND).glob("*seg*")
    image = nib.load(seg)
    moved = np.roll(np.asarray(image.dataobj), (-16, -18, -12), (0, 1, 2))
    nib.save(nib.Nifti1Image(moved.astype(np.uint8), image.affine), seg)
    pdf = tmp_path / "told.pdf"
    pages = []
    arguments = ["follow-up", str(patient), "--with-labels", "--json", "--pdf", str(pdf)]
    assert main(arguments, paper=lambda body, *_: pages.append(body) or pdf) == 0
    printed = capsys.readouterr()
    first, second = json.loads(printed.out)["time_points"]
    assert not [f for f in first["findings"] if f["code"].startswith("labels")]
    (finding,) = [f for f in second["findings"] if f["code"] == "labels_in_air"]
    assert "lie outside the head, in air" in finding["text"]
    assert "in air" in printed.err
    assert f"{SECOND}: {seg.name}" in pages[0]
