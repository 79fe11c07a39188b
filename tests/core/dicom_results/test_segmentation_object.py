"""DICOM-SEG of every orientation, read again by others."""

from __future__ import annotations

from dataclasses import replace

import highdicom
import numpy as np
import pydicom
import pytest

from core.dicom_results import segmentation_object
from core.dicom_results.segmentation_object import write_segmentation_object
from core.dicom_results.structure_set import write_structure_set
from core.errors import ReadingError, WritingError
from core.labels import LABEL_RGB, Label, Region, whole_tumour_alone
from core.studies.provenance import Provenance
from core.studies.study import Volume
from tests.core.dicom_results.conftest import (
    ORDERS,
    PLAIN,
    SIGNS,
    labels_in,
    problems,
    turned,
)

AXIAL = turned(ORDERS["axial"], (-1, -1, 1))


def segment_planes(path):
    """By highdicom: source instance to its labels; frames of an enhanced one after one another."""
    seg = highdicom.seg.segread(path)
    (source,) = {str(study) for study, _, _ in seg.get_source_image_uids()}
    assert source == seg.StudyInstanceUID
    uids = [str(sop) for _, _, sop in seg.get_source_image_uids()]
    return seg, uids


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("signs", SIGNS)
def test_every_source_image_bears_the_labels_of_its_own_pixels(series, tmp_path, order, signs):
    made = series(turned(ORDERS[order], signs))
    path = tmp_path / "x.dcm"
    write_segmentation_object(made.segmentation, made.volume, path)
    seg, uids = segment_planes(path)
    planes = seg.get_pixels_by_source_instance(
        uids, combine_segments=True, ignore_spatial_locations=True,
        assert_missing_frames_are_empty=True,
    )  # fmt: skip
    sources = {str(s.SOPInstanceUID): s for s in map(pydicom.dcmread, made.paths)}
    assert set(uids) == set(sources)
    for uid, plane in zip(uids, planes, strict=True):
        np.testing.assert_array_equal(plane, labels_in(sources[uid].pixel_array))
    for frame in seg.PerFrameFunctionalGroupsSequence:
        (derived,) = frame.DerivationImageSequence
        source = sources[derived.SourceImageSequence[0].ReferencedSOPInstanceUID]
        position = frame.PlanePositionSequence[0].ImagePositionPatient
        assert position == source.ImagePositionPatient


@pytest.mark.parametrize("degrees", [0.0, 17.0])
@pytest.mark.parametrize("enhanced", [False, True])
@pytest.mark.parametrize("position", ["HFS", "FFS", "HFP", "FFP", "HFDR", "FFDL"])
def test_highdicom_sees_the_labels_at_their_places(series, tmp_path, position, enhanced, degrees):
    protocol = replace(PLAIN, more={"PatientPosition": position})
    affine = turned(ORDERS["coronal"], (1, -1, -1), degrees)
    made = series(affine, protocol=protocol, enhanced=enhanced)
    path = tmp_path / "x.dcm"
    write_segmentation_object(made.segmentation, made.volume, path)
    seg = highdicom.seg.segread(path)
    found = seg.get_volume(combine_segments=True)
    lps = np.diag([-1, -1, 1, 1]) @ made.volume.affine
    inside = np.argwhere(found.array > 0)
    assert len(inside) == np.count_nonzero(made.segmentation.label_map)
    world = found.affine @ np.column_stack([inside, np.ones(len(inside))]).T
    ijk = np.round(np.linalg.inv(lps) @ world)[:3].astype(int)
    labels = made.segmentation.label_map[tuple(ijk)]
    np.testing.assert_array_equal(labels, found.array[tuple(inside.T)])
    assert problems(path) == []


def test_what_it_says_of_itself(series, tmp_path):
    made = series(AXIAL)
    path = tmp_path / "x.dcm"
    write_segmentation_object(made.segmentation, made.volume, path)
    seg, source = pydicom.dcmread(path), pydicom.dcmread(made.paths[0])
    assert seg.Modality == "SEG"
    assert seg.SeriesInstanceUID != source.SeriesInstanceUID
    for keyword in ("PatientName", "PatientID", "StudyInstanceUID", "FrameOfReferenceUID"):
        assert seg[keyword].value == source[keyword].value
    assert [s.SegmentNumber for s in seg.SegmentSequence] == [1, 2, 3]
    meanings = [s.SegmentedPropertyTypeCodeSequence[0].CodeMeaning for s in seg.SegmentSequence]
    assert meanings == ["Necrosis", "Edema", "Enhancing Lesion"]
    for segment in seg.SegmentSequence:
        assert segment.SegmentAlgorithmType == "AUTOMATIC"
        assert segment.SegmentAlgorithmName == "Gliovista stub-1 fast"
        colour = highdicom.color.CIELabColor.from_dicom_value(
            tuple(segment.RecommendedDisplayCIELabValue)
        ).to_rgb()
        np.testing.assert_allclose(colour, LABEL_RGB[Label(segment.SegmentNumber)], atol=2)
    referred = seg.ReferencedSeriesSequence[0]
    assert referred.SeriesInstanceUID == source.SeriesInstanceUID
    assert len(referred.ReferencedInstanceSequence) == len(made.paths)


def test_a_persons_part_is_told(series, tmp_path):
    made = series(AXIAL)
    painted = made.segmentation.label_map.copy()
    painted[3, 3, 3] = Label.ET
    corrected = made.segmentation.with_corrections(painted)
    drawn = replace(made.segmentation, provenance=Provenance())
    for segmentation, kind in ((corrected, "SEMIAUTOMATIC"), (drawn, "MANUAL")):
        path = tmp_path / f"{kind}.dcm"
        write_segmentation_object(segmentation, made.volume, path)
        segments = pydicom.dcmread(path).SegmentSequence
        assert {s.SegmentAlgorithmType for s in segments} == {kind}
        assert ("SegmentAlgorithmName" in segments[0]) == (kind != "MANUAL")
        assert problems(path) == []


def test_moved_thresholds_are_a_persons_part(series, tmp_path):
    made = series(AXIAL)
    path = tmp_path / "x.dcm"
    moved = replace(made.segmentation, thresholds=(0.4, 0.5, 0.5))
    write_segmentation_object(moved, made.volume, path)
    seg = pydicom.dcmread(path)
    assert seg.SegmentSequence[0].SegmentAlgorithmType == "SEMIAUTOMATIC"
    assert "thresholds moved" in seg.ContentDescription


def test_the_whole_tumour_alone_is_no_oedema(series, tmp_path):
    made = series(AXIAL)
    whole = whole_tumour_alone(made.segmentation.label_map)
    untold = (Region.TC, Region.ET)
    path = tmp_path / "x.dcm"
    found = replace(made.segmentation, label_map=whole, untold=untold)
    write_segmentation_object(found, made.volume, path)
    (segment,) = pydicom.dcmread(path).SegmentSequence
    assert segment.SegmentedPropertyTypeCodeSequence[0].CodeMeaning == "Neoplasm"
    assert segment.SegmentLabel == "Whole tumour (WT)"
    array = highdicom.seg.segread(path).get_volume(combine_segments=True).array
    assert np.count_nonzero(array) == np.count_nonzero(whole)
    assert problems(path) == []
    shown = replace(made.segmentation, untold=untold, untold_shown=True)
    write_segmentation_object(shown, made.volume, path)
    labels = [s.SegmentLabel for s in pydicom.dcmread(path).SegmentSequence]
    assert len(labels) == 3
    assert all(label.endswith("unsure") for label in labels)


def test_no_tumour_is_a_result_too(series, tmp_path):
    made = series(AXIAL)
    empty = replace(made.segmentation, label_map=np.zeros_like(made.segmentation.label_map))
    path = tmp_path / "x.dcm"
    write_segmentation_object(empty, made.volume, path)
    seg = highdicom.seg.segread(path)
    assert not seg.get_volume(combine_segments=True).array.any()
    assert problems(path) == []


def test_odd_headers_do_not_stand_in_the_way(series, tmp_path):
    more = {"PatientName": "Núñez^Íñigo", "PatientSex": "X", "PatientBirthDate": None,
            "StudyTime": "10:00", "PatientAge": "65", "AccessionNumber": None}  # fmt: skip
    made = series(AXIAL, protocol=replace(PLAIN, more=more))
    path = tmp_path / "x.dcm"
    write_segmentation_object(made.segmentation, made.volume, path)
    assert str(pydicom.dcmread(path).PatientName) == "Núñez^Íñigo"
    assert problems(path) == []


@pytest.mark.parametrize("write", [write_segmentation_object, write_structure_set])
@pytest.mark.parametrize("name", ["Rosaura Quispe", "Quispe " * 12, "Quispe^^^^^^Rosaura"])
def test_a_patients_name_is_no_word_for_a_log(
    series, tmp_path, caplog, capfd, recwarn, write, name
):
    made = series(AXIAL, protocol=replace(PLAIN, more={"PatientName": name}))
    recwarn.clear()
    write(made.segmentation, made.volume, tmp_path / "x.dcm")
    said = [caplog.text, *capfd.readouterr(), *(str(w.message) for w in recwarn)]
    assert not [text for text in said if "Quispe" in text]


def test_without_dicom_there_is_a_sentence(series, tmp_path):
    made = series(AXIAL)
    nifti = Volume(made.volume.data, made.volume.affine)
    with pytest.raises(WritingError, match="not read from DICOM"):
        write_segmentation_object(made.segmentation, nifti, tmp_path / "x.dcm")
    assert not (tmp_path / "x.dcm").exists()


def test_no_frame_of_reference_is_a_sentence(series, tmp_path):
    made = series(AXIAL, protocol=replace(PLAIN, more={"FrameOfReferenceUID": None}))
    with pytest.raises(WritingError, match="frame of reference"):
        write_segmentation_object(made.segmentation, made.volume, tmp_path / "x.dcm")


def test_another_file_in_a_sources_place_is_noticed(series, tmp_path):
    made = series(AXIAL)
    made.paths[3].write_bytes(made.paths[2].read_bytes())
    with pytest.raises(ReadingError, match="not the one"):
        write_segmentation_object(made.segmentation, made.volume, tmp_path / "x.dcm")


def test_a_flipped_object_is_not_kept(series, tmp_path, monkeypatch):
    made = series(AXIAL)
    right = segmentation_object._pixels
    monkeypatch.setattr(segmentation_object, "_pixels", lambda *a: right(*a)[::-1])
    path = tmp_path / "x.dcm"
    path.write_bytes(b"before")
    with pytest.raises(WritingError, match="read back equal"):
        write_segmentation_object(made.segmentation, made.volume, path)
    assert path.read_bytes() == b"before"
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["x.dcm"]
