"""Labels, regions and file conventions."""

from __future__ import annotations

import nibabel as nib
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core.errors import LabelConventionError
from core.labels import (
    LABEL_RGB,
    TUMOUR_LABELS,
    Label,
    LabelConvention,
    Region,
    from_convention,
    labels_from_regions,
    possible_conventions,
    region_mask,
    to_convention,
    whole_numbers,
)

label_maps = arrays(np.uint8, (3, 4, 2), elements=st.integers(0, 3))


def test_of_many_unknown_values_only_the_first_are_listed():
    with pytest.raises(LabelConventionError) as caught:
        from_convention(np.arange(64), LabelConvention.BRATS2021)
    assert "the values [3, 5, 6, 7, 8, 9, …], which" in str(caught.value)
    with pytest.raises(LabelConventionError, match=r"the values \[3, 7\], which"):
        from_convention(np.array([1, 3, 7]), LabelConvention.BRATS2021)


@given(label_maps, st.sampled_from(LabelConvention))
def test_every_convention_comes_back(label_map, convention):
    assert np.array_equal(
        from_convention(to_convention(label_map, convention), convention), label_map
    )


def test_et_is_4_in_brats_2021_and_3_in_brats_2023():
    et = np.array([Label.ET], np.uint8)
    assert to_convention(et, LabelConvention.BRATS2021)[0] == 4
    assert to_convention(et, LabelConvention.BRATS2023)[0] == 3


def test_decathlon_swaps_oedema_and_necrosis():
    assert from_convention([1, 2, 3], LabelConvention.DECATHLON).tolist() == [
        Label.ED,
        Label.NCR,
        Label.ET,
    ]


def test_float_files_with_whole_numbers_are_read():
    assert from_convention(np.array([0.0, 3.0]), LabelConvention.BRATS2023).tolist() == [0, 3]


@given(
    label_maps,
    st.sampled_from(LabelConvention),
    st.sampled_from([np.uint8, np.int8, np.uint16, np.int16, np.int32]),
)
def test_labels_that_went_through_a_scaled_header_are_read(label_map, convention, stored):
    values = to_convention(label_map, convention).astype(np.float64)
    scaled = array_to_file_and_back(values, stored)
    assert np.array_equal(from_convention(scaled, convention), label_map)


def array_to_file_and_back(values, stored):
    """What nibabel leaves of floats that a header of integers scales."""
    header = nib.Nifti1Header()
    header.set_data_dtype(stored)
    content = nib.Nifti1Image(values, np.eye(4), header).to_bytes()
    return np.asarray(nib.Nifti1Image.from_bytes(content).dataobj)


@pytest.mark.parametrize(
    "values", [[0, 1e-12, 3e-12], [0, 0.004], [1, 1.02], [np.nan, 1], [np.inf]]
)
def test_what_is_not_whole_within_rounding_is_none(values):
    assert whole_numbers(np.array(values)) is None
    with pytest.raises(LabelConventionError, match="whole numbers"):
        from_convention(values, LabelConvention.BRATS2021)


@pytest.mark.parametrize("values", [[0.5], [1, 2, 3, 4], [7]])
def test_foreign_values_are_refused(values):
    with pytest.raises(LabelConventionError):
        from_convention(np.array(values), LabelConvention.BRATS2021)


def test_ambiguous_values_name_every_convention():
    assert possible_conventions([0, 1, 2]) == tuple(LabelConvention)
    assert possible_conventions([0, 1, 2, 4]) == (LabelConvention.BRATS2021,)
    assert possible_conventions([1, 2, 3, 4]) == ()


@given(label_maps)
def test_regions_nest_and_compose_the_label_map_again(label_map):
    wt, tc, et = (region_mask(label_map, r) for r in Region)
    assert not (et & ~tc).any()
    assert not (tc & ~wt).any()
    assert np.array_equal(labels_from_regions(wt, tc, et), label_map)


def test_colours_stay_apart_from_grey_and_from_each_other():
    colours = np.array([LABEL_RGB[label] for label in TUMOUR_LABELS], float)
    assert (np.ptp(colours, axis=1) > 80).all()
    for first in range(3):
        for second in range(first):
            assert np.linalg.norm(colours[first] - colours[second]) > 100
