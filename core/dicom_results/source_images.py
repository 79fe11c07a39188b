"""What an object repeats of its source images: whose they are, what they are, where they lie."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.dicom.library import quiet_pydicom
from core.dicom.sources import source_headers
from core.errors import WritingError
from core.progress import Progress, no_progress
from core.studies.segmentation import Segmentation
from core.studies.source import DicomSource
from core.studies.study import Volume

if TYPE_CHECKING:
    from pydicom import Dataset

NO_SOURCE = (
    "This study was not read from DICOM, so there are no source images that a DICOM object could "
    "refer to. Open the DICOM series themselves, or write NIfTI."
)

PATIENT_AND_STUDY = (
    "PatientName", "PatientID", "IssuerOfPatientID", "PatientBirthDate", "PatientSex",
    "PatientAge", "StudyInstanceUID", "StudyDate", "StudyTime", "StudyID", "AccessionNumber",
    "ReferringPhysicianName", "StudyDescription",
)  # fmt: skip
"""By which an archive files an object under the right study; no more of the patient is copied."""

_OF_IMAGES = (
    "SOPClassUID", "SOPInstanceUID", "SeriesInstanceUID", "SeriesNumber", "FrameOfReferenceUID",
    "PositionReferenceIndicator", "Modality", "Manufacturer", "ImageType", "Rows", "Columns",
    "NumberOfFrames", "InstanceNumber", "ImagePositionPatient", "ImageOrientationPatient",
    "PixelSpacing", "SliceThickness", "SpacingBetweenSlices", "LossyImageCompression",
    "LossyImageCompressionRatio", "LossyImageCompressionMethod",
    "SharedFunctionalGroupsSequence", "PerFrameFunctionalGroupsSequence",
    "DimensionOrganizationSequence", "DimensionIndexSequence",
)  # fmt: skip

_TYPE_2 = (
    "PatientName", "PatientID", "PatientBirthDate", "PatientSex", "StudyDate", "StudyTime",
    "StudyID", "AccessionNumber", "ReferringPhysicianName",
)  # fmt: skip
"""Which must be there, though they may be empty."""

_NEEDED = {
    "StudyInstanceUID": "study UID",
    "SeriesInstanceUID": "series UID",
    "SOPInstanceUID": "instance UID",
    "SOPClassUID": "kind of object",
    "FrameOfReferenceUID": "frame of reference",
}
_SHAPES = {
    "PatientBirthDate": r"\d{8}",
    "StudyDate": r"\d{8}",
    "StudyTime": r"\d{2}(\d{2}(\d{2}(\.\d{1,6})?)?)?",
    "PatientAge": r"\d{3}[DWMY]",
    "PatientSex": r"[MFO]",
}
"""What these look like where they are DICOM's; others are left empty, as nobody can read them."""


@dataclass(frozen=True)
class SourceImages:
    """The pictures that an object refers to.

    Attributes:
        headers: one for each file, with nothing that an object has no need of.
        frames: of each slice of the volume, the index of its header and its frame from 0.
        several: whether the files hold several frames each.
    """

    headers: tuple[Dataset, ...]
    frames: tuple[tuple[int, int], ...]
    several: bool


def require_one_grid(segmentation: Segmentation, reference: Volume, path: Path) -> None:
    """Refuse a result that does not lie on the slices of its reference.

    Raises:
        WritingError: its shape is another; ``path`` is what would have been written.
    """
    if segmentation.label_map.shape != reference.data.shape:
        raise WritingError(
            f"{path}: the result has shape {segmentation.label_map.shape} and the series "
            f"{reference.data.shape}; they must lie on one grid."
        )


def source_images(reference: Volume, progress: Progress = no_progress) -> SourceImages:
    """Read the headers of the pictures that a volume is made of.

    Raises:
        WritingError: it is not made of DICOM pictures, or their headers lack what a DICOM object
            must refer to.
        ReadingError: a file is gone or was replaced.
    """
    source = reference.source
    if source is None or len(source.images) != reference.data.shape[2]:
        raise WritingError(NO_SOURCE)
    headers = source_headers(source, progress)
    _require(headers)
    several = any(int(h.get("NumberOfFrames") or 1) > 1 for h in headers)
    if several and len(headers) > 1:
        raise WritingError(
            f"The series lies in {len(headers)} multi-frame files, and a DICOM object that "
            "refers to several of them cannot be written. Write NIfTI."
        )
    return SourceImages(tuple(map(_bare, headers)), _frames(source), several)


def _frames(source: DicomSource) -> tuple[tuple[int, int], ...]:
    files: dict[tuple[object, ...], int] = {}
    found = []
    for one in source.images:
        number = files.setdefault((one.path, one.members), len(files))
        found.append((number, one.frame))
    return tuple(found)


def _require(headers: Sequence[Dataset]) -> None:
    for keyword, name in _NEEDED.items():
        if not all(h.get(keyword) for h in headers):
            raise WritingError(
                f"The headers of the source images tell no {name}, without which no DICOM object "
                "can refer to them. Write NIfTI, or export the series again from the archive."
            )


def _bare(whole: Dataset) -> Dataset:
    made: Dataset = quiet_pydicom().Dataset()
    made.SpecificCharacterSet = "ISO_IR 192"
    for keyword in (*PATIENT_AND_STUDY, *_OF_IMAGES):
        if keyword in whole:
            element = whole[keyword]
            # A name carries its former encoding; as text it is written in the new one.
            value = str(element.value) if element.VR == "PN" else element.value
            made.add_new(element.tag, element.VR, _readable(keyword, value))
    for keyword in _TYPE_2:
        if made.get(keyword) is None:
            setattr(made, keyword, "")
    return made


def _readable(keyword: str, value: object) -> object:
    shape = _SHAPES.get(keyword)
    if shape is None or re.fullmatch(shape, str(value or "").strip()):
        return value
    return ""
