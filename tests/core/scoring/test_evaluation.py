"""Pairing predictions with truths, reading any label convention, scores and summaries."""

from __future__ import annotations

import csv
import io
import json

import nibabel as nib
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import LabelConventionError, ReadingError
from core.files.label_files import oedema_outermost, read_label_file
from core.labels import (
    Label,
    LabelConvention,
    Region,
    from_convention,
    possible_conventions,
    region_mask,
    to_convention,
)
from core.progress import Cancelled
from core.scoring.evaluation import COLUMNS, SUMMARISED, evaluate, score_case
from core.scoring.lesions import score_lesions
from core.scoring.metrics import score_regions
from core.studies.pairing import case_name, pair

AFFINE = np.diag([-1.0, -1.0, 2.0, 1.0])


def tumour(shift=0):
    out = np.zeros((20, 18, 16), np.uint8)
    out[3 + shift : 13 + shift, 4:14, 4:12] = Label.ED
    out[5 + shift : 11 + shift, 6:12, 5:10] = Label.ET
    out[7 + shift : 9 + shift, 8:10, 6:9] = Label.NCR
    return out


def save(path, label_map, convention=LabelConvention.BRATS2021, dtype=np.uint8, affine=AFFINE):
    path.parent.mkdir(parents=True, exist_ok=True)
    data = to_convention(label_map, convention).astype(dtype)
    nib.save(nib.Nifti1Image(data, affine), path)
    return path


@pytest.mark.parametrize(
    ("name", "case"),
    [
        ("BraTS2021_00006_seg.nii.gz", "BraTS2021_00006"),
        ("BraTS-GLI-00000-000-seg.nii.gz", "BraTS-GLI-00000-000"),
        ("sub-01_ses-1_dseg.nii.gz", "sub-01_ses-1"),
        ("case7_pred_mask.nii", "case7"),
        ("00042.nii.gz", "00042"),
    ],
)
def test_case_names_lose_their_endings(tmp_path, name, case):
    assert case_name(tmp_path / name) == case


def test_a_file_named_seg_alone_takes_its_folders_name(tmp_path):
    assert case_name(tmp_path / "patient9" / "seg.nii.gz") == "patient9"


def test_case_folders_pair_with_a_flat_folder_and_images_are_passed_over(tmp_path):
    truth, predicted = tmp_path / "cases", tmp_path / "out"
    for name in ("a_1", "b_2", "c_3"):
        save(truth / name / f"{name}_seg.nii.gz", tumour())
        save(truth / name / f"{name}_flair.nii.gz", tumour())
    a = save(predicted / "A_1.nii.gz", tumour())
    b = save(predicted / "b_2_seg.nii.gz", tumour())
    extra = save(predicted / "z.nii.gz", tumour())
    save(predicted / "b_2_seg_WT_probability.nii.gz", tumour())
    pairs = pair(predicted, truth)
    assert [(n, p) for n, p, _ in pairs.matched] == [("a_1", a), ("b_2", b)]
    assert pairs.without_truth == (extra,)
    assert [p.name for p in pairs.without_prediction] == ["c_3_seg.nii.gz"]


def test_two_files_pair_whatever_their_names(tmp_path):
    first, second = save(tmp_path / "x.nii.gz", tumour()), save(tmp_path / "y_seg.nii", tumour())
    assert pair(first, second).matched == (("y", first, second),)


def test_what_cannot_pair_is_said(tmp_path):
    one = save(tmp_path / "one" / "a.nii.gz", tumour())
    save(tmp_path / "two" / "b.nii.gz", tumour())
    (tmp_path / "empty").mkdir()
    with pytest.raises(ReadingError, match="no such"):
        pair(tmp_path / "nowhere", one)
    with pytest.raises(ReadingError, match="one is a file and the other a folder"):
        pair(one, tmp_path / "two")
    with pytest.raises(ReadingError, match=r"first names a, the second b"):
        pair(tmp_path / "one", tmp_path / "two")
    with pytest.raises(ReadingError, match="no label map"):
        pair(tmp_path / "empty", tmp_path / "two")
    save(tmp_path / "one" / "a_seg.nii.gz", tumour())
    with pytest.raises(ReadingError, match=r"both a.nii.gz and a_seg.nii.gz"):
        pair(tmp_path / "one", tmp_path / "two")


@pytest.mark.parametrize("dtype", [np.uint8, np.int16, np.float32])
@pytest.mark.parametrize("convention", [LabelConvention.BRATS2021, LabelConvention.BRATS2023])
def test_both_brats_conventions_are_told_from_the_values(tmp_path, convention, dtype):
    read = read_label_file(save(tmp_path / "a.nii.gz", tumour(), convention, dtype))
    np.testing.assert_array_equal(read.label_map, tumour())
    assert read.convention is convention
    assert read.ambiguous is (convention is LabelConvention.BRATS2023)


@pytest.mark.parametrize(
    ("numbers", "ambiguous", "certain"),
    [
        ((), False, False),
        ((3,), False, False),
        ((4,), False, True),
        ((1,), True, False),
        ((2,), True, False),
        ((1, 2), True, False),
        ((1, 3), True, False),
        ((1, 2, 3), True, False),
        ((1, 2, 4), False, True),
    ],
)
def test_numbers_are_ambiguous_where_another_convention_means_something_else(
    tmp_path, numbers, ambiguous, certain
):
    data = np.zeros((8, 8, 8), np.uint8)
    data[: len(numbers), 0, 0] = numbers
    nib.save(nib.Nifti1Image(data, AFFINE), tmp_path / "a.nii.gz")
    read = read_label_file(tmp_path / "a.nii.gz")
    assert (read.ambiguous, read.certain) == (ambiguous, certain)
    for convention in possible_conventions(numbers):
        named = read_label_file(tmp_path / "a.nii.gz", convention)
        assert (named.ambiguous, named.certain) == (False, True)


def test_where_oedema_lies_tells_the_decathlon_from_brats(tmp_path):
    assert oedema_outermost(tumour()) is True
    exchanged = from_convention(tumour(), LabelConvention.DECATHLON)
    assert oedema_outermost(exchanged) is False
    assert oedema_outermost(np.zeros((5, 5, 5), np.uint8)) is None
    assert oedema_outermost(np.where(tumour() == Label.NCR, 0, tumour())) is None


def test_oedema_lies_outermost_in_every_real_case(cases_dir):
    for path in sorted(cases_dir.glob("*/*seg.nii*"))[::5]:
        assert oedema_outermost(read_label_file(path).label_map) is True


def test_one_four_settles_what_the_numbers_of_a_set_mean(tmp_path):
    for side in ("p", "t"):
        for name, label_map in (("a", tumour()), ("b", np.minimum(tumour(), 2))):
            save(tmp_path / side / f"{name}.nii.gz", label_map)
    result = evaluate(pair(tmp_path / "p", tmp_path / "t"))
    assert not any(n.ambiguous for n in result.truth_numbers.values())
    (tmp_path / "t" / "a.nii.gz").unlink()
    save(tmp_path / "t" / "a.nii.gz", np.zeros_like(tumour()))
    result = evaluate(pair(tmp_path / "p", tmp_path / "t"))
    assert {name: n.ambiguous for name, n in result.truth_numbers.items()} == {
        "a": False,
        "b": True,
    }


@pytest.mark.parametrize("stored", [np.uint8, np.int16])
def test_a_label_map_that_a_header_scales_is_read_as_labels(tmp_path, stored):
    header = nib.Nifti1Header()
    header.set_data_dtype(stored)
    values = to_convention(tumour(), LabelConvention.BRATS2021).astype(float)
    nib.save(nib.Nifti1Image(values, AFFINE, header), tmp_path / "scaled.nii.gz")
    assert (np.asarray(nib.load(tmp_path / "scaled.nii.gz").dataobj) != values).any()
    read = read_label_file(tmp_path / "scaled.nii.gz")
    np.testing.assert_array_equal(read.label_map, tumour())
    assert read.convention is LabelConvention.BRATS2021


def test_decathlon_must_be_named(tmp_path):
    path = save(tmp_path / "a.nii.gz", tumour(), LabelConvention.DECATHLON)
    assert (read_label_file(path).label_map != tumour()).any()
    named = read_label_file(path, LabelConvention.DECATHLON)
    np.testing.assert_array_equal(named.label_map, tumour())
    assert not named.ambiguous


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (np.array([0, 1, 2, 3, 4]), "resection cavity"),
        (np.array([0, 0.5, 1]), "whole numbers"),
        (np.linspace(0, 1, 500), "500 different values"),
        (np.array([0, np.nan, 1]), "whole numbers"),
    ],
)
def test_files_that_are_no_label_map_are_refused_by_name(tmp_path, values, sentence):
    data = np.resize(values.astype(np.float32), (10, 10, 10))
    nib.save(nib.Nifti1Image(data, AFFINE), tmp_path / "odd.nii.gz")
    with pytest.raises(LabelConventionError, match=sentence) as caught:
        read_label_file(tmp_path / "odd.nii.gz")
    assert "odd.nii.gz" in str(caught.value)


def test_scores_are_those_of_the_metrics():
    case = score_case("a", tumour(1), tumour(), (1.0, 1.0, 2.0))
    whole = score_regions(tumour(1), tumour(), (1.0, 1.0, 2.0))
    for region in Region:
        masks = region_mask(tumour(1), region), region_mask(tumour(), region)
        lesions = score_lesions(*masks, (1.0, 1.0, 2.0))
        scores = case.regions[region]
        assert (scores.dice, scores.hd95_mm) == (whole[region].dice, whole[region].hd95_mm)
        assert scores.lesion_dice == lesions.dice
        assert scores.lesion_hd95_mm == lesions.hd95_mm
    assert case.regions[Region.WT].truth_ml == pytest.approx(10 * 10 * 8 * 2 / 1000)


def test_evaluation_scores_summarises_and_reports_what_failed(tmp_path):
    truth, predicted = tmp_path / "truth", tmp_path / "predicted"
    for name in ("good", "shifted", "elsewhere", "missing"):
        save(truth / f"{name}.nii.gz", tumour())
    save(predicted / "good.nii.gz", tumour(), LabelConvention.BRATS2023)
    save(predicted / "shifted.nii.gz", tumour(2))
    moved = AFFINE.copy()
    moved[0, 3] = 5.0
    save(predicted / "elsewhere.nii.gz", tumour(), affine=moved)
    result = evaluate(pair(predicted, truth))
    assert [c.name for c in result.cases] == ["good", "shifted"]
    assert set(result.failures) == {"elsewhere"}
    assert "5.0 mm apart" in result.failures["elsewhere"]
    second = result.cases[1].regions[Region.WT].dice
    summary = result.summary()
    assert summary[Region.WT]["dice"]["mean"] == pytest.approx((1 + second) / 2)
    assert summary[Region.WT]["dice"]["median"] == pytest.approx((1 + second) / 2)
    assert set(summary[Region.ET]) == set(SUMMARISED)
    assert json.loads(json.dumps(result.to_dict()))["cases"][0]["regions"]["WT"]["dice"] == 1.0
    rows = list(csv.DictReader(io.StringIO(result.to_csv())))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == 6
    assert float(rows[3]["dice"]) == pytest.approx(second)


def test_volumes_on_a_sheared_grid_are_the_determinant_times_the_count(tmp_path):
    sheared = AFFINE.copy()
    sheared[0, 1] = np.tan(np.radians(20))
    first = save(tmp_path / "p.nii.gz", tumour(), affine=sheared)
    (case,) = evaluate(pair(first, save(tmp_path / "t.nii.gz", tumour(), affine=sheared))).cases
    for region, scores in case.regions.items():
        ml = np.count_nonzero(region_mask(tumour(), region)) * 2 / 1000
        assert scores.truth_ml == pytest.approx(ml)
        assert scores.predicted_ml == pytest.approx(ml)


@given(st.permutations(range(3)), st.tuples(*[st.sampled_from([1, -1])] * 3))
def test_a_prediction_stored_along_other_axes_is_turned(tmp_path_factory, order, flips):
    folder = tmp_path_factory.mktemp("turned")
    turn = np.column_stack([order, flips]).astype(float)
    label_map = tumour()
    data = nib.orientations.apply_orientation(
        to_convention(label_map, LabelConvention.BRATS2021), turn
    )
    affine = AFFINE @ nib.orientations.inv_ornt_aff(turn, label_map.shape)
    nib.save(nib.Nifti1Image(data, affine), folder / "p.nii.gz")
    truth = save(folder / "t.nii.gz", label_map)
    result = evaluate(pair(folder / "p.nii.gz", truth))
    assert result.failures == {}
    assert [s.dice for s in result.cases[0].regions.values()] == [1.0] * 3


def test_a_shape_mismatch_names_both_files(tmp_path):
    first = save(tmp_path / "p.nii.gz", tumour()[:, :, 1:])
    result = evaluate(pair(first, save(tmp_path / "t.nii.gz", tumour())))
    assert not result.cases
    assert result.summary() == {}
    assert "(20, 18, 15) and (20, 18, 16)" in result.failures["t"]


def test_what_nobody_foresaw_is_one_cases_failure(tmp_path, monkeypatch):
    from core.scoring import evaluation

    for side in ("p", "t"):
        for name in ("a", "b"):
            save(tmp_path / side / f"{name}.nii.gz", tumour())

    def read(path, convention=None):
        if path.name.startswith("a"):
            raise KeyError("something odd")
        return read_label_file(path, convention)

    monkeypatch.setattr(evaluation, "read_label_file", read)
    result = evaluate(pair(tmp_path / "p", tmp_path / "t"))
    assert [case.name for case in result.cases] == ["b"]
    assert "KeyError: 'something odd'" in result.failures["a"]


def test_cancelling_stops_between_cases(tmp_path):
    for side in ("p", "t"):
        for name in ("a", "b"):
            save(tmp_path / side / f"{name}.nii.gz", tumour())

    def cancel_at_second(done, total, text):
        if done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        evaluate(pair(tmp_path / "p", tmp_path / "t"), progress=cancel_at_second)
