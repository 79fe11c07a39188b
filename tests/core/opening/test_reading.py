"""From a folder or four files to a study: what is found, what is refused, what is said."""

from __future__ import annotations

import os
import shutil
import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import CheckError, GliovistaError, ReadingError, UndecidedError, UnusableFileError
from core.opening.reading import find_studies, find_study, open_stack, open_study, read_volumes
from core.progress import Cancelled
from core.studies.study import Modality
from tests.conftest import BRATS_NAMES, LPS, brain_arrays, write_nifti, write_study

T1, T1GD, T2, FLAIR = Modality
BIDS_NAMES = {T1: "T1w", T1GD: "ce-GADOLINIUM_T1w", T2: "T2w", FLAIR: "FLAIR"}


def touch(folder: Path, *names: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).touch()
    return folder


def four(prefix: str = "x") -> list[str]:
    return [f"{prefix}_{name}.nii.gz" for name in BRATS_NAMES.values()]


def refusal(work, *arguments) -> str:
    with pytest.raises(GliovistaError) as caught:
        work(*arguments)
    return str(caught.value)


# Finding a study


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


@pytest.fixture
def deny(monkeypatch):
    """Refuse to list one folder, as the operating system would."""
    iterdir = Path.iterdir

    def deny_one(folder: Path) -> None:
        def denied(self):
            if self == folder:
                raise PermissionError(13, "Permission denied", str(self))
            return iterdir(self)

        monkeypatch.setattr(Path, "iterdir", denied)

    return deny_one


# Finding studies


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


# Links


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
    assert len(find_studies(tmp_path)) == 1


@needs_links
def test_a_link_within_a_study_does_not_make_it_two(tmp_path):
    touch(tmp_path / "p" / "nifti", *four())
    (tmp_path / "p" / "latest").symlink_to(tmp_path / "p" / "nifti")
    (tmp_path / "p" / "nifti" / "up").symlink_to(tmp_path / "p")
    assert list(find_study(tmp_path / "p").files) == list(Modality)
    assert find_studies(tmp_path) == [tmp_path / "p"]


# XNAT, and BIDS's sessions


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


# Reading


def test_volumes_arrive_one_by_one_in_the_calling_thread(study_files):
    here = threading.get_ident()
    arrived, steps = [], []

    def on_volume(modality, volume):
        assert threading.get_ident() == here
        assert volume.path == study_files[modality]
        arrived.append(modality)

    volumes = read_volumes(study_files, lambda *step: steps.append(step), on_volume)
    assert list(volumes) == list(Modality)
    assert sorted(arrived) == sorted(Modality)
    assert [(done, total) for done, total, _ in steps] == [(n, 4) for n in range(5)]
    for modality, expected in brain_arrays().items():
        np.testing.assert_array_equal(volumes[modality].data, expected)


@pytest.mark.parametrize("after", [0, 1, 3])
def test_cancelling_leaves_no_thread(study_files, after):
    before = threading.active_count()

    def cancel(done, _total, _text):
        if done == after:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_volumes(study_files, cancel)
    assert threading.active_count() == before


def test_all_unreadable_files_are_named_at_once(study_files):
    for modality in (T1, FLAIR):
        content = study_files[modality].read_bytes()
        study_files[modality].write_bytes(content[: len(content) // 2])
    lines = refusal(read_volumes, study_files).splitlines()
    assert len(lines) == 2
    assert study_files[T1].name in lines[0]
    assert study_files[FLAIR].name in lines[1]
    assert all("cut short" in line for line in lines)


# Files that are there, though they cannot be used


def nowhere(path):
    path.symlink_to("/nowhere/x_t1ce.nii.gz")


def itself(path):
    path.symlink_to(path)


def annex_link(path):
    path.symlink_to("../.git/annex/objects/Xx/Yy/SHA256E-s9--ab.nii.gz/SHA256E-s9--ab.nii.gz")


def annex_pointer(path):
    path.write_text("/annex/objects/SHA256E-s9--ab.nii.gz\n")


def lfs_pointer(path):
    path.write_text(
        "version https://git-lfs.github.com/spec/v1\noid sha256:" + 64 * "a" + "\nsize 9\n"
    )


def a_folder(path):
    path.mkdir()


def a_pipe(path):
    os.mkfifo(path)


def a_stub(path):
    path.touch()


@pytest.mark.skipif(os.name == "nt", reason="links and pipes need rights there")
@pytest.mark.parametrize("modality", [T1, T1GD, FLAIR])
@pytest.mark.parametrize(
    ("make", "why"),
    [
        (nowhere, "a link to /nowhere"),
        (itself, "back to itself"),
        (annex_link, "git annex get"),
        (annex_pointer, "git annex get"),
        (lfs_pointer, "git lfs pull"),
        (a_folder, "found a folder"),
        (a_pipe, "a device or a pipe"),
        (a_stub, "it is empty"),
    ],
)
def test_a_file_that_cannot_be_used_is_not_absent(study_files, study_folder, modality, make, why):
    path = study_files[modality]
    path.unlink()
    make(path)
    for source in (study_folder, study_files):
        with pytest.raises(UnusableFileError) as caught:
            open_study(source)
        assert path.name in str(caught.value)
        assert why in str(caught.value)
        assert "--without-unreadable" in str(caught.value)
        assert caught.value.sequences == (modality.value,)
        opened = open_study(source, without_unreadable=True)
        assert set(opened.study.volumes) == set(Modality) - {modality}
        (left_out,) = [f for f in opened.findings if f.code == "left_out"]
        assert path.name in left_out.text


def test_a_file_without_permission_is_not_absent(study_files, study_folder, monkeypatch):
    path, plain = study_files[T1GD], Path.open

    def opened(self, *arguments, **options):
        if self == path:
            raise PermissionError(13, "Permission denied", str(self))
        return plain(self, *arguments, **options)

    monkeypatch.setattr(Path, "open", opened)
    assert "no permission to read it" in refusal(open_study, study_folder)
    assert T1GD not in open_study(study_folder, without_unreadable=True).study.volumes


@pytest.mark.parametrize("word", ["mask", "brain_mask", "seg", "label", "tumor"])
def test_a_scan_that_is_called_a_label_map_is_not_absent(study_files, study_folder, word):
    called = study_folder / f"x_t1ce_{word}.nii.gz"
    study_files[T1GD].rename(called)
    with pytest.raises(UnusableFileError) as caught:
        open_study(study_folder)
    assert f"{called.name} names T1Gd" in str(caught.value)
    assert caught.value.sequences == ("T1Gd",)
    assert T1GD not in open_study(study_folder, without_unreadable=True).study.volumes
    assert open_study(study_folder, stated={T1GD: called}).study.volumes[T1GD].path == called
    write_nifti(called, (brain_arrays()[T1GD] > 600).astype(np.uint8))
    assert T1GD not in open_study(study_folder).study.volumes


def test_too_few_are_left_whatever_a_person_says(study_files, study_folder):
    study_files[FLAIR].unlink()
    for modality in (T1GD, T2):
        study_files[modality].write_bytes(b"")
    assert "it is empty" in refusal(lambda: open_study(study_folder, without_unreadable=True))


# Opening


def test_open_a_folder(study_folder):
    opened = open_study(study_folder)
    assert opened.study.name == study_folder.name
    assert list(opened.study.volumes) == list(Modality)
    np.testing.assert_array_equal(opened.study.grid.affine, LPS)


def test_open_four_files_of_any_name(study_files, tmp_path):
    strange = {m: tmp_path / f"{n}.nii.gz" for n, m in enumerate(Modality)}
    for modality, path in study_files.items():
        path.rename(strange[modality])
    opened = open_study(strange)
    assert opened.study.name == tmp_path.name
    assert opened.study.volumes[T2].path == strange[T2]


def test_files_with_too_many_missing(study_files):
    del study_files[T1GD], study_files[FLAIR]
    assert "No file was named for T1Gd or FLAIR" in refusal(open_study, study_files)


def test_refused_study_says_every_reason(study_files):
    arrays = brain_arrays()
    write_nifti(study_files[T2], np.zeros_like(arrays[T2]))
    write_nifti(study_files[FLAIR], arrays[FLAIR], LPS * 2)
    with pytest.raises(CheckError) as caught:
        open_study(study_files)
    text = str(caught.value)
    assert "T2 holds the value 0 in every voxel" in text
    assert "FLAIR lies on another grid than T1" in text


def test_the_same_file_twice(study_files):
    study_files[T2] = study_files[FLAIR]
    with pytest.raises(CheckError, match="T2 and FLAIR are the same file"):
        open_study(study_files)


def test_open_stack_warns_of_a_guessed_place(tmp_path):
    arrays = brain_arrays()
    np.save(tmp_path / "stack.npy", np.stack([arrays[m] for m in Modality], -1))
    opened = open_stack(tmp_path / "stack.npy", tuple(Modality))
    assert opened.study.name == "stack"
    assert "no_orientation" in [f.code for f in opened.findings]
    placed = open_stack(tmp_path / "stack.npy", tuple(Modality), LPS)
    assert "no_orientation" not in [f.code for f in placed.findings]
    np.testing.assert_array_equal(placed.study.grid.affine, LPS)


# Real studies


def test_every_real_case_opens_without_a_finding(cases_dir):
    folders = find_studies(cases_dir)
    assert folders == sorted(p for p in cases_dir.iterdir() if p.is_dir())
    for folder in folders:
        opened = open_study(folder)
        assert opened.findings == (), folder
        assert opened.study.grid.shape == (240, 240, 155)
        assert {v.data.dtype.kind for v in opened.study.volumes.values()} == {"i"}


def test_a_study_as_it_left_the_scanner_is_refused(raw_dir):
    with pytest.raises(CheckError) as caught:
        open_study(raw_dir / "TCGA-FG-6692")
    text = str(caught.value)
    assert "T2 lies on another grid than T1" in text
    assert "FLAIR lies on another grid than T1" in text
    assert "Register it to T1" in text
    assert "T1Gd lies" not in text
    refusals, skull = text.split("\n")[1:3], text.split("\n")[3:]
    assert all("lies on another grid" in line for line in refusals)
    assert [line.startswith("The skull is still there") for line in skull] == [True]
    tilted = "(T2: 224 × 256 × 26 voxels, tilted 17°; T1: 256 × 224 × 26 voxels, tilted 6°)"
    assert tilted in text


def test_a_real_case_in_a_bids_tree(cases_dir, tmp_path):
    source = find_study(cases_dir / "BraTS2021_00006")
    folder = touch(tmp_path / "sub-1" / "anat")
    for modality, hit in source.files.items():
        shutil.copy(hit.path, folder / f"sub-1_{BIDS_NAMES[modality]}.nii.gz")
    opened = open_study(find_studies(tmp_path)[0])
    assert opened.study.name == "sub-1"
    assert opened.findings == ()


def test_reading_errors_are_reading_errors(tmp_path):
    with pytest.raises(ReadingError):
        open_study(tmp_path)
