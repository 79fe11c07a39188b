"""RTSTRUCT of every orientation, read again without the program's own geometry."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pydicom
import pytest

from core.dicom_results import structure_set
from core.dicom_results.structure_set import write_structure_set
from core.errors import WritingError
from core.labels import Label, Region, whole_tumour_alone
from core.studies.study import Volume
from tests.core.dicom_results.conftest import ORDERS, PLAIN, labels_in, problems, turned

AXIAL = turned(ORDERS["axial"], (-1, -1, 1))
LABELS = {"WT": (1, 2, 3), "TC": (1, 3), "ET": (3,), "NCR": (1,), "ED": (2,)}


def voxels_within(contours, header) -> np.ndarray:
    """Rows and columns of an image within contours, from its own header alone (winding angle)."""
    row, column = np.array(header.ImageOrientationPatient, float).reshape(2, 3)
    between_rows, between_columns = map(float, header.PixelSpacing)
    origin = np.array(header.ImagePositionPatient, float)
    found = np.zeros((header.Rows, header.Columns), int)
    r, c = np.mgrid[: header.Rows, : header.Columns] + np.array([1.3e-3, 1.7e-3])[:, None, None]
    for contour in contours:
        points = np.array(contour.ContourData, float).reshape(-1, 3) - origin
        np.testing.assert_allclose(points @ np.cross(row, column), 0, atol=1e-3)
        x, y = points @ row / between_columns, points @ column / between_rows
        angles = np.arctan2(y[:, None, None] - r, x[:, None, None] - c)
        steps = np.diff(angles, axis=0, append=angles[:1])
        turns = ((steps + np.pi) % (2 * np.pi) - np.pi).sum(axis=0) / (2 * np.pi)
        found += np.round(turns).astype(int)
    return found % 2 == 1


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("signs", [(1, 1, 1), (-1, -1, 1), (1, -1, -1), (-1, 1, -1)])
@pytest.mark.parametrize("degrees", [0.0, 17.0])
def test_each_source_image_bears_its_own_contours(series, tmp_path, order, signs, degrees):
    made = series(turned(ORDERS[order], signs, degrees))
    path = tmp_path / "x.dcm"
    write_structure_set(made.segmentation, made.volume, path)
    rt = pydicom.dcmread(path)
    sources = {str(s.SOPInstanceUID): s for s in map(pydicom.dcmread, made.paths)}
    names = {s.ROINumber: s.ROIName for s in rt.StructureSetROISequence}
    assert set(names.values()) == set(LABELS)
    for roi in rt.ROIContourSequence:
        wanted = LABELS[names[roi.ReferencedROINumber]]
        for uid, source in sources.items():
            own = [
                c
                for c in roi.ContourSequence
                if c.ContourImageSequence[0].ReferencedSOPInstanceUID == uid
            ]
            truth = np.isin(labels_in(source.pixel_array), wanted)
            np.testing.assert_array_equal(voxels_within(own, source), truth)


@pytest.mark.parametrize("enhanced", [False, True])
def test_it_is_valid_and_says_what_it_is(series, tmp_path, enhanced):
    made = series(AXIAL, enhanced=enhanced)
    path = tmp_path / "x.dcm"
    write_structure_set(made.segmentation, made.volume, path)
    assert problems(path) == []
    rt, source = pydicom.dcmread(path), pydicom.dcmread(made.paths[0])
    for keyword in ("PatientName", "PatientID", "StudyInstanceUID", "FrameOfReferenceUID"):
        assert rt[keyword].value == source[keyword].value
    assert {s.ROIGenerationAlgorithm for s in rt.StructureSetROISequence} == {"AUTOMATIC"}
    assert "stub-1 fast" in rt.StructureSetROISequence[0].ROIGenerationDescription
    frames = {
        c.ContourImageSequence[0].get("ReferencedFrameNumber")
        for c in rt.ROIContourSequence[0].ContourSequence
    }
    assert frames == ({2, 3, 4, 5, 6, 7} if enhanced else {None})


def test_a_structure_without_voxels_has_no_contour(series, tmp_path):
    made = series(AXIAL)
    labels = np.where(made.segmentation.label_map == Label.ET, 0, made.segmentation.label_map)
    path = tmp_path / "x.dcm"
    write_structure_set(replace(made.segmentation, label_map=labels), made.volume, path)
    assert problems(path) == []
    rt = pydicom.dcmread(path)
    names = [s.ROIName for s in rt.StructureSetROISequence]
    assert "ContourSequence" not in rt.ROIContourSequence[names.index("ET")]
    assert "ContourSequence" in rt.ROIContourSequence[names.index("TC")]


def test_what_cannot_be_told_is_left_out_or_called_unsure(series, tmp_path):
    made = series(AXIAL)
    path = tmp_path / "x.dcm"
    untold = (Region.TC, Region.ET)
    whole = whole_tumour_alone(made.segmentation.label_map)
    write_structure_set(
        replace(made.segmentation, label_map=whole, untold=untold), made.volume, path
    )
    assert [s.ROIName for s in pydicom.dcmread(path).StructureSetROISequence] == ["WT"]
    shown = replace(made.segmentation, untold=untold, untold_shown=True)
    write_structure_set(shown, made.volume, path)
    unsure = {
        s.ROIName: s.ROIDescription.endswith("unsure")
        for s in pydicom.dcmread(path).StructureSetROISequence
    }
    assert unsure == {"WT": False, "TC": True, "ET": True, "NCR": True, "ED": True}


def test_a_name_beyond_ascii_survives(series, tmp_path):
    made = series(AXIAL, protocol=replace(PLAIN, more={"PatientName": "Núñez^Íñigo"}))
    path = tmp_path / "x.dcm"
    write_structure_set(made.segmentation, made.volume, path)
    assert str(pydicom.dcmread(path).PatientName) == "Núñez^Íñigo"


def test_without_dicom_there_is_a_sentence(series, tmp_path):
    made = series(AXIAL)
    nifti = Volume(made.volume.data, made.volume.affine)
    with pytest.raises(WritingError, match="not read from DICOM"):
        write_structure_set(made.segmentation, nifti, tmp_path / "x.dcm")


def test_contours_of_other_voxels_are_not_kept(series, tmp_path, monkeypatch):
    made = series(AXIAL)
    right = structure_set.outlines
    monkeypatch.setattr(structure_set, "outlines", lambda mask: right(mask)[1:])
    path = tmp_path / "x.dcm"
    path.write_bytes(b"before")
    with pytest.raises(WritingError, match="read back equal"):
        write_structure_set(made.segmentation, made.volume, path)
    assert path.read_bytes() == b"before"
