"""Writing: the input's own grid, atomic, read back."""

from __future__ import annotations

import errno
from pathlib import Path

import nibabel as nib
import numpy as np
import pytest

from core.errors import WritingError
from core.files.nifti import read_volume
from core.files.writing import write_label_map, write_probabilities, write_regions
from core.labels import Label, LabelConvention, Region
from core.studies.segmentation import Segmentation
from core.studies.study import Volume

SHAPE = (7, 6, 5)


@pytest.fixture
def segmentation() -> Segmentation:
    rng = np.random.default_rng(1)
    label_map = rng.integers(0, 4, SHAPE).astype(np.uint8)
    probabilities = rng.integers(0, 256, (3, *SHAPE)).astype(np.uint8)
    return Segmentation("toy", Volume(label_map, np.eye(4)).grid, label_map, probabilities)


def reference(tmp_path: Path, qform: int = 1, sform: int = 2, kind=nib.Nifti1Image) -> Volume:
    affine = np.array([[-0.9, 0.1, 0, 90], [0.1, 0.9, 0, -100], [0, 0, 5.5, -20], [0, 0, 0, 1.0]])
    image = kind(np.zeros(SHAPE, np.int16), affine)
    image.set_qform(affine, qform)
    image.set_sform(affine, sform)
    image.header.set_xyzt_units("mm", "sec")
    path = tmp_path / "t1.nii.gz"
    nib.save(image, path)
    return read_volume(path)


@pytest.mark.parametrize("name", ["mask.nii", "mask.nii.gz"])
@pytest.mark.parametrize("codes", [(1, 2), (1, 0), (0, 4)])
def test_grid_codes_and_units_are_the_inputs(tmp_path, segmentation, name, codes):
    source = reference(tmp_path, *codes)
    write_label_map(segmentation, source, tmp_path / name)
    image = nib.load(tmp_path / name)
    assert image.get_data_dtype() == np.uint8
    assert np.array_equal(image.affine, source.affine)
    assert (image.header["qform_code"], image.header["sform_code"]) == codes
    assert image.header.get_xyzt_units() == ("mm", "sec")
    values = np.asarray(image.dataobj)
    assert np.array_equal(values == 4, segmentation.label_map == Label.ET)
    assert set(np.unique(values)) == {0, 1, 2, 4}


def test_brats_2023_numbers_et_3(tmp_path, segmentation):
    path = tmp_path / "mask.nii.gz"
    write_label_map(segmentation, reference(tmp_path), path, LabelConvention.BRATS2023)
    assert np.array_equal(np.asarray(nib.load(path).dataobj), segmentation.label_map)


def test_nifti_2_stays_nifti_2(tmp_path, segmentation):
    source = reference(tmp_path, kind=nib.Nifti2Image)
    write_label_map(segmentation, source, tmp_path / "mask.nii.gz")
    assert isinstance(nib.load(tmp_path / "mask.nii.gz"), nib.Nifti2Image)


def test_the_same_result_gives_the_same_bytes(tmp_path, segmentation):
    source = reference(tmp_path)
    for name in ("a.nii.gz", "b.nii.gz"):
        write_label_map(segmentation, source, tmp_path / name)
    assert (tmp_path / "a.nii.gz").read_bytes() == (tmp_path / "b.nii.gz").read_bytes()


def test_probabilities_are_scaled_to_one(tmp_path, segmentation):
    source = reference(tmp_path)
    written = write_probabilities(segmentation, source, tmp_path / "p.nii.gz")
    assert set(written) == set(Region)
    values = nib.load(written[Region.TC]).get_fdata()
    assert values == pytest.approx(segmentation.probabilities[1] / 255, abs=1e-6)


def test_regions_are_written_apart(tmp_path, segmentation):
    written = write_regions(segmentation, reference(tmp_path), tmp_path / "mask.nii.gz")
    core = np.asarray(nib.load(written[Region.TC]).dataobj)
    assert np.array_equal(core, np.isin(segmentation.label_map, [Label.NCR, Label.ET]))
    assert written[Region.TC].name == "mask_TC.nii.gz"


def test_a_scaled_reference_does_not_scale_the_labels(tmp_path, segmentation):
    source = reference(tmp_path)
    source.header.set_slope_inter(0.5, 10)
    write_label_map(segmentation, source, tmp_path / "mask.nii.gz")
    assert np.asarray(nib.load(tmp_path / "mask.nii.gz").dataobj).max() == 4


def left_behind(folder: Path) -> set[str]:
    return {p.name for p in folder.iterdir()} - {"t1.nii.gz"}


def test_a_missing_folder_is_told(tmp_path, segmentation):
    with pytest.raises(WritingError, match="nowhere"):
        write_label_map(segmentation, reference(tmp_path), tmp_path / "nowhere" / "mask.nii.gz")


def test_a_name_that_is_no_nifti_is_refused(tmp_path, segmentation):
    with pytest.raises(WritingError, match=r"\.nii"):
        write_label_map(segmentation, reference(tmp_path), tmp_path / "mask.png")
    assert not left_behind(tmp_path)


def test_another_grid_is_refused(tmp_path, segmentation):
    small = Segmentation("toy", segmentation.grid, segmentation.label_map[:3])
    with pytest.raises(WritingError, match="one grid"):
        write_label_map(small, reference(tmp_path), tmp_path / "mask.nii.gz")
    assert not left_behind(tmp_path)


def test_a_full_disk_leaves_the_old_file_and_no_rest(tmp_path, segmentation, monkeypatch):
    source, path = reference(tmp_path), tmp_path / "mask.nii.gz"
    path.write_bytes(b"yesterday's")

    def full(self: Path, content: bytes) -> int:
        with self.open("wb") as file:
            file.write(content[:10])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(WritingError, match="No space left"):
        write_label_map(segmentation, source, path)
    assert path.read_bytes() == b"yesterday's"
    assert left_behind(tmp_path) == {"mask.nii.gz"}


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize("there", [True, False])
def test_what_appears_meanwhile_is_not_replaced_unasked(
    tmp_path, segmentation, monkeypatch, links, there
):
    source, path = reference(tmp_path), tmp_path / "mask.nii.gz"
    write = Path.write_bytes

    def beaten(self: Path, content: bytes) -> int:
        if there:
            write(path, b"another's")
        return write(self, content)

    def none(*_: object) -> None:
        raise PermissionError(errno.EPERM, "this disk knows no links")

    monkeypatch.setattr(Path, "write_bytes", beaten)
    if not links:
        monkeypatch.setattr("os.link", none)
    if there:
        with pytest.raises(WritingError, match="this file exists"):
            write_label_map(segmentation, source, path, overwrite=False)
        assert path.read_bytes() == b"another's"
        write_label_map(segmentation, source, path)
    else:
        write_label_map(segmentation, source, path, overwrite=False)
    assert np.asarray(nib.load(path).dataobj).any()
    assert left_behind(tmp_path) == {"mask.nii.gz"}


def test_a_disk_that_lies_is_noticed(tmp_path, segmentation, monkeypatch):
    source, path = reference(tmp_path), tmp_path / "mask.nii"
    honest = Path.write_bytes

    def lying(self: Path, content: bytes) -> int:
        return honest(self, content[:-1] + bytes([content[-1] ^ 1]))

    monkeypatch.setattr(Path, "write_bytes", lying)
    with pytest.raises(WritingError, match="read back"):
        write_label_map(segmentation, source, path)
    assert not left_behind(tmp_path)


def test_loaded_masks_have_no_probabilities_to_write(tmp_path, segmentation):
    loaded = Segmentation("toy", segmentation.grid, segmentation.label_map)
    with pytest.raises(WritingError, match="no probabilities"):
        write_probabilities(loaded, reference(tmp_path), tmp_path / "p.nii.gz")
