"""Headers of the DICOM pictures that a volume was read from."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

from core.dicom.library import dataset_of
from core.dicom.places import Opener, Place
from core.errors import ReadingError
from core.progress import Progress, no_progress
from core.studies.source import DicomSource

if TYPE_CHECKING:
    from pydicom import Dataset

_THREADS = 4


def source_headers(source: DicomSource, progress: Progress = no_progress) -> list[Dataset]:
    """The header of each DICOM file, once, in the order in which the pictures first need it.

    Args:
        source: as a volume carries it.
        progress: called after each file; may raise ``Cancelled``.

    Returns:
        pydicom data sets without their pixels.

    Raises:
        ReadingError: a file is gone, damaged, or another than was read before.
    """
    wanted = {Place(one.path, one.members): one.sop_uid for one in source.images}
    with Opener() as opener:
        pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="dicom")
        found = []
        try:
            for header in pool.map(partial(_header, opener), wanted, wanted.values()):
                found.append(header)
                progress(len(found), len(wanted), "Reading headers")
        finally:
            pool.shutdown(cancel_futures=True)
    return found


def _header(opener: Opener, place: Place, sop_uid: str) -> Dataset:
    data = opener.read(place)
    try:
        whole = dataset_of(data, stop_before_pixels=True)
        uid = str(whole.get("SOPInstanceUID", ""))
    # pydicom raises whatever its parts do; each means that the header cannot be understood.
    except Exception as error:
        raise ReadingError(
            f"{place.name}: its DICOM header cannot be read any more. Open the study again."
        ) from error
    if uid != sop_uid:
        raise ReadingError(
            f"{place.name}: this file is not the one that was read when the study was opened. "
            "Open the study again."
        )
    return whole
