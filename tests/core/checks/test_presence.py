"""Studies that lack sequences: what the check says."""

from __future__ import annotations

from hypothesis import given

from core.checks.preflight import Severity, check
from core.studies.sequences import NEEDED, absent
from tests.core.absent import REFUSED, T1GD, findings_of, study_with, subsets


@given(subsets)
def test_the_check_warns_or_refuses_and_is_silent_about_a_whole_study(sequences):
    checked = check(study_with(sequences).volumes, "toy")
    said = findings_of(checked.findings)
    if sequences in REFUSED:
        assert checked.study is None
        assert said["too_few_sequences"].severity is Severity.REFUSED
        assert NEEDED in said["too_few_sequences"].text
    elif len(sequences) == 4:
        assert not said
    else:
        assert checked.study is not None
        assert set(checked.study.volumes) == set(sequences)
        assert said["sequence_absent"].severity is Severity.WARNED
        assert said["sequence_absent"].values["sequences"] == ", ".join(absent(sequences))
        assert ("only the whole tumour counts" in said["sequence_absent"].text) is (
            T1GD not in sequences
        )
