"""DICOM series that a person names by number, UID or description."""

from __future__ import annotations

import pytest

from core.cli.series_naming import named_choice
from core.dicom.finding import find_series
from core.errors import ReadingError
from core.phantom.phantom import demo_study
from core.phantom.scanner import Person, Way, write_dicom_study
from core.studies.study import Modality

T1, T1GD, T2, FLAIR = Modality


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    folder = tmp_path_factory.mktemp("one")
    write_dicom_study(folder, demo_study(7, (36, 36, 24), 6.5)[0])
    return find_series([folder])


@pytest.fixture(scope="module")
def two_patients(tmp_path_factory):
    folder = tmp_path_factory.mktemp("two")
    study = demo_study(7, (36, 36, 24), 6.5)[0]
    write_dicom_study(folder / "a", study)
    write_dicom_study(folder / "b", study, Way(person=Person("Other", "2")), [T1GD, FLAIR])
    return find_series([folder])


def numbers(choice):
    return {m: one.facts.number for m, one in choice.series.items()}


@pytest.mark.parametrize("name", ["6", "T1_SE_tra", "uid"])
def test_a_series_is_named_by_number_description_or_uid(found, name):
    if name == "uid":
        name = next(s for s in found.series if s.facts.number == 6).identity.series_uid
    if name == "T1_SE_tra":
        with pytest.raises(ReadingError, match=r"T1=T1_SE_tra fits 2 series.*number or the UID"):
            named_choice(found, {T1: name}, "p")
        return
    choice = named_choice(found, {T1: name}, "p")
    # The series that the headers take for T1Gd is T1 on the person's word, so T1Gd is absent.
    assert numbers(choice) == {T2: 4, FLAIR: 5, T1: 6}
    assert set(choice.reasons) == {T2, FLAIR}


def test_a_part_of_a_description_that_one_series_has(found):
    description = next(s for s in found.series if s.facts.number == 5).facts.description
    assert numbers(named_choice(found, {T2: description[1:].upper()}, "p"))[T2] == 5


def test_an_unknown_one_is_refused_with_the_list(found):
    with pytest.raises(
        ReadingError, match=r"p: no series fits T2=44\..*Series 3.*Series 6"
    ) as told:
        named_choice(found, {T2: "44"}, "p")
    assert "localizer" in str(told.value)


def test_a_localiser_may_be_overruled_and_says_so(found):
    choice = named_choice(found, {T1: "1.1", T1GD: "6"}, "p")
    (warned,) = (f for f in choice.findings if f.modality is T1)
    assert "set it aside" in warned.text


def test_names_must_leave_one_study(two_patients):
    # Patient 2 has no series of number 4, so that it tells whose 6 is meant.
    choice = named_choice(two_patients, {T1GD: "6", T2: "4"}, "p")
    assert {one.patient for one in choice.series.values()} == {1}
    assert numbers(choice) == {T1: 3, T2: 4, FLAIR: 5, T1GD: 6}
    with pytest.raises(ReadingError, match=r"in several studies: .*of patient 2, study 1"):
        named_choice(two_patients, {T1GD: "6"}, "p")
