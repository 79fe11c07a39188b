"""FreeSurfer's files, pairs of header and image, and bzip2."""

from __future__ import annotations

import bz2
import gzip

import nibabel as nib
import numpy as np
import pytest
from nibabel.freesurfer.mghformat import MGHImage

from core.errors import ReadingError
from core.files.other_formats import read_scan
from core.opening.reading import open_study
from core.studies.study import Modality
from tests.conftest import BRATS_NAMES, LPS, brain_arrays

TILTED = np.array(
    [[0, 0, 1.0, -9], [-0.9, 0, 0, 20], [0, 0.9, 0, 4], [0, 0, 0, 1]], dtype=np.float64
)


def write(folder, name, ending, data, affine):
    path = folder / f"{name}{ending}"
    if ending in (".mgz", ".mgh"):
        nib.save(MGHImage(data, affine), path)
    elif ending == ".hdr":
        nib.save(nib.Nifti1Pair(data, affine), path)
    else:
        path.write_bytes(bz2.compress(nib.Nifti1Image(data, affine).to_bytes()))
    return path


ENDINGS = [".mgz", ".mgh", ".hdr", ".nii.bz2"]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("affine", [LPS, TILTED])
@pytest.mark.parametrize("dtype", [np.int16, np.float32, np.uint8])
def test_values_and_place_are_those_of_the_file(tmp_path, ending, affine, dtype):
    data = (np.random.default_rng(0).random((7, 8, 9)) * 200).astype(dtype)
    volume = read_scan(write(tmp_path, "x", ending, data, affine))
    np.testing.assert_array_equal(volume.data, data)
    assert volume.data.dtype == data.dtype
    assert volume.data.dtype.isnative
    np.testing.assert_allclose(volume.affine, affine, atol=1e-5)


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_folder_of_them_is_a_study(tmp_path, ending):
    for modality, data in brain_arrays().items():
        write(tmp_path, f"x_{BRATS_NAMES[modality]}", ending, data, LPS)
    opened = open_study(tmp_path)
    assert list(opened.study.volumes) == list(Modality)
    assert {f.code for f in opened.findings} <= {"part_of_brain"}


def test_beside_nifti_of_the_same_name_nothing_is_read_twice(study_folder, study_files):
    for path in study_files.values():
        (study_folder / f"{path.name.split('.')[0]}.mgz").write_bytes(b"")
    opened = open_study(study_folder)
    assert {v.path for v in opened.study.volumes.values()} == set(study_files.values())


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("keep", [0, 10, 300, 400])
def test_a_file_cut_short_is_a_sentence(tmp_path, ending, keep):
    data = np.random.default_rng(0).integers(0, 999, (9, 9, 9), np.int16)
    path = write(tmp_path, "x", ending, data, LPS)
    half = path.with_suffix(".img") if ending == ".hdr" and keep == 400 else path
    half.write_bytes(half.read_bytes()[:keep])
    with pytest.raises(ReadingError, match=r"x\."):
        read_scan(path)


def test_a_pair_without_its_image_says_so(tmp_path):
    path = write(tmp_path, "x", ".hdr", np.zeros((9, 9, 9), np.int16), LPS)
    path.with_suffix(".img").unlink()
    with pytest.raises(ReadingError, match=r"its other half, x\.img, is not there"):
        read_scan(path)


def test_damaged_headers_of_other_formats_are_told(tmp_path):
    """nibabel raises types of its own, NumPy's and Python's at them."""
    path = write(tmp_path, "t1", ".mgh", np.ones((6, 6, 6), np.int16), LPS)
    whole = bytearray(path.read_bytes())
    for place, value in ((4, bytes(4)), (42, b"\x7f\xc0\0\0" * 4), (20, b"\0\0\0\x63")):
        path.write_bytes(whole[:place] + value + whole[place + len(value) :])
        with pytest.raises(ReadingError, match=r"t1\.mgh"):
            read_scan(path)
    pair = write(tmp_path, "t2", ".hdr", np.ones((6, 6, 6), np.int16), LPS)
    header = bytearray(pair.read_bytes())
    header[108:112] = np.float32(np.inf).tobytes()
    pair.write_bytes(header)
    with pytest.raises(ReadingError, match="damaged"):
        read_scan(pair)


@pytest.mark.parametrize("ending", [".mgz", ".mgh", ".hdr"])
def test_a_claim_that_the_file_cannot_hold_takes_no_memory(tmp_path, ending):
    import tracemalloc

    path = write(tmp_path, "t1", ending, np.ones((6, 6, 6), np.int16), LPS)
    header = nib.load(path).header
    header.set_data_shape((700, 700, 700))
    if ending == ".hdr":
        path.write_bytes(header.binaryblock)
    else:
        content = header.binaryblock + bytes(500)
        path.write_bytes(gzip.compress(content) if ending == ".mgz" else content)
    tracemalloc.start()
    with pytest.raises(ReadingError, match="header claims 700 × 700 × 700"):
        read_scan(path)
    assert tracemalloc.get_traced_memory()[1] < 10**7
    tracemalloc.stop()
