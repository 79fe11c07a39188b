"""Specks of one label become what surrounds them; the whole tumour stays."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core.labels import Label
from core.segmenting.label_specks import without_label_specks
from core.segmenting.postprocessing import PostProcessing, label_map_from_probabilities


@pytest.fixture
def tumour():
    """A core of 64 voxels within oedema, air around."""
    labels = np.zeros((14, 14, 14), np.uint8)
    labels[1:13, 1:13, 1:13] = Label.ED
    labels[5:9, 5:9, 5:9] = Label.NCR
    return labels


def test_a_splinter_of_core_in_oedema_becomes_oedema(tumour):
    spoilt = tumour.copy()
    spoilt[2, 2, 2:5] = Label.NCR
    assert np.array_equal(without_label_specks(spoilt, 4), tumour)


def test_a_hole_of_oedema_in_the_core_becomes_core(tumour):
    spoilt = tumour.copy()
    spoilt[6, 6, 6] = Label.ED
    assert np.array_equal(without_label_specks(spoilt, 4), tumour)


def test_a_splinter_between_rim_and_oedema_becomes_oedema(tumour):
    tumour[3:5] = Label.ET
    spoilt = tumour.copy()
    spoilt[5, 2, 2] = Label.NCR
    assert np.array_equal(without_label_specks(spoilt, 4), tumour)


def test_a_hole_within_the_rim_stays_what_it_is(tumour):
    tumour[3:8, 3:8, 3:8] = Label.ET
    for label in (Label.NCR, Label.ED):
        tumour[5, 5, 5] = label
        assert np.array_equal(without_label_specks(tumour, 4), tumour)


def test_what_is_large_enough_stays(tumour):
    tumour[2, 2, 2:6] = Label.NCR
    assert np.array_equal(without_label_specks(tumour, 4), tumour)


def test_specks_of_et_are_left_to_the_rules_of_et(tumour):
    tumour[2, 2, 2] = tumour[11, 11, 11] = Label.ET
    assert np.array_equal(without_label_specks(tumour, 4), tumour)


def test_a_speck_that_touches_only_air_stays(tumour):
    tumour[13, 0, 0] = 0
    alone = np.pad(tumour, 4)
    alone[1, 1, 1] = Label.NCR
    assert np.array_equal(without_label_specks(alone, 4), alone)


@given(arrays(np.uint8, (5, 5, 5), elements=st.integers(0, 3)), st.integers(2, 6))
def test_neither_the_whole_tumour_changes_nor_what_enhances(labels, least):
    found = without_label_specks(labels, least)
    assert np.array_equal(found > 0, labels > 0)
    assert np.array_equal(found == Label.ET, labels == Label.ET)


def test_the_rule_counts_in_millilitres():
    p = np.zeros((3, 12, 12, 12), np.uint8)
    p[0] = 255
    p[1, 4:8, 4:8, 4:8] = p[1, 0, 0, 0] = 255
    plain = label_map_from_probabilities(p, PostProcessing(), 0.008)
    assert plain[0, 0, 0] == Label.NCR
    cleaned = label_map_from_probabilities(p, PostProcessing(min_label_ml=0.02), 0.008)
    assert cleaned[0, 0, 0] == Label.ED
    assert (cleaned[4:8, 4:8, 4:8] == Label.NCR).all()
