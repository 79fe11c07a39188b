"""DICOM-SEG: a label map as one object that refers to the slices of its reference series."""

from __future__ import annotations

import logging
import warnings
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from core.dicom.library import quiet_pydicom
from core.dicom_results.authorship import PROGRAM, RESEARCH, VERSION, Authorship, authorship_of
from core.dicom_results.reading_back import read_segmentation_object
from core.dicom_results.segments import ALGORITHM, BRAIN, CATEGORY, Segment, name_of, segments_of
from core.dicom_results.source_images import SourceImages, require_one_grid, source_images
from core.dicom_results.storing import Finish, as_it_is, store
from core.errors import WritingError
from core.labels import LabelMap
from core.progress import Progress, no_progress
from core.space.affine import Grid
from core.studies.segmentation import Segmentation
from core.studies.study import Volume

if TYPE_CHECKING:
    from pydicom import Dataset

SERIES_NUMBER = 9100
"""Far above a scanner's own."""


def write_segmentation_object(
    segmentation: Segmentation,
    reference: Volume,
    path: Path,
    progress: Progress = no_progress,
    finish: Finish = as_it_is,
) -> None:
    """Write the label map as a DICOM segmentation, read it again, compare, and only then keep it.

    Segments 1, 2 and 3 are NCR, ED and ET, each there even where it has no voxel; where the
    study's sequences tell only the whole tumour, segment 1 is that. The object carries
    the patient's name and identifiers, by which an archive files it.

    Args:
        segmentation: on the reference's grid.
        reference: a volume read from DICOM, whose slices are referred to.
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
    try:
        made = _made(segmentation, images, reference.grid)
    # highdicom refuses what headers say against the standard with errors of its own; their texts
    # hold values of the headers, which may be the patient's.
    except (ValueError, TypeError, AttributeError, KeyError, IndexError) as error:
        raise WritingError(
            f"{path}: the headers of the source images break the standard, so that no DICOM object "
            "can refer to them. Write NIfTI."
        ) from error
    labels = {n: s.label for n, s in enumerate(segments_of(segmentation), start=1)}

    def equal(stored: Dataset) -> bool:
        back = read_segmentation_object(stored, reference.grid, labels)
        return np.array_equal(back, segmentation.label_map)

    store(finish(made), path, equal)


def _made(segmentation: Segmentation, images: SourceImages, grid: Grid) -> Dataset:
    highdicom = _quiet_highdicom()
    segments, author = segments_of(segmentation), authorship_of(segmentation)
    numbers = np.zeros_like(segmentation.label_map)
    for number, segment in enumerate(segments, start=1):
        numbers[segmentation.label_map == segment.label] = number
    with warnings.catch_warnings():
        # An empty label map, and names longer than usual; what matters is read back.
        warnings.simplefilter("ignore")
        made: Dataset = highdicom.seg.Segmentation(
            source_images=list(images.headers),
            pixel_array=_pixels(numbers, images),
            segmentation_type=highdicom.seg.SegmentationTypeValues.BINARY,
            segment_descriptions=[
                _described(s, n, name_of(s, segmentation), author)
                for n, s in enumerate(segments, start=1)
            ],
            series_instance_uid=highdicom.UID(),
            series_number=SERIES_NUMBER,
            sop_instance_uid=highdicom.UID(),
            instance_number=1,
            manufacturer=PROGRAM,
            manufacturer_model_name=PROGRAM,
            software_versions=VERSION,
            device_serial_number="1",
            content_label="GLIOMA",
            content_description=author.described[:64],
            series_description=f"{PROGRAM} segmentation. {RESEARCH}"[:64],
            pixel_measures=_measures(images, grid),
        )
    return made


@cache
def _quiet_highdicom() -> ModuleType:
    """Import highdicom; its remarks on unusual names would bring those of a patient into a log."""
    quiet_pydicom()
    import highdicom

    logging.getLogger("highdicom").setLevel(logging.CRITICAL)
    return highdicom


def _pixels(label_map: LabelMap, images: SourceImages) -> npt.NDArray[np.uint8]:
    """Shape (frames, rows, columns), in the order of the source files' frames."""
    planes = np.ascontiguousarray(label_map.transpose(2, 1, 0))
    if not images.several:
        return planes
    # Frames of other volumes in the same file, such as other echoes, stay empty.
    made = np.zeros((int(images.headers[0].NumberOfFrames), *planes.shape[1:]), np.uint8)
    made[[frame for _, frame in images.frames]] = planes
    return made


def _measures(images: SourceImages, grid: Grid) -> Any:
    import highdicom

    columns, rows, slices = grid.spacing_mm
    thickness = images.headers[0].get("SliceThickness") or slices
    return highdicom.PixelMeasuresSequence(
        pixel_spacing=(rows, columns),
        slice_thickness=float(thickness),
        spacing_between_slices=slices,
    )


def _described(segment: Segment, number: int, name: str, author: Authorship) -> Any:
    import highdicom
    from pydicom.sr.coding import Code

    identified = None
    if author.algorithm:
        identified = highdicom.AlgorithmIdentificationSequence(
            name=author.algorithm[:64],
            family=Code(*ALGORITHM),
            version=author.version,
            source=PROGRAM,
        )
    return highdicom.seg.SegmentDescription(
        segment_number=number,
        segment_label=name,
        segmented_property_category=Code(*CATEGORY),
        segmented_property_type=Code(*segment.code),
        algorithm_type=author.kind,
        algorithm_identification=identified,
        anatomic_regions=[Code(*BRAIN)],
        tracking_uid=highdicom.UID(),
        tracking_id=f"{PROGRAM} {segment.short}",
        display_color=highdicom.color.CIELabColor.from_rgb(*segment.rgb),
    )
