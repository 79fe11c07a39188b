"""Files that stack several sequences."""

from __future__ import annotations

import nibabel as nib
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import GeometryError, ReadingError
from core.files.nifti import states_place
from core.files.stacked import DECATHLON_ORDER, parse_order, read_stack, stack_channels
from core.studies.study import Modality
from tests.conftest import LPS, write_nifti

T1, T1GD, T2, FLAIR = Modality
SHAPE = (9, 10, 11)
LAST = np.arange(9 * 10 * 11 * 4, dtype=np.int16).reshape(*SHAPE, 4)
FIRST = np.moveaxis(LAST, -1, 0)


@pytest.mark.parametrize(
    "text", ["flair,t1,t1gd,t2", "FLAIR T1w T1ce T2w", " fla; t1n ;t1c; t2w ", "flair/T1/T1Gd/T2"]
)
def test_an_order_in_any_habit(text):
    assert parse_order(text) == DECATHLON_ORDER


@given(st.permutations(list(Modality)))
def test_every_order_reads_back(order):
    assert parse_order(",".join(m.value for m in order)) == tuple(order)


def test_no_order_explains_why_one_is_needed(tmp_path):
    with pytest.raises(ReadingError, match=r"no agreed order.*FLAIR,T1,T1Gd,T2"):
        parse_order("  ")
    path = write_nifti(tmp_path / "s.nii.gz", LAST)
    with pytest.raises(ReadingError, match="no agreed order"):
        read_stack(path, ())


def test_words_that_name_nothing_or_twice():
    with pytest.raises(ReadingError, match="“pd” names no sequence"):
        parse_order("t1,pd,t2,flair")
    with pytest.raises(ReadingError, match="T1 twice"):
        parse_order("t1,t1n,t2,flair")


@pytest.mark.parametrize("name", ["s.nii", "s.nii.gz"])
def test_nifti_channels_last(tmp_path, name):
    affine = LPS @ np.diag([2.0, 1, 1, 1])
    path = write_nifti(tmp_path / name, LAST, affine)
    assert stack_channels(path) == 4
    volumes = read_stack(path, DECATHLON_ORDER)
    assert list(volumes) == list(Modality)
    for n, modality in enumerate(DECATHLON_ORDER):
        np.testing.assert_array_equal(volumes[modality].data, LAST[..., n])
        np.testing.assert_array_equal(volumes[modality].affine, affine)
        assert volumes[modality].data.dtype == np.int16
        assert volumes[modality].header.get_data_shape() == SHAPE
        assert states_place(volumes[modality].header)


@pytest.mark.parametrize("count", [2, 3, 4])
def test_a_vector_image_as_itk_writes_it(tmp_path, count):
    image = nib.Nifti1Image(LAST[:, :, :, None, :count], LPS)
    image.header.set_intent("vector")
    nib.save(image, tmp_path / "s.nii.gz")
    assert stack_channels(tmp_path / "s.nii.gz") == count
    order = tuple(Modality)[-count:]
    for n, (modality, volume) in enumerate(read_stack(tmp_path / "s.nii.gz", order).items()):
        assert modality is order[n]
        np.testing.assert_array_equal(volume.data, LAST[..., n])
        np.testing.assert_array_equal(volume.affine, LPS)
        assert volume.header.get_intent()[0] == "none"
        assert volume.header.get_data_shape() == SHAPE


@pytest.mark.parametrize("axis", [0, 1, 3, 4])
def test_an_axis_of_one_in_an_array_is_none(tmp_path, axis):
    np.save(tmp_path / "s.npy", np.expand_dims(LAST, axis))
    assert stack_channels(tmp_path / "s.npy") == 4
    np.testing.assert_array_equal(
        read_stack(tmp_path / "s.npy", tuple(Modality))[T2].data, LAST[..., 2]
    )


def test_nifti_channels_first_has_no_place(tmp_path):
    path = write_nifti(tmp_path / "s.nii.gz", FIRST, np.diag([5.0, 5, 5, 1]))
    volumes = read_stack(path, tuple(Modality))
    np.testing.assert_array_equal(volumes[T2].data, LAST[..., 2])
    np.testing.assert_array_equal(volumes[T2].affine, np.eye(4))
    assert not states_place(volumes[T2].header)


@pytest.mark.parametrize("data", [LAST, FIRST], ids=["last", "first"])
def test_numpy(tmp_path, data):
    np.save(tmp_path / "s.npy", data)
    assert stack_channels(tmp_path / "s.npy") == 4
    volumes = read_stack(tmp_path / "s.npy", tuple(Modality))
    for n, modality in enumerate(Modality):
        np.testing.assert_array_equal(volumes[modality].data, LAST[..., n])
        np.testing.assert_array_equal(volumes[modality].affine, np.eye(4))
        assert not states_place(volumes[modality].header)
        assert not isinstance(volumes[modality].data, np.memmap)


def test_an_affine_that_is_given_counts(tmp_path):
    np.save(tmp_path / "s.npy", LAST.astype(np.float64))
    volume = read_stack(tmp_path / "s.npy", tuple(Modality), LPS)[FLAIR]
    np.testing.assert_array_equal(volume.affine, LPS)
    np.testing.assert_array_equal(volume.header.get_best_affine(), LPS)
    assert states_place(volume.header)
    assert volume.data.dtype == np.float32
    with pytest.raises(GeometryError, match="singular"):
        read_stack(tmp_path / "s.npy", tuple(Modality), np.zeros((4, 4)))


def test_a_plain_volume_is_one_channel(tmp_path):
    path = write_nifti(tmp_path / "v.nii.gz", LAST[..., 0])
    assert stack_channels(path) == 1
    with pytest.raises(ReadingError, match="found a single one"):
        read_stack(path, tuple(Modality))


def test_an_order_of_another_length(tmp_path):
    path = write_nifti(tmp_path / "s.nii.gz", LAST[..., :3])
    with pytest.raises(ReadingError, match="holds 3 sequences, but the order names 4"):
        read_stack(path, tuple(Modality))
    assert list(read_stack(path, (FLAIR, T1, T2))) == [T1, T2, FLAIR]


@pytest.mark.parametrize(
    ("shape", "words"),
    [
        ((4, 9, 9, 4), "both could count"),
        ((20, 20, 20, 20), "neither could count"),
        ((9, 9), "four axes"),
        ((2, 9, 9, 9, 4), "four axes"),
    ],
)
def test_shapes_that_are_no_stack(tmp_path, shape, words):
    np.save(tmp_path / "s.npy", np.zeros(shape, np.int16))
    with pytest.raises(ReadingError, match=words):
        read_stack(tmp_path / "s.npy", tuple(Modality))


def test_objects_are_never_unpickled(tmp_path):
    np.save(tmp_path / "s.npy", np.array([{"a": 1}], dtype=object), allow_pickle=True)
    with pytest.raises(ReadingError, match="not a readable numpy array"):
        read_stack(tmp_path / "s.npy", tuple(Modality))


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "cut short|not a readable"), (b"hello" * 100, "not a readable")],
)
def test_numpy_files_that_are_none(tmp_path, content, words):
    (tmp_path / "s.npy").write_bytes(content)
    with pytest.raises(ReadingError, match=words):
        read_stack(tmp_path / "s.npy", tuple(Modality))


def test_truncated_numpy(tmp_path):
    path = tmp_path / "s.npy"
    np.save(path, LAST)
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(ReadingError, match=r"s\.npy"):
        read_stack(path, tuple(Modality))


def test_an_archive_is_no_array(tmp_path):
    np.savez(tmp_path / "s.npz", LAST)
    (tmp_path / "s.npz").rename(tmp_path / "s.npy")
    with pytest.raises(ReadingError, match="archive"):
        read_stack(tmp_path / "s.npy", tuple(Modality))


def test_complex_and_missing(tmp_path):
    np.save(tmp_path / "s.npy", LAST.astype(np.complex64))
    with pytest.raises(ReadingError, match="complex"):
        read_stack(tmp_path / "s.npy", tuple(Modality))
    with pytest.raises(ReadingError, match="no such file"):
        stack_channels(tmp_path / "none.npy")
    with pytest.raises(ReadingError, match="no such file"):
        stack_channels(tmp_path / "none.nii.gz")


def test_an_absurd_nifti_stack(tmp_path):
    header = nib.Nifti1Header()
    header["dim"] = (4, 9000, 9000, 9000, 4, 1, 1, 1)
    header["magic"] = b"n+1"
    header["vox_offset"] = 352
    (tmp_path / "s.nii").write_bytes(header.binaryblock + b"\0" * 99)
    with pytest.raises(ReadingError, match="9000 × 9000 × 9000 × 4"):
        read_stack(tmp_path / "s.nii", tuple(Modality))


def test_a_numpy_header_that_no_parser_ends_is_told(tmp_path):
    path = tmp_path / "a.npy"
    np.save(path, np.zeros((4, 8, 9, 10), np.int16))
    path.write_bytes(path.read_bytes().replace(b"}", b"{"))
    with pytest.raises(ReadingError, match="not a readable numpy array"):
        read_stack(path, DECATHLON_ORDER)
