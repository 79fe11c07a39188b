"""RTSTRUCT: labels and regions as contours on the slices of their reference series."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from core.dicom.library import quiet_pydicom
from core.dicom_results.authorship import PROGRAM, RESEARCH, VERSION, Authorship, authorship_of
from core.dicom_results.contours import outlines
from core.dicom_results.reading_back import read_structure_set
from core.dicom_results.segments import LABELS, REGIONS, UNSURE
from core.dicom_results.source_images import (
    PATIENT_AND_STUDY,
    SourceImages,
    require_one_grid,
    source_images,
)
from core.dicom_results.storing import Finish, as_it_is, store
from core.labels import LABEL_RGB, REGION_RGB, region_mask
from core.progress import Progress, no_progress
from core.space.affine import LPS_FROM_RAS, Affine
from core.studies.segmentation import Segmentation
from core.studies.study import Volume

if TYPE_CHECKING:
    from pydicom import Dataset

SERIES_NUMBER = 9200
"""Far above a scanner's own."""

_STRUCTURE_SET = "1.2.840.10008.5.1.4.1.1.481.3"
_STUDY = "1.2.840.10008.3.1.2.3.1"
"""The class by which structure sets refer to a study; retired, but there is no other."""


@dataclass(frozen=True)
class Structure:
    """One region of interest.

    Attributes:
        name: short, as planning systems show it.
        described: what it is.
        rgb: its colour.
        mask: boolean, shape (columns, rows, slices).
    """

    name: str
    described: str
    rgb: tuple[int, int, int]
    mask: npt.NDArray[np.bool_]


def structures_of(segmentation: Segmentation) -> tuple[Structure, ...]:
    """The regions WT, TC and ET, and the labels NCR and ED; the label ET is the region ET.

    Those that the study's sequences cannot tell are left out, or called unsure where a person
    asked for them.
    """
    label_map = segmentation.label_map
    regions = [
        Structure(r.value, REGIONS[r], REGION_RGB[r], region_mask(label_map, r))
        for r in segmentation.regions
    ]
    parts = [
        Structure(x.name, text, LABEL_RGB[x], label_map == x)
        for x, text in LABELS.items()
        if x in segmentation.labels
    ]
    if segmentation.untold_shown:
        regions[1:] = map(_unsure, regions[1:])
        parts = list(map(_unsure, parts))
    return (*regions, *parts)


def _unsure(structure: Structure) -> Structure:
    return replace(structure, described=f"{structure.described}, {UNSURE}")


def write_structure_set(
    segmentation: Segmentation,
    reference: Volume,
    path: Path,
    progress: Progress = no_progress,
    finish: Finish = as_it_is,
) -> None:
    """Write contours as an RT structure set, read it again, compare, and only then keep it.

    Every structure is there, those without a voxel without a contour. The object carries the
    patient's name and identifiers, by which an archive files it.

    Args:
        segmentation: on the reference's grid.
        reference: a volume read from DICOM, on whose slices the contours lie.
        path: ends in ``.dcm``.
        progress: called for each source image; may raise ``Cancelled``.
        finish: changes the object before it is stored, such as to take the patient out.

    Raises:
        WritingError: the reference does not come from DICOM, its headers lack what must be
            referred to, or the object could not be written or did not read back equal; ``path``
            is then as it was before.
        ReadingError: a source image is gone or was replaced.
    """
    require_one_grid(segmentation, reference, path)
    images = source_images(reference, progress)
    structures = structures_of(segmentation)
    made = _made(structures, images, authorship_of(segmentation), reference.affine)

    def equal(stored: Dataset) -> bool:
        masks = read_structure_set(stored, reference.grid)
        return all(np.array_equal(masks[s.name], s.mask) for s in structures)

    store(finish(made), path, equal)


def _made(
    structures: tuple[Structure, ...], images: SourceImages, author: Authorship, affine: Affine
) -> Dataset:
    pydicom = quiet_pydicom()
    first = images.headers[0]
    made: Dataset = pydicom.Dataset()
    made.SpecificCharacterSet = "ISO_IR 192"
    for keyword in (*PATIENT_AND_STUDY, "FrameOfReferenceUID"):
        if keyword in first:
            made[keyword] = first[keyword]
    made.PositionReferenceIndicator = first.get("PositionReferenceIndicator", "")
    _say_what_it_is(made, author)
    numbers = range(1, len(structures) + 1)
    made.ReferencedFrameOfReferenceSequence = [_frame_of_reference(images)]
    frame = first.FrameOfReferenceUID
    made.StructureSetROISequence = [
        _structure(s, n, author, frame) for s, n in zip(structures, numbers, strict=True)
    ]
    made.ROIContourSequence = [
        _contours(s, n, images, LPS_FROM_RAS @ affine)
        for s, n in zip(structures, numbers, strict=True)
    ]
    made.RTROIObservationsSequence = [
        _item(
            ObservationNumber=n, ReferencedROINumber=n, RTROIInterpretedType="", ROIInterpreter=""
        )
        for n in numbers
    ]
    made.file_meta = pydicom.dataset.FileMetaDataset()
    made.file_meta.MediaStorageSOPClassUID = made.SOPClassUID
    made.file_meta.MediaStorageSOPInstanceUID = made.SOPInstanceUID
    made.file_meta.TransferSyntaxUID = pydicom.uid.ExplicitVRLittleEndian
    return made


def _say_what_it_is(made: Dataset, author: Authorship) -> None:
    uid = quiet_pydicom().uid
    now = datetime.now(tz=UTC).astimezone()
    made.SOPClassUID, made.SOPInstanceUID = _STRUCTURE_SET, uid.generate_uid()
    made.SeriesInstanceUID, made.Modality = uid.generate_uid(), "RTSTRUCT"
    made.SeriesNumber, made.InstanceNumber, made.OperatorsName = SERIES_NUMBER, 1, ""
    made.SeriesDescription = f"{PROGRAM} contours. {RESEARCH}"[:64]
    made.Manufacturer = made.ManufacturerModelName = PROGRAM
    made.SoftwareVersions, made.ApprovalStatus = VERSION, "UNAPPROVED"
    made.StructureSetLabel, made.StructureSetName = "GLIOMA", f"{PROGRAM} glioma"
    made.StructureSetDescription = author.described
    made.InstanceCreationDate = made.StructureSetDate = now.strftime("%Y%m%d")
    made.InstanceCreationTime = made.StructureSetTime = now.strftime("%H%M%S")


def _frame_of_reference(images: SourceImages) -> Dataset:
    first = images.headers[0]
    series = _item(
        SeriesInstanceUID=first.SeriesInstanceUID,
        ContourImageSequence=[_image(h) for h in images.headers],
    )
    study = _item(
        ReferencedSOPClassUID=_STUDY,
        ReferencedSOPInstanceUID=first.StudyInstanceUID,
        RTReferencedSeriesSequence=[series],
    )
    return _item(FrameOfReferenceUID=first.FrameOfReferenceUID, RTReferencedStudySequence=[study])


def _structure(structure: Structure, number: int, author: Authorship, frame: str) -> Dataset:
    return _item(
        ROINumber=number,
        ReferencedFrameOfReferenceUID=frame,
        ROIName=structure.name,
        ROIDescription=structure.described,
        ROIGenerationAlgorithm=author.kind,
        ROIGenerationDescription=author.described[:64],
    )


def _contours(structure: Structure, number: int, images: SourceImages, lps: Affine) -> Dataset:
    made = _item(ROIDisplayColor=list(structure.rgb), ReferencedROINumber=number)
    found = list(_on_slices(structure, images, lps))
    if found:
        made.ContourSequence = found
    return made


def _on_slices(structure: Structure, images: SourceImages, lps: Affine) -> Iterator[Dataset]:
    for k in np.flatnonzero(structure.mask.any(axis=(0, 1))).tolist():
        file, frame = images.frames[k]
        shown = _image(images.headers[file], frame if images.several else None)
        for outline in outlines(structure.mask[:, :, k]):
            count = len(outline)
            ijk = np.column_stack([outline, np.full(count, k), np.ones(count)])
            points = (ijk @ lps.T)[:, :3]
            yield _item(
                ContourImageSequence=[shown],
                ContourGeometricType="CLOSED_PLANAR",
                NumberOfContourPoints=count,
                # 0.1 µm; a decimal string may have 16 characters.
                ContourData=[f"{value:.4f}" for value in points.ravel().tolist()],
            )


def _image(header: Dataset, frame: int | None = None) -> Dataset:
    made = _item(
        ReferencedSOPClassUID=header.SOPClassUID, ReferencedSOPInstanceUID=header.SOPInstanceUID
    )
    if frame is not None:
        made.ReferencedFrameNumber = frame + 1
    return made


def _item(**elements: Any) -> Dataset:
    made: Dataset = quiet_pydicom().Dataset()
    for keyword, value in elements.items():
        setattr(made, keyword, value)
    return made
