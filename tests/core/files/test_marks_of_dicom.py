"""Marks of studies that were read from DICOM."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from core.files.marks import mark_of_study
from core.studies.source import DicomSource, SourceImage
from core.studies.study import Modality, Study, Volume
from tests.conftest import LPS, brain_arrays


def dicom_study(*uids: str) -> Study:
    images = tuple(SourceImage(Path("IM"), (), 0, uid) for uid in uids)
    volume = Volume(brain_arrays()[Modality.T1GD], LPS)
    return Study("DICOM", {Modality.T1GD: replace(volume, source=DicomSource(images))})


def test_two_patients_dicom_on_one_grid_have_two_marks():
    first, again, other = (mark_of_study(dicom_study(*u)) for u in ("12", "12", "13"))
    assert first == again
    assert first != other
    assert len(first) == 16
    assert "" != mark_of_study(dicom_study("1")) != first


def test_a_study_of_nothing_on_disk_has_none():
    assert (
        mark_of_study(Study("made", {Modality.T1GD: Volume(brain_arrays()[Modality.T1GD], LPS)}))
        == ""
    )
