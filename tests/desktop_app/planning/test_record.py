"""Where a planning record lies."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from core.studies.source import DicomSource, SourceImage
from core.studies.study import Modality, Study, Volume
from desktop_app.planning.record import places
from tests.conftest import LPS, brain_arrays


def dicom_study(sop_uid: str, folder: str = "QUISPE_ROSAURA") -> Study:
    volume = Volume(brain_arrays()[Modality.T1GD], LPS)
    image = SourceImage(Path(folder) / "IM1", (), 0, sop_uid)
    return Study(folder, {Modality.T1GD: replace(volume, source=DicomSource((image,)))})


def test_no_dicom_folders_name_is_in_a_records(tmp_path):
    (path,) = places(dicom_study("1.2.3"), tmp_path)
    assert path.parent == tmp_path
    assert "quispe" not in path.name.lower()


def test_two_patients_in_folders_of_one_name_have_two_records(tmp_path):
    first, again, second = (places(dicom_study(u, "DICOM"), tmp_path) for u in "112")
    assert first == again
    assert first != second
