"""``gliovista batch`` of scans as they left the scanner, NIfTI, DICOM and BIDS."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace

import nibabel as nib
import numpy as np
import pytest

from core.cli.app import main
from core.files.label_files import read_label_file
from core.files.marks import mark_in, mark_of_study
from core.labels import LabelConvention
from core.opening import raw
from core.phantom.phantom import raw_demo_study
from core.phantom.scanner import Person, Way, write_dicom_study
from core.phantom.scans import Scan, motion, scanned
from core.studies.study import Modality
from tests.conftest import write_study
from tests.core.cli.conftest import tumour_arrays
from tests.core.extractors import ball_extractor

PRIVATE = ("Garcia", "SECRET", "19511213")


@pytest.fixture(autouse=True)
def ball_for_a_brain(monkeypatch):
    monkeypatch.setattr(raw, "load_brain_model", ball_extractor)


@pytest.fixture(scope="module")
def head():
    return raw_demo_study(shape=(68, 86, 94), spacing_mm=3.0).study


def write_raw(folder, head, names):
    """T1Gd and FLAIR on grids of their own, the FLAIR moved."""
    rng = np.random.default_rng(2)
    folder.mkdir(parents=True)
    for (modality, name), axis in zip(names.items(), (2, 1), strict=True):
        moved = np.eye(4) if modality is Modality.T1GD else motion(rng, 8, 10)
        made = scanned(head.volumes[modality], Scan(moved, axis, 6.0, 3.0), rng)
        nib.save(nib.Nifti1Image(made.data, made.affine), folder / name)


def rows(capsys):
    return json.loads(capsys.readouterr().out)


def test_raw_nifti_is_aligned_told_and_resumed(head, engine, tmp_path, capsys):
    names = {Modality.T1GD: "a_t1gd.nii.gz", Modality.FLAIR: "a_flair.nii.gz"}
    write_raw(tmp_path / "in" / "a", head, names)
    batch = ["batch", str(tmp_path / "in"), str(tmp_path / "out"), "--json"]
    assert main(batch) == 1
    assert "another grid" in rows(capsys)[0]["text"]
    assert main([*batch, "--raw"]) == 0
    (row,) = rows(capsys)
    assert row["status"] == "done"
    assert row["moved_mm"] > 3
    assert row["turned_degrees"] > 1
    assert row["brain_ml"] > 200
    assert "brain_cut_off" not in row["look_at"]
    own, mask = nib.load(tmp_path / "in/a/a_t1gd.nii.gz"), nib.load(tmp_path / "out/a_seg.nii.gz")
    assert mask.shape == own.shape
    assert main([*batch, "--raw"]) == 0
    assert rows(capsys)[0]["status"] == "skipped"
    assert main([*batch[:-1], "--raw", "--overwrite"]) == 0
    assert "brain ml" in capsys.readouterr().out


@pytest.fixture
def inbox(head, tmp_path):
    """Two patients in one folder, a third in a folder of its own, who lacks FLAIR."""
    both = (Modality.T1GD, Modality.FLAIR)
    for n, who in enumerate((Person("Garcia^Ana", "SECRET-77", "19511213"), Person("B", "2"))):
        write_dicom_study(tmp_path / "made" / str(n), head, Way(person=who), both)
        for file in (tmp_path / "made" / str(n)).rglob("IM*"):
            place = tmp_path / "in" / "inbox" / f"{n}_{file.parent.name}_{file.name}"
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, place)
    third = Way(person=Person("C", "3"))
    write_dicom_study(tmp_path / "in" / "third", head, third, (Modality.T1GD,))
    return tmp_path / "in"


def test_dicom_studies_are_told_apart_by_patient(inbox, head, engine, tmp_path, capsys):
    batch = ["batch", str(inbox), str(tmp_path / "out"), "--json"]
    assert main(batch) == 1
    first = rows(capsys)
    assert sorted(row["status"] for row in first) == ["done", "done", "failed"]
    names = [row["study"] for row in first if row["status"] == "done"]
    assert all(re.fullmatch(r"inbox_[0-9a-f]{6}", name) for name in names)
    assert len(set(names)) == 2
    (failed,) = (row for row in first if row["status"] == "failed")
    assert failed["study"] == "third"
    assert "the series tell T1Gd." in failed["text"]
    written = {f.name for f in (tmp_path / "out").iterdir()}
    assert written == {f"{name}_seg.nii.gz" for name in names}
    assert not any(word in json.dumps([first, sorted(written)]) for word in PRIVATE)
    # Another patient comes into the inbox: names stay, and what is done is skipped.
    late = Way(person=Person("A", "0"))
    write_dicom_study(inbox / "inbox" / "a", head, late, (Modality.T1GD,))
    assert main(batch) == 1
    again = {row["study"]: row["status"] for row in rows(capsys)}
    assert {again[name] for name in names} == {"skipped"}
    assert sorted(again.values()) == ["failed", "failed", "skipped", "skipped"]


def test_a_dicom_label_map_bears_the_mark_of_its_study_however_that_is_opened(
    head, engine, tmp_path
):
    write_dicom_study(tmp_path / "in" / "p", head, modalities=(Modality.T1GD, Modality.FLAIR))
    assert main(["batch", str(tmp_path / "in"), str(tmp_path / "out")]) == 0
    opened = raw.open_raw(tmp_path / "in" / "p")
    mark = mark_of_study(opened.study)
    assert mark_in(tmp_path / "out" / "p_seg.nii.gz") == mark
    others = {m: v for m, v in opened.study.volumes.items() if m is not Modality.FLAIR}
    assert mark_of_study(replace(opened.study, volumes=others)) != mark


def test_folders_of_one_name_under_a_relative_root_are_named_by_their_paths(
    head, engine, tmp_path, capsys, monkeypatch
):
    for name in ("a", "b"):
        place = tmp_path / "in" / name / "MR"
        write_dicom_study(place, head, Way(person=Person(name, name)), (Modality.T1GD,))
    monkeypatch.chdir(tmp_path)
    assert main(["batch", "in", "out", "--json"]) == 1
    assert [row["study"] for row in rows(capsys)] == ["a_MR", "b_MR"]


def test_an_archive_is_a_study(head, engine, tmp_path, capsys):
    write_dicom_study(tmp_path / "p", head, modalities=(Modality.T1GD, Modality.FLAIR))
    shutil.make_archive(str(tmp_path / "in" / "ann"), "zip", tmp_path / "p")
    assert main(["batch", str(tmp_path / "in"), str(tmp_path / "out"), "--json"]) == 0
    assert [row["study"] for row in rows(capsys)] == ["ann"]
    assert [f.name for f in (tmp_path / "out").iterdir()] == ["ann_seg.nii.gz"]


BIDS_NAMES = {
    Modality.T1GD: "sub-01_ses-1_ce-gadolinium_T1w.nii.gz",
    Modality.FLAIR: "sub-01_ses-1_FLAIR.nii.gz",
}


def test_raw_bids_gives_derivatives(head, engine, tmp_path, capsys):
    write_raw(tmp_path / "bids" / "sub-01" / "ses-1" / "anat", head, BIDS_NAMES)
    lone = tmp_path / "bids" / "sub-02" / "anat" / "sub-02_T2w.nii.gz"
    lone.parent.mkdir(parents=True)
    shutil.copy(tmp_path / "bids/sub-01/ses-1/anat" / BIDS_NAMES[Modality.FLAIR], lone)
    out = tmp_path / "bids" / "derivatives" / "gliovista"
    batch = ["batch", str(tmp_path / "bids"), str(out), "--raw", "--bids", "--json"]
    assert main(batch) == 1
    made, failed = rows(capsys)
    assert (made["study"], made["status"], failed["status"]) == ("sub-01_ses-1", "done", "failed")
    name = "sub-01_ses-1_space-T1w_desc-gliovista_dseg"
    anat = "sub-01/ses-1/anat/"
    assert {f.relative_to(out).as_posix() for f in out.rglob("*") if f.is_file()} == {
        "dataset_description.json",
        "desc-gliovista_dseg.tsv",
        f"{anat}{name}.nii.gz",
        f"{anat}{name}.json",
    }
    description = json.loads((out / "dataset_description.json").read_text())
    assert description["DatasetType"] == "derivative"
    assert description["GeneratedBy"][0]["Name"] == "Gliovista"
    assert description["DatasetLinks"] == {"raw": "../.."}
    sidecar = json.loads((out / f"{anat}{name}.json").read_text())
    source = f"bids:raw:{anat}{BIDS_NAMES[Modality.T1GD]}"
    assert sidecar["SpatialReference"] == source
    assert source in sidecar["Sources"]
    assert len(sidecar["Sources"]) == 2
    table = (out / "desc-gliovista_dseg.tsv").read_text().splitlines()
    assert table[0].split("\t") == ["index", "name", "abbreviation", "color"]
    assert [row.split("\t")[0] for row in table[1:]] == ["1", "2", "4"]
    assert main(batch) == 1
    assert rows(capsys)[0]["status"] == "skipped"


def test_prepared_bids_names_its_space_and_numbers(engine, tmp_path, capsys):
    files = write_study(tmp_path / "x", tumour_arrays())
    anat = tmp_path / "bids" / "sub-A7" / "anat"
    anat.mkdir(parents=True)
    for path, ending in zip(files.values(), ("T1w", "ce-gd_T1w", "T2w", "FLAIR"), strict=True):
        path.rename(anat / f"sub-A7_{ending}.nii.gz")
    batch = ["batch", str(tmp_path / "bids"), str(tmp_path / "out"), "--bids"]
    assert main([*batch, "--labels", "brats2023"]) == 0
    made = tmp_path / "out/sub-A7/anat/sub-A7_space-T1w_desc-gliovista_dseg.nii.gz"
    labels = read_label_file(made, LabelConvention.BRATS2023).label_map
    table = (tmp_path / "out" / "desc-gliovista_dseg.tsv").read_text().splitlines()
    numbers = {int(row.split("\t")[0]) for row in table[1:]}
    # The colours in which the program shows them.
    assert [row.split("\t")[3] for row in table[1:]] == ["#56B4E9", "#F0E442", "#D55E00"]
    assert numbers == {1, 2, 3}
    assert set(np.unique(labels).tolist()) <= {0} | numbers
    # Label maps that stay must not get a table of other numbers.
    assert main([*batch, "--labels", "brats2021"]) == 5
    assert "have other numbers than brats2021" in capsys.readouterr().err
    assert (tmp_path / "out" / "desc-gliovista_dseg.tsv").read_text().splitlines() == table
    assert main([*batch, "--labels", "brats2023"]) == 0
    assert main([*batch, "--labels", "brats2021", "--overwrite"]) == 0
    assert "\n4\t" in (tmp_path / "out" / "desc-gliovista_dseg.tsv").read_text()


def test_a_file_in_a_subjects_place_is_that_subjects_failure(engine, tmp_path, capsys):
    anat = tmp_path / "bids" / "sub-1" / "anat"
    anat.mkdir(parents=True)
    files = write_study(tmp_path / "x", tumour_arrays())
    for path, ending in zip(files.values(), ("T1w", "ce-gd_T1w", "T2w", "FLAIR"), strict=True):
        path.rename(anat / f"sub-1_{ending}.nii.gz")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "sub-1").write_text("no folder")
    assert main(["batch", str(tmp_path / "bids"), str(tmp_path / "out"), "--bids", "--json"]) == 1
    (row,) = rows(capsys)
    assert "Choose a folder" in row["text"]
    assert "The program itself failed" not in row["text"]


def test_what_is_no_bids_or_anothers_dataset_is_refused(engine, tmp_path, capsys):
    write_study(tmp_path / "in" / "a", tumour_arrays())
    batch = ["batch", str(tmp_path / "in"), str(tmp_path / "out"), "--bids"]
    assert main(batch) == 3
    assert "--bids needs files of one subject" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
    anat = tmp_path / "bids" / "sub-1" / "anat"
    files = write_study(tmp_path / "x", tumour_arrays())
    anat.mkdir(parents=True)
    for path, ending in zip(files.values(), ("T1w", "ce-gd_T1w", "T2w", "FLAIR"), strict=True):
        path.rename(anat / f"sub-1_{ending}.nii.gz")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "dataset_description.json").write_text('{"Name": "other"}')
    assert main(["batch", str(tmp_path / "bids"), *batch[2:]]) == 3
    assert "holds another dataset" in capsys.readouterr().err
    assert (tmp_path / "out" / "dataset_description.json").read_text() == '{"Name": "other"}'
