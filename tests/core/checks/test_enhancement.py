"""A T1Gd that is T1 again, or that is darker where contrast shines."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.checks.enhancement import check_enhancement
from core.checks.preflight import Severity, check
from core.opening.reading import find_studies, find_study, read_volumes
from core.phantom.phantom import demo_study
from core.studies.study import Modality

T1, T1GD, T2, FLAIR = Modality


@pytest.fixture(scope="module")
def volumes():
    return dict(demo_study(shape=(120, 120, 78), spacing_mm=2.0)[0].volumes)


def with_t1_as_t1gd(volumes, change):
    plain = volumes[T1].data.astype(np.float32)
    data = np.where(plain > plain.min(), change(plain), plain.min())
    return {**volumes, T1GD: replace(volumes[T1GD], data=data)}


def test_a_real_enhancement_is_no_finding(volumes):
    assert list(check_enhancement(volumes)) == []
    assert list(check_enhancement({T1: volumes[T1], FLAIR: volumes[FLAIR]})) == []


@given(
    slope=st.floats(0.05, 50),
    offset=st.floats(1, 500),
    power=st.floats(0.7, 1.5),
    noise=st.floats(0, 0.01),
)
def test_t1_under_the_name_of_t1gd_is_told(volumes, slope, offset, power, noise):
    rng = np.random.default_rng(0)

    def change(plain):
        noisy = np.maximum(plain + rng.normal(0, noise * np.median(plain), plain.shape), 0)
        return offset + slope * noisy**power

    (finding,) = check_enhancement(with_t1_as_t1gd(volumes, change))
    assert (finding.code, finding.severity, finding.modality) == (
        "same_as_t1",
        Severity.WARNED,
        T1GD,
    )


def test_exchanged_with_t1_it_is_darker_where_contrast_shines(volumes):
    exchanged = {T1: volumes[T1GD], T1GD: volumes[T1]}
    (finding,) = check_enhancement(exchanged)
    assert finding.code == "no_enhancement"
    assert finding.severity is Severity.WARNED


def test_the_check_says_it_once_beside_the_rule_for_exchanged_sequences(volumes):
    exchanged = {**volumes, T1: volumes[T1GD], T1GD: volumes[T1]}
    codes = {f.code for f in check(exchanged, "x").findings}
    assert len(codes & {"swapped", "no_enhancement"}) == 1
    codes = [f.code for f in check(with_t1_as_t1gd(volumes, lambda x: 3 * x + 1), "x").findings]
    assert "swapped" in codes or "same_as_t1" in codes


@pytest.mark.slow
def test_no_real_study_is_warned_of(cases_dir):
    for folder in find_studies(cases_dir)[:6]:
        files = find_study(folder).files
        pair = read_volumes({m: files[m].path for m in (T1, T1GD)})
        assert list(check_enhancement(pair)) == [], folder
