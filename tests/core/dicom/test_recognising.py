"""Sequences are told by physics, words, agent and time; what is ambiguous is said to be."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.dicom import wording
from core.dicom.finding import find_series
from core.dicom.recognising import SURE, recognise
from core.dicom.series import Facts, Identity, Plane, Series, SetAside, Verdict
from core.errors import ReadingError
from core.phantom.phantom import demo_study
from core.phantom.scanner import Way, write_dicom_study
from core.studies.study import Modality

NOBODY = Identity("", "", "", "", "", "", "", "")
T1, T1GD, T2, FLAIR = Modality.T1, Modality.T1GD, Modality.T2, Modality.FLAIR
TIMES = {
    T1: {"tr_ms": 550.0, "te_ms": 9.0, "scanning_sequence": ("SE",)},
    T2: {"tr_ms": 4500.0, "te_ms": 95.0, "scanning_sequence": ("SE",)},
    FLAIR: {"tr_ms": 9000.0, "te_ms": 110.0, "ti_ms": 2500.0, "scanning_sequence": ("SE", "IR")},
}


def one(description="", kind=None, number=1, **facts):
    told = {
        "number": number,
        "description": description,
        "modality": "MR",
        "plane": Plane.AXIAL,
        "spacing_mm": (0.9, 0.9),
        "step_mm": 5.0,
        "thickness_mm": 5.0,
        "slices": 28,
        "coverage_mm": 140.0,
        **TIMES.get(kind, {}),
        **facts,
    }
    return Series(1, 1, 0, "", Facts(**told), Verdict(), (), NOBODY)


def numbers(found):
    return {m: c.series.facts.number for m, c in found.chosen.items()}


@pytest.mark.parametrize("enhanced", [False, True])
def test_the_phantom_s_four_are_recognised_from_its_files(enhanced, tmp_path):
    write_dicom_study(tmp_path, demo_study(7, (36, 36, 24), 6.5)[0], Way(enhanced=enhanced))
    found = recognise(find_series([tmp_path]).series)
    assert numbers(found) == {T1: 3, T2: 4, FLAIR: 5, T1GD: 6}
    assert not found.doubts
    assert all(c.confidence > 0.7 and c.reason.endswith(".") for c in found.chosen.values())


WORDS = {
    "t1_mprage_sag_p2_iso": T1, "AX T1 SE": T1, "3D T1 TFE": T1, "Sag T1 FSPGR": T1,
    "T1w axial nativ": T1, "T1 ohne KM": T1, "T1 vor KM": T1, "T1 sin contraste": T1,
    "T1 s/c": T1, "T1 sans injection": T1, "T1 sans gado": T1, "T1 sem contraste": T1,
    "T1 pré contraste": T1, "T1 senza mdc": T1, "T1 basale": T1, "T1 PRE": T1,
    "Ax T1 pre GAD": T1, "T1 non-contrast": T1, "T1 w/o contrast": T1, "sagT1": T1,
    "T1 FLAIR sag": T1, "T1 post op": T1, "T1 postop sin contraste": T1,
    "T1+C": T1GD, "AX T1 +C": T1GD, "T1 C+": T1GD, "t1ce": T1GD, "T1 POST GAD": T1GD,
    "Ax T1 post": T1GD, "T1 with contrast": T1GD, "T1 Gd": T1GD, "t1_mprage_KM": T1GD,
    "T1 mit KM": T1GD, "T1 nach KM": T1GD, "T1 post KM": T1GD, "T1 con contraste": T1GD,
    "T1 poscontraste": T1GD, "T1 + CIV": T1GD, "T1 con gadolinio": T1GD, "T1 tras gadolinio": T1GD,
    "T1 injecté": T1GD, "T1 après injection": T1GD, "T1 Gado": T1GD, "T1 avec gado": T1GD,
    "T1 com contraste": T1GD, "T1 pós-contraste": T1GD, "T1 pos gd": T1GD, "T1 dopo mdc": T1GD,
    "T1 con mdc": T1GD, "T1 post mdc": T1GD, "MPRAGE +Gd": T1GD, "BRAVO post contrast": T1GD,
    "t1_post op +C": T1GD, "T1 c/c": T1GD,
    "t2_tse_tra": T2, "AX T2 FSE": T2, "T2W_TSE": T2, "T2 axial": T2, "Axial T2 Propeller": T2,
    "FLAIR": FLAIR, "t2_tirm_tra_dark-fluid": FLAIR, "T2 FLAIR axial": FLAIR, "3D_FLAIR": FLAIR,
    "T2W_FLAIR": FLAIR, "FLAIR axial con contraste": FLAIR, "t2_spc_flair_sag": FLAIR,
    "AX FLAIR POST": FLAIR, "t2flair": FLAIR, "FLAIR_LongTR": FLAIR,
}  # fmt: skip


@pytest.mark.parametrize(("description", "modality"), WORDS.items())
def test_names_in_six_languages(description, modality):
    found = recognise([one(description, T1 if modality is T1GD else modality)])
    assert list(found.chosen) == [modality]
    assert found.chosen[modality].confidence > 0.7
    without = recognise([one(description)])
    assert list(without.chosen) == [modality]
    assert without.chosen[modality].confidence < found.chosen[modality].confidence


@pytest.mark.parametrize("kind", [T1, T2, FLAIR])
def test_physics_alone_tells_with_less_confidence(kind):
    found = recognise([one("series", kind)])
    assert list(found.chosen) == [kind]
    assert SURE <= found.chosen[kind].confidence <= 0.7
    assert "TR" in found.chosen[kind].reason


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({"tr_ms": 2300.0, "te_ms": 2.98, "ti_ms": 900.0, "scanning_sequence": ("GR", "IR")}, T1),
        ({"tr_ms": 7.9, "te_ms": 3.0, "ti_ms": 450.0, "scanning_sequence": ("GR",)}, T1),
        ({"tr_ms": 2500.0, "te_ms": 12.0, "ti_ms": 860.0, "scanning_sequence": ("SE", "IR")}, T1),
        ({"tr_ms": 5000.0, "te_ms": 388.0, "ti_ms": 1800.0, "scanning_sequence": ("SE", "IR")},
         FLAIR),
        ({"tr_ms": 3200.0, "te_ms": 408.0, "scanning_sequence": ("SE",)}, T2),
        ({"contrast": "FLUID_ATTENUATED"}, FLAIR),
        ({"tr_ms": 3000.0, "te_ms": 20.0, "scanning_sequence": ("SE",)}, None),  # proton density
        ({"tr_ms": 700.0, "te_ms": 25.0, "scanning_sequence": ("GR",)}, None),  # T2*
        ({"tr_ms": 28.0, "te_ms": 20.0, "scanning_sequence": ("GR",)}, None),  # susceptibility
        ({"tr_ms": 4000.0, "te_ms": 60.0, "ti_ms": 150.0, "scanning_sequence": ("SE", "IR")},
         None),  # short inversion
        ({"tr_ms": 5.6, "te_ms": 2.0, "flip_degrees": 60.0, "sequence_variant": ("SS",),
          "scanning_sequence": ("GR",)}, None),  # balanced
        ({}, None),
    ],
)  # fmt: skip
def test_physics(facts, kind):
    found = recognise([one("x", **facts)])
    assert list(found.chosen) == ([] if kind is None else [kind])
    assert bool(found.unknown) == (kind is None)


@pytest.mark.parametrize(("said", "kind"), [("T2 tse", T1), ("FLAIR", T2), ("T1 se", FLAIR)])
def test_words_against_physics_are_a_doubt_and_no_guess(said, kind):
    found = recognise([one(said, kind)])
    assert not found.chosen
    (reason,) = found.doubts.values()
    assert "says otherwise" in reason


@pytest.mark.parametrize("description", ["sag fiesta", "CISS 3D", "t2 trufi", "STIR cor"])
def test_what_is_none_of_the_four_is_unknown(description):
    found = recognise([one(description, T2)])
    assert not found.chosen
    assert found.unknown[0][1].startswith("Its name holds")


def test_the_agent_tells_where_words_do_not():
    found = recognise([
        one("t1_se", T1, 3, acquired_s=100.0),
        one("t1_se", T1, 6, acquired_s=900.0, contrast_agent="Gadovist"),
    ])  # fmt: skip
    assert numbers(found) == {T1: 3, T1GD: 6}
    assert "Gadovist" in found.chosen[T1GD].reason


def test_an_agent_on_the_whole_examination_is_overruled_by_words():
    found = recognise([
        one("t1 pre", T1, 3, acquired_s=100.0, contrast_agent="GD"),
        one("t1 post", T1, 6, acquired_s=900.0, contrast_agent="GD"),
    ])  # fmt: skip
    assert numbers(found) == {T1: 3, T1GD: 6}
    found = recognise([
        one("t1 pre", T1, 3, acquired_s=100.0, contrast_agent="GD"),
        one("t1", T1, 6, acquired_s=900.0, contrast_agent="GD"),
    ])  # fmt: skip
    assert numbers(found) == {T1: 3, T1GD: 6}


def test_an_agent_before_a_series_without_is_a_doubt():
    found = recognise([
        one("t1", T1, 3, acquired_s=100.0, contrast_agent="GD"),
        one("t1 sin contraste", T1, 4, acquired_s=300.0),
    ])  # fmt: skip
    assert numbers(found) == {T1: 4}
    assert all(c.confidence < SURE for c in found.candidates[T1] if c.series.facts.number == 3)


def test_what_comes_after_contrast_has_it():
    found = recognise([
        one("t1 axial", T1, 3, acquired_s=100.0),
        one("t1 axial gd", T1, 6, acquired_s=900.0),
        one("t1 mprage", T1, 7, acquired_s=1000.0, step_mm=1.0, thickness_mm=1.0),
    ])  # fmt: skip
    assert numbers(found) == {T1: 3, T1GD: 7}


def test_two_t1_without_a_word_or_an_agent_are_ambiguous():
    found = recognise([one("t1", T1, 3, acquired_s=100.0), one("t1", T1, 6, acquired_s=900.0)])
    assert numbers(found) == {T1: 3}
    assert "Series 6" in found.doubts[T1GD]
    assert "with or without" in found.doubts[T1GD]


def test_two_t1_without_times_choose_none():
    found = recognise([one("t1", T1, 3), one("t1", T1, 6)])
    assert T1GD not in found.chosen
    assert T1GD in found.doubts


def test_all_t1_with_an_agent_leave_the_first_in_doubt():
    found = recognise([
        one("t1", T1, 3, acquired_s=100.0, contrast_agent="GD"),
        one("t1", T1, 6, acquired_s=900.0, contrast_agent="GD"),
    ])  # fmt: skip
    assert numbers(found) == {T1GD: 6}
    assert T1 in found.doubts


def test_the_finest_that_covers_the_head_is_chosen():
    found = recognise([
        one("t2 tra", T2, 1),
        one("t2 space", T2, 2, step_mm=1.0, thickness_mm=1.0, coverage_mm=170.0),
        one("t2 fine slab", T2, 3, spacing_mm=(0.3, 0.3), step_mm=0.5, thickness_mm=0.5,
            coverage_mm=75.0),
        one("t2 cor MPR", T2, 4, spacing_mm=(0.8, 0.8), step_mm=1.0, thickness_mm=1.0,
            coverage_mm=170.0, image_type=("DERIVED", "SECONDARY", "MPR")),
    ])  # fmt: skip
    assert numbers(found) == {T2: 2}
    assert [c.series.facts.number for c in found.candidates[T2]][-1] == 3
    assert "best by coverage and resolution" in found.chosen[T2].reason


def test_of_equals_the_later_is_taken_and_said():
    found = recognise([
        one("t2", T2, 1, acquired_s=10.0), one("t2", T2, 2, acquired_s=500.0),
    ])  # fmt: skip
    assert numbers(found) == {T2: 2}
    assert "latest of equals" in found.chosen[T2].reason


def test_series_set_aside_are_passed_over_and_studies_never_mix():
    bad = replace(one("FLAIR", FLAIR), verdict=Verdict(SetAside.GEOMETRY, "No grid."))
    assert not recognise([bad]).chosen
    with pytest.raises(ReadingError, match="several patients or studies"):
        recognise([one("t1"), replace(one("t2"), study=2)])
    with pytest.raises(ReadingError, match="several patients or studies"):
        recognise([one("t1"), replace(one("t2"), patient=2)])


@given(st.text(max_size=40), st.sampled_from([None, T1, T2, FLAIR]))
def test_any_name_gives_a_reason_and_at_most_one_sequence(description, kind):
    found = recognise([one(description, kind)])
    candidates = [c for some in found.candidates.values() for c in some]
    assert len(candidates) + len(found.unknown) == 1
    for c in candidates:
        assert 0 < c.confidence <= 1
        assert c.reason.endswith(".")


def test_surgery_is_no_contrast():
    assert wording.contrast("T1 postop") is None
    assert wording.contrast("T1 preop") is None
    assert wording.contrast("T1 post-operatorio con contraste") == (True, "con contraste")
