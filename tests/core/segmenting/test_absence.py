"""What it costs that a study lacks sequences."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.checks.preflight import check
from core.labels import Region
from core.segmenting.absence import dice_without, with_scores
from core.studies.study import Modality
from tests.core.absent import study_with

T1, T1GD, T2, FLAIR = Modality


def package_with(scores) -> SimpleNamespace:
    """All that is asked of a package here."""
    return SimpleNamespace(scores=scores, name="toy-7")


def scores(value: float) -> dict[str, dict[str, float]]:
    return {region.value: {"dice": value} for region in Region}


def absence(sequences):
    return [
        f
        for f in check(study_with(sequences).volumes, "toy").findings
        if f.code == "sequence_absent"
    ]


def test_the_finding_says_how_much_where_it_was_measured():
    package = package_with({"learnt": scores(0.8), "missing": {"T2+T1": scores(0.55)}})
    (finding,) = with_scores(absence((T1GD, FLAIR)), lambda: package)
    assert "Dice of toy-7 over" in finding.text, "another model may segment this study"
    assert "WT 0.55, TC 0.55, ET 0.55 instead of WT 0.80" in finding.text
    assert finding.values["WT"] == 0.55
    assert finding.values["ET_all"] == 0.8


@pytest.mark.parametrize("found", [{}, {"missing": {"T1": scores(0.5)}}, {"learnt": scores(0.8)}])
def test_nothing_is_said_of_what_was_not_measured(found):
    before = absence((T1, T1GD, FLAIR))
    assert list(with_scores(before, lambda: package_with(found))) == before
    assert list(with_scores(before, lambda: None)) == before


def test_a_whole_study_asks_for_no_package():
    findings = check(study_with(Modality).volumes, "toy").findings

    def never():
        raise AssertionError

    assert with_scores(findings, never) == findings


@given(st.permutations(list(Modality)), st.integers(1, 2))
def test_the_order_of_names_does_not_matter(order, count):
    names = [m.value for m in order[:count]]
    table = {"missing": {"+".join(names): scores(0.25)}}
    assert dice_without(table, list(reversed(names))) == dict.fromkeys(Region, 0.25)
    assert dice_without(table, [m.value for m in order[:3]]) == {}


def test_findings_keep_their_place():
    findings = check(study_with((T1GD, FLAIR)).volumes, "toy").findings
    other = replace(findings[0], code="other")
    package = package_with({"missing": {"T1+T2": scores(0.5)}})
    said = with_scores([other, *findings], lambda: package)
    assert said[0] is other
    assert [f.code for f in said[1:]] == [f.code for f in findings]
