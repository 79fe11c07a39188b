"""Names in the wild, and what they tell."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.studies.naming import (
    candidates,
    is_nifti_name,
    is_segmentation,
    recognise,
    recognise_text,
    stem,
)
from core.studies.study import Modality

T1, T1GD, T2, FLAIR = Modality

HABITS = {
    "BraTS until 2021": ("x_t1", "x_t1ce", "x_t2", "x_flair"),
    "BraTS 2023": ("x-t1n", "x-t1c", "x-t2w", "x-t2f"),
    "BraTS 2023, capital": ("x-t1n", "x-t1c", "x-t2W", "x-t2f"),
    "words": ("T1", "T1Gd", "T2", "FLAIR"),
    "words, contrast enhanced": ("T1", "T1CE", "T2", "fla"),
    "words, c+": ("T1", "T1c+", "T2", "FLAIR"),
    "BIDS": ("sub-1_T1w", "sub-1_ce-GADOLINIUM_T1w", "sub-1_T2w", "sub-1_FLAIR"),
    "BIDS, more entities": (
        "sub-1_ses-2_acq-3D_T1w",
        "sub-1_ses-2_acq-3D_ce-gd_rec-norm_T1w",
        "sub-1_ses-2_T2w",
        "sub-1_ses-2_acq-3D_FLAIR",
    ),
    "UPENN": ("UPENN-GBM-1_11_T1", "UPENN-GBM-1_11_T1GD", "UPENN-GBM-1_11_T2", "UPENN_FLAIR"),
    "UCSF": ("P-0004_T1", "P-0004_T1c", "P-0004_T2", "P-0004_FLAIR_bias"),
    "scanner": ("T1_AX", "MRHR_T1_AX_POST_GAD", "MRHR_T2_AX", "MRHR_FLAIR_AX"),
    "scanner, German": ("t1_mprage_sag", "t1_mpr_km", "t2_tse_tra", "t2_tse_dark-fluid"),
    "spaces": ("Ax T1", "Ax T1 +C", "Ax T2 FSE", "Ax T2 FLAIR"),
}


@pytest.mark.parametrize("names", HABITS.values(), ids=HABITS)
@pytest.mark.parametrize("ending", [".nii", ".nii.gz", ".NII.GZ"])
def test_every_habit_in_any_case(names, ending):
    for change in (str, str.lower, str.upper):
        found = [recognise(Path(change(n) + ending)) for n in names]
        assert [hit.modality for hit in found if hit] == list(Modality)


@pytest.mark.parametrize(
    ("name", "modality"),
    [
        ("pre-op_t1ce", T1GD),
        ("post-op_t1", T1),
        ("patient-no-3_t1ce", T1GD),
        ("case_c_t1", T1),
        ("T1_PRE", T1),
        ("T1_pre_contrast", T1),
        ("1-T1_nonenhanced", T1),
        ("T1_Axial_Contrast", T1GD),
        ("post_T1", T1GD),
        ("T1KM", T1GD),
        ("t1_gd_brain", T1GD),
        ("FLAIR_POST_GD", FLAIR),
        ("T2_POST", T2),
        ("t1_study_t2", T2),
        ("t2_study_t1", T1),
    ],
)
def test_what_stands_around_the_name_of_the_sequence(name, modality):
    hit = recognise(Path(f"{name}.nii.gz"))
    assert hit is not None
    assert hit.modality is modality


@pytest.mark.parametrize(
    "name", ["scan", "t2_star", "ax_T2*", "swi_t2", "dwi", "t1map", "t10", "st1", "t22", "cat1", ""]
)
def test_other_series_are_not_taken_for_one_of_the_four(name):
    assert recognise(Path(f"{name}.nii.gz")) is None


def test_the_reason_quotes_the_telling_part():
    hit = recognise(Path("/p/MRHR_T1_AX_POST_GAD_se2d1r_t1c.nii.gz"))
    assert hit is not None
    assert hit.reason == "the name holds “t1c”"
    assert hit.path == Path("/p/MRHR_T1_AX_POST_GAD_se2d1r_t1c.nii.gz")


@pytest.mark.parametrize(
    "name",
    ["x_seg", "x-seg", "t1_seg", "x_dseg", "brain_mask", "brainmask", "x-label", "t1_tumor", "gt"],
)
def test_label_maps_are_told_by_name(name):
    assert is_segmentation(Path(f"{name}.nii.gz"))
    assert not any(candidates([Path(f"{name}.nii.gz")]).values())


@pytest.mark.parametrize("name", ["x_t1", "tumor_bank_t1", "segovia_t1", "unmasked_t2", "x_T1_gtx"])
def test_images_are_not_taken_for_label_maps(name):
    assert not is_segmentation(Path(f"{name}.nii.gz"))


def test_hidden_files_and_others_are_no_nifti():
    assert is_nifti_name(Path("a.nii"))
    assert is_nifti_name(Path("a.NII.GZ"))
    assert not is_nifti_name(Path("._a_t1.nii.gz"))
    assert not is_nifti_name(Path("a.nii.gz.part"))
    assert not is_nifti_name(Path("a.nrrd"))


def test_stem_keeps_dots_of_the_name():
    assert stem(Path("/x/a.b.nii.gz")) == "a.b"
    assert stem(Path("a.nii")) == "a"
    assert stem(Path("stack.npy")) == "stack"


def test_two_candidates_are_both_kept():
    paths = [Path("a_t1.nii"), Path("b_t1.nii.gz"), Path("a_flair.nii")]
    found = candidates(paths)
    assert [hit.path.name for hit in found[T1]] == ["a_t1.nii", "b_t1.nii.gz"]
    assert [hit.path.name for hit in found[FLAIR]] == ["a_flair.nii"]
    assert found[T2] == []


SUFFIXES = {"t1": T1, "t1n": T1, "t1ce": T1GD, "t1gd": T1GD, "t2": T2, "t2w": T2, "t2f": FLAIR}


@given(
    patient=st.from_regex(r"[A-Za-z]{3,8}[0-9]{1,6}", fullmatch=True),
    separator=st.sampled_from("-_. "),
    suffix=st.sampled_from(sorted(SUFFIXES)),
)
def test_any_patient_name_before_any_ending(patient, separator, suffix):
    assert recognise_text(f"{patient}{separator}{suffix}")[0] is SUFFIXES[suffix]


@given(st.text(max_size=40))
def test_no_text_breaks_it(text):
    hit = recognise_text(text)
    assert hit is None or hit[0] in Modality


def test_real_names(cases_dir, raw_dir):
    folders = [f for f in (*cases_dir.iterdir(), *raw_dir.iterdir()) if f.is_dir()]
    assert len(folders) >= 2
    for folder in folders:
        found = candidates(folder.iterdir())
        assert {m: len(hits) for m, hits in found.items()} == dict.fromkeys(Modality, 1), folder
