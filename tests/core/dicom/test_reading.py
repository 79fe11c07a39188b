"""Voxels and affine are those that the scanner wrote, or a sentence says why there are none."""

from __future__ import annotations

import itertools
import shutil
import subprocess
from pathlib import Path

import nibabel as nib
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.dicom.finding import find_series
from core.dicom.reading import read_series
from core.dicom.series import SetAside
from core.errors import GeometryError, ReadingError
from core.phantom import scanner
from core.phantom.scanner import Way, write_series
from core.progress import Cancelled
from tests.core.dicom.conftest import (
    ALIKE,
    PLAIN,
    SPACING,
    affine_of,
    change,
    same_voxels_at_same_places,
)

WAYS = {
    "explicit": Way(),
    "implicit": Way(syntax=scanner.IMPLICIT),
    "big endian": Way(syntax=scanner.BIG_ENDIAN),
    "RLE": Way(syntax=scanner.RLE),
    "JPEG-LS": Way(syntax=scanner.JPEG_LS),
    "JPEG 2000": Way(syntax=scanner.JPEG_2000),
    "enhanced": Way(enhanced=True),
    "enhanced RLE": Way(enhanced=True, syntax=scanner.RLE),
    "enhanced JPEG-LS": Way(enhanced=True, syntax=scanner.JPEG_LS),
    "enhanced JPEG 2000": Way(enhanced=True, syntax=scanner.JPEG_2000),
}
ORIENTATIONS = [
    (order, signs)
    for order in itertools.permutations(range(3))
    for signs in itertools.product((1.0, -1.0), repeat=3)
]


def by_dcm2niix(folder: Path, out: Path):
    """What dcm2niix makes of the only series in a folder; several files by size."""
    out.mkdir()
    subprocess.run(
        [shutil.which("dcm2niix") or _in_environment(), "-b", "n", "-z", "n", "-o", out, folder],
        check=True,
        capture_output=True,
    )
    (found,) = out.glob("*.nii")
    image = nib.load(found)
    return np.asarray(image.dataobj), image.affine


def _in_environment() -> str:
    import sys

    return str(Path(sys.executable).with_name("dcm2niix"))


def read(series):
    volume = read_series(series)
    return volume.data, volume.affine


@pytest.mark.parametrize("way", WAYS)
def test_every_way_of_writing_reads_back_equal(way, tmp_path, only):
    write_series(tmp_path / "a", ALIKE, affine_of(), PLAIN, WAYS[way])
    volume = read_series(only())
    np.testing.assert_array_equal(volume.data, ALIKE)
    assert volume.data.dtype == np.int16
    np.testing.assert_allclose(volume.affine, affine_of(), atol=1e-5)
    np.testing.assert_allclose(volume.header.get_best_affine(), volume.affine, atol=1e-4)


@pytest.mark.parametrize("way", ["explicit", "enhanced", "JPEG-LS"])
def test_dcm2niix_finds_the_same_voxels_at_the_same_places(way, tmp_path, only):
    axes = _rotation(0.2, -0.1, 0.3) @ np.diag([-1.0, -1.0, 1.0])
    written = affine_of(axes=axes)
    write_series(tmp_path / "a", ALIKE, written, PLAIN, WAYS[way])
    found = read(only())
    same_voxels_at_same_places(found, (ALIKE, written))
    same_voxels_at_same_places(found, by_dcm2niix(tmp_path / "a", tmp_path / "out"))


@pytest.mark.parametrize(("order", "signs"), ORIENTATIONS)
def test_every_sign_of_the_orientation(order, signs, tmp_path, only):
    axes = np.zeros((3, 3))
    axes[list(order), range(3)] = signs
    written = affine_of(axes=axes)
    write_series(tmp_path / "a", ALIKE, written, PLAIN, Way(enhanced=signs[0] < 0))
    found = read(only())
    same_voxels_at_same_places(found, (ALIKE, written))
    # Slices follow their normal, so that the axes always make a right-handed LPS system.
    assert np.linalg.det(found[1][:3, :3]) > 0


@pytest.mark.parametrize("signs", list(itertools.product((1.0, -1.0), repeat=3)))
def test_dcm2niix_agrees_on_every_sign(signs, tmp_path, only):
    axes = np.diag(signs)[:, [1, 2, 0]]
    write_series(tmp_path / "a", ALIKE, affine_of(axes=axes), PLAIN)
    same_voxels_at_same_places(read(only()), by_dcm2niix(tmp_path / "a", tmp_path / "out"))


@pytest.mark.parametrize("position", ["HFS", "HFP", "FFS", "FFP", "HFDR", "HFDL", "FFDR", "", None])
def test_the_patient_s_position_changes_nothing(position, write, only):
    from dataclasses import replace

    write(protocol=replace(PLAIN, more={"PatientPosition": position}))
    same_voxels_at_same_places(read(only()), (ALIKE, affine_of()))


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    angles=st.tuples(*[st.floats(-3, 3)] * 3),
    spacing=st.tuples(*[st.floats(0.4, 9)] * 3),
    origin=st.tuples(*[st.floats(-300, 300)] * 3),
    data=st.sampled_from([np.int16, np.uint16, np.uint8, np.int8]),
    enhanced=st.booleans(),
)
def test_any_turn_spacing_and_type(angles, spacing, origin, data, enhanced, tmp_path_factory):
    folder = tmp_path_factory.mktemp("turned")
    written = affine_of(spacing, _rotation(*angles), origin)
    voxels = np.random.default_rng(1).integers(
        np.iinfo(data).min, np.iinfo(data).max, (5, 4, 3), endpoint=True
    )
    write_series(folder, voxels.astype(data), written, PLAIN, Way(enhanced=enhanced))
    (one,) = find_series([folder]).series
    volume = read_series(one)
    assert volume.data.dtype == data
    flip = volume.affine[:3, 2] @ written[:3, 2] < 0
    np.testing.assert_array_equal(volume.data[:, :, ::-1] if flip else volume.data, voxels)
    np.testing.assert_allclose(volume.affine[:3, :2], written[:3, :2], atol=1e-4)
    np.testing.assert_allclose(np.abs(volume.affine[:3, 2]), np.abs(written[:3, 2]), atol=1e-4)


@pytest.mark.parametrize("enhanced", [False, True])
def test_rescaling_differs_from_slice_to_slice(enhanced, tmp_path, only):
    scales = [(0.5 + 0.25 * k, -10.0 * k) for k in range(10)]
    write_series(tmp_path / "a", ALIKE, affine_of(), PLAIN, Way(enhanced=enhanced, scales=scales))
    volume = read_series(only())
    assert volume.data.dtype == np.float32
    expected = ALIKE * [s for s, _ in scales] + [i for _, i in scales]
    np.testing.assert_allclose(volume.data, expected, rtol=1e-6)
    if not enhanced:
        out = by_dcm2niix(tmp_path / "a", tmp_path / "out")
        same = (np.round(volume.data, 2), volume.affine), (np.round(out[0], 2), out[1])
        same_voxels_at_same_places(*same)


def test_unused_bits_are_no_signal(write, only):
    """12 stored bits below an overlay, signed: the sign stands in bit 11."""
    values = np.random.default_rng(2).integers(-2048, 2048, ALIKE.shape)
    overlaid = ((values & 0xFFF) | 0x5000).astype(np.uint16).view(np.int16)
    for path in write(data=overlaid):
        change(path, BitsStored=12, HighBit=11)
    np.testing.assert_array_equal(read_series(only()).data, values)


@pytest.mark.parametrize("kind", [np.int16, np.uint16])
def test_jpeg_of_1992_without_loss(kind, tmp_path, write, only):
    """GDCM reads what the one within SimpleITK wrote; no rescaling is applied twice."""
    import pydicom
    import SimpleITK as sitk  # noqa: N813  # as its manual has it

    data = (ALIKE.astype(int) + 500).astype(kind)
    for number, path in enumerate(write(data=data)):
        bare = sitk.GetImageFromArray(data[:, :, number].T)
        writer = sitk.ImageFileWriter()
        writer.SetImageIO("GDCMImageIO")
        writer.SetFileName(str(tmp_path / "jpeg.dcm"))
        writer.UseCompressionOn()
        writer.SetCompressor("JPEG")
        writer.Execute(bare)
        packed = pydicom.dcmread(tmp_path / "jpeg.dcm")
        assert packed.file_meta.TransferSyntaxUID == "1.2.840.10008.1.2.4.70"
        whole = pydicom.dcmread(path)
        whole.PixelData = packed.PixelData
        whole["PixelData"].VR = "OB"
        whole.RescaleSlope, whole.RescaleIntercept = 2.0, 1.0
        whole.file_meta.TransferSyntaxUID = packed.file_meta.TransferSyntaxUID
        whole.save_as(path, enforce_file_format=True)
    (tmp_path / "jpeg.dcm").unlink()
    np.testing.assert_array_equal(read_series(only()).data, data * 2.0 + 1.0)


def test_highdicom_s_enhanced_objects_read_as_the_classic_ones_they_were_made_of(tmp_path, write):
    import highdicom
    import pydicom

    classic = [pydicom.dcmread(path) for path in write()]
    made = highdicom.legacy.LegacyConvertedEnhancedMRImage(
        classic, pydicom.uid.generate_uid(), 90, pydicom.uid.generate_uid(), 1
    )
    (tmp_path / "legacy").mkdir()
    made.save_as(tmp_path / "legacy" / "one.dcm")
    (one,) = find_series([tmp_path / "legacy"]).series
    same_voxels_at_same_places(read(one), (ALIKE, affine_of()))


def test_shuffled_frames_are_put_in_order(tmp_path, write, only):
    import pydicom

    (path,) = write(enhanced=True)
    whole = pydicom.dcmread(path)
    order = np.random.default_rng(5).permutation(10)
    groups = whole.PerFrameFunctionalGroupsSequence
    whole.PerFrameFunctionalGroupsSequence = [groups[k] for k in order]
    frames = np.frombuffer(whole.PixelData, np.int16).reshape(10, 34, 36)[order]
    whole.PixelData = frames.tobytes()
    whole.save_as(path, enforce_file_format=True)
    np.testing.assert_array_equal(read_series(only()).data, ALIKE)


@pytest.mark.parametrize("enhanced", [False, True])
@pytest.mark.parametrize("skipped", [(4,), (2, 3), (1, 6)])
def test_a_missing_slice_is_named(skipped, enhanced, write, only):
    paths = write(skip=skipped, enhanced=enhanced)
    one = only()
    assert one.verdict.code is SetAside.GEOMETRY
    name = paths[0].name if enhanced else f"IM{skipped[0]:04d}"
    said = f"{len(skipped)} missing"
    with pytest.raises(GeometryError, match=f"{said}, first after slice {skipped[0]} of") as told:
        read_series(one)
    assert name in str(told.value)
    assert "Export the series again" in str(told.value)
    assert said in one.verdict.reason


def test_missing_slices_at_the_start_are_remarked(write, only):
    write(skip=(0, 1))
    one = only()
    assert one.verdict.usable
    assert one.verdict.remarks == (
        "Its instance numbers begin at 3: slices before it may be missing.",
    )


def test_a_doubled_slice_is_named_unless_it_is_equal(tmp_path, write, only):
    paths = write()
    twin = tmp_path / "a" / "TWIN"
    shutil.copy(paths[3], twin)
    assert only().verdict.remarks == ("1 files are exact copies of others and were left out.",)
    same_voxels_at_same_places(read(only()), (ALIKE, affine_of()))
    change(twin, SOPInstanceUID="1.2.3")
    same_voxels_at_same_places(read(only()), (ALIKE, affine_of()))
    change(twin, PixelData=bytes(ALIKE[:, :, 3].nbytes))
    one = only()
    assert one.verdict.code is SetAside.GEOMETRY
    with pytest.raises(GeometryError, match="lie at the same place") as told:
        read_series(one)
    assert "IM0004" in str(told.value)
    assert "TWIN" in str(told.value)


def test_uneven_spacing_is_named(write, only):
    paths = write()
    for path, z in zip(paths[6:], (70.0, 81.0, 92.0, 103.0), strict=True):
        change(path, ImagePositionPatient=[-61.5, 40.25, z + 12.125])
    with pytest.raises(GeometryError, match="changes from 9 to 25 mm, most at slice 6 of 10"):
        read_series(only())


def test_a_slice_beside_the_line_is_named(write, only):
    change(write()[5], ImagePositionPatient=[-58.0, 40.25, 57.125])
    with pytest.raises(GeometryError, match=r"slice 6 of 10 \(IM0006\) does not lie in line"):
        read_series(only())


def test_rounded_positions_are_no_uneven_spacing(write, only):
    for k, path in enumerate(write()):
        change(path, ImagePositionPatient=[-61.5, 40.25, round(12.125 + 9 * k + 0.04 * (k % 2), 2)])
    np.testing.assert_array_equal(read_series(only()).data, ALIKE)


def test_a_tilted_gantry_keeps_every_voxel_where_it_was(write, only):
    sheared = affine_of()
    sheared[1, 2] = 9 * np.tan(np.radians(12.0))
    write(affine=sheared)
    one = only()
    assert one.verdict.remarks == ("Its slices are stacked aslant by 12.0° (gantry tilt).",)
    volume = read_series(one)
    np.testing.assert_array_equal(volume.data, ALIKE)
    np.testing.assert_allclose(volume.affine, sheared, atol=1e-4)


@pytest.mark.parametrize(
    ("element", "said"),
    [
        ("ImagePositionPatient", "tells no position"),
        ("ImageOrientationPatient", "tells no orientation"),
        ("PixelSpacing", "tells no pixel spacing"),
    ],
)
@pytest.mark.parametrize("value", [None, []])
def test_slices_without_a_place_are_named(element, said, value, write, only):
    for path in write():
        change(path, **{element: value})
    one = only()
    assert one.verdict.code is SetAside.NO_PLACE
    with pytest.raises(GeometryError, match=f"IM0001, first of 10, {said}"):
        read_series(one)


@pytest.mark.parametrize("cosines", [[1, 0, 0, 1, 0, 0], [0] * 6, [2, 0, 0, 0, 1, 0]])
def test_an_impossible_orientation_is_named(cosines, write, only):
    for path in write():
        change(path, ImageOrientationPatient=cosines)
    with pytest.raises(GeometryError, match="tells an impossible orientation"):
        read_series(only())


def test_one_slice_without_a_place_leaves_a_gap_that_is_told(tmp_path, write):
    change(write()[4], ImagePositionPatient=None)
    whole, lost = find_series([tmp_path]).series
    assert whole.verdict.code is SetAside.GEOMETRY
    assert lost.verdict.code is SetAside.NO_PLACE
    with pytest.raises(GeometryError, match="1 missing, first after slice 4"):
        read_series(whole)


@pytest.mark.parametrize("what", ["cut", "none", "garbage"])
def test_pixels_that_cannot_be_had_are_told_by_file(what, write, only):
    paths = write(syntax=scanner.JPEG_LS if what == "garbage" else scanner.EXPLICIT)
    if what == "cut":
        paths[2].write_bytes(paths[2].read_bytes()[:-200])
    elif what == "none":
        change(paths[2], PixelData=None)
    else:
        from pydicom.encaps import encapsulate

        change(paths[2], PixelData=encapsulate([b"no JPEG-LS at all, none"]))
    with pytest.raises(ReadingError, match=r"IM0003: .*[Ee]xport"):
        read_series(only())


def test_a_file_that_went_away_is_named(write, only):
    paths = write()
    one = only()
    paths[7].unlink()
    with pytest.raises(ReadingError, match="IM0008"):
        read_series(one)


def test_reading_can_be_cancelled(write, only):
    write()
    one = only()

    def stop(done, total, text):
        if done == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_series(one, stop)


def _rotation(x: float, y: float, z: float) -> np.ndarray:
    from scipy.spatial.transform import Rotation

    return Rotation.from_euler("xyz", (x, y, z)).as_matrix()


def test_the_spacing_of_the_tests_tells_every_axis_apart():
    assert len(set(SPACING)) == len(set(ALIKE.shape)) == 3
