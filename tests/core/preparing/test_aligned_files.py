"""Transforms and aligned sequences on disk, used by SimpleITK as another program would."""

from __future__ import annotations

from dataclasses import replace

import nibabel as nib
import numpy as np
import pytest

from core.errors import WritingError
from core.phantom.scans import Scan, motion, scanned
from core.preparing import aligned_files, preparing
from core.preparing.aligned_files import (
    own_scan,
    write_aligned,
    write_transforms,
)
from core.preparing.preparing import Preparation, prepare_raw
from core.registration.rigid import Alignment
from core.studies.study import Modality, Volume
from tests.conftest import LPS, brain_arrays
from tests.core.extractors import ball_extractor

T1, T1GD, T2, FLAIR = Modality


def scans_and_motion():
    """T1Gd, and FLAIR of a head that moved by a motion that is known."""
    rng = np.random.default_rng(5)
    brain = {m: Volume(data, LPS) for m, data in brain_arrays().items()}
    moved = motion(rng, 12, 9)
    field = (60, 60, 60)
    return {
        T1GD: scanned(brain[T1GD], Scan(np.eye(4), 2, 3.0, 1.5, field), rng),
        FLAIR: scanned(brain[FLAIR], Scan(moved, 1, 3.0, 1.5, field), rng),
    }, moved


SCANS, MOVED = scans_and_motion()


@pytest.fixture
def prepared(monkeypatch) -> Preparation:
    """The scans, aligned by the motion that is known."""
    known = {FLAIR: Alignment(MOVED, 1.0, None, 0.1, np.zeros(3))}
    monkeypatch.setattr(preparing, "align_all", lambda *_: known)
    return prepare_raw(SCANS, "p", ball_extractor)


def image(volume, path):
    import SimpleITK

    nib.save(nib.Nifti1Image(volume.data, volume.affine), path)
    return SimpleITK.ReadImage(str(path))


def test_simpleitk_brings_a_sequence_where_the_program_does(prepared, tmp_path):
    import SimpleITK

    (path,) = write_transforms(prepared, tmp_path / "new" / "t").values()
    assert path.name == "T1Gd_to_FLAIR.tfm"
    aligned = write_aligned(prepared, tmp_path / "a")
    assert {m: p.name for m, p in aligned.items()} == {
        T1GD: "T1Gd.nii.gz",
        FLAIR: "FLAIR_on_T1Gd.nii.gz",
    }
    ours = SimpleITK.GetArrayFromImage(SimpleITK.ReadImage(str(aligned[FLAIR])))
    fixed = image(prepared.aligned[T1GD], tmp_path / "fixed.nii")
    moving = image(own_scan(prepared, FLAIR), tmp_path / "moving.nii")
    lowest = float(prepared.aligned[FLAIR].data.min())
    theirs = SimpleITK.Resample(
        moving, fixed, SimpleITK.ReadTransform(str(path)), SimpleITK.sitkLinear, lowest
    )
    theirs = SimpleITK.GetArrayFromImage(theirs)
    # ITK gives half a voxel at the rim up that the program keeps.
    both = (ours != lowest) & (theirs != lowest)
    assert both.mean() > 0.4
    assert np.abs(ours - theirs)[both].max() < 1e-3 * ours.max()
    without = SimpleITK.GetArrayFromImage(SimpleITK.Resample(moving, fixed))
    assert np.abs(ours - without)[both].mean() > 0.02 * ours.max()


def test_own_scan_lies_where_its_header_said(prepared):
    for modality, volume in SCANS.items():
        own = own_scan(prepared, modality)
        np.testing.assert_allclose(own.affine, volume.affine, atol=1e-9)
        assert own.data is volume.data


def test_the_reference_keeps_every_voxel_and_its_type(prepared, tmp_path):
    own = prepared.study.volumes
    whole = {m: replace(v, data=v.data.astype(np.int16)) for m, v in own.items()}
    study = replace(prepared.study, volumes=whole)
    paths = write_aligned(replace(prepared, study=study), tmp_path)
    back = nib.load(paths[T1GD])
    assert back.get_data_dtype() == np.int16
    np.testing.assert_array_equal(np.asanyarray(back.dataobj), whole[T1GD].data)
    np.testing.assert_allclose(back.affine, whole[T1GD].affine, atol=1e-5)
    assert nib.load(paths[FLAIR]).shape == back.shape


def test_a_wrong_transform_is_not_kept(prepared, tmp_path, monkeypatch):
    monkeypatch.setattr(aligned_files, "_matrix_of", lambda text: np.eye(4)[:3])
    with pytest.raises(WritingError, match="read back"):
        write_transforms(prepared, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file_is_a_sentence(prepared, tmp_path):
    (tmp_path / "t").write_text("")
    for write in (write_transforms, write_aligned):
        with pytest.raises(WritingError, match="could not be written"):
            write(prepared, tmp_path / "t")
