"""Studies that lack sequences: which are opened, what is said, what the network sees."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from core.checks.preflight import Severity, check
from core.errors import CheckError, ReadingError
from core.labels import Region
from core.opening.reading import open_stack, open_study
from core.opening.searching import find_studies
from core.segmenting.absence import dice_without, with_scores
from core.segmenting.preprocessing import Preprocessing, prepare
from core.studies.findings import Finding
from core.studies.sequences import NEEDED, absent, enough
from core.studies.study import Modality, Study, Volume
from tests.conftest import LPS, brain_arrays, write_study
from training.data.augment import Augmentation, disturb
from training.data.cases import read_case_study

T1, T1GD, T2, FLAIR = Modality
SUBSETS = [s for n in range(1, 5) for s in combinations(Modality, n)]
ALLOWED = [s for s in SUBSETS if len(s) > 1 and (T1GD in s or FLAIR in s)]
REFUSED = [s for s in SUBSETS if s not in ALLOWED]

subsets = st.sampled_from(SUBSETS)


def arrays_of(sequences) -> dict[Modality, np.ndarray]:
    return {m: data for m, data in brain_arrays().items() if m in sequences}


def study_of(sequences) -> Study:
    return Study("toy", {m: Volume(data, LPS) for m, data in arrays_of(sequences).items()})


def findings_of(findings) -> dict[str, Finding]:
    """By code, but for what is said of every toy: that it is small."""
    return {f.code: f for f in findings if f.code != "part_of_brain"}


def package_with(scores) -> SimpleNamespace:
    """All that is asked of a package here."""
    return SimpleNamespace(scores=scores)


# The rule


@given(subsets)
def test_the_rule(sequences):
    assert enough(sequences) is (sequences in ALLOWED)
    assert {*absent(sequences), *sequences} == set(Modality)
    assert not set(absent(sequences)) & set(sequences)


@given(subsets)
def test_the_check_warns_or_refuses_and_is_silent_about_a_whole_study(sequences):
    checked = check(study_of(sequences).volumes, "toy")
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
        assert ("do not trust ET" in said["sequence_absent"].text) is (T1GD not in sequences)


# What the network sees


@given(st.sampled_from(ALLOWED))
def test_an_absent_sequence_is_what_training_blanks(sequences):
    """Bit for bit, zeros' signs too; the toy's sequences share one foreground."""
    whole = torch.from_numpy(prepare(study_of(Modality), Preprocessing()).array)
    calm = Augmentation(
        flip=(0, 0, 0), spatial=0, gain=0, shift=0, bend=0, biased=0, noise=0, blur=0, drop=1.0
    )
    blanked, _ = disturb(whole.clone(), torch.zeros(whole.shape[1:]), calm, _Keeping(sequences))
    found = prepare(study_of(sequences), Preprocessing()).array
    lost = [n for n, m in enumerate(Modality) if m not in sequences]
    kept = [n for n in range(9) if n not in lost and n - 4 not in lost]
    both = [n + half for n in lost for half in (0, 4)]
    assert found[both].tobytes() == blanked[both].numpy().tobytes()
    assert found[kept].tobytes() == whole[kept].numpy().tobytes()
    assert found[-1].tobytes() == blanked[-1].numpy().tobytes()


class _Keeping:
    """A generator that keeps some sequences when :func:`disturb` blanks at random."""

    def __init__(self, sequences) -> None:
        self._kept = [m in sequences for m in Modality]
        self._rng = np.random.default_rng(0)

    def random(self, size=None):
        return np.array(self._kept, float) if size else 0.5

    def integers(self, *_):
        return self._kept.index(True)

    def normal(self, *arguments):
        return self._rng.normal(*arguments)


def test_a_window_of_the_crop_has_the_same_zeros():
    prepared = prepare(study_of((T1GD, T2, FLAIR)), Preprocessing())
    box = (slice(3, 11), slice(0, 8), slice(2, 10))
    out = np.full((9, 8, 8, 8), np.nan, np.float32)
    prepared.fill(out, box)
    np.testing.assert_array_equal(out, prepared.array[(slice(None), *box)])
    assert not out[[0, 4]].any()


# Reading


@pytest.mark.parametrize("sequences", ALLOWED, ids="+".join)
def test_a_folder_and_named_files_open_alike(tmp_path, sequences):
    files = write_study(tmp_path / "case", arrays_of(sequences))
    folder, named = open_study(tmp_path / "case"), open_study(files)
    assert folder.study.name == named.study.name == "case"
    assert list(folder.study.volumes) == list(named.study.volumes) == list(sequences)
    assert folder.findings == named.findings
    assert list(findings_of(folder.findings)) == ["sequence_absent"] * (len(sequences) < 4)


@pytest.mark.parametrize("sequences", REFUSED, ids="+".join)
def test_too_few_are_refused_with_what_to_do(tmp_path, sequences):
    files = write_study(tmp_path / "case", arrays_of(sequences))
    for source in (tmp_path / "case", files):
        with pytest.raises(ReadingError) as caught:
            open_study(source)
        assert NEEDED in str(caught.value)
        assert absent(sequences)[0] in str(caught.value)


def test_two_candidates_are_no_absence(tmp_path):
    write_study(tmp_path / "case", arrays_of((T1, T1GD, T2)))
    (tmp_path / "case" / "other_t2.nii.gz").touch()
    with pytest.raises(ReadingError, match="2 files could be T2"):
        open_study(tmp_path / "case")


def test_a_file_that_may_be_the_absent_one_is_named(tmp_path):
    files = write_study(tmp_path / "case", arrays_of(Modality))
    files[FLAIR].rename(tmp_path / "case" / "scan4.nii.gz")
    findings = findings_of(open_study(tmp_path / "case").findings)
    assert "scan4.nii.gz" in findings["not_recognised"].text
    assert "FLAIR" in findings["not_recognised"].text
    files[FLAIR] = tmp_path / "case" / "scan4.nii.gz"
    assert not findings_of(open_study(files).findings)


def test_a_stack_of_three(tmp_path):
    arrays = brain_arrays()
    path = tmp_path / "stack.npy"
    np.save(path, np.stack([arrays[m] for m in (FLAIR, T1, T2)], -1))
    opened = open_stack(path, (FLAIR, T1, T2), LPS)
    assert list(opened.study.volumes) == [T1, T2, FLAIR]
    assert list(findings_of(opened.findings)) == ["sequence_absent"]
    np.save(path, np.stack([arrays[m] for m in (T1, T2)], -1))
    with pytest.raises(CheckError, match="only T1 and T2"):
        open_stack(path, (T1, T2), LPS)


def test_a_batch_lists_what_lacks_a_sequence(tmp_path):
    write_study(tmp_path / "a", arrays_of((T1GD, FLAIR)))
    write_study(tmp_path / "b", arrays_of((T1, T2)))
    assert [f.name for f in find_studies(tmp_path)] == ["a", "b"]


def test_training_wants_all_four(tmp_path):
    write_study(tmp_path / "case", arrays_of((T1, T1GD, FLAIR)))
    with pytest.raises(ReadingError, match="no T2"):
        read_case_study(tmp_path / "case")


# What it costs


def scores(value: float) -> dict[str, dict[str, float]]:
    return {region.value: {"dice": value} for region in Region}


def absence(sequences):
    return [
        f for f in check(study_of(sequences).volumes, "toy").findings if f.code == "sequence_absent"
    ]


def test_the_finding_says_how_much_where_it_was_measured():
    package = package_with({"learnt": scores(0.8), "missing": {"T2+T1": scores(0.55)}})
    (finding,) = with_scores(absence((T1GD, FLAIR)), lambda: package)
    assert "WT 0.55, TC 0.55, ET 0.55 instead of WT 0.80" in finding.text
    assert finding.values["WT"] == 0.55
    assert finding.values["ET_all"] == 0.8


@pytest.mark.parametrize("found", [{}, {"missing": {"T1": scores(0.5)}}, {"learnt": scores(0.8)}])
def test_nothing_is_said_of_what_was_not_measured(found):
    before = absence((T1, T1GD, FLAIR))
    assert list(with_scores(before, lambda: package_with(found))) == before
    assert list(with_scores(before, lambda: None)) == before


def test_a_whole_study_asks_for_no_package():
    findings = check(study_of(Modality).volumes, "toy").findings

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
    findings = check(study_of((T1GD, FLAIR)).volumes, "toy").findings
    other = replace(findings[0], code="other")
    package = package_with({"missing": {"T1+T2": scores(0.5)}})
    said = with_scores([other, *findings], lambda: package)
    assert said[0] is other
    assert [f.code for f in said[1:]] == [f.code for f in findings]
