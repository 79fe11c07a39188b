"""From a folder or four files to a study: what is found, what is refused, what is said."""

from __future__ import annotations

import os
import shutil
import threading
from pathlib import Path

import numpy as np
import pytest

from core.errors import CheckError, ReadingError, UnusableFileError
from core.opening.reading import find_study, open_stack, open_study, read_volumes
from core.opening.searching import find_studies
from core.progress import Cancelled
from core.studies.sequences import NEEDED, absent
from core.studies.study import Modality
from tests.conftest import LPS, brain_arrays, write_nifti, write_study
from tests.core.absent import ALLOWED, REFUSED, arrays_of, findings_of
from tests.core.opening.conftest import BIDS_NAMES, refusal, touch

T1, T1GD, T2, FLAIR = Modality


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
    assert "axes_unsure" in [f.code for f in opened.findings]
    placed = open_stack(tmp_path / "stack.npy", tuple(Modality), LPS)
    assert not {"axes_unsure", "no_orientation"} & {f.code for f in placed.findings}
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
    assert "align it to T1" in text
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


@pytest.mark.parametrize("sequences", ALLOWED, ids="+".join)
def test_a_folder_and_named_files_open_alike(tmp_path, sequences):
    files = write_study(tmp_path / "case", arrays_of(sequences))
    folder, named = open_study(tmp_path / "case"), open_study(files)
    assert folder.study.name == named.study.name == "case"
    assert list(folder.study.volumes) == list(named.study.volumes) == list(sequences)
    assert folder.findings == named.findings
    assert list(findings_of(folder.findings)) == ["sequence_absent"] * (len(sequences) < 4)


@pytest.mark.parametrize("sequences", REFUSED, ids="+".join)
def test_too_few_are_refused_with_what_to_do(tmp_path, sequences):
    files = write_study(tmp_path / "case", arrays_of(sequences))
    for source in (tmp_path / "case", files):
        with pytest.raises(ReadingError) as caught:
            open_study(source)
        assert NEEDED in str(caught.value)
        assert absent(sequences)[0] in str(caught.value)


def test_two_candidates_are_no_absence(tmp_path):
    write_study(tmp_path / "case", arrays_of((T1, T1GD, T2)))
    (tmp_path / "case" / "other_t2.nii.gz").touch()
    with pytest.raises(ReadingError, match="2 files could be T2"):
        open_study(tmp_path / "case")


def test_a_file_that_may_be_the_absent_one_is_named(tmp_path):
    files = write_study(tmp_path / "case", arrays_of(Modality))
    files[FLAIR].rename(tmp_path / "case" / "scan4.nii.gz")
    findings = findings_of(open_study(tmp_path / "case").findings)
    assert "scan4.nii.gz" in findings["not_recognised"].text
    assert "FLAIR" in findings["not_recognised"].text
    files[FLAIR] = tmp_path / "case" / "scan4.nii.gz"
    assert not findings_of(open_study(files).findings)


def test_a_stack_of_three(tmp_path):
    arrays = brain_arrays()
    path = tmp_path / "stack.npy"
    np.save(path, np.stack([arrays[m] for m in (FLAIR, T1, T2)], -1))
    opened = open_stack(path, (FLAIR, T1, T2), LPS)
    assert list(opened.study.volumes) == [T1, T2, FLAIR]
    assert list(findings_of(opened.findings)) == ["sequence_absent"]
    np.save(path, np.stack([arrays[m] for m in (T1, T2)], -1))
    with pytest.raises(CheckError, match="only T1 and T2"):
        open_stack(path, (T1, T2), LPS)
