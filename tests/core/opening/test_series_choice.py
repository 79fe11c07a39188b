"""Series that a person chose: read, told of, and never mixed between patients."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.dicom.finding import find_series
from core.dicom.recognising import recognise
from core.errors import ReadingError
from core.opening.series_choice import SeriesChoice, read_chosen, recognised_choice
from core.phantom.phantom import demo_study
from core.phantom.scanner import Person, Protocol, Way, write_dicom_study, write_series
from core.progress import Cancelled, no_progress
from core.studies.findings import Severity
from core.studies.study import Modality, Study, Volume

T1, T1GD, T2, FLAIR = Modality


@pytest.fixture(scope="module")
def study() -> Study:
    volumes = demo_study(shape=(48, 56, 40), spacing_mm=4.0)[0].volumes
    return Study("p", {m: Volume(v.data.astype(np.int16), v.affine) for m, v in volumes.items()})


@pytest.fixture
def found(study, tmp_path):
    write_dicom_study(tmp_path, study)
    return recognise(find_series([tmp_path]).studies[0])


def test_what_the_headers_tell_is_read_and_said(found, study):
    choice = recognised_choice(found)
    volumes = read_chosen(choice, no_progress)
    np.testing.assert_array_equal(volumes[T2].data, study.volumes[T2].data)
    assert list(volumes) == list(Modality)
    assert [f.severity for f in choice.findings] == [Severity.REPAIRED] * 4
    assert "its header agrees" in choice.findings[2].text


def test_a_choice_by_hand_is_said(found):
    told = recognised_choice(found)
    swapped = {**told.series, T1: told.series[T1GD], T1GD: told.series[T1]}
    kept = {m: why for m, why in told.reasons.items() if m in (T2, FLAIR)}
    texts = [f.text for f in SeriesChoice(swapped, kept).findings]
    assert texts[:2] == ["T1 is series 6, chosen by hand.", "T1Gd is series 3, chosen by hand."]
    assert "chosen by hand" not in texts[2] + texts[3]


def test_a_series_that_was_set_aside_is_used_with_a_warning(study, tmp_path):
    volume = study.volumes[FLAIR]
    said = Protocol("t2_tirm_sub", ("SE", "IR"), 9000.0, 110.0, 2500.0, number=9)
    write_series(tmp_path, volume.data, volume.affine, said)
    (one,) = find_series([tmp_path]).series
    assert not one.verdict.usable
    assert one.verdict.may_be_overruled
    (finding,) = SeriesChoice({FLAIR: one}, {}).findings
    assert finding.severity is Severity.WARNED
    assert finding.text == (
        "FLAIR is series 9, chosen by hand. The program would have set it aside. "
        "It is a subtraction of two series: its name holds “sub”."
    )


def test_series_of_two_patients_are_refused(study, tmp_path):
    write_dicom_study(tmp_path / "a", study)
    write_dicom_study(tmp_path / "b", study, Way(person=Person("Other^Somebody", "GV-0002")))
    first, second = find_series([tmp_path]).studies
    mixed = {T1GD: recognise(first).chosen[T1GD].series, T2: recognise(second).chosen[T2].series}
    with pytest.raises(ReadingError, match="several patients"):
        read_chosen(SeriesChoice(mixed, {}), no_progress)


def test_a_study_among_others_is_told_by_its_name(found):
    choice = recognised_choice(found)
    assert choice.suffix == ""
    assert replace(choice, one_of_several=True).suffix == "-patient1-study1"


def test_one_series_is_not_two_sequences(found):
    one = recognised_choice(found).series[T1GD]
    with pytest.raises(ReadingError, match="two sequences"):
        read_chosen(SeriesChoice({T1: one, T1GD: one}, {}), no_progress)


def test_one_sequence_is_not_enough(found):
    choice = recognised_choice(found)
    few = replace(choice, series={T1: choice.series[T1]})
    with pytest.raises(ReadingError, match="Two sequences at least"):
        read_chosen(few, no_progress)


def test_reading_is_told_and_can_be_given_up(found):
    calls = []

    def progress(done, total, text):
        calls.append(done / total)
        if len(calls) > 50:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_chosen(recognised_choice(found), progress)
    assert calls == sorted(calls)
