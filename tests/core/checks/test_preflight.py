"""The pre-flight check: each finding provoked, and none where nothing is wrong."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import nibabel as nib
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.checks.contents import check_contents
from core.checks.grids import describe_grid
from core.checks.preflight import Checked, Finding, Severity, check, refused
from core.checks.sequence_order import MARGIN, measure_order
from core.opening.reading import find_studies, find_study, read_volumes
from core.phantom.phantom import demo_study
from core.space.affine import GRID_TOLERANCE_MM, Grid
from core.studies.study import Modality, Study, Volume
from tests.conftest import LPS, brain_arrays

T1, T1GD, T2, FLAIR = Modality
REFUSED, REPAIRED, WARNED = Severity


@pytest.fixture(scope="session")
def demo() -> Study:
    """A whole synthetic brain at 2 mm: nothing is wrong with it."""
    return demo_study(shape=(120, 120, 78), spacing_mm=2.0)[0]


@pytest.fixture
def volumes(demo) -> dict[Modality, Volume]:
    return dict(demo.volumes)


def toy(affine=LPS) -> dict[Modality, Volume]:
    return {m: Volume(data, np.array(affine)) for m, data in brain_arrays().items()}


def codes(checked: Checked, severity: Severity | None = None) -> list[str]:
    return [f.code for f in checked.findings if severity in (None, f.severity)]


def only(checked: Checked, code: str) -> Finding:
    (finding,) = [f for f in checked.findings if f.code == code]
    return finding


def with_data(volume: Volume, data) -> Volume:
    return replace(volume, data=np.asarray(data))


# Nothing wrong


def test_a_sound_study_passes_unchanged(volumes):
    checked = check(volumes, "demo")
    assert checked.findings == ()
    assert checked.study is not None
    assert checked.study.name == "demo"
    for modality, volume in checked.study.volumes.items():
        assert volume is volumes[modality]


def test_the_order_given_does_not_matter(volumes):
    backwards = dict(reversed(volumes.items()))
    study = check(backwards, "demo").study
    assert study is not None
    assert list(study.volumes) == list(Modality)


# Contents


@pytest.mark.parametrize(("value", "code"), [(0, "all_zero"), (7, "constant")])
def test_nothing_to_see(volumes, value, code):
    volumes[T2] = with_data(volumes[T2], np.full_like(volumes[T2].data, value))
    checked = check(volumes, "x")
    assert checked.study is None
    finding = only(checked, code)
    assert finding.severity is REFUSED
    assert finding.modality is T2
    assert finding.values == {"value": value}
    assert "T2" in finding.text


def test_a_single_bright_voxel_is_not_constant(volumes):
    data = np.zeros_like(volumes[T2].data)
    data[1, 2, 3] = 5
    volumes[T2] = with_data(volumes[T2], data)
    finding = only(check(volumes, "x"), "few_values")
    assert finding.text.startswith("T2 holds only the value 5 beside 0")


def labels_of(volume: Volume, count: int) -> Volume:
    """As many labels as are asked for, each in a few voxels of the brain."""
    data = np.zeros(volume.data.shape, np.uint8)
    data[10 : 10 + count, 20:40, 20:40] = 1 + np.arange(count, dtype=np.uint8)[:, None, None]
    return with_data(volume, data)


def test_a_label_map_under_a_sequences_name_is_refused(volumes):
    path = Path("scans/case_t1ce.nii.gz")
    checked = check({**volumes, T1GD: replace(labels_of(volumes[T1GD], 4), path=path)}, "x")
    assert checked.study is None
    finding = only(checked, "few_values")
    assert finding.severity is REFUSED
    assert finding.values == {"count": 4, "file": "case_t1ce.nii.gz"}
    assert finding.text.startswith("T1Gd (case_t1ce.nii.gz) holds only 4 different values beside 0")
    assert finding.text.endswith("Choose the scan.")


@pytest.mark.parametrize(("count", "refuses"), [(16, True), (17, False)])
def test_how_few_values_are_too_few(volumes, count, refuses):
    checked = check({**volumes, T2: labels_of(volumes[T2], count)}, "x")
    assert ("few_values" in codes(checked)) == refuses


def test_a_label_map_that_a_header_scales_is_one_all_the_same(volumes):
    scaled = labels_of(volumes[T2], 4).data * np.float32(1.0000153) - np.float32(2.4e-7)
    finding = only(check({**volumes, T2: with_data(volumes[T2], scaled)}, "x"), "few_values")
    assert finding.values["count"] == 4


def test_few_values_that_are_not_whole_are_no_labels(volumes):
    data = labels_of(volumes[T2], 4).data * np.float32(0.3)
    assert "few_values" not in codes(check({**volumes, T2: with_data(volumes[T2], data)}, "x"))


def test_no_real_sequence_is_taken_for_a_label_map(cases_dir):
    files = find_study(find_studies(cases_dir)[0]).files
    volumes = read_volumes({m: hit.path for m, hit in files.items()})
    assert codes(check(volumes, "x"), REFUSED) == []


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_one_bad_voxel_in_the_brain_refuses(volumes, value):
    data = volumes[T1].data.astype(np.float32)
    data[tuple(n // 2 for n in data.shape)] = value
    checked = check({**volumes, T1: with_data(volumes[T1], data)}, "x")
    assert checked.study is None
    finding = only(checked, "not_numbers")
    assert finding.severity is REFUSED
    assert finding.values["count"] == 1


def test_all_nan_refuses(volumes):
    data = np.full(volumes[T1].data.shape, np.nan, np.float32)
    assert "not_numbers" in codes(
        check({**volumes, T1: with_data(volumes[T1], data)}, "x"), REFUSED
    )


def test_bad_voxels_outside_are_mended(volumes):
    data = volumes[T1].data.astype(np.float32)
    data[:2] = np.nan
    checked = check({**volumes, T1: with_data(volumes[T1], data)}, "x")
    assert codes(checked) == ["not_numbers_outside"]
    assert only(checked, "not_numbers_outside").severity is REPAIRED
    assert checked.study is not None
    np.testing.assert_array_equal(checked.study.volumes[T1].data, volumes[T1].data)
    assert np.isnan(data[0]).all()  # what was given is not changed


def test_a_background_of_nan_is_mended(volumes):
    data = volumes[T1].data.astype(np.float32)
    data[data == 0] = np.nan
    checked = check({**volumes, T1: with_data(volumes[T1], data)}, "x")
    assert codes(checked) == ["not_numbers_outside"]
    assert checked.study is not None
    np.testing.assert_array_equal(checked.study.volumes[T1].data, volumes[T1].data)


@pytest.mark.parametrize("mark", [np.nan, np.inf, -np.inf])
@given(pockets=st.lists(st.tuples(*[st.integers(-9, 9)] * 3), min_size=1, max_size=9))
def test_pockets_of_the_background_in_the_head_are_mended_with_it(mark, pockets):
    volumes = toy()
    data = volumes[T1].data.astype(np.float32)
    for place in pockets:
        centre = np.add(place, np.array(data.shape) // 2) if max(map(abs, place)) < 6 else (0, 0, 0)
        data[tuple(centre)] = 0
    empty = data == 0
    given_ = with_data(volumes[T1], np.where(empty, np.float32(mark), data))
    mended, findings = check_contents(T1, given_)
    (finding,) = findings
    assert finding.code == "not_numbers_outside"
    assert finding.severity is REPAIRED
    assert finding.values["count"] == np.count_nonzero(empty)
    assert finding.values["enclosed"] == np.count_nonzero(empty & (volumes[T1].data > 0))
    np.testing.assert_array_equal(mended.data, data)


def test_the_count_of_a_refusal_is_of_the_head_alone(volumes):
    data = volumes[T1].data.astype(np.float32)
    data[:3] = np.nan
    centre = tuple(n // 2 for n in data.shape)
    data[centre] = np.nan
    checked = check({**volumes, T1: with_data(volumes[T1], data)}, "x")
    finding = only(checked, "not_numbers")
    assert finding.values["count"] == 1
    assert "in 1 of its voxels" in finding.text
    # Another kind of no number than the background's is none of it.
    data = np.where(volumes[T1].data == 0, np.float32(np.nan), volumes[T1].data)
    data[centre] = np.inf
    finding = only(check({**volumes, T1: with_data(volumes[T1], data)}, "x"), "not_numbers")
    assert finding.values["count"] == 1


def test_a_pocket_of_a_seventh_of_the_head_is_no_background():
    volumes = toy()
    data = np.where(volumes[T1].data == 0, np.float32(np.nan), volumes[T1].data)
    data[10:22, 12:24, 9:19] = np.nan
    finding = only(check({**volumes, T1: with_data(volumes[T1], data)}, "x"), "not_numbers")
    assert finding.values["count"] == 12 * 12 * 10


def test_a_study_normalised_before_has_its_background_lowered(volumes):
    data = volumes[T1].data.astype(np.float32)
    brain = data > 0
    data[brain] = (data[brain] - data[brain].mean()) / data[brain].std()
    checked = check({**volumes, T1: with_data(volumes[T1], data)}, "x")
    assert codes(checked) == ["background_lowered"]
    assert checked.study is not None
    mended = checked.study.volumes[T1].data
    np.testing.assert_array_equal(mended[brain], data[brain])
    assert (mended[~brain] == data.min()).all()


@pytest.mark.parametrize("size", [1e-100, 1e-38, 1e-12, 1e-8, 1e14, 1e35, 1e100])
def test_values_of_any_size_come_to_a_usual_one(volumes, size):
    small = {m: with_data(v, v.data.astype(np.float64) * size) for m, v in volumes.items()}
    if 1e-37 < size < 1e34:
        small = {m: with_data(v, v.data.astype(np.float32)) for m, v in small.items()}
    checked = check(small, "x")
    assert codes(checked) == ["rescaled"] * 4
    for modality, volume in checked.study.volumes.items():
        assert volume.data.dtype == np.float32
        assert 1e3 <= volume.data.max() < 2e4
        np.testing.assert_allclose(
            volume.data / volume.data.max(), volumes[modality].data / volumes[modality].data.max(),
            atol=1e-6,
        )  # fmt: skip


@pytest.mark.parametrize("size", [1e-2, 1.0, 1e6])
def test_a_usual_size_is_left_alone(volumes, size):
    volumes[T2] = with_data(volumes[T2], volumes[T2].data.astype(np.float32) * np.float32(size))
    assert check(volumes, "x").findings == ()


def test_a_mask_with_noise_under_a_sequences_name_shows_nothing(volumes):
    noise = np.random.default_rng(0).normal(0, 1e-4, volumes[T2].data.shape)
    data = np.where(volumes[T2].data > 0, 1 + noise, 0).astype(np.float32)
    finding = only(check({**volumes, T2: with_data(volumes[T2], data)}, "x"), "no_contrast")
    assert finding.severity is WARNED
    assert finding.modality is T2


# The same twice


def test_same_voxels(volumes):
    volumes[T1GD] = with_data(volumes[T1], volumes[T1].data.copy())
    checked = check(volumes, "x")
    assert checked.study is None
    finding = only(checked, "same_voxels")
    assert finding.values == {"first": "T1", "second": "T1Gd"}


def test_same_file(volumes):
    volumes[T1GD] = volumes[T1] = replace(volumes[T1], path=Path("/p/t1.nii.gz"))
    finding = only(check(volumes, "x"), "same_file")
    assert finding.severity is REFUSED
    assert "t1.nii.gz" in finding.text


def test_one_voxel_makes_a_difference(volumes):
    data = volumes[T1].data.copy()
    data[1, 1, 1] += 1
    volumes[T1GD] = with_data(volumes[T1], data)
    assert not refused(check(volumes, "x").findings)


# One grid


@pytest.mark.parametrize("shift", [0.0, 0.5 * GRID_TOLERANCE_MM])
def test_within_the_tolerance_nothing_is_said(volumes, shift):
    affine = volumes[T2].affine.copy()
    affine[0, 3] += shift
    volumes[T2] = replace(volumes[T2], affine=affine)
    assert check(volumes, "x").findings == ()


def test_a_small_shift_is_taken_for_rounding(volumes):
    affine = volumes[T2].affine.copy()
    affine[0, 3] += 0.4
    volumes[T2] = replace(volumes[T2], affine=affine)
    checked = check(volumes, "x")
    assert codes(checked) == ["small_shift"]
    assert only(checked, "small_shift").values["mm"] == pytest.approx(0.4)
    assert checked.study is not None
    np.testing.assert_array_equal(checked.study.volumes[T2].affine, volumes[T1].affine)


def test_a_larger_shift_is_refused(volumes):
    affine = volumes[T2].affine.copy()
    affine[2, 3] += 3
    checked = check({**volumes, T2: replace(volumes[T2], affine=affine)}, "x")
    assert codes(checked, REFUSED) == ["shifted"]
    assert "3.0 mm apart" in only(checked, "shifted").text


def test_another_shape_is_refused_with_both_grids(volumes):
    volumes[FLAIR] = with_data(volumes[FLAIR], volumes[FLAIR].data[:-1])
    finding = only(check(volumes, "x"), "different_grid")
    assert finding.severity is REFUSED
    assert "(FLAIR: 119 × 120 × 78 voxels; T1: 120 × 120 × 78 voxels)" in finding.text


def test_a_grids_own_spacing_axes_and_tilt_are_told_where_they_differ():
    straight = Grid((9, 8, 6), np.diag([-1.0, -1.0, 5.5, 1.0]))
    angle = np.radians(17)
    turn = [[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]
    tilted = np.diag([1.0, -1.0, 3.0, 1.0])
    tilted[1:3, 1:3] = turn @ tilted[1:3, 1:3]
    other = Grid((8, 9, 6), tilted)
    assert describe_grid(other, straight) == "8 × 9 × 6 voxels of 1 × 1 × 3 mm, RPS, tilted 17°"
    assert describe_grid(straight, other) == "9 × 8 × 6 voxels of 1 × 1 × 5.5 mm, LPS, tilted 0°"
    assert describe_grid(other, other) == "8 × 9 × 6 voxels"


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_a_flipped_affine_is_refused(volumes, axis):
    affine = volumes[FLAIR].affine.copy()
    affine[:, axis] *= -1
    checked = check({**volumes, FLAIR: replace(volumes[FLAIR], affine=affine)}, "x")
    assert checked.study is None
    finding = only(checked, "flipped")
    assert finding.modality is FLAIR
    assert finding.values["reference"] == "T1"


@given(
    order=st.permutations(range(3)),
    flips=st.tuples(*[st.sampled_from([1, -1])] * 3),
)
def test_other_storage_of_the_same_place_is_turned_exactly(order, flips):
    given_ = toy(np.diag([-1.0, -1.5, 2.0, 1.0]))
    turn = np.column_stack([order, flips]).astype(float)
    data = nib.orientations.apply_orientation(given_[T2].data, turn)
    affine = given_[T2].affine @ nib.orientations.inv_ornt_aff(turn, given_[T2].data.shape)
    checked = check({**given_, T2: Volume(data, affine)}, "x")
    assert checked.study is not None
    turned = checked.study.volumes[T2]
    np.testing.assert_array_equal(turned.data, given_[T2].data)
    np.testing.assert_array_equal(turned.affine, given_[T1].affine)
    same = list(order) == [0, 1, 2] and set(flips) == {1}
    assert ("reoriented" in codes(checked, REPAIRED)) is not same


# Spacing, tilt, headers


@pytest.mark.parametrize(
    ("spacing", "code", "severity"),
    [
        ((1, 1, 5.5), "thick_slices", WARNED),
        ((0.5, 0.5, 2), "anisotropic", WARNED),
        ((0.001, 0.001, 0.001), "absurd_spacing", REFUSED),
        ((1000, 1000, 1000), "absurd_spacing", REFUSED),
        ((1, 1, 12), "absurd_spacing", REFUSED),
    ],
)
def test_spacing(spacing, code, severity):
    checked = check(toy(np.diag([*spacing, 1.0])), "x")
    finding = only(checked, code)
    assert finding.severity is severity
    assert (checked.study is None) is (severity is REFUSED)


def test_cubes_of_a_millimetre_and_fewer_pass():
    for size in (0.5, 1.0, 2.0):
        checked = check(toy(np.diag([size, size, size, 1.0])), "x")
        assert not {"thick_slices", "anisotropic", "absurd_spacing"} & set(codes(checked))


@pytest.mark.parametrize(("degrees", "said"), [(3, False), (20, True)])
def test_tilt(degrees, said):
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    affine = np.array([[1, 0, 0, 0], [0, c, -s, 0], [0, s, c, 0], [0, 0, 0, 1.0]])
    assert ("oblique" in codes(check(toy(affine), "x"), WARNED)) is said


@pytest.mark.parametrize(("degrees", "said"), [(0.5, False), (20, True)])
def test_shear(degrees, said):
    affine = np.diag([-1.0, -1.0, 1.0, 1.0])
    affine[0, 2] = np.tan(np.radians(degrees))
    checked = check(toy(affine), "x")
    assert ("sheared" in codes(checked, WARNED)) is said
    assert checked.study is not None


def placed(volume: Volume, qform=None, sform=None) -> Volume:
    header = nib.Nifti1Header()
    header.set_qform(qform, 0 if qform is None else 1)
    header.set_sform(sform, 0 if sform is None else 1)
    return replace(volume, header=header, path=Path("/p/x.nii"))


def test_a_file_that_does_not_say_left_from_right(volumes):
    volumes = {m: placed(v) for m, v in volumes.items()}
    checked = check(volumes, "x")
    assert codes(checked) == ["no_orientation"]
    assert only(checked, "no_orientation").values["sequences"] == "T1, T1Gd, T2, FLAIR"


def test_two_places_in_one_header(volumes):
    affine = volumes[T1].affine
    moved = affine.copy()
    moved[0, 3] += 12
    volumes[T1] = placed(volumes[T1], qform=moved, sform=affine)
    checked = check(volumes, "x")
    assert codes(checked) == ["two_affines"]
    assert only(checked, "two_affines").values["mm"] == pytest.approx(12)
    volumes[T1] = placed(volumes[T1], qform=affine, sform=affine)
    assert check(volumes, "x").findings == ()


def test_another_unit_is_told(volumes):
    volumes[T1] = placed(volumes[T1], sform=volumes[T1].affine)
    volumes[T1].header["xyzt_units"] = 1
    checked = check(volumes, "x")
    assert codes(checked, REPAIRED) == ["other_unit"]
    assert only(checked, "other_unit").values["unit"] == "metres"


# The head


def test_a_skull_is_noticed(volumes):
    rng = np.random.default_rng(0)
    axes = np.meshgrid(*[np.linspace(-1.1, 1.1, n) for n in volumes[T1].data.shape], indexing="ij")
    head = sum(a**2 for a in axes) < 1
    for modality, volume in volumes.items():
        air = rng.integers(1, 6, head.shape)
        data = np.where(volume.data > 0, volume.data, np.where(head, 150, air))
        volumes[modality] = with_data(volume, data)
    checked = check(volumes, "x")
    assert "skull" in codes(checked, WARNED)
    assert "swapped" not in codes(checked)
    assert only(checked, "skull").values["ml"] > 2200


def test_air_that_was_never_masked_is_a_skull_too(volumes):
    rng = np.random.default_rng(0)
    data = volumes[T2].data
    noisy = np.where(data > 0, data, rng.integers(0, 9, data.shape))
    checked = check({**volumes, T2: with_data(volumes[T2], noisy)}, "x")
    assert only(checked, "skull").values["sequences"] == "T2"


def test_part_of_a_brain(volumes):
    part = {m: with_data(v, np.where(np.arange(78) < 30, v.data, 0)) for m, v in volumes.items()}
    checked = check(part, "x")
    assert codes(checked, WARNED) == ["part_of_brain"]


def test_a_mirrored_sequence(volumes):
    # Real outlines differ enough from side to side; the demo study's needs help.
    def lopsided(data):
        out = data.copy()
        out[:56, :, :30] = 0
        return out

    volumes = {m: with_data(v, lopsided(v.data)) for m, v in volumes.items()}
    assert "mirrored" not in codes(check(volumes, "x"))
    volumes[FLAIR] = with_data(volumes[FLAIR], volumes[FLAIR].data[::-1])
    finding = only(check(volumes, "x"), "mirrored")
    assert finding.modality is FLAIR
    assert finding.values["side"] == "left and right"


def test_upside_down(volumes):
    volumes[T2] = with_data(volumes[T2], volumes[T2].data[:, :, ::-1])
    assert only(check(volumes, "x"), "mirrored").values["side"] == "top and bottom"


def test_brains_that_do_not_cover_each_other(volumes):
    volumes[T2] = with_data(volumes[T2], np.roll(volumes[T2].data, 12, axis=0))
    finding = only(check(volumes, "x"), "brains_differ")
    assert finding.values["overlap"] < 0.9


# Exchanged sequences


@pytest.mark.parametrize(("one", "two"), list(combinations(Modality, 2)))
def test_exchanged_pairs_of_the_demo_study(volumes, one, two):
    volumes[one], volumes[two] = volumes[two], volumes[one]
    checked = check(volumes, "x")
    finding = only(checked, "swapped")
    assert finding.severity is WARNED
    assert checked.study is not None
    assert finding.text.startswith(f"{one.value} and {two.value} look exchanged.")
    assert finding.values["margin"] > MARGIN


def test_three_mixed_up(volumes):
    volumes[T1], volumes[T2], volumes[FLAIR] = volumes[T2], volumes[FLAIR], volumes[T1]
    finding = only(check(volumes, "x"), "swapped")
    assert "T1 looks like T2" in finding.text
    assert "T2 looks like FLAIR" in finding.text
    assert "FLAIR looks like T1" in finding.text


def test_the_rule_works_on_fewer_sequences(volumes):
    three = {T1: volumes[T2], T2: volumes[T1], FLAIR: volumes[FLAIR]}
    assert "swapped" in codes(check(three, "x"))
    for lacking in Modality:
        some = {m: v for m, v in volumes.items() if m is not lacking}
        assert codes(check(some, "x")) == ["sequence_absent"]
    for lacking in ((T1, T2), (T1, T1GD), (T2, T1GD)):
        some = {m: v for m, v in volumes.items() if m not in lacking}
        assert codes(check(some, "x")) == ["sequence_absent"]


def test_the_scale_of_a_scanner_does_not_matter(volumes):
    before = measure_order({m: v.data for m, v in volumes.items()})
    after = measure_order({m: v.data * (3.7 + n) for n, (m, v) in enumerate(volumes.items())})
    assert before is not None
    assert after is not None
    assert after.tail == pytest.approx(before.tail, rel=1e-3)
    assert after.correlation == pytest.approx(before.correlation, rel=1e-3)


@pytest.mark.parametrize("name", ["BraTS2021_00006", "BraTS-GLI-00000-000", "Brats18_TCIA10_628_1"])
def test_every_exchange_of_a_real_case(cases_dir, name):
    files = find_study(cases_dir / name).files
    volumes = read_volumes({m: hit.path for m, hit in files.items()})
    for one, two in combinations(Modality, 2):
        exchanged = {**volumes, one: volumes[two], two: volumes[one]}
        assert "swapped" in codes(check(exchanged, name)), (one, two)


def test_a_mirrored_real_sequence(cases_dir):
    files = find_study(find_studies(cases_dir)[0]).files
    volumes = read_volumes({m: hit.path for m, hit in files.items()})
    volumes[FLAIR] = with_data(volumes[FLAIR], volumes[FLAIR].data[::-1])
    assert only(check(volumes, "x"), "mirrored").values["side"] == "left and right"


def test_the_skull_of_a_raw_study_is_noticed(raw_dir):
    files = find_study(raw_dir / "TCGA-FG-6692").files
    checked = check(read_volumes({m: hit.path for m, hit in files.items()}), "x")
    assert codes(checked, REFUSED) == ["different_grid", "different_grid"]
    assert only(checked, "skull").values["sequences"] == "T1, T1Gd, T2, FLAIR"
    assert {"thick_slices", "oblique"} <= set(codes(checked, WARNED))


# Findings as values


def test_findings_are_sorted_and_every_sentence_ends(volumes):
    volumes[T1] = placed(volumes[T1])
    volumes[T2] = with_data(volumes[T2], np.zeros_like(volumes[T2].data))
    findings = check(volumes, "x").findings
    assert [f.severity for f in findings] == sorted(
        (f.severity for f in findings), key=list(Severity).index
    )
    assert len(findings) >= 2
    for finding in findings:
        assert finding.text.endswith(".")
        assert all(isinstance(v, str | int | float) for v in finding.values.values())


def test_the_page_of_findings_lists_every_code():
    root = Path(__file__).resolve().parents[3]
    places = [*(root / "core").rglob("*.py")]
    source = "".join(p.read_text(encoding="utf-8") for p in places)
    written = set(re.findall(r'Finding\("(\w+)"', source)) | set(
        re.findall(r'\bcode = "(\w+)"', source)
    )
    table = set(re.findall(r"^\| `(\w+)` \|", (root / "docs/CHECKS.md").read_text(), re.MULTILINE))
    assert {"flipped", "swapped", "all_zero"} <= written
    assert written | {"constant"} == table
