"""Raw scans, NIfTI and DICOM, to a study; the brain's network is a stand-in."""

from __future__ import annotations

import nibabel as nib
import numpy as np
import pytest

from core.errors import CheckError, ReadingError, UnpreparedError
from core.opening import raw
from core.opening.raw import open_raw
from core.opening.reading import open_study
from core.phantom.phantom import raw_demo_study
from core.phantom.scanner import write_dicom_study
from core.phantom.scans import Scan, motion, scanned
from core.studies.study import Modality, Study, Volume
from tests.core.extractors import ball_extractor

T1, T1GD, T2, FLAIR = Modality


@pytest.fixture(autouse=True)
def ball_for_a_brain(monkeypatch):
    monkeypatch.setattr(raw, "load_brain_model", ball_extractor)


@pytest.fixture(scope="module")
def scans():
    """T1Gd and FLAIR as two scans of a moved head, with the skull."""
    volumes = raw_demo_study(shape=(68, 86, 94), spacing_mm=3.0).study.volumes
    rng = np.random.default_rng(2)
    return {
        T1GD: scanned(volumes[T1GD], Scan(np.eye(4), 2, 6.0, 3.0), rng),
        FLAIR: scanned(volumes[FLAIR], Scan(motion(rng, 8, 10), 1, 6.0, 3.0), rng),
    }


def whole(scans) -> Study:
    """The scans as whole numbers, which DICOM holds."""
    kept = {m: Volume(v.data.astype(np.int16), v.affine) for m, v in scans.items()}
    return Study("p", kept)


def test_nifti_files_are_refused_with_a_way_on_and_opened_as_raw(scans, tmp_path):
    for modality, volume in scans.items():
        image = nib.Nifti1Image(volume.data, volume.affine)
        nib.save(image, tmp_path / f"p_{modality.value.lower()}.nii.gz")
    with pytest.raises(UnpreparedError, match="another grid"):
        open_study(tmp_path)
    opened = open_raw(tmp_path)
    codes = [f.code for f in opened.findings]
    assert {"aligned", "brain_extracted", "sequence_absent"} <= set(codes)
    assert "skull" not in codes
    own = opened.study.volumes[T1GD]
    assert np.array_equal(own.data, scans[T1GD].data)
    np.testing.assert_allclose(own.affine, scans[T1GD].affine, atol=1e-4)
    assert opened.study.prepared.grid.spacing_mm == pytest.approx((1, 1, 1))
    assert opened.preparation.study is opened.study
    assert {v.path.name for v in opened.study.volumes.values()} == {
        "p_t1gd.nii.gz",
        "p_flair.nii.gz",
    }


def test_a_dicom_folder_says_which_series_it_took(scans, tmp_path):
    write_dicom_study(tmp_path, whole(scans), modalities=(T1GD, FLAIR))
    opened = open_raw(tmp_path)
    taken = [f for f in opened.findings if f.code == "series_taken"]
    assert [f.modality for f in taken] == [T1GD, FLAIR]
    assert opened.study.prepared is not None


def test_a_dicom_folder_without_enough_says_what_it_holds(scans, tmp_path):
    write_dicom_study(tmp_path, whole(scans), modalities=(T1GD,))
    with pytest.raises(ReadingError, match=r"the series tell T1Gd\..*gliovista info"):
        open_raw(tmp_path)


def test_a_scan_that_does_not_say_how_it_lies_is_refused(scans, tmp_path):
    for modality, volume in scans.items():
        image = nib.Nifti1Image(volume.data, None)
        image.header.set_zooms((3.0, 3.0, 3.0))
        nib.save(image, tmp_path / f"p_{modality.value.lower()}.nii.gz")
    with pytest.raises(CheckError, match="which way"):
        open_raw(tmp_path)


def test_what_is_no_scan_is_refused_before_it_is_aligned(scans, tmp_path):
    for modality, volume in scans.items():
        data = volume.data if modality is T1GD else np.zeros_like(volume.data)
        path = tmp_path / f"p_{modality.value.lower()}.nii.gz"
        nib.save(nib.Nifti1Image(data, volume.affine), path)
    with pytest.raises(CheckError, match="every voxel"):
        open_raw(tmp_path)


def test_a_corner_that_is_no_number_is_mended(scans):
    holed = {}
    for modality, volume in scans.items():
        data = volume.data.copy()
        data[:4, :4, :4] = np.nan
        holed[modality] = Volume(data, volume.affine)
        holed[modality].header.set_sform(volume.affine, 1)
    codes = [f.code for f in raw.open_volumes(holed, "p").findings]
    assert {"not_numbers_outside", "aligned", "brain_extracted"} <= set(codes)
