"""Which files of a folder are a study's, and why none is."""

from __future__ import annotations

import os

import pytest

from core.errors import UndecidedError
from core.opening.reading import find_studies, find_study, open_study
from core.studies.study import Modality
from tests.conftest import write_study
from tests.core.opening.conftest import BIDS_NAMES, four, refusal, touch

T1, T1GD, T2, FLAIR = Modality


def test_a_folder_with_everything_in_it(tmp_path):
    folder = touch(tmp_path / "p1", *four(), "x_seg.nii.gz", "x_dwi.nii.gz", "notes.txt", "._x.nii")
    found = find_study(folder)
    assert found.name == "p1"
    assert {m: hit.path.name for m, hit in found.files.items()} == dict(
        zip(Modality, four(), strict=True)
    )
    assert found.files[T1GD].reason == "the name holds “t1ce”"
    assert [p.name for p in found.segmentation] == ["x_seg.nii.gz"]
    assert [p.name for p in found.ignored] == ["x_dwi.nii.gz"]


@pytest.mark.parametrize(
    ("below", "opened", "name"),
    [
        ("sub-01/anat", "sub-01", "sub-01"),
        ("sub-01/anat", "sub-01/anat", "sub-01"),
        ("sub-01/ses-1/anat", "sub-01", "sub-01"),
        ("sub-01/ses-1/anat", "sub-01/ses-1", "sub-01_ses-1"),
        ("patient/nifti", "patient", "patient"),
    ],
)
def test_sub_folders(tmp_path, below, opened, name):
    write_study(tmp_path / below, names=BIDS_NAMES)
    found = find_study(tmp_path / opened)
    assert found.name == name
    assert list(found.files) == list(Modality)


def test_one_folder_per_series_named_like_it(tmp_path):
    for folder in ("T1_AX", "T1_AX_POST_GAD", "T2_AX", "FLAIR_AX"):
        touch(tmp_path / "p" / folder, "image.nii.gz")
    found = find_study(tmp_path / "p")
    assert found.files[T1GD].path.parent.name == "T1_AX_POST_GAD"
    assert "folder's name" in found.files[T1GD].reason


def test_missing_sequences_name_what_was_there(tmp_path):
    folder = touch(tmp_path, "x_t1.nii.gz", "x_t2.nii.gz", "x_bold.nii.gz")
    text = refusal(find_study, folder)
    assert "T1Gd or FLAIR" in text
    assert "x_bold.nii.gz" in text
    assert "one by one" in text


def test_a_stacked_file_in_a_folder(tmp_path):
    text = refusal(find_study, touch(tmp_path, "BRATS_001.nii.gz"))
    assert "Not recognised: BRATS_001.nii.gz" in text
    assert "stacks all four" in text


def test_two_candidates_name_both(tmp_path):
    text = refusal(find_study, touch(tmp_path, *four(), "y_t2.nii"))
    assert "x_t2.nii.gz and y_t2.nii" in text
    assert "T2" in text


def test_two_readings_of_a_name_are_refused_until_a_person_says(tmp_path):
    folder = touch(tmp_path, "x_t1_smith_gd.nii.gz", "x_t2.nii.gz", "x_flair.nii.gz")
    with pytest.raises(UndecidedError) as caught:
        find_study(folder)
    assert "x_t1_smith_gd.nii.gz could be T1Gd or T1" in str(caught.value)
    assert "--t1 FILE or --t1gd FILE" in str(caught.value)
    for modality in (T1, T1GD):
        found = find_study(folder, {modality: folder / "x_t1_smith_gd.nii.gz"})
        assert list(found.files) == [modality, T2, FLAIR]
        assert found.files[modality].path.name == "x_t1_smith_gd.nii.gz"
        assert found.ignored == ()


def test_several_studies_below(tmp_path):
    for patient in ("a", "b"):
        touch(tmp_path / patient, *four())
    text = refusal(find_study, tmp_path)
    assert "a, b" in text
    assert "batch" in text


def test_no_nifti(tmp_path):
    assert "no NIfTI" in refusal(find_study, touch(tmp_path, "notes.txt"))


@pytest.mark.parametrize(
    ("ending", "advice"),
    [
        (".nrrd", "3D Slicer"),
        (".mha", "3D Slicer"),
        (".zip", "Unpack"),
        (".tar.gz", "Unpack"),
        (".img", "without their .hdr"),
    ],
)
@pytest.mark.parametrize("below", [".", "inner"])
def test_what_is_there_instead_is_named_with_what_to_do(tmp_path, ending, advice, below):
    touch(tmp_path / below, f"x_t1{ending}", f"x_flair{ending}")
    for work in (find_study, find_studies):
        text = refusal(work, tmp_path)
        assert f"x_t1{ending}" in text
        assert advice in text


def test_a_sequence_in_a_format_that_is_not_read_is_not_absent(study_files, study_folder):
    study_files[T1GD].unlink()
    touch(study_folder, "x_t1_seg.nrrd")
    assert T1GD not in open_study(study_folder).study.volumes
    touch(study_folder, "x_t1ce.nrrd")
    assert "x_t1ce.nrrd names T1Gd, but it is in a format" in refusal(open_study, study_folder)
    assert T1GD not in open_study(study_folder, without_unreadable=True).study.volumes


def test_only_a_label_map(tmp_path):
    assert "label maps only (x_seg.nii.gz)" in refusal(find_study, touch(tmp_path, "x_seg.nii.gz"))


@pytest.mark.parametrize("below", [".", "series1"])
def test_dicom(tmp_path, below):
    folder = touch(tmp_path / below)
    (folder / "IM0001").write_bytes(b"\0" * 128 + b"DICM" + b"\0" * 100)
    assert "dcm2niix" in refusal(find_study, tmp_path)


def test_no_such_folder(tmp_path):
    assert "no such folder" in refusal(find_study, tmp_path / "none")


def test_a_file_is_no_folder(study_files):
    assert "found a file" in refusal(find_study, study_files[T1])


@pytest.mark.skipif(
    os.name == "nt" or getattr(os, "geteuid", lambda: 1)() == 0,
    reason="root may look into everything, and Windows has other permissions",
)
def test_folder_without_permission(study_folder):
    study_folder.chmod(0)
    try:
        assert "no permission" in refusal(find_study, study_folder)
    finally:
        study_folder.chmod(0o700)


@pytest.mark.parametrize("work", [find_study, find_studies, open_study])
def test_folder_without_permission_even_as_root(study_folder, deny, work):
    deny(study_folder)
    text = refusal(work, study_folder)
    assert "no permission" in text
    assert str(study_folder) in text
