"""How a label map came to be, in words and in JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from core.labels import Region
from core.studies.provenance import Provenance, dumped, provenance_from_json

MADE = Provenance(
    model="gliovista-4",
    mode="accurate",
    engine="OpenVINO CPU f32",
    version="1.2.3",
    made=datetime(2026, 11, 29, 17, 3, tzinfo=UTC),
    steps=3,
    thresholds={Region.TC: 0.3},
    findings=("thick_slices",),
)


def test_one_line_says_all_that_is_known():
    assert MADE.line() == (
        "Gliovista · Accurate · gliovista-4 · 2026-11-29 17:03 UTC · TC from 0.30 · "
        "corrected (3 steps)"
    )
    assert Provenance(file="a_seg.nii.gz").line() == "File: a_seg.nii.gz"
    assert Provenance(file="a_seg.nii.gz", steps=1).line() == (
        "File: a_seg.nii.gz · corrected (1 step)"
    )
    assert Provenance(steps=2).line() == "Drawn by hand"
    assert Provenance().line() == ""
    assert not Provenance().known


def test_a_corrected_brain_is_said():
    made = replace(MADE, brain_ml=(1.25, 11.7))
    assert "brain corrected (+1.2 ml, -11.7 ml)" in made.line()
    assert provenance_from_json(json.loads(dumped(made.to_json()))) == made
    older = {k: v for k, v in made.to_json().items() if k != "brain_ml"}
    assert provenance_from_json(older).brain_ml is None


def test_json_brings_all_back_but_the_name_of_a_file():
    text = dumped(MADE.from_file("DOE_JOHN.nii.gz").to_json())
    assert b"DOE" not in text
    assert provenance_from_json(json.loads(text)) == MADE


@pytest.mark.parametrize(
    "broken", [{}, {"format": 99}, {**MADE.to_json(), "steps": None}, {"format": 1}]
)
def test_what_is_not_understood_is_refused(broken):
    with pytest.raises(ValueError, match="provenance"):
        provenance_from_json(broken)


def test_clicks_are_told_beside_strokes():
    made = replace(MADE, steps=5, clicks=3)
    assert made.line().endswith("corrected (3 clicks, 2 strokes)")
    assert made.strokes == 2
    assert replace(MADE, steps=1, clicks=1).line().endswith("corrected (1 click)")
    assert Provenance(steps=2, clicks=1).line() == "Drawn by hand · 1 click, 1 stroke"
    assert provenance_from_json(json.loads(dumped(made.to_json()))) == made
    older = {k: v for k, v in made.to_json().items() if k != "clicks"}
    assert provenance_from_json(older).clicks == 0
