"""Reading one NIfTI file: what comes out, and a sentence for everything that goes wrong."""

from __future__ import annotations

import contextlib
import gzip
import os
import shutil
from pathlib import Path

import hypothesis
import nibabel as nib
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import GeometryError, GliovistaError, ReadingError
from core.files.header_repairs import former_unit
from core.files.nifti import MAX_VOXELS, read_header, read_volume
from core.files.writing import write_volume
from tests.conftest import LPS, write_nifti

SHAPE = (5, 4, 3)
VALUES = np.arange(60, dtype=np.int16).reshape(SHAPE)


def changed_header(path: Path, **fields) -> Path:
    """Overwrite header fields in an uncompressed file, without any check."""
    content = bytearray(path.read_bytes())
    header = np.frombuffer(content, nib.Nifti1Header.template_dtype, 1)
    for name, value in fields.items():
        header[name] = value
    path.write_bytes(content)
    return path


# What comes out


@pytest.mark.parametrize("name", ["v.nii", "v.nii.gz"])
@pytest.mark.parametrize("kind", [np.uint8, np.int16, np.int32, np.uint16, np.float32])
def test_types_stay_as_stored(tmp_path, name, kind):
    volume = read_volume(write_nifti(tmp_path / name, VALUES.astype(kind)))
    assert volume.data.dtype == kind
    np.testing.assert_array_equal(volume.data, VALUES)
    np.testing.assert_array_equal(volume.affine, LPS)
    assert volume.grid.axis_codes == "LPS"
    assert volume.path == tmp_path / name


@pytest.mark.parametrize(("wide", "narrow"), [(np.float64, np.float32), (np.int64, np.int32)])
def test_64_bits_are_brought_to_32(tmp_path, wide, narrow):
    path = tmp_path / "v.nii.gz"
    nib.save(nib.Nifti1Image(VALUES.astype(wide), LPS, dtype=wide), path)
    volume = read_volume(path)
    assert volume.data.dtype == narrow
    np.testing.assert_array_equal(volume.data, VALUES)


@pytest.mark.parametrize("size", [1e-300, 1e-41, 1e300])
def test_64_bits_stay_where_32_would_lose_the_values(tmp_path, size):
    nib.save(nib.Nifti1Image(VALUES * size, LPS), tmp_path / "v.nii.gz")
    np.testing.assert_array_equal(read_volume(tmp_path / "v.nii.gz").data, VALUES * size)


def test_scaled_values(tmp_path):
    image = nib.Nifti1Image(VALUES, LPS)
    image.header.set_slope_inter(0.5, -3)
    nib.save(image, tmp_path / "v.nii.gz")
    # nibabel stores what gives these values back.
    assert float(read_header(tmp_path / "v.nii.gz")["scl_slope"]) == 0.5
    volume = read_volume(tmp_path / "v.nii.gz")
    assert volume.data.dtype == np.float32
    np.testing.assert_allclose(volume.data, nib.load(tmp_path / "v.nii.gz").get_fdata())


def test_slope_zero_means_unscaled(tmp_path):
    path = changed_header(write_nifti(tmp_path / "v.nii", VALUES), scl_slope=0, scl_inter=7)
    np.testing.assert_array_equal(read_volume(path).data, VALUES)


def test_big_endian(tmp_path):
    header = nib.Nifti1Header(endianness=">")
    header.set_data_dtype(np.dtype(">i2"))
    image = nib.Nifti1Image(VALUES, LPS, header)
    nib.save(image, tmp_path / "v.nii.gz")
    volume = read_volume(tmp_path / "v.nii.gz")
    assert volume.data.dtype == np.dtype(np.int16)
    np.testing.assert_array_equal(volume.data, VALUES)


def test_nifti_2(tmp_path):
    nib.save(nib.Nifti2Image(VALUES, LPS), tmp_path / "v.nii.gz")
    np.testing.assert_array_equal(read_volume(tmp_path / "v.nii.gz").data, VALUES)


@pytest.mark.parametrize("axes", [1, 2])
def test_unit_axes_at_the_end_are_dropped(tmp_path, axes):
    data = VALUES.reshape(*SHAPE, *(1,) * axes)
    volume = read_volume(write_nifti(tmp_path / "v.nii.gz", data))
    np.testing.assert_array_equal(volume.data, VALUES)


def test_the_name_does_not_decide_how_it_is_read(tmp_path):
    plain = write_nifti(tmp_path / "a.nii", VALUES).rename(tmp_path / "plain.nii.gz")
    packed = write_nifti(tmp_path / "b.nii.gz", VALUES).rename(tmp_path / "packed.nii")
    np.testing.assert_array_equal(read_volume(plain).data, VALUES)
    np.testing.assert_array_equal(read_volume(packed).data, VALUES)


def test_qform_alone_places_the_voxels(tmp_path):
    affine = np.array([[0, -2.0, 0, 5], [1.5, 0, 0, 6], [0, 0, 3, 7], [0, 0, 0, 1]])
    image = nib.Nifti1Image(VALUES, None)
    image.set_qform(affine, 1)
    nib.save(image, tmp_path / "v.nii")
    np.testing.assert_allclose(read_volume(tmp_path / "v.nii").affine, affine, atol=1e-5)


@given(
    flips=st.tuples(*[st.sampled_from([-1.0, 1.0])] * 3),
    order=st.permutations(range(3)),
    spacing=st.tuples(*[st.floats(0.3, 6)] * 3),
)
def test_any_orientation_reads_as_nibabel_reads_it(tmp_path_factory, flips, order, spacing):
    affine = np.eye(4)
    affine[:3, :3] = np.diag(np.multiply(flips, spacing))[:, order]
    path = write_nifti(tmp_path_factory.mktemp("o") / "v.nii", VALUES, affine)
    volume = read_volume(path)
    np.testing.assert_allclose(volume.affine, nib.load(path).affine)
    np.testing.assert_array_equal(volume.data, np.asarray(nib.load(path).dataobj))


QUATERNIONS = st.tuples(*[st.floats(-1, 1)] * 4).filter(lambda q: np.linalg.norm(q) > 0.1)


@given(QUATERNIONS, st.sampled_from([-1.0, 0.0, 1.0]), st.sampled_from([1.0, 1.0 + 1e-6, 1.004]))
def test_a_qform_is_read_as_itk_reads_it(tmp_path_factory, turn, qfac, longer):
    """qfac 0 counts as 1, and a quaternion that rounding has lengthened as one of length 1."""
    turn = np.array(turn) / np.linalg.norm(turn) * np.sign(turn[0] or 1)
    if longer > 1:  # a turn by 180 degrees, whose three parts alone are that long
        turn = np.array([0, *turn[1:]]) / max(np.linalg.norm(turn[1:]), 1e-9)
        hypothesis.assume(np.linalg.norm(turn) > 0.5)
    path = write_nifti(tmp_path_factory.mktemp("q") / "v.nii", VALUES)
    b, c, d = turn[1:] * longer
    pixdim = (qfac, 1, 2, 3, 1, 1, 1, 1)
    changed_header(
        path, sform_code=0, qform_code=1, pixdim=pixdim, quatern_b=b, quatern_c=c, quatern_d=d
    )
    volume = read_volume(path)
    expected = nib.quaternions.quat2mat(turn) @ np.diag([1, 2, 3 * (qfac or 1)])
    np.testing.assert_allclose(volume.affine[:3, :3], expected, atol=2e-3)
    assert np.linalg.norm(volume.affine[:3, :3], axis=0) == pytest.approx([1, 2, 3], rel=1e-5)
    # What is written from it lies on the same grid.
    write_volume(np.zeros(SHAPE, np.uint8), volume, path.with_name("w.nii"))
    np.testing.assert_allclose(
        read_volume(path.with_name("w.nii")).affine, volume.affine, atol=1e-5
    )


@pytest.mark.parametrize(("code", "factor"), [(1, 1e-3), (3, 1e3), (2, 1), (0, 1)])
@pytest.mark.parametrize("form", ["sform", "qform"])
def test_metres_and_microns_become_millimetres(tmp_path, code, factor, form):
    affine = np.array([[0, -0.9, 0, 5], [1.2, 0, 0, 6], [0, 0, 5.5, 7], [0, 0, 0, 1]])
    stored = affine.copy()
    stored[:3] *= factor
    image = nib.Nifti1Image(VALUES, None)
    image.set_sform(stored, int(form == "sform"))
    image.set_qform(stored, int(form == "qform"))
    image.header["pixdim"][1:4] = np.linalg.norm(stored[:3, :3], axis=0)
    nib.save(image, tmp_path / "v.nii")
    changed_header(tmp_path / "v.nii", xyzt_units=code | 8)
    volume = read_volume(tmp_path / "v.nii")
    np.testing.assert_allclose(volume.affine, affine, atol=1e-5)
    assert former_unit(volume.header) == {1: "metres", 3: "microns"}.get(code)
    write_volume(np.zeros(SHAPE, np.uint8), volume, tmp_path / "w.nii")
    again = read_volume(tmp_path / "w.nii")
    np.testing.assert_allclose(again.affine, affine, atol=1e-5)
    assert former_unit(again.header) is None


@pytest.mark.parametrize("code", [1, 3])
def test_a_unit_that_makes_no_head_is_not_believed(tmp_path, code):
    path = changed_header(write_nifti(tmp_path / "v.nii", VALUES), xyzt_units=code)
    volume = read_volume(path)
    np.testing.assert_array_equal(volume.affine, LPS)
    assert former_unit(volume.header) is None


# What goes wrong


def refusal(path: Path) -> str:
    with pytest.raises(GliovistaError) as caught:
        read_volume(path)
    text = str(caught.value)
    assert str(path) in text
    assert text.endswith(".")
    return text


def test_missing_file(tmp_path):
    assert "no such file" in refusal(tmp_path / "none.nii.gz")


def test_folder(tmp_path):
    assert "found a folder" in refusal(tmp_path)


@pytest.mark.parametrize("name", ["v.nii", "v.nii.gz"])
def test_empty_file(tmp_path, name):
    (tmp_path / name).write_bytes(b"")
    assert "empty" in refusal(tmp_path / name)


def test_empty_after_decompression(tmp_path):
    (tmp_path / "v.nii.gz").write_bytes(gzip.compress(b""))
    assert "empty" in refusal(tmp_path / "v.nii.gz")


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.9, 0.999])
def test_truncated_gzip(tmp_path, keep):
    rng = np.random.default_rng(0)
    path = write_nifti(tmp_path / "v.nii.gz", rng.integers(0, 999, (20, 20, 20), np.int16))
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * keep)])
    assert "cut short" in refusal(path)


def test_truncated_plain_file(tmp_path):
    path = write_nifti(tmp_path / "v.nii", VALUES)
    path.write_bytes(path.read_bytes()[:-10])
    assert "cut short" in refusal(path)


def test_damaged_gzip(tmp_path):
    rng = np.random.default_rng(0)
    path = write_nifti(tmp_path / "v.nii.gz", rng.integers(0, 999, (20, 20, 20), np.int16))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)
    text = refusal(path)
    assert "damaged" in text or "cut short" in text


def test_wrong_checksum(tmp_path):
    path = write_nifti(tmp_path / "v.nii.gz", VALUES)
    content = bytearray(path.read_bytes())
    content[-8] ^= 0xFF
    path.write_bytes(content)
    assert "damaged" in refusal(path)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"hello, this is not a scan\n" * 40, "a text file that begins “hello, this is not a scan"),
        (b"short text", "a text file"),
        ("<html>Página no encontrada</html>".encode() * 30, "a text file"),
        (b"\0" * 128 + b"DICM" + b"\0" * 400, "a DICOM file"),
        (b"PK\x03\x04" + bytes(range(256)) * 3, "a zip archive"),
        (b"NRRD0004\n" + bytes(range(256)) * 3, "an NRRD file"),
        (bytes(range(256)) * 3, "of an unknown kind"),
        (gzip.compress(b"hello, packed text\n" * 40, mtime=0), "a text file"),
        (gzip.compress(b"\0" * 128 + b"DICM" + b"\0" * 400, mtime=0), "a DICOM file"),
        (gzip.compress(gzip.compress(bytes(range(256)) * 9), mtime=0), "not a NIfTI"),
    ],
)
def test_files_that_are_something_else(tmp_path, content, words):
    path = tmp_path / "v.nii.gz"
    path.write_bytes(content)
    text = refusal(path)
    assert words in text
    assert "not a NIfTI" in text


@pytest.mark.parametrize("lead", range(4))
def test_text_whose_last_letter_is_cut(tmp_path, lead):
    path = tmp_path / "v.nii.gz"
    path.write_bytes(("a" * lead + "ñandú" * 200).encode())
    assert "a text file" in refusal(path)


def test_no_offset_means_right_after_the_header(tmp_path):
    path = changed_header(write_nifti(tmp_path / "v.nii", VALUES), vox_offset=0)
    np.testing.assert_array_equal(read_volume(path).data, VALUES)


@pytest.mark.parametrize("offset", [1, 108, 347, 348, 351.5])
@pytest.mark.parametrize("kind", [nib.Nifti1Image, nib.Nifti2Image])
def test_values_within_the_header_are_refused(tmp_path, offset, kind):
    nib.save(kind(VALUES, LPS), tmp_path / "v.nii")
    content = bytearray((tmp_path / "v.nii").read_bytes())
    header = np.frombuffer(content, kind.header_class.template_dtype, 1)
    header["vox_offset"] = offset
    (tmp_path / "v.nii").write_bytes(content)
    assert "within the header itself" in refusal(tmp_path / "v.nii")


def test_analyze_file(tmp_path):
    path = changed_header(write_nifti(tmp_path / "v.nii", VALUES), magic=b"")
    assert "Analyze" in refusal(path)


TAILS = [
    b"\0" * 512,
    b"x",
    b"\n",
    b"\x1f",
    b"-----BEGIN SIGNATURE-----\n" * 90,
    b"\0" * 9 + b"tail",
]


@pytest.mark.parametrize("tail", TAILS)
@pytest.mark.parametrize("members", [1, 2])
def test_what_follows_the_compressed_data_does_not_matter(tmp_path, tail, members):
    rng = np.random.default_rng(0)
    data = rng.integers(0, 999, (40, 40, 30), np.int16)
    plain = write_nifti(tmp_path / "v.nii", data).read_bytes()
    cut = len(plain) // 2 if members == 2 else len(plain)
    content = gzip.compress(plain[:cut]) + (gzip.compress(plain[cut:]) if members == 2 else b"")
    path = tmp_path / "v.nii.gz"
    path.write_bytes(content + tail)
    np.testing.assert_array_equal(read_volume(path).data, data)
    assert read_header(path).get_data_shape() == data.shape
    damaged = bytearray(content + tail)
    damaged[len(content) - 8] ^= 0xFF
    path.write_bytes(damaged)
    assert "damaged" in refusal(path)
    path.write_bytes(content[: len(content) // 3])
    assert "cut short" in refusal(path)


def test_half_of_a_pair(tmp_path):
    nib.save(nib.Nifti1Pair(VALUES, LPS), tmp_path / "v.hdr")
    assert "pair" in refusal(tmp_path / "v.hdr")


@pytest.mark.parametrize("shape", [(6, 7), (6, 7, 1), (1, 6, 7), (9,)])
def test_two_dimensional_data(tmp_path, shape):
    path = write_nifti(tmp_path / "v.nii.gz", np.ones(shape, np.int16))
    assert "2-D" in refusal(path)


def test_stack_says_how_to_open_it(tmp_path):
    path = write_nifti(tmp_path / "v.nii.gz", np.ones((6, 7, 8, 4), np.int16))
    assert "stacked" in refusal(path)


def test_a_vector_image_is_a_stack_too(tmp_path):
    path = write_nifti(tmp_path / "v.nii.gz", np.ones((6, 7, 8, 1, 4), np.int16))
    assert "stacked" in refusal(path)


def test_an_axis_of_one_before_the_others_is_told(tmp_path):
    path = write_nifti(tmp_path / "v.nii.gz", np.ones((1, 6, 7, 8), np.int16))
    text = refusal(path)
    assert "behind an axis of length one (1 × 6 × 7 × 8)" in text
    assert "squeeze" in text


def test_time_series(tmp_path):
    path = write_nifti(tmp_path / "v.nii.gz", np.ones((6, 7, 8, 20), np.int16))
    assert "series over time" in refusal(path)


def huge(path: Path, **fields) -> Path:
    header = nib.Nifti1Header()
    header["dim"] = (3, 6000, 6000, 6000, 1, 1, 1, 1)
    header["magic"] = b"n+1"
    header["vox_offset"] = 352
    for name, value in fields.items():
        header[name] = value
    content = header.binaryblock + b"\0" * 1000
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path


@pytest.mark.parametrize("name", ["v.nii", "v.nii.gz"])
def test_absurd_size_is_refused_before_memory_is_taken(tmp_path, name):
    text = refusal(huge(tmp_path / name))
    assert "6000 × 6000 × 6000" in text
    assert f"the {MAX_VOXELS} that" in text


def test_a_header_of_a_hundred_thousand_cubed(tmp_path):
    header = nib.Nifti2Header()
    header["dim"] = (3, 10**5, 10**5, 10**5, 1, 1, 1, 1)
    header["magic"] = b"n+2"
    header["vox_offset"] = 544
    path = tmp_path / "v.nii.gz"
    path.write_bytes(gzip.compress(header.binaryblock + b"\0" * 1000))
    assert "100000 × 100000 × 100000" in refusal(path)


@pytest.mark.parametrize("name", ["v.nii", "v.nii.gz"])
def test_a_size_that_the_file_cannot_hold(tmp_path, name):
    assert "cut short" in refusal(huge(tmp_path / name, dim=(3, 500, 500, 500, 1, 1, 1, 1)))


def test_nothing_is_read_beyond_what_the_header_says(tmp_path):
    path = write_nifti(tmp_path / "v.nii", VALUES)
    bomb = gzip.compress(path.read_bytes() + b"\0" * 50_000_000)
    (tmp_path / "bomb.nii.gz").write_bytes(bomb)
    np.testing.assert_array_equal(read_volume(tmp_path / "bomb.nii.gz").data, VALUES)


@pytest.mark.parametrize("dim", [(0,) * 8, (9,) + (1,) * 7, (3, 5, -4, 3, 1, 1, 1, 1)])
def test_impossible_dimensions(tmp_path, dim):
    path = changed_header(write_nifti(tmp_path / "v.nii", VALUES), dim=dim)
    assert "cannot be" in refusal(path)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (np.dtype([("R", "u1"), ("G", "u1"), ("B", "u1")]), "colours"),
        (np.complex64, "complex numbers"),
    ],
)
def test_more_than_one_number_a_voxel(tmp_path, kind, words):
    nib.save(nib.Nifti1Image(np.zeros(SHAPE, kind), LPS), tmp_path / "v.nii.gz")
    assert words in refusal(tmp_path / "v.nii.gz")


def test_unknown_data_type(tmp_path):
    path = changed_header(write_nifti(tmp_path / "v.nii", VALUES), datatype=999)
    assert "data type" in refusal(path)


@pytest.mark.parametrize("value", [0.0, np.nan])
def test_zero_or_missing_spacing(tmp_path, value):
    path = write_nifti(tmp_path / "v.nii", VALUES)
    pixdim = (1, value, 1, 1, 1, 1, 1, 1)
    changed_header(path, pixdim=pixdim, sform_code=0)
    assert "voxel size" in refusal(path)


@pytest.mark.parametrize("value", [0.0, np.nan])
def test_unusable_sform(tmp_path, value):
    path = changed_header(write_nifti(tmp_path / "v.nii", VALUES), srow_x=(value,) * 4)
    with pytest.raises(GeometryError, match="affine"):
        read_volume(path)


def test_unusable_qform(tmp_path):
    path = changed_header(
        write_nifti(tmp_path / "v.nii", VALUES), sform_code=0, quatern_b=5.0, quatern_c=5.0
    )
    assert "where the voxels lie" in refusal(path)


@pytest.mark.skipif(
    os.name == "nt" or getattr(os, "geteuid", lambda: 1)() == 0,
    reason="root may read everything, and Windows has other permissions",
)
def test_no_permission(tmp_path):
    path = write_nifti(tmp_path / "v.nii", VALUES)
    path.chmod(0)
    assert "no permission" in refusal(path)


def test_no_permission_even_as_root(tmp_path, monkeypatch):
    path = write_nifti(tmp_path / "v.nii", VALUES)

    def denied(self, *_args, **_kwargs):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", denied)
    assert "no permission" in refusal(path)


@given(st.binary(max_size=900), st.booleans())
def test_no_bytes_crash_it(tmp_path_factory, content, packed):
    path = tmp_path_factory.mktemp("b") / "v.nii.gz"
    path.write_bytes(gzip.compress(content) if packed else content)
    with pytest.raises(GliovistaError):
        read_volume(path)


@given(st.integers(0, 347), st.integers(0, 255))
def test_no_damaged_header_crashes_it(tmp_path_factory, place, value):
    folder = tmp_path_factory.mktemp("h")
    path = write_nifti(folder / "v.nii", VALUES)
    content = bytearray(path.read_bytes())
    content[place] = value
    path.write_bytes(content)
    with contextlib.suppress(ReadingError, GeometryError):
        assert read_volume(path).data.ndim == 3
    shutil.rmtree(folder)


def test_compressed_data_that_cannot_be_are_damage(tmp_path):
    """isal tells of them with a type of its own, which is no OSError."""
    path = write_nifti(tmp_path / "a.nii.gz", np.arange(4000, dtype=np.int16).reshape(10, 20, 20))
    whole = path.read_bytes()
    refused = set()
    for value in range(256):
        path.write_bytes(whole[:12] + bytes([value]) * 6 + whole[18:])
        try:
            read_volume(path)
        except ReadingError as error:
            refused.add("compressed data are damaged" in str(error))
    assert True in refused


def test_a_claim_that_fills_the_memory_is_refused_by_its_size(tmp_path, monkeypatch):
    path = write_nifti(tmp_path / "a.nii.gz", np.zeros((40, 40, 40), np.float32))
    monkeypatch.setattr("core.files.nifti.memory_gb", lambda: 256_352 / 0.75 / 1e9)
    read_volume(path)
    monkeypatch.setattr("core.files.nifti.memory_gb", lambda: 256_351 / 0.75 / 1e9)
    with pytest.raises(ReadingError, match=r"computer has 0\.0 GB"):
        read_volume(path)


def test_values_that_begin_after_gigabytes_of_nothing_are_not_looked_for(tmp_path):
    image = nib.Nifti1Image(np.zeros((4, 4, 4), np.uint8), LPS)
    image.header["vox_offset"] = 2**30
    path = tmp_path / "a.nii"
    path.write_bytes(image.header.binaryblock + bytes(100))
    with pytest.raises(ReadingError, match="impossible"):
        read_volume(path)
