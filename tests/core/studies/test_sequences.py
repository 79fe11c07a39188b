"""Which sequences a study may lack."""

from __future__ import annotations

from hypothesis import given

from core.studies.sequences import absent, enough
from core.studies.study import Modality
from tests.core.absent import ALLOWED, subsets


@given(subsets)
def test_the_rule(sequences):
    assert enough(sequences) is (sequences in ALLOWED)
    assert {*absent(sequences), *sequences} == set(Modality)
    assert not set(absent(sequences)) & set(sequences)
