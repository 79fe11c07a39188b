"""The studies under a root, each once."""

from __future__ import annotations

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.opening.reading import find_study, open_study
from core.opening.searching import find_studies
from core.studies.study import Modality
from tests.conftest import write_study
from tests.core.absent import arrays_of
from tests.core.opening.conftest import BIDS_NAMES, four, refusal, touch

T1, T1GD, T2, FLAIR = Modality


def test_a_folder_of_studies_lists_the_incomplete_too(tmp_path):
    touch(tmp_path / "b", *four())
    touch(tmp_path / "a", "x_t1.nii.gz")
    touch(tmp_path / "results", "b_seg.nii.gz")
    touch(tmp_path / "empty")
    (touch(tmp_path / "scanner") / "1.dcm").write_bytes(b"\0" * 128 + b"DICM")
    assert [p.name for p in find_studies(tmp_path)] == ["a", "b", "scanner"]


def test_a_folder_without_permission_stops_no_batch(tmp_path, deny):
    touch(tmp_path / "a", *four())
    touch(tmp_path / "b", *four())
    deny(tmp_path / "a")
    assert [p.name for p in find_studies(tmp_path)] == ["a", "b"]


def test_a_stray_image_beside_the_patients_hides_none(tmp_path):
    touch(tmp_path, "atlas_t1.nii.gz")
    touch(tmp_path / "a", *four())
    assert find_studies(tmp_path) == [tmp_path / "a"]


def test_a_bids_tree(tmp_path):
    for below in ("sub-01/anat", "sub-02/ses-1/anat", "sub-02/ses-2/anat"):
        touch(tmp_path / below, *four())
    touch(tmp_path / "derivatives/sub-01/anat", *four())
    touch(tmp_path / "sub-01/func", "sub-01_bold.nii.gz")
    found = [p.relative_to(tmp_path).as_posix() for p in find_studies(tmp_path)]
    assert found == ["sub-01", "sub-02/ses-1", "sub-02/ses-2"]


def test_series_folders_are_one_study(tmp_path):
    for folder in ("T1", "T1C", "T2", "FLAIR"):
        touch(tmp_path / "p1" / folder, "image.nii.gz")
    assert find_studies(tmp_path) == [tmp_path / "p1"]


def test_a_study_is_its_own_list(tmp_path):
    assert find_studies(touch(tmp_path, *four())) == [tmp_path]


def test_nothing_to_find(tmp_path):
    assert "no NIfTI" in refusal(find_studies, tmp_path)
    assert "expected a folder" in refusal(find_studies, tmp_path / "none")


needs_links = pytest.mark.skipif(os.name == "nt", reason="links need rights there")


@needs_links
@settings(max_examples=30)
@given(
    links=st.lists(
        st.tuples(
            st.sampled_from(["", "p1", "p2", "deep", "deep/p3"]),
            st.sampled_from(["a", "m", "z"]),
            st.sampled_from(["", "p1", "p2", "deep", "deep/p3", "outside"]),
        ),
        max_size=6,
    )
)
def test_links_that_loop_or_lead_twice_give_each_patient_once(tmp_path_factory, links):
    base = tmp_path_factory.mktemp("links")
    root = base / "root"
    for patient in ("p1", "p2", "deep/p3"):
        touch(root / patient, *four())
    touch(base / "outside", *four("o"))
    for where, name, target in links:
        link = root / where / f"link-{name}"
        if not link.is_symlink():
            link.symlink_to(base / "outside" if target == "outside" else root / target)
    found = find_studies(root)
    own = [p for p in found if p.resolve().is_relative_to(root.resolve())]
    assert own == [root / "deep/p3", root / "p1", root / "p2"]
    assert len(found) - len(own) <= 1


@needs_links
def test_a_folder_of_links_to_anothers_files_is_the_same_patient(tmp_path):
    touch(tmp_path / "p1", *four())
    (tmp_path / "a").mkdir()
    for name in four():
        (tmp_path / "a" / name).symlink_to(tmp_path / "p1" / name)
    again = []
    assert find_studies(tmp_path, again.append) == [tmp_path / "a"]
    assert again == [tmp_path / "p1"]


@needs_links
def test_a_link_within_a_study_does_not_make_it_two(tmp_path):
    touch(tmp_path / "p" / "nifti", *four())
    (tmp_path / "p" / "latest").symlink_to(tmp_path / "p" / "nifti")
    (tmp_path / "p" / "nifti" / "up").symlink_to(tmp_path / "p")
    assert list(find_study(tmp_path / "p").files) == list(Modality)
    again = []
    assert find_studies(tmp_path, again.append) == [tmp_path / "p"]
    assert again == []


@pytest.mark.parametrize("names", [("t1", "t1ce", "t2", "flair"), ("image",) * 4])
@pytest.mark.parametrize("dicom", [False, True])
def test_xnat_keeps_each_sequence_in_a_deep_folder_of_its_own(tmp_path, names, dicom):
    series = ("3-T1", "4-T1_GD", "5-T2", "6-FLAIR", "7-DWI")
    for session in ("S1", "S2"):
        for scan, name in zip(series, (*names, "dwi"), strict=True):
            resources = tmp_path / "subject" / session / "scans" / scan / "resources"
            touch(resources / "NIFTI" / "files", f"{name}.nii.gz")
            if dicom:
                touch(resources / "DICOM" / "files")
                (resources / "DICOM" / "files" / "1.dcm").write_bytes(b"\0" * 128 + b"DICM")
    sessions = [tmp_path / "subject" / session for session in ("S1", "S2")]
    assert find_studies(tmp_path) == sessions
    if names[0] == "image":
        found = find_study(sessions[0])
        assert found.name == "S1"
        assert [hit.path.parts[-5] for hit in found.files.values()] == list(series[:4])
    assert "run a batch over all" in refusal(find_study, tmp_path / "subject")


def test_patients_of_whom_one_sequence_each_is_there_are_not_mixed(tmp_path):
    touch(tmp_path / "p1" / "visit", "t1.nii.gz")
    touch(tmp_path / "p2" / "visit", "flair.nii.gz")
    assert len(find_studies(tmp_path)) == 2


def test_a_session_without_its_subjects_folder_has_the_subject_from_its_files(tmp_path):
    write_study(tmp_path / "ses-01" / "anat", names=BIDS_NAMES)
    for path in (tmp_path / "ses-01" / "anat").iterdir():
        path.rename(path.with_name(path.name.replace("anat_", "sub-07_ses-01_")))
    for folder in (tmp_path / "ses-01", tmp_path / "ses-01" / "anat"):
        assert find_study(folder).name == "sub-07_ses-01"
        assert open_study(folder).study.name == "sub-07_ses-01"


def test_a_batch_lists_what_lacks_a_sequence(tmp_path):
    write_study(tmp_path / "a", arrays_of((T1GD, FLAIR)))
    write_study(tmp_path / "b", arrays_of((T1, T2)))
    assert [f.name for f in find_studies(tmp_path)] == ["a", "b"]
