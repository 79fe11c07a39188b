"""Names in the wild, and what they tell."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.studies.naming import (
    candidates,
    images,
    is_nifti_name,
    is_segmentation,
    recognise,
    recognise_text,
    stem,
    undecided,
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


# Words of the patient, the visit and the folder, which look like words of the scan.

LOOKS_LIKE_CONTRAST = st.sampled_from(
    ["post", "pre", "gd", "GD", "gad", "ce", "CE", "km", "contrast", "postcontrast", "Gado", "c"]
)


def told(*names, below=None):
    """Sequence → names for one study's files; doubtful ones are left out."""
    found = candidates([Path(f"{name}.nii.gz") for name in names], below)
    doubtful = undecided(found)
    return {
        modality: [stem(hit.path) for hit in hits if hit not in doubtful]
        for modality, hits in found.items()
        if hits
    }


@given(
    subject=LOOKS_LIKE_CONTRAST,
    session=LOOKS_LIKE_CONTRAST,
    run=st.sampled_from(["", "_run-01", "_run-post"]),
    agent=st.sampled_from(["gd", "gadolinium", "GADOVIST", "Dotarem1", "yes"]),
    suffix=st.sampled_from(["", "_brain"]),
)
def test_in_bids_names_the_agent_and_the_suffix_alone_decide(subject, session, run, agent, suffix):
    start = f"sub-{subject}_ses-{session}"
    plain, enhanced = f"{start}{run}_T1w{suffix}", f"{start}_ce-{agent}{run}_T1w{suffix}"
    assert told(plain) == {T1: [plain]}
    assert told(enhanced) == {T1GD: [enhanced]}
    assert told(plain, enhanced) == {T1: [plain], T1GD: [enhanced]}
    assert told(f"{start}_space-T1w_FLAIR") == {FLAIR: [f"{start}_space-T1w_FLAIR"]}


@given(
    word=LOOKS_LIKE_CONTRAST,
    more=st.sampled_from(["", "001", "12_x"]),
    separator=st.sampled_from("-_. "),
    others=st.sets(st.sampled_from(["t1ce", "t2", "flair"]), min_size=1),
)
def test_what_all_names_begin_with_makes_no_t1_a_t1gd(word, more, separator, others):
    start = separator.join(filter(None, [word, more])) + separator
    found = candidates(Path(f"{start}{name}.nii.gz") for name in ("t1", *others))
    assert f"{start}t1" not in [stem(hit.path) for hit in found[T1GD] if hit.other is None]
    if len(word) < 5 and word != "Gado":
        assert [stem(hit.path) for hit in found[T1]] == [f"{start}t1"]
        assert len(found[T1GD]) == ("t1ce" in others)


@given(
    word=st.sampled_from(["GD", "ce", "KM", "post"]), stray=st.sampled_from(["atlas_t1", "mni_T1w"])
)
def test_a_stray_file_does_not_turn_initials_into_contrast(word, stray):
    found = candidates(
        Path(f"{n}.nii") for n in (f"{word}_t1", f"{word}_t2", f"{word}_flair", stray)
    )
    assert found[T1GD] == []
    assert len(found[T1]) == 2


@given(
    word=st.sampled_from(["post", "GD", "ce", "contrast", "KM"]),
    others=st.sets(st.sampled_from(["t2", "flair"]), min_size=1),
)
def test_what_all_names_end_with_leaves_two_readings(word, others):
    found = candidates(Path(f"{name}_{word}.nii.gz") for name in ("t1", *others))
    (doubtful,) = undecided(found)
    assert {doubtful.modality, doubtful.other} == {T1, T1GD}
    found = candidates(Path(f"{name}_{word}.nii.gz") for name in ("t1", "t1gd", *others))
    assert not undecided(found)
    assert [stem(hit.path) for hit in found[T1]] == [f"t1_{word}"]


@pytest.mark.parametrize(
    "name", ["sub-1_acq-post_T1w", "sub-1_acq-MPRAGEpostGd_T1w", "T1_smith_GD", "contrast_trial_T1"]
)
def test_two_readings_are_told_apart_by_the_other_files_or_not_at_all(name):
    assert told(name) == {T1GD: []}
    assert told(name, "sub-1_T1w", "x_t2") == {T1: ["sub-1_T1w"], T1GD: [name], T2: ["x_t2"]}
    assert told(name, "x_t1ce") == {T1: [name], T1GD: ["x_t1ce"]}
    assert told(name, "x_t1", "x_t1ce")[T1GD] == ["x_t1ce"]
    assert len(undecided(candidates([Path(f"{n}.nii") for n in (name, "x_t1", "x_t1ce")]))) == 1


@pytest.mark.parametrize(
    ("name", "modality"),
    [
        ("T1_post_op", T1),
        ("T1_post-surgery", T1),
        ("T1_post_3_months", T1),
        ("T1_post_RT", T1),
        ("T1_AX_post", T1GD),
        ("Ax T1 3D +C", T1GD),
        ("gadotti_T1", T1),
        ("GD_12_T1", T1),
        ("sub-1_acq-3D_T1w", T1),
        ("sub-1_acq-preGd_T1w", T1),
        ("sub-1_acq-gad_T1w", T1GD),
        ("sub-1_ce-none_T1w", T1),
        ("sub-GD-01_T1w", T1),
    ],
)
def test_only_words_beside_the_sequence_speak_of_contrast(name, modality):
    assert told(name) == {modality: [name]}


@given(
    moving=st.sampled_from(
        sorted({"t1": T1, "T1Gd": T1GD, "t1ce": T1GD, "T2": T2, "FLAIR": FLAIR})
    ),
    link=st.sampled_from(["_to_", "-to-", "_in_", "_on_", "_reg_", "_registered_to_", "2", "to"]),
    fixed=st.sampled_from(["T1", "t1w", "T1Gd", "t1ce", "T2", "FLAIR"]),
    after=st.sampled_from(["", "_space", "_brain", "space"]),
)
def test_what_is_registered_to_another_stays_itself(moving, link, fixed, after):
    name = f"p1_{moving}{link}{fixed}{after}"
    assert recognise(Path(f"{name}.nii")).modality is recognise(Path(f"{moving}.nii")).modality


def test_folders_tell_where_names_do_not_and_speak_up_where_they_differ(tmp_path):
    def in_folders(*pairs):
        return candidates([tmp_path / "scans" / f / n for f, n in pairs], tmp_path)

    found = in_folders(("3-T1_GD", "image.nii"), ("4-T1", "image.nii"), ("5-T2", "image.nii"))
    assert {m: len(hits) for m, hits in found.items()} == {T1: 1, T1GD: 1, T2: 1, FLAIR: 0}
    found = in_folders(("GD_T1", "image.nii"), ("GD_T2", "image.nii"))
    assert [hit.path.parent.name for hit in found[T1]] == ["GD_T1"]
    (doubtful,) = undecided(in_folders(("3-T1_GD", "t1.nii"), ("5-T2", "t2.nii")))
    assert {doubtful.modality, doubtful.other} == {T1, T1GD}


@given(word=st.sampled_from(["mask", "seg", "label", "gt", "tumor"]), number=st.integers(0, 99))
def test_a_word_for_labels_that_begins_all_names_is_the_projects(word, number):
    scans = [Path(f"{word}-{number}_{name}.nii.gz") for name in ("t1", "t1ce", "t2", "flair")]
    assert images([*scans, Path(f"x_{word}.nii.gz")]) == scans


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
